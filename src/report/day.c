/* A day is no value of what makes sessions alike, so its sums leave out every session that is too
 * small to be shown (outreach/suppress.h). How often help cards were looked at is not told at all:
 * the people at one place on one day are too few for that. */
#include "report/day.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/str.h"
#include "store/store.h"

enum { MORE_ROOM = 16 /* bytes of "and 9999 more" */, LINE = 200 };

struct place {                    /* where sessions took place on the day */
    const char *venue, *audience; /* audience NULL: of several kinds */
    int64_t sessions;
    struct count_sum heads;
};

struct tallied { /* of one group of the plan */
    const struct tally_group *group;
    int64_t n;
    bool left_out; /* some of it was too small to be shown */
};

struct day {
    const struct day_opts *opts;
    struct suppress *small;
    struct place *place;
    size_t places, places_cap;
    struct tallied tallied[TALLY_GROUPS];
    size_t groups;
};

/* ---- sums ---- */

static struct place *place_of(struct day *d, const struct session *s) {
    for (size_t i = 0; i < d->places; i++)
        if (str_eq(d->place[i].venue, s->venue))
            return &d->place[i];
    d->place = xgrow(d->place, &d->places_cap, d->places + 1, sizeof *d->place);
    struct place *p = &d->place[d->places++];
    *p = (struct place){.venue = s->venue, .audience = s->audience};
    count_sum_init(&p->heads);
    return p;
}

static void add_heads(struct day *d, const struct session *s) {
    struct place *p = place_of(d, s);
    struct count heads = session_attendance(s);
    int64_t n = session_deliveries(s);
    p->sessions += n > 0 ? n : 1;
    if (p->audience != NULL && !str_eq(p->audience, s->audience))
        p->audience = NULL;
    if (suppress_is_small(d->small, heads.n))
        count_leave_out(&p->heads);
    else
        count_add(&p->heads, heads);
}

static struct tallied *tallied_of(struct day *d, const char *item) {
    for (size_t i = 0; i < d->groups; i++)
        if (tally_key_is_of(item, d->tallied[i].group->name.key))
            return &d->tallied[i];
    return NULL; /* help cards, or of a group that the plan does not have any more */
}

static bool add_tallies(struct day *d, struct store *s, int64_t session, struct err *err) {
    struct tallies t;
    if (!store_tallies(s, session, &t, err))
        return false;
    for (const struct tally_sum *sum = t.sum; sum < t.sum + t.sums; sum++) {
        struct tallied *x = tallied_of(d, sum->item);
        int64_t n = tallies_counted(&t, sum->item, sum->opening);
        bool hidden =
            tally_key_is_people(d->opts->tally_plan, sum->item) && suppress_is_small(d->small, n);
        if (x == NULL)
            continue;
        x->n += hidden ? 0 : n;
        x->left_out = x->left_out || hidden;
    }
    arena_free(&t.arena);
    return true;
}

static bool add_day(struct day *d, struct store *s, const struct ledger *l, struct err *err) {
    for (size_t i = 0; i < l->sessions; i++) {
        const struct session *x = &l->session[i];
        if (date_compare(x->date, d->opts->day) != 0 || !session_took_place(x))
            continue;
        add_heads(d, x);
        if (!add_tallies(d, s, x->id, err))
            return false;
    }
    return true;
}

/* ---- words ---- */

/* "Hertswood Academy: 2 sessions, about 240 students" */
static void say_place(const struct place *p, char *out, size_t size) {
    const char *who = p->audience && p->audience[0] ? p->audience : "people";
    const char *how = count_sum_qualifier(&p->heads);
    int n = snprintf(out, size, "%.100s: %lld session%s, ", p->venue[0] ? p->venue : "No place",
                     (long long)p->sessions, p->sessions == 1 ? "" : "s");
    if (p->heads.total.q == COUNT_NOT_RECORDED)
        snprintf(out + n, size - (size_t)n, "%s",
                 p->heads.left_out > 0 ? "number not shown" : "not counted");
    else
        snprintf(out + n, size - (size_t)n, "%s%s%lld %s", str_eq(how, "exact") ? "" : how,
                 str_eq(how, "exact") ? "" : " ", (long long)p->heads.total.n, who);
}

static void say_tallied(const struct tallied *x, char *out, size_t size) {
    if (x->n == 0 && x->left_out)
        snprintf(out, size, "%s: number not shown", x->group->name.label);
    else
        snprintf(out, size, "%s: %s%lld", x->group->name.label, x->left_out ? "at least " : "",
                 (long long)x->n);
}

/* Adds a line that fits and leaves room for saying how many do not. */
static bool add_line(char out[DAY_TEXT], const char *line) {
    size_t n = strlen(out), more = strlen(line);
    if (n + more + 1 + MORE_ROOM >= DAY_TEXT)
        return false;
    snprintf(out + n, DAY_TEXT - n, "\n%s", line);
    return true;
}

static void say(const struct day *d, char out[DAY_TEXT]) {
    char day[11], line[LINE];
    unsigned left = 0;
    date_uk(d->opts->day, day);
    snprintf(out, DAY_TEXT, "Turnout, %s, %.40s", day,
             d->opts->marking ? d->opts->marking : "OFFICIAL");
    for (size_t i = 0; i < d->places; i++) {
        say_place(&d->place[i], line, sizeof line);
        left += !add_line(out, line);
    }
    for (size_t i = 0; i < d->groups; i++) {
        if (d->tallied[i].n == 0 && !d->tallied[i].left_out)
            continue;
        say_tallied(&d->tallied[i], line, sizeof line);
        left += !add_line(out, line);
    }
    size_t n = strlen(out);
    if (left > 0)
        snprintf(out + n, DAY_TEXT - n, "\nand %u more", left);
}

bool day_text(struct store *s, const struct day_opts *o, char out[DAY_TEXT], struct err *err) {
    struct ledger *l = store_ledger(s, err);
    if (l == NULL)
        return false;
    struct day d = {.opts = o, .small = suppress_new(o->small), .groups = o->tally_plan->groups};
    for (size_t i = 0; i < d.groups; i++)
        d.tallied[i].group = &o->tally_plan->group[i];
    bool ok = add_day(&d, s, l, err);
    out[0] = '\0';
    if (ok && d.places > 0)
        say(&d, out);
    suppress_free(d.small);
    free(d.place);
    ledger_free(l);
    return ok;
}
