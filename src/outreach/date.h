/* Calendar dates of the proleptic Gregorian calendar, without a time zone: "local date at the
 * kiosk". */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct date {
    int16_t year; /* 0: no date (then the other fields are 0) */
    int8_t month, day;
};

enum weekday { MONDAY, TUESDAY, WEDNESDAY, THURSDAY, FRIDAY, SATURDAY, SUNDAY };

bool date_valid(struct date d);
bool date_parse_iso(const char *s, struct date *ret_date); /* exactly YYYY-MM-DD and valid */
bool date_parse_uk(const char *s, struct date *ret_date);  /* D/M/YYYY with / . or -, valid */
bool date_parse(const char *s, struct date *ret_date);     /* one or the other */
struct date date_from_iso(const char *s);                  /* none: it is not one */
int date_compare(struct date a, struct date b);            /* no date sorts last */
int32_t date_to_days(struct date d);                       /* days since 1970-01-01 */
struct date date_from_days(int32_t days);
enum weekday date_weekday(struct date d);
const char *weekday_name(enum weekday w);   /* English message id, "Wednesday" */
const char *month_name(int month);          /* English message id, "February"; 1-12 */
void date_iso(struct date d, char out[11]); /* "2019-02-06", "" for no date */
void date_uk(struct date d, char out[11]);  /* "06/02/2019" */

/* Local date and minute of the day of a wall-clock time (ms since 1970) in the process's TZ. */
struct date date_of_wall(int64_t wall_ms, int *ret_minute);
/* The reverse: local midnight plus minutes. */
int64_t date_to_wall(struct date d, int minute);

/* Financial quarters: April to June is Q1. Writes "Q4 2018/19", "" for no date. */
void date_quarter(struct date d, char out[16]);
