/* libical gives a tree of components without line numbers, so each VEVENT is matched with the next
 * BEGIN:VEVENT of the text; both are in the same order.
 *
 * Times: 10:00 with a zone or in UTC becomes the local time of this machine; "floating" times mean
 * 10:00 wherever one stands and stay 10:00; a whole day has no time. */
#include "outreach/ics.h"

#include <stdio.h>
#include <string.h>
#include <strings.h>
#include <time.h>

#include <libical/ical.h>

struct walk {
    ics_each each;
    void *ctx;
    const char *text; /* where to look for the next BEGIN:VEVENT */
    int line;
    bool enough;
};

/* Moves behind the next line that begins a VEVENT and returns its number. */
static int next_event_line(struct walk *w) {
    static const char begin[] = "BEGIN:VEVENT";
    while (*w->text != '\0') {
        const char *line = w->text;
        size_t n = strcspn(line, "\r\n");
        w->text += n;
        w->text += *w->text == '\r' && w->text[1] == '\n' ? 2 : *w->text != '\0';
        w->line++;
        if (strncasecmp(line, begin, sizeof begin - 1) == 0)
            return w->line;
    }
    return w->line;
}

/* Local calendar fields of a time; floating times and whole days are taken as they are. */
static struct tm local_time(struct icaltimetype t) {
    struct tm tm = {.tm_year = t.year - 1900,
                    .tm_mon = t.month - 1,
                    .tm_mday = t.day,
                    .tm_hour = t.hour,
                    .tm_min = t.minute};
    if (t.is_date || t.zone == NULL)
        return tm;
    time_t seconds = icaltime_as_timet_with_zone(t, t.zone);
    struct tm local;
    return localtime_r(&seconds, &local) != NULL ? local : tm;
}

static void set_times(struct ics_event *e, struct icaltimetype start, struct icaltimetype end) {
    struct tm from = local_time(start);
    e->year = from.tm_year + 1900;
    e->month = from.tm_mon + 1;
    e->day = from.tm_mday;
    e->starts = start.is_date ? -1 : from.tm_hour * 60 + from.tm_min;
    e->ends = -1;
    if (start.is_date || icaltime_is_null_time(end))
        return;
    struct tm to = local_time(end);
    bool same_day =
        to.tm_year == from.tm_year && to.tm_mon == from.tm_mon && to.tm_mday == from.tm_mday;
    if (same_day) /* what ends after midnight has no end on this day */
        e->ends = to.tm_hour * 60 + to.tm_min;
}

static void set_occurrence(struct ics_event *e, struct icaltimetype t) {
    struct tm tm = local_time(t);
    int day = ((tm.tm_year + 1900) % 10000) * 10000 + (tm.tm_mon + 1) * 100 + tm.tm_mday;
    snprintf(e->occurrence, sizeof e->occurrence, "%08u", (unsigned)day % 100000000U);
}

static void call(struct walk *w, const struct ics_event *e) {
    if (!w->enough && !w->each(w->ctx, e))
        w->enough = true;
}

static bool is_left_out(icalcomponent *event, struct icaltimetype t) {
    for (icalproperty *p = icalcomponent_get_first_property(event, ICAL_EXDATE_PROPERTY); p != NULL;
         p = icalcomponent_get_next_property(event, ICAL_EXDATE_PROPERTY)) {
        struct icaltimetype out = icalproperty_get_exdate(p);
        if (out.is_date ? icaltime_compare_date_only(out, t) == 0 : icaltime_compare(out, t) == 0)
            return true;
    }
    return false;
}

/* Every occurrence has the first one's length. Rules that repeat within a day are no programme:
 * they give the first occurrence only. */
static void repeat(struct walk *w, struct ics_event *e, icalcomponent *event, icalproperty *rule,
                   struct icaltimetype start, struct icaltimetype end) {
    struct icalrecurrencetype r = icalproperty_get_rrule(rule);
    if (r.freq == ICAL_SECONDLY_RECURRENCE || r.freq == ICAL_MINUTELY_RECURRENCE ||
        r.freq == ICAL_HOURLY_RECURRENCE) {
        call(w, e);
        return;
    }
    struct icaltimetype last = start;
    icaltime_adjust(&last, ICS_DAYS_MAX, 0, 0, 0);
    struct icaldurationtype length = icaltime_is_null_time(end) ? icaldurationtype_null_duration()
                                                                : icaltime_subtract(end, start);
    icalrecur_iterator *it = icalrecur_iterator_new(r, start);
    if (it == NULL) {
        call(w, e);
        return;
    }
    for (int n = 0; n < ICS_OCCURRENCES_MAX && !w->enough; n++) {
        struct icaltimetype t = icalrecur_iterator_next(it);
        if (icaltime_is_null_time(t) || icaltime_compare(t, last) > 0)
            break;
        if (is_left_out(event, t))
            continue;
        set_occurrence(e, t);
        set_times(e, t, icaltime_is_null_time(end) ? end : icaltime_add(t, length));
        call(w, e);
    }
    icalrecur_iterator_free(it);
}

static const char *or_empty(const char *s) {
    return s != NULL ? s : "";
}

/* All CATEGORIES of an event in one list. */
static void join_categories(icalcomponent *event, char *out, size_t size) {
    size_t len = 0;
    out[0] = '\0';
    for (icalproperty *p = icalcomponent_get_first_property(event, ICAL_CATEGORIES_PROPERTY);
         p != NULL; p = icalcomponent_get_next_property(event, ICAL_CATEGORIES_PROPERTY)) {
        const char *text = or_empty(icalproperty_get_categories(p));
        if (len + strlen(text) + 2 > size)
            break; /* more than anybody wrote by hand */
        len += (size_t)snprintf(out + len, size - len, "%s%s", len > 0 ? "," : "", text);
    }
}

static void read_event(struct walk *w, icalcomponent *event) {
    char categories[1024];
    struct icaltimetype start = icalcomponent_get_dtstart(event),
                        end = icalcomponent_get_dtend(event);
    join_categories(event, categories, sizeof categories);
    struct ics_event e = {
        .uid = or_empty(icalcomponent_get_uid(event)),
        .summary = or_empty(icalcomponent_get_summary(event)),
        .location = or_empty(icalcomponent_get_location(event)),
        .description = or_empty(icalcomponent_get_description(event)),
        .categories = categories,
        .starts = -1,
        .ends = -1,
        .cancelled = icalcomponent_get_status(event) == ICAL_STATUS_CANCELLED,
        .line = next_event_line(w),
    };
    if (!icaltime_is_null_time(start) && icaltime_is_valid_time(start))
        set_times(&e, start, end);
    struct icaltimetype instead = icalcomponent_get_recurrenceid(event);
    icalproperty *rule = icalcomponent_get_first_property(event, ICAL_RRULE_PROPERTY);
    if (!icaltime_is_null_time(instead)) {
        e.replaces = true;
        set_occurrence(&e, instead);
        call(w, &e);
    } else if (rule != NULL && e.year != 0) {
        repeat(w, &e, event, rule, start, end);
    } else {
        call(w, &e);
    }
}

static void walk_calendar(struct walk *w, icalcomponent *calendar) {
    for (icalcomponent *c = icalcomponent_get_first_component(calendar, ICAL_VEVENT_COMPONENT);
         c != NULL; c = icalcomponent_get_next_component(calendar, ICAL_VEVENT_COMPONENT))
        read_event(w, c);
}

bool ics_read(const char *text, ics_each each, void *ctx, char *why, size_t why_size) {
    icalcomponent *root = icalparser_parse_string(text);
    if (root == NULL) {
        snprintf(why, why_size,
                 "The calendar cannot be read: export it again as an iCalendar file.");
        return false;
    }
    struct walk w = {.each = each, .ctx = ctx, .text = text};
    if (icalcomponent_isa(root) == ICAL_VCALENDAR_COMPONENT)
        walk_calendar(&w, root);
    else /* several calendars in one file stand side by side */
        for (icalcomponent *c = icalcomponent_get_first_component(root, ICAL_VCALENDAR_COMPONENT);
             c != NULL; c = icalcomponent_get_next_component(root, ICAL_VCALENDAR_COMPONENT))
            walk_calendar(&w, c);
    icalcomponent_free(root);
    return true;
}
