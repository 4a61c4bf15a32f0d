#include "screens/help_card.h"

#include <string.h>

#include "base/i18n.h"
#include "base/str.h"
#include "screens/common.h"
#include "ui/qr.h"

enum { CODE = 240, EDGE_X = 24, EDGE_Y = 12 };

const char *help_card_web(const struct help_card *c, struct arena *a) {
    static const char scheme[] = "https://";
    char *web = arena_strdup(a, c->web + (str_starts(c->web, scheme) ? strlen(scheme) : 0));
    size_t n = strlen(web);
    if (n > 0 && web[n - 1] == '/')
        web[n - 1] = '\0';
    return web;
}

static bool is_roomy(const struct ui_env *env) {
    return common_is_wide(env) && !ui_is_large_text(env);
}

/* Read from afar where there is room, whole where there is not. */
static void add_number(struct ui_build *b, struct ui_node *box, const char *number) {
    ui_text(b, box, is_roomy(b->env) ? UI_INVITE : UI_TITLE, number)->flags |= UI_TABULAR;
}

static void add_call(struct ui_build *b, struct ui_node *box, const struct help_card *c,
                     struct date today, bool words) {
    if (help_is_stale(c, today)) {
        ui_text(b, box, UI_TILE,
                c->number[0] != '\0' ? tr("Ask a person here for the number.")
                                     : tr("Ask a person here for the address."));
        return;
    }
    if (c->number[0] != '\0')
        add_number(b, box, c->number);
    if (c->web[0] != '\0' && (words || c->number[0] == '\0'))
        ui_text(b, box, c->number[0] != '\0' ? UI_BODY : UI_TILE, help_card_web(c, b->frame));
    if (c->hours[0] != '\0')
        ui_text(b, box, UI_SMALL, c->hours)->ink = UI_soft;
}

void help_card_box(struct ui_build *b, struct ui_node *parent, const struct help_card *c,
                   struct date today, bool words) {
    struct ui_node *n = ui_row(b, parent, 0);
    n->box.align = UI_STRETCH;
    n->box.fill = UI_paper;
    n->box.edge = UI_line;
    n->box.radius = 16;
    struct ui_node *accent = ui_col(b, n, 0);
    accent->box.w = 10;
    accent->box.fill = UI_act;
    accent->box.radius = 5;
    struct ui_node *box = ui_col(b, n, 4);
    box->flags |= UI_GROW;
    box->box.pad_x = 20;
    box->box.pad_y = 14;
    ui_text(b, box, words ? UI_TILE : UI_BODY_BOLD, c->title)->flags |= UI_HEADING;
    if (words && c->who[0] != '\0')
        ui_text(b, box, UI_SMALL, c->who)->ink = UI_soft;
    add_call(b, box, c, today, words);
    if (words && c->languages[0] != '\0')
        ui_textf(b, box, UI_SMALL, tr("Languages: %s"), c->languages)->ink = UI_soft;
}

void help_card_code(struct ui_build *b, struct ui_node *parent, const struct help_card *c,
                    struct date today) {
    char text[HELP_QR];
    help_qr(c, text);
    if (text[0] == '\0' || help_is_stale(c, today))
        return;
    bool number = c->number[0] != '\0' && !help_is_emergency(c);
    bool beside = !is_roomy(b->env);
    struct ui_node *both = beside ? ui_row(b, parent, 16) : ui_col(b, parent, 12);
    both->box.align = UI_CENTRE;
    struct ui_node *plate = ui_col(b, both, 0);
    plate->box.edge = UI_line;
    plate->box.radius = 16;
    ui_qr(b, plate, number ? tr("QR code of the number") : tr("QR code of the web page"),
          arena_strdup(b->frame, text), CODE)
        ->box.radius = 14; /* inside the line around it */
    struct ui_node *words = ui_text(b, both, UI_SMALL,
                                    number ? tr("Point a phone here to take the number with you")
                                           : tr("Point a phone here to take the address with you"));
    words->ink = UI_soft;
    words->flags |= beside ? UI_GROW : 0;
    words->box.max_w = beside ? 0 : CODE;
}

void help_card_columns(struct ui_build *b, struct ui_node *page, const char *key,
                       struct ui_node **ret_words, struct ui_node **ret_code) {
    bool wide = is_roomy(b->env);
    struct ui_node *both = page;
    if (wide) {
        both = ui_row(b, page, 0);
        both->flags |= UI_GROW;
        both->box.align = UI_STRETCH;
    }
    struct ui_node *words = ui_scroll(b, both, key);
    words->flags |= UI_GROW;
    words->box.pad_x = EDGE_X;
    words->box.pad_y = EDGE_Y;
    words->box.gap = 12;
    *ret_words = *ret_code = words;
    if (!wide)
        return;
    *ret_code = ui_col(b, both, 0);
    (*ret_code)->box.pad_y = 16;
    (*ret_code)->box.pad_x = EDGE_X;
}
