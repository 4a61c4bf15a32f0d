/* XPath as forms use it: a table of expressions with their values, and what a table cannot say: how
 * much work there may be, who is asked, what is evaluated how often, what an expression reads. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "base/file.h"
#include "base/utf8.h"
#include "xpath_world.h"

static void check(const char *expression, const char *path, const char *want) {
    struct world *w = world_new();
    struct str said CLEANUP(str_release) = {0};
    world_say(w, expression, path, &said);
    bool refusal = want[0] == '!' && want[1] == ' ';
    bool same = refusal ? said.len && said.p[0] == '!' && strstr(str_c(&said), want + 2)
                        : strcmp(str_c(&said), want) == 0;
    if (!same)
        fail_msg("%s at '%s': %s, not %s", expression, path, str_c(&said), want);
    world_free(w);
}

static void the_table_holds(void **state) {
    (void)state;
    struct str table CLEANUP(str_release) = {0};
    struct err err = {0};
    int rows = 0;
    char *rest;
    if (!file_read("tests/unit/forms/xpath.tsv", 1 << 20, &table, &err))
        fail_msg("%s", err.text);
    for (char *line = strtok_r(table.p, "\n", &rest); line; line = strtok_r(NULL, "\n", &rest)) {
        if (*line == '#')
            continue;
        char *path = strchr(line, '\t');
        char *want = path ? strchr(path + 1, '\t') : NULL;
        if (!want)
            fail_msg("a row without three columns: %s", line);
        *path = *want = '\0';
        check(line, path + 1, want + 1);
        rows++;
    }
    assert_true(rows > 800);
}

static void sentences_end_at_whole_characters(void **state) {
    (void)state;
    static const char *const shapes[] = {
        "regex('x', '(%')", "instance('%')", "digest('', '%')", "%(", "1 %", "nope:%"};
    struct str long_name CLEANUP(str_release) = {0};
    for (int i = 0; i < 200; i++)
        str_add(&long_name, "\xc5\x99");
    for (size_t i = 0; i < sizeof(shapes) / sizeof(*shapes); i++) {
        for (int shift = 0; shift < 2; shift++) {
            struct world *w = world_new();
            struct err err = {0};
            struct xvalue v;
            char *text = arena_alloc(&w->parsed, 1000);
            const char *percent = strchr(shapes[i], '%');
            snprintf(text, 1000, "%.*s%s%s%s", (int)(percent - shapes[i]), shapes[i],
                     shift ? "a" : "", str_c(&long_name), percent + 1);
            assert_false(world_eval(w, text, "", &v, &err));
            if (!utf8_valid(err.text, strlen(err.text), NULL))
                fail_msg("%s", text);
            world_free(w);
        }
    }
}

static const char *text_of(struct world *w, const char *expression, const char *path) {
    struct str said CLEANUP(str_release) = {0};
    world_say(w, expression, path, &said);
    return arena_strdup(&w->parsed, str_c(&said));
}

static void an_index_answers_what_it_can(void **state) {
    (void)state;
    static const struct {
        const char *expression, *want;
        size_t asked;
    } cases[] = {
        {"instance('towns')/root/item[name = 'ely']/label", "<Ely>", 1},
        {"instance('towns')/root/item['ely' = name]/label", "<Ely>", 1},
        {"instance('towns')/root/item[county = 'herts'][2]/label", "<Bushey>", 1},
        {"instance('towns')/root/item[county = 'herts' and pop > 1000]/name", "<bus|elstree>", 1},
        {"instance('towns')/root/item[county = 'herts' and name = 'bus']/label", "<Bushey>", 1},
        {"instance('towns')/root/item[name = /data/nothing]/label", "nothing", 0},
        {"instance('towns')/root/item[name = current()]/label", "nothing", 1},
        {"instance('towns')/root/item[name = instance('sample')/data/name]", "nothing", 1},
        {"instance('towns')/root/item[pop = 500]/name", "<ald>", 0}, /* "0500" would do too */
        {"instance('towns')/root/item[name = '2024-03-01']", "nothing", 0},
        {"instance('towns')/root/item[name = label]", "nothing", 0},
        {"instance('towns')/root/item[name != 'ely'][1]/name", "<ald>", 0},
        {"instance('towns')/root/item[position() = 2 and name = 'bus']/name", "<bus>", 0},
        {"instance('sample')/data/rep[n = 'two']/x", "<20>", 0}, /* answers change */
        {"/data/rep[n = 'two']/x", "<20>", 0},
    };
    for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
        struct world *w = world_new();
        w->indexed = true;
        assert_string_equal(text_of(w, cases[i].expression, ""), cases[i].want);
        if (w->asked != cases[i].asked)
            fail_msg("%s asked %zu times", cases[i].expression, w->asked);
        world_free(w);
    }
}

/* ---- work ---- */

static int drawn;

static double count_draws(void *ctx) {
    (void)ctx;
    drawn++;
    return 0.25;
}

static void luck_is_drawn_for_each_row_and_kept_by_if(void **state) {
    (void)state;
    struct world *w = world_new();
    w->host.random = count_draws;
    drawn = 0;
    assert_string_equal(text_of(w, "count(/data/rep[random() < 1])", ""), "3");
    assert_int_equal(drawn, 3);
    drawn = 0;
    assert_string_equal(text_of(w, "if(false(), random(), 1)", ""), "1");
    assert_int_equal(drawn, 0);
    assert_string_equal(text_of(w, "once(random())", "/data/name"), "'Ada Lovelace'");
    assert_int_equal(drawn, 0);
    world_free(w);
}

static int told;

static const char *count_pulls(void *ctx, const char *file, const char *column,
                               const char *key_column, const char *key) {
    (void)ctx, (void)file, (void)column, (void)key_column, (void)key;
    told++;
    return "two";
}

static void what_is_the_same_for_all_rows_is_asked_once(void **state) {
    (void)state;
    struct world *w = world_new();
    w->host.pulldata = count_pulls;
    told = 0;
    assert_string_equal(text_of(w, "/data/rep[n = pulldata('a', 'b', 'c', 'd')]/x", ""), "<20>");
    assert_int_equal(told, 1);
    told = 0;
    assert_string_equal(text_of(w, "/data/rep[n = pulldata('a', 'b', 'c', n)]/x", ""), "<20>");
    assert_int_equal(told, 3);
    world_free(w);
}

static void too_much_work_is_refused_and_not_done(void **state) {
    (void)state;
    struct str deep CLEANUP(str_release) = {0}, wide CLEANUP(str_release) = {0};
    check("count(//*[//*[//*[//*[//*[//*[//*]]]]]])", "", "51"); /* the same for all rows */
    check("count(//*[count(ancestor-or-self::data//*[count(ancestor-or-self::data//*[count("
          "ancestor-or-self::data//*[. != 'a']) > 1]) > 1]) > 1])",
          "", "! needs too much work");
    check("string-length(concat(/, /, /, /))", "", "828");
    for (int i = 0; i < 200; i++)
        str_add(&deep, "(");
    check(str_c(&deep), "", "! nested more than 128 deep");
    str_add(&wide, "1");
    for (int i = 0; i < 15000; i++)
        str_add(&wide, " + 1");
    check(str_c(&wide), "", "15001");
    while (wide.len <= 65536)
        str_add(&wide, "    ");
    check(str_c(&wide), "", "! at most 65536 bytes");
}

/* A list of 100,000 rows, as registers of places are. Nothing is kept for a row that is done. */
static void long_lists_are_walked_without_hoarding(void **state) {
    (void)state;
    enum { ROWS = 100000 };
    struct world *w = world_new();
    const struct name *item = names_get(w->names, NULL, "item");
    const struct name *name = names_get(w->names, NULL, "name");
    struct node *root = w->towns.document->child, *last = NULL;
    for (int i = 0; i < ROWS; i++) {
        last = node_add(&w->towns, root, NODE_ELEMENT, item, "", last);
        node_add(&w->towns, last, NODE_ELEMENT, name, arena_printf(&w->towns.arena, "place %d", i),
                 NULL);
    }
    assert_string_equal(text_of(w, "instance('towns')/root/item[name = 'place 99999']/name", ""),
                        "<place 99999>");
    assert_string_equal(
        text_of(w, "count(instance('towns')/root/item[name = concat(/data/age, 'x')])", ""), "0");
    assert_string_equal(text_of(w, "count(instance('towns')/root/item[ends-with(name, '77')])", ""),
                        "1000");
    assert_true(w->scratch.used < 16 << 20);
    world_free(w);
}

/* ---- what is read ---- */

static void add_name(void *ctx, struct node *n, const struct node *top) {
    (void)top;
    struct str *out = ctx;
    str_addf(out, "%s%s", out->len ? " " : "", n->name ? n->name->local : "/");
}

static void reads(const char *expression, const char *path, const char *want) {
    struct world *w = world_new();
    struct err err = {0};
    struct xvalue from;
    struct str got CLEANUP(str_release) = {0};
    assert_true(world_eval(w, path, "", &from, &err));
    const struct xpath *x = xpath_parse(&w->parsed, w->names, &w->ns, expression, &err);
    assert_non_null(x);
    xpath_reads(x, from.nodes.at[0], w->data.document, add_name, &got);
    if (strcmp(str_c(&got), want) != 0)
        fail_msg("%s reads '%s', not '%s'", expression, str_c(&got), want);
    world_free(w);
}

static void expressions_tell_what_they_read(void **state) {
    (void)state;
    reads("1 + 2", "/data/name", "");
    reads("/data/age > 18", "/data/name", "age");
    reads("../age + ../height", "/data/name", "age height");
    reads(". > 5", "/data/age", "age");
    reads("string()", "/data/age", "age");
    reads("if(/data/bool = 'x', /data/age, /data/height)", "/data/name", "bool age height");
    reads("true() or /data/age", "/data/name", "age");
    reads("count(/data/nothing)", "/data/name", "");
    reads("concat(/data/a, /data/name | /data/age)", "/data/day", "name age");
    reads("/data/grp[b = /data/age]/a", "/data/name", "b age a");
    reads("/data/grp[../age = current()]/a", "/data/name", "age name a");
    reads("instance('towns')/root/item[county = /data/age and name = current()/../day]/label",
          "/data/name", "age day");
    reads("instance('towns')/root/item[county = 'x']", "/data/name", "");
    reads("position(..)", "/data/grp/a", "grp");
    reads("(/data/grp)[1]/a", "/data/name", "a");
    reads("indexed-repeat(/data/rep/n, /data/rep, /data/age)", "/data/name",
          "n n n n rep rep rep rep age");
    reads("randomize(/data/grp)/a", "/data/name", "grp a");
    reads("//deep/a", "/data/name", "a");
    /* the pattern of a repeat stands for every instance of it: before it there may be another */
    reads("../preceding-sibling::rep/n", "/data/rep[1]/x", "n n n n");
    reads("jr:choice-name(/data/age, '/data/age')", "/data/name", "age");
    reads("once(/data/age)", "/data/name", "age");
}

static void plain_paths_are_told_from_others(void **state) {
    (void)state;
    static const struct {
        const char *expression;
        bool is;
    } cases[] = {{"/data/age", true},
                 {"../age", true},
                 {".", true},
                 {"instance('x')/root/item[a = 1]", true},
                 {"current()/../a", true},
                 {"/data//age", false},
                 {"/data/@id", false},
                 {"randomize(/data/rep)", false},
                 {"concat('a', 'b')", false},
                 {"/data/a | /data/b", false},
                 {"(/data/a)[1]", false},
                 {"/data/rep/following-sibling::rep", false}};
    for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
        struct world *w = world_new();
        const struct xpath *x =
            xpath_parse(&w->parsed, w->names, &w->ns, cases[i].expression, NULL);
        assert_non_null(x);
        assert_string_equal(xpath_text(x), cases[i].expression);
        if (xpath_is_path(x) != cases[i].is)
            fail_msg("%s", cases[i].expression);
        world_free(w);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_table_holds),
        cmocka_unit_test(sentences_end_at_whole_characters),
        cmocka_unit_test(an_index_answers_what_it_can),
        cmocka_unit_test(luck_is_drawn_for_each_row_and_kept_by_if),
        cmocka_unit_test(what_is_the_same_for_all_rows_is_asked_once),
        cmocka_unit_test(too_much_work_is_refused_and_not_done),
        cmocka_unit_test(long_lists_are_walked_without_hoarding),
        cmocka_unit_test(expressions_tell_what_they_read),
        cmocka_unit_test(plain_paths_are_told_from_others),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
