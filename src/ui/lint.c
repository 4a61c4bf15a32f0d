/* What a test refuses in a laid-out tree: what a finger would miss, an eye not read, an ear not
 * hear.
 *
 * Screens are linted in every size, text setting and language, so that a long German word fails a
 * test and not a visitor. The floor for a target is 48 units (9 mm); screens should give 64. */
#include "ui/state.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/str.h"
#include "ui/qr.h"
#include "ui/wrap.h"

enum {
    TARGET_MIN = 48,
    KEY_MIN_W = 40,     /* ten letters abreast on a narrow screen */
    QR_SQUARE_LEAST = 3 /* pixels: at an arm's length a phone still tells two of them apart */
};

struct lint {
    const struct ui_env *env;
    struct str *out;
    size_t faults;
};

/* Begins a fault's line with the name of the node. */
static struct str *fault(struct lint *l, const struct ui_node *n) {
    if (n->key)
        str_addf(l->out, "#%s ", n->key);
    if (n->label)
        str_addf(l->out, "\"%s\" ", n->label);
    if (!n->key && !n->label)
        str_addf(l->out, "node at %d,%d ", n->at.x, n->at.y);
    l->faults++;
    return l->out;
}

static bool is_inside(struct ui_rect in, struct ui_rect out) {
    return in.x >= out.x && in.y >= out.y && in.x + in.w <= out.x + out.w &&
           in.y + in.h <= out.y + out.h;
}

static int units(const struct lint *l, int px) {
    return px * 100 / l->env->unit_pct;
}

static void lint_target(struct lint *l, const struct ui_node *n) {
    int min_w = ui_is_kit_key(n) ? KEY_MIN_W : TARGET_MIN;
    if (n->at.w < ui_px(l->env, min_w) || n->at.h < ui_px(l->env, TARGET_MIN))
        str_addf(fault(l, n), "is %dx%d units, a finger needs %dx%d\n", units(l, n->at.w),
                 units(l, n->at.h), min_w, TARGET_MIN);
    if (!n->label || !*n->label)
        str_add(fault(l, n), "has no label to be spoken\n");
    if (!n->key)
        str_add(fault(l, n), "can be tapped but has no key\n");
}

/* Where the rows of a list are: its buttons stand at the left on a mirrored screen. */
static struct ui_rect rows_of(const struct lint *l, const struct ui_node *scroll) {
    struct ui_rect r = ui_inner(l->env, scroll), at = scroll->at;
    if (scroll->rail_w > 0 && scroll->rail->at.x < at.x + at.w / 2)
        r.x += scroll->rail_w;
    return r;
}

static void lint_text(struct lint *l, const struct ui_node *n) {
    const struct ui_node *scroll = ui_parent_of_kind(n, UI_SCROLL), *owner = ui_owner(n);
    struct ui_rect all = {0, 0, l->env->w, l->env->h};
    struct ui_rect room = scroll ? rows_of(l, scroll) : n->clip, at = n->at;
    if (scroll) { /* up and down it scrolls */
        at.y = room.y;
        at.h = 0;
    }
    if (!is_inside(at, room) || (!scroll && !is_inside(at, all)))
        str_add(fault(l, n), "is cut off\n");
    else if (owner && !is_inside(n->at, owner->at))
        str_add(fault(l, n), "sticks out of its button\n");
    const struct ui_lines *lines = n->lines;
    if (lines && (int)lines->n * lines->line_h > n->at.h)
        str_addf(fault(l, n), "has %zu lines in a box of %d pixels\n", lines->n, n->at.h);
    else if (lines && lines->wide > n->at.w)
        str_addf(fault(l, n), "is %d pixels wide in a box of %d\n", lines->wide, n->at.w);
}

static void lint_picture(struct lint *l, const struct ui_node *n) {
    const struct ui_node *around = n->parent ? n->parent : n;
    if (!n->label || !*n->label)
        str_add(fault(l, n), "has no words to stand in its place\n");
    if (n->at.x < around->at.x || n->at.x + n->at.w > around->at.x + around->at.w)
        str_add(fault(l, n), "sticks out of what it is in\n");
    if (n->kind == UI_QR && ui_qr_square_px(l->env, n) < QR_SQUARE_LEAST)
        str_add(fault(l, n), "has squares that are too small for a phone\n");
}

static void lint_node(struct lint *l, const struct ui_node *n) {
    if (ui_is_target(n))
        lint_target(l, n);
    if (n->kind == UI_TEXT && n->label && *n->label)
        lint_text(l, n);
    if (n->kind == UI_PICTURE || n->kind == UI_QR)
        lint_picture(l, n);
    struct ui_rect all = {0, 0, l->env->w, l->env->h};
    if (n->key && !ui_parent_of_kind(n->parent, UI_SCROLL) && !is_inside(n->at, all))
        str_add(fault(l, n), "lies outside the screen\n");
}

/* --- pairs ---------------------------------------------------------------------------------- */

struct list {
    const struct ui_node **node;
    size_t n, cap;
};

static void list_add(struct list *list, const struct ui_node *n) {
    list->node = xgrow(list->node, &list->cap, list->n + 1, sizeof(*list->node));
    list->node[list->n++] = n;
}

static int by_key(const void *a, const void *b) {
    const struct ui_node *const *x = a, *const *y = b;
    return strcmp((*x)->key, (*y)->key);
}

static void lint_keys(struct lint *l, const struct ui_node *root) {
    struct list keyed = {0};
    for (const struct ui_node *n = root; n; n = ui_next(root, n)) {
        if (n->key)
            list_add(&keyed, n);
    }
    if (keyed.n)
        qsort(keyed.node, keyed.n, sizeof(*keyed.node), by_key);
    for (size_t i = 1; i < keyed.n; i++) {
        if (str_eq(keyed.node[i]->key, keyed.node[i - 1]->key))
            str_add(fault(l, keyed.node[i]), "has a key that another node has too\n");
    }
    free(keyed.node);
}

static bool is_above(const struct ui_node *above, const struct ui_node *n) {
    while (n && n != above)
        n = n->parent;
    return n != NULL;
}

/* A button inside a row that opens lies on purpose where it does, and so does what is in a layer
 * above. */
static bool may_overlap(const struct ui_node *a, const struct ui_node *b) {
    return is_above(a, b) || is_above(b, a) ||
           ui_parent_of_kind(a, UI_DIALOG) != ui_parent_of_kind(b, UI_DIALOG);
}

static void lint_overlaps(struct lint *l, const struct ui_node *root) {
    struct list targets = {0};
    for (const struct ui_node *n = root; n; n = ui_next(root, n)) {
        if (ui_is_target(n) && ui_is_visible(n))
            list_add(&targets, n);
    }
    for (size_t i = 0; i < targets.n; i++) {
        for (size_t k = i + 1; k < targets.n; k++) {
            const struct ui_node *a = targets.node[i], *b = targets.node[k];
            struct ui_rect both = ui_rect_cut(a->clip, b->clip);
            if (both.w > 0 && both.h > 0 && !may_overlap(a, b))
                str_addf(fault(l, a), "overlaps #%s\n", b->key ? b->key : "");
        }
    }
    free(targets.node);
}

size_t ui_lint(const struct ui_node *root, const struct ui_env *env, struct str *out) {
    struct lint l = {.env = env, .out = out};
    for (const struct ui_node *n = root; n; n = ui_next(root, n))
        lint_node(&l, n);
    lint_keys(&l, root);
    lint_overlaps(&l, root);
    return l.faults;
}
