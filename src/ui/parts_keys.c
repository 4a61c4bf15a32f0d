/* The on-screen keys. They stand in rows on a ground of their own, every row as wide as twenty half
 * keys, so that the columns stagger as on any keyboard and one table describes every page. */
#include "ui/parts.h"

#include "base/arena.h"
#include "base/i18n.h"
#include "base/utf8.h"
#include "ui/keys.h"

#include <string.h>

enum {
    HALF = 1, /* widths in half keys */
    WHOLE = 2,
    WIDE = 3, /* Shift, Delete, the other pages */
    SPACE_KEY = 8,
    DONE_KEY = 5,
    ACCENTS_MAX = 10
};

static const char *const pages[][3] = {
    [UI_PAGE_LETTERS] = {"qwertyuiop", "asdfghjkl", "zxcvbnm"},
    [UI_PAGE_NUMBERS] = {"1234567890", "-/:;()£&@\"", ".,?!'+="},
    [UI_PAGE_SIGNS] = {"[]{}#%^*_\\", "|~<>€$§°•…", ".,?!'+="},
};

static struct ui_msg char_msg(uint32_t cp) {
    return (struct ui_msg){.id = UI_MSG_KEY_CHAR, .arg = (int32_t)cp};
}

static struct ui_msg do_msg(enum ui_key_do what) {
    return (struct ui_msg){.id = UI_MSG_KEY_DO, .arg = (int32_t)what};
}

static const char *utf8_of(struct arena *a, uint32_t cp) {
    char bytes[4];
    return arena_strndup(a, bytes, utf8_put(bytes, cp));
}

/* --- one key --------------------------------------------------------------------------------- */

static struct ui_node *key(struct ui_build *b, struct ui_node *row, const char *name,
                           const char *label, int halves, struct ui_msg tap) {
    struct ui_node *n = ui_target(b, row, name, label, tap);
    n->flags |= UI_GROW;
    n->box.grow = (uint8_t)halves;
    n->box.radius = 8;
    n->box.fill = UI_paper;
    n->box.edge = UI_edge;
    return n;
}

static struct ui_node *char_key(struct ui_build *b, struct ui_node *row, uint32_t cp, int halves) {
    const char *label = utf8_of(b->frame, cp);
    struct ui_node *n =
        key(b, row, arena_printf(b->frame, "key:%s", label), label, halves, char_msg(cp));
    ui_face(b, n, UI_KEY, label, UI_ink);
    return n;
}

/* A key that does something; drawn as its icon where words have no room. */
static struct ui_node *do_key(struct ui_build *b, struct ui_node *row, const char *name,
                              const char *label, const char *icon, enum ui_key_do what) {
    struct ui_node *n = key(b, row, name, label, WIDE, do_msg(what));
    n->box.fill = UI_key_alt;
    if (icon && (ui_is_portrait(b->env) || ui_is_large_text(b->env)))
        ui_icon(b, n, icon, 26)->ink = UI_ink;
    else
        ui_face(b, n, UI_CHIP, label, UI_ink);
    return n;
}

/* --- the keyboard ---------------------------------------------------------------------------- */

static struct ui_view_state state_of(const struct ui_env *env) {
    return env->kit ? *env->kit : (struct ui_view_state){0};
}

/* On a low screen the field needs what room there is: keys do not grow with the text, and accents
 * take the place of the first row instead of standing above it. */
static bool is_low(const struct ui_env *env) {
    return ui_logical_h(env) < 560;
}

static int key_height(const struct ui_env *env) {
    if (is_low(env))
        return ui_is_large_text(env) ? 50 : 57;
    return 60;
}

static struct ui_node *key_row(struct ui_build *b, struct ui_node *keys) {
    struct ui_node *row = ui_row(b, keys, keys->box.gap);
    row->box.align = UI_STRETCH;
    row->box.h = (int16_t)key_height(b->env);
    return row;
}

static void half_key_of_air(struct ui_build *b, struct ui_node *row) {
    ui_space(b, row)->box.grow = HALF;
}

/* A letter keeps its name when Shift changes its case, so a finger on it stays on it. */
static void letter_key(struct ui_build *b, struct ui_node *row, char letter, bool upper) {
    uint32_t cp = upper ? ui_keys_upper((uint32_t)letter) : (uint32_t)letter;
    struct ui_node *n = char_key(b, row, cp, WHOLE);
    n->key = arena_printf(b->frame, "key:%c", letter);
    uint32_t first;
    if (ui_keys_accents(cp, &first, 1) > 0)
        n->on_hold = (struct ui_msg){.id = UI_MSG_KEY_ACCENTS, .arg = (int32_t)cp};
}

static void add_chars(struct ui_build *b, struct ui_node *row, const char *chars, bool letters,
                      bool upper) {
    const char *p = chars, *end = chars + strlen(chars);
    while (p < end) {
        uint32_t cp = utf8_next(&p, end);
        if (letters)
            letter_key(b, row, (char)cp, upper);
        else
            char_key(b, row, cp, WHOLE);
    }
}

static void add_page_key(struct ui_build *b, struct ui_node *row,
                         const struct ui_view_state *state) {
    if (state->page == UI_PAGE_NUMBERS) {
        do_key(b, row, "key-signs", "#{}", NULL, UI_KEY_DO_SIGNS);
    } else if (state->page == UI_PAGE_SIGNS) {
        do_key(b, row, "key-numbers", "123", NULL, UI_KEY_DO_NUMBERS);
    } else {
        struct ui_node *n = do_key(b, row, "key-shift", tr("Shift"), "shift", UI_KEY_DO_SHIFT);
        if (state->shift == UI_SHIFT_OFF)
            return;
        n->flags |= UI_CHECKED;
        n->value = state->shift == UI_SHIFT_LOCKED ? tr("locked") : tr("on");
        n->box.fill = state->shift == UI_SHIFT_LOCKED ? UI_ink : UI_paper;
        for (struct ui_node *face = n->first; face; face = face->next)
            face->ink = state->shift == UI_SHIFT_LOCKED ? UI_paper : UI_ink;
    }
}

static void add_character_rows(struct ui_build *b, struct ui_node *keys,
                               const struct ui_view_state *state, bool without_first) {
    bool letters = state->page == UI_PAGE_LETTERS, upper = state->shift != UI_SHIFT_OFF;
    const char *const *page = pages[state->page];
    if (!without_first)
        add_chars(b, key_row(b, keys), page[0], letters, upper);

    struct ui_node *second = key_row(b, keys);
    if (letters)
        half_key_of_air(b, second);
    add_chars(b, second, page[1], letters, upper);
    if (letters)
        half_key_of_air(b, second);

    struct ui_node *third = key_row(b, keys);
    add_page_key(b, third, state);
    add_chars(b, third, page[2], letters, upper);
    do_key(b, third, "key-delete", tr("Delete"), "delete", UI_KEY_DO_BACKSPACE)->flags |= UI_REPEAT;
}

static void add_last_row(struct ui_build *b, struct ui_node *keys,
                         const struct ui_view_state *state, const char *done_label,
                         struct ui_msg done) {
    struct ui_node *row = key_row(b, keys);
    if (state->page == UI_PAGE_LETTERS)
        do_key(b, row, "key-numbers", "123", NULL, UI_KEY_DO_NUMBERS);
    else
        do_key(b, row, "key-letters", "abc", NULL, UI_KEY_DO_LETTERS);
    if (state->page == UI_PAGE_LETTERS)
        char_key(b, row, ',', WHOLE);
    struct ui_node *space = key(b, row, "key-space", tr("space"), SPACE_KEY, char_msg(' '));
    ui_face(b, space, UI_CHIP, tr("space"), UI_ink);
    if (state->page == UI_PAGE_LETTERS)
        char_key(b, row, '.', WHOLE);
    if (!done_label)
        return;
    struct ui_node *n = key(b, row, "done", done_label, DONE_KEY, done);
    n->flags |= UI_SINK;
    n->box.pad_x = 8;
    n->box.fill = UI_act;
    n->box.edge = UI_none;
    bool small = ui_is_portrait(b->env) || ui_is_large_text(b->env);
    ui_face(b, n, small ? UI_CHIP_BOLD : UI_LABEL, done_label, UI_on_act);
}

/* The strip of accents. Returns whether there is one. */
static bool add_accents(struct ui_build *b, struct ui_node *keys, uint32_t letter) {
    uint32_t cp[ACCENTS_MAX];
    size_t n = ui_keys_accents(letter, cp, ACCENTS_MAX);
    if (n == 0)
        return false;
    struct ui_node *row = key_row(b, keys);
    for (size_t i = 0; i < n; i++)
        char_key(b, row, cp[i], WHOLE)->box.fill = UI_act_tint;
    struct ui_node *close =
        key(b, row, "key-no-accents", tr("Close"), WHOLE, do_msg(UI_KEY_DO_HIDE_ACCENTS));
    close->box.fill = UI_key_alt;
    ui_icon(b, close, "close", 24)->ink = UI_ink;
    return true;
}

struct ui_node *ui_keyboard(struct ui_build *b, struct ui_node *parent, const char *done_label,
                            struct ui_msg done) {
    struct ui_view_state state = state_of(b->env);
    struct ui_node *keys = ui_col(b, parent, ui_is_portrait(b->env) ? 4 : 6);
    keys->flags |= UI_LTR;
    keys->box.fill = UI_keys;
    keys->box.pad_x = ui_is_portrait(b->env) ? 6 : 8;
    keys->box.pad_y = 8;
    bool accents = add_accents(b, keys, state.accents_of);
    add_character_rows(b, keys, &state, accents && is_low(b->env));
    add_last_row(b, keys, &state, done_label, done);
    return keys;
}

/* --- the number pad -------------------------------------------------------------------------- */

static struct ui_node *pad_row(struct ui_build *b, struct ui_node *pad) {
    struct ui_node *row = ui_row(b, pad, 8);
    row->flags |= UI_GROW;
    row->box.align = UI_STRETCH;
    return row;
}

static struct ui_node *pad_key(struct ui_build *b, struct ui_node *row, const char *name,
                               const char *label, struct ui_msg tap) {
    struct ui_node *n = key(b, row, name, label, WHOLE, tap);
    n->box.min_w = 64;
    n->box.min_h = is_low(b->env) && ui_is_large_text(b->env) ? 56 : 64;
    n->box.radius = 12;
    return n;
}

static void digit_key(struct ui_build *b, struct ui_node *row, int digit) {
    const char *label = arena_printf(b->frame, "%d", digit);
    struct ui_node *n = pad_key(b, row, arena_printf(b->frame, "pad:%d", digit), label,
                                char_msg((uint32_t)('0' + digit)));
    ui_face(b, n, UI_PAD, label, UI_ink);
}

struct ui_node *ui_pad(struct ui_build *b, struct ui_node *parent) {
    struct ui_node *pad = ui_col(b, parent, 8);
    pad->flags |= UI_LTR;
    for (int digit = 1; digit <= 9;) {
        struct ui_node *row = pad_row(b, pad);
        for (int i = 0; i < 3; i++)
            digit_key(b, row, digit++);
    }
    struct ui_node *last = pad_row(b, pad);
    ui_space(b, last)->box.grow = WHOLE;
    digit_key(b, last, 0);
    struct ui_node *n = pad_key(b, last, "pad:delete", tr("Delete"), do_msg(UI_KEY_DO_BACKSPACE));
    n->flags |= UI_REPEAT;
    n->box.fill = UI_key_alt;
    ui_icon(b, n, "delete", 32)->ink = UI_ink;
    return pad;
}
