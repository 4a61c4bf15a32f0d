#include "outreach/figure.h"

#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "base/str.h"
#include "base/utf8.h"

bool figure_is_of(const struct figure *a, const struct figure *b) {
    return date_compare(a->from, b->from) == 0 && date_compare(a->until, b->until) == 0 &&
           strcasecmp(a->area, b->area) == 0 && strcasecmp(a->measure, b->measure) == 0 &&
           strcasecmp(a->source, b->source) == 0;
}

/* ---- periods ---- */

static struct date month_end(int year, int month) {
    struct date next = month == 12 ? (struct date){(int16_t)(year + 1), 1, 1}
                                   : (struct date){(int16_t)year, (int8_t)(month + 1), 1};
    return date_from_days(date_to_days(next) - 1);
}

static bool take_months(int year, int month, int months, struct date *from, struct date *until) {
    struct date first = {(int16_t)year, (int8_t)month, 1};
    int last = month + months - 1;
    if (year < 1900 || year > 2200 || !date_valid(first))
        return false;
    *from = first;
    *until = month_end(year + (last - 1) / 12, (last - 1) % 12 + 1);
    return true;
}

/* "2019/20" from its first digit on. */
static bool is_financial(const char *text, int *ret_year) {
    int year, next, used = 0;
    if (sscanf(text, "%4d/%2d%n", &year, &next, &used) != 2 || text[used] != '\0' || used != 7)
        return false;
    *ret_year = year;
    return next == (year + 1) % 100;
}

static bool take_dates(const char *text, struct date *from, struct date *until) {
    char first[32];
    const char *to = strstr(text, " to ");
    if (to == NULL || (size_t)(to - text) >= sizeof first)
        return false;
    snprintf(first, sizeof first, "%.*s", (int)(to - text), text);
    return date_parse(first, from) && date_parse(to + strlen(" to "), until) &&
           date_compare(*from, *until) <= 0;
}

bool figure_period(const char *text, struct date *ret_from, struct date *ret_until) {
    enum { APRIL = 4, QUARTER = 3, YEAR = 12 };
    int year, month, used = 0;
    struct date from, until;
    size_t digits = strspn(text, "0123456789");
    bool ok = false;
    if ((text[0] == 'Q' || text[0] == 'q') && text[1] >= '1' && text[1] <= '4' && text[2] == ' ' &&
        is_financial(text + 3, &year)) {
        int quarter = text[1] - '1';
        month = quarter == 3 ? 1 : APRIL + quarter * QUARTER;
        ok = take_months(year + (quarter == 3), month, QUARTER, &from, &until);
    } else if (is_financial(text, &year)) {
        ok = take_months(year, APRIL, YEAR, &from, &until);
    } else if (digits == 4 && sscanf(text, "%4d-%2d%n", &year, &month, &used) == 2 &&
               text[used] == '\0' && used == 7) {
        ok = take_months(year, month, 1, &from, &until);
    } else if (digits == 4 && text[4] == '\0' && sscanf(text, "%4d", &year) == 1) {
        ok = take_months(year, 1, YEAR, &from, &until);
    } else {
        ok = take_dates(text, &from, &until);
    }
    if (ok) {
        *ret_from = from;
        *ret_until = until;
    }
    return ok;
}

/* ---- values ---- */

/* A minus as people type it, or as programs that set text do (U+2212, a dash). */
static const char *after_minus(const char *text) {
    static const char *const minus[] = {"-", "\xE2\x88\x92", "\xE2\x80\x93"};
    for (size_t i = 0; i < sizeof minus / sizeof minus[0]; i++)
        if (str_starts(text, minus[i]))
            return text + strlen(minus[i]);
    return NULL;
}

bool figure_value(const char *text, char out[FIGURE_VALUE]) {
    enum { DIGITS = 9, DECIMALS = 3 };
    const char *p = text + strspn(text, " "), *minus = after_minus(p), *sign = "";
    if (strcasecmp(p, "none") == 0) {
        out[0] = '\0';
        return true;
    }
    if (minus != NULL || *p == '+') {
        sign = minus != NULL ? "-" : "+";
        p = minus != NULL ? minus : p + 1;
        p += strspn(p, " ");
    }
    size_t whole = strspn(p, "0123456789"), decimals = 0;
    if (whole == 0 || whole > DIGITS)
        return false;
    const char *end = p + whole;
    if (*end == '.') {
        decimals = strspn(end + 1, "0123456789");
        end += 1 + decimals;
        if (decimals == 0 || decimals > DECIMALS)
            return false;
    }
    const char *rest = end + strspn(end, " ");
    bool percent = *rest == '%';
    rest += percent;
    if (rest[strspn(rest, " ")] != '\0')
        return false;
    snprintf(out, FIGURE_VALUE, "%s%.*s%s", sign, (int)(end - p), p, percent ? " %" : "");
    return true;
}

/* ---- keeping ---- */

static bool text_fits(const char *name, const char *text, struct err *err) {
    if (text[0] == '\0')
        return err_set(err, ERR_INPUT, "a figure needs its %s", name);
    return utf8_len(text) <= FIGURE_LETTERS ||
           err_set(err, ERR_INPUT, "the %s of a figure has at most %d letters", name,
                   FIGURE_LETTERS);
}

bool figure_fits(const struct figure *f, struct err *err) {
    char value[FIGURE_VALUE];
    if (!text_fits("area", f->area, err) || !text_fits("period", f->period, err) ||
        !text_fits("measure", f->measure, err) || !text_fits("source", f->source, err))
        return false;
    if (f->value[0] != '\0' && (!figure_value(f->value, value) || strcmp(value, f->value) != 0))
        return err_set(err, ERR_INPUT, "\"%.24s\" is no number", f->value);
    return (f->from.year != 0 && date_compare(f->from, f->until) <= 0) ||
           err_set(err, ERR_INPUT, "a figure needs its period");
}
