/* A person answers. */
#include "forms/instance_parts.h"

#include <string.h>

bool instance_set(struct instance *in, struct node *n, const char *value, struct err *err) {
    if (!node_is_leaf(n))
        return err_set(err, ERR_INPUT, "A group has no answer of its own.");
    if (n->field->readonly)
        return err_set(err, ERR_DENIED, "This field cannot be changed.");
    const char *text = value_canonical(in, n->field->bind, value, &in->scratch, err);
    if (!text)
        return false;
    instance_store(in, n, text);
    instance_settle(in);
    return true;
}
