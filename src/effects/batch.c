#include "effects/batch.h"

#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "base/mem.h"
#include "effects/batch_parts.h"
#include "effects/incoming.h"
#include "effects/shelf.h"
#include "effects/staged.h"

/* ---- reading ------------------------------------------------------------------------------ */

static uint64_t sum_on(uint64_t h, const char *bytes, size_t n) {
    for (size_t i = 0; i < n; i++)
        h = (h ^ (unsigned char)bytes[i]) * 1099511628211u;
    return h;
}

static const enum batch_kind kind_of_import[] = {
    [IMPORT_UNKNOWN] = BATCH_UNKNOWN,     [IMPORT_PLAN] = BATCH_PLAN,
    [IMPORT_PROGRAMME] = BATCH_PROGRAMME, [IMPORT_ROSTER] = BATCH_ROSTER,
    [IMPORT_REPLIES] = BATCH_REPLIES,     [IMPORT_UPDATES] = BATCH_UPDATES,
    [IMPORT_FIGURES] = BATCH_FIGURES};

/* A card is plain text, like a letter: what makes it one is that somebody named it so. */
static bool is_card(const char *name) {
    const char *dot = strrchr(name, '.');
    return dot && strcasecmp(dot, ".md") == 0;
}

static void recognise(struct batch_item *it, struct str *bytes) {
    const char *text = str_c(bytes);
    if (is_card(it->source.name)) {
        it->kind = BATCH_CARD;
        it->text = *bytes;
        *bytes = (struct str){0};
    } else if (shelf_is_form(text)) {
        it->kind = BATCH_FORM;
    } else if (pair_kind(text, bytes->len) != PAIR_NEITHER) {
        it->key = pair_read_public(text, bytes->len, &it->why);
        it->kind = it->key ? BATCH_KEY : BATCH_UNKNOWN;
    } else if (import_read(file_name(it->source.name), text, bytes->len, &it->im, &it->why)) {
        it->kind = kind_of_import[it->im.kind];
    } else {
        it->kind = BATCH_UNKNOWN;
    }
}

/* What is no file that could be read is wrong like one that cannot be understood. */
static bool read_item(struct batch_item *it, size_t *room, struct err *err) {
    struct str bytes CLEANUP(str_wipe) = {0}; /* it may be a list of names */
    size_t cap = IMPORT_BYTES_MAX < *room ? IMPORT_BYTES_MAX : *room;
    if (!file_read(it->source.path, cap, &bytes, &it->why)) {
        it->kind = BATCH_UNKNOWN;
        if (*room < IMPORT_BYTES_MAX && it->why.kind == ERR_INPUT)
            return err_set(err, ERR_INPUT,
                           "These files have more than %d MiB together: import a part of them.",
                           BATCH_BYTES_MAX >> 20);
        return it->why.kind == ERR_INPUT || err_set(err, it->why.kind, "%s", it->why.text);
    }
    *room -= bytes.len;
    it->sum = sum_on(14695981039346656037u, str_c(&bytes), bytes.len);
    recognise(it, &bytes);
    return true;
}

/* By kind, then by name: a folder is the same in any order in which it is read. */
static int by_kind(const void *a, const void *b) {
    const struct batch_item *x = a, *y = b;
    return x->kind != y->kind ? (x->kind < y->kind ? -1 : 1)
                              : strcmp(x->source.name, y->source.name);
}

struct batch *batch_read(const struct batch_source *source, size_t n, struct err *err) {
    size_t room = BATCH_BYTES_MAX;
    struct batch *b = xcalloc(1, sizeof *b);
    bool ok = n <= BATCH_FILES_MAX ||
              err_set(err, ERR_INPUT, "More than %d files are too many at once: import a part.",
                      BATCH_FILES_MAX);
    b->item = xcalloc(n ? n : 1, sizeof *b->item);
    for (size_t i = 0; ok && i < n; i++) {
        struct batch_item *it = &b->item[b->n++];
        it->source = (struct batch_source){.name = arena_strdup(&b->arena, source[i].name),
                                           .path = arena_strdup(&b->arena, source[i].path)};
        ok = read_item(it, &room, err);
    }
    if (!ok) {
        batch_free(b);
        return NULL;
    }
    if (b->n)
        qsort(b->item, b->n, sizeof *b->item, by_kind);
    return b;
}

static void free_item(struct batch_item *it) {
    import_free(&it->im);
    pair_free(it->key);
    str_wipe(&it->text);
}

void batch_free(struct batch *b) {
    if (!b)
        return;
    for (size_t i = 0; i < b->n; i++)
        free_item(&b->item[i]);
    free(b->item);
    arena_free(&b->arena);
    free(b);
}

uint64_t batch_sum(const struct batch *b) {
    uint64_t h = 14695981039346656037u;
    for (size_t i = 0; i < b->n; i++) {
        const struct batch_item *it = &b->item[i];
        h = sum_on(h, it->source.name, strlen(it->source.name) + 1);
        h = sum_on(h, (const char *)&it->sum, sizeof it->sum);
    }
    return h;
}

enum role batch_needs(const struct batch *b) {
    enum role least = ROLE_PUBLIC;
    for (size_t i = 0; i < b->n; i++) {
        enum role needed = b->item[i].kind == BATCH_KEY      ? ROLE_COORDINATOR
                           : b->item[i].kind == BATCH_ROSTER ? ROLE_STAFF
                                                             : ROLE_PUBLIC;
        least = needed > least ? needed : least;
    }
    return least;
}

size_t batch_lists(const struct batch *b, const char *ret_name[], size_t max) {
    size_t n = 0;
    for (size_t i = 0; i < b->n && n < max; i++)
        if (b->item[i].kind == BATCH_ROSTER)
            ret_name[n++] = b->item[i].source.name;
    return n;
}

void batch_leave_lists(struct batch *b) {
    size_t kept = 0;
    for (size_t i = 0; i < b->n; i++)
        if (b->item[i].kind == BATCH_ROSTER)
            free_item(&b->item[i]);
        else
            b->item[kept++] = b->item[i];
    b->n = kept;
}

/* ---- taking ------------------------------------------------------------------------------- */

void batch_wrong(struct batch_run *r, const char *what, const char *todo) {
    struct batch_file *f = r->file;
    struct arena *a = &r->view->arena;
    struct batch_said *said = arena_array(a, f->saids + 1, sizeof *said);
    if (f->saids)
        memcpy(said + 1, f->said, f->saids * sizeof *said);
    said[0] = (struct batch_said){
        .stops = true, .what = arena_strdup(a, what), .todo = arena_strdup(a, todo)};
    f->said = said;
    f->saids++;
    f->errors++;
}

static bool take_one(struct batch_run *r, struct batch_item *it, struct err *err) {
    switch (it->kind) {
    case BATCH_PLAN:
    case BATCH_PROGRAMME:
    case BATCH_ROSTER:
    case BATCH_REPLIES:
    case BATCH_UPDATES:
    case BATCH_FIGURES:
        return batch_take_import(r, it, err);
    case BATCH_KEY:
        return batch_take_key(r, it, err);
    case BATCH_FORM:
        return batch_take_form(r, it, err);
    case BATCH_CARD:
        return batch_take_card(r, it, err);
    case BATCH_UNKNOWN:
        batch_wrong(r, it->why.text, "");
    }
    return true;
}

static bool take_each(struct batch_run *r, struct err *err) {
    struct batch *b = r->b;
    const struct batch_ask *ask = r->ask;
    for (size_t i = 0; i < b->n; i++) {
        r->file = &r->view->file[i];
        r->file->name = arena_strdup(&r->view->arena, b->item[i].source.name);
        r->file->kind = b->item[i].kind;
        r->file->note = "";
        r->view->files++;
        if ((ask->go_on && !ask->go_on(ask->ctx, i, b->n, err)) || !take_one(r, &b->item[i], err))
            return false;
        r->view->wrong += r->file->errors > 0;
    }
    return true;
}

/* What comes from other folders is a sentence with or without its full stop. */
static const char *stop_after(const char *text) {
    size_t n = strlen(text);
    return n > 0 && text[n - 1] != '.' ? "." : "";
}

/* The first file that is wrong, in a sentence. */
static bool refuse(const struct batch_view *v, struct err *err) {
    const struct batch_file *f = v->file;
    while (f->errors == 0)
        f++;
    size_t i = 0;
    while (!f->said[i].stops)
        i++;
    if (f->said[i].line > 0)
        return err_set(err, ERR_INPUT,
                       "%s has %zu errors: nothing was imported. Correct the lines above.", f->name,
                       f->errors);
    const char *what = f->said[i].what, *todo = f->said[i].todo;
    return err_set(err, ERR_INPUT, "%s: %s%s%s%s Nothing was imported.", f->name, what,
                   stop_after(what), todo[0] ? " " : "", todo);
}

/* ---- the files that go into DATA ---- */

static bool needs_files(const struct batch *b) {
    for (size_t i = 0; i < b->n; i++)
        if (b->item[i].write)
            return true;
    return false;
}

static bool stage_card(const struct batch_item *it, const char *staged, struct err *err) {
    char folder[4096], path[4096];
    path_join(folder, sizeof folder, staged, "help");
    path_join(path, sizeof path, folder, it->card);
    return file_make_dirs(folder, err) &&
           file_write_whole(path, str_c(&it->text), it->text.len, err);
}

static bool stage(const struct batch_run *r, struct err *err) {
    char staged[4096];
    if (!needs_files(r->b))
        return true;
    staged_path(r->ask->data, staged, sizeof staged);
    if (!staged_begin(r->s, r->ask->data, err))
        return false;
    for (size_t i = 0; i < r->b->n; i++) {
        const struct batch_item *it = &r->b->item[i];
        if (it->write && !(it->kind == BATCH_FORM ? shelf_add(it->source.path, staged, err)
                                                  : stage_card(it, staged, err)))
            return err_prefix(err, "%s", it->source.name);
    }
    return staged_seal(r->s, r->ask->data, err);
}

/* Everything inside the transaction. False: it has to be rolled back. */
static bool take_all(struct batch_run *r, struct err *err) {
    if (!take_each(r, err))
        return false;
    if (r->ask->dry)
        return true;
    return r->view->wrong ? refuse(r->view, err) : stage(r, err);
}

bool batch_take(struct store *s, struct batch *b, const struct batch_ask *ask,
                struct batch_view **ret_view, struct err *err) {
    struct batch_view *v = xcalloc(1, sizeof *v);
    struct batch_run run = {.s = s, .b = b, .ask = ask, .view = v};
    v->file = arena_array(&v->arena, b->n ? b->n : 1, sizeof *v->file);
    *ret_view = v;
    if (!store_begin(s, err))
        return false;
    bool ok = take_all(&run, err);
    help_free(run.help);
    if (ok && !ask->dry)
        ok = store_commit(s, err);
    else
        store_rollback(s);
    struct err late = {0};
    bool settled = ask->dry || staged_settle(s, ask->data, &late); /* also what came to nothing */
    v->later = ok && !settled;
    return ok;
}
