/* The parts: on every screen that we promise, at both text sizes, in both directions, nothing is
 * cut, too small for a finger or without a name; and each part has the measures that the look asks
 * for. */
#include "sheet.h"

enum { GO = 1, BACK, AWAY, EDIT, MORE };

static struct ui_msg msg(int id) {
    return (struct ui_msg){.id = id};
}

/* --- sample screens -------------------------------------------------------------------------- */

static struct ui_node *staff_list(struct ui_build *b) {
    struct ui_page page = ui_page(b);
    struct ui_node *end = ui_bar(b, page.body,
                                 &(struct ui_bar){.title = "Gangs and county lines, professionals",
                                                  .second = "Civic Offices, 12 February",
                                                  .back = msg(BACK)});
    ui_chip(b, end, "dates", "find", "All dates", NULL, msg(MORE));
    ui_chip_solid(b, end, "close", NULL, "Close", msg(GO));
    struct ui_node *main = ui_main(b, page.body);
    for (int i = 0; i < 6; i++) {
        struct ui_node *row = ui_list_row(b, main, arena_printf(b->frame, "row:%d", i), "Workshop",
                                          (struct ui_msg){.id = GO, .arg = i});
        struct ui_node *words = ui_col(b, row, 2);
        words->flags |= UI_GROW;
        ui_text(b, words, UI_BODY_BOLD, "Knife crime workshop for the whole of a year");
        ui_text(b, words, UI_SMALL, "Hertswood Academy");
        ui_tag(b, row, UI_TONE_PLAN, "Planned");
    }
    struct ui_node *foot = ui_foot(b, page.body);
    ui_text(b, foot, UI_SMALL, "148 saved, 148 exported, 131 confirmed")->flags |= UI_GROW;
    ui_button(b, foot, "usb", "USB", msg(MORE));
    ui_primary(b, foot, "new", "New session", msg(GO));
    return page.root;
}

static struct ui_node *public_check(struct ui_build *b) {
    struct ui_page page = ui_page(b);
    struct ui_node *end =
        ui_bar(b, page.body,
               &(struct ui_bar){
                   .title = "Question 3 of 4 (optional)", .public_side = true, .back = msg(BACK)});
    ui_chip(b, end, "listen", "sound", "Listen", NULL, msg(MORE));
    ui_chip_solid(b, end, "hide", NULL, "Hide this", msg(AWAY));
    struct ui_node *main = ui_main(b, page.body);
    ui_text(b, main, UI_TITLE, "Check your answers");
    ui_banner(b, main, UI_TONE_STOP, "That did not work", "The stick is full. Use another one.");
    ui_summary(b, main, "about", "What you have seen", "Drugs, county lines", msg(MORE));
    ui_summary(b, main, "where", "Where", "Not provided", msg(0));
    struct ui_node *foot = ui_foot(b, page.body);
    ui_quiet(b, foot, "delete", "Delete it all", msg(AWAY));
    ui_space(b, foot);
    ui_primary(b, foot, "send", "Send", msg(GO))->box.min_w = 260;
    return page.root;
}

static struct ui_node *keyboard(struct ui_build *b) {
    struct ui_page page = ui_page(b);
    ui_bar(b, page.body, &(struct ui_bar){.title = "Note", .back = msg(BACK)});
    ui_field(b, ui_main(b, page.body),
             &(struct ui_field){.key = "note",
                                .label = "What have you seen?",
                                .value = "Boys on bikes",
                                .edit = msg(EDIT)});
    ui_keyboard(b, page.body, "Continue", msg(GO));
    return page.root;
}

static struct ui_node *form(struct ui_build *b) {
    struct ui_page page = ui_page(b);
    ui_bar(b, page.body, &(struct ui_bar){.title = "Settings", .back = msg(BACK)});
    struct ui_node *main = ui_main(b, page.body);
    ui_field(b, main,
             &(struct ui_field){.key = "code",
                                .label = "Staff code",
                                .value = "1234",
                                .error = "That is not the code.",
                                .icon = "lock",
                                .edit = msg(EDIT),
                                .masked = true,
                                .numeric = true});
    ui_choice(b, main, "exact", "Exactly this many", "Counted head by head", true, msg(GO));
    ui_choice(b, main, "about", "About this many", NULL, false, msg(GO));
    ui_switch(b, main, "click", "Click when a button is tapped", "Through the speaker", true,
              msg(GO));
    ui_progress(b, main, "Writing 45 of 100", 45, 100, msg(AWAY));
    ui_empty(b, main, "list", "No session today", "Add one, or pick another date.");
    struct ui_node *foot = ui_foot(b, page.body);
    ui_danger(b, foot, "wipe", "Wipe this kiosk", msg(MORE));
    ui_button(b, foot, "cancel-all", "Cancel", msg(AWAY));
    ui_primary(b, foot, "save", "Save the changes", msg(GO));
    return page.root;
}

static struct ui_node *number_dialog(struct ui_build *b) {
    struct ui_page page = ui_page(b);
    ui_bar(b, page.body, &(struct ui_bar){.title = "Count", .back = msg(BACK)});
    ui_toast(b, &page, UI_TONE_GOOD, "Exported 148 records to the stick.");
    struct ui_node *dialog = ui_dialog(b, &page, "Exact count", msg(AWAY));
    ui_text(b, dialog, UI_BODY, "212 counted so far. The difference becomes one mark on the tape.");
    ui_pad(b, dialog);
    struct ui_node *foot = ui_dialog_foot(b, dialog);
    ui_button(b, foot, "keep", "Keep it as it is", msg(AWAY));
    ui_primary(b, foot, "set", "Set this number", msg(GO));
    return page.root;
}

static struct ui_node *(*const screens[])(struct ui_build *) = {staff_list, public_check, keyboard,
                                                                form, number_dialog};
static const struct { int w, h; } sizes[] = {{800, 480}, {1024, 600}, {1280, 720}, {480, 800}};

static void every_part_fits_every_screen(void **state) {
    (void)state;
    size_t faults = 0;
    for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
        for (int setting = 0; setting < 4; setting++) {
            for (size_t k = 0; k < sizeof screens / sizeof *screens; k++) {
                SHEET(s, sizes[i].w, sizes[i].h, setting & 1 ? 150 : 100);
                s.env.rtl = setting & 2;
                struct ui_node *root = screens[k](&s.b);
                sheet_layout(&s, root);
                struct str out = {0};
                size_t n = ui_lint(root, &s.env, &out);
                if (n > 0)
                    print_error("screen %zu at %dx%d, %d %%:\n%s", k, sizes[i].w, sizes[i].h,
                                s.env.text_pct, str_c(&out));
                faults += n;
                str_release(&out);
            }
        }
    }
    assert_int_equal(faults, 0);
}

/* --- measures -------------------------------------------------------------------------------- */

static struct ui_node *find(struct ui_node *n, const char *key) {
    if (str_eq(n->key, key))
        return n;
    struct ui_node *found = NULL;
    for (struct ui_node *k = n->first; k && !found; k = k->next)
        found = find(k, key);
    return found;
}

static void bars_and_feet_have_their_heights(void **state) {
    (void)state;
    static struct ui_node *(*const with_foot[])(struct ui_build *) = {form, public_check};
    for (size_t i = 0; i < 2; i++) {
        SHEET(s, 800, 480, 100);
        struct ui_node *root = with_foot[i](&s.b), *body = root->first;
        sheet_layout(&s, root);
        assert_rect(body->first, 0, 0, 800, 64);
        struct ui_node *main = find(root, "main");
        assert_rect(main, 0, 64, 800, 480 - 64 - 88);
        assert_int_equal(body->last->at.y + body->last->at.h, 480);
    }
}

static void the_primary_action_is_the_last_and_at_the_end(void **state) {
    (void)state;
    SHEET(s, 800, 480, 100);
    struct ui_node *root = public_check(&s.b);
    sheet_layout(&s, root);
    struct ui_node *send = find(root, "send");
    assert_rect(send, 800 - 24 - 260, 480 - 12 - 64, 260, 64);
    s.env.rtl = true;
    sheet_layout(&s, root);
    assert_int_equal(send->at.x, 24);
}

static void a_foot_stacks_on_a_narrow_screen(void **state) {
    (void)state;
    SHEET(s, 480, 800, 150);
    struct ui_node *root = form(&s.b);
    sheet_layout(&s, root);
    struct ui_node *wipe = find(root, "wipe"), *save = find(root, "save");
    assert_int_equal(wipe->at.x, 24);
    assert_int_equal(wipe->at.w, 432);
    assert_int_equal(save->at.w, 432);
    assert_true(save->at.y > wipe->at.y + wipe->at.h);
}

static void a_list_row_opens_only_when_it_has_a_message(void **state) {
    (void)state;
    SHEET(s, 800, 480, 100);
    struct ui_node *col = ui_col(&s.b, NULL, 0);
    struct ui_node *opens = ui_list_row(&s.b, col, "a", "Workshop", msg(GO));
    struct ui_node *shows = ui_list_row(&s.b, col, "b", "Workshop", msg(0));
    sheet_layout(&s, col);
    assert_int_equal(opens->kind, UI_BUTTON);
    assert_int_equal(shows->kind, UI_ROW);
    assert_int_equal(opens->at.h, 84);
    assert_int_equal(shows->at.h, 84);
}

static void chips_know_where_they_stand(void **state) {
    (void)state;
    SHEET(s, 800, 480, 100);
    struct ui_page page = ui_page(&s.b);
    struct ui_node *end = ui_bar(&s.b, page.body, &(struct ui_bar){.title = "Count"});
    struct ui_node *on_bar = ui_chip(&s.b, end, "a", NULL, "Tape", "9", msg(GO));
    struct ui_node *solid = ui_chip_solid(&s.b, end, "b", NULL, "Close", msg(GO));
    struct ui_node *below = ui_chip(&s.b, page.body, "c", NULL, "Staff", "9", msg(GO));
    assert_int_equal(on_bar->box.edge, UI_staff_edge);
    assert_int_equal(on_bar->first->ink, UI_on_staff);
    assert_int_equal(solid->box.fill, UI_on_staff);
    assert_int_equal(solid->first->ink, UI_staff);
    assert_int_equal(below->box.fill, UI_paper);
    assert_int_equal(below->first->ink, UI_ink);
    assert_string_equal(below->value, "9");
    sheet_layout(&s, page.root);
    assert_int_equal(on_bar->at.h, 52);
    assert_int_equal(on_bar->at.y, 6);
}

static void an_icon_goes_before_the_words(void **state) {
    (void)state;
    SHEET(s, 800, 480, 100);
    struct ui_node *button = ui_primary(&s.b, NULL, "go", "Send", msg(GO));
    struct ui_node *icon = ui_face_icon(&s.b, button, "tick", 24);
    assert_ptr_equal(button->first, icon);
    assert_ptr_equal(icon->next, button->last);
    assert_string_equal(button->last->label, "Send");
    assert_int_equal(icon->ink, UI_on_act);
}

static void a_card_is_centred_and_scrolls_when_it_is_too_tall(void **state) {
    (void)state;
    SHEET(s, 800, 480, 100);
    struct ui_page page = ui_page(&s.b);
    struct ui_node *words = ui_dialog(&s.b, &page, "Close this session?", msg(AWAY));
    struct ui_node *dialog = page.root->last, *card = dialog->first;
    ui_text(&s.b, words, UI_BODY, "212 heads are counted. The number can still be corrected.");
    struct ui_node *foot = ui_dialog_foot(&s.b, words);
    struct ui_node *yes = ui_primary(&s.b, foot, "yes", "Close it", msg(GO));
    sheet_layout(&s, page.root);
    assert_int_equal(dialog->kind, UI_DIALOG);
    assert_int_equal(dialog->on_tap.id, AWAY);
    assert_rect(dialog, 0, 0, 800, 480);
    assert_int_equal(card->at.w, 640);
    assert_int_equal(card->at.x, 80);
    assert_int_equal(card->at.y, (480 - card->at.h) / 2);
    assert_int_equal(words->content_h, words->at.h);
    for (int i = 0; i < 30; i++)
        ui_textf(&s.b, words, UI_BODY, "Line %d", i);
    sheet_layout(&s, page.root);
    assert_int_equal(card->at.y, 12);
    assert_int_equal(card->at.h, 456);
    assert_true(words->content_h > words->at.h);
    assert_true(yes->at.y >= words->at.y + words->at.h); /* the foot does not scroll away */
    assert_true(yes->at.y + yes->at.h < 468);
}

static void a_field_carries_what_it_was_given(void **state) {
    (void)state;
    SHEET(s, 800, 480, 100);
    struct ui_node *root = form(&s.b), *code = find(root, "code");
    assert_int_equal(code->kind, UI_FIELD);
    assert_int_equal(code->flags & (UI_MASKED | UI_NUMERIC | UI_INVALID | UI_AUTOFOCUS),
                     UI_MASKED | UI_NUMERIC | UI_INVALID);
    assert_string_equal(code->label, "Staff code");
    assert_int_equal(code->on_edit.id, EDIT);
    struct str seen = {0};
    sheet_layout(&s, root);
    ui_visible_text(root, &seen);
    assert_non_null(strstr(str_c(&seen), "That is not the code."));
    assert_null(strstr(str_c(&seen), "1234"));
    str_release(&seen);
}

static void choices_and_switches_say_their_state(void **state) {
    (void)state;
    SHEET(s, 800, 480, 100);
    struct ui_node *root = form(&s.b);
    assert_true(find(root, "exact")->flags & UI_CHECKED);
    assert_false(find(root, "about")->flags & UI_CHECKED);
    assert_true(find(root, "click")->flags & UI_CHECKED);
    assert_string_equal(find(root, "click")->value, "On");
}

/* --- keys ------------------------------------------------------------------------------------ */

/* A veil would grey it, and at the bottom it would lie on the dialog's buttons. */
static void a_toast_stands_above_a_dialog(void **state) {
    (void)state;
    SHEET(s, 800, 480, 100);
    struct ui_node *root = number_dialog(&s.b), *toast = root->last;
    sheet_layout(&s, root);
    assert_int_equal(toast->kind, UI_COL);
    assert_true(toast->first->at.y < 20);
    assert_int_equal(find(root, "set")->on_tap.id, GO);
    struct ui_page page = ui_page(&s.b);
    ui_toast(&s.b, &page, UI_TONE_GOOD, "Exported 148 records to the stick.");
    sheet_layout(&s, page.root);
    assert_in_range(page.root->last->first->at.y, 300, 480 - 88);
}

static void the_keyboard_leaves_room_for_a_field(void **state) {
    (void)state;
    for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
        for (int text = 100; text <= 150; text += 50) {
            SHEET(s, sizes[i].w, sizes[i].h, text);
            struct ui_node *root = keyboard(&s.b);
            sheet_layout(&s, root);
            struct ui_node *note = find(root, "note"), *q = find(root, "key:q");
            assert_int_equal(note->clip.h, note->at.h);
            assert_true(note->at.y + note->at.h < q->at.y);
            assert_true(q->at.h >= ui_px(&s.env, 48));
        }
    }
}

static void keys_send_reserved_messages_and_done_sends_its_own(void **state) {
    (void)state;
    SHEET(s, 800, 480, 100);
    struct ui_node *root = keyboard(&s.b);
    struct ui_node *e = find(root, "key:e"), *del = find(root, "key-delete");
    assert_int_equal(e->on_tap.id, UI_MSG_KEY_CHAR);
    assert_int_equal(e->on_tap.arg, 'e');
    assert_int_equal(e->on_hold.id, UI_MSG_KEY_ACCENTS);
    assert_int_equal(find(root, "key:q")->on_hold.id, 0);
    assert_int_equal(del->on_tap.arg, UI_KEY_DO_BACKSPACE);
    assert_true(del->flags & UI_REPEAT);
    assert_int_equal(find(root, "key-space")->on_tap.arg, ' ');
    assert_int_equal(find(root, "done")->on_tap.id, GO);
}

static void pages_and_shift_come_from_the_view_state(void **state) {
    (void)state;
    SHEET(s, 800, 480, 100);
    s.kit.shift = UI_SHIFT_ONCE;
    struct ui_node *e = find(keyboard(&s.b), "key:e");
    assert_string_equal(e->label, "E");
    assert_int_equal(e->on_tap.arg, 'E');
    s.kit = (struct ui_view_state){.page = UI_PAGE_NUMBERS};
    struct ui_node *root = keyboard(&s.b);
    assert_null(find(root, "key:e"));
    assert_int_equal(find(root, "key:£")->on_tap.arg, 0xA3);
    s.kit.page = UI_PAGE_SIGNS;
    assert_non_null(find(keyboard(&s.b), "key:€"));
    s.env.kit = NULL;
    assert_string_equal(find(keyboard(&s.b), "key:e")->label, "e");
}

static void accents_stand_above_or_on_a_low_screen_instead_of_the_first_row(void **state) {
    (void)state;
    SHEET(s, 800, 480, 100);
    s.kit.accents_of = 'e';
    struct ui_node *root = keyboard(&s.b);
    assert_int_equal(find(root, "key:é")->on_tap.arg, 0xE9);
    assert_null(find(root, "key:q"));
    assert_non_null(find(root, "key:a"));
    SHEET(tall, 480, 800, 100);
    tall.kit.accents_of = 'E';
    root = keyboard(&tall.b);
    sheet_layout(&tall, root);
    assert_int_equal(find(root, "key:É")->on_tap.arg, 0xC9);
    assert_true(find(root, "key:É")->at.y < find(root, "key:q")->at.y);
}

static void the_pad_has_ten_large_digits(void **state) {
    (void)state;
    SHEET(s, 480, 800, 100);
    struct ui_node *col = ui_col(&s.b, NULL, 0);
    struct ui_node *pad = ui_pad(&s.b, col);
    sheet_layout(&s, col);
    for (int i = 0; i < 10; i++) {
        struct ui_node *n = find(pad, arena_printf(&s.arena, "pad:%d", i));
        assert_int_equal(n->on_tap.arg, '0' + i);
        assert_true(n->at.w >= 64 && n->at.h >= 64);
    }
    assert_int_equal(find(pad, "pad:0")->at.x, find(pad, "pad:8")->at.x);
    assert_int_equal(find(pad, "pad:delete")->at.x, find(pad, "pad:9")->at.x);
    assert_int_equal(find(pad, "pad:delete")->on_tap.arg, UI_KEY_DO_BACKSPACE);
}

static void letters_and_digits_keep_their_order_on_a_mirrored_screen(void **state) {
    (void)state;
    SHEET(s, 800, 480, 100);
    s.env.rtl = true;
    struct ui_node *root = keyboard(&s.b), *pad = number_dialog(&s.b);
    sheet_layout(&s, root);
    sheet_layout(&s, pad);
    assert_true(find(root, "key:q")->at.x < find(root, "key:w")->at.x);
    assert_true(find(root, "back")->at.x > 400);
    assert_true(find(pad, "pad:1")->at.x < find(pad, "pad:2")->at.x);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_part_fits_every_screen),
        cmocka_unit_test(bars_and_feet_have_their_heights),
        cmocka_unit_test(the_primary_action_is_the_last_and_at_the_end),
        cmocka_unit_test(a_foot_stacks_on_a_narrow_screen),
        cmocka_unit_test(a_list_row_opens_only_when_it_has_a_message),
        cmocka_unit_test(chips_know_where_they_stand),
        cmocka_unit_test(an_icon_goes_before_the_words),
        cmocka_unit_test(a_card_is_centred_and_scrolls_when_it_is_too_tall),
        cmocka_unit_test(a_field_carries_what_it_was_given),
        cmocka_unit_test(choices_and_switches_say_their_state),
        cmocka_unit_test(a_toast_stands_above_a_dialog),
        cmocka_unit_test(the_keyboard_leaves_room_for_a_field),
        cmocka_unit_test(keys_send_reserved_messages_and_done_sends_its_own),
        cmocka_unit_test(pages_and_shift_come_from_the_view_state),
        cmocka_unit_test(accents_stand_above_or_on_a_low_screen_instead_of_the_first_row),
        cmocka_unit_test(the_pad_has_ten_large_digits),
        cmocka_unit_test(letters_and_digits_keep_their_order_on_a_mirrored_screen),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
