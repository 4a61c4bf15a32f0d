/* turnout.ini: every key, what is refused, and that a wrong file changes nothing. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/file.h"
#include "kiosk/settings.h"

static void reads_every_key(void **state) {
    (void)state;
    static const char text[] = "\xEF\xBB\xBF; this kiosk\n"
                               "[kiosk]\r\n"
                               "name = Hall 2\n"
                               "event=Yavneh College\n"
                               "\n"
                               "size = 1024x600 ; the panel\n"
                               "scale = 150\n"
                               "lang = pl\n"
                               "theme = contrast-dark\n"
                               "sound = off\n"
                               "idle_lock_s = 60\n"
                               "dpi = 170\n"
                               "usb = /media/kiosk\n"
                               "keep_names = 6\n"
                               "keep_drafts = 24\n"
                               "keep_envelopes = 1\n"
                               "purge = ask\n"
                               "marking = OFFICIAL: ŁÓDŹ";
    struct settings s;
    struct err e = {0};
    settings_init(&s);
    assert_true(s.sound);
    assert_true(s.purge_itself);
    assert_true(settings_parse(&s, "x.ini", text, sizeof(text) - 1, &e));
    assert_string_equal(s.name, "Hall 2");
    assert_string_equal(s.event, "Yavneh College");
    assert_int_equal(s.w, 1024);
    assert_int_equal(s.h, 600);
    assert_int_equal(s.scale, 150);
    assert_string_equal(s.lang, "pl");
    assert_string_equal(s.theme, "contrast-dark");
    assert_false(s.sound);
    assert_int_equal(s.idle_lock_s, 60);
    assert_int_equal(s.dpi, 170);
    assert_string_equal(s.marking, "OFFICIAL: ŁÓDŹ");
    assert_string_equal(s.usb, "/media/kiosk");
    assert_int_equal(s.keep.months[KEEP_NAMES], 6);
    assert_int_equal(s.keep.months[KEEP_DRAFTS], 24);
    assert_int_equal(s.keep.months[KEEP_ENVELOPES], 1);
    assert_false(s.purge_itself);
}

static void names_file_line_and_mistake(void **state) {
    (void)state;
    static const struct {
        const char *text, *says;
    } cases[] = {
        {"[kiosk]\n\nnome = a\n", "x.ini:3: there is no setting \"nome\": check how it is spelt"},
        {"name = a\n", "x.ini:1: put settings under the line [kiosk]"},
        {"[Kiosk]\nname = a\n", "x.ini:2: put settings under the line [kiosk]"},
        {"[kiosk]\nname\n", "x.ini:2: write settings as name = value"},
        {"[kiosk\nname = a\n", "x.ini:1: write settings as name = value"},
        {"[kiosk]\nkeep_names = 13\n", "x.ini:2: \"13\" will not do: give 1 to 12, or 0"},
        {"[kiosk]\npurge = on\n", "x.ini:2: \"on\" will not do: say automatic or ask"},
        {"[kiosk]\nname = a\nname = b\n", "x.ini:3: name is set a second time: keep one of them"},
        {"[kiosk]\nname = a\n  event = b\n",
         "x.ini:3: name is set a second time: keep one of them"},
        {"[kiosk]\nsize = 800\n",
         "x.ini:2: \"800\" is not a size: give width and height, such as 800x480"},
        {"[kiosk]\nsize = 800x480x2\n",
         "x.ini:2: \"800x480x2\" is not a size: give width and height, such as 800x480"},
        {"[kiosk]\nsize = 100000x480\n",
         "x.ini:2: \"100000x480\" is not a size: give width and height, such as 800x480"},
        {"[kiosk]\nscale = 99\n", "x.ini:2: \"99\" will not do: give 100 to 200, or 0"},
        {"[kiosk]\nscale = 150%\n", "x.ini:2: \"150%\" will not do: give 100 to 200, or 0"},
        {"[kiosk]\nidle_lock_s = -1\n", "x.ini:2: \"-1\" will not do: give 10 to 86400, or 0"},
        {"[kiosk]\nsound = loud\n", "x.ini:2: \"loud\" will not do: say on or off"},
        {"[kiosk]\ntheme = ../x\n",
         "x.ini:2: \"../x\" is not a name: use letters, digits, - and _"},
        {"[kiosk]\nlang = abcdefghijklmnop\n", "x.ini:2: lang is too long: use at most 15 bytes"},
        {"[kiosk]\nname = a\tb\n", "x.ini:2: name must be plain text on one line"},
        {"[kiosk]\nname = \xFF\n", "x.ini is not plain text: save it as UTF-8"},
    };
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        struct settings s, before;
        struct err e = {0};
        settings_init(&s);
        before = s;
        assert_false(settings_parse(&s, "x.ini", cases[i].text, strlen(cases[i].text), &e));
        assert_string_equal(e.text, cases[i].says);
        assert_memory_equal(&s, &before, sizeof(s));
    }
}

static void stops_at_the_first_mistake(void **state) {
    (void)state;
    static const char text[] = "[kiosk]\nscale = 1\nname\nfoo = 1\n";
    struct settings s;
    struct err e = {0};
    settings_init(&s);
    assert_false(settings_parse(&s, "x.ini", text, sizeof(text) - 1, &e));
    assert_true(str_starts(e.text, "x.ini:2: "));
    assert_false(settings_parse(&s, "x.ini", "a\0b", 3, &e));
    assert_string_equal(e.text, "x.ini is not plain text: save it as UTF-8");
}

static void refuses_lines_that_would_be_cut(void **state) {
    (void)state;
    struct settings s;
    struct err e = {0};
    struct str text CLEANUP(str_release) = {0};
    settings_init(&s);
    str_addf(&text, "[kiosk]\n#%0500d\nname = a\n", 0);
    assert_false(settings_parse(&s, "x.ini", str_c(&text), text.len, &e));
    assert_string_equal(e.text, "x.ini:2: this line is too long: shorten it");
}

static void sets_one_key(void **state) {
    (void)state;
    struct settings s;
    struct err e = {0};
    settings_init(&s);
    assert_true(settings_set(&s, "size", "480x800", &e));
    assert_int_equal(s.h, 800);
    assert_false(settings_set(&s, "height", "800", &e));
    assert_string_equal(e.text, "there is no setting \"height\"");
}

static void loads_what_is_there(void **state) {
    (void)state;
    char dir[] = "/tmp/turnout-settings-XXXXXX", path[64];
    struct settings s;
    struct err e = {0};
    settings_init(&s);
    assert_non_null(mkdtemp(dir));
    assert_true(settings_load(&s, dir, &e)); /* no file */
    assert_int_equal(s.idle_lock_s, 120);
    path_join(path, sizeof(path), dir, "turnout.ini");
    assert_true(file_write_whole(path, "[kiosk]\nidle_lock_s = 20\n", 25, &e));
    assert_true(settings_load(&s, dir, &e));
    assert_int_equal(s.idle_lock_s, 20);
    assert_true(file_write_whole(path, "[kiosk]\nidle = 20\n", 18, &e));
    assert_false(settings_load(&s, dir, &e));
    assert_non_null(strstr(e.text, "turnout.ini:2: there is no setting \"idle\""));
    assert_int_equal(unlink(path) | rmdir(dir), 0);
}

static void explains_every_key(void **state) {
    (void)state;
    struct str man CLEANUP(str_release) = {0};
    settings_man(&man);
    size_t n = 0;
    for (const struct settings_key *k; (k = settings_key(n)); n++) {
        assert_non_null(strstr(str_c(&man), k->key));
        assert_true(k->help[strlen(k->help) - 1] != '.');
    }
    assert_int_equal(n, 15);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(reads_every_key),
        cmocka_unit_test(names_file_line_and_mistake),
        cmocka_unit_test(stops_at_the_first_mistake),
        cmocka_unit_test(refuses_lines_that_would_be_cut),
        cmocka_unit_test(sets_one_key),
        cmocka_unit_test(loads_what_is_there),
        cmocka_unit_test(explains_every_key),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
