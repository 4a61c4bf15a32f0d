/* Any text as a scanner's: folding twice is folding once, every reading fits, and a code that is on
 * the list is found however it is written. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/err.h"
#include "base/utf8.h"
#include "outreach/people.h"
#include "outreach/scan.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    char *raw = strndup((const char *)data, size);
    ASSERT(raw != NULL);
    char folded[SCAN_SIZE], again[SCAN_SIZE];
    scan_fold(folded, raw);
    ASSERT(utf8_valid(folded, strlen(folded), NULL));
    scan_fold(again, folded);
    ASSERT(strcmp(folded, again) == 0);
    for (size_t i = 0; i < SCAN_READINGS; i++)
        ASSERT(!scan_reading(again, raw, i) || (again[0] != '\0' && strlen(again) < SCAN_SIZE));

    struct person person = {"0000000000000001", "Ami", "", "", raw};
    struct people *p = people_build(&person, 1);
    ASSERT((people_by_code(p, raw) != NULL) == (folded[0] != '\0'));
    people_free(p);
    free(raw);
    return 0;
}
