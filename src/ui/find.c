/* Walks over a tree, and finding a node in it.
 *
 * Preorder is reading order: views build a screen in the order in which it is read, whatever the
 * direction of the script, so the walk that finds the next node is also the one that Tab and speech
 * take. */
#include "ui/state.h"

#include "base/str.h"
#include "base/utf8.h"

#include <string.h>

const struct ui_node *ui_skip(const struct ui_node *top, const struct ui_node *n) {
    while (n != top) {
        if (n->next)
            return n->next;
        n = n->parent;
    }
    return NULL;
}

const struct ui_node *ui_next(const struct ui_node *top, const struct ui_node *n) {
    return n->first ? n->first : ui_skip(top, n);
}

const struct ui_node *ui_layer(const struct ui_node *root) {
    const struct ui_node *layer = root;
    for (const struct ui_node *n = root; n; n = ui_next(root, n)) {
        if (n->kind == UI_DIALOG)
            layer = n;
    }
    return layer;
}

bool ui_is_target(const struct ui_node *n) {
    return n->kind == UI_FIELD || n->kind == UI_BUTTON ||
           (n->kind != UI_DIALOG && (n->on_tap.id || n->on_hold.id));
}

bool ui_is_enabled(const struct ui_node *n) {
    return n->key && !(n->flags & UI_DISABLED) &&
           (n->kind == UI_FIELD || (n->kind != UI_DIALOG && (n->on_tap.id || n->on_hold.id)));
}

bool ui_is_stop(const struct ui_node *n) {
    return ui_is_enabled(n) && !(n->flags & UI_QUIET) && !ui_is_pager(n);
}

bool ui_is_kit_key(const struct ui_node *n) {
    return n->kind == UI_BUTTON && ui_msg_is_key(n->on_tap);
}

bool ui_is_pager(const struct ui_node *n) {
    return n->kind == UI_BUTTON &&
           (n->on_tap.id == UI_MSG_SCROLL_UP || n->on_tap.id == UI_MSG_SCROLL_DOWN);
}

bool ui_is_visible(const struct ui_node *n) {
    return n->clip.w > 0 && n->clip.h > 0;
}

bool ui_has(struct ui_rect r, int x, int y) {
    return x >= r.x && x < r.x + r.w && y >= r.y && y < r.y + r.h;
}

const struct ui_node *ui_parent_of_kind(const struct ui_node *n, enum ui_kind kind) {
    while (n && n->kind != kind)
        n = n->parent;
    return n;
}

const struct ui_node *ui_owner(const struct ui_node *n) {
    for (n = n->parent; n && !ui_is_target(n);)
        n = n->parent;
    return n;
}

const struct ui_node *ui_find_key(const struct ui_node *root, const char *key) {
    if (!key)
        return NULL;
    for (const struct ui_node *n = root; n; n = ui_next(root, n)) {
        if (n->key && str_eq(n->key, key))
            return n;
    }
    return NULL;
}

/* From the best match to the worst: the first that any node satisfies decides. */
enum match { MATCH_EXACT, MATCH_PREFIX, MATCH_PART, MATCH_COUNT };

enum { FOLD_MAX = 512 }; /* bytes of a label that a script may be looking for */

static bool matches(const char *have, const char *want, const char *want_folded, enum match how) {
    if (how == MATCH_EXACT)
        return str_eq(have, want);
    char folded[FOLD_MAX];
    utf8_fold(folded, sizeof(folded), have);
    if (how == MATCH_PREFIX)
        return str_starts(folded, want_folded);
    return strstr(folded, want_folded) != NULL;
}

const struct ui_node *ui_find_label(const struct ui_node *root, const char *label) {
    char folded[FOLD_MAX];
    utf8_fold(folded, sizeof(folded), label);
    const struct ui_node *layer = ui_layer(root);
    for (int any = 0; any < 2; any++) {
        const struct ui_node *top = any ? root : layer;
        for (int how = 0; how < MATCH_COUNT; how++) {
            /* "+" folds to nothing, and nothing is a part of every label. */
            if (how != MATCH_EXACT && !folded[0])
                break;
            for (const struct ui_node *n = top; n; n = ui_next(top, n)) {
                if (n->label && (any || (ui_is_enabled(n) && ui_is_visible(n))) &&
                    matches(n->label, label, folded, (enum match)how))
                    return n;
            }
        }
    }
    return NULL;
}
