/* What a coordinator wrote: what fits, which rating holds, and the lines of a cell among the
 * sessions. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "outreach/update.h"

static const struct typed order = {.seq = 3,
                                   .action = "2.4",
                                   .text = "Closure order extended",
                                   .owner = "Hertsmere SNT",
                                   .date = {2019, 11, 14},
                                   .due = {2019, 12, 12},
                                   .expires = {2020, 2, 14}};

static void its_line(void **state) {
    (void)state;
    struct str text CLEANUP(str_release) = {0};
    struct typed t = order;
    typed_say(&text, &t);
    assert_string_equal(str_c(&text), "14/11/2019 Closure order extended; due 12/12/2019;"
                                      " expires 14/02/2020; owner Hertsmere SNT");
    t = (struct typed){.text = "Two\r\nlines", .owner = "", .date = {2019, 11, 14}};
    str_cut(&text, 0);
    typed_say(&text, &t);
    assert_string_equal(str_c(&text), "14/11/2019 Two  lines");
}

static void four_hundred_letters_and_no_more(void **state) {
    (void)state;
    struct err err = {0};
    struct typed t = order;
    char text[2 * 401 + 1] = "";
    for (size_t i = 0; i < 401; i++)
        memcpy(text + 2 * i, "\xC3\xA9", 2);
    t.text = text;
    assert_false(typed_fits(&t, &err));
    text[2 * 400] = '\0';
    assert_true(typed_fits(&t, &err));
}

static void what_is_a_rating(void **state) {
    (void)state;
    const char *rag = NULL;
    assert_true(rating_parse("GREEN", &rag));
    assert_string_equal(rag, "Green");
    assert_true(rating_parse("None", &rag));
    assert_string_equal(rag, "");
    assert_false(rating_parse("", &rag));
    assert_false(rating_parse("Blue", &rag));
    struct rating r = {.action = "1.1", .rag = "red", .reason = "", .date = {2019, 11, 14}};
    assert_false(rating_fits(&r, NULL));
    r.rag = "Red";
    assert_true(rating_fits(&r, NULL));
}

static struct session session_on(int64_t id, struct date date) {
    struct session s = session_blank();
    s.id = id;
    s.date = date;
    s.starts = 600;
    s.venue = "Hall";
    s.sessions = 1;
    s.status = STATUS_DELIVERED;
    s.reported = (struct count){12, COUNT_EXACT};
    return s;
}

/* Whatever is added first. */
static void the_lines_of_a_cell(void **state) {
    (void)state;
    const struct session s[] = {
        session_on(1, (struct date){2019, 11, 14}), session_on(2, (struct date){2019, 12, 1}),
        session_on(3, (struct date){2018, 5, 1}), session_on(4, (struct date){2018, 5, 2})};
    struct typed t[] = {order, order, order};
    t[0].due = t[0].expires = t[1].due = t[1].expires = (struct date){0};
    t[0].owner = t[1].owner = "";
    t[1].seq = 4;
    t[1].text = "Old";
    t[1].date = (struct date){2018, 5, 3};
    t[2] = t[1];
    t[2].seq = 1;
    t[2].text = "Older, of a quarter without sessions";
    t[2].date = (struct date){2018, 2, 3};
    for (int turn = 0; turn < 2; turn++) {
        struct str lines CLEANUP(str_release) = {0}, sources CLEANUP(str_release) = {0};
        struct venues *venues = venues_new();
        struct update u;
        update_init(&u, (struct date){2019, 12, 12}, venues, NULL);
        for (size_t i = 0; i < 3 && turn == 0; i++)
            update_add_typed(&u, &t[i]);
        for (size_t i = 0; i < 4; i++)
            update_add(&u, &s[turn == 0 ? i : 3 - i]);
        for (size_t i = 3; i > 0 && turn == 1; i--)
            update_add_typed(&u, &t[i - 1]);
        update_write(&u, &lines, &sources);
        assert_string_equal(str_c(&lines), "03/02/2018 Older, of a quarter without sessions\n"
                                           "Q1 2018/19: 2 sessions at 1 place, 24 people\n"
                                           "03/05/2018 Old\n"
                                           "14/11/2019 Hall, 12 people\n"
                                           "14/11/2019 Closure order extended\n"
                                           "01/12/2019 Hall, 12 people");
        assert_string_equal(str_c(&sources), "update 1\n3; 4\nupdate 4\n1\nupdate 3\n2");
        update_release(&u);
        venues_free(venues);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(its_line),
        cmocka_unit_test(four_hundred_letters_and_no_more),
        cmocka_unit_test(what_is_a_rating),
        cmocka_unit_test(the_lines_of_a_cell),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
