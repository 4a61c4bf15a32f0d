/* The choices of a select: written in the form, or the rows of a list. Shuffled without a seed,
 * they come by chance, but for one question of one filling always in the same order, however often
 * the question is shown. */
#include "forms/instance_parts.h"

#include <string.h>

#include "forms/shuffle.h"

static int64_t seed_of(struct instance *in, const struct itemset *set, const struct xcontext *c) {
    struct xvalue v;
    if (set->seed && xpath_eval(set->seed, c, &v, NULL))
        return shuffle_seed(xvalue_number(&v, c), xvalue_string(&v, c));
    uint64_t question = c->node->field->bind->rank + (node_position(c->node->parent) << 16);
    return (int64_t)((in->env.seed ^ question * 0x9e3779b97f4a7c15) >> 33);
}

/* The rows of the list, in the order to show. */
static bool rows_of(struct instance *in, const struct itemset *set, const struct xcontext *c,
                    struct xnodes *ret, struct err *err) {
    struct xvalue v;
    if (!xpath_eval(set->nodes, c, &v, err))
        return false;
    if (v.kind != X_NODES)
        return err_set(err, ERR_INPUT, "%s is no list.", xpath_text(set->nodes));
    *ret = v.nodes;
    if (!set->randomize)
        return true;
    ret->at = arena_array(&in->scratch, v.nodes.count, sizeof(struct node *));
    shuffle_nodes(v.nodes.at, v.nodes.count, seed_of(in, set, c), ret->at);
    return true;
}

static const char *row_value(const struct itemset *set, const struct xcontext *row) {
    struct xvalue v;
    return xpath_eval(set->value, row, &v, NULL) ? xvalue_string(&v, row) : "";
}

static const char *file_name(const char *address) {
    const char *slash = strrchr(address, '/');
    return slash ? slash + 1 : address;
}

static const char *image_of(struct instance *in, const char *id, struct arena *a) {
    const struct phrase *p = id ? form_text(in->form, in->language, id, TEXT_IMAGE) : NULL;
    return p && p->count > 0 && p->piece[0].text ? arena_strdup(a, file_name(p->piece[0].text))
                                                 : NULL;
}

static struct form_option option(struct instance *in, const char *value, const struct label *label,
                                 const struct xcontext *c, struct str *words, struct arena *a) {
    str_cut(words, 0);
    instance_add_label(in, label, c, words);
    const char *id = label->itext_id ? label->itext_id : in->itext_id;
    return (struct form_option){.value = arena_strdup(a, value),
                                .label = arena_strdup(a, str_c(words)),
                                .image = image_of(in, id, a)};
}

bool instance_options(struct instance *in, const struct control *c, struct node *n, struct arena *a,
                      struct form_option **ret, size_t *ret_count, struct err *err) {
    struct str words = {.arena = a};
    struct xcontext at = instance_context(in, n);
    struct xnodes rows = {0};
    if (c->itemset && !rows_of(in, c->itemset, &at, &rows, err)) {
        instance_forget(in);
        return false;
    }
    struct form_option *options = arena_array(a, c->choices + rows.count, sizeof(*options));
    for (size_t i = 0; i < c->choices; i++)
        options[i] = option(in, c->choice[i].value, &c->choice[i].label, &at, &words, a);
    const struct arena_mark mark = arena_mark(&in->scratch);
    for (size_t i = 0; i < rows.count; i++) {
        at.node = rows.at[i];
        options[c->choices + i] =
            option(in, row_value(c->itemset, &at), &c->itemset->label, &at, &words, a);
        if (a != &in->scratch)
            arena_rewind(&in->scratch, mark);
    }
    *ret = options;
    *ret_count = c->choices + rows.count;
    return true;
}

/* ---- the name of one ----------------------------------------------------------------------------
 */

static bool add_choice_label(struct instance *in, const struct control *k, const struct xcontext *c,
                             const char *value, struct str *out) {
    struct xcontext row = *c;
    struct xnodes rows = {0};
    for (size_t i = 0; i < k->choices; i++)
        if (strcmp(k->choice[i].value, value) == 0) {
            instance_add_label(in, &k->choice[i].label, c, out);
            return true;
        }
    if (!k->itemset || !rows_of(in, k->itemset, c, &rows, NULL))
        return false;
    for (size_t i = 0; i < rows.count; i++) {
        row.node = rows.at[i];
        if (strcmp(row_value(k->itemset, &row), value) == 0) {
            instance_add_label(in, &k->itemset->label, &row, out);
            return true;
        }
    }
    return false;
}

/* The question that `path` leads to, as seen from where the expression stands. */
static struct node *question_at(struct instance *in, const struct xcontext *c, const char *path) {
    struct xvalue v;
    struct xcontext from = *c;
    from.node = c->current;
    const struct xpath *x = xpath_parse(&in->scratch, in->form->names, &in->form->ns, path, NULL);
    if (!x || !xpath_eval(x, &from, &v, NULL) || v.kind != X_NODES || v.nodes.count == 0)
        return NULL;
    return v.nodes.at[0]->field ? v.nodes.at[0] : NULL;
}

const char *instance_choice_name(void *ctx, const struct xcontext *c, const char *value,
                                 const char *path) {
    struct instance *in = ctx;
    struct str out = {.arena = c->scratch};
    struct node *n = in->depth < WORDS_DEPTH ? question_at(in, c, path) : NULL;
    const struct control *k = n ? instance_slot(in, n)->control : NULL;
    if (!k)
        return "";
    struct xcontext at = *c;
    at.node = at.current = n;
    in->depth++;
    add_choice_label(in, k, &at, value, &out);
    in->depth--;
    return str_c(&out);
}

/* ---- stale answers ------------------------------------------------------------------------------
 */

static bool offered(const struct form_option *o, size_t count, const char *value, size_t len) {
    for (size_t i = 0; i < count; i++)
        if (strncmp(o[i].value, value, len) == 0 && o[i].value[len] == '\0')
            return true;
    return false;
}

bool instance_drop_stale(struct instance *in, const struct control *c, struct node *n) {
    struct arena a CLEANUP(arena_wipe) = {.secret = in->env.secret};
    struct str kept = {.arena = &a};
    struct form_option *o;
    size_t count;
    if (n->value[0] == '\0' || !instance_options(in, c, n, &a, &o, &count, NULL))
        return false;
    bool many = c->kind == CONTROL_SELECT || c->kind == CONTROL_RANK;
    for (const char *at = n->value; *at;) {
        size_t len = many ? strcspn(at, " ") : strlen(at);
        if (offered(o, count, at, len)) {
            str_add(&kept, kept.len > 0 ? " " : "");
            str_addn(&kept, at, len);
        }
        at += len + (at[len] == ' ');
    }
    bool stale = strcmp(str_c(&kept), n->value) != 0;
    instance_store(in, n, str_c(&kept));
    instance_settle(in);
    return stale;
}
