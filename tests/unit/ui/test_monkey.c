/* A monkey at the screen: thousands of touches, keys and texts in no order, on a tree that changes
 * under its fingers. Nothing may crash, and what must always hold is looked at after every step.
 * The seed is fixed, so a failure can be repeated; its number stands in the message. */
#include "stage.h"

#include "base/utf8.h"
#include "ui/keys.h"
#include "ui/state.h"

enum { TAP = 1, HELD, AWAY, ENTER, STEPS = 6000, SEEDS = 4 };

struct monkey {
    struct stage s; /* first: the view gets a pointer to it */
    uint64_t seed;
    int rows;
    bool keyboard;
};

static int pick(struct monkey *m, int n) {
    m->seed ^= m->seed << 13; /* xorshift64 */
    m->seed ^= m->seed >> 7;
    m->seed ^= m->seed << 17;
    return (int)(m->seed % (uint64_t)n);
}

static struct ui_node *view(struct stage *s, struct ui_build *b) {
    const struct monkey *m = (const struct monkey *)s;
    struct ui_page page = ui_page(b);
    ui_bar(b, page.body, &(struct ui_bar){.title = "Monkey", .back = {.id = TAP}});
    stage_field(b, page.body, s, "name", 0)->on_tap.id = ENTER;
    stage_field(b, page.body, s, "code", 1)->flags |= UI_MASKED | UI_NUMERIC;
    struct ui_node *list = ui_main(b, page.body);
    for (int i = 0; i < m->rows; i++) {
        struct ui_node *row = ui_list_row(b, list, arena_printf(b->frame, "row%d", i), "Row",
                                          (struct ui_msg){.id = TAP});
        row->on_hold.id = i % 3 ? 0 : HELD;
        row->flags |= i % 5 ? 0 : UI_DISABLED;
        ui_chip(b, row, arena_printf(b->frame, "chip%d", i), NULL, "Chip", NULL,
                (struct ui_msg){.id = TAP})
            ->flags |= UI_REPEAT;
    }
    stage_button(b, page.body, "down", 0)->on_tap =
        (struct ui_msg){.id = UI_MSG_SCROLL_DOWN, .text = "main"};
    if (m->keyboard)
        ui_keyboard(b, page.body, "Done", (struct ui_msg){.id = TAP});
    if (s->flag) {
        struct ui_node *dialog = ui_dialog(b, &page, "Sure?", (struct ui_msg){.id = AWAY});
        stage_field(b, dialog, s, "why", 2)->flags |= UI_AUTOFOCUS;
        stage_button(b, ui_dialog_foot(b, dialog), "ok", AWAY);
    }
    return page.root;
}

/* What a screen would do about a message, or for reasons of its own. */
static void change(struct monkey *m) {
    static const struct {
        int w, h, unit;
    } size[] = {{800, 480, 100}, {480, 800, 100}, {1280, 720, 125}, {200, 120, 100}};
    struct stage *s = &m->s;
    int i;
    switch (pick(m, 8)) {
    case 0:
        m->rows = pick(m, 40);
        break;
    case 1:
        m->keyboard = !m->keyboard;
        break;
    case 2:
        i = pick(m, 4);
        s->env.w = size[i].w;
        s->env.h = size[i].h;
        s->env.unit_pct = size[i].unit;
        break;
    case 3:
        s->env.rtl = !s->env.rtl;
        break;
    case 4:
        s->env.text_pct = s->env.text_pct == 100 ? 150 : 100;
        break;
    case 5:
        ui_screen_changed(s->ui);
        break;
    case 6:
        s->value[pick(m, STAGE_FIELDS)][0] = '\0';
        break;
    case 7:
        ui_set_focus(s->ui, pick(m, 2) ? "row3" : NULL);
        break;
    }
    stage_frame(s);
}

static void touch(struct monkey *m) {
    enum ui_touch_phase phase = (enum ui_touch_phase)pick(m, 20);
    phase = (int)phase < 7 ? UI_TOUCH_DOWN : (int)phase < 12 ? UI_TOUCH_UP : UI_TOUCH_MOVE;
    if (pick(m, 50) == 0)
        phase = UI_TOUCH_CANCEL;
    struct stage *s = &m->s;
    stage_touch(s, phase, pick(m, 4), pick(m, s->env.w + 40) - 20, pick(m, s->env.h + 40) - 20);
}

static void step(struct monkey *m) {
    static const char *const text[] = {
        "a",
        "7",
        "ż",
        "\xf0\x9f\x99\x82",
        "\xff",
        " ",
        "\n",
        "",
        "a long run of words that goes on for quite a while 0123456789"};
    struct stage *s = &m->s;
    s->dirty = false;
    int what = pick(m, 100);
    if (what < 50)
        touch(m);
    else if (what < 70)
        stage_key(s, (enum ui_key)pick(m, UI_KEY_DELETE + 1));
    else if (what < 80)
        stage_type(s, text[pick(m, (int)(sizeof(text) / sizeof(text[0])))]);
    else if (what < 94)
        stage_tick(s, pick(m, 300));
    else if (what < 96)
        stage_take(s, ui_wheel(s->ui, pick(m, s->env.w), pick(m, s->env.h), pick(m, 9) - 4, s->now,
                               &s->dirty));
    else
        change(m);
    if (s->msg.id == TAP && pick(m, 8) == 0)
        s->flag = true;
    if (s->msg.id == AWAY)
        s->flag = false;
    if (s->msg.id == TAP || s->msg.id == AWAY)
        stage_frame(s);
    s->now += pick(m, 40);
}

static const char *broken_promise(struct monkey *m) {
    struct stage *s = &m->s;
    const struct ui_node *layer = ui_layer(s->root);
    if (ui_msg_is_key(s->msg))
        return "a message of the kit's own reached the screen";
    if (ui_focus(s->ui)) {
        const struct ui_node *n = ui_find_key(layer, ui_focus(s->ui));
        if (!n || !ui_is_enabled(n))
            return "the focus is where nothing can be done";
    }
    int pressed = 0;
    for (const struct ui_node *n = s->root; n; n = ui_next(s->root, n)) {
        pressed += ui_is_pressed(s->ui, n);
        struct ui_scroll_state *scroll =
            n->kind == UI_SCROLL ? ui_scroll_state(s->ui, n->key) : NULL;
        if (n->kind == UI_SCROLL && !scroll)
            return "a list is not known";
        int most = scroll ? scroll->content_h - scroll->view_h : 0;
        if (scroll && (scroll->offset < 0 || scroll->offset > (most > 0 ? most : 0)))
            return "a list is scrolled past its end";
        bool visible;
        size_t at = n->kind == UI_FIELD ? ui_caret(s->ui, n, &visible) : 0;
        if (at > 0 && (at > strlen(n->value) || ((unsigned char)n->value[at] & 0xC0) == 0x80))
            return "the caret is not between two characters";
    }
    if (pressed > UI_FINGERS)
        return "more is pressed than there are fingers";
    for (int i = 0; i < STAGE_FIELDS; i++) {
        if (strlen(s->value[i]) > UI_TEXT_MAX ||
            !utf8_valid(s->value[i], strlen(s->value[i]), NULL))
            return "a text is too long or broken";
    }
    if (s->value[1][strspn(s->value[1], "0123456789")])
        return "a numeric field has taken a letter";
    return NULL;
}

/* With all fingers off everything comes to rest by itself. */
static bool comes_to_rest(struct stage *s) {
    for (int i = 0; i < 4; i++)
        stage_touch(s, UI_TOUCH_UP, i, 0, 0);
    for (int i = 0; i < 400 && ui_deadline(s->ui) >= 0; i++)
        stage_tick(s, 16);
    return ui_deadline(s->ui) == -1;
}

static void promises_hold_whatever_is_done(void **state) {
    (void)state;
    for (uint64_t seed = 1; seed <= SEEDS; seed++) {
        struct monkey m = {.seed = seed * 0x9E3779B97F4A7C15};
        int messages = 0;
        stage_open(&m.s, view);
        for (int i = 0; i < STEPS; i++) {
            step(&m);
            const char *broken = broken_promise(&m);
            if (broken)
                fail_msg("seed %d, step %d: %s", (int)seed, i, broken);
            if (i % 500 == 499)
                assert_true(comes_to_rest(&m.s));
        }
        messages = m.s.messages;
        stage_close(&m.s);
        assert_true(messages > STEPS / 20); /* it did hit something */
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(promises_hold_whatever_is_done),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
