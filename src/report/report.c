#include "report/report.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"
#include "base/mem.h"
#include "base/str.h"
#include "report/sessions.h"

static bool write_csv(struct session_reader rows, const struct report_opts *o, FILE *out,
                      size_t *ret_sessions, struct err *err) {
    if (o->report != NULL && strcmp(o->report, "sessions") != 0)
        return err_set(err, ERR_INPUT, "There is no report \"%s\": choose sessions.", o->report);
    struct csv_writer *w = xmalloc(sizeof *w);
    csv_start(w, out);
    bool ok = sessions_write(rows, o, w, ret_sessions, err) && csv_finish(w, err);
    free(w);
    return ok;
}

bool report_csv(struct session_reader rows, const struct report_opts *o, FILE *out,
                struct err *err) {
    size_t sessions;
    return write_csv(rows, o, out, &sessions, err);
}

static bool check_ending(const char *path, struct err *err) {
    const char *dot = strrchr(file_name(path), '.');
    if (dot != NULL && strcasecmp(dot, ".csv") == 0)
        return true;
    return err_set(err, ERR_INPUT, "Reports are written as .csv: give %s that ending.",
                   file_name(path));
}

/* Everything until the file is whole and on the disk, under its temporary name. */
static bool write_temporary(struct session_reader rows, const struct report_opts *o, int fd,
                            const char *path, size_t *ret_sessions, struct err *err) {
    (void)fchmod(fd, 0644); /* a stick's file system may not know modes; then it needs none */
    FILE *out = fdopen(fd, "w");
    if (out == NULL) {
        err_errno(err, errno, "The report could not be written to %s", path);
        close(fd);
        return false;
    }
    bool ok = write_csv(rows, o, out, ret_sessions, err);
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
    if (!check_ending(path, err))
        return false;
    if (strlen(path) + 8 > sizeof temporary)
        return err_set(err, ERR_INPUT, "The name of the report is too long: choose a shorter one.");
    STR_COPY(dir, folder > 0 ? path : ".");
    if (folder > 0)
        dir[folder] = '\0';
    snprintf(temporary, sizeof temporary, "%s.XXXXXX", path);
    int fd = mkostemp(temporary, O_CLOEXEC);
    if (fd < 0)
        return err_errno(err, errno, "The report could not be written to %s", path);
    if (!write_temporary(rows, o, fd, path, &sessions, err)) {
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
