/* The tables of `turnout` itself. The commands do nothing here but remember who was called. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/file.h"
#include "kiosk/commands.h"

int cmd_run(const struct args *a) {
    return str_eq(a->command->name, "run") ? 10 : 0;
}

int cmd_import(const struct args *a) {
    return str_eq(a->command->name, "import") ? 11 : 0;
}

int cmd_export(const struct args *a) {
    return str_eq(a->command->name, "export") ? 12 : 0;
}

int cmd_status(const struct args *a) {
    return str_eq(a->command->name, "status") ? 13 : 0;
}

int cmd_verify(const struct args *a) {
    return str_eq(a->command->name, "verify") ? 14 : 0;
}

int cmd_backup(const struct args *a) {
    return str_eq(a->command->name, "backup") ? 15 : 0;
}

int cmd_form(const struct args *a) {
    return str_eq(a->command->name, "form") ? 16 : 0;
}

int cmd_codes(const struct args *a) {
    return str_eq(a->command->name, "codes") ? 17 : 0;
}

enum { WORDS_MAX = 16 };

static int run(const char *line) {
    char text[256], name[] = "turnout", *argv[WORDS_MAX + 2] = {name};
    assert_true(STR_COPY(text, line));
    size_t n = str_split(text, ' ', argv + 1, WORDS_MAX);
    argv[n + 1] = NULL;
    return args_main(commands(), (int)n + 1, argv);
}

static void calls_each_command_with_all_its_options(void **state) {
    (void)state;
    assert_int_equal(run(""), 10);
    assert_int_equal(run("--data d --size 800x480 --scale 150 --lang pl --fullscreen --headless "
                         "--script a.touch --shots s"),
                     10);
    assert_int_equal(run("import --data d --dry-run a.csv b.csv"), 11);
    assert_int_equal(run("export out.csv --data d --report sessions --from 2019-01-01 "
                         "--until 2019-03-31 --marking OFFICIAL --small strict"),
                     12);
    assert_int_equal(run("status --data d --json"), 13);
    assert_int_equal(run("verify --data d"), 14);
    assert_int_equal(run("backup --data d out"), 15);
    assert_int_equal(run("form check a.xml"), 16);
    assert_int_equal(run("codes --data d --reset"), 17);
}

static void refuses_values_before_anything_is_done(void **state) {
    (void)state;
    assert_int_equal(run("--size 8x4"), EXIT_USE);
    assert_int_equal(run("--scale 300"), EXIT_USE);
    assert_int_equal(run("--lang ../x"), EXIT_USE);
    assert_int_equal(run("--data="), EXIT_USE);
    assert_int_equal(run("export out.csv --from 2019-02-30"), EXIT_USE);
    assert_int_equal(run("export out.csv --report heads"), EXIT_USE);
    assert_int_equal(run("export out.csv --small some"), EXIT_USE);
    assert_int_equal(run("import"), EXIT_USE);
    assert_int_equal(run("backup a b"), EXIT_USE);
}

static void ids_are_unique_within_a_command(void **state) {
    (void)state;
    for (const struct args_command *c = commands()->commands; c->name; c++) {
        uint32_t seen = 0;
        for (const struct args_option *o = c->options; o->name; o++) {
            assert_in_range(o->id, 0, ARGS_OPTIONS_MAX - 1);
            assert_int_equal(seen >> o->id & 1, 0);
            seen |= 1u << o->id;
        }
    }
}

static void help_fits_a_terminal_and_the_man_page_holds_it_all(void **state) {
    (void)state;
    struct str help CLEANUP(str_release) = {0}, man CLEANUP(str_release) = {0};
    args_man(commands(), &man);
    args_help(commands(), NULL, &help);
    for (const struct args_command *c = commands()->commands; c->name; c++) {
        args_help(commands(), c, &help);
        assert_non_null(strstr(str_c(&man), c->name));
    }
    for (const char *line = str_c(&help); *line;) {
        size_t n = strcspn(line, "\n");
        if (n > 80)
            fail_msg("too wide: %.*s", (int)n, line);
        line += n + 1;
    }
    assert_non_null(strstr(str_c(&man), "idle_lock_s"));
    assert_non_null(strstr(str_c(&man), "\\-\\-dry\\-run"));
}

static void options_win_over_the_file(void **state) {
    (void)state;
    char dir[] = "/tmp/turnout-commands-XXXXXX", path[64];
    struct args a = {.value = {[OPT_SIZE] = "1280x720", [OPT_MARKING] = "OPEN"}};
    struct settings s;
    struct err e = {0};
    static const char text[] = "[kiosk]\nsize = 800x480\nscale = 150\n";
    assert_non_null(mkdtemp(dir));
    path_join(path, sizeof(path), dir, "turnout.ini");
    assert_true(file_write_whole(path, text, sizeof(text) - 1, &e));
    assert_true(command_settings(&a, dir, &s, &e));
    assert_int_equal(s.w, 1280);
    assert_int_equal(s.scale, 150);
    assert_string_equal(s.marking, "OPEN");
    assert_int_equal(unlink(path) | rmdir(dir), 0);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(calls_each_command_with_all_its_options),
        cmocka_unit_test(refuses_values_before_anything_is_done),
        cmocka_unit_test(ids_are_unique_within_a_command),
        cmocka_unit_test(help_fits_a_terminal_and_the_man_page_holds_it_all),
        cmocka_unit_test(options_win_over_the_file),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
