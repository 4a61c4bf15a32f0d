#include "questions/day_time.h"

#include <stdio.h>

#include "base/i18n.h"
#include "forms/dates.h"

bool day_time_read(const char *value, struct day_time *ret) {
    struct moment m;
    if (value[0] == '\0' || !moment_parse(value, &m))
        return false;
    *ret = (struct day_time){.minute = -1};
    if (m.has_date)
        ret->date = (struct date){(int16_t)m.year, (int8_t)m.month, (int8_t)m.day};
    if (m.has_time)
        ret->minute = m.hour * 60 + m.minute;
    return true;
}

void day_time_write(const struct day_time *w, char ret[static 32]) {
    char day[11] = "", time[20] = "";
    date_iso(w->date, day);
    if (w->minute >= 0)
        snprintf(time, sizeof time, "%02d:%02d:00", w->minute / 60 % 24, w->minute % 60);
    snprintf(ret, 32, "%s%s%s", day, day[0] != '\0' && time[0] != '\0' ? "T" : "", time);
}

const char *day_words(struct date d, struct arena *a) {
    return arena_printf(a, tr("%d %s %d"), d.day, tr(month_name(d.month)), d.year);
}

const char *time_words(int minute, struct arena *a) {
    return arena_printf(a, "%02d:%02d", minute / 60, minute % 60);
}

const char *day_time_words(const struct day_time *w, struct arena *a) {
    if (w->date.year == 0)
        return w->minute >= 0 ? time_words(w->minute, a) : "";
    const char *day = day_words(w->date, a);
    return w->minute < 0 ? day : arena_printf(a, "%s, %s", day, time_words(w->minute, a));
}

struct date day_months_on(struct date d, int by) {
    int month = d.year * 12 + d.month - 1 + by;
    if (month < 12 || month >= 10000 * 12)
        return d;
    struct date to = {(int16_t)(month / 12), (int8_t)(month % 12 + 1), d.day};
    while (to.day > 28 && !date_valid(to))
        to.day--;
    return to;
}
