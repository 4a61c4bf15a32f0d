/* Reads the list of font files by inih. */
#include "kiosk/fonts.h"

#include <ini.h>
#include <string.h>

#include "base/file.h"
#include "base/str.h"

enum { LIST_BYTES_MAX = 65536 };

struct list {
    char regular[512], bold[512];
};

static int take(void *ctx, const char *section, const char *name, const char *value) {
    struct list *list = ctx;
    (void)section;
    if (strcmp(name, "regular") == 0)
        return STR_COPY(list->regular, value);
    if (strcmp(name, "bold") == 0)
        return STR_COPY(list->bold, value);
    return 0;
}

struct glyphs *fonts_open(const char *path, struct err *err) {
    struct str text CLEANUP(str_release) = {0};
    struct list list = {0};
    if (!file_read(path, LIST_BYTES_MAX, &text, err))
        return NULL;
    int line = ini_parse_string(str_c(&text), take, &list);
    if (line || !list.regular[0] || !list.bold[0]) {
        err_set(err, ERR_INPUT, "%s must name a file for regular and one for bold (line %d).",
                file_name(path), line);
        return NULL;
    }
    return glyphs_open(list.regular, list.bold, err);
}
