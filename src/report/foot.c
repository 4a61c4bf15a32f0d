#include "report/foot.h"

#include <stdio.h>
#include <stdlib.h>

#include "base/mem.h"
#include "base/str.h"

bool foot_has_day(const struct report_opts *o, struct date d) {
    return (o->from.year == 0 || date_compare(d, o->from) >= 0) &&
           (o->until.year == 0 || date_compare(d, o->until) <= 0);
}

bool foot_in_period(const struct session *s, const struct report_opts *o) {
    if (s->date.year == 0)
        return o->from.year == 0 && o->until.year == 0;
    return foot_has_day(o, s->date);
}

static void add_missing(struct str *text, const char *what, uint32_t n) {
    if (n > 0)
        str_addf(text, "%s%s: %u", text->len > 0 ? "; " : "", what, n);
}

void foot_write_missing(struct book *w, const struct count_sum *heads, uint32_t unknown,
                        const struct suppress *small) {
    struct str text CLEANUP(str_release) = {0};
    add_missing(&text, "not recorded", heads->not_recorded);
    add_missing(&text, "without a number of sessions", unknown);
    add_missing(&text, suppress_words(small), heads->left_out);
    book_words(w, str_c(&text));
}

/* The rule about small numbers, in the same words under every report. */
static void say_small(const struct report_opts *o, char *out, size_t size) {
    long long k = suppress_k(o->suppress);
    if (k == 0)
        snprintf(out, size, "Small numbers: nothing is hidden. This file is for the coordinator.");
    else
        snprintf(out, size,
                 "Small numbers: where 1 to %lld people came to a session, their number is not "
                 "shown; nor are the parts of a number where one of them is so small. Sums hold "
                 "such sessions only together with others that are alike in all that reports cut "
                 "by, and only if each number from 1 to %lld stays possible for each of them. "
                 "Sessions of this period that are in no sum: %zu. A sum without them is \"at "
                 "least\". This holds for one period: reports of two can be subtracted.",
                 k - 1, k - 1, suppress_left_out(o->suppress));
}

void foot_write(struct book *w, const struct report_opts *o, const char *const *definition,
                size_t definitions) {
    char from[11], until[11], period[100], time[100], small[600];
    const char **all = xcalloc(definitions + 1, sizeof *all);
    int minute = 0;
    for (size_t i = 0; i < definitions; i++)
        all[i] = definition[i];
    say_small(o, small, sizeof small);
    all[definitions] = small;
    date_uk(o->from, from);
    date_uk(o->until, until);
    snprintf(period, sizeof period, "Period: %s to %s", from[0] ? from : "the first date",
             until[0] ? until : "the last date");
    if (!from[0] && !until[0])
        snprintf(period, sizeof period, "Period: all sessions, also those without a date");
    date_uk(date_of_wall(o->wall, &minute), from);
    snprintf(time, sizeof time, "Data of %s %02d:%02d", from, minute / 60, minute % 60);
    book_foot(w, &(struct book_foot){.definition = all,
                                     .definitions = definitions + 1,
                                     .period = period,
                                     .time = time,
                                     .marking = report_marking(o)});
    free(all);
}
