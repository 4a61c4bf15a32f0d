#include "report/csv.h"

#include <errno.h>
#include <string.h>

/* Every cell starts with at least this much room, so that short ones are written without looking.
 */
enum { CELL_ROOM = 4096 };

void csv_start(struct csv_writer *w, FILE *out) {
    w->out = out;
    w->used = 0;
    w->why = 0;
    w->failed = w->in_row = false;
}

static void flush(struct csv_writer *w) {
    if (!w->failed && w->used > 0 && fwrite(w->buffer, 1, w->used, w->out) != w->used) {
        w->failed = true;
        w->why = errno;
    }
    w->used = 0;
}

/* Where the next cell goes, behind its comma. */
static char *cell(struct csv_writer *w) {
    if (CSV_BUFFER - w->used < CELL_ROOM)
        flush(w);
    char *to = w->buffer + w->used;
    *to = ',';
    to += w->in_row;
    w->in_row = true;
    return to;
}

static void cell_end(struct csv_writer *w, const char *to) {
    w->used = (size_t)(to - w->buffer);
}

enum { ENDS_RUN = 1, NEEDS_CARE = 2 };

/* What cannot stand in a bare cell, and what needs care at its ends: blanks, which readers trim,
 * and what makes a spreadsheet compute the cell, quoted or not. */
static const uint8_t class_of[256] = {
    ['\0'] = ENDS_RUN,
    ['"'] = ENDS_RUN,
    [','] = ENDS_RUN,
    ['\r'] = ENDS_RUN | NEEDS_CARE,
    ['\n'] = ENDS_RUN | NEEDS_CARE,
    ['\t'] = NEEDS_CARE,
    [' '] = NEEDS_CARE,
    ['='] = NEEDS_CARE,
    ['+'] = NEEDS_CARE,
    ['-'] = NEEDS_CARE,
    ['@'] = NEEDS_CARE,
};

static unsigned class_at(const char *p) {
    return class_of[(unsigned char)*p];
}

static void put(struct csv_writer *w, char c) {
    if (w->used == CSV_BUFFER)
        flush(w);
    w->buffer[w->used++] = c;
}

static void quoted(struct csv_writer *w, const char *text) {
    put(w, '"');
    if (text[0] != ' ' && class_at(text) & NEEDS_CARE)
        put(w, '\'');
    for (; *text != '\0'; text++) {
        if (*text == '"')
            put(w, '"');
        put(w, *text);
    }
    put(w, '"');
}

/* One pass: copies while nothing special comes. If something does, the cell is written once more,
 * slowly. */
void csv_text(struct csv_writer *w, const char *text) {
    char *start = cell(w), *to = start, *stop = start + CELL_ROOM - 2;
    const char *p = text;
    if (!(class_at(p) & NEEDS_CARE))
        while (!(class_at(p) & ENDS_RUN) && to < stop)
            *to++ = *p++;
    if (*p == '\0' && (p == text || !(class_at(p - 1) & NEEDS_CARE))) {
        cell_end(w, to);
    } else {
        cell_end(w, start);
        quoted(w, text);
    }
}

bool csv_is_plain(const char *text, size_t n) {
    if (n > CSV_PLAIN_MAX || (n > 0 && (class_at(text) | class_at(text + n - 1)) & NEEDS_CARE))
        return false;
    for (size_t i = 0; i < n; i++)
        if (class_at(text + i) & ENDS_RUN)
            return false;
    return true;
}

void csv_plain(struct csv_writer *w, const char *text, size_t n) {
    char *to = cell(w);
    memcpy(to, text, n);
    cell_end(w, to + n);
}

void csv_number(struct csv_writer *w, int64_t n) {
    char digits[20], *first = digits + sizeof digits, *to = cell(w);
    uint64_t rest = n < 0 ? 0 - (uint64_t)n : (uint64_t)n;
    if (n < 0)
        *to++ = '-';
    do {
        *--first = (char)('0' + rest % 10);
        rest /= 10;
    } while (rest > 0);
    size_t len = (size_t)(digits + sizeof digits - first);
    memcpy(to, first, len);
    cell_end(w, to + len);
}

void csv_empty(struct csv_writer *w) {
    cell_end(w, cell(w));
}

void csv_row_end(struct csv_writer *w) {
    put(w, '\r');
    put(w, '\n');
    w->in_row = false;
}

bool csv_finish(struct csv_writer *w, struct err *err) {
    flush(w);
    if (!w->failed && fflush(w->out) != 0) {
        w->failed = true;
        w->why = errno;
    }
    return !w->failed || err_errno(err, w->why, "The report could not be written");
}
