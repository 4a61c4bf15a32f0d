#include "outreach/reconcile.h"

#include <string.h>

void reconcile_init(struct reconcile *r, const struct tally_plan *plan) {
    *r = (struct reconcile){.plan = plan};
}

bool reconcile_is_of(const struct tally_plan *plan) {
    for (size_t i = 0; i < plan->groups; i++)
        if (plan->group[i].states_of[0] != '\0')
            return true;
    return false;
}

/* `n` if there is none of that key. */
static size_t word_at(const struct tally_word *list, size_t n, const char *key) {
    size_t i = 0;
    while (i < n && !str_eq(list[i].key, key))
        i++;
    return i;
}

/* Where the number of a key stands; NULL: the plan has no such key. */
static int64_t *number_of(struct reconcile *r, const char *key, bool *ret_whole,
                          bool **ret_hidden) {
    struct tally_labels l;
    tally_labels(&l, r->plan, key);
    const struct tally_group *g = tally_find(r->plan, l.part[0]);
    if (g == NULL)
        return NULL;
    size_t at = (size_t)(g - r->plan->group), item = word_at(g->item, g->items, l.part[1]);
    size_t outcome = word_at(g->outcome, g->outcomes, l.part[2]);
    if (item == g->items || outcome == g->outcomes)
        return NULL;
    *ret_whole = str_eq(g->states_of, l.part[2]);
    *ret_hidden = &r->hidden[at][item];
    return &r->n[at][item][outcome];
}

void reconcile_add(struct reconcile *r, const char *key, int64_t n) {
    bool whole, *hidden;
    int64_t *number = number_of(r, key, &whole, &hidden);
    if (number != NULL)
        *number += n;
}

/* The largest that a whole can be, the smallest that a state can be. */
void reconcile_add_hidden(struct reconcile *r, const char *key, int64_t k) {
    bool whole, *hidden;
    int64_t *number = number_of(r, key, &whole, &hidden);
    if (number == NULL)
        return;
    *number += whole ? k - 1 : 1;
    *hidden = true;
}

/* One item of a group: its whole, and its states in the order of the file. */
struct split {
    const struct tally_group *group;
    const int64_t *n;
    size_t whole;
    int64_t states; /* all of them together */
    bool hidden;
};

/* "35 accepted, 32 waiting" of the states that are not 0, with `before` the last one. */
static void list_states(struct str *out, const struct split *s, size_t states, bool numbers,
                        const char *before) {
    size_t left = 0;
    bool first = true;
    for (size_t i = 0; i < states; i++)
        left += i != s->whole && s->n[i] > 0;
    for (size_t i = 0; i < states; i++) {
        if (i == s->whole || s->n[i] <= 0)
            continue;
        str_add(out, first ? "" : left == 1 ? before : ", ");
        if (numbers)
            str_addf(out, "%lld ", (long long)s->n[i]);
        str_addf(out, "\"%s\"", s->group->outcome[i].label);
        first = false;
        left--;
    }
}

/* How many of the first states are too many by themselves, if not all of them are needed for that:
 * whoever corrects the numbers begins there. 0: all are needed. */
static size_t too_many_by(const struct split *s) {
    int64_t sum = 0;
    for (size_t i = 0; i < s->group->outcomes; i++) {
        sum += i != s->whole ? s->n[i] : 0;
        if (sum > s->n[s->whole])
            return sum < s->states ? i + 1 : 0;
    }
    return 0;
}

static int64_t sum_of(const struct split *s, size_t states) {
    int64_t sum = 0;
    for (size_t i = 0; i < states; i++)
        sum += i != s->whole ? s->n[i] : 0;
    return sum;
}

static void say(const struct split *s, const char *item, char out[RECONCILE_WORDS]) {
    const char *whole = s->group->outcome[s->whole].label;
    struct str text CLEANUP(str_release) = {0};
    size_t by = too_many_by(s);
    str_addf(&text, "%s, %s: ", s->group->name.label, item);
    if (s->hidden) {
        str_addf(&text, "its states cover more people than \"%s\" has", whole);
    } else {
        str_addf(&text, "%lld \"%s\", but its states cover %lld people (",
                 (long long)s->n[s->whole], whole, (long long)s->states);
        list_states(&text, s, s->group->outcomes, true, ", ");
        str_add(&text, ")");
        if (by > 0) {
            str_add(&text, "; already ");
            list_states(&text, s, by, false, " and ");
            str_addf(&text, " are %lld", (long long)sum_of(s, by));
        }
    }
    str_copy(out, RECONCILE_WORDS, str_c(&text));
}

bool reconcile_next(const struct reconcile *r, size_t *at, char out[RECONCILE_WORDS]) {
    for (; *at < (size_t)TALLY_GROUPS * TALLY_ITEMS; (*at)++) {
        size_t group = *at / TALLY_ITEMS, item = *at % TALLY_ITEMS;
        const struct tally_group *g = &r->plan->group[group];
        if (group >= r->plan->groups || item >= g->items || g->states_of[0] == '\0')
            continue;
        struct split s = {.group = g,
                          .n = r->n[group][item],
                          .hidden = r->hidden[group][item],
                          .whole = word_at(g->outcome, g->outcomes, g->states_of)};
        s.states = sum_of(&s, g->outcomes);
        if (s.whole == g->outcomes || s.states <= s.n[s.whole])
            continue;
        say(&s, g->item[item].label, out);
        (*at)++;
        return true;
    }
    return false;
}
