/* Secondary instances: the lists that a form looks things up in. They are written in the form or in
 * a file beside it, which the form names by a jr:// address (ODK XForms specification, "External
 * secondary instances"). Whoever loads the form reads the file: only its name is taken from the
 * address, so no form can reach into another folder.
 *
 * What no expression asks for is not read. */
#include "forms/form_parts.h"

#include <string.h>

const char *jr_file_name(const char *address) {
    static const char *const kinds[] = {"jr://file-csv/", "jr://file/",  "jr://images/",
                                        "jr://audio/",    "jr://video/", "jr://image/"};
    for (size_t i = 0; i < sizeof(kinds) / sizeof(*kinds); i++) {
        const char *name = address + strlen(kinds[i]);
        if (!str_starts(address, kinds[i]))
            continue;
        bool plain = *name != '\0' && *name != '.' && strpbrk(name, "/\\:") == NULL;
        return plain ? name : NULL;
    }
    return NULL;
}

static struct asked *asked_for(const struct loader *l, const char *id) {
    struct asked *a = l->asked;
    while (a != NULL && strcmp(a->id, id) != 0)
        a = a->next;
    return a;
}

static bool ends_with(const char *text, const char *end) {
    size_t n = strlen(text), m = strlen(end);
    return n >= m && strcasecmp(text + n - m, end) == 0;
}

static bool read_bytes(struct loader *l, const char *name, const struct str *bytes,
                       struct tree *ret, struct err *err) {
    if (bytes->len > XML_MAX)
        return err_set(err, ERR_INPUT, "the file has more than %d MB", XML_MAX >> 20);
    if (ends_with(name, ".csv"))
        return secondary_read_csv(str_c(bytes), bytes->len, l->form->names, ret, err);
    if (ends_with(name, ".geojson"))
        return secondary_read_geojson(str_c(bytes), bytes->len, l->form->names, ret, err);
    return xml_read_tree(str_c(bytes), bytes->len, l->form->names, ret, err);
}

/* Says so if it cannot be read. */
static void read_file(struct loader *l, const struct element *e, const char *name,
                      struct secondary *s) {
    struct str bytes CLEANUP(str_release) = {0};
    struct err err = {0};
    bool ok;
    if (l->files == NULL)
        ok = err_set(&err, ERR_MISSING, "it is not beside the form");
    else
        ok = l->files->read(l->files->ctx, name, &bytes, &err) &&
             read_bytes(l, name, &bytes, &s->tree, &err);
    if (!ok)
        load_stop(l, e, NULL, "the list \"%s\" needs the file %s: %s", s->id, name, err.text);
}

static struct secondary *add(struct loader *l, const char *id, const char *src) {
    struct secondary *s = &l->form->secondary[l->form->secondaries++];
    s->id = id;
    s->src = src;
    tree_init(&s->tree);
    return s;
}

static const struct element *first_element(const struct element *e) {
    const struct element *c = e->child;
    while (c != NULL && c->name == NULL)
        c = c->next;
    return c;
}

static void load_instance(struct loader *l, const struct element *e) {
    const char *id = load_trim(l, element_attr(e, "", "id"));
    const char *src = load_trim(l, element_attr(e, "", "src"));
    if (id == NULL || form_secondary(l->form, id) != NULL) {
        load_note(l, e, NULL,
                  id ? "this is the second list \"%s\": only the first is read"
                     : "this list has no id: nothing can ask for it",
                  id);
        return;
    }
    struct secondary *s = add(l, id, src);
    const struct element *root = first_element(e);
    s->last_saved = src != NULL && strcmp(src, "jr://instance/last-saved") == 0;
    if (s->last_saved || (asked_for(l, id) == NULL && !l->asks_any))
        return;
    const char *name = src ? jr_file_name(src) : NULL;
    if (src != NULL && name == NULL)
        load_stop(l, e, NULL, "the list \"%s\" has the address \"%s\", which is no file's", id,
                  src);
    else if (src != NULL)
        read_file(l, e, name, s);
    else if (root != NULL)
        xml_to_nodes(root, l->form->names, &s->tree, s->tree.document);
    node_order(s->tree.document);
}

/* pulldata('fruits', ...) may ask for fruits.csv without an instance of that name. */
static void load_pulldata(struct loader *l, const struct asked *a) {
    const struct element at = {.line = a->line};
    const char *name =
        ends_with(a->id, ".csv") ? a->id : arena_printf(&l->form->arena, "%s.csv", a->id);
    const char *id = arena_strndup(&l->form->arena, name, strlen(name) - 4);
    if (form_secondary(l->form, id) != NULL)
        return;
    struct secondary *s = add(l, id, arena_printf(&l->form->arena, "jr://file-csv/%s", name));
    if (jr_file_name(s->src) == NULL)
        load_stop(l, &at, NULL, "pulldata() asks for \"%s\", which is no file beside the form",
                  a->id);
    else
        read_file(l, &at, name, s);
    node_order(s->tree.document);
}

void secondaries_load(struct loader *l) {
    size_t n = 0;
    for (const struct element *e = l->model->child; e; e = e->next)
        n += element_is(e, "instance");
    for (const struct asked *a = l->asked; a; a = a->next)
        n += a->pulldata;
    l->form->secondary = arena_array(&l->form->arena, n, sizeof(*l->form->secondary));
    for (const struct element *e = l->model->child; e; e = e->next)
        if (element_is(e, "instance") && e != l->primary)
            load_instance(l, e);
    for (const struct asked *a = l->asked; a; a = a->next)
        if (a->pulldata)
            load_pulldata(l, a);
}
