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
    {"somebody is checked in twice",
     "SELECT session, max(seq) FROM mark WHERE entry <> '' AND (session, seq)"
     " NOT IN (SELECT session, undoes FROM mark WHERE undoes <> 0)"
     " GROUP BY session, entry HAVING count(*) > 1"},
    {"a name without its walk-in is kept",
     "SELECT session, 0 FROM walkin_name w WHERE NOT EXISTS (SELECT 1 FROM mark"
     "  WHERE session = w.session AND entry = w.entry AND kind IN ('walkin', 'signin'))"
     " AND NOT EXISTS (SELECT 1 FROM gap WHERE session = w.session)"},
    {"what somebody signed is kept without the sign-in",
     "SELECT session, 0 FROM sealed_sign_in w WHERE NOT EXISTS (SELECT 1 FROM mark"
     "  WHERE session = w.session AND entry = w.entry AND kind = 'signin')"
     " AND NOT EXISTS (SELECT 1 FROM gap WHERE session = w.session)"},
    {"what is kept is no sealed sign-in",
     "SELECT session, 0 FROM sealed_sign_in WHERE length(sealed) < 541"
     " OR substr(sealed, 1, 1) <> x'01'"},
    {"what is kept is no sealed list",
     "SELECT session, 0 FROM roster WHERE length(sealed) < 29 OR substr(sealed, 1, 1) <> x'01'"},
    {"an update of the plan takes the place of what is none of its action",
     "SELECT 0, t.seq FROM typed_update t JOIN typed_update o ON o.seq = t.of"
     " WHERE o.what <> 'written' OR o.action <> t.action"},
    {"the dates of a start were moved, and nobody said so",
     "SELECT 0, number FROM boot WHERE shift_ms <> coalesce((SELECT shift_ms FROM boot_shift"
     " WHERE boot = number ORDER BY seq DESC LIMIT 1), 0)"},
    {"names of pupils are kept",
     "SELECT id, 0 FROM session WHERE pupils IS NOT 0 AND (id IN (SELECT session FROM roster)"
     " OR id IN (SELECT session FROM walkin_name)"
     " OR id IN (SELECT session FROM sealed_sign_in))"},
    {"what was sealed is kept, and its form is not known to be sealed",
     "SELECT coalesce(session, 0), 0 FROM sealed_submission WHERE form NOT IN"
     " (SELECT form FROM form_key)"},
    {"openings and closings do not take turns",
     "SELECT l.session, l.seq FROM life l LEFT JOIN life p"
     "  ON p.session = l.session AND p.seq = l.seq - 1"
     " WHERE NOT EXISTS (SELECT 1 FROM (VALUES ('', 'opened'), ('', 'cancelled'),"
     "  ('', 'rearranged'), ('', 'reinstated'), ('opened', 'closed'), ('opened', 'cancelled'),"
     "  ('opened', 'rearranged'), ('closed', 'reopened'), ('reopened', 'closed'),"
     "  ('reopened', 'cancelled'), ('reopened', 'rearranged'), ('cancelled', 'reinstated'),"
     "  ('rearranged', 'reinstated'), ('reinstated', 'opened'), ('reinstated', 'cancelled'),"
     "  ('reinstated', 'rearranged'))"
     "  WHERE column1 = CASE l.seq WHEN 1 THEN '' ELSE p.what END AND column2 = l.what)"
     " AND NOT EXISTS (SELECT 1 FROM gap WHERE session = l.session AND seq = 0)"},
    {"it was called off although people were counted",
     "SELECT session, seq FROM life l WHERE what IN ('cancelled', 'rearranged')"
     " AND (SELECT sum(n) FROM mark WHERE session = l.session AND seq <= l.marks) <> 0"
     " AND NOT EXISTS (SELECT 1 FROM gap WHERE session = l.session)"},
    {"it was moved and the other side does not know",
     "SELECT session, seq FROM life l WHERE link IS NOT NULL AND NOT EXISTS"
     " (SELECT 1 FROM session WHERE id = l.link AND moved_from = l.session)"},
#define NO_GAP(t) " AND NOT EXISTS (SELECT 1 FROM gap WHERE session = " #t ".session)"
    {"the tally before it is missing",
     "SELECT session, seq FROM tally t WHERE seq > 1 AND NOT EXISTS"
     " (SELECT 1 FROM tally WHERE session = t.session AND seq = t.seq - 1)" NO_GAP(t)},
    {"it takes back a tally that cannot be taken back by it",
     "SELECT u.session, u.seq FROM tally u LEFT JOIN tally t"
     "  ON t.session = u.session AND t.seq = u.undoes WHERE u.undoes <> 0"
     " AND (t.seq IS NULL OR t.seq >= u.seq OR t.n <> -u.n OR t.item <> u.item"
     "  OR t.opening <> u.opening)"},
    {"its tally is taken back twice",
     "SELECT session, undoes FROM tally WHERE undoes <> 0 GROUP BY session, undoes"
     " HAVING count(*) > 1"},
    {"there are fewer than 0 of what is tallied",
     "SELECT session, max(seq) FROM tally t WHERE true" NO_GAP(
         t) " GROUP BY session, item, opening HAVING sum(n) < 0"},
    {"it was tallied in a session that was never opened",
     "SELECT session, seq FROM tally t WHERE NOT EXISTS"
     " (SELECT 1 FROM life WHERE session = t.session)"},
    {"the opening before it is missing",
     "SELECT session, seq FROM opening t WHERE seq > 1 AND NOT EXISTS"
     " (SELECT 1 FROM opening WHERE session = t.session AND seq = t.seq - 1)" NO_GAP(t)},
    {"it belongs to an opening that is not there",
     "SELECT session, seq FROM (SELECT session, seq, opening, item FROM tally WHERE opening <> 0"
     "  UNION ALL SELECT session, seq, opening, item FROM confirmation) t WHERE NOT EXISTS"
     " (SELECT 1 FROM opening WHERE session = t.session AND seq = t.opening"
     "  AND t.item GLOB grp || '/*')" NO_GAP(t)},
    {"the confirmation before it is missing",
     "SELECT session, seq FROM confirmation t WHERE seq > 1 AND NOT EXISTS"
     " (SELECT 1 FROM confirmation WHERE session = t.session AND seq = t.seq - 1)" NO_GAP(t)},
    {"its first figure is not what stood until then",
     "SELECT session, seq FROM confirmation t WHERE first <> coalesce("
     " (SELECT second FROM confirmation WHERE session = t.session AND opening = t.opening"
     "  AND item = t.item AND seq < t.seq ORDER BY seq DESC LIMIT 1),"
     " (SELECT sum(n) FROM tally WHERE session = t.session AND opening = t.opening"
     "  AND item = t.item), 0)" NO_GAP(t)},
#undef NO_GAP
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
    return vault_verify(s, err);
}
