/* What a keystroke costs on the check-in list: 200 people are looked for by typing, letter by
 * letter, as they are written, in two words the other way round, with a slip, and in vain. Every
 * prefix from the first letter on is one search for 10 hits. Prints a line for lists of 1 000 and
 * 10 000: names=... p50_us=... p99_us=... max_us=... build_ms=... and for each search the best of
 * nine, because what others do on the machine is not meant. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "crowd.h"
#include "timing.h"

enum { TYPED = 200, LETTERS = 14, HITS = 10, TRIES = 9, NAMES_MAX = 10000 };
enum { SEARCHES_MAX = TYPED * 4 * LETTERS };

/* What is typed for one person, in one of four ways. */
static void typed_text(char out[64], const char *name, unsigned way, uint32_t *seed) {
    size_t n = strlen(name), first = strcspn(name, " ");
    snprintf(out, 64, "%s", name);
    if (way == 1) {
        snprintf(out, 64, "%s %.*s", name + first + 1, (int)first, name);
    } else if (way == 2) {
        out[crowd_pick(seed, (unsigned)first)] = 'q';
    } else if (way == 3) {
        for (size_t i = 1; i < n; i += 3)
            out[i] = 'x';
    }
}

static double time_search(const struct people *p, const char *query) {
    struct people_hit hit[HITS];
    double best = 1e9;
    for (int i = 0; i < TRIES; i++) {
        double start = wall_us();
        people_search(p, query, hit, HITS);
        double took = wall_us() - start;
        best = took < best ? took : best;
    }
    return best;
}

static void measure(size_t n) {
    static double took[SEARCHES_MAX];
    ARENA(a);
    size_t searches = 0;
    uint32_t seed = 777;
    const struct person *person = crowd(&a, n);
    double start = wall_us();
    struct people *p = people_build(person, n);
    double build_ms = (wall_us() - start) / 1e3;
    for (size_t i = 0; i < TYPED; i++) {
        const char *name = person[crowd_pick(&seed, (unsigned)n)].name;
        for (unsigned way = 0; way < 4; way++) {
            char text[64], query[64];
            typed_text(text, name, way, &seed);
            for (size_t len = 1; len <= LETTERS && text[len - 1] != '\0'; len++) {
                snprintf(query, sizeof query, "%.*s", (int)len, text);
                took[searches++] = time_search(p, query);
            }
        }
    }
    people_free(p);
    qsort(took, searches, sizeof took[0], by_size);
    printf("names=%zu searches=%zu p50_us=%.2f p99_us=%.2f max_us=%.2f build_ms=%.1f\n", n,
           searches, took[searches / 2], took[searches * 99 / 100], took[searches - 1], build_ms);
}

int main(void) {
    measure(1000);
    measure(NAMES_MAX);
    return 0;
}
