/* All help cards, to be looked through without a question: a list by what it is about, each card
 * opening large. Public, and behind the door like the rest: the same *Hide this*, the same idle
 * time. A card that is opened counts as one look for the session, and nothing says when. */
#include "screens/def.h"

#include "base/i18n.h"
#include "base/str.h"
#include "screens/common.h"
#include "screens/help_card.h"

enum {
    BACK = 1,
    FINISH,
    HIDE,
    STAY,
    ABOUT /* arg: place in about[] */,
    OPEN /* arg: place of the
          card in the model */
};

/* What people look for, in their words, and the topics of cards that it stands for. */
static const struct {
    const char *label, *topic[6];
} about[] = {
    {N_("All"), {0}},
    {N_("Crime"), {"knife", "gangs", "drugs", "hate", "asb"}},
    {N_("Exploitation"),
     {"exploitation", "county_lines", "cuckooing", "slavery", "radicalisation"}},
    {N_("At home"), {"domestic"}},
    {N_("Online"), {"online"}},
    {N_("Feelings"), {"feelings"}},
};

enum { ABOUTS = sizeof about / sizeof *about };

struct help_state {
    char open[TALLY_WORD]; /* name of the card that is open; "": the list shows */
    int32_t about;
    bool warned;
};

static const struct help_card *opened(const struct help_state *st, const struct model *m) {
    return m->help != NULL && st->open[0] != '\0' ? help_find(m->help, st->open) : NULL;
}

static void open_card(struct help_state *st, const struct model *m, int32_t i, struct out *out) {
    if (m->help == NULL || i < 0 || (size_t)i >= m->help->cards)
        return;
    STR_COPY(st->open, m->help->card[i].name);
    STR_COPY(out_add(out, CMD_VIEW_CARD)->text, st->open);
}

static void tapped(struct help_state *st, const struct model *m, struct ui_msg msg,
                   struct out *out) {
    switch (msg.id) {
    case BACK:
        if (opened(st, m) == NULL)
            out_back(out);
        st->open[0] = '\0';
        break;
    case FINISH:
        out_home(out, "attract");
        break;
    case HIDE:
        out_add(out, CMD_HIDE);
        break;
    case ABOUT:
        st->about = msg.arg;
        break;
    case OPEN:
        open_card(st, m, msg.arg, out);
        break;
    default:
        break;
    }
}

static void help_update(void *state, const struct model *m, struct ui_msg msg, struct out *out) {
    struct help_state *st = state;
    if (msg.id == MSG_DUE && st->warned)
        out_home(out, "attract");
    st->warned = msg.id == MSG_DUE;
    tapped(st, m, msg, out);
}

static int64_t help_due(const void *state, const struct model *m) {
    const struct help_state *st = state;
    return common_left_alone(m, st->warned);
}

/* ---- view ---- */

/* The emergency number stands in every list. */
static bool is_listed(const struct help_card *c, int32_t i) {
    for (size_t k = 0; k < 6 && about[i].topic[k] != NULL; k++)
        if (help_is_about(c, about[i].topic[k]))
            return true;
    return i == 0 || help_is_emergency(c);
}

static void view_abouts(const struct help_state *st, struct ui_build *b, struct ui_node *main) {
    struct ui_node *chips = ui_flow(b, main, 8);
    for (int32_t i = 0; i < ABOUTS; i++) {
        struct ui_node *chip =
            ui_chip(b, chips, arena_printf(b->frame, "about:%d", (int)i), NULL, tr(about[i].label),
                    NULL, (struct ui_msg){.id = ABOUT, .arg = i});
        if (i == st->about)
            chip->flags |= UI_CHECKED;
    }
}

static void view_row(const struct model *m, const struct help_card *c, struct ui_build *b,
                     struct ui_node *list) {
    bool beside = common_is_wide(b->env) && !ui_is_large_text(b->env);
    const char *call = c->number[0] != '\0' ? c->number : help_card_web(c, b->frame);
    struct ui_msg open = {.id = OPEN, .arg = (int32_t)(c - m->help->card)};
    struct ui_node *row =
        ui_list_row(b, list, arena_printf(b->frame, "card:%s", c->name), c->title, open);
    struct ui_node *words = ui_col(b, row, 2);
    words->flags |= UI_GROW;
    ui_text(b, words, UI_BODY_BOLD, c->title);
    if (c->who[0] != '\0')
        ui_text(b, words, UI_SMALL, c->who)->ink = UI_soft;
    if (!help_is_stale(c, m->today)) {
        row->value = call;
        struct ui_node *n = ui_text(b, beside ? row : words, UI_BODY_BOLD, call);
        n->flags |= UI_TABULAR;
        n->flags |= beside && c->number[0] != '\0' ? UI_WIDE_OK : 0;
    }
    ui_icon(b, row, "chevron", 24)->ink = UI_soft;
}

static void view_list(const struct help_state *st, const struct model *m, struct ui_build *b,
                      struct ui_node *page) {
    const struct help_card *card[HELP_CARDS];
    size_t n = model_help_for(m, NULL, card);
    struct ui_node *main = ui_main(b, page);
    if (n == 0) {
        ui_text(b, main, UI_BODY,
                tr("Please ask a person here. If somebody is in danger, call 999."));
        return;
    }
    view_abouts(st, b, main);
    struct ui_node *list = common_card(b, main);
    for (size_t i = 0; i < n; i++)
        if (is_listed(card[i], st->about))
            view_row(m, card[i], b, list);
    common_card_end(list);
}

static void view_open(const struct help_card *c, const struct model *m, struct ui_build *b,
                      struct ui_node *page) {
    struct ui_node *words, *code;
    help_card_columns(b, page, "opened", &words, &code);
    help_card_box(b, words, c, m->today, true);
    char line[sizeof c->words], *part[8];
    STR_COPY(line, c->words);
    size_t n = str_split(line, '\n', part, 8);
    for (size_t i = 0; i < n; i++)
        ui_text(b, words, UI_BODY, arena_strdup(b->frame, part[i]));
    help_card_code(b, code, c, m->today);
}

static struct ui_node *help_view(const void *state, const struct model *m, struct ui_build *b) {
    const struct help_state *st = state;
    const struct help_card *c = opened(st, m);
    struct ui_msg hide = {.id = HIDE}, stay = {.id = STAY};
    struct ui_page page = common_page(b, m);
    struct ui_bar bar = {.title = tr("Help and advice"),
                         .public_side = true,
                         .one_line = true,
                         .back = {.id = BACK}};
    common_hide(b, m, ui_bar(b, page.body, &bar), hide);
    if (c != NULL)
        view_open(c, m, b, page.body);
    else
        view_list(st, m, b, page.body);
    ui_primary(b, ui_foot(b, page.body), "finish", tr("Finish"), (struct ui_msg){.id = FINISH})
        ->box.min_w = 256;
    if (st->warned)
        common_still_there(b, &page, stay, hide);
    return page.root;
}

const struct screen_def screen_help = {
    .name = "help",
    .state_size = sizeof(struct help_state),
    .needs = WHO_PUBLIC,
    .update = help_update,
    .view = help_view,
    .due = help_due,
};
