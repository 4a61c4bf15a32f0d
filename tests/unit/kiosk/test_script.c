/* Touch scripts: what each line becomes, and what is said about lines that are wrong. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <cmocka.h>

#include "base/str.h"
#include "kiosk/script.h"

static const struct script *parse(struct arena *a, const char *text) {
    struct script *s = NEW(a, struct script);
    struct err e = {0};
    if (!script_parse(text, strlen(text), a, s, &e))
        fail_msg("%s", e.text);
    return s;
}

static void reads_every_step(void **state) {
    (void)state;
    static const struct {
        const char *line;
        struct script_step step;
    } cases[] = {
        {"tap \"Have your say\"", {.op = STEP_TAP, .times = 1, .text = "Have your say"}},
        {"tap #session:3", {.op = STEP_TAP, .times = 1, .by_key = true, .text = "session:3"}},
        {"tap \"+1\" x9", {.op = STEP_TAP, .times = 9, .text = "+1"}},
        {"hold #undo x500", {.op = STEP_HOLD, .times = 500, .by_key = true, .text = "undo"}},
        {"hold \"+10\"", {.op = STEP_HOLD, .times = 1, .text = "+10"}},
        {"drag #list UP", {.op = STEP_DRAG, .times = 1, .by_key = true, .text = "list"}},
        {"drag \"Today\" DOWN x2", {.op = STEP_DRAG, .times = 2, .down = true, .text = "Today"}},
        {"type \"say \\\"hi\\\" \\\\ \\n.\"",
         {.op = STEP_TYPE, .times = 1, .text = "say \"hi\" \\ \n."}},
        {"key Enter", {.op = STEP_KEY, .times = 1, .key = UI_KEY_ENTER}},
        {"key PageDown x3", {.op = STEP_KEY, .times = 3, .key = UI_KEY_PAGE_DOWN}},
        {"scan \"T-0417\"", {.op = STEP_SCAN, .times = 1, .text = "T-0417"}},
        {"back", {.op = STEP_BACK, .times = 1}},
        {"back x2", {.op = STEP_BACK, .times = 2}},
        {"expect \"# Łódź\"", {.op = STEP_EXPECT, .times = 1, .text = "# Łódź"}},
        {"expect-not \"x9\"", {.op = STEP_EXPECT_NOT, .times = 1, .text = "x9"}},
        {"wait 500ms", {.op = STEP_WAIT, .times = 1, .ms = 500}},
        {"wait 30s", {.op = STEP_WAIT, .times = 1, .ms = 30000}},
        {"wait 2m", {.op = STEP_WAIT, .times = 1, .ms = 120000}},
        {"wait 1440m", {.op = STEP_WAIT, .times = 1, .ms = 86400000}},
        {"idle", {.op = STEP_IDLE, .times = 1}},
        {"shot count-pad-2", {.op = STEP_SHOT, .times = 1, .text = "count-pad-2"}},
        {"dump 0", {.op = STEP_DUMP, .times = 1, .text = "0"}},
        {"plug stick", {.op = STEP_PLUG, .times = 1, .text = "stick"}},
        {"pull blue-2", {.op = STEP_PULL, .times = 1, .text = "blue-2"}},
        {"\t speak \t\r", {.op = STEP_SPEAK, .times = 1}},
        {"clock 2019-02-06T09:05", {.op = STEP_CLOCK, .times = 1, .ms = 1549443900000}},
    };
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        ARENA(a);
        const struct script *s = parse(&a, cases[i].line);
        const struct script_step *expected = &cases[i].step, *got = &s->step[0];
        if (s->steps != 1 || got->op != expected->op || got->times != expected->times ||
            got->by_key != expected->by_key || got->down != expected->down ||
            got->key != expected->key || got->ms != expected->ms || got->line != 1 ||
            !str_eq(got->text, expected->text))
            fail_msg("%s is read otherwise", cases[i].line);
    }
}

static void keeps_lines_and_skips_comments(void **state) {
    (void)state;
    ARENA(a);
    const struct script *s =
        parse(&a, "# a tour\r\n\r\nclock 2019-02-06T09:00\r\n  # more\nback\n\nspeak");
    assert_int_equal(s->steps, 3);
    assert_int_equal(s->step[0].line, 3);
    assert_int_equal(s->step[1].line, 5);
    assert_int_equal(s->step[2].line, 7);
    assert_int_equal(script_start(s, 5), 1549443600000);
    assert_int_equal(script_start(parse(&a, "back"), 5), 5);
    assert_int_equal(script_start(parse(&a, ""), 5), 5);
    assert_int_equal(parse(&a, "\n\n#\n")->steps, 0);
}

static void names_line_and_mistake(void **state) {
    (void)state;
    static const struct {
        const char *text, *says;
    } cases[] = {
        {"back\ntpa \"x\"",
         "line 2: \"tpa\" is not a step: use tap, type, expect or another of the "
         "script's words"},
        {"tap", "line 1: name a \"Label\" in double quotes or a #key"},
        {"tap label", "line 1: name a \"Label\" in double quotes or a #key"},
        {"tap #", "line 1: name a \"Label\" in double quotes or a #key"},
        {"tap \"\"", "line 1: there is no text between the quotes"},
        {"tap \"a", "line 1: end the text with a double quote"},
        {"tap \"a\\", "line 1: after a \\ only \", \\ or n may stand"},
        {"tap \"a\\t\"", "line 1: after a \\ only \", \\ or n may stand"},
        {"tap \"a\"b\"",
         "line 1: leave a blank after the closing quote, or write \\\" for a quote"},
        {"type text", "line 1: put the text after this word in double quotes"},
        {"type", "line 1: put the text after this word in double quotes"},
        {"tap \"a\" x0", "line 1: repeat with x1 to x500, as in: tap \"+1\" x9"},
        {"tap \"a\" x501", "line 1: repeat with x1 to x500, as in: tap \"+1\" x9"},
        {"tap \"a\" x9999999999", "line 1: repeat with x1 to x500, as in: tap \"+1\" x9"},
        {"tap \"a\" x9 x9", "line 1: repeat with x1 to x500, as in: tap \"+1\" x9"},
        {"tap \"a\" xx", "line 1: repeat with x1 to x500, as in: tap \"+1\" x9"},
        {"tap \"a\" \"b\"", "line 1: \"\"b\"\" is too much here: one step a line"},
        {"expect \"a\" x2", "line 1: \"x2\" is too much here: one step a line"},
        {"key Return",
         "line 1: \"Return\" is not a key: use a name such as Enter, Tab or PageDown"},
        {"drag #list", "line 1: say UP or DOWN, the way the finger moves"},
        {"drag #list down", "line 1: say UP or DOWN, the way the finger moves"},
        {"wait 5", "line 1: say how long, such as 500ms, 30s or 2m"},
        {"wait s", "line 1: say how long, such as 500ms, 30s or 2m"},
        {"wait -5s", "line 1: say how long, such as 500ms, 30s or 2m"},
        {"wait 1441m", "line 1: wait for 24 hours at most"},
        {"shot ../etc", "line 1: give a name of a-z, 0-9 and - only, 64 characters at most"},
        {"dump", "line 1: give a name of a-z, 0-9 and - only, 64 characters at most"},
        {"clock 2019-02-30T09:00", "line 1: say when, such as 2019-02-06T09:00"},
        {"clock 2019-02-06T24:00", "line 1: say when, such as 2019-02-06T09:00"},
        {"clock 2019-02-06T09:60", "line 1: say when, such as 2019-02-06T09:00"},
        {"clock 2019-02-06T9:000", "line 1: say when, such as 2019-02-06T09:00"},
        {"clock 2019-02-06", "line 1: say when, such as 2019-02-06T09:00"},
        {"back\nclock 2019-02-06T09:00", "line 2: move clock before all other steps"},
        {"back\n\nexpect \"\xFF\"", "line 3: save the script as UTF-8"},
    };
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        ARENA(a);
        struct script s = {0};
        struct err e = {0};
        assert_false(script_parse(cases[i].text, strlen(cases[i].text), &a, &s, &e));
        assert_string_equal(e.text, cases[i].says);
        assert_int_equal(e.kind, ERR_INPUT);
        assert_null(s.step);
    }
}

static void keeps_its_limits(void **state) {
    (void)state;
    ARENA(a);
    struct str text CLEANUP(str_release) = {0};
    struct script s;
    struct err e = {0};
    for (int i = 0; i < SCRIPT_STEPS_MAX; i++)
        str_add(&text, "back\n");
    assert_true(script_parse(str_c(&text), text.len, &a, &s, &e));
    assert_int_equal(s.steps, SCRIPT_STEPS_MAX);
    str_add(&text, "\n# comments do not count\nback");
    assert_false(script_parse(str_c(&text), text.len, &a, &s, &e));
    assert_string_equal(e.text, "line 2003: split the script: it has more than 2000 steps");
    str_cut(&text, 0);
    while (text.len < SCRIPT_BYTES_MAX)
        str_add(&text, "#######\n");
    assert_true(script_parse(str_c(&text), text.len, &a, &s, &e));
    str_add(&text, "#");
    assert_false(script_parse(str_c(&text), text.len, &a, &s, &e));
    assert_string_equal(e.text, "split the script: it has more than 64 KiB");
    assert_false(script_parse("back\nb\0ck", 9, &a, &s, &e));
    assert_string_equal(e.text, "line 2: this is not a text file");
    assert_true(script_parse(NULL, 0, &a, &s, &e));
}

static int use_utc(void **state) {
    (void)state;
    setenv("TZ", "UTC", 1);
    tzset();
    return 0;
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(reads_every_step),
        cmocka_unit_test(keeps_lines_and_skips_comments),
        cmocka_unit_test(names_line_and_mistake),
        cmocka_unit_test(keeps_its_limits),
    };
    return cmocka_run_group_tests(tests, use_utc, NULL);
}
