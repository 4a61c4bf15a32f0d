/* An action has few quarters, so what is known of each lies in one array in order, and a session
 * finds its own from the end, where the ledger's order puts it.
 *
 * Which quarters are folded does not depend on the order of the sessions: the limit moves up only
 * when the quarters above it have too many lines, and never further than they need in the end. */
#include "outreach/update.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/utf8.h"
#include "outreach/update_words.h"

enum { QUARTERS_LISTED = 3 }; /* the report's own and the two before it */

int32_t update_quarter(struct date d) {
    return d.year != 0 ? d.year * 4 + (d.month - 1) / 3 : QUARTER_NONE;
}

/* ---- sums ---- */

void update_sums_init(struct update_sums *t) {
    *t = (struct update_sums){0};
    count_sum_init(&t->heads);
}

/* Who they were whose heads are in the sum. */
static void add_noun(struct update_sums *t, const struct session *s) {
    enum update_noun noun = update_noun(s);
    if (t->noun == NOUN_NONE)
        t->noun = noun;
    else if (t->noun != noun)
        t->noun = NOUN_PEOPLE;
}

static void add_delivered(struct update_sums *t, const struct session *s,
                          enum suppress_verdict verdict) {
    int64_t sessions = session_deliveries(s);
    struct count heads = session_attendance(s);
    t->rows++;
    if (sessions >= 0)
        t->sessions += sessions;
    else
        t->unnumbered++;
    suppress_sum(&t->heads, s, verdict);
    if (heads.q != COUNT_NOT_RECORDED)
        add_noun(t, s);
}

static void add_planned(struct update_sums *t, const struct session *s, struct count expected) {
    t->planned_rows++;
    if (s->sessions >= 0)
        t->planned += s->sessions;
    else
        t->planned_unnumbered++;
    t->planned_expected += expected.n;
}

void update_sums_add(struct update_sums *t, const struct session *s,
                     enum suppress_verdict verdict) {
    struct count expected = session_awaited(s);
    if (expected.q == COUNT_EXPECTED)
        count_add(&t->heads, expected);
    if (session_took_place(s))
        add_delivered(t, s, verdict);
    else if (session_is_to_come(s))
        add_planned(t, s, expected);
    else if (s->status == STATUS_REARRANGED)
        t->rearranged++;
    else
        t->cancelled++;
}

/* ---- quarters ---- */

static struct update_part *part_of(struct update *u, int32_t quarter) {
    size_t at = u->parts;
    while (at > 0 && u->part[at - 1].quarter > quarter)
        at--;
    if (at > 0 && u->part[at - 1].quarter == quarter)
        return &u->part[at - 1];
    u->part = xgrow(u->part, &u->cap, u->parts + 1, sizeof *u->part);
    memmove(u->part + at + 1, u->part + at, (u->parts - at) * sizeof *u->part);
    u->parts++;
    u->part[at] = (struct update_part){.quarter = quarter};
    update_sums_init(&u->part[at].sums);
    return &u->part[at];
}

/* Keeps the smallest ids: whatever the order, the same ones. */
static void add_source(struct update_part *p, int64_t id) {
    size_t at = p->sources;
    while (at > 0 && p->source[at - 1] > id)
        at--;
    if (at == UPDATE_SOURCES_MAX)
        return;
    size_t after = p->sources < UPDATE_SOURCES_MAX ? p->sources++ - at : p->sources - 1 - at;
    memmove(p->source + at + 1, p->source + at, after * sizeof *p->source);
    p->source[at] = id;
}

/* The ledger's order. */
static bool comes_before(const struct update_line *a, const struct update_line *b) {
    int order = date_compare(a->date, b->date);
    if (order != 0)
        return order < 0;
    return a->starts != b->starts ? a->starts < b->starts : a->id < b->id;
}

/* Into its place among the `n` that are there, which have room for one more. */
static void place(struct update_line *list, size_t n, struct update_line line) {
    for (; n > 0 && comes_before(&line, &list[n - 1]); n--)
        list[n] = list[n - 1];
    list[n] = line;
}

static void add_line(const struct update *u, struct update_part *p, const struct session *s) {
    struct str text CLEANUP(str_release) = {0};
    update_say_session(&text, s, u->today, u->small);
    if (text.len > UPDATE_LINE_BYTES) {
        str_cut(&text, utf8_cut(str_c(&text), UPDATE_LINE_BYTES));
        str_add(&text, "\xE2\x80\xA6");
    }
    p->line = xgrow(p->line, &p->cap, p->lines + 1, sizeof *p->line);
    place(p->line, p->lines++,
          (struct update_line){s->date, s->starts, s->id, xstrdup(str_c(&text))});
}

static void drop_lines(struct update_part *p) {
    for (size_t i = 0; i < p->lines; i++)
        free(p->line[i].text);
    free(p->line);
    p->line = NULL;
    p->lines = p->cap = 0;
}

/* A quarter with a single session keeps its line: it says more and is no longer. */
static void fold(struct update_part *p) {
    if (p->rows > 1)
        drop_lines(p);
}

static void fold_oldest(struct update *u) {
    for (size_t i = 0; i < u->parts; i++) {
        struct update_part *p = &u->part[i];
        if (p->quarter <= u->folded || p->rows == 0)
            continue;
        u->folded = p->quarter;
        u->lines -= p->lines;
        fold(p);
        return;
    }
}

/* ---- one action ---- */

void update_init(struct update *u, struct date today, struct venues *venues,
                 const struct suppress *small) {
    *u = (struct update){.today = today,
                         .venues = venues,
                         .small = small,
                         .folded = update_quarter(today) - QUARTERS_LISTED};
    update_sums_init(&u->sums);
}

void update_release(struct update *u) {
    for (size_t i = 0; i < u->parts; i++) {
        drop_lines(&u->part[i]);
        for (size_t k = 0; k < u->part[i].typeds; k++)
            free(u->part[i].typed[k].text);
        free(u->part[i].typed);
        venue_set_release(&u->part[i].places);
    }
    free(u->part);
    venue_set_release(&u->places);
    *u = (struct update){0};
}

void update_add(struct update *u, const struct session *s) {
    struct update_part *p = part_of(u, update_quarter(s->date));
    enum suppress_verdict verdict = suppress_session(u->small, s);
    p->rows++;
    update_sums_add(&p->sums, s, verdict);
    update_sums_add(&u->sums, s, verdict);
    add_source(p, s->id);
    if (session_took_place(s)) {
        venue_set_add(&p->places, u->venues, s);
        venue_set_add(&u->places, u->venues, s);
    }
    if (p->quarter <= u->folded && p->rows > 1) {
        fold(p);
        return;
    }
    add_line(u, p, s);
    if (p->quarter > u->folded && ++u->lines > UPDATE_LINES_MAX)
        fold_oldest(u);
}

/* Behind the sessions of its day. */
void update_add_typed(struct update *u, const struct typed *t) {
    struct update_part *p = part_of(u, update_quarter(t->date));
    struct str text CLEANUP(str_release) = {0};
    typed_say(&text, t);
    p->typed = xgrow(p->typed, &p->typed_cap, p->typeds + 1, sizeof *p->typed);
    place(p->typed, p->typeds++,
          (struct update_line){t->date, INT16_MAX, t->seq, xstrdup(str_c(&text))});
}

/* "1; 2; 7-9": neighbours as one, what is too many as a number. */
static void say_sources(struct str *out, const struct update_part *p) {
    for (size_t i = 0, last; i < p->sources; i = last + 1) {
        for (last = i; last + 1 < p->sources && p->source[last + 1] == p->source[last] + 1;)
            last++;
        if (last < i + 2)
            last = i;
        str_addf(out, "%s%lld", i > 0 ? "; " : "", (long long)p->source[i]);
        if (last > i)
            str_addf(out, "-%lld", (long long)p->source[last]);
    }
    if (p->rows > p->sources)
        str_addf(out, "; and %zu more", (size_t)p->rows - p->sources);
}

static void new_line(struct str *s) {
    if (s->len > 0)
        str_addc(s, '\n');
}

static void give_line(const struct update_line *l, bool typed, struct str *line, struct str *source,
                      int64_t *ret_typed) {
    str_add(line, l->text);
    str_addf(source, "%s%lld", typed ? "update " : "", (long long)l->id);
    *ret_typed = typed ? l->id : 0;
}

bool update_next(const struct update *u, struct update_at *at, struct str *line, struct str *source,
                 int64_t *ret_typed) {
    for (; at->part < u->parts; *at = (struct update_at){.part = at->part + 1}) {
        const struct update_part *p = &u->part[at->part];
        bool typed = at->typed < p->typeds, session = at->line < p->lines;
        if (p->rows > 0 && p->lines == 0 && !at->quarter) {
            at->quarter = true;
            update_say_quarter(line, p, u->small);
            say_sources(source, p);
            *ret_typed = 0;
            return true;
        }
        if (typed && session)
            typed = comes_before(&p->typed[at->typed], &p->line[at->line]);
        if (typed || session) {
            give_line(typed ? &p->typed[at->typed++] : &p->line[at->line++], typed, line, source,
                      ret_typed);
            return true;
        }
    }
    return false;
}

void update_write(const struct update *u, struct str *lines, struct str *sources) {
    struct str line CLEANUP(str_release) = {0}, source CLEANUP(str_release) = {0};
    struct update_at at = {0};
    int64_t typed;
    while (update_next(u, &at, &line, &source, &typed)) {
        new_line(lines);
        new_line(sources);
        str_add(lines, str_c(&line));
        str_add(sources, str_c(&source));
        str_cut(&line, 0);
        str_cut(&source, 0);
    }
}
