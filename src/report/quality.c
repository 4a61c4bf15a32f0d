/* One pass over all sessions, also those outside of the period: an action is not silent because the
 * period is short. Tallies are only looked at where the list of them says what is a state of what.
 */
#include "report/quality.h"

#include <stdlib.h>

#include "base/mem.h"
#include "base/str.h"
#include "outreach/quality.h"
#include "outreach/reconcile.h"
#include "report/foot.h"
#include "store/store.h"

static const struct book_column columns[] = {
    {"kind", 22, "kind of finding; the weightiest first; sums have words here", BOOK_GROUP},
    {"finding", 60, "what is wrong, or looks so", BOOK_WORDS},
    {"date", 11, "day of the session, or on which it lapses", BOOK_WORDS},
    {"date_text", 16, "the programme's words where it has no date", BOOK_WORDS},
    {"venue", 28, "where, as the programme or staff wrote it", BOOK_WORDS},
    {"actions", 10, "actions of the plan that it concerns, separated by ;", BOOK_WORDS},
    {"id", 6, "number of the session on this kiosk; empty: it is about no single one",
     BOOK_NUMBERS},
    {"to_do", 44, "what to do about it", BOOK_GROUP},
    {"findings", 9, "of a sum: how many there are, also those that are not listed", BOOK_NUMBERS},
};

enum { BEFORE_NUMBER = 8 };

static const struct book_table table = {"quality", "Before sending", columns,
                                        sizeof columns / sizeof columns[0], 0};

_Static_assert(QUALITY_LISTED == 200 && QUALITY_APART == 25 && STALE_DAYS == 56,
               "the definitions below say so");

static const char *const definitions[] = {
    "A finding is a question, not a fault: what is right as it is may stay.",
    "Of each kind the first 200 findings are listed; the sums count all of them.",
    "Expected and came: further apart than a quarter of those expected. Where a session does not "
    "say how many were expected, the largest number of another session of the same action and "
    "topic is taken; of such a series the session to which the fewest came is listed.",
    "Nothing new: nothing took place and no update was written for 8 weeks before the day of the "
    "data. No update: the action's Update cell is empty.",
    "Two records of a session: same day, place, topic, years and audience, and no different start, "
    "but another number of heads.",
    "A year apart: the same place had something on the same day of the year before.",
    "Does not add up: also where the states of referrals are more people than were referred.",
    "The period is of sessions. What is said of actions is of all that is known.",
};

enum { DEFINITIONS = sizeof definitions / sizeof definitions[0] };

/* ---- reading ---- */

struct reading {
    const struct report_opts *o;
    struct quality *quality;
    struct reconcile *reconcile; /* NULL: nothing is a state of anything */
    struct arena arena;          /* the plan and what was typed about it */
};

static bool read_plan(struct reading *r, struct err *err) {
    struct action *action;
    size_t actions;
    struct typed_list typed;
    struct lapses lapses;
    struct date today = date_of_wall(r->o->wall, NULL);
    if (!store_actions(r->o->store, &r->arena, &action, &actions, err) ||
        !store_typed(r->o->store, &r->arena, &typed, err) ||
        !store_lapses(r->o->store, &r->arena, today, &lapses, err))
        return false;
    quality_plan(r->quality, action, actions, &typed);
    quality_lapses(r->quality, &lapses);
    return true;
}

static bool read_tallies(struct reading *r, const struct session *s, struct err *err) {
    struct tallies t = {0};
    if (!store_tallies(r->o->store, s->id, &t, err))
        return false;
    for (size_t i = 0; i < t.sums; i++) { /* nothing that has openings is a state */
        if (suppress_is_small(r->o->suppress, t.sum[i].n))
            reconcile_add_hidden(r->reconcile, t.sum[i].item, suppress_k(r->o->suppress));
        else
            reconcile_add(r->reconcile, t.sum[i].item, t.sum[i].n);
    }
    arena_free(&t.arena);
    return true;
}

static bool read_sessions(struct session_reader rows, struct reading *r, size_t *ret_sessions,
                          struct err *err) {
    struct err read = {0};
    size_t n = 0;
    for (const struct session *s; (s = rows.next(rows.ctx, &read)) != NULL;) {
        bool judged = foot_in_period(s, r->o);
        quality_session(r->quality, s, judged);
        if (judged && r->reconcile != NULL && !read_tallies(r, s, err))
            return false;
        n += judged;
    }
    if (read.kind != ERR_NONE)
        return err_set(err, read.kind, "%s", read.text);
    *ret_sessions = n;
    return true;
}

static void say_sums(struct reading *r) {
    char what[RECONCILE_WORDS];
    struct str sentence CLEANUP(str_release) = {0};
    for (size_t at = 0; r->reconcile != NULL && reconcile_next(r->reconcile, &at, what);) {
        str_cut(&sentence, 0);
        str_addf(&sentence, "%s.", what);
        quality_sum(r->quality, str_c(&sentence));
    }
}

/* ---- writing ---- */

static void write_finding(struct book *w, enum quality_kind kind, const struct finding *f) {
    book_words(w, quality_name(kind));
    book_words(w, f->what);
    book_date(w, f->date);
    book_words(w, f->date.year == 0 ? f->date_text : "");
    book_words(w, f->venue);
    book_words(w, f->actions);
    if (f->session != 0)
        book_number(w, f->session);
    else
        book_empty(w);
    book_words(w, quality_todo(kind));
    book_empty(w);
    book_row_end(w);
}

static void write_sum(struct book *w, const char *name, size_t all, size_t listed) {
    struct str words CLEANUP(str_release) = {0};
    str_addf(&words, "Total: %s", name);
    if (listed < all)
        str_addf(&words, ", of which %zu are listed", listed);
    book_words(w, str_c(&words));
    book_empties(w, BEFORE_NUMBER - 1);
    book_number(w, (int64_t)all);
    book_total_end(w);
}

static void write_all(struct book *w, const struct quality *q) {
    size_t n, all, every = 0, listed = 0;
    for (enum quality_kind kind = 0; kind < QUALITY_KINDS; kind++) {
        const struct finding *f = quality_findings(q, kind, &n, &all);
        for (size_t i = 0; i < n; i++)
            write_finding(w, kind, &f[i]);
        every += all;
        listed += n;
    }
    write_sum(w, "all findings", every, listed);
    for (enum quality_kind kind = 0; kind < QUALITY_KINDS; kind++) {
        quality_findings(q, kind, &n, &all);
        if (all > 0)
            write_sum(w, quality_name(kind), all, n);
    }
}

bool quality_write(struct session_reader rows, const struct report_opts *o, struct book *w,
                   size_t *ret_sessions, struct err *err) {
    struct reading r = {.o = o, .quality = quality_new(date_of_wall(o->wall, NULL), o->suppress)};
    if (o->tally_plan != NULL && reconcile_is_of(o->tally_plan)) {
        r.reconcile = xmalloc(sizeof *r.reconcile);
        reconcile_init(r.reconcile, o->tally_plan);
    }
    book_table(w, &table);
    bool ok = read_plan(&r, err) && read_sessions(rows, &r, ret_sessions, err);
    if (ok) {
        say_sums(&r);
        quality_finish(r.quality);
        write_all(w, r.quality);
        foot_write(w, o, definitions, DEFINITIONS);
    }
    quality_free(r.quality);
    free(r.reconcile);
    arena_free(&r.arena);
    return ok;
}
