/* The count pad: a tally counter for a thumb. The number of one group, huge; one big button that
 * adds a head; the rest around it. A tap shows at once in the soft colour and turns solid when it
 * is on the card. Nothing here ever refuses a head: more people than expected is a fact, not a
 * mistake. */
#include "screens/def.h"

#include <string.h>

#include "base/i18n.h"
#include "base/str.h"
#include "screens/common.h"
#include "screens/count_ask.h"
#include "screens/number.h"
#include "screens/scanned.h"
#include "screens/words.h"

enum {
    BACK = 1,
    TAPE,
    LIST,
    CLOSE,
    TALLY,
    FORMS,
    BAND, /* arg: index of the band */
    ADD,  /* arg: heads */
    CLASS,
    UNDO,
    ASK_BAND, /* the dialogs */
    ASK_QUALIFIER,
    ASK_SIZE,
    ASK_EXACT,
    AWAY,
    PICK_BAND, /* arg: index in band_all() */
    PICK_QUALIFIER,
    EDIT,
    SET,      /* what was typed in ASK_SIZE or ASK_EXACT */
    SWITCH,   /* to the other session that is open; of several, which? */
    SWITCH_TO /* ref: session */
};

enum { CLASS_MAX = 999, HEADS_MAX = 99999 };

enum { CHIP_H = 52 }; /* the row that shows of however many groups */

struct count_state {
    int64_t session;
    char band[12]; /* the chosen one; "" or one that is gone: the first */
    int dialog;    /* ASK_..., or 0 */
    char typed[8];
    struct scanned scanned;
    int undo_after; /* Undo waits until this many marks are saved; 0: it does not wait */
};

static void count_init(void *state, const struct model *m, struct ui_msg why) {
    struct count_state *st = state;
    st->session = why.ref != 0 ? why.ref : m->tape.session;
}

/* ---- what is known ---- */

static bool is_loaded(const struct count_state *st, const struct model *m) {
    return m->tape.session != 0 && m->tape.session == st->session && m->tape.bands > 0;
}

static size_t chosen_band(const struct count_state *st, const struct model *m) {
    for (size_t i = 0; i < m->tape.bands; i++)
        if (str_eq(m->tape.band[i].key, st->band))
            return i;
    return 0;
}

static bool is_being_undone(const struct model *m, int32_t seq) {
    for (size_t i = 0; i < m->pendings; i++)
        if (m->pending[i].session == m->tape.session && m->pending[i].undoes == seq)
            return true;
    return false;
}

/* The newest mark that still counts; NULL: none. */
static const struct tape_mark *newest_mark(const struct model *m) {
    for (size_t i = m->tape.marks; i > 0; i--) {
        const struct tape_mark *mark = &m->tape.mark[i - 1];
        if (mark->undoes == 0 && !mark->undone && !is_being_undone(m, mark->seq))
            return mark;
    }
    return NULL;
}

/* How many marks that add heads are not on the card yet: they have no number to be undone by. */
static int adding(const struct model *m) {
    int n = 0;
    for (size_t i = 0; i < m->pendings; i++)
        if (m->pending[i].session == m->tape.session && m->pending[i].undoes == 0)
            n++;
    return n;
}

/* The card has fallen far behind the thumb: no more taps until it has caught up, lest one be lost.
 */
static bool is_full(const struct model *m) {
    return m->pendings == PENDING_MAX;
}

/* The open sessions besides this one: how many, and the first of them. */
static size_t others_open(const struct count_state *st, const struct model *m,
                          const struct session **ret_first) {
    size_t n = 0;
    for (size_t i = 0; m->ledger != NULL && i < m->ledger->sessions; i++) {
        const struct session *s = &m->ledger->session[i];
        if (s->life == LIFE_OPEN && s->id != st->session && n++ == 0)
            *ret_first = s;
    }
    return n;
}

/* ---- update ---- */

static void switch_to(int64_t session, struct out *out) {
    struct command *c = out_add(out, CMD_REPLACE);
    c->screen = "count";
    c->ref = session;
}

static void switch_or_ask(struct count_state *st, const struct model *m, struct out *out) {
    const struct session *other = NULL;
    size_t n = others_open(st, m, &other);
    if (n == 1)
        switch_to(other->id, out);
    else if (n > 1)
        st->dialog = SWITCH;
}

static void add(const struct count_state *st, const struct model *m, struct out *out,
                enum command_kind kind, int32_t n) {
    if (is_full(m))
        return;
    struct command *c = out_add(out, kind);
    c->ref = st->session;
    c->n = n;
    STR_COPY(c->band, m->tape.band[chosen_band(st, m)].key);
}

static void undo(const struct count_state *st, const struct model *m, struct out *out) {
    const struct tape_mark *mark = newest_mark(m);
    if (mark == NULL)
        return;
    struct command *c = out_add(out, CMD_UNDO);
    c->ref = st->session;
    c->n = mark->seq;
}

/* Marks are saved in the order of their taps. So the mark that was the newest when Undo was tapped
 * is the newest again when as many have been saved as were waiting then. */
static void undo_or_wait(struct count_state *st, const struct model *m, struct out *out) {
    if (st->undo_after > 0)
        return;
    st->undo_after = adding(m);
    if (st->undo_after == 0)
        undo(st, m, out);
}

static void set_typed(struct count_state *st, const struct model *m, struct out *out) {
    long n = 0;
    if (st->dialog == ASK_SIZE && number_typed(st->typed, 1, CLASS_MAX, &n)) {
        struct command *c = out_add(out, CMD_CLASS_SIZE);
        c->ref = st->session;
        c->n = (int32_t)n;
    } else if (st->dialog == ASK_EXACT && number_typed(st->typed, 0, HEADS_MAX, &n)) {
        int64_t shown = model_heads(m, m->tape.band[chosen_band(st, m)].key);
        if (n != shown)
            add(st, m, out, CMD_EXACT, (int32_t)(n - shown));
    } else {
        return; /* the button is disabled: this was Enter */
    }
    st->dialog = 0;
}

static void pick(struct count_state *st, struct ui_msg msg, struct out *out) {
    const struct band *bands;
    size_t n = band_all(&bands);
    st->dialog = 0;
    if (msg.id == PICK_QUALIFIER) {
        struct command *c = out_add(out, CMD_QUALIFIER);
        c->ref = st->session;
        c->n = msg.arg;
    } else if ((size_t)msg.arg < n) {
        struct command *c = out_add(out, CMD_ADD_BAND);
        c->ref = st->session;
        STR_COPY(c->band, bands[msg.arg].key);
        STR_COPY(st->band, bands[msg.arg].key);
    }
}

/* To another page of this session. */
static void go_on(const struct count_state *st, int id, struct out *out) {
    const char *screen = id == TAPE    ? "tape"
                         : id == LIST  ? "list"
                         : id == CLOSE ? "closing"
                         : id == FORMS ? "forms"
                                       : "tally";
    out_go_ref(out, screen, st->session);
}

static void ask(struct count_state *st, int dialog) {
    st->dialog = dialog;
    st->typed[0] = '\0';
}

/* What means something also before the tape is there. */
static void update_without_tape(struct count_state *st, const struct model *m, struct ui_msg msg,
                                struct out *out) {
    if (msg.id == BACK)
        out_back(out);
    /* also when the tape of a session that was left meanwhile comes late */
    if ((msg.id == MSG_ENTERED || msg.id == MSG_TAPE) && m->tape.session != st->session)
        out_add(out, CMD_LOAD_TAPE)->ref = st->session;
    if (msg.id == SWITCH)
        switch_or_ask(st, m, out);
    if (msg.id == SWITCH_TO)
        switch_to(msg.ref, out);
    if (msg.id == MSG_ENTERED)
        scanned_enter(st->session, m, out);
    if (msg.id == MSG_SCANNED)
        st->dialog = 0;
}

static void count_update(void *state, const struct model *m, struct ui_msg msg, struct out *out) {
    struct count_state *st = state;
    update_without_tape(st, m, msg, out);
    if (scanned_update(&st->scanned, st->session, m, msg, out) || !is_loaded(st, m))
        return;
    switch (msg.id) {
    case TAPE:
    case LIST:
    case CLOSE:
    case TALLY:
    case FORMS:
        go_on(st, msg.id, out);
        break;
    case BAND:
        if ((size_t)msg.arg < m->tape.bands)
            STR_COPY(st->band, m->tape.band[msg.arg].key);
        break;
    case ADD:
        add(st, m, out, CMD_ADD_HEADS, msg.arg);
        break;
    case CLASS:
        add(st, m, out, CMD_ADD_HEADS, m->tape.class_size);
        break;
    case UNDO:
        undo_or_wait(st, m, out);
        break;
    case MSG_MARK_SAVED:
        if (st->undo_after > 0 && --st->undo_after == 0)
            undo(st, m, out);
        break;
    case MSG_FAILED:
        st->undo_after = 0;
        break;
    case ASK_BAND:
    case ASK_QUALIFIER:
    case ASK_SIZE:
    case ASK_EXACT:
        ask(st, msg.id);
        break;
    case AWAY:
        st->dialog = 0;
        break;
    case PICK_BAND:
    case PICK_QUALIFIER:
        pick(st, msg, out);
        break;
    case EDIT:
        common_take(st->typed, sizeof st->typed, msg);
        break;
    case SET:
        set_typed(st, m, out);
        break;
    default:
        break;
    }
}

/* ---- view ---- */

/* Where four words would take a line of their own from the number, a chip that leads to another
 * page shows its icon. */
static void view_way(struct ui_build *b, struct ui_node *chips, const char *key, const char *icon,
                     const char *label, int id, bool as_icon) {
    struct ui_node *n = ui_chip(b, chips, key, NULL, label, NULL, (struct ui_msg){.id = id});
    if (!as_icon)
        return;
    n->first = n->last = NULL;
    n->box.min_w = 64;
    n->box.pad_x = 8;
    ui_icon(b, n, icon, 28)->ink = UI_on_staff;
}

static void view_bar(const struct count_state *st, const struct model *m, const struct session *s,
                     struct ui_build *b, struct ui_node *page) {
    const struct tally_group *tallied[TALLY_GROUPS];
    const struct session *other = NULL;
    struct arena *a = b->frame;
    struct ui_bar bar = {.title = tr("Count"), .one_line = true, .back = {.id = BACK}};
    if (s != NULL) {
        const char *place = words_join(a, s->venue, session_group(s, a));
        bar.title = session_title(s, a);
        bar.second = s->date.year == 0 ? place : words_join(a, place, words_date_short(a, s->date));
    }
    struct ui_node *chips = ui_bar(b, page, &bar);
    if (!is_loaded(st, m))
        return;
    bool lists = s != NULL && !session_is_pupils(s);
    bool tallies = s != NULL && model_tally_groups(m, s->id, tallied) > 0;
    bool large = ui_is_large_text(b->env), narrow = ui_logical_w(b->env) < 1000;
    bool others = others_open(st, m, &other) > 0, crowded = narrow && lists && tallies;
    if (others)
        view_way(b, chips, "switch", "switch", tr("Switch"), SWITCH, large || narrow);
    if (lists)
        view_way(b, chips, "list", "people", tr("List"), LIST, large || (crowded && others));
    view_way(b, chips, "tape", "clock", tr("Tape"), TAPE, large || crowded);
    if (tallies)
        view_way(b, chips, "tally", "tally", tr("Tally"), TALLY, large || (crowded && others));
    if (m->forms != NULL && m->forms->forms > 0 && !(large && lists))
        view_way(b, chips, "forms", "speech", tr("Forms"), FORMS, large || narrow);
    ui_chip_solid(b, chips, "close", NULL, tr("Close"), (struct ui_msg){.id = CLOSE});
}

/* Many groups scroll under the bar: the number and the buttons keep their places. */
static void view_bands(const struct count_state *st, const struct model *m, struct ui_build *b,
                       struct ui_node *parent) {
    struct arena *a = b->frame;
    struct ui_node *bands = ui_scroll(b, parent, "bands"), *flow = ui_flow(b, bands, 8);
    bands->flags |= UI_WHOLE_ROWS;
    bands->box.min_h = CHIP_H;
    size_t chosen = chosen_band(st, m);
    for (size_t i = 0; i < m->tape.bands; i++) {
        const char *key = m->tape.band[i].key;
        struct ui_node *chip = ui_chip(b, flow, arena_printf(a, "band:%s", key), NULL,
                                       words_band(key), words_number(a, model_heads(m, key)),
                                       (struct ui_msg){.id = BAND, .arg = (int)i});
        if (i == chosen)
            chip->flags |= UI_CHECKED;
    }
    if (m->tape.bands == BAND_MAX)
        return;
    struct ui_node *more =
        ui_chip(b, flow, "add-band", NULL, tr("+ Group"), NULL, (struct ui_msg){.id = ASK_BAND});
    more->flags |= UI_DASHED;
}

/* As large as the digits and the room allow. */
static enum ui_type number_type(const struct ui_env *env, int64_t heads, size_t bands) {
    bool large = ui_is_large_text(env), roomy = ui_logical_h(env) >= 520 && common_is_wide(env);
    if (heads > 9999 || (large && !roomy) || (bands > 5 && !roomy))
        return UI_COUNT_SMALL;
    if (heads > 999 || large || (bands > 3 && !roomy))
        return UI_COUNT_MID;
    return UI_COUNT;
}

/* The number, and how sure it is. */
static void view_number(const char *band, const struct model *m, struct ui_build *b,
                        struct ui_node *parent) {
    int64_t heads = model_heads(m, band);
    struct ui_node *row = ui_row(b, parent, 8);
    row->box.align = UI_END;
    struct ui_node *n =
        ui_text(b, row, number_type(b->env, heads, m->tape.bands), words_number(b->frame, heads));
    n->key = "heads";
    n->flags |= UI_TABULAR | UI_WIDE_OK | UI_LIVE;
    if (model_saving(m))
        n->flags |= UI_PENDING;
    ui_space(b, row);
    ui_chip(b, row, "qualifier", NULL, words_qualifier(m->tape.qualifier), NULL,
            (struct ui_msg){.id = ASK_QUALIFIER});
}

/* "All saved · 221 in all" */
static const char *saved_words(const struct model *m, struct arena *a) {
    const char *all = "";
    if (m->tape.bands > 1)
        all = arena_printf(a, tr("%s in all"), words_number(a, model_heads(m, NULL)));
    if (is_full(m))
        return tr("Wait: the card is catching up");
    if (model_saving(m))
        return words_join(a, tr("Saving"), all);
    if (m->tape.marks == 0)
        return tr("Nothing counted yet");
    return words_join(
        a, newest_mark(m) == NULL ? tr("All saved, nothing to undo") : tr("All saved"), all);
}

static void view_state(const struct model *m, const struct session *s, struct ui_build *b,
                       struct ui_node *parent) {
    struct arena *a = b->frame;
    struct ui_node *row = ui_row(b, parent, 8);
    int64_t heads = model_heads(m, NULL);
    bool saving = model_saving(m), over = s != NULL && session_is_over(s, heads);
    const char *icon = saving ? "clock" : over ? "warn" : m->tape.marks == 0 ? "info" : "tick";
    ui_icon(b, row, icon, 22)->ink = saving ? UI_soft : over ? UI_warn : UI_act;
    struct ui_node *words = ui_col(b, row, 0);
    words->flags |= UI_GROW;
    ui_text(b, words, UI_CHIP, saved_words(m, a))->ink = UI_soft;
    const char *against = s != NULL ? words_so_far(a, s, heads) : "";
    if (against[0] != '\0')
        ui_text(b, words, UI_CHIP, against)->ink = over ? UI_warn : UI_soft;
    if (!ui_is_large_text(b->env)) /* else the words need the row, and it is one of the tools */
        ui_chip(b, row, "class-size", NULL, tr("Class size"), NULL,
                (struct ui_msg){.id = ASK_SIZE});
}

static void view_tools(const struct model *m, struct ui_build *b, struct ui_node *parent) {
    struct arena *a = b->frame;
    struct ui_node *flow = ui_flow(b, parent, 8);
    struct ui_node *n = ui_button(b, flow, "undo", tr("Undo"), (struct ui_msg){.id = UNDO});
    if (newest_mark(m) == NULL && adding(m) == 0)
        n->flags |= UI_DISABLED;
    n = ui_button(b, flow, "class", arena_printf(a, tr("Class of %d"), m->tape.class_size),
                  (struct ui_msg){.id = CLASS});
    n->on_hold = (struct ui_msg){.id = ASK_SIZE};
    n->flags |= is_full(m) ? UI_GROW | UI_DISABLED : UI_GROW;
    n = ui_button(b, flow, "exact", tr("Exact count"), (struct ui_msg){.id = ASK_EXACT});
    n->flags |= is_full(m) ? UI_GROW | UI_DISABLED : UI_GROW;
    if (ui_is_large_text(b->env))
        ui_button(b, flow, "class-size", tr("Class size"), (struct ui_msg){.id = ASK_SIZE})
            ->flags |= UI_GROW;
    for (n = flow->first; n != NULL; n = n->next)
        n->box.pad_x = 12;
}

static void set_face(struct ui_node *button, enum ui_type type) {
    for (struct ui_node *c = button->first; c != NULL; c = c->next)
        c->type = (uint8_t)type;
}

static void view_adders(const struct model *m, struct ui_build *b, struct ui_node *parent) {
    struct ui_node *one =
        ui_primary(b, parent, "plus1", tr("+1"), (struct ui_msg){.id = ADD, .arg = 1});
    one->flags |= is_full(m) ? UI_GROW | UI_DISABLED : UI_GROW;
    one->box.radius = 20;
    one->box.min_h = 160;
    one->box.min_w = 200;
    set_face(one, UI_PLUS);
    struct ui_node *row = ui_row(b, parent, 12);
    static const struct {
        const char *key, *label;
        int32_t n;
    } adder[] = {{"plus5", N_("+5"), 5}, {"plus10", N_("+10"), 10}};
    for (size_t i = 0; i < sizeof adder / sizeof *adder; i++) {
        struct ui_node *n = ui_button(b, row, adder[i].key, tr(adder[i].label),
                                      (struct ui_msg){.id = ADD, .arg = adder[i].n});
        n->flags |= is_full(m) ? UI_GROW | UI_DISABLED : UI_GROW;
        n->box.min_h = ui_is_large_text(b->env) && ui_is_portrait(b->env) ? 64 : 88;
        set_face(n, UI_PAD);
    }
}

static void view_pad(const struct count_state *st, const struct model *m, struct ui_build *b,
                     struct ui_node *page) {
    const struct session *s = model_session(m, st->session);
    const char *band = m->tape.band[chosen_band(st, m)].key;
    bool wide = common_is_wide(b->env);
    struct ui_node *both = wide ? ui_row(b, page, 24) : ui_col(b, page, 12);
    both->flags |= UI_GROW;
    both->box.align = UI_STRETCH;
    both->box.pad_x = wide ? 16 : 24;
    both->box.pad_y = 16;

    struct ui_node *counted = ui_col(b, both, 8);
    view_bands(st, m, b, counted);
    view_number(band, m, b, counted);
    view_state(m, s, b, counted);
    struct ui_node *adders = ui_col(b, both, 12);
    view_adders(m, b, adders);
    if (wide) {
        counted->flags |= UI_GROW;
        adders->box.w = ui_is_large_text(b->env) ? 264 : 304;
        ui_space(b, counted);
        view_tools(m, b, counted);
    } else {
        adders->flags |= UI_GROW;
        view_tools(m, b, adders);
    }
}

/* ---- dialogs ---- */

static void dialog_size(const struct count_state *st, struct ui_build *b, struct ui_page *page) {
    number_dialog(b, page,
                  &(struct number_dialog){.title = tr("Class size"),
                                          .label = tr("Pupils in a class"),
                                          .words = tr("The button adds this many heads at once."),
                                          .typed = st->typed,
                                          .least = 1,
                                          .most = CLASS_MAX,
                                          .edit = {.id = EDIT},
                                          .set = {.id = SET},
                                          .away = {.id = AWAY}});
}

static void dialog_exact(const struct count_state *st, const struct model *m, struct ui_build *b,
                         struct ui_page *page) {
    struct arena *a = b->frame;
    const char *band = m->tape.band[chosen_band(st, m)].key;
    const char *so_far =
        arena_printf(a, tr("%s counted so far. The difference becomes one mark on the tape."),
                     words_number(a, model_heads(m, band)));
    number_dialog(
        b, page,
        &(struct number_dialog){.title = tr("Exact count"),
                                .label = arena_printf(a, tr("%s, all together"), words_band(band)),
                                .words = so_far,
                                .typed = st->typed,
                                .least = 0,
                                .most = HEADS_MAX,
                                .edit = {.id = EDIT},
                                .set = {.id = SET},
                                .away = {.id = AWAY}});
}

static struct ui_node *count_view(const void *state, const struct model *m, struct ui_build *b) {
    const struct count_state *st = state;
    struct ui_page page = common_page(b, m);
    view_bar(st, m, model_session(m, st->session), b, page.body);
    if (!is_loaded(st, m)) {
        ui_empty(b, ui_main(b, page.body), "list", tr("Opening the session"), tr("One moment."));
        return page.root;
    }
    view_pad(st, m, b, page.body);
    const struct ui_msg away = {.id = AWAY};
    switch (st->dialog) {
    case ASK_BAND:
        count_ask_band(m, b, &page, (struct ui_msg){.id = PICK_BAND}, away);
        break;
    case ASK_QUALIFIER:
        count_ask_qualifier(m, b, &page, (struct ui_msg){.id = PICK_QUALIFIER}, away);
        break;
    case ASK_SIZE:
        dialog_size(st, b, &page);
        break;
    case ASK_EXACT:
        dialog_exact(st, m, b, &page);
        break;
    case SWITCH:
        count_ask_session(m, b, &page, (struct ui_msg){.id = SWITCH_TO}, away);
        break;
    default:
        break;
    }
    scanned_view(&st->scanned, m, b, &page);
    return page.root;
}

const struct screen_def screen_count = {
    .name = "count",
    .state_size = sizeof(struct count_state),
    .needs = WHO_STAFF,
    .scans = true,
    .init = count_init,
    .update = count_update,
    .view = count_view,
};
