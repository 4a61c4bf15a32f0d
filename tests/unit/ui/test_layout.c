/* Where layout puts things. A character of body text (20) is 12 pixels wide, its line 28 high. */
#include "sheet.h"

enum { CHAR = 12, LINE = 28 };

static struct ui_node *box(struct sheet *s, struct ui_node *parent, int w, int h) {
    struct ui_node *n = ui_add(&s->b, parent, UI_SPACE);
    n->box.w = (int16_t)w;
    n->box.h = (int16_t)h;
    return n;
}

static struct ui_node *growing(struct sheet *s, struct ui_node *parent, int weight) {
    struct ui_node *n = ui_space(&s->b, parent);
    n->box.grow = (uint8_t)weight;
    return n;
}

static struct ui_node *words(struct sheet *s, struct ui_node *parent, const char *label) {
    return ui_text(&s->b, parent, UI_BODY, label);
}

/* --- columns --------------------------------------------------------------------------------- */

static void a_column_stacks_stretches_and_pads(void **state) {
    (void)state;
    SHEET(s, 800, 480, 100);
    struct ui_node *col = ui_col(&s.b, NULL, 8);
    col->box.pad_x = 24;
    col->box.pad_y = 10;
    col->box.edge = UI_line;
    struct ui_node *a = words(&s, col, "one"), *b = box(&s, col, 0, 40), *c = box(&s, col, 100, 40);
    struct ui_node *narrow = words(&s, col, "no wider than this");
    narrow->box.max_w = 150;
    sheet_layout(&s, col);
    assert_rect(col, 0, 0, 800, 480);
    assert_rect(a, 26, 12, 748, LINE);
    assert_rect(b, 26, 12 + LINE + 8, 748, 40);
    assert_rect(c, 26, 12 + LINE + 56, 100, 40);
    assert_rect(narrow, 26, 12 + LINE + 104, 150, 2 * LINE);
}

static void a_line_below_takes_room_below_only(void **state) {
    (void)state;
    SHEET(s, 800, 480, 100);
    struct ui_node *col = ui_col(&s.b, NULL, 0), *row = ui_row(&s.b, col, 0);
    row->box.edge = UI_line;
    row->box.edge_bottom = 3;
    struct ui_node *n = box(&s, row, 50, 20);
    sheet_layout(&s, col);
    assert_rect(row, 0, 0, 800, 23);
    assert_rect(n, 0, 0, 50, 20);
}

static void a_column_aligns_and_justifies(void **state) {
    (void)state;
    static const struct {
        enum ui_align align, justify;
        int x, y;
    } cases[] = {
        {UI_START, UI_START, 0, 0}, {UI_CENTRE, UI_CENTRE, 350, 190}, {UI_END, UI_END, 700, 380}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        SHEET(s, 800, 480, 100);
        struct ui_node *col = ui_col(&s.b, NULL, 0);
        col->box.align = (uint8_t)cases[i].align;
        col->box.justify = (uint8_t)cases[i].justify;
        struct ui_node *n = box(&s, col, 100, 100);
        sheet_layout(&s, col);
        assert_rect(n, cases[i].x, cases[i].y, 100, 100);
    }
}

static void room_between_is_shared_to_the_last_pixel(void **state) {
    (void)state;
    SHEET(s, 800, 480, 100);
    struct ui_node *col = ui_col(&s.b, NULL, 0);
    col->box.justify = UI_BETWEEN;
    struct ui_node *n[4];
    for (int i = 0; i < 4; i++)
        n[i] = box(&s, col, 10, 100); /* 80 are left for three gaps */
    sheet_layout(&s, col);
    assert_int_equal(n[0]->at.y, 0);
    assert_int_equal(n[1]->at.y, 127);
    assert_int_equal(n[2]->at.y, 254);
    assert_int_equal(n[3]->at.y + n[3]->at.h, 480);
}

static void what_grows_in_a_column_is_never_less_than_its_content(void **state) {
    (void)state;
    SHEET(s, 800, 480, 100);
    struct ui_node *col = ui_col(&s.b, NULL, 0);
    struct ui_node *small = ui_col(&s.b, col, 0), *big = ui_col(&s.b, col, 0);
    small->flags |= UI_GROW;
    big->flags |= UI_GROW;
    box(&s, small, 10, 10);
    box(&s, big, 10, 300);
    sheet_layout(&s, col);
    assert_rect(small, 0, 0, 800, 180);
    assert_rect(big, 0, 180, 800, 300);
    big->kind = UI_SCROLL; /* nor is a list that could be all in view */
    sheet_layout(&s, col);
    assert_rect(big, 0, 180, 800, 300);
}

/* --- rows ------------------------------------------------------------------------------------ */

static void a_row_centres_across_and_can_stretch(void **state) {
    (void)state;
    SHEET(s, 800, 480, 100);
    struct ui_node *col = ui_col(&s.b, NULL, 0), *row = ui_row(&s.b, col, 8);
    struct ui_node *a = box(&s, row, 50, 60), *b = box(&s, row, 50, 20), *c = box(&s, row, 50, 0);
    sheet_layout(&s, col);
    assert_rect(a, 0, 0, 50, 60);
    assert_rect(b, 58, 20, 50, 20);
    row->box.align = UI_STRETCH;
    sheet_layout(&s, col);
    assert_rect(b, 58, 0, 50, 20); /* its height is its own */
    assert_rect(c, 116, 0, 50, 60);
}

static void growth_is_shared_by_weight_to_the_last_pixel(void **state) {
    (void)state;
    SHEET(s, 800, 480, 100);
    struct ui_node *row = ui_row(&s.b, NULL, 10);
    struct ui_node *fixed = box(&s, row, 101, 10), *one = growing(&s, row, 1);
    struct ui_node *two = growing(&s, row, 2), *also = growing(&s, row, 0);
    sheet_layout(&s, row);
    assert_int_equal(fixed->at.w, 101);
    assert_int_equal(one->at.w + two->at.w + also->at.w, 800 - 101 - 30);
    assert_in_range(one->at.w, 167, 168);
    assert_in_range(two->at.w, 334, 335);
    assert_int_equal(also->at.x + also->at.w, 800);
}

static void growing_texts_are_equal_unless_one_needs_more(void **state) {
    (void)state;
    SHEET(s, 800, 480, 100);
    struct ui_node *row = ui_row(&s.b, NULL, 0);
    struct ui_node *a = words(&s, row, "short"), *b = words(&s, row, "rather a longer text");
    a->flags |= UI_GROW;
    b->flags |= UI_GROW;
    sheet_layout(&s, row);
    assert_int_equal(a->at.w, 400);
    assert_int_equal(b->at.w, 400);
    b->label = "a text that is so long that both together could not stand on one line each";
    sheet_layout(&s, row);
    assert_int_equal(a->at.w, 400);
    assert_int_equal(b->at.w, 400);
    b->label = "Donaudampfschifffahrtsgesellschaftskapitän";
    sheet_layout(&s, row);
    assert_int_equal(b->at.w, 42 * CHAR);
    assert_int_equal(a->at.w, 800 - 42 * CHAR);
    assert_int_equal(b->lines->n, 1);
}

static void texts_wrap_before_buttons_and_buttons_before_words_break(void **state) {
    (void)state;
    SHEET(s, 800, 480, 100);
    struct ui_node *col = ui_col(&s.b, NULL, 0), *row = ui_row(&s.b, col, 0);
    struct ui_node *text = words(&s, row, "aaaa bbbb cccc dddd");
    struct ui_node *face = words(&s, row, "eeee ffff");
    face->flags |= UI_WHOLE;
    static const struct {
        int room; /* characters */
        size_t text_lines, face_lines;
        int text_most, face_most;
    } cases[] = {
        {28, 1, 1, 19, 9}, {20, 2, 1, 11, 9}, {13, 4, 1, 4, 9}, {9, 4, 2, 4, 5}, {6, 8, 4, 3, 3}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        row->box.w = (int16_t)(cases[i].room * CHAR);
        sheet_layout(&s, col);
        assert_int_equal(text->lines->n, cases[i].text_lines);
        assert_int_equal(face->lines->n, cases[i].face_lines);
        assert_true(text->at.w <= cases[i].text_most * CHAR + CHAR);
        assert_true(face->at.w <= cases[i].face_most * CHAR + CHAR);
        assert_true(text->at.w + face->at.w <= row->at.w);
        assert_int_equal(row->at.h, LINE * (int)(text->lines->n > face->lines->n ? text->lines->n
                                                                                 : face->lines->n));
    }
}

static void a_growing_text_is_not_starved_by_its_neighbour(void **state) {
    (void)state;
    SHEET(s, 480, 800, 100);
    struct ui_node *col = ui_col(&s.b, NULL, 0), *row = ui_row(&s.b, col, 0);
    struct ui_node *title = words(&s, row, "Gangs and county lines, professionals");
    title->flags |= UI_GROW;
    struct ui_node *side = words(&s, row, "about seventy heads are expected");
    sheet_layout(&s, col);
    assert_true(title->at.w >= 200);
    assert_true(side->lines->n > 1);
    assert_int_equal(title->at.w + side->at.w, 480);
}

static void what_may_be_cut_gives_way_first(void **state) {
    (void)state;
    SHEET(s, 800, 480, 100);
    struct ui_node *col = ui_col(&s.b, NULL, 0), *row = ui_row(&s.b, col, 0);
    row->box.w = 20 * CHAR;
    struct ui_node *cut = words(&s, row, "Hertswood Academy, Year 9"),
                   *number = words(&s, row, "1 234 567");
    cut->flags |= UI_ELLIPSIS;
    number->flags |= UI_WIDE_OK;
    sheet_layout(&s, col);
    assert_int_equal(number->at.w, 9 * CHAR);
    assert_int_equal(cut->at.w, 11 * CHAR);
    assert_int_equal(cut->lines->n, 1);
    assert_true(cut->lines->wide <= cut->at.w);
}

static void a_row_stacks_when_its_words_would_become_a_strip(void **state) {
    (void)state;
    SHEET(s, 800, 480, 100);
    struct ui_node *col = ui_col(&s.b, NULL, 0), *row = ui_row(&s.b, col, 10);
    row->flags |= UI_STACKS;
    struct ui_node *text = words(&s, row, "148 saved, 148 exported, 131 confirmed");
    text->flags |= UI_GROW;
    struct ui_node *button = box(&s, row, 300, 64);
    sheet_layout(&s, col);
    assert_rect(button, 500, 0, 300, 64);
    row->box.w = 440;
    sheet_layout(&s, col);
    assert_rect(text, 0, 0, 440, 2 * LINE);
    assert_rect(button, 0, 2 * LINE + 10, 300, 64);
    assert_int_equal(row->at.h, 2 * LINE + 74);
}

/* --- flows, stacks --------------------------------------------------------------------------- */

static void a_flow_goes_on_in_further_lines(void **state) {
    (void)state;
    SHEET(s, 800, 480, 100);
    struct ui_node *col = ui_col(&s.b, NULL, 0), *flow = ui_flow(&s.b, col, 10);
    struct ui_node *n[3];
    for (int i = 0; i < 3; i++)
        n[i] = box(&s, flow, 300, 50);
    struct ui_node *low = box(&s, flow, 20, 20), *rest = growing(&s, flow, 1);
    rest->box.h = 10;
    struct ui_node *after = box(&s, col, 10, 10);
    sheet_layout(&s, col);
    assert_rect(n[0], 0, 0, 300, 50);
    assert_rect(n[1], 310, 0, 300, 50);
    assert_rect(n[2], 0, 60, 300, 50);
    assert_rect(low, 310, 75, 20, 20);
    assert_rect(rest, 340, 80, 460, 10);
    assert_int_equal(after->at.y, 110);
}

static void what_is_wider_than_a_flow_wraps_inside(void **state) {
    (void)state;
    SHEET(s, 480, 800, 100);
    struct ui_node *col = ui_col(&s.b, NULL, 0), *flow = ui_flow(&s.b, col, 10);
    struct ui_node *text = words(&s, flow, "a text that is much wider than the screen can be");
    sheet_layout(&s, col);
    assert_rect(text, 0, 0, 480, 2 * LINE);
}

static void a_stack_gives_all_of_it_to_each(void **state) {
    (void)state;
    SHEET(s, 800, 480, 100);
    struct ui_node *stack = ui_stack(&s.b, NULL);
    struct ui_node *a = ui_col(&s.b, stack, 0), *b = ui_col(&s.b, stack, 0);
    sheet_layout(&s, stack);
    assert_rect(a, 0, 0, 800, 480);
    assert_rect(b, 0, 0, 800, 480);
}

/* --- scrolls --------------------------------------------------------------------------------- */

struct asked {
    int offset, content_h, view_h;
    const char *key;
};

static int answer(void *ctx, const char *key, int content_h, int view_h) {
    struct asked *a = ctx;
    a->key = key;
    a->content_h = content_h;
    a->view_h = view_h;
    return a->offset;
}

static void a_scroll_takes_what_is_left_and_shows_a_part(void **state) {
    (void)state;
    SHEET(s, 800, 480, 100);
    struct ui_node *col = ui_col(&s.b, NULL, 0), *head = box(&s, col, 0, 64);
    struct ui_node *list = ui_scroll(&s.b, col, "list"), *foot = box(&s, col, 0, 88);
    list->flags |= UI_GROW;
    list->box.pad_y = 10;
    struct ui_node *row[20];
    for (int i = 0; i < 20; i++)
        row[i] = box(&s, list, 0, 50);
    struct asked asked = {.offset = 130};
    ui_layout_tree(col, &s.env, answer, &asked);
    assert_int_equal(head->at.h, 64);
    assert_rect(list, 0, 64, 800, 480 - 64 - 88);
    assert_rect(foot, 0, 392, 800, 88);
    assert_string_equal(asked.key, "list");
    assert_int_equal(asked.content_h, 1020);
    assert_int_equal(asked.view_h, 328);
    assert_int_equal(list->content_h, 1020);
    assert_rect(row[0], 0, 64 + 10 - 130, 800 - UI_RAIL_UNITS, 50);
    assert_int_equal(row[0]->clip.h, 0);
    assert_int_equal(row[2]->clip.y, 64);
    assert_int_equal(row[2]->clip.h, 64 + 10 - 130 + 150 - 64);
    assert_int_equal(row[8]->clip.h, 392 - row[8]->at.y);
}

static void content_that_is_short_may_fill_the_view(void **state) {
    (void)state;
    SHEET(s, 800, 480, 100);
    struct ui_node *col = ui_col(&s.b, NULL, 0), *list = ui_scroll(&s.b, col, "list");
    list->flags |= UI_GROW;
    struct ui_node *a = box(&s, list, 0, 50), *b = growing(&s, list, 1);
    sheet_layout(&s, col);
    assert_rect(a, 0, 0, 800, 50);
    assert_rect(b, 0, 50, 800, 430);
    assert_int_equal(list->content_h, 50);
}

static void a_scroll_in_a_scroll_is_open(void **state) {
    (void)state;
    SHEET(s, 800, 480, 100);
    struct ui_node *col = ui_col(&s.b, NULL, 0), *outer = ui_scroll(&s.b, col, "outer");
    struct ui_node *inner = ui_scroll(&s.b, outer, "inner");
    box(&s, inner, 0, 900);
    sheet_layout(&s, col);
    assert_rect(outer, 0, 0, 800, 480);
    assert_rect(inner, 0, 0, 800 - UI_RAIL_UNITS, 900);
    assert_null(ui_find_key(inner, "inner:down"));
}

static void a_scroll_shrinks_deep_inside_too(void **state) {
    (void)state;
    SHEET(s, 800, 480, 100);
    struct ui_node *col = ui_col(&s.b, NULL, 0), *row = ui_row(&s.b, col, 0);
    row->box.align = UI_STRETCH;
    struct ui_node *left = ui_col(&s.b, row, 0), *list = ui_scroll(&s.b, left, "list");
    left->flags |= UI_GROW;
    box(&s, list, 0, 2000);
    struct ui_node *low = box(&s, left, 0, 64), *foot = box(&s, col, 0, 88);
    sheet_layout(&s, col);
    assert_int_equal(foot->at.y, 392);
    assert_rect(list, 0, 0, 800, 328);
    assert_rect(low, 0, 328, 800, 64);
}

/* --- pixels, mirrors, lines ------------------------------------------------------------------ */

static void units_become_pixels(void **state) {
    (void)state;
    SHEET(s, 1280, 720, 100);
    assert_int_equal(s.env.unit_pct, 125);
    assert_int_equal(ui_logical_w(&s.env), 1024);
    struct ui_node *col = ui_col(&s.b, NULL, 8);
    col->box.pad_x = 24;
    col->box.edge = UI_line;
    box(&s, col, 0, 64);
    struct ui_node *n = box(&s, col, 100, 64);
    sheet_layout(&s, col);
    assert_rect(n, 33, 3 + 80 + 10, 125, 80);
}

static void the_unit_fits_the_panel(void **state) {
    (void)state;
    assert_int_equal(ui_unit_pct(800, 480, 0), 100);
    assert_int_equal(ui_unit_pct(480, 800, 0), 100);
    assert_int_equal(ui_unit_pct(1024, 600, 0), 125);
    assert_int_equal(ui_unit_pct(880, 480, 0), 100);
    assert_int_equal(ui_unit_pct(880, 528, 0), 110);
    assert_int_equal(ui_unit_pct(640, 480, 0), 100);
    assert_int_equal(ui_unit_pct(1920, 1080, 0), 125);
    assert_int_equal(ui_unit_pct(1280, 800, 149), 112);
    assert_int_equal(ui_unit_pct(800, 480, 187), 100); /* 800x480 units must fit */
    assert_int_equal(ui_unit_pct(1024, 768, 60), 75);
}

static void right_to_left_is_the_mirror_image(void **state) {
    (void)state;
    SHEET(s, 800, 480, 100);
    s.env.rtl = true;
    struct ui_node *col = ui_col(&s.b, NULL, 0), *row = ui_row(&s.b, col, 10);
    struct ui_node *a = box(&s, row, 100, 10), *text = words(&s, row, "ab");
    text->flags |= UI_GROW;
    struct ui_node *keys = ui_row(&s.b, row, 0);
    keys->flags |= UI_LTR;
    struct ui_node *one = box(&s, keys, 30, 10), *two = box(&s, keys, 40, 10);
    sheet_layout(&s, col);
    assert_rect(a, 700, 9, 100, 10);
    assert_rect(text, 80, 0, 610, LINE);
    assert_int_equal(text->lines->line[0].x, 610 - 2 * CHAR);
    assert_rect(keys, 0, 9, 70, 10);
    assert_rect(one, 0, 9, 30, 10); /* letters and digits keep their order */
    assert_rect(two, 30, 9, 40, 10);
}

static void lines_stand_where_the_text_is_aligned(void **state) {
    (void)state;
    SHEET(s, 800, 480, 100);
    struct ui_node *col = ui_col(&s.b, NULL, 0), *text = words(&s, col, "abcd efgh ij");
    text->box.w = 100;
    text->box.h = 100;
    text->box.pad_x = 10;
    text->box.align = UI_CENTRE;
    text->box.justify = UI_CENTRE;
    sheet_layout(&s, col);
    assert_int_equal(text->lines->n, 3);
    for (size_t i = 0; i < 3; i++) {
        assert_int_equal(text->lines->line[i].y, (100 - 3 * LINE) / 2 + (int)i * LINE);
        assert_int_equal(text->lines->line[i].x, 10 + (80 - text->lines->line[i].w) / 2);
    }
}

static void a_field_wraps_beside_its_icon(void **state) {
    (void)state;
    SHEET(s, 800, 480, 100);
    struct ui_node *col = ui_col(&s.b, NULL, 0), *field = ui_add(&s.b, col, UI_FIELD);
    field->value = "abcd efgh";
    field->box.w = 100;
    field->box.pad_x = 6;
    field->box.gap = 4;
    struct ui_node *icon = ui_icon(&s.b, field, "find", 24);
    sheet_layout(&s, col);
    assert_int_equal(field->at.h, 2 * LINE); /* 60 pixels are left: five characters */
    assert_rect(icon, 6, (2 * LINE - 24) / 2, 24, 24);
    assert_int_equal(field->lines->line[0].x, 34);
    s.env.rtl = true;
    sheet_layout(&s, col);
    assert_int_equal(field->at.x, 700);
    assert_int_equal(icon->at.x, 800 - 6 - 24);
    assert_int_equal(field->lines->line[0].x, 6 + 60 - 4 * CHAR);
}

static void laying_out_twice_changes_nothing(void **state) {
    (void)state;
    SHEET(s, 480, 800, 150);
    struct ui_page page = ui_page(&s.b);
    struct ui_node *text = words(&s, ui_main(&s.b, page.body), "some words that will have to wrap");
    sheet_layout(&s, page.root);
    struct ui_rect first = text->at;
    size_t lines = text->lines->n;
    sheet_layout(&s, page.root);
    assert_memory_equal(&first, &text->at, sizeof first);
    assert_int_equal(lines, text->lines->n);
    text->label = "few";
    sheet_layout(&s, page.root);
    assert_int_equal(text->lines->n, 1);
}

/* Three rows of 40 and gaps of 10 in a room of 120: two rows show, and what follows stays put. */
static void a_scroll_may_end_below_a_whole_row(void **state) {
    (void)state;
    SHEET(s, 100, 200, 100);
    struct ui_node *root = ui_col(&s.b, NULL, 0);
    struct ui_node *scroll = ui_scroll(&s.b, root, "rows"), *flow = ui_flow(&s.b, scroll, 10);
    for (int i = 0; i < 3; i++)
        box(&s, flow, 80, 40);
    struct ui_node *below = box(&s, root, 80, 80);
    sheet_layout(&s, root);
    assert_int_equal(scroll->at.h, 120);
    scroll->flags |= UI_WHOLE_ROWS;
    sheet_layout(&s, root);
    assert_int_equal(scroll->at.h, 90);
    assert_int_equal(flow->last->clip.h, 0);
    assert_int_equal(below->at.y, 120);
    below->box.h = 190; /* one row shows even where there is no room for it */
    sheet_layout(&s, root);
    assert_int_equal(scroll->at.h, 10);
}

/* Each level asks its child again for a height; without notes that would double each time. */
static void a_deep_tree_is_measured_once(void **state) {
    (void)state;
    SHEET(s, 800, 480, 100);
    int calls = 0;
    s.env.fonts = &calls;
    struct ui_node *root = ui_col(&s.b, NULL, 0), *n = root;
    for (int i = 0; i < 30; i++) {
        n = i % 2 ? ui_col(&s.b, n, 0) : ui_row(&s.b, n, 0);
        n->flags |= UI_GROW;
    }
    words(&s, n, "one text, far down, of a few words");
    sheet_layout(&s, root);
    assert_in_range(calls, 1, 20);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_column_stacks_stretches_and_pads),
        cmocka_unit_test(a_line_below_takes_room_below_only),
        cmocka_unit_test(a_column_aligns_and_justifies),
        cmocka_unit_test(room_between_is_shared_to_the_last_pixel),
        cmocka_unit_test(what_grows_in_a_column_is_never_less_than_its_content),
        cmocka_unit_test(a_row_centres_across_and_can_stretch),
        cmocka_unit_test(growth_is_shared_by_weight_to_the_last_pixel),
        cmocka_unit_test(growing_texts_are_equal_unless_one_needs_more),
        cmocka_unit_test(texts_wrap_before_buttons_and_buttons_before_words_break),
        cmocka_unit_test(a_growing_text_is_not_starved_by_its_neighbour),
        cmocka_unit_test(what_may_be_cut_gives_way_first),
        cmocka_unit_test(a_row_stacks_when_its_words_would_become_a_strip),
        cmocka_unit_test(a_flow_goes_on_in_further_lines),
        cmocka_unit_test(what_is_wider_than_a_flow_wraps_inside),
        cmocka_unit_test(a_stack_gives_all_of_it_to_each),
        cmocka_unit_test(a_scroll_takes_what_is_left_and_shows_a_part),
        cmocka_unit_test(content_that_is_short_may_fill_the_view),
        cmocka_unit_test(a_scroll_in_a_scroll_is_open),
        cmocka_unit_test(a_scroll_shrinks_deep_inside_too),
        cmocka_unit_test(a_scroll_may_end_below_a_whole_row),
        cmocka_unit_test(units_become_pixels),
        cmocka_unit_test(the_unit_fits_the_panel),
        cmocka_unit_test(right_to_left_is_the_mirror_image),
        cmocka_unit_test(lines_stand_where_the_text_is_aligned),
        cmocka_unit_test(a_field_wraps_beside_its_icon),
        cmocka_unit_test(laying_out_twice_changes_nothing),
        cmocka_unit_test(a_deep_tree_is_measured_once),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
