/* Made-up people for a long list: a name of two words of syllables, one of 120 organisations, an
 * address and a code. The same ones at every run. */
#pragma once

#include <stdint.h>
#include <stdio.h>

#include "base/arena.h"
#include "outreach/people.h"

static inline unsigned crowd_pick(uint32_t *seed, unsigned n) {
    *seed = *seed * 1664525U + 1013904223U;
    return (*seed >> 8) % n;
}

static inline const char *crowd_word(struct arena *a, uint32_t *seed) {
    static const char *const syllable[] = {
        "ka", "ra", "mi",  "sha", "lo", "de",  "ni", "pa", "tu",  "gan", "ber", "sen", "wi",
        "o",  "fa", "hin", "jo",  "ly", "mar", "zu", "ek", "ama", "ti",  "vo",  "dri"};
    const char *out = "";
    for (unsigned i = 0, n = 2 + crowd_pick(seed, 3); i < n; i++)
        out = arena_printf(a, "%s%s", out, syllable[crowd_pick(seed, 25)]);
    return out;
}

/* `n` persons, whose texts live in the arena. */
static inline struct person *crowd(struct arena *a, size_t n) {
    static const char *const kinds[] = {"Council", "Housing Association", "Community Trust",
                                        "Youth Service", "Academy"};
    struct person *person = arena_array(a, n, sizeof *person);
    uint32_t seed = 12345;
    for (size_t i = 0; i < n; i++) {
        uint32_t place = 99 + crowd_pick(&seed, 120);
        snprintf(person[i].id, sizeof person[i].id, "%016zx", i);
        const char *first = crowd_word(a, &seed), *last = crowd_word(a, &seed);
        person[i].name = arena_printf(a, "%s %s", first, last);
        person[i].organisation = arena_printf(a, "%s %s", crowd_word(a, &place), kinds[place % 5]);
        person[i].email = arena_printf(a, "%s.%s@example.org", first, last);
        person[i].code = arena_printf(a, "T%05zu", i);
    }
    return person;
}
