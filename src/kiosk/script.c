/* A table says what follows each word; one function reads each kind of argument. The reader holds
 * the rest of one line and never looks beyond it. */
#include "kiosk/script.h"

#include <stdlib.h>
#include <string.h>

#include "base/str.h"
#include "base/utf8.h"
#include "outreach/date.h"

enum arg { ARG_NONE, ARG_TARGET, ARG_DRAG, ARG_STRING, ARG_KEY, ARG_TIME, ARG_NAME, ARG_DATE };

static const struct op {
    const char *word;
    enum arg arg;
    bool repeats; /* may end in x9 */
} ops[] = {
    [STEP_TAP] = {"tap", ARG_TARGET, true},
    [STEP_HOLD] = {"hold", ARG_TARGET, true},
    [STEP_DRAG] = {"drag", ARG_DRAG, true},
    [STEP_TYPE] = {"type", ARG_STRING, false},
    [STEP_KEY] = {"key", ARG_KEY, true},
    [STEP_SCAN] = {"scan", ARG_STRING, false},
    [STEP_BACK] = {"back", ARG_NONE, true},
    [STEP_EXPECT] = {"expect", ARG_STRING, false},
    [STEP_EXPECT_NOT] = {"expect-not", ARG_STRING, false},
    [STEP_WAIT] = {"wait", ARG_TIME, false},
    [STEP_IDLE] = {"idle", ARG_NONE, false},
    [STEP_SHOT] = {"shot", ARG_NAME, false},
    [STEP_DUMP] = {"dump", ARG_NAME, false},
    [STEP_SPEAK] = {"speak", ARG_NONE, false},
    [STEP_PLUG] = {"plug", ARG_NAME, false},
    [STEP_PULL] = {"pull", ARG_NAME, false},
    [STEP_CLOCK] = {"clock", ARG_DATE, false},
};

static const struct {
    const char *word;
    enum ui_key key;
} keys[] = {
    {"Tab", UI_KEY_TAB},
    {"Backtab", UI_KEY_BACKTAB},
    {"Enter", UI_KEY_ENTER},
    {"Space", UI_KEY_SPACE},
    {"Escape", UI_KEY_ESCAPE},
    {"Left", UI_KEY_LEFT},
    {"Right", UI_KEY_RIGHT},
    {"Up", UI_KEY_UP},
    {"Down", UI_KEY_DOWN},
    {"Home", UI_KEY_HOME},
    {"End", UI_KEY_END},
    {"PageUp", UI_KEY_PAGE_UP},
    {"PageDown", UI_KEY_PAGE_DOWN},
    {"Backspace", UI_KEY_BACKSPACE},
    {"Delete", UI_KEY_DELETE},
};

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

struct reader {
    char *p; /* what is left of the line, NUL-ended */
    struct err *err;
};

#define WRONG(r, ...) err_set((r)->err, ERR_INPUT, __VA_ARGS__)

static bool is_blank(char c) {
    return c == ' ' || c == '\t';
}

/* Cuts the next word off the line; "" at the end. */
static char *word(struct reader *r) {
    r->p += strspn(r->p, " \t");
    char *start = r->p;
    r->p += strcspn(r->p, " \t");
    if (*r->p)
        *r->p++ = '\0';
    return start;
}

/* A number of at most 9 digits that may have a unit behind it; -1 if there is none. */
static long number(const char *s, const char **ret_rest) {
    size_t digits = strspn(s, "0123456789");
    *ret_rest = s + digits;
    return digits == 0 || digits > 9 ? -1 : strtol(s, NULL, 10);
}

/* --- arguments --- */

static bool read_string(struct reader *r, struct script_step *s) {
    r->p += strspn(r->p, " \t");
    if (*r->p != '"')
        return WRONG(r, "put the text after this word in double quotes");
    char *to = r->p, *from = r->p + 1;
    s->text = to; /* unescaped in place: it only gets shorter */
    while (*from && *from != '"') {
        char c = *from++;
        if (c == '\\') {
            c = *from++;
            if (c != '"' && c != '\\' && c != 'n')
                return WRONG(r, "after a \\ only \", \\ or n may stand");
            c = c == 'n' ? '\n' : c;
        }
        *to++ = c;
    }
    if (*from != '"')
        return WRONG(r, "end the text with a double quote");
    r->p = from + 1;
    if (*r->p && !is_blank(*r->p))
        return WRONG(r, "leave a blank after the closing quote, or write \\\" for a quote");
    *to = '\0';
    return *s->text || WRONG(r, "there is no text between the quotes");
}

static bool read_target(struct reader *r, struct script_step *s) {
    r->p += strspn(r->p, " \t");
    if (*r->p == '"')
        return read_string(r, s);
    char *w = word(r);
    s->by_key = true;
    s->text = w + 1;
    return (*w == '#' && w[1]) || WRONG(r, "name a \"Label\" in double quotes or a #key");
}

static bool read_drag(struct reader *r, struct script_step *s) {
    if (!read_target(r, s))
        return false;
    const char *way = word(r);
    s->down = str_eq(way, "DOWN");
    return s->down || str_eq(way, "UP") || WRONG(r, "say UP or DOWN, the way the finger moves");
}

static bool read_key(struct reader *r, struct script_step *s) {
    const char *w = word(r);
    for (size_t i = 0; i < COUNT(keys); i++) {
        if (str_eq(w, keys[i].word)) {
            s->key = keys[i].key;
            return true;
        }
    }
    return WRONG(r, "\"%s\" is not a key: use a name such as Enter, Tab or PageDown", w);
}

static bool read_time(struct reader *r, struct script_step *s) {
    const char *unit;
    int64_t n = number(word(r), &unit);
    int64_t each = str_eq(unit, "ms")  ? 1
                   : str_eq(unit, "s") ? 1000
                   : str_eq(unit, "m") ? 60 * 1000
                                       : 0;
    if (n < 0 || each == 0)
        return WRONG(r, "say how long, such as 500ms, 30s or 2m");
    if (n * each > 24 * 60 * 60 * 1000)
        return WRONG(r, "wait for 24 hours at most");
    s->ms = n * each;
    return true;
}

static bool read_name(struct reader *r, struct script_step *s) {
    const char *w = word(r);
    s->text = w;
    size_t n = strspn(w, "abcdefghijklmnopqrstuvwxyz0123456789-");
    return (n > 0 && n <= 64 && w[n] == '\0') ||
           WRONG(r, "give a name of a-z, 0-9 and - only, 64 characters at most");
}

static bool read_date(struct reader *r, struct script_step *s) {
    char *w = word(r);
    struct date date;
    const char *minute_text = "", *end = "x";
    long hour = -1, minute = -1;
    if (strlen(w) == strlen("2019-02-06T09:00") && w[10] == 'T') {
        w[10] = '\0';
        hour = number(w + 11, &minute_text);
        minute = minute_text == w + 13 && *minute_text == ':' ? number(minute_text + 1, &end) : -1;
    }
    if (!date_parse_iso(w, &date) || hour < 0 || hour > 23 || minute < 0 || minute > 59 || *end)
        return WRONG(r, "say when, such as 2019-02-06T09:00");
    s->ms = date_to_wall(date, (int)(hour * 60 + minute));
    return true;
}

static bool read_arg(struct reader *r, struct script_step *s) {
    switch (ops[s->op].arg) {
    case ARG_NONE:
        return true;
    case ARG_TARGET:
        return read_target(r, s);
    case ARG_DRAG:
        return read_drag(r, s);
    case ARG_STRING:
        return read_string(r, s);
    case ARG_KEY:
        return read_key(r, s);
    case ARG_TIME:
        return read_time(r, s);
    case ARG_NAME:
        return read_name(r, s);
    case ARG_DATE:
        return read_date(r, s);
    }
    return false;
}

/* --- lines --- */

/* What may still follow: x9 where the step can be repeated, else nothing. */
static bool read_end(struct reader *r, struct script_step *s) {
    const char *w = word(r), *rest = "";
    s->times = 1;
    if (*w == '\0')
        return true;
    if (*w != 'x' || !ops[s->op].repeats)
        return WRONG(r, "\"%s\" is too much here: one step a line", w);
    long times = number(w + 1, &rest);
    if (times < 1 || times > SCRIPT_TIMES_MAX || *rest || *word(r))
        return WRONG(r, "repeat with x1 to x%d, as in: tap \"+1\" x9", SCRIPT_TIMES_MAX);
    s->times = (int)times;
    return true;
}

static bool read_op(struct reader *r, struct script_step *s) {
    const char *w = word(r);
    for (size_t i = 0; i < COUNT(ops); i++) {
        if (str_eq(w, ops[i].word)) {
            s->op = (enum script_op)i;
            return true;
        }
    }
    return WRONG(r, "\"%s\" is not a step: use tap, type, expect or another of the script's words",
                 w);
}

static bool read_step(struct reader *r, struct script *script, int line) {
    if (script->steps == SCRIPT_STEPS_MAX)
        return WRONG(r, "split the script: it has more than %d steps", SCRIPT_STEPS_MAX);
    struct script_step *s = &script->step[script->steps];
    *s = (struct script_step){.line = line};
    if (!read_op(r, s) || !read_arg(r, s) || !read_end(r, s))
        return false;
    if (s->op == STEP_CLOCK && script->steps > 0)
        return WRONG(r, "move clock before all other steps");
    script->steps++;
    return true;
}

static int line_at(const char *text, size_t at) {
    int line = 1;
    for (size_t i = 0; i < at; i++)
        line += text[i] == '\n';
    return line;
}

/* A script is small and plain text; anything else is refused before it is read. */
static bool check_text(const char *text, size_t n, struct err *err) {
    size_t bad;
    if (n > SCRIPT_BYTES_MAX)
        return err_set(err, ERR_INPUT, "split the script: it has more than %d KiB",
                       SCRIPT_BYTES_MAX >> 10);
    const char *nul = n ? memchr(text, '\0', n) : NULL;
    if (nul)
        return err_set(err, ERR_INPUT, "line %d: this is not a text file",
                       line_at(text, (size_t)(nul - text)));
    if (!utf8_valid(text, n, &bad))
        return err_set(err, ERR_INPUT, "line %d: save the script as UTF-8", line_at(text, bad));
    return true;
}

bool script_parse(const char *text, size_t n, struct arena *a, struct script *ret,
                  struct err *err) {
    if (!check_text(text, n, err))
        return false;
    char *next = n ? arena_strndup(a, text, n) : NULL;
    int lines = line_at(text, n), max = lines < SCRIPT_STEPS_MAX ? lines : SCRIPT_STEPS_MAX;
    struct script script = {.step = arena_array(a, (size_t)max, sizeof(*script.step))};
    for (int line = 1; next; line++) {
        struct reader r = {.p = next, .err = err};
        char *end = strchr(next, '\n');
        next = end ? end + 1 : NULL;
        if (end)
            *end = '\0';
        r.p = str_trim(r.p);
        if (*r.p != '\0' && *r.p != '#' && !read_step(&r, &script, line))
            return err_prefix(err, "line %d", line);
    }
    *ret = script;
    return true;
}

int64_t script_start(const struct script *script, int64_t otherwise) {
    return script->steps && script->step[0].op == STEP_CLOCK ? script->step[0].ms : otherwise;
}
