/* What an import changes: two rows that are one session, sessions that are there already, and files
 * that somebody damaged. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "demo.h"

#define HEAD "code,date,venue,event_type,topic,year_group,attendees,qualifier,deliverer,status\n"

static const struct date unknown = {0};

static void changes_are(const struct import *im, size_t added, size_t updated, size_t same,
                        size_t merged) {
    if (im->added != added || im->updated != updated || im->same != same || im->merged != merged)
        fail_msg("%zu added, %zu updated, %zu same, %zu merged", im->added, im->updated, im->same,
                 im->merged);
}

static void the_demo_twice_changes_nothing(void **state) {
    (void)state;
    struct import first = demo_file(DEMO_PROGRAMME, NULL, unknown);
    changes_are(&first, 115, 0, 0, 1);
    struct ledger l = demo_ledger(&first);
    struct import second = demo_file(DEMO_PROGRAMME, &l, unknown);
    changes_are(&second, 0, 0, 115, 1);
    for (size_t i = 0; i < second.rows; i++)
        if (second.row[i].change != CHANGE_MERGED)
            assert_string_equal(ledger_find(&l, second.row[i].session.id)->uid,
                                second.row[i].session.uid);
    import_free(&second);
    import_free(&first);
    first = demo_file(DEMO_PLAN, NULL, unknown);
    l = demo_ledger(&first);
    second = demo_file(DEMO_PLAN, &l, unknown);
    changes_are(&second, 0, 0, 50, 0);
    import_free(&second);
    import_free(&first);
}

static void a_plan_is_updated_by_code(void **state) {
    (void)state;
    struct import first =
        demo_text("code,priority,action,owner\n1.1,1,a,b\n1.2,1,c,d\n", NULL, unknown);
    struct ledger l = demo_ledger(&first);
    struct import second = demo_text(
        "code,priority,action,owner\n1.2,1,c,new owner\n1.3,1,e,f\n1.1,1,a,b\n", &l, unknown);
    changes_are(&second, 1, 1, 1, 0);
    assert_int_equal(second.row[0].change, CHANGE_UPDATE);
    import_free(&second);
    import_free(&first);
}

static void one_session_under_two_actions(void **state) {
    (void)state;
    struct import im = demo_text(
        HEAD "1.2,2019-10-08,Mount Grace,school_workshop,awareness,,,,,delivered\n"
             "1.1,2019-10-08,Mount Grace School,event,Awareness,9,120,exact,CYP,delivered\n",
        NULL, unknown);
    changes_are(&im, 1, 0, 0, 1);
    const struct session *s = &im.row[0].session;
    assert_string_equal(s->actions, "1.1;1.2");
    assert_string_equal(s->venue, "Mount Grace");
    assert_string_equal(s->year_group, "9"); /* what only the other row knew */
    assert_string_equal(s->deliverer, "CYP");
    assert_int_equal(s->reported.n, 120);
    assert_int_equal(im.row[1].change, CHANGE_MERGED);
    const struct complaint *c = demo_complaint(&im, "two-actions", 3);
    assert_non_null(c);
    assert_int_equal(c->row, 0); /* the row that stands for both */
    import_free(&im);
}

/* What the room holds is news about a session that is known, and of two rows the one that knows it
 * tells the other. */
static void a_capacity_is_told_and_updated(void **state) {
    (void)state;
    const char *head = "code,date,venue,event_type,status,capacity\n";
    ARENA(a);
    struct import first = demo_text(arena_printf(&a,
                                                 "%s1.2,2019-10-08,Mount Grace,talk,planned,\n"
                                                 "1.1,2019-10-08,Mount Grace,talk,planned,120\n"
                                                 "1.1,2019-10-09,Mount Grace,talk,planned,50\n"
                                                 "1.2,2019-10-09,Mount Grace,talk,planned,60\n",
                                                 head),
                                    NULL, unknown);
    changes_are(&first, 3, 0, 0, 1);
    assert_int_equal(first.row[0].session.capacity, 120);
    struct ledger l = demo_ledger(&first);
    struct import second = demo_text(
        arena_printf(&a, "%s1.1;1.2,2019-10-08,Mount Grace,talk,planned,90\n", head), &l, unknown);
    changes_are(&second, 0, 1, 0, 0);
    import_free(&second);
    import_free(&first);
}

/* Of two rows the one that says the ward tells the other; two wards are two sessions. What was not
 * known before, or is another now, is news about the session. */
static void a_ward_is_told_and_updated(void **state) {
    (void)state;
    const char *head = "code,date,venue,event_type,status,ward\n";
    ARENA(a);
    struct import first =
        demo_text(arena_printf(&a,
                               "%s1.2,2019-10-08,Mount Grace,talk,planned,\n"
                               "1.1,2019-10-08,Mount Grace,talk,planned, Potters Bar  Oakmere \n"
                               "1.1,2019-10-09,Mount Grace,talk,planned,Shenley\n"
                               "1.2,2019-10-09,Mount Grace,talk,planned,Elstree\n",
                               head),
                  NULL, unknown);
    changes_are(&first, 3, 0, 0, 1);
    assert_string_equal(first.row[0].session.ward, "Potters Bar Oakmere");
    struct ledger l = demo_ledger(&first);
    static const struct {
        const char *ward;
        size_t updated;
    } cases[] = {{"Potters Bar Oakmere", 0}, {"Elstree", 1}, {"", 1}};
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct str text CLEANUP(str_release) = {0};
        str_addf(&text, "%s1.1;1.2,2019-10-08,Mount Grace,talk,planned,%s\n", head, cases[i].ward);
        struct import second = demo_text(str_c(&text), &l, unknown);
        changes_are(&second, 0, cases[i].updated, 1 - cases[i].updated, 0);
        import_free(&second);
    }
    import_free(&first);
}

/* Anything that speaks against it keeps two rows apart. */
static void two_sessions_stay_two(void **state) {
    (void)state;
    static const char *const rows[] = {
        "1.1,2019-10-08,Mount Grace,school_workshop,grooming,,,,,delivered",
        "1.1,2019-10-09,Mount Grace,school_workshop,awareness,,,,,delivered",
        "1.1,2019-10-08,Queens,school_workshop,awareness,,,,,delivered",
        "1.1,2019-10-08,Mount Grace,school_workshop,awareness,8,,,,delivered",
        "1.1,2019-10-08,Mount Grace,school_workshop,awareness,,60,exact,,delivered",
        "1.1,2019-10-08,Mount Grace,school_workshop,awareness,,,,St Giles,delivered",
        "1.1,2019-10-08,Mount Grace,school_workshop,awareness,,,,,planned",
        "1.2,2019-10-08,Mount Grace,school_workshop,awareness,9,120,exact,,delivered",
        "1.1,,Mount Grace,school_workshop,awareness,9,120,exact,CYP,delivered",
        "1.1,2019-10-08,,school_workshop,awareness,9,120,exact,CYP,delivered",
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct str text CLEANUP(str_release) = {0};
        str_addf(&text,
                 "%s1.2,2019-10-08,Mount "
                 "Grace,school_workshop,awareness,9,120,exact,CYP,delivered\n%s\n",
                 HEAD, rows[i]);
        struct import im = demo_text(str_c(&text), NULL, unknown);
        if (im.merged != 0)
            fail_msg("merged: %s", rows[i]);
        import_free(&im);
    }
}

static void maybe_one_session_is_only_asked(void **state) {
    (void)state;
    struct import im = demo_text(HEAD "1.2,2019-10-08,Mount Grace,,,,,,,delivered\n"
                                      "1.1,2019-10-08,Mount Grace,,,,,,,delivered\n",
                                 NULL, unknown);
    changes_are(&im, 2, 0, 0, 0);
    assert_non_null(demo_complaint(&im, "two-actions", 3));
    import_free(&im);
}

static void a_row_written_twice_is_taken_once(void **state) {
    (void)state;
    const char *row = "1.5,2019-11-05,Hertswood Academy,school_workshop,,9,120,exact,,delivered\n";
    struct str text CLEANUP(str_release) = {0};
    str_addf(&text, "%s%s%s1.5,,,,x,,,,,planned\n1.5,,,,x,,,,,planned\n%s", HEAD, row, row, row);
    struct import im = demo_text(str_c(&text), NULL, unknown);
    changes_are(&im, 2, 0, 0, 3);
    assert_non_null(demo_complaint(&im, "duplicate", 3));
    assert_non_null(demo_complaint(&im, "duplicate", 5));
    assert_non_null(demo_complaint(&im, "duplicate", 6));
    import_free(&im);
}

static void rows_that_differ_in_numbers_are_numbered(void **state) {
    (void)state;
    const char *text = HEAD "1.5,2019-11-07,Bushey Meads,school_workshop,,8,60,exact,,delivered\n"
                            "1.5,2019-11-07,Bushey Meads,school_workshop,,8,90,exact,,delivered\n";
    struct import im = demo_text(text, NULL, unknown);
    changes_are(&im, 2, 0, 0, 0);
    assert_string_not_equal(im.row[0].session.uid, im.row[1].session.uid);
    assert_int_equal(strlen(im.row[0].session.uid), 32);
    assert_string_equal(im.row[1].session.uid + 32, "-2");
    struct ledger l = demo_ledger(&im);
    struct import again = demo_text(text, &l, unknown);
    changes_are(&again, 0, 0, 2, 0);
    import_free(&again);
    import_free(&im);
}

/* Two sessions of one day and place are told apart by what they are about, in whatever order they
 * come. */
static void order_in_the_file_is_no_identity(void **state) {
    (void)state;
    static const char *const rows[] = {
        "1.5,2019-11-07,Bushey Meads,school_workshop,Love,8,60,exact,,delivered\n",
        "1.5,2019-11-07,Bushey Meads,school_workshop,Knives,8,90,exact,,delivered\n",
        "1.5,2019-11-07,Bushey Meads,school_workshop,Knives,9,95,exact,,delivered\n",
    };
    struct str text CLEANUP(str_release) = {0};
    str_addf(&text, "%s%s%s%s", HEAD, rows[0], rows[1], rows[2]);
    struct import im = demo_text(str_c(&text), NULL, unknown);
    struct ledger l = demo_ledger(&im);
    str_cut(&text, 0);
    str_addf(&text, "%s%s%s%s", HEAD, rows[2], rows[1], rows[0]);
    struct import turned = demo_text(str_c(&text), &l, unknown);
    changes_are(&turned, 0, 0, 3, 0);
    import_free(&turned);
    import_free(&im);
}

/* Corrections find the session that they correct. */
static void corrections_are_updates(void **state) {
    (void)state;
    struct import im =
        demo_text(HEAD "1.5,2019-11-05,Hertswood,school_workshop,Grooming,9,30,expected,,planned\n",
                  NULL, unknown);
    struct ledger l = demo_ledger(&im);
    static const char *const rows[] = {
        /* status and number; spelling; action */
        "1.5,2019-11-05,Hertswood,school_workshop,Grooming,9,28,exact,,delivered",
        "1.5,2019-11-05,Hertswood Academy,school_workshop,grooming,9,30,expected,,planned",
        "1.2,2019-11-05,Hertswood,school_workshop,Grooming,9,30,expected,,planned",
        /* kind, topic and year: by action, date and place */
        "1.5,2019-11-05,Hertswood,school_assembly,Exploitation,10,30,expected,,planned",
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct str text CLEANUP(str_release) = {0};
        str_addf(&text, "%s%s\n", HEAD, rows[i]);
        struct import second = demo_text(str_c(&text), &l, unknown);
        changes_are(&second, 0, 1, 0, 0);
        assert_int_equal(second.row[0].session.id, 1);
        assert_string_equal(second.row[0].session.uid, l.session[0].uid);
        import_free(&second);
    }
    struct import other = /* another day is another session */
        demo_text(HEAD "1.5,2019-11-06,Hertswood,school_workshop,Grooming,9,30,expected,,planned\n",
                  &l, unknown);
    changes_are(&other, 1, 0, 0, 0);
    import_free(&other);
    import_free(&im);
}

static void an_id_is_the_identity(void **state) {
    (void)state;
    struct import im = demo_text("id,code,date,venue,status\nA,1.5,2019-11-05,Queens,planned\n"
                                 "B,1.5,2019-11-05,Queens,planned\n",
                                 NULL, unknown);
    changes_are(&im, 2, 0, 0, 0);
    assert_string_equal(im.row[0].session.uid, "id:A");
    struct ledger l = demo_ledger(&im);
    struct import moved =
        demo_text("id,code,date,venue,status\nB,1.2,2020-01-05,Yavneh,booked\n", &l, unknown);
    changes_are(&moved, 0, 1, 0, 0);
    assert_int_equal(moved.row[0].session.id, 2);
    import_free(&moved);
    import_free(&im);
    im =
        demo_text("id,code,date,venue,status\nA,1.5,,x,planned\nA,1.5,,y,planned\n", NULL, unknown);
    assert_int_equal(im.errors, 1);
    assert_non_null(demo_complaint(&im, "id-twice", 3));
    import_free(&im);
}

static void an_id_may_be_added_later(void **state) {
    (void)state;
    struct import im =
        demo_text("code,date,venue,status\n1.5,2019-11-05,Queens,planned\n", NULL, unknown);
    struct ledger l = demo_ledger(&im);
    struct import second =
        demo_text("id,code,date,venue,status\nQ1,1.5,2019-11-05,Queens,planned\n", &l, unknown);
    assert_int_equal(second.added, 0);
    assert_int_equal(second.row[0].session.id, 1);
    assert_string_equal(second.row[0].session.uid, "id:Q1");
    import_free(&second);
    import_free(&im);
}

/* A few bytes of the demo changed, cut, doubled: it is refused in words or imported, and nothing
 * breaks. */
static void damaged_files_break_nothing(void **state) {
    (void)state;
    static const char bytes[] = "\",;\n\r\t\0\xFF=+-@0123456789abcxyz/\xE2\x80\x93 ";
    struct str demo CLEANUP(str_release) = {0};
    demo_load(DEMO_PROGRAMME, &demo);
    size_t refused = 0, imported = 0;
    srand(3);
    for (int round = 0; round < 1000; round++) {
        struct str text CLEANUP(str_release) = {0};
        str_addn(&text, demo.p, demo.len);
        for (int k = rand() % 6; k >= 0; k--) {
            size_t at = (size_t)rand() % text.len;
            switch (rand() % 4) {
            case 0:
            case 1:
                text.p[at] = bytes[(size_t)rand() % (sizeof bytes - 1)];
                break;
            case 2:
                str_cut(&text, at + 1);
                break;
            case 3:
                memmove(text.p + at / 2, text.p + at, text.len - at);
                break;
            }
        }
        struct import im;
        struct err err = {0};
        if (!import_read("x", str_c(&text), text.len, &im, &err)) {
            assert_true(err.kind != ERR_NONE && err.text[0] != '\0');
            refused++;
            continue;
        }
        import_check(&im, NULL, unknown);
        assert_int_equal(im.added + im.merged, im.rows);
        for (size_t c = 0; c < im.complaints; c++) {
            assert_true(im.complaint[c].what[0] != '\0' && im.complaint[c].todo[0] != '\0');
            assert_true(im.complaint[c].row == SIZE_MAX || im.complaint[c].row < im.rows);
        }
        imported++;
        import_free(&im);
    }
    assert_true(refused > 50 && imported > 50); /* both happen, so both are tested */
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_demo_twice_changes_nothing),
        cmocka_unit_test(a_plan_is_updated_by_code),
        cmocka_unit_test(one_session_under_two_actions),
        cmocka_unit_test(a_capacity_is_told_and_updated),
        cmocka_unit_test(a_ward_is_told_and_updated),
        cmocka_unit_test(two_sessions_stay_two),
        cmocka_unit_test(maybe_one_session_is_only_asked),
        cmocka_unit_test(a_row_written_twice_is_taken_once),
        cmocka_unit_test(rows_that_differ_in_numbers_are_numbered),
        cmocka_unit_test(order_in_the_file_is_no_identity),
        cmocka_unit_test(corrections_are_updates),
        cmocka_unit_test(an_id_is_the_identity),
        cmocka_unit_test(an_id_may_be_added_later),
        cmocka_unit_test(damaged_files_break_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
