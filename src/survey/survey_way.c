/* The way through the pages, and how fast somebody went it. */
#include "survey/survey_parts.h"

#include <string.h>

enum { NO_PAGE = -1 };

void survey_put(struct survey *s, size_t index) {
    s->where = s->flows > 0 ? AT_PAGE : AT_CHECK;
    if (s->flows == 0)
        return;
    s->index = index < s->flows ? index : s->flows - 1;
    s->control = s->flow[s->index].control;
    survey_path(s, s->flow[s->index].node, s->path);
}

/* Another page shows. */
static void turn(struct survey *s, int64_t now) {
    survey_forget_typed(s, false, "");
    s->refused = false;
    s->shown_at = now;
    s->page.turn++;
    survey_show(s);
}

static void turn_to(struct survey *s, size_t index, int64_t now) {
    survey_put(s, index);
    turn(s, now);
}

static void turn_to_check(struct survey *s, int64_t now) {
    s->where = AT_CHECK;
    s->returns = false;
    turn(s, now);
}

/* ---- finding pages ------------------------------------------------------------------------------
 */

static bool has_question(struct survey *s, const struct flow_page *p, const char *path) {
    ARENA(a);
    char own[SURVEY_PATH];
    struct question *q;
    size_t count;
    survey_questions(s, p, &a, &q, &count);
    for (size_t i = 0; i < count; i++) {
        survey_path(s, q[i].node, own);
        if (!survey_is_heading(&q[i]) && strcmp(own, path) == 0)
            return true;
    }
    return false;
}

static int page_with(struct survey *s, const char *path) {
    char place[SURVEY_PATH];
    for (size_t i = 0; i < s->flows; i++) {
        survey_place(s, &s->flow[i], place);
        if (strcmp(place, path) == 0 || has_question(s, &s->flow[i], path))
            return (int)i;
    }
    return NO_PAGE;
}

static bool has_fault(struct survey *s, const struct flow_page *p) {
    const struct arena_mark mark = arena_mark(&s->work);
    struct question *q;
    size_t count;
    bool has = false;
    survey_questions(s, p, &s->work, &q, &count);
    for (size_t i = 0; i < count && !has; i++)
        has = survey_fault(s, &q[i], &s->work) != NULL;
    arena_rewind(&s->work, mark);
    return has;
}

static int first_faulty(struct survey *s) {
    for (size_t i = 0; i < s->flows; i++)
        if (has_fault(s, &s->flow[i]))
            return (int)i;
    return NO_PAGE;
}

/* ---- how fast -----------------------------------------------------------------------------------
 */

/* The mixing of splitmix64: one bit more or less in, another half of the bits out. */
static uint64_t mix(uint64_t h) {
    h += UINT64_C(0x9e3779b97f4a7c15);
    h = (h ^ (h >> 30)) * UINT64_C(0xbf58476d1ce4e5b9);
    h = (h ^ (h >> 27)) * UINT64_C(0x94d049bb133111eb);
    return h ^ (h >> 31);
}

/* Where choices are shuffled, the same spot is another value: so places count, not values. */
static uint64_t pattern_of(const struct survey_question *q, uint64_t h) {
    if (!survey_has_choices(q->control))
        return mix(survey_hash(h, q->value));
    for (size_t i = 0; i < q->options; i++)
        if (q->option[i].chosen)
            h = mix(h ^ (i << 8 | (uint64_t)q->option[i].place));
    return h;
}

static void note_pace(struct survey *s, int64_t now) {
    uint64_t h = mix(s->pace.pattern ^ s->index);
    bool asked = false;
    for (size_t i = 0; i < s->page.questions; i++) {
        const struct survey_question *q = &s->page.question[i];
        if (q->heading || q->readonly || !q->can_answer)
            continue;
        asked = true;
        h = pattern_of(q, mix(h));
    }
    if (!asked)
        return;
    s->pace.pattern = h;
    s->pace.pages++;
    s->pace.fast += now - s->shown_at < s->read_ms;
}

/* ---- onwards and back ---------------------------------------------------------------------------
 */

/* False, and they are shown, if the page has faults. */
static bool pass_page(struct survey *s, int64_t now) {
    if (s->where != AT_PAGE)
        return true;
    if (has_fault(s, &s->flow[s->index])) {
        s->refused = true;
        survey_show(s);
        return false;
    }
    if (!s->page.last)
        note_pace(s, now);
    return true;
}

bool survey_next(struct survey *s, int64_t now) {
    if (!pass_page(s, now))
        return false;
    if (s->where != AT_PAGE || s->page.last)
        return true;
    int faulty = s->returns ? first_faulty(s) : NO_PAGE;
    if (faulty != NO_PAGE)
        turn_to(s, (size_t)faulty, now);
    else if (s->returns || s->index + 1 == s->flows)
        turn_to_check(s, now);
    else
        turn_to(s, s->index + 1, now);
    return true;
}

bool survey_back(struct survey *s, int64_t now) {
    if (s->where == AT_DONE || s->flows == 0)
        return false;
    if (s->where == AT_CHECK) {
        turn_to(s, s->flows - 1, now);
        return true;
    }
    if (s->returns) {
        turn_to_check(s, now);
        return true;
    }
    if (s->index == 0)
        return false;
    turn_to(s, s->index - 1, now);
    return true;
}

void survey_go(struct survey *s, const char *path, int64_t now) {
    int page = s->where == AT_CHECK ? page_with(s, path) : NO_PAGE;
    if (page == NO_PAGE)
        return;
    s->returns = true;
    turn_to(s, (size_t)page, now);
}

void survey_start_at(struct survey *s, const char *place, int64_t now) {
    survey_find_pages(s);
    int page = place ? page_with(s, place) : NO_PAGE;
    if (place && strcmp(place, "/") == 0 && s->check_answers)
        turn_to_check(s, now);
    else
        turn_to(s, page != NO_PAGE ? (size_t)page : 0, now);
}

/* ---- repeats ------------------------------------------------------------------------------------
 */

static bool is_inside(const struct node *n, const struct node *above) {
    while (n && n != above)
        n = n->parent;
    return n;
}

void survey_repeat_add(struct survey *s, int64_t now) {
    if (s->where != AT_PAGE || s->flow[s->index].kind != FLOW_REPEAT)
        return;
    const struct flow_page at = s->flow[s->index];
    const struct node *n = instance_repeat_add(s->in, at.control, at.node, NULL);
    survey_show(s);
    for (size_t i = 0; n && i < s->flows; i++)
        if (is_inside(s->flow[i].node, n)) {
            turn_to(s, i, now);
            return;
        }
}

void survey_repeat_remove(struct survey *s, int64_t now) {
    char path[SURVEY_PATH];
    if (s->where != AT_PAGE || s->flow[s->index].kind != FLOW_REPEAT)
        return;
    const struct flow_page at = s->flow[s->index];
    struct node *last = NULL;
    for (struct node *n = at.node->child; n; n = n->next)
        if (n->name == at.control->node->name)
            last = n;
    if (!last)
        return;
    survey_path(s, last, path);
    if (!instance_repeat_remove(s->in, last, NULL))
        return;
    survey_forget_typed(s, true, path);
    turn(s, now);
}

/* ---- the end ------------------------------------------------------------------------------------
 */

bool survey_finish(struct survey *s, int64_t now, struct str *out, struct survey_pace *ret) {
    int faulty = s->where == AT_DONE ? NO_PAGE : first_faulty(s);
    if (faulty != NO_PAGE) {
        if (s->where != AT_PAGE || (size_t)faulty != s->index) {
            s->returns = s->check_answers;
            turn_to(s, (size_t)faulty, now);
        }
        s->refused = true;
        survey_show(s);
        return false;
    }
    if (s->where == AT_PAGE)
        note_pace(s, now);
    if (!instance_submit(s->in, out, NULL))
        return false;
    s->where = AT_DONE;
    *ret = s->pace;
    turn(s, now);
    return true;
}
