/* Any bytes as the names of what lies on a stick, one a line: what is taken for a file to import
 * can be shown, and leads nowhere but into its folder. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "base/utf8.h"
#include "effects/incoming.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check(const char *name) {
    if (!incoming_can_import(name))
        return;
    const char *own = file_name(name), *slash = strchr(name, '/');
    ASSERT(own[0] != '.' && own[0] != '\0');
    ASSERT(slash == NULL || slash + 1 == own); /* one folder deep at most, */
    ASSERT(name[0] != '/' && name[0] != '.');  /* and from the stick's own */
    ASSERT(utf8_valid(name, strlen(name), NULL));
    for (const char *p = name; *p != '\0'; p++)
        ASSERT((unsigned char)*p >= ' ' && *p != 0x7f);
    ASSERT(!incoming_is_card(name) || slash != NULL);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    char *names = strndup((const char *)data, size), *at = names;
    ASSERT(names != NULL);
    for (char *name; (name = strsep(&at, "\n")) != NULL;)
        check(name);
    free(names);
    return 0;
}
