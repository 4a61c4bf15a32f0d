/* Records come from the store as XML and are counted one after another, so that memory grows with
 * the questions and the values that were met, not with the answers. */
#include "report/answers.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/str.h"
#include "forms/form.h"
#include "forms/instance.h"
#include "forms/sax_open.h"
#include "forms/xml.h"
#include "report/foot.h"
#include "store/sealed_form.h"

enum { DEPTH_MAX = 32 };

struct answers {
    const struct report_opts *o;
    const struct session *session; /* that is counted; NULL: none */
    struct arena arena;            /* of labels, as long as it lives */
    struct arena found;            /* of values that no form has, for one session */
    struct names *names;
    struct sax_module held; /* for all records; if it fails, the first of them says so */
    struct answers_form **form;
    size_t forms, cap;
    const char *watched; /* the only form that is read; NULL: all */
    answers_record_fn *each;
    void *ctx;
};

/* ---- what is asked ---- */

static const char *words_of(struct answers *a, struct instance *in, const struct label *label,
                            struct node *n) {
    struct str out CLEANUP(str_release) = {0};
    instance_words(in, label, n, &out);
    return arena_strdup(&a->arena, str_c(&out));
}

static struct answers_option *add_option(struct answers_question *q, const char *value,
                                         const char *label) {
    q->option = xgrow(q->option, &q->cap, q->options + 1, sizeof *q->option);
    q->option[q->options] = (struct answers_option){.value = value, .label = label};
    return &q->option[q->options++];
}

/* A choice list that depends on other answers is empty here: its values stand for themselves. */
static void add_options(struct answers *a, struct answers_question *q, struct instance *in,
                        const struct control *c, struct node *n) {
    struct form_option *option;
    size_t options = 0;
    struct err err = {0};
    if (c->kind == CONTROL_RANGE || !instance_options(in, c, n, &a->arena, &option, &options, &err))
        return;
    for (size_t i = 0; i < options; i++)
        add_option(q, option[i].value, option[i].label);
}

static void add_question(struct answers *a, struct answers_form *x, struct instance *in,
                         const struct control *c) {
    bool is_choice =
        c->kind == CONTROL_SELECT1 || c->kind == CONTROL_SELECT || c->kind == CONTROL_RANGE;
    if (!is_choice || !c->bind || x->questions == ANSWERS_QUESTIONS)
        return;
    struct answers_question *q = &x->question[x->questions++];
    *q = (struct answers_question){.path = c->bind->path,
                                   .several = c->kind == CONTROL_SELECT,
                                   .faces = control_looks(c, "likert")};
    struct err err = {0};
    struct node *n = instance_find(in, c->bind->path, &err);
    q->label = n ? words_of(a, in, &c->label, n) : ""; /* in a repeat that is empty at first */
    if (n)
        add_options(a, q, in, c, n);
    q->written = q->options;
}

static void add_text(struct answers *a, struct answers_form *x, struct instance *in,
                     const struct control *c) {
    bool is_text = c->kind == CONTROL_INPUT && c->bind && c->bind->type == TYPE_STRING;
    if (!is_text || c->bind->readonly || x->texts == ANSWERS_TEXTS)
        return;
    struct err err = {0};
    struct node *n = instance_find(in, c->bind->path, &err);
    x->text[x->texts++] =
        (struct answers_text){c->bind->path, n ? words_of(a, in, &c->label, n) : ""};
}

static const struct form *form_called(const struct report_opts *o, const char *id) {
    for (size_t i = 0; i < o->forms; i++)
        if (strcmp(o->form[i]->id, id) == 0)
            return o->form[i];
    return NULL;
}

static struct answers_form *form_of(struct answers *a, const char *id) {
    for (size_t i = 0; i < a->forms; i++)
        if (strcmp(a->form[i]->id, id) == 0)
            return a->form[i];
    a->form = xgrow(a->form, &a->cap, a->forms + 1, sizeof *a->form);
    struct answers_form *x = a->form[a->forms++] = xcalloc(1, sizeof *x);
    const struct form *form = form_called(a->o, id);
    const struct instance_env env = {0};
    struct err err = {0};
    struct instance *in = form ? instance_new(form, &env, &err) : NULL;
    STR_COPY(x->id, id);
    x->title = form ? form->title : "";
    for (const struct control *c = in ? form->body : NULL; c; c = control_after(c)) {
        add_question(a, x, in, c);
        add_text(a, x, in, c);
    }
    instance_free(in);
    return x;
}

/* ---- what was answered ---- */

static void count_value(struct answers *a, struct answers_question *q, const char *value,
                        bool kept) {
    struct answers_option *o = NULL;
    for (size_t i = 0; i < q->options && !o; i++)
        if (strcmp(q->option[i].value, value) == 0)
            o = &q->option[i];
    if (!o) {
        const char *copy = arena_strdup(&a->found, value);
        o = add_option(q, copy, copy);
    }
    o->raw++;
    o->kept += kept;
}

static void count_answer(struct answers *a, struct answers_question *q, const char *value,
                         bool kept) {
    char *copy = arena_strdup(&a->found, value), *rest = NULL;
    q->asked++;
    q->asked_kept += kept;
    if (value[0] == '\0') {
        q->none++;
        q->none_kept += kept;
    } else if (!q->several) {
        count_value(a, q, value, kept);
    } else {
        for (char *v = strtok_r(copy, " ", &rest); v; v = strtok_r(NULL, " ", &rest))
            count_value(a, q, v, kept);
    }
}

/* "/data/group/field" of a node, as a bind names it. */
static void path_of(const struct node *n, struct str *out) {
    const struct node *up[DEPTH_MAX];
    size_t depth = 0;
    for (; n->kind == NODE_ELEMENT && depth < DEPTH_MAX; n = n->parent)
        up[depth++] = n;
    str_cut(out, 0);
    while (depth > 0)
        str_addf(out, "/%s", up[--depth]->name->local);
}

static void count_nodes(struct answers *a, struct answers_form *x, struct node *root, bool kept) {
    struct str path CLEANUP(str_release) = {0};
    for (const struct node *n = root; n; n = node_after(n, root)) {
        if (!node_is_leaf(n))
            continue;
        path_of(n, &path);
        for (size_t i = 0; i < x->questions; i++)
            if (strcmp(x->question[i].path, str_c(&path)) == 0)
                count_answer(a, &x->question[i], n->value, kept);
    }
}

static bool count_one(void *ctx, const struct submission *x, struct err *err) {
    struct answers *a = ctx;
    struct tree tree;
    bool kept = x->doubt[0] == '\0';
    if (x->staff || (a->watched && strcmp(a->watched, x->form) != 0))
        return true;
    struct answers_form *to = form_of(a, x->form);
    to->all++;
    to->mashed += strcmp(x->doubt, "mashed") == 0;
    to->over += strcmp(x->doubt, "over") == 0;
    tree_init(&tree);
    bool ok = xml_read_tree(x->xml, x->len, a->names, &tree, err);
    if (ok && tree.document->child) {
        count_nodes(a, to, tree.document->child, kept);
        if (a->each)
            a->each(a->ctx, to, tree.document->child, kept);
    }
    tree_free(&tree);
    return ok;
}

static void count_sealed(void *ctx, const char *form, int64_t n) {
    form_of(ctx, form)->sealed = n;
}

/* For the next session: what stands in the form stays, at 0. */
static void clear(struct answers *a) {
    for (size_t i = 0; i < a->forms; i++) {
        struct answers_form *x = a->form[i];
        x->all = x->mashed = x->over = x->sealed = 0;
        for (size_t k = 0; k < x->questions; k++) {
            struct answers_question *q = &x->question[k];
            q->options = q->written;
            q->asked = q->asked_kept = q->none = q->none_kept = 0;
            for (size_t o = 0; o < q->options; o++)
                q->option[o].raw = q->option[o].kept = 0;
        }
    }
    arena_reset(&a->found);
}

bool answers_count(struct answers *a, const struct session *s, struct err *err) {
    int64_t session = s ? s->id : 0;
    clear(a);
    a->session = s;
    return store_submissions(a->o->store, session, count_one, a, err) &&
           store_sealed_counts(a->o->store, session, count_sealed, a, err);
}

bool answers_each_session(const struct answers *a, struct session_reader rows,
                          answers_take_fn *take, void *ctx, size_t *ret_sessions, struct err *err) {
    struct err read = {0};
    size_t n = 0;
    for (const struct session *s; (s = rows.next(rows.ctx, &read)) != NULL;) {
        if (!foot_in_period(s, a->o))
            continue;
        if (!take(ctx, s, err))
            return false;
        n++;
    }
    if (read.kind != ERR_NONE)
        return err_set(err, read.kind, "%s", read.text);
    if (a->o->from.year == 0 && a->o->until.year == 0 && !take(ctx, NULL, err))
        return false;
    *ret_sessions = n;
    return true;
}

void answers_watch(struct answers *a, const char *form, answers_record_fn *each, void *ctx) {
    a->watched = form;
    a->each = each;
    a->ctx = ctx;
}

const char *answers_value(const struct node *root, const char *path) {
    const struct node *n = root;
    path += strcspn(path + 1, "/") + 1; /* the first step is the root, whatever it is called */
    while (n && *path) {
        size_t len = strcspn(++path, "/");
        for (n = n->child; n; n = n->next)
            if (strncmp(n->name->local, path, len) == 0 && n->name->local[len] == '\0')
                break;
        path += len;
    }
    return n ? n->value : NULL;
}

size_t answers_forms(const struct answers *a) {
    return a->forms;
}

const struct answers_form *answers_form(const struct answers *a, size_t i) {
    return a->form[i];
}

int64_t answers_kept(const struct answers_form *x) {
    return x->all - x->mashed - x->over;
}

/* ---- what may be told ---- */

static bool is_small(const struct answers *a, int64_t n) {
    return suppress_is_small(a->o->suppress, n);
}

/* "Over" begins where there are as many answers as heads: of a small session that would tell. */
bool answers_tells_kept(const struct answers *a, const struct answers_form *x) {
    bool heads = !a->session || suppress_session(a->o->suppress, a->session) == SUPPRESS_SHOWN;
    return heads && !is_small(a, x->all) && !is_small(a, answers_kept(x));
}

struct answers_told answers_told(const struct answers *a, const struct answers_form *x,
                                 const struct answers_question *q) {
    int64_t all = q->asked - q->none, kept = q->asked_kept - q->none_kept;
    struct answers_told t = {!is_small(a, all), answers_tells_kept(a, x) && !is_small(a, kept)};
    t.kept = t.kept && t.raw;
    t.raw = t.raw && !(t.kept && is_small(a, all - kept));
    return t;
}

/* ---- making and freeing ---- */

struct answers *answers_new(const struct report_opts *o) {
    struct answers *a = xcalloc(1, sizeof *a);
    a->o = o;
    a->names = names_new();
    (void)sax_open(&a->held, NULL);
    return a;
}

void answers_free(struct answers *a) {
    if (a == NULL)
        return;
    for (size_t i = 0; i < a->forms; i++) {
        for (size_t k = 0; k < a->form[i]->questions; k++)
            free(a->form[i]->question[k].option);
        free(a->form[i]);
    }
    free(a->form);
    names_free(a->names);
    sax_close(&a->held);
    arena_free(&a->arena);
    arena_free(&a->found);
    free(a);
}
