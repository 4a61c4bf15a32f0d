/* Any bytes as a help card: read, or refused with complaints that each name file and line. What was
 * read can be shown: text that is text, a number or an address that a code can hold. */
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/utf8.h"
#include "outreach/help.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check_complaints(const char *lines) {
    size_t n = 0, bad;
    ASSERT(utf8_valid(lines, strlen(lines), &bad));
    for (; *lines != '\0'; n++) {
        ASSERT(str_starts(lines, "c.md:") && lines[5] >= '1' && lines[5] <= '9');
        lines = strchr(lines, '\n') + 1;
    }
    ASSERT(n > 0 && n <= HELP_COMPLAINTS_MAX);
}

static void check_card(const struct help_card *c) {
    char qr[HELP_QR];
    size_t bad;
    help_qr(c, qr);
    ASSERT(qr[0] == '\0' || str_starts(qr, "tel:") || str_starts(qr, "https://"));
    ASSERT(qr[0] != '\0' || help_is_emergency(c));
    ASSERT(c->title[0] != '\0' && utf8_valid(c->title, strlen(c->title), &bad));
    ASSERT(utf8_valid(c->words, strlen(c->words), &bad));
    ASSERT(c->topics > 0 && c->topics <= HELP_TOPICS && help_is_about(c, c->topic[0]));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    static const struct date today = {2019, 2, 6};
    struct str complaints CLEANUP(str_release) = {0};
    const struct help_card *order[HELP_CARDS];
    struct help_card c;
    if (!help_parse(&c, "c.md", (const char *)data, size, &complaints)) {
        check_complaints(str_c(&complaints));
        return 0;
    }
    check_card(&c);
    struct help *h = xcalloc(1, sizeof *h);
    ASSERT(help_add(h, &c) && help_add(h, &c) && h->cards == 1);
    ASSERT(help_for(h, c.topic[0], true, today, order) == 1);
    help_free(h);
    return 0;
}
