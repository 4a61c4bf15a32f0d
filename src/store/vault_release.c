/* Which envelopes may leave the kiosk, and in which order: by chance.
 *
 * The newest day that was released stands in kiosk.db, and what is kept afterwards gets a later one
 * (vault.c), so that a day that has left never gets another envelope. A day that lies more than one
 * ahead was dated by a clock that was wrong, and counts as today's. */
#include "store/vault.h"

#include <string.h>

#include "base/str.h"
#include "base/uuid.h"
#include "store/store_internal.h"

#define RELEASED "envelopes_released" /* the setting */
#define KEPT " day <> '" VAULT_FREE "'"

bool vault_released(struct store *s, struct date *ret, struct err *err) {
    char day[11];
    if (!store_setting(s, RELEASED, day, sizeof day, "", err))
        return false;
    *ret = date_from_iso(day);
    return true;
}

/* ---- what may leave ---- */

/* Who is in the hall today may still come to the door. */
static bool is_day_over(struct store *s, struct date today, bool *ret, struct err *err) {
    struct ledger *l = store_ledger(s, err);
    if (!l)
        return false;
    *ret = true;
    for (size_t i = 0; i < l->sessions; i++) {
        const struct session *x = &l->session[i];
        bool to_come = x->life == LIFE_NEW && date_compare(x->date, today) == 0 &&
                       (x->status == STATUS_PLANNED || x->status == STATUS_BOOKED);
        *ret = *ret && !to_come && x->life != LIFE_OPEN;
    }
    ledger_free(l);
    return true;
}

struct count_of_days { /* the days after the last that was released, one after another */
    struct date today, until;
    bool over, stopped;  /* is today over? was a day met that is not? */
    int64_t group, held; /* in the group that is being added up; behind the first day not over */
    int64_t released;    /* in groups that are whole */
    enum envelopes_held why;
};

static void add_day(struct count_of_days *c, struct date day, int64_t n) {
    int32_t ahead = date_to_days(day) - date_to_days(c->today);
    c->stopped = c->stopped || !(ahead < 0 || (c->over && ahead != 1));
    if (c->stopped) {
        c->why = c->why ? c->why : ahead == 1 && c->over ? HELD_NEXT : HELD_OPEN;
        c->held += n;
        return;
    }
    c->group += n;
    if (c->group < ENVELOPES_TOGETHER)
        return;
    c->released += c->group;
    c->group = 0;
    c->until = day;
}

static bool count_days(struct store *s, struct db *db, struct date from, struct count_of_days *c,
                       struct err *err) {
    char day[11];
    struct date d;
    date_iso(from, day);
    if (!db_ask_int(db, err, &c->released, 0,
                    "SELECT count(*) FROM envelope WHERE day <= ? AND" KEPT, "t", day) ||
        !is_day_over(s, c->today, &c->over, err))
        return false;
    struct db_rows *r = db_ask(db,
                               "SELECT day, count(*) FROM envelope WHERE day > ? AND" KEPT
                               " GROUP BY day ORDER BY day",
                               "t", day);
    while (db_next(r))
        if (date_parse_iso(db_text(r, 0), &d))
            add_day(c, d, db_int(r, 1));
    return db_done(r, err);
}

static bool decide(struct store *s, struct db *db, struct envelope_release *ret, struct err *err) {
    struct date from;
    struct count_of_days c = {.today = date_of_wall(store_wall(s), NULL)};
    *ret = (struct envelope_release){0};
    if (!db)
        return true;
    if (!vault_released(s, &from, err))
        return false;
    c.until = from;
    if (!count_days(s, db, from, &c, err))
        return false;
    *ret = (struct envelope_release){.released = c.released,
                                     .held = c.held + c.group,
                                     .why = c.why     ? c.why
                                            : c.group ? HELD_FEW
                                                      : HELD_NONE,
                                     .until = c.until};
    return true;
}

bool store_count_release(struct store *s, struct envelope_release *ret, struct err *err) {
    struct db *db;
    if (!vault_read(s, &db, err))
        return false;
    bool ok = decide(s, db, ret, err);
    vault_rest(s);
    return ok;
}

/* ---- letting them go ---- */

static bool read_keys(struct db *db, const char *until, struct str *ret, struct err *err) {
    struct db_rows *r = db_ask(db, "SELECT id FROM envelope WHERE day <= ? AND" KEPT, "t", until);
    while (db_next(r)) {
        size_t n;
        const void *key = db_blob(r, 0, &n);
        if (n == VAULT_KEY)
            str_addn(ret, key, n);
    }
    return db_done(r, err);
}

static void shuffle(struct str *keys) {
    for (uint32_t i = (uint32_t)(keys->len / VAULT_KEY); i > 1; i--) {
        char was[VAULT_KEY], *last = keys->p + (size_t)(i - 1) * VAULT_KEY,
                             *other = keys->p + random_below(i) * (size_t)VAULT_KEY;
        memcpy(was, last, VAULT_KEY);
        memmove(last, other, VAULT_KEY);
        memcpy(other, was, VAULT_KEY);
    }
}

static bool read_one(struct db *db, const char *key, unsigned char ret[ENVELOPE_SIZE],
                     struct err *err) {
    struct db_rows *r = db_ask(db, "SELECT sealed FROM envelope WHERE id = ?", "b",
                               (const void *)key, (size_t)VAULT_KEY);
    size_t n = 0;
    const void *sealed = db_next(r) ? db_blob(r, 0, &n) : NULL;
    if (n == ENVELOPE_SIZE)
        memcpy(ret, sealed, n);
    return db_done(r, err) &&
           (n == ENVELOPE_SIZE || err_set(err, ERR_DAMAGED, "an envelope is not whole"));
}

static bool give(struct store *s, struct db *db, const struct str *keys, envelope_fn *each,
                 void *ctx, struct err *err) {
    unsigned char sealed[ENVELOPE_SIZE];
    for (size_t at = 0; at < keys->len; at += VAULT_KEY) {
        if (!read_one(db, keys->p + at, sealed, err))
            return !vault_is_current(s) &&
                   err_set(err, ERR_WORLD, "the kiosk was at work meanwhile: export once more");
        if (!each(ctx, sealed, err))
            return false;
    }
    return true;
}

bool store_release_envelopes(struct store *s, envelope_fn *each, void *ctx,
                             struct envelope_release *ret, struct err *err) {
    char until[11];
    struct db *db;
    struct str keys CLEANUP(str_release) = {0};
    if (!vault_read(s, &db, err))
        return false;
    bool ok = decide(s, db, ret, err);
    date_iso(ret->until, until);
    if (ok && ret->released) {
        ok = store_set_setting(s, RELEASED, until, err) && read_keys(db, until, &keys, err);
        if (ok) {
            shuffle(&keys);
            ret->released = (int64_t)(keys.len / VAULT_KEY);
            ok = give(s, db, &keys, each, ctx, err);
        }
    }
    vault_rest(s);
    return ok;
}
