/* A record that a visitor left is XML with the fields that were asked; one that was asked and left
 * empty is there and empty, one that did not apply is not there. So a question's sums are over
 * those who were asked it. Answers that no choice of the form as it is now has, for instance of an
 * older version, are listed by their value. */
#include "report/feedback.h"

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
#include "store/submission.h"

static const struct book_column columns[] = {
    {"id", 6, "number of the session on this kiosk; empty: of no session"},
    {"date", 11, "day"},
    {"quarter", 11, "April to June is Q1"},
    {"venue", 28, "where, as the programme or staff wrote it"},
    {"topic", 28, "what the session was about"},
    {"form", 16, "id of the form"},
    {"title", 28, "title of the form"},
    {"heads", 7, "who attended the session; empty: not recorded, or too few to be shown"},
    {"answers", 9, "all that were sent (raw); empty: too few to be shown"},
    {"kept", 7, "those without a doubt; empty, with all that follows from it: as the answers"},
    {"mashed", 8, "sent by hammering on the screen"},
    {"over", 6, "sent when there were as many as heads already"},
    {"response_rate", 14, "kept answers for 100 heads"},
    {"question", 24, "path of the question in the form"},
    {"question_label", 36, "what was asked"},
    {"value", 16, "the option as it is stored"},
    {"option", 28, "the option as people read it; or that there are too few answers to show any"},
    {"option_raw", 11, "how many chose it, of all"},
    {"option_kept", 12, "how many chose it, of the kept answers"},
};

enum { QUESTIONS_MAX = 200, DEPTH_MAX = 32 };

static const struct book_table table = {"feedback", "Feedback", columns,
                                        sizeof columns / sizeof columns[0]};

static const char *const definitions[] = {
    "Answers (raw): all that visitors sent. Kept: those without a doubt. Nothing is deleted.",
    "Mashed: every page was left sooner than it can be read, with the same taps as others just "
    "before. Over: sent when the session had as many answers already as heads were counted.",
    "Heads: who attended the session. Response rate: kept answers for 100 heads; empty where no "
    "heads were counted.",
    "Option raw and kept: how many chose it, of all and of the kept answers. Where several can be "
    "chosen they add up to more than the answers. No answer: asked, and left empty.",
    "What people wrote in their own words is not in this report.",
    "Options are shown where the answers to a question are not too few: of the kept ones, where "
    "those are enough; of all, where those with a doubt could not be told from the difference.",
    "Sealed: the form has a key of its own. How many were sent is known here, and nothing else.",
    "Quarters: April to June is Q1.",
};

/* ---- what is asked ---- */

struct option {
    const char *value, *label;
    int64_t raw, kept;
};

struct question {
    const char *path, *label;
    bool several; /* choices separated by blanks */
    struct option *option;
    size_t options, cap;
    size_t written; /* of these stand in the form */
    int64_t asked, asked_kept, none, none_kept;
};

struct asked { /* a form, and the sums of it at one session */
    char id[FORM_ID];
    const char *title;
    struct question question[QUESTIONS_MAX];
    size_t questions;
    int64_t all, mashed, over;
    int64_t sealed; /* besides these; what is in them nobody can read here */
};

struct feedback {
    const struct report_opts *o;
    struct book *w;
    struct arena arena; /* of labels, for the whole report */
    struct arena found; /* of values that no form has, for one session */
    struct names *names;
    struct asked **form;
    size_t forms, cap;
};

static const char *words_of(struct feedback *f, struct instance *in, const struct label *label,
                            struct node *n) {
    struct str out CLEANUP(str_release) = {0};
    instance_words(in, label, n, &out);
    return arena_strdup(&f->arena, str_c(&out));
}

static struct option *add_option(struct question *q, const char *value, const char *label) {
    q->option = xgrow(q->option, &q->cap, q->options + 1, sizeof *q->option);
    q->option[q->options] = (struct option){.value = value, .label = label};
    return &q->option[q->options++];
}

/* A choice list that depends on other answers is empty here: its values stand for themselves. */
static void add_options(struct feedback *f, struct question *q, struct instance *in,
                        const struct control *c, struct node *n) {
    struct form_option *option;
    size_t options = 0;
    struct err err = {0};
    if (c->kind == CONTROL_RANGE || !instance_options(in, c, n, &f->arena, &option, &options, &err))
        return;
    for (size_t i = 0; i < options; i++)
        add_option(q, option[i].value, option[i].label);
}

static void add_question(struct feedback *f, struct asked *x, struct instance *in,
                         const struct control *c) {
    bool is_choice =
        c->kind == CONTROL_SELECT1 || c->kind == CONTROL_SELECT || c->kind == CONTROL_RANGE;
    if (!is_choice || !c->bind || x->questions == QUESTIONS_MAX)
        return;
    struct question *q = &x->question[x->questions++];
    *q = (struct question){.path = c->bind->path, .several = c->kind == CONTROL_SELECT};
    struct err err = {0};
    struct node *n = instance_find(in, c->bind->path, &err);
    q->label = n ? words_of(f, in, &c->label, n) : ""; /* in a repeat that is empty at first */
    if (n)
        add_options(f, q, in, c, n);
    q->written = q->options;
}

static const struct form *form_called(const struct report_opts *o, const char *id) {
    for (size_t i = 0; i < o->forms; i++)
        if (strcmp(o->form[i]->id, id) == 0)
            return o->form[i];
    return NULL;
}

static struct asked *asked_of(struct feedback *f, const char *id) {
    for (size_t i = 0; i < f->forms; i++)
        if (strcmp(f->form[i]->id, id) == 0)
            return f->form[i];
    f->form = xgrow(f->form, &f->cap, f->forms + 1, sizeof(struct asked *));
    struct asked *x = f->form[f->forms++] = xcalloc(1, sizeof *x);
    const struct form *form = form_called(f->o, id);
    const struct instance_env env = {0};
    struct err err = {0};
    struct instance *in = form ? instance_new(form, &env, &err) : NULL;
    STR_COPY(x->id, id);
    x->title = form ? form->title : "";
    for (const struct control *c = in ? form->body : NULL; c; c = control_after(c))
        add_question(f, x, in, c);
    instance_free(in);
    return x;
}

/* ---- what was answered ---- */

static void count_value(struct feedback *f, struct question *q, const char *value, bool kept) {
    struct option *o = NULL;
    for (size_t i = 0; i < q->options && !o; i++)
        if (strcmp(q->option[i].value, value) == 0)
            o = &q->option[i];
    if (!o) {
        const char *copy = arena_strdup(&f->found, value);
        o = add_option(q, copy, copy);
    }
    o->raw++;
    o->kept += kept;
}

static void count_answer(struct feedback *f, struct question *q, const char *value, bool kept) {
    char *copy = arena_strdup(&f->found, value), *rest = NULL;
    q->asked++;
    q->asked_kept += kept;
    if (value[0] == '\0') {
        q->none++;
        q->none_kept += kept;
    } else if (!q->several) {
        count_value(f, q, value, kept);
    } else {
        for (char *v = strtok_r(copy, " ", &rest); v; v = strtok_r(NULL, " ", &rest))
            count_value(f, q, v, kept);
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

static void count_nodes(struct feedback *f, struct asked *x, struct node *root, bool kept) {
    struct str path CLEANUP(str_release) = {0};
    for (const struct node *n = root; n; n = node_after(n, root)) {
        if (!node_is_leaf(n))
            continue;
        path_of(n, &path);
        for (size_t i = 0; i < x->questions; i++)
            if (strcmp(x->question[i].path, str_c(&path)) == 0)
                count_answer(f, &x->question[i], n->value, kept);
    }
}

static bool count_one(void *ctx, const struct submission *x, struct err *err) {
    struct feedback *f = ctx;
    struct tree tree;
    if (x->staff)
        return true;
    struct asked *a = asked_of(f, x->form);
    a->all++;
    a->mashed += strcmp(x->doubt, "mashed") == 0;
    a->over += strcmp(x->doubt, "over") == 0;
    tree_init(&tree);
    bool ok = xml_read_tree(x->xml, x->len, f->names, &tree, err);
    if (ok && tree.document->child)
        count_nodes(f, a, tree.document->child, x->doubt[0] == '\0');
    tree_free(&tree);
    return ok;
}

static void count_sealed(void *ctx, const char *form, int64_t n) {
    asked_of(ctx, form)->sealed = n;
}

/* For the next session: what stands in the form stays, at 0. */
static void clear(struct feedback *f) {
    for (size_t i = 0; i < f->forms; i++) {
        struct asked *x = f->form[i];
        x->all = x->mashed = x->over = x->sealed = 0;
        for (size_t k = 0; k < x->questions; k++) {
            struct question *q = &x->question[k];
            q->options = q->written;
            q->asked = q->asked_kept = q->none = q->none_kept = 0;
            for (size_t o = 0; o < q->options; o++)
                q->option[o].raw = q->option[o].kept = 0;
        }
    }
    arena_reset(&f->found);
}

/* ---- writing ---- */

static void write_session(struct feedback *f, const struct session *s) {
    char text[16];
    struct book *w = f->w;
    if (!s) {
        book_empties(w, 5);
        return;
    }
    book_number(w, s->id);
    book_date(w, s->date);
    date_quarter(s->date, text);
    book_words(w, s->date.year != 0 ? text : "");
    book_words(w, s->venue);
    book_words(w, s->topic);
}

static void number_or_empty(struct book *w, bool known, int64_t n) {
    if (known)
        book_number(w, n);
    else
        book_empty(w);
}

static bool is_small(const struct feedback *f, int64_t n) {
    return suppress_is_small(f->o->suppress, n);
}

static int64_t kept_of(const struct asked *x) {
    return x->all - x->mashed - x->over;
}

static bool shows_heads(const struct feedback *f, const struct session *s) {
    return s && suppress_session(f->o->suppress, s) == SUPPRESS_SHOWN;
}

/* "Over" begins where there are as many answers as heads: of a small session that would tell. */
static bool shows_kept(const struct feedback *f, const struct session *s, const struct asked *x) {
    return (!s || shows_heads(f, s)) && !is_small(f, x->all) && !is_small(f, kept_of(x));
}

static struct count heads_of(const struct session *s) {
    return s ? session_attendance(s) : (struct count){0, COUNT_NOT_RECORDED};
}

static bool knows_heads(const struct feedback *f, const struct session *s) {
    const struct count heads = heads_of(s);
    return heads.q != COUNT_NOT_RECORDED && heads.n > 0 && shows_heads(f, s);
}

static void write_sums(struct feedback *f, const struct session *s, const struct asked *x) {
    struct book *w = f->w;
    const struct count heads = heads_of(s);
    bool known = knows_heads(f, s);
    bool kept = shows_kept(f, s, x);
    write_session(f, s);
    book_words(w, x->id);
    book_words(w, x->title);
    number_or_empty(w, known, heads.n);
    number_or_empty(w, !is_small(f, x->all), x->all);
    number_or_empty(w, kept, kept_of(x));
    number_or_empty(w, kept, x->mashed);
    number_or_empty(w, kept, x->over);
    number_or_empty(w, kept && known, known ? (kept_of(x) * 100 + heads.n / 2) / heads.n : 0);
}

/* Which of the two numbers of every option of a question are shown. */
struct told {
    bool raw, kept;
};

static struct told told_of(const struct feedback *f, const struct session *s, const struct asked *x,
                           const struct question *q) {
    int64_t all = q->asked - q->none, kept = q->asked_kept - q->none_kept;
    struct told t = {!is_small(f, all), shows_kept(f, s, x) && !is_small(f, kept)};
    t.kept = t.kept && t.raw;
    t.raw = t.raw && !(t.kept && is_small(f, all - kept));
    return t;
}

static void write_option(struct feedback *f, const struct session *s, const struct asked *x,
                         const struct question *q, const struct option *o, struct told told) {
    struct book *w = f->w;
    write_sums(f, s, x);
    book_words(w, q->path);
    book_words(w, q->label);
    book_words(w, o->value);
    book_words(w, o->label);
    number_or_empty(w, told.raw, o->raw);
    number_or_empty(w, told.kept, o->kept);
    book_row_end(w);
}

static void write_question(struct feedback *f, const struct session *s, const struct asked *x,
                           const struct question *q) {
    const struct option none = {
        .value = "", .label = "No answer", .raw = q->none, .kept = q->none_kept};
    struct told told = told_of(f, s, x, q);
    char few[48];
    snprintf(few, sizeof few, "%s answers", suppress_words(f->o->suppress));
    const struct option nothing = {.value = "", .label = few};
    if (q->asked == 0)
        return;
    if (!told.raw && !told.kept) {
        write_option(f, s, x, q, &nothing, told);
        return;
    }
    for (size_t i = 0; i < q->options; i++)
        write_option(f, s, x, q, &q->option[i], told);
    write_option(f, s, x, q, &none, told);
}

/* A form that is not on this kiosk any more: its sums, without its questions. */
static void write_unknown(struct feedback *f, const struct session *s, const struct asked *x) {
    write_sums(f, s, x);
    book_empties(f->w, 6);
    book_row_end(f->w);
}

static void write_sealed(struct feedback *f, const struct session *s, const struct asked *x) {
    struct book *w = f->w;
    write_session(f, s);
    book_words(w, x->id);
    book_words(w, x->title);
    number_or_empty(w, knows_heads(f, s), heads_of(s).n);
    number_or_empty(w, !is_small(f, x->sealed), x->sealed);
    book_empties(w, 7);
    book_words(w, "Sealed");
    book_empties(w, 2);
    book_row_end(w);
}

static bool write_answers(struct feedback *f, const struct session *s, size_t *n, struct err *err) {
    bool any = false;
    clear(f);
    int64_t session = s ? s->id : 0;
    if (!store_submissions(f->o->store, session, count_one, f, err) ||
        !store_sealed_counts(f->o->store, session, count_sealed, f, err))
        return false;
    for (size_t i = 0; i < f->forms; i++) {
        const struct asked *x = f->form[i];
        any = any || x->all > 0 || x->sealed > 0;
        if (x->all > 0 && x->questions == 0)
            write_unknown(f, s, x);
        for (size_t k = 0; x->all > 0 && k < x->questions; k++)
            write_question(f, s, x, &x->question[k]);
        if (x->sealed > 0)
            write_sealed(f, s, x);
    }
    *n += s && any;
    return true;
}

static bool write_rows(struct session_reader rows, struct feedback *f, size_t *ret_sessions,
                       struct err *err) {
    struct err read = {0};
    size_t n = 0;
    for (const struct session *s; !f->w->failed && (s = rows.next(rows.ctx, &read)) != NULL;)
        if (foot_in_period(s, f->o) && !write_answers(f, s, &n, err))
            return false;
    if (read.kind != ERR_NONE)
        return err_set(err, read.kind, "%s", read.text);
    /* What belongs to no session has no date either. */
    if (f->o->from.year == 0 && f->o->until.year == 0 && !write_answers(f, NULL, &n, err))
        return false;
    *ret_sessions = n;
    return true;
}

static void release(struct feedback *f) {
    for (size_t i = 0; i < f->forms; i++) {
        for (size_t k = 0; k < f->form[i]->questions; k++)
            free(f->form[i]->question[k].option);
        free(f->form[i]);
    }
    free(f->form);
    names_free(f->names);
    arena_free(&f->arena);
    arena_free(&f->found);
}

bool feedback_write(struct session_reader rows, const struct report_opts *o, struct book *w,
                    size_t *ret_sessions, struct err *err) {
    struct feedback f = {.o = o, .w = w, .names = names_new()};
    struct sax_module held CLEANUP(sax_close);
    (void)sax_open(&held, NULL); /* for all answers; if it fails, the first of them says so */
    book_table(w, &table);
    bool ok = write_rows(rows, &f, ret_sessions, err);
    foot_write(w, o, definitions, sizeof definitions / sizeof definitions[0]);
    release(&f);
    return ok;
}
