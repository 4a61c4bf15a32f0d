/* Dates. What is written without an offset is local time, and so is what comes out. The kiosk knows
 * one offset, that of now: a date of the other half of the year is off by the hour of summer time,
 * which only shows in decimal-date-time() and in times written with an offset. */
#include "forms/xpath_parts.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "forms/dates.h"

/* Reads "-7" or "-07"; NULL if there is no such thing. */
static const char *dash_number(const char *p, int *ret) {
    size_t digits = *p == '-' ? strspn(p + 1, "0123456789") : 0;
    if (digits < 1 || digits > 2)
        return NULL;
    *ret = digits == 1 ? p[1] - '0' : (p[1] - '0') * 10 + p[2] - '0';
    return p + 1 + digits;
}

/* A date with single digits, "2024-3-1", which date() has always taken. */
static bool parse_loosely(const char *text, struct moment *ret) {
    char full[MOMENT_TEXT];
    int month = 0, day = 0;
    const char *p = strspn(text, "0123456789") == 4 ? dash_number(text + 4, &month) : NULL;
    if (p)
        p = dash_number(p, &day);
    if (!p || strlen(p) > MOMENT_TEXT / 2)
        return false;
    snprintf(full, sizeof(full), "%.4s-%02d-%02d%.32s", text, month, day, p);
    return moment_parse(full, ret);
}

/* The argument as a local moment; *ret_any is false if it is none. Numbers are days. */
static bool eval_moment(struct run *r, const struct expr *e, struct moment *ret, bool *ret_any) {
    struct xvalue v;
    const char *text;
    int32_t offset = r->c.host->utc_offset_s;
    *ret_any = false;
    *ret = (struct moment){0};
    if (!eval(r, e, &v))
        return false;
    if (v.kind == X_BOOLEAN)
        return true;
    if (!run_string(r, &v, &text))
        return false;
    if (moment_parse(text, ret) || parse_loosely(text, ret)) {
        if (ret->has_offset && ret->has_date)
            *ret = moment_of_days(moment_days(ret, offset));
        *ret_any = ret->has_date || ret->has_time;
        return true;
    }
    double days = v.kind == X_NUMBER ? v.number : text_number(text, offset);
    *ret = moment_of_days(days);
    *ret_any = ret->has_date;
    return true;
}

static bool fn_now(struct run *r, struct expr *const *arg, size_t args, struct xvalue *ret) {
    char text[MOMENT_TEXT];
    struct moment m = moment_of_ms(r->c.host->now_ms, r->c.host->utc_offset_s);
    (void)arg, (void)args;
    moment_datetime(&m, text);
    *ret = of_string(arena_strdup(r->c.scratch, text));
    return true;
}

static bool fn_today(struct run *r, struct expr *const *arg, size_t args, struct xvalue *ret) {
    char text[MOMENT_TEXT];
    struct moment m = moment_of_ms(r->c.host->now_ms, r->c.host->utc_offset_s);
    (void)arg, (void)args;
    moment_date(&m, text);
    *ret = of_string(arena_strdup(r->c.scratch, text));
    return true;
}

static bool fn_date(struct run *r, struct expr *const *arg, size_t args, struct xvalue *ret) {
    char text[MOMENT_TEXT];
    struct moment m;
    bool any;
    (void)args;
    if (!eval_moment(r, arg[0], &m, &any))
        return false;
    moment_date(&m, text);
    *ret = of_string(arena_strdup(r->c.scratch, text));
    return true;
}

static bool fn_date_time(struct run *r, struct expr *const *arg, size_t args, struct xvalue *ret) {
    char text[MOMENT_TEXT];
    struct moment m;
    bool any;
    (void)args;
    if (!eval_moment(r, arg[0], &m, &any))
        return false;
    m.has_offset = true;
    m.offset_s = r->c.host->utc_offset_s;
    moment_datetime(&m, text);
    *ret = of_string(arena_strdup(r->c.scratch, text));
    return true;
}

static bool fn_decimal_date_time(struct run *r, struct expr *const *arg, size_t args,
                                 struct xvalue *ret) {
    struct moment m;
    bool any;
    double offset = r->c.host->utc_offset_s;
    (void)args;
    if (!eval_moment(r, arg[0], &m, &any))
        return false;
    *ret = of_number(m.has_date ? moment_days(&m, 0) - offset / 86400 : NAN);
    return true;
}

static bool fn_decimal_time(struct run *r, struct expr *const *arg, size_t args,
                            struct xvalue *ret) {
    struct moment m;
    const char *text;
    (void)args;
    if (!eval_string(r, arg[0], &text))
        return false;
    bool time = moment_parse(text, &m) && m.has_time && !m.has_date;
    *ret = of_number(time ? moment_days(&m, r->c.host->utc_offset_s) : NAN);
    return true;
}

static const char *weekday(const struct moment *m) {
    static const char name[7][4] = {"Thu", "Fri", "Sat", "Sun", "Mon", "Tue", "Wed"};
    struct moment date = {.year = m->year, .month = m->month, .day = m->day, .has_date = true};
    long days = lround(moment_days(&date, 0)); /* 1970-01-01 was a Thursday */
    return name[(days % 7 + 7) % 7];
}

static const char *month(const struct moment *m) {
    static const char name[12][4] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                     "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
    return name[m->month - 1];
}

/* Adds what the letter behind '%' stands for; false: it stands for nothing. A part that the moment
 * does not have, the year of a time, is left empty. */
static bool add_part(struct str *out, char letter, const struct moment *m) {
    const struct {
        char letter;
        int digits, value;
    } numbers[] = {{'Y', 4, m->year},   {'y', 2, m->year % 100}, {'m', 2, m->month},
                   {'n', 1, m->month},  {'d', 2, m->day},        {'e', 1, m->day},
                   {'H', 2, m->hour},   {'h', 1, m->hour},       {'M', 2, m->minute},
                   {'S', 2, m->second}, {'3', 3, m->millis}};
    bool of_date = strchr("Yymnde", letter) != NULL;
    if (letter == 'b' || letter == 'a') {
        if (m->has_date)
            str_add(out, letter == 'a' ? weekday(m) : month(m));
        return true;
    }
    for (size_t i = 0; i < sizeof(numbers) / sizeof(*numbers); i++) {
        if (numbers[i].letter == letter) {
            if (m->has_date || !of_date)
                str_addf(out, "%0*d", numbers[i].digits, numbers[i].value);
            return true;
        }
    }
    return false;
}

static bool fn_format(struct run *r, struct expr *const *arg, size_t args, struct xvalue *ret) {
    struct str out = {.arena = r->c.scratch};
    const char *format;
    struct moment m;
    bool any;
    (void)args;
    if (!eval_moment(r, arg[0], &m, &any) || !eval_string(r, arg[1], &format) ||
        !run_spend(r, strlen(format)))
        return false;
    for (const char *p = format; any && *p; p++) {
        if (*p == '%' && p[1] && add_part(&out, p[1], &m))
            p++;
        else
            str_addc(&out, *p);
    }
    *ret = of_string(str_c(&out));
    return true;
}

const struct xfn xfn_date[] = {
    {.name = "today", .call = fn_today},
    {.name = "now", .call = fn_now},
    {.name = "date", .min = 1, .max = 1, .call = fn_date},
    {.name = "date-time", .min = 1, .max = 1, .call = fn_date_time},
    {.name = "decimal-date-time", .min = 1, .max = 1, .call = fn_decimal_date_time},
    {.name = "decimal-time", .min = 1, .max = 1, .call = fn_decimal_time},
    {.name = "format-date", .min = 2, .max = 2, .call = fn_format},
    {.name = "format-date-time", .min = 2, .max = 2, .call = fn_format},
    {.name = NULL}};
