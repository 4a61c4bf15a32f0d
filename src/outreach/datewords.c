/* A scanner over numbers and words. A number that may be a day waits in `pending` until a month
 * comes: "21, 22, 24/11/2018" gives the month and year of the last to all that wait. A year goes to
 * every part before it that has none: "10 June and 4 July 2019". */
#include "outreach/datewords.h"

#include <ctype.h>
#include <string.h>
#include <strings.h>

struct scan {
    const char *p;
    struct date_words *out;
    struct date_word pending[DATE_WORDS_MAX];
    size_t waiting;
    int8_t weekday;   /* seen, and not yet given to a day */
    bool after_month; /* "June 13": the day may follow its month */
    bool skip_number; /* "at 2": a time of the day */
};

static void add_part(struct scan *s, struct date_word w) {
    if (s->out->parts < DATE_WORDS_MAX)
        s->out->part[s->out->parts++] = w;
}

static void add_pending(struct scan *s, int day) {
    if (s->waiting == DATE_WORDS_MAX)
        return;
    s->pending[s->waiting++] = (struct date_word){.day = (int8_t)day, .weekday = s->weekday};
    s->weekday = -1;
}

/* The month (and year, or 0) of all days that wait. */
static void settle(struct scan *s, int month, int year) {
    for (size_t i = 0; i < s->waiting; i++) {
        s->pending[i].month = (int8_t)month;
        s->pending[i].year = (int16_t)year;
        add_part(s, s->pending[i]);
    }
    s->waiting = 0;
}

static void settle_year(struct scan *s, int year) {
    for (size_t i = s->out->parts; i > 0 && s->out->part[i - 1].year == 0; i--)
        s->out->part[i - 1].year = (int16_t)year;
}

/* Reads up to 4 digits at p; returns how many, 0 if there is none or there are more. */
static size_t number(const char *p, int *ret_value) {
    size_t n = 0;
    int value = 0;
    for (; n < 5 && isdigit((unsigned char)p[n]); n++)
        value = value * 10 + (p[n] - '0');
    if (n > 4)
        return 0;
    *ret_value = value;
    return n;
}

/* D/M/Y with / . or -, D/M with /, or Y-M-D, of which `first` is read and p stands behind it.
 * Returns how much follows, 0 if this is no such date. */
static size_t slashed(struct scan *s, const char *p, int first, size_t first_len) {
    int second = 0, third = 0;
    char mark = *p;
    if (mark != '/' && mark != '.' && mark != '-')
        return 0;
    size_t n2 = number(p + 1, &second);
    if (n2 == 0 || n2 > 2)
        return 0;
    size_t n3 = p[1 + n2] == mark ? number(p + 2 + n2, &third) : 0;
    if (first_len == 4 && mark == '-' && n3 == 2) {
        add_pending(s, third);
        settle(s, second, first);
        return 2 + n2 + n3;
    }
    if (first_len > 2 || second < 1 || second > 12 || first < 1 || first > 31)
        return 0;
    if (n3 == 4 || (n3 == 2 && mark != '-')) {
        add_pending(s, first);
        settle(s, second, n3 == 4 ? third : 2000 + third);
        return 2 + n2 + n3;
    }
    if (mark != '/')
        return 0;
    add_pending(s, first);
    settle(s, second, 0);
    return 1 + n2;
}

/* Is what follows a number the rest of a time: ":30", ".30pm", "am", " pm"? Returns its length. */
static size_t time_rest(const char *p) {
    size_t n = 0;
    bool minutes = (p[0] == ':' || p[0] == '.') && isdigit((unsigned char)p[1]) &&
                   isdigit((unsigned char)p[2]) && !isdigit((unsigned char)p[3]);
    if (minutes)
        n = 3;
    size_t blank = p[n] == ' ' ? 1 : 0;
    if ((strncasecmp(p + n + blank, "am", 2) == 0 || strncasecmp(p + n + blank, "pm", 2) == 0) &&
        !isalpha((unsigned char)p[n + blank + 2]))
        return n + blank + 2;
    return minutes && p[0] == ':' ? n : 0;
}

static void scan_number(struct scan *s) {
    int value = 0;
    size_t n = number(s->p, &value), rest;
    bool after_month = s->after_month, skip = s->skip_number;
    s->after_month = s->skip_number = false;
    if (n == 0) {
        while (isdigit((unsigned char)*s->p))
            s->p++;
        return;
    }
    const char *end = s->p + n;
    s->p = end;
    if ((rest = time_rest(end)) > 0 || (rest = slashed(s, end, value, n)) > 0) {
        s->p += rest;
        return;
    }
    static const char *const ordinals[] = {"st", "nd", "rd", "th"};
    for (size_t i = 0; i < 4; i++)
        if (strncasecmp(end, ordinals[i], 2) == 0 && !isalpha((unsigned char)end[2]))
            s->p = end + 2;
    struct date_word *last = s->out->parts > 0 ? &s->out->part[s->out->parts - 1] : NULL;
    if (n == 4 && value >= 1900 && value <= 2100)
        settle_year(s, value);
    else if (skip || value < 1 || value > 31)
        return;
    else if (after_month && last != NULL && last->day == 0 && last->year == 0)
        last->day = (int8_t)value;
    else
        add_pending(s, value);
}

/* Is the word this name or one of its beginnings of at least three letters? */
static bool is_name(const char *word, size_t n, const char *name) {
    return n >= 3 && n <= strlen(name) && strncasecmp(word, name, n) == 0;
}

static void scan_month(struct scan *s, int month, bool capital) {
    if (s->waiting > 0) {
        settle(s, month, 0);
    } else if (capital) { /* "we may march" has no date in it */
        add_part(s, (struct date_word){.month = (int8_t)month, .weekday = s->weekday});
        s->weekday = -1;
        s->after_month = true;
    }
}

static void scan_word(struct scan *s) {
    const char *word = s->p;
    while (isalpha((unsigned char)*s->p))
        s->p++;
    size_t n = (size_t)(s->p - word);
    s->after_month = false;
    for (int month = 1; month <= 12; month++) {
        if (is_name(word, n, month_name(month))) {
            scan_month(s, month, isupper((unsigned char)word[0]));
            return;
        }
    }
    for (int day = MONDAY; day <= SUNDAY; day++)
        if (is_name(word, n, weekday_name((enum weekday)day)))
            s->weekday = (int8_t)day;
    if ((n == 5 && strncasecmp(word, "since", n) == 0) ||
        (n == 4 && strncasecmp(word, "from", n) == 0))
        s->out->open = true;
    if ((n == 2 && strncasecmp(word, "to", n) == 0) ||
        (n == 5 && strncasecmp(word, "until", n) == 0))
        s->out->range = true;
    s->skip_number = n == 2 && strncasecmp(word, "at", n) == 0;
}

void date_words_read(const char *text, struct date_words *ret_words) {
    *ret_words = (struct date_words){0};
    struct scan s = {.p = text, .out = ret_words, .weekday = -1};
    while (*s.p != '\0') {
        unsigned char c = (unsigned char)*s.p;
        if (isdigit(c)) {
            scan_number(&s);
        } else if (isalpha(c)) {
            scan_word(&s);
        } else {
            bool dash = c == '-' || strncmp(s.p, "\xE2\x80\x93", 3) == 0;
            if (dash && (s.waiting > 0 || ret_words->parts > 0))
                ret_words->range = true;
            s.p++;
        }
    }
    if (ret_words->parts == 1 && ret_words->part[0].weekday < 0)
        ret_words->part[0].weekday = s.weekday; /* "27/03/2020 (Friday)" */
}

struct date date_word_date(struct date_word w) {
    struct date d = {.year = w.year, .month = w.month, .day = w.day};
    return date_valid(d) ? d : (struct date){0};
}
