/* A person answers, or the kiosk does in their place. */
#include "forms/instance_parts.h"

#include <string.h>

bool instance_prefill(struct instance *in, struct node *n, const char *value, struct err *err) {
    if (!instance_is_leaf(n))
        return err_set(err, ERR_INPUT, "A group has no answer of its own.");
    const char *text = value_canonical(in, n->field->bind, value, &in->scratch, err);
    if (text)
        instance_store(in, n, text);
    instance_forget(in);
    instance_settle(in);
    return text != NULL;
}

bool instance_set(struct instance *in, struct node *n, const char *value, struct err *err) {
    if (instance_is_leaf(n) && n->field->readonly)
        return err_set(err, ERR_DENIED, "This field cannot be changed.");
    return instance_prefill(in, n, value, err);
}
