/* What is to be put right: the warnings of past imports, worked off one by one. A done one is not
 * gone: it stands behind a switch, and can be opened again. */
#include "screens/def.h"

#include "base/i18n.h"
#include "screens/common.h"
#include "screens/words.h"

enum { BACK = 1, DONE, OPEN_AGAIN, SHOW_SESSION, TOGGLE };

enum { SHOWN = 60 };

struct complaints_state {
    bool done_too, failed;
};

static void complaints_update(void *state, const struct model *m, struct ui_msg msg,
                              struct out *out) {
    (void)m;
    struct complaints_state *st = state;
    switch (msg.id) {
    case BACK:
        out_back(out);
        break;
    case DONE:
    case OPEN_AGAIN: {
        struct command *c = out_add(out, CMD_COMPLAINT_DONE);
        c->ref = msg.ref;
        c->n = msg.id == DONE;
        st->failed = false;
        break;
    }
    case SHOW_SESSION:
        out_go_ref(out, "session", msg.ref);
        break;
    case TOGGLE:
        st->done_too = !st->done_too;
        break;
    case MSG_ENTERED:
        out_add(out, CMD_COMPLAINTS);
        break;
    case MSG_FAILED:
        st->failed = true;
        break;
    default:
        break;
    }
}

static void view_one(const struct complaint_view *c, struct ui_build *b, struct ui_node *list) {
    struct arena *a = b->frame;
    bool wide = common_is_wide(b->env);
    struct ui_node *card = wide ? ui_row(b, list, 16) : ui_col(b, list, 12);
    card->box.pad_x = 24;
    card->box.pad_y = 12;
    card->box.edge_bottom = 1;
    card->box.fill = c->done ? UI_none : UI_paper;
    struct ui_node *words = ui_col(b, card, 2);
    if (wide)
        words->flags |= UI_GROW;
    ui_text(b, words, UI_BODY_BOLD, c->what);
    ui_text(b, words, UI_BODY, c->todo);
    const char *where =
        c->line > 0 ? arena_printf(a, tr("%s, line %d"), c->file, c->line) : c->file;
    ui_text(b, words, UI_SMALL, where)->ink = UI_soft;

    struct ui_node *buttons = ui_row(b, card, 12);
    buttons->box.justify = UI_END;
    if (c->session != 0) {
        struct ui_node *show =
            ui_button(b, buttons, arena_printf(a, "show:%lld", (long long)c->id),
                      tr("Show session"), (struct ui_msg){.id = SHOW_SESSION, .ref = c->session});
        show->box.pad_x = 16;
    }
    struct ui_node *done =
        ui_button(b, buttons, arena_printf(a, "done:%lld", (long long)c->id),
                  c->done ? tr("Not done") : tr("Done"),
                  (struct ui_msg){.id = c->done ? OPEN_AGAIN : DONE, .ref = c->id});
    done->box.pad_x = 16;
}

static void view_list(const struct complaints_state *st, const struct model *m, struct ui_build *b,
                      struct ui_node *page) {
    struct ui_node *list = ui_scroll(b, page, "main");
    list->flags |= UI_GROW;
    size_t shown = 0, all = st->done_too ? m->complaints.n : m->complaints.open;
    for (size_t i = 0; i < m->complaints.n && shown < SHOWN; i++) {
        const struct complaint_view *c = &m->complaints.item[i];
        if (c->done && !st->done_too)
            continue;
        view_one(c, b, list);
        shown++;
    }
    if (shown == all)
        return;
    struct ui_node *row = ui_col(b, list, 0);
    row->box.pad_x = 24;
    row->box.pad_y = 16;
    ui_text(
        b, row, UI_BODY,
        arena_printf(b->frame, tr("%d more come up as you work these off."), (int)(all - shown)));
}

static struct ui_node *complaints_view(const void *state, const struct model *m,
                                       struct ui_build *b) {
    const struct complaints_state *st = state;
    struct ui_page page = common_page(b, m);
    unsigned long open = m->complaints.open, done = m->complaints.n - m->complaints.open;
    const char *second = "";
    if (open > 0)
        second = arena_printf(b->frame,
                              tr_n("%lu entry is waiting", "%lu entries are waiting", open), open);
    struct ui_node *chips = ui_bar(
        b, page.body,
        &(struct ui_bar){.title = tr("To put right"), .second = second, .back = {.id = BACK}});
    if (done > 0)
        ui_chip(b, chips, "done-too", NULL, st->done_too ? tr("Hide done") : tr("Show done"), NULL,
                (struct ui_msg){.id = TOGGLE});
    if (st->failed) {
        struct ui_node *box = ui_col(b, page.body, 0);
        box->box.pad_x = 24;
        box->box.pad_y = 12;
        common_failure(b, box, m, true);
    }
    if (open > 0 || (st->done_too && done > 0))
        view_list(st, m, b, page.body);
    else
        ui_empty(b, ui_main(b, page.body), "tick", tr("Nothing is waiting"),
                 tr("Warnings of the next import will stand here."));
    return page.root;
}

const struct screen_def screen_complaints = {
    .name = "complaints",
    .state_size = sizeof(struct complaints_state),
    .needs = WHO_COORDINATOR,
    .update = complaints_update,
    .view = complaints_view,
};
