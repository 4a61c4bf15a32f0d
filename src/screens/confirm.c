/* Two people, two figures: what lay in the bin was tallied by one, a second person counts it again
 * or agrees, kind by kind, and puts their initials to it. A difference is shown and both figures
 * are kept. An opening that is confirmed already is corrected here in the same way: only the kinds
 * that change are written, beside what stood before. */
#include "screens/def.h"

#include <string.h>

#include "base/i18n.h"
#include "base/str.h"
#include "screens/common.h"
#include "screens/number.h"
#include "screens/scanned.h"
#include "screens/words.h"

enum {
    BACK = 1,
    SAME,  /* arg: item */
    OTHER, /* arg: item */
    AWAY,
    EDIT,
    SET,
    INITIALS,
    EDIT_INITIALS,
    INITIALS_DONE,
    CONFIRM
};

enum { NOT_YET = -1 };

struct confirm_state {
    int64_t session;
    int32_t opening;
    bool correcting; /* it was confirmed before */
    int32_t second[TALLY_ITEMS];
    size_t item; /* whose number is typed */
    bool asking, initialling, sent, failed;
    char typed[8], who[TALLY_INITIALS];
    struct scanned scanned;
};

/* ---- what is known ---- */

static const struct tally_opening *opening_of(const struct confirm_state *st,
                                              const struct model *m) {
    return m->tallies.session == st->session ? tallies_opening(&m->tallies, st->opening) : NULL;
}

/* What is in the bin by kind; NULL: the list of tallies does not know it any more. */
static const struct tally_group *group_of(const struct confirm_state *st, const struct model *m) {
    const struct tally_opening *o = opening_of(st, m);
    return o != NULL && m->tally_plan != NULL ? tally_find(m->tally_plan, o->group) : NULL;
}

static int64_t first_figure(const struct confirm_state *st, const struct model *m,
                            const struct tally_group *g, size_t item) {
    char key[TALLY_KEY];
    tally_key(key, g, item, 0);
    return tallies_counted(&m->tallies, key, st->opening);
}

static size_t missing(const struct confirm_state *st, const struct tally_group *g) {
    size_t n = 0;
    for (size_t i = 0; i < g->items; i++)
        n += st->second[i] == NOT_YET;
    return n;
}

/* Without a figure nothing is confirmed; a correction needs only what changes. */
static bool is_whole(const struct confirm_state *st, const struct tally_group *g) {
    return st->correcting ? missing(st, g) < g->items : missing(st, g) == 0;
}

/* Of what nobody tallied, none is agreed to at once: it can still be changed. */
static void confirm_init(void *state, const struct model *m, struct ui_msg why) {
    struct confirm_state *st = state;
    size_t n = m->tallies.openings;
    st->session = why.ref;
    st->opening = why.arg != 0 ? why.arg : n > 0 ? m->tallies.opening[n - 1].seq : 0;
    const struct tally_opening *o = opening_of(st, m);
    const struct tally_group *g = group_of(st, m);
    st->correcting = o != NULL && o->confirmed;
    for (size_t i = 0; i < TALLY_ITEMS; i++) {
        bool none = g != NULL && i < g->items && first_figure(st, m, g, i) == 0;
        st->second[i] = none && !st->correcting ? 0 : NOT_YET;
    }
}

/* ---- update ---- */

/* Only letters, and those large: initials are all that can stand here. */
static void letters_of(const char *text, char ret[TALLY_INITIALS]) {
    size_t n = 0;
    for (const char *c = text; *c != '\0'; c++) {
        char letter = *c >= 'a' && *c <= 'z' ? (char)(*c - 'a' + 'A') : *c;
        if (letter >= 'A' && letter <= 'Z' && n + 1 < TALLY_INITIALS)
            ret[n++] = letter;
    }
    ret[n] = '\0';
}

/* A scanner's letters are no initials, its digits no figure. */
static void cut_code(struct confirm_state *st, const char *code) {
    char letters[TALLY_INITIALS];
    letters_of(code, letters);
    if (st->initialling)
        scanned_cut_end(st->who, sizeof st->who, letters);
    st->asking = false;
}

static void send(struct confirm_state *st, const struct tally_group *g, struct out *out) {
    if (!is_whole(st, g) || !tally_initials_valid(st->who) || st->sent)
        return;
    struct command *c = out_add(out, CMD_TALLY_CONFIRM);
    c->ref = st->session;
    c->opening = st->opening;
    STR_COPY(c->text, st->who);
    for (size_t i = 0; i < g->items; i++) {
        if (st->second[i] == NOT_YET)
            continue;
        STR_COPY(c->count[c->counts].item, g->item[i].key);
        c->count[c->counts++].n = st->second[i];
    }
    st->sent = true;
    st->failed = false;
}

static void answer(struct confirm_state *st, const struct model *m, const struct tally_group *g,
                   struct ui_msg msg, struct out *out) {
    size_t item = (size_t)msg.arg;
    long n;
    if (msg.id == SAME && item < g->items) {
        st->second[item] = st->correcting ? NOT_YET : (int32_t)first_figure(st, m, g, item);
    } else if (msg.id == OTHER && item < g->items) {
        st->asking = true;
        st->item = item;
        st->typed[0] = '\0';
    } else if (msg.id == SET && st->asking && number_typed(st->typed, 0, TALLY_MOST, &n)) {
        st->second[st->item] = (int32_t)n;
        st->asking = false;
    } else if (msg.id == CONFIRM) {
        send(st, g, out);
    }
}

static void confirm_update(void *state, const struct model *m, struct ui_msg msg, struct out *out) {
    struct confirm_state *st = state;
    const struct tally_group *g = group_of(st, m);
    if (msg.id == MSG_SCANNED)
        cut_code(st, msg.text);
    if (scanned_update(&st->scanned, st->session, m, msg, out))
        return;
    switch (msg.id) {
    case BACK:
        if (st->initialling)
            st->initialling = false;
        else
            out_back(out);
        break;
    case AWAY:
        st->asking = false;
        break;
    case EDIT:
        common_take(st->typed, sizeof st->typed, msg);
        break;
    case INITIALS:
        st->initialling = true;
        break;
    case EDIT_INITIALS:
        letters_of(msg.text != NULL ? msg.text : "", st->who);
        break;
    case INITIALS_DONE:
        st->initialling = false;
        break;
    case MSG_TALLIES:
        if (st->sent)
            out_back(out);
        break;
    case MSG_FAILED:
        st->failed = st->sent && msg.arg == CMD_TALLY_CONFIRM;
        st->sent = false;
        break;
    default:
        if (g != NULL)
            answer(st, m, g, msg, out);
        break;
    }
}

/* ---- view ---- */

/* "First count 12 · second count 11 · 1 fewer" */
static const char *figure_words(const struct confirm_state *st, int64_t first, int32_t second,
                                struct arena *a) {
    const char *words = arena_printf(a, st->correcting ? tr("Until now %s") : tr("First count %s"),
                                     words_number(a, first));
    if (second == NOT_YET)
        return words;
    words = words_join(a, words,
                       arena_printf(a, st->correcting ? tr("now %s") : tr("second count %s"),
                                    words_number(a, second)));
    if (second > first)
        return words_join(a, words,
                          arena_printf(a, tr("%s more"), words_number(a, second - first)));
    if (second < first)
        return words_join(a, words,
                          arena_printf(a, tr("%s fewer"), words_number(a, first - second)));
    return words_join(a, words, tr("the same"));
}

static void view_kind(const struct confirm_state *st, const struct model *m,
                      const struct tally_group *g, size_t i, struct ui_build *b,
                      struct ui_node *card) {
    struct arena *a = b->frame;
    int64_t first = first_figure(st, m, g, i);
    int32_t second = st->second[i];
    bool differs = second != NOT_YET && second != first, done = second != NOT_YET;
    const char *label = tr(g->item[i].label), *word = g->item[i].key;
    struct ui_node *row = common_card_row(b, card, 12);
    row->flags |= UI_STACKS;
    struct ui_node *words = ui_row(b, row, 12);
    words->flags |= UI_GROW;
    words->box.align = UI_CENTRE;
    if (done)
        ui_icon(b, words, differs ? "warn" : "tick", 24)->ink = differs ? UI_warn : UI_act;
    struct ui_node *lines = ui_col(b, words, 2);
    lines->flags |= UI_GROW;
    ui_text(b, lines, UI_BODY_BOLD, label);
    struct ui_node *figures = ui_text(b, lines, UI_SMALL, figure_words(st, first, second, a));
    figures->ink = differs ? UI_warn : UI_soft;
    figures->flags |= UI_TABULAR;
    struct ui_node *keys = ui_row(b, row, 8);
    if (!st->correcting || done) {
        struct ui_node *same = ui_chip(b, keys, arena_printf(a, "same:%s", word), NULL,
                                       st->correcting ? tr("Leave") : tr("Same"), NULL,
                                       (struct ui_msg){.id = SAME, .arg = (int32_t)i});
        same->value = label;
        if (done && !differs)
            same->flags |= UI_CHECKED;
    }
    struct ui_node *other = ui_chip(b, keys, arena_printf(a, "other:%s", word), NULL,
                                    st->correcting ? tr("Change") : tr("Other number"), NULL,
                                    (struct ui_msg){.id = OTHER, .arg = (int32_t)i});
    other->value = label;
    if (differs)
        other->flags |= UI_CHECKED;
}

static const char *foot_words(const struct confirm_state *st, const struct tally_group *g,
                              struct arena *a) {
    unsigned long n = missing(st, g);
    if (st->sent)
        return tr("Saving");
    if (!is_whole(st, g) && st->correcting)
        return tr("Change what was wrong. Both figures are kept.");
    if (!is_whole(st, g))
        return arena_printf(
            a, tr_n("%lu kind is still to be counted", "%lu kinds are still to be counted", n), n);
    if (!tally_initials_valid(st->who))
        return tr("The second person adds their initials: 2 to 4 letters");
    return tr("Both figures are kept.");
}

static void view_foot(const struct confirm_state *st, const struct tally_group *g,
                      struct ui_build *b, struct ui_node *page) {
    struct ui_node *foot = ui_foot(b, page);
    ui_foot_words(b, foot, foot_words(st, g, b->frame));
    const char *initials =
        st->who[0] != '\0' ? arena_printf(b->frame, tr("Initials %s"), st->who) : tr("Initials");
    ui_button(b, foot, "initials", initials, (struct ui_msg){.id = INITIALS});
    struct ui_node *confirm =
        ui_primary(b, foot, "confirm", st->correcting ? tr("Correct") : tr("Confirm"),
                   (struct ui_msg){.id = CONFIRM});
    if (!is_whole(st, g) || !tally_initials_valid(st->who) || st->sent)
        confirm->flags |= UI_DISABLED;
}

static void dialog_other(const struct confirm_state *st, const struct model *m,
                         const struct tally_group *g, struct ui_build *b, struct ui_page *page) {
    const char *first = words_number(b->frame, first_figure(st, m, g, st->item));
    const char *so_far =
        arena_printf(b->frame,
                     st->correcting ? tr("Until now %s. Both figures are kept.")
                                    : tr("The first count is %s. Both figures are kept."),
                     first);
    number_dialog(b, page,
                  &(struct number_dialog){.title = st->correcting ? tr("Correct the figure")
                                                                  : tr("Second count"),
                                          .label = tr(g->item[st->item].label),
                                          .words = so_far,
                                          .typed = st->typed,
                                          .least = 0,
                                          .most = TALLY_MOST,
                                          .edit = {.id = EDIT},
                                          .set = {.id = SET},
                                          .away = {.id = AWAY}});
}

static void view_initials(const struct confirm_state *st, struct ui_build *b,
                          struct ui_page *page) {
    common_edit(b, page,
                &(struct common_edit){.title = tr("Initials"),
                                      .label = tr("The second person's initials, 2 to 4 letters"),
                                      .hint = "",
                                      .value = st->who,
                                      .done = tr("Done"),
                                      .edit = {.id = EDIT_INITIALS},
                                      .enter = {.id = INITIALS_DONE},
                                      .back = {.id = BACK}});
}

static void view_figures(const struct confirm_state *st, const struct model *m,
                         const struct tally_group *g, struct ui_build *b, struct ui_page *page) {
    struct ui_bar bar = {.title = st->correcting ? tr("Correct") : tr("Second count"),
                         .back = {.id = BACK}};
    if (g != NULL)
        bar.second = words_join(b->frame, tr(g->name.label),
                                words_opening(b->frame, &m->tallies, opening_of(st, m)));
    ui_bar(b, page->body, &bar);
    struct ui_node *main = ui_main(b, page->body);
    if (g == NULL) {
        ui_empty(b, main, "tally", tr("This is not in the list of tallies any more"),
                 tr("Ask your coordinator. What was tallied is kept."));
        return;
    }
    main->box.pad_y = 12;
    common_failure(b, main, m, st->failed);
    struct ui_node *card = common_card(b, main);
    for (size_t i = 0; i < g->items; i++)
        view_kind(st, m, g, i, b, card);
    common_card_end(card);
    view_foot(st, g, b, page->body);
    if (st->asking)
        dialog_other(st, m, g, b, page);
}

static struct ui_node *confirm_view(const void *state, const struct model *m, struct ui_build *b) {
    const struct confirm_state *st = state;
    struct ui_page page = common_page(b, m);
    if (st->initialling)
        view_initials(st, b, &page);
    else
        view_figures(st, m, group_of(st, m), b, &page);
    scanned_view(&st->scanned, m, b, &page);
    return page.root;
}

const struct screen_def screen_confirm = {
    .name = "confirm",
    .state_size = sizeof(struct confirm_state),
    .needs = WHO_STAFF,
    .scans = true,
    .init = confirm_init,
    .update = confirm_update,
    .view = confirm_view,
};
