/* Has the file the tables that its number says? One that was written between two versions may not,
 * and would fail here and there much later, with words that help nobody. So it is asked at each
 * opening: of each table one column, and of each column that came later. */
#include "store/store_internal.h"

#include "base/str.h"

static const char missing[] =
    "WITH known(name, part) AS (VALUES"
    " ('boot', 'number'), ('action', 'code'), ('session', 'id'), ('session', 'moved_from'),"
    " ('session', 'capacity'), ('session', 'ward'), ('session', 'pupils'), ('session', 'made'),"
    " ('session', 'made_boot'), ('session_action', 'action'), ('session_band', 'band'),"
    " ('life', 'link'), ('dispute', 'theirs'), ('mark', 'entry'), ('gap', 'seq'),"
    " ('complaint', 'id'), ('setting', 'key'), ('code', 'role'), ('tally', 'item'),"
    " ('opening', 'grp'), ('confirmation', 'first'), ('names_key', 'role'),"
    " ('roster', 'sealed'), ('walkin_name', 'entry'), ('coordinator_key', 'seq'),"
    " ('second_key', 'seq'), ('sealed_sign_in', 'sealed'), ('submission', 'id'), ('draft', 'form'),"
    " ('sealed_submission', 'record'), ('form_key', 'sum'),"
    " ('reply', 'said'), ('typed_update', 'due'), ('rating', 'rag'), ('figure', 'until_day'),"
    " ('purge', 'class'), ('boot_shift', 'said_wall'))"
    " SELECT name FROM known WHERE NOT EXISTS"
    "  (SELECT 1 FROM pragma_table_info(known.name) i WHERE i.name = known.part) LIMIT 1";

bool schema_must_be_whole(struct db *db, struct err *err) {
    char table[40] = "";
    struct db_rows *r = db_ask(db, missing, "");
    if (db_next(r))
        str_copy(table, sizeof table, db_text(r, 0));
    if (!db_done(r, err))
        return false;
    return !table[0] || err_set(err, ERR_INPUT,
                                "kiosk.db was made by another version of this program: its table "
                                "\"%s\" is missing or different. Use that version, or a copy of "
                                "the folder \"backups\"",
                                table);
}
