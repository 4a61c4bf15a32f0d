/* Dates and times as questions edit and say them. */
#pragma once

#include "base/arena.h"
#include "outreach/date.h"

struct day_time {
    struct date date; /* no date: year 0 */
    int minute;       /* of the day; -1: no time */
};

/* What a form stores: "2019-02-06", "09:15:00.000+00:00", or both with a T. False: neither. */
bool day_time_read(const char *value, struct day_time *ret);
/* The same the other way, local and without an offset; "" if there is nothing. */
void day_time_write(const struct day_time *w, char ret[static 32]);
const char *day_time_words(const struct day_time *w,
                           struct arena *a); /* "6 February 2019, 09:15" */
const char *day_words(struct date d, struct arena *a);
const char *time_words(int minute, struct arena *a);
/* So many months on; the last day of a shorter month. Stays within the years 1 to 9999. */
struct date day_months_on(struct date d, int by);
