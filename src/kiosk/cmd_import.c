/* turnout import FILE|DIR...: reads, argues back, and takes in all of the files or none
 * (effects/batch.h). A folder stands for what the screen would offer of a stick: its files, and
 * those in its folders "rosters", "forms" and "help". With --dry-run it says the same, and changes
 * nothing. */
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/file.h"
#include "base/mem.h"
#include "base/str.h"
#include "effects/batch.h"
#include "effects/incoming.h"
#include "kiosk/cmd.h"
#include "kiosk/code.h"
#include "kiosk/paths.h"

/* ---- what is said of it ---- */

static void print_complaints(const struct batch_file *f) {
    for (size_t i = 0; i < f->saids; i++) {
        const struct batch_said *c = &f->said[i];
        bool form = f->kind == BATCH_FORM; /* whose notes say where in the form they are */
        printf("%s:%d: %s: %s%s%s\n", f->name, c->line,
               c->stops ? "error"
               : form   ? "note"
                        : "warning",
               c->what, c->todo[0] ? " " : "", c->todo);
    }
}

static const char *const kind_words[] = {
    [BATCH_PLAN] = "actions",    [BATCH_PROGRAMME] = "rows",  [BATCH_ROSTER] = "people",
    [BATCH_REPLIES] = "replies", [BATCH_UPDATES] = "updates", [BATCH_FIGURES] = "figures",
    [BATCH_KEY] = "key",         [BATCH_FORM] = "form",       [BATCH_CARD] = "help card",
    [BATCH_UNKNOWN] = "file"};

static void print_rows(const struct batch_file *f) {
    printf("%s: %zu %s: %zu new, %zu changed, %zu already there, %zu seen twice; %zu complaints\n",
           f->name, f->rows, kind_words[f->kind], f->added, f->changed, f->same, f->merged,
           f->saids);
    if (f->gone && f->kind == BATCH_REPLIES)
        printf("%s: %zu replies that are not in it are shown no more.\n", f->name, f->gone);
    else if (f->gone)
        printf("%s: %zu %s of this kiosk are not in it; they stay.\n", f->name, f->gone,
               kind_words[f->kind]);
}

static void print_file(const struct batch_file *f) {
    print_complaints(f);
    switch (f->kind) {
    case BATCH_PLAN:
    case BATCH_PROGRAMME:
    case BATCH_ROSTER:
    case BATCH_REPLIES:
    case BATCH_UPDATES:
    case BATCH_FIGURES:
        print_rows(f);
        break;
    case BATCH_KEY:
    case BATCH_FORM:
        if (f->note[0])
            printf("%s: %s%s\n", f->name, f->kind == BATCH_FORM && !f->there ? "form " : "",
                   f->note);
        break;
    case BATCH_CARD:
        if (f->note[0])
            printf("%s: help card: %s%s\n", f->name, f->note,
                   f->there ? " It is here already." : "");
        break;
    case BATCH_UNKNOWN:
        break;
    }
}

static bool has_forms(const struct batch_view *v) {
    for (size_t i = 0; i < v->files; i++)
        if ((v->file[i].kind == BATCH_FORM || v->file[i].kind == BATCH_CARD) && !v->file[i].there)
            return true;
    return false;
}

static void print_batch(const struct batch_view *v) {
    for (size_t i = 0; i < v->files; i++)
        print_file(&v->file[i]);
    if (v->unknown)
        printf("What else lies in the folder is nothing to be imported, and was left alone: %zu.\n",
               v->unknown);
}

/* ---- which files ---- */

struct files {
    struct arena arena; /* holds the names and paths */
    struct batch_source *at;
    size_t n, cap;
    size_t unknown;
};

static void add_file(struct files *f, const char *name, const char *path) {
    f->at = xgrow(f->at, &f->cap, f->n + 1, sizeof *f->at);
    f->at[f->n++] = (struct batch_source){.name = arena_strdup(&f->arena, name),
                                          .path = arena_strdup(&f->arena, path)};
}

static bool add_folder(struct files *f, const char *folder, struct err *err) {
    char path[4096];
    struct incoming_rest rest;
    struct file_view *found = xcalloc(BATCH_FILES_MAX, sizeof *found);
    size_t n = strlen(folder) > PATH_MAX / 2
                   ? 0
                   : incoming_find(folder, true, found, BATCH_FILES_MAX, &rest);
    for (size_t i = 0; i < n; i++) {
        path_join(path, sizeof path, folder, found[i].name);
        add_file(f, found[i].name, path);
    }
    free(found);
    if (n == 0)
        return err_set(err, ERR_INPUT,
                       "%s holds no .csv, .ics or .public.pem file, no form and no help card: name "
                       "another folder, or the files.",
                       folder);
    f->unknown += rest.unknown;
    return !rest.more || err_set(err, ERR_INPUT,
                                 "%s has more than %d files: name those that are "
                                 "meant.",
                                 folder, BATCH_FILES_MAX);
}

static bool find_files(const struct args *a, struct files *f, struct err *err) {
    struct stat st;
    for (int i = 0; i < a->operands; i++) {
        bool folder = stat(a->operand[i], &st) == 0 && S_ISDIR(st.st_mode);
        if (!folder)
            add_file(f, file_name(a->operand[i]), a->operand[i]);
        else if (!add_folder(f, a->operand[i], err))
            return false;
    }
    return true;
}

/* ---- taking them ---- */

static bool take(struct store *s, struct batch *b, const struct args *a, const struct files *f,
                 struct err *err) {
    char share[PATH_MAX], data[PATH_MAX];
    struct batch_view *v = NULL;
    if (!paths_share(share, sizeof share, err) || !cmd_data_dir(a, data, sizeof data, err))
        return false;
    const struct batch_ask ask = {.share = share,
                                  .data = data,
                                  .dry = args_has(a, OPT_DRY_RUN),
                                  .replace = args_has(a, OPT_REPLACE),
                                  .second = args_has(a, OPT_SECOND),
                                  .withdraw = args_has(a, OPT_WITHDRAW)};
    bool ok = batch_take(s, b, &ask, &v, err);
    v->unknown = f->unknown;
    print_batch(v);
    if (ok && ask.dry && v->wrong)
        ok = err_set(err, ERR_INPUT,
                     "A dry run: nothing would be imported. Correct the lines "
                     "above.");
    else if (ok && ask.dry)
        puts("A dry run: nothing was imported.");
    else if (ok && has_forms(v))
        puts("Forms and help cards open when the kiosk starts next.");
    batch_view_free(v);
    return ok;
}

/* A new kiosk is prepared before it has codes: its lists of people come when it has. */
static bool leave_lists(struct store *s, struct batch *b, size_t files, struct err *err) {
    bool has;
    const char *list[BATCH_FILES_MAX];
    size_t n = batch_lists(b, list, BATCH_FILES_MAX);
    if (!store_has_codes(s, &has, err))
        return false;
    if (has || n == 0)
        return true;
    for (size_t i = 0; i < n; i++)
        printf("%s: left out, because names are sealed with codes, and this kiosk has none yet. "
               "Start it once, set them up, and import this file again.\n",
               list[i]);
    batch_leave_lists(b);
    return n < files || err_set(err, ERR_INPUT, "There was nothing else: nothing was imported.");
}

/* A dry run needs nobody's code. */
static bool may_take(struct store *s, struct batch *b, const struct args *a, size_t files,
                     struct err *err) {
    if (!leave_lists(s, b, files, err))
        return false;
    enum role least = args_has(a, OPT_DRY_RUN) ? ROLE_PUBLIC : batch_needs(b);
    return least == ROLE_PUBLIC || code_open_names(s, least, err);
}

static bool import_files(const struct args *a, const struct files *f, struct err *err) {
    struct clock clock;
    clock_init_real(&clock);
    struct batch *b = batch_read(f->at, f->n, err);
    struct store *s = b ? cmd_open_store(a, &clock, false, err) : NULL;
    bool ok = s && may_take(s, b, a, f->n, err) && take(s, b, a, f, err);
    store_close(s);
    batch_free(b);
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
    free(files.at);
    arena_free(&files.arena);
    return ok ? EXIT_DONE : cmd_fail(&err);
}
