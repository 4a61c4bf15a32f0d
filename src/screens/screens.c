/* The list of all screens, from screens.def. */
#include "screens/def.h"

#include <string.h>

static const struct screen_def *const all[] = {
#define X(name) &screen_##name,
#include "screens/screens.def"
#undef X
};

const struct screen_def *screens_find(const char *name) {
    for (size_t i = 0; i < sizeof all / sizeof *all; i++)
        if (strcmp(all[i]->name, name) == 0)
            return all[i];
    return NULL;
}

size_t screens_all(const struct screen_def *const **ret_screens) {
    *ret_screens = all;
    return sizeof all / sizeof *all;
}
