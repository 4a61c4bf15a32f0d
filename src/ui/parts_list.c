/* What lists and boxes of words are made of: rows, tags, banners, summaries, progress. */
#include "ui/parts.h"

#include "base/arena.h"
#include "base/i18n.h"

enum {
    ROW_H = 84,
    SUMMARY_H = 64,
    TERM_W = 200,
    READING_W = 560 /* no line of explaining words is longer */
};

const struct ui_tone_look *ui_tone_look(enum ui_tone tone) {
    static const struct ui_tone_look looks[] = {
        [UI_TONE_GOOD] = {UI_act, UI_act_tint, "tick"},
        [UI_TONE_PLAN] = {UI_plan, UI_plan_tint, "info"},
        [UI_TONE_WAIT] = {UI_warn, UI_warn_tint, "warn"},
        [UI_TONE_STOP] = {UI_stop, UI_stop_tint, "stop-sign"},
    };
    return &looks[tone];
}

/* In a card the row leaves the ground to the card, whose corners are round. */
static enum ui_colour row_fill(const struct ui_node *parent) {
    return parent->box.fill == UI_paper ? UI_none : UI_paper;
}

struct ui_node *ui_list_row(struct ui_build *b, struct ui_node *list, const char *key,
                            const char *label, struct ui_msg tap) {
    struct ui_node *n;
    if (tap.id) {
        n = ui_target(b, list, key, label, tap);
        n->box.justify = UI_START;
    } else { /* a row that does not open is read by what stands in it */
        n = ui_row(b, list, 0);
        n->key = key;
    }
    n->box.min_h = ROW_H;
    n->box.pad_x = 16;
    n->box.pad_y = 8;
    n->box.gap = 16;
    n->box.fill = row_fill(list);
    n->box.edge_bottom = 1;
    return n;
}

struct ui_node *ui_tag(struct ui_build *b, struct ui_node *parent, enum ui_tone tone,
                       const char *label) {
    const struct ui_tone_look *look = ui_tone_look(tone);
    struct ui_node *n = ui_face(b, parent, UI_TAG, label, look->ink);
    n->box.fill = look->tint;
    n->box.radius = 6;
    n->box.pad_x = 10;
    n->box.pad_y = 4;
    return n;
}

struct ui_node *ui_banner(struct ui_build *b, struct ui_node *parent, enum ui_tone tone,
                          const char *title, const char *words) {
    const struct ui_tone_look *look = ui_tone_look(tone);
    struct ui_node *n = ui_row(b, parent, 0);
    n->box.align = UI_STRETCH;
    n->box.fill = look->tint;
    n->box.edge = look->ink;
    n->box.radius = 12;

    struct ui_node *accent = ui_col(b, n, 0);
    accent->box.w = 10;
    accent->box.fill = look->ink;
    accent->box.radius = 5;

    struct ui_node *inner = ui_row(b, n, 16);
    inner->flags |= UI_GROW;
    inner->box.align = UI_START;
    inner->box.pad_x = 16;
    inner->box.pad_y = 14;
    struct ui_node *icon = ui_icon(b, inner, look->icon, 0); /* as large as the words beside it */
    icon->type = UI_TILE;
    icon->ink = (uint8_t)look->ink;
    struct ui_node *text = ui_col(b, inner, 4);
    text->flags |= UI_GROW;
    struct ui_node *head = ui_text(b, text, UI_BODY_BOLD, title);
    head->flags |= UI_LIVE;
    if (words && *words)
        ui_text(b, text, UI_BODY, words);
    return n;
}

struct ui_node *ui_empty(struct ui_build *b, struct ui_node *parent, const char *icon,
                         const char *title, const char *words) {
    struct ui_node *n = ui_col(b, parent, 12);
    n->flags |= UI_GROW;
    n->box.align = UI_CENTRE;
    n->box.justify = UI_CENTRE;
    n->box.pad_x = 24;
    n->box.pad_y = 24;
    struct ui_node *plate = ui_row(b, n, 0);
    plate->box.w = plate->box.h = 72;
    plate->box.radius = 16;
    plate->box.fill = UI_act_tint;
    plate->box.justify = UI_CENTRE;
    ui_icon(b, plate, icon, 40)->ink = UI_act;
    ui_text(b, n, UI_TILE, title)->box.max_w = READING_W;
    if (words && *words) {
        struct ui_node *text = ui_text(b, n, UI_BODY, words);
        text->ink = UI_soft;
        text->box.max_w = READING_W;
    }
    return n;
}

/* Where there is no room for two columns the term stands above its value. */
static void add_term_and_value(struct ui_build *b, struct ui_node *row, const char *term,
                               const char *value) {
    bool above = ui_is_portrait(b->env) || ui_is_large_text(b->env);
    row->box.pad_y = above ? 8 : 0;
    struct ui_node *words = above ? ui_col(b, row, 2) : ui_row(b, row, 16);
    words->flags |= UI_GROW;
    words->box.pad_y =
        above ? 0 : 8; /* beside what can be tapped, which has the row's full height */
    struct ui_node *t = ui_text(b, words, above ? UI_SMALL : UI_BODY, term);
    t->ink = UI_soft;
    t->box.w = above ? 0 : TERM_W;
    ui_text(b, words, UI_BODY, value)->flags |= above ? 0 : UI_GROW;
}

struct ui_node *ui_summary(struct ui_build *b, struct ui_node *parent, const char *key,
                           const char *term, const char *value, struct ui_msg change) {
    struct ui_node *n = ui_row(b, parent, 16);
    n->box.min_h = SUMMARY_H + 1;
    n->box.pad_x = 16;
    n->box.fill = row_fill(parent);
    n->box.edge_bottom = 1;
    add_term_and_value(b, n, term, value);
    if (change.id) {
        const char *label = arena_printf(b->frame, tr("Change: %s"), term);
        struct ui_node *link = ui_target(b, n, key, label, change);
        link->box.min_h = SUMMARY_H;
        link->box.min_w = 64;
        link->box.pad_x = 8;
        link->box.radius = 12;
        ui_face(b, link, UI_BODY_BOLD, tr("Change"), UI_act);
    }
    return n;
}

struct ui_node *ui_progress(struct ui_build *b, struct ui_node *parent, const char *what,
                            int64_t done, int64_t total, struct ui_msg cancel) {
    struct ui_node *n = ui_col(b, parent, 12);
    struct ui_node *words = ui_row(b, n, 16);
    ui_text(b, words, UI_BODY, what)->flags |= UI_GROW | UI_QUIET; /* the bar says both */
    if (total > 0) {
        int pct = (int)((double)done * 100 / (double)total);
        ui_textf(b, words, UI_BODY_BOLD, "%d %%", pct)->flags |= UI_TABULAR | UI_WHOLE | UI_QUIET;
    }
    struct ui_node *bar = ui_add(b, n, UI_PROGRESS);
    bar->label = what;
    bar->done = done;
    bar->total = total;
    bar->box.h = 12;
    bar->box.radius = 6;
    if (cancel.id) {
        struct ui_node *foot = ui_row(b, n, 16);
        foot->box.justify = UI_END;
        ui_button(b, foot, "cancel", tr("Cancel"), cancel);
    }
    return n;
}
