/* Migration 6: adults sign in. A sign-in is a mark of a kind of its own, so that the register can
 * tell it from a walk-in also when its name was never opened, or is gone. What was typed lies
 * sealed where the names of walk-ins do, behind the same triggers: of pupils there is none.
 *
 * The check of a mark's kind cannot be changed, so `mark` is built anew, as in migration 4. */
#include "store/store_internal.h"

const char schema_sign_ins[] =
    "CREATE TABLE new_mark("
    " session INTEGER NOT NULL REFERENCES session(id), seq INTEGER NOT NULL CHECK (seq > 0),"
    " kind TEXT NOT NULL CHECK (kind = 'add' OR kind = 'undo' OR kind = 'exact'"
    "  OR kind = 'checkin' OR kind = 'walkin' OR kind = 'signin'),"
    " band TEXT NOT NULL, n INTEGER NOT NULL, undoes INTEGER NOT NULL DEFAULT 0,"
    " boot INTEGER NOT NULL REFERENCES boot(number),"
    " mono INTEGER NOT NULL, wall INTEGER NOT NULL,"
    " entry TEXT NOT NULL DEFAULT ''"
    "  CHECK (entry = '' OR (length(entry) = 16 AND entry NOT GLOB '*[^0-9a-f]*' AND n = 1)),"
    " CHECK ((kind = 'checkin' OR kind = 'walkin' OR kind = 'signin') = (entry <> '')),"
    " PRIMARY KEY(session, seq)) STRICT, WITHOUT ROWID;"
    "INSERT INTO new_mark SELECT session, seq, kind, band, n, undoes, boot, mono, wall, entry"
    " FROM mark;"
    "DROP TABLE mark;"
    "ALTER TABLE new_mark RENAME TO mark;"
    "CREATE TRIGGER mark_is_kept BEFORE DELETE ON mark"
    " BEGIN SELECT RAISE(ABORT, 'marks are never deleted'); END;"
    "CREATE TRIGGER mark_stays BEFORE UPDATE ON mark"
    " BEGIN SELECT RAISE(ABORT, 'marks are never changed'); END;";
