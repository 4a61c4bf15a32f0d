/* Any bytes as a settings file, as a theme and as profiles of forms: read, or refused with a
 * sentence; a refused settings file changes nothing. */
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include "base/utf8.h"
#include "kiosk/settings.h"
#include "survey/profile.h"
#include "ui/theme.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check(const struct err *err) {
    ASSERT(err->kind == ERR_INPUT && err->text[0]);
    ASSERT(utf8_valid(err->text, strlen(err->text), NULL));
}

static void read_settings(const char *text, size_t size) {
    struct settings s, before;
    struct err err = {0};
    memset(&s, 0, sizeof(s)); /* padding too, to be compared */
    before = s;
    if (!settings_parse(&s, "turnout.ini", text, size, &err)) {
        check(&err);
        ASSERT(memcmp(&s, &before, sizeof(s)) == 0);
        return;
    }
    ASSERT(s.scale == 0 || (s.scale >= 100 && s.scale <= 200));
    ASSERT(memchr(s.name, '\0', sizeof(s.name)) && memchr(s.marking, '\0', sizeof(s.marking)));
    ASSERT(memchr(s.usb, '\0', sizeof(s.usb)));
    for (int c = 0; c < KEEP_CLASSES; c++) /* names are promised to go after a year */
        ASSERT(s.keep.months[c] >= 0 && s.keep.months[c] <= keep_rule((enum keep_class)c)->most);
}

static void read_theme(const char *text, size_t size) {
    struct str copy CLEANUP(str_release) = {0};
    struct ui_theme theme;
    struct err err = {0};
    str_addn(&copy, text, size);
    if (!ui_theme_parse(str_c(&copy), &theme, &err))
        ASSERT(err.text[0]);
}

static void read_profiles(const char *text, size_t size) {
    ARENA(a);
    struct profiles p;
    struct err err = {0};
    if (!profiles_read(text, size, &a, &p, &err)) {
        ASSERT(err.text[0] && utf8_valid(err.text, strlen(err.text), NULL));
        return;
    }
    for (size_t i = 0; i < p.count; i++) {
        ASSERT(profiles_form(&p, p.at[i].form) == &p.at[i]);
        ASSERT(p.at[i].warn_s < p.at[i].wipe_s);
        ASSERT(utf8_valid(p.at[i].title, strlen(p.at[i].title), NULL));
        ASSERT(!strchr(p.at[i].places, '/') && p.at[i].places[0] != '.'); /* beside the form */
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    read_settings((const char *)data, size);
    read_theme((const char *)data, size);
    read_profiles((const char *)data, size);
    return 0;
}
