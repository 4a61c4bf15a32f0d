/* The end of every way behind the door: thank you, and one help card. The same words whatever was
 * done, so that nobody behind can tell which way it was. Left alone it asks, then is wiped. */
#include "screens/def.h"

#include "base/i18n.h"
#include "screens/common.h"
#include "screens/help_card.h"

enum { FINISH = 1, MORE, HIDE, STAY };

struct card_state {
    bool warned;
};

static void due(struct card_state *st, struct out *out) {
    if (st->warned)
        out_home(out, "attract");
    st->warned = true;
}

static void card_update(void *state, const struct model *m, struct ui_msg msg, struct out *out) {
    (void)m;
    struct card_state *st = state;
    if (msg.id == MSG_DUE) {
        due(st, out);
        return;
    }
    st->warned = false;
    switch (msg.id) {
    case FINISH:
        out_home(out, "attract");
        break;
    case MORE:
        out_go(out, "help");
        break;
    case HIDE:
        out_add(out, CMD_HIDE);
        break;
    default:
        break;
    }
}

static int64_t card_due(const void *state, const struct model *m) {
    const struct card_state *st = state;
    return common_left_alone(m, st->warned);
}

static struct ui_node *card_view(const void *state, const struct model *m, struct ui_build *b) {
    const struct card_state *st = state;
    const struct help_card *card[HELP_CARDS];
    struct ui_msg hide = {.id = HIDE}, stay = {.id = STAY};
    struct ui_page page = common_page(b, m);
    common_hide(b, m, ui_bar(b, page.body, &(struct ui_bar){.public_side = true}), hide);
    size_t n = model_help_for(m, m->end_topic, card);
    struct ui_node *words, *code;
    help_card_columns(b, page.body, "main", &words, &code);
    struct ui_node *head = ui_col(b, words, 2);
    ui_text(b, head, UI_TITLE, tr("Thank you"))->flags |= UI_HEADING;
    ui_text(b, head, UI_BODY,
            n > 0 ? tr("What people leave here is read later, not today. You can also talk to "
                       "someone now.")
                  : tr("What people leave here is read later, not today."))
        ->ink = UI_soft;
    if (n > 0) {
        help_card_box(b, words, card[0], m->today, false);
        help_card_code(b, code, card[0], m->today);
    }
    ui_text(b, words, UI_SMALL, tr("In danger now? Call 999 or ask a person here."));
    struct ui_node *foot = ui_foot(b, page.body);
    if (n > 0) {
        ui_button(b, foot, "more", tr("More help"), (struct ui_msg){.id = MORE});
        ui_space(b, foot);
    }
    ui_primary(b, foot, "finish", tr("Finish"), (struct ui_msg){.id = FINISH})->box.min_w = 256;
    if (st->warned)
        common_still_there(b, &page, stay, hide);
    return page.root;
}

const struct screen_def screen_card = {
    .name = "card",
    .state_size = sizeof(struct card_state),
    .needs = WHO_PUBLIC,
    .update = card_update,
    .view = card_view,
    .due = card_due,
};
