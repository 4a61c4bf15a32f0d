/* The tree as words: what a speaking kiosk says, and what a script can look for on the screen.
 *
 * Speech follows the order of the focus and says each node once, by its label: what a button is
 * drawn with is its face, not more to say. While a dialog is open there is nothing else. What is
 * masked is never said, and neither are the on-screen keys: forty letters are no part of what a
 * screen says. The buttons of a list are: who is read to must hear that there is more. */
#include "ui/state.h"

#include "base/i18n.h"
#include "base/str.h"

static void add_part(struct str *line, const char *part) {
    if (!part || !*part)
        return;
    if (line->len)
        str_add(line, ", ");
    str_add(line, part);
}

static const char *role_of(const struct ui_node *n) {
    if (n->kind == UI_DIALOG)
        return tr("dialog");
    if (n->kind == UI_FIELD)
        return tr("text field");
    if (n->kind == UI_PROGRESS)
        return tr("progress");
    if (n->kind == UI_PICTURE)
        return tr("picture");
    if (ui_is_target(n))
        return tr("button");
    return n->flags & UI_HEADING ? tr("heading") : NULL;
}

static void add_value(struct str *line, const struct ui *ui, const struct ui_node *n) {
    const char *value = n->kind == UI_FIELD && ui ? ui_edit_value(ui, n) : n->value;
    bool empty = !value || !*value;
    if (n->kind == UI_FIELD && empty) {
        add_part(line, n->hint);
        add_part(line, tr("empty"));
    } else if ((n->flags & UI_MASKED) && !empty) {
        add_part(line, tr("hidden"));
    } else if (n->kind != UI_QR) { /* what is meant for a phone is no word */
        add_part(line, value);
    }
    if (n->kind == UI_PROGRESS && n->total > 0)
        str_addf(line, ", %d %%", (int)(100 * (double)n->done / (double)n->total));
}

static void add_state(struct str *line, const struct ui *ui, const struct ui_node *n) {
    if (n->flags & UI_CHECKED)
        add_part(line, tr("chosen"));
    if (n->flags & UI_INVALID)
        add_part(line, tr("not right yet"));
    if (n->flags & UI_PENDING)
        add_part(line, tr("saving"));
    if (n->flags & UI_DISABLED)
        add_part(line, tr("not available"));
    if (ui && n->key && ui->focus && str_eq(ui->focus, n->key))
        add_part(line, tr("you are here"));
}

/* Is it said already, with the dialog that it is the title of or the field that it stands above? */
static bool is_caption(const struct ui_node *n) {
    const struct ui_node *dialog = ui_parent_of_kind(n, UI_DIALOG), *top = n->parent;
    if (dialog && str_eq(dialog->label, n->label))
        return true;
    for (const struct ui_node *m = top ? top->first : NULL; m; m = ui_next(top, m)) {
        if (m->kind == UI_FIELD && str_eq(m->label, n->label))
            return true;
    }
    return false;
}

/* "Down" says enough only to who sees where it stands. */
static const char *name_of(const struct ui_node *n) {
    if (!ui_is_pager(n))
        return n->label;
    return n->on_tap.id == UI_MSG_SCROLL_DOWN ? tr("Scroll down") : tr("Scroll up");
}

static bool is_said(const struct ui_node *n) {
    if (ui_is_kit_key(n) && !ui_is_pager(n))
        return false;
    if (n->kind == UI_TEXT || n->kind == UI_ICON || n->kind == UI_PICTURE || n->kind == UI_QR)
        return n->label && *n->label && !is_caption(n);
    return n->kind == UI_DIALOG || n->kind == UI_PROGRESS || ui_is_target(n);
}

void ui_speak(const struct ui_node *root, const struct ui *ui, struct str *out) {
    const struct ui_node *layer = ui_layer(root);
    struct str line = {0};
    for (const struct ui_node *n = layer; n;) {
        if (n->flags & UI_QUIET) {
            n = ui_skip(layer, n);
            continue;
        }
        /* A target inside another one (a button in a row) is said, the rest of a face is not. */
        if (is_said(n) && (ui_is_target(n) || !ui_owner(n))) {
            str_cut(&line, 0);
            add_part(&line, name_of(n));
            add_part(&line, role_of(n));
            add_value(&line, ui, n);
            add_state(&line, ui, n);
            str_addf(out, "%s\n", str_c(&line));
        }
        n = ui_next(layer, n);
    }
    str_release(&line);
}

/* Is it drawn by a text inside of `n`? */
static bool is_drawn_inside(const struct ui_node *n, const char *words) {
    for (const struct ui_node *m = n; m; m = ui_next(n, m)) {
        if (m->kind == UI_TEXT && ui_is_visible(m) && str_eq(m->label, words))
            return true;
    }
    return false;
}

static void add_visible(struct str *out, const struct ui_node *n, const char *words) {
    if (words && *words && !is_drawn_inside(n, words))
        str_addf(out, "%s\n", words);
}

void ui_visible_text(const struct ui_node *root, struct str *out) {
    for (const struct ui_node *n = root; n; n = ui_next(root, n)) {
        if (!ui_is_visible(n))
            continue;
        if (n->kind == UI_TEXT && n->label && *n->label) {
            str_addf(out, "%s\n", n->label);
        } else if (n->kind == UI_FIELD) { /* its label is a text above it, or not to be seen */
            bool empty = !n->value || !*n->value;
            if (empty || !(n->flags & UI_MASKED))
                add_visible(out, n, empty ? n->hint : n->value);
        } else if (n->kind == UI_DIALOG || n->kind == UI_PROGRESS || ui_is_target(n)) {
            add_visible(out, n, n->label);
            add_visible(out, n, n->value);
        }
    }
}
