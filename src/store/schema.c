/* The tables. What the programme brought (session.reported_*) and what was counted here (mark)
 * never share a column. Marks and the openings and closings of a session are only ever added to:
 * triggers refuse everything else, also to whoever opens the file with another program.
 *
 * A mark lies in the table's own tree, by session and number, without any index: saving a tap
 * changes one page. Its check spells its kinds out with OR: an IN of more than two words would make
 * a table of them in memory, at every tap.
 *
 * `wall` is what the clock of the boot said, right or wrong; the date that is shown adds the shift
 * of its boot, so that a correction moves all records of a boot together. */
#include "store/store_internal.h"

static const char first[] =
    "PRAGMA application_id=0x54726e74;" /* Trnt */

    "CREATE TABLE boot("
    " number INTEGER PRIMARY KEY,"
    " id TEXT NOT NULL UNIQUE,"
    " first_wall INTEGER NOT NULL," /* the wall clock at first_mono */
    " first_mono INTEGER NOT NULL,"
    " shift_ms INTEGER NOT NULL DEFAULT 0,"
    " confirmed INTEGER NOT NULL DEFAULT 0 CHECK (confirmed IN (0, 1)),"
    " source TEXT NOT NULL CHECK (source IN ('clock', 'synchronised', 'staff'))) STRICT;"

    "CREATE TABLE action("
    " id INTEGER PRIMARY KEY,"
    " code TEXT NOT NULL UNIQUE,"
    " priority TEXT NOT NULL DEFAULT '', priority_title TEXT NOT NULL DEFAULT '',"
    " issue TEXT NOT NULL DEFAULT '', action TEXT NOT NULL DEFAULT '',"
    " owner TEXT NOT NULL DEFAULT '', rag TEXT NOT NULL DEFAULT '',"
    " carries TEXT NOT NULL DEFAULT '') STRICT;"

    "CREATE TABLE session("
    " id INTEGER PRIMARY KEY,"
    " uid TEXT NOT NULL UNIQUE,"
    " date TEXT CHECK (length(date) = 10)," /* ISO; NULL: only date_text */
    " date_text TEXT NOT NULL DEFAULT '',"
    " starts INTEGER NOT NULL DEFAULT -1, ends INTEGER NOT NULL DEFAULT -1,"
    " venue TEXT NOT NULL DEFAULT '', event_type TEXT NOT NULL DEFAULT '',"
    " topic TEXT NOT NULL DEFAULT '', audience TEXT NOT NULL DEFAULT '',"
    " year_group TEXT NOT NULL DEFAULT '', deliverer TEXT NOT NULL DEFAULT '',"
    " form TEXT NOT NULL DEFAULT '',"
    " sessions INTEGER NOT NULL DEFAULT -1,"
    " status TEXT NOT NULL DEFAULT 'planned',"
    " reported_n INTEGER NOT NULL DEFAULT 0,"
    " reported_q TEXT NOT NULL DEFAULT 'not recorded',"
    " file TEXT NOT NULL DEFAULT '', line INTEGER NOT NULL DEFAULT 0,"
    " qualifier TEXT NOT NULL DEFAULT 'exact'," /* of the counting that goes on */
    " class_size INTEGER NOT NULL DEFAULT 30) STRICT;"
    "CREATE INDEX session_order ON session(date IS NULL, date, starts, id);"

    "CREATE TABLE session_action("
    " session INTEGER NOT NULL REFERENCES session(id), position INTEGER NOT NULL,"
    " action TEXT NOT NULL," /* a code; the plan may come later than the programme */
    " PRIMARY KEY(session, position)) STRICT, WITHOUT ROWID;"

    "CREATE TABLE session_band("
    " session INTEGER NOT NULL REFERENCES session(id), position INTEGER NOT NULL,"
    " band TEXT NOT NULL,"
    " PRIMARY KEY(session, position)) STRICT, WITHOUT ROWID;"

    "CREATE TABLE life("
    " session INTEGER NOT NULL REFERENCES session(id), seq INTEGER NOT NULL CHECK (seq > 0),"
    " what TEXT NOT NULL CHECK (what IN ('opened', 'closed', 'reopened')),"
    " boot INTEGER NOT NULL REFERENCES boot(number),"
    " mono INTEGER NOT NULL, wall INTEGER NOT NULL,"
    " qualifier TEXT NOT NULL DEFAULT '', note TEXT NOT NULL DEFAULT '',"
    " deliverer TEXT NOT NULL DEFAULT '',"
    " marks INTEGER NOT NULL DEFAULT 0," /* the last mark at that moment: fewer later is a loss */
    " heads INTEGER," /* their sum at a closing, so that nobody adds up a whole year at each start
                       */
    " PRIMARY KEY(session, seq)) STRICT, WITHOUT ROWID;"

    "CREATE TABLE mark("
    " session INTEGER NOT NULL REFERENCES session(id), seq INTEGER NOT NULL CHECK (seq > 0),"
    " kind TEXT NOT NULL CHECK (kind = 'add' OR kind = 'undo' OR kind = 'exact'),"
    " band TEXT NOT NULL, n INTEGER NOT NULL, undoes INTEGER NOT NULL DEFAULT 0,"
    " boot INTEGER NOT NULL REFERENCES boot(number),"
    " mono INTEGER NOT NULL, wall INTEGER NOT NULL,"
    " PRIMARY KEY(session, seq)) STRICT, WITHOUT ROWID;"

    /* Marks that a damaged file took with it; seq 0: perhaps
     * others too. Listed, never hidden. */
    "CREATE TABLE gap("
    " session INTEGER NOT NULL REFERENCES session(id), seq INTEGER NOT NULL,"
    " PRIMARY KEY(session, seq)) STRICT, WITHOUT ROWID;"

    "CREATE TRIGGER mark_is_kept BEFORE DELETE ON mark"
    " BEGIN SELECT RAISE(ABORT, 'marks are never deleted'); END;"
    "CREATE TRIGGER mark_stays BEFORE UPDATE ON mark"
    " BEGIN SELECT RAISE(ABORT, 'marks are never changed'); END;"
    "CREATE TRIGGER life_is_kept BEFORE DELETE ON life"
    " BEGIN SELECT RAISE(ABORT, 'openings and closings are never deleted'); END;"
    "CREATE TRIGGER life_stays BEFORE UPDATE ON life"
    " BEGIN SELECT RAISE(ABORT, 'openings and closings are never changed'); END;"

    "CREATE TABLE complaint("
    " id INTEGER PRIMARY KEY, file TEXT NOT NULL, line INTEGER NOT NULL, rule TEXT NOT NULL,"
    " what TEXT NOT NULL, todo TEXT NOT NULL, session INTEGER REFERENCES session(id),"
    " done INTEGER NOT NULL DEFAULT 0 CHECK (done IN (0, 1))) STRICT;"

    "CREATE TABLE setting(key TEXT NOT NULL UNIQUE, value TEXT NOT NULL) STRICT;"
    "CREATE TABLE code(role TEXT NOT NULL UNIQUE, record BLOB NOT NULL) STRICT;";

/* A session can be cancelled, moved to another date and taken back from both; and somebody else's
 * number can stand beside ours. The check of a column cannot be changed, so `life` is built anew:
 * its rows move over as they are, dropping the old table fires no trigger, and all of it is one
 * transaction. The link of a move stands on both sides: `life.link` names the new session,
 * `session.moved_from` the old one. */
static const char whole_life[] =
    "CREATE TABLE whole_life("
    " session INTEGER NOT NULL REFERENCES session(id), seq INTEGER NOT NULL CHECK (seq > 0),"
    " what TEXT NOT NULL CHECK (what IN ('opened', 'closed', 'reopened', 'cancelled',"
    "  'rearranged', 'reinstated')),"
    " boot INTEGER NOT NULL REFERENCES boot(number),"
    " mono INTEGER NOT NULL, wall INTEGER NOT NULL,"
    " qualifier TEXT NOT NULL DEFAULT '',"
    " note TEXT NOT NULL DEFAULT ''," /* of a closing its note, else the reason */
    " deliverer TEXT NOT NULL DEFAULT '',"
    " marks INTEGER NOT NULL DEFAULT 0,"
    " heads INTEGER,"
    " link INTEGER REFERENCES session(id),"
    " PRIMARY KEY(session, seq)) STRICT, WITHOUT ROWID;"
    "INSERT INTO whole_life(session, seq, what, boot, mono, wall, qualifier, note, deliverer,"
    " marks, heads) SELECT session, seq, what, boot, mono, wall, qualifier, note, deliverer,"
    " marks, heads FROM life;"
    "DROP TABLE life;"
    "ALTER TABLE whole_life RENAME TO life;"
    "CREATE TRIGGER life_is_kept BEFORE DELETE ON life"
    " BEGIN SELECT RAISE(ABORT, 'openings and closings are never deleted'); END;"
    "CREATE TRIGGER life_stays BEFORE UPDATE ON life"
    " BEGIN SELECT RAISE(ABORT, 'openings and closings are never changed'); END;"

    "ALTER TABLE session ADD COLUMN moved_from INTEGER REFERENCES session(id);"

    "CREATE TABLE dispute("
    " session INTEGER NOT NULL REFERENCES session(id), seq INTEGER NOT NULL CHECK (seq > 0),"
    " theirs INTEGER NOT NULL CHECK (theirs >= 0),"          /* the number of ... */
    " whose TEXT NOT NULL,"                                  /* a role, never a name */
    " ours INTEGER NOT NULL,"                                /* the marks' sum at that moment */
    " settled INTEGER, settled_by TEXT NOT NULL DEFAULT ''," /* the role that settled it */
    " boot INTEGER NOT NULL REFERENCES boot(number),"
    " mono INTEGER NOT NULL, wall INTEGER NOT NULL,"
    " CHECK ((settled IS NULL) = (settled_by = '')),"
    " PRIMARY KEY(session, seq)) STRICT, WITHOUT ROWID;"
    "CREATE TRIGGER dispute_is_kept BEFORE DELETE ON dispute"
    " BEGIN SELECT RAISE(ABORT, 'disputes are never deleted'); END;"
    "CREATE TRIGGER dispute_stays BEFORE UPDATE ON dispute"
    " BEGIN SELECT RAISE(ABORT, 'disputes are never changed'); END;";

/* How many people the room of a session holds; 0: the programme does not say. */
static const char capacity[] = "ALTER TABLE session ADD COLUMN capacity INTEGER NOT NULL DEFAULT 0"
                               " CHECK (capacity >= 0);";

/* What people said and what was done, for the start screen: the file that was imported last. */
static const char replies[] = "CREATE TABLE reply("
                              " id INTEGER PRIMARY KEY,"
                              " place TEXT NOT NULL DEFAULT '', topic TEXT NOT NULL DEFAULT '',"
                              " said TEXT NOT NULL CHECK (length(said) > 0),"
                              " did TEXT NOT NULL CHECK (length(did) > 0),"
                              " until TEXT CHECK (length(until) = 10)) STRICT;";

/* The ward in which a session is, where the programme says it. And which sessions may be small, so
 * that an export of many finds those few at once (session_question_small in programme.c). */
static const char ward[] = "ALTER TABLE session ADD COLUMN ward TEXT NOT NULL DEFAULT '';"
                           "CREATE INDEX session_small ON session(reported_n)"
                           " WHERE reported_n BETWEEN 1 AND 9;";

static const struct db_migration migrations[] = {
    {1, "first tables", first},
    {2, "the whole life of a session", whole_life},
    {3, "tallies", schema_tallies},
    {4, "names at rest and check-ins", schema_names},
    {6, "adults sign in", schema_sign_ins},
    {7, "how many a room holds", capacity},
    {8, "sign-ins for the coordinator", schema_key},
    {9, "sessions that staff make", schema_dates},
    {11, "what was filled in", schema_forms},
    {12, "a second reader", schema_second_key},
    {14, "what people said and what was done", replies},
    {15, "forms with a key of their own", schema_sealed},
    {16, "wards, and small sessions", ward},
    {17, "what a coordinator writes about the plan", schema_typed},
    {18, "figures of others", schema_figures},
    {19, "what was deleted, and dates that were corrected", schema_retention},
};

size_t store_migrations(const struct db_migration **ret) {
    *ret = migrations;
    return sizeof(migrations) / sizeof(migrations[0]);
}
