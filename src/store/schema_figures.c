/* Migration 18: numbers of others that stand beside ours (outreach/figure.h). Only ever added to:
 * of the same thing the newest row holds, and one without a value takes it back. */
#include "store/store_internal.h"

const char schema_figures[] =
    "CREATE TABLE figure("
    " seq INTEGER PRIMARY KEY CHECK (seq > 0),"
    " area TEXT NOT NULL CHECK (length(area) > 0),"
    " period TEXT NOT NULL CHECK (length(period) > 0)," /* as it was written, and what it means */
    " from_day TEXT NOT NULL CHECK (length(from_day) = 10),"
    " until_day TEXT NOT NULL CHECK (length(until_day) = 10),"
    " measure TEXT NOT NULL CHECK (length(measure) > 0),"
    " value TEXT NOT NULL,"
    " source TEXT NOT NULL CHECK (length(source) > 0),"
    " CHECK (from_day <= until_day)) STRICT;"
    "CREATE TRIGGER figure_is_kept BEFORE DELETE ON figure"
    " BEGIN SELECT RAISE(ABORT, 'figures are never deleted'); END;"
    "CREATE TRIGGER figure_stays BEFORE UPDATE ON figure"
    " BEGIN SELECT RAISE(ABORT, 'figures are never changed'); END;";
