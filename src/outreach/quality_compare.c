/* What only shows when sessions are held against each other: two records of one session, the same
 * place and day a year apart, one place in several spellings, and a series to which fewer come than
 * the plan expects. The tables have a fixed size; what finds no room in them is not compared. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/mem.h"
#include "base/str.h"
#include "base/utf8.h"
#include "outreach/quality_parts.h"

enum {
    NAME_BYTES = 256,
    NAMED_MAX = 6, /* spellings that one sentence repeats */
    PLACE_SLOTS = 4096,
    DAY_SLOTS = 16384,
    SERIES_SLOTS = 512,
};

struct record { /* a session of the day, with a number of heads */
    int64_t id, heads;
    uint64_t place, about; /* about: topic, years and audience, as one number */
    enum venue_phase phase;
    int16_t starts;
    bool tells; /* its number may be told */
};

struct place_day {  /* a place had something on this day of the year */
    uint64_t place; /* 0: the slot is free */
    int64_t session;
    int16_t year;
    int8_t month, day;
};

struct spelling {
    uint64_t key, folded; /* of the place, and of the name without regard to capitals */
    enum venue_phase phase;
    const char *name;
};

struct series { /* sessions of one action, kind and topic */
    uint64_t key;
    int64_t expected;     /* at one of its sessions that says it; 0: none does */
    int64_t fewest;       /* came to one that does not say it; -1: none */
    struct session least; /* that one, with its texts in the following */
    char actions[40], venue[120], topic[64], date_text[80];
};

struct compare {
    struct arena arena;
    struct venues *venues;
    struct record record[QUALITY_DAY]; /* a ring */
    size_t records;
    struct date day; /* of the records */
    struct place_day *place_day;
    size_t days;
    struct spelling spelling[QUALITY_PLACES]; /* as they came */
    size_t spellings;
    struct series series[QUALITY_SERIES];
    size_t series_n;
    /* Where they stand in their arrays, by their hash; 0: the slot is free. */
    uint16_t spelling_slot[PLACE_SLOTS], series_slot[SERIES_SLOTS];
};

struct compare *compare_new(void) {
    struct compare *c = xcalloc(1, sizeof *c);
    c->venues = venues_new();
    c->place_day = xcalloc(DAY_SLOTS, sizeof *c->place_day);
    return c;
}

void compare_free(struct compare *c) {
    if (c == NULL)
        return;
    venues_free(c->venues);
    arena_free(&c->arena);
    free(c->place_day);
    free(c);
}

/* FNV-1a over the folded text, after what `h` has by now; two texts and the border between them are
 * one number. */
static uint64_t hash(uint64_t h, const char *text) {
    char folded[NAME_BYTES];
    utf8_fold(folded, sizeof folded, text);
    for (const char *p = folded; *p != '\0'; p++)
        h = (h ^ (uint8_t)*p) * 0x100000001B3ULL;
    return (h ^ 0xff) * 0x100000001B3ULL;
}

static const uint64_t hash_start = 0xCBF29CE484222325ULL;

/* ---- two records of one session ---- */

static bool is_same(const struct record *a, const struct record *b) {
    return a->place == b->place && a->about == b->about && venue_phases_agree(a->phase, b->phase) &&
           (a->starts == b->starts || a->starts < 0 || b->starts < 0);
}

static void find_twin(const struct compare *c, struct quality *q, const struct session *s,
                      const struct record *r) {
    size_t n = c->records < QUALITY_DAY ? c->records : QUALITY_DAY;
    char what[200];
    for (size_t i = 0; i < n; i++) {
        const struct record *other = &c->record[i];
        if (!is_same(r, other) || r->heads == other->heads)
            continue;
        if (r->tells && other->tells)
            snprintf(what, sizeof what,
                     "%lld came here and %lld to session %lld, and both look like one session.",
                     (long long)r->heads, (long long)other->heads, (long long)other->id);
        else
            snprintf(what, sizeof what,
                     "It looks like one session with session %lld, but the numbers differ.",
                     (long long)other->id);
        quality_add(q, QUALITY_TWO_RECORDS, s, what);
        return;
    }
}

static void compare_records(struct compare *c, struct quality *q, const struct session *s,
                            const struct venue_ref *at, bool judged) {
    struct count came = session_attendance(s);
    if (s->date.year == 0 || at->key == 0 || came.q == COUNT_NOT_RECORDED)
        return;
    if (date_compare(s->date, c->day) != 0)
        c->records = 0;
    c->day = s->date;
    struct record r = {.id = s->id,
                       .heads = came.n,
                       .place = at->key,
                       .about = hash(hash(hash(hash_start, s->topic), s->year_group), s->audience),
                       .phase = at->phase,
                       .starts = s->starts,
                       .tells = quality_tells(q, s)};
    if (judged)
        find_twin(c, q, s, &r);
    c->record[c->records++ % QUALITY_DAY] = r;
}

/* ---- a year apart ---- */

static struct place_day *day_slot(struct compare *c, uint64_t place, struct date d) {
    size_t i = (size_t)(place ^ (uint64_t)(d.month * 32 + d.day) * 0x9E3779B97F4A7C15ULL);
    for (i %= DAY_SLOTS; c->place_day[i].place != 0; i = (i + 1) % DAY_SLOTS) {
        const struct place_day *p = &c->place_day[i];
        if (p->place == place && p->month == d.month && p->day == d.day)
            break;
    }
    return &c->place_day[i];
}

static void compare_years(struct compare *c, struct quality *q, const struct session *s,
                          const struct venue_ref *at, bool judged) {
    if (s->date.year == 0 || at->key == 0 || !quality_takes_place(s))
        return;
    struct place_day *p = day_slot(c, at->key, s->date);
    if (judged && p->place != 0 && p->year + 1 == s->date.year) {
        char what[300], here[11], there[11];
        date_uk(s->date, here);
        date_uk((struct date){p->year, p->month, p->day}, there);
        snprintf(what, sizeof what, "%.120s has %s here and %s in session %lld.", s->venue, here,
                 there, (long long)p->session);
        quality_add(q, QUALITY_YEAR_SLIP, s, what);
    }
    if (p->place == 0 && c->days++ >= QUALITY_DAYS)
        return;
    *p = (struct place_day){at->key, s->id, s->date.year, s->date.month, s->date.day};
}

/* ---- spellings ---- */

static void note_spelling(struct compare *c, const struct session *s, const struct venue_ref *at) {
    uint64_t folded = hash(hash_start, s->venue);
    size_t i = (size_t)folded % PLACE_SLOTS;
    if (at->key == 0)
        return;
    while (c->spelling_slot[i] != 0 && c->spelling[c->spelling_slot[i] - 1].folded != folded)
        i = (i + 1) % PLACE_SLOTS;
    if (c->spelling_slot[i] != 0 || c->spellings == QUALITY_PLACES)
        return;
    c->spelling[c->spellings++] = (struct spelling){.key = at->key,
                                                    .folded = folded,
                                                    .phase = at->phase,
                                                    .name = arena_strdup(&c->arena, s->venue)};
    c->spelling_slot[i] = (uint16_t)c->spellings;
}

/* A spelling and those after it of the same place, if there are any: a sentence. A primary and a
 * secondary of one name are two places. */
static void say_spellings(struct quality *q, const struct spelling *first,
                          const struct spelling *end) {
    struct str what CLEANUP(str_release) = {0};
    size_t n = 1;
    str_addf(&what, "\"%.80s\"", first->name);
    for (const struct spelling *s = first + 1; s < end; s++) {
        if (s->key != first->key || !venue_phases_agree(first->phase, s->phase))
            continue;
        if (n++ < NAMED_MAX)
            str_addf(&what, ", \"%.80s\"", s->name);
    }
    if (n > NAMED_MAX)
        str_addf(&what, " and %zu more", n - NAMED_MAX);
    str_add(&what, " are counted as one place.");
    if (n > 1)
        quality_add(q, QUALITY_SPELLINGS, &(struct session){.venue = first->name}, str_c(&what));
}

static bool is_first_of_place(const struct compare *c, size_t i) {
    for (size_t k = 0; k < i; k++)
        if (c->spelling[k].key == c->spelling[i].key)
            return false;
    return true;
}

static void find_spellings(const struct compare *c, struct quality *q) {
    for (size_t i = 0; i < c->spellings; i++)
        if (is_first_of_place(c, i))
            say_spellings(q, &c->spelling[i], c->spelling + c->spellings);
}

/* ---- series ---- */

/* NULL: there is no room to remember it. */
static struct series *series_of(struct compare *c, const struct session *s) {
    uint64_t key = hash(hash(hash(hash_start, s->actions), s->event_type), s->topic);
    size_t i = (size_t)key % SERIES_SLOTS;
    while (c->series_slot[i] != 0 && c->series[c->series_slot[i] - 1].key != key)
        i = (i + 1) % SERIES_SLOTS;
    if (c->series_slot[i] != 0)
        return &c->series[c->series_slot[i] - 1];
    if (c->series_n == QUALITY_SERIES)
        return NULL;
    struct series *x = &c->series[c->series_n++];
    c->series_slot[i] = (uint16_t)c->series_n;
    *x = (struct series){.key = key, .fewest = -1};
    return x;
}

static void keep_least(struct series *x, const struct session *s, int64_t heads) {
    x->fewest = heads;
    x->least = *s;
    STR_COPY(x->actions, s->actions);
    STR_COPY(x->venue, s->venue);
    STR_COPY(x->topic, s->topic);
    STR_COPY(x->date_text, s->date_text);
    x->least.actions = x->actions;
    x->least.venue = x->venue;
    x->least.topic = x->topic;
    x->least.date_text = x->date_text;
}

/* A session that says itself how many were expected is a matter of its own (quality_rules.c). */
static void compare_series(struct compare *c, const struct session *s, bool judged) {
    struct count came = session_attendance(s), of = session_awaited(s);
    bool says = of.q != COUNT_NOT_RECORDED;
    bool counts = !says && came.q < COUNT_AT_LEAST;
    if (s->topic[0] == '\0' || s->sessions > 1 || (!says && !counts))
        return;
    struct series *x = series_of(c, s);
    if (x == NULL)
        return;
    if (says && of.n > x->expected)
        x->expected = of.n;
    if (counts && judged && (x->fewest < 0 || came.n < x->fewest))
        keep_least(x, s, came.n);
}

static void find_series(const struct compare *c, struct quality *q) {
    for (size_t i = 0; i < c->series_n; i++) {
        const struct series *x = &c->series[i];
        struct str what CLEANUP(str_release) = {0};
        if (x->fewest < 0 || x->fewest >= x->expected || !quality_is_apart(x->fewest, x->expected))
            continue;
        str_addf(&what, "%lld are expected at another session of \"%.60s\", and ",
                 (long long)x->expected, x->least.topic);
        quality_heads(q, &x->least, &what);
        str_add(&what, " came to this one.");
        quality_add(q, QUALITY_EXPECTED, &x->least, str_c(&what));
    }
}

/* ---- all of it ---- */

void compare_session(struct compare *c, struct quality *q, const struct session *s, bool judged) {
    struct venue_ref at = venues_find(c->venues, s->venue);
    compare_records(c, q, s, &at, judged);
    compare_years(c, q, s, &at, judged);
    compare_series(c, s, judged);
    if (judged)
        note_spelling(c, s, &at);
}

void compare_finish(const struct compare *c, struct quality *q) {
    find_series(c, q);
    find_spellings(c, q);
}
