/* Migration 4: who is on a list and who came, without a readable name on the card.
 *
 * A check-in is a mark like any other, one head that carries an *entry*: 16 random hex digits that
 * say which row of a list it was, and nothing of the person. What the row says lies sealed beside
 * it (seal/names.h): the list of a session as one blob, the name of a walk-in as one of a fixed
 * size. The key that opens both is here too, wrapped by each code.
 *
 * Of children there are no names. A session knows whether pupils are meant, the triggers refuse a
 * list or a name for one of those, and what was kept before it became one goes at that moment. NULL
 * is not known yet, and so it may be children (programme.c finds out when the store opens).
 *
 * The check of a mark's kind cannot be changed, so `mark` is built anew: its rows move over as they
 * are, dropping the old table fires no trigger, and all of it is one transaction. It still has no
 * index: to look whether somebody is here already reads the session's own marks, which is quicker
 * than one more page at every tap. */
#include "store/store_internal.h"

/* clang-format off */
#define NO_NAMES_OF_PUPILS(trigger, moment, table)                                                 \
    "CREATE TRIGGER " trigger " BEFORE " moment " ON " table                                       \
    " WHEN (SELECT pupils FROM session WHERE id = NEW.session) IS NOT 0"                           \
    " BEGIN SELECT RAISE(ABORT, 'names of pupils are never kept'); END;"
/* clang-format on */

const char schema_names[] =
    "CREATE TABLE new_mark("
    " session INTEGER NOT NULL REFERENCES session(id), seq INTEGER NOT NULL CHECK (seq > 0),"
    " kind TEXT NOT NULL CHECK (kind = 'add' OR kind = 'undo' OR kind = 'exact'"
    "  OR kind = 'checkin' OR kind = 'walkin'),"
    " band TEXT NOT NULL, n INTEGER NOT NULL, undoes INTEGER NOT NULL DEFAULT 0,"
    " boot INTEGER NOT NULL REFERENCES boot(number),"
    " mono INTEGER NOT NULL, wall INTEGER NOT NULL,"
    " entry TEXT NOT NULL DEFAULT ''"
    "  CHECK (entry = '' OR (length(entry) = 16 AND entry NOT GLOB '*[^0-9a-f]*' AND n = 1)),"
    " CHECK ((kind = 'checkin' OR kind = 'walkin') = (entry <> '')),"
    " PRIMARY KEY(session, seq)) STRICT, WITHOUT ROWID;"
    "INSERT INTO new_mark(session, seq, kind, band, n, undoes, boot, mono, wall)"
    " SELECT session, seq, kind, band, n, undoes, boot, mono, wall FROM mark;"
    "DROP TABLE mark;"
    "ALTER TABLE new_mark RENAME TO mark;"
    "CREATE TRIGGER mark_is_kept BEFORE DELETE ON mark"
    " BEGIN SELECT RAISE(ABORT, 'marks are never deleted'); END;"
    "CREATE TRIGGER mark_stays BEFORE UPDATE ON mark"
    " BEGIN SELECT RAISE(ABORT, 'marks are never changed'); END;"

    "ALTER TABLE session ADD COLUMN pupils INTEGER CHECK (pupils IN (0, 1));"

    "CREATE TABLE names_key("
    " role TEXT NOT NULL UNIQUE CHECK (role IN ('staff', 'coordinator')),"
    " record BLOB NOT NULL) STRICT;"
    "CREATE TABLE roster("
    " session INTEGER PRIMARY KEY REFERENCES session(id),"
    " people INTEGER NOT NULL CHECK (people >= 0)," /* how many, for those who have no key */
    " sealed BLOB NOT NULL) STRICT;"
    "CREATE TABLE walkin_name("
    " id INTEGER PRIMARY KEY, session INTEGER NOT NULL REFERENCES session(id),"
    " entry TEXT NOT NULL UNIQUE CHECK (length(entry) = 16),"
    " sealed BLOB NOT NULL) STRICT;"

    NO_NAMES_OF_PUPILS("roster_is_of_adults", "INSERT", "roster")
        NO_NAMES_OF_PUPILS("roster_stays_of_adults", "UPDATE", "roster")
            NO_NAMES_OF_PUPILS("walkin_is_adult", "INSERT", "walkin_name") NO_NAMES_OF_PUPILS(
                "walkin_stays_adult", "UPDATE",
                "walkin_name") "CREATE TRIGGER session_becomes_of_pupils AFTER UPDATE OF pupils ON "
                               "session"
                               " WHEN NEW.pupils IS NOT 0 BEGIN"
                               " DELETE FROM roster WHERE session = NEW.id;"
                               " DELETE FROM walkin_name WHERE session = NEW.id; END;";
