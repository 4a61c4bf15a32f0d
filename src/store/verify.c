/* Our own promises, each as a question that finds who breaks it: session and number of the first.
 */
#include "store/store_internal.h"

#include <string.h>

static const struct promise {
    const char *broken; /* "session 12, step 3: " stands before it */
    const char *question;
} promises[] = {
    {"the step before it is missing",
     "SELECT session, seq FROM mark m WHERE seq > 1"
     " AND NOT EXISTS (SELECT 1 FROM mark WHERE session = m.session AND seq = m.seq - 1)"
     " AND NOT EXISTS (SELECT 1 FROM gap WHERE session = m.session AND seq = m.seq - 1)"},
    {"steps are missing that were there when it was opened or closed",
     "SELECT session, marks FROM life l WHERE marks > 0"
     " AND NOT EXISTS (SELECT 1 FROM mark WHERE session = l.session AND seq = l.marks)"
     " AND NOT EXISTS (SELECT 1 FROM gap WHERE session = l.session AND seq = l.marks)"},
    {"its heads are not the sum of its steps",
     "SELECT session, seq FROM life l WHERE what = 'closed' AND heads IS NOT"
     " (SELECT sum(n) FROM mark WHERE session = l.session AND seq <= l.marks)"
     " AND NOT EXISTS (SELECT 1 FROM gap WHERE session = l.session)"},
    {"it undoes what cannot be undone by it",
     "SELECT u.session, u.seq FROM mark u LEFT JOIN mark m"
     "  ON m.session = u.session AND m.seq = u.undoes WHERE u.kind = 'undo'"
     " AND (m.seq IS NULL OR m.seq >= u.seq OR m.kind = 'undo' OR m.n <> -u.n OR m.band <> "
     "u.band)"},
    {"it undoes something without being an undo",
     "SELECT session, seq FROM mark WHERE kind <> 'undo' AND undoes <> 0"},
    {"it is undone twice",
     "SELECT session, undoes FROM mark WHERE kind = 'undo' GROUP BY session, undoes"
     " HAVING count(*) > 1"},
    {"its group has fewer than 0 heads",
     "SELECT session, max(seq) FROM mark m GROUP BY session, band HAVING sum(n) < 0"
     " AND NOT EXISTS (SELECT 1 FROM gap WHERE session = m.session)"},
    {"it was counted in a session that was never opened",
     "SELECT session, seq FROM mark m WHERE NOT EXISTS"
     " (SELECT 1 FROM life WHERE session = m.session)"},
    {"openings and closings do not take turns",
     "SELECT l.session, l.seq FROM life l LEFT JOIN life p"
     "  ON p.session = l.session AND p.seq = l.seq - 1"
     " WHERE l.what <> CASE WHEN l.seq = 1 THEN 'opened' WHEN p.what = 'closed' THEN 'reopened'"
     "  WHEN p.what IS NULL THEN '' ELSE 'closed' END"
     " AND NOT EXISTS (SELECT 1 FROM gap WHERE session = l.session AND seq = 0)"},
};

static bool check_promise(struct store *s, const struct promise *p, struct err *err) {
    struct db_rows *r = db_ask(s->db, p->question, "");
    bool broken = db_next(r);
    int64_t session = broken ? db_int(r, 0) : 0, seq = broken ? db_int(r, 1) : 0;
    if (!db_done(r, err))
        return false;
    return !broken || err_set(err, ERR_DAMAGED, "session %lld, step %lld: %s", (long long)session,
                              (long long)seq, p->broken);
}

static bool check_references(struct store *s, struct err *err) {
    char table[40] = "";
    struct db_rows *r = db_ask(s->db, "PRAGMA foreign_key_check", "");
    if (db_next(r))
        strncat(table, db_text(r, 0), sizeof(table) - 1);
    if (!db_done(r, err))
        return false;
    return !table[0] ||
           err_set(err, ERR_DAMAGED, "the table %s names a row that is not there", table);
}

bool store_verify(struct store *s, struct err *err) {
    if (!db_check(s->db, true, err) || !check_references(s, err))
        return false;
    for (size_t i = 0; i < sizeof(promises) / sizeof(promises[0]); i++)
        if (!check_promise(s, &promises[i], err))
            return false;
    return true;
}
