/* Migration 19: two logs, of what is done to records that exist.
 *
 * `purge`: what was deleted because it had been kept long enough (retention.h). It holds numbers
 * alone: no line tells whom it was about.
 *
 * `boot_shift`: what was said about the date of a start of the kiosk, and what it was off by from
 * then on. The newest row of a boot is the shift that every reading of its records adds; the boot's
 * own row repeats it, so that a tap or a report asks for one row. */
#include "store/store_internal.h"

const char schema_retention[] =
    "CREATE TABLE purge("
    " seq INTEGER PRIMARY KEY,"
    " day TEXT NOT NULL CHECK (length(day) = 10),"
    " class TEXT NOT NULL CHECK (length(class) > 0),"
    " before TEXT NOT NULL CHECK (length(before) = 10)," /* what is of this day and later stayed */
    " n INTEGER NOT NULL CHECK (n >= 0), sessions INTEGER NOT NULL CHECK (sessions >= 0),"
    " role TEXT NOT NULL CHECK (role IN ('console', 'coordinator', 'settings'))) STRICT;"
    "CREATE TRIGGER purge_is_kept BEFORE DELETE ON purge"
    " BEGIN SELECT RAISE(ABORT, 'the log of deletions is never deleted'); END;"
    "CREATE TRIGGER purge_stays BEFORE UPDATE ON purge"
    " BEGIN SELECT RAISE(ABORT, 'the log of deletions is never changed'); END;"

    "CREATE TABLE boot_shift("
    " seq INTEGER PRIMARY KEY,"
    " boot INTEGER NOT NULL REFERENCES boot(number),"
    " shift_ms INTEGER NOT NULL," /* all that the boot's scale is off by, not what was added */
    " source TEXT NOT NULL CHECK (source IN ('synchronised', 'staff')),"
    " said_boot INTEGER NOT NULL REFERENCES boot(number)," /* when: on which scale, and its time */
    " said_wall INTEGER NOT NULL) STRICT;"
    "INSERT INTO boot_shift(boot, shift_ms, source, said_boot, said_wall)"
    " SELECT number, shift_ms, CASE source WHEN 'staff' THEN 'staff' ELSE 'synchronised' END,"
    " number, first_wall FROM boot WHERE shift_ms <> 0;"
    "CREATE TRIGGER boot_shift_is_kept BEFORE DELETE ON boot_shift"
    " BEGIN SELECT RAISE(ABORT, 'corrections of dates are never deleted'); END;"
    "CREATE TRIGGER boot_shift_stays BEFORE UPDATE ON boot_shift"
    " BEGIN SELECT RAISE(ABORT, 'corrections of dates are never changed'); END;";
