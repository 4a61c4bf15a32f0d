/* The tally: what is counted besides heads, one row a thing, one thumb for one more and one less.
 * What a second person confirms is tallied in openings: it can only be counted after the bin was
 * opened, and ends with their figures on the screen "confirm". Where things have outcomes, a chip
 * chooses the thing and the rows are its outcomes. */
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
    GROUP, /* arg: index among the offered groups */
    ITEM,  /* arg: index of the thing whose outcomes show */
    MORE,  /* arg: row */
    LESS,
    ASK_EXACT, /* arg: row */
    AWAY,
    EDIT,
    SET,
    OPEN,
    FINISH,
    CORRECT /* arg: opening */
};

struct tally_state {
    int64_t session;
    char group[TALLY_WORD]; /* the chosen one; "" or one that is gone: the first */
    size_t item;            /* of a group with outcomes */
    bool asking;            /* an exact number, of `row` */
    size_t row;
    char typed[8];
    bool opening_now, failed;
    struct scanned scanned;
};

static void tally_init(void *state, const struct model *m, struct ui_msg why) {
    struct tally_state *st = state;
    st->session = why.ref != 0 ? why.ref : m->tape.session;
}

/* ---- what is known ---- */

static bool is_loaded(const struct tally_state *st, const struct model *m) {
    return m->tallies.session != 0 && m->tallies.session == st->session;
}

/* The group that shows; NULL: this session offers none. */
static const struct tally_group *chosen(const struct tally_state *st, const struct model *m) {
    const struct tally_group *g[TALLY_GROUPS];
    size_t n = model_tally_groups(m, st->session, g);
    for (size_t i = 0; i < n; i++)
        if (str_eq(g[i]->name.key, st->group))
            return g[i];
    return n > 0 ? g[0] : NULL;
}

static size_t chosen_item(const struct tally_state *st, const struct tally_group *g) {
    return st->item < g->items ? st->item : 0;
}

static size_t rows_of(const struct tally_group *g) {
    return g->outcomes > 0 ? g->outcomes : g->items;
}

static const char *row_label(const struct tally_group *g, size_t row) {
    return tr(g->outcomes > 0 ? g->outcome[row].label : g->item[row].label);
}

static const char *row_word(const struct tally_group *g, size_t row) {
    return g->outcomes > 0 ? g->outcome[row].key : g->item[row].key;
}

static void row_key(char out[TALLY_KEY], const struct tally_state *st, const struct tally_group *g,
                    size_t row) {
    if (g->outcomes > 0)
        tally_key(out, g, chosen_item(st, g), row);
    else
        tally_key(out, g, row, 0);
}

/* Where the rows of a group go now: an opening, or 0 for what has none. */
static int32_t opening_of(const struct model *m, const struct tally_group *g) {
    const struct tally_opening *o = tallies_unconfirmed(&m->tallies, g->name.key);
    return o != NULL ? o->seq : 0;
}

/* Is there something to tap, or must the bin be opened first? */
static bool is_shut(const struct model *m, const struct tally_group *g) {
    return tally_is_confirmed(g) && opening_of(m, g) == 0;
}

/* Everything of a group, or of one item with all its outcomes. */
static int64_t sum_of(const struct model *m, const struct tally_group *g, const char *item) {
    const char *part = item != NULL ? item : "";
    char prefix[TALLY_KEY];
    int64_t n = 0;
    snprintf(prefix, sizeof prefix, "%s/%s", g->name.key, part);
    size_t len = strlen(prefix);
    for (size_t i = 0; i < g->items; i++) {
        for (size_t k = 0; k < g->outcomes || k == 0; k++) {
            char key[TALLY_KEY];
            tally_key(key, g, i, k);
            if (strncmp(key, prefix, len) != 0 || (item != NULL && key[len] != '/'))
                continue;
            n += model_tally(m, key, 0);
            for (size_t o = 0; o < m->tallies.openings; o++)
                n += model_tally(m, key, m->tallies.opening[o].seq);
        }
    }
    return n;
}

static bool is_full(const struct model *m) {
    return m->pending_tallies == PENDING_MAX;
}

/* ---- update ---- */

static void add(const struct tally_state *st, const struct model *m, size_t row, int64_t n,
                struct out *out) {
    const struct tally_group *g = chosen(st, m);
    char key[TALLY_KEY];
    if (g == NULL || row >= rows_of(g) || is_shut(m, g) || is_full(m) || n == 0)
        return;
    row_key(key, st, g, row);
    int32_t opening = opening_of(m, g);
    if (n < 0 && model_tally(m, key, opening) + n < 0)
        return;
    struct command *c = out_add(out, CMD_TALLY);
    c->ref = st->session;
    c->opening = opening;
    c->n = (int32_t)n;
    STR_COPY(c->text, key);
}

static void set_exact(struct tally_state *st, const struct model *m, struct out *out) {
    const struct tally_group *g = chosen(st, m);
    char key[TALLY_KEY];
    long n = 0;
    if (!st->asking || g == NULL || !number_typed(st->typed, 0, TALLY_MOST, &n))
        return; /* the button is disabled: this was Enter */
    row_key(key, st, g, st->row);
    add(st, m, st->row, n - model_tally(m, key, opening_of(m, g)), out);
    st->asking = false;
}

static void open_bin(struct tally_state *st, const struct model *m, struct out *out) {
    const struct tally_group *g = chosen(st, m);
    if (g == NULL || !is_shut(m, g) || st->opening_now)
        return;
    struct command *c = out_add(out, CMD_TALLY_OPEN);
    c->ref = st->session;
    STR_COPY(c->text, g->name.key);
    st->opening_now = true;
    st->failed = false;
}

static void choose(struct tally_state *st, const struct model *m, size_t i) {
    const struct tally_group *g[TALLY_GROUPS];
    if (i < model_tally_groups(m, st->session, g))
        STR_COPY(st->group, g[i]->name.key);
    st->item = 0;
    st->failed = false;
}

static void tap(struct tally_state *st, const struct model *m, struct ui_msg msg, struct out *out) {
    const struct tally_group *g = chosen(st, m);
    if (msg.id == GROUP)
        choose(st, m, (size_t)msg.arg);
    else if (msg.id == ITEM)
        st->item = (size_t)msg.arg;
    else if (msg.id == MORE)
        add(st, m, (size_t)msg.arg, 1, out);
    else if (msg.id == LESS)
        add(st, m, (size_t)msg.arg, -1, out);
    else if (msg.id == OPEN)
        open_bin(st, m, out);
    else if (msg.id == FINISH && g != NULL && !is_shut(m, g) && !model_tallying(m))
        common_go_confirm(out, st->session, opening_of(m, g));
    else if (msg.id == CORRECT)
        common_go_confirm(out, st->session, msg.arg);
}

static void tally_update(void *state, const struct model *m, struct ui_msg msg, struct out *out) {
    struct tally_state *st = state;
    if (msg.id == MSG_SCANNED) /* its digits are no number of leaflets */
        st->asking = false;
    if (scanned_update(&st->scanned, st->session, m, msg, out))
        return;
    switch (msg.id) {
    case BACK:
        out_back(out);
        break;
    case ASK_EXACT:
        st->asking = true;
        st->row = (size_t)msg.arg;
        st->typed[0] = '\0';
        break;
    case AWAY:
        st->asking = false;
        break;
    case EDIT:
        common_take(st->typed, sizeof st->typed, msg);
        break;
    case SET:
        set_exact(st, m, out);
        break;
    case MSG_ENTERED:
        if (!is_loaded(st, m))
            out_add(out, CMD_LOAD_TALLIES)->ref = st->session;
        break;
    case MSG_TALLIES:
        st->opening_now = false;
        break;
    case MSG_FAILED:
        st->failed = st->opening_now && msg.arg == CMD_TALLY_OPEN;
        st->opening_now = false;
        break;
    default:
        tap(st, m, msg, out);
        break;
    }
}

/* ---- view ---- */

static const char *state_words(const struct tally_state *st, const struct model *m) {
    if (is_full(m))
        return tr("Wait: the card is catching up");
    if (model_tallying(m) || st->opening_now)
        return tr("Saving");
    return m->tallies.sums == 0 ? tr("Nothing tallied yet") : tr("All saved");
}

static void view_state(const struct tally_state *st, const struct model *m, struct ui_build *b,
                       struct ui_node *flow) {
    bool saving = model_tallying(m) || st->opening_now;
    const char *icon = saving ? "clock" : m->tallies.sums == 0 ? "info" : "tick";
    struct ui_node *state = ui_row(b, flow, 8);
    state->box.align = UI_CENTRE;
    state->box.min_h = 52; /* on one line with the chips */
    state->box.pad_x = 8;
    ui_icon(b, state, icon, 22)->ink = saving ? UI_soft : UI_act;
    ui_text(b, state, UI_CHIP, state_words(st, m))->ink = UI_soft;
}

/* The groups of this event, and whether all is on the card. */
static void view_groups(const struct tally_state *st, const struct model *m, struct ui_build *b,
                        struct ui_node *main) {
    const struct tally_group *g[TALLY_GROUPS], *shown = chosen(st, m);
    size_t n = model_tally_groups(m, st->session, g);
    struct ui_node *flow = ui_flow(b, main, 8);
    for (size_t i = 0; i < n && n > 1; i++) {
        struct ui_node *chip =
            ui_chip(b, flow, arena_printf(b->frame, "group:%s", g[i]->name.key), NULL,
                    tr(g[i]->name.label), words_number(b->frame, sum_of(m, g[i], NULL)),
                    (struct ui_msg){.id = GROUP, .arg = (int32_t)i});
        if (g[i] == shown)
            chip->flags |= UI_CHECKED;
    }
    view_state(st, m, b, flow);
}

/* The things that have outcomes: one is chosen, its outcomes are the rows. */
static void view_items(const struct tally_state *st, const struct model *m,
                       const struct tally_group *g, struct ui_build *b, struct ui_node *main) {
    common_heading(b, main, tr("To whom?"));
    struct ui_node *flow = ui_flow(b, main, 8);
    for (size_t i = 0; i < g->items; i++) {
        struct ui_node *chip =
            ui_chip(b, flow, arena_printf(b->frame, "item:%s", g->item[i].key), NULL,
                    tr(g->item[i].label), words_number(b->frame, sum_of(m, g, g->item[i].key)),
                    (struct ui_msg){.id = ITEM, .arg = (int32_t)i});
        if (i == chosen_item(st, g))
            chip->flags |= UI_CHECKED;
    }
}

/* A button whose face is one icon, as wide as a thumb. */
static struct ui_node *step_button(struct ui_build *b, struct ui_node *row, const char *key,
                                   const char *label, const char *icon, struct ui_msg tap_msg) {
    struct ui_node *n = common_bare_button(b, row, key, label, tap_msg);
    n->box.min_w = n->box.w = common_is_wide(b->env) ? 112 : 80;
    n->box.pad_x = 0;
    n->box.justify = UI_CENTRE;
    ui_icon(b, n, icon, 28);
    return n;
}

static void view_row(const struct tally_state *st, const struct model *m,
                     const struct tally_group *g, size_t i, struct ui_build *b,
                     struct ui_node *card) {
    struct arena *a = b->frame;
    char key[TALLY_KEY];
    row_key(key, st, g, i);
    int32_t opening = opening_of(m, g);
    int64_t n = model_tally(m, key, opening);
    bool narrow = !common_is_wide(b->env);
    const char *label = row_label(g, i), *word = row_word(g, i);
    struct ui_node *row = common_card_row(b, card, narrow ? 4 : 16);
    if (narrow) {
        row->kind = UI_COL; /* the words above their keys */
        row->box.align = UI_STRETCH;
    }
    ui_text(b, row, UI_BODY_BOLD, label)->flags |= UI_GROW;
    struct ui_node *keys = ui_row(b, row, 8);
    keys->box.align = UI_CENTRE;
    struct ui_node *less = step_button(b, keys, arena_printf(a, "minus:%s", word),
                                       arena_printf(a, tr("One less: %s"), label), "minus",
                                       (struct ui_msg){.id = LESS, .arg = (int32_t)i});
    if (n == 0 || is_full(m))
        less->flags |= UI_DISABLED;
    struct ui_node *exact = common_bare_button(b, keys, arena_printf(a, "exact:%s", word),
                                               arena_printf(a, tr("Exact count: %s"), label),
                                               (struct ui_msg){.id = ASK_EXACT, .arg = (int32_t)i});
    exact->box.min_w = 104;
    exact->box.pad_x = 4;
    exact->box.justify = UI_CENTRE;
    exact->box.edge = UI_none;
    exact->box.fill = UI_none;
    exact->value = words_number(a, n);
    if (narrow)
        exact->flags |= UI_GROW;
    struct ui_node *number = ui_text(b, exact, UI_TITLE, words_number(a, n));
    number->flags |= UI_TABULAR | UI_WIDE_OK;
    if (n != tallies_counted(&m->tallies, key, opening))
        number->flags |= UI_PENDING;
    struct ui_node *more = step_button(b, keys, arena_printf(a, "plus:%s", word),
                                       arena_printf(a, tr("One more: %s"), label), "plus",
                                       (struct ui_msg){.id = MORE, .arg = (int32_t)i});
    more->box.fill = UI_act_tint;
    if (is_full(m))
        more->flags |= UI_DISABLED;
}

static void view_rows(const struct tally_state *st, const struct model *m,
                      const struct tally_group *g, struct ui_build *b, struct ui_node *main) {
    if (g->outcomes > 0)
        view_items(st, m, g, b, main);
    struct ui_node *card = common_card(b, main);
    for (size_t i = 0; i < rows_of(g); i++)
        view_row(st, m, g, i, b, card);
    common_card_end(card);
}

/* "Opening 1 · 09:12", how much lay in it, and the way to correct it. */
static void view_opening(const struct model *m, const struct tally_group *g,
                         const struct tally_opening *o, struct ui_build *b, struct ui_node *card) {
    struct arena *a = b->frame;
    int64_t n = 0;
    for (size_t i = 0; i < g->items; i++) {
        char key[TALLY_KEY];
        tally_key(key, g, i, 0);
        n += tallies_counted(&m->tallies, key, o->seq);
    }
    const char *name = words_opening(a, &m->tallies, o);
    const char *what =
        arena_printf(a, tr_n("%lu item", "%lu items", (unsigned long)n), (unsigned long)n);
    struct ui_node *row = common_card_row(b, card, 16);
    row->flags |= UI_STACKS;
    struct ui_node *words = ui_col(b, row, 2);
    words->flags |= UI_GROW;
    ui_text(b, words, UI_BODY_BOLD, name);
    ui_text(b, words, UI_SMALL, words_join(a, what, tr("confirmed by two people")))->ink = UI_soft;
    ui_button(b, row, arena_printf(a, "correct:%d", o->seq), tr("Correct"),
              (struct ui_msg){.id = CORRECT, .arg = o->seq})
        ->value = name;
}

static void view_openings(const struct model *m, const struct tally_group *g, struct ui_build *b,
                          struct ui_node *main) {
    struct ui_node *card = NULL;
    for (size_t i = m->tallies.openings; i > 0; i--) {
        const struct tally_opening *o = &m->tallies.opening[i - 1];
        if (!o->confirmed || !str_eq(o->group, g->name.key))
            continue;
        if (card == NULL)
            card = common_card(b, main);
        view_opening(m, g, o, b, card);
    }
    if (card != NULL)
        common_card_end(card);
    else
        ui_empty(b, main, "lock", tr("Not opened yet"),
                 tr("Tap below when you open it. Then count what lies in it by kind."));
}

/* What two people count has a next step; everything else is saved as it is tapped. */
static void view_foot(const struct tally_state *st, const struct model *m,
                      const struct tally_group *g, struct ui_build *b, struct ui_node *page) {
    bool shut = is_shut(m, g);
    struct ui_node *foot = ui_foot(b, page);
    ui_foot_words(b, foot,
                  shut ? tr("Every opening is counted by two people.")
                       : tr("When all is counted, a second person counts it again."));
    struct ui_node *go =
        ui_primary(b, foot, shut ? "open" : "finish", shut ? tr(g->opening) : tr("Finish"),
                   (struct ui_msg){.id = shut ? OPEN : FINISH});
    if (model_tallying(m) || st->opening_now)
        go->flags |= UI_DISABLED;
}

static void dialog_exact(const struct tally_state *st, const struct model *m,
                         const struct tally_group *g, struct ui_build *b, struct ui_page *page) {
    char key[TALLY_KEY];
    row_key(key, st, g, st->row);
    const char *now = words_number(b->frame, model_tally(m, key, opening_of(m, g)));
    number_dialog(
        b, page,
        &(struct number_dialog){.title = tr("Exact count"),
                                .label = row_label(g, st->row),
                                .words = arena_printf(b->frame, tr("%s tallied so far."), now),
                                .typed = st->typed,
                                .least = 0,
                                .most = TALLY_MOST,
                                .edit = {.id = EDIT},
                                .set = {.id = SET},
                                .away = {.id = AWAY}});
}

static void view_group(const struct tally_state *st, const struct model *m,
                       const struct tally_group *g, struct ui_build *b, struct ui_page *page) {
    struct ui_node *main = ui_main(b, page->body);
    main->box.gap = 12;
    main->box.pad_y = 12;
    common_failure(b, main, m, st->failed);
    view_groups(st, m, b, main);
    if (is_shut(m, g))
        view_openings(m, g, b, main);
    else
        view_rows(st, m, g, b, main);
    if (tally_is_confirmed(g))
        view_foot(st, m, g, b, page->body);
    if (st->asking && !is_shut(m, g))
        dialog_exact(st, m, g, b, page);
}

static struct ui_node *tally_view(const void *state, const struct model *m, struct ui_build *b) {
    const struct tally_state *st = state;
    struct ui_page page = common_page(b, m);
    const struct session *s = model_session(m, st->session);
    const struct tally_group *g = chosen(st, m);
    struct ui_bar bar = {.title = tr("Tally"), .back = {.id = BACK}};
    if (s != NULL)
        bar.second = words_join(b->frame, session_title(s, b->frame), s->venue);
    ui_bar(b, page.body, &bar);
    if (g == NULL)
        ui_empty(b, ui_main(b, page.body), "tally", tr("Nothing to tally"),
                 tr("This kind of event has no tally."));
    else if (!is_loaded(st, m))
        ui_empty(b, ui_main(b, page.body), "tally", tr("Reading the tally"), tr("One moment."));
    else
        view_group(st, m, g, b, &page);
    scanned_view(&st->scanned, m, b, &page);
    return page.root;
}

const struct screen_def screen_tally = {
    .name = "tally",
    .state_size = sizeof(struct tally_state),
    .needs = WHO_STAFF,
    .scans = true,
    .init = tally_init,
    .update = tally_update,
    .view = tally_view,
};
