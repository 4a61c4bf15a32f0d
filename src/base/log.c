/* A line is written with one write(), so that lines of two threads never mix. It carries the
 * machine's own time, also when the program runs on a virtual clock: a log is read beside other
 * logs. */
#include "base/log.h"

#include <stdarg.h>
#include <stdatomic.h>
#include <stdio.h>
#include <time.h>
#include <unistd.h>

static atomic_int max_level = LOG_NOTE;

void log_set_level(enum log_level max) {
    atomic_store(&max_level, (int)max);
}

static size_t put_head(char *out, size_t size, enum log_level level) {
    static const char *const word[] = {
        [LOG_ERROR] = "error", [LOG_WARN] = "warn", [LOG_NOTE] = "note", [LOG_DEBUG] = "debug"};
    struct timespec ts;
    struct tm tm;
    clock_gettime(CLOCK_REALTIME, &ts);
    gmtime_r(&ts.tv_sec, &tm);
    size_t n = strftime(out, size, "%Y-%m-%dT%H:%M:%S", &tm);
    int more = snprintf(out + n, size - n, ".%03ldZ %s ", ts.tv_nsec / 1000000, word[level]);
    return more > 0 ? n + (size_t)more : n;
}

void log_line(enum log_level level, const char *fmt, ...) {
    if ((int)level > atomic_load(&max_level))
        return;
    char line[1024];
    size_t head = put_head(line, 64, level);
    va_list ap;
    va_start(ap, fmt);
    int n = vsnprintf(line + head, sizeof(line) - head - 1, fmt, ap);
    va_end(ap);
    size_t end = n < 0 ? head : head + (size_t)n;
    if (end > sizeof(line) - 2)
        end = sizeof(line) - 2;
    for (size_t i = head; i < end; i++) {
        if ((unsigned char)line[i] < ' ' || line[i] == 0x7f)
            line[i] = ' '; /* one event stays one line */
    }
    line[end++] = '\n';
    ssize_t written = write(STDERR_FILENO, line, end);
    (void)written; /* when even stderr is gone there is nobody to tell */
}
