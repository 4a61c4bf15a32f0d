/* Any bytes as a touch script: what is accepted keeps the limits that the player relies on. */
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include "base/utf8.h"
#include "kiosk/script.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    ARENA(a);
    struct script script;
    struct err err = {0};
    if (!script_parse((const char *)data, size, &a, &script, &err)) {
        ASSERT(err.kind == ERR_INPUT && err.text[0]);
        ASSERT(utf8_valid(err.text, strlen(err.text), NULL));
        return 0;
    }
    ASSERT(script.steps <= SCRIPT_STEPS_MAX);
    for (size_t i = 0; i < script.steps; i++) {
        const struct script_step *s = &script.step[i];
        ASSERT(s->times >= 1 && s->times <= SCRIPT_TIMES_MAX);
        ASSERT(s->line >= 1 && (i == 0 || s->line > s[-1].line));
        ASSERT(s->op != STEP_CLOCK || i == 0);
        ASSERT(!s->text || (s->text[0] && utf8_valid(s->text, strlen(s->text), NULL)));
    }
    return 0;
}
