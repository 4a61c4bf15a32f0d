/* Taking in and giving out: the incoming folder, the dry run, the import, the export, the list of
 * what is to be put right. A file is what its content says, whatever its name. */
#include <dirent.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/file.h"
#include "base/mem.h"
#include "base/str.h"
#include "effects/incoming.h"
#include "effects/reports.h"
#include "effects/shelf.h"
#include "effects/work.h"
#include "seal/pair.h"
#include "store/sealed_form.h"
#include "store/store.h"
#include "store/vault.h"

bool do_find_files(struct store *s, struct work *w, struct err *err) {
    (void)s;
    char folder[4096];
    path_join(folder, sizeof folder, w->opts->dir, "incoming");
    if (!file_make_dirs(folder, err))
        return false;
    w->result.file = xcalloc(FILES_MAX, sizeof *w->result.file);
    w->result.files = incoming_find(folder, false, w->result.file, FILES_MAX, NULL);
    return true;
}

/* FNV-1a: only to see whether a file has changed since it was checked. */
static uint64_t sum_of(const struct str *bytes) {
    uint64_t h = 14695981039346656037u;
    for (size_t i = 0; i < bytes->len; i++)
        h = (h ^ (unsigned char)bytes->p[i]) * 1099511628211u;
    return h;
}

bool work_cancelled(struct work *w, struct err *err) {
    if (!atomic_load(&w->progress->cancel))
        return false;
    err_set(err, ERR_CANCELLED, "Stopped.");
    return true;
}

bool work_incoming(const struct work *w, const char *name, char *path, size_t size,
                   struct err *err) {
    char folder[4096];
    int64_t bytes;
    if (w->checked->stick[0])
        return stick_file(w->opts->usb, w->checked->stick, name, path, size, err);
    path_join(folder, sizeof folder, w->opts->dir, "incoming");
    path_join(path, size, folder, name);
    return (incoming_can_import(name) && incoming_is_file(path, &bytes)) ||
           err_set(err, ERR_MISSING, "%s is not in the folder incoming any more: look again.",
                   file_name(name));
}

static bool read_incoming(struct work *w, struct str *ret_bytes, struct err *err) {
    char path[4096];
    if (!work_incoming(w, w->checked->name, path, sizeof path, err))
        return false;
    atomic_store(&w->progress->total, 3);
    if (!file_read(path, IMPORT_BYTES_MAX, ret_bytes, err) || work_cancelled(w, err))
        return false;
    atomic_store(&w->progress->done, 1);
    return true;
}

static bool is_form(const struct str *bytes) {
    return shelf_is_form(str_c(bytes));
}

static bool is_key(const struct str *bytes) {
    return pair_kind(str_c(bytes), bytes->len) != PAIR_NEITHER;
}

/* Parses the file that is being checked and holds it against the ledger. */
static struct import *read_import(struct store *s, struct work *w, const struct str *bytes,
                                  struct err *err) {
    struct import *im = xcalloc(1, sizeof *im);
    struct ledger *ledger = NULL;
    bool ok = import_read(file_name(w->checked->name), str_c(bytes), bytes->len, im, err) &&
              !work_cancelled(w, err);
    atomic_store(&w->progress->done, 2);
    if (ok)
        ok = (ledger = store_ledger(s, err)) != NULL;
    if (ok) {
        import_check(im, ledger, date_of_wall(store_wall(s), NULL));
        ok = !work_cancelled(w, err);
    }
    ledger_free(ledger);
    if (ok)
        return im;
    import_free(im);
    free(im);
    return NULL;
}

/* What a key would change: shown with the digits by which a person knows it. */
static bool check_key(struct store *s, struct work *w, const struct str *bytes, struct err *err) {
    _Static_assert((int)KEY_SHOWN == (int)PAIR_SHOWN, "the model has room for the digits");
    struct key_view *v = &w->result.key;
    char sum[KEY_SUM], second[KEY_SUM];
    struct pair_key *key = pair_read_public(str_c(bytes), bytes->len, err);
    bool ok = key && store_public_key(s, sum, err) && store_second_key(s, second, err);
    if (ok) {
        STR_COPY(v->file, file_name(w->checked->name));
        pair_shown(pair_sum(key), v->now);
        if (sum[0])
            pair_shown(sum, v->before);
        if (second[0])
            pair_shown(second, v->second);
        v->same = str_eq(sum, pair_sum(key));
        v->is_second = str_eq(second, pair_sum(key));
    }
    pair_free(key);
    return ok;
}

static void take_said(struct form_check *c, const struct form_complaints *said) {
    c->said = arena_array(&c->arena, said->count, sizeof *c->said);
    c->saids = said->count;
    for (size_t i = 0; i < said->count; i++)
        c->said[i] = (struct form_said){.stops = said->at[i].stops,
                                        .line = said->at[i].line,
                                        .path = arena_strdup(&c->arena, said->at[i].path),
                                        .text = arena_strdup(&c->arena, said->at[i].text)};
}

/* A form that cannot run here is no failure: what is wrong with it is what was asked for. */
static bool check_form(struct store *s, struct work *w, struct err *err) {
    char path[4096];
    struct form_complaints said = {0};
    struct shelf_form form = {0};
    struct err why = {0};
    if (!work_incoming(w, w->checked->name, path, sizeof path, err))
        return false;
    bool runs = shelf_check(path, w->opts->share, w->opts->dir, s, &form, &said, &why);
    if (!runs && why.kind != ERR_INPUT) {
        form_complaints_free(&said);
        return err_set(err, why.kind, "%s", why.text);
    }
    struct form_check *c = w->result.form_check = xcalloc(1, sizeof *c);
    struct arena *a = &c->arena;
    *c = (struct form_check){.questions = form.questions, .there = form.there};
    c->file = arena_strdup(a, file_name(w->checked->name));
    c->why = runs ? NULL : arena_strdup(a, why.text);
    c->title = arena_strdup(a, form.title);
    c->id = arena_strdup(a, form.id);
    c->version = arena_strdup(a, form.version);
    c->languages = arena_strdup(a, form.languages);
    if (form.key[0])
        pair_shown(form.key, c->key);
    if (form.key_before[0])
        pair_shown(form.key_before, c->key_before);
    take_said(c, &said);
    form_complaints_free(&said);
    return true;
}

bool do_check_file(struct store *s, struct work *w, struct err *err) {
    if (incoming_is_card(w->cmd.text))
        return do_check_all(s, w, err);
    STR_COPY(w->checked->stick, w->cmd.text2);
    STR_COPY(w->checked->name, w->cmd.text);
    struct str bytes CLEANUP(str_wipe) = {0}; /* it may be a list of names */
    if (!read_incoming(w, &bytes, err))
        return false;
    w->checked->sum = sum_of(&bytes);
    if (is_key(&bytes))
        return check_key(s, w, &bytes, err);
    if (is_form(&bytes))
        return check_form(s, w, err);
    w->result.import = read_import(s, w, &bytes, err);
    return w->result.import != NULL;
}

static bool apply_key(struct store *s, struct work *w, const struct str *bytes, struct err *err) {
    struct pair_key *key = pair_read_public(str_c(bytes), bytes->len, err);
    bool ok = key != NULL;
    if (ok && w->cmd.n == KEY_COORDINATOR)
        ok = store_set_public_key(s, key, err);
    else if (ok)
        ok = store_set_second_key(s, w->cmd.n == KEY_SECOND ? key : NULL, err);
    pair_free(key);
    return ok && work_facts(s, w, err);
}

/* Parses again: what is applied is checked against the ledger of this very moment. */
static bool apply_import(struct store *s, struct work *w, const struct str *bytes,
                         struct err *err) {
    struct import *im = read_import(s, w, bytes, err);
    if (!im)
        return false;
    struct import_result done;
    bool ok =
        store_apply_import(s, im, &done, err) && work_ledger(s, w, err) && work_facts(s, w, err);
    w->checked->lists = 0;
    if (ok && im->kind == IMPORT_ROSTER && !w->checked->stick[0])
        STR_COPY(w->checked->list[w->checked->lists++], w->checked->name);
    if (ok)
        w->result.n = (int32_t)(done.added + done.updated);
    if (ok && im->kind == IMPORT_PROGRAMME) /* the next one who is asked where finds its places */
        w->result.forms = shelf_load(w->opts->share, w->opts->dir, s);
    import_free(im);
    free(im);
    return ok;
}

/* Durable when it returns; the forms come anew with the result, so that it opens at once. */
static bool apply_form(struct store *s, struct work *w, struct err *err) {
    char path[4096];
    struct shelf_form form = {0};
    if (!work_incoming(w, w->checked->name, path, sizeof path, err) ||
        !shelf_check(path, w->opts->share, w->opts->dir, s, &form, NULL, err) ||
        work_cancelled(w, err) ||
        (form.key[0] && !store_remember_form_key(s, form.id, form.key, err)) ||
        !shelf_add(path, w->opts->dir, err))
        return false;
    w->result.forms = shelf_load(w->opts->share, w->opts->dir, s);
    return true;
}

bool do_import(struct store *s, struct work *w, struct err *err) {
    struct str bytes CLEANUP(str_wipe) = {0};
    if (!read_incoming(w, &bytes, err))
        return false;
    if (sum_of(&bytes) != w->checked->sum)
        return err_set(err, ERR_INPUT, "%s has changed since it was checked: check it again.",
                       file_name(w->checked->name));
    if (is_form(&bytes))
        return apply_form(s, w, err);
    return is_key(&bytes) ? apply_key(s, w, &bytes, err) : apply_import(s, w, &bytes, err);
}

/* A list of names that is imported must not lie in the kiosk's folder any longer, readable as it
 * came. A card may keep what was overwritten in cells that nothing shows: the first place for a
 * list is a stick. Asked for by the kiosk when the import is on the card. */
bool do_drop_list(struct store *s, struct work *w, struct err *err) {
    (void)s;
    struct checked *c = w->checked;
    char path[4096];
    while (c->lists > 0) {
        const char *name = c->list[--c->lists];
        if (!work_incoming(w, name, path, sizeof path, err) || !file_shred(path, err))
            return false;
    }
    return true;
}

bool do_export(struct store *s, struct work *w, struct err *err) {
    char path[4096];
    struct store_status status;
    size_t sessions = 0;
    if (!store_status(s, &status, err))
        return false;
    atomic_store(&w->progress->total, status.sessions);
    const struct reports_ask ask = {.report = w->cmd.text, .ending = ".csv"};
    if (!reports_write(s, w, &ask, path, sizeof path, &sessions, err))
        return false;
    path_join(w->result.text, sizeof w->result.text, "exports",
              file_name(path)); /* as a person finds it */
    /* What staff see is how many sessions are out: another report changes nothing about that. */
    return str_eq(w->cmd.text, "sessions") ? reports_exported(s, w, sessions, err)
                                           : work_facts(s, w, err);
}

bool do_complaints(struct store *s, struct work *w, struct err *err) {
    struct store_complaints list = {0};
    if (!store_complaints(s, &list, err))
        return false;
    struct complaints_view *v = xcalloc(1, sizeof *v);
    v->arena = list.arena; /* the texts move along */
    v->n = list.n;
    v->open = list.open;
    v->item = arena_array(&v->arena, list.n, sizeof *v->item);
    for (size_t i = 0; i < list.n; i++) {
        const struct store_complaint *c = &list.item[i];
        v->item[i] = (struct complaint_view){.id = c->id,
                                             .session = c->session,
                                             .file = c->file,
                                             .rule = c->rule,
                                             .what = c->what,
                                             .todo = c->todo,
                                             .line = c->line,
                                             .done = c->done};
    }
    w->result.complaints = v;
    return true;
}

bool do_complaint_done(struct store *s, struct work *w, struct err *err) {
    return store_complaint_done(s, w->cmd.ref, w->cmd.n != 0, err) && do_complaints(s, w, err);
}
