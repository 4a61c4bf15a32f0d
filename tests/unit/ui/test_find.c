/* Finding nodes by key and by what they are called. */
#include "stage.h"

#include "ui/state.h"

static struct ui_node *add(struct ui_build *b, struct ui_node *parent, const char *key,
                           const char *label) {
    return ui_button(b, parent, key, label, (struct ui_msg){.id = 1});
}

static struct ui_node *view_page(struct stage *s, struct ui_build *b) {
    struct ui_page page = ui_page(b);
    ui_text(b, page.body, UI_TITLE, "Send");
    add(b, page.body, "off", "Send now")->flags |= UI_DISABLED;
    add(b, page.body, "later", "Resend later");
    add(b, page.body, "send", "Send it all");
    add(b, page.body, "cafe", "Café Zoë");
    add(b, page.body, "plus1", "+1");
    struct ui_node *list = ui_scroll(b, page.body, "list");
    list->flags |= UI_GROW;
    for (int i = 0; i < 9; i++)
        add(b, list, arena_printf(b->frame, "row%d", i), arena_printf(b->frame, "Row %d", i));
    add(b, page.body, "foot", "On to row 8");
    if (s->flag) {
        struct ui_node *dialog = ui_dialog(b, &page, "Sure?", (struct ui_msg){.id = 2});
        add(b, ui_dialog_foot(b, dialog), "yes", "Send it all, really");
    }
    return page.root;
}

static void expect_found(struct stage *s, const char *label, const char *key) {
    const struct ui_node *n = ui_find_label(s->root, label);
    assert_non_null(n);
    assert_non_null(n->key);
    assert_string_equal(n->key, key);
}

static void by_key(void **state) {
    (void)state;
    STAGE(s, view_page);
    assert_string_equal(ui_find_key(s.root, "plus1")->label, "+1");
    assert_null(ui_find_key(s.root, "plus"));
    assert_null(ui_find_key(s.root, NULL));
}

static void what_can_be_tapped_comes_before_what_is_exact(void **state) {
    (void)state;
    STAGE(s, view_page);
    expect_found(&s, "Send", "send"); /* not the title, not the disabled, not a part of "Resend" */
    expect_found(&s, "send later", "later");
    expect_found(&s, "cafe zoe", "cafe");
    expect_found(&s, "+1", "plus1");
    expect_found(&s, "Send now", "off"); /* nothing else has it */
    assert_null(ui_find_label(s.root, "+"));
    assert_null(ui_find_label(s.root, "Post"));
}

static void what_is_out_of_view_is_found_last(void **state) {
    (void)state;
    STAGE(s, view_page);
    assert_false(ui_is_visible(stage_node(&s, "row8")));
    expect_found(&s, "Row 7", "row7");
    expect_found(&s, "row 8", "foot"); /* its part is in view, the prefix is not */
    expect_found(&s, "Row 8", "foot");
    expect_found(&s, "row", "row0");
}

static void a_dialog_hides_the_page_from_taps(void **state) {
    (void)state;
    STAGE(s, view_page);
    s.flag = true;
    stage_frame(&s);
    expect_found(&s, "Send", "yes");
    expect_found(&s, "Café Zoë", "cafe");
}

static void a_walk_visits_all_in_reading_order(void **state) {
    (void)state;
    STAGE(s, view_page);
    int visited = 0;
    const struct ui_node *list = stage_node(&s, "list");
    for (const struct ui_node *n = list; n; n = ui_next(list, n))
        visited += n->key != NULL;
    assert_int_equal(visited, 10);
    assert_null(ui_skip(list, list));
    assert_ptr_equal(ui_skip(s.root, list->first), list->first->next);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(by_key),
        cmocka_unit_test(what_can_be_tapped_comes_before_what_is_exact),
        cmocka_unit_test(what_is_out_of_view_is_found_last),
        cmocka_unit_test(a_dialog_hides_the_page_from_taps),
        cmocka_unit_test(a_walk_visits_all_in_reading_order),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
