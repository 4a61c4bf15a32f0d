/* The store's own state: what it knows at the start, codes, the date, settings. */
#include <string.h>

#include "base/file.h"
#include "base/mem.h"
#include "base/str.h"
#include "effects/work.h"
#include "seal/code.h"
#include "store/store.h"
#include "store/vault.h"

static bool setting(struct store *s, const char *key, char *out, size_t size, struct err *err) {
    return store_setting(s, key, out, size, "", err);
}

static bool take_readers(struct store *s, struct facts *f, struct err *err) {
    struct reader_key key[READERS_MAX];
    _Static_assert(sizeof f->reader / sizeof *f->reader == READERS_MAX &&
                       sizeof f->reader->der == READER_DER_MAX,
                   "the model has room for the readers");
    if (!store_reader_keys(s, key, &f->readers, err))
        return false;
    for (size_t i = 0; i < f->readers; i++) {
        memcpy(f->reader[i].der, key[i].der, key[i].n);
        f->reader[i].n = key[i].n;
    }
    return true;
}

bool work_facts(struct store *s, struct work *w, struct err *err) {
    struct facts f = {.set = true, .date_confirmed = store_date_confirmed(s)};
    struct store_status status;
    char text_pct[8], sound[8], concerns[8], asked[12], meeting[12], key[KEY_SUM];
    int64_t kept;
    if (!store_has_codes(s, &f.has_codes, err) || !store_names_kept(s, &kept, err) ||
        !store_last_date(s, &f.last_date, err) || !store_status(s, &status, err) ||
        !store_public_key(s, key, err) || !take_readers(s, &f, err) ||
        !setting(s, "event", f.event, sizeof f.event, err) ||
        !setting(s, "theme", f.theme, sizeof f.theme, err) ||
        !setting(s, "text_pct", text_pct, sizeof text_pct, err) ||
        !setting(s, "sound", sound, sizeof sound, err) ||
        !setting(s, "pupils_concerns", concerns, sizeof concerns, err) ||
        !setting(s, LAPSE_MEETING, meeting, sizeof meeting, err) ||
        !setting(s, "left_open_asked", asked, sizeof asked, err))
        return false;
    f.names_kept = kept > 0;
    f.has_key = key[0] != '\0';
    f.shift = store_wall(s) - clock_wall(w->opts->clock);
    f.saved = status.saved;
    f.exported = status.exported;
    f.wait_s = store_code_wait(s);
    f.text_pct = str_eq(text_pct, "150") ? 150 : str_eq(text_pct, "100") ? 100 : 0;
    f.pupils_concerns = !str_eq(concerns, "off");
    f.sound = str_eq(sound, "on") ? 1 : str_eq(sound, "off") ? 0 : -1;
    f.asked = date_from_iso(asked);
    f.next_meeting = date_from_iso(meeting);
    w->result.facts = f;
    return true;
}

bool work_ledger(struct store *s, struct work *w, struct err *err) {
    w->result.ledger = store_ledger(s, err);
    return w->result.ledger != NULL;
}

bool do_opened(struct store *s, struct work *w, struct err *err) {
    work_tally_plan(w);
    return work_facts(s, w, err) && work_ledger(s, w, err) &&
           store_last_open(s, &w->result.ref, err);
}

bool do_check_code(struct store *s, struct work *w, struct err *err) {
    (void)s;
    const char *weakness = code_weakness(w->cmd.text);
    return !weakness || err_set(err, ERR_INPUT, "%s", weakness);
}

bool do_set_codes(struct store *s, struct work *w, struct err *err) {
    if (!store_set_codes(s, w->cmd.text, w->cmd.text2, err))
        return false;
    w->result.who = WHO_STAFF;
    return work_facts(s, w, err);
}

bool do_try_code(struct store *s, struct work *w, struct err *err) {
    enum role role;
    int wait_s;
    if (!store_try_code(s, w->cmd.text, &role, &wait_s, err))
        return false;
    static const enum who who[] = {
        [ROLE_PUBLIC] = WHO_PUBLIC, [ROLE_STAFF] = WHO_STAFF, [ROLE_COORDINATOR] = WHO_COORDINATOR};
    w->result.who = who[role];
    w->result.n = wait_s;
    return true;
}

static const enum role role_of[] = {
    [WHO_PUBLIC] = ROLE_PUBLIC, [WHO_STAFF] = ROLE_STAFF, [WHO_COORDINATOR] = ROLE_COORDINATOR};

bool do_ask_code(struct store *s, struct work *w, struct err *err) {
    return store_ask_code(s, w->cmd.text, role_of[w->cmd.n], &w->result.n, err);
}

bool do_change_code(struct store *s, struct work *w, struct err *err) {
    return store_change_code(s, role_of[w->cmd.n], w->cmd.text, w->cmd.text2, &w->result.n, err);
}

bool do_confirm_date(struct store *s, struct work *w, struct err *err) {
    return store_confirm_date(s, w->cmd.date, err) && work_facts(s, w, err) &&
           work_ledger(s, w, err);
}

bool do_boots(struct store *s, struct work *w, struct err *err) {
    struct store_boot boot[BOOTS_MAX];
    size_t n;
    if (!store_boots(s, boot, &n, err))
        return false;
    w->result.boot = xcalloc(BOOTS_MAX, sizeof *w->result.boot);
    w->result.boots = n;
    for (size_t i = 0; i < n; i++)
        w->result.boot[i] = (struct boot_view){.number = boot[i].number,
                                               .records = boot[i].records,
                                               .first = boot[i].first,
                                               .last = boot[i].last,
                                               .confirmed = boot[i].confirmed,
                                               .running = boot[i].running};
    return true;
}

bool do_correct_boot(struct store *s, struct work *w, struct err *err) {
    return store_correct_boot(s, w->cmd.ref, w->cmd.date, err) && do_boots(s, w, err) &&
           work_facts(s, w, err) && work_ledger(s, w, err);
}

bool do_setting(struct store *s, struct work *w, struct err *err) {
    return store_set_setting(s, w->cmd.text, w->cmd.text2, err) && work_facts(s, w, err);
}

bool do_backup(struct store *s, struct work *w, struct err *err) {
    char folder[4096], path[4096];
    path_join(folder, sizeof folder, w->opts->dir, "backups");
    path_join(path, sizeof path, folder, "last.db");
    return file_make_dirs(folder, err) && store_backup(s, path, err);
}
