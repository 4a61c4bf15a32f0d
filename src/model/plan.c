/* The actions of the plan, as the coordinator's screens show them: worked out of the ledger when
 * they are shown, with the same functions by which the plan report is written. */
#include "model/model.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "outreach/rag.h"
#include "outreach/update.h"

struct lapses model_lapses(const struct model *m, struct arena *a) {
    static const struct typed_list none;
    struct lapses l;
    lapse_find(a, m->ledger != NULL ? &m->ledger->typed : &none, m->today, m->next_meeting, &l);
    return l;
}

/* ---- the list ---- */

static struct action_view *find(struct action_view *list, size_t n, const char *code, size_t len) {
    for (size_t i = 0; i < n; i++)
        if (strncmp(list[i].action->code, code, len) == 0 && list[i].action->code[len] == '\0')
            return &list[i];
    return NULL;
}

/* News is what has happened by now: nobody has heard of what is planned. */
static bool is_news(const struct action_view *v, struct date day, struct date today) {
    return v != NULL && day.year != 0 && date_compare(day, today) <= 0 &&
           (v->last.year == 0 || date_compare(day, v->last) >= 0);
}

static void take_session(const struct model *m, struct action_view *list, size_t n,
                         const struct session *s) {
    for (const char *p = s->actions; *p != '\0';) {
        size_t len = strcspn(p, ";");
        struct action_view *v = len > 0 ? find(list, n, p, len) : NULL;
        if (v != NULL)
            v->empty = false;
        if (session_took_place(s) && is_news(v, s->date, m->today)) {
            v->last = s->date;
            v->session = s;
        }
        p += len + (p[len] == ';');
    }
}

struct action_view *model_actions(const struct model *m, struct arena *a, size_t *ret_n) {
    const struct ledger *l = m->ledger;
    *ret_n = l != NULL ? l->actions : 0;
    struct action_view *list = arena_array(a, *ret_n + 1, sizeof *list);
    for (size_t i = 0; i < *ret_n; i++)
        list[i] =
            (struct action_view){.action = &l->action[i],
                                 .rag = typed_rag(&l->typed, l->action[i].code, l->action[i].rag),
                                 .empty = true};
    for (size_t i = 0; *ret_n > 0 && i < l->sessions; i++)
        take_session(m, list, *ret_n, &l->session[i]);
    for (size_t i = 0; *ret_n > 0 && i < l->typed.typeds; i++) {
        const struct typed *t = &l->typed.typed[i];
        struct action_view *v =
            t->state == TYPED_STANDS ? find(list, *ret_n, t->action, strlen(t->action)) : NULL;
        if (v != NULL)
            v->empty = false;
        if (is_news(v, t->date, m->today)) {
            v->last = t->date;
            v->typed = t;
        }
    }
    return list;
}

/* ---- one action ---- */

/* Numbers are hidden as in a report, so that what is read here is what will be printed. */
static struct suppress *find_small(const struct ledger *l) {
    struct suppress *small = suppress_new(SUPPRESS_HIDE);
    for (size_t i = 0; i < l->sessions; i++)
        suppress_add(small, &l->session[i]);
    return small;
}

static size_t take_lines(const struct update *u, struct arena *a, struct cell_line **ret_line) {
    struct str line CLEANUP(str_release) = {0}, source CLEANUP(str_release) = {0};
    struct cell_line *list = NULL;
    size_t n = 0, cap = 0;
    struct update_at at = {0};
    for (int64_t typed; update_next(u, &at, &line, &source, &typed);) {
        list = xgrow(list, &cap, n + 1, sizeof *list);
        list[n++] = (struct cell_line){arena_strdup(a, str_c(&line)), typed};
        str_cut(&line, 0);
        str_cut(&source, 0);
    }
    *ret_line = arena_array(a, n + 1, sizeof **ret_line);
    if (n > 0)
        memcpy(*ret_line, list, n * sizeof *list);
    free(list);
    return n;
}

size_t model_cell(const struct model *m, const struct action *x, struct arena *a,
                  struct cell_line **ret_line, struct rag_proposal *ret_proposal) {
    const struct ledger *l = m->ledger;
    struct venues *venues = venues_new();
    struct suppress *small = find_small(l);
    struct rag_facts facts;
    struct update u;
    update_init(&u, m->today, venues, small);
    rag_init(&facts, x->carries);
    for (size_t i = 0; i < l->sessions; i++) {
        if (!session_has_action(&l->session[i], x->code))
            continue;
        update_add(&u, &l->session[i]);
        rag_add(&facts, &l->session[i], m->today);
    }
    for (size_t i = 0; i < l->typed.typeds; i++)
        if (l->typed.typed[i].state == TYPED_STANDS &&
            strcmp(l->typed.typed[i].action, x->code) == 0)
            update_add_typed(&u, &l->typed.typed[i]);
    size_t n = take_lines(&u, a, ret_line);
    *ret_proposal = rag_propose(&facts);
    update_release(&u);
    suppress_free(small);
    venues_free(venues);
    return n;
}
