/* Which tallies.ini is read: the kiosk's own as a whole, or what was shipped. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/file.h"
#include "effects/tally_file.h"

struct folders {
    char data[40];
    struct tally_plan plan;
    struct str complaints;
};

static int set_up(void **state) {
    struct folders *f = calloc(1, sizeof *f);
    STR_COPY(f->data, "/tmp/turnout-tally-XXXXXX");
    assert_non_null(mkdtemp(f->data));
    *state = f;
    return 0;
}

static void path_of(const struct folders *f, char out[80]) {
    path_join(out, 80, f->data, "tallies.ini");
}

static int tear_down(void **state) {
    struct folders *f = *state;
    char path[80];
    path_of(f, path);
    unlink(path);
    rmdir(f->data);
    str_release(&f->complaints);
    free(f);
    return 0;
}

static void own_file(const struct folders *f, const char *text) {
    char path[80];
    struct err err;
    path_of(f, path);
    assert_true(file_write_whole(path, text, strlen(text), &err));
}

static void what_was_shipped_is_read(void **state) {
    struct folders *f = *state;
    tally_file_load("assets", f->data, &f->plan, &f->complaints);
    assert_int_equal(f->complaints.len, 0);
    assert_non_null(tally_find(&f->plan, "knife_bin"));
}

static void a_file_of_the_kiosk_stands_in_for_it(void **state) {
    struct folders *f = *state;
    own_file(f, "[mine]\ntitle = Mine\nevents = *\nitem.a = A\n");
    tally_file_load("assets", f->data, &f->plan, &f->complaints);
    assert_int_equal(f->complaints.len, 0);
    assert_int_equal(f->plan.groups, 1);
    assert_non_null(tally_find(&f->plan, "mine"));
}

static void a_file_with_mistakes_is_not_used_in_part(void **state) {
    struct folders *f = *state;
    own_file(f, "[mine]\ntitle = Mine\nevents = *\nitem.a = A\ncolour = red\n");
    tally_file_load("assets", f->data, &f->plan, &f->complaints);
    assert_non_null(strstr(str_c(&f->complaints), "tallies.ini:5: there is no \"colour\""));
    assert_null(tally_find(&f->plan, "mine"));
    assert_non_null(tally_find(&f->plan, "knife_bin"));
}

static void without_any_file_nothing_is_tallied(void **state) {
    struct folders *f = *state;
    tally_file_load(NULL, f->data, &f->plan, &f->complaints);
    assert_int_equal(f->plan.groups, 0);
    tally_file_load("/nowhere", f->data, &f->plan, &f->complaints);
    assert_int_equal(f->plan.groups, 0);
}

#define TEST(test) cmocka_unit_test_setup_teardown(test, set_up, tear_down)

int main(void) {
    const struct CMUnitTest tests[] = {
        TEST(what_was_shipped_is_read),
        TEST(a_file_of_the_kiosk_stands_in_for_it),
        TEST(a_file_with_mistakes_is_not_used_in_part),
        TEST(without_any_file_nothing_is_tallied),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
