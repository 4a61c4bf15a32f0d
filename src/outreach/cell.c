#include "outreach/cell.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/str.h"
#include "base/utf8.h"
#include "outreach/ledger.h"

const char *cell_clean(struct arena *a, const char *raw) {
    char *out = arena_strdup(a, raw), *to = out;
    for (const char *p = raw; *p != '\0'; p++) {
        unsigned char c = (unsigned char)*p;
        if (c > ' ' && c != 0x7F)
            *to++ = *p;
        else if (to > out && to[-1] != ' ')
            *to++ = ' ';
    }
    if (to > out && to[-1] == ' ')
        to--;
    *to = '\0';
    return out;
}

bool cell_is_formula(const char *raw) {
    return raw[0] != '\0' && strchr("=+-@\t\r", raw[0]) != NULL;
}

bool cell_is_marked(const char *text) {
    /* As they are printed, in capitals: "official opening" is no handling marking. */
    static const char *const words[] = {"OFFICIAL-SENSITIVE", "OFFICIAL SENSITIVE",
                                        "OFFICIAL: SENS",     "OFFICIAL - SENS",
                                        "TOP SECRET",         "SECRET"};
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++)
        if (strstr(text, words[i]) != NULL)
            return true;
    return false;
}

struct word_meaning {
    const char *word;
    enum qualifier q;
};

/* Cuts off what stands before the number; the weakest word wins. */
static const char *heads_prefix(const char *s, enum qualifier *q) {
    static const struct word_meaning before[] = {
        {">", COUNT_AT_LEAST},        {"over", COUNT_AT_LEAST}, {"at least", COUNT_AT_LEAST},
        {"min", COUNT_AT_LEAST},      {"about", COUNT_ABOUT},   {"more than", COUNT_AT_LEAST},
        {"approx.", COUNT_ABOUT},     {"approx", COUNT_ABOUT},  {"approximately", COUNT_ABOUT},
        {"around", COUNT_ABOUT},      {"circa", COUNT_ABOUT},   {"ca.", COUNT_ABOUT},
        {"c.", COUNT_ABOUT},          {"c", COUNT_ABOUT},       {"~", COUNT_ABOUT},
        {"expected", COUNT_EXPECTED}, {"x", COUNT_EXACT},       {"exactly", COUNT_EXACT},
    };
    for (bool found = true; found;) {
        found = false;
        for (size_t i = 0; i < sizeof before / sizeof before[0]; i++) {
            size_t n = strlen(before[i].word);
            /* "c" must not be read from "circa": after letters no letter may follow. */
            if (strncasecmp(s, before[i].word, n) != 0 ||
                (isalpha((unsigned char)s[n - 1]) && isalpha((unsigned char)s[n])))
                continue;
            if (before[i].q > *q)
                *q = before[i].q;
            s += n;
            s += strspn(s, " :");
            found = true;
        }
    }
    return s;
}

/* Understands what stands behind the number; false if it is something else. */
static bool heads_suffix(const char *s, enum qualifier *q) {
    static const struct word_meaning after[] = {
        {"+", COUNT_AT_LEAST},        {"plus", COUNT_AT_LEAST},   {"or more", COUNT_AT_LEAST},
        {"expected", COUNT_EXPECTED}, {"approx", COUNT_ABOUT},    {"approximately", COUNT_ABOUT},
        {"students", COUNT_EXACT},    {"pupils", COUNT_EXACT},    {"people", COUNT_EXACT},
        {"parents", COUNT_EXACT},     {"adults", COUNT_EXACT},    {"children", COUNT_EXACT},
        {"attended", COUNT_EXACT},    {"attendees", COUNT_EXACT}, {"staff", COUNT_EXACT},
    };
    while (*s != '\0') {
        size_t i, n = 0;
        for (i = 0; i < sizeof after / sizeof after[0]; i++) {
            n = strlen(after[i].word);
            if (strncasecmp(s, after[i].word, n) == 0 && !isalpha((unsigned char)s[n]))
                break;
        }
        if (i == sizeof after / sizeof after[0])
            return false;
        if (after[i].q > *q)
            *q = after[i].q;
        s += n;
        s += strspn(s, " .");
    }
    return true;
}

enum heads_result cell_heads(const char *s, struct heads *ret_heads) {
    enum qualifier q = COUNT_EXACT;
    const char *p = heads_prefix(s, &q);
    bool negative = *p == '-' && isdigit((unsigned char)p[1]);
    p += negative;
    if (!isdigit((unsigned char)*p))
        return HEADS_NO_NUMBER;
    int64_t n = 0;
    bool grouped = false;
    for (; isdigit((unsigned char)*p); p++) {
        n = n > HEADS_MAX ? n : n * 10 + (*p - '0');
        bool group = p[1] == ',' && isdigit((unsigned char)p[2]) && isdigit((unsigned char)p[3]) &&
                     isdigit((unsigned char)p[4]) && !isdigit((unsigned char)p[5]);
        grouped |= group;
        p += group; /* "1,200" */
    }
    p += strspn(p, " ");
    if (!heads_suffix(p, &q))
        return HEADS_NO_NUMBER;
    if (negative)
        return HEADS_NEGATIVE;
    if (n > HEADS_MAX)
        return HEADS_TOO_MANY;
    bool worded = grouped || s[strspn(s, "0123456789")] != '\0';
    *ret_heads = (struct heads){.n = n, .q = q, .worded = worded};
    return HEADS_OK;
}

bool cell_minute(const char *s, int16_t *ret_minute) {
    int hour = 0, minute = 0;
    size_t digits = strspn(s, "0123456789");
    if (digits < 1 || digits > 2)
        return false;
    for (size_t i = 0; i < digits; i++)
        hour = hour * 10 + (*s++ - '0');
    bool has_minutes = *s == ':' || *s == '.';
    if (has_minutes) {
        if (strspn(s + 1, "0123456789") != 2)
            return false;
        minute = (s[1] - '0') * 10 + (s[2] - '0');
        s += 3;
        if (*s == ':' && strcmp(s, ":00") == 0) /* a spreadsheet's 14:00:00 */
            s += 3;
    }
    s += strspn(s, " ");
    bool am = strcasecmp(s, "am") == 0, pm = strcasecmp(s, "pm") == 0;
    if ((!am && !pm && (*s != '\0' || !has_minutes)) || ((am || pm) && (hour < 1 || hour > 12)))
        return false;
    if (am || pm)
        hour = hour % 12 + (pm ? 12 : 0);
    if (hour > 23 || minute > 59)
        return false;
    *ret_minute = (int16_t)(hour * 60 + minute);
    return true;
}

/* The years of a school as bits: 0 is reception. Returns -1 for what is no year. */
static int year_of(const char *word) {
    if (strcmp(word, "r") == 0 || strcmp(word, "reception") == 0)
        return 0;
    word += *word == 'y' ? 1 : 0;
    size_t n = strspn(word, "0123456789");
    if (n < 1 || n > 2 || word[n] != '\0')
        return -1;
    long year = strtol(word, NULL, 10);
    return year >= 1 && year <= 13 ? (int)year : -1;
}

/* "Y7-9, 11" becomes the words "y7", "-", "9", "11" in `buf`. */
static size_t year_words(const char *s, char *buf, size_t size, char **word, size_t max) {
    size_t len = 0;
    for (; *s != '\0' && len + 4 < size; s++) {
        bool dash = *s == '-';
        if (dash)
            buf[len++] = ' ';
        buf[len++] = strchr(";,/&", *s) != NULL ? ' ' : (char)tolower((unsigned char)*s);
        if (dash)
            buf[len++] = ' ';
    }
    buf[len] = '\0';
    return *s == '\0' ? str_split(buf, ' ', word, max) : 0;
}

/* Reads words into a set of years; 0 if something is no year. */
static unsigned year_set(char **word, size_t words) {
    unsigned set = 0;
    int last = -1;
    bool range = false;
    for (size_t i = 0; i < words; i++) {
        if (strcmp(word[i], "-") == 0 || strcmp(word[i], "to") == 0) {
            if (last < 0)
                return 0;
            range = true;
        } else if (strcmp(word[i], "and") != 0 && strcmp(word[i], "yr") != 0 &&
                   !str_starts("years", word[i])) { /* "y", "year", "years" */
            int year = year_of(word[i]);
            if (year < 0 || (range && year < last))
                return 0;
            for (int y = range ? last : year; y <= year; y++)
                set |= 1U << y;
            last = year;
            range = false;
        }
    }
    return range ? 0 : set;
}

bool cell_years(struct arena *a, const char *s, const char **ret_years) {
    static const char *const all[] = {"all", "mixed", "all years", "all year groups"};
    for (size_t i = 0; i < sizeof all / sizeof all[0]; i++) {
        if (strcasecmp(s, all[i]) == 0) {
            *ret_years = "all";
            return true;
        }
    }
    char buf[128], *word[32];
    unsigned set = strcasecmp(s, "sixth form") == 0
                       ? 3U << 12
                       : year_set(word, year_words(s, buf, sizeof buf, word, 32));
    if (set == 0)
        return false;
    const char *out = set & 1 ? "R" : "";
    for (int y = 1; y <= 13; y++)
        if (set & 1U << y)
            out = arena_printf(a, "%s%s%d", out, out[0] != '\0' ? ";" : "", y);
    *ret_years = out;
    return true;
}

bool cell_is_code(const char *s) {
    size_t n = strlen(s);
    if (n == 0 || n > 16 || !isalnum((unsigned char)s[0]) || !isalnum((unsigned char)s[n - 1]))
        return false;
    for (; *s != '\0'; s++)
        if (!isalnum((unsigned char)*s) && *s != '.' && *s != '-')
            return false;
    return true;
}

static int by_plan(const void *a, const void *b) {
    return action_compare(*(char *const *)a, *(char *const *)b);
}

bool cell_codes(struct arena *a, const char *s, const char **ret_codes) {
    char *copy = arena_strdup(a, s), *code[32];
    for (char *p = copy; *p != '\0'; p++)
        if (*p == ',' || *p == ' ')
            *p = ';';
    size_t n = str_split(copy, ';', code, 32);
    for (size_t i = 0; i < n; i++)
        if (!cell_is_code(code[i]))
            return false;
    qsort(code, n, sizeof code[0], by_plan);
    size_t size = strlen(s) + n + 1, len = 0;
    char *out = arena_zalloc(a, size);
    for (size_t i = 0; i < n; i++) {
        if (i > 0 && strcmp(code[i], code[i - 1]) == 0)
            continue;
        if (len > 0)
            out[len++] = ';';
        str_copy(out + len, size - len, code[i]);
        len += strlen(code[i]);
    }
    *ret_codes = out;
    return true;
}

const char *cell_type(struct arena *a, const char *s) {
    size_t size = strlen(s) * 2 + 1; /* folding writes "ss" for a sharp s */
    char *out = arena_alloc(a, size);
    utf8_fold(out, size, s);
    for (char *p = out; *p != '\0'; p++)
        if (*p == ' ')
            *p = '_';
    return out;
}

/* How many letters must be added, left out or changed. */
static size_t distance(const char *a, const char *b) {
    enum { MAX = 32 };
    size_t na = strlen(a), nb = strlen(b), row[MAX + 1];
    if (na > MAX || nb > MAX)
        return MAX;
    for (size_t j = 0; j <= nb; j++)
        row[j] = j;
    for (size_t i = 1; i <= na; i++) {
        size_t corner = row[0];
        row[0] = i;
        for (size_t j = 1; j <= nb; j++) {
            size_t above = row[j], least = corner + (a[i - 1] != b[j - 1]);
            least = above + 1 < least ? above + 1 : least;
            row[j] = row[j - 1] + 1 < least ? row[j - 1] + 1 : least;
            corner = above;
        }
    }
    return row[nb];
}

const char *cell_nearest(const char *word, const char *const *names, size_t n) {
    const char *best = NULL;
    size_t least = 0;
    for (size_t i = 0; i < n; i++) {
        size_t d = distance(word, names[i]);
        if (best == NULL || d < least) {
            best = names[i];
            least = d;
        }
    }
    /* More than a third of the letters wrong is another word, not a slip. */
    return best != NULL && least * 3 <= strlen(best) + 2 ? best : NULL;
}
