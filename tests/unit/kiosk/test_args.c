/* The command line: what is read, what is refused and in which words, the texts made from the
 * table. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "kiosk/args.h"

enum { OPT_DIR, OPT_LOUD, OPT_COUNT };

static bool check_count(const char *value, struct err *err) {
    return str_eq(value, "3") || err_set(err, ERR_INPUT, "give 3");
}

static int run_nothing(const struct args *a) {
    return a->operands;
}

static const struct args_option options[] = {{"dir", "DIR", "where it is", OPT_DIR, NULL},
                                             {"loud", NULL, "says more", OPT_LOUD, NULL},
                                             {"count", "N",
                                              "how many there are, with a help line so long that "
                                              "it must go on in a second line of its column",
                                              OPT_COUNT, check_count},
                                             {NULL, NULL, NULL, 0, NULL}};

static const struct args_command table[] = {
    {.name = "open", .operands = "", .help = "opens", .options = options, .run = run_nothing},
    {.name = "copy",
     .operands = "FROM TO",
     .help = "copies",
     .more = "It's slow.\n.but -sure- \\o/",
     .options = options,
     .min = 2,
     .max = 2,
     .run = run_nothing},
    {.name = "list",
     .operands = "FILE...",
     .help = "lists",
     .options = options,
     .min = 1,
     .max = -1,
     .run = run_nothing},
    {.name = NULL}};

static const struct args_program program = {
    .name = "prog", .version = "7", .help = "does it", .more = "More of it.", .commands = table};

enum { WORDS_MAX = 10 };

struct line {
    char text[160];
    char *argv[WORDS_MAX + 2];
    int argc;
};

/* "prog" and the words of `text`, which are parted by blanks. */
static void make(struct line *l, const char *text) {
    static char name[] = "prog";
    *l = (struct line){.argv = {name}};
    STR_COPY(l->text, text);
    l->argc = 1 + (int)str_split(l->text, ' ', l->argv + 1, WORDS_MAX);
    l->argv[l->argc] = NULL;
}

static struct args parse(struct line *l, const char *text) {
    struct args a;
    struct err e = {0};
    make(l, text);
    if (!args_parse(&program, l->argc, l->argv, &a, &e))
        fail_msg("%s: %s", text, e.text);
    return a;
}

static void mixes_options_and_operands(void **state) {
    (void)state;
    struct line l;
    struct args a = parse(&l, "copy --dir here a --loud b --count=3");
    assert_string_equal(a.command->name, "copy");
    assert_int_equal(a.ask, ASK_RUN);
    assert_int_equal(a.operands, 2);
    assert_string_equal(a.operand[0], "a");
    assert_string_equal(a.operand[1], "b");
    assert_string_equal(args_value(&a, OPT_DIR), "here");
    assert_string_equal(args_value(&a, OPT_COUNT), "3");
    assert_true(args_has(&a, OPT_LOUD));
    a = parse(&l, "list a --dir x --dir=--y - -- --loud -z");
    assert_string_equal(args_value(&a, OPT_DIR), "--y");
    assert_false(args_has(&a, OPT_LOUD));
    assert_int_equal(a.operands, 4);
    assert_string_equal(a.operand[1], "-");
    assert_string_equal(a.operand[2], "--loud");
    assert_string_equal(a.operand[3], "-z");
}

static void means_the_first_command_without_a_name(void **state) {
    (void)state;
    struct line l;
    assert_string_equal(parse(&l, "").command->name, "open");
    struct args a = parse(&l, "--dir=here");
    assert_string_equal(a.command->name, "open");
    assert_string_equal(args_value(&a, OPT_DIR), "here");
}

static void answers_questions_about_itself(void **state) {
    (void)state;
    struct line l;
    struct args a = parse(&l, "--help");
    assert_int_equal(a.ask, ASK_HELP);
    assert_null(a.command);
    a = parse(&l, "copy --help"); /* although it has no operands */
    assert_int_equal(a.ask, ASK_HELP);
    assert_string_equal(a.command->name, "copy");
    assert_int_equal(parse(&l, "copy -h").ask, ASK_HELP);
    assert_int_equal(parse(&l, "--version").ask, ASK_VERSION);
    assert_int_equal(parse(&l, "--man").ask, ASK_MAN);
}

static void says_what_is_wrong(void **state) {
    (void)state;
    static const struct {
        const char *words, *says;
    } cases[] = {
        {"copyx a b", "there is no command \"copyx\": did you mean \"copy\"?"},
        {"li", "there is no command \"li\": did you mean \"list\"?"},
        {"frobnicate", "there is no command \"frobnicate\": \"prog --help\" lists them"},
        {"copy a b --luod", "copy has no option \"--luod\": did you mean \"--loud\"?"},
        {"copy a b --dri x", "copy has no option \"--dri\": did you mean \"--dir\"?"},
        {"copy a b --hepl", "copy has no option \"--hepl\": did you mean \"--help\"?"},
        {"copy a b --zzz=1", "copy has no option \"--zzz\": \"prog copy --help\" lists them"},
        {"copy a b -l", "there is no option \"-l\": options start with two dashes"},
        {"copy a b --loud=1", "--loud takes no value: leave out \"=1\""},
        {"copy a b --dir", "--dir needs a value: --dir DIR"},
        {"copy a b --dir --loud", "--dir needs a value: --dir DIR"},
        {"copy a b --count 4", "--count: give 3"},
        {"copy a", "copy is not complete: write prog copy FROM TO"},
        {"list", "list is not complete: write prog list FILE..."},
        {"copy a b c", "\"c\" is too much for copy: leave it out"},
        {"--dir x list", "put the command first: prog list [OPTION]..."},
        {"open list", "\"list\" is too much for open: leave it out"},
    };
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        struct line l;
        struct args a = {.operands = -1};
        struct err e = {0};
        make(&l, cases[i].words);
        assert_false(args_parse(&program, l.argc, l.argv, &a, &e));
        assert_string_equal(e.text, cases[i].says);
        assert_int_equal(a.operands, -1);
    }
}

static void runs_and_returns_the_status(void **state) {
    (void)state;
    struct line l;
    make(&l, "list a b c");
    assert_int_equal(args_main(&program, l.argc, l.argv), 3);
    char *nothing[] = {NULL};
    assert_int_equal(args_main(&program, 0, nothing), 0); /* started without even a name */
}

static void prints_help(void **state) {
    (void)state;
    struct str text CLEANUP(str_release) = {0};
    args_help(&program, &table[0], &text);
    assert_string_equal(
        str_c(&text),
        "Usage: prog open [OPTION]...\n"
        "\n"
        "Opens.\n"
        "\n"
        "Options:\n"
        "  --dir DIR  where it is\n"
        "  --loud     says more\n"
        "  --count N  how many there are, with a help line so long that it must go on in\n"
        "             a second line of its column\n"
        "  --help     prints this\n");
    str_cut(&text, 0);
    args_help(&program, NULL, &text);
    assert_string_equal(str_c(&text), "prog: does it\n"
                                      "\n"
                                      "Usage:\n"
                                      "  prog open [OPTION]...\n"
                                      "  prog copy [OPTION]... FROM TO\n"
                                      "  prog list [OPTION]... FILE...\n"
                                      "\n"
                                      "Commands:\n"
                                      "  open       opens\n"
                                      "  copy       copies\n"
                                      "  list       lists\n"
                                      "\n"
                                      "Without a command, open is meant. What else there is:\n"
                                      "  --help     behind a command: prints its options\n"
                                      "  --version  prints the version\n");
}

static void writes_a_man_page(void **state) {
    (void)state;
    struct str text CLEANUP(str_release) = {0};
    args_man(&program, &text);
    assert_true(str_starts(str_c(&text), ".TH PROG 1 \"\" \"prog 7\" \"User Commands\"\n.SH NAME\n"
                                         "prog \\- does it\n"));
    assert_non_null(strstr(str_c(&text), ".SS \"prog copy FROM TO\"\nCopies.\n"
                                         "It's slow.\n\\&.but \\-sure\\- \\eo/\n"));
    assert_non_null(strstr(str_c(&text), ".TP\n.B \"\\-\\-dir DIR\"\nWhere it is.\n"));
    assert_non_null(strstr(str_c(&text), ".SH \"EXIT STATUS\"\n"));
    assert_null(strstr(str_c(&text), "\\-\\-man"));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(mixes_options_and_operands),
        cmocka_unit_test(means_the_first_command_without_a_name),
        cmocka_unit_test(answers_questions_about_itself),
        cmocka_unit_test(says_what_is_wrong),
        cmocka_unit_test(runs_and_returns_the_status),
        cmocka_unit_test(prints_help),
        cmocka_unit_test(writes_a_man_page),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
