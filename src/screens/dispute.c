/* Somebody else counted too. Their number is typed beside ours, with the role of who says it, and
 * staff say which of the two holds, or a third one when it was counted again, or that it is not
 * settled yet. Ours stays as it was counted. */
#include "screens/def.h"

#include <stdio.h>
#include <string.h>

#include "base/i18n.h"
#include "base/str.h"
#include "screens/common.h"
#include "screens/number.h"
#include "screens/scanned.h"
#include "screens/words.h"

enum {
    BACK = 1,
    EDIT,
    WHOSE /* arg: index */,
    HOLDS /* arg: enum holds */,
    SAVE,
    EDIT_AGAIN,
    SET,
    AWAY
};

enum holds { HOLDS_NEITHER, HOLDS_OURS, HOLDS_THEIRS, HOLDS_THIRD };

enum { THEIRS_MAX = 99999 };

static const char *const roles[] = {"teacher", "organiser", "deliverer"};

struct dispute_state {
    int64_t session;
    char typed[8];
    int whose;
    enum holds holds;
    char typed_again[8];
    long third; /* what counting again came to */
    bool asking, busy, failed;
    struct scanned scanned;
};

static enum holds holds_now(const struct session *s) {
    if (!session_is_settled(s))
        return HOLDS_NEITHER;
    if (s->dispute.settled == s->dispute.theirs)
        return HOLDS_THEIRS;
    return s->dispute.settled == s->dispute.ours ? HOLDS_OURS : HOLDS_THIRD;
}

static void dispute_init(void *state, const struct model *m, struct ui_msg why) {
    struct dispute_state *st = state;
    st->session = why.ref;
    const struct session *s = model_session(m, st->session);
    if (s == NULL || !s->dispute.any)
        return;
    snprintf(st->typed, sizeof st->typed, "%d", (int)s->dispute.theirs);
    for (int i = 0; i < (int)(sizeof roles / sizeof *roles); i++)
        if (str_eq(roles[i], s->dispute.whose))
            st->whose = i;
    st->holds = holds_now(s);
    st->third = st->holds == HOLDS_THIRD ? (long)s->dispute.settled : 0;
}

static bool typed_number(const struct dispute_state *st, long *ret_n) {
    return number_typed(st->typed, 0, THEIRS_MAX, ret_n);
}

static int64_t our_number(const struct dispute_state *st, const struct model *m) {
    const struct session *s = model_session(m, st->session);
    return s != NULL ? common_counted(m, s).n : 0;
}

static int64_t holding(const struct dispute_state *st, const struct model *m, long theirs) {
    switch (st->holds) {
    case HOLDS_THEIRS:
        return theirs;
    case HOLDS_THIRD:
        return st->third;
    case HOLDS_NEITHER:
    case HOLDS_OURS:
        break;
    }
    return our_number(st, m);
}

static void choose(struct dispute_state *st, enum holds holds) {
    if (holds != HOLDS_THIRD) {
        st->holds = holds;
        return;
    }
    st->asking = true; /* it holds when its number is known */
    st->typed_again[0] = '\0';
}

static void set_third(struct dispute_state *st) {
    if (!number_typed(st->typed_again, 0, THEIRS_MAX, &st->third))
        return;
    st->holds = HOLDS_THIRD;
    st->asking = false;
}

static void save(struct dispute_state *st, const struct model *m, struct out *out) {
    long theirs = 0;
    if (st->busy || model_saving(m) || !typed_number(st, &theirs))
        return;
    struct command *c = out_add(out, CMD_DISPUTE);
    c->ref = st->session;
    c->n = (int32_t)theirs;
    STR_COPY(c->band, roles[st->whose]);
    if (st->holds != HOLDS_NEITHER) {
        snprintf(c->text, sizeof c->text, "%lld", (long long)holding(st, m, theirs));
        STR_COPY(c->text2, m->who == WHO_COORDINATOR ? "coordinator" : "staff");
    }
    st->busy = true;
    st->failed = false;
}

/* A scanner's digits are keys to the field that has the focus. */
static void cut_code(struct dispute_state *st, const char *code) {
    if (st->asking)
        scanned_cut_digits(st->typed_again, sizeof st->typed_again, code);
    else
        scanned_cut_digits(st->typed, sizeof st->typed, code);
}

static void dispute_update(void *state, const struct model *m, struct ui_msg msg, struct out *out) {
    struct dispute_state *st = state;
    if (msg.id == MSG_SCANNED)
        cut_code(st, msg.text);
    if (scanned_update(&st->scanned, st->session, m, msg, out))
        return;
    switch (msg.id) {
    case BACK:
        out_back(out);
        break;
    case EDIT:
        common_take(st->typed, sizeof st->typed, msg);
        break;
    case WHOSE:
        st->whose = msg.arg;
        break;
    case HOLDS:
        choose(st, (enum holds)msg.arg);
        break;
    case EDIT_AGAIN:
        common_take(st->typed_again, sizeof st->typed_again, msg);
        break;
    case SET:
        set_third(st);
        break;
    case AWAY:
        st->asking = false;
        break;
    case SAVE:
        save(st, m, out);
        break;
    case MSG_DISPUTED:
        out_back(out);
        break;
    case MSG_FAILED:
        if (msg.arg != CMD_DISPUTE)
            break;
        st->failed = st->busy;
        st->busy = false;
        break;
    default:
        break;
    }
}

/* ---- view ---- */

static void chip(struct ui_build *b, struct ui_node *flow, const char *key, const char *label,
                 const char *value, bool chosen, struct ui_msg tap) {
    struct ui_node *n = ui_chip(b, flow, key, NULL, label, value, tap);
    if (chosen)
        n->flags |= UI_CHECKED;
}

static void view_whose(const struct dispute_state *st, struct ui_build *b, struct ui_node *parent) {
    struct ui_node *flow = ui_flow(b, parent, 8);
    for (int i = 0; i < (int)(sizeof roles / sizeof *roles); i++)
        chip(b, flow, arena_printf(b->frame, "whose:%s", roles[i]), words_whose(roles[i]), NULL,
             st->whose == i, (struct ui_msg){.id = WHOSE, .arg = i});
}

static void view_holds(const struct dispute_state *st, const struct model *m, struct ui_build *b,
                       struct ui_node *parent) {
    struct arena *a = b->frame;
    long theirs = 0;
    bool typed = typed_number(st, &theirs);
    common_heading(b, parent, tr("Which number holds?"));
    struct ui_node *flow = ui_flow(b, parent, 8);
    chip(b, flow, "holds:neither", tr("Not settled"), NULL, st->holds == HOLDS_NEITHER,
         (struct ui_msg){.id = HOLDS, .arg = HOLDS_NEITHER});
    chip(b, flow, "holds:ours", tr("Ours"), words_number(a, our_number(st, m)),
         st->holds == HOLDS_OURS, (struct ui_msg){.id = HOLDS, .arg = HOLDS_OURS});
    chip(b, flow, "holds:theirs", tr("Theirs"), typed ? words_number(a, theirs) : NULL,
         st->holds == HOLDS_THEIRS, (struct ui_msg){.id = HOLDS, .arg = HOLDS_THEIRS});
    bool third = st->holds == HOLDS_THIRD;
    chip(b, flow, "holds:third", tr("Counted again"), third ? words_number(a, st->third) : NULL,
         third, (struct ui_msg){.id = HOLDS, .arg = HOLDS_THIRD});
}

/* A page of its own: the pad types one number at a time. */
static void view_again(const struct dispute_state *st, const struct model *m, struct ui_build *b,
                       struct ui_node *page) {
    struct arena *a = b->frame;
    long n;
    const struct session *s = model_session(m, st->session);
    ui_bar(b, page,
           &(struct ui_bar){.title = tr("Counted again"),
                            .second = s != NULL ? words_join(a, session_title(s, a), s->venue) : "",
                            .back = {.id = AWAY}});
    struct ui_node *pad, *words = common_beside_pad(b, page, &pad);
    ui_field(b, words,
             &(struct ui_field){.key = "again",
                                .label = tr("The number that holds"),
                                .value = st->typed_again,
                                .edit = {.id = EDIT_AGAIN},
                                .enter = {.id = SET},
                                .numeric = true,
                                .autofocus = true});
    ui_text(b, words, UI_BODY, tr("It is kept beside ours and theirs."))->ink = UI_soft;
    struct ui_node *foot = ui_foot(b, page);
    ui_space(b, foot);
    struct ui_node *set = ui_primary(b, foot, "set", tr("Set"), (struct ui_msg){.id = SET});
    if (!number_typed(st->typed_again, 0, THEIRS_MAX, &n))
        set->flags |= UI_DISABLED;
}

static void view_theirs(const struct dispute_state *st, const struct model *m, struct ui_build *b,
                        struct ui_node *page) {
    struct arena *a = b->frame;
    const struct session *s = model_session(m, st->session);
    ui_bar(b, page,
           &(struct ui_bar){.title = tr("Their number"),
                            .second = s != NULL ? words_join(a, session_title(s, a), s->venue) : "",
                            .back = {.id = BACK}});
    struct ui_node *pad, *words = common_beside_pad(b, page, &pad);
    words->box.gap = 8;
    common_failure(b, words, m, st->failed);
    struct ui_node *field = ui_field(b, words,
                                     &(struct ui_field){.key = "field",
                                                        .hint = tr("Their number"),
                                                        .value = st->typed,
                                                        .edit = {.id = EDIT},
                                                        .enter = {.id = SAVE},
                                                        .numeric = true,
                                                        .autofocus = true});
    field->label = tr("Their number");
    view_whose(st, b, words);
    view_holds(st, m, b, words);
    struct ui_node *foot = ui_foot(b, page);
    ui_foot_words(b, foot, tr("Every number is kept; the marks stay as they are."));
    struct ui_node *n = ui_primary(b, foot, "save", tr("Save"), (struct ui_msg){.id = SAVE});
    long theirs;
    if (st->busy || model_saving(m) || !typed_number(st, &theirs))
        n->flags |= UI_DISABLED;
}

static struct ui_node *dispute_view(const void *state, const struct model *m, struct ui_build *b) {
    const struct dispute_state *st = state;
    struct ui_page page = common_page(b, m);
    if (st->asking)
        view_again(st, m, b, page.body);
    else
        view_theirs(st, m, b, page.body);
    scanned_view(&st->scanned, m, b, &page);
    return page.root;
}

const struct screen_def screen_dispute = {
    .name = "dispute",
    .state_size = sizeof(struct dispute_state),
    .needs = WHO_STAFF,
    .scans = true,
    .init = dispute_init,
    .update = dispute_update,
    .view = dispute_view,
};
