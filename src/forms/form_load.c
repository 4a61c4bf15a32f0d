/* The head of a form and the order of loading. The parts are in form_*.c; what they share is here.
 */
#include "forms/form_parts.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "forms/graph.h"
#include "forms/index.h"
#include "seal/odk.h"

/* Of a form's data, attributes counted. The largest known to us have a few thousand. */
enum { NODES_MAX = 20000 };

/* --- complaints and small things --- */

PRINTF(5, 0)
static void say(struct loader *l, bool stops, const struct element *e, const char *path,
                const char *fmt, va_list args) {
    struct str text CLEANUP(str_release) = {0};
    str_vaddf(&text, fmt, args);
    if (text.len > 0 && text.p[text.len - 1] == '.') /* of a sentence that is told within another */
        str_cut(&text, text.len - 1);
    form_complaints_add(l->said, stops, e ? e->line : 0, path ? path : "", "%s", str_c(&text));
}

void load_stop(struct loader *l, const struct element *e, const char *path, const char *fmt, ...) {
    va_list args;
    va_start(args, fmt);
    say(l, true, e, path, fmt, args);
    va_end(args);
}

void load_note(struct loader *l, const struct element *e, const char *path, const char *fmt, ...) {
    va_list args;
    va_start(args, fmt);
    say(l, false, e, path, fmt, args);
    va_end(args);
}

void *load_grow(struct loader *l, void *at, size_t count, size_t *cap, size_t elem) {
    if (count < *cap)
        return at;
    *cap = *cap ? *cap * 2 : 32;
    void *grown = arena_array(&l->form->arena, *cap, elem);
    if (count > 0)
        memcpy(grown, at, count * elem);
    return grown;
}

static bool same_namespace(const char *a, const char *b) {
    size_t n = strlen(a), m = strlen(b);
    n -= n > 0 && a[n - 1] == '/';
    m -= m > 0 && b[m - 1] == '/';
    return n == m && memcmp(a, b, n) == 0;
}

const char *load_attr(const struct element *e, const char *uri, const char *local) {
    for (const struct xml_attribute *a = e->attr; a; a = a->next)
        if (strcmp(a->name->local, local) == 0 && same_namespace(a->name->uri, uri))
            return a->value;
    return NULL;
}

bool load_is(const struct element *e, const char *uri, const char *local) {
    return element_is(e, local) && same_namespace(e->uri, uri);
}

const char *load_trim(struct loader *l, const char *text) {
    return text ? str_trim(arena_strdup(&l->form->arena, text)) : NULL;
}

const char *load_content(struct loader *l, const struct element *e) {
    struct str all CLEANUP(str_release) = {0};
    for (const struct element *c = e->child; c; c = c->next)
        if (c->text)
            str_add(&all, c->text);
    return load_trim(l, str_c(&all));
}

/* Notes the instances that an expression asks for: a name in quotes behind "instance(". */
static void note_asked(struct loader *l, const struct element *e, const char *call, bool pulldata) {
    const size_t len = sizeof("instance") - 1; /* of both words */
    const char *quote = call + len + strspn(call + len, BLANKS);
    if (*quote++ != '(')
        return;
    quote += strspn(quote, BLANKS);
    const char *end = *quote == '\'' || *quote == '"' ? strchr(quote + 1, *quote) : NULL;
    if (end == NULL) {
        l->asks_any = true;
        return;
    }
    size_t n = (size_t)(end - quote - 1);
    for (struct asked *a = l->asked; a; a = a->next) {
        if (strlen(a->id) == n && memcmp(a->id, quote + 1, n) == 0) {
            a->pulldata |= pulldata;
            return;
        }
    }
    struct asked *a = NEW(&l->form->arena, struct asked);
    *a = (struct asked){.id = arena_strndup(&l->form->arena, quote + 1, n),
                        .line = e->line,
                        .pulldata = pulldata,
                        .next = l->asked};
    l->asked = a;
}

static void find_asked(struct loader *l, const struct element *e, const char *text) {
    for (const char *p = strstr(text, "instance"); p; p = strstr(p + 1, "instance"))
        note_asked(l, e, p, false);
    for (const char *p = strstr(text, "pulldata"); p; p = strstr(p + 1, "pulldata"))
        note_asked(l, e, p, true);
}

const struct xpath *load_xpath(struct loader *l, const struct element *e, const char *path,
                               const char *what, const char *text) {
    struct err err = {0};
    if (text == NULL || text[strspn(text, BLANKS)] == '\0')
        return NULL;
    const struct xpath *x = xpath_parse(&l->form->arena, l->form->names, &l->form->ns, text, &err);
    if (x == NULL)
        load_stop(l, e, path, "%s: %s", what, err.text);
    else
        find_asked(l, e, text);
    return x;
}

bool load_is_constant(const struct xpath *x, const char *text) {
    const char *p = xpath_text(x);
    for (; *p != '\0'; p++) {
        if (strchr(BLANKS, *p) != NULL)
            continue;
        if (*p != *text)
            return false;
        text++;
    }
    return *text == '\0';
}

/* --- the head --- */

/* Prefixes that forms use without declaring them. */
static const struct {
    const char *prefix, *uri;
} usual[] = {{"jr", NS_JR},
             {"orx", NS_ORX},
             {"odk", NS_ODK},
             {"entities", NS_ENTITIES},
             {"xsd", "http://www.w3.org/2001/XMLSchema"}};

static void load_namespaces(struct loader *l) {
    const size_t more = sizeof(usual) / sizeof(*usual);
    const struct namespaces *read = &l->doc.ns;
    struct namespaces *ns = &l->form->ns;
    struct arena *a = &l->form->arena;
    ns->at = arena_array(a, read->count + more, sizeof(*ns->at));
    for (; ns->count < read->count; ns->count++) {
        ns->at[ns->count].prefix = arena_strdup(a, read->at[ns->count].prefix);
        ns->at[ns->count].uri = arena_strdup(a, read->at[ns->count].uri);
    }
    for (size_t i = 0; i < more; i++) {
        if (namespaces_uri(ns, usual[i].prefix, strlen(usual[i].prefix)) != NULL)
            continue;
        ns->at[ns->count].prefix = usual[i].prefix;
        ns->at[ns->count++].uri = usual[i].uri;
    }
}

/* The model stands in the head, the body before or behind it. */
static bool find_parts(struct loader *l) {
    const struct element *root = l->doc.root;
    const struct element *head = element_child(root, "head");
    l->body = element_child(root, "body");
    l->model = head ? element_child(head, "model") : NULL;
    if (l->model == NULL) {
        load_stop(l, root, NULL, "this is no XForm: there is no model in its head");
        return false;
    }
    for (const struct element *e = l->model->next; e; e = e->next)
        if (element_is(e, "model"))
            load_note(l, e, NULL, "this is the second model: only the first is read");
    const struct element *title = element_child(head, "title");
    l->form->title = title ? load_content(l, title) : "";
    for (const struct element *e = l->model->child; e && !l->primary; e = e->next)
        if (element_is(e, "instance"))
            l->primary = e;
    return true;
}

/* jr:template marks a pattern for repeats; the mark itself is no data. */
static void mark_templates(struct loader *l) {
    const struct name *mark = names_get(l->form->names, NS_JR, "template");
    struct node *top = l->form->template.document;
    for (struct node *n = top; n; n = node_after(n, top)) {
        for (struct node **a = &n->attr; *a; a = &(*a)->next) {
            if ((*a)->name != mark)
                continue;
            n->template = true;
            *a = (*a)->next;
            break;
        }
    }
}

static bool load_primary(struct loader *l) {
    struct form *f = l->form;
    const struct element *root = l->primary ? l->primary->child : NULL;
    while (root != NULL && root->name == NULL)
        root = root->next;
    if (root == NULL) {
        load_stop(l, l->model, NULL, "the model has no instance with data");
        return false;
    }
    const char *id = element_attr(root, "", "id"), *version = element_attr(root, "", "version");
    struct node *n = xml_to_nodes(root, f->names, &f->template, f->template.document);
    mark_templates(l);
    node_order(f->template.document);
    l->nodes = 1;
    for (const struct node *at = n; at; at = node_after(at, n)) {
        l->nodes++;
        for (const struct node *a = at->attr; a; a = a->next)
            l->nodes++;
    }
    if (l->nodes > NODES_MAX) {
        load_stop(l, root, NULL, "the data has more than %d fields", NODES_MAX);
        return false;
    }
    l->shown = arena_array(&f->arena, l->nodes, sizeof(*l->shown));
    f->bind_of = arena_array(&f->arena, l->nodes, sizeof(*f->bind_of));
    f->default_uri = *root->name->uri ? "" : root->uri; /* a prefix is written with the name */
    f->instance_id = arena_strdup(&f->arena, element_attr(l->primary, "", "id"));
    f->id = id ? arena_strdup(&f->arena, id) : "";
    f->version = version ? arena_strdup(&f->arena, version) : "";
    if (*f->id == '\0')
        load_note(l, root, NULL, "<%s> has no id: its records cannot be sent", root->name->local);
    return true;
}

/* A key that cannot seal stops the form: without it answers would be kept that were meant for one
 * reader alone. */
static void load_submission(struct loader *l) {
    const struct element *e = element_child(l->model, "submission");
    const char *key = e ? element_attr(e, "", "base64RsaPublicKey") : NULL;
    struct err err = {0};
    if (key == NULL || *key == '\0')
        return;
    l->form->key = odk_read_key(key, &err);
    if (l->form->key == NULL)
        load_stop(l, e, NULL, "base64RsaPublicKey: %s", err.text);
}

/* Entities specification: version by year; a form that makes none may still name a version. */
static void load_entities(struct loader *l) {
    static const char *const years[] = {"2022.", "2023.", "2024.", "2025."};
    const char *version = load_attr(l->model, NS_ENTITIES, "entities-version");
    bool known = version == NULL;
    for (size_t i = 0; !known && i < sizeof(years) / sizeof(*years); i++)
        known = str_starts(version, years[i]);
    if (!known)
        load_stop(l, l->model, NULL,
                  "the form is written for version %s of the entities specification, which is not "
                  "known here",
                  version);
    const struct node *root = l->form->template.document->child;
    for (const struct node *n = root; n; n = node_after(n, root))
        if (strcmp(n->name->local, "entity") == 0 && strcmp(n->parent->name->local, "meta") == 0 &&
            node_attr(n, names_get(l->form->names, "", "dataset")) != NULL)
            l->form->makes_entities = true;
}

static void load_actions(struct loader *l) {
    struct node *root = l->form->template.document->child;
    for (const struct element *e = l->model->child; e; e = e->next)
        if (e->name != NULL)
            action_load(l, e, NULL, root);
}

/* --- the whole --- */

static void first_reason(const struct form_complaints *said, struct err *err) {
    for (size_t i = 0; i < said->count; i++) {
        const struct form_complaint *c = &said->at[i];
        if (!c->stops)
            continue;
        err_set(err, ERR_INPUT, "%s", c->text);
        if (c->path[0] != '\0')
            err_prefix(err, "%s", c->path);
        if (c->line > 0)
            err_prefix(err, "line %d", c->line);
        return;
    }
}

static bool stopped(const struct form_complaints *said) {
    for (size_t i = 0; i < said->count; i++)
        if (said->at[i].stops)
            return true;
    return false;
}

static void load_parts(struct loader *l) {
    struct err err = {0};
    load_namespaces(l);
    if (!find_parts(l) || !load_primary(l))
        return;
    load_submission(l);
    load_entities(l);
    texts_load(l);
    binds_load(l);
    body_load(l);
    load_actions(l);
    binds_finish(l);
    secondaries_load(l);
    check_instances(l);
    if (!stopped(l->said) && !graph_build(l->form, &err))
        load_stop(l, NULL, NULL, "%s", err.text);
}

struct form *form_load(const char *xml, size_t len, const struct form_files *files,
                       struct form_complaints *ret, struct err *err) {
    struct form_complaints own = {0};
    struct err broken = {0};
    struct form *f = xcalloc(1, sizeof(*f));
    f->names = names_new();
    f->index = index_new();
    tree_init(&f->template);
    struct loader l = {.form = f, .files = files, .said = ret ? ret : &own};
    if (xml_read_document(xml, len, f->names, &l.doc, &broken))
        load_parts(&l);
    else
        load_stop(&l, NULL, NULL, "%s", broken.text);
    document_free(&l.doc);
    if (stopped(l.said)) {
        first_reason(l.said, err);
        form_free(f);
        f = NULL;
    }
    form_complaints_free(&own);
    return f;
}
