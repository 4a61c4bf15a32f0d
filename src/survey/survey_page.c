/* What the page shows, worked out anew after every change.
 *
 * A change may take the page itself away: the next one in its place shows then. Before anything is
 * shown, answers that are no longer among the choices of their question go. */
#include "survey/survey_parts.h"

#include <stdio.h>
#include <string.h>

enum { STALE_ROUNDS = 8 }; /* an answer that goes may make another one stale */

void survey_path(const struct survey *s, const struct node *n, char ret[static SURVEY_PATH]) {
    struct str path CLEANUP(str_release) = {0};
    instance_path(s->in, n, &path);
    str_copy(ret, SURVEY_PATH, str_c(&path));
}

bool survey_has_choices(const struct control *c) {
    return c->kind == CONTROL_SELECT1 || c->kind == CONTROL_SELECT || c->kind == CONTROL_RANK;
}

bool survey_is_heading(const struct question *q) {
    return q->control->kind == CONTROL_GROUP || q->control->kind == CONTROL_REPEAT;
}

/* ---- what is on a page --------------------------------------------------------------------------
 */

/* Readonly and filled in by the kiosk: nobody is asked, nobody needs to see it. */
static bool is_hidden(const struct survey *s, const struct question *q) {
    if (survey_is_heading(q) || !q->node->field->readonly)
        return false;
    for (size_t i = 0; i < s->prefills; i++)
        if (strcmp(s->prefilled[i], q->node->name->local) == 0)
            return true;
    return false;
}

void survey_questions(struct survey *s, const struct flow_page *p, struct arena *a,
                      struct question **ret, size_t *ret_count) {
    struct question *all;
    size_t count, kept = 0;
    flow_questions(s->in, p, a, &all, &count);
    for (size_t i = 0; i < count; i++)
        if (!is_hidden(s, &all[i]))
            all[kept++] = all[i];
    *ret = all;
    *ret_count = kept;
}

/* A page is kept unless there is nothing on it. */
static bool has_content(struct survey *s, const struct flow_page *p) {
    ARENA(a);
    struct question *q;
    size_t count;
    survey_questions(s, p, &a, &q, &count);
    while (count > 0 && survey_is_heading(&q[count - 1]))
        count--;
    return p->kind == FLOW_REPEAT || count > 0;
}

void survey_find_pages(struct survey *s) {
    size_t count;
    arena_reset(&s->shown);
    flow_pages(s->in, &s->shown, &s->flow, &count);
    s->flows = 0;
    for (size_t i = 0; i < count; i++)
        if (s->flow[i].kind != FLOW_END && has_content(s, &s->flow[i]))
            s->flow[s->flows++] = s->flow[i];
}

void survey_place(struct survey *s, const struct flow_page *p, char ret[static SURVEY_PATH]) {
    ARENA(a);
    struct question *q;
    size_t count, first = 0;
    survey_questions(s, p, &a, &q, &count);
    while (first < count && survey_is_heading(&q[first]))
        first++;
    survey_path(s, first < count ? q[first].node : p->node, ret);
    size_t len = strlen(ret);
    if (p->kind == FLOW_REPEAT) {
        str_copy(ret + len, SURVEY_PATH - len, "/");
        len = strlen(ret);
        str_copy(ret + len, SURVEY_PATH - len, p->control->node->name->local);
    }
}

/* ---- one question -------------------------------------------------------------------------------
 */

static struct survey_option *options_of(struct survey *s, const struct question *q, size_t *ret) {
    struct form_option *option;
    *ret = 0;
    if (!survey_has_choices(q->control) ||
        !instance_options(s->in, q->control, q->node, &s->shown, &option, ret, NULL))
        return NULL;
    struct survey_option *o = arena_array(&s->shown, *ret, sizeof(*o));
    for (size_t i = 0; i < *ret; i++)
        o[i] = (struct survey_option){
            .value = option[i].value, .label = option[i].label, .image = option[i].image};
    return o;
}

static void mark_chosen(const struct control *c, const char *value, struct survey_option *o,
                        size_t count) {
    int place = 1;
    for (const char *v = value; *v; place++) {
        size_t len = c->kind == CONTROL_SELECT1 ? strlen(v) : strcspn(v, " ");
        for (size_t i = 0; i < count; i++) {
            if (strncmp(o[i].value, v, len) != 0 || o[i].value[len] != '\0')
                continue;
            o[i].chosen = true;
            o[i].place = c->kind == CONTROL_RANK ? place : 0;
        }
        v += len + (v[len] == ' ');
    }
}

/* What no control here can take, and what has nothing to choose from. */
static bool can_answer(const struct control *c, size_t options) {
    switch (c->kind) {
    case CONTROL_SELECT1:
    case CONTROL_SELECT:
    case CONTROL_RANK:
        return options > 0;
    case CONTROL_INPUT:
        return c->bind->type <= TYPE_GEOPOINT || c->bind->type == TYPE_BARCODE;
    case CONTROL_UPLOAD:
        return false;
    case CONTROL_RANGE:
    case CONTROL_TRIGGER:
    case CONTROL_GROUP:
    case CONTROL_REPEAT:
        break;
    }
    return true;
}

/* An answer that is missing where there is nothing to choose from cannot be given. */
static bool could_be_given(struct survey *s, const struct question *q, struct arena *a) {
    struct form_option *o;
    size_t options = 0;
    bool known = !survey_has_choices(q->control) ||
                 instance_options(s->in, q->control, q->node, a, &o, &options, NULL);
    return known && can_answer(q->control, options);
}

const char *survey_fault(struct survey *s, const struct question *q, struct arena *a) {
    struct form_fault fault;
    if (survey_is_heading(q) || q->node->field->readonly)
        return NULL;
    const struct typed *t = survey_typed(s, q->node);
    if (t && t->wrong)
        return survey_type_fault(q->control->bind);
    if (!instance_fault(s->in, q->node, a, &fault) || !could_be_given(s, q, a))
        return NULL;
    return fault.message;
}

static void fill_heading(struct survey *s, const struct question *q, size_t index,
                         struct survey_question *ret) {
    size_t len = strlen(ret->path);
    char number[24];
    snprintf(number, sizeof(number), "#%zu", index); /* groups without a field share their path */
    str_copy(ret->path + len, SURVEY_PATH - len, number);
    ret->heading = true;
    ret->label = survey_words(s, &q->control->label, q->node, &s->shown);
    ret->hint = ret->value = "";
}

static void fill_question(struct survey *s, const struct question *q, size_t index,
                          struct survey_question *ret) {
    *ret = (struct survey_question){.control = q->control, .bind = q->control->bind};
    survey_path(s, q->node, ret->path);
    if (survey_is_heading(q)) {
        fill_heading(s, q, index, ret);
        return;
    }
    const struct field *f = q->node->field;
    const struct typed *t = survey_typed(s, q->node);
    ret->label = survey_words(s, &q->control->label, q->node, &s->shown);
    ret->hint = survey_words(s, &q->control->hint, q->node, &s->shown);
    ret->image = survey_image(s, &q->control->label, q->node, &s->shown);
    ret->value = q->node->value;
    ret->typed = t ? t->text : NULL;
    ret->required = f->required;
    ret->readonly = f->readonly;
    ret->option = options_of(s, q, &ret->options);
    mark_chosen(q->control, ret->value, ret->option, ret->options);
    ret->can_answer = f->readonly || can_answer(q->control, ret->options);
    ret->fault = s->refused ? survey_fault(s, q, &s->shown) : NULL;
}

/* ---- the pages ----------------------------------------------------------------------------------
 */

/* Words to read are no question: who counts the pages to come counts what is asked of them. */
static bool asks(struct survey *s, const struct flow_page *p) {
    ARENA(a);
    struct question *q;
    size_t count;
    survey_questions(s, p, &a, &q, &count);
    for (size_t i = 0; i < count; i++)
        if (!survey_is_heading(&q[i]) && !q[i].node->field->readonly)
            return true;
    return false;
}

static void count_pages(struct survey *s) {
    size_t seen = s->where == AT_PAGE ? s->index + 1 : s->flows;
    for (size_t i = 0; i < s->flows; i++) {
        int is = asks(s, &s->flow[i]);
        s->page.of += is;
        s->page.number += i < seen ? is : 0;
    }
}

static void fill_repeat(struct survey *s, const struct flow_page *p) {
    s->page.kind = SURVEY_REPEAT;
    s->page.repeat_label = survey_words(s, &p->control->label, p->node, &s->shown);
    s->page.repeats = p->repeat_count;
    s->page.can_remove = p->repeat_count > 0;
}

static void fill_page(struct survey *s) {
    struct survey_page *page = &s->page;
    const struct flow_page *p = &s->flow[s->index];
    page->headings = survey_headings(s, p, &s->shown, page->heading,
                                     sizeof(page->heading) / sizeof(page->heading[0]));
    page->last = !s->check_answers && s->index + 1 == s->flows;
    survey_place(s, p, s->place);
    if (p->kind == FLOW_REPEAT) {
        fill_repeat(s, p);
        return;
    }
    survey_questions(s, p, &s->shown, &s->question, &page->questions);
    page->question = arena_array(&s->shown, page->questions, sizeof(*page->question));
    page->note = !asks(s, p);
    for (size_t i = 0; i < page->questions; i++) {
        fill_question(s, &s->question[i], i, &page->question[i]);
        page->faults += page->question[i].fault != NULL;
    }
}

/* ---- the check page -----------------------------------------------------------------------------
 */

enum { GROUPS_MAX = 16 };

/* A line of its own for whatever a person could have answered. */
static bool has_line(struct survey *s, const struct question *q) {
    const struct arena_mark mark = arena_mark(&s->work);
    bool has = !survey_is_heading(q) && !q->node->field->readonly && could_be_given(s, q, &s->work);
    arena_rewind(&s->work, mark);
    return has;
}

static void add_answer(struct survey *s, const struct question *q, const char **group) {
    const struct flow_page only = {.kind = FLOW_QUESTION, .control = q->control, .node = q->node};
    const char *heading[GROUPS_MAX];
    size_t headings = survey_headings(s, &only, &s->shown, heading, GROUPS_MAX);
    const char *own = headings > 0 ? heading[headings - 1] : "";
    struct survey_answer *line = &s->page.answer[s->page.answers++];
    survey_path(s, q->node, line->path);
    line->label = survey_words(s, &q->control->label, q->node, &s->shown);
    line->value = survey_value(s, q, &s->shown);
    line->group = strcmp(own, *group) == 0 ? NULL : own;
    *group = own;
}

static void fill_check(struct survey *s) {
    ARENA(a);
    const char *group = "";
    struct question **q = arena_array(&a, s->flows, sizeof(struct question *));
    size_t *count = arena_array(&a, s->flows, sizeof(size_t)), total = 0;
    s->page.kind = SURVEY_CHECK;
    s->page.last = true;
    str_copy(s->place, SURVEY_PATH, "/");
    for (size_t i = 0; i < s->flows; i++) {
        survey_questions(s, &s->flow[i], &a, &q[i], &count[i]);
        total += count[i];
    }
    s->page.answer = arena_array(&s->shown, total, sizeof(*s->page.answer));
    for (size_t i = 0; i < s->flows; i++)
        for (size_t k = 0; k < count[i]; k++)
            if (has_line(s, &q[i][k]))
                add_answer(s, &q[i][k], &group);
}

/* ---- all of it ----------------------------------------------------------------------------------
 */

/* Finds the page again; if it is gone, the one that has come in its place is shown. */
static void find_place(struct survey *s) {
    char path[SURVEY_PATH];
    if (s->where != AT_PAGE)
        return;
    for (size_t i = 0; i < s->flows; i++) {
        if (s->flow[i].control != s->control)
            continue;
        survey_path(s, s->flow[i].node, path);
        if (strcmp(path, s->path) == 0) {
            s->index = i;
            return;
        }
    }
    survey_put(s, s->index);
    s->page.turn++;
    s->refused = false;
}

static bool drop_stale(struct survey *s) {
    ARENA(a);
    struct question *q;
    size_t count = 0;
    if (s->where == AT_PAGE)
        survey_questions(s, &s->flow[s->index], &a, &q, &count);
    for (size_t i = 0; i < count; i++)
        if (survey_has_choices(q[i].control) && !q[i].node->field->readonly &&
            instance_drop_stale(s->in, q[i].control, q[i].node))
            return true; /* nodes may have gone with it */
    return false;
}

void survey_show(struct survey *s) {
    int round = 0;
    do {
        survey_find_pages(s);
        find_place(s);
    } while (drop_stale(s) && ++round < STALE_ROUNDS);
    s->page = (struct survey_page){.turn = s->page.turn};
    s->question = NULL;
    count_pages(s);
    switch (s->where) {
    case AT_PAGE:
        fill_page(s);
        break;
    case AT_CHECK:
        fill_check(s);
        break;
    case AT_DONE:
        s->page.kind = SURVEY_DONE;
        break;
    }
}
