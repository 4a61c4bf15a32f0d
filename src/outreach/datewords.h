/* Dates in words, as programmes have them: "21, 22, 23, 24/11/2018", "Thursday 13 June at 2pm",
 * "10 and 21 June", "Since April 2019". What is not written (a year, a day) is never made up. */
#pragma once

#include "outreach/date.h"

enum { DATE_WORDS_MAX = 16 };

struct date_word {
    int16_t year;   /* 0: not written */
    int8_t month;   /* 1-12 */
    int8_t day;     /* 0: not written */
    int8_t weekday; /* enum weekday, -1: not written */
};

struct date_words {
    struct date_word part[DATE_WORDS_MAX];
    size_t parts;
    bool open;  /* "since", "from": goes on from there */
    bool range; /* the parts are ends of a range, not a list: "15-16/05/2019" */
};

void date_words_read(const char *text, struct date_words *ret_words);
/* The date of a part that is written whole and exists, else no date. */
struct date date_word_date(struct date_word w);
