#include "report/foot.h"

bool foot_in_period(const struct session *s, const struct report_opts *o) {
    if (s->date.year == 0)
        return o->from.year == 0 && o->until.year == 0;
    return (o->from.year == 0 || date_compare(s->date, o->from) >= 0) &&
           (o->until.year == 0 || date_compare(s->date, o->until) <= 0);
}

void foot_write(struct book *w, const struct report_opts *o, const char *const *definition,
                size_t definitions) {
    char from[11], until[11], period[100], time[100];
    int minute = 0;
    date_uk(o->from, from);
    date_uk(o->until, until);
    snprintf(period, sizeof period, "Period: %s to %s", from[0] ? from : "the first date",
             until[0] ? until : "the last date");
    if (!from[0] && !until[0])
        snprintf(period, sizeof period, "Period: all sessions, also those without a date");
    date_uk(date_of_wall(o->wall, &minute), from);
    snprintf(time, sizeof time, "Data of %s %02d:%02d", from, minute / 60, minute % 60);
    book_foot(w, &(struct book_foot){.definition = definition,
                                     .definitions = definitions,
                                     .period = period,
                                     .time = time,
                                     .marking = report_marking(o)});
}
