/* A long list that is searched: `minimal` shows it first and searches when asked, `autocomplete`
 * and `search` the other way round. Only a page of it is ever built, so that ten thousand places
 * are as quick as ten. */
#include "questions/parts.h"

#include "base/i18n.h"
#include "base/str.h"
#include "base/utf8.h"
#include "questions/search.h"

enum { EDIT = QUESTION_STROKES, CLEAR = QUESTION_OWN, SHOW_KEYS, HIDE_KEYS };

enum { ROWS_MOST = 100, ROWS_TYPING = 30, ROWS_SHORT = 16 };

static bool is_typed_first(const struct survey_question *q) {
    return control_looks(q->control, "autocomplete") || control_looks(q->control, "search");
}

static bool list_takes(const struct survey_question *q) {
    return q->control->kind == CONTROL_SELECT1 &&
           (is_typed_first(q) || control_looks(q->control, "minimal"));
}

static void view_closed_search(const struct question_view *v, struct ui_build *b,
                               struct ui_node *row) {
    bool empty = v->st->search[0] == '\0';
    struct ui_node *n = question_bare(b, row, question_key(v, b, "search"), tr("Search"),
                                      question_tap(v, SHOW_KEYS, 0));
    n->value = v->st->search;
    n->flags |= UI_GROW;
    n->box.justify = UI_START;
    n->box.gap = 12;
    ui_icon(b, n, "find", 24)->ink = UI_soft;
    struct ui_node *words = ui_text(b, n, UI_BODY, empty ? tr("Search") : v->st->search);
    words->ink = empty ? UI_soft : UI_ink;
    words->flags |= UI_GROW;
}

static void view_search(const struct question_view *v, struct ui_build *b, struct ui_node *parent) {
    struct ui_node *row = ui_row(b, parent, 8);
    bool low = question_is_low(b->env); /* the label has no place of its own */
    if (!v->focus) {
        view_closed_search(v, b, row);
    } else {
        struct ui_node *field =
            ui_field(b, row,
                     &(struct ui_field){.key = question_key(v, b, "search"),
                                        .value = v->st->search,
                                        .hint = low ? question_words(b, v->q->label) : tr("Search"),
                                        .icon = "find",
                                        .edit = question_tap(v, EDIT, 0),
                                        .enter = question_tap(v, HIDE_KEYS, 0),
                                        .autofocus = true});
        field->label = tr("Search");
        field->parent->flags |= UI_GROW;
    }
    if (v->st->search[0] != '\0')
        ui_chip(b, row, question_key(v, b, "clear"), "cross", tr("Clear"), NULL,
                question_tap(v, CLEAR, 0));
}

/* A long list stands in two columns where there is room, so that there is half as much to scroll
 * through; not beside keys, where it is short, and not if a choice would take four lines. */
static int columns_of(const struct question_view *v, struct ui_build *b, const uint32_t *found,
                      size_t n) {
    enum { GAP = 12, EDGES = 136, MARK = 86 };
    size_t room = (size_t)(ui_logical_w(b->env) - EDGES - GAP) / 2 - MARK;
    size_t letters = room / (ui_is_large_text(b->env) ? 16 : 11);
    if (v->focus || n <= ROWS_SHORT || !question_is_wide(b->env))
        return 1;
    for (size_t i = 0; i < n; i++)
        if (utf8_len(question_option_words(v, b, found[i])) > letters * 3)
            return 1;
    return 2;
}

static void view_found(const struct question_view *v, struct ui_build *b, struct ui_node *parent) {
    uint32_t found[ROWS_MOST];
    bool more;
    size_t n = search_choices(v->q->option, v->q->options, v->st->search,
                              v->focus ? ROWS_TYPING : ROWS_MOST, found, &more);
    struct ui_node *rows = ui_col(b, parent, 8);
    struct question_grid grid = {.parent = rows, .columns = columns_of(v, b, found, n)};
    for (size_t i = 0; i < n; i++)
        ui_choice(b, question_cell(&grid, b), question_option_key(v, b, found[i]),
                  question_option_words(v, b, found[i]), NULL, v->q->option[found[i]].chosen,
                  question_tap(v, QUESTION_PICK, (int32_t)found[i]))
            ->flags |= UI_GROW;
    question_grid_end(&grid, b);
    const char *words = NULL;
    if (n == 0)
        words = tr("Nothing found. Try fewer or other letters.");
    else if (more)
        words = tr("There are more. Type more letters to see them.");
    if (words != NULL)
        ui_text(b, rows, UI_BODY, words)->ink = UI_soft;
}

static void list_view(const struct question_view *v, struct ui_build *b, struct ui_node *parent) {
    if (!(v->focus && question_is_low(b->env)))
        question_head(v, b, parent);
    view_search(v, b, parent);
    view_found(v, b, parent);
}

static void list_update(struct question_state *st, const struct survey_question *q,
                        struct ui_msg msg, struct out *out) {
    switch (msg.id) {
    case QUESTION_PICK:
        question_choose(out, q, (size_t)msg.arg);
        *st = (struct question_state){0};
        break;
    case EDIT:
        if (msg.text != NULL)
            STR_COPY(st->search, msg.text);
        break;
    case CLEAR:
        st->search[0] = '\0';
        break;
    case SHOW_KEYS:
        st->keys_away = false;
        break;
    case HIDE_KEYS:
        st->keys_away = true;
        break;
    default:
        break;
    }
}

static void list_opened(struct question_state *st, const struct survey_question *q) {
    st->keys_away = !is_typed_first(q);
}

const struct question_def question_list = {.name = "list",
                                           .takes = list_takes,
                                           .types = true,
                                           .searches = true,
                                           .opens = true,
                                           .always = true,
                                           .advances = true,
                                           .own_head = true,
                                           .opened = list_opened,
                                           .view = list_view,
                                           .update = list_update};
