/* A form is filled in: one question a page, by a visitor or by staff.
 *
 * The survey itself is the model's; what is typed goes to it by command at every stroke and comes
 * back with the next page. This screen keeps no answer: only which list is open and what is
 * searched for. Of visitors nothing stays behind: left alone the form warns, then is wiped; sent,
 * it thanks and goes back to the start by itself. Staff's forms are kept as drafts instead.
 *
 * Children drum on a screen: taps that follow each other faster than anybody reads are one. Strokes
 * of keys and steps are not held up. */
#include "screens/def.h"

#include <string.h>

#include "base/str.h"
#include "screens/filling.h"

static const struct survey_page *page_of(const struct model *m) {
    return m->survey != NULL && m->survey_of != NULL ? survey_page(m->survey) : NULL;
}

static bool is_visitor(const struct model *m) {
    return m->survey_of->profile->side == SIDE_VISITOR;
}

/* What was open and typed belongs to the page that showed it. */
static void turn_page(struct filling_state *st, const struct survey_page *page) {
    if (st->turn == page->turn)
        return;
    explicit_bzero(st->question, sizeof st->question);
    st->turn = page->turn;
    st->dialog = FILLING_NO_DIALOG;
}

/* ---- what is tapped ---- */

static bool is_stroke(struct ui_msg msg) {
    size_t index;
    struct ui_msg own;
    return question_of(msg, &index, &own) && own.id >= QUESTION_STROKES;
}

static bool is_too_soon(struct filling_state *st, const struct model *m, struct ui_msg msg) {
    if (is_stroke(msg))
        return false;
    int64_t least = m->survey_of->profile->double_ms;
    if (st->struck && m->now - st->struck_at < least)
        return true;
    st->struck = true;
    st->struck_at = m->now;
    return false;
}

static void leave(struct filling_state *st, struct out *out) {
    explicit_bzero(st->question, sizeof st->question);
    if (!st->left)
        out_add(out, CMD_SURVEY_LEAVE);
    st->left = true;
}

static void hide(struct filling_state *st, struct out *out) {
    explicit_bzero(st->question, sizeof st->question);
    out_add(out, CMD_HIDE);
    st->left = true;
}

static void next_person(struct filling_state *st, const struct model *m, struct out *out) {
    if (st->left)
        return;
    struct command *c = out_add(out, CMD_SURVEY_OPEN);
    STR_COPY(c->text, m->survey_of->profile->form);
    c->ref = m->survey_session;
    c->n = 1;
    st->left = true;
}

static void go_on(const struct survey_page *page, struct out *out) {
    out_add(out, page->last ? CMD_SURVEY_FINISH : CMD_SURVEY_NEXT);
}

static void back(struct filling_state *st, const struct survey_page *page, struct out *out) {
    int i = filling_single(page, st);
    if (filling_is_open(page, st))
        st->question[i < FILLING_QUESTIONS ? i : FILLING_QUESTIONS - 1] =
            (struct question_state){0};
    else
        out_add(out, CMD_SURVEY_BACK);
}

static void change(const struct survey_page *page, int32_t answer, struct out *out) {
    if (answer < 0 || (size_t)answer >= page->answers)
        return;
    STR_COPY(out_add(out, CMD_SURVEY_GO)->text, page->answer[answer].path);
}

static void use_language(struct filling_state *st, const struct model *m, int32_t i,
                         struct out *out) {
    const struct form *form = m->survey_of->form;
    st->dialog = FILLING_NO_DIALOG;
    if (i >= 0 && (size_t)i < form->languages)
        STR_COPY(out_add(out, CMD_SURVEY_LANGUAGE)->text, form->language[i]);
}

static void update_question(struct filling_state *st, const struct survey_page *page,
                            struct ui_msg msg, struct out *out) {
    size_t index;
    struct ui_msg own;
    if (!question_of(msg, &index, &own) || index >= page->questions)
        return;
    struct question_state *q =
        &st->question[index < FILLING_QUESTIONS ? index : FILLING_QUESTIONS - 1];
    if (own.id == QUESTION_ENTER && !q->open) {
        go_on(page, out);
        return;
    }
    if (own.id == QUESTION_ENTER)
        own.id = QUESTION_CLOSE;
    bool done = question_update(q, &page->question[index], own, out);
    if (done && page->questions == 1 && !page->last) /* nothing sends itself */
        out_add(out, CMD_SURVEY_NEXT);
}

static void tapped(struct filling_state *st, const struct model *m, const struct survey_page *page,
                   struct ui_msg msg, struct out *out) {
    switch (msg.id) {
    case FILLING_BACK:
        back(st, page, out);
        break;
    case FILLING_GO_ON:
        out_add(out, CMD_SURVEY_NEXT);
        break;
    case FILLING_FINISH:
        out_add(out, CMD_SURVEY_FINISH);
        break;
    case FILLING_ADD:
        out_add(out, CMD_REPEAT_ADD);
        break;
    case FILLING_REMOVE:
        out_add(out, CMD_REPEAT_REMOVE);
        break;
    case FILLING_CHANGE:
        change(page, msg.arg, out);
        break;
    case FILLING_DELETE:
        st->dialog = FILLING_ASK_DELETE;
        break;
    case FILLING_DELETE_NOW:
    case FILLING_LEAVE:
        leave(st, out);
        break;
    case FILLING_LANGUAGES:
        st->dialog = FILLING_ASK_LANGUAGE;
        break;
    case FILLING_LANGUAGE:
        use_language(st, m, msg.arg, out);
        break;
    case FILLING_KEEP:
        st->dialog = FILLING_NO_DIALOG;
        break;
    case FILLING_NEXT_PERSON:
        next_person(st, m, out);
        break;
    default:
        update_question(st, page, msg, out);
        break;
    }
}

/* ---- update ---- */

static void due(struct filling_state *st, struct out *out) {
    if (st->thanks_until == 0 && !st->warned)
        st->warned = true;
    else
        leave(st, out);
}

/* What was filled in is gone: the kiosk was locked meanwhile. */
static void gone(const struct model *m, struct out *out) {
    if (m->who == WHO_PUBLIC)
        out_home(out, "attract");
    else
        out_back(out);
}

static void survey_update(void *state, const struct model *m, struct ui_msg msg, struct out *out) {
    struct filling_state *st = state;
    const struct survey_page *page = page_of(m);
    if (page == NULL) {
        gone(m, out);
        return;
    }
    turn_page(st, page);
    if (msg.id == FILLING_HIDE) { /* waits for nothing, also not for what is being saved */
        hide(st, out);
    } else if (msg.id < MSG_ENTERED || msg.id >= QUESTION_BASE) {
        if (m->survey_saving || is_too_soon(st, m, msg))
            return;
        st->warned = false;
        tapped(st, m, page, msg, out);
    } else if (msg.id == MSG_DUE) {
        due(st, out);
    } else if (msg.id == MSG_SURVEY_SAVED) {
        st->thanks_until = m->now + m->survey_of->profile->thanks_s * 1000;
    }
}

static int64_t survey_due(const void *state, const struct model *m) {
    const struct filling_state *st = state;
    const struct survey_page *page = page_of(m);
    if (page == NULL || st->left || m->survey_saving || !is_visitor(m))
        return -1;
    const struct profile *p = m->survey_of->profile;
    if (st->thanks_until != 0)
        return st->thanks_until;
    return m->touched + (st->warned ? p->wipe_s : p->warn_s) * 1000;
}

static struct ui_node *survey_view(const void *state, const struct model *m, struct ui_build *b) {
    const struct survey_page *page = page_of(m);
    if (page == NULL)
        return ui_page(b).root;
    struct filling_state *st = NEW(b->frame, struct filling_state);
    *st = *(const struct filling_state *)state;
    turn_page(st, page); /* it may have turned since the last message */
    struct filling f = {.page = page,
                        .st = st,
                        .m = m,
                        .form = m->survey_of->form,
                        .profile = m->survey_of->profile,
                        .language = survey_language(m->survey),
                        .media = m->survey_of->media[0] != '\0' ? m->survey_of->media : NULL};
    return filling_show(&f, b);
}

const struct screen_def screen_survey = {
    .name = "survey",
    .state_size = sizeof(struct filling_state),
    .needs = WHO_PUBLIC,
    .update = survey_update,
    .view = survey_view,
    .due = survey_due,
};
