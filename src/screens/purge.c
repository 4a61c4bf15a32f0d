/* What has been kept long enough: names, forms that were never finished, envelopes that have
 * arrived. The coordinator's desk says that something is due, this page says what goes and what
 * stays, and one tap deletes it for ever. Of envelopes a person says first that they have
 * arrived. */
#include "screens/def.h"

#include "base/i18n.h"
#include "screens/common.h"
#include "screens/purge_words.h"
#include "screens/words.h"

enum { BACK = 1, ARRIVED, DELETE };

struct purge_state {
    bool arrived, busy, done, failed;
    bool set_aside; /* damaged files may still hold some of it */
};

/* ---- update ---- */

static bool goes(const struct purge_state *st, const struct model *m, enum keep_class c) {
    return purge_is_due(m, c) && (st->arrived || !keep_rule(c)->confirmed);
}

static bool any_goes(const struct purge_state *st, const struct model *m) {
    for (int c = 0; c < KEEP_CLASSES; c++)
        if (goes(st, m, (enum keep_class)c))
            return true;
    return false;
}

static void delete_them(struct purge_state *st, const struct model *m, struct out *out) {
    if (st->busy || !any_goes(st, m))
        return;
    struct command *c = out_add(out, CMD_PURGE);
    for (int i = 0; i < KEEP_CLASSES; i++)
        if (!goes(st, m, (enum keep_class)i))
            c->n |= 1 << i;
    st->busy = true;
    st->failed = false;
}

static void purge_update(void *state, const struct model *m, struct ui_msg msg, struct out *out) {
    struct purge_state *st = state;
    switch (msg.id) {
    case BACK:
        out_back(out);
        break;
    case ARRIVED:
        st->arrived = !st->arrived;
        break;
    case DELETE:
        delete_them(st, m, out);
        break;
    case MSG_ENTERED:
        out_add(out, CMD_OVERDUE);
        break;
    case MSG_PURGED:
        st->busy = st->arrived = false;
        st->done = true;
        st->set_aside = msg.arg > 0;
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

static void view_class(const struct purge_state *st, const struct model *m, enum keep_class c,
                       struct ui_build *b, struct ui_node *main) {
    const struct keep_rule *rule = keep_rule(c);
    struct ui_node *words = ui_col(b, main, 2);
    ui_text(b, words, UI_BODY_BOLD, purge_words(b->frame, m, c));
    ui_text(b, words, UI_BODY, tr(rule->goes));
    ui_text(b, words, UI_SMALL, tr(rule->stays))->ink = UI_soft;
    if (rule->confirmed)
        ui_switch(b, main, "arrived", tr("All of these have arrived"),
                  tr("Somebody has opened them, and has what was in them."), st->arrived,
                  (struct ui_msg){.id = ARRIVED});
}

static void view_done(const struct purge_state *st, struct ui_build *b, struct ui_node *main) {
    ui_banner(b, main, UI_TONE_GOOD, tr("It is deleted for ever"), tr("No count has changed."));
    if (st->set_aside)
        ui_banner(b, main, UI_TONE_WAIT, tr("A damaged file was set aside"),
                  tr("It may still hold some of it. Whoever looks after the kiosk can delete it."));
}

static struct ui_node *purge_view(const void *state, const struct model *m, struct ui_build *b) {
    const struct purge_state *st = state;
    struct ui_page page = common_page(b, m);
    ui_bar(b, page.body, &(struct ui_bar){.title = tr("Kept long enough"), .back = {.id = BACK}});
    struct ui_node *main = ui_main(b, page.body);
    common_failure(b, main, m, st->failed);
    if (st->done)
        view_done(st, b, main);
    bool any = false;
    for (int c = 0; c < KEEP_CLASSES; c++) {
        any = any || purge_is_due(m, (enum keep_class)c);
        if (purge_is_due(m, (enum keep_class)c))
            view_class(st, m, (enum keep_class)c, b, main);
    }
    if (!any && !st->done)
        ui_empty(b, main, "tick", tr("Nothing is due"),
                 tr("What has been kept long enough will stand here."));
    if (!any)
        return page.root;
    struct ui_node *foot = ui_foot(b, page.body);
    struct ui_node *said =
        ui_text(b, foot, UI_BODY, st->busy ? tr("One moment.") : tr("Nobody can bring it back."));
    said->flags |= UI_GROW | UI_LIVE;
    struct ui_node *go =
        ui_danger(b, foot, "delete", tr("Delete for ever"), (struct ui_msg){.id = DELETE});
    if (st->busy || !any_goes(st, m))
        go->flags |= UI_DISABLED;
    return page.root;
}

const struct screen_def screen_purge = {
    .name = "purge",
    .state_size = sizeof(struct purge_state),
    .needs = WHO_COORDINATOR,
    .update = purge_update,
    .view = purge_view,
};
