/* Editing the text of a field.
 *
 * The text belongs to the screen: an edit takes the value that the tree shows, changes a copy, and
 * sends the copy as the text of on_edit. The screen may keep it, alter it or refuse it, and the
 * next frame shows what it decided. Several keys may arrive before that frame, so the copy counts
 * as the value until the layout, where it is wiped: it may hold a staff code or a parent's words.
 *
 * Only the caret is ours. A caret behind the last character is kept as "the end" rather than as a
 * number, so that it stays there when the screen puts in a text of its own. */
#include "ui/state.h"

#include <string.h>

#include "base/str.h"
#include "base/utf8.h"
#include "ui/wrap.h"

const struct ui_node *ui_edit_target(const struct ui *ui) {
    if (!ui->root)
        return NULL;
    const struct ui_node *layer = ui_layer(ui->root), *last = NULL, *first = NULL;
    for (const struct ui_node *n = layer; n; n = ui_next(layer, n)) {
        if (n->kind != UI_FIELD || !ui_is_enabled(n))
            continue;
        if (ui->focus && str_eq(n->key, ui->focus))
            return n;
        if (ui->field && str_eq(n->key, ui->field))
            last = n;
        if (!first)
            first = n;
    }
    return last ? last : first;
}

const char *ui_edit_value(const struct ui *ui, const struct ui_node *field) {
    if (ui->edited && ui->field && str_eq(ui->field, field->key))
        return ui->text;
    return field->value ? field->value : "";
}

static size_t caret_offset(const struct ui *ui, size_t len) {
    return ui->caret == UI_CARET_END || (size_t)ui->caret > len ? len : (size_t)ui->caret;
}

static void caret_set(struct ui *ui, size_t at, size_t len) {
    ui->caret = at >= len ? UI_CARET_END : (int)at;
}

size_t ui_caret(const struct ui *ui, const struct ui_node *field, bool *ret_visible) {
    *ret_visible = false;
    const struct ui_node *target = ui ? ui_edit_target(ui) : NULL;
    if (!target || !str_eq(target->key, field->key))
        return 0;
    bool shown = ui->focus && str_eq(ui->focus, field->key);
    const struct ui_node *layer = ui_layer(ui->root);
    for (const struct ui_node *n = layer; n && !shown; n = ui_next(layer, n))
        shown = ui_is_kit_key(n); /* on-screen keys type here, whatever has the focus */
    *ret_visible = shown;
    size_t len = strlen(ui_edit_value(ui, target));
    return ui->field && str_eq(ui->field, field->key) ? caret_offset(ui, len) : len;
}

static void drop_text(struct ui *ui) {
    if (ui->edited)
        explicit_bzero(ui->text, sizeof(ui->text));
    ui->edited = false;
}

void ui_edit_begin(struct ui *ui, const struct ui_node *field, int x, int y) {
    if (!ui->field || !str_eq(ui->field, field->key))
        drop_text(ui);
    ui_key_set(ui, &ui->field, field->key);
    ui->caret = UI_CARET_END;
    if (x >= 0 && !ui->edited)
        caret_set(ui, ui_caret_at(field, &ui->env, x, y), strlen(ui_edit_value(ui, field)));
}

void ui_edit_resolve(struct ui *ui) {
    drop_text(ui);
    const struct ui_node *field = ui_find_key(ui->root, ui->field);
    if (!field || field->kind != UI_FIELD) {
        ui_key_set(ui, &ui->field, NULL);
        ui->caret = UI_CARET_END;
        return;
    }
    const char *value = ui_edit_value(ui, field);
    size_t len = strlen(value), at = caret_offset(ui, len);
    while (at > 0 && at < len && ((unsigned char)value[at] & 0xC0) == 0x80)
        at--; /* the screen put in another text: not into the middle of a character */
    if (ui->caret != UI_CARET_END)
        caret_set(ui, at, len);
}

/* Makes `text` a copy of the field's value that may be changed. Returns its length. */
static size_t edit_open(struct ui *ui, const struct ui_node *field) {
    if (!ui->field || !str_eq(ui->field, field->key))
        ui_edit_begin(ui, field, -1, -1);
    if (!ui->edited)
        STR_COPY(ui->text, field->value ? field->value : "");
    ui->edited = true;
    return strlen(ui->text);
}

/* Replaces the bytes from..to by `n` bytes and says so. */
static struct ui_msg edit_splice(struct ui *ui, const struct ui_node *field, size_t from, size_t to,
                                 const char *bytes, size_t n) {
    size_t len = strlen(ui->text);
    memmove(ui->text + from + n, ui->text + to, len - to + 1);
    memcpy(ui->text + from, bytes, n);
    caret_set(ui, from + n, len - (to - from) + n);
    struct ui_msg msg = field->on_edit;
    msg.text = ui->text;
    return msg;
}

static bool accepts(const struct ui_node *field, uint32_t cp) {
    if (field->flags & UI_NUMERIC)
        return cp >= '0' && cp <= '9';
    return cp >= 0x20 && !(cp >= 0x7F && cp < 0xA0) && cp != 0xFFFD;
}

struct ui_msg ui_edit_insert(struct ui *ui, const char *utf8, bool *ret_dirty) {
    const struct ui_node *field = ui_edit_target(ui);
    if (!field || !field->on_edit.id)
        return (struct ui_msg){0};
    size_t room = UI_TEXT_MAX - strnlen(ui_edit_value(ui, field), UI_TEXT_MAX), n = 0;
    char add[UI_TEXT_MAX];
    const char *p = utf8, *end = utf8 + strlen(utf8);
    for (uint32_t cp; (cp = utf8_next(&p, end)) != 0;) {
        char c[4];
        size_t size = utf8_put(c, cp);
        if (!accepts(field, cp))
            continue;
        if (n + size > room)
            break;
        memcpy(add + n, c, size);
        n += size;
    }
    if (n == 0)
        return (struct ui_msg){0};
    size_t at = caret_offset(ui, edit_open(ui, field));
    struct ui_msg msg = edit_splice(ui, field, at, at, add, n);
    explicit_bzero(add, sizeof(add));
    *ret_dirty = true;
    return msg;
}

static struct ui_msg edit_delete(struct ui *ui, const struct ui_node *field, bool forward,
                                 bool *ret_dirty) {
    if (!field->on_edit.id)
        return (struct ui_msg){0};
    size_t len = edit_open(ui, field), at = caret_offset(ui, len);
    size_t from = forward || at == 0 ? at : utf8_prev(ui->text, at);
    size_t to = forward && at < len ? utf8_step(ui->text, at) : at;
    if (from == to)
        return (struct ui_msg){0};
    *ret_dirty = true;
    return edit_splice(ui, field, from, to, "", 0);
}

/* Up and Down in a field of several lines; at its first and last line the key is for the focus. */
static bool move_line(struct ui *ui, const struct ui_node *field, size_t at, size_t len,
                      bool down) {
    if (ui->edited)
        return true; /* its lines are not broken yet */
    struct ui_rect r = ui_caret_rect(field, &ui->env, at);
    size_t to = ui_caret_at(field, &ui->env, r.x, down ? r.y + r.h + r.h / 2 : r.y - r.h / 2);
    if (ui_caret_rect(field, &ui->env, to).y == r.y)
        return false;
    caret_set(ui, to, len);
    return true;
}

struct ui_msg ui_edit_key(struct ui *ui, enum ui_key key, bool *ret_used, bool *ret_dirty) {
    const struct ui_node *field = ui_edit_target(ui);
    *ret_used = field && ui->focus && str_eq(ui->focus, field->key);
    if (field && (key == UI_KEY_BACKSPACE || key == UI_KEY_DELETE))
        return edit_delete(ui, field, key == UI_KEY_DELETE, ret_dirty);
    if (!*ret_used)
        return (struct ui_msg){0};
    const char *value = ui_edit_value(ui, field);
    size_t len = strlen(value), at = caret_offset(ui, len);
    if (key == UI_KEY_LEFT)
        caret_set(ui, at > 0 ? utf8_prev(value, at) : 0, len);
    else if (key == UI_KEY_RIGHT)
        caret_set(ui, at < len ? utf8_step(value, at) : len, len);
    else if (key == UI_KEY_HOME)
        caret_set(ui, 0, len);
    else if (key == UI_KEY_END)
        caret_set(ui, len, len);
    else
        *ret_used = (key == UI_KEY_UP || key == UI_KEY_DOWN) &&
                    move_line(ui, field, at, len, key == UI_KEY_DOWN);
    if (caret_offset(ui, len) != at)
        *ret_dirty = true;
    return (struct ui_msg){0};
}

struct ui_msg ui_edit_reserved(struct ui *ui, struct ui_msg msg, bool *ret_dirty) {
    struct ui_msg edit = {0};
    switch ((enum ui_key_msg)msg.id) {
    case UI_MSG_SCROLL_UP:
    case UI_MSG_SCROLL_DOWN:
        if (ui_scroll_page(ui, msg.text, msg.id == UI_MSG_SCROLL_DOWN))
            *ret_dirty = true;
        return edit;
    case UI_MSG_KEY_CHAR: {
        char c[5] = "";
        utf8_put(c, (uint32_t)msg.arg);
        edit = ui_edit_insert(ui, c, ret_dirty);
        break;
    }
    case UI_MSG_KEY_DO: {
        const struct ui_node *field = ui_edit_target(ui);
        if (msg.arg == UI_KEY_DO_BACKSPACE && field)
            edit = edit_delete(ui, field, false, ret_dirty);
        break;
    }
    case UI_MSG_KEY_ACCENTS:
        break;
    }
    if (ui_keys_apply(&ui->kit, msg))
        *ret_dirty = true;
    return edit;
}
