/* Which help cards there are: those that were shipped, with the kiosk's own over them. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/file.h"
#include "base/mem.h"
#include "effects/help_file.h"

struct folders {
    char root[40], share[60], data[60];
    struct help *help;
};

static void path_of(const char *root, const char *name, char out[120]) {
    char folder[80];
    path_join(folder, sizeof folder, root, "help");
    path_join(out, 120, folder, name);
}

static void card(const char *root, const char *name, const char *text) {
    char path[120];
    struct err err;
    path_of(root, name, path);
    assert_true(file_write_whole(path, text, strlen(text), &err));
}

#define CARD(title)                                                                                \
    "title: " title "\n"                                                                           \
    "number: 101\n"                                                                                \
    "topics: other\n"

static int set_up(void **state) {
    struct folders *f = xcalloc(1, sizeof *f);
    char path[120];
    STR_COPY(f->root, "/tmp/turnout-help-XXXXXX");
    assert_non_null(mkdtemp(f->root));
    path_join(f->share, sizeof f->share, f->root, "share");
    path_join(f->data, sizeof f->data, f->root, "data");
    const char *const roots[] = {f->share, f->data};
    for (int i = 0; i < 2; i++) {
        path_of(roots[i], "", path);
        assert_int_equal(mkdir(roots[i], 0700) + mkdir(path, 0700), 0);
    }
    card(f->share, "a.md", CARD("Shipped A"));
    card(f->share, "b.md", CARD("Shipped B"));
    card(f->share, "README.md", "Words for people.\n");
    *state = f;
    return 0;
}

static int tear_down(void **state) {
    static const char *const names[] = {"a.md", "b.md", "c.md", "README.md", "A b.md", ""};
    struct folders *f = *state;
    char path[120];
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        const char *const roots[] = {f->share, f->data};
        for (int k = 0; k < 2; k++) {
            path_of(roots[k], names[i], path);
            (void)(names[i][0] ? unlink(path) : rmdir(path));
        }
    }
    assert_int_equal(rmdir(f->share) + rmdir(f->data) + rmdir(f->root), 0);
    help_free(f->help);
    free(f);
    return 0;
}

static void the_own_card_stands_in_for_the_shipped_one(void **state) {
    struct folders *f = *state;
    card(f->data, "b.md", CARD("Own B"));
    card(f->data, "c.md", CARD("Own C"));
    f->help = help_file_load(f->share, f->data);
    assert_int_equal(f->help->complaints.len, 0);
    assert_int_equal(f->help->cards, 3);
    assert_string_equal(help_find(f->help, "a")->title, "Shipped A");
    assert_string_equal(help_find(f->help, "b")->title, "Own B");
    assert_string_equal(help_find(f->help, "c")->title, "Own C");
}

static void an_empty_file_takes_a_card_away(void **state) {
    struct folders *f = *state;
    card(f->data, "a.md", "");
    f->help = help_file_load(f->share, f->data);
    assert_int_equal(f->help->complaints.len, 0);
    assert_int_equal(f->help->cards, 1);
    assert_null(help_find(f->help, "a"));
}

/* Who wrote it knew that the shipped one is wrong: a number that is, is worse than none. */
static void a_card_with_mistakes_is_said_and_nothing_shows_in_its_place(void **state) {
    struct folders *f = *state;
    card(f->data, "a.md",
         "title: Own A\n"
         "number: call\n"
         "topics: other\n");
    card(f->data, "A b.md", CARD("Own"));
    f->help = help_file_load(f->share, f->data);
    assert_non_null(strstr(str_c(&f->help->complaints), "a.md:2: number must be"));
    assert_non_null(strstr(str_c(&f->help->complaints), "A b.md:1: name the file with"));
    assert_int_equal(f->help->cards, 1);
    assert_null(help_find(f->help, "a"));
}

static void no_folder_holds_no_card(void **state) {
    struct folders *f = *state;
    f->help = help_file_load(NULL, "/nowhere");
    assert_int_equal(f->help->cards, 0);
    assert_int_equal(f->help->complaints.len, 0);
}

int main(void) {
#define TEST(t) cmocka_unit_test_setup_teardown(t, set_up, tear_down)
    const struct CMUnitTest tests[] = {
        TEST(the_own_card_stands_in_for_the_shipped_one),
        TEST(an_empty_file_takes_a_card_away),
        TEST(a_card_with_mistakes_is_said_and_nothing_shows_in_its_place),
        TEST(no_folder_holds_no_card),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
