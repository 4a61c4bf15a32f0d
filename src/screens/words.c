/* Words: facts of the domain as a person reads them. */
#include "screens/words.h"

#include <string.h>

#include "base/i18n.h"
#include "base/str.h"
#include "outreach/band.h"

const char *words_date(struct arena *a, struct date d) {
    return arena_printf(a, tr("%s %d %s %d"), tr(weekday_name(date_weekday(d))), d.day,
                        tr(month_name(d.month)), d.year);
}

const char *words_date_year(struct arena *a, struct date d) {
    return arena_printf(a, tr("%d %s %d"), d.day, tr(month_name(d.month)), d.year);
}

const char *words_date_short(struct arena *a, struct date d) {
    return arena_printf(a, tr("%d %s"), d.day, tr(month_name(d.month)));
}

const char *words_time(struct arena *a, int minute) {
    return arena_printf(a, "%02d:%02d", minute / 60, minute % 60);
}

const char *words_when(struct arena *a, const struct session *s) {
    if (s->date.year != 0)
        return words_date(a, s->date);
    return s->date_text[0] != '\0' ? s->date_text : tr("No date yet");
}

const char *words_hours(struct arena *a, const struct session *s) {
    if (s->starts < 0)
        return "";
    if (s->ends < 0)
        return words_time(a, s->starts);
    return arena_printf(a, tr("%s to %s"), words_time(a, s->starts), words_time(a, s->ends));
}

const char *words_number(struct arena *a, int64_t n) {
    return arena_printf(a, "%lld", (long long)n);
}

const char *words_count(struct arena *a, struct count c) {
    const char *n = words_number(a, c.n);
    switch (c.q) {
    case COUNT_EXACT:
        return n;
    case COUNT_ABOUT:
        return arena_printf(a, tr("about %s"), n);
    case COUNT_AT_LEAST:
        return arena_printf(a, tr("at least %s"), n);
    case COUNT_EXPECTED:
        return arena_printf(a, tr("%s expected"), n);
    case COUNT_NOT_RECORDED:
        break;
    }
    return tr("not recorded");
}

const char *words_qualifier(enum qualifier q) {
    switch (q) {
    case COUNT_EXACT:
        return tr("Exact");
    case COUNT_ABOUT:
        return tr("About");
    case COUNT_AT_LEAST:
        return tr("At least");
    case COUNT_EXPECTED:
        return tr("Expected");
    case COUNT_NOT_RECORDED:
        break;
    }
    return tr("Not recorded");
}

const char *words_qualifier_means(enum qualifier q) {
    switch (q) {
    case COUNT_EXACT:
        return tr("Everybody was counted, nobody twice");
    case COUNT_ABOUT:
        return tr("A good guess, a few more or fewer");
    case COUNT_AT_LEAST:
        return tr("Nobody was counted twice, but some were missed");
    case COUNT_EXPECTED:
        return tr("How many were planned for");
    case COUNT_NOT_RECORDED:
        break;
    }
    return tr("People came, but nobody counted them");
}

const char *words_expected(struct arena *a, const struct session *s) {
    struct count c = session_expected(s);
    if (c.q == COUNT_NOT_RECORDED)
        return NULL;
    if (c.q == COUNT_EXPECTED)
        c.q = COUNT_EXACT;
    return arena_printf(a, tr("%s expected"), words_count(a, c));
}

const char *words_measure(struct arena *a, const struct session *s) {
    const char *expected = words_expected(a, s), *room = "";
    if (s->capacity > 0)
        room = arena_printf(a, tr("room for %s"), words_number(a, s->capacity));
    return words_join(a, expected != NULL ? expected : "", room);
}

const char *words_so_far(struct arena *a, const struct session *s, int64_t heads) {
    struct count c = session_expected(s);
    if (session_is_over(s, heads))
        return arena_printf(a, tr("%s over capacity"), words_number(a, heads - s->capacity));
    if (c.q != COUNT_NOT_RECORDED && heads > c.n)
        return arena_printf(a, tr("%s more than expected"), words_number(a, heads - c.n));
    const char *expected = words_expected(a, s);
    return expected != NULL ? expected : "";
}

const char *words_against(struct arena *a, const struct session *s, int64_t heads) {
    struct count c = session_expected(s);
    if (c.q == COUNT_NOT_RECORDED)
        return NULL;
    const char *expected = words_number(a, c.n);
    if (heads > c.n)
        return arena_printf(a, tr("%s more than the %s expected"), words_number(a, heads - c.n),
                            expected);
    if (heads < c.n)
        return arena_printf(a, tr("%s fewer than the %s expected"), words_number(a, c.n - heads),
                            expected);
    return arena_printf(a, tr("%s expected, as many came"), expected);
}

const char *words_band(const char *key) {
    const struct band *band = band_find(key);
    return band != NULL ? tr(band->label) : key;
}

const char *words_people(struct arena *a, const struct session *s) {
    char *names = arena_strdup(a, s->deliverer);
    char *part[16];
    size_t n = str_split(names, ';', part, sizeof part / sizeof *part);
    const char *all = "";
    for (size_t i = 0; i < n; i++)
        all = i == 0 ? part[i] : arena_printf(a, tr("%s, %s"), all, part[i]);
    return all;
}

const char *words_join(struct arena *a, const char *one, const char *two) {
    if (one[0] == '\0')
        return two;
    if (two[0] == '\0')
        return one;
    return arena_printf(a, "%s \u00b7 %s", one, two);
}

const char *words_place(struct arena *a, const struct session *s) {
    const char *line = words_join(a, s->venue, session_group(s, a));
    if (s->decided && s->status == STATUS_REARRANGED)
        return words_join(
            a, line, arena_printf(a, tr("moved to %s"), words_date_short(a, s->moved_to_date)));
    return words_join(a, line, words_people(a, s));
}

const char *words_reason(const struct session *s) {
    return s->reason != NULL && s->reason[0] != '\0' ? tr(s->reason) : "";
}

const char *words_whose(const char *role) {
    static const struct {
        const char *role, *words;
    } known[] = {{"teacher", N_("Teacher")},
                 {"organiser", N_("Organiser")},
                 {"deliverer", N_("Deliverer")},
                 {"staff", N_("staff")},
                 {"coordinator", N_("coordinator")}};
    for (size_t i = 0; i < sizeof known / sizeof *known; i++)
        if (str_eq(known[i].role, role))
            return tr(known[i].words);
    return role;
}

static const char *apart_words(struct arena *a, int64_t apart) {
    if (apart > 0)
        return arena_printf(a, tr("%s more than ours"), words_number(a, apart));
    if (apart < 0)
        return arena_printf(a, tr("%s fewer than ours"), words_number(a, -apart));
    return tr("the same as ours");
}

const char *words_dispute(struct arena *a, const struct session *s) {
    const struct dispute *d = &s->dispute;
    if (!d->any)
        return NULL;
    const char *theirs =
        arena_printf(a, tr("%s: %s"), words_whose(d->whose), words_number(a, d->theirs));
    const char *line = words_join(a, theirs, apart_words(a, d->theirs - d->ours));
    bool third = d->settled != d->theirs && d->settled != d->ours;
    if (session_is_settled(s))
        return words_join(
            a, line,
            arena_printf(a,
                         third ? tr("counted again: %s holds, says %s") : tr("%s holds, says %s"),
                         words_number(a, d->settled), words_whose(d->settled_by)));
    return words_join(a, line, d->settled >= 0 ? tr("counted on since") : tr("not settled"));
}

const char *words_status(const struct session *s) {
    if (s->life == LIFE_OPEN)
        return tr("Open");
    if (s->life == LIFE_CLOSED)
        return tr("Delivered");
    switch (s->status) {
    case STATUS_PLANNED:
        return tr("Planned");
    case STATUS_BOOKED:
        return tr("Booked");
    case STATUS_DELIVERED:
        return tr("Delivered");
    case STATUS_CANCELLED:
        return tr("Cancelled");
    case STATUS_REARRANGED:
        break;
    }
    return tr("Rearranged");
}

const char *words_opening(struct arena *a, const struct tallies *t, const struct tally_opening *o) {
    return words_join(a, arena_printf(a, tr("Opening %d"), tallies_opening_number(t, o)),
                      words_time(a, o->minute));
}

const char *words_bytes(struct arena *a, int64_t bytes) {
    if (bytes < 1000)
        return arena_printf(a, tr("%d bytes"), (int)bytes);
    if (bytes < 1000000)
        return arena_printf(a, tr("%d KB"), (int)(bytes / 1000));
    if (bytes < 1000000000)
        return arena_printf(a, tr("%d MB"), (int)(bytes / 1000000));
    return arena_printf(a, tr("%.1f GB"), (double)bytes / 1e9);
}
