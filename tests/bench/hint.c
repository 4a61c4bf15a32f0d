/* What a stroke costs in a long text: looking for what could tell who wrote it, on the UI thread,
 * after every letter.
 *
 *     hint      prints letters=... p50_us=... p99_us=...
 */
#include "survey/hint.h"

#include "timing.h"

enum { LETTERS = 1000, STROKES = 1000 };

int main(void) {
    static const char line[] = "Some boys on bikes stand by Harry near 14 bins, ask Rose May. ";
    static double took[STROKES];
    char text[LETTERS + 1] = "";
    for (size_t i = 0; i < LETTERS; i++)
        text[i] = line[i % (sizeof line - 1)];
    for (size_t i = 0; i < STROKES; i++) {
        double start = cpu_us();
        bool found = hint_find(text, NULL) & HINT_NAME;
        took[i] = cpu_us() - start;
        if (!found) {
            fputs("hint: the name is not found\n", stderr);
            return 1;
        }
    }
    double p50 = median(took, STROKES); /* which sorts them */
    printf("letters=%d p50_us=%.1f p99_us=%.1f\n", LETTERS, p50, took[STROKES * 99 / 100]);
    return 0;
}
