/* Any bytes as a text that is being typed: what is pointed at lies within it, and the same text
 * says the same again. */
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/err.h"
#include "base/mem.h"
#include "survey/hint.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    char *text = xcalloc(1, size + 1);
    if (size > 0)
        memcpy(text, data, size);
    struct hint_span at = {0}, again = {0};
    unsigned kinds = hint_find(text, &at);
    ASSERT(at.at + at.n <= strlen(text));
    ASSERT((kinds == 0) == (at.n == 0));
    ASSERT(kinds == 0 || (kinds & (unsigned)at.kind) != 0);
    ASSERT(hint_find(text, &again) == kinds);
    ASSERT(again.at == at.at && again.n == at.n && again.kind == at.kind);
    free(text);
    return 0;
}
