/* One pass: the kept answers of a session are spread over areas by themselves first, because only
 * at its end it is known which questions have enough of them; what the feedback report does not
 * tell of a session is in no sum here, so that nothing can be found out by taking one from the
 * other. */
#include "report/survey.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/str.h"
#include "outreach/spread.h"
#include "report/answers.h"
#include "report/foot.h"
#include "store/store.h"

static const struct book_column columns[] = {
    {"kind", 14, "share of one side, option, or police figures, not answers", BOOK_WORDS},
    {"question", 16, "path of the question in the form", BOOK_WORDS},
    {"question_label", 40, "what was asked; of a figure what it measures", BOOK_WORDS},
    {"area", 26, "where people live, as they chose it; all of them together first", BOOK_WORDS},
    {"period", 14, "quarter of the session: April to June is Q1; of a figure as written",
     BOOK_WORDS},
    {"answers", 9, "kept answers to the question", BOOK_NUMBERS},
    {"value", 14, "the option as it is stored", BOOK_WORDS},
    {"option", 28, "the option, or the side, as people read it", BOOK_WORDS},
    {"n", 7, "how many chose it", BOOK_NUMBERS},
    {"of", 7, "of how many: answers; of a share those who took a side", BOOK_NUMBERS},
    {"percent", 9, "n for 100 of them", BOOK_NUMBERS},
    {"low", 6, "95 % interval of the share, from", BOOK_NUMBERS},
    {"high", 6, "to", BOOK_NUMBERS},
    {"of_before", 10, "those who took a side in the quarter before; empty: not known",
     BOOK_NUMBERS},
    {"percent_before", 14, "their share", BOOK_NUMBERS},
    {"points", 8, "change of the share in points of 100", BOOK_NUMBERS},
    {"points_low", 11, "95 % interval of the change, from", BOOK_NUMBERS},
    {"points_high", 11, "to", BOOK_NUMBERS},
    {"change", 44, "the same in words", BOOK_WORDS},
    {"figure", 12, "a number of others, as written", BOOK_WORDS},
    {"source", 24, "who says so", BOOK_WORDS},
};

enum { PERIOD = 4, PERCENT = 10, COLUMNS = sizeof columns / sizeof columns[0] };

static const char *const definitions[] = {
    "Answers: those without a doubt, as in the feedback report. A session whose answers to a "
    "question are not told there is in no sum here.",
    "Share: of those who took a side; who is not sure or would rather not say is left out of it.",
    "Area: where people say they live. (areas with few answers): those that have too few to be "
    "told, together; so that nobody finds out by subtracting, sometimes with a larger one.",
    "Change: from the quarter before, in per cent of its share and in points of 100. Could be "
    "chance: the 95 % interval of the change (Newcombe) holds 0. Low and high: the 95 % interval "
    "of the share (Wilson).",
    "People at a stall are no random sample: who did not come was not asked.",
    "Police figures, not answers: numbers of others as they were brought, with their source; they "
    "are in no sum.",
    "Where several options can be chosen they add up to more than the answers.",
    FOOT_QUARTERS,
};

enum { DEFINITIONS = sizeof definitions / sizeof definitions[0] };

/* ---- what is asked ---- */

enum { VALUES = 4 };

static const struct side { /* the answers to a question that are good, or bad, together */
    const char *form, *path, *words;
    const char *value[VALUES];
} sides[] = {
    {"safety", "/data/day", "Very or fairly safe", {"very_safe", "fairly_safe"}},
    {"safety", "/data/dark", "Very or fairly safe", {"very_safe", "fairly_safe"}},
    {"safety", "/data/home", "Very or fairly safe", {"very_safe", "fairly_safe"}},
    {"safety", "/data/worry", "Very or fairly worried", {"very", "fairly"}},
    {"asb", "/data/how_much", "A very or fairly big problem", {"very_big", "fairly_big"}},
    {"asb", "/data/changed", "Got worse", {"worse"}},
    {"asb", "/data/reported", "Told somebody", {"police", "council", "landlord", "other"}},
};

static const char area_path[] = "/data/area";

static const struct side *side_of(const char *form, const char *path) {
    for (size_t i = 0; i < sizeof sides / sizeof sides[0]; i++)
        if (strcmp(sides[i].form, form) == 0 && strcmp(sides[i].path, path) == 0)
            return &sides[i];
    return NULL;
}

static bool is_apart(const char *value) {
    return strcmp(value, "not_sure") == 0 || strcmp(value, "prefer_not_to_say") == 0;
}

static bool is_of_side(const struct side *s, const char *value) {
    for (size_t i = 0; i < VALUES && s->value[i] != NULL; i++)
        if (strcmp(s->value[i], value) == 0)
            return true;
    return false;
}

struct survey {
    const struct report_opts *o;
    struct book *w;
    const char *form;
    struct answers *answers;
    const struct answers_form *asked; /* NULL: nobody has answered it */
    struct spread *session, *all;     /* of the session that is read; of all */
    int quarter;                      /* of that session */
    size_t left_out;                  /* sessions of which a question is in no sum */
    int *area;                        /* in the order in which they are written */
    size_t areas;
    struct arena arena;
};

static size_t questions(const struct survey *v) {
    size_t n = v->asked != NULL ? v->asked->questions : 0;
    return n < SPREAD_QUESTIONS ? n : SPREAD_QUESTIONS;
}

/* ---- taking in ---- */

static size_t option_at(const struct answers_question *q, const char *value) {
    for (size_t i = 0; i < q->written && i < SPREAD_OTHER; i++)
        if (strcmp(q->option[i].value, value) == 0)
            return i;
    return SPREAD_OTHER;
}

static void take_answer(struct spread_sum *sum, const struct answers_question *q,
                        const struct side *side, char *value) {
    bool any = false, of_side = false;
    char *rest = NULL;
    for (char *v = strtok_r(value, q->several ? " " : "", &rest); v;
         v = strtok_r(NULL, q->several ? " " : "", &rest)) {
        sum->option[option_at(q, v)]++;
        any |= !is_apart(v);
        of_side |= side != NULL && is_of_side(side, v);
    }
    sum->answers++;
    sum->share.of += side != NULL && any;
    sum->share.n += of_side;
}

static void take_record(void *ctx, const struct answers_form *x, const struct node *root,
                        bool kept) {
    struct survey *v = ctx;
    const char *area = answers_value(root, area_path);
    v->asked = x;
    if (!kept)
        return;
    for (size_t i = 0; i < questions(v); i++) {
        const struct answers_question *q = &x->question[i];
        const char *value = answers_value(root, q->path);
        if (value == NULL || value[0] == '\0' || strcmp(q->path, area_path) == 0)
            continue;
        int at = spread_area(v->session, area != NULL ? area : "");
        char *copy = xstrdup(value);
        take_answer(spread_at(v->session, i, v->quarter, at), q, side_of(v->form, q->path), copy);
        free(copy);
    }
}

static bool take_session(void *ctx, const struct session *s, struct err *err) {
    struct survey *v = ctx;
    bool told[SPREAD_QUESTIONS] = {false}, all_told = true;
    v->quarter = s != NULL ? spread_quarter(s->date) : 0;
    spread_clear(v->session);
    if (!answers_count(v->answers, s, err))
        return false;
    for (size_t i = 0; i < questions(v); i++) {
        told[i] = answers_told(v->answers, v->asked, &v->asked->question[i]).kept;
        all_told = all_told && told[i];
    }
    if (v->asked != NULL && v->asked->all > 0) {
        spread_merge(v->all, v->session, told);
        v->left_out += !all_told;
    }
    return true;
}

/* ---- areas ---- */

static const char *area_words(const struct survey *v, int area) {
    const char *name = spread_area_name(v->all, area);
    if (area == SPREAD_ALL)
        return "(all areas)";
    if (area == SPREAD_FEW)
        return "(areas with few answers)";
    for (size_t i = 0; v->asked != NULL && i < v->asked->questions; i++) {
        const struct answers_question *q = &v->asked->question[i];
        for (size_t k = 0; strcmp(q->path, area_path) == 0 && k < q->written; k++)
            if (strcmp(q->option[k].value, name) == 0)
                return q->option[k].label;
    }
    return name[0] != '\0' ? name : "(not said)";
}

/* All, then by name, then those who did not say, then what is few. */
static int rank(int area, const char *words) {
    return area == SPREAD_ALL ? 0 : area == SPREAD_FEW ? 3 : words[0] == '(' ? 2 : 1;
}

static bool is_before(const struct survey *v, int a, int b) {
    const char *x = area_words(v, a), *y = area_words(v, b);
    int order = rank(a, x) - rank(b, y);
    return order != 0 ? order < 0 : strcmp(x, y) < 0;
}

static void order_areas(struct survey *v) {
    v->areas = spread_areas(v->all);
    v->area = arena_array(&v->arena, v->areas, sizeof *v->area);
    for (size_t i = 0; i < v->areas; i++) {
        size_t at = i;
        for (; at > 0 && is_before(v, (int)i, v->area[at - 1]); at--)
            v->area[at] = v->area[at - 1];
        v->area[at] = (int)i;
    }
}

/* ---- writing ---- */

static void write_start(struct survey *v, const char *kind, size_t question, int area,
                        int quarter) {
    char words[16];
    const struct answers_question *q = &v->asked->question[question];
    const struct spread_sum *sum = spread_find(v->all, question, quarter, area);
    spread_quarter_words(quarter, words);
    book_words(v->w, kind);
    book_words(v->w, q->path);
    book_words(v->w, q->label);
    book_words(v->w, area_words(v, area));
    book_words(v->w, quarter != 0 ? words : "(no date)");
    book_number(v->w, sum->answers);
}

static int64_t percent(double part) {
    return lround(part * 100);
}

static double part_of(struct share s) {
    return (double)s.n / (double)s.of;
}

/* `n` of `of`; of none nothing can be said. */
static void write_part(struct book *w, struct share s) {
    book_number(w, s.n);
    book_number(w, s.of);
    if (s.of > 0)
        book_number(w, percent(part_of(s)));
    else
        book_empty(w);
}

/* What is few is made of other areas in each quarter. */
static const struct spread_sum *sum_before(const struct survey *v, size_t question, int area,
                                           int quarter) {
    if (quarter == 0 || area == SPREAD_FEW)
        return NULL;
    const struct spread_sum *s = spread_find(v->all, question, quarter - 1, area);
    return s != NULL && s->share.of > 0 ? s : NULL;
}

static void write_change(struct book *w, const struct spread_sum *before, struct share now) {
    enum { CELLS = 6 };
    struct str words CLEANUP(str_release) = {0};
    if (before == NULL) {
        book_empties(w, CELLS);
        return;
    }
    struct span span = share_change(before->share, now);
    share_say_change(&words, before->share, now);
    book_number(w, before->share.of);
    book_number(w, percent(part_of(before->share)));
    book_number(w, percent(part_of(now) - part_of(before->share)));
    book_number(w, percent(span.low));
    book_number(w, percent(span.high));
    book_words(w, str_c(&words));
}

static bool write_share(struct survey *v, size_t question, int area, int quarter) {
    const struct spread_sum *sum = spread_find(v->all, question, quarter, area);
    if (sum == NULL || sum->share.of == 0)
        return false;
    struct span span = share_span(sum->share);
    write_start(v, "share", question, area, quarter);
    book_empty(v->w);
    book_words(v->w, side_of(v->form, v->asked->question[question].path)->words);
    write_part(v->w, sum->share);
    book_number(v->w, percent(span.low));
    book_number(v->w, percent(span.high));
    write_change(v->w, sum_before(v, question, area, quarter), sum->share);
    book_empties(v->w, 2);
    book_row_end(v->w);
    return true;
}

static void write_option(struct survey *v, size_t question, int area, int quarter, size_t option) {
    const struct answers_question *q = &v->asked->question[question];
    const struct spread_sum *sum = spread_find(v->all, question, quarter, area);
    bool other = option == SPREAD_OTHER;
    write_start(v, "option", question, area, quarter);
    book_words(v->w, other ? "" : q->option[option].value);
    book_words(v->w, other ? "(an option that the form has no more)" : q->option[option].label);
    write_part(v->w, (struct share){sum->option[option], sum->answers});
    book_empties(v->w, COLUMNS - PERCENT - 1);
    book_row_end(v->w);
}

static void write_options(struct survey *v, size_t question, int area, int quarter) {
    const struct answers_question *q = &v->asked->question[question];
    const struct spread_sum *sum = spread_find(v->all, question, quarter, area);
    if (sum == NULL)
        return;
    for (size_t i = 0; i < q->written && i < SPREAD_OTHER; i++)
        write_option(v, question, area, quarter, i);
    if (sum->option[SPREAD_OTHER] > 0)
        write_option(v, question, area, quarter, SPREAD_OTHER);
}

/* ---- figures of others ---- */

/* A minus that no spreadsheet takes for the beginning of a formula. */
static void write_value(struct book *w, const char *value) {
    struct str words CLEANUP(str_release) = {0};
    str_addf(&words, "%s%s",
             value[0] == '-'   ? "\xE2\x88\x92"
             : value[0] == '+' ? "plus "
                               : "",
             value + strspn(value, "+-"));
    book_words(w, str_c(&words));
}

static bool is_in_period(const struct report_opts *o, const struct figure *f) {
    return (o->from.year == 0 || date_compare(f->until, o->from) >= 0) &&
           (o->until.year == 0 || date_compare(f->from, o->until) <= 0);
}

static bool write_figures(struct survey *v, struct err *err) {
    struct figure_list l;
    if (!store_figures(v->o->store, &v->arena, &l, err))
        return false;
    for (size_t i = 0; i < l.figures; i++) {
        const struct figure *f = &l.figure[i];
        if (!is_in_period(v->o, f))
            continue;
        book_words(v->w, "police figures, not answers");
        book_empty(v->w);
        book_words(v->w, f->measure);
        book_words(v->w, f->area);
        book_words(v->w, f->period);
        book_empties(v->w, COLUMNS - PERIOD - 3);
        write_value(v->w, f->value);
        book_words(v->w, f->source);
        book_row_end(v->w);
    }
    return true;
}

/* ---- all of it ---- */

struct picture { /* of the rows of one question about all areas */
    size_t question, first_row, rows;
};

/* A share alone is no change: pictures begin with two. */
static void write_picture(struct survey *v, const struct picture *p) {
    enum { POINTS_MAX = 40, WORDS = 16, TITLE = 120 };
    struct book_point point[POINTS_MAX];
    char words[POINTS_MAX][WORDS], title[TITLE];
    const struct answers_question *q = &v->asked->question[p->question];
    size_t quarters, n = 0;
    const int *quarter = spread_quarters(v->all, &quarters);
    if (p->rows < 2 || p->rows > POINTS_MAX)
        return;
    for (size_t i = 0; i < quarters; i++) {
        const struct spread_sum *sum = spread_find(v->all, p->question, quarter[i], SPREAD_ALL);
        if (sum == NULL || sum->share.of == 0)
            continue;
        spread_quarter_words(quarter[i], words[n]);
        point[n] = (struct book_point){quarter[i] != 0 ? words[n] : "(no date)",
                                       percent(part_of(sum->share))};
        n++;
    }
    snprintf(title, sizeof title, "%s, of 100: %s", side_of(v->form, q->path)->words, q->path);
    book_chart(v->w, &(struct book_chart){.kind = BOOK_COLUMNS,
                                          .title = title,
                                          .first_row = p->first_row,
                                          .labels = PERIOD,
                                          .values = PERCENT,
                                          .point = point,
                                          .points = n});
}

static size_t write_shares(struct survey *v, struct picture picture[SPREAD_QUESTIONS]) {
    size_t quarters, pictures = 0;
    const int *quarter = spread_quarters(v->all, &quarters);
    for (size_t q = 0; q < questions(v); q++) {
        struct picture p = {.question = q, .first_row = v->w->rows};
        if (side_of(v->form, v->asked->question[q].path) == NULL)
            continue;
        for (size_t a = 0; a < v->areas; a++)
            for (size_t i = 0; i < quarters; i++)
                if (write_share(v, q, v->area[a], quarter[i]))
                    p.rows += v->area[a] == SPREAD_ALL;
        picture[pictures++] = p;
    }
    return pictures;
}

static bool write_all(struct survey *v, struct err *err) {
    struct picture picture[SPREAD_QUESTIONS];
    size_t quarters;
    spread_finish(v->all, suppress_k(v->o->suppress));
    order_areas(v);
    const int *quarter = spread_quarters(v->all, &quarters);
    size_t pictures = write_shares(v, picture);
    for (size_t q = 0; q < questions(v); q++)
        for (size_t a = 0; a < v->areas; a++)
            for (size_t i = 0; i < quarters; i++)
                write_options(v, q, v->area[a], quarter[i]);
    if (!write_figures(v, err))
        return false;
    for (size_t i = 0; i < pictures; i++)
        write_picture(v, &picture[i]);
    return true;
}

static void write_foot(const struct survey *v) {
    const char *all[DEFINITIONS + 1];
    char left[120];
    memcpy(all, definitions, sizeof definitions);
    snprintf(left, sizeof left, "Sessions with answers that are in no sum: %zu.", v->left_out);
    all[DEFINITIONS] = left;
    foot_write(v->w, v->o, all, DEFINITIONS + 1);
}

static bool write_survey(const struct book_table *table, struct session_reader rows,
                         const struct report_opts *o, struct book *w, size_t *ret_sessions,
                         struct err *err) {
    struct survey v = {.o = o,
                       .w = w,
                       .form = table->name,
                       .answers = answers_new(o),
                       .session = spread_new(SPREAD_QUESTIONS),
                       .all = spread_new(SPREAD_QUESTIONS)};
    answers_watch(v.answers, v.form, take_record, &v);
    book_table(w, table);
    bool ok = answers_each_session(v.answers, rows, take_session, &v, ret_sessions, err) &&
              write_all(&v, err);
    if (ok)
        write_foot(&v);
    answers_free(v.answers);
    spread_free(v.session);
    spread_free(v.all);
    arena_free(&v.arena);
    return ok;
}

bool safety_write(struct session_reader rows, const struct report_opts *o, struct book *w,
                  size_t *ret_sessions, struct err *err) {
    static const struct book_table table = {"safety", "Feelings of safety", columns, COLUMNS, 0};
    return write_survey(&table, rows, o, w, ret_sessions, err);
}

bool asb_write(struct session_reader rows, const struct report_opts *o, struct book *w,
               size_t *ret_sessions, struct err *err) {
    static const struct book_table table = {"asb", "Anti-social behaviour", columns, COLUMNS, 0};
    return write_survey(&table, rows, o, w, ret_sessions, err);
}
