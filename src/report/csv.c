#include "report/csv.h"

#include <errno.h>
#include <string.h>

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

/* Room for n bytes, which are at most a whole buffer. */
static char *room(struct csv_writer *w, size_t n) {
    if (CSV_BUFFER - w->used < n)
        flush(w);
    return w->buffer + w->used;
}

static void put(struct csv_writer *w, char c) {
    *room(w, 1) = c;
    w->used++;
}

static void comma(struct csv_writer *w) {
    if (w->in_row)
        put(w, ',');
    w->in_row = true;
}

enum { PLAIN, MUST_QUOTE };

static bool has_special(const char *text, size_t n) {
    static const uint8_t special[256] = {
        ['"'] = MUST_QUOTE, [','] = MUST_QUOTE, ['\r'] = MUST_QUOTE, ['\n'] = MUST_QUOTE};
    unsigned found = 0;
    for (size_t i = 0; i < n; i++)
        found |= special[(unsigned char)text[i]];
    return found != 0;
}

/* What makes a spreadsheet compute a cell, quoted or not. */
static bool is_formula(char first) {
    return first == '=' || first == '+' || first == '-' || first == '@' || first == '\t' ||
           first == '\r' || first == '\n';
}

static void quoted(struct csv_writer *w, const char *text, size_t n) {
    put(w, '"');
    if (is_formula(text[0]))
        put(w, '\'');
    for (size_t i = 0; i < n; i++) {
        if (text[i] == '"')
            put(w, '"');
        put(w, text[i]);
    }
    put(w, '"');
}

void csv_text(struct csv_writer *w, const char *text) {
    size_t n = strlen(text);
    comma(w);
    if (n == 0)
        return;
    /* Readers trim what is not quoted, so blanks at the ends are quoted too; so is the text that is
     * longer than the buffer, a byte at a time. */
    if (text[0] == ' ' || text[n - 1] == ' ' || text[n - 1] == '\t' || n + 1 > CSV_BUFFER ||
        has_special(text, n)) {
        quoted(w, text, n);
        return;
    }
    char *to = room(w, n + 1);
    if (is_formula(text[0])) {
        *to++ = '\'';
        w->used++;
    }
    memcpy(to, text, n);
    w->used += n;
}

void csv_number(struct csv_writer *w, int64_t n) {
    char digits[20], *to = digits + sizeof digits;
    uint64_t rest = n < 0 ? 0 - (uint64_t)n : (uint64_t)n;
    comma(w);
    if (n < 0)
        put(w, '-');
    do {
        *--to = (char)('0' + rest % 10);
        rest /= 10;
    } while (rest > 0);
    size_t len = (size_t)(digits + sizeof digits - to);
    memcpy(room(w, len), to, len);
    w->used += len;
}

void csv_empty(struct csv_writer *w) {
    comma(w);
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
