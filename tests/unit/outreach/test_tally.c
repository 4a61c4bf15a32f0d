/* What is tallied: the file that says it, and the keys under which it is kept. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/file.h"
#include "outreach/tally.h"

static const char good[] = "; a comment\n"
                           "[leaflets]\n"
                           "title = Leaflets\n"
                           "events = *\n"
                           "item.fearless = Fearless\n"
                           "[bin]\n"
                           "title = Knife bin\n"
                           "events = knife_amnesty, knife_sweep\n"
                           "people = 2\n"
                           "opening = Open the bin\n"
                           "item.kitchen = Kitchen knives\n"
                           "item.lock = Lock knives\n"
                           "[referrals]\n"
                           "title = Referrals\n"
                           "events = panel\n"
                           "item.yap = Youth Action Panel\n"
                           "outcome.made = Made\n"
                           "outcome.accepted = Accepted\n";

static bool parse(struct tally_plan *p, const char *text, struct str *out) {
    return tally_parse(p, "t.ini", text, strlen(text), out);
}

/* Refused, and exactly these complaints. */
static void assert_complains(const char *text, const char *want) {
    struct str out CLEANUP(str_release) = {0};
    struct tally_plan p, before;
    memset(&p, 7, sizeof p);
    before = p;
    assert_false(parse(&p, text, &out));
    assert_string_equal(str_c(&out), want);
    assert_memory_equal(&p, &before, sizeof p);
}

static void a_file_is_read(void **state) {
    (void)state;
    struct str out CLEANUP(str_release) = {0};
    struct tally_plan p;
    const struct tally_group *g[TALLY_GROUPS];
    assert_true(parse(&p, good, &out));
    assert_string_equal(str_c(&out), "");
    assert_int_equal(p.groups, 3);
    assert_string_equal(p.group[1].name.label, "Knife bin");
    assert_true(tally_is_confirmed(&p.group[1]));
    assert_false(tally_is_confirmed(&p.group[0]));
    assert_int_equal(p.group[1].items, 2);
    assert_int_equal(tally_offered(&p, "knife_sweep", g), 2);
    assert_string_equal(g[1]->name.key, "bin");
    assert_int_equal(tally_offered(&p, "mini_police", g), 1);
    assert_int_equal(tally_offered(&p, "", g), 1);
}

static void a_key_names_its_parts(void **state) {
    (void)state;
    struct str out CLEANUP(str_release) = {0};
    struct tally_plan p;
    struct tally_labels l;
    char key[TALLY_KEY];
    assert_true(parse(&p, good, &out));
    tally_key(key, &p.group[1], 1, 0);
    assert_string_equal(key, "bin/lock");
    tally_key(key, &p.group[2], 0, 1);
    assert_string_equal(key, "referrals/yap/accepted");
    tally_labels(&l, &p, key);
    assert_string_equal(l.group, "Referrals");
    assert_string_equal(l.item, "Youth Action Panel");
    assert_string_equal(l.outcome, "Accepted");
    tally_labels(&l, &p, "bin/gone");
    assert_string_equal(l.item, "gone");
    assert_string_equal(l.outcome, "");
    tally_labels(&l, &p, "old/thing/done");
    assert_string_equal(l.group, "old");
    tally_labels(&l, &p, "help/childline");
    assert_string_equal(l.group, "Help cards looked at");
    assert_string_equal(l.item, "childline");
    assert_true(tally_key_is_of("bin/lock", "bin"));
    assert_false(tally_key_is_of("bins/lock", "bin"));
}

static void a_key_cannot_hold_a_name(void **state) {
    (void)state;
    assert_true(tally_key_valid("bin/lock"));
    assert_true(tally_key_valid("referrals/yap/made"));
    static const char *const bad[] = {"",
                                      "bin",
                                      "bin/",
                                      "/lock",
                                      "bin//made",
                                      "a/b/c/d",
                                      "bin/Lock",
                                      "bin/lo ck",
                                      "bin/abcdefghijklmnop",
                                      "bin/lock/",
                                      "bin/caf\xC3\xA9"};
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        if (tally_key_valid(bad[i]))
            fail_msg("\"%s\" is a key", bad[i]);
}

static void initials_are_two_to_four_letters(void **state) {
    (void)state;
    assert_true(tally_initials_valid("AB"));
    assert_true(tally_initials_valid("ABCD"));
    static const char *const bad[] = {"",    "A",  "ABCDE", "ab",
                                      "A B", "A1", "AB ",   "\xC3\x84\xC3\x84"};
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        if (tally_initials_valid(bad[i]))
            fail_msg("\"%s\" are initials", bad[i]);
}

static void every_mistake_has_its_line(void **state) {
    (void)state;
    assert_complains("title = X\n",
                     "t.ini:1: put this under a line [group], named by at most 15 small letters, "
                     "digits and _\n");
    assert_complains(
        "[a]\ntitle = X\nevents = *\nitem.b = B\nitem.b = C\nitem.D = D\ncolour = red\n",
        "t.ini:5: item.b is there a second time: keep one of them\n"
        "t.ini:6: \"item.D\" needs a key of at most 15 small letters, digits and _\n"
        "t.ini:7: there is no \"colour\" in a group: check how it is spelt\n");
    assert_complains("[a]\nnonsense\ntitle = X\nevents = *\nitem.b =\nevents = *\npeople = 3\n",
                     "t.ini:5: item.b must have 1 to 47 bytes\n"
                     "t.ini:6: events are there a second time: keep one of them\n"
                     "t.ini:7: \"3\" will not do: 1 or 2 people count\n"
                     "t.ini:2: write it as name = value\n"
                     "t.ini:3: [a] has no item\n");
}

static void a_group_must_be_whole(void **state) {
    (void)state;
    assert_complains("\n[a]\npeople = 2\n",
                     "t.ini:3: [a] has no title\n"
                     "t.ini:3: [a] has no item\n"
                     "t.ini:3: [a] does not say which events offer it\n"
                     "t.ini:3: [a] is for 2 people: say under \"opening\" what its button says\n");
    assert_complains("[a]\ntitle = A\nevents = *\nitem.b = B\nopening = Go\n",
                     "t.ini:2: [a] has an opening, which is for people = 2\n");
    assert_complains(
        "[a]\ntitle = A\nevents = *\npeople = 2\nopening = Go\nitem.b = B\noutcome.c = C\n",
        "t.ini:2: [a] cannot have outcomes when 2 people count it\n");
    assert_complains("[help]\ntitle = A\n[b]\ntitle = B\nevents = *\nitem.c = C\n",
                     "t.ini:2: [help] is what the kiosk tallies by itself: choose another name\n");
    assert_complains("[a]\ntitle = A\nevents = x, *\nitem.b = B\n",
                     "t.ini:3: \"*\" is no event type\n");
}

static void what_is_a_state_of_what(void **state) {
    (void)state;
    struct str out CLEANUP(str_release) = {0}, text CLEANUP(str_release) = {0};
    struct tally_plan p;
    str_addf(&text, "%sstates_of = made\n", good);
    assert_true(parse(&p, str_c(&text), &out));
    assert_string_equal(p.group[2].states_of, "made");
    assert_string_equal(p.group[0].states_of, "");
    assert_complains("[a]\ntitle = A\nevents = *\nitem.b = B\noutcome.c = C\nstates_of = d\n",
                     "t.ini:2: [a] has states of \"d\", but no outcome of that key\n");
    assert_complains("[a]\ntitle = A\nevents = *\nitem.b = B\nstates_of = b\n",
                     "t.ini:2: [a] has states of \"b\", but no outcome of that key\n");
    assert_complains("[a]\ntitle = A\nevents = *\nitem.b = B\noutcome.c = C\nstates_of = c\n"
                     "states_of = c\n",
                     "t.ini:7: states_of is there a second time: keep one of them\n");
    assert_complains("[a]\ntitle = A\nevents = *\nitem.b = B\noutcome.c = C\nstates_of = C d\n",
                     "t.ini:6: \"C d\" is the key of no outcome\n");
}

static void people_are_told_from_things(void **state) {
    (void)state;
    struct str out CLEANUP(str_release) = {0}, text CLEANUP(str_release) = {0};
    struct tally_plan p;
    str_addf(&text,
             "%scounts = things\n[seen]\ntitle = Seen\nevents = *\ncounts = people\nitem.a = A\n",
             good);
    assert_true(parse(&p, good, &out));
    assert_true(tally_key_is_people(&p, "referrals/yap/made")); /* they have outcomes */
    assert_false(tally_key_is_people(&p, "bin/lock"));
    assert_true(tally_key_is_people(&p, "gone/yap/made")); /* of no group that the plan has */
    assert_false(tally_key_is_people(&p, "gone/lock"));
    assert_true(parse(&p, str_c(&text), &out));
    assert_false(tally_key_is_people(&p, "referrals/yap/made")); /* the file has the last word */
    assert_true(tally_key_is_people(&p, "seen/a"));
    assert_complains("[a]\ntitle = A\nevents = *\nitem.b = B\ncounts = heads\ncounts = people\n",
                     "t.ini:5: \"heads\" will not do: people or things are counted\n"
                     "t.ini:6: counts is there a second time: keep one of them\n");
}

static void too_much_is_refused(void **state) {
    (void)state;
    struct str text CLEANUP(str_release) = {0}, out CLEANUP(str_release) = {0};
    struct tally_plan p;
    str_add(&text, "[a]\ntitle = A\nevents = *\n");
    for (int i = 0; i <= TALLY_ITEMS; i++)
        str_addf(&text, "item.i%d = I\n", i);
    assert_complains(str_c(&text), "t.ini:28: item.i24 is one too many: at most 24 fit\n");
    str_cut(&text, 0);
    for (int i = 0; i <= TALLY_GROUPS; i++)
        str_addf(&text, "[g%d]\ntitle = A\nevents = *\nitem.b = B\n", i);
    assert_false(parse(&p, str_c(&text), &out));
    assert_non_null(strstr(str_c(&out), "t.ini:34: [g8] is one group too many"));
    str_cut(&text, 0);
    str_add(&text, "[a]\ntitle = ");
    for (int i = 0; i < 300; i++)
        str_addc(&text, 'x');
    str_add(&text, "\nevents = *\nitem.b = B\n");
    assert_complains(str_c(&text), "t.ini:2: this line is too long: shorten it\n"
                                   "t.ini:3: [a] has no title\n");
    assert_complains("[a]\n\xFF\n", "t.ini:1: this is not a short plain text: save it as UTF-8\n");
}

static void the_list_of_complaints_ends(void **state) {
    (void)state;
    struct str text CLEANUP(str_release) = {0}, out CLEANUP(str_release) = {0};
    struct tally_plan p;
    size_t lines = 0;
    for (int i = 0; i < 100; i++)
        str_add(&text, "a = b\n");
    assert_false(parse(&p, str_c(&text), &out));
    for (const char *c = str_c(&out); *c; c++)
        lines += *c == '\n';
    assert_int_equal(lines, TALLY_COMPLAINTS_MAX);
}

static void the_file_that_is_shipped_is_good(void **state) {
    (void)state;
    struct str text CLEANUP(str_release) = {0}, out CLEANUP(str_release) = {0};
    struct err err;
    struct tally_plan p;
    const struct tally_group *g[TALLY_GROUPS];
    assert_true(file_read("assets/tallies/tallies.ini", TALLY_BYTES_MAX, &text, &err));
    if (!tally_parse(&p, "tallies.ini", str_c(&text), text.len, &out))
        fail_msg("%s", str_c(&out));
    assert_int_equal(tally_offered(&p, "knife_amnesty", g), 2);
    assert_true(tally_is_confirmed(g[1]));
    assert_string_equal(tally_find(&p, "referrals")->states_of, "made");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_file_is_read),
        cmocka_unit_test(a_key_names_its_parts),
        cmocka_unit_test(a_key_cannot_hold_a_name),
        cmocka_unit_test(initials_are_two_to_four_letters),
        cmocka_unit_test(every_mistake_has_its_line),
        cmocka_unit_test(a_group_must_be_whole),
        cmocka_unit_test(what_is_a_state_of_what),
        cmocka_unit_test(people_are_told_from_things),
        cmocka_unit_test(too_much_is_refused),
        cmocka_unit_test(the_list_of_complaints_ends),
        cmocka_unit_test(the_file_that_is_shipped_is_good),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
