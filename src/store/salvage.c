/* Reading a damaged file. The unit of damage is a page: a walk through a table ends at the first
 * bad one. So each table is walked from its start, then from its end, and what lies between the two
 * places where that stopped is asked for key by key. Tables by session are taken session by
 * session, so that a bad page costs the rows that lay on it and no others.
 *
 * Then come the rows of the newest backup that were not found, and then the gaps: a number that is
 * missing in the middle of a session's marks, or below the number that its closing knew, is listed;
 * and an undo whose mark is lost is left out, because the two cancel. */
#include "store/store_internal.h"

#include <ctype.h>
#include <string.h>

#include "base/str.h"

enum { PROBES_MAX = 100000, SESSIONS_MAX = 1000000 };

static const struct table {
    const char *name;
    const char *key; /* an integer column that finds one row, within its session if there is one */
    bool by_session;
    const char *into; /* where found rows go; marks wait until it is known which fit */
} tables[] = {
    {"boot", "number", false, "boot"},
    {"action", "id", false, "action"},
    {"session", "id", false, "session"},
    {"complaint", "id", false, "complaint"},
    {"reply", "id", false, "reply"},
    {"typed_update", "seq", false, "typed_update"},
    {"rating", "seq", false, "rating"},
    {"figure", "seq", false, "figure"},
    {"purge", "seq", false, "purge"},
    {"boot_shift", "seq", false, "boot_shift"},
    {"setting", "rowid", false, "setting"},
    {"code", "rowid", false, "code"},
    {"session_action", "position", true, "session_action"},
    {"session_band", "position", true, "session_band"},
    {"gap", "seq", true, "gap"},
    {"life", "seq", true, "life"},
    {"dispute", "seq", true, "dispute"},
    {"mark", "seq", true, "found_mark"},
    {"opening", "seq", true, "opening"},
    {"confirmation", "seq", true, "confirmation"},
    {"tally", "seq", true, "found_tally"},
    {"names_key", "rowid", false, "names_key"},
    {"roster", "session", false, "found_roster"},
    {"walkin_name", "id", false, "found_name"},
    {"coordinator_key", "seq", false, "coordinator_key"},
    {"second_key", "seq", false, "second_key"},
    {"form_key", "seq", false, "form_key"},
    {"sealed_sign_in", "id", false, "found_sealed"},
};

/* One table being read. */
struct walk {
    struct db *db;
    const struct table *table;
    struct str columns;
    int64_t session; /* when by session */
};

/* Damage is what this is about; a full card is not. */
static bool goes_on(const struct err *why, struct err *err) {
    if (why->kind != ERR_FULL && why->kind != ERR_DENIED)
        return true;
    return err_set(err, why->kind, "%s", why->text);
}

static bool copy_row(struct walk *w, int64_t key, struct err *err) {
    struct str sql CLEANUP(str_release) = {0};
    struct err why = {0};
    str_addf(&sql, "INSERT OR IGNORE INTO %s(%s) SELECT %s FROM bad.%s WHERE %s = ?%s",
             w->table->into, str_c(&w->columns), str_c(&w->columns), w->table->name, w->table->key,
             w->table->by_session ? " AND session = ?" : "");
    bool ok = w->table->by_session ? db_run(w->db, &why, sql.p, "ii", key, w->session)
                                   : db_run(w->db, &why, sql.p, "i", key);
    return ok || goes_on(&why, err);
}

/* Copies from one end until a bad page. *ret_stop: the last key that was seen. A key that does not
 * follow the last one is as bad: pages that point at each other would be walked round for ever. */
static bool copy_from_end(struct walk *w, bool last_first, bool *ret_whole, int64_t *ret_stop,
                          struct err *err) {
    struct str sql CLEANUP(str_release) = {0};
    struct err why = {0};
    str_addf(&sql, "SELECT %s FROM bad.%s %s ORDER BY %s%s", w->table->key, w->table->name,
             w->table->by_session ? "WHERE session = ?" : "", w->table->key,
             last_first ? " DESC" : "");
    struct db_rows *r =
        w->table->by_session ? db_ask(w->db, sql.p, "i", w->session) : db_ask(w->db, sql.p, "");
    bool ok = true, in_order = true;
    for (bool first = true; ok && in_order && db_next(r); first = false) {
        int64_t key = db_int(r, 0);
        in_order = first || (last_first ? key < *ret_stop : key > *ret_stop);
        if (in_order)
            ok = copy_row(w, *ret_stop = key, err);
    }
    bool read = db_done(r, &why);
    *ret_whole = read && in_order;
    return ok && (read || goes_on(&why, err));
}

/* What was counted in this session may be incomplete in a way that no missing number shows. */
static bool note_doubt(struct walk *w, struct err *err) {
    static const char *const counting[] = {"mark", "life", "tally", "opening", "confirmation"};
    bool counts = false;
    for (size_t i = 0; i < sizeof(counting) / sizeof(counting[0]); i++)
        counts = counts || strcmp(w->table->name, counting[i]) == 0;
    return !counts || db_run(w->db, err, "INSERT OR IGNORE INTO gap VALUES(?, 0)", "i", w->session);
}

static bool copy_rows(struct walk *w, struct err *err) {
    bool whole;
    int64_t low = 0, high = 0;
    if (!copy_from_end(w, false, &whole, &low, err) || whole)
        return whole;
    if (!note_doubt(w, err))
        return false;
    if (!copy_from_end(w, true, &whole, &high, err))
        return false;
    for (int64_t key = low + 1; key < high && key - low < PROBES_MAX; key++)
        if (!copy_row(w, key, err))
            return false;
    return true;
}

/* The columns that the table has in both files. */
static bool find_columns(struct walk *w, const char *from, struct err *err) {
    struct str sql CLEANUP(str_release) = {0};
    struct err why = {0};
    str_addf(&sql,
             "SELECT a.name FROM pragma_table_info('%s', 'main') a"
             " JOIN pragma_table_info('%s', '%s') b ON a.name = b.name",
             w->table->name, w->table->name, from);
    struct db_rows *r = db_ask(w->db, sql.p, "");
    str_cut(&w->columns, 0);
    while (db_next(r))
        str_addf(&w->columns, "%s%s", w->columns.len ? ", " : "", db_text(r, 0));
    return db_done(r, &why) || goes_on(&why, err);
}

/* Ids are dense, so every one up to the highest that any table names is tried. */
static int64_t highest_session(struct db *db) {
    int64_t highest = 0, n;
    static const char *const questions[] = {"SELECT max(id) FROM session",
                                            "SELECT max(session) FROM bad.mark",
                                            "SELECT max(session) FROM bad.life"};
    for (size_t i = 0; i < sizeof(questions) / sizeof(questions[0]); i++)
        if (db_ask_int(db, NULL, &n, 0, questions[i], "") && n > highest)
            highest = n;
    return highest < SESSIONS_MAX ? highest : SESSIONS_MAX;
}

static bool copy_table(struct walk *w, struct err *err) {
    if (!find_columns(w, "bad", err))
        return false;
    if (!w->columns.len)
        return true;
    if (!w->table->by_session)
        return copy_rows(w, err);
    int64_t highest = highest_session(w->db);
    for (w->session = 1; w->session <= highest; w->session++)
        if (!copy_rows(w, err))
            return false;
    return true;
}

/* --- the two files --- */

/* As a URI, so that it can be opened for reading only: what is set aside must stay as it was found.
 */
static bool attach(struct db *db, const char *path, const char *name, struct err *err) {
    struct str uri CLEANUP(str_release) = {0}, sql CLEANUP(str_release) = {0};
    struct err why = {0};
    str_add(&uri, "file:");
    for (const unsigned char *p = (const unsigned char *)path; *p; p++)
        str_addf(&uri, isalnum(*p) || strchr("/._-", *p) ? "%c" : "%%%02X", *p);
    str_add(&uri, "?mode=ro");
    str_addf(&sql, "ATTACH ? AS %s", name);
    return db_run(db, &why, sql.p, "t", uri.p) ||
           err_set(err, why.kind == ERR_FULL ? ERR_FULL : ERR_DAMAGED, "%s", why.text);
}

static bool copy_damaged(struct db *db, const char *path, struct err *err) {
    struct err why = {0};
    struct walk w = {.db = db};
    if (!attach(db, path, "bad", &why))
        return goes_on(&why, err); /* nothing in it can be read */
    bool ok = true;
    for (size_t i = 0; ok && i < sizeof(tables) / sizeof(tables[0]); i++) {
        w.table = &tables[i];
        ok = copy_table(&w, err);
    }
    str_release(&w.columns);
    return ok && salvage_forms(db, "bad", true, err) && db_exec(db, err, "DETACH bad");
}

/* What stands in both comes from the damaged file: it is the younger one. */
static bool copy_backup(struct db *db, const char *path, struct err *err) {
    struct str sql CLEANUP(str_release) = {0};
    struct walk w = {.db = db};
    if (!attach(db, path, "old", err))
        return false;
    bool ok = true;
    for (size_t i = 0; ok && i < sizeof(tables) / sizeof(tables[0]); i++) {
        w.table = &tables[i];
        ok = find_columns(&w, "old", err);
        if (!ok || !w.columns.len)
            continue;
        str_cut(&sql, 0);
        str_addf(&sql, "INSERT OR IGNORE INTO %s(%s) SELECT %s FROM old.%s", w.table->into,
                 str_c(&w.columns), str_c(&w.columns), w.table->name);
        ok = db_run(db, err, sql.p, "");
    }
    str_release(&w.columns);
    return ok && salvage_forms(db, "old", false, err) && db_exec(db, err, "DETACH old");
}

/* --- what is missing --- */

/* Rows that are named by others stand in empty, so that nothing that was counted is dropped. */
static const char mend[] =
    "INSERT INTO mark(session, seq, kind, band, n, undoes, boot, mono, wall, entry) SELECT session,"
    " seq, kind, band, n, undoes, boot, mono, wall, coalesce(entry, '') FROM found_mark f WHERE "
    "kind <> 'undo' OR EXISTS (SELECT 1 FROM"
    " found_mark WHERE session = f.session AND seq = f.undoes AND seq < f.seq AND n = -f.n"
    " AND band = f.band AND kind <> 'undo');"
    "INSERT INTO gap SELECT session, seq FROM found_mark f WHERE NOT EXISTS"
    " (SELECT 1 FROM mark WHERE session = f.session AND seq = f.seq);"
    "WITH RECURSIVE last(session, seq) AS (SELECT session, seq FROM mark UNION ALL"
    "  SELECT session, marks FROM life WHERE marks > 0),"
    " every(session, seq, top) AS (SELECT session, 1, max(seq) FROM last"
    "  GROUP BY session UNION ALL SELECT session, seq + 1, top FROM every WHERE seq < top"
    "  LIMIT 1000000)"
    " INSERT OR IGNORE INTO gap SELECT session, seq FROM every e WHERE NOT EXISTS"
    " (SELECT 1 FROM mark WHERE session = e.session AND seq = e.seq);"
    "DROP TABLE found_mark;"
    "INSERT INTO boot(number, id, first_wall, first_mono, source)"
    " SELECT DISTINCT boot, 'recovered-' || boot, 0, 0, 'clock' FROM"
    " (SELECT boot FROM mark UNION SELECT boot FROM life UNION SELECT boot FROM dispute)"
    " WHERE boot NOT IN (SELECT number FROM boot);"
    "INSERT INTO session(id, uid, topic)"
    " SELECT DISTINCT session, 'recovered-' || session, 'Recovered session' FROM"
    " (SELECT session FROM mark UNION SELECT session FROM life"
    "  UNION SELECT link FROM life WHERE link IS NOT NULL)"
    " WHERE session NOT IN (SELECT id FROM session);"
    "UPDATE session SET moved_from = (SELECT min(session) FROM life WHERE link = session.id);"
    "INSERT OR IGNORE INTO gap SELECT session, 0 FROM mark m WHERE NOT EXISTS"
    " (SELECT 1 FROM life WHERE session = m.session) GROUP BY session;"
    "INSERT OR IGNORE INTO gap SELECT session, 0 FROM life GROUP BY session HAVING count(*) <> "
    "max(seq);"
    "INSERT INTO life(session, seq, what, boot, mono, wall, note)"
    " SELECT session, 1, 'opened', boot, min(mono), wall, 'recovered' FROM mark m WHERE NOT EXISTS"
    " (SELECT 1 FROM life WHERE session = m.session) GROUP BY session;"
    "DELETE FROM session_action WHERE session NOT IN (SELECT id FROM session);"
    "DELETE FROM session_band WHERE session NOT IN (SELECT id FROM session);"
    "DELETE FROM gap WHERE session NOT IN (SELECT session FROM life);"
    "DELETE FROM dispute WHERE session NOT IN (SELECT id FROM session);"
    "INSERT INTO roster SELECT * FROM found_roster"
    " WHERE session IN (SELECT id FROM session WHERE pupils = 0);"
    "INSERT INTO walkin_name SELECT * FROM found_name"
    " WHERE session IN (SELECT id FROM session WHERE pupils = 0);"
    "INSERT INTO sealed_sign_in SELECT * FROM found_sealed"
    " WHERE session IN (SELECT id FROM session WHERE pupils = 0);"
    "DROP TABLE found_roster; DROP TABLE found_name; DROP TABLE found_sealed;"
    "UPDATE complaint SET session = NULL WHERE session NOT IN (SELECT id FROM session);";

/* The same for tallies, when all that marks name is there. Of what is missing among them the
 * session is listed, not each number. */
static const char mend_tallies[] =
    "INSERT INTO tally SELECT * FROM found_tally f WHERE undoes = 0 OR EXISTS (SELECT 1 FROM"
    " found_tally WHERE session = f.session AND seq = f.undoes AND seq < f.seq AND n = -f.n"
    " AND item = f.item AND opening = f.opening);"
    "CREATE TEMP TABLE found AS SELECT 'tally' AS name, session, seq, boot, mono, wall FROM"
    " found_tally UNION ALL SELECT 'opening', session, seq, boot, mono, wall FROM opening"
    " UNION ALL SELECT 'confirmation', session, seq, boot, mono, wall FROM confirmation;"
    "DROP TABLE found_tally;"
    "INSERT INTO boot(number, id, first_wall, first_mono, source)"
    " SELECT DISTINCT boot, 'recovered-' || boot, 0, 0, 'clock' FROM found"
    " WHERE boot NOT IN (SELECT number FROM boot);"
    "INSERT INTO session(id, uid, topic)"
    " SELECT DISTINCT session, 'recovered-' || session, 'Recovered session' FROM found"
    " WHERE session NOT IN (SELECT id FROM session);"
    "INSERT OR IGNORE INTO gap SELECT DISTINCT session, 0 FROM"
    " (SELECT session FROM found GROUP BY name, session HAVING count(*) <> max(seq)"
    "  UNION ALL SELECT session FROM found WHERE session NOT IN (SELECT session FROM life)"
    "  UNION ALL SELECT session FROM (SELECT session, opening FROM tally UNION"
    "   SELECT session, opening FROM confirmation) o WHERE opening <> 0 AND NOT EXISTS"
    "   (SELECT 1 FROM opening WHERE session = o.session AND seq = o.opening));"
    "INSERT INTO life(session, seq, what, boot, mono, wall, note)"
    " SELECT session, 1, 'opened', boot, min(mono), wall, 'recovered' FROM found"
    " WHERE session NOT IN (SELECT session FROM life) GROUP BY session;"
    "DROP TABLE found;";

/* A boot's shift and the newest thing that was said of it are the same; where one of the two is
 * lost, the other tells. */
static const char mend_dates[] =
    "INSERT INTO boot(number, id, first_wall, first_mono, source)"
    " SELECT DISTINCT boot, 'recovered-' || boot, 0, 0, 'clock' FROM"
    " (SELECT boot FROM boot_shift UNION SELECT said_boot FROM boot_shift)"
    " WHERE boot NOT IN (SELECT number FROM boot);"
    "UPDATE boot SET confirmed = 1, (shift_ms, source) = (SELECT shift_ms, source FROM boot_shift"
    "  WHERE boot = number ORDER BY seq DESC LIMIT 1) WHERE id = 'recovered-' || number"
    " AND number IN (SELECT boot FROM boot_shift);"
    "INSERT INTO boot_shift(boot, shift_ms, source, said_boot, said_wall)"
    " SELECT number, shift_ms, CASE source WHEN 'staff' THEN 'staff' ELSE 'synchronised' END,"
    " number, first_wall FROM boot WHERE shift_ms <> coalesce("
    " (SELECT shift_ms FROM boot_shift WHERE boot = number ORDER BY seq DESC LIMIT 1), 0);";

static bool count(struct db *db, struct salvaged *ret, struct err *err) {
    return db_ask_int(db, err, &ret->sessions, 0, "SELECT count(*) FROM session", "") &&
           db_ask_int(db, err, &ret->marks, 0, "SELECT count(*) FROM mark", "") &&
           db_ask_int(db, err, &ret->lost, 0, "SELECT count(*) FROM gap WHERE seq > 0", "");
}

bool salvage(struct db *db, const char *damaged, const char *backup, struct salvaged *ret,
             struct err *err) {
    /* Whoever calls copies the result with care; until then there is nothing to lose here. */
    return db_exec(db, err,
                   "PRAGMA journal_mode=MEMORY; PRAGMA synchronous=OFF; PRAGMA foreign_keys=OFF;"
                   "CREATE TEMP TABLE found_mark(session, seq, kind, band, n, undoes, boot, mono,"
                   " wall, entry, PRIMARY KEY(session, seq));"
                   "CREATE TEMP TABLE found_roster(session PRIMARY KEY, people, sealed);"
                   "CREATE TEMP TABLE found_name(id PRIMARY KEY, session, entry UNIQUE, sealed);"
                   "CREATE TEMP TABLE found_sealed(id PRIMARY KEY, session, entry UNIQUE, sum,"
                   " sealed);"
                   "CREATE TEMP TABLE found_tally(session, seq, item, opening, n, undoes, boot,"
                   " mono, wall, PRIMARY KEY(session, seq))") &&
           (!damaged || copy_damaged(db, damaged, err)) &&
           (!backup || copy_backup(db, backup, err)) && db_exec(db, err, mend) &&
           db_exec(db, err, mend_tallies) && db_exec(db, err, mend_dates) &&
           salvage_mend_forms(db, err) && count(db, ret, err);
}
