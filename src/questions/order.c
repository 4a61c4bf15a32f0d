/* Putting choices in order: a tap on one gives it the next place, a tap on a placed one takes it
 * out; buttons move it up and down. Placed ones stand on top in their order. */
#include "questions/parts.h"

#include "base/i18n.h"

enum { UP = QUESTION_STROKES, DOWN };

static bool order_takes(const struct survey_question *q) {
    return q->control->kind == CONTROL_RANK;
}

/* The option at this place; options if there is none. */
static size_t at_place(const struct survey_question *q, int place) {
    size_t i = 0;
    while (i < q->options && q->option[i].place != place)
        i++;
    return i;
}

static void view_move(const struct question_view *v, struct ui_build *b, struct ui_node *row,
                      size_t i, bool up, bool can) {
    const char *words = question_option_words(v, b, i);
    const char *key = arena_printf(b->frame, "%s:%zu-%s", v->q->path, i, up ? "up" : "down");
    const char *label = arena_printf(b->frame, up ? tr("%s: up") : tr("%s: down"), words);
    struct ui_node *n = question_step(b, row, key, up ? "up" : "down", label,
                                      question_tap(v, up ? UP : DOWN, (int32_t)i));
    n->flags &= ~(unsigned)UI_REPEAT; /* the row moves away from under the finger */
    n->flags |= can ? 0u : UI_DISABLED;
}

static struct ui_node *view_name(const struct question_view *v, struct ui_build *b,
                                 struct ui_node *row, size_t i) {
    const struct survey_option *o = &v->q->option[i];
    struct ui_node *n =
        question_bare(b, row, question_option_key(v, b, i), question_option_words(v, b, i),
                      question_tap(v, QUESTION_PICK, (int32_t)i));
    n->flags |= o->place > 0 ? UI_GROW | UI_CHECKED : UI_GROW;
    n->box.justify = UI_START;
    n->box.gap = 16;
    struct ui_node *tag = ui_row(b, n, 0);
    tag->box.w = tag->box.h = 44;
    tag->box.radius = 999;
    tag->box.justify = UI_CENTRE;
    tag->box.edge = o->place > 0 ? UI_act : UI_edge;
    tag->box.fill = o->place > 0 ? UI_act : UI_paper;
    if (o->place > 0) {
        n->value = arena_printf(b->frame, "%d", o->place);
        ui_text(b, tag, UI_CHIP_BOLD, n->value)->ink = UI_on_act;
    }
    ui_text(b, n, UI_BODY, n->label)->flags |= UI_GROW;
    return n;
}

static void order_view(const struct question_view *v, struct ui_build *b, struct ui_node *parent) {
    struct ui_node *col = ui_col(b, parent, 8);
    ui_text(b, col, UI_SMALL, tr("Tap in order: the first first"))->ink = UI_soft;
    int places = 0;
    for (size_t i = 0; i < v->q->options; i++)
        places += v->q->option[i].place > 0;
    for (int place = 1; place <= places; place++) {
        size_t i = at_place(v->q, place);
        if (i == v->q->options)
            continue;
        struct ui_node *row = ui_row(b, col, 8);
        view_name(v, b, row, i);
        view_move(v, b, row, i, true, place > 1);
        view_move(v, b, row, i, false, place < places);
    }
    for (size_t i = 0; i < v->q->options; i++)
        if (v->q->option[i].place == 0)
            view_name(v, b, ui_row(b, col, 8), i);
}

static void order_update(struct question_state *st, const struct survey_question *q,
                         struct ui_msg msg, struct out *out) {
    (void)st;
    if (msg.id == QUESTION_PICK)
        question_choose(out, q, (size_t)msg.arg);
    else if ((msg.id == UP || msg.id == DOWN) && (size_t)msg.arg < q->options)
        question_rank(out, q, (size_t)msg.arg, msg.id == UP ? -1 : 1);
}

const struct question_def question_order = {
    .name = "order", .takes = order_takes, .view = order_view, .update = order_update};
