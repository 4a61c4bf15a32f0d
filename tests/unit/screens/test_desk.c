/* The coordinator's desk, and the table of all screens. */
#include "play.h"

static void every_screen_has_its_name_and_its_functions(void **state) {
    (void)state;
    const struct screen_def *const *defs;
    size_t n = screens_all(&defs), listed = 0;
#define X(name) listed++;
#include "screens/screens.def"
#undef X
    assert_int_equal(n, listed);
    for (size_t i = 0; i < n; i++) {
        assert_ptr_equal(screens_find(defs[i]->name), defs[i]);
        assert_true(defs[i]->state_size > 0 && defs[i]->update && defs[i]->view);
    }
    assert_null(screens_find("nowhere"));
}

static void the_public_may_see_nine_screens_only(void **state) {
    (void)state;
    const struct screen_def *const *defs;
    size_t n = screens_all(&defs), open = 0;
    for (size_t i = 0; i < n; i++)
        open += defs[i]->needs == WHO_PUBLIC;
    /* attract, door, survey, card, help, setup, unlock, codes, the sign-in sheet */
    assert_int_equal(open, 9);
}

static void the_tiles_lead_to_their_screens(void **state) {
    (void)state;
    static const char *const leads[][2] = {{"sessions", "today"},
                                           {"import", "incoming"},
                                           {"put-right", "complaints"},
                                           {"settings", "settings"}};
    struct stage *s = play("coordinator", 0);
    for (size_t i = 0; i < sizeof leads / sizeof *leads; i++) {
        play_tap(s, leads[i][0]);
        assert_goes(s, 0, CMD_GO, leads[i][1], 0);
    }
    play_result(s, MSG_ENTERED, 0, 0);
    asked(s, 0, CMD_COMPLAINTS);
    before_complaints(&s->f);
    play_result(s, MSG_COMPLAINTS, 0, 0);
    assert_reads(s, "2 entries are waiting");
    play_end(s);
}

static void an_export_shows_progress_and_where_the_file_is(void **state) {
    (void)state;
    struct stage *s = play("coordinator", 0);
    play_tap(s, "export");
    assert_string_equal(asked(s, 0, CMD_EXPORT)->text, "sessions");
    before_export(&s->f);
    play_look(s);
    assert_reads(s, "Exporting counts");
    assert_reads(s, "60 of 113");
    play_tap(s, "cancel");
    asked(s, 0, CMD_CANCEL);
    s->f.model.job.running = false;
    before_exported(&s->f);
    play_result(s, MSG_EXPORTED, 0, 0);
    assert_reads(s, "The file is complete and safe to copy");
    assert_reads(s, "/media/usb/turnout-7/sessions-2019-02-06.csv");
    STR_COPY(s->f.model.failure, "The stick is full.");
    play_tap(s, "export");
    play_result(s, MSG_FAILED, CMD_EXPORT, 0);
    assert_reads(s, "The stick is full.");
    assert_false(play_reads(s, "safe to copy"));
    play_end(s);
}

static void files_are_looked_for_and_checked(void **state) {
    (void)state;
    struct stage *s = play("incoming", 0);
    assert_false(play_reads(s, "No files are waiting")); /* nobody has looked yet */
    play_result(s, MSG_ENTERED, 0, 0);
    asked(s, 0, CMD_FIND_FILES);
    play_result(s, MSG_FILES, 0, 0);
    assert_reads(s, "Copy .csv, .ics or .public.pem files");
    before_files(&s->f);
    play_result(s, MSG_FILES, 0, 0);
    assert_reads(s, "24 KB");
    play_tap(s, "file:st-giles-spring.ics");
    assert_string_equal(asked(s, 0, CMD_CHECK_FILE)->text, "st-giles-spring.ics");
    STR_COPY(s->f.model.failure, "This is no calendar.");
    play_result(s, MSG_FAILED, CMD_CHECK_FILE, 0);
    assert_reads(s, "This is no calendar.");
    assert_true(play_has(s, "file:programme-2019.csv")); /* another may be tried */
    play_result(s, MSG_CHECKED, 0, 0);
    assert_goes(s, 0, CMD_GO, "check", 0);
    play_end(s);
}

static void all_files_are_checked_together(void **state) {
    (void)state;
    struct stage *s = play_new();
    before_files(&s->f);
    play_show(s, "incoming", 0);
    play_tap(s, "all");
    assert_string_equal(asked(s, 0, CMD_CHECK_ALL)->text, "");
    STR_COPY(s->f.model.failure, "These files have more than 64 MiB together.");
    play_result(s, MSG_FAILED, CMD_CHECK_ALL, 0);
    assert_reads(s, "more than 64 MiB");
    before_batch(&s->f);
    play_result(s, MSG_CHECKED, 0, 0);
    assert_goes(s, 0, CMD_GO, "batch", 0);
    s->f.model.files = 1; /* which is no batch */
    play_show(s, "incoming", 0);
    assert_false(play_has(s, "all"));
    play_end(s);
}

static void several_files_are_imported_once(void **state) {
    (void)state;
    struct stage *s = play_new();
    before_batch(&s->f);
    play_show(s, "batch", 0);
    assert_reads(s, "6 files, all of them or none");
    assert_false(play_reads(s, "Ask the school for the day."));
    play_tap(s, "file:programme-2019.csv");
    assert_reads(s, "Line 33 · Ask the school for the day.");
    play_tap(s, "file:programme-2019.csv");
    assert_false(play_reads(s, "Ask the school for the day."));
    play_tap(s, "import");
    asked(s, 0, CMD_IMPORT_ALL);
    STR_COPY(s->f.model.failure, "The files have changed since they were checked.");
    play_result(s, MSG_FAILED, CMD_IMPORT_ALL, 0);
    assert_reads(s, "have changed");
    play_result(s, MSG_IMPORTED, 0, 0);
    assert_reads(s, "Imported");
    assert_false(play_has(s, "import"));
    assert_false(play_has(s, "back"));
    play_tap(s, "put-right");
    assert_goes(s, 1, CMD_GO, "complaints", 0);
    play_end(s);
}

static void one_wrong_file_stops_all_of_them(void **state) {
    (void)state;
    struct stage *s = play_new();
    before_batch_errors(&s->f);
    play_show(s, "batch", 0);
    assert_reads(s, "2 files cannot be imported, so none is");
    assert_reads(s, "Line 40 · Write the date as DD/MM/YYYY.");
    assert_reads(s, "This is a PDF");
    assert_true(play_is_off(s, "import"));
    before_batch_card(&s->f); /* and where all is here already, there is nothing to do */
    play_show(s, "batch", 0);
    assert_reads(s, "All of this is on the kiosk already.");
    assert_true(play_is_off(s, "import"));
    play_end(s);
}

static void a_clean_file_is_imported_once(void **state) {
    (void)state;
    struct stage *s = play_new();
    before_check(&s->f);
    play_show(s, "check", 0);
    assert_reads(s, "116 rows: 113 new, 3 seen twice");
    assert_reads(s, "Line 33 · Ask the school for the day.");
    play_tap(s, "import");
    asked(s, 0, CMD_IMPORT);
    play_result(s, MSG_IMPORTED, 0, 0);
    assert_false(play_has(s, "import"));
    assert_false(play_has(s, "back"));
    play_tap(s, "put-right");
    assert_goes(s, 0, CMD_HOME, "coordinator", 0);
    assert_goes(s, 1, CMD_GO, "complaints", 0);
    play_tap(s, "done");
    assert_goes(s, 0, CMD_HOME, "coordinator", 0);
    play_end(s);
}

static void a_key_is_imported_like_a_file(void **state) {
    (void)state;
    struct stage *s = play_new();
    before_check(&s->f); /* an older dry run, which is not the one that counts */
    before_other_key(&s->f);
    s->f.import.errors = 1;
    play_show(s, "check", 0);
    assert_reads(s, "The key 3f9a 0c12 77de 4b81");
    assert_reads(s, "Replace: it replaces the key 81d0 22b7 5e1c 9a40");
    play_tap(s, "import");
    assert_int_equal(asked(s, 0, CMD_IMPORT)->n, KEY_COORDINATOR);
    play_result(s, MSG_IMPORTED, 0, 0);
    assert_reads(s, "Sign-ins and concerns are sealed for the key 3f9a 0c12 77de 4b81.");
    play_tap(s, "done");
    assert_goes(s, 0, CMD_HOME, "coordinator", 0);
    play_end(s);
    s = play_new();
    before_same_key(&s->f);
    play_show(s, "check", 0);
    assert_true(play_is_off(s, "import"));
    play_end(s);
}

static void a_second_reader_is_added_and_withdrawn(void **state) {
    (void)state;
    struct stage *s = play_new();
    before_other_key(&s->f);
    play_show(s, "check", 0);
    play_tap(s, "second");
    assert_int_equal(asked(s, 0, CMD_IMPORT)->n, KEY_SECOND);
    play_result(s, MSG_IMPORTED, 0, 0);
    assert_reads(s, "Concerns are sealed for the key 3f9a 0c12 77de 4b81, too.");
    play_end(s);
    s = play_new();
    before_second_key(&s->f);
    play_show(s, "check", 0);
    assert_reads(s, "The second reader\u2019s key 3f9a 0c12 77de 4b81");
    assert_false(play_has(s, "import"));
    play_tap(s, "withdraw");
    assert_int_equal(asked(s, 0, CMD_IMPORT)->n, KEY_WITHDRAW);
    play_result(s, MSG_IMPORTED, 0, 0);
    assert_reads(s, "Concerns are not sealed for the key 3f9a 0c12 77de 4b81 any more.");
    play_end(s);
}

static void a_form_is_imported_like_a_file(void **state) {
    (void)state;
    struct stage *s = play_new();
    before_check(&s->f); /* an older dry run, which is not the one that counts */
    s->f.import.errors = 1;
    before_form(&s->f);
    play_show(s, "check", 0);
    assert_reads(s, "9 questions, in English (en), Polski (pl), Română (ro)");
    assert_reads(s, "1 note");
    assert_reads(s, "Line 41 · /data/photo");
    play_tap(s, "import");
    asked(s, 0, CMD_IMPORT);
    play_result(s, MSG_IMPORTED, 0, 0);
    assert_reads(s, "In the list of forms from now on: What should the youth club do?");
    play_tap(s, "done");
    assert_goes(s, 0, CMD_HOME, "coordinator", 0);
    play_end(s);
    static void (*const off[])(struct fixture *) = {before_form_errors, before_form_there};
    static const char *const why[] = {"1 error: nothing is imported until it is put right",
                                      "There is nothing to import."};
    for (size_t i = 0; i < 2; i++) {
        s = play_new();
        off[i](&s->f);
        play_show(s, "check", 0);
        assert_true(play_is_off(s, "import"));
        assert_reads(s, why[i]);
        play_end(s);
    }
}

/* Whose key it is nobody here can know, but that it is another one. */
static void a_form_says_which_key_it_brings(void **state) {
    (void)state;
    struct stage *s = play_new();
    before_form_sealed(&s->f);
    play_show(s, "check", 0);
    assert_reads(s, "Its answers are sealed to the key 3f9a 0c12 77de 4b81");
    assert_false(play_is_off(s, "import"));
    play_end(s);
    s = play_new();
    before_form_other_key(&s->f);
    play_show(s, "check", 0);
    assert_reads(s, "Its key changes from 91d0 5e3c 08ab 66f2 to 3f9a 0c12 77de 4b81");
    assert_false(play_is_off(s, "import"));
    play_end(s);
}

static void one_error_stops_the_whole_file(void **state) {
    (void)state;
    struct stage *s = play_new();
    before_check_errors(&s->f);
    play_show(s, "check", 0);
    assert_true(play_is_off(s, "import"));
    assert_reads(s, "Put the errors right in the file, then choose it again.");
    assert_reads(s, "1 error: nothing is imported until it is put right");
    struct str text = {0}; /* though it is the last of the list */
    ui_dump(s->root, s->ui, &text);
    assert_true(strstr(str_c(&text), "31/02/2019") < strstr(str_c(&text), "Mount Grace"));
    str_release(&text);
    s->f.import.errors = s->f.import.complaints = 0;
    s->f.import.rows = 0;
    play_look(s);
    assert_true(play_is_off(s, "import"));
    assert_reads(s, "This file has no rows.");
    play_end(s);
}

static void warnings_are_worked_off_one_by_one(void **state) {
    (void)state;
    struct stage *s = play_new();
    before_complaints(&s->f);
    play_show(s, "complaints", 0);
    assert_reads(s, "programme-2019.csv, line 33");
    assert_false(play_has(s, "done:3"));
    assert_false(play_has(s, "show:2")); /* belongs to no session */
    play_tap(s, "show:1");
    assert_goes(s, 0, CMD_GO, "session", 7);
    play_tap(s, "done:1");
    assert_int_equal(asked(s, 0, CMD_COMPLAINT_DONE)->ref, 1);
    assert_int_equal(asked(s, 0, CMD_COMPLAINT_DONE)->n, 1);
    play_tap(s, "done-too");
    play_tap(s, "done:3");
    assert_int_equal(asked(s, 0, CMD_COMPLAINT_DONE)->ref, 3);
    assert_int_equal(asked(s, 0, CMD_COMPLAINT_DONE)->n, 0);
    play_end(s);
}

static void assert_sets(const struct stage *s, const char *key, const char *value) {
    assert_string_equal(asked(s, 0, CMD_SETTING)->text, key);
    assert_string_equal(asked(s, 0, CMD_SETTING)->text2, value);
}

static void settings_are_sent_by_name(void **state) {
    (void)state;
    struct stage *s = play("settings", 0);
    play_tap(s, "sound");
    assert_sets(s, "sound", "off");
    play_tap(s, "text:150");
    assert_sets(s, "text_pct", "150");
    assert_true(play_node(s, "theme:light")->flags & UI_CHECKED);
    play_tap(s, "theme:contrast-dark");
    assert_sets(s, "theme", "contrast-dark");
    play_tap(s, "codes");
    assert_goes(s, 0, CMD_GO, "codes", 0);
    play_tap(s, "event");
    assert_string_equal(play_node(s, "field")->value, "Safer Streets");
    play_type(s, "field", "Peace week");
    play_tap(s, "done");
    assert_sets(s, "event", "Peace week");
    assert_false(play_has(s, "field"));
    play_end(s);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_screen_has_its_name_and_its_functions),
        cmocka_unit_test(the_public_may_see_nine_screens_only),
        cmocka_unit_test(the_tiles_lead_to_their_screens),
        cmocka_unit_test(an_export_shows_progress_and_where_the_file_is),
        cmocka_unit_test(files_are_looked_for_and_checked),
        cmocka_unit_test(all_files_are_checked_together),
        cmocka_unit_test(several_files_are_imported_once),
        cmocka_unit_test(one_wrong_file_stops_all_of_them),
        cmocka_unit_test(a_clean_file_is_imported_once),
        cmocka_unit_test(a_key_is_imported_like_a_file),
        cmocka_unit_test(a_second_reader_is_added_and_withdrawn),
        cmocka_unit_test(a_form_is_imported_like_a_file),
        cmocka_unit_test(a_form_says_which_key_it_brings),
        cmocka_unit_test(one_error_stops_the_whole_file),
        cmocka_unit_test(warnings_are_worked_off_one_by_one),
        cmocka_unit_test(settings_are_sent_by_name),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
