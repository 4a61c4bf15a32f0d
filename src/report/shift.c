/* A pair is of one person, so it is taken from each record while it is there; what is kept are
 * sums. A session with too few pairs, or of which the feedback report does not tell either
 * question, is in no sum: who takes one from the other learns nothing. */
#include "report/shift.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/str.h"
#include "outreach/share.h"
#include "report/answers.h"
#include "report/foot.h"

static const struct book_column columns[] = {
    {"of", 9, "session, topic or all", BOOK_WORDS},
    {"id", 6, "number of the session on this kiosk; empty: of no session, or a sum", BOOK_NUMBERS},
    {"date", 11, "day", BOOK_WORDS},
    {"quarter", 11, "April to June is Q1", BOOK_WORDS},
    {"venue", 28, "where, as the programme or staff wrote it", BOOK_WORDS},
    {"topic", 28, "what the session was about", BOOK_WORDS},
    {"form", 16, "id of the form", BOOK_WORDS},
    {"question", 24, "path of the later question", BOOK_WORDS},
    {"question_label", 36, "what was asked of now", BOOK_WORDS},
    {"pairs", 7, "people who answered both, without a doubt and not unsure", BOOK_NUMBERS},
    {"before", 8, "mean of then: 0 is the worst choice, 100 the best", BOOK_NUMBERS},
    {"now", 6, "mean of now", BOOK_NUMBERS},
    {"shift", 7, "now less before, in points", BOOK_NUMBERS},
    {"low", 6, "95 % interval of the shift, from", BOOK_NUMBERS},
    {"high", 6, "to", BOOK_NUMBERS},
    {"better", 8, "people who moved up", BOOK_NUMBERS},
    {"same", 6, "who stayed", BOOK_NUMBERS},
    {"worse", 7, "who moved down", BOOK_NUMBERS},
    {"change", 36, "the shift in words; or that too few answered both", BOOK_WORDS},
    {"sessions", 9, "of a sum: how many are in it", BOOK_NUMBERS},
    {"left_out", 9, "of a sum: sessions with too few pairs, which are not in it", BOOK_NUMBERS},
};

enum { TOPIC = 5, PAIRS = 9, NOW = 11, CHANGE = 18, COLUMNS = sizeof columns / sizeof columns[0] };

static const struct book_table table = {"shift", "What sessions changed", columns, COLUMNS, 0};

static const char *const definitions[] = {
    "Pairs: the same person said how it was before and how it is now, both at the end; of answers "
    "without a doubt. Who was not sure of either is not in it.",
    "Points: the choices of a question lie evenly between 0, the worst, and 100, the best; so "
    "forms "
    "with three and with four choices can stand in one sum.",
    "Low and high: the 95 % interval of the mean shift (Student's t). Could be chance: it holds 0.",
    "A form says that two questions are a pair by their names, before and now.",
    "How many of those who came answered stands in the feedback report.",
    FOOT_QUARTERS,
};

struct pair { /* of the session that is read */
    const struct answers_form *form;
    const struct answers_question *before, *now;
    struct shift sum;
};

struct topic {
    const char *name;
    struct shift sum;
    int64_t sessions, left_out;
};

struct shifts {
    const struct report_opts *o;
    struct book *w;
    struct answers *answers;
    struct arena arena; /* names of topics */
    struct pair *pair;
    size_t pairs, pairs_cap;
    struct topic *topic, all;
    size_t topics, topics_cap;
};

/* ---- pairs ---- */

static bool is_apart(const char *value) {
    return strcmp(value, "not_sure") == 0 || strcmp(value, "prefer_not_to_say") == 0;
}

static bool same_choices(const struct answers_question *a, const struct answers_question *b) {
    if (a->several || b->several || a->written != b->written)
        return false;
    for (size_t i = 0; i < a->written; i++)
        if (strcmp(a->option[i].value, b->option[i].value) != 0)
            return false;
    return true;
}

/* The question `now` beside a question `before`; NULL: it is none, or has none. */
static const struct answers_question *later_of(const struct answers_form *x,
                                               const struct answers_question *q) {
    static const char before[] = "/before", now[] = "/now";
    size_t n = strlen(q->path), stem = n - (sizeof before - 1);
    if (n < sizeof before || strcmp(q->path + stem, before) != 0)
        return NULL;
    for (size_t i = 0; i < x->questions; i++) {
        const struct answers_question *other = &x->question[i];
        if (strncmp(other->path, q->path, stem) == 0 && strcmp(other->path + stem, now) == 0)
            return same_choices(q, other) ? other : NULL;
    }
    return NULL;
}

/* Where a value lies between the worst choice and the best; false: on no side, or there are more
 * steps than SHIFT_SCALE has. */
static bool score(const struct answers_question *q, const char *value, int *ret_score) {
    enum { STEPS_MAX = 10 };
    int choices = 0, at = -1;
    for (size_t i = 0; i < q->written; i++) {
        if (is_apart(q->option[i].value))
            continue;
        if (strcmp(q->option[i].value, value) == 0)
            at = choices;
        choices++;
    }
    if (at < 0 || choices < 2 || choices > STEPS_MAX + 1)
        return false;
    *ret_score = SHIFT_SCALE / (choices - 1) * (choices - 1 - at);
    return true;
}

static struct pair *pair_of(struct shifts *t, const struct answers_form *x,
                            const struct answers_question *before,
                            const struct answers_question *now) {
    for (size_t i = 0; i < t->pairs; i++)
        if (t->pair[i].before == before)
            return &t->pair[i];
    t->pair = xgrow(t->pair, &t->pairs_cap, t->pairs + 1, sizeof *t->pair);
    t->pair[t->pairs] = (struct pair){.form = x, .before = before, .now = now};
    return &t->pair[t->pairs++];
}

static void take_record(void *ctx, const struct answers_form *x, const struct node *root,
                        bool kept) {
    struct shifts *t = ctx;
    for (size_t i = 0; kept && i < x->questions; i++) {
        const struct answers_question *q = &x->question[i], *later = later_of(x, q);
        int before, now;
        if (later == NULL)
            continue;
        const char *was = answers_value(root, q->path), *is = answers_value(root, later->path);
        if (was != NULL && is != NULL && score(q, was, &before) && score(later, is, &now))
            shift_add(&pair_of(t, x, q, later)->sum, before, now);
    }
}

/* ---- rows ---- */

static int64_t points(double part) {
    return lround(part * 100);
}

static void write_shift(struct book *w, const struct shift *s) {
    struct str words CLEANUP(str_release) = {0};
    struct span span;
    double n = (double)s->pairs * SHIFT_SCALE;
    book_number(w, s->pairs);
    book_number(w, points((double)s->before / n));
    book_number(w, points((double)s->now / n));
    book_number(w, points(shift_mean(s)));
    if (shift_span(s, &span)) {
        book_number(w, points(span.low));
        book_number(w, points(span.high));
    } else {
        book_empties(w, 2);
    }
    book_number(w, s->better);
    book_number(w, s->same);
    book_number(w, s->worse);
    shift_say(&words, s);
    book_words(w, str_c(&words));
}

/* As the feedback report tells both questions, and enough answered both. */
static bool is_told(const struct shifts *t, const struct pair *p) {
    return answers_told(t->answers, p->form, p->before).kept &&
           answers_told(t->answers, p->form, p->now).kept &&
           !suppress_is_small(t->o->suppress, p->sum.pairs);
}

static void write_session(struct shifts *t, const struct session *s, const struct pair *p,
                          bool told) {
    char text[48];
    struct book *w = t->w;
    book_words(w, "session");
    if (s != NULL) {
        book_number(w, s->id);
        book_date(w, s->date);
        book_quarter(w, s->date);
        book_words(w, s->venue);
        book_words(w, s->topic);
    } else {
        book_empties(w, TOPIC);
    }
    book_words(w, p->form->id);
    book_words(w, p->now->path);
    book_words(w, p->now->label);
    if (told) {
        write_shift(w, &p->sum);
    } else {
        book_empties(w, CHANGE - PAIRS);
        snprintf(text, sizeof text, "%s answers", suppress_words(t->o->suppress));
        book_words(w, text);
    }
    book_empties(w, COLUMNS - CHANGE - 1);
    book_row_end(w);
}

static struct topic *topic_of(struct shifts *t, const char *name) {
    for (size_t i = 0; i < t->topics; i++)
        if (strcmp(t->topic[i].name, name) == 0)
            return &t->topic[i];
    t->topic = xgrow(t->topic, &t->topics_cap, t->topics + 1, sizeof *t->topic);
    t->topic[t->topics] = (struct topic){.name = arena_strdup(&t->arena, name)};
    return &t->topic[t->topics++];
}

static void add_sums(struct topic *to, const struct topic *session) {
    shift_merge(&to->sum, &session->sum);
    to->sessions += session->sum.pairs > 0;
    to->left_out += session->left_out > 0;
}

static bool take_session(void *ctx, const struct session *s, struct err *err) {
    struct shifts *t = ctx;
    struct topic sums = {0};
    t->pairs = 0;
    if (!answers_count(t->answers, s, err))
        return false;
    for (size_t i = 0; i < t->pairs; i++) {
        const struct pair *p = &t->pair[i];
        bool told = is_told(t, p);
        write_session(t, s, p, told);
        if (told)
            shift_merge(&sums.sum, &p->sum);
        sums.left_out += !told;
    }
    if (t->pairs > 0) {
        add_sums(topic_of(t, s != NULL && s->topic[0] != '\0' ? s->topic : "(not said)"), &sums);
        add_sums(&t->all, &sums);
    }
    return true;
}

/* ---- sums ---- */

static void write_sum(struct book *w, const char *of, const struct topic *t) {
    book_words(w, of);
    book_empties(w, TOPIC - 1);
    book_words(w, t->name);
    book_empties(w, PAIRS - TOPIC - 1);
    if (t->sum.pairs > 0)
        write_shift(w, &t->sum);
    else
        book_empties(w, CHANGE - PAIRS + 1);
    book_number(w, t->sessions);
    book_number(w, t->left_out);
    book_total_end(w);
}

static int by_name(const void *a, const void *b) {
    return strcmp(((const struct topic *)a)->name, ((const struct topic *)b)->name);
}

static void write_sums(struct shifts *t) {
    if (t->topics > 0)
        qsort(t->topic, t->topics, sizeof *t->topic, by_name);
    for (size_t i = 0; i < t->topics; i++)
        write_sum(t->w, "topic", &t->topic[i]);
    t->all.name = "";
    write_sum(t->w, "all", &t->all);
}

/* How it is now, by topic; a page's worth of them. */
static void write_picture(struct shifts *t, size_t first_row) {
    enum { POINTS_MAX = 40 };
    struct book_point point[POINTS_MAX];
    if (t->topics == 0 || t->topics > POINTS_MAX)
        return;
    for (size_t i = 0; i < t->topics; i++) {
        const struct shift *s = &t->topic[i].sum;
        double n = (double)s->pairs * SHIFT_SCALE;
        point[i] =
            (struct book_point){t->topic[i].name, s->pairs > 0 ? points((double)s->now / n) : -1};
    }
    book_chart(t->w, &(struct book_chart){.kind = BOOK_BARS,
                                          .title = "After the session, of 100 points, by topic",
                                          .first_row = first_row,
                                          .labels = TOPIC,
                                          .values = NOW,
                                          .point = point,
                                          .points = t->topics});
}

bool shift_write(struct session_reader rows, const struct report_opts *o, struct book *w,
                 size_t *ret_sessions, struct err *err) {
    struct shifts t = {.o = o, .w = w, .answers = answers_new(o)};
    answers_watch(t.answers, NULL, take_record, &t);
    book_table(w, &table);
    bool ok = answers_each_session(t.answers, rows, take_session, &t, ret_sessions, err);
    if (ok) {
        size_t first_row = w->rows;
        write_sums(&t);
        write_picture(&t, first_row);
        foot_write(w, o, definitions, sizeof definitions / sizeof definitions[0]);
    }
    answers_free(t.answers);
    free(t.pair);
    free(t.topic);
    arena_free(&t.arena);
    return ok;
}
