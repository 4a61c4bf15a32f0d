/* What is common to all controls: finding the one that shows a question, opening and closing it,
 * its messages and commands. */
#include "questions/question.h"

#include "base/str.h"
#include "questions/parts.h"

#define X(name) extern const struct question_def question_##name;
#include "questions/questions.def"
#undef X

static const struct question_def *const all[] = {
#define X(name) &question_##name,
#include "questions/questions.def"
#undef X
};

const struct question_def *question_find(const struct survey_question *q) {
    enum { COUNT = sizeof all / sizeof *all };
    if (!q->can_answer)
        return &question_unsupported;
    for (size_t i = 0; i < COUNT; i++)
        if (all[i]->takes(q))
            return all[i];
    BUG("the last line of questions.def takes everything");
}

bool question_is_open(const struct survey_question *q, const struct question_state *st) {
    return st->open && question_find(q)->opens;
}

void question_show(const struct question_view *v, struct ui_build *b, struct ui_node *parent) {
    const struct question_def *def = question_find(v->q);
    bool row = def->opens && !v->st->open && (def->always || !v->alone);
    if (row || !def->own_head)
        question_head(v, b, parent);
    if (row)
        question_row(v, b, parent);
    else
        def->view(v, b, parent);
}

bool question_update(struct question_state *st, const struct survey_question *q, struct ui_msg msg,
                     struct out *out) {
    const struct question_def *def = question_find(q);
    if (msg.id == QUESTION_OPEN || msg.id == QUESTION_CLOSE) {
        *st = (struct question_state){.open = msg.id == QUESTION_OPEN};
        if (st->open && def->opened != NULL)
            def->opened(st, q);
        return false;
    }
    if (msg.id == QUESTION_PICK && (size_t)msg.arg >= q->options)
        return false; /* a tap that came after the choices had changed */
    def->update(st, q, msg, out);
    return def->advances && msg.id == QUESTION_PICK && control_looks(q->control, "quick");
}

struct ui_msg question_msg(size_t index, int32_t id, int32_t arg) {
    return (struct ui_msg){.id = QUESTION_BASE + (int32_t)index * QUESTION_IDS + id, .arg = arg};
}

bool question_of(struct ui_msg msg, size_t *ret_index, struct ui_msg *ret_msg) {
    if (msg.id < QUESTION_BASE)
        return false;
    *ret_index = (size_t)(msg.id - QUESTION_BASE) / QUESTION_IDS;
    *ret_msg = msg;
    ret_msg->id = (msg.id - QUESTION_BASE) % QUESTION_IDS;
    return true;
}

void question_answer(struct out *out, const struct survey_question *q, const char *value) {
    struct command *c = out_add(out, CMD_ANSWER);
    STR_COPY(c->text, q->path);
    STR_COPY(c->text2, value);
}

void question_choose(struct out *out, const struct survey_question *q, size_t option) {
    struct command *c = out_add(out, CMD_CHOOSE);
    STR_COPY(c->text, q->path);
    c->n = (int32_t)option;
}

void question_rank(struct out *out, const struct survey_question *q, size_t option, int by) {
    struct command *c = out_add(out, CMD_RANK);
    STR_COPY(c->text, q->path);
    c->n = (int32_t)option;
    c->opening = by;
}
