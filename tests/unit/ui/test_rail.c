/* The buttons beside a list that overflows: when they show, where they stand, what they do, and
 * that what does not show cannot be met in any way. */
#include "stage.h"

#include <stdio.h>

#include "ui/paint.h"
#include "ui/state.h"
#include "ui/wrap.h"

enum { GO = 1 };

/* A page with a field and a list; the model says what sort of list: how many rows (value 1), and
 * as letters of value 2 how it differs. */
static struct ui_node *view_list(struct stage *s, struct ui_build *b) {
    struct ui_node *root, *col = stage_page(b, &root);
    col->box.gap = 0;
    stage_field(b, col, s, "name", 0)->flags |= UI_AUTOFOCUS;
    struct ui_node *list = ui_scroll(b, col, "list");
    list->flags |= strchr(s->value[2], 'l') ? 0 : UI_GROW;
    if (strchr(s->value[2], 'p'))
        list->box.pad_x = list->box.pad_y = 24;
    if (strchr(s->value[2], 'l')) /* low: one unit more and it would have buttons */
        list->box.h = UI_RAIL_FROM_UNITS - (strchr(s->value[2], '+') ? 0 : 1);
    for (int i = 0; i < (int)strlen(s->value[1]); i++)
        stage_button(b, list, arena_printf(b->frame, "row%d", i), GO);
    if (strchr(s->value[2], 'w')) /* two that cannot give way, each as wide as half of the list */
        for (struct ui_node *row = ui_row(b, list, 0); !row->first || !row->first->next;)
            ui_space(b, row)->box.w = 400;
    return root;
}

static void show(struct stage *s, int rows, const char *how) {
    memset(s->value[1], '#', (size_t)rows);
    s->value[1][rows] = '\0';
    assert_true(STR_COPY(s->value[2], how));
    stage_frame(s);
}

static int offset(struct stage *s) {
    return ui_scroll_state(s->ui, "list")->offset;
}

static bool is_disabled(struct stage *s, const char *key) {
    return stage_node(s, key)->flags & UI_DISABLED;
}

#define assert_at(n, X, Y, W, H)                                                                   \
    do {                                                                                           \
        struct ui_rect at_ = (n)->at;                                                              \
        assert_int_equal(at_.x, (X));                                                              \
        assert_int_equal(at_.y, (Y));                                                              \
        assert_int_equal(at_.w, (W));                                                              \
        assert_int_equal(at_.h, (H));                                                              \
    } while (0)

/* --- when and where ------------------------------------------------------------------------- */

static void a_list_that_is_all_in_view_has_none(void **state) {
    (void)state;
    STAGE(s, view_list);
    show(&s, 6, ""); /* 384 of 416 */
    const struct ui_node *list = stage_node(&s, "list");
    assert_at(stage_node(&s, "row0"), 0, 64, 800, 64);
    assert_ptr_equal(list->last, stage_node(&s, "row5"));
    assert_int_equal(list->rail_w, 0);
    struct str out __attribute__((cleanup(str_release))) = {0};
    ui_dump(s.root, s.ui, &out);
    ui_speak(s.root, s.ui, &out);
    ui_visible_text(s.root, &out);
    assert_null(strstr(str_c(&out), "Up"));
    assert_null(strstr(str_c(&out), "list:"));
    assert_null(strstr(str_c(&out), "Scroll"));
    assert_null(ui_find_label(s.root, "Down"));
    assert_int_equal(stage_tap(&s, "row0"), GO);
}

static void rows_make_room_for_them(void **state) {
    (void)state;
    STAGE(s, view_list);
    show(&s, 7, ""); /* 448 of 416 */
    assert_at(stage_node(&s, "row0"), 0, 64, 800 - 64, 64);
    assert_at(stage_node(&s, "list:up"), 744, 72, 48, 48);
    assert_at(stage_node(&s, "list:down"), 744, 480 - 8 - 48, 48, 48);
    show(&s, 7, "p"); /* with edges of its own they end where the rows did */
    assert_at(stage_node(&s, "row0"), 24, 64 + 24, 800 - 48 - 64, 64);
    assert_at(stage_node(&s, "list:up"), 728, 64 + 16, 48, 48);
    assert_at(stage_node(&s, "list:down"), 728, 480 - 16 - 48, 48, 48);
    struct str faults __attribute__((cleanup(str_release))) = {0};
    if (ui_lint(s.root, &s.env, &faults) > 0)
        fail_msg("%s", str_c(&faults));
    show(&s, 6, "");
    assert_at(stage_node(&s, "row0"), 0, 64, 800, 64);
}

static void they_are_mirrored(void **state) {
    (void)state;
    STAGE(s, view_list);
    s.env.rtl = true;
    show(&s, 7, "");
    assert_at(stage_node(&s, "row0"), 64, 64, 800 - 64, 64);
    assert_at(stage_node(&s, "list:up"), 8, 72, 48, 48);
    struct ui_rect thumb;
    assert_true(ui_scroll_bar(s.ui, stage_node(&s, "list"), &thumb, NULL));
    assert_int_equal(thumb.x + thumb.w / 2, 8 + 24);
    struct str faults __attribute__((cleanup(str_release))) = {0};
    if (ui_lint(s.root, &s.env, &faults) > 0)
        fail_msg("%s", str_c(&faults));
}

static void a_low_list_has_only_its_thumb(void **state) {
    (void)state;
    STAGE(s, view_list);
    show(&s, 7, "l");
    struct ui_rect thumb;
    const struct ui_node *list = stage_node(&s, "list");
    assert_int_equal(list->at.h, UI_RAIL_FROM_UNITS - 1);
    assert_null(ui_find_key(s.root, "list:down"));
    assert_int_equal(stage_node(&s, "row0")->at.w, 800);
    assert_true(ui_scroll_bar(s.ui, list, &thumb, NULL));
    assert_int_equal(thumb.x + thumb.w, 800 - 2);
}

static void what_cannot_give_way_is_not_covered(void **state) {
    (void)state;
    STAGE(s, view_list);
    show(&s, 7, "w");
    struct ui_rect thumb;
    assert_null(ui_find_key(s.root, "list:down"));
    assert_int_equal(stage_node(&s, "row0")->at.w, 800);
    assert_true(ui_scroll_bar(s.ui, stage_node(&s, "list"), &thumb, NULL));
}

/* A line of 75 letters at full width, two beside the buttons: all of it is in view without them,
 * so it is never told that it overflows. */
static struct ui_node *view_edge(struct stage *s, struct ui_build *b) {
    struct ui_node *root, *col = stage_page(b, &root), *list = ui_scroll(b, col, "list");
    list->flags |= UI_GROW;
    for (int i = 0; i < 17; i++)
        ui_text(b, list, UI_BODY,
                "aaaaaaaaaa bbbbbbbbbb cccccccccc dddddddddd eeeeeeeeee ffffffffff ggggggggg");
    if (s->flag)
        ui_text(b, list, UI_BODY, "one line more");
    return root;
}

static void whether_it_overflows_is_told_at_full_width(void **state) {
    (void)state;
    STAGE(s, view_edge);
    for (int i = 0; i < 3; i++) { /* laid out again, it stays */
        ui_layout(s.ui, s.root, &s.env);
        const struct ui_node *list = stage_node(&s, "list");
        assert_int_equal(list->content_h, 17 * 28);
        assert_int_equal(list->rail_w, 0);
    }
    s.flag = true;
    stage_frame(&s);
    for (int i = 0; i < 3; i++) {
        ui_layout(s.ui, s.root, &s.env);
        const struct ui_node *list = stage_node(&s, "list");
        assert_int_equal(list->content_h, (17 * 2 + 1) * 28);
        assert_ptr_equal(list->last, list->rail);
        assert_null(list->rail->next);
    }
    s.env.h = 4000; /* the same tree where there is room */
    ui_layout(s.ui, s.root, &s.env);
    const struct ui_node *list = stage_node(&s, "list");
    assert_null(ui_find_key(s.root, "list:up"));
    assert_string_equal(list->last->label, "one line more");
}

/* A flow is measured twice when its list makes room. */
static struct ui_node *view_chips(struct stage *s, struct ui_build *b) {
    (void)s;
    struct ui_node *root, *col = stage_page(b, &root), *list = ui_scroll(b, col, "list");
    list->flags |= UI_GROW;
    struct ui_node *flow = ui_flow(b, list, 8);
    for (int i = 0; i < 80; i++)
        ui_chip(b, flow, arena_printf(b->frame, "chip%d", i), NULL, "A chip", NULL,
                (struct ui_msg){.id = GO});
    return root;
}

static void flows_wrap_beside_them(void **state) {
    (void)state;
    STAGE(s, view_chips);
    int edge = stage_node(&s, "list:up")->at.x;
    for (int i = 0; i < 80; i++) {
        char key[16];
        snprintf(key, sizeof key, "chip%d", i);
        const struct ui_node *chip = stage_node(&s, key);
        assert_int_equal(chip->at.h, 52);
        assert_true(chip->at.x + chip->at.w <= edge - 8);
    }
}

/* --- what they do --------------------------------------------------------------------------- */

static void they_turn_pages_and_stay_in_their_places(void **state) {
    (void)state;
    STAGE(s, view_list);
    show(&s, 12, "");
    int view = stage_node(&s, "list")->at.h, most = 12 * 64 - view;
    struct ui_rect up = stage_node(&s, "list:up")->at, down = stage_node(&s, "list:down")->at;
    assert_true(is_disabled(&s, "list:up"));
    assert_false(is_disabled(&s, "list:down"));
    assert_int_equal(stage_tap(&s, "list:up"), 0);
    assert_int_equal(offset(&s), 0);
    assert_int_equal(stage_tap(&s, "list:down"), 0); /* the screen hears nothing of it */
    assert_int_equal(offset(&s), view * 4 / 5);
    assert_false(is_disabled(&s, "list:up"));
    stage_tap(&s, "list:down");
    assert_int_equal(offset(&s), most);
    assert_true(is_disabled(&s, "list:down"));
    assert_at(stage_node(&s, "list:up"), up.x, up.y, up.w, up.h);
    assert_at(stage_node(&s, "list:down"), down.x, down.y, down.w, down.h);
    stage_tap(&s, "list:up");
    assert_int_equal(offset(&s), most - view * 4 / 5);
    assert_int_equal(s.messages, 0);
}

static void held_they_go_on_as_fast_as_the_eye(void **state) {
    (void)state;
    STAGE(s, view_list);
    show(&s, 24, "");
    int page = stage_node(&s, "list")->at.h * 4 / 5, most = 24 * 64 - stage_node(&s, "list")->at.h;
    stage_down(&s, 0, "list:down");
    assert_int_equal(offset(&s), 0);
    stage_tick(&s, UI_HOLD_MS);
    assert_int_equal(offset(&s), page);
    stage_tick(&s, UI_PAGE_MS - 1);
    assert_int_equal(offset(&s), page);
    stage_tick(&s, 1);
    assert_int_equal(offset(&s), 2 * page);
    for (int i = 0; i < 9; i++)
        stage_tick(&s, UI_PAGE_MS);
    assert_int_equal(offset(&s), most);
    assert_int_equal(ui_deadline(s.ui), -1); /* at the end there is nothing more to do */
    stage_up(&s, 0, "list:down");
    assert_int_equal(offset(&s), most);
}

static void they_never_have_the_focus(void **state) {
    (void)state;
    STAGE(s, view_list);
    show(&s, 7, "");
    stage_tap(&s, "list:down");
    stage_tap(&s, "list:up");
    assert_string_equal(ui_focus(s.ui), "name");
    enum ui_key keys[] = {UI_KEY_TAB, UI_KEY_RIGHT, UI_KEY_DOWN};
    for (size_t i = 0; i < 3 * 9; i++) {
        stage_key(&s, keys[i / 9]);
        assert_false(ui_is_pager(stage_node(&s, ui_focus(s.ui))));
    }
}

static void a_trembling_finger_presses_and_drags_nothing(void **state) {
    (void)state;
    STAGE(s, view_list);
    show(&s, 12, "");
    int page = stage_node(&s, "list")->at.h * 4 / 5;
    const struct ui_node *down = stage_node(&s, "list:down");
    int x = down->at.x + 24, y = down->at.y + 40;
    stage_touch(&s, UI_TOUCH_DOWN, 0, x, y);
    stage_touch(&s, UI_TOUCH_MOVE, 0, x, y - 30);
    assert_int_equal(offset(&s), 0);
    stage_touch(&s, UI_TOUCH_UP, 0, x, y - 20);
    assert_int_equal(offset(&s), page);
}

static void they_work_while_the_list_glides(void **state) {
    (void)state;
    STAGE(s, view_list);
    show(&s, 40, "");
    stage_touch(&s, UI_TOUCH_DOWN, 0, 100, 400);
    for (int y = 380; y >= 240; y -= 20) {
        s.now += 10;
        stage_touch(&s, UI_TOUCH_MOVE, 0, 100, y);
    }
    stage_touch(&s, UI_TOUCH_UP, 0, 100, 240);
    stage_tick(&s, 16);
    assert_true(ui_deadline(s.ui) >= 0);
    int at = offset(&s), page = stage_node(&s, "list")->at.h * 4 / 5;
    const struct ui_node *down = stage_node(&s, "list:down");
    int x = down->at.x + 24, y = down->at.y + 24;
    stage_touch(&s, UI_TOUCH_DOWN, 0, x, y);
    stage_touch(&s, UI_TOUCH_UP, 0, x, y);
    assert_int_equal(offset(&s), at + page);
    assert_int_equal(ui_deadline(s.ui), -1);
}

/* --- the thumb between them ----------------------------------------------------------------- */

static void the_thumb_goes_from_button_to_button(void **state) {
    (void)state;
    STAGE(s, view_list);
    show(&s, 12, "");
    struct ui_rect thumb;
    int travel = 0;
    const struct ui_node *list = stage_node(&s, "list");
    assert_true(ui_scroll_bar(s.ui, list, &thumb, &travel));
    int top = thumb.y;
    assert_int_equal(top, 72 + 48 + 8);
    assert_int_equal(thumb.x + thumb.w / 2, 744 + 24);
    ui_scroll_set(s.ui, "list", 100000);
    stage_frame(&s);
    assert_true(ui_scroll_bar(s.ui, stage_node(&s, "list"), &thumb, &travel));
    assert_int_equal(thumb.y + thumb.h, 480 - 8 - 48 - 8);
    assert_int_equal(thumb.y - top, travel);
}

static void a_finger_between_them_takes_the_thumb_along(void **state) {
    (void)state;
    STAGE(s, view_list);
    show(&s, 40, "");
    struct ui_rect before, after;
    assert_true(ui_scroll_bar(s.ui, stage_node(&s, "list"), &before, NULL));
    int x = before.x, y = before.y + 5;
    stage_touch(&s, UI_TOUCH_DOWN, 0, x, y);
    stage_touch(&s, UI_TOUCH_MOVE, 0, x, y + 20); /* the drag begins here */
    stage_touch(&s, UI_TOUCH_MOVE, 0, x, y + 120);
    assert_true(ui_scroll_bar(s.ui, stage_node(&s, "list"), &after, NULL));
    assert_in_range(after.y - before.y, 99, 100);
    s.now += 5;
    stage_touch(&s, UI_TOUCH_MOVE, 0, x, y + 180);
    stage_touch(&s, UI_TOUCH_UP, 0, x, y + 180);
    assert_int_equal(ui_deadline(s.ui), -1); /* it stays where it was put */
}

/* Counts what is painted of a token; *ret_r is where the last of it was. */
static int painted(struct stage *s, enum ui_colour token, struct ui_rect *ret_r) {
    struct ui_theme theme = {.edge_px = 2};
    for (uint32_t i = 0; i < UI_COLOUR_COUNT; i++)
        theme.argb[i] = 0xff000000 | i;
    struct ui_env env = s->env;
    env.theme = &theme;
    struct arena arena __attribute__((cleanup(arena_free))) = {0};
    struct ui_paint list = {.arena = &arena};
    ui_paint(s->root, &env, s->ui, &list);
    int n = 0;
    for (size_t i = 0; i < list.n; i++) {
        if (list.op[i].kind != UI_OP_FILL || list.op[i].argb != theme.argb[token])
            continue;
        *ret_r = list.op[i].r;
        n++;
    }
    return n;
}

static void the_thumb_is_painted_on_its_track(void **state) {
    (void)state;
    STAGE(s, view_list);
    show(&s, 12, "");
    struct ui_rect track, thumb;
    assert_int_equal(painted(&s, UI_line, &track), 1);
    assert_int_equal(painted(&s, UI_edge, &thumb), 1);
    assert_int_equal(track.x, thumb.x);
    assert_int_equal(track.w, 6);
    assert_int_equal(track.y, 72 + 48 + 8);
    assert_int_equal(track.y + track.h, 480 - 8 - 48 - 8);
    assert_true(thumb.h < track.h);
    show(&s, 12, "l+"); /* where it could not move there is none, the buttons say enough */
    assert_non_null(ui_find_key(s.root, "list:down"));
    assert_int_equal(painted(&s, UI_line, &track), 0);
    assert_int_equal(painted(&s, UI_edge, &thumb), 0);
}

/* --- words ---------------------------------------------------------------------------------- */

static void they_are_told_and_said(void **state) {
    (void)state;
    STAGE(s, view_list);
    show(&s, 7, "");
    struct str dump __attribute__((cleanup(str_release))) = {0};
    struct str said __attribute__((cleanup(str_release))) = {0};
    ui_dump(s.root, s.ui, &dump);
    ui_speak(s.root, s.ui, &said);
    assert_non_null(strstr(str_c(&dump), "  button #list:up \"Up\" [disabled repeat] 744,72 48x48\n"
                                         "  button #list:down \"Down\" [repeat] 744,424 48x48\n"));
    assert_non_null(strstr(str_c(&said), "row6, button\n"
                                         "Scroll up, button, not available\n"
                                         "Scroll down, button\n"));
    assert_string_equal(ui_find_label(s.root, "Down")->key, "list:down");
}

static void to_look_for_one_does_not_move_the_list(void **state) {
    (void)state;
    STAGE(s, view_list);
    show(&s, 12, "");
    bool dirty = false;
    ui_scroll_to(s.ui, "list:down", &dirty);
    assert_false(dirty);
    assert_int_equal(offset(&s), 0);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_list_that_is_all_in_view_has_none),
        cmocka_unit_test(rows_make_room_for_them),
        cmocka_unit_test(they_are_mirrored),
        cmocka_unit_test(a_low_list_has_only_its_thumb),
        cmocka_unit_test(what_cannot_give_way_is_not_covered),
        cmocka_unit_test(whether_it_overflows_is_told_at_full_width),
        cmocka_unit_test(flows_wrap_beside_them),
        cmocka_unit_test(they_turn_pages_and_stay_in_their_places),
        cmocka_unit_test(held_they_go_on_as_fast_as_the_eye),
        cmocka_unit_test(they_never_have_the_focus),
        cmocka_unit_test(a_trembling_finger_presses_and_drags_nothing),
        cmocka_unit_test(they_work_while_the_list_glides),
        cmocka_unit_test(the_thumb_goes_from_button_to_button),
        cmocka_unit_test(a_finger_between_them_takes_the_thumb_along),
        cmocka_unit_test(the_thumb_is_painted_on_its_track),
        cmocka_unit_test(they_are_told_and_said),
        cmocka_unit_test(to_look_for_one_does_not_move_the_list),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
