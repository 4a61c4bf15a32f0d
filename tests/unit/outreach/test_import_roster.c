/* Lists of names: which session they are for, what is wrong with them, and that nothing which is
 * said about them repeats a word of theirs. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "demo.h"

#define DEMO_ROSTER "assets/demo/rosters/j9.csv"
#define HEAD "session,name,organisation,email,code\n"

static struct session session_on(int64_t id, const char *uid, int8_t day, const char *venue,
                                 const char *topic) {
    return (struct session){.id = id,
                            .uid = uid,
                            .date = {2020, 2, day},
                            .venue = venue,
                            .topic = topic,
                            .starts = -1,
                            .actions = "",
                            .event_type = "professional_training",
                            .audience = "",
                            .year_group = ""};
}

/* Ids 1 to 5; the last is a class. */
static struct ledger sessions(struct session session[5]) {
    session[0] = session_on(1, "id:j9-feb", 12, "Civic Offices, Borehamwood", "J9");
    session[1] = session_on(2, "aaaa", 13, "Civic Offices", "J9");
    session[2] = session_on(3, "bbbb", 13, "Wyllyotts Theatre", "J9");
    session[2].starts = 14 * 60;
    session[3] = session_on(4, "cccc", 14, "Civic Offices", "J9");
    session[3].status = STATUS_CANCELLED;
    session[4] = session_on(5, "id:class", 15, "Queens School", "Knife crime");
    session[4].year_group = "9";
    return (struct ledger){.session = session, .sessions = 5};
}

static void the_demo_list_is_clean(void **state) {
    (void)state;
    struct import plan = demo_file(DEMO_PLAN, NULL, (struct date){0});
    struct ledger actions = demo_ledger(&plan);
    struct import programme = demo_file(DEMO_PROGRAMME, &actions, (struct date){0});
    struct ledger l = demo_ledger(&programme);
    struct import im = demo_file(DEMO_ROSTER, &l, (struct date){0});
    assert_int_equal(im.kind, IMPORT_ROSTER);
    assert_int_equal(im.complaints, 0);
    assert_int_equal(im.rows, 31);
    assert_int_equal(im.added, 31);
    const struct session *j9 = ledger_find(&l, im.row[0].session.id);
    assert_non_null(j9);
    assert_string_equal(j9->actions, "4.6");
    assert_string_equal(j9->topic, "J9");
    for (size_t i = 0; i < im.rows; i++)
        assert_int_equal(im.row[i].session.id, j9->id);
    assert_string_equal(im.row[0].person.name, "Ami Ross-Lane");
    assert_string_equal(im.row[0].person.code, "J9-0001");
    assert_string_equal(im.row[0].person.id, "");
    import_free(&im);
    import_free(&programme);
    import_free(&plan);
}

static void finds_the_session(void **state) {
    (void)state;
    static const struct {
        const char *words;
        int64_t id;
        const char *rule;
    } cases[] = {
        {"j9-feb", 1, NULL},
        {"bbbb", 3, NULL},
        {"class", 5, "pupils"},
        {"2020-02-12", 1, NULL},
        {"12/02/2020", 1, NULL},
        {"2020-02-12 civic offices", 1, NULL},
        {"\"Borehamwood, 12.2.2020\"", 1, NULL},
        {"2020-02-12 Wyllyotts", 0, "session-unknown"},
        {"2020-02-12 Civ", 0, "session-unknown"},
        {"2020-02-13", 0, "session-unclear"},
        {"2020-02-13 J9", 0, "session-unclear"},
        {"Civic Offices 13/02/2020", 2, NULL},
        {"2020-02-13 14:00", 3, NULL},
        {"2020-02-14", 0, "session-unknown"}, /* cancelled */
        {"cccc", 4, NULL},                    /* but meant by id */
        {"2020-02-15 queens school", 5, "pupils"},
        {"J9", 0, "session-unknown"},
        {"id:j9-feb", 1, NULL},
    };
    struct session session[5];
    struct ledger l = sessions(session);
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct str text CLEANUP(str_release) = {0};
        str_addf(&text, HEAD "%s,Ami Lane,,,\n", cases[i].words);
        struct import im = demo_text(str_c(&text), &l, (struct date){0});
        const char *rule = im.complaints > 0 ? im.complaint[0].rule : NULL;
        if (im.row[0].session.id != cases[i].id || !str_eq(rule, cases[i].rule) ||
            im.errors != (rule != NULL))
            fail_msg("%s: %d, %s", cases[i].words, (int)im.row[0].session.id, rule ? rule : "-");
        import_free(&im);
    }
}

static void without_a_programme_no_session_is_known(void **state) {
    (void)state;
    struct import im = demo_text(HEAD "2020-02-12,Ami Lane,,,\n", NULL, (struct date){0});
    assert_non_null(demo_complaint(&im, "session-unknown", 2));
    import_free(&im);
}

/* Two rows, the complaint that the second must bring, or none. */
static void argues(void **state) {
    (void)state;
    static const struct {
        const char *first, *second, *rule;
        bool error;
    } cases[] = {
        {"Ami Lane,Clarion,,", "Ben Lane,Clarion,,", NULL, false},
        {"Ami Lane,Clarion,,", ",Clarion,,", "name-empty", true},
        {"Ami Lane,Clarion,,", " - ,Clarion,,", "name-empty", true},
        {"Ami Lane,Clarion,,", "AMI LANE,clarion,,", "duplicate", false},
        {"Ami Lane,Clarion,,", "Ami Lane,Refuge,,", NULL, false},
        {"Ami Lane,Clarion,,A1", "Ami Lane,Clarion,,A2", "namesake", false},
        {"Ami Lane,Clarion,a@b.uk,", "Ami Lane,Clarion,c@b.uk,", "namesake", false},
        {"Ami Lane,Clarion,,A1", "Ben Lane,Clarion,,a1", "code-twice", true},
        {"Ami Lane,Clarion,,", "Ben Lane,Clarion,ben,", "email", false},
        {"Ami Lane,Clarion,,", "Ben Lane,Clarion,ben@home,", "email", false},
        {"Ami Lane,Clarion,,", "Ben Lane,Clarion,ben lane@b.uk,", "email", false},
        {"Ami Lane,Clarion,,", "Ben Lane,Clarion,ben@b.uk,", NULL, false},
        {"Ami Lane,Clarion,,", "=Ben Lane,Clarion,,", "formula", false},
        {"Ami Lane,Clarion Housing,,", "Ben Lane,The Clarion housing Ltd,,", "spelling", false},
        {"Ami Lane,Clarion Housing,,", "Ben Lane,Clarion-Housing,,", "spelling", false},
        {"Ami Lane,Clarion Housing,,", "Ben Lane,Clarion Homes,,", NULL, false},
        {"Ami Lane,Clarion,,",
         "Ben Lane,Clarion,,"
         "1234567890123456789012345678901234567890123456789012345678901234",
         "code-long", true},
        {"Ami Lane,Clarion,,", "Ben Lane,Clarion", "cells", true},
    };
    struct session session[5];
    struct ledger l = sessions(session);
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct str text CLEANUP(str_release) = {0};
        str_addf(&text, HEAD "j9-feb,%s\nj9-feb,%s\n", cases[i].first, cases[i].second);
        struct import im = demo_text(str_c(&text), &l, (struct date){0});
        const struct complaint *c = cases[i].rule ? demo_complaint(&im, cases[i].rule, 3) : NULL;
        if (im.complaints != (cases[i].rule != NULL) || (c == NULL) != (cases[i].rule == NULL) ||
            im.errors != cases[i].error)
            fail_msg("%s / %s: %s", cases[i].first, cases[i].second,
                     im.complaints > 0 ? im.complaint[0].rule : "no complaint");
        import_free(&im);
    }
}

static void a_name_has_120_letters_at_most(void **state) {
    (void)state;
    struct session session[5];
    struct ledger l = sessions(session);
    for (size_t n = 120; n <= 121; n++) {
        struct str text CLEANUP(str_release) = {0};
        str_add(&text, HEAD "j9-feb,");
        for (size_t i = 0; i < n; i++)
            str_add(&text, "\u00e9");
        str_add(&text, ",,,\n");
        struct import im = demo_text(str_c(&text), &l, (struct date){0});
        assert_int_equal(im.errors, n > 120);
        assert_int_equal(im.rows, n <= 120);
        import_free(&im);
    }
}

static void one_person_stands_once(void **state) {
    (void)state;
    struct session session[5];
    struct ledger l = sessions(session);
    struct import im =
        demo_text(HEAD "j9-feb,Ami Lane,Clarion,,\nj9-feb,Ami Lane,Clarion,a@b.uk,A1\n"
                       "aaaa,Ami Lane,Clarion,,A1\n",
                  &l, (struct date){0});
    assert_int_equal(im.errors, 0); /* at another session the same code is hers too */
    assert_int_equal(im.added, 2);
    assert_int_equal(im.merged, 1);
    assert_int_equal(im.row[1].change, CHANGE_MERGED);
    assert_string_equal(im.row[0].person.email, "a@b.uk");
    assert_string_equal(im.row[0].person.code, "A1");
    import_free(&im);
}

static void columns_are_recognised(void **state) {
    (void)state;
    struct import im;
    struct err err = {0};
    static const char some[] = "Name,Session\nAmi Lane,j9-feb\n";
    assert_true(import_read("x.csv", some, sizeof some - 1, &im, &err));
    assert_int_equal(im.kind, IMPORT_ROSTER);
    assert_string_equal(im.row[0].person.name, "Ami Lane");
    assert_string_equal(im.row[0].person.organisation, "");
    import_free(&im);
    static const char *const bad[] = {
        "name,organisation\nAmi Lane,Clarion\n",          /* no session */
        "session,name,Zebedee Quux\nj9-feb,Ami Lane,x\n", /* what is unknown may be a name */
        "j9-feb,Zebedee Quux\nj9-feb,Ami Lane\n",
    };
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
        assert_false(import_read("x.csv", bad[i], strlen(bad[i]), &im, &err));
        assert_null(strstr(err.text, "Zebedee"));
    }
}

/* Every row is wrong in its way, and every word of a person is one that no sentence of ours has. */
static void nothing_said_repeats_a_word(void **state) {
    (void)state;
    static const char text[] =
        HEAD "zebedee,Zebedee,Zebedee,zebedee,zebedee\n"
             "2020-02-12 zebedee,=Zebedee,-Zebedee,@zebedee,+zebedee\n"
             "j9-feb,Zebedee,Zebedee,zebedee,zebedee\nj9-feb,Zebedee,Zebedee,zebedee,zebedee\n"
             "j9-feb,Zebedee,zebedee,zebedee,zebedee2\nj9-feb,Zebedee 2,The Zebedee,,zebedee\n"
             "class,Zebedee,SECRET Zebedee,,\n,Zebedee,,,\nj9-feb,Zebedee,Zebedee\n";
    struct session session[5];
    struct ledger l = sessions(session);
    struct import im = demo_text(text, &l, (struct date){0});
    assert_true(im.complaints > 10);
    for (size_t i = 0; i < im.complaints; i++) {
        assert_null(strcasestr(im.complaint[i].what, "zebedee"));
        assert_null(strcasestr(im.complaint[i].todo, "zebedee"));
        assert_true(im.complaint[i].line > 0);
    }
    import_free(&im);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_demo_list_is_clean),
        cmocka_unit_test(finds_the_session),
        cmocka_unit_test(without_a_programme_no_session_is_known),
        cmocka_unit_test(argues),
        cmocka_unit_test(a_name_has_120_letters_at_most),
        cmocka_unit_test(one_person_stands_once),
        cmocka_unit_test(columns_are_recognised),
        cmocka_unit_test(nothing_said_repeats_a_word),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
