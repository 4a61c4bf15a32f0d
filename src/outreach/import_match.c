/* What does each row change in the ledger?
 *
 * A session's identity is its `id` if the file has one. Else it is derived from what rarely
 * changes: date, place, kind, topic, year group, audience. Its action codes and its number are not
 * part of it, because those are corrected all the time. What is still not found is looked up by
 * action, date and place, if that names one session on both sides. */
#include <stdlib.h>
#include <string.h>

#include "base/str.h"
#include "base/utf8.h"
#include "outreach/import_parts.h"
#include "outreach/venue.h"

enum { KEY_MAX = 256 };

bool import_same_session(const struct session *a, const struct session *b) {
    return strcmp(a->actions, b->actions) == 0 && date_compare(a->date, b->date) == 0 &&
           strcmp(a->date_text, b->date_text) == 0 && a->starts == b->starts &&
           a->ends == b->ends && strcmp(a->venue, b->venue) == 0 &&
           strcmp(a->event_type, b->event_type) == 0 && strcmp(a->topic, b->topic) == 0 &&
           strcmp(a->audience, b->audience) == 0 && strcmp(a->year_group, b->year_group) == 0 &&
           strcmp(a->deliverer, b->deliverer) == 0 && strcmp(a->form, b->form) == 0 &&
           a->sessions == b->sessions && a->status == b->status && a->reported.n == b->reported.n &&
           a->reported.q == b->reported.q && a->capacity == b->capacity &&
           strcmp(a->ward, b->ward) == 0;
}

static void count_change(struct import *im, struct import_row *row, bool known, bool same) {
    row->change = !known ? CHANGE_NEW : same ? CHANGE_SAME : CHANGE_UPDATE;
    im->added += !known;
    im->same += known && same;
    im->updated += known && !same;
}

/* ---- plan ---- */

static bool same_action(const struct action *a, const struct action *b) {
    return strcmp(a->priority, b->priority) == 0 &&
           strcmp(a->priority_title, b->priority_title) == 0 && strcmp(a->issue, b->issue) == 0 &&
           strcmp(a->action, b->action) == 0 && strcmp(a->owner, b->owner) == 0 &&
           strcmp(a->rag, b->rag) == 0 && strcmp(a->carries, b->carries) == 0;
}

void import_match_plan(struct import *im, const struct ledger *ledger) {
    for (size_t i = 0; i < im->rows; i++) {
        const struct action *old = ledger ? ledger_action(ledger, im->row[i].action.code) : NULL;
        count_change(im, &im->row[i], old != NULL,
                     old != NULL && same_action(old, &im->row[i].action));
    }
}

/* ---- identity ---- */

/* FNV-1a over a text and the zero at its end, so that "a","bc" and "ab","c" differ. */
static uint64_t fnv(uint64_t hash, const char *text) {
    size_t n = strlen(text) + 1;
    for (size_t i = 0; i < n; i++)
        hash = (hash ^ (unsigned char)text[i]) * 0x100000001B3ULL;
    return hash;
}

static const char *derived_uid(struct arena *a, const struct session *s) {
    char date[11], key[KEY_MAX];
    uint64_t one = 0xCBF29CE484222325ULL, two = 0x9AE16A3B2F90404FULL;
    const char *const parts[] = {s->date_text, s->topic, s->year_group, s->audience};
    date_iso(s->date, date);
    venue_key(key, sizeof key, s->venue);
    const char *const exact[] = {date, key, s->event_type};
    for (size_t i = 0; i < 3; i++) {
        one = fnv(one, exact[i]);
        two = fnv(two, exact[i]);
    }
    /* With a date its words may change; without one they are all there is. */
    for (size_t i = s->date.year != 0 ? 1 : 0; i < 4; i++) {
        utf8_fold(key, sizeof key, parts[i]);
        one = fnv(one, key);
        two = fnv(two, key);
    }
    return arena_printf(a, "%016llx%016llx", (unsigned long long)one, (unsigned long long)two);
}

/* A key and whose it is; sorted, equal keys stand together in the order of the file. */
struct entry {
    const char *key;
    size_t at;
};

static int compare_entries(const void *a, const void *b) {
    const struct entry *x = a, *y = b;
    int order = strcmp(x->key, y->key);
    return order != 0 ? order : (x->at > y->at) - (x->at < y->at);
}

static size_t same_keys(const struct entry *e, size_t n, size_t from) {
    size_t to = from + 1;
    while (to < n && strcmp(e[to].key, e[from].key) == 0)
        to++;
    return to;
}

/* Gives every row a uid. Rows that look the same but for their numbers are numbered: -2, -3. An id
 * that stands twice is a mistake. */
static void set_uids(struct import *im) {
    struct entry *e = arena_array(&im->arena, im->rows, sizeof *e);
    size_t n = 0;
    for (size_t i = 0; i < im->rows; i++) {
        struct session *s = &im->row[i].session;
        if (s->uid[0] == '\0')
            s->uid = derived_uid(&im->arena, s);
        if (im->row[i].change != CHANGE_MERGED)
            e[n++] = (struct entry){s->uid, i};
    }
    qsort(e, n, sizeof *e, compare_entries);
    for (size_t from = 0, to; from < n; from = to) {
        to = same_keys(e, n, from);
        for (size_t i = from + 1; i < to; i++) {
            struct import_row *row = &im->row[e[i].at];
            if (str_starts(row->session.uid, "id:"))
                import_wrong(im, "id-twice", row->line,
                             arena_printf(&im->arena, "The id \"%.60s\" stands in line %d already.",
                                          row->session.uid + 3, im->row[e[from].at].line),
                             "Give each session an id of its own.");
            row->session.uid = arena_printf(&im->arena, "%s-%zu", row->session.uid, i - from + 1);
        }
    }
}

/* ---- sessions ---- */

static void match(struct import *im, size_t row, const struct session *old) {
    struct session *s = &im->row[row].session;
    s->id = old->id;
    /* An id that the file now has is better than what was derived. The ledger may go before the
     * rows. */
    if (!str_starts(s->uid, "id:"))
        s->uid = arena_strdup(&im->arena, old->uid);
    count_change(im, &im->row[row], true, import_same_session(old, s));
}

static const char *loose_key(struct arena *a, const struct session *s) {
    char date[11], key[KEY_MAX];
    date_iso(s->date, date);
    venue_key(key, sizeof key, s->venue);
    return arena_printf(a, "%s|%s|%s", s->actions, date, key);
}

/* Walks both sorted lists and matches what has the same key, where that is one on each side; what
 * is not matched stays in the lists. */
static void match_lists(struct import *im, const struct ledger *l, struct entry *rows,
                        size_t *n_rows, struct entry *old, size_t *n_old) {
    size_t i = 0, j = 0, left_rows = 0, left_old = 0;
    qsort(rows, *n_rows, sizeof *rows, compare_entries);
    qsort(old, *n_old, sizeof *old, compare_entries);
    while (i < *n_rows || j < *n_old) {
        int order = i == *n_rows ? 1 : j == *n_old ? -1 : strcmp(rows[i].key, old[j].key);
        size_t i_to = order <= 0 ? same_keys(rows, *n_rows, i) : i;
        size_t j_to = order >= 0 ? same_keys(old, *n_old, j) : j;
        if (order == 0 && i_to == i + 1 && j_to == j + 1) {
            match(im, rows[i++].at, &l->session[old[j++].at]);
            continue;
        }
        while (i < i_to)
            rows[left_rows++] = rows[i++];
        while (j < j_to)
            old[left_old++] = old[j++];
    }
    *n_rows = left_rows;
    *n_old = left_old;
}

void import_match_sessions(const struct import_facts *f) {
    struct import *im = f->im;
    const struct ledger empty = {0}, *l = f->ledger ? f->ledger : &empty;
    set_uids(im);
    struct entry *rows = arena_array(&im->arena, im->rows, sizeof *rows);
    struct entry *old = arena_array(&im->arena, l->sessions, sizeof *old);
    size_t n_rows = 0, n_old = l->sessions;
    for (size_t i = 0; i < im->rows; i++)
        if (im->row[i].change != CHANGE_MERGED)
            rows[n_rows++] = (struct entry){im->row[i].session.uid, i};
    for (size_t i = 0; i < l->sessions; i++)
        old[i] = (struct entry){l->session[i].uid, i};
    match_lists(im, l, rows, &n_rows, old, &n_old);
    for (size_t i = 0; i < n_rows; i++)
        rows[i].key = loose_key(&im->arena, &im->row[rows[i].at].session);
    for (size_t i = 0; i < n_old; i++)
        old[i].key = loose_key(&im->arena, &l->session[old[i].at]);
    match_lists(im, l, rows, &n_rows, old, &n_old);
    for (size_t i = 0; i < n_rows; i++)
        count_change(im, &im->row[rows[i].at], false, false);
}
