#include "outreach/period.h"

#include "base/err.h"

enum { MONTHS = 12, APRIL = 3 /* months after January */ };

/* The first day of a month that is counted from January of the year 0. */
static struct date first_of(int month) {
    return (struct date){(int16_t)(month / MONTHS), (int8_t)(month % MONTHS + 1), 1};
}

/* `months` of them, beginning with `from`, which is counted in the same way. */
static void stretch(int from, int months, struct date *ret_from, struct date *ret_until) {
    *ret_from = first_of(from);
    *ret_until = date_from_days(date_to_days(first_of(from + months)) - 1);
}

void period_of(enum period p, struct date today, struct date *ret_from, struct date *ret_until) {
    int month = today.year * MONTHS + today.month - 1;
    int quarter = month - month % 3; /* quarters of the calendar, too, begin in April */
    int year = month - (month + MONTHS - APRIL) % MONTHS;
    switch (p) {
    case PERIOD_ALL:
        *ret_from = *ret_until = (struct date){0};
        return;
    case PERIOD_QUARTER:
        stretch(quarter, 3, ret_from, ret_until);
        return;
    case PERIOD_LAST_QUARTER:
        stretch(quarter - 3, 3, ret_from, ret_until);
        return;
    case PERIOD_YEAR:
        stretch(year, MONTHS, ret_from, ret_until);
        return;
    case PERIOD_DATES:
        break;
    }
    BUG("a period without days of its own");
}
