/* Text into lines. A character of body text (20) is 12 pixels wide. */
#include "sheet.h"

enum { CHAR = 12, LINE = 28 };

static struct ui_face body(struct sheet *s) {
    struct ui_node *text = ui_text(&s->b, NULL, UI_BODY, "");
    return ui_face_of(&s->env, text);
}

/* Wrapped for `chars` characters, the lines joined by '|'. */
static const char *wrapped(struct sheet *s, const char *text, int chars, bool ellipsis) {
    struct ui_face face = body(s);
    const struct ui_lines *lines = ui_wrap(&s->arena, &face, text, chars * CHAR, ellipsis);
    const char *all = "";
    int wide = 0;
    for (size_t i = 0; i < lines->n; i++) {
        const struct ui_line *line = &lines->line[i];
        assert_int_equal(line->w, ui_text_width(&face, line->text, line->len));
        wide = line->w > wide ? line->w : wide;
        all = arena_printf(&s->arena, "%s%s%.*s", all, i ? "|" : "", (int)line->len, line->text);
    }
    assert_int_equal(lines->wide, wide);
    return all;
}

static void lines_break_between_words(void **state) {
    (void)state;
    SHEET(s, 800, 480, 100);
    assert_string_equal(wrapped(&s, "one two three", 13, false), "one two three");
    assert_string_equal(wrapped(&s, "one two three", 12, false), "one two|three");
    assert_string_equal(wrapped(&s, "one two three", 7, false), "one two|three");
    assert_string_equal(wrapped(&s, "one two three", 6, false), "one|two|three");
    assert_string_equal(wrapped(&s, "", 6, false), "");
    assert_string_equal(wrapped(&s, "one two ", 7, false), "one two");
    assert_string_equal(wrapped(&s, "one   two", 6, false), "one|two");
}

static void breaks_that_were_asked_for_are_kept(void **state) {
    (void)state;
    SHEET(s, 800, 480, 100);
    assert_string_equal(wrapped(&s, "one\ntwo\n\nthree\n", 20, false), "one|two||three|");
}

static void hyphens_and_zero_width_spaces_allow_a_break(void **state) {
    (void)state;
    SHEET(s, 800, 480, 100);
    assert_string_equal(wrapped(&s, "Anti-social talk", 8, false), "Anti-|social|talk");
    assert_string_equal(wrapped(&s, "x -12", 3, false), "x|-12"); /* a minus sign is none */
    assert_string_equal(wrapped(&s,
                                "abc\xE2\x80\x8B"
                                "def",
                                4, false),
                        "abc\xE2\x80\x8B|def");
}

static void a_word_too_long_is_broken_between_characters(void **state) {
    (void)state;
    SHEET(s, 800, 480, 100);
    assert_string_equal(wrapped(&s, "abcdefghij", 4, false), "abcd|efgh|ij");
    assert_string_equal(wrapped(&s, "xy abcdefghij kl", 4, false), "xy|abcd|efgh|ij|kl");
    assert_string_equal(wrapped(&s, "abcdef gh", 4, false), "abcd|ef|gh");
    assert_string_equal(wrapped(&s, "abc", 0, false), "a|b|c");
    assert_string_equal(wrapped(&s, "łódź", 2, false), "łó|dź");
    /* An accent stays with its letter: e + U+0301. */
    assert_string_equal(wrapped(&s, "xe\xCC\x81y", 2, false), "x|e\xCC\x81|y");
}

static void an_ellipsis_keeps_what_fits(void **state) {
    (void)state;
    SHEET(s, 800, 480, 100);
    assert_string_equal(wrapped(&s, "Hertswood Academy", 17, true), "Hertswood Academy");
    assert_string_equal(wrapped(&s, "Hertswood Academy", 16, true), "Hertswood Acade…");
    assert_string_equal(wrapped(&s, "Hertswood Academy", 11, true), "Hertswood…");
    assert_string_equal(wrapped(&s, "Hertswood", 1, true), "…");
    assert_string_equal(wrapped(&s, "Hertswood", 0, true), "…");
}

static void every_byte_belongs_to_one_line(void **state) {
    (void)state;
    SHEET(s, 800, 480, 100);
    static const char text[] = "Boys on bikes  wait\nby the bins-behind theflatsmostevenings ";
    struct ui_face face = body(&s);
    for (int chars = 1; chars < 70; chars++) {
        const struct ui_lines *lines = ui_wrap(&s.arena, &face, text, chars * CHAR, false);
        assert_int_equal(lines->line[0].at, 0);
        for (size_t i = 0; i < lines->n; i++) {
            const struct ui_line *line = &lines->line[i];
            size_t next = i + 1 < lines->n ? lines->line[i + 1].at : strlen(text);
            assert_ptr_equal(line->text, text + line->at);
            assert_true(line->w <= chars * CHAR);
            for (size_t k = line->at + line->len; k < next; k++)
                assert_true(text[k] == ' ' || text[k] == '\n');
        }
    }
}

static void narrowest_and_widest(void **state) {
    (void)state;
    SHEET(s, 800, 480, 100);
    struct ui_face face = body(&s);
    assert_int_equal(ui_wrap_widest_line(&face, "one two\nthree"), 7 * CHAR);
    assert_int_equal(ui_wrap_longest_part(&face, "one two\nthree"), 5 * CHAR);
    assert_int_equal(ui_wrap_longest_part(&face, ""), 0);
}

static void a_face_grows_with_the_text_setting_as_far_as_its_style_allows(void **state) {
    (void)state;
    SHEET(s, 800, 480, 150);
    assert_int_equal(ui_font_px(&s.env, UI_BODY), 30);
    assert_int_equal(ui_font_px(&s.env, UI_COUNT), 176);
    assert_int_equal(ui_font_px(&s.env, UI_TITLE), 43);
    s.env.text_pct = 100;
    s.env.unit_pct = 125;
    assert_int_equal(ui_font_px(&s.env, UI_BODY), 25);
    struct ui_face face = body(&s);
    assert_int_equal(face.line_h, 35);
    assert_int_equal(face.baseline, (35 + 25 - 7) / 2);
}

/* --- fields ---------------------------------------------------------------------------------- */

static struct ui_node *lay_out_field(struct sheet *s, const char *value, unsigned flags) {
    struct ui_node *col = ui_col(&s->b, NULL, 0);
    struct ui_node *field = ui_add(&s->b, col, UI_FIELD);
    field->value = value;
    field->hint = "hint";
    field->flags |= flags;
    field->box.w = 10 * CHAR;
    sheet_layout(s, col);
    return field;
}

static void assert_caret(struct sheet *s, const struct ui_node *field, size_t at, int x, int y) {
    struct ui_rect r = ui_caret_rect(field, &s->env, at);
    assert_int_equal(r.x, x);
    assert_int_equal(r.y, y);
    assert_int_equal(r.h, LINE);
}

static void the_caret_stands_before_its_byte(void **state) {
    (void)state;
    SHEET(s, 800, 480, 100);
    struct ui_node *field = lay_out_field(&s, "łódź jest piękna ", 0); /* "łódź jest " "piękna " */
    assert_int_equal(field->lines->n, 2);
    assert_caret(&s, field, 0, 0, 0);
    assert_caret(&s, field, 2, CHAR, 0); /* ł has two bytes */
    assert_caret(&s, field, 13, 0, LINE);
    assert_caret(&s, field, strlen(field->value), 7 * CHAR, LINE); /* behind the last blank */
    field = lay_out_field(&s, "", 0);
    assert_true(field->lines->is_hint);
    assert_caret(&s, field, 0, 0, 0);
}

static void a_tap_puts_the_caret_where_it_is_nearest(void **state) {
    (void)state;
    SHEET(s, 800, 480, 100);
    struct ui_node *field = lay_out_field(&s, "łódź jest piękna", 0);
    assert_int_equal(ui_caret_at(field, &s.env, -50, -50), 0);
    assert_int_equal(ui_caret_at(field, &s.env, 5, 0), 0);
    assert_int_equal(ui_caret_at(field, &s.env, 7, 0), 2);
    assert_int_equal(ui_caret_at(field, &s.env, CHAR, LINE), 14);
    assert_int_equal(ui_caret_at(field, &s.env, 700, 400), strlen(field->value));
    assert_int_equal(ui_caret_at(lay_out_field(&s, "", 0), &s.env, 700, 400), 0);
}

static void a_masked_field_shows_dots_and_counts_characters(void **state) {
    (void)state;
    SHEET(s, 800, 480, 100);
    struct ui_node *field = lay_out_field(&s, "łó12", UI_MASKED);
    assert_string_equal(field->lines->text, "••••");
    assert_caret(&s, field, 4, 2 * CHAR, 0);
    assert_int_equal(ui_caret_at(field, &s.env, 2 * CHAR, 0), 4);
    assert_int_equal(ui_caret_at(field, &s.env, 3 * CHAR, 0), 5);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(lines_break_between_words),
        cmocka_unit_test(breaks_that_were_asked_for_are_kept),
        cmocka_unit_test(hyphens_and_zero_width_spaces_allow_a_break),
        cmocka_unit_test(a_word_too_long_is_broken_between_characters),
        cmocka_unit_test(an_ellipsis_keeps_what_fits),
        cmocka_unit_test(every_byte_belongs_to_one_line),
        cmocka_unit_test(narrowest_and_widest),
        cmocka_unit_test(a_face_grows_with_the_text_setting_as_far_as_its_style_allows),
        cmocka_unit_test(the_caret_stands_before_its_byte),
        cmocka_unit_test(a_tap_puts_the_caret_where_it_is_nearest),
        cmocka_unit_test(a_masked_field_shows_dots_and_counts_characters),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
