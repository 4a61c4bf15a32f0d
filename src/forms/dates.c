/* The calendar is counted in eras of 400 years that begin with the first of March, so that the leap
 * day is the last day of a year and every month has a fixed place in it. */
#include "forms/dates.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

enum { MS_PER_DAY = 86400000, DAYS_PER_ERA = 146097, DAYS_TO_1970 = 719468 };

static int64_t days_of(int year, int month, int day) {
    int y = month <= 2 ? year - 1 : year; /* never negative: years begin with 1 */
    int era = y / 400, of_era = y % 400;
    int of_year = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1;
    return (int64_t)era * DAYS_PER_ERA + of_era * 365 + of_era / 4 - of_era / 100 + of_year -
           DAYS_TO_1970;
}

static void date_of(int64_t days, struct moment *m) {
    int64_t shifted = days + DAYS_TO_1970;
    int era = (int)(shifted / DAYS_PER_ERA), day = (int)(shifted % DAYS_PER_ERA);
    int of_era = (day - day / 1460 + day / 36524 - day / 146096) / 365;
    int of_year = day - (365 * of_era + of_era / 4 - of_era / 100);
    int month = (5 * of_year + 2) / 153;
    m->day = of_year - (153 * month + 2) / 5 + 1;
    m->month = month < 10 ? month + 3 : month - 9;
    m->year = era * 400 + of_era + (m->month <= 2);
    m->has_date = true;
}

/* Exactly n digits at *p; moves *p behind them. */
static bool digits(const char **p, int n, int *ret) {
    int value = 0;
    for (int i = 0; i < n; i++) {
        if ((*p)[i] < '0' || (*p)[i] > '9')
            return false;
        value = value * 10 + (*p)[i] - '0';
    }
    *p += n;
    *ret = value;
    return true;
}

static bool sign(const char **p, char c) {
    if (**p != c)
        return false;
    (*p)++;
    return true;
}

static int days_in(int year, int month) {
    static const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    bool leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    return month == 2 && leap ? 29 : days[month - 1];
}

static bool parse_date(const char **p, struct moment *m) {
    if (!digits(p, 4, &m->year) || !sign(p, '-') || !digits(p, 2, &m->month) || !sign(p, '-') ||
        !digits(p, 2, &m->day))
        return false;
    m->has_date = true;
    return m->year >= 1 && m->month >= 1 && m->month <= 12 && m->day >= 1 &&
           m->day <= days_in(m->year, m->month);
}

/* Digits of a second behind the point: the first three count, more are cut off. */
static bool parse_millis(const char **p, struct moment *m) {
    int place = 100;
    if (**p < '0' || **p > '9')
        return false;
    for (; **p >= '0' && **p <= '9'; (*p)++, place /= 10)
        m->millis += (**p - '0') * place;
    return true;
}

static bool parse_offset(const char **p, struct moment *m) {
    int hours, minutes = 0;
    if (**p == '\0')
        return true;
    m->has_offset = true;
    if (sign(p, 'Z'))
        return true;
    bool west = **p == '-';
    if (!sign(p, '+') && !sign(p, '-'))
        return false;
    if (!digits(p, 2, &hours) || (**p && (!sign(p, ':') || !digits(p, 2, &minutes))))
        return false;
    m->offset_s = (hours * 3600 + minutes * 60) * (west ? -1 : 1);
    return hours <= 23 && minutes <= 59;
}

static bool parse_time(const char **p, struct moment *m) {
    m->has_time = true;
    if (!digits(p, 2, &m->hour) || !sign(p, ':') || !digits(p, 2, &m->minute))
        return false;
    if (sign(p, ':') && !digits(p, 2, &m->second))
        return false;
    if (sign(p, '.') && !parse_millis(p, m))
        return false;
    return m->hour <= 23 && m->minute <= 59 && m->second <= 59 && parse_offset(p, m);
}

bool moment_parse(const char *text, struct moment *ret) {
    struct moment m = {0};
    const char *p = text;
    bool time_alone = p[0] && p[1] && p[2] == ':';
    if (!time_alone && !parse_date(&p, &m))
        return false;
    if ((time_alone || sign(&p, 'T')) && !parse_time(&p, &m))
        return false;
    if (*p)
        return false;
    *ret = m;
    return true;
}

static int64_t ms_of_day(const struct moment *m) {
    return ((m->hour * 60 + m->minute) * 60 + m->second) * (int64_t)1000 + m->millis;
}

double moment_days(const struct moment *m, int32_t utc_offset_s) {
    int64_t ms = ms_of_day(m);
    if (m->has_offset)
        ms += ((int64_t)utc_offset_s - m->offset_s) * 1000;
    if (m->has_date)
        return (double)days_of(m->year, m->month, m->day) + (double)ms / MS_PER_DAY;
    return (double)((ms % MS_PER_DAY + MS_PER_DAY) % MS_PER_DAY) / MS_PER_DAY;
}

/* `ms` of local time since 1970-01-01. */
static struct moment moment_of_local(int64_t ms) {
    struct moment m = {.has_time = true};
    int64_t days = ms / MS_PER_DAY, rest = ms % MS_PER_DAY;
    if (rest < 0) {
        rest += MS_PER_DAY;
        days--;
    }
    if (days < days_of(1, 1, 1) || days > days_of(9999, 12, 31))
        return (struct moment){0};
    date_of(days, &m);
    m.hour = (int)(rest / 3600000);
    m.minute = (int)(rest / 60000 % 60);
    m.second = (int)(rest / 1000 % 60);
    m.millis = (int)(rest % 1000);
    return m;
}

struct moment moment_of_days(double days) {
    if (!(fabs(days) < 1e7))
        return (struct moment){0};
    return moment_of_local(llround(days * MS_PER_DAY));
}

struct moment moment_of_ms(int64_t ms, int32_t utc_offset_s) {
    struct moment m = moment_of_local(ms + (int64_t)utc_offset_s * 1000);
    m.has_offset = m.has_date;
    m.offset_s = utc_offset_s;
    return m;
}

void moment_date(const struct moment *m, char ret[static MOMENT_TEXT]) {
    ret[0] = '\0';
    if (m->has_date)
        snprintf(ret, MOMENT_TEXT, "%04d-%02d-%02d", m->year, m->month, m->day);
}

void moment_time(const struct moment *m, char ret[static MOMENT_TEXT]) {
    int n =
        snprintf(ret, MOMENT_TEXT, "%02d:%02d:%02d.%03d", m->hour, m->minute, m->second, m->millis);
    int minutes = (m->offset_s < 0 ? -m->offset_s : m->offset_s) / 60;
    if (m->has_offset)
        snprintf(ret + n, (size_t)(MOMENT_TEXT - n), "%c%02d:%02d", m->offset_s < 0 ? '-' : '+',
                 minutes / 60, minutes % 60);
}

void moment_datetime(const struct moment *m, char ret[static MOMENT_TEXT]) {
    char time[MOMENT_TEXT];
    ret[0] = '\0';
    if (!m->has_date)
        return;
    moment_date(m, ret);
    moment_time(m, time);
    size_t n = strlen(ret);
    snprintf(ret + n, MOMENT_TEXT - n, "T%s", time);
}
