/* Any text as the value, as the period and as the rating of one cell: what is accepted is a number
 * that is read as itself again, a span of real days, one of the ratings. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/err.h"
#include "outreach/figure.h"
#include "outreach/typed.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void read_value(const char *text) {
    char value[FIGURE_VALUE], again[FIGURE_VALUE];
    if (!figure_value(text, value) || value[0] == '\0')
        return;
    ASSERT(memchr(value, '\0', sizeof value) != NULL);
    ASSERT(value[strspn(value, "+-0123456789. %")] == '\0');
    ASSERT(figure_value(value, again) && strcmp(value, again) == 0);
}

static void read_period(const char *text) {
    struct date from, until;
    if (!figure_period(text, &from, &until))
        return;
    ASSERT(date_valid(from) && date_valid(until) && date_compare(from, until) <= 0);
}

static void read_rating(const char *text) {
    const char *rag, *again;
    if (!rating_parse(text, &rag) || rag[0] == '\0')
        return;
    ASSERT(rating_parse(rag, &again) && again == rag);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    char *text = strndup((const char *)data, size);
    ASSERT(text != NULL);
    read_value(text);
    read_period(text);
    read_rating(text);
    free(text);
    return 0;
}
