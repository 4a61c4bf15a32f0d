/* Migration 17: what a coordinator writes about the actions of the plan. Both tables are only ever
 * added to.
 *
 * A row of `typed_update` is an update ('written', which may take the place of an earlier one), or
 * what becomes of one ('withdrawn', 'restored'): `of` names it. Dates are those that a person
 * wrote, and so the clock of this kiosk has no part in them. */
#include "store/store_internal.h"

const char schema_typed[] =
    "CREATE TABLE typed_update("
    " seq INTEGER PRIMARY KEY CHECK (seq > 0),"
    " what TEXT NOT NULL CHECK (what IN ('written', 'withdrawn', 'restored')),"
    " of INTEGER NOT NULL DEFAULT 0 CHECK (of >= 0 AND of < seq),"
    " action TEXT NOT NULL CHECK (length(action) > 0)," /* a code; the plan may come later */
    " date TEXT CHECK (length(date) = 10),"
    " text TEXT NOT NULL DEFAULT '', owner TEXT NOT NULL DEFAULT '',"
    " due TEXT CHECK (length(due) = 10), expires TEXT CHECK (length(expires) = 10),"
    " CHECK (what = 'written' OR of > 0),"
    " CHECK ((what = 'written') = (date IS NOT NULL)),"
    " CHECK ((what = 'written') = (length(text) > 0))) STRICT;"
    "CREATE TRIGGER typed_update_is_kept BEFORE DELETE ON typed_update"
    " BEGIN SELECT RAISE(ABORT, 'updates are never deleted'); END;"
    "CREATE TRIGGER typed_update_stays BEFORE UPDATE ON typed_update"
    " BEGIN SELECT RAISE(ABORT, 'updates are never changed'); END;"

    "CREATE TABLE rating("
    " seq INTEGER PRIMARY KEY CHECK (seq > 0),"
    " action TEXT NOT NULL CHECK (length(action) > 0),"
    " rag TEXT NOT NULL CHECK (rag IN ('Red', 'Amber', 'Green', ''))," /* '': none */
    " date TEXT NOT NULL CHECK (length(date) = 10),"
    " role TEXT NOT NULL CHECK (role = 'coordinator')," /* who set it: a role, never a name */
    " reason TEXT NOT NULL DEFAULT '') STRICT;"
    "CREATE TRIGGER rating_is_kept BEFORE DELETE ON rating"
    " BEGIN SELECT RAISE(ABORT, 'ratings are never deleted'); END;"
    "CREATE TRIGGER rating_stays BEFORE UPDATE ON rating"
    " BEGIN SELECT RAISE(ABORT, 'ratings are never changed'); END;";
