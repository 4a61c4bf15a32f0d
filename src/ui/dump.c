/* The tree as text: the golden that a test compares and a person reads in a diff.
 *
 *     button #plus1 "+1" [sink] 480,80 304x284
 *
 * Containers that only arrange and text that repeats the label of its button or dialog are left
 * out, and what stood inside them moves up a level: a golden changes when the screen does, not when
 * a view nests differently. */
#include "ui/state.h"

#include "base/str.h"

static const char *const role_name[] = {
    [UI_COL] = "col",           [UI_ROW] = "row",       [UI_FLOW] = "flow",
    [UI_STACK] = "stack",       [UI_SCROLL] = "scroll", [UI_TEXT] = "text",
    [UI_ICON] = "icon",         [UI_BUTTON] = "button", [UI_FIELD] = "field",
    [UI_PROGRESS] = "progress", [UI_SPACE] = "space",   [UI_DIALOG] = "dialog",
    [UI_PICTURE] = "picture",   [UI_QR] = "qr",
};

/* Flags that a reader of the screen could tell; the rest is how it is laid out. */
static const struct {
    enum ui_flag flag;
    const char *name;
} flag_name[] = {
    {UI_DISABLED, "disabled"}, {UI_CHECKED, "checked"}, {UI_INVALID, "invalid"},
    {UI_MASKED, "masked"},     {UI_NUMERIC, "numeric"}, {UI_PENDING, "pending"},
    {UI_SINK, "sink"},         {UI_DASHED, "dashed"},   {UI_REPEAT, "repeat"},
    {UI_QUIET, "quiet"},       {UI_HEADING, "heading"}, {UI_LIVE, "live"},
};

static void add_quoted(struct str *out, const char *s) {
    str_addc(out, '"');
    for (; *s; s++) {
        if (*s == '\n') {
            str_add(out, "\\n");
            continue;
        }
        if (*s == '"' || *s == '\\')
            str_addc(out, '\\');
        str_addc(out, *s);
    }
    str_addc(out, '"');
}

static bool repeats(const struct ui_node *n, const struct ui_node *above) {
    return above && (str_eq(n->label, above->label) || str_eq(n->label, above->value));
}

static bool is_told(const struct ui_node *n) {
    switch ((enum ui_kind)n->kind) {
    case UI_TEXT:
        return n->label && *n->label && !repeats(n, ui_owner(n)) &&
               !repeats(n, ui_parent_of_kind(n, UI_DIALOG));
    case UI_COL:
    case UI_ROW:
    case UI_FLOW:
    case UI_STACK:
    case UI_SPACE:
    case UI_ICON:
        return n->key || n->label || ui_is_target(n);
    case UI_SCROLL:
    case UI_PICTURE:
    case UI_QR:
    case UI_BUTTON:
    case UI_FIELD:
    case UI_PROGRESS:
    case UI_DIALOG:
        break;
    }
    return true;
}

static void add_flag(struct str *out, const char **sep, bool is_set, const char *name) {
    if (!is_set)
        return;
    str_addf(out, "%s%s", *sep, name);
    *sep = " ";
}

static void add_flags(struct str *out, const struct ui_node *n, const struct ui *ui) {
    const char *const open = " [", *sep = open;
    for (size_t i = 0; i < sizeof(flag_name) / sizeof(flag_name[0]); i++)
        add_flag(out, &sep, n->flags & flag_name[i].flag, flag_name[i].name);
    add_flag(out, &sep, ui && n->key && ui->focus && str_eq(ui->focus, n->key), "focus");
    add_flag(out, &sep, ui_is_pressed(ui, n), "pressed");
    add_flag(out, &sep, !ui_is_visible(n), "unseen");
    if (sep != open)
        str_addc(out, ']');
}

static void add_line(struct str *out, const struct ui_node *n, const struct ui *ui, int depth) {
    str_addf(out, "%*s%s", 2 * depth, "", role_name[n->kind]);
    if (n->key)
        str_addf(out, " #%s", n->key);
    if (n->label) {
        str_addc(out, ' ');
        add_quoted(out, n->label);
    }
    if (n->value) {
        str_add(out, " value=");
        add_quoted(out, (n->flags & UI_MASKED) && *n->value ? "[masked]" : n->value);
    }
    if (n->kind == UI_PROGRESS)
        str_addf(out, " %lld/%lld", (long long)n->done, (long long)n->total);
    add_flags(out, n, ui);
    str_addf(out, " %d,%d %dx%d\n", n->at.x, n->at.y, n->at.w, n->at.h);
}

static void dump(const struct ui_node *n, const struct ui *ui, int depth, struct str *out) {
    if (is_told(n))
        add_line(out, n, ui, depth++);
    for (const struct ui_node *c = n->first; c; c = c->next)
        dump(c, ui, depth, out);
}

void ui_dump(const struct ui_node *root, const struct ui *ui, struct str *out) {
    dump(root, ui, 0, out);
}
