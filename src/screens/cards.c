/* Help cards that somebody has to check: of these visitors see no number. What is wrong with a file
 * stands here too. Staff look; the files are the coordinator's. */
#include "screens/def.h"

#include <string.h>

#include "base/i18n.h"
#include "base/str.h"
#include "screens/common.h"
#include "screens/help_card.h"
#include "screens/words.h"

enum { BACK = 1 };

static void cards_update(void *state, const struct model *m, struct ui_msg msg, struct out *out) {
    (void)state, (void)m;
    if (msg.id == BACK)
        out_back(out);
}

static const char *since_words(const struct help_card *c, struct arena *a) {
    if (c->check_by.year == 0)
        return tr("Nobody has checked it yet");
    return arena_printf(a, tr("Was to be checked by %s"), words_date(a, c->check_by));
}

static void view_card(const struct help_card *c, struct ui_build *b, struct ui_node *list) {
    struct arena *a = b->frame;
    const char *call = words_join(a, c->number, c->web[0] != '\0' ? help_card_web(c, a) : "");
    struct ui_node *row = common_card_row(b, list, 16);
    struct ui_node *words = ui_col(b, row, 2);
    words->flags |= UI_GROW;
    ui_text(b, words, UI_BODY_BOLD, c->title);
    ui_text(b, words, UI_BODY, call);
    ui_text(b, words, UI_SMALL, arena_printf(a, "%s: help/%s.md", since_words(c, a), c->name))
        ->ink = UI_soft;
}

static void view_complaints(const struct model *m, struct ui_build *b, struct ui_node *main) {
    const char *line = str_c(&m->help->complaints);
    while (*line != '\0') {
        size_t n = strcspn(line, "\n");
        ui_banner(b, main, UI_TONE_STOP, tr("A help card that is not used"),
                  arena_strndup(b->frame, line, n));
        line += n + (line[n] == '\n');
    }
}

static struct ui_node *cards_view(const void *state, const struct model *m, struct ui_build *b) {
    (void)state;
    const struct help_card *card[HELP_CARDS];
    size_t n = m->help != NULL ? help_stale(m->help, m->today, card) : 0;
    struct ui_page page = common_page(b, m);
    ui_bar(b, page.body, &(struct ui_bar){.title = tr("Help cards"), .back = {.id = BACK}});
    struct ui_node *main = ui_main(b, page.body);
    if (m->help != NULL)
        view_complaints(m, b, main);
    if (n == 0) {
        ui_text(b, main, UI_BODY, tr("Every number that visitors see was checked."));
        return page.root;
    }
    ui_text(b, main, UI_BODY,
            tr("Visitors see these without a number and are told to ask you. Compare each with the "
               "organisation\u2019s own page. Your coordinator then writes the day of the next "
               "check into its file; it holds from the next start."));
    struct ui_node *list = common_card(b, main);
    for (size_t i = 0; i < n; i++)
        view_card(card[i], b, list);
    common_card_end(list);
    return page.root;
}

const struct screen_def screen_cards = {
    .name = "cards",
    .state_size = 1,
    .needs = WHO_STAFF,
    .update = cards_update,
    .view = cards_view,
};
