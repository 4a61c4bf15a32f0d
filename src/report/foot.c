#include "report/foot.h"

bool foot_in_period(const struct session *s, const struct report_opts *o) {
    if (s->date.year == 0)
        return o->from.year == 0 && o->until.year == 0;
    return (o->from.year == 0 || date_compare(s->date, o->from) >= 0) &&
           (o->until.year == 0 || date_compare(s->date, o->until) <= 0);
}

void foot_line(struct csv_writer *w, const char *words, int columns) {
    csv_text(w, words);
    for (int i = 1; i < columns; i++)
        csv_empty(w);
    csv_row_end(w);
}

void foot_write(struct csv_writer *w, const struct report_opts *o, const char *const *definition,
                size_t definitions, int columns) {
    char from[11], until[11], words[100];
    int minute = 0;
    for (size_t i = 0; i < definitions; i++)
        foot_line(w, definition[i], columns);
    date_uk(o->from, from);
    date_uk(o->until, until);
    snprintf(words, sizeof words, "Period: %s to %s", from[0] ? from : "the first date",
             until[0] ? until : "the last date");
    foot_line(w, from[0] || until[0] ? words : "Period: all sessions, also those without a date",
              columns);
    date_uk(date_of_wall(o->wall, &minute), from);
    snprintf(words, sizeof words, "Data of %s %02d:%02d", from, minute / 60, minute % 60);
    foot_line(w, words, columns);
    foot_line(w, o->marking != NULL ? o->marking : "OFFICIAL", columns);
}
