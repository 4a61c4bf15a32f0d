/* What the on-screen keys do to the keyboard, and the letters behind the letters. */
#include "sheet.h"

static bool tap(struct ui_view_state *state, int id, int arg) {
    return ui_keys_apply(state, (struct ui_msg){.id = id, .arg = arg});
}

static void only_reserved_messages_are_keys(void **state) {
    (void)state;
    assert_true(ui_msg_is_key((struct ui_msg){.id = UI_MSG_KEY_CHAR}));
    assert_true(ui_msg_is_key((struct ui_msg){.id = UI_MSG_KEY_DO}));
    assert_true(ui_msg_is_key((struct ui_msg){.id = UI_MSG_KEY_ACCENTS}));
    assert_false(ui_msg_is_key((struct ui_msg){.id = 0}));
    assert_false(ui_msg_is_key((struct ui_msg){.id = 1}));
    assert_false(ui_msg_is_key((struct ui_msg){.id = -1000}));
}

static void shift_is_for_one_letter_then_locked_then_off(void **state) {
    (void)state;
    struct ui_view_state kit = {0};
    assert_true(tap(&kit, UI_MSG_KEY_DO, UI_KEY_DO_SHIFT));
    assert_int_equal(kit.shift, UI_SHIFT_ONCE);
    assert_true(tap(&kit, UI_MSG_KEY_CHAR, 'A'));
    assert_int_equal(kit.shift, UI_SHIFT_OFF);
    assert_false(tap(&kit, UI_MSG_KEY_CHAR, 'b'));
    tap(&kit, UI_MSG_KEY_DO, UI_KEY_DO_SHIFT);
    tap(&kit, UI_MSG_KEY_DO, UI_KEY_DO_SHIFT);
    assert_int_equal(kit.shift, UI_SHIFT_LOCKED);
    assert_false(tap(&kit, UI_MSG_KEY_CHAR, 'C'));
    assert_false(tap(&kit, UI_MSG_KEY_DO, UI_KEY_DO_BACKSPACE));
    tap(&kit, UI_MSG_KEY_DO, UI_KEY_DO_SHIFT);
    assert_int_equal(kit.shift, UI_SHIFT_OFF);
}

static void pages_turn(void **state) {
    (void)state;
    struct ui_view_state kit = {0};
    assert_true(tap(&kit, UI_MSG_KEY_DO, UI_KEY_DO_NUMBERS));
    assert_int_equal(kit.page, UI_PAGE_NUMBERS);
    assert_false(tap(&kit, UI_MSG_KEY_CHAR, '1')); /* and stay turned */
    assert_true(tap(&kit, UI_MSG_KEY_DO, UI_KEY_DO_SIGNS));
    assert_int_equal(kit.page, UI_PAGE_SIGNS);
    assert_true(tap(&kit, UI_MSG_KEY_DO, UI_KEY_DO_LETTERS));
    assert_int_equal(kit.page, UI_PAGE_LETTERS);
}

static void accents_close_after_any_key(void **state) {
    (void)state;
    static const struct {
        int id, arg;
    } keys[] = {{UI_MSG_KEY_CHAR, 0xE9},
                {UI_MSG_KEY_DO, UI_KEY_DO_BACKSPACE},
                {UI_MSG_KEY_DO, UI_KEY_DO_HIDE_ACCENTS}};
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
        struct ui_view_state kit = {0};
        assert_true(tap(&kit, UI_MSG_KEY_ACCENTS, 'e'));
        assert_int_equal(kit.accents_of, 'e');
        assert_true(tap(&kit, keys[i].id, keys[i].arg));
        assert_int_equal(kit.accents_of, 0);
    }
}

static void accents_keep_the_case_of_their_letter(void **state) {
    (void)state;
    uint32_t small[16], large[16];
    size_t n = ui_keys_accents('l', small, 16);
    assert_int_equal(n, ui_keys_accents('L', large, 16));
    assert_int_equal(small[0], 0x142);
    assert_int_equal(large[0], 0x141);
    assert_int_equal(ui_keys_accents('q', small, 16), 0);
    assert_int_equal(ui_keys_accents('1', small, 16), 0);
    assert_int_equal(ui_keys_accents('a', small, 2), 2);
}

static void capitals_of_european_letters(void **state) {
    (void)state;
    static const struct {
        uint32_t small, capital;
    } letters[] = {{'a', 'A'},     {'z', 'Z'},     {0xE9, 0xC9},   {0xFE, 0xDE},   {0xFF, 0x178},
                   {0x103, 0x102}, {0x105, 0x104}, {0x107, 0x106}, {0x142, 0x141}, {0x144, 0x143},
                   {0x151, 0x150}, {0x15B, 0x15A}, {0x17A, 0x179}, {0x17C, 0x17B}, {0x219, 0x218},
                   {0x21B, 0x21A}, {0x131, 'I'},   {0xDF, 0xDF},   {0xF7, 0xF7},   {'A', 'A'},
                   {'1', '1'},     {0x104, 0x104}, {0x141, 0x141}, {0x179, 0x179}};
    for (size_t i = 0; i < sizeof letters / sizeof *letters; i++)
        assert_int_equal(ui_keys_upper(letters[i].small), letters[i].capital);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(only_reserved_messages_are_keys),
        cmocka_unit_test(shift_is_for_one_letter_then_locked_then_off),
        cmocka_unit_test(pages_turn),
        cmocka_unit_test(accents_close_after_any_key),
        cmocka_unit_test(accents_keep_the_case_of_their_letter),
        cmocka_unit_test(capitals_of_european_letters),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
