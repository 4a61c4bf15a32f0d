/* A day and a time of day, one after the other. Only both are an answer: until the second is given
 * the first waits in the question's own state. */
#include "questions/time.h"

#include "base/i18n.h"
#include "base/str.h"

enum { PART = 40 }; /* arg: which shows */
enum { PART_DATE, PART_TIME };

static bool datetime_takes(const struct survey_question *q) {
    return q->control->kind == CONTROL_INPUT && q->bind != NULL && q->bind->type == TYPE_DATETIME;
}

static struct day_time known(const struct survey_question *q, const struct question_state *st) {
    struct day_time when = {.minute = -1};
    if (!day_time_read(q->value, &when))
        day_time_read(st->search, &when);
    return when;
}

static void view_head(const struct question_view *v, struct ui_build *b, struct ui_node *parent) {
    struct day_time when = known(v->q, v->st);
    bool day = when.date.year != 0, time = when.minute >= 0;
    const char *label[2] = {day ? day_words(when.date, b->frame) : tr("Day"),
                            time ? time_words(when.minute, b->frame) : tr("Time")};
    question_head(v, b, parent);
    struct ui_node *flow = ui_flow(b, parent, 8);
    for (int i = PART_DATE; i <= PART_TIME; i++) {
        struct ui_node *n = ui_chip(b, flow, question_key(v, b, i == PART_DATE ? "date" : "time"),
                                    i == PART_DATE ? "calendar" : "clock", label[i], NULL,
                                    question_tap(v, PART, i));
        n->flags |= v->st->part == i ? UI_CHECKED : 0u;
    }
}

static void datetime_view(const struct question_view *v, struct ui_build *b,
                          struct ui_node *parent) {
    struct day_time when = known(v->q, v->st);
    if (v->st->part == PART_DATE) {
        date_parts(v, b, parent, when.date, view_head);
        return;
    }
    view_head(v, b, parent);
    time_parts(v, b, parent, when.minute);
}

static void datetime_update(struct question_state *st, const struct survey_question *q,
                            struct ui_msg msg, struct out *out) {
    struct day_time when = known(q, st);
    if (msg.id == PART) {
        st->part = msg.arg == PART_TIME ? PART_TIME : PART_DATE;
        return;
    }
    bool day = date_message(st, msg, &when.date), time = time_message(msg, &when.minute);
    if (!day && !time)
        return;
    char text[32];
    day_time_write(&when, text);
    if (when.date.year != 0 && when.minute >= 0)
        question_answer(out, q, text);
    else
        STR_COPY(st->search, text);
    if (day && when.minute < 0)
        st->part = PART_TIME;
}

const struct question_def question_datetime = {.name = "datetime",
                                               .takes = datetime_takes,
                                               .opens = true,
                                               .own_head = true,
                                               .view = datetime_view,
                                               .update = datetime_update};
