/* A search is arithmetic on sets: a bit for every person of the list, in alphabetical order. Each
 * word of the query makes the set of those who have it, the sets of all words are cut with each
 * other, and the first bits that are left are the first of those found. The worse ranks are looked
 * for only while there is room. */
#include "outreach/people.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/mem.h"
#include "base/str.h"
#include "base/utf8.h"
#include "outreach/people_parts.h"
#include "outreach/scan.h"

enum {
    INSIDE_CHARS = 2,
    SLIP_CHARS = 4,
    COMMON =
        512,  /* places of a word, from which on most people are looked at sooner than all these */
    RARE = 24 /* places up to which nothing is sooner than looking at them */
};

enum set { SET_NAME, SET_BEGINS, SET_SLIP, SET_ONE, SET_TWO, SET_TAKEN, SETS };

struct code {
    const char *folded;
    uint32_t person;
};

struct people {
    struct arena arena; /* holds all but this struct */
    struct person *person;
    size_t n;
    uint32_t *by_id;
    struct code *code; /* in order; those of one code stand together */
    size_t codes;
    struct words words;
    size_t chunks;                      /* of 64 persons */
    uint64_t *set[SETS];                /* scratch memory of a search */
    uint64_t *mark[PEOPLE_QUERY_WORDS]; /* the same: a bit for every word that contains one of the
                                           query's */
};

/* ---- building ---- */

void person_key(char *out, size_t size, const struct person *p) {
    utf8_fold(out, size, p->name);
    size_t n = strlen(out);
    if (n + 2 < size) { /* no folded text has a line end: it ends the name */
        out[n++] = '\n';
        utf8_fold(out + n, size - n, p->organisation);
    }
}

static bool agree(const char *a, const char *b) {
    return a[0] == '\0' || b[0] == '\0' || strcmp(a, b) == 0;
}

static bool folds_alike(const char *a, const char *b) {
    enum { LONGEST = 1024 };
    char x[LONGEST], y[LONGEST];
    utf8_fold(x, sizeof x, a);
    utf8_fold(y, sizeof y, b);
    return strcmp(x, y) == 0;
}

bool person_same(const struct person *a, const struct person *b) {
    char x[SCAN_SIZE], y[SCAN_SIZE];
    scan_fold(x, a->code);
    scan_fold(y, b->code);
    return folds_alike(a->name, b->name) && folds_alike(a->organisation, b->organisation) &&
           agree(x, y) && (agree(a->email, b->email) || strcasecmp(a->email, b->email) == 0);
}

struct keyed {
    const char *key;
    const struct person *person;
};

static int compare_keyed(const void *a, const void *b) {
    const struct keyed *x = a, *y = b;
    int order = strcmp(x->key, y->key);
    return order != 0 ? order : strcmp(x->person->id, y->person->id);
}

static const char *put_text(char **at, const char *text) {
    size_t size = strlen(text) + 1;
    const char *put = memcpy(*at, text, size);
    *at += size;
    return put;
}

/* The texts one behind the other: apart, each would be rounded up. */
static void copy_person(struct person *to, const struct person *from, struct arena *a) {
    char *at = arena_alloc(a, strlen(from->name) + strlen(from->organisation) +
                                  strlen(from->email) + strlen(from->code) + 4);
    STR_COPY(to->id, from->id);
    to->name = put_text(&at, from->name);
    to->organisation = put_text(&at, from->organisation);
    to->email = put_text(&at, from->email);
    to->code = put_text(&at, from->code);
}

static void copy_in_order(struct people *p, const struct person *person, struct arena *scratch) {
    struct keyed *order = arena_array(scratch, p->n, sizeof *order);
    for (size_t i = 0; i < p->n; i++) {
        size_t size = strlen(person[i].name) + strlen(person[i].organisation) + 3;
        char *key = arena_alloc(scratch, size);
        person_key(key, size, &person[i]);
        order[i] = (struct keyed){key, &person[i]};
    }
    qsort(order, p->n, sizeof *order, compare_keyed);
    p->person = arena_array(&p->arena, p->n, sizeof *p->person);
    for (size_t i = 0; i < p->n; i++)
        copy_person(&p->person[i], order[i].person, &p->arena);
}

static int compare_ids(const void *a, const void *b, void *ctx) {
    const struct people *p = ctx;
    return strcmp(p->person[*(const uint32_t *)a].id, p->person[*(const uint32_t *)b].id);
}

static int compare_codes(const void *a, const void *b) {
    const struct code *x = a, *y = b;
    return strcmp(x->folded, y->folded);
}

static void sort_ids_and_codes(struct people *p) {
    p->by_id = arena_array(&p->arena, p->n, sizeof *p->by_id);
    p->code = arena_array(&p->arena, p->n, sizeof *p->code);
    for (size_t i = 0; i < p->n; i++) {
        char folded[SCAN_SIZE];
        p->by_id[i] = (uint32_t)i;
        scan_fold(folded, p->person[i].code);
        if (folded[0] != '\0')
            p->code[p->codes++] = (struct code){arena_strdup(&p->arena, folded), (uint32_t)i};
    }
    qsort_r(p->by_id, p->n, sizeof *p->by_id, compare_ids, p);
    qsort(p->code, p->codes, sizeof *p->code, compare_codes);
}

static void build_words(struct people *p, struct arena *scratch) {
    struct word_use *use = NULL;
    size_t n = 0, cap = 0;
    for (size_t i = 0; i < p->n; i++) {
        for (int k = 0; k < 2; k++) {
            struct text_words t;
            text_split(&t, k == 0 ? p->person[i].name : p->person[i].organisation);
            const char *text = memcpy(arena_alloc(scratch, t.len), t.bytes, t.len);
            use = xgrow(use, &cap, n + t.words, sizeof *use);
            for (size_t w = 0; w < t.words; w++)
                use[n++] = (struct word_use){text + t.word[w], (uint32_t)i, k == 1};
        }
    }
    words_build(&p->words, &p->arena, scratch, use, n, p->n);
    free(use); /* numbers and addresses: no names */
}

struct people *people_build(const struct person *person, size_t n) {
    struct people *p = xcalloc(1, sizeof *p);
    p->n = n;
    p->chunks = n / 64 + 1;
    struct arena scratch CLEANUP(arena_wipe) = {0}; /* as large as what stays */
    copy_in_order(p, person, &scratch);
    sort_ids_and_codes(p);
    build_words(p, &scratch);
    for (size_t i = 0; i < SETS; i++)
        p->set[i] = arena_array(&p->arena, p->chunks, sizeof *p->set[i]);
    for (size_t i = 0; i < PEOPLE_QUERY_WORDS; i++)
        p->mark[i] = arena_array(&p->arena, p->words.n / 64 + 1, sizeof *p->mark[i]);
    return p;
}

void people_free(struct people *p) {
    if (p == NULL)
        return;
    arena_wipe(&p->arena);
    free(p);
}

size_t people_count(const struct people *p) {
    return p->n;
}

const struct person *people_at(const struct people *p, size_t i) {
    ASSERT(i < p->n);
    return &p->person[i];
}

size_t people_place(const struct people *p, const struct person *one) {
    ASSERT(one >= p->person && one < p->person + p->n);
    return (size_t)(one - p->person);
}

const struct person *people_by_id(const struct people *p, const char *id) {
    size_t low = 0, high = p->n;
    while (low < high) {
        size_t mid = low + (high - low) / 2;
        if (strcmp(p->person[p->by_id[mid]].id, id) < 0)
            low = mid + 1;
        else
            high = mid;
    }
    const struct person *found = low < p->n ? &p->person[p->by_id[low]] : NULL;
    return found != NULL && strcmp(found->id, id) == 0 ? found : NULL;
}

/* ---- sets ---- */

static void set_fill(const struct people *p, enum set s, bool everybody) {
    memset(p->set[s], everybody ? 0xFF : 0, p->chunks * sizeof *p->set[s]);
}

static void set_add(const struct people *p, enum set s, const struct members *m) {
    uint64_t *set = p->set[s];
    if (m->are_bits)
        for (size_t i = 0; i < p->chunks; i++)
            set[i] |= m->bits[i];
    else
        for (size_t i = 0; i < m->n; i++)
            set[m->person[i] / 64] |= UINT64_C(1) << m->person[i] % 64;
}

static void set_add_word(const struct people *p, enum set s, size_t word) {
    set_add(p, s, &p->words.in_name[word]);
    set_add(p, s, &p->words.in_organisation[word]);
}

static bool set_has(const struct people *p, enum set s, size_t person) {
    return p->set[s][person / 64] >> person % 64 & 1;
}

static void set_put(const struct people *p, enum set s, size_t person) {
    p->set[s][person / 64] |= UINT64_C(1) << person % 64;
}

/* The first of the set from `from` on, or p->n. */
static size_t set_next(const struct people *p, enum set s, size_t from) {
    size_t c = from / 64;
    if (from >= p->n)
        return p->n;
    uint64_t left = p->set[s][c] & (UINT64_MAX << from % 64);
    while (left == 0 && ++c < p->chunks)
        left = p->set[s][c];
    size_t person = left != 0 ? c * 64 + (size_t)__builtin_ctzll(left) : p->n;
    return person < p->n ? person : p->n;
}

/* ---- searching ---- */

struct query_word {
    const char *p;
    size_t n, chars;
    struct word_range begins, tails; /* where it stands in the words of the list */
    size_t places;                   /* how many these are */
};

struct query {
    char bytes[PEOPLE_QUERY_BYTES];
    struct query_word word[PEOPLE_QUERY_WORDS];
    size_t words;
};

static void read_query(struct query *q, const char *text) {
    char *part[PEOPLE_QUERY_WORDS];
    utf8_fold(q->bytes, sizeof q->bytes, text);
    q->words = str_split(q->bytes, ' ', part, PEOPLE_QUERY_WORDS);
    for (size_t i = 0; i < q->words; i++) {
        q->word[i] =
            (struct query_word){.p = part[i], .n = strlen(part[i]), .chars = utf8_len(part[i])};
    }
}

struct hits {
    struct people_hit *hit;
    size_t n, max;
};

static bool has_room(const struct hits *h) {
    return h->n < h->max;
}

static void take(const struct people *p, size_t person, enum people_rank rank, struct hits *h) {
    h->hit[h->n++] = (struct people_hit){.person = &p->person[person], .rank = rank};
    set_put(p, SET_TAKEN, person);
}

static void take_set(const struct people *p, enum set s, enum people_rank rank, struct hits *h) {
    for (size_t i = set_next(p, s, 0); i < p->n && has_room(h); i = set_next(p, s, i + 1))
        if (!set_has(p, SET_TAKEN, i))
            take(p, i, rank, h);
}

/* Who has words that begin with those of the query: in the name, and anywhere. */
static void find_beginning(const struct people *p, struct query *q, struct hits *h) {
    set_fill(p, SET_NAME, true);
    set_fill(p, SET_BEGINS, true);
    for (size_t i = 0; i < q->words; i++) {
        struct word_range r = words_beginning(&p->words, q->word[i].p, q->word[i].n);
        q->word[i].begins = r;
        set_fill(p, SET_ONE, false);
        set_fill(p, SET_TWO, false);
        for (size_t k = r.from; k < r.to; k++) {
            set_add(p, SET_ONE, &p->words.in_name[k]);
            set_add(p, SET_TWO, &p->words.in_organisation[k]);
        }
        for (size_t c = 0; c < p->chunks; c++) {
            p->set[SET_NAME][c] &= p->set[SET_ONE][c];
            p->set[SET_BEGINS][c] &= p->set[SET_ONE][c] | p->set[SET_TWO][c];
        }
    }
    take_set(p, SET_NAME, PEOPLE_NAME, h);
    take_set(p, SET_BEGINS, PEOPLE_BEGINS, h);
}

/* Marks the words that contain word i of the query or, if that is one letter, begin with it. */
static void mark_words(const struct people *p, struct query *q, size_t i) {
    struct query_word *w = &q->word[i];
    uint64_t *mark = memset(p->mark[i], 0, (p->words.n / 64 + 1) * sizeof *mark);
    if (w->chars >= INSIDE_CHARS)
        w->tails = words_tails(&p->words, w->p, w->n);
    w->places = w->begins.to - w->begins.from + w->tails.to - w->tails.from;
    for (size_t k = w->begins.from; k < w->begins.to; k++)
        mark[k / 64] |= UINT64_C(1) << k % 64;
    for (size_t k = w->tails.from; k < w->tails.to; k++) {
        size_t word = p->words.tail[k] >> 8;
        mark[word / 64] |= UINT64_C(1) << word % 64;
    }
}

/* Has the person every word of the query, but for one that is not looked at? */
static bool has_words(const struct people *p, size_t person, const struct query *q, size_t except) {
    const uint32_t *from = p->words.of + p->words.first[person];
    const uint32_t *to = p->words.of + p->words.first[person + 1];
    for (size_t i = 0; i < q->words; i++) {
        bool found = i == except;
        for (const uint32_t *w = from; w < to && !found; w++)
            found = p->mark[i][*w / 64] >> *w % 64 & 1;
        if (!found)
            return false;
    }
    return true;
}

/* The word of the query that stands in the fewest places; q->words if there is no other. */
static size_t rarest(const struct query *q, size_t except) {
    size_t best = q->words;
    for (size_t i = 0; i < q->words; i++)
        if (i != except && (best == q->words || q->word[i].places < q->word[best].places))
            best = i;
    return best;
}

static void add_places(const struct people *p, enum set s, const struct query_word *w) {
    for (size_t k = w->begins.from; k < w->begins.to; k++)
        set_add_word(p, s, k);
    for (size_t k = w->tails.from; k < w->tails.to; k++)
        set_add_word(p, s, p->words.tail[k] >> 8);
}

/* Starts with those who have the rarest word and looks whether each has the others. If even that is
 * a common one, everybody is looked at in order: the first few are soon found. */
static void find_inside(const struct people *p, struct query *q, struct hits *h) {
    for (size_t i = 0; i < q->words; i++)
        mark_words(p, q, i);
    const struct query_word *w = &q->word[rarest(q, q->words)];
    bool common = w->places > COMMON;
    set_fill(p, SET_ONE, common);
    if (!common)
        add_places(p, SET_ONE, w);
    for (size_t i = set_next(p, SET_ONE, 0); i < p->n && has_room(h);
         i = set_next(p, SET_ONE, i + 1))
        if (!set_has(p, SET_TAKEN, i) && has_words(p, i, q, q->words))
            take(p, i, PEOPLE_CONTAINS, h);
}

static bool has_slip(const struct people *p, size_t person, const struct query_word *q) {
    for (size_t k = p->words.first[person]; k < p->words.first[person + 1]; k++) {
        const struct word *w = &p->words.word[p->words.of[k]];
        size_t len;
        if (text_slips(q->p, q->n, w->text, w->len, &len))
            return true;
    }
    return false;
}

static void add_slips(const void *ctx, struct word_range words) {
    for (size_t i = words.from; i < words.to; i++)
        set_add_word(ctx, SET_ONE, i);
}

/* Puts into SET_ONE who may have word i of the query with a slip and the others without: those of
 * the rarest of the others, if it is rare, else of the words that the slip may have been meant for.
 */
static void add_slip_candidates(const struct people *p, const struct query *q, size_t i) {
    size_t other = rarest(q, i);
    size_t places = other < q->words ? q->word[other].places : SIZE_MAX;
    set_fill(p, SET_ONE, false);
    set_fill(p, SET_TWO, false);
    if (places <= COMMON)
        add_places(p, SET_TWO, &q->word[other]);
    if (places <= RARE) {
        for (size_t k = set_next(p, SET_TWO, 0); k < p->n; k = set_next(p, SET_TWO, k + 1))
            if (has_slip(p, k, &q->word[i]))
                set_put(p, SET_ONE, k);
        return;
    }
    words_slipping(&p->words, q->word[i].p, q->word[i].n, add_slips, p);
    for (size_t c = 0; c < p->chunks && places <= COMMON; c++)
        p->set[SET_ONE][c] &= p->set[SET_TWO][c];
}

static void find_slips(const struct people *p, const struct query *q, struct hits *h) {
    set_fill(p, SET_SLIP, false);
    for (size_t i = 0; i < q->words; i++) {
        if (q->word[i].chars < SLIP_CHARS)
            continue;
        add_slip_candidates(p, q, i);
        for (size_t k = set_next(p, SET_ONE, 0); k < p->n; k = set_next(p, SET_ONE, k + 1))
            if (has_words(p, k, q, i))
                set_put(p, SET_SLIP, k);
    }
    take_set(p, SET_SLIP, PEOPLE_SLIP, h);
}

/* ---- what is bold ---- */

struct run { /* of the bytes of a folded word */
    size_t word, from, to;
};

/* The first word that begins with it, else the first that contains it, else that slips. */
static bool find_run(const struct text_words *t, const struct query *q, size_t i, bool slips,
                     struct run *ret_run) {
    const char *part = q->word[i].p;
    size_t n = q->word[i].n, len;
    for (size_t k = 0; k < t->words; k++) {
        if (strncmp(t->bytes + t->word[k], part, n) == 0) {
            *ret_run = (struct run){k, 0, n};
            return true;
        }
    }
    for (size_t k = 0; k < t->words && q->word[i].chars >= INSIDE_CHARS; k++) {
        const char *word = t->bytes + t->word[k], *at = strstr(word, part);
        if (at != NULL) {
            *ret_run = (struct run){k, (size_t)(at - word), (size_t)(at - word) + n};
            return true;
        }
    }
    for (size_t k = 0; k < t->words && slips && q->word[i].chars >= SLIP_CHARS; k++) {
        const char *word = t->bytes + t->word[k];
        if (text_slips(part, n, word, strlen(word), &len)) {
            *ret_run = (struct run){k, 0, len};
            return true;
        }
    }
    return false;
}

/* Puts a span in its place; what it touches becomes one with it. */
static void add_span(struct people_hit *hit, struct people_span span) {
    size_t kept = 0, at = 0;
    for (size_t i = 0; i < hit->bolds; i++) {
        struct people_span old = hit->bold[i];
        if (old.to < span.from || old.from > span.to) {
            at += old.to < span.from;
            hit->bold[kept++] = old;
        } else {
            span.from = old.from < span.from ? old.from : span.from;
            span.to = old.to > span.to ? old.to : span.to;
        }
    }
    memmove(&hit->bold[at + 1], &hit->bold[at], (kept - at) * sizeof hit->bold[0]);
    hit->bold[at] = span;
    hit->bolds = kept + 1;
}

static void make_bold(const struct query *q, struct people_hit *hit) {
    struct text_words t;
    text_split(&t, hit->person->name);
    for (size_t i = 0; i < q->words; i++) {
        struct run run;
        if (!find_run(&t, q, i, hit->rank == PEOPLE_SLIP, &run))
            continue;
        size_t at = t.word[run.word];
        add_span(hit, (struct people_span){t.from[at + run.from], t.to[at + run.to - 1]});
    }
}

size_t people_search(const struct people *p, const char *query, struct people_hit *ret_hit,
                     size_t max) {
    struct query q;
    struct hits h = {.hit = ret_hit, .max = max};
    read_query(&q, query);
    if (q.words == 0 || max == 0)
        return 0;
    set_fill(p, SET_TAKEN, false);
    find_beginning(p, &q, &h);
    if (has_room(&h))
        find_inside(p, &q, &h);
    if (has_room(&h))
        find_slips(p, &q, &h);
    for (size_t i = 0; i < h.n; i++)
        make_bold(&q, &h.hit[i]);
    return h.n;
}

/* ---- codes ---- */

/* How many have the code, 2 for several; *ret_person is the first of them. */
static size_t find_code(const struct people *p, const char *folded,
                        const struct person **ret_person) {
    size_t low = 0, high = p->codes;
    while (low < high) {
        size_t mid = low + (high - low) / 2;
        if (strcmp(p->code[mid].folded, folded) < 0)
            low = mid + 1;
        else
            high = mid;
    }
    if (low == p->codes || strcmp(p->code[low].folded, folded) != 0)
        return 0;
    *ret_person = &p->person[p->code[low].person];
    return low + 1 < p->codes && strcmp(p->code[low + 1].folded, folded) == 0 ? 2 : 1;
}

const struct person *people_by_code(const struct people *p, const char *raw) {
    char folded[SCAN_SIZE];
    const struct person *found = NULL, *other = NULL;
    scan_fold(folded, raw);
    size_t n = find_code(p, folded, &found);
    if (n > 0)
        return n == 1 ? found : NULL;
    for (size_t i = 0; i < SCAN_READINGS; i++) {
        n = scan_reading(folded, raw, i) ? find_code(p, folded, &other) : 0;
        if (n > 1 || (n == 1 && found != NULL && other != found))
            return NULL;
        if (n == 1)
            found = other;
    }
    return found;
}
