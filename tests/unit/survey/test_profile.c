/* kiosk.ini: which form opens for whom. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/str.h"
#include "survey/profile.h"

static const char good[] = "; a comment\n"
                           "[feedback]              ; form id\n"
                           "title = Say what you thought\n"
                           "second = Four short questions      ; under the title\n"
                           "for = pupils adults\n"
                           "check_answers = yes\n"
                           "way = help\n"
                           "warn_s = 20\n"
                           "wipe_s = 25\n"
                           "thanks_s = 5\n"
                           "double_ms = 200\n"
                           "read_ms = 0\n"
                           "prefill = session:session_id date:date\n"
                           "prefill = venue:venue\n"
                           "places = wards.csv\n"
                           "\n"
                           "[area-1.0]\n"
                           "side = staff\n"
                           "check_answers = adults\n"
                           "for = staff public professionals primary\n"
                           "prefill =\n";

static void a_file_is_read(void **state) {
    (void)state;
    ARENA(a);
    struct err err = {0};
    struct profiles p;
    assert_true(profiles_read(good, strlen(good), &a, &p, &err));
    assert_int_equal(p.count, 2);
    const struct profile *f = profiles_form(&p, "feedback");
    assert_ptr_equal(f, &p.at[0]);
    assert_string_equal(f->title, "Say what you thought");
    assert_string_equal(f->second, "Four short questions");
    assert_int_equal(f->audiences, FOR_PRIMARY | FOR_SECONDARY | FOR_ADULTS);
    assert_int_equal(f->side, SIDE_VISITOR);
    assert_int_equal(f->check_answers, FOR_EVERYBODY);
    assert_int_equal(f->way, WAY_HELP);
    assert_int_equal(f->warn_s, 20);
    assert_int_equal(f->wipe_s, 25);
    assert_int_equal(f->thanks_s, 5);
    assert_int_equal(f->double_ms, 200);
    assert_int_equal(f->read_ms, 0);
    assert_int_equal(f->prefills, 3);
    assert_string_equal(f->prefill[0].context, "session");
    assert_string_equal(f->prefill[0].field, "session_id");
    assert_string_equal(f->prefill[2].context, "venue");
    assert_string_equal(f->places, "wards.csv");
    assert_null(profiles_form(&p, "feed"));
}

static void what_is_not_said_holds_by_default(void **state) {
    (void)state;
    ARENA(a);
    struct err err = {0};
    struct profiles p;
    assert_true(profiles_read(good, strlen(good), &a, &p, &err));
    const struct profile *f = profiles_form(&p, "area-1.0");
    assert_non_null(f);
    assert_int_equal(f->side, SIDE_STAFF);
    assert_int_equal(f->audiences, FOR_STAFF | FOR_PUBLIC | FOR_PROFESSIONALS | FOR_PRIMARY);
    assert_string_equal(f->title, "");
    assert_int_equal(f->way, WAY_FEEDBACK);
    assert_int_equal(f->check_answers, FOR_ADULTS | FOR_PROFESSIONALS | FOR_PUBLIC | FOR_STAFF);
    assert_int_equal(f->warn_s, 30);
    assert_int_equal(f->wipe_s, 45);
    assert_int_equal(f->thanks_s, 4);
    assert_int_equal(f->double_ms, 300);
    assert_int_equal(f->read_ms, 700);
    assert_int_equal(f->prefills, 0);
    assert_string_equal(f->places, "");
    assert_true(profiles_read("", 0, &a, &p, &err));
    assert_int_equal(p.count, 0);
}

/* Refused with exactly these words; what was read before stays. */
static void assert_refused(const char *text, size_t len, const char *want) {
    ARENA(a);
    struct err err = {0};
    struct profiles p = {.count = 77};
    assert_false(profiles_read(text, len, &a, &p, &err));
    assert_string_equal(err.text, want);
    assert_int_equal(p.count, 77);
}

static void mistakes_are_named_with_their_line(void **state) {
    (void)state;
    static const struct {
        const char *text, *want;
    } rows[] = {
        {"title = A\n", "line 1: put this under a line [form], the id of a form: at most 48 "
                        "letters, digits, -, _ and ."},
        {"[a/b]\nside = staff\n", "line 2: put this under a line [form], the id of a form: at "
                                  "most 48 letters, digits, -, _ and ."},
        {"[.a]\nside = staff\n", "line 2: put this under a line [form], the id of a form: at "
                                 "most 48 letters, digits, -, _ and ."},
        {"[nnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnn]\nside = staff\n",
         "line 2: put this under a line [form], the id of a form: at most 48 letters, digits, -, "
         "_ and ."},
        {"[a]\n\ncolour = red\n",
         "line 3: there is no \"colour\" of a form: check how it is spelt"},
        {"[a]\nside = both\n", "line 2: \"both\" will not do for side: say visitor or staff"},
        {"[a]\nside = staff\nside = staff\n",
         "line 3: side is set a second time: keep one of them"},
        {"[a]\ncheck_answers = 1\n",
         "line 2: \"1\" will not do for check_answers: say yes, no or adults"},
        {"[a]\nway =\n", "line 2: \"\" will not do for way: say feedback, concern or help"},
        {"[concern]\nway = feedback\n",
         "line 2: what is told here is always sealed: take this line away"},
        {"[concern]\ntitle = A\nside = staff\n",
         "line 3: what is told here is always sealed: take this line away"},
        {"[a]\nfor = pupils dogs\n",
         "line 2: nobody is called \"dogs\": say pupils, primary, secondary, adults, "
         "professionals, public or staff"},
        {"[a]\nwarn_s = 4\n", "line 2: \"4\" will not do for warn_s: give 5 to 3600"},
        {"[a]\nwarn_s = 1e3\n", "line 2: \"1e3\" will not do for warn_s: give 5 to 3600"},
        {"[a]\nwarn_s =\n", "line 2: \"\" will not do for warn_s: give 5 to 3600"},
        {"[a]\nwipe_s = 99999999999999999999\n",
         "line 2: \"99999999999999999999\" will not do for wipe_s: give 10 to 3600"},
        {"[a]\nwarn_s = 45\nside = staff\n", "line 2: wipe_s must be longer than warn_s"},
        {"[a]\nwipe_s = 40\nwarn_s = 40\n", "line 3: wipe_s must be longer than warn_s"},
        {"[a]\nprefill = date\n", "line 2: \"date\" will not do: write what is known and the "
                                  "field that it goes to, such as date:date"},
        {"[a]\nprefill = date:\n", "line 2: \"date:\" will not do: write what is known and the "
                                   "field that it goes to, such as date:date"},
        {"[a]\nprefill = a:a a:b a:c a:d a:e a:f a:g a:h a:i a:j a:k a:l a:m a:n a:o a:p a:q\n",
         "line 2: \"a:q\" is one too many: at most 16 fields are filled in"},
        {"[a]\nplaces = ../wards.csv\n",
         "line 2: \"../wards.csv\" will not do for places: name a file beside the form"},
        {"[a]\nplaces =\n", "line 2: \"\" will not do for places: name a file beside the form"},
        {"[a]\ntitle = one\x01two\n", "line 2: title must be plain text on one line"},
        {"[a]\nnothing\n", "line 2: write it as name = value"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
        assert_refused(rows[i].text, strlen(rows[i].text), rows[i].want);
}

static void too_much_is_refused(void **state) {
    (void)state;
    struct str text CLEANUP(str_release) = {0};
    str_add(&text, "[a]\ntitle = ");
    for (int i = 0; i < 80; i++)
        str_addc(&text, 'x');
    assert_refused(text.p, text.len, "line 2: title is too long: use at most 79 bytes");
    for (int i = 0; i < 120; i++)
        str_addc(&text, 'x');
    assert_refused(text.p, text.len, "line 2: this line is too long: shorten it");
    str_cut(&text, 0);
    for (int i = 0; i <= 64; i++)
        str_addf(&text, "[f%d]\nside = staff\n", i);
    assert_refused(text.p, text.len, "line 130: [f64] is one form too many: at most 64 fit");
    while (text.len <= 64 << 10)
        str_add(&text, "; nothing\n");
    assert_refused(text.p, text.len, "the file is too large: at most 64 KB");
}

static void what_is_no_text_is_refused(void **state) {
    (void)state;
    assert_refused("[a]\0", 4, "the file is not plain text: save it as UTF-8");
    assert_refused("[a]\ntitle = \xff\n", 14, "the file is not plain text: save it as UTF-8");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_file_is_read),
        cmocka_unit_test(what_is_not_said_holds_by_default),
        cmocka_unit_test(mistakes_are_named_with_their_line),
        cmocka_unit_test(too_much_is_refused),
        cmocka_unit_test(what_is_no_text_is_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
