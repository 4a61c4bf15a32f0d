/* turnout open PRIVATE.pem DIR|FILE...: what was sealed for the coordinator, as a table. One
 * submission is in memory at a time, and what is damaged never keeps the others from being opened.
 */
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/file.h"
#include "base/str.h"
#include "base/walk.h"
#include "forms/manifest.h"
#include "kiosk/cmd.h"
#include "kiosk/code.h"
#include "report/opened.h"
#include "seal/odk.h"
#include "seal/pair.h"

enum { FILES_MAX = 400000, FILE_BYTES_MAX = 32 << 20, ALL_BYTES_MAX = 128 << 20 };

struct opening {
    const struct pair_key *key;
    struct opened *opened;
    size_t elsewhere, damaged, media;
};

static void complain(struct opening *o, const char *path, const struct err *err) {
    fprintf(stderr, "turnout: %s: %s.\n", path, err->text);
    o->damaged++;
}

/* ---- one submission ---- */

/* NAME in the folder of `path`. */
static bool beside(const char *path, const char *name, char ret[PATH_MAX]) {
    int n = snprintf(ret, PATH_MAX, "%.*s%s", (int)(file_name(path) - path), path, name);
    return n >= 0 && n < PATH_MAX;
}

static bool read_sealed(const char *path, const struct odk_manifest *m, struct str *bytes,
                        struct odk_sealed *ret, struct err *err) {
    size_t all = 0;
    for (size_t i = 0; i <= m->media_n; i++) {
        char at[PATH_MAX];
        const char *name = i < m->media_n ? m->media[i] : m->record;
        if (!beside(path, name, at))
            return err_set(err, ERR_INPUT, "its path is too long: move it to a shorter one");
        if (!file_exists(at))
            return err_set(err, ERR_MISSING, "%s is not beside it: copy both once more", name);
        if (!file_read(at, FILE_BYTES_MAX, &bytes[i], err))
            return false;
        ret[i] = (struct odk_sealed){.bytes = str_c(&bytes[i]), .n = bytes[i].len};
        all += bytes[i].len;
        if (all > ALL_BYTES_MAX)
            return err_set(err, ERR_INPUT, "its files are too large to be opened here");
    }
    return true;
}

static bool open_submission(struct opening *o, const char *path, const struct odk_manifest *m,
                            struct err *err) {
    struct str sealed[ODK_MEDIA_MAX + 1] = {0}, plain[ODK_MEDIA_MAX + 1] = {0};
    struct odk_sealed file[ODK_MEDIA_MAX + 1];
    bool ok = read_sealed(path, m, sealed, file, err) && odk_open(o->key, m, file, plain, err) &&
              opened_add(o->opened, m->form, m->instance_id, str_c(&plain[m->media_n]),
                         plain[m->media_n].len, err);
    for (size_t i = 0; i <= m->media_n; i++) {
        str_release(&sealed[i]);
        str_wipe(&plain[i]);
    }
    o->media += ok ? m->media_n : 0;
    return ok;
}

static void open_manifest(struct opening *o, const char *path, const struct odk_manifest *m) {
    struct err err = {0};
    if (!odk_is_for(o->key, m))
        o->elsewhere++;
    else if (!open_submission(o, path, m, &err))
        complain(o, path, &err);
}

/* A manifest that is too damaged to be known as one still has what it sealed beside it. */
static bool seems_sealed(const char *path) {
    char record[PATH_MAX];
    int n = snprintf(record, sizeof record, "%s%s", path, ODK_ENDING);
    return n >= 0 && (size_t)n < sizeof record && file_exists(record);
}

/* `named`: somebody asked for just this file. */
static void open_file(struct opening *o, const char *path, bool named) {
    struct err err = {0};
    struct str bytes CLEANUP(str_release) = {0};
    struct manifest m = {0};
    if (file_read(path, MANIFEST_MAX, &bytes, &err) &&
        manifest_read(str_c(&bytes), bytes.len, &m, &err))
        open_manifest(o, path, &m.is);
    else if (named || seems_sealed(path))
        complain(o, path, &err);
    manifest_free(&m);
}

/* ---- folders ---- */

static bool ends_in(const char *path, const char *ending) {
    size_t n = strlen(path), more = strlen(ending);
    return n > more && strcmp(path + n - more, ending) == 0;
}

static void look_at(void *ctx, const char *path, const struct err *why) {
    struct opening *o = ctx;
    struct err err = {0};
    char manifest[PATH_MAX];
    if (why) {
        complain(o, path, why);
    } else if (ends_in(path, ".xml")) {
        open_file(o, path, false);
    } else if (strcmp(file_name(path), ODK_RECORD ODK_ENDING) == 0 &&
               beside(path, ODK_MANIFEST, manifest) && !file_exists(manifest)) {
        err_set(&err, ERR_MISSING, "%s is not beside it: copy both once more", ODK_MANIFEST);
        complain(o, path, &err);
    }
}

static void open_operand(struct opening *o, const char *path) {
    struct stat st;
    if (stat(path, &st) == 0 && S_ISDIR(st.st_mode))
        walk_files(path, FILES_MAX, look_at, o);
    else
        open_file(o, path, true);
}

/* ---- what comes of it ---- */

static bool write_table(const struct opened *opened, const char *out, struct err *err) {
    if (!out)
        return opened_write(opened, stdout, err);
    char *bytes = NULL;
    size_t n = 0;
    FILE *memory = open_memstream(&bytes, &n);
    if (!memory)
        return err_set(err, ERR_WORLD, "There is no memory for the table: close other programs.");
    bool ok = opened_write(opened, memory, err);
    ok = fclose(memory) == 0 && ok && file_write_new(out, 0600, bytes, n, err);
    if (bytes)
        explicit_bzero(bytes, n);
    free(bytes);
    return ok;
}

static const char *are(size_t n) {
    return n == 1 ? "is" : "are";
}

/* The table may go to the standard output, and then nothing else does. `out` is NULL then, or where
 * there is no table. */
static void tell(const struct opening *o, const struct opened_counts *n, const char *out) {
    FILE *to = out ? stdout : stderr;
    size_t concerns = n->records - n->others;
    fprintf(to, "%zu opened: %zu concern%s, %zu empty", n->records + n->empty, concerns,
            concerns == 1 ? "" : "s", n->empty);
    if (n->others > 0)
        fprintf(to, ", %zu of other forms", n->others);
    if (o->elsewhere > 0)
        fprintf(to, "; %zu %s for another key", o->elsewhere, are(o->elsewhere));
    if (n->again > 0)
        fprintf(to, "; %zu %s there twice", n->again, are(n->again));
    if (o->media > 0)
        fprintf(to, "; %zu media file%s %s left out", o->media, o->media == 1 ? "" : "s",
                are(o->media));
    if (o->damaged > 0)
        fprintf(to, "; %zu %s damaged", o->damaged, o->damaged == 1 ? "was" : "were");
    fprintf(to, ".\n");
    if (out)
        fprintf(to,
                "%s holds what was sealed. Whoever has it can read it: keep it as safe as it asks "
                "for.\n",
                out);
}

static int open_all(const struct args *a, struct opening *o) {
    struct err err = {0};
    const char *out = args_value(a, OPT_OUT);
    for (int i = 1; i < a->operands; i++)
        open_operand(o, a->operand[i]);
    const struct opened_counts n = opened_sort(o->opened);
    if (n.records + n.empty + o->elsewhere + o->damaged == 0) {
        err_set(&err, ERR_MISSING,
                "There is no sealed submission there: name the folder that came from the kiosk.");
        return cmd_fail(&err);
    }
    bool any = n.records + n.empty > 0;
    if (any && !write_table(o->opened, out, &err))
        return cmd_fail(&err);
    tell(o, &n, any ? out : NULL);
    return o->damaged == 0 ? EXIT_DONE : EXIT_WORLD;
}

int cmd_open(const struct args *a) {
    struct err err = {0};
    const char *out = args_value(a, OPT_OUT);
    if (out && file_exists(out)) {
        err_set(&err, ERR_INPUT, "%s is there already: choose another name", file_name(out));
        return cmd_fail(&err);
    }
    struct pair_key *key = code_read_private_key(a->operand[0], &err);
    if (!key)
        return cmd_fail(&err);
    struct opening o = {.key = key, .opened = opened_new()};
    int status = open_all(a, &o);
    opened_free(o.opened);
    pair_free(key);
    return status;
}
