#include "outreach/lapse.h"

#include <ctype.h>

/* ---- what lapses ---- */

static struct date days_on(struct date d, int days) {
    return date_from_days(date_to_days(d) + days);
}

static void add(struct lapses *ret, struct lapse one, struct date today) {
    if (one.on.year == 0 || date_compare(one.on, ret->until) > 0 ||
        date_compare(one.on, days_on(today, -LAPSE_OVER_DAYS)) < 0)
        return;
    size_t at = ret->n++;
    for (; at > 0 && date_compare(ret->lapse[at - 1].on, one.on) > 0; at--)
        ret->lapse[at] = ret->lapse[at - 1];
    ret->lapse[at] = one;
    ret->over += date_compare(one.on, today) < 0;
}

void lapse_find(struct arena *a, const struct typed_list *l, struct date today,
                struct date next_meeting, struct lapses *ret) {
    bool meeting = next_meeting.year != 0 && date_compare(next_meeting, today) >= 0;
    *ret = (struct lapses){.lapse = arena_array(a, 2 * l->typeds + 1, sizeof *ret->lapse),
                           .until = meeting ? next_meeting : days_on(today, LAPSE_DAYS),
                           .meeting = meeting};
    for (size_t i = 0; i < l->typeds; i++) {
        const struct typed *t = &l->typed[i];
        if (t->state != TYPED_STANDS)
            continue;
        add(ret, (struct lapse){t, LAPSE_DUE, t->due}, today);
        add(ret, (struct lapse){t, LAPSE_EXPIRES, t->expires}, today);
    }
}

bool lapse_is_stale(struct date last, struct date today) {
    return last.year == 0 || date_compare(last, days_on(today, -STALE_DAYS)) < 0;
}

/* ---- in words ---- */

static void say_number(struct str *out, size_t n) {
    static const char *const words[] = {"no",  "one",   "two",   "three", "four", "five",
                                        "six", "seven", "eight", "nine",  "ten"};
    if (n < sizeof words / sizeof words[0])
        str_add(out, words[n]);
    else
        str_addf(out, "%zu", n);
}

void lapse_say(struct str *out, const struct lapses *l) {
    size_t start = out->len, ahead = l->n - l->over;
    if (l->n == 0)
        return;
    if (ahead > 0) {
        say_number(out, ahead);
        str_add(out, ahead == 1 ? " thing on your plan lapses " : " things on your plan lapse ");
        if (l->meeting)
            str_add(out, "before the next meeting");
        else
            str_addf(out, "in the next %d days", LAPSE_DAYS);
    }
    if (ahead > 0 && l->over > 0)
        str_add(out, "; ");
    if (l->over > 0) {
        say_number(out, l->over);
        str_add(out, ahead > 0      ? ""
                     : l->over == 1 ? " thing on your plan"
                                    : " things on your plan");
        str_add(out, l->over == 1 ? " has lapsed already" : " have lapsed already");
    }
    str_addc(out, '.');
    out->p[start] = (char)toupper((unsigned char)out->p[start]);
}

const char *lapse_word(enum lapse_what what, bool over) {
    static const char *const words[][2] = {
        [LAPSE_DUE] = {"due", "was due"},
        [LAPSE_EXPIRES] = {"expires", "expired"},
    };
    return words[what][over];
}

void lapse_say_one(struct str *out, const struct lapse *l, bool over) {
    char day[11];
    size_t start = out->len;
    date_uk(l->on, day);
    str_addf(out, "%s %s %s: %s", l->of->action, lapse_word(l->what, over), day, l->of->text);
    for (char *p = out->p + start; *p != '\0'; p++)
        if (*p == '\n' || *p == '\r')
            *p = ' ';
}
