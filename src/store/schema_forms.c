/* Migration 11: what was filled in, and what staff have begun.
 *
 * A submission is the XML as it will be sent, under the id that stands in it. A visitor's row says
 * neither when it was given nor in which order: its id is of version 4, the table is a tree by
 * that id and has no other number, and no column tells a time. Submissions are only ever added;
 * `state` alone is for those who send them.
 *
 * A draft is a staff form that is not finished: replaced with every answer, gone with the
 * submission that comes of it. A visitor's half-filled form is never written anywhere. */
#include "store/store_internal.h"

const char schema_forms[] =
    "CREATE TABLE submission("
    " id BLOB NOT NULL PRIMARY KEY CHECK (length(id) = 16),"
    " form TEXT NOT NULL, version TEXT NOT NULL,"
    " session INTEGER REFERENCES session(id)," /* NULL: given without one */
    " doubt TEXT NOT NULL CHECK (doubt IN ('', 'mashed', 'over')),"
    " side TEXT NOT NULL CHECK (side IN ('visitor', 'staff')),"
    " xml BLOB NOT NULL,"
    " state TEXT NOT NULL DEFAULT 'saved',"
    " CHECK (side = 'staff' OR substr(hex(id), 13, 1) = '4')) STRICT, WITHOUT ROWID;"
    "CREATE INDEX submission_count ON submission(session, form, side, doubt);"
    "CREATE TRIGGER submission_is_kept BEFORE DELETE ON submission"
    " BEGIN SELECT RAISE(ABORT, 'submissions are never deleted'); END;"
    "CREATE TRIGGER submission_stays BEFORE UPDATE OF id, form, version, session, doubt, side, xml"
    " ON submission BEGIN SELECT RAISE(ABORT, 'submissions are never changed'); END;"

    "CREATE TABLE draft("
    " form TEXT NOT NULL, session INTEGER NOT NULL," /* 0: without one */
    " version TEXT NOT NULL, place TEXT NOT NULL, xml BLOB NOT NULL,"
    " PRIMARY KEY(form, session)) STRICT, WITHOUT ROWID;";
