/* setvalue: what a form sets by itself when something happens.
 *
 * The target of an action in a repeat is the node in the same instance, also where the form writes
 * an absolute path; a predicate in the path is followed as it stands. The value is evaluated at the
 * target. An action may change what another one waits for; ACTIONS_MAX ends a circle of them. */
#include "forms/instance_parts.h"

#include <string.h>

static void set_node(struct instance *in, const struct setvalue *s, struct node *n) {
    struct xvalue v;
    const struct bind *b = n->field->bind;
    const struct xcontext c = instance_context(in, n);
    const char *value = "";
    if (!instance_is_leaf(n))
        return;
    if (!s->value)
        value = value_canonical(in, b, s->literal, &in->scratch, NULL);
    else if (xpath_eval(s->value, &c, &v, NULL))
        value = value_result(in, b, &v, &c);
    instance_store(in, n, value ? value : "");
}

static void set_at(struct instance *in, const struct setvalue *s, struct node *at) {
    struct xvalue v;
    const struct xcontext c = instance_context(in, at);
    if (!s->ref || !strchr(xpath_text(s->ref), '[')) {
        struct node *n = instance_node_for(in, s->target, at);
        if (n)
            set_node(in, s, n);
    } else if (xpath_eval(s->ref, &c, &v, NULL) && v.kind == X_NODES) {
        for (size_t i = 0; i < v.nodes.count; i++)
            if (v.nodes.at[i]->field)
                set_node(in, s, v.nodes.at[i]);
    }
    instance_forget(in);
}

/* At a load there is no place that it happens at: every instance of the target is set. */
static void set_everywhere(struct instance *in, const struct setvalue *s) {
    const struct slot *target = &in->slot[form_bind(in->form, s->target)->rank];
    for (size_t i = 0; i < target->count; i++) {
        set_node(in, s, target->at[i]);
        instance_forget(in);
    }
}

void instance_event(struct instance *in, unsigned events, struct node *at) {
    const unsigned placed = EVENT_NEW_REPEAT | EVENT_VALUE_CHANGED;
    for (size_t i = 0; i < in->form->setvalues; i++) {
        const struct setvalue *s = &in->form->setvalue[i];
        if (!(s->events & events))
            continue;
        if (!(events & placed))
            set_everywhere(in, s);
        else if (s->trigger && form_bind(in->form, s->trigger) == at->field->bind)
            set_at(in, s, at);
    }
}

bool instance_run_changed(struct instance *in, size_t *budget) {
    bool any = in->changes > 0;
    size_t count = in->changes < *budget ? in->changes : *budget;
    for (size_t i = 0; i < count; i++) /* these may add to the list */
        instance_event(in, EVENT_VALUE_CHANGED, in->changed[i]);
    in->changes -= count;
    if (in->changes > 0)
        memmove(in->changed, in->changed + count, in->changes * sizeof(*in->changed));
    *budget -= count;
    if (*budget == 0)
        in->changes = 0;
    return any && count > 0;
}
