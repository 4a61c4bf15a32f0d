/* One action of the plan: what the plan says of it, how it is rated, and its Update cell line by
 * line as it will be printed. A line that somebody wrote opens: it can be written anew or
 * withdrawn, and what was withdrawn can be put back. */
#include "screens/def.h"

#include "base/i18n.h"
#include "base/str.h"
#include "screens/common.h"
#include "screens/plan_parts.h"
#include "screens/words.h"

enum {
    BACK = 1,
    ADD,
    RATE,
    LINE, /* ref: seq of an update */
    AWAY,
    AGAIN,
    WITHDRAW,
    RESTORE /* ref: seq of an update */
};

struct action_state {
    char code[32];
    int64_t chosen;    /* seq of the update whose dialog is open; 0: none */
    int64_t withdrawn; /* the last one that went, for Undo; 0: none */
    bool busy, failed;
};

/* The plan may be another one when this comes back: the code stays what it is. */
static void action_init(void *state, const struct model *m, struct ui_msg why) {
    struct action_state *st = state;
    if (m->ledger != NULL && why.ref >= 0 && (size_t)why.ref < m->ledger->actions)
        STR_COPY(st->code, m->ledger->action[why.ref].code);
}

static const struct action *find(const struct action_state *st, const struct model *m) {
    return m->ledger != NULL ? ledger_action(m->ledger, st->code) : NULL;
}

/* ---- update ---- */

static void go(const struct action_state *st, const struct model *m, const char *screen,
               int64_t replaces, struct out *out) {
    const struct action *x = find(st, m);
    if (x == NULL)
        return;
    struct command *c = out_add(out, CMD_GO);
    c->screen = screen;
    c->ref = x - m->ledger->action;
    c->n = (int32_t)replaces;
}

static void ask(struct action_state *st, int64_t seq, bool withdrawn, struct out *out) {
    if (st->busy || seq == 0)
        return;
    struct command *c = out_add(out, CMD_WITHDRAW_UPDATE);
    c->ref = seq;
    c->n = withdrawn;
    st->withdrawn = withdrawn ? seq : 0;
    st->chosen = 0;
    st->busy = true;
    st->failed = false;
}

static void action_update(void *state, const struct model *m, struct ui_msg msg, struct out *out) {
    struct action_state *st = state;
    switch (msg.id) {
    case BACK:
        out_back(out);
        break;
    case ADD:
        go(st, m, "update", 0, out);
        break;
    case RATE:
        go(st, m, "rate", 0, out);
        break;
    case LINE:
        st->chosen = msg.ref;
        break;
    case AWAY:
        st->chosen = 0;
        break;
    case AGAIN:
        go(st, m, "update", st->chosen, out);
        st->chosen = 0;
        break;
    case WITHDRAW:
        ask(st, st->chosen, true, out);
        break;
    case RESTORE:
        ask(st, msg.ref, false, out);
        break;
    case MSG_PLAN_CHANGED:
        st->busy = false;
        break;
    case MSG_FAILED:
        st->failed = st->busy;
        st->busy = false;
        break;
    default:
        break;
    }
}

/* ---- view ---- */

static void fact(struct ui_build *b, struct ui_node *card, const char *key, const char *term,
                 const char *value) {
    if (value[0] != '\0')
        ui_summary(b, card, key, term, value, (struct ui_msg){0});
}

/* "Set on 6 February 2019: two schools have not answered" */
static const char *rated_words(const struct rating *r, struct arena *a) {
    if (r == NULL)
        return tr("As the plan has it");
    const char *day = words_date_year(a, r->date);
    return r->reason[0] != '\0' ? arena_printf(a, tr("Set on %s: %s"), day, r->reason)
                                : arena_printf(a, tr("Set on %s"), day);
}

static void view_rating(const struct action *x, const struct rag_proposal *p, const struct model *m,
                        struct ui_build *b, struct ui_node *card) {
    struct arena *a = b->frame;
    const struct typed_list *l = &m->ledger->typed;
    struct ui_node *row = common_card_row(b, card, 16);
    row->box.min_h = 64;
    if (!common_is_wide(b->env) || ui_is_large_text(b->env)) {
        row->kind = UI_COL; /* the chip above its words */
        row->box.align = UI_START;
        row->box.gap = 8;
    }
    plan_rag(b, row, typed_rag(l, x->code, x->rag));
    struct ui_node *words = ui_col(b, row, 2);
    words->flags |= UI_GROW;
    ui_text(b, words, UI_BODY, rated_words(typed_rating(l, x->code), a));
    const char *what = p->rag[0] != '\0'
                           ? arena_printf(a, tr("Proposed: %s"), plan_rag_words(p->rag))
                           : tr("Nothing proposed");
    ui_text(b, words, UI_SMALL, words_join(a, what, p->reason))->ink = UI_soft;
}

static void view_head(const struct action *x, const struct rag_proposal *p, const struct model *m,
                      struct ui_build *b, struct ui_node *main) {
    struct ui_node *card = common_card(b, main);
    fact(b, card, "action", tr("Action"), x->action);
    view_rating(x, p, m, b, card);
    common_card_end(card);
}

/* What is read less often follows the cell. */
static void view_facts(const struct action *x, struct ui_build *b, struct ui_node *main) {
    if (x->issue[0] == '\0' && x->owner[0] == '\0')
        return;
    struct ui_node *card = common_card(b, main);
    fact(b, card, "issue", tr("Issue"), x->issue);
    fact(b, card, "owner", tr("Owner"), x->owner);
    common_card_end(card);
}

static void view_line(const struct cell_line *line, struct ui_build *b, struct ui_node *card) {
    struct arena *a = b->frame;
    if (line->typed == 0) {
        struct ui_node *row = common_card_row(b, card, 0);
        ui_text(b, row, UI_BODY, line->text)->flags |= UI_GROW;
        return;
    }
    struct ui_node *row =
        ui_list_row(b, card, arena_printf(a, "update:%lld", (long long)line->typed), line->text,
                    (struct ui_msg){.id = LINE, .ref = line->typed});
    row->box.min_h = 64;
    ui_text(b, row, UI_BODY, line->text)->flags |= UI_GROW;
    ui_icon(b, row, "chevron", 24)->ink = UI_soft;
}

static void view_cell(const struct cell_line *line, size_t n, struct ui_build *b,
                      struct ui_node *main) {
    common_heading(b, main, tr("Update, as it is printed"));
    struct ui_node *card = common_card(b, main);
    if (n == 0)
        ui_text(b, common_card_row(b, card, 0), UI_BODY, tr("Empty. Add an update to fill it."))
            ->flags |= UI_GROW;
    for (size_t i = 0; i < n; i++)
        view_line(&line[i], b, card);
    common_card_end(card);
}

static const char *typed_words(const struct typed *t, struct arena *a) {
    struct str text CLEANUP(str_release) = {0};
    typed_say(&text, t);
    return arena_strdup(a, str_c(&text));
}

/* What was withdrawn stays, and comes back when somebody says so. */
static void view_withdrawn(const struct action *x, const struct model *m, struct ui_build *b,
                           struct ui_node *main) {
    const struct typed_list *l = &m->ledger->typed;
    struct ui_node *card = NULL;
    for (size_t i = 0; i < l->typeds; i++) {
        const struct typed *t = &l->typed[i];
        if (t->state != TYPED_WITHDRAWN || !str_eq(t->action, x->code))
            continue;
        if (card == NULL) {
            common_heading(b, main, tr("Withdrawn, not printed"));
            card = common_card(b, main);
        }
        struct ui_node *row = common_card_row(b, card, 16);
        row->flags |= UI_STACKS;
        struct ui_node *words = ui_text(b, row, UI_BODY, typed_words(t, b->frame));
        words->ink = UI_soft;
        words->flags |= UI_GROW;
        ui_button(b, row, arena_printf(b->frame, "restore:%lld", (long long)t->seq), tr("Put back"),
                  (struct ui_msg){.id = RESTORE, .ref = t->seq});
    }
    if (card != NULL)
        common_card_end(card);
}

static void view_undo(const struct action_state *st, struct ui_build *b, struct ui_node *main) {
    if (st->withdrawn == 0 || st->busy || st->failed)
        return;
    ui_banner(b, main, UI_TONE_GOOD, tr("The update was withdrawn"),
              tr("It is not printed any more."));
    struct ui_node *undo = ui_button(b, ui_row(b, main, 0), "undo", tr("Undo"),
                                     (struct ui_msg){.id = RESTORE, .ref = st->withdrawn});
    ui_face_icon(b, undo, "undo", 24);
}

static void view_dialog(const struct action_state *st, const struct model *m, struct ui_build *b,
                        struct ui_page *page) {
    const struct typed *t = typed_find(&m->ledger->typed, st->chosen);
    if (t == NULL)
        return;
    struct ui_node *d = ui_dialog(b, page, tr("This update"), (struct ui_msg){.id = AWAY});
    ui_text(b, d, UI_BODY, typed_words(t, b->frame));
    struct ui_node *foot = ui_dialog_foot(b, d);
    ui_button(b, foot, "withdraw", tr("Withdraw"), (struct ui_msg){.id = WITHDRAW});
    ui_primary(b, foot, "again", tr("Write it anew"), (struct ui_msg){.id = AGAIN});
}

static void view_action(const struct action_state *st, const struct action *x,
                        const struct model *m, struct ui_build *b, struct ui_page *page) {
    struct cell_line *line;
    struct rag_proposal proposal;
    size_t n = model_cell(m, x, b->frame, &line, &proposal);
    struct ui_node *main = ui_main(b, page->body);
    common_failure(b, main, m, st->failed);
    view_undo(st, b, main);
    view_head(x, &proposal, m, b, main);
    view_cell(line, n, b, main);
    view_withdrawn(x, m, b, main);
    view_facts(x, b, main);
    struct ui_node *foot = ui_foot(b, page->body);
    ui_button(b, foot, "rate", tr("Set RAG"), (struct ui_msg){.id = RATE});
    ui_space(b, foot);
    ui_primary(b, foot, "add", tr("Add update"), (struct ui_msg){.id = ADD});
    view_dialog(st, m, b, page);
}

static struct ui_node *action_view(const void *state, const struct model *m, struct ui_build *b) {
    const struct action_state *st = state;
    struct ui_page page = common_page(b, m);
    const struct action *x = find(st, m);
    struct ui_bar bar = {.title = arena_printf(b->frame, tr("Action %s"), st->code),
                         .back = {.id = BACK}};
    if (x != NULL)
        bar.second = x->owner;
    ui_bar(b, page.body, &bar);
    if (x != NULL)
        view_action(st, x, m, b, &page);
    else
        ui_empty(b, ui_main(b, page.body), "list", tr("Not in the plan"),
                 tr("The plan that is here now has no such action."));
    return page.root;
}

const struct screen_def screen_action = {
    .name = "action",
    .state_size = sizeof(struct action_state),
    .needs = WHO_COORDINATOR,
    .init = action_init,
    .update = action_update,
    .view = action_view,
};
