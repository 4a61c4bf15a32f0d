/* What stands in the way of sending: only what a person can see, so only what has a question. */
#include "forms/instance_parts.h"

#include "base/i18n.h"

static const char *words(struct instance *in, const struct label *own, struct node *n,
                         const char *otherwise, struct arena *a) {
    struct str out = {.arena = a};
    instance_words(in, own, n, &out);
    return out.len > 0 ? out.p : arena_strdup(a, otherwise);
}

bool instance_fault(struct instance *in, struct node *n, struct arena *a, struct form_fault *ret) {
    const struct field *f = n->field;
    if (!f || !f->relevant || !instance_slot(in, n)->control || !instance_is_leaf(n))
        return false;
    bool missing = f->required && n->value[0] == '\0';
    if (!missing && f->valid)
        return false;
    ret->node = n;
    ret->missing = missing;
    if (missing)
        ret->message =
            words(in, &f->bind->required_message, n, tr("This question needs an answer."), a);
    else
        ret->message =
            words(in, &f->bind->constraint_message, n, tr("This answer is not possible here."), a);
    return true;
}

void instance_check(struct instance *in, struct arena *a, struct form_fault **ret,
                    size_t *ret_count) {
    struct node *root = instance_root(in);
    struct form_fault fault;
    size_t count = 0, max = 0;
    for (struct node *n = root; n; n = node_after(n, root))
        max += !instance_slot(in, n)->control ? 0 : 1;
    *ret = arena_array(a, max, sizeof(**ret));
    for (struct node *n = root; n; n = node_after(n, root))
        if (instance_fault(in, n, a, &fault))
            (*ret)[count++] = fault;
    *ret_count = count;
}
