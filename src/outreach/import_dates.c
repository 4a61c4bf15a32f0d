/* Arguing about dates: what the words say, what the calendar says, and what schools do at weekends.
 * A date that is not written whole is never completed, only asked for. */
#include <string.h>

#include "outreach/import_parts.h"
#include "outreach/venue.h"

enum { FAR_DAYS = 2 * 366, SLIP_DAYS = 3, OPEN_ROWS_MAX = 100 };

static const char *uk(struct import *im, struct date d) {
    char text[11];
    date_uk(d, text);
    return arena_strdup(&im->arena, text);
}

static bool is_live(const struct import_row *row) {
    return row->change != CHANGE_MERGED && row->session.status != STATUS_CANCELLED &&
           row->session.status != STATUS_REARRANGED;
}

/* The newest date at which the file says that something took place. */
static struct date newest_delivered(const struct import *im) {
    struct date newest = {0};
    for (size_t i = 0; i < im->rows; i++) {
        const struct session *s = &im->row[i].session;
        if (s->status == STATUS_DELIVERED && s->date.year != 0 &&
            (newest.year == 0 || date_compare(s->date, newest) > 0))
            newest = s->date;
    }
    return newest;
}

/* The whole date of a part of the words; the year may come from the row's date, if day and month
 * agree. */
static struct date part_date(struct date_word w, struct date row) {
    if (w.year == 0 && row.year != 0 && w.day == row.day && w.month == row.month)
        return row;
    return date_word_date(w);
}

/* ---- the words against the calendar ---- */

static void argue_weekday(struct import *im, size_t i, struct date_word w, struct date d) {
    if (w.weekday < 0 || d.year == 0 || date_weekday(d) == (enum weekday)w.weekday)
        return;
    struct arena *a = &im->arena;
    const char *is = weekday_name(date_weekday(d));
    const char *said = weekday_name((enum weekday)w.weekday);
    int32_t shift = (w.weekday - (int)date_weekday(d) + 10) % 7 - 3; /* to the nearest such day */
    struct date near = date_from_days(date_to_days(d) + shift);
    import_warn(im, "weekday", im->row[i].line, i,
                arena_printf(a, "\"%.60s\": %d %s %d is a %s.", im->row[i].session.date_text, d.day,
                             month_name(d.month), d.year, is),
                arena_printf(a, "Ask which is right, %s %s or %s %s, and correct the row.", is,
                             uk(im, d), said, uk(im, near)));
}

/* "13 June is a Thursday in 2019": the years around `near` in which the weekday fits. */
static const char *fitting_years(struct import *im, struct date_word w, int near) {
    const char *years = "";
    for (int year = near - 3; w.weekday >= 0 && year <= near + 3; year++) {
        struct date d = {(int16_t)year, w.month, w.day};
        if (date_valid(d) && date_weekday(d) == (enum weekday)w.weekday)
            years = arena_printf(&im->arena, "%s%s%d", years, years[0] ? " and " : "", year);
    }
    return years;
}

static void argue_missing_year(struct import *im, size_t i, struct date_word w, int near) {
    struct arena *a = &im->arena;
    const char *words = im->row[i].session.date_text;
    const char *years = near != 0 && w.day != 0 ? fitting_years(im, w, near) : "";
    const char *todo =
        "Write the whole date into the column \"date\" once you know it; a year is never guessed.";
    if (years[0] != '\0')
        todo =
            arena_printf(a, "%d %s is a %s in %s; write the whole date if that is the year.", w.day,
                         month_name(w.month), weekday_name((enum weekday)w.weekday), years);
    import_warn(im, "year-missing", im->row[i].line, i,
                arena_printf(a, "\"%.60s\" has no year%s.", words, w.day == 0 ? " and no day" : ""),
                todo);
}

static void argue_impossible(struct import *im, size_t i, struct date_word w) {
    import_warn(im, "date-words", im->row[i].line, i,
                arena_printf(&im->arena, "\"%.60s\": %d/%d/%d is no date of the calendar.",
                             im->row[i].session.date_text, w.day, w.month, w.year),
                "Correct the words.");
}

static void argue_words(const struct import_facts *f, size_t i, int near_year) {
    struct import *im = f->im;
    const struct session *s = &im->row[i].session;
    const struct date_words *words = &f->of[i].words;
    bool asked = false, named = s->date.year == 0 || words->parts == 0, whole = true;
    for (size_t p = 0; p < words->parts; p++) {
        struct date_word w = words->part[p];
        struct date d = part_date(w, s->date);
        if (w.year == 0 && d.year == 0 && !asked) {
            argue_missing_year(im, i, w, near_year);
            asked = true;
        } else if (w.year != 0 && w.day != 0 && d.year == 0) {
            argue_impossible(im, i, w);
        }
        argue_weekday(im, i, w, d);
        whole &= d.year != 0;
        named |= date_compare(d, s->date) == 0;
    }
    if (!named && whole && !words->open && !words->range)
        import_warn(im, "date-differs", im->row[i].line, i,
                    arena_printf(&im->arena, "The date is %s, but its words are \"%.60s\".",
                                 uk(im, s->date), s->date_text),
                    "Correct the one that is wrong.");
}

/* ---- schools ---- */

static void argue_weekend(struct import *im, size_t i, struct date d) {
    if (d.year == 0 || date_weekday(d) < SATURDAY)
        return;
    const struct session *s = &im->row[i].session;
    import_warn(im, "weekend", im->row[i].line, i,
                arena_printf(&im->arena, "%s is a %s, and this is a session for a school%s%.60s.",
                             uk(im, d), weekday_name(date_weekday(d)), s->venue[0] ? ": " : "",
                             s->venue),
                "Ask the school for the date; a slip of a day or a month is likely.");
}

static void argue_school(const struct import_facts *f, size_t i) {
    const struct session *s = &f->im->row[i].session;
    if (!session_is_lesson(s))
        return;
    bool named = false;
    for (size_t p = 0; p < f->of[i].words.parts; p++) {
        struct date d = part_date(f->of[i].words.part[p], s->date);
        argue_weekend(f->im, i, d);
        named |= d.year != 0 && date_compare(d, s->date) == 0;
    }
    if (!named)
        argue_weekend(f->im, i, s->date);
}

/* ---- past and future ---- */

struct clock_crowds {
    struct import_crowd overdue, slip, future;
    struct import_lines undated;
};

static void argue_when(const struct import_facts *f, size_t i, struct date newest,
                       struct clock_crowds *c) {
    struct import *im = f->im;
    const struct session *s = &im->row[i].session;
    int line = im->row[i].line;
    struct date now = newest.year != 0 ? newest : f->today;
    bool planned = s->status == STATUS_PLANNED || s->status == STATUS_BOOKED;
    if (s->date.year == 0) {
        import_lines_add(im, &c->undated, line);
        return;
    }
    if (planned && now.year != 0 && date_compare(s->date, now) < 0 &&
        import_crowd_room(&c->overdue))
        import_warn(im, "overdue", line, i,
                    arena_printf(&im->arena,
                                 "It is %s for %s, and nothing says that it took place.",
                                 status_name(s->status), uk(im, s->date)),
                    "Set its status to delivered, cancelled or rearranged.");
    if (f->today.year == 0)
        return;
    int32_t ahead = date_to_days(s->date) - date_to_days(f->today);
    bool to_come = s->status == STATUS_DELIVERED && ahead > 0;
    if (to_come && import_crowd_room(&c->future))
        import_warn(
            im, "future", line, i,
            arena_printf(&im->arena, "It is delivered, but %s is still to come.", uk(im, s->date)),
            "Correct the date or the status.");
    else if (!to_come && ahead > FAR_DAYS)
        import_warn(im, "far", line, i,
                    arena_printf(&im->arena, "%s is more than two years away.", uk(im, s->date)),
                    "Check the year.");
}

/* The day of the same name a year later; 29 February becomes 1 March. */
static int32_t a_year_on(struct date d) {
    d.year++;
    if (!date_valid(d))
        return date_to_days((struct date){d.year, 3, 1});
    return date_to_days(d);
}

/* Two rows of one place, nearly a year apart to the day: one of them may have the wrong year. */
static void argue_slips(const struct import_facts *f, struct import_run run,
                        struct import_crowd *crowd) {
    struct import *im = f->im;
    size_t early = run.from;
    for (size_t j = run.from; j < run.to; j++) {
        const struct import_row *late = &im->row[f->by_venue[j]];
        if (late->session.date.year == 0)
            return; /* those without a date stand last */
        int32_t day = date_to_days(late->session.date);
        while (early < j && a_year_on(im->row[f->by_venue[early]].session.date) < day - SLIP_DAYS)
            early++;
        const struct import_row *first = &im->row[f->by_venue[early]];
        if (early == j || a_year_on(first->session.date) > day + SLIP_DAYS ||
            !import_same_place(f, f->by_venue[early], f->by_venue[j]) || !import_crowd_room(crowd))
            continue;
        import_warn(im, "year-slip", late->line, f->by_venue[j],
                    arena_printf(&im->arena, "%.60s has %s here and %s in line %d.",
                                 late->session.venue, uk(im, late->session.date),
                                 uk(im, first->session.date), first->line),
                    "Check that neither has the wrong year.");
    }
}

void import_argue_dates(const struct import_facts *f) {
    struct import *im = f->im;
    struct date newest = newest_delivered(im);
    struct clock_crowds c = {0};
    int near_year = newest.year != 0 ? newest.year : f->today.year;
    for (size_t i = 0; i < im->rows; i++) {
        if (im->row[i].change == CHANGE_MERGED)
            continue;
        argue_words(f, i, near_year);
        if (!is_live(&im->row[i]))
            continue;
        argue_school(f, i);
        argue_when(f, i, newest, &c);
    }
    for (struct import_run run = {0}; import_next_run(f, &run);)
        if (f->of[f->by_venue[run.from]].key[0] != '\0')
            argue_slips(f, run, &c.slip);
    import_crowd_end(im, &c.overdue, "overdue", "are planned for days that have passed",
                     "Set their status, then import the file again.");
    import_crowd_end(im, &c.future, "future", "are delivered, on days that are still to come",
                     "Correct them; if all took place, ask whether this kiosk has the right date.");
    import_crowd_end(im, &c.slip, "year-slip", "stand at the same place and day in another year",
                     "Check their years.");
    if (c.undated.n > 0)
        import_warn(im, "no-date", 0, SIZE_MAX,
                    arena_printf(&im->arena, "%zu %s no exact date and %s in no quarter: %s.",
                                 c.undated.n, c.undated.n == 1 ? "row has" : "rows have",
                                 c.undated.n == 1 ? "counts" : "count",
                                 import_lines_text(im, &c.undated)),
                    "Add the dates that are known in the column \"date\".");
}

/* ---- "since April 2019" ---- */

/* Does the row name a date on or after the day on which an open row begins? */
static bool falls_into(const struct import_fact *fact, const struct session *s,
                       struct date begins) {
    if (s->date.year != 0 && date_compare(s->date, begins) >= 0)
        return true;
    for (size_t p = 0; p < fact->words.parts; p++) {
        struct date d = part_date(fact->words.part[p], s->date);
        if (d.year != 0 && date_compare(d, begins) >= 0)
            return true;
    }
    return false;
}

static void argue_overlap(const struct import_facts *f, struct import_run run, size_t open) {
    struct import *im = f->im;
    const struct import_row *row = &im->row[open];
    struct date_word w = f->of[open].words.part[0];
    struct date begins = {w.year, w.month, w.day != 0 ? w.day : 1};
    struct import_lines lines = {0};
    bool others = false;
    for (size_t k = run.from; k < run.to; k++) {
        size_t other = f->by_venue[k];
        const struct session *s = &im->row[other].session;
        if (other == open || !is_live(&im->row[other]) ||
            strcmp(s->topic, row->session.topic) != 0 || !import_same_place(f, open, other))
            continue;
        others = true;
        if (falls_into(&f->of[other], s, begins) && !f->of[other].words.open)
            import_lines_add(im, &lines, im->row[other].line);
    }
    if (!others)
        return;
    const char *what =
        lines.n > 0
            ? arena_printf(
                  &im->arena, "\"%.60s\" at %.60s overlaps %s: sessions may be counted twice.",
                  row->session.date_text, row->session.venue, import_lines_text(im, &lines))
            : arena_printf(
                  &im->arena,
                  "\"%.60s\" at %.60s has no end: dated rows for the same place may be in it.",
                  row->session.date_text, row->session.venue);
    import_warn(im, "overlap", row->line, open, what,
                "Write one row a date instead, or take the dated ones out of its number.");
}

/* Each open row is held against all rows of its place, so only so many are: a file has a few of
 * them. */
void import_argue_overlaps(const struct import_facts *f) {
    size_t looked_at = 0;
    for (struct import_run run = {0}; import_next_run(f, &run);) {
        for (size_t k = run.from; k < run.to && looked_at < OPEN_ROWS_MAX; k++) {
            const struct date_words *words = &f->of[f->by_venue[k]].words;
            if (!words->open || words->parts == 0 || words->part[0].year == 0)
                continue;
            argue_overlap(f, run, f->by_venue[k]);
            looked_at++;
        }
    }
}
