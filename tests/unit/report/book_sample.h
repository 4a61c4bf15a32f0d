/* A small book for tests of the formats: two tables with what hurts in them, written into memory or
 * into a file that cannot take more than so many bytes. */
#pragma once

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "report/book.h"

#define SAMPLE_ODD "<b>&\"=1+1\"</b> caf\xC3\xA9 \xFF \x01 end"
#define SAMPLE_LINES "two\nlines _x0041_ "

enum { SAMPLE_RECORDS = 3 };

static const struct book_column sample_columns[] = {{"id", 6, "which it is", BOOK_NUMBERS},
                                                    {"year_group", 20, "a < b & c", BOOK_WORDS},
                                                    {"date", 11, NULL, BOOK_WORDS},
                                                    {"heads", 8, "how many", BOOK_NUMBERS}};
static const struct book_table sample_table[] = {{"first", "First", sample_columns, 4, 0},
                                                 {"second", "Second one", sample_columns, 4, 0}};
static const char *const sample_definitions[] = {"Heads: what stands on <shoulders>.",
                                                 "\"Year\" & all."};
static const struct book_about sample_about = {.marking = "OFFICIAL & \"SO ON\"",
                                               .wall = 1576152000000}; /* 12/12/2019 12:00 */

static inline void sample_row(struct book *b, int64_t id, const char *words, struct date d,
                              int64_t heads) {
    book_number(b, id);
    book_words(b, words);
    book_date(b, d);
    book_number(b, heads);
    book_row_end(b);
}

static inline void sample_total(struct book *b, const char *words, int64_t heads) {
    book_plain(b, words, strlen(words));
    book_empties(b, 2);
    book_number(b, heads);
    book_total_end(b);
}

static inline void sample_write_table(struct book *b, const struct book_table *t, size_t more) {
    static const struct book_point points[] = {{"a & b", 240}, {"c", -1}, {"d", 7}};
    book_table(b, t);
    sample_row(b, 1, SAMPLE_ODD, (struct date){2019, 2, 6}, 240);
    sample_row(b, 2, SAMPLE_LINES, (struct date){0}, INT64_MIN);
    sample_row(b, 3, "", (struct date){1899, 12, 31}, 7);
    for (size_t i = 0; i < more && !b->failed; i++)
        sample_row(b, 4, "more", (struct date){2020, 2, 29}, (int64_t)(i * 7919 % 1000));
    sample_total(b, "Total", 247);
    sample_total(b, "Another", 1);
    for (int kind = BOOK_COLUMNS; kind <= BOOK_PIE; kind++)
        book_chart(b, &(struct book_chart){.kind = (enum book_chart_kind)kind,
                                           .title = "Heads <by> year",
                                           .first_row = 0,
                                           .labels = 1,
                                           .values = 3,
                                           .point = points,
                                           .points = 3});
    book_foot(b, &(struct book_foot){.definition = sample_definitions,
                                     .definitions = 2,
                                     .period = "Period: all",
                                     .time = "Data of 12/12/2019 12:00",
                                     .marking = sample_about.marking});
}

static inline bool sample_write(const struct book_format *format, FILE *out, size_t more,
                                struct err *err) {
    struct book *b = format->open(out, &sample_about, err);
    if (b == NULL)
        return false;
    for (int i = 0; i < (format->many ? 2 : 1); i++)
        sample_write_table(b, &sample_table[i], more);
    return book_close(b, err);
}

/* A disk of so many bytes. */
static inline ssize_t sample_disk_write(void *cookie, const char *bytes, size_t n) {
    size_t *room = cookie;
    (void)bytes;
    if (n > *room) {
        errno = ENOSPC;
        return 0; /* how a cookie says that writing has failed */
    }
    *room -= n;
    return (ssize_t)n;
}

static inline FILE *sample_disk(size_t *room) {
    return fopencookie(room, "w", (cookie_io_functions_t){.write = sample_disk_write});
}
