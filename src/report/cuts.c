/* A row is found by a hash of its cut and its value. */
#include "report/cuts.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/arena.h"
#include "base/mem.h"
#include "base/str.h"
#include "outreach/venue.h"
#include "report/places.h"

enum { SLOTS = 16384 };

struct events { /* of a row, at one day: the ledger comes by date */
    struct date date;
    uint64_t *place;
    size_t n, cap;
};

struct kept {
    struct cut_row row; /* first: cuts_finish() hands out these alone */
    struct events today;
};

struct cuts {
    struct arena arena; /* values */
    struct arena words; /* of one session */
    struct places *places;
    const struct suppress *small;
    struct kept *kept;
    size_t n, cap;
    uint32_t slot[SLOTS]; /* index into kept + 1; 0: free */
    uint32_t *in;         /* the rows of one session */
    size_t ins, in_cap;
    struct cut_row *row; /* what cuts_finish() gave */
};

static const char *const names[] = {
    [CUT_SCHOOL] = "school",     [CUT_PHASE] = "phase",         [CUT_YEAR_GROUP] = "year group",
    [CUT_TOPIC] = "topic",       [CUT_DELIVERER] = "deliverer", [CUT_AUDIENCE] = "audience",
    [CUT_PRIORITY] = "priority", [CUT_ACTION] = "action",       [CUT_WARD] = "ward",
    [CUT_QUARTER] = "quarter",   [CUT_TOTAL] = "total",
};

const char *cut_name(enum cut cut) {
    return names[cut];
}

struct cuts *cuts_new(const struct suppress *small) {
    struct cuts *c = xcalloc(1, sizeof *c);
    c->small = small;
    c->places = places_new();
    return c;
}

void cuts_free(struct cuts *c) {
    if (c == NULL)
        return;
    for (size_t i = 0; i < c->n; i++)
        free(c->kept[i].today.place);
    free(c->kept);
    free(c->in);
    free(c->row);
    places_free(c->places);
    arena_free(&c->arena);
    arena_free(&c->words);
    free(c);
}

/* ---- the rows of a session ---- */

static uint64_t hash(unsigned kind, const char *value, size_t n) { /* FNV-1a */
    uint64_t h = 0xcbf29ce484222325ULL ^ kind;
    for (size_t i = 0; i < n; i++)
        h = (h ^ (uint64_t)tolower((unsigned char)value[i])) * 0x100000001b3ULL;
    return h ^ h >> 32;
}

static bool is_row(const struct cut_row *row, enum cut cut, const char *value, size_t n) {
    return row->cut == cut && strncasecmp(row->value, value, n) == 0 && row->value[n] == '\0';
}

/* "grooming" and "Grooming" are one topic, and the one with the capital is its name. */
static uint32_t known_row(struct cuts *c, uint32_t row, const char *value, size_t n) {
    struct cut_row *r = &c->kept[row].row;
    if (strncmp(value, r->value, n) < 0)
        r->value = arena_strndup(&c->arena, value, n);
    return row;
}

static uint32_t row_of(struct cuts *c, enum cut cut, const char *value, size_t n) {
    static const char others[] = "(others)";
    size_t i = (size_t)hash(cut, value, n) % SLOTS;
    while (c->slot[i] != 0 && !is_row(&c->kept[c->slot[i] - 1].row, cut, value, n))
        i = (i + 1) % SLOTS;
    if (c->slot[i] != 0)
        return known_row(c, c->slot[i] - 1, value, n);
    bool is_others = n == strlen(others) && memcmp(value, others, n) == 0;
    if (c->n >= CUT_ROWS_MAX && !is_others && cut != CUT_TOTAL)
        return row_of(c, cut, others, strlen(others));
    c->kept = xgrow(c->kept, &c->cap, c->n + 1, sizeof *c->kept);
    struct kept *k = &c->kept[c->n++];
    *k = (struct kept){.row = {.cut = cut, .minutes = -1}};
    k->row.value = arena_strndup(&c->arena, value, n);
    total_init(&k->row.sum, "", 0);
    c->slot[i] = (uint32_t)c->n;
    return c->slot[i] - 1;
}

/* The session is in the row of this value, once. */
static void enter(struct cuts *c, enum cut cut, const char *value, size_t n) {
    uint32_t row = row_of(c, cut, value, n);
    for (size_t i = 0; i < c->ins; i++)
        if (c->in[i] == row)
            return;
    c->in = xgrow(c->in, &c->in_cap, c->ins + 1, sizeof *c->in);
    c->in[c->ins++] = row;
}

static void enter_one(struct cuts *c, enum cut cut, const char *value, const char *none) {
    if (value[0] == '\0')
        value = none;
    enter(c, cut, value, strlen(value));
}

/* Each part of a list, up to its first `end`: of the action "1.10" the priority "1". */
static void enter_list(struct cuts *c, enum cut cut, const char *list, const char *end,
                       const char *none) {
    bool any = false;
    for (const char *p = list; *p != '\0';) {
        p += strspn(p, "; ");
        size_t whole = strcspn(p, ";"), n = strcspn(p, end);
        n = n < whole ? n : whole;
        while (n > 0 && p[n - 1] == ' ')
            n--;
        if (n > 0)
            enter(c, cut, p, n);
        any |= n > 0;
        p += whole;
    }
    if (!any)
        enter(c, cut, none, strlen(none));
}

/* Reception to Year 6 is a primary school, Year 7 and on a secondary; years of both, or none, do
 * not tell. */
static enum venue_phase phase_of_years(const char *years) {
    enum { LAST_PRIMARY = 6 };
    bool primary = false, secondary = false;
    for (const char *p = years; *p != '\0';) {
        p += strspn(p, "; ");
        long year = strtol(p, NULL, 10);
        primary |= (year > 0 && year <= LAST_PRIMARY) || *p == 'R' || *p == 'r';
        secondary |= year > LAST_PRIMARY;
        p += strcspn(p, ";");
    }
    if (primary == secondary)
        return PHASE_NOT_SAID;
    return primary ? PHASE_PRIMARY : PHASE_SECONDARY;
}

static const char *phase_words(const struct session *s, const char *school) {
    static const char *const words[] = {[PHASE_NOT_SAID] = "(not said)",
                                        [PHASE_PRIMARY] = "Primary",
                                        [PHASE_SECONDARY] = "Secondary"};
    if (school[0] == '\0')
        return "(not at a school)";
    enum venue_phase phase = venue_phase(school);
    return words[phase != PHASE_NOT_SAID ? phase : phase_of_years(s->year_group)];
}

static void enter_all(struct cuts *c, const struct session *s, const char *school) {
    char quarter[16];
    date_quarter(s->date, quarter);
    enter_one(c, CUT_SCHOOL, school, "(not at a school)");
    enter_one(c, CUT_PHASE, phase_words(s, school), "");
    enter_one(c, CUT_YEAR_GROUP, s->year_group[0] ? session_group(s, &c->words) : "", "(not said)");
    enter_one(c, CUT_TOPIC, s->topic, "(not said)");
    enter_list(c, CUT_DELIVERER, s->deliverer, ";", "(not said)");
    enter_one(c, CUT_AUDIENCE, s->audience, "(not said)");
    enter_list(c, CUT_PRIORITY, s->actions, ".;", "(none)");
    enter_list(c, CUT_ACTION, s->actions, ";", "(none)");
    enter_one(c, CUT_WARD, s->ward, "(not said)");
    enter_one(c, CUT_QUARTER, quarter, "(no date)");
    enter_one(c, CUT_TOTAL, "", "");
}

/* ---- what is summed ---- */

/* The place where it took place; 0: not known where. A school goes by one name. */
static uint64_t place_of(const struct session *s, const char *school) {
    enum { KEY = 512 };
    char key[KEY];
    const char *venue = school[0] != '\0' ? school : s->venue;
    if (venue[0] == '\0')
        return 0;
    venue_key(key, sizeof key, venue);
    return hash(venue_phase(venue), key, strlen(key)) | 1;
}

static bool is_first_event(struct events *e, struct date date, uint64_t place) {
    if (date_compare(e->date, date) != 0) {
        e->date = date;
        e->n = 0;
    }
    for (size_t i = 0; i < e->n; i++)
        if (e->place[i] == place)
            return false;
    e->place = xgrow(e->place, &e->cap, e->n + 1, sizeof *e->place);
    e->place[e->n++] = place;
    return true;
}

/* Of the heads that the sums hold; -1: there is nothing to add. */
static int64_t head_minutes(const struct session *s, enum suppress_verdict verdict) {
    struct count heads = session_attendance(s);
    int minutes = session_minutes(s);
    bool none = !session_took_place(s) || heads.q == COUNT_NOT_RECORDED || minutes < 0;
    return none || verdict == SUPPRESS_LEFT_OUT ? -1 : heads.n * minutes;
}

static void count_status(struct cut_row *row, const struct session *s) {
    if (session_took_place(s)) {
        row->delivered++;
        return;
    }
    switch (s->status) {
    case STATUS_PLANNED:
    case STATUS_BOOKED:
    case STATUS_DELIVERED:
        row->planned++;
        break;
    case STATUS_CANCELLED:
        row->cancelled++;
        break;
    case STATUS_REARRANGED:
        row->rearranged++;
        break;
    }
}

void cuts_add(struct cuts *c, const struct session *s) {
    const char *school = places_school(c->places, s);
    bool took_place = session_took_place(s);
    uint64_t place = took_place && s->date.year != 0 ? place_of(s, school) : 0;
    enum suppress_verdict verdict = suppress_session(c->small, s);
    int64_t minutes = head_minutes(s, verdict);
    c->ins = 0;
    enter_all(c, s, school);
    for (size_t i = 0; i < c->ins; i++) {
        struct kept *k = &c->kept[c->in[i]];
        total_add(&k->row.sum, s, verdict);
        count_status(&k->row, s);
        if (place != 0 && is_first_event(&k->today, s->date, place))
            k->row.events++;
        if (minutes >= 0)
            k->row.minutes = (k->row.minutes < 0 ? 0 : k->row.minutes) + minutes;
    }
    arena_reset(&c->words);
}

/* ---- the end ---- */

/* "Q4 2018/19" by its year, then its quarter. */
static int by_quarter(const char *a, const char *b) {
    int order = strcmp(a + strlen("Q4 "), b + strlen("Q4 "));
    return order != 0 ? order : strcmp(a, b);
}

static int by_cut(const void *a, const void *b) {
    const struct cut_row *x = &((const struct kept *)a)->row, *y = &((const struct kept *)b)->row;
    bool no_x = x->value[0] == '(', no_y = y->value[0] == '(';
    if (x->cut != y->cut)
        return x->cut < y->cut ? -1 : 1;
    if (no_x != no_y)
        return no_x ? 1 : -1;
    if (x->cut == CUT_QUARTER && !no_x)
        return by_quarter(x->value, y->value);
    int order = action_compare(x->value, y->value); /* Year 9 before Year 10 */
    return order != 0 ? order : strcmp(x->value, y->value);
}

const struct cut_row *cuts_finish(struct cuts *c, size_t *ret_rows) {
    (void)row_of(c, CUT_TOTAL, "", 0); /* also of nothing there is a total */
    qsort(c->kept, c->n, sizeof *c->kept, by_cut);
    *ret_rows = c->n;
    c->row = xcalloc(c->n, sizeof *c->row);
    for (size_t i = 0; i < c->n; i++)
        c->row[i] = c->kept[i].row;
    return c->row;
}
