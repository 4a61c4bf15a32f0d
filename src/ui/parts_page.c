/* The frame around every screen: page, bar, main part, foot, and what is laid over them. */
#include "ui/parts.h"

#include "base/arena.h"
#include "base/i18n.h"
#include "base/str.h"
#include "ui/keys.h"

enum {
    BAR_H = 64,
    BAR_EDGE = 16,
    BAR_GAP = 12,
    SCREEN_EDGE = 24,
    FOOT_H = 88,
    CARD_W = 640,
    CARD_WIDE_W = 768, /* of larger text */
    CARD_MIN_W = 320,
    CARD_PAD = 12, /* half outside, half inside of what scrolls */
    TOAST_W = 560,
    TOAST_EDGE = 12,
    TITLE_W = 200 /* what a title of one line keeps beside the chips, else they go below it */
};

#define DIALOG_SCROLL_KEY "dialog" /* the part of a dialog's card that scrolls */

struct ui_page ui_page(struct ui_build *b) {
    struct ui_node *root = ui_stack(b, NULL);
    root->box.fill = UI_mist;
    return (struct ui_page){.root = root, .body = ui_col(b, root, 0)};
}

/* --- bar ------------------------------------------------------------------------------------- */

static void add_back(struct ui_build *b, struct ui_node *head, const struct ui_bar *bar) {
    enum ui_colour ink = bar->public_side ? UI_ink : UI_on_staff;
    struct ui_node *n = ui_target(b, head, UI_BACK_KEY, tr("Back"), bar->back);
    n->box.min_h = 52;
    n->box.min_w = 64;
    n->box.pad_x = 8;
    n->box.gap = 8;
    n->box.radius = 999;
    ui_icon(b, n, "back", 24)->ink = (uint8_t)ink;
    if (bar->public_side)
        ui_face(b, n, UI_CHIP, n->label, ink);
}

/* The second line may be cut: it repeats what the row said that led here. */
static void add_titles(struct ui_build *b, struct ui_node *head, const struct ui_bar *bar) {
    struct ui_node *titles = ui_col(b, head, 0);
    titles->flags |= UI_GROW;
    titles->box.min_w = bar->one_line ? TITLE_W : 0;
    if (bar->title && *bar->title) {
        struct ui_node *title =
            ui_text(b, titles, bar->public_side ? UI_CHIP : UI_LABEL, bar->title);
        title->ink = bar->public_side ? UI_soft : UI_on_staff;
        title->flags |= bar->one_line ? UI_HEADING | UI_ELLIPSIS : UI_HEADING;
    }
    if (bar->second && *bar->second) {
        struct ui_node *second = ui_text(b, titles, UI_NOTE, bar->second);
        second->ink = bar->public_side ? UI_soft : UI_staff_soft;
        second->flags |= UI_ELLIPSIS;
    }
}

struct ui_node *ui_bar(struct ui_build *b, struct ui_node *page, const struct ui_bar *bar) {
    struct ui_node *row = ui_row(b, page, BAR_GAP);
    row->flags |= UI_STACKS;
    row->box.min_h = BAR_H;
    row->box.pad_x = BAR_EDGE;
    row->box.pad_y = 5;
    row->box.fill = bar->public_side ? UI_paper : UI_staff;
    row->box.edge_bottom = bar->public_side ? 2 : 0;

    struct ui_node *head = ui_row(b, row, BAR_GAP);
    head->flags |= UI_GROW;
    if (bar->back.id)
        add_back(b, head, bar);
    add_titles(b, head, bar);

    struct ui_node *chips = ui_row(b, row, BAR_GAP);
    chips->box.justify = UI_END;
    return chips;
}

/* --- main and foot --------------------------------------------------------------------------- */

struct ui_node *ui_main(struct ui_build *b, struct ui_node *page) {
    struct ui_node *n = ui_scroll(b, page, "main");
    n->flags |= UI_GROW;
    n->box.pad_x = SCREEN_EDGE;
    n->box.pad_y = 16;
    n->box.gap = 16;
    return n;
}

/* On the staff side the foot is a bar of its own; on the public side it is a part of the page. */
struct ui_node *ui_foot(struct ui_build *b, struct ui_node *page) {
    bool staff = page->first && page->first->box.fill == UI_staff;
    if (staff)
        ui_rule(b, page)->box.h = 2;
    struct ui_node *n = ui_row(b, page, 16);
    n->flags |= UI_STACKS;
    n->box.min_h = staff ? FOOT_H - 2 : FOOT_H;
    n->box.pad_x = SCREEN_EDGE;
    n->box.pad_y = staff ? 10 : 12;
    n->box.fill = staff ? UI_paper : UI_none;
    n->box.justify = UI_END;
    return n;
}

void ui_foot_words(struct ui_build *b, struct ui_node *foot, const char *words) {
    struct ui_node *n = ui_text(b, foot, UI_SMALL, words);
    n->ink = UI_soft;
    n->flags |= UI_GROW;
}

/* --- above the page -------------------------------------------------------------------------- */

/* The last child is painted last. At the top it covers no button of the dialog. */
static void raise_toast(struct ui_page *page) {
    struct ui_node *toast = page->toast, *before = page->root->first;
    if (!toast || toast == page->root->last)
        return;
    while (before->next != toast)
        before = before->next;
    before->next = toast->next;
    page->root->last->next = toast;
    page->root->last = toast;
    toast->next = NULL;
    toast->box.pad_y = TOAST_EDGE;
    toast->box.justify = UI_START;
}

/* A dialog is a node over the whole page, for the veil; in it a card; in that the title, a part
 * that scrolls when the card is too tall, and the foot. The part that scrolls is what the caller
 * fills. */
struct ui_node *ui_dialog(struct ui_build *b, struct ui_page *page, const char *title,
                          struct ui_msg away) {
    struct ui_node *dialog = ui_add(b, page->root, UI_DIALOG);
    raise_toast(page);
    dialog->label = title;
    dialog->on_tap = away;
    dialog->box.fill = UI_veil;
    dialog->box.pad_x = 16;
    dialog->box.pad_y = 12;
    dialog->box.justify = UI_CENTRE;

    struct ui_node *card = ui_col(b, dialog, 16);
    card->box.fill = UI_paper;
    card->box.edge = UI_edge;
    card->box.radius = 16;
    card->box.pad_x = CARD_PAD;
    card->box.pad_y = 18;
    card->box.min_w = CARD_MIN_W;
    card->box.max_w = ui_is_large_text(b->env) ? CARD_WIDE_W : CARD_W;
    struct ui_node *head = ui_text(b, card, UI_TILE, title);
    head->flags |= UI_HEADING;
    head->box.pad_x = CARD_PAD;
    struct ui_node *words = ui_scroll(b, card, DIALOG_SCROLL_KEY);
    words->box.pad_x = CARD_PAD; /* where its bar shows, and the ring of a focused field */
    words->box.gap = 16;
    return words;
}

struct ui_node *ui_dialog_foot(struct ui_build *b, struct ui_node *dialog) {
    bool is_dialog = dialog->kind == UI_SCROLL && str_eq(dialog->key, DIALOG_SCROLL_KEY);
    struct ui_node *n = ui_row(b, is_dialog ? dialog->parent : dialog, 16);
    n->flags |= UI_STACKS;
    n->box.pad_x = is_dialog ? CARD_PAD : 0;
    n->box.justify = UI_END;
    return n;
}

/* Above the foot, so that it never covers the primary action. */
void ui_toast(struct ui_build *b, struct ui_page *page, enum ui_tone tone, const char *words) {
    const struct ui_tone_look *look = ui_tone_look(tone);
    struct ui_node *over = ui_col(b, page->root, 0);
    over->box.pad_x = SCREEN_EDGE;
    over->box.pad_y = FOOT_H + TOAST_EDGE;
    over->box.align = UI_CENTRE;
    over->box.justify = UI_END;
    page->toast = over;

    struct ui_node *toast = ui_row(b, over, 12);
    toast->box.fill = look->tint;
    toast->box.edge = look->ink;
    toast->box.radius = 12;
    toast->box.pad_x = 20;
    toast->box.pad_y = 12;
    toast->box.max_w = TOAST_W;
    ui_icon(b, toast, look->icon, 24)->ink = (uint8_t)look->ink;
    struct ui_node *text = ui_text(b, toast, UI_BODY, words);
    text->flags |= UI_LIVE;
    text->ink = UI_ink;
}
