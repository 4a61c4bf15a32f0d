/* Words to say a screen with. A view builds its tree through these, parent first:
 *
 *     struct ui_page page = ui_page(b);
 *     ui_bar(b, page.body, &(struct ui_bar){.title = tr("Today"), .back = {.id = BACK}});
 *     struct ui_node *row = ui_row(b, ui_main(b, page.body), 16);
 *     ui_button(b, row, "open", tr("Open"), (struct ui_msg){.id = OPEN});
 *
 * Every function returns the new node, whose fields the caller may then set. Labels are borrowed:
 * they must live as long as the frame (arena_printf on b->frame, or static). No function here knows
 * a domain word. ui/build.c has the primitives and buttons, ui/parts_*.c the composed parts. */
#pragma once

#include "ui/env.h"
#include "ui/node.h"

struct ui_build {
    struct arena *frame;
    const struct ui_env *env; /* size, text setting: views choose columns by it, never pixels */
};

/* Primitives. `parent` NULL makes a root. */
struct ui_node *ui_add(struct ui_build *b, struct ui_node *parent, enum ui_kind kind);
struct ui_node *ui_col(struct ui_build *b, struct ui_node *parent, int gap);
struct ui_node *ui_row(struct ui_build *b, struct ui_node *parent, int gap);
struct ui_node *ui_flow(struct ui_build *b, struct ui_node *parent, int gap);
struct ui_node *ui_stack(struct ui_build *b, struct ui_node *parent);
/* While not all of it can be seen, buttons at its end side page through it: KEY:up and KEY:down.
 * The column is narrower by UI_RAIL_UNITS then (ui/layout.h). A list that is too low for them, or
 * whose rows cannot give way, shows only where in it one is. */
struct ui_node *ui_scroll(struct ui_build *b, struct ui_node *parent, const char *key);
struct ui_node *ui_text(struct ui_build *b, struct ui_node *parent, enum ui_type type,
                        const char *label);
struct ui_node *ui_textf(struct ui_build *b, struct ui_node *parent, enum ui_type type,
                         const char *fmt, ...) PRINTF(4, 5);
struct ui_node *ui_icon(struct ui_build *b, struct ui_node *parent, const char *name, int size);
/* An image as large as fits into w x h logical units, in the middle, its shape kept; narrower room
 * makes it smaller. `file` is the full path of a PNG or JPEG, which only the renderer opens. Where
 * there is no such picture (or `file` is NULL), `label` stands in its place. A picture that says no
 * more than the words beside it is UI_QUIET. */
struct ui_node *ui_picture(struct ui_build *b, struct ui_node *parent, const char *file,
                           const char *label, int w, int h);
struct ui_node *ui_space(struct ui_build *b, struct ui_node *parent); /* grows */
struct ui_node *ui_rule(struct ui_build *b, struct ui_node *parent);  /* a thin line across */

/* Buttons: paper with an outline, 64 high. ui_primary is green and sinks: one a screen. */
struct ui_node *ui_button(struct ui_build *b, struct ui_node *parent, const char *key,
                          const char *label, struct ui_msg tap);
struct ui_node *ui_primary(struct ui_build *b, struct ui_node *parent, const char *key,
                           const char *label, struct ui_msg tap);
struct ui_node *ui_quiet(struct ui_build *b, struct ui_node *parent, const char *key,
                         const char *label, struct ui_msg tap); /* no outline */
struct ui_node *ui_danger(struct ui_build *b, struct ui_node *parent, const char *key,
                          const char *label, struct ui_msg tap); /* stop colours */
/* Puts an icon before the words of a button, in their ink. */
struct ui_node *ui_face_icon(struct ui_build *b, struct ui_node *button, const char *name,
                             int size);
/* A chip: 52 high, full radius; `icon` and `value` may be NULL. On a staff bar it draws itself
 * light on navy. UI_CHECKED makes it chosen. */
struct ui_node *ui_chip(struct ui_build *b, struct ui_node *parent, const char *key,
                        const char *icon, const char *label, const char *value, struct ui_msg tap);
/* The bar's main action: white on the staff side, ink on the public side. */
struct ui_node *ui_chip_solid(struct ui_build *b, struct ui_node *parent, const char *key,
                              const char *icon, const char *label, struct ui_msg tap);
/* A choice in a list or group: radio or check mark, label, optional second line; UI_CHECKED when
 * chosen. */
struct ui_node *ui_choice(struct ui_build *b, struct ui_node *parent, const char *key,
                          const char *label, const char *second, bool chosen, struct ui_msg tap);
struct ui_node *ui_switch(struct ui_build *b, struct ui_node *parent, const char *key,
                          const char *label, const char *second, bool on, struct ui_msg tap);

/* A field with its label above it and, when `error` is set, the error's words below the label.
 * Returns the UI_FIELD; one for several lines wants a box.min_h and box.justify = UI_START. */
struct ui_field {
    const char *key, *label, *value, *hint, *error, *icon;
    struct ui_msg edit, enter;
    bool masked, numeric, autofocus;
};
struct ui_node *ui_field(struct ui_build *b, struct ui_node *parent, const struct ui_field *f);

/* Page frames. The page is a UI_STACK whose first child is the column to fill; dialogs and toasts
 * are stacked above it. */
struct ui_page {
    struct ui_node *root, *body; /* root: to return from view; body: to fill */
    struct ui_node *toast;       /* ui_toast's own; NULL: none */
};
struct ui_page ui_page(struct ui_build *b);

struct ui_bar { /* the navy bar of the staff side, or the white one of the public side */
    const char *title, *second;
    bool public_side;
    bool one_line;      /* the title is cut rather than wrapped: the page below needs the room */
    struct ui_msg back; /* id 0: no back arrow */
};
/* Returns the row at the bar's end, to which chips are added. */
struct ui_node *ui_bar(struct ui_build *b, struct ui_node *page, const struct ui_bar *bar);
/* The main part: grows, edge 24, scrolls when it does not fit (key "main"). */
struct ui_node *ui_main(struct ui_build *b, struct ui_node *page);
/* The foot: 88 high, primary action last. Stacks its buttons when they do not fit. */
struct ui_node *ui_foot(struct ui_build *b, struct ui_node *page);
/* Small soft words in a foot, before its buttons: they take the room that those leave. */
void ui_foot_words(struct ui_build *b, struct ui_node *foot, const char *words);

/* A row of a list that opens: at least 84 high, tappable, line below. Fill it with columns. */
struct ui_node *ui_list_row(struct ui_build *b, struct ui_node *list, const char *key,
                            const char *label, struct ui_msg tap);
enum ui_tone { UI_TONE_GOOD, UI_TONE_PLAN, UI_TONE_WAIT, UI_TONE_STOP };
struct ui_node *ui_tag(struct ui_build *b, struct ui_node *parent, enum ui_tone tone,
                       const char *label);
/* A box of words: what went wrong or is worth knowing, with an icon; tone picks its colours. */
struct ui_node *ui_banner(struct ui_build *b, struct ui_node *parent, enum ui_tone tone,
                          const char *title, const char *words);
/* What an empty list says: an icon, one line, what to do next. */
struct ui_node *ui_empty(struct ui_build *b, struct ui_node *parent, const char *icon,
                         const char *title, const char *words);
/* "term    value    [Change]" of a summary; change.id 0 leaves the link out. */
struct ui_node *ui_summary(struct ui_build *b, struct ui_node *parent, const char *key,
                           const char *term, const char *value, struct ui_msg change);
/* Progress bar: what, how much, Cancel. */
struct ui_node *ui_progress(struct ui_build *b, struct ui_node *parent, const char *what,
                            int64_t done, int64_t total, struct ui_msg cancel);

/* Dialog: a card over a veil. Returns its column; add text and then ui_dialog_foot's buttons.
 * `away` is sent by Escape, Back and a tap beside the card (id 0: not dismissable). */
struct ui_node *ui_dialog(struct ui_build *b, struct ui_page *page, const char *title,
                          struct ui_msg away);
struct ui_node *ui_dialog_foot(struct ui_build *b, struct ui_node *dialog);
/* Above the foot; over a dialog that is added after it at the top, and never under its veil. */
void ui_toast(struct ui_build *b, struct ui_page *page, enum ui_tone tone, const char *words);

/* On-screen keys that edit the focused field. ui_pad: 3x4 digits and Delete; ui_keyboard: letters
 * with Shift, accents by long press, a page of numbers and signs, space, and `done` (label and
 * message). Which page shows is the kit's own state (struct ui). */
struct ui_node *ui_pad(struct ui_build *b, struct ui_node *parent);
struct ui_node *ui_keyboard(struct ui_build *b, struct ui_node *parent, const char *done_label,
                            struct ui_msg done);

bool ui_is_portrait(const struct ui_env *env);
bool ui_is_large_text(const struct ui_env *env); /* 150 % */
