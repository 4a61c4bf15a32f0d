/* Binds: what a node of the data is (type), whether it counts (relevant, required, readonly), what
 * it may hold (constraint) and where its value comes from (calculate, preload).
 *
 * Every element of the primary instance gets a bind, written or not, so that nobody else has to ask
 * whether there is one. Written instances of one repeat share the bind of the jr:template or, if
 * there is none, of the first. */
#include "forms/form_parts.h"

#include <stdlib.h>
#include <string.h>

static struct bind *new_bind(struct loader *l, struct node *n) {
    struct form *f = l->form;
    struct bind *b = NEW(&f->arena, struct bind);
    b->node = n;
    b->path = path_text(l, n);
    b->type_name = "";
    f->bind = load_grow(l, f->bind, f->binds, &l->binds_cap, sizeof(*f->bind));
    f->bind[f->binds++] = b;
    f->bind_of[n->order] = b;
    return b;
}

struct bind *bind_of(struct loader *l, struct node *n) {
    struct bind *b = l->form->bind_of[n->order];
    return b ? b : new_bind(l, n);
}

/* The children of `n`, first those that stand for their name, then the others like them. */
static void give_binds(struct loader *l, struct node *n) {
    for (struct node *c = n->child; c; c = c->next) {
        if (path_child(n, c->name) != c)
            continue;
        new_bind(l, c);
        give_binds(l, c);
    }
}

/* `n` stands beside `like`, which has the same path: shares its binds. What only `n` has gets its
 * own. */
static void share_binds(struct loader *l, struct node *n, struct node *like) {
    struct form *f = l->form;
    if (n != like)
        f->bind_of[n->order] = f->bind_of[like->order];
    for (struct node *c = n->child; c; c = c->next) {
        struct node *twin = path_child(like, c->name);
        if (twin == NULL)
            twin = path_child(n, c->name);
        bind_of(l, twin);
        share_binds(l, c, twin);
    }
}

const struct bind *form_bind(const struct form *f, const struct node *template) {
    return f->bind_of[template->order];
}

/* --- what is written --- */

static const struct {
    const char *name;
    enum value_type type;
} types[] = {{"string", TYPE_STRING},     {"int", TYPE_INT},           {"integer", TYPE_INT},
             {"long", TYPE_INT},          {"decimal", TYPE_DECIMAL},   {"double", TYPE_DECIMAL},
             {"float", TYPE_DECIMAL},     {"boolean", TYPE_BOOLEAN},   {"date", TYPE_DATE},
             {"time", TYPE_TIME},         {"dateTime", TYPE_DATETIME}, {"geopoint", TYPE_GEOPOINT},
             {"geotrace", TYPE_GEOTRACE}, {"geoshape", TYPE_GEOSHAPE}, {"binary", TYPE_BINARY},
             {"barcode", TYPE_BARCODE}};

static enum value_type type_of(const char *name) {
    const char *colon = strchr(name, ':');
    for (size_t i = 0; i < sizeof(types) / sizeof(*types); i++)
        if (strcmp(types[i].name, colon ? colon + 1 : name) == 0)
            return types[i].type;
    return TYPE_STRING;
}

static void load_type(struct loader *l, const struct element *e, struct bind *b) {
    const char *type = load_trim(l, element_attr(e, "", "type"));
    if (type == NULL)
        return;
    b->type_name = type;
    b->type = type_of(type);
}

static void load_expressions(struct loader *l, const struct element *e, struct bind *b) {
    const struct {
        const char *attr;
        const struct xpath **at;
    } expressions[] = {{"relevant", &b->relevant},
                       {"required", &b->required},
                       {"readonly", &b->readonly},
                       {"constraint", &b->constraint},
                       {"calculate", &b->calculate}};
    for (size_t i = 0; i < sizeof(expressions) / sizeof(*expressions); i++) {
        const char *text = element_attr(e, "", expressions[i].attr);
        const struct xpath *x = load_xpath(l, e, b->path, expressions[i].attr, text);
        if (x != NULL)
            *expressions[i].at = x;
    }
}

static void load_preload(struct loader *l, const struct element *e, struct bind *b) {
    static const char *const known[] = {"timestamp", "date", "property", "uid", "context"};
    const char *preload = load_trim(l, load_attr(e, NS_JR, "preload"));
    if (preload == NULL || *preload == '\0')
        return;
    const char *params = load_trim(l, load_attr(e, NS_JR, "preloadParams"));
    b->preload = preload;
    b->preload_params = params ? params : "";
    for (size_t i = 0; i < sizeof(known) / sizeof(*known); i++)
        if (strcmp(preload, known[i]) == 0)
            return;
    load_note(l, e, b->path, "jr:preload=\"%s\" is not known here: the field stays as it is",
              preload);
}

static void load_more(struct loader *l, const struct element *e, struct bind *b) {
    const char *saveto = load_trim(l, load_attr(e, NS_ENTITIES, "saveto"));
    const char *pixels = load_attr(e, NS_ORX, "max-pixels");
    const char *constraint = load_attr(e, NS_JR, "constraintMsg");
    const char *required = load_attr(e, NS_JR, "requiredMsg");
    if (saveto != NULL)
        b->saveto = saveto;
    if (pixels != NULL) {
        long n = strtol(pixels, NULL, 10);
        b->max_pixels = n > 0 && n < 100000 ? (int)n : 0;
    }
    if (constraint != NULL)
        b->constraint_message = texts_message(l, e, b->path, constraint);
    if (required != NULL)
        b->required_message = texts_message(l, e, b->path, required);
}

static void remember_id(struct loader *l, const struct element *e, struct bind *b) {
    const char *id = element_attr(e, "", "id");
    if (id == NULL)
        return;
    struct bind_id *known = NEW(&l->form->arena, struct bind_id);
    *known = (struct bind_id){.id = id, .bind = b, .next = l->ids};
    l->ids = known;
}

struct bind *bind_by_id(const struct loader *l, const struct element *e) {
    const char *id = element_attr(e, "", "bind");
    for (const struct bind_id *known = l->ids; id != NULL && known; known = known->next)
        if (strcmp(known->id, id) == 0)
            return known->bind;
    return NULL;
}

/* A bind may stand in another one, whose node its own path starts at. Later ones add to earlier
 * ones for the same node. */
static void load_bind(struct loader *l, const struct element *e, struct node *from) {
    const char *path = element_attr(e, "", "nodeset");
    if (path == NULL)
        path = element_attr(e, "", "ref");
    struct node *n = path ? path_find(l, from, path) : NULL;
    if (n == NULL) {
        load_note(l, e, path, "this bind leads to nothing in the form's data");
        return;
    }
    struct bind *b = bind_of(l, n);
    if (b->line != 0)
        load_note(l, e, b->path, "this is the second bind for it, after line %d", b->line);
    b->line = e->line;
    remember_id(l, e, b);
    load_type(l, e, b);
    load_expressions(l, e, b);
    load_preload(l, e, b);
    load_more(l, e, b);
    for (const struct element *c = e->child; c; c = c->next)
        if (element_is(c, "bind"))
            load_bind(l, c, n);
}

void binds_load(struct loader *l) {
    struct node *top = l->form->template.document;
    give_binds(l, top);
    share_binds(l, top, top);
    for (const struct element *e = l->model->child; e; e = e->next)
        if (element_is(e, "bind"))
            load_bind(l, e, top->child);
}

/* --- what only the body tells --- */

static void mark_repeats(const struct control *c, bool *repeats) {
    for (; c; c = c->next) {
        if (c->kind == CONTROL_REPEAT)
            repeats[c->node->order] = true;
        mark_repeats(c->child, repeats);
    }
}

static int by_place(const void *a, const void *b) {
    uint32_t x = (*(struct bind *const *)a)->node->order;
    uint32_t y = (*(struct bind *const *)b)->node->order;
    return (x > y) - (x < y);
}

void binds_finish(struct loader *l) {
    struct form *f = l->form;
    bool *repeats = arena_array(&l->doc.arena, l->nodes, sizeof(*repeats));
    mark_repeats(f->body, repeats);
    qsort(f->bind, f->binds, sizeof(struct bind *), by_place);
    for (size_t i = 0; i < f->binds; i++) {
        struct bind *b = f->bind[i];
        b->calculated_type_none = b->calculate != NULL && !l->shown[b->node->order];
        for (struct node *n = b->node->parent; n && !b->repeat; n = n->parent)
            if (repeats[n->order])
                b->repeat = n;
    }
}
