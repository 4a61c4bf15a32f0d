/* Calendar arithmetic on days since 1970-01-01.
 *
 * Days are counted in eras of 400 years, which all have 146097 days, and in years that begin in
 * March, so that the leap day is the last of its year and needs no special case. */
#include "outreach/date.h"

#include <stdio.h>
#include <string.h>
#include <time.h>

#include "base/i18n.h"

enum { DAYS_PER_ERA = 146097, DAYS_TO_1970 = 719468 }; /* from 0000-03-01 to 1970-01-01 */

static bool is_leap(int year) {
    return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
}

bool date_valid(struct date d) {
    static const int8_t days[12] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    if (d.year < 1 || d.year > 9999 || d.month < 1 || d.month > 12 || d.day < 1)
        return false;
    return d.day <= days[d.month - 1] + (d.month == 2 && is_leap(d.year) ? 1 : 0);
}

/* Reads min to max digits at *p and moves behind them; -1 if they are not there. */
static int digits(const char **p, int min, int max) {
    int n = 0, value = 0;
    while (n < max && **p >= '0' && **p <= '9') {
        value = value * 10 + (**p - '0');
        ++*p, n++;
    }
    return n < min ? -1 : value;
}

static bool make(int year, int month, int day, struct date *ret_date) {
    if (year < 0 || month < 0 || day < 0)
        return false;
    struct date d = {(int16_t)year, (int8_t)month, (int8_t)day};
    if (!date_valid(d))
        return false;
    *ret_date = d;
    return true;
}

bool date_parse_iso(const char *s, struct date *ret_date) {
    int year = digits(&s, 4, 4);
    if (year < 0 || *s++ != '-')
        return false;
    int month = digits(&s, 2, 2);
    if (month < 0 || *s++ != '-')
        return false;
    int day = digits(&s, 2, 2);
    return *s == '\0' && make(year, month, day, ret_date);
}

bool date_parse_uk(const char *s, struct date *ret_date) {
    int day = digits(&s, 1, 2);
    char mark = *s;
    if (day < 0 || (mark != '/' && mark != '.' && mark != '-'))
        return false;
    s++;
    int month = digits(&s, 1, 2);
    if (month < 0 || *s++ != mark)
        return false;
    int year = digits(&s, 4, 4);
    return *s == '\0' && make(year, month, day, ret_date);
}

bool date_parse(const char *s, struct date *ret_date) {
    return date_parse_iso(s, ret_date) || date_parse_uk(s, ret_date);
}

struct date date_from_iso(const char *s) {
    struct date d;
    return date_parse_iso(s, &d) ? d : (struct date){0};
}

int date_compare(struct date a, struct date b) {
    if (a.year == 0 || b.year == 0)
        return (a.year == 0) - (b.year == 0);
    if (a.year != b.year)
        return a.year < b.year ? -1 : 1;
    if (a.month != b.month)
        return a.month < b.month ? -1 : 1;
    return (a.day > b.day) - (a.day < b.day);
}

int32_t date_to_days(struct date d) {
    int32_t year = d.year - (d.month <= 2);
    int32_t era = (year >= 0 ? year : year - 399) / 400;
    int32_t year_of_era = year - era * 400;
    int32_t month = (d.month + 9) % 12; /* March is 0 */
    int32_t day_of_year = (153 * month + 2) / 5 + d.day - 1;
    int32_t day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
    return era * DAYS_PER_ERA + day_of_era - DAYS_TO_1970;
}

struct date date_from_days(int32_t days) {
    days += DAYS_TO_1970;
    int32_t era = (days >= 0 ? days : days - (DAYS_PER_ERA - 1)) / DAYS_PER_ERA;
    int32_t day_of_era = days - era * DAYS_PER_ERA;
    int32_t year_of_era =
        (day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096) / 365;
    int32_t day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    int32_t month = (5 * day_of_year + 2) / 153;
    int32_t day = day_of_year - (153 * month + 2) / 5 + 1;
    month = month < 10 ? month + 3 : month - 9;
    int32_t year = year_of_era + era * 400 + (month <= 2);
    return (struct date){(int16_t)year, (int8_t)month, (int8_t)day};
}

enum weekday date_weekday(struct date d) {
    int32_t w = (date_to_days(d) + THURSDAY) % 7; /* 1970-01-01 was a Thursday */
    return (enum weekday)(w < 0 ? w + 7 : w);
}

const char *weekday_name(enum weekday w) {
    static const char *const name[] = {N_("Monday"),   N_("Tuesday"), N_("Wednesday"),
                                       N_("Thursday"), N_("Friday"),  N_("Saturday"),
                                       N_("Sunday")};
    return name[w];
}

const char *month_name(int month) {
    static const char *const name[] = {N_("January"), N_("February"), N_("March"),
                                       N_("April"),   N_("May"),      N_("June"),
                                       N_("July"),    N_("August"),   N_("September"),
                                       N_("October"), N_("November"), N_("December")};
    return name[month - 1];
}

static char *put(char *out, int value, int width) {
    for (int i = width - 1; i >= 0; i--) {
        out[i] = (char)('0' + value % 10);
        value /= 10;
    }
    return out + width;
}

/* Written without snprintf: an export of a million sessions calls this a million times. */
void date_iso(struct date d, char out[11]) {
    if (d.year != 0) {
        out = put(out, d.year, 4);
        *out++ = '-';
        out = put(out, d.month, 2);
        *out++ = '-';
        out = put(out, d.day, 2);
    }
    *out = '\0';
}

void date_uk(struct date d, char out[11]) {
    if (d.year != 0) {
        out = put(out, d.day, 2);
        *out++ = '/';
        out = put(out, d.month, 2);
        *out++ = '/';
        out = put(out, d.year, 4);
    }
    *out = '\0';
}

struct date date_of_wall(int64_t wall_ms, int *ret_minute) {
    int64_t seconds = wall_ms >= 0 ? wall_ms / 1000 : (wall_ms - 999) / 1000;
    time_t t = (time_t)seconds;
    struct tm tm;
    if (localtime_r(&t, &tm) == NULL)
        memset(&tm, 0, sizeof tm);
    if (ret_minute != NULL)
        *ret_minute = tm.tm_hour * 60 + tm.tm_min;
    return (struct date){(int16_t)(tm.tm_year + 1900), (int8_t)(tm.tm_mon + 1), (int8_t)tm.tm_mday};
}

int64_t date_to_wall(struct date d, int minute) {
    struct tm tm = {.tm_year = d.year - 1900,
                    .tm_mon = d.month - 1,
                    .tm_mday = d.day,
                    .tm_hour =
                        minute / 60, /* so that 14:00 stays 14:00 on the day the clocks change */
                    .tm_min = minute % 60,
                    .tm_isdst = -1};
    return (int64_t)mktime(&tm) * 1000;
}

void date_quarter(struct date d, char out[16]) {
    if (d.year == 0) {
        out[0] = '\0';
        return;
    }
    bool early = d.month < 4; /* belongs to the financial year that began last April */
    int begins = d.year - early;
    *out++ = 'Q';
    *out++ = (char)('0' + (early ? 4 : (d.month - 1) / 3));
    *out++ = ' ';
    out = put(out, begins, 4);
    *out++ = '/';
    out = put(out, (begins + 1) % 100, 2);
    *out = '\0';
}
