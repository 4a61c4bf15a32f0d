/* A session that was opened on an earlier day and never closed: what becomes of it? Asked once a
 * day on the way in, one session a page, and answered with one tap. */
#include "screens/def.h"

#include <string.h>

#include "base/i18n.h"
#include "base/str.h"
#include "screens/common.h"
#include "screens/words.h"

enum { LOCK = 1, CLOSE, GO_ON, NOT_HELD };

enum { KEPT_MAX = 32 };

struct left_open_state {
    int64_t kept[KEPT_MAX]; /* those that go on */
    size_t kepts;
    bool busy, failed;
};

static bool is_kept(const struct left_open_state *st, int64_t session) {
    for (size_t i = 0; i < st->kepts; i++)
        if (st->kept[i] == session)
            return true;
    return false;
}

/* The one that is asked about; NULL: none is left. *ret_left: how many there are still. */
static const struct session *next(const struct left_open_state *st, const struct model *m,
                                  size_t *ret_left) {
    const struct session *first = NULL;
    *ret_left = 0;
    for (size_t i = 0; m->ledger != NULL && i < m->ledger->sessions; i++) {
        const struct session *s = &m->ledger->session[i];
        if (!model_is_left_open(m, s) || is_kept(st, s->id))
            continue;
        first = first != NULL ? first : s;
        ++*ret_left;
    }
    return first;
}

/* All are answered: that is remembered for today. */
static void go_in_when_done(const struct left_open_state *st, const struct model *m,
                            struct out *out) {
    size_t left;
    if (next(st, m, &left) != NULL && st->kepts < KEPT_MAX)
        return;
    struct command *c = out_add(out, CMD_SETTING);
    char day[11];
    date_iso(m->today, day);
    STR_COPY(c->text, "left_open_asked");
    STR_COPY(c->text2, day);
    common_home(m, out);
}

static void close_it(const struct session *s, const struct model *m, struct out *out) {
    struct command *c = out_add(out, CMD_CLOSE_SESSION);
    c->ref = s->id;
    c->n = (int32_t)common_counted(m, s).q;
    STR_COPY(c->text, s->note);
    STR_COPY(c->text2, s->deliverer);
    model_add_views(m, c);
}

static void call_off(const struct session *s, struct out *out) {
    struct command *c = out_add(out, CMD_CALL_OFF);
    c->ref = s->id;
    STR_COPY(c->text, N_("Not held"));
}

static void answer(struct left_open_state *st, const struct model *m, int id, struct out *out) {
    size_t left;
    const struct session *s = next(st, m, &left);
    if (st->busy || s == NULL)
        return;
    st->failed = false;
    if (id == GO_ON) {
        st->kept[st->kepts++] = s->id;
        go_in_when_done(st, m, out);
        return;
    }
    st->busy = true;
    if (id == CLOSE)
        close_it(s, m, out);
    else
        call_off(s, out);
}

static void left_open_update(void *state, const struct model *m, struct ui_msg msg,
                             struct out *out) {
    struct left_open_state *st = state;
    switch (msg.id) {
    case LOCK:
        out_add(out, CMD_LOCK);
        break;
    case CLOSE:
    case GO_ON:
    case NOT_HELD:
        answer(st, m, msg.id, out);
        break;
    case MSG_SESSION_CLOSED:
    case MSG_SESSION_CHANGED:
        st->busy = false;
        go_in_when_done(st, m, out);
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

static void choice(struct ui_build *b, struct ui_node *main, const char *key, const char *label,
                   const char *words, bool off, int id) {
    struct ui_node *n = common_bare_button(b, main, key, label, (struct ui_msg){.id = id});
    n->box.align = UI_STRETCH;
    n->box.justify = UI_START;
    n->box.pad_x = 16;
    n->box.pad_y = 10;
    if (off)
        n->flags |= UI_DISABLED;
    struct ui_node *face = ui_col(b, n, 2);
    face->flags |= UI_GROW;
    ui_text(b, face, UI_LABEL, label)->ink = off ? UI_soft : UI_ink;
    ui_text(b, face, UI_SMALL, words)->ink = UI_soft;
}

static void view_choices(const struct left_open_state *st, const struct session *s,
                         const struct model *m, struct ui_build *b, struct ui_node *main) {
    struct arena *a = b->frame;
    struct count c = common_counted(m, s);
    bool none = c.q == COUNT_NOT_RECORDED;
    choice(b, main, "close",
           none ? tr("Close it without a count")
                : arena_printf(a, tr("Close it with %s"), words_count(a, c)),
           none ? tr("Reports say: not recorded") : tr("What was counted becomes its number."),
           st->busy, CLOSE);
    choice(b, main, "go-on", tr("Go on counting"), tr("It stays open."), st->busy, GO_ON);
    choice(b, main, "not-held", tr("It was not held"),
           c.n > 0 ? tr("Not possible: somebody was counted.") : tr("It is cancelled."),
           st->busy || c.n > 0, NOT_HELD);
}

static struct ui_node *left_open_view(const void *state, const struct model *m,
                                      struct ui_build *b) {
    const struct left_open_state *st = state;
    struct arena *a = b->frame;
    struct ui_page page = common_page(b, m);
    size_t left;
    const struct session *s = next(st, m, &left);
    struct ui_node *end =
        ui_bar(b, page.body,
               &(struct ui_bar){.title = tr("Still open"),
                                .second = arena_printf(a,
                                                       tr_n("%lu session of an earlier day",
                                                            "%lu sessions of an earlier day",
                                                            (unsigned long)left),
                                                       (unsigned long)left)});
    ui_chip_solid(b, end, "lock", NULL, tr("Lock"), (struct ui_msg){.id = LOCK});
    struct ui_node *main = ui_main(b, page.body);
    main->box.align = UI_STRETCH;
    if (s == NULL) {
        ui_empty(b, main, "tick", tr("All are closed"), tr("One moment."));
        return page.root;
    }
    common_failure(b, main, m, st->failed);
    struct ui_node *head = ui_col(b, main, 2);
    ui_text(b, head, UI_TILE, session_title(s, a))->flags |= UI_HEADING;
    ui_text(b, head, UI_BODY, words_place(a, s));
    ui_text(b, head, UI_SMALL, arena_printf(a, tr("Open since %s"), words_date(a, s->since)))->ink =
        UI_soft;
    view_choices(st, s, m, b, main);
    return page.root;
}

const struct screen_def screen_left_open = {
    .name = "left-open",
    .state_size = sizeof(struct left_open_state),
    .needs = WHO_STAFF,
    .update = left_open_update,
    .view = left_open_view,
};
