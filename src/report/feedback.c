/* What is counted stands in report/answers.h. */
#include "report/feedback.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "report/answers.h"
#include "report/foot.h"

static const struct book_column columns[] = {
    {"id", 6, "number of the session on this kiosk; empty: of no session; sums have words here",
     BOOK_NUMBERS},
    {"date", 11, "day", BOOK_WORDS},
    {"quarter", 11, "April to June is Q1", BOOK_WORDS},
    {"venue", 28, "where, as the programme or staff wrote it", BOOK_WORDS},
    {"topic", 28, "what the session was about", BOOK_WORDS},
    {"form", 16, "id of the form", BOOK_WORDS},
    {"title", 28, "title of the form", BOOK_WORDS},
    {"heads", 7, "who attended the session; empty: not recorded, or too few to be shown",
     BOOK_NUMBERS},
    {"answers", 9, "all that were sent (raw); empty: too few to be shown", BOOK_NUMBERS},
    {"kept", 7, "those without a doubt; empty, with all that follows from it: as the answers",
     BOOK_NUMBERS},
    {"mashed", 8, "sent by hammering on the screen", BOOK_NUMBERS},
    {"over", 6, "sent when there were as many as heads already", BOOK_NUMBERS},
    {"response_rate", 14, "kept answers for 100 heads", BOOK_NUMBERS},
    {"question", 24, "path of the question in the form", BOOK_WORDS},
    {"question_label", 36, "what was asked", BOOK_WORDS},
    {"value", 16, "the option as it is stored", BOOK_WORDS},
    {"option", 28, "the option as people read it; or that there are too few answers to show any",
     BOOK_WORDS},
    {"option_raw", 11, "how many chose it, of all", BOOK_NUMBERS},
    {"option_kept", 12, "how many chose it, of the kept answers", BOOK_NUMBERS},
};

static const struct book_table table = {"feedback", "Feedback", columns,
                                        sizeof columns / sizeof columns[0], 0};

static const char *const definitions[] = {
    "Answers (raw): all that visitors sent. Kept: those without a doubt. Nothing is deleted.",
    "Mashed: every page was left sooner than it can be read, with the same taps as others just "
    "before. Over: sent when the session had as many answers already as heads were counted.",
    "Heads: who attended the session. Response rate: kept answers for 100 heads; empty where no "
    "heads were counted.",
    "Option raw and kept: how many chose it, of all and of the kept answers. Where several can be "
    "chosen they add up to more than the answers. No answer: asked, and left empty.",
    "Total: kept answers of all sessions of which they are told.",
    "What people wrote in their own words is not in this report.",
    "Options are shown where the answers to a question are not too few: of the kept ones, where "
    "those are enough; of all, where those with a doubt could not be told from the difference.",
    "Sealed: the form has a key of its own. How many were sent is known here, and nothing else.",
    FOOT_QUARTERS,
};

enum { OPTION = 16, OPTION_KEPT = 18 };

struct sum { /* of a question, over the sessions of which it is told */
    const struct answers_form *form;
    const struct answers_question *question;
    int64_t *kept; /* of each option that is written in the form */
    int64_t none;
    size_t first_row; /* of its rows */
};

struct feedback {
    const struct report_opts *o;
    struct book *w;
    struct answers *answers;
    struct sum *sum;
    size_t sums, sums_cap;
    size_t sessions; /* with an answer */
};

/* ---- totals ---- */

static struct sum *sum_of(struct feedback *f, const struct answers_form *x,
                          const struct answers_question *q) {
    for (size_t i = 0; i < f->sums; i++)
        if (f->sum[i].question == q)
            return &f->sum[i];
    f->sum = xgrow(f->sum, &f->sums_cap, f->sums + 1, sizeof *f->sum);
    f->sum[f->sums] =
        (struct sum){.form = x, .question = q, .kept = xcalloc(q->written + 1, sizeof(int64_t))};
    return &f->sum[f->sums++];
}

static void add_up(struct feedback *f, const struct answers_form *x,
                   const struct answers_question *q) {
    struct sum *s = sum_of(f, x, q);
    for (size_t i = 0; i < q->written; i++)
        s->kept[i] += q->option[i].kept;
    s->none += q->none_kept;
}

static int by_place(const void *a, const void *b) {
    const struct sum *x = a, *y = b;
    int order = strcmp(x->form->id, y->form->id);
    if (order != 0)
        return order;
    return x->question < y->question ? -1 : x->question > y->question;
}

static void write_total_row(struct book *w, const struct sum *s, const char *value,
                            const char *option, int64_t kept) {
    book_words(w, "Total");
    book_empties(w, 4);
    book_words(w, s->form->id);
    book_words(w, s->form->title);
    book_empties(w, 6);
    book_words(w, s->question->path);
    book_words(w, s->question->label);
    book_words(w, value);
    book_words(w, option);
    book_empty(w);
    book_number(w, kept);
    book_total_end(w);
}

static void write_total(struct book *w, struct sum *s) {
    s->first_row = w->rows;
    for (size_t i = 0; i < s->question->written; i++)
        write_total_row(w, s, s->question->option[i].value, s->question->option[i].label,
                        s->kept[i]);
    write_total_row(w, s, "", "No answer", s->none);
}

/* What was asked with faces. */
static void write_picture(struct book *w, const struct sum *s) {
    enum { FACES_MAX = 12 };
    struct book_point point[FACES_MAX];
    size_t n = s->question->written;
    if (!s->question->faces || n == 0 || n > FACES_MAX)
        return;
    for (size_t i = 0; i < n; i++)
        point[i] = (struct book_point){s->question->option[i].label, s->kept[i]};
    book_chart(w, &(struct book_chart){.kind = BOOK_COLUMNS,
                                       .title = s->question->label,
                                       .first_row = s->first_row,
                                       .labels = OPTION,
                                       .values = OPTION_KEPT,
                                       .point = point,
                                       .points = n});
}

static void write_totals(struct feedback *f) {
    if (f->sums > 0)
        qsort(f->sum, f->sums, sizeof *f->sum, by_place);
    for (size_t i = 0; i < f->sums; i++)
        write_total(f->w, &f->sum[i]);
    for (size_t i = 0; i < f->sums; i++)
        write_picture(f->w, &f->sum[i]);
}

/* ---- writing ---- */

static void write_session(struct feedback *f, const struct session *s) {
    struct book *w = f->w;
    if (!s) {
        book_empties(w, 5);
        return;
    }
    book_number(w, s->id);
    book_date(w, s->date);
    book_quarter(w, s->date);
    book_words(w, s->venue);
    book_words(w, s->topic);
}

static bool is_small(const struct feedback *f, int64_t n) {
    return suppress_is_small(f->o->suppress, n);
}

static bool shows_heads(const struct feedback *f, const struct session *s) {
    return s && suppress_session(f->o->suppress, s) == SUPPRESS_SHOWN;
}

static struct count heads_of(const struct session *s) {
    return s ? session_attendance(s) : (struct count){0, COUNT_NOT_RECORDED};
}

static bool knows_heads(const struct feedback *f, const struct session *s) {
    const struct count heads = heads_of(s);
    return heads.q != COUNT_NOT_RECORDED && heads.n > 0 && shows_heads(f, s);
}

static void write_sums(struct feedback *f, const struct session *s, const struct answers_form *x) {
    struct book *w = f->w;
    const struct count heads = heads_of(s);
    bool known = knows_heads(f, s);
    bool kept = answers_tells_kept(f->answers, x);
    write_session(f, s);
    book_words(w, x->id);
    book_words(w, x->title);
    book_number_if(w, known, heads.n);
    book_number_if(w, !is_small(f, x->all), x->all);
    book_number_if(w, kept, answers_kept(x));
    book_number_if(w, kept, x->mashed);
    book_number_if(w, kept, x->over);
    book_number_if(w, kept && known, known ? (answers_kept(x) * 100 + heads.n / 2) / heads.n : 0);
}

static void write_option(struct feedback *f, const struct session *s, const struct answers_form *x,
                         const struct answers_question *q, const struct answers_option *o,
                         struct answers_told told) {
    struct book *w = f->w;
    write_sums(f, s, x);
    book_words(w, q->path);
    book_words(w, q->label);
    book_words(w, o->value);
    book_words(w, o->label);
    book_number_if(w, told.raw, o->raw);
    book_number_if(w, told.kept, o->kept);
    book_row_end(w);
}

static void write_question(struct feedback *f, const struct session *s,
                           const struct answers_form *x, const struct answers_question *q) {
    const struct answers_option none = {
        .value = "", .label = "No answer", .raw = q->none, .kept = q->none_kept};
    struct answers_told told = answers_told(f->answers, x, q);
    char few[48];
    snprintf(few, sizeof few, "%s answers", suppress_words(f->o->suppress));
    const struct answers_option nothing = {.value = "", .label = few};
    if (q->asked == 0)
        return;
    if (!told.raw && !told.kept) {
        write_option(f, s, x, q, &nothing, told);
        return;
    }
    for (size_t i = 0; i < q->options; i++)
        write_option(f, s, x, q, &q->option[i], told);
    write_option(f, s, x, q, &none, told);
    if (told.kept)
        add_up(f, x, q);
}

/* A form that is not on this kiosk any more: its sums, without its questions. */
static void write_unknown(struct feedback *f, const struct session *s,
                          const struct answers_form *x) {
    write_sums(f, s, x);
    book_empties(f->w, 6);
    book_row_end(f->w);
}

static void write_sealed(struct feedback *f, const struct session *s,
                         const struct answers_form *x) {
    struct book *w = f->w;
    write_session(f, s);
    book_words(w, x->id);
    book_words(w, x->title);
    book_number_if(w, knows_heads(f, s), heads_of(s).n);
    book_number_if(w, !is_small(f, x->sealed), x->sealed);
    book_empties(w, 7);
    book_words(w, "Sealed");
    book_empties(w, 2);
    book_row_end(w);
}

static bool write_answers(void *ctx, const struct session *s, struct err *err) {
    struct feedback *f = ctx;
    bool any = false;
    if (f->w->failed) /* book_close() will say why */
        return true;
    if (!answers_count(f->answers, s, err))
        return false;
    for (size_t i = 0; i < answers_forms(f->answers); i++) {
        const struct answers_form *x = answers_form(f->answers, i);
        any = any || x->all > 0 || x->sealed > 0;
        if (x->all > 0 && x->questions == 0)
            write_unknown(f, s, x);
        for (size_t k = 0; x->all > 0 && k < x->questions; k++)
            write_question(f, s, x, &x->question[k]);
        if (x->sealed > 0)
            write_sealed(f, s, x);
    }
    f->sessions += s && any;
    return true;
}

bool feedback_write(struct session_reader rows, const struct report_opts *o, struct book *w,
                    size_t *ret_sessions, struct err *err) {
    struct feedback f = {.o = o, .w = w, .answers = answers_new(o)};
    book_table(w, &table);
    size_t all;
    bool ok = answers_each_session(f.answers, rows, write_answers, &f, &all, err);
    if (ok)
        *ret_sessions = f.sessions;
    write_totals(&f);
    foot_write(w, o, definitions, sizeof definitions / sizeof definitions[0]);
    for (size_t i = 0; i < f.sums; i++)
        free(f.sum[i].kept);
    free(f.sum);
    answers_free(f.answers);
    return ok;
}
