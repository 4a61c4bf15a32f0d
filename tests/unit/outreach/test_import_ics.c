/* Calendars: what becomes of an event, of one that repeats, and of times in other zones. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <time.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/module.h"
#include "demo.h"
#include "outreach/ics.h"
#include "outreach/import_parts.h"

#define BEGIN "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//test//EN\r\n"
#define END "END:VCALENDAR\r\n"
#define EVENT(lines) "BEGIN:VEVENT\r\n" lines "END:VEVENT\r\n"

/* Reads with the module's own function, linked in. */
static struct import calendar(const char *text) {
    struct import im = {0};
    struct err err = {0};
    if (!import_calendar(&im, ics_read, text, &err))
        fail_msg("%s", err.text);
    return im;
}

static void date_is(const struct session *s, int year, int month, int day) {
    struct date d = {(int16_t)year, (int8_t)month, (int8_t)day};
    if (date_compare(s->date, d) != 0)
        fail_msg("%d-%d-%d", s->date.year, s->date.month, s->date.day);
}

static void an_event_becomes_a_session(void **state) {
    (void)state;
    struct import im =
        calendar(BEGIN EVENT("UID:abc@example\r\nSUMMARY:County lines\\, Year 9\r\n"
                             "LOCATION:Hertswood\r\n  Academy\r\n"
                             "DTSTART:20190206T091500\r\nDTEND:20190206T101500\r\n"
                             "CATEGORIES:School workshop,1.5\r\n"
                             "DESCRIPTION:Bring leaflets\\nAction: 1.2\\, 1.10\r\n") END);
    assert_int_equal(im.rows, 1);
    assert_int_equal(im.errors, 0);
    const struct session *s = &im.row[0].session;
    assert_string_equal(s->uid, "id:abc@example");
    assert_string_equal(s->topic, "County lines, Year 9");
    assert_string_equal(s->venue, "Hertswood Academy");
    assert_string_equal(s->event_type, "school_workshop");
    assert_string_equal(s->actions, "1.2;1.5;1.10");
    assert_int_equal(s->status, STATUS_PLANNED);
    assert_int_equal(s->starts, 9 * 60 + 15);
    assert_int_equal(s->ends, 10 * 60 + 15);
    date_is(s, 2019, 2, 6);
    import_free(&im);
}

static void times_become_local(void **state) {
    (void)state;
    struct import im = calendar(
        BEGIN EVENT("UID:1\r\nSUMMARY:UTC in summer\r\nDTSTART:20190611T130000Z\r\n")
            EVENT("UID:2\r\nSUMMARY:UTC next "
                  "day\r\nDTSTART:20190611T233000Z\r\nDTEND:20190612T003000Z\r\n")
                EVENT("UID:3\r\nSUMMARY:Paris\r\nDTSTART;TZID=Europe/Paris:20190211T100000\r\n")
                    EVENT("UID:4\r\nSUMMARY:Whole day\r\nDTSTART;VALUE=DATE:20190211\r\n"
                          "DTEND;VALUE=DATE:20190212\r\nSTATUS:CANCELLED\r\n")
                        EVENT("UID:5\r\nSUMMARY:Over midnight\r\nDTSTART:20190611T233000\r\n"
                              "DTEND:20190612T013000\r\n") END);
    assert_int_equal(im.rows, 5);
    assert_int_equal(im.row[0].session.starts, 14 * 60);
    date_is(&im.row[1].session, 2019, 6, 12);
    assert_int_equal(im.row[1].session.starts, 30);
    assert_int_equal(im.row[1].session.ends, 90);
    assert_int_equal(im.row[2].session.starts, 9 * 60);
    assert_int_equal(im.row[3].session.starts, -1);
    assert_int_equal(im.row[3].session.ends, -1);
    assert_int_equal(im.row[3].session.status, STATUS_CANCELLED);
    date_is(&im.row[3].session, 2019, 2, 11);
    assert_int_equal(im.row[4].session.ends, -1);
    import_free(&im);
}

static void repeats_are_sessions_of_their_own(void **state) {
    (void)state;
    struct import im =
        calendar(BEGIN EVENT("UID:w\r\nSUMMARY:Weekly\r\nDTSTART:20190304T140000\r\n"
                             "DTEND:20190304T150000\r\nRRULE:FREQ=WEEKLY;COUNT=4\r\n"
                             "EXDATE:20190311T140000\r\n")
                     EVENT("UID:w\r\nSUMMARY:Moved\r\nRECURRENCE-ID:20190318T140000\r\n"
                           "DTSTART:20190319T160000\r\n") END);
    assert_int_equal(im.rows, 3);
    assert_string_equal(im.row[0].session.uid, "id:w#20190304");
    assert_string_equal(im.row[1].session.uid, "id:w#20190318");
    assert_string_equal(im.row[1].session.topic, "Moved");
    date_is(&im.row[1].session, 2019, 3, 19);
    assert_int_equal(im.row[1].session.starts, 16 * 60);
    date_is(&im.row[2].session, 2019, 3, 25);
    assert_int_equal(im.row[2].session.ends, 15 * 60);
    import_free(&im);
    /* The clocks change on the way: 14:00 stays 14:00. */
    im = calendar(
        BEGIN EVENT("UID:d\r\nSUMMARY:Ever\r\nDTSTART;TZID=Europe/London:20190325T140000\r\n"
                    "RRULE:FREQ=DAILY\r\n") END);
    assert_int_equal(im.rows, ICS_OCCURRENCES_MAX);
    assert_int_equal(im.row[0].session.starts, 14 * 60);
    assert_int_equal(im.row[20].session.starts, 14 * 60);
    import_free(&im);
    im = calendar(
        BEGIN EVENT("UID:y\r\nSUMMARY:Yearly\r\nDTSTART:20190325T140000\r\nRRULE:FREQ=YEARLY\r\n")
            EVENT("UID:s\r\nSUMMARY:Mad\r\nDTSTART:20190325T140000\r\nRRULE:FREQ=SECONDLY\r\n")
                END);
    assert_int_equal(im.rows, 4); /* three within two years, and the first of the mad one */
    import_free(&im);
}

static void lines_are_those_of_the_file(void **state) {
    (void)state;
    struct import im = calendar(BEGIN EVENT("UID:1\r\nSUMMARY:a\r\nDTSTART:20190304\r\n") EVENT(
        "UID:2\r\nSUMMARY:no date\r\n") EVENT("UID:3\r\nDTSTART:19190304\r\n") END);
    assert_int_equal(im.rows, 1);
    assert_int_equal(im.row[0].line, 4);
    assert_int_equal(im.errors, 2);
    assert_non_null(strstr(demo_complaint(&im, "date", 9)->what, "\"no date\" has no date"));
    assert_non_null(demo_complaint(&im, "date", 13));
    import_free(&im);
}

static void what_is_no_calendar(void **state) {
    (void)state;
    struct import im = {0};
    struct err err = {0};
    assert_false(import_calendar(&im, ics_read, BEGIN END, &err));
    assert_non_null(strstr(err.text, "no events"));
    assert_false(import_calendar(&im, ics_read, "", &err));
    import_free(&im);
}

/* The module as it is installed: lib/turnout beside the folder of the tests. */
static void the_module_is_loaded_when_a_calendar_comes(void **state) {
    (void)state;
    const char *text = "\xEF\xBB\xBF" BEGIN EVENT("UID:1\r\nSUMMARY:a\r\nDTSTART:20190304\r\n") END;
    struct import im;
    struct err err = {0};
    module_set_dir("/nowhere");
    assert_false(import_read("x.ics", text, strlen(text), &im, &err));
    assert_non_null(strstr(err.text, "/nowhere/ics.so"));
    char exe[4000] = "", dir[4100];
    assert_true(readlink("/proc/self/exe", exe, sizeof exe - 1) > 0);
    char *tests = strstr(exe, "/tests/unit/");
    if (tests == NULL)
        skip();
    *tests = '\0';
    path_join(dir, sizeof dir, exe, "lib/turnout");
    module_set_dir(dir);
    err = (struct err){0};
    if (!import_read("x.ics", text, strlen(text), &im, &err))
        fail_msg("%s", err.text);
    import_check(&im, NULL, (struct date){0});
    assert_int_equal(im.kind, IMPORT_PROGRAMME);
    assert_int_equal(im.added, 1);
    struct ledger l = demo_ledger(&im);
    struct import again;
    assert_true(import_read("x.ics", text, strlen(text), &again, NULL));
    import_check(&again, &l, (struct date){0});
    assert_int_equal(again.same, 1);
    import_free(&again);
    import_free(&im);
}

int main(void) {
    setenv("TZ", "Europe/London", 1);
    tzset();
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_event_becomes_a_session),
        cmocka_unit_test(times_become_local),
        cmocka_unit_test(repeats_are_sessions_of_their_own),
        cmocka_unit_test(lines_are_those_of_the_file),
        cmocka_unit_test(what_is_no_calendar),
        cmocka_unit_test(the_module_is_loaded_when_a_calendar_comes),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
