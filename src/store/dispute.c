/* Two people count the same hall and come to two numbers. Ours stays the sum of its marks; theirs
 * stands beside it, with the role of who said it, and which of the two holds is said by a role too.
 * Nobody's name is kept. Rows are only ever added: the last one is the word that holds, the others
 * are how it came to that. */
#include "store/store_internal.h"

#include <string.h>

enum { THEIRS_MAX = 100000 };

static bool is_one_of(const char *word, const char *const *words) {
    while (*words && strcmp(*words, word) != 0)
        words++;
    return *words != NULL;
}

static bool is_fit(const struct dispute *d, struct err *err) {
    static const char *const whose[] = {"teacher", "organiser", "deliverer", NULL};
    static const char *const by[] = {"staff", "coordinator", NULL};
    if (d->theirs < 0 || d->theirs > THEIRS_MAX || d->settled > THEIRS_MAX)
        return err_set(err, ERR_INPUT, "a number of people is 0 to %d", THEIRS_MAX);
    if (!is_one_of(d->whose, whose))
        return err_set(err, ERR_INPUT, "say whose number it is: a role, not a name");
    return d->settled < 0 || is_one_of(d->settled_by, by) ||
           err_set(err, ERR_INPUT, "say who settled it: a role, not a name");
}

static bool add(struct store *s, int64_t session, const struct dispute *d, struct err *err) {
    ARENA(a);
    struct session x;
    if (!life_session(s, session, &a, &x, err))
        return false;
    if (x.life == LIFE_NEW)
        return err_set(err, ERR_INPUT, "that session has not been counted: open it first");
    bool settled = d->settled >= 0;
    return db_run(
        s->db, err,
        "INSERT INTO dispute(session, seq, theirs, whose, settled, settled_by, boot, mono,"
        " wall, ours)"
        " SELECT ?1, 1 + coalesce((SELECT max(seq) FROM dispute WHERE session = ?1), 0),"
        " ?2, ?3, nullif(?4, -1), ?5, ?6, ?7, ?8,"
        " (SELECT coalesce(sum(n), 0) FROM mark WHERE session = ?1)",
        "iititiii", session, d->theirs, d->whose, settled ? d->settled : -1,
        settled ? d->settled_by : "", s->boot.number, clock_mono(s->clock), boot_raw_wall(s));
}

bool store_dispute(struct store *s, int64_t session, const struct dispute *d, struct err *err) {
    if (!is_fit(d, err) || !db_begin(s->db, __func__, err))
        return false;
    if (add(s, session, d, err))
        return db_commit(s->db, err);
    db_rollback(s->db);
    return false;
}
