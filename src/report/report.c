#include "report/report.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"
#include "base/mem.h"
#include "base/str.h"
#include "report/comments.h"
#include "report/feedback.h"
#include "report/foot.h"
#include "report/plan.h"
#include "report/quality.h"
#include "report/register.h"
#include "report/sessions.h"
#include "report/shift.h"
#include "report/summary.h"
#include "report/survey.h"
#include "report/tallies.h"

typedef bool report_fn(struct session_reader rows, const struct report_opts *o, struct book *w,
                       size_t *ret_sessions, struct err *err);

static const struct report {
    const char *name;
    report_fn *write;
} reports[] = {
    {"sessions", sessions_write}, {"summary", summary_write},   {"plan", plan_write},
    {"tallies", tallies_write},   {"register", register_write}, {"feedback", feedback_write},
    {"shift", shift_write},       {"safety", safety_write},     {"asb", asb_write},
    {"quality", quality_write},
};

enum { REPORTS = sizeof reports / sizeof reports[0] };

_Static_assert((int)REPORTS <= (int)REPORTS_MAX, "a set of reports is 32 bits");

const char *report_name(size_t i) {
    return i < REPORTS ? reports[i].name : NULL;
}

static const struct report alone[] = {{"comments", comments_write}};

enum { ALONE = sizeof alone / sizeof alone[0] };

const char *report_alone(size_t i) {
    return i < ALONE ? alone[i].name : NULL;
}

const char *report_marking(const struct report_opts *o) {
    return o->marking != NULL ? o->marking : "OFFICIAL";
}

/* NULL and a sentence: there is none of that name. */
static const struct report *find_report(const char *name, struct err *err) {
    struct str all CLEANUP(str_release) = {0};
    for (size_t i = 0; i < REPORTS; i++) {
        if (strcmp(name, reports[i].name) == 0)
            return &reports[i];
        str_addf(&all, "%s%s", i == 0 ? "" : i + 1 < REPORTS ? ", " : " or ", reports[i].name);
    }
    for (size_t i = 0; i < ALONE; i++)
        if (strcmp(name, alone[i].name) == 0)
            return &alone[i];
    err_set(err, ERR_INPUT, "There is no report \"%s\": choose %s.", name, str_c(&all));
    return NULL;
}

/* Every report that is wanted, as a table of its own; how many sessions there are, the first one
 * says. */
static bool write_all(struct session_reader rows, const struct report_opts *o, struct book *b,
                      size_t *ret_sessions, struct err *err) {
    bool first = true;
    for (size_t i = 0; i < REPORTS; i++) {
        size_t sessions;
        if (o->without & 1u << i)
            continue;
        if (!first)
            rows.again(rows.ctx);
        if (!reports[i].write(rows, o, b, first ? ret_sessions : &sessions, err))
            return false;
        first = false;
    }
    return true;
}

/* What is small is found before the first number is written, in the period of the reports: which
 * sums a session may be in depends on others that come after it. */
static bool find_small(struct session_reader rows, const struct report_opts *o, struct suppress *p,
                       struct err *err) {
    struct err read = {0};
    if (suppress_k(p) == 0)
        return true;
    if (rows.again_small != NULL)
        rows.again_small(rows.ctx, suppress_k(p) - 1);
    for (const struct session *s; (s = rows.next(rows.ctx, &read)) != NULL;)
        if (foot_in_period(s, o))
            suppress_add(p, s);
    if (read.kind != ERR_NONE)
        return err_set(err, read.kind, "%s", read.text);
    rows.again(rows.ctx);
    return true;
}

static bool write_tables(struct session_reader rows, const struct report_opts *o,
                         const struct report *one, struct book *b, size_t *ret_sessions,
                         struct err *err) {
    struct report_opts with = *o;
    struct suppress *p = suppress_new(o->small);
    with.suppress = p;
    bool ok =
        find_small(rows, o, p, err) && (one != NULL ? one->write(rows, &with, b, ret_sessions, err)
                                                    : write_all(rows, &with, b, ret_sessions, err));
    suppress_free(p);
    return ok;
}

/* `dir` is that of the file; NULL: there is none. */
static bool write_book(struct session_reader rows, const struct report_opts *o,
                       const struct book_format *format, FILE *out, const char *dir,
                       size_t *ret_sessions, struct err *err) {
    bool all = o->report == NULL && format->many;
    const struct report *one = o->report == NULL ? &reports[0] : find_report(o->report, err);
    const struct book_about about = {
        .mark = o->mark, .marking = report_marking(o), .wall = o->wall, .dir = dir};
    struct book *b = one != NULL ? format->open(out, &about, err) : NULL;
    if (b == NULL)
        return false;
    bool ok = write_tables(rows, o, all ? NULL : one, b, ret_sessions, err);
    return book_close(b, ok ? err : NULL) && ok;
}

bool report_csv(struct session_reader rows, const struct report_opts *o, FILE *out,
                struct err *err) {
    size_t sessions;
    return write_book(rows, o, &book_csv, out, NULL, &sessions, err);
}

bool report_print(struct session_reader rows, const struct report_opts *o, const char *ending,
                  FILE *out, size_t *ret_sessions, struct err *err) {
    const struct book_format *format = book_format_of(ending, err);
    size_t sessions = 0;
    if (format == NULL || !write_book(rows, o, format, out, NULL, &sessions, err))
        return false;
    *ret_sessions = sessions;
    return true;
}

/* Everything until the file is whole and on the disk, under its temporary name. */
static bool write_temporary(struct session_reader rows, const struct report_opts *o,
                            const struct book_format *format, int fd, const char *path,
                            const char *dir, size_t *ret_sessions, struct err *err) {
    (void)fchmod(fd, 0644); /* a stick's file system may not know modes; then it needs none */
    FILE *out = fdopen(fd, "w");
    if (out == NULL) {
        err_errno(err, errno, "The report could not be written to %s", path);
        close(fd);
        return false;
    }
    bool ok = write_book(rows, o, format, out, dir, ret_sessions, err);
    if (ok && fsync(fd) != 0)
        ok = err_errno(err, errno, "The report could not be written to %s", path);
    if (fclose(out) != 0 && ok)
        ok = err_errno(err, errno, "The report could not be written to %s", path);
    return ok;
}

bool report_write(struct session_reader rows, const struct report_opts *o, const char *path,
                  size_t *ret_sessions, struct err *err) {
    char temporary[4096], dir[4096];
    size_t sessions = 0, folder = (size_t)(file_name(path) - path);
    const struct book_format *format = book_format_of(path, err);
    if (format == NULL)
        return false;
    if (strlen(path) + 8 > sizeof temporary)
        return err_set(err, ERR_INPUT, "The name of the report is too long: choose a shorter one.");
    if (!file_has_place(path, err))
        return false;
    STR_COPY(dir, folder > 0 ? path : ".");
    if (folder > 0)
        dir[folder] = '\0';
    snprintf(temporary, sizeof temporary, "%s.XXXXXX", path);
    int fd = mkostemp(temporary, O_CLOEXEC);
    if (fd < 0)
        return err_errno(err, errno, "The report could not be written to %s", path);
    if (!write_temporary(rows, o, format, fd, path, dir, &sessions, err)) {
        unlink(temporary);
        return false;
    }
    if (rename(temporary, path) != 0) {
        err_errno(err, errno, "The report could not be written to %s", path);
        unlink(temporary);
        return false;
    }
    if (!file_sync_dir(dir, err))
        return false;
    *ret_sessions = sessions;
    return true;
}
