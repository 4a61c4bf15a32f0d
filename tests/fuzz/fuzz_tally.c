/* Any bytes as a tallies.ini: read, or refused with complaints that each name file and line. What
 * was read makes keys that are keys, and finds their labels again. */
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include "base/utf8.h"
#include "outreach/reconcile.h"
#include "outreach/tally.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check_complaints(const char *lines) {
    size_t n = 0, bad;
    ASSERT(utf8_valid(lines, strlen(lines), &bad));
    for (; *lines != '\0'; n++) {
        ASSERT(str_starts(lines, "t.ini:") && lines[6] >= '1' && lines[6] <= '9');
        lines = strchr(lines, '\n') + 1;
    }
    ASSERT(n > 0 && n <= TALLY_COMPLAINTS_MAX);
}

/* The whole, of which the others are states, is one of its own outcomes. */
static void check_states(const struct tally_group *g) {
    size_t i = 0;
    while (i < g->outcomes && !str_eq(g->outcome[i].key, g->states_of))
        i++;
    ASSERT(g->states_of[0] == '\0' || i < g->outcomes);
}

/* Where everything was tallied once, it adds up or is told in a sentence that fits. */
static void check_sums(const struct tally_plan *p) {
    char key[TALLY_KEY], words[RECONCILE_WORDS];
    struct reconcile r;
    size_t at = 0, said = 0, items = 0;
    reconcile_init(&r, p);
    for (size_t i = 0; i < p->groups; i++) {
        const struct tally_group *g = &p->group[i];
        items += g->items;
        for (size_t k = 0; k < g->items * g->outcomes; k++) {
            tally_key(key, g, k / g->outcomes, k % g->outcomes);
            reconcile_add(&r, key, 1);
        }
    }
    for (; reconcile_next(&r, &at, words); said++)
        ASSERT(words[0] != '\0' && utf8_valid(words, strlen(words), NULL));
    ASSERT(said <= items && (said == 0 || reconcile_is_of(p)));
}

static void check_group(const struct tally_plan *p, const struct tally_group *g) {
    struct tally_labels labels;
    char key[TALLY_KEY];
    ASSERT(g->items > 0 && g->items <= TALLY_ITEMS && g->outcomes <= TALLY_OUTCOMES);
    ASSERT(!tally_is_confirmed(g) || g->outcomes == 0);
    check_states(g);
    ASSERT(tally_find(p, g->name.key) == g);
    for (size_t i = 0; i < g->items; i++) {
        for (size_t k = 0; k < g->outcomes || k == 0; k++) {
            tally_key(key, g, i, k);
            ASSERT(tally_key_valid(key) && tally_key_is_of(key, g->name.key));
            tally_labels(&labels, p, key);
            ASSERT(labels.group == g->name.label && labels.item == g->item[i].label);
        }
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    struct str complaints CLEANUP(str_release) = {0};
    struct tally_plan p;
    if (!tally_parse(&p, "t.ini", (const char *)data, size, &complaints)) {
        check_complaints(str_c(&complaints));
        return 0;
    }
    ASSERT(p.groups <= TALLY_GROUPS);
    for (size_t i = 0; i < p.groups; i++)
        check_group(&p, &p.group[i]);
    check_sums(&p);
    return 0;
}
