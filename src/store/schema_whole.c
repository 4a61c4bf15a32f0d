/* Has the file the tables that its number says? One that was written between two versions may not,
 * and would fail here and there much later, with words that help nobody. So it is asked at each
 * opening: of each table one column, and of each column that came later. */
#include "store/store_internal.h"

#include "base/str.h"

static const struct {
    const char *table, *part;
} known[] = {
    {"boot", "number"},
    {"action", "code"},
    {"session", "id"},
    {"session", "moved_from"},
    {"session", "capacity"},
    {"session", "ward"},
    {"session", "pupils"},
    {"session", "made"},
    {"session", "made_boot"},
    {"session_action", "action"},
    {"session_band", "band"},
    {"life", "link"},
    {"dispute", "theirs"},
    {"mark", "entry"},
    {"gap", "seq"},
    {"complaint", "id"},
    {"setting", "key"},
    {"code", "role"},
    {"tally", "item"},
    {"opening", "grp"},
    {"confirmation", "first"},
    {"names_key", "role"},
    {"roster", "sealed"},
    {"walkin_name", "entry"},
    {"coordinator_key", "seq"},
    {"second_key", "seq"},
    {"sealed_sign_in", "sealed"},
    {"submission", "id"},
    {"draft", "form"},
    {"sealed_submission", "record"},
    {"form_key", "sum"},
    {"reply", "said"},
    {"typed_update", "due"},
    {"rating", "rag"},
    {"figure", "until_day"},
    {"purge", "class"},
    {"boot_shift", "said_wall"},
};

enum { KNOWN = sizeof known / sizeof *known };

/* One question about all of them, which can only be put to a whole file: its names are looked up,
 * and nothing is read. It is asked at each start. */
static bool is_whole(struct db *db) {
    struct str all CLEANUP(str_release) = {0};
    int64_t one;
    str_add(&all, "SELECT 1");
    for (size_t i = 0; i < KNOWN; i++)
        str_addf(&all, ", (SELECT %s FROM %s LIMIT 0)", known[i].part, known[i].table);
    return db_ask_int(db, NULL, &one, 0, str_c(&all), "");
}

bool schema_must_be_whole(struct db *db, struct err *err) {
    if (is_whole(db))
        return true;
    for (size_t i = 0; i < KNOWN; i++) {
        int64_t n;
        if (!db_ask_int(db, err, &n, 0, "SELECT count(*) FROM pragma_table_info(?) WHERE name = ?",
                        "tt", known[i].table, known[i].part))
            return false;
        if (n == 0)
            return err_set(err, ERR_INPUT,
                           "kiosk.db was made by another version of this program: its table "
                           "\"%s\" is missing or different. Use that version, or a copy of "
                           "the folder \"backups\"",
                           known[i].table);
    }
    return true;
}
