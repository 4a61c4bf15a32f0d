/* What happens to a session from the day it is planned: it is opened, closed, opened again; or it
 * is cancelled, moved to another date, taken back from that. Each of these is one more row of
 * `life`, and the last row says how the session stands:
 *
 *     planned      -> opened, cancelled, rearranged
 *     opened       -> closed, cancelled, rearranged     (the last two while nobody is counted)
 *     closed       -> reopened, which goes on as opened does
 *     cancelled    -> reinstated, which goes on as planned does; so does rearranged
 *     planned      -> reinstated, where the programme itself has cancelled or moved it
 *
 * Where the programme says something else, the last row is right: staff were there. */
#include "store/store_internal.h"

#include <stdio.h>
#include <string.h>

#include "base/str.h"
#include "base/utf8.h"
#include "base/uuid.h"
#include "outreach/venue.h"

enum { NOTE_MAX = 2000, REASON_MAX = 500, CELL_MAX = 240, CODES_MAX = 32 };

/* --- what is known --- */

bool life_session(struct store *s, int64_t session, struct arena *a, struct session *ret,
                  struct err *err) {
    struct db_rows *r = db_ask(s->db, session_question_one, "i", session);
    bool found = db_next(r);
    if (found)
        session_read(r, a, ret);
    if (!db_done(r, err))
        return false;
    return found || err_set(err, ERR_MISSING, "that session is not in the list any more");
}

bool life_must_be_open(struct store *s, int64_t session, struct err *err) {
    ARENA(a);
    struct session x;
    if (!life_session(s, session, &a, &x, err))
        return false;
    return x.life == LIFE_OPEN ||
           err_set(err, ERR_INPUT, "that session is not open: open it again to count");
}

bool life_may_say(enum qualifier q, struct err *err) {
    return q != COUNT_EXPECTED ||
           err_set(err, ERR_INPUT,
                   "what was counted is not expected any more: choose another word");
}

/* --- one more row --- */

struct step {
    const char *what, *note, *deliverer, *qualifier; /* NULL: "" */
    int64_t link;                                    /* the new session of a move, or 0 */
};

static const char *or_empty(const char *text) {
    return text ? text : "";
}

static bool add_step(struct store *s, int64_t session, const struct step *step, struct err *err) {
    return db_run(s->db, err,
                  "INSERT INTO life(session, seq, what, boot, mono, wall, qualifier, note,"
                  " deliverer, link, marks, heads)"
                  " SELECT ?1, 1 + coalesce((SELECT max(seq) FROM life WHERE session = ?1), 0),"
                  " ?2, ?3, ?4, ?5, ?6, ?7, ?8, nullif(?9, 0), coalesce(max(seq), 0), sum(n)"
                  " FROM mark WHERE session = ?1",
                  "itiiittti", session, step->what, s->boot.number, clock_mono(s->clock),
                  boot_raw_wall(s), or_empty(step->qualifier), or_empty(step->note),
                  or_empty(step->deliverer), step->link);
}

/* Ends what db_begin() began. A boot that turned out to be synchronised on the way is forgotten
 * with the rest. */
static bool finish(struct store *s, bool ok, const struct boot *before, struct err *err) {
    if (ok && db_commit(s->db, err))
        return true;
    if (!ok)
        db_rollback(s->db);
    s->boot = *before;
    return false;
}

static bool is_reason(const char *reason, struct err *err) {
    if (!reason[0] || strspn(reason, " ") == strlen(reason))
        return err_set(err, ERR_INPUT, "say why: a reason belongs to it");
    return strlen(reason) <= REASON_MAX ||
           err_set(err, ERR_INPUT, "the reason is longer than %d bytes: shorten it", REASON_MAX);
}

static bool is_off(const struct session *x) {
    return x->decided && (x->status == STATUS_CANCELLED || x->status == STATUS_REARRANGED);
}

/* Cancelled or moved, by staff or by the programme. */
static bool does_not_take_place(const struct session *x) {
    return x->life == LIFE_NEW && (x->status == STATUS_CANCELLED || x->status == STATUS_REARRANGED);
}

/* --- opening and closing --- */

static bool add_default_bands(struct store *s, const struct session *x, struct err *err) {
    struct band band[BAND_MAX];
    size_t n = band_defaults(x, band, BAND_MAX);
    for (size_t i = 0; i < n; i++)
        if (!store_add_band(s, x->id, band[i].key, err))
            return false;
    return true;
}

static bool open_session(struct store *s, int64_t session, struct err *err) {
    ARENA(a);
    struct session x;
    if (!boot_adopt_synchronised(s, err) || !life_session(s, session, &a, &x, err))
        return false;
    if (does_not_take_place(&x))
        return err_set(err, ERR_INPUT, "that session is %s: reinstate it first",
                       status_name(x.status));
    switch (x.life) {
    case LIFE_OPEN:
        return true;
    case LIFE_CLOSED:
        return err_set(err, ERR_INPUT, "that session is closed: reopen it, with a reason");
    case LIFE_NEW:
        return add_step(s, session, &(struct step){.what = "opened"}, err) &&
               add_default_bands(s, &x, err);
    }
    BUG("a life of three kinds");
}

bool store_open_session(struct store *s, int64_t session, struct err *err) {
    if (!db_begin(s->db, __func__, err))
        return false;
    struct boot before = s->boot;
    return finish(s, open_session(s, session, err), &before, err);
}

static bool reopen(struct store *s, int64_t session, const char *reason, struct err *err) {
    ARENA(a);
    struct session x;
    if (!boot_adopt_synchronised(s, err) || !life_session(s, session, &a, &x, err))
        return false;
    if (x.life != LIFE_CLOSED)
        return err_set(err, ERR_INPUT, "that session is not closed: there is nothing to reopen");
    return add_step(s, session, &(struct step){.what = "reopened", .note = reason}, err);
}

bool store_reopen_session(struct store *s, int64_t session, const char *reason, struct err *err) {
    if (!is_reason(reason, err) || !db_begin(s->db, __func__, err))
        return false;
    struct boot before = s->boot;
    return finish(s, reopen(s, session, reason, err), &before, err);
}

/* All at once, and only now: that a card was looked at has no moment of its own. */
static bool add_views(struct store *s, int64_t session, const struct closing *c, struct err *err) {
    char item[TALLY_KEY];
    for (size_t i = 0; i < c->views; i++) {
        snprintf(item, sizeof item, TALLY_HELP "/%s", c->view[i].item);
        if (!store_tally(s, session, item, 0, c->view[i].n, err))
            return false;
    }
    return true;
}

static bool close_session(struct store *s, int64_t session, const struct closing *c,
                          struct err *err) {
    const struct step step = {.what = "closed",
                              .note = c->note,
                              .deliverer = c->deliverer,
                              .qualifier = qualifier_name(c->qualifier)};
    return life_must_be_open(s, session, err) && add_views(s, session, c, err) &&
           store_set_qualifier(s, session, c->qualifier, err) && add_step(s, session, &step, err);
}

bool store_close_session(struct store *s, int64_t session, const struct closing *c,
                         struct err *err) {
    if (!life_may_say(c->qualifier, err))
        return false;
    if (strlen(or_empty(c->note)) > NOTE_MAX || strlen(or_empty(c->deliverer)) > NOTE_MAX)
        return err_set(err, ERR_INPUT, "the note is longer than %d bytes: shorten it", NOTE_MAX);
    if (!db_begin(s->db, __func__, err))
        return false;
    struct boot before = s->boot;
    return finish(s, close_session(s, session, c, err), &before, err);
}

bool store_last_open(struct store *s, int64_t *ret_session, struct err *err) {
    return db_ask_int(s->db, err, ret_session, 0,
                      "SELECT session FROM life l WHERE what IN ('opened', 'reopened')"
                      " AND NOT EXISTS (SELECT 1 FROM life WHERE session = l.session"
                      "  AND seq > l.seq)"
                      " ORDER BY boot DESC, mono DESC LIMIT 1",
                      "");
}

/* --- called off, moved, on after all --- */

/* What took place cannot be called off. */
static bool may_call_off(const struct session *x, struct err *err) {
    if (is_off(x))
        return err_set(err, ERR_INPUT, "that session is %s already", status_name(x->status));
    if (x->life == LIFE_CLOSED)
        return err_set(err, ERR_INPUT, "that session is closed: it took place");
    return x->counted.q == COUNT_NOT_RECORDED || x->counted.n == 0 ||
           err_set(err, ERR_INPUT, "%lld people were counted: it took place",
                   (long long)x->counted.n);
}

static bool cancel(struct store *s, int64_t session, const char *reason, struct err *err) {
    ARENA(a);
    struct session x;
    return boot_adopt_synchronised(s, err) && life_session(s, session, &a, &x, err) &&
           may_call_off(&x, err) &&
           add_step(s, session, &(struct step){.what = "cancelled", .note = reason}, err);
}

bool store_cancel_session(struct store *s, int64_t session, const char *reason, struct err *err) {
    if (!is_reason(reason, err) || !db_begin(s->db, __func__, err))
        return false;
    struct boot before = s->boot;
    return finish(s, cancel(s, session, reason, err), &before, err);
}

/* The same session on another day. What was reported of the old one is expected of the new one. */
static bool copy_session(struct store *s, int64_t session, struct date to, int64_t *ret_session,
                         struct err *err) {
    char uid[37], date[11];
    uuid_v7(uid, store_wall(s));
    date_iso(to, date);
    return db_ask_int(s->db, err, ret_session, 0,
                      "INSERT INTO session(uid, date, starts, ends, venue, event_type, topic,"
                      " audience, year_group, deliverer, form, sessions, status, reported_n,"
                      " reported_q, capacity, ward, pupils, moved_from)"
                      " SELECT ?2, ?3, starts, ends, venue, event_type, topic, audience,"
                      "  year_group, deliverer, form, sessions, 'booked', reported_n,"
                      "  CASE reported_q WHEN 'not recorded' THEN reported_q ELSE 'expected' END,"
                      "  capacity, ward, pupils, id FROM session WHERE id = ?1 RETURNING id",
                      "itt", session, uid, date) &&
           db_run(s->db, err,
                  "INSERT INTO session_action(session, position, action)"
                  " SELECT ?2, position, action FROM session_action WHERE session = ?1",
                  "ii", session, *ret_session);
}

static bool move(struct store *s, int64_t session, struct date to, const char *reason,
                 int64_t *ret_session, struct err *err) {
    ARENA(a);
    struct session x;
    if (!boot_adopt_synchronised(s, err) || !life_session(s, session, &a, &x, err) ||
        !may_call_off(&x, err))
        return false;
    if (date_compare(x.date, to) == 0)
        return err_set(err, ERR_INPUT, "that session is on that day already: choose another");
    if (!copy_session(s, session, to, ret_session, err))
        return false;
    const struct step step = {.what = "rearranged", .note = reason, .link = *ret_session};
    return add_step(s, session, &step, err);
}

bool store_move_session(struct store *s, int64_t session, struct date to, const char *reason,
                        int64_t *ret_session, struct err *err) {
    int64_t made = 0;
    if (!date_valid(to))
        return err_set(err, ERR_INPUT, "there is no such day: choose another");
    if (!is_reason(reason, err) || !db_begin(s->db, __func__, err))
        return false;
    struct boot before = s->boot;
    if (!finish(s, move(s, session, to, reason, &made, err), &before, err))
        return false;
    *ret_session = made;
    return true;
}

static bool other_is_cancelled(struct store *s, const struct session *x, struct err *err) {
    ARENA(a);
    struct session other;
    char day[11];
    if (!x->moved_to)
        return true;
    if (!life_session(s, x->moved_to, &a, &other, err))
        return false;
    if (is_off(&other) && other.status == STATUS_CANCELLED)
        return true;
    date_uk(other.date, day);
    return err_set(err, ERR_INPUT, "it was moved to %s: cancel that session first", day);
}

static bool reinstate(struct store *s, int64_t session, const char *reason, struct err *err) {
    ARENA(a);
    struct session x;
    if (!boot_adopt_synchronised(s, err) || !life_session(s, session, &a, &x, err))
        return false;
    if (!does_not_take_place(&x))
        return err_set(err, ERR_INPUT, "nobody has cancelled or moved that session");
    return other_is_cancelled(s, &x, err) &&
           add_step(s, session, &(struct step){.what = "reinstated", .note = reason}, err);
}

bool store_reinstate_session(struct store *s, int64_t session, const char *reason,
                             struct err *err) {
    if (!is_reason(reason, err) || !db_begin(s->db, __func__, err))
        return false;
    struct boot before = s->boot;
    return finish(s, reinstate(s, session, reason, err), &before, err);
}

/* --- made on the spot --- */

/* The name by which the place is known already, or the one that is given: which it is, too, when
 * the place is known by that name and by others. */
static bool known_venue(struct store *s, const char *venue, char out[CELL_MAX + 1],
                        struct err *err) {
    bool known = false, exact = false;
    str_copy(out, CELL_MAX + 1, venue);
    struct db_rows *r = db_ask(s->db, "SELECT venue FROM session ORDER BY id", "");
    while (!exact && db_next(r)) {
        exact = strcmp(db_text(r, 0), venue) == 0;
        if (exact || (!known && venue_same(db_text(r, 0), venue))) {
            str_copy(out, CELL_MAX + 1, db_text(r, 0));
            known = true;
        }
    }
    return db_done(r, err);
}

static bool add_actions(struct store *s, int64_t session, const char *codes, struct err *err) {
    ARENA(a);
    char *code[CODES_MAX];
    size_t n = str_split(arena_strdup(&a, codes), ';', code, CODES_MAX);
    for (size_t i = 0; i < n; i++)
        if (!db_run(s->db, err,
                    "INSERT INTO session_action(session, position, action) VALUES(?, ?, ?)", "iit",
                    session, (int64_t)i, code[i]))
            return false;
    return true;
}

/* Its day against the kiosk's: only a session of today has its date from the kiosk. */
static enum made made_when(struct store *s, struct date day) {
    int order = date_compare(day, date_of_wall(store_wall(s), NULL));
    return order == 0 ? MADE_ON_THE_DAY : order < 0 ? MADE_AFTERWARDS : MADE_AHEAD;
}

static bool insert_session(struct store *s, const struct session *x, int64_t *ret_session,
                           struct err *err) {
    char uid[37], date[11], venue[CELL_MAX + 1];
    enum made made = made_when(s, x->date);
    uuid_v7(uid, store_wall(s));
    date_iso(x->date, date);
    return known_venue(s, x->venue, venue, err) &&
           db_ask_int(s->db, err, ret_session, 0,
                      "INSERT INTO session(uid, date, starts, ends, venue, topic, audience,"
                      " year_group, deliverer, sessions, status, made, made_boot)"
                      " VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, 1, 'booked', ?, nullif(?, 0))"
                      " RETURNING id",
                      "ttiitttttti", uid, date, (int64_t)x->starts, (int64_t)x->ends, venue,
                      x->topic, x->audience, x->year_group, x->deliverer, made_name(made),
                      made == MADE_ON_THE_DAY ? s->boot.number : 0) &&
           add_actions(s, *ret_session, x->actions, err) &&
           names_find_pupils_of(s, *ret_session, err);
}

static bool is_fit(const char *text, const char *name, struct err *err) {
    size_t n = strlen(text);
    if (n > CELL_MAX)
        return err_set(err, ERR_INPUT, "the %s is longer than %d bytes: shorten it", name,
                       CELL_MAX);
    return utf8_valid(text, n, NULL) || err_set(err, ERR_INPUT, "the %s is not text", name);
}

bool store_new_session(struct store *s, const struct session *x, int64_t *ret_session,
                       struct err *err) {
    int64_t made = 0;
    if (!x->topic[0] || !date_valid(x->date))
        return err_set(err, ERR_INPUT, "a session needs a topic and a date");
    if (!is_fit(x->topic, "topic", err) || !is_fit(x->venue, "venue", err) ||
        !is_fit(x->audience, "audience", err) || !is_fit(x->deliverer, "deliverer", err) ||
        !db_begin(s->db, __func__, err))
        return false;
    struct boot before = s->boot;
    if (!finish(s, insert_session(s, x, &made, err), &before, err))
        return false;
    *ret_session = made;
    return true;
}
