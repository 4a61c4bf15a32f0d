/* Dates. A board without a battery starts with a stale date, and may be given the right one while
 * it runs. So a record keeps the boot it was made in and the time on that boot's own scale; what a
 * boot's scale is off by is kept once, in the boot's row, and every date that is shown adds it. */
#include "store/store_internal.h"

#include <stdlib.h>
#include <string.h>

#include "outreach/date.h"

static const char *const source_names[] = {"clock", "synchronised", "staff"};

static enum boot_source source_from(const char *name) {
    enum boot_source source = BOOT_STAFF;
    while (source > BOOT_CLOCK && strcmp(source_names[source], name) != 0)
        source--;
    return source;
}

int64_t boot_raw_wall(const struct store *s) {
    return s->boot.first_wall + (clock_mono(s->clock) - s->boot.first_mono);
}

int64_t store_wall(struct store *s) {
    return boot_raw_wall(s) + s->boot.shift;
}

static bool boot_find(struct store *s, bool *ret_found, struct err *err) {
    struct db_rows *r = db_ask(s->db,
                               "SELECT number, first_wall, first_mono, shift_ms, confirmed, source"
                               " FROM boot WHERE id = ?",
                               "t", s->clock->boot);
    struct boot b = {0};
    bool found = db_next(r);
    if (found)
        b = (struct boot){.number = db_int(r, 0),
                          .first_wall = db_int(r, 1),
                          .first_mono = db_int(r, 2),
                          .shift = db_int(r, 3),
                          .confirmed = db_int(r, 4),
                          .source = source_from(db_text(r, 5))};
    if (!db_done(r, err))
        return false;
    if (found)
        s->boot = b;
    *ret_found = found;
    return true;
}

bool boot_register(struct store *s, struct err *err) {
    bool found, good = clock_synchronised(s->clock);
    if (!boot_find(s, &found, err))
        return false;
    if (!found) {
        s->boot = (struct boot){.first_wall = clock_wall(s->clock),
                                .first_mono = clock_mono(s->clock),
                                .confirmed = good,
                                .source = good ? BOOT_SYNCHRONISED : BOOT_CLOCK};
        if (s->read_only)
            return true;
        return db_ask_int(s->db, err, &s->boot.number, 0,
                          "INSERT INTO boot(id, first_wall, first_mono, confirmed, source)"
                          " VALUES(?, ?, ?, ?, ?) RETURNING number",
                          "tiiit", s->clock->boot, s->boot.first_wall, s->boot.first_mono,
                          (int64_t)good, source_names[s->boot.source]);
    }
    return s->read_only || boot_adopt_synchronised(s, err);
}

/* The boot's shift from now on, and the line that says who said so. */
static bool write_shift(struct store *s, int64_t number, int64_t shift, enum boot_source source,
                        struct err *err) {
    return db_run(s->db, err,
                  "UPDATE boot SET shift_ms = ?, confirmed = 1, source = ? WHERE number = ?", "iti",
                  shift, source_names[source], number) &&
           db_run(s->db, err,
                  "INSERT INTO boot_shift(boot, shift_ms, source, said_boot, said_wall)"
                  " VALUES(?, ?, ?, ?, ?)",
                  "iitii", number, shift, source_names[source], s->boot.number, boot_raw_wall(s));
}

/* A session that staff made on the spot has its date from the boot's clock, unless a programme has
 * it by now. */
static bool move_made_sessions(struct store *s, int64_t boot, int32_t days, struct err *err) {
    return days == 0 || db_run(s->db, err,
                               "UPDATE session SET date = date(date, printf('%+d days', ?))"
                               " WHERE made_boot = ? AND file = ''",
                               "ii", (int64_t)days, boot);
}

/* The boot that runs is shifted by `by` more, which are so many days of the calendar. */
static bool shift_running(struct store *s, int64_t by, int32_t days, enum boot_source source,
                          struct err *err) {
    struct boot b = s->boot;
    b.shift += by;
    b.confirmed = true;
    b.source = source;
    if (!move_made_sessions(s, b.number, days, err) ||
        !write_shift(s, b.number, b.shift, source, err))
        return false;
    s->boot = b;
    return retention_forget(s, err); /* how late it is has just become known */
}

/* What staff said stays; a synchronised clock corrects only another clock. */
bool boot_adopt_synchronised(struct store *s, struct err *err) {
    enum { TOLERANCE_MS = 2000 };
    struct boot before = s->boot;
    if (before.source == BOOT_STAFF || !clock_synchronised(s->clock))
        return true;
    int64_t was = store_wall(s), is = clock_wall(s->clock);
    if (before.confirmed && llabs(is - was) <= TOLERANCE_MS)
        return true;
    int32_t days = date_to_days(date_of_wall(is, NULL)) - date_to_days(date_of_wall(was, NULL));
    if (!db_begin(s->db, __func__, err))
        return false;
    bool ok = shift_running(s, is - was, days, BOOT_SYNCHRONISED, err);
    if (ok && db_commit(s->db, err))
        return true;
    if (!ok)
        db_rollback(s->db);
    s->boot = before;
    return false;
}

bool store_date_confirmed(struct store *s) {
    return s->boot.confirmed || clock_synchronised(s->clock);
}

/* What was recorded, by boot: each row with its raw time. */
#define RECORDS                                                                                    \
    " (SELECT boot, wall FROM mark UNION ALL SELECT boot, wall FROM life"                          \
    "  UNION ALL SELECT boot, wall FROM tally) ON boot = number"

bool store_last_date(struct store *s, struct date *ret, struct err *err) {
    int64_t wall;
    if (!db_ask_int(s->db, err, &wall, INT64_MIN,
                    "SELECT max(wall + shift_ms) FROM boot JOIN" RECORDS
                    " WHERE number <> ? HAVING count(*) > 0",
                    "i", s->boot.number))
        return false;
    *ret = wall == INT64_MIN ? (struct date){0} : date_of_wall(wall, NULL);
    return true;
}

/* --- what a person says --- */

/* By local midnights, so that the time of the day stays what the clock on the wall showed. */
static int64_t shift_between(int64_t wall, struct date to, int32_t *ret_days) {
    int minute;
    struct date from = date_of_wall(wall, &minute);
    *ret_days = date_to_days(to) - date_to_days(from);
    return date_to_wall(to, minute) - date_to_wall(from, minute);
}

static bool confirm(struct store *s, struct date d, struct err *err) {
    int32_t days;
    int64_t by = shift_between(store_wall(s), d, &days);
    return shift_running(s, by, days, BOOT_STAFF, err);
}

bool store_confirm_date(struct store *s, struct date d, struct err *err) {
    struct date last;
    if (!date_valid(d))
        return err_set(err, ERR_INPUT, "that is no date: choose day, month and year");
    if (!store_last_date(s, &last, err))
        return false;
    if (last.year && date_compare(d, last) < 0) {
        char asked[11], known[11];
        date_uk(d, asked);
        date_uk(last, known);
        return err_set(err, ERR_INPUT,
                       "%s cannot be today: there are records of %s already. Check the date", asked,
                       known);
    }
    if (!db_begin(s->db, __func__, err))
        return false;
    struct boot before = s->boot;
    bool ok = confirm(s, d, err);
    if (ok && db_commit(s->db, err))
        return true;
    if (!ok)
        db_rollback(s->db);
    s->boot = before;
    return false;
}

bool store_boots(struct store *s, struct store_boot *ret, size_t *ret_n, struct err *err) {
    size_t n = 0;
    struct db_rows *r = db_ask(s->db,
                               "SELECT number, min(wall) + shift_ms, max(wall) + shift_ms,"
                               " count(*), confirmed FROM boot JOIN" RECORDS
                               " GROUP BY number ORDER BY number DESC LIMIT ?",
                               "i", (int64_t)BOOTS_MAX);
    while (n < BOOTS_MAX && db_next(r)) {
        ret[n++] = (struct store_boot){.number = db_int(r, 0),
                                       .first = date_of_wall(db_int(r, 1), NULL),
                                       .last = date_of_wall(db_int(r, 2), NULL),
                                       .records = db_int(r, 3),
                                       .confirmed = db_int(r, 4),
                                       .running = db_int(r, 0) == s->boot.number};
    }
    if (!db_done(r, err))
        return false;
    *ret_n = n;
    return true;
}

/* When the boot's records began and ended, as corrected by now. */
static bool boot_span(struct store *s, int64_t boot, int64_t *ret_first, int64_t *ret_last,
                      struct err *err) {
    struct db_rows *r = db_ask(s->db,
                               "SELECT min(wall) + shift_ms, max(wall) + shift_ms FROM boot"
                               " JOIN" RECORDS " WHERE number = ? GROUP BY number",
                               "i", boot);
    bool any = db_next(r);
    if (any) {
        *ret_first = db_int(r, 0);
        *ret_last = db_int(r, 1);
    }
    return db_done(r, err) &&
           (any || err_set(err, ERR_MISSING, "nothing was recorded in that start of the kiosk"));
}

/* The nearest record of the other starts whose date is known: the last one of those before, with
 * `later` the first one of those after. No date if there is none. */
static bool neighbour(struct store *s, int64_t boot, bool later, struct date *ret,
                      struct err *err) {
    int64_t wall;
    const char *question = later ? "SELECT min(wall + shift_ms) FROM boot JOIN" RECORDS
                                   " WHERE number > ? AND confirmed HAVING count(*) > 0"
                                 : "SELECT max(wall + shift_ms) FROM boot JOIN" RECORDS
                                   " WHERE number < ? AND confirmed HAVING count(*) > 0";
    if (!db_ask_int(s->db, err, &wall, INT64_MIN, question, "i", boot))
        return false;
    *ret = wall == INT64_MIN ? (struct date){0} : date_of_wall(wall, NULL);
    return true;
}

/* Starts follow each other in time. One that nobody has confirmed may itself be wrong, and holds up
 * none; one that was confirmed is put right first, if it is that one. */
static bool keeps_order(struct store *s, int64_t boot, struct date first, struct date last,
                        struct err *err) {
    struct date before, after;
    char known[11];
    if (!neighbour(s, boot, false, &before, err) || !neighbour(s, boot, true, &after, err))
        return false;
    date_uk(before, known);
    if (before.year && date_compare(first, before) < 0)
        return err_set(err, ERR_INPUT,
                       "an earlier start has records of %s: choose a later date, or put that start "
                       "right first",
                       known);
    date_uk(after, known);
    return !after.year || date_compare(last, after) <= 0 ||
           err_set(err, ERR_INPUT,
                   "a later start has records of %s: choose an earlier date, or put that start "
                   "right first",
                   known);
}

static bool correct(struct store *s, int64_t boot, struct date first, struct err *err) {
    int64_t from = 0, until = 0, shift = 0;
    int32_t days;
    if (!boot_span(s, boot, &from, &until, err))
        return false;
    int64_t by = shift_between(from, first, &days);
    struct date today = date_of_wall(store_wall(s), NULL), last = date_of_wall(until + by, NULL);
    if (store_date_confirmed(s) && date_compare(last, today) > 0) {
        char known[11];
        date_uk(today, known);
        return err_set(err, ERR_INPUT,
                       "nothing is recorded after today, %s: choose an earlier date", known);
    }
    return keeps_order(s, boot, first, last, err) &&
           db_ask_int(s->db, err, &shift, 0, "SELECT shift_ms FROM boot WHERE number = ?", "i",
                      boot) &&
           write_shift(s, boot, shift + by, BOOT_STAFF, err) &&
           move_made_sessions(s, boot, days, err);
}

bool store_correct_boot(struct store *s, int64_t boot, struct date first, struct err *err) {
    if (!date_valid(first))
        return err_set(err, ERR_INPUT, "that is no date: choose day, month and year");
    if (boot == s->boot.number)
        return err_set(err, ERR_INPUT, "that start is the one that runs: confirm today's date");
    if (!db_begin(s->db, __func__, err))
        return false;
    if (correct(s, boot, first, err))
        return db_commit(s->db, err);
    db_rollback(s->db);
    return false;
}
