/* What an answer costs in a long form: its questions are answered page by page, as at the kiosk,
 * and each time what one tap sets off is timed: the value, all that follows from it, and the pages
 * anew. Every answer is given several times, to the same form anew, and the best time counts,
 * because what others do on the machine is not meant.
 *
 *     answer FORM.xml     prints answers=... all_ms=... p50_ms=... p99_ms=... max_ms=... new_ms=...
 *
 * all_ms: all answers together.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "forms/flow.h"
#include "timing.h"

enum { ANSWERS = 1000, ROUNDS = 5, FORM_MAX = 32 << 20 };

static const char *plausible(struct instance *in, const struct question *q, struct arena *a) {
    struct form_option *o;
    size_t count;
    switch (q->control->kind) {
    case CONTROL_SELECT1:
    case CONTROL_SELECT:
    case CONTROL_RANK:
        return instance_options(in, q->control, q->node, a, &o, &count, NULL) && count > 0
                   ? o[0].value
                   : "";
    case CONTROL_TRIGGER:
        return "OK";
    case CONTROL_UPLOAD:
    case CONTROL_GROUP:
    case CONTROL_REPEAT:
        return "";
    case CONTROL_INPUT:
    case CONTROL_RANGE:
        break;
    }
    switch (q->control->bind->type) {
    case TYPE_INT:
    case TYPE_DECIMAL:
        return "3";
    case TYPE_DATE:
        return "2024-03-01";
    case TYPE_TIME:
        return "10:30:00";
    case TYPE_DATETIME:
        return "2024-03-01T10:30:00";
    case TYPE_BOOLEAN:
        return "true";
    case TYPE_STRING:
    case TYPE_BARCODE:
        return "words";
    case TYPE_GEOPOINT:
    case TYPE_GEOTRACE:
    case TYPE_GEOSHAPE:
    case TYPE_BINARY:
        break;
    }
    return "";
}

/* Answers all questions once; keeps the best time of each in best[]. Returns how many. */
static size_t walk(struct instance *in, double *best) {
    size_t answers = 0;
    struct flow_page *page;
    struct question *q;
    size_t pages, count;
    ARENA(a);
    flow_pages(in, &a, &page, &pages);
    for (size_t at = 0; at < pages && answers < ANSWERS; at++) {
        flow_questions(in, &page[at], &a, &q, &count);
        for (size_t i = 0; i < count && answers < ANSWERS; i++) {
            const char *value = plausible(in, &q[i], &a);
            double start = cpu_ms();
            if (!instance_set(in, q[i].node, value, NULL))
                continue;
            flow_pages(in, &a, &page, &pages);
            double took = cpu_ms() - start;
            if (took < best[answers])
                best[answers] = took;
            answers++;
        }
    }
    return answers;
}

int main(int argc, char **argv) {
    static double best[ANSWERS];
    struct err err = {0};
    struct str xml CLEANUP(str_release) = {0};
    const struct instance_env env = {.now_ms = 1715941800000, .seed = 1};
    double made = 1e9, all = 0;
    size_t answers = 0;
    struct form *form = NULL;
    if (argc == 2 && file_read(argv[1], FORM_MAX, &xml, &err))
        form = form_load(xml.p, xml.len, NULL, NULL, &err);
    if (!form) {
        fprintf(stderr, "usage: answer FORM.xml: %s\n", err.text);
        return 2;
    }
    for (size_t i = 0; i < ANSWERS; i++)
        best[i] = 1e9;
    for (int i = 0; i < ROUNDS; i++) {
        double start = cpu_ms();
        struct instance *in = instance_new(form, &env, &err);
        double took = cpu_ms() - start;
        made = took < made ? took : made;
        answers = in ? walk(in, best) : 0;
        instance_free(in);
    }
    form_free(form);
    if (answers == 0)
        return 1;
    qsort(best, answers, sizeof(best[0]), by_size);
    for (size_t i = 0; i < answers; i++)
        all += best[i];
    printf("answers=%zu all_ms=%.3f p50_ms=%.3f p99_ms=%.3f max_ms=%.3f new_ms=%.3f\n", answers,
           all, best[answers / 2], best[answers * 99 / 100], best[answers - 1], made);
    return 0;
}
