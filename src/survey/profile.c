/* A table says for each key where its value goes and what a value must look like. The file is read
 * by inih, which neither counts lines for its callers nor minds a key that nobody knows: the reader
 * below counts, and stops at the first mistake. */
#include "survey/profile.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>

#include <ini.h>

#include "base/lines.h"
#include "base/mem.h"
#include "base/str.h"
#include "base/utf8.h"

enum {
    PROFILES_BYTES = 64 << 10,
    PROFILES_MAX = 64,
    NAME_MAX_INI = 48, /* inih cuts longer section names and does not say so */
    WORDS_MAX = INI_MAX_LINE / 2,
    INI_ERROR = 0,
    INI_GOOD = 1
};

struct reading {
    struct profile *at; /* malloc: copied to the arena when all is well */
    size_t count, cap;
    unsigned seen[PROFILES_MAX]; /* bits by number of the key */
    int idle_line[PROFILES_MAX]; /* that set warn_s or wipe_s last; 0: none */
    struct lines lines;          /* what is left to read */
    int wrong_line;              /* of the first mistake that we have seen; 0: none */
    struct err err;
};

/* What somebody wrote, short enough to be repeated in a complaint: cut between characters. */
struct quote {
    char text[41];
};

static struct quote quote(const char *text) {
    struct quote q;
    STR_COPY(q.text, text);
    return q;
}

static bool is_name(const char *s, size_t max) {
    static const char allowed[] =
        "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_.";
    size_t len = strlen(s);
    return len > 0 && len <= max && s[0] != '.' && s[strspn(s, allowed)] == '\0';
}

/* ---- values -------------------------------------------------------------------------------------
 */

struct key;
typedef bool (*take_value)(struct profile *p, const struct key *k, const char *value,
                           struct err *err);

struct word {
    const char *word; /* NULL ends a list */
    unsigned means;
};

struct key {
    const char *name;
    take_value take;
    size_t offset, size;      /* of the field */
    int low, high;            /* of a number */
    const struct word *words; /* of a word */
    const char *say;          /* what these are, for a complaint */
    bool again;               /* may come more than once: each adds */
};

static bool take_text(struct profile *p, const struct key *k, const char *value, struct err *err) {
    for (const char *c = value; *c; c++)
        if ((unsigned char)*c < ' ' || *c == 0x7f)
            return err_set(err, ERR_INPUT, "%s must be plain text on one line", k->name);
    if (strlen(value) >= k->size)
        return err_set(err, ERR_INPUT, "%s is too long: use at most %zu bytes", k->name,
                       k->size - 1);
    return str_copy((char *)p + k->offset, k->size, value);
}

/* A file beside the form: its name alone, so that it leads nowhere else. */
static bool take_file(struct profile *p, const struct key *k, const char *value, struct err *err) {
    if (!is_name(value, k->size - 1))
        return err_set(err, ERR_INPUT, "\"%s\" will not do for %s: name a file beside the form",
                       quote(value).text, k->name);
    return str_copy((char *)p + k->offset, k->size, value);
}

static bool take_number(struct profile *p, const struct key *k, const char *value,
                        struct err *err) {
    static const char digits[] = "0123456789";
    size_t len = strlen(value);
    long n = len > 0 && len < 7 && strspn(value, digits) == len ? strtol(value, NULL, 10) : -1;
    if (n < k->low || n > k->high)
        return err_set(err, ERR_INPUT, "\"%s\" will not do for %s: give %d to %d",
                       quote(value).text, k->name, k->low, k->high);
    *(int *)((char *)p + k->offset) = (int)n;
    return true;
}

/* One of a few words; they are the key's, and their numbers are what the field means by them. */
static bool take_word(struct profile *p, const struct key *k, const char *value, struct err *err) {
    for (const struct word *w = k->words; w->word; w++)
        if (str_eq(w->word, value)) {
            *(unsigned *)((char *)p + k->offset) = w->means;
            return true;
        }
    return err_set(err, ERR_INPUT, "\"%s\" will not do for %s: say %s", quote(value).text, k->name,
                   k->say);
}

static const struct {
    const char *word;
    unsigned audiences;
} audiences[] = {
    {"primary", FOR_PRIMARY},
    {"secondary", FOR_SECONDARY},
    {"adults", FOR_ADULTS},
    {"professionals", FOR_PROFESSIONALS},
    {"public", FOR_PUBLIC},
    {"staff", FOR_STAFF},
    {"pupils", FOR_PRIMARY | FOR_SECONDARY},
};

static unsigned audience(const char *word) {
    for (size_t i = 0; i < sizeof(audiences) / sizeof(audiences[0]); i++)
        if (str_eq(audiences[i].word, word))
            return audiences[i].audiences;
    return 0;
}

static bool take_for(struct profile *p, const struct key *k, const char *value, struct err *err) {
    char copy[INI_MAX_LINE], *word[WORDS_MAX];
    (void)k;
    STR_COPY(copy, value);
    size_t words = str_split(copy, ' ', word, WORDS_MAX);
    for (size_t i = 0; i < words; i++) {
        unsigned bits = audience(word[i]);
        if (bits == 0)
            return err_set(err, ERR_INPUT,
                           "nobody is called \"%s\": say pupils, primary, secondary, adults, "
                           "professionals, public or staff",
                           quote(word[i]).text);
        p->audiences |= bits;
    }
    return true;
}

/* "context:field". */
static bool take_pair(struct profile *p, char *pair, struct err *err) {
    enum { PAIRS = sizeof(p->prefill) / sizeof(p->prefill[0]) };
    char *colon = strchr(pair, ':');
    if (p->prefills == PAIRS)
        return err_set(err, ERR_INPUT, "\"%s\" is one too many: at most %d fields are filled in",
                       quote(pair).text, PAIRS);
    const struct quote said = quote(pair);
    if (colon)
        *colon = '\0';
    if (!colon || !is_name(pair, sizeof(p->prefill[0].context) - 1) ||
        !is_name(colon + 1, sizeof(p->prefill[0].field) - 1))
        return err_set(err, ERR_INPUT,
                       "\"%s\" will not do: write what is known and the field that it goes to, "
                       "such as date:date",
                       said.text);
    STR_COPY(p->prefill[p->prefills].context, pair);
    STR_COPY(p->prefill[p->prefills++].field, colon + 1);
    return true;
}

static bool take_prefill(struct profile *p, const struct key *k, const char *value,
                         struct err *err) {
    char copy[INI_MAX_LINE], *word[WORDS_MAX];
    (void)k;
    STR_COPY(copy, value);
    size_t words = str_split(copy, ' ', word, WORDS_MAX);
    for (size_t i = 0; i < words; i++)
        if (!take_pair(p, word[i], err))
            return false;
    return true;
}

static const struct word sides[] = {{"visitor", SIDE_VISITOR}, {"staff", SIDE_STAFF}, {NULL, 0}};
static const struct word ways[] = {
    {"feedback", WAY_FEEDBACK}, {"concern", WAY_CONCERN}, {"help", WAY_HELP}, {NULL, 0}};
static const struct word checks[] = {
    {"no", 0}, {"yes", FOR_EVERYBODY}, {"adults", FOR_EVERYBODY & ~FOR_PUPILS}, {NULL, 0}};

_Static_assert(sizeof(enum survey_side) == sizeof(unsigned), "take_word() sets the fields so");
_Static_assert(sizeof(enum survey_way) == sizeof(unsigned), "take_word() sets the fields so");

#define FIELD(f) .offset = offsetof(struct profile, f), .size = sizeof(((struct profile *)NULL)->f)

static const struct key keys[] = {
    {.name = "title", .take = take_text, FIELD(title)},
    {.name = "second", .take = take_text, FIELD(second)},
    {.name = "icon", .take = take_text, FIELD(icon)},
    {.name = "for", .take = take_for},
    {.name = "side", .take = take_word, FIELD(side), .words = sides, .say = "visitor or staff"},
    {.name = "way",
     .take = take_word,
     FIELD(way),
     .words = ways,
     .say = "feedback, concern or help"},
    {.name = "check_answers",
     .take = take_word,
     FIELD(check_answers),
     .words = checks,
     .say = "yes, no or adults"},
    {.name = "warn_s", .take = take_number, FIELD(warn_s), .low = 5, .high = 3600},
    {.name = "wipe_s", .take = take_number, FIELD(wipe_s), .low = 10, .high = 3600},
    {.name = "thanks_s", .take = take_number, FIELD(thanks_s), .low = 1, .high = 60},
    {.name = "double_ms", .take = take_number, FIELD(double_ms), .low = 0, .high = 2000},
    {.name = "read_ms", .take = take_number, FIELD(read_ms), .low = 0, .high = 10000},
    {.name = "prefill", .take = take_prefill, .again = true},
    {.name = "places", .take = take_file, FIELD(places)},
};

enum { KEYS = sizeof(keys) / sizeof(keys[0]) };

/* ---- lines --------------------------------------------------------------------------------------
 */

static int wrong(struct reading *r, const char *fmt, ...) PRINTF(2, 3);

static int wrong(struct reading *r, const char *fmt, ...) {
    va_list ap;
    struct str what CLEANUP(str_release) = {0};
    if (r->wrong_line)
        return INI_ERROR;
    va_start(ap, fmt);
    str_vaddf(&what, fmt, ap);
    va_end(ap);
    r->wrong_line = r->lines.line;
    err_set(&r->err, ERR_INPUT, "line %d: %s", r->lines.line, str_c(&what));
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

enum survey_way profile_way(const char *form) {
    return str_eq(form, "concern") ? WAY_CONCERN : WAY_FEEDBACK;
}

/* The profile of a section, made when its first line is read; NULL after a complaint. */
static struct profile *profile_of(struct reading *r, const char *section) {
    for (size_t i = 0; i < r->count; i++)
        if (str_eq(r->at[i].form, section))
            return &r->at[i];
    if (!is_name(section, NAME_MAX_INI)) {
        wrong(r,
              "put this under a line [form], the id of a form: at most %d letters, digits, -, _ "
              "and .",
              NAME_MAX_INI);
        return NULL;
    }
    if (r->count == PROFILES_MAX) {
        wrong(r, "[%s] is one form too many: at most %d fit", section, PROFILES_MAX);
        return NULL;
    }
    r->at = xgrow(r->at, &r->cap, r->count + 1, sizeof(*r->at));
    struct profile *p = &r->at[r->count++];
    *p = (struct profile){.way = profile_way(section),
                          .warn_s = 30,
                          .wipe_s = 45,
                          .thanks_s = 4,
                          .double_ms = 300,
                          .read_ms = 700};
    STR_COPY(p->form, section);
    return p;
}

static size_t find(const char *name) {
    size_t i = 0;
    while (i < KEYS && !str_eq(keys[i].name, name))
        i++;
    return i;
}

static int take(void *user, const char *section, const char *name, const char *value) {
    struct reading *r = user;
    struct err err = {0};
    struct profile *p = profile_of(r, section);
    size_t i = find(name);
    if (!p)
        return INI_ERROR;
    if (i == KEYS)
        return wrong(r, "there is no \"%s\" of a form: check how it is spelt", quote(name).text);
    unsigned *seen = &r->seen[p - r->at];
    if (*seen & 1u << i && !keys[i].again)
        return wrong(r, "%s is set a second time: keep one of them", name);
    *seen |= 1u << i;
    if (!keys[i].take(p, &keys[i], value, &err))
        return wrong(r, "%s", err.text);
    if (profile_way(section) == WAY_CONCERN && (p->way != WAY_CONCERN || p->side != SIDE_VISITOR))
        return wrong(r, "what is told here is always sealed: take this line away");
    if (str_eq(name, "warn_s") || str_eq(name, "wipe_s"))
        r->idle_line[p - r->at] = r->lines.line;
    return INI_GOOD;
}

/* ---- the file -----------------------------------------------------------------------------------
 */

/* One of the two may stand as it is by default, so this shows when all is read. */
static void check_idle(struct reading *r) {
    for (size_t i = 0; i < r->count; i++) {
        r->lines.line = r->idle_line[i];
        if (r->at[i].wipe_s <= r->at[i].warn_s)
            wrong(r, "wipe_s must be longer than warn_s");
    }
}

static bool read_all(struct reading *r, struct err *err) {
    int stopped = r->lines.at < r->lines.end ? ini_parse_stream(next_line, r, take, r) : 0;
    if (stopped && (!r->wrong_line || stopped < r->wrong_line)) /* inih itself */
        return err_set(err, ERR_INPUT, "line %d: write it as name = value", stopped);
    if (!r->wrong_line)
        check_idle(r);
    return !r->wrong_line || err_set(err, ERR_INPUT, "%s", r->err.text);
}

bool profiles_read(const char *text, size_t len, struct arena *a, struct profiles *ret,
                   struct err *err) {
    struct reading r = {.lines = {.at = text, .end = text + len}};
    if (len > PROFILES_BYTES)
        return err_set(err, ERR_FULL, "the file is too large: at most %d KB", PROFILES_BYTES >> 10);
    if (len > 0 && (memchr(text, '\0', len) || !utf8_valid(text, len, NULL)))
        return err_set(err, ERR_INPUT, "the file is not plain text: save it as UTF-8");
    bool ok = read_all(&r, err);
    if (ok) {
        ret->at = arena_array(a, r.count, sizeof(*ret->at));
        ret->count = r.count;
        if (r.count > 0)
            memcpy(ret->at, r.at, r.count * sizeof(*ret->at));
    }
    free(r.at);
    return ok;
}

const struct profile *profiles_form(const struct profiles *p, const char *form) {
    for (size_t i = 0; i < p->count; i++)
        if (str_eq(p->at[i].form, form))
            return &p->at[i];
    return NULL;
}
