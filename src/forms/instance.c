/* The handle, and how its tree comes to be: from the form's template, or from a draft.
 *
 * The template has patterns of repeats (jr:template) that are no data; they stay in the form. Each
 * node here knows its bind, and each bind its nodes: `slot.at`, made anew whenever nodes come or
 * go, because that is rare and looking a node up is not. */
#include "forms/instance_parts.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "forms/xml.h"

struct slot *instance_slot(const struct instance *in, const struct node *n) {
    return &in->slot[n->field->bind->rank];
}

bool instance_is_leaf(const struct node *n) {
    return node_is_leaf(n->field->bind->node);
}

static void give_field(struct instance *in, struct node *n, const struct bind *b) {
    n->field = NEW(&in->arena, struct field);
    *n->field = (struct field){.bind = b, .relevant = true, .relevant_here = true, .valid = true};
    instance_due(in, n, USE_VALUE | USE_CHECK);
}

static void give_attribute_fields(struct instance *in, const struct node *from, struct node *n) {
    for (const struct node *a = from->attr; a; a = a->next) {
        const struct bind *b = form_bind(in->form, a);
        if (b)
            give_field(in, node_attr(n, a->name), b);
    }
}

void instance_adopt(struct instance *in, const struct node *from, struct node *copy) {
    copy->template = false;
    give_field(in, copy, form_bind(in->form, from));
    give_attribute_fields(in, from, copy);
    struct node *c = copy->child;
    for (const struct node *f = from->child; f; f = f->next) {
        struct node *next = c->next;
        if (f->template)
            node_remove(&in->tree, c);
        else
            instance_adopt(in, f, c);
        c = next;
    }
}

/* Calls for every answer of the tree; attributes after their element. */
static void each_answer(struct instance *in, void (*fn)(struct slot *, struct node *)) {
    struct node *root = in->tree.document->child;
    for (struct node *n = root; n; n = node_after(n, root)) {
        fn(instance_slot(in, n), n);
        for (struct node *a = n->attr; a; a = a->next)
            if (a->field)
                fn(instance_slot(in, a), a);
    }
}

static void count_node(struct slot *s, struct node *n) {
    (void)n;
    s->count++;
}

static void place_node(struct slot *s, struct node *n) {
    s->at[s->count++] = n;
}

void instance_index(struct instance *in) {
    size_t total = 0;
    for (size_t i = 0; i < in->form->binds; i++)
        in->slot[i].count = 0;
    each_answer(in, count_node);
    for (size_t i = 0; i < in->form->binds; i++)
        total += in->slot[i].count;
    in->index = xgrow(in->index, &in->index_cap, total + 1, sizeof(*in->index));
    total = 0;
    for (size_t i = 0; i < in->form->binds; i++) {
        in->slot[i].at = &in->index[total];
        total += in->slot[i].count;
        in->slot[i].count = 0;
    }
    each_answer(in, place_node);
}

/* The names from the root down to n; returns how many. */
static size_t path_of(const struct node *n, const struct node **ret, size_t max) {
    size_t depth = 0;
    for (const struct node *up = n; up->kind != NODE_DOCUMENT; up = up->parent)
        depth++;
    ASSERT(depth <= max);
    for (size_t i = depth; i > 0; n = n->parent)
        ret[--i] = n;
    return depth;
}

struct node *instance_node_for(const struct instance *in, const struct node *template,
                               struct node *context) {
    const struct node *want[XML_DEPTH + 2], *have[XML_DEPTH + 2];
    size_t wants = path_of(template, want, XML_DEPTH + 2);
    size_t haves = context ? path_of(context, have, XML_DEPTH + 2) : 0;
    size_t i = 0;
    struct node *n = in->tree.document;
    for (; i < wants && i < haves && want[i]->name == have[i]->name; i++)
        n = (struct node *)have[i]; /* of our own tree, as `context` is */
    for (; n && i < wants; i++)
        n = want[i]->kind == NODE_ATTRIBUTE ? node_attr(n, want[i]->name)
                                            : node_child(n, want[i]->name);
    return n;
}

/* ---- what the form says of its binds ------------------------------------------------------------
 */

static void know_form(struct instance *in) {
    const struct form *f = in->form;
    in->slot = arena_array(&in->arena, f->binds + 1, sizeof(*in->slot));
    for (const struct control *c = f->body; c; c = control_after(c)) {
        if (!c->bind)
            continue;
        struct slot *s = &in->slot[c->bind->rank];
        if (c->kind == CONTROL_REPEAT)
            s->repeat = c;
        else if (c->kind != CONTROL_GROUP && !s->control)
            s->control = c;
    }
    for (size_t i = 0; i < f->setvalues; i++)
        if (f->setvalue[i].trigger && f->setvalue[i].events & EVENT_VALUE_CHANGED)
            in->slot[form_bind(f, f->setvalue[i].trigger)->rank].triggers = true;
}

static void copy_env(struct instance *in, const struct instance_env *env) {
    in->env = *env;
    in->env.device_id = arena_strdup(&in->arena, env->device_id);
    in->env.username = arena_strdup(&in->arena, env->username);
    in->env.email = arena_strdup(&in->arena, env->email);
    in->env.phone_number = arena_strdup(&in->arena, env->phone_number);
    in->env.last_saved = NULL; /* becomes a tree */
}

static void start_tree(struct tree *t, const struct instance_env *env) {
    env->secret ? tree_init_secret(t) : tree_init(t);
}

static struct instance *begin(const struct form *f, const struct instance_env *env,
                              struct err *err) {
    struct arena arena = {.secret = env->secret};
    struct instance *in = NEW(&arena, struct instance);
    in->arena = arena;
    in->form = f;
    in->language = f->default_language;
    in->random = env->seed;
    in->loading = true;
    in->scratch.secret = env->secret;
    copy_env(in, env);
    start_tree(&in->tree, env);
    know_form(in);
    instance_host(in);
    if (!env->last_saved)
        return in;
    start_tree(&in->last_saved, env);
    if (xml_read_tree(env->last_saved, strlen(env->last_saved), f->names, &in->last_saved, err))
        return in;
    instance_free(in);
    return NULL;
}

/* The tree stands: calculations, events, calculations. */
static struct instance *finish(struct instance *in, unsigned events, struct err *err) {
    instance_settle(in);
    in->keep_values = false;
    instance_event(in, events, NULL);
    instance_settle(in);
    in->loading = false;
    if (in->failed.kind == ERR_NONE)
        return in;
    err_set(err, in->failed.kind, "%s", in->failed.text);
    instance_free(in);
    return NULL;
}

struct instance *instance_new(const struct form *f, const struct instance_env *env,
                              struct err *err) {
    const struct node *from = f->template.document->child;
    struct instance *in = begin(f, env, err);
    if (!in)
        return NULL;
    instance_adopt(in, from, node_copy(&in->tree, from, in->tree.document, NULL));
    instance_index(in);
    instance_preload(in, in->tree.document->child);
    return finish(in, EVENT_INSTANCE_FIRST_LOAD | EVENT_INSTANCE_LOAD, err);
}

void instance_free(struct instance *in) {
    if (!in)
        return;
    tree_free(&in->tree);
    if (in->last_saved.document)
        tree_free(&in->last_saved);
    arena_wipe(&in->scratch);
    free(in->index);
    free(in->changed);
    struct arena arena = in->arena;
    arena_wipe(&arena);
}

/* ---- a draft ------------------------------------------------------------------------------------
 */

static size_t count_named(const struct node *parent, const struct name *name) {
    size_t count = 0;
    for (const struct node *c = parent->child; c; c = c->next)
        count += c->name == name;
    return count;
}

/* Every element of the draft is one of the form, and only repeats come more than once. */
static bool fits(const struct instance *in, const struct node *from, const struct node *draft,
                 struct err *err) {
    for (const struct node *d = draft->child; d; d = d->next) {
        const struct node *f = node_child(from, d->name);
        if (!f)
            return err_set(err, ERR_INPUT, "The form has no <%s> in <%s>.", d->name->local,
                           from->name->local);
        size_t max = in->slot[form_bind(in->form, f)->rank].repeat ? REPEAT_MAX : 1;
        if (node_child(draft, d->name) == d && count_named(draft, d->name) > max)
            return err_set(err, ERR_INPUT, "There are too many <%s>.", d->name->local);
    }
    return true;
}

static bool restore(struct instance *in, const struct node *from, const struct node *draft,
                    struct node *parent, struct err *err);

/* The children of one name, where `from` is the first of the form's. */
static bool restore_named(struct instance *in, const struct node *from, const struct node *draft,
                          struct node *parent, struct err *err) {
    const struct node *d = node_child(draft, from->name);
    if (!d && !in->slot[form_bind(in->form, from)->rank].repeat) {
        struct node *last = parent->child;
        while (last && last->next)
            last = last->next;
        instance_adopt(in, from, node_copy(&in->tree, from, parent, last));
        return true;
    }
    for (; d; d = d->next)
        if (d->name == from->name && !restore(in, from, d, parent, err))
            return false;
    return true;
}

static bool restore(struct instance *in, const struct node *from, const struct node *draft,
                    struct node *parent, struct err *err) {
    struct node *n = node_add(&in->tree, parent, NODE_ELEMENT, from->name, "", NULL);
    if (!fits(in, from, draft, err))
        return false;
    for (const struct node *a = from->attr; a; a = a->next) {
        const struct node *d = form_bind(in->form, a) ? node_attr(draft, a->name) : NULL;
        struct node *copy = node_add(&in->tree, n, NODE_ATTRIBUTE, a->name, "", NULL);
        node_set(&in->tree, copy, (d ? d : a)->value);
    }
    give_field(in, n, form_bind(in->form, from));
    give_attribute_fields(in, from, n);
    if (node_is_leaf(from))
        node_set(&in->tree, n, draft->value);
    for (const struct node *f = from->child; f; f = f->next)
        if (node_child(from, f->name) == f && !restore_named(in, f, draft, n, err))
            return false;
    return true;
}

struct instance *instance_resume(const struct form *f, const struct instance_env *env,
                                 const char *xml, size_t len, struct err *err) {
    const struct node *from = f->template.document->child;
    struct instance *in = begin(f, env, err);
    if (!in)
        return NULL;
    struct tree draft;
    start_tree(&draft, env);
    bool ok = xml_read_tree(xml, len, f->names, &draft, err);
    const struct node *root = draft.document->child;
    if (ok && root->name != from->name)
        ok = err_set(err, ERR_INPUT, "This is no draft of the form: it begins with <%s>.",
                     root->name->local);
    ok = ok && restore(in, from, root, in->tree.document, err);
    tree_free(&draft);
    if (!ok) {
        instance_free(in);
        return NULL;
    }
    instance_index(in);
    in->keep_values = true;
    return finish(in, EVENT_INSTANCE_LOAD, err);
}

/* ---- looking ------------------------------------------------------------------------------------
 */

void instance_set_now(struct instance *in, int64_t now_ms, int32_t utc_offset_s) {
    in->env.now_ms = in->host.now_ms = now_ms;
    in->env.utc_offset_s = in->host.utc_offset_s = utc_offset_s;
}

const struct form *instance_form(const struct instance *in) {
    return in->form;
}

struct node *instance_root(const struct instance *in) {
    return in->tree.document->child;
}

static struct node *find(struct instance *in, const char *path, struct err *err) {
    struct xvalue v;
    const struct xcontext c = instance_context(in, in->tree.document);
    const struct xpath *x = xpath_parse(&in->scratch, in->form->names, &in->form->ns, path, err);
    if (!x || !xpath_eval(x, &c, &v, err))
        return NULL;
    if (v.kind != X_NODES || v.nodes.count != 1 || !v.nodes.at[0]->field) {
        err_set(err, ERR_MISSING, "%s %s.", path,
                v.kind == X_NODES && v.nodes.count > 1 ? "is more than one field"
                                                       : "is no field of this form");
        return NULL;
    }
    return v.nodes.at[0];
}

struct node *instance_find(struct instance *in, const char *path, struct err *err) {
    struct node *n = find(in, path, err);
    instance_forget(in);
    return n;
}

static void add_name(const struct instance *in, const struct node *n, struct str *out) {
    const struct namespaces *ns = &in->form->ns;
    str_add(out, n->kind == NODE_ATTRIBUTE ? "/@" : "/");
    for (size_t i = 0; *n->name->uri && i < ns->count; i++)
        if (strcmp(ns->at[i].uri, n->name->uri) == 0) {
            str_addf(out, "%s:", ns->at[i].prefix);
            break;
        }
    str_add(out, n->name->local);
}

void instance_path(const struct instance *in, const struct node *n, struct str *out) {
    const struct node *path[XML_DEPTH + 2];
    size_t depth = path_of(n, path, XML_DEPTH + 2);
    for (size_t i = 0; i < depth; i++) {
        add_name(in, path[i], out);
        if (instance_repeat_of(in, path[i]))
            str_addf(out, "[%zu]", node_position(path[i]));
    }
}

const struct control *instance_repeat_of(const struct instance *in, const struct node *n) {
    return n->field ? instance_slot(in, n)->repeat : NULL;
}
