#include "questions/search.h"

#include <string.h>

#include "base/utf8.h"

enum match { MATCH_START, MATCH_WORD, MATCH_PART, MATCHES, MATCH_NONE };

enum { LABEL_BYTES = 200 };

/* Both folded: words with one blank between them. */
static enum match match_of(const char *label, const char *typed, size_t len) {
    enum match best = MATCH_NONE;
    for (const char *at = label; (at = strstr(at, typed)) != NULL; at++) {
        if (at == label)
            return MATCH_START;
        if (at[-1] == ' ')
            return MATCH_WORD;
        best = MATCH_PART;
        if (strlen(at) <= len)
            break;
    }
    return best;
}

/* One pass over all: each kind of match fills its own list, and they are put one behind the other.
 * Enough of the best kind end it, so that the first letters, which find the most, cost least. */
size_t search_choices(const struct survey_option *option, size_t options, const char *typed,
                      size_t max, uint32_t *ret_index, bool *ret_more) {
    enum { MAX = 128 };
    uint32_t found[MATCHES][MAX];
    size_t n[MATCHES] = {0};
    char wanted[64], label[LABEL_BYTES];
    utf8_fold(wanted, sizeof wanted, typed);
    size_t len = strlen(wanted), i = 0;
    max = max < MAX ? max : MAX;
    bool over = false;
    for (; i < options && n[MATCH_START] < max; i++) {
        enum match m = MATCH_START;
        if (len > 0) {
            utf8_fold(label, sizeof label, option[i].label);
            m = match_of(label, wanted, len);
        }
        if (m == MATCH_NONE)
            continue;
        if (n[m] < max)
            found[m][n[m]++] = (uint32_t)i;
        else
            over = true;
    }
    size_t count = 0, all = 0;
    for (int m = 0; m < MATCHES; m++) {
        all += n[m];
        for (size_t k = 0; k < n[m] && count < max; k++)
            ret_index[count++] = found[m][k];
    }
    *ret_more = over || i < options || all > count;
    return count;
}
