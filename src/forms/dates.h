/* Dates and times as forms write them: ISO 8601, local time, days since 1970-01-01 as numbers.
 *
 * `2024-03-01`, `10:30:00.000+01:00`, `2024-03-01T10:30:00.000+01:00`; seconds, milliseconds and
 * the offset may be missing. A value without an offset is local. Gregorian, years 1 to 9999. */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct moment {
    int year, month, day;     /* 0 if a time alone */
    int hour, minute, second; /* 0 if a date alone */
    int millis;
    int offset_s; /* east of UTC; only if has_offset */
    bool has_date, has_time, has_offset;
};

bool moment_parse(const char *text, struct moment *ret); /* whole string or false */
/* Days since 1970-01-01 00:00 local time, time as the fraction; a time alone: fraction of a day.
 * A moment with an offset other than utc_offset_s is turned to local first. */
double moment_days(const struct moment *m, int32_t utc_offset_s);
/* Date and time without offset, to the millisecond; has_date is false outside of the years. */
struct moment moment_of_days(double days);
struct moment moment_of_ms(int64_t ms, int32_t utc_offset_s);
enum { MOMENT_TEXT = 64 }; /* room for what no real moment needs: the compiler counts all ints */
/* "" where there is no date. */
void moment_date(const struct moment *m, char ret[static MOMENT_TEXT]);     /* 2024-03-01 */
void moment_time(const struct moment *m, char ret[static MOMENT_TEXT]);     /* 10:30:00.000+01:00 */
void moment_datetime(const struct moment *m, char ret[static MOMENT_TEXT]); /* both with T */
