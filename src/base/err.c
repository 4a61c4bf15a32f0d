/* Errors are sentences. They are formatted aside first, because the old text of an error is often
 * part of the new one, and cut where a character ends, because they are shown on a screen. */
#include "base/err.h"

#include <errno.h>
#include <execinfo.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/str.h"

enum { TEXT_SIZE = sizeof(((struct err *)NULL)->text) };

PRINTF(2, 0)
static void set_text(struct err *e, const char *fmt, va_list ap) {
    char text[TEXT_SIZE + 4]; /* room for the rest of a character that str_copy() will cut */
    if (vsnprintf(text, sizeof(text), fmt, ap) < 0)
        text[0] = '\0';
    STR_COPY(e->text, text);
}

bool err_set(struct err *e, enum err_kind kind, const char *fmt, ...) {
    if (!e)
        return false;
    va_list ap;
    va_start(ap, fmt);
    set_text(e, fmt, ap);
    va_end(ap);
    e->kind = kind;
    return false;
}

static enum err_kind kind_of(int errnum) {
    switch (errnum) {
    case ENOSPC:
    case EDQUOT:
    case EFBIG:
        return ERR_FULL;
    case EACCES:
    case EPERM:
    case EROFS:
        return ERR_DENIED;
    case ENOENT:
    case ENOTDIR:
    case ENODEV:
    case ENXIO:
        return ERR_MISSING;
    case EBADMSG:
    case EUCLEAN:
        return ERR_DAMAGED;
    case ECANCELED:
        return ERR_CANCELLED;
    default:
        return ERR_WORLD;
    }
}

/* The C library's words are for programmers; what users meet most is said plainly. */
static const char *words_for(int errnum) {
    switch (errnum) {
    case ENOSPC:
    case EDQUOT:
        return "there is no room left";
    case EACCES:
    case EPERM:
        return "this user is not allowed to";
    case EROFS:
        return "the card or disk can only be read";
    case ENOENT:
        return "it is not there";
    case ENOTDIR:
        return "a part of the path is a file, not a folder";
    case EIO:
        return "the card or disk does not answer properly";
    default: {
        const char *words = strerrordesc_np(errnum);
        return words ? words : "unknown error";
    }
    }
}

bool err_errno(struct err *e, int errnum, const char *fmt, ...) {
    if (!e)
        return false;
    char what[TEXT_SIZE];
    va_list ap;
    va_start(ap, fmt);
    if (vsnprintf(what, sizeof(what), fmt, ap) < 0)
        what[0] = '\0';
    va_end(ap);
    return err_set(e, kind_of(errnum), "%s: %s", what, words_for(errnum));
}

bool err_prefix(struct err *e, const char *fmt, ...) {
    if (!e)
        return false;
    char what[TEXT_SIZE];
    va_list ap;
    va_start(ap, fmt);
    if (vsnprintf(what, sizeof(what), fmt, ap) < 0)
        what[0] = '\0';
    va_end(ap);
    return err_set(e, e->kind, "%s: %s", what, e->text);
}

/* Nothing here may need the heap: it can be what is broken. */
_Noreturn void bug_at(const char *file, int line, const char *what) {
    void *frame[64];
    dprintf(STDERR_FILENO, "turnout: bug at %s:%d: %s\n", file, line, what);
    backtrace_symbols_fd(frame, backtrace(frame, 64), STDERR_FILENO);
    abort();
}
