/* A file that says something else than staff said here is told so, and once staff and file agree it
 * is silent. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "demo.h"

#define FILE_TEXT(status)                                                                          \
    "code,date,venue,event_type,topic,status\n"                                                    \
    "1.5,2019-03-06,Queens School,school_workshop,Knife crime," status "\n"

/* The ledger after the file was imported once. */
static struct ledger imported(struct import *im) {
    *im = demo_text(FILE_TEXT("planned"), NULL, (struct date){0});
    return demo_ledger(im);
}

static void expect(const struct ledger *l, const char *text, const char *words) {
    struct import im = demo_text(text, l, (struct date){0});
    const struct complaint *c = demo_complaint(&im, "decided", 2);
    assert_int_equal(im.added, 0);
    if ((c != NULL) != (words != NULL) || (c != NULL && strstr(c->what, words) == NULL))
        fail_msg("%s => %s", text, c != NULL ? c->what : "not said");
    import_free(&im);
}

static void staff_and_file_disagree(void **state) {
    (void)state;
    struct import im;
    struct ledger l = imported(&im);
    struct session *s = &l.session[0];
    expect(&l, FILE_TEXT("planned"), NULL);
    s->decided = true;
    s->status = STATUS_CANCELLED;
    s->reason = "Illness";
    expect(
        &l, FILE_TEXT("planned"),
        "Queens School on 06/03/2019 is planned in the file, but staff cancelled it on the kiosk "
        "(Illness).");
    expect(&l, FILE_TEXT("cancelled"), NULL);
    s->status = STATUS_REARRANGED;
    s->moved_to_date = (struct date){2019, 3, 12};
    expect(&l, FILE_TEXT("booked"), "staff moved it to 12/03/2019 on the kiosk");
    s->status = STATUS_BOOKED;
    expect(&l, FILE_TEXT("planned"), NULL);
    expect(&l, FILE_TEXT("cancelled"), "on after all");
    s->decided = false;
    s->life = LIFE_CLOSED;
    s->status = STATUS_DELIVERED;
    expect(&l, FILE_TEXT("cancelled"), "opened and counted on the kiosk");
    expect(&l, FILE_TEXT("planned"), NULL);
    import_free(&im);
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(staff_and_file_disagree)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
