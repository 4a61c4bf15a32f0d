/* Rows are compared with each other first: one row written twice, one session written under two
 * actions of the plan. What is the same session becomes one row, so that it is counted once. */
#include <stdlib.h>
#include <string.h>

#include "base/str.h"
#include "base/utf8.h"
#include "outreach/cell.h"
#include "outreach/import_parts.h"
#include "outreach/venue.h"

enum { CROWD_MAX = 10, KEY_MAX = 256, LOOK_BACK = 100 };

bool import_crowd_room(struct import_crowd *c) {
    return ++c->n <= CROWD_MAX;
}

void import_crowd_end(struct import *im, const struct import_crowd *c, const char *rule,
                      const char *what, const char *todo) {
    if (c->n > CROWD_MAX)
        import_warn(im, rule, 0, SIZE_MAX,
                    arena_printf(&im->arena, "%zu more %s.", c->n - CROWD_MAX, what), todo);
}

void import_lines_add(struct import *im, struct import_lines *l, int line) {
    if (l->n == 0)
        l->text = arena_printf(&im->arena, "%d", line);
    else if (l->n < CROWD_MAX)
        l->text = arena_printf(&im->arena, "%s, %d", l->text, line);
    l->n++;
}

const char *import_lines_text(struct import *im, const struct import_lines *l) {
    const char *lines = l->n == 1 ? "line" : "lines";
    if (l->n <= CROWD_MAX)
        return arena_printf(&im->arena, "%s %s", lines, l->text);
    return arena_printf(&im->arena, "%s %s and %zu more", lines, l->text, l->n - CROWD_MAX);
}

/* ---- order by place and date ---- */

static int compare_placed(const void *a, const void *b, void *ctx) {
    const struct import_facts *f = ctx;
    size_t x = *(const size_t *)a, y = *(const size_t *)b;
    int order = strcmp(f->of[x].key, f->of[y].key);
    if (order == 0)
        order = date_compare(f->im->row[x].session.date, f->im->row[y].session.date);
    return order != 0 ? order : (x > y) - (x < y);
}

static struct import_facts gather(struct import *im, const struct ledger *ledger,
                                  struct date today) {
    struct import_facts f = {.im = im, .ledger = ledger, .today = today, .placed = im->rows};
    f.of = arena_array(&im->arena, im->rows, sizeof *f.of);
    f.by_venue = arena_array(&im->arena, im->rows, sizeof *f.by_venue);
    for (size_t i = 0; i < im->rows; i++) {
        char key[KEY_MAX];
        venue_key(key, sizeof key, im->row[i].session.venue);
        f.of[i].key = arena_strdup(&im->arena, key);
        utf8_fold(key, sizeof key, im->row[i].session.venue);
        f.of[i].spelling = arena_strdup(&im->arena, key);
        f.of[i].phase = venue_phase(im->row[i].session.venue);
        date_words_read(im->row[i].session.date_text, &f.of[i].words);
        f.by_venue[i] = i;
    }
    qsort_r(f.by_venue, im->rows, sizeof *f.by_venue, compare_placed, &f);
    return f;
}

bool import_same_place(const struct import_facts *f, size_t a, size_t b) {
    const struct import_fact *x = &f->of[a], *y = &f->of[b];
    return x->key[0] != '\0' && venue_phases_agree(x->phase, y->phase) &&
           strcmp(x->key, y->key) == 0;
}

bool import_next_run(const struct import_facts *f, struct import_run *run) {
    if (run->to >= f->placed)
        return false;
    const char *key = f->of[f->by_venue[run->to]].key;
    run->from = run->to;
    while (run->to < f->placed && strcmp(f->of[f->by_venue[run->to]].key, key) == 0)
        run->to++;
    return true;
}

/* ---- one session, two rows ---- */

/* Texts that do not contradict each other: equal but for spelling, or one says nothing. */
static bool agrees(const char *a, const char *b) {
    char x[KEY_MAX], y[KEY_MAX];
    utf8_fold(x, sizeof x, a);
    utf8_fold(y, sizeof y, b);
    return x[0] == '\0' || y[0] == '\0' || strcmp(x, y) == 0;
}

static bool both_say(const char *a, const char *b) {
    return a[0] != '\0' && b[0] != '\0' && agrees(a, b);
}

static bool compatible(const struct session *a, const struct session *b) {
    bool counts = a->reported.q == COUNT_NOT_RECORDED || b->reported.q == COUNT_NOT_RECORDED ||
                  (a->reported.n == b->reported.n && a->reported.q == b->reported.q);
    bool sessions = a->sessions < 0 || b->sessions < 0 || a->sessions == b->sessions;
    bool times = a->starts < 0 || b->starts < 0 || a->starts == b->starts;
    bool rooms = a->capacity == 0 || b->capacity == 0 || a->capacity == b->capacity;
    bool ids = a->uid[0] == '\0' || b->uid[0] == '\0' || strcmp(a->uid, b->uid) == 0;
    return counts && sessions && times && rooms && ids && a->status == b->status &&
           agrees(a->topic, b->topic) && agrees(a->year_group, b->year_group) &&
           agrees(a->audience, b->audience) && agrees(a->deliverer, b->deliverer) &&
           agrees(a->ward, b->ward);
}

static void take_text(const char **into, const char *from) {
    if ((*into)[0] == '\0')
        *into = from;
}

static void merge(struct import *im, struct session *into, const struct session *from) {
    const char *both = arena_printf(&im->arena, "%s;%s", into->actions, from->actions);
    if (!cell_codes(&im->arena, both, &into->actions))
        BUG("codes that were read before");
    take_text(&into->uid, from->uid);
    take_text(&into->date_text, from->date_text);
    take_text(&into->event_type, from->event_type);
    take_text(&into->topic, from->topic);
    take_text(&into->audience, from->audience);
    take_text(&into->year_group, from->year_group);
    take_text(&into->deliverer, from->deliverer);
    take_text(&into->form, from->form);
    take_text(&into->ward, from->ward);
    if (into->starts < 0)
        into->starts = from->starts;
    if (into->ends < 0)
        into->ends = from->ends;
    if (into->sessions < 0)
        into->sessions = from->sessions;
    if (into->capacity == 0)
        into->capacity = from->capacity;
    if (into->reported.q == COUNT_NOT_RECORDED)
        into->reported = from->reported;
}

static bool same_day_and_place(const struct import_facts *f, size_t a, size_t b) {
    const struct session *x = &f->im->row[a].session, *y = &f->im->row[b].session;
    return x->date.year != 0 && date_compare(x->date, y->date) == 0 && import_same_place(f, a, b) &&
           strcmp(x->actions, y->actions) != 0;
}

/* Is row b what row a is already? Then it is merged into it. */
static bool try_merge(struct import_facts *f, size_t a, size_t b) {
    struct import *im = f->im;
    struct import_row *x = &im->row[a], *y = &im->row[b];
    if (import_same_session(&x->session, &y->session) &&
        strcmp(x->session.uid, y->session.uid) == 0) {
        import_warn(im, "duplicate", y->line, a,
                    arena_printf(&im->arena, "The row is the same as line %d.", x->line),
                    "It was taken once; remove one of the two.");
        return true;
    }
    if (!same_day_and_place(f, a, b) || !compatible(&x->session, &y->session))
        return false;
    const char *what = arena_printf(
        &im->arena, "%.60s on %.60s stands here under action %s and in line %d under %s.",
        y->session.venue, import_when(im, &y->session), y->session.actions, x->line,
        x->session.actions);
    if (both_say(x->session.topic, y->session.topic) ||
        both_say(x->session.event_type, y->session.event_type) ||
        (x->session.reported.n > 0 && y->session.reported.n > 0)) {
        import_warn(
            im, "two-actions", y->line, a, what,
            "It was taken as one session that serves both; if it was two, say so with an id.");
        merge(im, &x->session, &y->session);
        return true;
    }
    import_warn(
        im, "two-actions", y->line, b, what,
        "If it is one session, write both codes into one row, with a semicolon between them.");
    return false;
}

static void merge_rows(struct import_facts *f) {
    struct import *im = f->im;
    size_t kept = 0;
    for (size_t i = 0; i < f->placed; i++) {
        size_t row = f->by_venue[i];
        bool merged = false;
        for (size_t k = kept; k > 0 && kept - k < LOOK_BACK && !merged; k--) {
            size_t other = f->by_venue[k - 1];
            if (strcmp(f->of[other].key, f->of[row].key) != 0 ||
                date_compare(im->row[other].session.date, im->row[row].session.date) != 0)
                break;
            merged = try_merge(f, other, row);
        }
        if (merged) {
            im->row[row].change = CHANGE_MERGED;
            im->merged++;
        } else {
            f->by_venue[kept++] = row;
        }
    }
    f->placed = kept;
}

void import_check(struct import *im, const struct ledger *ledger, struct date today) {
    if (im->kind == IMPORT_PLAN) {
        import_match_plan(im, ledger);
    } else if (im->kind == IMPORT_ROSTER) {
        import_check_roster(im, ledger);
    } else if (im->kind == IMPORT_REPLIES) {
        import_check_replies(im, ledger, today);
    } else if (im->kind == IMPORT_UPDATES) {
        import_check_updates(im, ledger, today);
    } else if (im->kind == IMPORT_FIGURES) {
        import_check_figures(im, ledger, today);
    } else {
        struct import_facts f = gather(im, ledger, today);
        merge_rows(&f);
        import_match_sessions(&f);
        import_argue_dates(&f);
        import_argue_overlaps(&f);
        import_argue_places(&f);
        import_argue_counts(&f);
        import_argue_actions(&f);
        import_argue_decisions(&f);
    }
    import_sort_complaints(im);
}
