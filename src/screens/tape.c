/* The tape: every mark of the session as it was made, newest first, like the paper roll of an
 * adding machine. Nothing is ever rubbed out: what was undone stays, and says when. */
#include "screens/def.h"

#include "base/i18n.h"
#include "screens/common.h"
#include "screens/scanned.h"
#include "screens/words.h"

enum { BACK = 1, UNDO /* arg: seq */, ALL };

enum { SHOWN = 60 }; /* rows that are built before the reader asks for all */

struct tape_screen {
    int64_t session;
    bool all;
    struct scanned scanned;
};

static void tape_init(void *state, const struct model *m, struct ui_msg why) {
    struct tape_screen *st = state;
    st->session = why.ref != 0 ? why.ref : m->tape.session;
}

static bool is_waiting(const struct model *m, int32_t seq) {
    for (size_t i = 0; i < m->pendings; i++)
        if (m->pending[i].session == m->tape.session && m->pending[i].undoes == seq)
            return true;
    return false;
}

static void tape_update(void *state, const struct model *m, struct ui_msg msg, struct out *out) {
    struct tape_screen *st = state;
    if (scanned_update(&st->scanned, st->session, m, msg, out))
        return;
    switch (msg.id) {
    case BACK:
        out_back(out);
        break;
    case ALL:
        st->all = true;
        break;
    case UNDO: {
        if (is_waiting(m, msg.arg))
            break;
        struct command *c = out_add(out, CMD_UNDO);
        c->ref = st->session;
        c->n = msg.arg;
        break;
    }
    case MSG_ENTERED:
        if (m->tape.session != st->session)
            out_add(out, CMD_LOAD_TAPE)->ref = st->session;
        break;
    default:
        break;
    }
}

static const char *signed_number(struct arena *a, int32_t n) {
    if (n < 0)
        return arena_printf(a, "\u2013%s", words_number(a, -(int64_t)n));
    return arena_printf(a, "+%s", words_number(a, n));
}

/* When the mark was undone; NULL: it was not. */
static const struct tape_mark *undoing(const struct model *m, const struct tape_mark *mark) {
    for (size_t i = 0; mark->undone && i < m->tape.marks; i++)
        if (m->tape.mark[i].undoes == mark->seq)
            return &m->tape.mark[i];
    return NULL;
}

static const char *mark_words(struct arena *a, const struct model *m,
                              const struct tape_mark *mark) {
    const char *at = words_time(a, mark->minute);
    if (mark->date.year != 0 && date_compare(mark->date, m->today) != 0)
        at = arena_printf(a, tr("%s on %s"), at, words_date_short(a, mark->date));
    const char *words = words_join(a, words_band(mark->band), at);
    if (mark->undoes != 0)
        return words_join(a, words, tr("takes back an earlier mark"));
    if (mark->exact)
        words = words_join(a, words, tr("exact count"));
    if (mark->entry[0] != '\0')
        words = words_join(a, words,
                           mark->signed_in ? tr("sign-in")
                           : mark->walk_in ? tr("walk-in")
                                           : tr("check-in"));
    const struct tape_mark *by = undoing(m, mark);
    if (by == NULL)
        return words;
    return words_join(a, words, arena_printf(a, tr("undone at %s"), words_time(a, by->minute)));
}

static void view_mark(const struct model *m, const struct tape_mark *mark, int64_t sum,
                      struct ui_build *b, struct ui_node *list) {
    struct arena *a = b->frame;
    bool dead = mark->undone || mark->undoes != 0;
    const char *n = signed_number(a, mark->n), *words = mark_words(a, m, mark);

    struct ui_node *row = ui_row(b, list, 16);
    row->box.min_h = 80;
    row->box.pad_x = 24;
    row->box.pad_y = 8;
    row->box.align = UI_CENTRE;
    row->box.fill = dead ? UI_none : UI_paper;
    row->box.edge_bottom = 1;
    row->box.edge = UI_line;
    struct ui_node *number = ui_text(b, row, dead ? UI_LABEL_PLAIN : UI_TILE, n);
    number->flags |= UI_TABULAR | UI_WIDE_OK;
    number->box.min_w = ui_is_large_text(b->env) ? 112 : 72;
    number->ink = dead ? UI_soft : UI_ink;
    struct ui_node *what = ui_col(b, row, 2);
    what->flags |= UI_GROW;
    ui_text(b, what, UI_BODY, words)->ink = dead ? UI_soft : UI_ink;
    ui_text(b, what, UI_SMALL, arena_printf(a, tr("%s in all after it"), words_number(a, sum)))
        ->ink = UI_soft;
    if (dead)
        return;
    struct ui_node *undo = ui_button(b, row, arena_printf(a, "undo:%d", mark->seq), tr("Undo"),
                                     (struct ui_msg){.id = UNDO, .arg = mark->seq});
    undo->value = words_join(a, n, words);
    if (ui_is_portrait(b->env) && ui_is_large_text(b->env)) { /* the words need the room */
        undo->first = undo->last = NULL;
        undo->box.pad_x = 0;
        ui_icon(b, undo, "undo", 28);
    }
    if (is_waiting(m, mark->seq))
        undo->flags |= UI_DISABLED;
}

static void view_over(const struct model *m, const struct session *s, struct ui_build *b,
                      struct ui_node *list) {
    if (s == NULL || !session_is_over(s, model_heads(m, NULL)))
        return;
    struct ui_node *box = ui_col(b, list, 0);
    box->box.pad_x = 16;
    box->box.pad_y = 10;
    common_over(b, box, m, s);
}

static void view_marks(const struct tape_screen *st, const struct model *m, const struct session *s,
                       struct ui_build *b, struct ui_node *page) {
    struct ui_node *list = ui_scroll(b, page, "main");
    list->flags |= UI_GROW;
    const char *measure = s != NULL && ui_is_portrait(b->env) ? words_measure(b->frame, s) : "";
    if (measure[0] != '\0')
        common_list_heading(b, list, measure);
    view_over(m, s, b, list);
    size_t shown = 0;
    int64_t sum = 0;
    for (size_t i = 0; i < m->tape.bands; i++)
        sum += m->tape.band[i].saved;
    for (size_t i = m->tape.marks; i > 0 && (st->all || shown < SHOWN); i--, shown++) {
        view_mark(m, &m->tape.mark[i - 1], sum, b, list);
        sum -= m->tape.mark[i - 1].n;
    }
    if (shown == m->tape.marks)
        return;
    struct ui_node *more = ui_col(b, list, 0);
    more->box.pad_x = 24;
    more->box.pad_y = 16;
    ui_button(b, more, "all",
              arena_printf(b->frame, tr("Show %d older marks"), (int)(m->tape.marks - shown)),
              (struct ui_msg){.id = ALL});
}

static struct ui_node *tape_view(const void *state, const struct model *m, struct ui_build *b) {
    const struct tape_screen *st = state;
    struct ui_page page = common_page(b, m);
    const struct session *s = model_session(m, st->session);
    struct ui_bar bar = {.title = tr("Tape"), .back = {.id = BACK}};
    if (s != NULL)
        bar.second = words_join(b->frame, session_title(s, b->frame), s->venue);
    struct ui_node *end = ui_bar(b, page.body, &bar);
    bool loaded = m->tape.session == st->session;
    if (loaded && m->tape.marks > 0) {
        common_bar_number(b, end, words_number(b->frame, model_heads(m, NULL)), s)->key = "heads";
        view_marks(st, m, s, b, page.body);
    } else {
        ui_empty(b, ui_main(b, page.body), "list",
                 loaded ? tr("Nothing counted yet") : tr("Reading the tape"),
                 loaded ? tr("Go back and count. Every tap is listed here.") : tr("One moment."));
    }
    scanned_view(&st->scanned, m, b, &page);
    return page.root;
}

const struct screen_def screen_tape = {
    .name = "tape",
    .state_size = sizeof(struct tape_screen),
    .needs = WHO_STAFF,
    .scans = true,
    .init = tape_init,
    .update = tape_update,
    .view = tape_view,
};
