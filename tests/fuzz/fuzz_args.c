/* Any words as a command line of turnout, one a line: read, or refused with a sentence. The values
 * that a command was given are those that its table lets in, so that it need not look again. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"
#include "kiosk/cmd.h"
#include "kiosk/commands.h"
#include "outreach/date.h"

enum { WORDS = 40 };

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check_options(const struct args *a) {
    struct err err = {0};
    for (const struct args_option *o = a->command->options; o->name != NULL; o++) {
        const char *value = args_value(a, o->id);
        ASSERT(value == NULL || o->value != NULL || value[0] == '\0');
        ASSERT(value == NULL || o->check == NULL || o->check(value, &err));
    }
}

/* What the commands make of them. */
static void check_values(const struct args *a) {
    struct date day;
    const char *from = args_value(a, OPT_FROM), *until = args_value(a, OPT_UNTIL);
    const char *session = args_value(a, OPT_SESSION);
    ASSERT(from == NULL || date_parse_iso(from, &day));
    ASSERT(until == NULL || date_parse_iso(until, &day));
    ASSERT(session == NULL || strtoll(session, NULL, 10) < INT64_MAX);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    char name[] = "turnout", *text = strndup((const char *)data, size), *at = text;
    char *word[WORDS + 2] = {name};
    int n = 1;
    ASSERT(text != NULL);
    bool plain = utf8_valid(text, strlen(text), NULL);
    while (n <= WORDS && (word[n] = strsep(&at, "\n")) != NULL)
        n++;
    word[n] = NULL;
    struct args a;
    struct err err = {0};
    if (!args_parse(commands(), n, word, &a, &err)) {
        ASSERT(err.kind == ERR_INPUT && err.text[0] != '\0');
        ASSERT(!plain || utf8_valid(err.text, strlen(err.text), NULL));
    } else if (a.command != NULL) {
        check_options(&a);
        check_values(&a);
        ASSERT(a.ask != ASK_RUN || (a.operands >= a.command->min &&
                                    (a.command->max < 0 || a.operands <= a.command->max)));
    }
    free(text);
    return 0;
}
