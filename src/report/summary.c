/* What is small must not come back by another column. The number of sessions, their status and what
 * was expected are not attendances. Contact hours are, times minutes that the programme tells: they
 * are of the same heads as the attendances. */
#include "report/summary.h"

#include <string.h>

#include "base/str.h"
#include "report/cuts.h"
#include "report/foot.h"

static const struct book_column columns[] = {
    {"cut", 12, "by what the sessions are cut", BOOK_GROUP},
    {"value", 32, "the school, the topic, ...; small and capital letters are not told apart",
     BOOK_WORDS},
    {"events", 8, "venues and dates of what took place, where both are known", BOOK_NUMBERS},
    {"sessions", 9, "that took place, as far as their number is recorded", BOOK_NUMBERS},
    {"attendances", 12, "heads of what took place; empty: not recorded, or not shown",
     BOOK_NUMBERS},
    {"qualifier", 12, "how sure the attendances are; not shown: all of them were left out",
     BOOK_WORDS},
    {"expected", 10, "heads that were or are expected, never part of the attendances",
     BOOK_NUMBERS},
    {"contact_hours", 13, "attendances x minutes, in whole hours, where both are known",
     BOOK_NUMBERS},
    {"planned", 9, "rows of the sessions report that are planned or booked", BOOK_NUMBERS},
    {"delivered", 10, "rows of what took place", BOOK_NUMBERS},
    {"cancelled", 10, "rows of what was cancelled", BOOK_NUMBERS},
    {"rearranged", 11, "rows of what was moved; the new date has a row of its own", BOOK_NUMBERS},
    {"not_recorded", 13, "rows of what took place without a number of heads", BOOK_NUMBERS},
    {"sessions_not_recorded", 21, "rows of what took place without a number of sessions",
     BOOK_NUMBERS},
    {"left_out", 10, "rows of what took place with so few heads that they are in no sum",
     BOOK_NUMBERS},
};

enum { VALUE = 1, SESSIONS = 3, HEADS = 4, DELIVERED = 9 };

static const struct book_table table = {"summary", "Summary", columns,
                                        sizeof columns / sizeof columns[0], 0};

static const char *const definitions[] = {
    "Event: one venue on one date; what has no venue or no date is not counted as one.",
    FOOT_SESSION,
    "Attendances: heads per session, summed.",
    "Reach (distinct people) is not in this report: nobody has recorded it, and it is not the sum "
    "of attendances.",
    "Ward: as the programme says it.",
    "Contact hours: heads x minutes of the sessions of which both are known; of the others there "
    "are none in it.",
    FOOT_QUALIFIER,
    "One session can have several deliverers, actions and priorities: it counts under each of "
    "them, and once in the total. The values of every other cut add up to the total.",
    "Year group: several years in one session are one value. Phase: what the name of the school "
    "says, else the years that took part.",
    "More than 4096 different values are not kept apart: the rest of each cut is (others).",
    FOOT_QUARTERS,
};

/* ---- rows ---- */

static void write_heads(struct book *w, const struct cut_row *r) {
    struct count heads = r->sum.heads.total;
    book_number_if(w, heads.q != COUNT_NOT_RECORDED, heads.n);
    book_words(w, count_sum_qualifier(&r->sum.heads));
}

static void write_row(struct book *w, const struct cut_row *r) {
    enum { HOUR = 60 };
    book_words(w, cut_name(r->cut));
    book_words(w, r->value);
    book_number(w, r->events);
    book_number_if(w, r->sum.known > 0, r->sum.sessions);
    write_heads(w, r);
    book_number_if(w, r->sum.heads.expected > 0, r->sum.heads.expected);
    book_number_if(w, r->minutes >= 0, (r->minutes + HOUR / 2) / HOUR);
    book_number(w, r->planned);
    book_number(w, r->delivered);
    book_number(w, r->cancelled);
    book_number(w, r->rearranged);
    book_number(w, r->sum.heads.not_recorded);
    book_number(w, r->sum.unknown);
    book_number(w, r->sum.heads.left_out);
    if (r->cut == CUT_TOTAL)
        book_total_end(w);
    else
        book_row_end(w);
}

/* ---- charts ---- */

static int64_t sessions_of(const struct cut_row *r) {
    return r->sum.known > 0 ? r->sum.sessions : -1;
}

static int64_t heads_of(const struct cut_row *r) {
    return r->sum.heads.total.q == COUNT_NOT_RECORDED ? -1 : r->sum.heads.total.n;
}

static int64_t delivered_of(const struct cut_row *r) {
    return r->delivered;
}

static const struct picture {
    enum cut cut;
    enum book_chart_kind kind;
    const char *title;
    int values;
    int64_t (*value)(const struct cut_row *r);
} pictures[] = {
    {CUT_QUARTER, BOOK_COLUMNS, "Sessions by quarter, as far as recorded", SESSIONS, sessions_of},
    {CUT_SCHOOL, BOOK_BARS, "Attendances by school", HEADS, heads_of},
    {CUT_TOPIC, BOOK_PIE, "Topics of what took place", DELIVERED, delivered_of},
};

/* A picture of more than a page's worth of values says nothing; what has no value is not in it. */
static void write_picture(struct book *w, const struct picture *p, const struct cut_row *row,
                          size_t rows) {
    enum { POINTS_MAX = 40 };
    struct book_point point[POINTS_MAX];
    size_t first = 0, n = 0;
    while (first < rows && row[first].cut < p->cut)
        first++;
    for (size_t i = first; i < rows && row[i].cut == p->cut && row[i].value[0] != '('; i++, n++)
        if (n < POINTS_MAX)
            point[n] = (struct book_point){row[i].value, p->value(&row[i])};
    if (n == 0 || n > POINTS_MAX)
        return;
    book_chart(w, &(struct book_chart){.kind = p->kind,
                                       .title = p->title,
                                       .first_row = first,
                                       .labels = VALUE,
                                       .values = p->values,
                                       .point = point,
                                       .points = n});
}

static void write_all(struct book *w, const struct report_opts *o, struct cuts *cuts) {
    size_t rows;
    const struct cut_row *row = cuts_finish(cuts, &rows);
    for (size_t i = 0; i < rows; i++)
        write_row(w, &row[i]);
    for (size_t i = 0; i < sizeof pictures / sizeof pictures[0]; i++)
        write_picture(w, &pictures[i], row, rows);
    foot_write(w, o, definitions, sizeof definitions / sizeof definitions[0]);
}

bool summary_write(struct session_reader rows, const struct report_opts *o, struct book *w,
                   size_t *ret_sessions, struct err *err) {
    struct cuts *cuts = cuts_new(o->suppress);
    struct err read = {0};
    size_t n = 0;
    book_table(w, &table);
    for (const struct session *s; (s = rows.next(rows.ctx, &read)) != NULL;) {
        if (!foot_in_period(s, o))
            continue;
        cuts_add(cuts, s);
        n++;
    }
    write_all(w, o, cuts);
    cuts_free(cuts);
    if (read.kind != ERR_NONE)
        return err_set(err, read.kind, "%s", read.text);
    *ret_sessions = n;
    return true;
}
