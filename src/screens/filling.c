#include "screens/filling.h"

#include <string.h>

#include "base/i18n.h"
#include "base/str.h"
#include "questions/parts.h"
#include "screens/common.h"
#include "screens/words.h"

int filling_single(const struct survey_page *page, const struct filling_state *st) {
    if (page->kind != SURVEY_QUESTIONS)
        return -1;
    for (size_t i = 0; i < page->questions; i++)
        if (question_is_open(&page->question[i], filling_question(st, i)))
            return (int)i;
    return page->questions == 1 ? 0 : -1;
}

bool filling_is_open(const struct survey_page *page, const struct filling_state *st) {
    int i = filling_single(page, st);
    return i >= 0 && question_is_open(&page->question[i], filling_question(st, (size_t)i));
}

const struct question_state *filling_question(const struct filling_state *st, size_t index) {
    return &st->question[index < FILLING_QUESTIONS ? index : FILLING_QUESTIONS - 1];
}

const char *filling_language(const char *language, struct arena *a) {
    const char *code = strrchr(language, '(');
    if (code == NULL || code == language)
        return language;
    return str_trim(arena_strndup(a, language, (size_t)(code - language)));
}

static bool is_visitor(const struct filling *f) {
    return f->profile->side == SIDE_VISITOR;
}

static bool is_sealed(const struct filling *f) {
    return f->form->key != NULL;
}

/* ---- one question ---- */

static struct question_view view_of(const struct filling *f, size_t i) {
    const struct survey_question *q = &f->page->question[i];
    const struct question_state *st = filling_question(f->st, i);
    const struct question_def *def = question_find(q);
    bool open = question_is_open(q, st);
    bool alone = (size_t)filling_single(f->page, f->st) == i;
    bool field = (def->types || def->digits) && alone && (open || !def->always);
    return (struct question_view){.q = q,
                                  .st = st,
                                  .index = i,
                                  .alone = alone,
                                  .focus = field && !st->keys_away,
                                  .visitor = is_visitor(f),
                                  .today = f->m->today,
                                  .minute = f->m->minute,
                                  .media = f->media};
}

/* ---- bar ---- */

/* What is typed or searched for may often be left out, and then the bar says so: unless the form
 * does, in brackets behind its label. */
static bool is_said_optional(const struct survey_question *q, struct ui_build *b) {
    const struct question_def *def = question_find(q);
    const char *label = question_words(b, q->label);
    size_t len = strlen(label);
    return !q->required && (def->types || def->digits) && !(len > 0 && label[len - 1] == ')');
}

static const char *progress_words(const struct filling *f, struct ui_build *b) {
    const struct survey_page *page = f->page;
    if (page->kind != SURVEY_QUESTIONS || page->note)
        return NULL;
    int i = filling_single(page, f->st);
    bool optional = i >= 0 && is_said_optional(&page->question[i], b);
    return arena_printf(b->frame,
                        optional ? tr("Question %d of %d (optional)") : tr("Question %d of %d"),
                        page->number, page->of);
}

/* Of staff's other forms there is a draft. */
static const char *heading_words(const struct filling *f, struct ui_build *b) {
    bool warns = is_sealed(f) && !is_visitor(f) && f->page->kind != SURVEY_DONE;
    const char *words = warns ? tr("No draft is kept") : "";
    for (size_t i = 0; i < f->page->headings; i++)
        words = words_join(b->frame, words, question_words(b, f->page->heading[i]));
    return words;
}

static void view_progress(const struct filling *f, struct ui_build *b, struct ui_node *page) {
    struct ui_node *n = ui_add(b, page, UI_PROGRESS);
    bool end = f->page->kind == SURVEY_CHECK || f->page->kind == SURVEY_DONE;
    n->label = tr("Progress");
    n->total = f->page->of > 0 ? f->page->of : 1;
    n->done = end ? n->total : f->page->number;
    n->flags |= UI_QUIET; /* the bar's title says it */
    n->box.h = 6;
}

static void view_bar(const struct filling *f, struct ui_build *b, struct ui_node *page) {
    bool done = f->page->kind == SURVEY_DONE || f->m->survey_saving;
    struct ui_bar bar = {.title = progress_words(f, b),
                         .second = heading_words(f, b),
                         .public_side = true,
                         .back = {.id = done ? 0 : FILLING_BACK}};
    struct ui_node *chips = ui_bar(b, page, &bar);
    chips->parent->box.edge_bottom = 0; /* the progress is its lower edge */
    if (f->form->languages > 1 && !done)
        ui_chip(b, chips, "languages", NULL, filling_language(f->language, b->frame), NULL,
                (struct ui_msg){.id = FILLING_LANGUAGES})
            ->box.edge = UI_line;
    common_hide(b, f->m, chips, (struct ui_msg){.id = FILLING_HIDE});
    view_progress(f, b, page);
}

/* ---- foot ---- */

/* Named anew on each page, so that the next page's field gets the focus that this one had. */
static const char *go_on_key(const struct filling *f, struct ui_build *b) {
    return arena_printf(b->frame, "go-on:%u", f->page->turn);
}

static struct ui_msg go_on_msg(const struct filling *f) {
    if (filling_is_open(f->page, f->st))
        return question_msg((size_t)filling_single(f->page, f->st), QUESTION_CLOSE, 0);
    return (struct ui_msg){.id = f->page->last ? FILLING_FINISH : FILLING_GO_ON};
}

static const char *go_on_words(const struct filling *f) {
    if (filling_is_open(f->page, f->st))
        return tr("Done");
    if (!f->page->last)
        return tr("Continue");
    return is_visitor(f) ? tr("Send") : tr("Save");
}

static void view_go_on(const struct filling *f, struct ui_build *b, struct ui_node *foot) {
    struct ui_node *n = ui_primary(b, foot, go_on_key(f, b), go_on_words(f), go_on_msg(f));
    n->box.min_w = ui_is_portrait(b->env) || ui_is_large_text(b->env) ? 0 : 260;
}

static void view_keyboard(const struct filling *f, struct ui_build *b, struct ui_node *page) {
    struct ui_node *keys = ui_keyboard(b, page, go_on_words(f), go_on_msg(f));
    keys->last->last->key = go_on_key(f, b);
}

/* ---- pages ---- */

/* As ui_main(), but each page begins at its top. */
static struct ui_node *view_main(const struct filling *f, struct ui_build *b,
                                 struct ui_node *page) {
    int open = filling_is_open(f->page, f->st) ? filling_single(f->page, f->st) : -1;
    struct ui_node *n =
        ui_scroll(b, page, arena_printf(b->frame, "page:%u:%d", f->page->turn, open + 1));
    n->flags |= UI_GROW;
    n->box.pad_x = 24;
    n->box.pad_y = n->box.gap = question_is_low(b->env) ? 12 : 16;
    return n;
}

/* All that is wrong on the page, in one box above it. */
static void view_faults(const struct filling *f, struct ui_build *b, struct ui_node *parent) {
    const char *words = NULL;
    for (size_t i = 0; i < f->page->questions; i++) {
        const struct survey_question *q = &f->page->question[i];
        if (q->fault == NULL)
            continue;
        const char *label = question_words(b, q->label), *fault = question_words(b, q->fault);
        if (label[0] != '\0')
            fault = arena_printf(b->frame, "%s \u2013 %s", label, fault);
        words = words == NULL ? fault : arena_printf(b->frame, "%s\n%s", words, fault);
    }
    if (words != NULL)
        ui_banner(b, parent, UI_TONE_STOP, tr("Please look at this again"), words);
}

static void view_with_pad(const struct filling *f, struct ui_build *b, struct ui_node *page,
                          const struct question_view *v) {
    const struct question_def *def = question_find(v->q);
    struct ui_node *pad, *words = common_beside_pad(b, page, &pad);
    question_show(v, b, words);
    if (def->pad != NULL)
        def->pad(v, b, pad);
    view_go_on(f, b, ui_foot(b, page));
}

static void view_single(const struct filling *f, struct ui_build *b, struct ui_node *page,
                        const struct question_view *v) {
    const struct question_def *def = question_find(v->q);
    if (v->focus && def->digits) {
        view_with_pad(f, b, page, v);
        return;
    }
    struct ui_node *main = view_main(f, b, page);
    if (v->focus) {
        question_show(v, b, main);
        bool above = def->above_keys != NULL && def->above_keys(v, b, page);
        main->box.pad_y = main->box.gap = above && question_is_low(b->env) ? 6 : 10;
        view_keyboard(f, b, page);
        return;
    }
    if (v->q->fault != NULL)
        ui_banner(b, main, UI_TONE_STOP, question_words(b, v->q->fault), NULL);
    question_show(v, b, main);
    struct ui_node *foot = ui_foot(b, page);
    if (def->foot != NULL && !v->st->open)
        def->foot(v, b, foot);
    ui_space(b, foot);
    view_go_on(f, b, foot);
}

static void view_several(const struct filling *f, struct ui_build *b, struct ui_node *page) {
    struct ui_node *main = view_main(f, b, page);
    main->box.gap = 24;
    view_faults(f, b, main);
    for (size_t i = 0; i < f->page->questions; i++) {
        struct question_view v = view_of(f, i);
        question_show(&v, b, ui_col(b, main, 8));
    }
    view_go_on(f, b, ui_foot(b, page));
}

static void view_questions(const struct filling *f, struct ui_build *b, struct ui_node *page) {
    int i = filling_single(f->page, f->st);
    if (i < 0) {
        view_bar(f, b, page);
        view_several(f, b, page);
        return;
    }
    struct question_view v = view_of(f, (size_t)i);
    bool tight = v.focus && question_find(v.q)->searches && question_is_low(b->env);
    /* Keys and list need its room, and the way back is *Done*; but *Hide this* is everywhere. */
    if (!tight || f->m->on_journey)
        view_bar(f, b, page);
    view_single(f, b, page, &v);
}

static void view_repeat(const struct filling *f, struct ui_build *b, struct ui_node *page) {
    view_bar(f, b, page);
    struct ui_node *main = view_main(f, b, page);
    ui_text(b, main, UI_TITLE, tr("Another one?"))->flags |= UI_HEADING;
    const char *label = f->page->repeat_label != NULL ? f->page->repeat_label : "";
    unsigned long n = f->page->repeats;
    const char *so_far = arena_printf(b->frame, tr_n("%lu so far", "%lu so far", n), n);
    ui_text(b, main, UI_BODY, words_join(b->frame, question_words(b, label), so_far))->ink =
        UI_soft;
    struct ui_node *add =
        ui_button(b, main, "add", tr("Add another one"), (struct ui_msg){.id = FILLING_ADD});
    ui_face_icon(b, add, "plus", 24);
    if (f->page->can_remove)
        ui_button(b, main, "remove", tr("Remove the last one"),
                  (struct ui_msg){.id = FILLING_REMOVE});
    view_go_on(f, b, ui_foot(b, page));
}

static void view_check(const struct filling *f, struct ui_build *b, struct ui_node *page) {
    view_bar(f, b, page);
    struct ui_node *main = view_main(f, b, page);
    ui_text(b, main, UI_TITLE, tr("Check your answers"))->flags |= UI_HEADING;
    struct ui_node *card = NULL;
    for (size_t i = 0; i < f->page->answers; i++) {
        const struct survey_answer *answer = &f->page->answer[i];
        if (card == NULL || answer->group != NULL) {
            if (card != NULL)
                common_card_end(card);
            if (answer->group != NULL && answer->group[0] != '\0')
                common_heading(b, main, question_words(b, answer->group));
            card = common_card(b, main);
        }
        const char *value = question_words(b, answer->value);
        ui_summary(b, card, arena_printf(b->frame, "change:%zu", i),
                   question_words(b, answer->label), value[0] != '\0' ? value : tr("Not provided"),
                   (struct ui_msg){.id = FILLING_CHANGE, .arg = (int32_t)i});
    }
    if (card != NULL)
        common_card_end(card);
    struct ui_node *foot = ui_foot(b, page);
    if (is_visitor(f))
        ui_text(b, main, UI_SMALL, tr("Nothing is kept until you press Send."))->ink = UI_soft;
    if (is_sealed(f))
        ui_text(b, main, UI_SMALL,
                tr("Then it is sealed: only who has this form\u2019s key can read it."))
            ->ink = UI_soft;
    if (is_visitor(f))
        ui_quiet(b, foot, "delete", tr("Delete it all"), (struct ui_msg){.id = FILLING_DELETE});
    ui_space(b, foot);
    view_go_on(f, b, foot);
}

/* The card did not take it, or nobody asked it to: the record is still there, and is sent again. */
static void view_not_saved(const struct filling *f, struct ui_build *b, struct ui_node *main,
                           struct ui_node *foot) {
    ui_banner(b, main, UI_TONE_STOP, tr("Your answers are not saved yet"),
              tr("Try again. If it fails again, please call a member of staff."));
    if (is_visitor(f))
        ui_quiet(b, foot, "delete", tr("Delete it all"), (struct ui_msg){.id = FILLING_DELETE});
    ui_space(b, foot);
    ui_primary(b, foot, "again", tr("Try again"), (struct ui_msg){.id = FILLING_FINISH});
}

static void view_done(const struct filling *f, struct ui_build *b, struct ui_node *page) {
    view_bar(f, b, page);
    struct ui_node *main = view_main(f, b, page);
    struct ui_node *foot = ui_foot(b, page);
    struct ui_msg leave = {.id = FILLING_LEAVE}, next = {.id = FILLING_NEXT_PERSON};
    if (f->st->thanks_until == 0) {
        view_not_saved(f, b, main, foot);
    } else if (is_visitor(f)) {
        ui_empty(b, main, "tick", tr("Thank you"), tr("Your answers are saved."));
        ui_primary(b, foot, "next", tr("Next person"), next);
    } else {
        ui_empty(b, main, "tick", tr("Saved"), "");
        ui_primary(b, foot, "done", tr("Done"), leave);
    }
}

/* ---- dialogs ---- */

static void dialog_delete(struct ui_build *b, struct ui_page *page) {
    struct ui_msg keep = {.id = FILLING_KEEP};
    struct ui_node *d = ui_dialog(b, page, tr("Delete all your answers?"), keep);
    ui_text(b, d, UI_BODY, tr("Nothing of them is kept."));
    struct ui_node *foot = ui_dialog_foot(b, d);
    ui_button(b, foot, "keep", tr("Keep them"), keep);
    ui_danger(b, foot, "delete-now", tr("Delete it all"),
              (struct ui_msg){.id = FILLING_DELETE_NOW});
}

static void dialog_languages(const struct filling *f, struct ui_build *b, struct ui_page *page) {
    struct ui_msg away = {.id = FILLING_KEEP};
    struct ui_node *d = ui_dialog(b, page, tr("Language"), away);
    for (size_t i = 0; i < f->form->languages; i++)
        ui_choice(b, d, arena_printf(b->frame, "language:%zu", i),
                  filling_language(f->form->language[i], b->frame), NULL,
                  str_eq(f->form->language[i], f->language),
                  (struct ui_msg){.id = FILLING_LANGUAGE, .arg = (int32_t)i});
    ui_button(b, ui_dialog_foot(b, d), "away", tr("Cancel"), away);
}

static void dialog_warned(const struct filling *f, struct ui_build *b, struct ui_page *page) {
    struct ui_msg stay = {.id = FILLING_STILL_HERE};
    unsigned long s = (unsigned long)(f->profile->wipe_s - f->profile->warn_s);
    struct ui_node *d = ui_dialog(b, page, tr("Are you still there?"), stay);
    ui_text(b, d, UI_BODY,
            arena_printf(b->frame,
                         tr_n("Your answers are wiped in %lu second. Nothing of them is kept.",
                              "Your answers are wiped in %lu seconds. Nothing of them is kept.", s),
                         s));
    struct ui_node *foot = ui_dialog_foot(b, d);
    ui_button(b, foot, "wipe", tr("Wipe it now"), (struct ui_msg){.id = FILLING_DELETE_NOW});
    ui_primary(b, foot, "still-here", tr("Go on"), stay);
}

struct ui_node *filling_show(const struct filling *f, struct ui_build *b) {
    struct ui_page page = common_page(b, f->m);
    if (f->m->survey_saving) {
        view_bar(f, b, page.body);
        ui_empty(b, view_main(f, b, page.body), "clock", tr("Saving"), tr("One moment."));
        return page.root;
    }
    switch (f->page->kind) {
    case SURVEY_QUESTIONS:
        view_questions(f, b, page.body);
        break;
    case SURVEY_REPEAT:
        view_repeat(f, b, page.body);
        break;
    case SURVEY_CHECK:
        view_check(f, b, page.body);
        break;
    case SURVEY_DONE:
        view_done(f, b, page.body);
        break;
    }
    if (f->st->warned)
        dialog_warned(f, b, &page);
    else if (f->st->dialog == FILLING_ASK_DELETE)
        dialog_delete(b, &page);
    else if (f->st->dialog == FILLING_ASK_LANGUAGE)
        dialog_languages(f, b, &page);
    return page.root;
}
