/* The findings, kind by kind, and what is known of the plan's actions: on which day something was
 * last heard of each. */
#include "outreach/quality.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/mem.h"
#include "outreach/quality_parts.h"

static const struct kind {
    const char *name, *todo;
} kinds[QUALITY_KINDS] = {
    [QUALITY_TWO_NUMBERS] = {"two numbers",
                             "Ask both, and write down on the kiosk which number holds."},
    [QUALITY_TWO_RECORDS] = {"two records of a session",
                             "Cancel one of the two, or write down what tells them apart: the "
                             "group or the time."},
    [QUALITY_SUMS] = {"does not add up", "Ask where the numbers come from, and correct one."},
    [QUALITY_UNCONFIRMED] = {"date not confirmed",
                             "Ask who was there for the day, and correct it on the kiosk."},
    [QUALITY_NO_YEAR] = {"year missing",
                         "Write the whole date into the programme; a year is never guessed."},
    [QUALITY_NO_DATE] = {"no date", "Write the day into the programme once you know it."},
    [QUALITY_NO_HEADS] = {"heads not recorded",
                          "Ask who delivered it; until then reports say not recorded, never 0."},
    [QUALITY_PASSED] = {"day has passed", "Say whether it was delivered, cancelled or moved."},
    [QUALITY_LAPSE] = {"lapses", "Do it or extend it, and write an update."},
    [QUALITY_EMPTY] = {"no update", "Write an update, or say why there is nothing to tell."},
    [QUALITY_STALE] = {"nothing new", "Ask the owner, and write an update."},
    [QUALITY_EXPECTED] = {"expected and came", "Check both numbers; say why if they are right."},
    [QUALITY_WEEKDAY] = {"wrong weekday", "Ask which is right, the date or the day of the week."},
    [QUALITY_WEEKEND] = {"school at a weekend",
                         "Ask the school for the date; a slip of a day or a month is likely."},
    [QUALITY_YEAR_SLIP] = {"a year apart", "Check that neither has the wrong year."},
    [QUALITY_SPELLINGS] = {"place in several spellings", "Write the name in one way."},
};

const char *quality_name(enum quality_kind kind) {
    return kinds[kind].name;
}

const char *quality_todo(enum quality_kind kind) {
    return kinds[kind].todo;
}

struct list {
    struct finding *finding;
    size_t n, cap, all;
};

struct heard { /* of an action */
    const struct action *action;
    bool anything;    /* a session or an update, also one without a date */
    struct date last; /* of what took place or was written, until today */
};

struct quality {
    struct date today;
    const struct suppress *small;
    struct arena arena; /* the texts of what is listed */
    struct list list[QUALITY_KINDS];
    struct compare *compare;
    struct heard *heard; /* in the order of the plan */
    size_t actions;
};

struct quality *quality_new(struct date today, const struct suppress *small) {
    struct quality *q = xcalloc(1, sizeof *q);
    q->today = today;
    q->small = small;
    q->compare = compare_new();
    return q;
}

void quality_free(struct quality *q) {
    if (q == NULL)
        return;
    for (size_t i = 0; i < QUALITY_KINDS; i++)
        free(q->list[i].finding);
    compare_free(q->compare);
    arena_free(&q->arena);
    free(q->heard);
    free(q);
}

/* ---- for the rules ---- */

struct date quality_today(const struct quality *q) {
    return q->today;
}

bool quality_tells(const struct quality *q, const struct session *s) {
    return suppress_session(q->small, s) == SUPPRESS_SHOWN;
}

bool quality_tells_number(const struct quality *q, int64_t n) {
    return !suppress_is_small(q->small, n);
}

void quality_heads(const struct quality *q, const struct session *s, struct str *out) {
    struct count came = session_attendance(s);
    if (!quality_tells(q, s))
        str_add(out, suppress_words(q->small));
    else
        str_addf(out, "%s%s%lld", came.q == COUNT_EXACT ? "" : qualifier_name(came.q),
                 came.q == COUNT_EXACT ? "" : " ", (long long)came.n);
}

bool quality_is_apart(int64_t n, int64_t expected) {
    int64_t apart = n < expected ? expected - n : n - expected;
    return apart * 100 > expected * QUALITY_APART;
}

bool quality_takes_place(const struct session *s) {
    return s->status != STATUS_CANCELLED && s->status != STATUS_REARRANGED;
}

void quality_add(struct quality *q, enum quality_kind kind, const struct session *s,
                 const char *what) {
    struct list *l = &q->list[kind];
    struct arena *a = &q->arena;
    if (l->all++ >= QUALITY_LISTED)
        return;
    l->finding = xgrow(l->finding, &l->cap, l->n + 1, sizeof *l->finding);
    l->finding[l->n++] = (struct finding){
        .session = s->id,
        .date = s->date,
        .date_text = arena_strdup(a, s->date_text != NULL ? s->date_text : ""),
        .venue = arena_strdup(a, s->venue != NULL ? s->venue : ""),
        .actions = arena_strdup(a, s->actions != NULL ? s->actions : ""),
        .what = arena_strdup(a, what),
    };
}

/* ---- the actions ---- */

static struct heard *heard_of(struct quality *q, const char *code, size_t n) {
    size_t low = 0, high = q->actions;
    char text[32] = "";
    memcpy(text, code, n < sizeof text ? n : sizeof text - 1);
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        int order = action_compare(q->heard[middle].action->code, text);
        if (order == 0)
            return &q->heard[middle];
        if (order < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return NULL;
}

/* `d` no date: something is known, but not when. */
static void hear(struct quality *q, const char *code, size_t n, struct date d) {
    struct heard *h = heard_of(q, code, n);
    if (h == NULL)
        return;
    h->anything = true;
    if (d.year != 0 && date_compare(d, q->today) <= 0 &&
        (h->last.year == 0 || date_compare(d, h->last) > 0))
        h->last = d;
}

void quality_plan(struct quality *q, const struct action *action, size_t actions,
                  const struct typed_list *typed) {
    q->heard = xcalloc(actions, sizeof *q->heard);
    q->actions = actions;
    for (size_t i = 0; i < actions; i++)
        q->heard[i].action = &action[i];
    for (size_t i = 0; i < typed->typeds; i++)
        if (typed->typed[i].state == TYPED_STANDS)
            hear(q, typed->typed[i].action, strlen(typed->typed[i].action), typed->typed[i].date);
}

static void hear_session(struct quality *q, const struct session *s) {
    struct date d = session_took_place(s) ? s->date : (struct date){0};
    for (const char *p = s->actions; *p != '\0';) {
        size_t n = strcspn(p, ";");
        hear(q, p, n, d);
        p += n + (p[n] == ';');
    }
}

static void find_silence(struct quality *q, const struct heard *h) {
    const struct session about = {.actions = h->action->code};
    char what[200], day[11];
    date_uk(h->last, day);
    if (!h->anything) {
        quality_add(q, QUALITY_EMPTY, &about, "Its Update cell is empty.");
        return;
    }
    if (!lapse_is_stale(h->last, q->today))
        return;
    if (h->last.year != 0)
        snprintf(what, sizeof what, "Nothing took place or was written since %s.", day);
    else
        snprintf(what, sizeof what, "Nothing that has a date took place or was written by now.");
    quality_add(q, QUALITY_STALE, &about, what);
}

/* ---- taking in ---- */

void quality_session(struct quality *q, const struct session *s, bool judged) {
    struct str what CLEANUP(str_release) = {0};
    hear_session(q, s);
    compare_session(q->compare, q, s, judged);
    for (const struct quality_rule *r = quality_rules; judged && r->finds != NULL; r++) {
        str_cut(&what, 0);
        if (r->finds(q, s, &what))
            quality_add(q, r->kind, s, str_c(&what));
    }
}

void quality_lapses(struct quality *q, const struct lapses *l) {
    for (size_t i = 0; i < l->n; i++) {
        const struct lapse *x = &l->lapse[i];
        struct str what CLEANUP(str_release) = {0};
        lapse_say_one(&what, x, i < l->over);
        str_addc(&what, '.');
        quality_add(q, QUALITY_LAPSE, &(struct session){.actions = x->of->action, .date = x->on},
                    str_c(&what));
    }
}

void quality_sum(struct quality *q, const char *what) {
    quality_add(q, QUALITY_SUMS, &(struct session){0}, what);
}

void quality_finish(struct quality *q) {
    compare_finish(q->compare, q);
    for (size_t i = 0; i < q->actions; i++)
        find_silence(q, &q->heard[i]);
}

const struct finding *quality_findings(const struct quality *q, enum quality_kind kind,
                                       size_t *ret_listed, size_t *ret_all) {
    *ret_listed = q->list[kind].n;
    *ret_all = q->list[kind].all;
    return q->list[kind].finding;
}
