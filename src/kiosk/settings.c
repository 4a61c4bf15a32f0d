/* A table says for each key where its value goes and what a value must look like. The file is read
 * by inih, which neither counts lines for its callers nor minds a key that nobody knows: the reader
 * below counts, and stops at the first mistake. */
#include "kiosk/settings.h"

#include <limits.h>
#include <stdio.h>
#include <string.h>

#include <ini.h>

#include "base/file.h"
#include "base/lines.h"
#include "base/utf8.h"
#include "kiosk/args.h"

enum { FILE_MAX_BYTES = 64 << 10, INI_ERROR = 0, INI_GOOD = 1 };

enum type { TYPE_TEXT, TYPE_NAME, TYPE_NUMBER, TYPE_SWITCH, TYPE_SIZE };

struct words { /* of a switch */
    const char *on, *off;
};

#define FIELD(f)                                                                                   \
    .offset = offsetof(struct settings, f), .size = sizeof(((struct settings *)NULL)->f)

static const struct entry {
    struct settings_key doc;
    enum type type;
    size_t offset, size; /* of the field */
    int low, high;       /* of a number; 0 is always allowed */
    struct words words;  /* NULL: "on" and "off" */
} entries[] = {
    {.doc = {"name", "TEXT", "what this kiosk is called in reports and file names"},
     .type = TYPE_TEXT,
     FIELD(name)},
    {.doc = {"event", "TEXT", "the place or event, as the first screen greets with it"},
     .type = TYPE_TEXT,
     FIELD(event)},
    {.doc = {"size", "WxH", "size of the window in pixels, such as 800x480"},
     .type = TYPE_SIZE,
     FIELD(w)},
    {.doc = {"scale", "PCT", "text size, 100 to 200 percent; 0 is as chosen on the screen"},
     .type = TYPE_NUMBER,
     .low = 100,
     .high = 200,
     FIELD(scale)},
    {.doc = {"lang", "XX", "language at the start, such as en or pl"},
     .type = TYPE_NAME,
     FIELD(lang)},
    {.doc = {"theme", "NAME", "a theme by name; empty is as chosen on the screen"},
     .type = TYPE_NAME,
     FIELD(theme)},
    {.doc = {"sound", "on|off", "whether taps click; on unless switched off"},
     .type = TYPE_SWITCH,
     FIELD(sound)},
    {.doc = {"idle_lock_s", "SECONDS",
             "staff enter their code again after so long without a touch, 10 to 86400; 0 is never; "
             "120 unless set"},
     .type = TYPE_NUMBER,
     .low = 10,
     .high = 86400,
     FIELD(idle_lock_s)},
    {.doc = {"dpi", "NUMBER", "dots per inch of the panel, 50 to 600; 0 asks the machine"},
     .type = TYPE_NUMBER,
     .low = 50,
     .high = 600,
     FIELD(dpi)},
    {.doc = {"marking", "TEXT", "handling marking of exports; OFFICIAL unless set"},
     .type = TYPE_TEXT,
     FIELD(marking)},
    {.doc = {"usb", "DIR",
             "folder in which the machine mounts USB sticks, each in a folder of its own; not set, "
             "sticks are not offered"},
     .type = TYPE_TEXT,
     FIELD(usb)},
    {.doc = {"keep_names", "MONTHS",
             "adults' names are kept for so long after their session, 1 to 12, because the sign-in "
             "sheet promises 12; 12 unless set"},
     .type = TYPE_NUMBER,
     .low = 1,
     .high = 12,
     FIELD(keep.months[KEEP_NAMES])},
    {.doc = {"keep_drafts", "MONTHS",
             "forms that staff began and never finished are kept for so long after their session, "
             "1 to 120; 12 unless set"},
     .type = TYPE_NUMBER,
     .low = 1,
     .high = 120,
     FIELD(keep.months[KEEP_DRAFTS])},
    {.doc =
         {"keep_envelopes", "MONTHS",
          "sealed envelopes that were taken away are kept for so long after their day, 1 to 120; "
          "3 unless set; those that were not taken away always stay"},
     .type = TYPE_NUMBER,
     .low = 1,
     .high = 120,
     FIELD(keep.months[KEEP_ENVELOPES])},
    {.doc = {"purge", "automatic|ask",
             "whether names and drafts that were kept so long go by themselves, or the coordinator "
             "is asked; automatic unless set, because the sign-in sheet promises it; envelopes "
             "never go by themselves"},
     .type = TYPE_SWITCH,
     .words = {"automatic", "ask"},
     FIELD(purge_itself)},
};

enum { ENTRIES = sizeof(entries) / sizeof(entries[0]) };

void settings_init(struct settings *s) {
    *s = (struct settings){.sound = true, .idle_lock_s = 120, .purge_itself = true};
}

const struct settings_key *settings_key(size_t i) {
    return i < ENTRIES ? &entries[i].doc : NULL;
}

/* --- values --- */

/* Decimal digits and nothing else, at most 99999; -1 if it is anything else. */
static int number(const char *s, size_t n) {
    int value = 0;
    if (n == 0 || n > 5)
        return -1;
    for (size_t i = 0; i < n; i++) {
        if (s[i] < '0' || s[i] > '9')
            return -1;
        value = value * 10 + s[i] - '0';
    }
    return value;
}

static bool set_text(const struct entry *e, char *field, const char *value, struct err *err) {
    for (const char *c = value; *c; c++) {
        if ((unsigned char)*c < ' ' || *c == 0x7f)
            return err_set(err, ERR_INPUT, "%s must be plain text on one line", e->doc.key);
    }
    if (strlen(value) >= e->size)
        return err_set(err, ERR_INPUT, "%s is too long: use at most %zu bytes", e->doc.key,
                       e->size - 1);
    return str_copy(field, e->size, value);
}

/* Names lead to files, so they are made of letters and digits. */
static bool set_name(const struct entry *e, char *field, const char *value, struct err *err) {
    static const char allowed[] =
        "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_";
    if (value[strspn(value, allowed)] != '\0')
        return err_set(err, ERR_INPUT, "\"%s\" is not a name: use letters, digits, - and _", value);
    return set_text(e, field, value, err);
}

static bool set_number(const struct entry *e, int *field, const char *value, struct err *err) {
    int n = number(value, strlen(value));
    if (n != 0 && (n < e->low || n > e->high))
        return err_set(err, ERR_INPUT, "\"%s\" will not do: give %d to %d, or 0", value, e->low,
                       e->high);
    *field = n;
    return true;
}

static bool set_switch(const struct entry *e, bool *field, const char *value, struct err *err) {
    const char *on = e->words.on ? e->words.on : "on", *off = e->words.off ? e->words.off : "off";
    *field = str_eq(value, on);
    return *field || str_eq(value, off) ||
           err_set(err, ERR_INPUT, "\"%s\" will not do: say %s or %s", value, on, off);
}

static bool set_size(struct settings *s, const char *value, struct err *err) {
    size_t n = strcspn(value, "x");
    int w = number(value, n);
    int h = value[n] ? number(value + n + 1, strlen(value + n + 1)) : -1;
    if (w < 320 || w > 7680 || h < 320 || h > 7680)
        return err_set(err, ERR_INPUT,
                       "\"%s\" is not a size: give width and height, such as 800x480", value);
    s->w = w;
    s->h = h;
    return true;
}

static bool set(struct settings *s, const struct entry *e, const char *value, struct err *err) {
    void *field = (char *)s + e->offset;
    switch (e->type) {
    case TYPE_TEXT:
        return set_text(e, field, value, err);
    case TYPE_NAME:
        return set_name(e, field, value, err);
    case TYPE_NUMBER:
        return set_number(e, field, value, err);
    case TYPE_SWITCH:
        return set_switch(e, field, value, err);
    case TYPE_SIZE:
        return set_size(s, value, err);
    }
    return false;
}

static size_t find(const char *key) {
    size_t i = 0;
    while (i < ENTRIES && !str_eq(entries[i].doc.key, key))
        i++;
    return i;
}

bool settings_set(struct settings *s, const char *key, const char *value, struct err *err) {
    size_t i = find(key);
    if (i == ENTRIES)
        return err_set(err, ERR_INPUT, "there is no setting \"%s\"", key);
    return set(s, &entries[i], value, err);
}

/* --- the file --- */

struct reading {
    struct settings settings;
    bool seen[ENTRIES];
    const char *file;
    struct lines lines; /* what is left to read */
    int wrong_line;     /* of the first mistake that we have seen; 0: none */
    struct err err;
};

static int wrong(struct reading *r, const char *what) {
    if (!r->wrong_line)
        err_set(&r->err, ERR_INPUT, "%s:%d: %s", r->file, r->lines.line, what);
    r->wrong_line = r->wrong_line ? r->wrong_line : r->lines.line;
    return INI_ERROR;
}

/* Gives inih the next line, as fgets() would; nothing more after a mistake. */
static char *next_line(char *out, int size, void *user) {
    struct reading *r = user;
    enum lines_got got = r->wrong_line ? LINES_END : lines_next(&r->lines, out, (size_t)size);
    if (got == LINES_TOO_LONG)
        wrong(r, "this line is too long: shorten it");
    return got == LINES_WHOLE ? out : NULL;
}

static int take(void *user, const char *section, const char *key, const char *value) {
    struct reading *r = user;
    struct err err = {0};
    char what[300]; /* more than a line, which is all that inih reads at once */
    size_t i = find(key);
    if (!str_eq(section, "kiosk"))
        return wrong(r, "put settings under the line [kiosk]");
    if (i == ENTRIES) {
        snprintf(what, sizeof(what), "there is no setting \"%s\": check how it is spelt", key);
        return wrong(r, what);
    }
    if (r->seen[i]) {
        snprintf(what, sizeof(what), "%s is set a second time: keep one of them", key);
        return wrong(r, what);
    }
    r->seen[i] = true;
    return set(&r->settings, &entries[i], value, &err) ? INI_GOOD : wrong(r, err.text);
}

bool settings_parse(struct settings *s, const char *file, const char *text, size_t n,
                    struct err *err) {
    size_t bad;
    if (n && (memchr(text, '\0', n) || !utf8_valid(text, n, &bad)))
        return err_set(err, ERR_INPUT, "%s is not plain text: save it as UTF-8", file);
    struct reading r = {.settings = *s, .file = file, .lines = {.at = text, .end = text + n}};
    int stopped = n ? ini_parse_stream(next_line, &r, take, &r) : 0;
    if (stopped &&
        (!r.wrong_line || stopped < r.wrong_line)) /* inih itself did not understand it */
        return err_set(err, ERR_INPUT, "%s:%d: write settings as name = value", file, stopped);
    if (r.wrong_line)
        return err_set(err, ERR_INPUT, "%s", r.err.text);
    *s = r.settings;
    return true;
}

bool settings_load(struct settings *s, const char *dir, struct err *err) {
    char path[PATH_MAX];
    struct str text CLEANUP(str_release) = {0};
    struct err why = {0};
    if (strlen(dir) > sizeof(path) / 2)
        return err_set(err, ERR_INPUT,
                       "the path of the data folder is too long: choose a shorter one");
    path_join(path, sizeof(path), dir, "turnout.ini");
    if (!file_read(path, FILE_MAX_BYTES, &text, &why))
        return why.kind == ERR_MISSING || err_set(err, why.kind, "%s", why.text);
    return settings_parse(s, path, str_c(&text), text.len, err);
}

/* --- the man page --- */

void settings_man(struct str *out) {
    str_add(out,
            ".SH SETTINGS\nThe file \\fBturnout.ini\\fR in the data folder, read at every start. "
            "Options win over it.\n.PP\n.nf\n[kiosk]\nname = Hall 2\nidle_lock_s = 120\n.fi\n");
    for (size_t i = 0; i < ENTRIES; i++) {
        const struct settings_key *k = &entries[i].doc;
        str_add(out, ".TP\n\\fB");
        args_roff(out, k->key);
        str_add(out, "\\fR = \\fI");
        args_roff(out, k->value);
        str_add(out, "\\fR\n");
        args_roff_sentence(out, k->help);
    }
}
