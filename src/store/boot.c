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

static bool boot_save(struct store *s, struct boot b, struct err *err) {
    if (!db_run(s->db, err,
                "UPDATE boot SET shift_ms = ?, confirmed = ?, source = ? WHERE number = ?", "iiti",
                b.shift, (int64_t)b.confirmed, source_names[b.source], b.number))
        return false;
    s->boot = b;
    return !b.confirmed || retention_forget(s, err); /* how late it is has just become known */
}

/* What staff said stays; a synchronised clock corrects only another clock. */
bool boot_adopt_synchronised(struct store *s, struct err *err) {
    enum { TOLERANCE_MS = 2000 };
    struct boot b = s->boot;
    if (b.source == BOOT_STAFF || !clock_synchronised(s->clock))
        return true;
    int64_t off = clock_wall(s->clock) - store_wall(s);
    if (b.confirmed && llabs(off) <= TOLERANCE_MS)
        return true;
    b.shift += off;
    b.confirmed = true;
    b.source = BOOT_SYNCHRONISED;
    return boot_save(s, b, err);
}

bool store_date_confirmed(struct store *s) {
    return s->boot.confirmed || clock_synchronised(s->clock);
}

bool store_last_date(struct store *s, struct date *ret, struct err *err) {
    int64_t wall;
    if (!db_ask_int(s->db, err, &wall, INT64_MIN,
                    "SELECT max(wall + shift_ms) FROM boot JOIN"
                    " (SELECT boot, wall FROM mark UNION ALL SELECT boot, wall FROM life"
                    "  UNION ALL SELECT boot, wall FROM tally)"
                    " ON boot = number WHERE number <> ? HAVING count(*) > 0",
                    "i", s->boot.number))
        return false;
    *ret = wall == INT64_MIN ? (struct date){0} : date_of_wall(wall, NULL);
    return true;
}

bool store_confirm_date(struct store *s, struct date d, struct err *err) {
    struct date last;
    int minute;
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
    int64_t now = store_wall(s);
    struct date today = date_of_wall(now, &minute);
    /* By local midnights, so that the time of the day stays what the clock on the wall shows. */
    struct boot b = s->boot;
    b.shift += date_to_wall(d, minute) - date_to_wall(today, minute);
    b.confirmed = true;
    b.source = BOOT_STAFF;
    return boot_save(s, b, err);
}
