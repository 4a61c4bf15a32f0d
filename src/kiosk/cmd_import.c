/* turnout import FILE|DIR...: reads, argues back, and takes in all of the files or none. A folder
 * stands for what the screen would offer of a stick: its files, and those in its folders "rosters"
 * and "forms".
 *
 * Plans go first, whatever their order on the command line, so that a programme is checked against
 * the plan that came with it; the coordinator's public key comes behind, forms go last. Everything
 * happens in one transaction: an error in any file, or --dry-run, rolls all of it back. */
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/file.h"
#include "base/mem.h"
#include "base/str.h"
#include "effects/incoming.h"
#include "effects/shelf.h"
#include "kiosk/cmd.h"
#include "kiosk/code.h"
#include "kiosk/paths.h"
#include "seal/pair.h"
#include "store/sealed_form.h"
#include "store/vault.h"

struct incoming { /* one of the three */
    const char *name, *path;
    struct import im;
    struct pair_key *key;
    bool is_form;
};

static bool recognise(struct incoming *in, const struct str *bytes, struct err *err) {
    in->is_form = shelf_is_form(str_c(bytes));
    if (in->is_form)
        return true;
    if (pair_kind(str_c(bytes), bytes->len) == PAIR_NEITHER)
        return import_read(in->name, str_c(bytes), bytes->len, &in->im, err);
    in->key = pair_read_public(str_c(bytes), bytes->len, err);
    return in->key || err_prefix(err, "%s", in->name);
}

static bool read_incoming(const char *path, struct incoming *in, struct err *err) {
    struct str bytes CLEANUP(str_release) = {0};
    in->name = file_name(path);
    in->path = path;
    bool ok = file_read(path, IMPORT_BYTES_MAX, &bytes, err) && recognise(in, &bytes, err);
    if (bytes.p)
        explicit_bzero(bytes.p, bytes.len); /* it may be a list of names */
    return ok;
}

static void free_incoming(struct incoming *in) {
    import_free(&in->im);
    pair_free(in->key);
}

static void print_complaints(const struct import *im) {
    for (size_t i = 0; i < im->complaints; i++) {
        const struct complaint *c = &im->complaint[i];
        printf("%s:%d: %s: %s %s\n", im->file, c->line,
               c->severity == COMPLAINT_ERROR ? "error" : "warning", c->what, c->todo);
    }
}

static const char *const kind_words[] = {
    [IMPORT_UNKNOWN] = "rows",  [IMPORT_PLAN] = "actions",    [IMPORT_PROGRAMME] = "rows",
    [IMPORT_ROSTER] = "people", [IMPORT_REPLIES] = "replies", [IMPORT_UPDATES] = "updates"};

static void print_summary(const struct import *im) {
    printf("%s: %zu %s: %zu new, %zu changed, %zu already there, %zu seen twice; %zu complaints\n",
           im->file, im->rows, kind_words[im->kind], im->added, im->updated, im->same, im->merged,
           im->complaints);
}

/* Checks one file against the store as it is now, says what is to be said, and applies it. */
static bool take(struct store *s, struct import *im, struct err *err) {
    struct ledger *ledger = store_ledger(s, err);
    if (!ledger)
        return false;
    import_check(im, ledger, date_of_wall(store_wall(s), NULL));
    ledger_free(ledger);
    print_complaints(im);
    if (im->errors)
        return err_set(err, ERR_INPUT,
                       "%s has %zu errors: nothing was imported. Correct the lines above.",
                       im->file, im->errors);
    print_summary(im);
    struct import_result done;
    return store_apply_import(s, im, &done, err);
}

/* Another key is not taken in silence: whoever could swap it would read what comes after. */
static bool take_key(struct store *s, const struct incoming *in, bool replace, struct err *err) {
    char sum[KEY_SUM], before[PAIR_SHOWN], now[PAIR_SHOWN];
    if (!store_public_key(s, sum, err))
        return false;
    pair_shown(sum, before);
    pair_shown(pair_sum(in->key), now);
    if (str_eq(sum, pair_sum(in->key))) {
        printf("%s: this kiosk has the coordinator's key %s already.\n", in->name, now);
        return true;
    }
    if (sum[0] && !replace)
        return err_set(err, ERR_INPUT,
                       "%s: this kiosk has the coordinator's key %s. Add --replace to seal for %s "
                       "from now on; what was sealed until now stays readable with the old "
                       "private key only.",
                       in->name, before, now);
    if (!store_set_public_key(s, in->key, err))
        return false;
    printf("%s: from now on sign-ins are sealed for the coordinator's key %s, and concerns can be "
           "left.\n",
           in->name, now);
    if (sum[0])
        printf("What was sealed until now stays readable with the private key of %s only.\n",
               before);
    return true;
}

static bool withdraw_key(struct store *s, const struct incoming *in, const char *sum,
                         struct err *err) {
    char now[PAIR_SHOWN];
    pair_shown(pair_sum(in->key), now);
    if (!str_eq(sum, pair_sum(in->key)))
        return err_set(err, ERR_INPUT, "%s: %s is not this kiosk's second reader.", in->name, now);
    if (!store_set_second_key(s, NULL, err))
        return false;
    printf("%s: from now on concerns are sealed to the coordinator alone; those of before stay "
           "readable for %s, too.\n",
           in->name, now);
    return true;
}

static bool take_second_key(struct store *s, const struct incoming *in, const struct args *a,
                            struct err *err) {
    char sum[KEY_SUM], before[PAIR_SHOWN], now[PAIR_SHOWN];
    if (!store_second_key(s, sum, err))
        return false;
    if (args_has(a, OPT_WITHDRAW))
        return withdraw_key(s, in, sum, err);
    pair_shown(sum, before);
    pair_shown(pair_sum(in->key), now);
    if (str_eq(sum, pair_sum(in->key))) {
        printf("%s: this kiosk has the second reader's key %s already.\n", in->name, now);
        return true;
    }
    if (sum[0] && !args_has(a, OPT_REPLACE))
        return err_set(err, ERR_INPUT,
                       "%s: this kiosk has the second reader %s. Add --replace to seal concerns to "
                       "%s in its place.",
                       in->name, before, now);
    if (!store_set_second_key(s, in->key, err))
        return err_prefix(err, "%s", in->name);
    printf(
        "%s: from now on concerns are sealed to the second reader %s, too. Each of the two opens "
        "them alone; sign-ins stay the coordinator's.\n",
        in->name, now);
    return true;
}

static void print_said(const char *name, const struct form_complaints *said) {
    for (size_t i = 0; i < said->count; i++) {
        const struct form_complaint *c = &said->at[i];
        printf("%s:%d: %s: %s%s%s\n", name, c->line, c->stops ? "error" : "note", c->path,
               c->path[0] ? ": " : "", c->text);
    }
}

/* Of a form that brings a key of its own. */
static bool take_form_key(struct store *s, const struct shelf_form *form, struct err *err) {
    char before[PAIR_SHOWN], now[PAIR_SHOWN];
    pair_shown(form->key, now);
    pair_shown(form->key_before, before);
    if (form->key_before[0])
        printf("Its key has changed: its answers were sealed for %s until now, and are for %s from "
               "now on. What was sealed until now stays readable with the old private key only.\n",
               before, now);
    else
        printf("Its answers are sealed for the key %s that stands in it. No version of it without "
               "a key is taken any more.\n",
               now);
    return store_remember_form_key(s, form->id, form->key, err);
}

/* The files of a form are copied behind everything that can still be refused. */
static bool take_form(struct store *s, const struct args *a, const struct incoming *in,
                      struct err *err) {
    char share[PATH_MAX], data[PATH_MAX];
    struct form_complaints said = {0};
    struct shelf_form form = {0};
    if (!paths_share(share, sizeof share, err) || !cmd_data_dir(a, data, sizeof data, err))
        return false;
    bool ok = shelf_check(in->path, share, data, s, &form, &said, err);
    print_said(in->name, &said);
    form_complaints_free(&said);
    if (!ok)
        return err_prefix(err, "%s", in->name);
    if (form.there) {
        printf("%s: this kiosk has version %s of the form %s already, or a newer one.\n", in->name,
               form.version, form.id);
        return true;
    }
    printf("%s: form %s, version %s: %s. %d questions%s%s. It opens when the kiosk starts next.\n",
           in->name, form.id, form.version, form.title, form.questions,
           form.languages[0] ? ", in " : "", form.languages);
    if (form.key[0] && !take_form_key(s, &form, err))
        return false;
    return args_has(a, OPT_DRY_RUN) || shelf_add(in->path, data, err);
}

static bool take_forms(struct store *s, const struct args *a, const struct incoming *in, size_t n,
                       struct err *err) {
    for (size_t i = 0; i < n; i++)
        if (in[i].is_form && !take_form(s, a, &in[i], err))
            return false;
    return true;
}

static bool take_each(struct store *s, struct incoming *in, size_t n, const struct args *a,
                      struct err *err) {
    static const enum import_kind order[] = {IMPORT_PLAN, IMPORT_PROGRAMME, IMPORT_ROSTER,
                                             IMPORT_REPLIES, IMPORT_UPDATES};
    for (size_t k = 0; k < sizeof order / sizeof *order; k++)
        for (size_t i = 0; i < n; i++)
            if (in[i].im.kind == order[k] && !take(s, &in[i].im, err))
                return false;
    for (size_t i = 0; i < n; i++)
        if (in[i].key &&
            !(args_has(a, OPT_SECOND) ? take_second_key(s, &in[i], a, err)
                                      : take_key(s, &in[i], args_has(a, OPT_REPLACE), err)))
            return false;
    return true;
}

static bool take_all(struct store *s, struct incoming *in, size_t n, const struct args *a,
                     struct err *err) {
    if (!store_begin(s, err))
        return false;
    if (!take_each(s, in, n, a, err) || !take_forms(s, a, in, n, err)) {
        store_rollback(s);
        return false;
    }
    if (!args_has(a, OPT_DRY_RUN))
        return store_commit(s, err);
    store_rollback(s);
    puts("A dry run: nothing was imported.");
    return true;
}

/* A list is sealed under a key that only a code opens; the coordinator's key is the coordinator's
 * to give. */
static bool open_names(struct store *s, const struct incoming *in, size_t n, struct err *err) {
    enum role least = ROLE_PUBLIC;
    for (size_t i = 0; i < n; i++) {
        enum role needed = in[i].key                        ? ROLE_COORDINATOR
                           : in[i].im.kind == IMPORT_ROSTER ? ROLE_STAFF
                                                            : ROLE_PUBLIC;
        least = needed > least ? needed : least;
    }
    return least == ROLE_PUBLIC || code_open_names(s, least, err);
}

/* ---- which files ---- */

struct files {
    struct arena arena; /* holds the paths */
    const char **path;
    size_t n, cap;
};

static void add_file(struct files *f, const char *path) {
    f->path = xgrow(f->path, &f->cap, f->n + 1, sizeof *f->path);
    f->path[f->n++] = arena_strdup(&f->arena, path);
}

static bool add_folder(struct files *f, const char *folder, struct err *err) {
    enum { MANY = 500 };
    char path[4096];
    struct file_view *found = xcalloc(MANY, sizeof *found);
    size_t n = incoming_find(folder, true, found, MANY);
    for (size_t i = 0; n < MANY && i < n; i++) {
        path_join(path, sizeof path, folder, found[i].name);
        add_file(f, path);
    }
    free(found);
    if (n == MANY)
        return err_set(err, ERR_INPUT, "%s has %d files or more: name those that are meant.",
                       folder, MANY);
    return n > 0 ||
           err_set(
               err, ERR_INPUT,
               "%s holds no .csv, .ics or .public.pem file and no form: name another folder, or "
               "the files.",
               folder);
}

static bool find_files(const struct args *a, struct files *f, struct err *err) {
    struct stat st;
    for (int i = 0; i < a->operands; i++) {
        bool folder = stat(a->operand[i], &st) == 0 && S_ISDIR(st.st_mode);
        if (!folder)
            add_file(f, a->operand[i]);
        else if (!add_folder(f, a->operand[i], err))
            return false;
    }
    return true;
}

static bool import_files(const struct args *a, const struct files *f, struct err *err) {
    struct clock clock;
    struct incoming *in = xcalloc(f->n, sizeof *in);
    bool ok = true;
    clock_init_real(&clock);
    for (size_t i = 0; ok && i < f->n; i++)
        ok = read_incoming(f->path[i], &in[i], err);
    if (ok) {
        struct store *s = cmd_open_store(a, &clock, false, err);
        ok = s && open_names(s, in, f->n, err) && take_all(s, in, f->n, a, err);
        store_close(s);
    }
    for (size_t i = 0; i < f->n; i++)
        free_incoming(&in[i]);
    free(in);
    return ok;
}

int cmd_import(const struct args *a) {
    struct err err = {0};
    struct files files = {0};
    if (args_has(a, OPT_WITHDRAW) && !args_has(a, OPT_SECOND)) {
        err_set(&err, ERR_INPUT, "--withdraw is for a second reader: add --second.");
        return args_fail("turnout", &err, EXIT_USE);
    }
    bool ok = find_files(a, &files, &err) && import_files(a, &files, &err);
    free(files.path);
    arena_free(&files.arena);
    return ok ? EXIT_DONE : cmd_fail(&err);
}
