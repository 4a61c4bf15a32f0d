/* Migration 3: what is tallied besides heads. All three tables are only ever added to, as marks
 * are.
 *
 * A tally takes one off by a row of -1, which names the +1 that it takes back if there is one. What
 * two people count is tallied in openings: an opening is a fact of its own, because a bin may be
 * found empty. A confirmation keeps two figures side by side: at first what was tallied and what
 * the second person counted, and for each later correction what held until then and what holds
 * now. */
#include "store/store_internal.h"

const char schema_tallies[] =
    "CREATE TABLE tally("
    " session INTEGER NOT NULL REFERENCES session(id), seq INTEGER NOT NULL CHECK (seq > 0),"
    " item TEXT NOT NULL,"
    " opening INTEGER NOT NULL DEFAULT 0," /* 0: of something that has no openings */
    " n INTEGER NOT NULL CHECK (n <> 0), undoes INTEGER NOT NULL DEFAULT 0,"
    " boot INTEGER NOT NULL REFERENCES boot(number),"
    " mono INTEGER NOT NULL, wall INTEGER NOT NULL,"
    " PRIMARY KEY(session, seq)) STRICT, WITHOUT ROWID;"
    "CREATE TRIGGER tally_is_kept BEFORE DELETE ON tally"
    " BEGIN SELECT RAISE(ABORT, 'tallies are never deleted'); END;"
    "CREATE TRIGGER tally_stays BEFORE UPDATE ON tally"
    " BEGIN SELECT RAISE(ABORT, 'tallies are never changed'); END;"

    "CREATE TABLE opening("
    " session INTEGER NOT NULL REFERENCES session(id), seq INTEGER NOT NULL CHECK (seq > 0),"
    " grp TEXT NOT NULL,"
    " boot INTEGER NOT NULL REFERENCES boot(number),"
    " mono INTEGER NOT NULL, wall INTEGER NOT NULL,"
    " PRIMARY KEY(session, seq)) STRICT, WITHOUT ROWID;"
    "CREATE TRIGGER opening_is_kept BEFORE DELETE ON opening"
    " BEGIN SELECT RAISE(ABORT, 'openings are never deleted'); END;"
    "CREATE TRIGGER opening_stays BEFORE UPDATE ON opening"
    " BEGIN SELECT RAISE(ABORT, 'openings are never changed'); END;"

    "CREATE TABLE confirmation("
    " session INTEGER NOT NULL REFERENCES session(id), seq INTEGER NOT NULL CHECK (seq > 0),"
    " opening INTEGER NOT NULL, item TEXT NOT NULL,"
    " first INTEGER NOT NULL CHECK (first >= 0), second INTEGER NOT NULL CHECK (second >= 0),"
    /* Initials, and nothing that could be a name. */
    " who TEXT NOT NULL CHECK (length(who) >= 2 AND length(who) <= 4 AND who NOT GLOB "
    "'*[^A-Z]*'),"
    " boot INTEGER NOT NULL REFERENCES boot(number),"
    " mono INTEGER NOT NULL, wall INTEGER NOT NULL,"
    " PRIMARY KEY(session, seq)) STRICT, WITHOUT ROWID;"
    "CREATE TRIGGER confirmation_is_kept BEFORE DELETE ON confirmation"
    " BEGIN SELECT RAISE(ABORT, 'confirmations are never deleted'); END;"
    "CREATE TRIGGER confirmation_stays BEFORE UPDATE ON confirmation"
    " BEGIN SELECT RAISE(ABORT, 'confirmations are never changed'); END;";
