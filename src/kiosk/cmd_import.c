/* turnout import FILE...: reads, argues back, and takes in all of the files or none.
 *
 * Plans go first, whatever their order on the command line, so that a programme is checked against
 * the plan that came with it. Everything happens in one transaction: an error in any file, or
 * --dry-run, rolls all of it back. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "base/mem.h"
#include "base/str.h"
#include "kiosk/cmd.h"
#include "kiosk/code.h"
#include "kiosk/paths.h"

static bool read_import(const char *path, struct import *im, struct err *err) {
    struct str bytes CLEANUP(str_release) = {0};
    bool ok = file_read(path, IMPORT_BYTES_MAX, &bytes, err) &&
              import_read(file_name(path), str_c(&bytes), bytes.len, im, err);
    if (bytes.p)
        explicit_bzero(bytes.p, bytes.len); /* it may be a list of names */
    return ok;
}

static void print_complaints(const struct import *im) {
    for (size_t i = 0; i < im->complaints; i++) {
        const struct complaint *c = &im->complaint[i];
        printf("%s:%d: %s: %s %s\n", im->file, c->line,
               c->severity == COMPLAINT_ERROR ? "error" : "warning", c->what, c->todo);
    }
}

static const char *const kind_words[] = {[IMPORT_UNKNOWN] = "rows",
                                         [IMPORT_PLAN] = "actions",
                                         [IMPORT_PROGRAMME] = "rows",
                                         [IMPORT_ROSTER] = "people"};

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

static bool take_all(struct store *s, struct import *im, size_t n, bool keep, struct err *err) {
    static const enum import_kind order[] = {IMPORT_PLAN, IMPORT_PROGRAMME, IMPORT_ROSTER};
    if (!store_begin(s, err))
        return false;
    for (size_t k = 0; k < sizeof order / sizeof *order; k++)
        for (size_t i = 0; i < n; i++)
            if (im[i].kind == order[k] && !take(s, &im[i], err)) {
                store_rollback(s);
                return false;
            }
    if (keep)
        return store_commit(s, err);
    store_rollback(s);
    puts("A dry run: nothing was imported.");
    return true;
}

/* A list is sealed under a key that only a code opens. */
static bool open_names(struct store *s, const struct import *im, size_t n, struct err *err) {
    for (size_t i = 0; i < n; i++)
        if (im[i].kind == IMPORT_ROSTER)
            return code_open_names(s, ROLE_STAFF, err);
    return true;
}

int cmd_import(const struct args *a) {
    char modules[4096];
    struct clock clock;
    struct err err = {0};
    struct import *im = xcalloc((size_t)a->operands, sizeof *im);
    bool ok = paths_modules(modules, sizeof modules, &err);
    clock_init_real(&clock);
    if (ok)
        import_set_module_dir(modules);
    for (int i = 0; ok && i < a->operands; i++)
        ok = read_import(a->operand[i], &im[i], &err);
    if (ok) {
        struct store *s = cmd_open_store(a, &clock, false, &err);
        ok = s && open_names(s, im, (size_t)a->operands, &err) &&
             take_all(s, im, (size_t)a->operands, !args_has(a, OPT_DRY_RUN), &err);
        store_close(s);
    }
    for (int i = 0; i < a->operands; i++)
        import_free(&im[i]);
    free(im);
    return ok ? EXIT_DONE : cmd_fail(&err);
}
