/* Migration 8: sign-ins that this kiosk cannot read again.
 *
 * The coordinator's public key seals what an adult types, as it is saved; the private half is not
 * here. Keys are only ever added and the newest one seals, so that it shows which keys there were;
 * each sealed row names the sum of its own. It is never changed, but it goes: after twelve months,
 * and when its session turns out to be of pupils. */
#include "store/store_internal.h"

const char schema_key[] =
    "CREATE TABLE coordinator_key("
    " seq INTEGER PRIMARY KEY,"
    " sum TEXT NOT NULL CHECK (length(sum) = 64),"
    " der BLOB NOT NULL) STRICT;"
    "CREATE TRIGGER coordinator_key_is_kept BEFORE DELETE ON coordinator_key"
    " BEGIN SELECT RAISE(ABORT, 'keys are never deleted'); END;"
    "CREATE TRIGGER coordinator_key_stays BEFORE UPDATE ON coordinator_key"
    " BEGIN SELECT RAISE(ABORT, 'keys are never changed'); END;"

    "CREATE TABLE sealed_sign_in("
    " id INTEGER PRIMARY KEY, session INTEGER NOT NULL REFERENCES session(id),"
    " entry TEXT NOT NULL UNIQUE CHECK (length(entry) = 16),"
    " sum TEXT NOT NULL CHECK (length(sum) = 64)," /* of the key that sealed it */
    " sealed BLOB NOT NULL) STRICT;"
    "CREATE TRIGGER sealed_is_adult BEFORE INSERT ON sealed_sign_in"
    " WHEN (SELECT pupils FROM session WHERE id = NEW.session) IS NOT 0"
    " BEGIN SELECT RAISE(ABORT, 'names of pupils are never kept'); END;"
    "CREATE TRIGGER sealed_stays BEFORE UPDATE ON sealed_sign_in"
    " BEGIN SELECT RAISE(ABORT, 'what was signed is never changed'); END;"
    "CREATE TRIGGER sealed_becomes_of_pupils AFTER UPDATE OF pupils ON session"
    " WHEN NEW.pupils IS NOT 0 BEGIN"
    " DELETE FROM sealed_sign_in WHERE session = NEW.id; END;";

/* Migration 12: a second reader of envelopes, besides the coordinator. The newest row holds; one
 * without a sum takes the one before it back. */
const char schema_second_key[] =
    "CREATE TABLE second_key("
    " seq INTEGER PRIMARY KEY,"
    " sum TEXT NOT NULL CHECK (length(sum) IN (0, 64)),"
    " der BLOB NOT NULL CHECK ((length(der) = 0) = (sum = ''))) STRICT;"
    "CREATE TRIGGER second_key_is_kept BEFORE DELETE ON second_key"
    " BEGIN SELECT RAISE(ABORT, 'keys are never deleted'); END;"
    "CREATE TRIGGER second_key_stays BEFORE UPDATE ON second_key"
    " BEGIN SELECT RAISE(ABORT, 'keys are never changed'); END;";
