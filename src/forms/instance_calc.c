/* Working out again what a change makes doubtful, and nothing else.
 *
 * One pass over the binds in order of rank settles all values: what reads a value that has become
 * another one has a higher rank and is marked before the pass gets there. A value that comes out as
 * before marks nothing. */
#include "forms/instance_parts.h"

#include <string.h>

#include "base/mem.h"

void instance_due(struct instance *in, struct node *n, uint8_t use) {
    n->field->due |= use;
    instance_slot(in, n)->due_some |= use;
}

void instance_due_readers(struct instance *in, const struct bind *b) {
    size_t count;
    const struct graph_reader *r = graph_readers(in->form, b, &count);
    for (size_t i = 0; i < count; i++)
        in->slot[r[i].rank].due |= (uint8_t)r[i].use;
}

/* What is in a group or repeat, or the attributes of a field. */
static void due_children(struct instance *in, const struct node *n, uint8_t use) {
    for (struct node *c = n->child; c; c = c->next)
        instance_due(in, c, use);
    for (struct node *a = n->attr; a; a = a->next)
        if (a->field)
            instance_due(in, a, use);
}

void instance_store(struct instance *in, struct node *n, const char *value) {
    if (strcmp(n->value, value) == 0)
        return;
    node_set(&in->tree, n, value);
    instance_due_readers(in, n->field->bind);
    instance_due(in, n, USE_CHECK);
    if (in->loading || !instance_slot(in, n)->triggers)
        return;
    in->changed = xgrow(in->changed, &in->changed_cap, in->changes + 1, sizeof(*in->changed));
    in->changed[in->changes++] = n;
}

static void failed(struct instance *in, const struct node *n, const struct err *why) {
    if (in->failed.kind == ERR_NONE)
        err_set(&in->failed, why->kind, "%s: %s", n->field->bind->path, why->text);
}

bool instance_holds(struct instance *in, const struct xpath *x, struct node *n, bool otherwise) {
    struct err why = {0};
    struct xvalue v;
    const struct xcontext c = instance_context(in, n);
    if (xpath_eval(x, &c, &v, &why))
        return xvalue_boolean(&v);
    failed(in, n, &why);
    return otherwise;
}

/* FNV-1a; never 0. The result itself is not kept: it may be personal. */
static uint64_t hash(const char *text) {
    uint64_t h = 0xcbf29ce484222325;
    for (; *text; text++)
        h = (h ^ (unsigned char)*text) * 0x100000001b3;
    return h | 1;
}

/* Where a question shows a calculated value, a person may have written another one. It stays until
 * the calculation comes to something new. */
static void calculate(struct instance *in, struct node *n) {
    struct err why = {0};
    struct xvalue v;
    struct field *f = n->field;
    const struct xcontext c = instance_context(in, n);
    const char *value = "";
    if (xpath_eval(f->bind->calculate, &c, &v, &why))
        value = value_result(in, f->bind, &v, &c);
    else
        failed(in, n, &why);
    uint64_t result = instance_slot(in, n)->control ? hash(value) : 0;
    bool same = result != 0 && result == f->result;
    f->result = result;
    if (!same && !in->keep_values)
        instance_store(in, n, value);
}

static const struct field *above(const struct node *n) {
    return n->parent ? n->parent->field : NULL; /* the document has none */
}

static void work_out_value(struct instance *in, struct node *n) {
    struct field *f = n->field;
    const struct field *up = above(n);
    f->relevant_here = !f->bind->relevant || instance_holds(in, f->bind->relevant, n, true);
    bool relevant = f->relevant_here && (!up || up->relevant);
    if (relevant != f->relevant) {
        f->relevant = relevant;
        instance_due_readers(in, f->bind);
        instance_due(in, n, USE_CHECK);
        due_children(in, n, USE_VALUE);
    }
    if (relevant && f->bind->calculate && instance_is_leaf(n))
        calculate(in, n);
}

static bool is_valid(struct instance *in, struct node *n) {
    const struct bind *b = n->field->bind;
    if (!n->field->relevant || n->value[0] == '\0' || !instance_is_leaf(n))
        return true;
    return value_canonical(in, b, n->value, &in->scratch, NULL) &&
           (!b->constraint || instance_holds(in, b->constraint, n, true));
}

static void check(struct instance *in, struct node *n) {
    struct field *f = n->field;
    const struct bind *b = f->bind;
    const struct field *up = above(n);
    f->readonly_here = (b->calculate && b->calculated_type_none) ||
                       (b->readonly && instance_holds(in, b->readonly, n, false));
    bool readonly = f->readonly_here || (up && up->readonly);
    if (readonly != f->readonly)
        due_children(in, n, USE_CHECK);
    f->readonly = readonly;
    f->required = f->relevant && b->required && instance_holds(in, b->required, n, false);
    f->valid = is_valid(in, n);
}

static void pass(struct instance *in, uint8_t use, void (*fn)(struct instance *, struct node *)) {
    for (size_t rank = 0; rank < in->form->binds; rank++) {
        struct slot *s = &in->slot[rank];
        bool all = s->due & use;
        if (!all && !(s->due_some & use))
            continue;
        s->due &= (uint8_t)~use;
        s->due_some &= (uint8_t)~use;
        for (size_t i = 0; i < s->count; i++) {
            struct node *n = s->at[i];
            if (!all && !(n->field->due & use))
                continue;
            n->field->due &= (uint8_t)~use;
            fn(in, n);
            instance_forget(in);
        }
    }
}

void instance_settle(struct instance *in) {
    size_t budget = ACTIONS_MAX;
    for (int round = 0; round < ROUNDS_MAX; round++) {
        pass(in, USE_VALUE, work_out_value);
        if (!instance_run_changed(in, &budget) && !instance_count_repeats(in))
            break;
    }
    in->changes = 0;
    pass(in, USE_CHECK, check);
}
