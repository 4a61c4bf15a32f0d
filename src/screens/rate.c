/* How an action is rated: a person says it, with a reason if there is one. What the sessions
 * suggest stands above the choice and never makes it. */
#include "screens/def.h"

#include "base/i18n.h"
#include "base/str.h"
#include "screens/common.h"
#include "screens/plan_parts.h"
#include "screens/words.h"

enum {
    BACK = 1,
    CHOOSE, /* arg: index */
    REASON,
    EDIT,
    DONE,
    SET
};

static const struct {
    const char *rag, *key, *means;
} choices[] = {
    {"Green", "rag:green", N_("On track")},
    {"Amber", "rag:amber", N_("At risk")},
    {"Red", "rag:red", N_("Off track")},
    {"", "rag:none", N_("The cell stays empty")},
};

enum { CHOICES = sizeof choices / sizeof *choices };

struct rate_state {
    char code[32], reason[TYPED_SHORT_LETTERS + 1];
    int chosen; /* index, or CHOICES: none yet */
    bool typing, busy, failed;
};

static void rate_init(void *state, const struct model *m, struct ui_msg why) {
    struct rate_state *st = state;
    st->chosen = CHOICES;
    if (m->ledger == NULL || why.ref < 0 || (size_t)why.ref >= m->ledger->actions)
        return;
    const struct action *x = &m->ledger->action[why.ref];
    const char *now = typed_rag(&m->ledger->typed, x->code, x->rag);
    STR_COPY(st->code, x->code);
    for (int i = 0; i < CHOICES; i++)
        if (str_eq(choices[i].rag, now))
            st->chosen = i;
}

static void set(struct rate_state *st, const struct model *m, struct out *out) {
    if (st->busy || st->chosen == CHOICES)
        return;
    struct command *c = out_add(out, CMD_RATE);
    c->date = m->today;
    STR_COPY(c->text, choices[st->chosen].rag);
    STR_COPY(c->text2, st->reason);
    STR_COPY(c->text3, st->code);
    st->busy = true;
    st->failed = false;
}

static void rate_update(void *state, const struct model *m, struct ui_msg msg, struct out *out) {
    struct rate_state *st = state;
    switch (msg.id) {
    case BACK:
        if (!st->typing)
            out_back(out);
        st->typing = false;
        break;
    case CHOOSE:
        st->chosen = msg.arg;
        break;
    case REASON:
        st->typing = true;
        break;
    case EDIT:
        common_take(st->reason, sizeof st->reason, msg);
        break;
    case DONE:
        st->typing = false;
        break;
    case SET:
        set(st, m, out);
        break;
    case MSG_PLAN_CHANGED:
        out_back(out);
        break;
    case MSG_FAILED:
        st->failed = st->busy;
        st->busy = false;
        break;
    default:
        break;
    }
}

/* A choice with the chip as it will stand in the list. */
static void view_choice(const struct rate_state *st, int i, struct ui_build *b,
                        struct ui_node *main) {
    struct ui_node *n =
        ui_choice(b, main, choices[i].key, plan_rag_words(choices[i].rag), tr(choices[i].means),
                  st->chosen == i, (struct ui_msg){.id = CHOOSE, .arg = i});
    n->flags |= UI_GROW;
    plan_rag(b, n, choices[i].rag)->flags |= UI_QUIET;
}

static void view_proposal(const struct action *x, const struct model *m, struct ui_build *b,
                          struct ui_node *main) {
    struct arena *a = b->frame;
    struct cell_line *line;
    struct rag_proposal p;
    model_cell(m, x, a, &line, &p);
    const char *what = p.rag[0] != '\0' ? arena_printf(a, tr("Proposed: %s"), plan_rag_words(p.rag))
                                        : tr("Nothing proposed");
    ui_text(b, main, UI_BODY, words_join(a, what, p.reason))->ink = UI_soft;
}

static void view_choices(const struct rate_state *st, const struct model *m, struct ui_build *b,
                         struct ui_node *page) {
    const struct action *x = m->ledger != NULL ? ledger_action(m->ledger, st->code) : NULL;
    struct ui_bar bar = {.title = arena_printf(b->frame, tr("How does action %s stand?"), st->code),
                         .back = {.id = BACK}};
    if (x != NULL)
        bar.second = x->action;
    ui_bar(b, page, &bar);
    struct ui_node *main = ui_main(b, page);
    main->box.gap = 12;
    common_failure(b, main, m, st->failed);
    if (x != NULL)
        view_proposal(x, m, b, main);
    bool two = common_is_wide(b->env) && !ui_is_large_text(b->env);
    struct ui_node *row = NULL;
    for (int i = 0; i < CHOICES; i++) {
        if (two && i % 2 == 0)
            row = ui_row(b, main, 12);
        view_choice(st, i, b, two ? row : main);
    }
    struct ui_node *card = common_card(b, main);
    ui_summary(b, card, "reason", tr("Reason"),
               st->reason[0] != '\0' ? st->reason : tr("Not given"), (struct ui_msg){.id = REASON});
    common_card_end(card);
    struct ui_node *foot = ui_foot(b, page);
    ui_foot_words(b, foot, tr("The report says the day on which it was set, and why."));
    struct ui_node *go = ui_primary(b, foot, "set", tr("Set RAG"), (struct ui_msg){.id = SET});
    if (st->busy || st->chosen == CHOICES)
        go->flags |= UI_DISABLED;
}

static struct ui_node *rate_view(const void *state, const struct model *m, struct ui_build *b) {
    const struct rate_state *st = state;
    struct ui_page page = common_page(b, m);
    if (st->typing)
        common_edit(b, &page,
                    &(struct common_edit){.title = tr("Reason"),
                                          .label = tr("A few words. Leave out names"),
                                          .hint = "",
                                          .value = st->reason,
                                          .done = tr("Done"),
                                          .edit = {.id = EDIT},
                                          .enter = {.id = DONE},
                                          .back = {.id = BACK}});
    else
        view_choices(st, m, b, page.body);
    return page.root;
}

const struct screen_def screen_rate = {
    .name = "rate",
    .state_size = sizeof(struct rate_state),
    .needs = WHO_COORDINATOR,
    .init = rate_init,
    .update = rate_update,
    .view = rate_view,
};
