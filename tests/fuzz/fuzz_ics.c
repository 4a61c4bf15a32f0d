/* Any text as a calendar. What the calendar library itself does with it is part of the target. */
#include <stdint.h>
#include <string.h>

#include "outreach/import_parts.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    if (memchr(data, '\0', size) != NULL) /* refused before it gets here */
        return 0;
    struct import im = {0};
    struct err err = {0};
    char *text = arena_strndup(&im.arena, (const char *)data, size);
    if (import_calendar(&im, ics_read, text, &err))
        import_check(&im, NULL, (struct date){2019, 12, 12});
    else
        ASSERT(err.kind == ERR_INPUT && err.text[0] != '\0');
    import_free(&im);
    return 0;
}
