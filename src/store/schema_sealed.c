/* Migration 15: what was filled in of forms that bring a key of their own, and which forms these
 * are.
 *
 * A row is the two files of an ODK submission that was sealed before it came here: the manifest in
 * clear and the record, whole blocks of a cipher. Else it is as a submission is (schema_forms.c):
 * only ever added, of a visitor's no time and no order.
 *
 * Of `form_key` the newest row of a form holds, and none ever goes: a form that had a key once is
 * never taken without one. A sum of "" says that it had one and that nobody knows which. */
#include "store/store_internal.h"

const char schema_sealed[] =
    "CREATE TABLE sealed_submission("
    " id BLOB NOT NULL PRIMARY KEY CHECK (length(id) = 16),"
    " form TEXT NOT NULL, version TEXT NOT NULL,"
    " session INTEGER REFERENCES session(id)," /* NULL: given without one */
    " side TEXT NOT NULL CHECK (side IN ('visitor', 'staff')),"
    " manifest BLOB NOT NULL CHECK (length(manifest) > 0),"
    " record BLOB NOT NULL CHECK (length(record) > 0 AND length(record) % 16 = 0),"
    " state TEXT NOT NULL DEFAULT 'saved',"
    " CHECK (side = 'staff' OR substr(hex(id), 13, 1) = '4')) STRICT, WITHOUT ROWID;"
    "CREATE INDEX sealed_submission_count ON sealed_submission(session, form, side);"
    "CREATE TRIGGER sealed_submission_is_kept BEFORE DELETE ON sealed_submission"
    " BEGIN SELECT RAISE(ABORT, 'submissions are never deleted'); END;"
    "CREATE TRIGGER sealed_submission_stays"
    " BEFORE UPDATE OF id, form, version, session, side, manifest, record ON sealed_submission"
    " BEGIN SELECT RAISE(ABORT, 'submissions are never changed'); END;"

    "CREATE TABLE form_key("
    " seq INTEGER PRIMARY KEY,"
    " form TEXT NOT NULL CHECK (length(form) > 0),"
    " sum TEXT NOT NULL CHECK (length(sum) IN (0, 64))) STRICT;"
    "CREATE TRIGGER form_key_is_kept BEFORE DELETE ON form_key"
    " BEGIN SELECT RAISE(ABORT, 'keys are never deleted'); END;"
    "CREATE TRIGGER form_key_stays BEFORE UPDATE ON form_key"
    " BEGIN SELECT RAISE(ABORT, 'keys are never changed'); END;";
