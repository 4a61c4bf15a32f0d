/* The last cell of a session tells what became of it, and its totals do not count what was off. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdlib.h>
#include <string.h>

#include "report/note.h"
#include "report/totals.h"

static struct session expected(void) {
    struct session s = session_blank();
    s.actions = "1.5";
    s.reported = (struct count){70, COUNT_EXPECTED};
    s.dispute.settled = -1;
    return s;
}

static void reads_with(const struct session *s, const struct suppress *small, const char *want) {
    char *bytes = NULL;
    size_t n = 0;
    struct err err = {0};
    FILE *out = open_memstream(&bytes, &n);
    struct book *w = book_csv.open(out, &(struct book_about){.marking = "OFFICIAL"}, &err);
    note_write(w, s, small);
    book_row_end(w);
    assert_true(book_close(w, &err));
    fclose(out);
    bytes[strcspn(bytes, "\r")] = '\0';
    if (strcmp(bytes, want) != 0)
        fail_msg("\"%s\" is not \"%s\"", bytes, want);
    free(bytes);
}

static void reads(const struct session *s, const char *want) {
    reads_with(s, NULL, want);
}

static void what_was_called_off_says_why(void **state) {
    (void)state;
    struct session s = expected();
    reads(&s, "");
    s.note = "Loud";
    reads(&s, "Loud");
    s.decided = true;
    s.status = STATUS_CANCELLED;
    s.reason = "Illness";
    reads(&s, "Loud; cancelled (Illness)");
    s.note = "";
    s.status = STATUS_REARRANGED;
    s.moved_to = 7;
    s.moved_to_date = (struct date){2019, 3, 12};
    reads(&s, "moved to 12/03/2019 (Illness)");
    s = expected();
    s.moved_from = 3;
    s.moved_from_date = (struct date){2019, 2, 6};
    reads(&s, "moved from 06/02/2019");
    s.decided = true;
    s.reason = "Well again";
    s.status = STATUS_BOOKED;
    reads(&s, "moved from 06/02/2019; on after all (Well again)");
    s = expected();
    s.life = LIFE_CLOSED;
    s.reason = "Closed too early";
    reads(&s, "reopened (Closed too early)");
}

static void two_numbers_are_kept_with_who_settled_them(void **state) {
    (void)state;
    struct session s = expected();
    s.life = LIFE_CLOSED;
    s.counted = (struct count){240, COUNT_EXACT};
    s.dispute = (struct dispute){
        .any = true, .theirs = 236, .ours = 240, .settled = -1, .whose = "teacher"};
    reads(&s, "\"teacher counted 236, kiosk 240 (-4); not settled\"");
    assert_int_equal(session_attendance(&s).n, 240);
    s.dispute.settled = 236;
    memcpy(s.dispute.settled_by, "staff", 6);
    reads(&s, "\"teacher counted 236, kiosk 240 (-4); settled at 236 by staff\"");
    s.dispute.settled = 238;
    reads(&s,
          "\"teacher counted 236, kiosk 240 (-4); settled at 238 by staff after counting again\"");
    s.dispute.settled = 236;
    assert_int_equal(session_attendance(&s).n, 236);
    s.counted.n = 241;
    reads(&s, "\"teacher counted 236, kiosk 240 (-4); counted on since it was settled\"");
    assert_int_equal(session_attendance(&s).n, 241);
}

/* Neither the number that holds nor the other one, nor how far they are apart. */
static void two_numbers_of_few_people_are_not_told(void **state) {
    (void)state;
    struct suppress *small = suppress_new(SUPPRESS_HIDE);
    struct session s = expected();
    s.life = LIFE_CLOSED;
    s.counted = (struct count){40, COUNT_EXACT};
    s.dispute =
        (struct dispute){.any = true, .theirs = 36, .ours = 40, .settled = -1, .whose = "teacher"};
    reads_with(&s, small, "\"teacher counted 36, kiosk 40 (-4); not settled\"");
    s.dispute.theirs = 4;
    reads_with(&s, small, "teacher counted another number than the kiosk; not settled");
    s.dispute.theirs = 36;
    s.dispute.settled = 4;
    memcpy(s.dispute.settled_by, "staff", 6);
    reads_with(&s, small,
               "teacher counted another number than the kiosk; settled by staff after counting "
               "again");
    s.counted.n = s.dispute.ours = 3; /* few people, whatever somebody else says */
    s.dispute.settled = -1;
    reads_with(&s, small, "teacher counted another number than the kiosk; not settled");
    suppress_free(small);
}

static void what_is_off_is_in_no_total(void **state) {
    (void)state;
    struct totals t;
    struct session s = expected();
    s.decided = true;
    s.status = STATUS_CANCELLED;
    s.sessions = 1;
    totals_init(&t);
    totals_add(&t, &s, SUPPRESS_SHOWN);
    totals_finish(&t);
    assert_int_equal(t.all.sessions, 0);
    assert_int_equal(t.all.heads.expected, 0);
    s.status = STATUS_BOOKED;
    totals_add(&t, &s, SUPPRESS_SHOWN);
    assert_int_equal(t.all.heads.expected, 70);
    totals_release(&t);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_was_called_off_says_why),
        cmocka_unit_test(two_numbers_are_kept_with_who_settled_them),
        cmocka_unit_test(two_numbers_of_few_people_are_not_told),
        cmocka_unit_test(what_is_off_is_in_no_total),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
