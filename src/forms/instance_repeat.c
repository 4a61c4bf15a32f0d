/* Instances of repeats come and go: by a person, or counted by jr:count.
 *
 * Where there is no instance, questions about one still come up: is it relevant, how many are to
 * be. They are asked of a stand-in, a node that knows its parent but is not among its children. */
#include "forms/instance_parts.h"

#include <math.h>
#include <string.h>

size_t instance_repeat_count(const struct instance *in, const struct control *repeat,
                             const struct node *parent) {
    size_t count = 0;
    (void)in;
    for (const struct node *c = parent->child; c; c = c->next)
        count += c->name == repeat->node->name;
    return count;
}

static struct node stand_in(const struct control *repeat, struct node *parent) {
    return (struct node){
        .name = repeat->node->name, .value = "", .parent = parent, .kind = NODE_ELEMENT};
}

bool instance_repeat_relevant(struct instance *in, const struct control *repeat,
                              struct node *parent) {
    struct xvalue v;
    struct node at = stand_in(repeat, parent);
    const struct xcontext c = instance_context(in, &at);
    const struct xpath *relevant = repeat->bind->relevant;
    bool ok = parent->field->relevant &&
              (!relevant || !xpath_eval(relevant, &c, &v, NULL) || xvalue_boolean(&v));
    instance_forget(in);
    return ok;
}

/* Whether the form writes `name` before the repeat among the children of its parent. */
static bool stands_before(const struct node *repeat, const struct name *name) {
    for (const struct node *c = repeat->parent->child; c && c->name != repeat->name; c = c->next)
        if (c->name == name)
            return true;
    return false;
}

/* The child of parent after which a new instance goes; NULL: it is the first. */
static struct node *place(const struct control *repeat, const struct node *parent) {
    struct node *after = NULL, *last = NULL;
    for (struct node *c = parent->child; c; c = c->next) {
        if (c->name == repeat->node->name)
            last = c;
        else if (!last && stands_before(repeat->node, c->name))
            after = c;
    }
    return last ? last : after;
}

static void clear_values(struct tree *t, struct node *top) {
    for (struct node *n = top; n; n = node_after(n, top))
        if (instance_is_leaf(n))
            node_set(t, n, "");
}

/* Not in the index yet. */
static struct node *grow(struct instance *in, const struct control *repeat, struct node *parent,
                         struct node *after) {
    const struct node *pattern = repeat->bind->node;
    struct node *n = node_copy(&in->tree, pattern, parent, after);
    instance_adopt(in, pattern, n);
    if (!pattern->template)
        clear_values(&in->tree, n);
    return n;
}

/* After instances of `repeat` came or went. Those that stay may have another position. */
static void changed(struct instance *in, const struct control *repeat) {
    instance_index(in);
    instance_due_readers(in, repeat->bind);
    in->slot[repeat->bind->rank].due |= USE_VALUE;
}

static void begin(struct instance *in, struct node *n) {
    instance_preload(in, n);
    instance_event(in, EVENT_NEW_REPEAT, n);
}

struct node *instance_repeat_add(struct instance *in, const struct control *repeat,
                                 struct node *parent, struct err *err) {
    if (repeat->no_add_remove || repeat->count) {
        err_set(err, ERR_DENIED, "The form itself says how many of these there are.");
        return NULL;
    }
    if (instance_repeat_count(in, repeat, parent) >= REPEAT_MAX) {
        err_set(err, ERR_FULL, "There cannot be more than %d of these.", REPEAT_MAX);
        return NULL;
    }
    struct node *n = grow(in, repeat, parent, place(repeat, parent));
    changed(in, repeat);
    begin(in, n);
    instance_settle(in);
    return n;
}

bool instance_repeat_remove(struct instance *in, struct node *n, struct err *err) {
    const struct control *repeat = instance_repeat_of(in, n);
    if (!repeat)
        return err_set(err, ERR_INPUT, "This is no part that is repeated.");
    if (repeat->no_add_remove || repeat->count)
        return err_set(err, ERR_DENIED, "The form itself says how many of these there are.");
    node_remove(&in->tree, n);
    changed(in, repeat);
    instance_settle(in);
    return true;
}

/* ---- counted ------------------------------------------------------------------------------------
 */

/* Nobody has answered anything in it. */
static bool is_untouched(const struct node *n) {
    for (const struct node *c = n->child; c; c = c->next)
        if (!is_untouched(c))
            return false;
    const struct bind *b = n->field ? n->field->bind : NULL;
    return n->child || !b || b->calculate || str_eq(n->value, b->node->value);
}

/* What stays while the number is none: nobody's answers go because it was cleared. What the form
 * has written down and nobody has touched does not count: no number has called for it yet. */
static size_t unnumbered(const struct control *repeat, const struct node *parent, size_t have) {
    size_t place = 0, last = 0, written = 0;
    for (const struct node *c = repeat->node->parent->child; c; c = c->next)
        written += c->name == repeat->node->name && !c->template;
    for (const struct node *c = parent->child; c; c = c->next)
        if (c->name == repeat->node->name && ++place && !is_untouched(c))
            last = place;
    return have > written ? have : last;
}

static size_t wanted(struct instance *in, const struct control *repeat, struct node *parent,
                     size_t have) {
    struct xvalue v;
    struct node at = stand_in(repeat, parent);
    const struct xcontext c = instance_context(in, &at);
    double d = xpath_eval(repeat->count, &c, &v, NULL) ? xvalue_number(&v, &c) : NAN;
    instance_forget(in);
    if (isnan(d))
        return unnumbered(repeat, parent, have);
    return d < 1 ? 0 : d > REPEAT_MAX ? REPEAT_MAX : (size_t)d;
}

static void take_last(struct instance *in, const struct control *repeat, struct node *parent,
                      size_t keep) {
    size_t seen = 0;
    for (struct node *c = parent->child, *next; c; c = next) {
        next = c->next;
        if (c->name == repeat->node->name && ++seen > keep)
            node_remove(&in->tree, c);
    }
}

/* Brings the instances in `parent` to their number. */
static bool count_in(struct instance *in, const struct control *repeat, struct node *parent) {
    size_t have = instance_repeat_count(in, repeat, parent);
    size_t want = wanted(in, repeat, parent, have);
    if (have == want)
        return false;
    take_last(in, repeat, parent, want);
    struct node *last = place(repeat, parent), *first = NULL;
    for (size_t i = have; i < want; i++) {
        last = grow(in, repeat, parent, last);
        if (!first)
            first = last;
    }
    changed(in, repeat);
    for (struct node *n = first; n && n->name == repeat->node->name; n = n->next)
        begin(in, n);
    return true;
}

bool instance_count_repeats(struct instance *in) {
    bool any = false;
    for (const struct control *c = in->form->body; c; c = control_after(c)) {
        if (c->kind != CONTROL_REPEAT || !c->count)
            continue;
        const struct slot *parents = &in->slot[form_bind(in->form, c->bind->node->parent)->rank];
        for (size_t i = 0; i < parents->count; i++) /* those stay: a change is below them */
            if (parents->at[i]->field->relevant)
                any |= count_in(in, c, parents->at[i]);
    }
    return any;
}
