/* All words of a list, once each, and two orders of them: by their beginning, and by every place
 * inside. What begins with some letters, or contains them, is then one run that two binary searches
 * find; nothing else is read. */
#include "outreach/people_parts.h"

#include <stdlib.h>
#include <string.h>

#include "base/err.h"
#include "base/utf8.h"

/* ---- building ---- */

static int compare_uses(const void *a, const void *b) {
    const struct word_use *x = a, *y = b;
    int order = strcmp(x->text, y->text);
    if (order == 0)
        order = x->in_organisation - y->in_organisation;
    return order != 0 ? order : (x->person > y->person) - (x->person < y->person);
}

static bool same_member(const struct word_use *a, const struct word_use *b) {
    return a->person == b->person && a->in_organisation == b->in_organisation;
}

/* The persons of use[*at..] who have this word in the same place; moves *at behind them. */
static struct members take_members(struct words *w, struct arena *a, const struct word_use *use,
                                   size_t n, bool in_organisation, size_t persons, size_t *at) {
    size_t from = *at, to = from, different = 0;
    while (to < n && use[to].in_organisation == in_organisation) {
        different += to == from || !same_member(&use[to], &use[to - 1]);
        to++;
    }
    *at = to;
    struct members m = {.n = (uint32_t)different, .are_bits = different > persons / 64};
    if (m.are_bits) { /* a bit for everybody is shorter */
        uint64_t *bits = arena_array(a, persons / 64 + 1, sizeof *bits);
        for (size_t i = from; i < to; i++)
            bits[use[i].person / 64] |= UINT64_C(1) << use[i].person % 64;
        m.bits = bits;
    } else {
        m.person = &w->listed[w->lists];
        for (size_t i = from; i < to; i++)
            if (i == from || !same_member(&use[i], &use[i - 1]))
                w->listed[w->lists++] = use[i].person;
    }
    return m;
}

/* What is sorted by word, once more by person; `word` says which word each use is. */
static void build_persons(struct words *w, struct arena *a, struct arena *scratch,
                          const struct word_use *use, const uint32_t *word, size_t n,
                          size_t persons) {
    w->first = arena_array(a, persons + 1, sizeof *w->first);
    w->of = arena_array(a, n, sizeof *w->of);
    uint32_t *end = arena_array(scratch, persons + 1, sizeof *end);
    for (size_t i = 0; i < n; i++)
        w->first[use[i].person + 1]++;
    for (size_t i = 0; i < persons; i++)
        end[i + 1] = w->first[i + 1] += w->first[i];
    for (size_t i = 0; i < n; i++)
        w->of[end[use[i].person]++] = word[i];
}

static int compare_tails(const void *a, const void *b, void *ctx) {
    const struct words *w = ctx;
    uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;
    int order = strcmp(w->word[x >> 8].text + (x & 0xFF), w->word[y >> 8].text + (y & 0xFF));
    return order != 0 ? order : (x > y) - (x < y);
}

static void build_tails(struct words *w, struct arena *a) {
    size_t most = 0;
    for (size_t i = 0; i < w->n; i++)
        most += w->word[i].len;
    w->tail = arena_array(a, most, sizeof *w->tail);
    for (size_t i = 0; i < w->n; i++)
        for (size_t at = 0; at < w->word[i].len; at++) {
            unsigned char c = (unsigned char)w->word[i].text[at];
            if (at > 0 && (c & 0xC0) != 0x80)
                w->tail[w->tails++] = (uint32_t)(i << 8 | at);
        }
    qsort_r(w->tail, w->tails, sizeof *w->tail, compare_tails, w);
}

void words_build(struct words *w, struct arena *a, struct arena *scratch, struct word_use *use,
                 size_t n, size_t persons) {
    ASSERT(n < 1 << 24); /* a tail has 24 bits for the word */
    *w = (struct words){0};
    if (n > 0) /* else there is no array */
        qsort(use, n, sizeof *use, compare_uses);
    for (size_t i = 0; i < n; i++)
        w->n += i == 0 || strcmp(use[i].text, use[i - 1].text) != 0;
    w->word = arena_array(a, w->n, sizeof *w->word);
    w->in_name = arena_array(a, w->n, sizeof *w->in_name);
    w->in_organisation = arena_array(a, w->n, sizeof *w->in_organisation);
    w->listed = arena_array(a, n, sizeof *w->listed);
    uint32_t *number = arena_array(scratch, n, sizeof *number);
    size_t bytes = 0, k = 0;
    for (size_t i = 0; i < n; i++)
        bytes += i == 0 || strcmp(use[i].text, use[i - 1].text) != 0 ? strlen(use[i].text) + 1 : 0;
    char *text = arena_alloc(a, bytes);
    for (size_t from = 0, to; from < n; from = to, k++) {
        for (to = from + 1; to < n && strcmp(use[to].text, use[from].text) == 0;)
            to++;
        size_t len = strlen(use[from].text), at = from;
        ASSERT(len <= WORD_BYTES);
        w->word[k] = (struct word){memcpy(text, use[from].text, len + 1), len};
        text += len + 1;
        for (size_t i = from; i < to; i++)
            number[i] = (uint32_t)k;
        w->in_name[k] = take_members(w, a, use, to, false, persons, &at);
        w->in_organisation[k] = take_members(w, a, use, to, true, persons, &at);
    }
    build_persons(w, a, scratch, use, number, n, persons);
    build_tails(w, a);
}

/* ---- finding ---- */

static const char *word_text(const struct words *w, size_t i) {
    return w->word[i].text;
}

static const char *tail_text(const struct words *w, size_t i) {
    return w->word[w->tail[i] >> 8].text + (w->tail[i] & 0xFF);
}

/* strncmp() for texts that differ early, as here; q has no zero within n. */
static inline int compare_start(const char *text, const char *q, size_t n) {
    size_t i = 0;
    while (i < n && text[i] == q[i])
        i++;
    return i < n ? (unsigned char)text[i] - (unsigned char)q[i] : 0;
}

typedef const char *(*text_of)(const struct words *w, size_t i);

/* The first text of low..high that comes behind q[0..n), or, with `order` 0, with it or behind it.
 */
static size_t search(const struct words *w, text_of text, size_t low, size_t high, size_t at,
                     const char *q, size_t n, int order) {
    while (low < high) {
        size_t mid = low + (high - low) / 2;
        if (compare_start(text(w, mid) + at, q, n) < order)
            low = mid + 1;
        else
            high = mid;
    }
    return low;
}

/* Of a run of texts that are the same up to byte `at`, those that go on with q[0..n). */
static struct word_range narrow(const struct words *w, text_of text, struct word_range r, size_t at,
                                const char *q, size_t n) {
    size_t from = search(w, text, r.from, r.to, at, q, n, 0);
    if (from == r.to || compare_start(text(w, from) + at, q, n) != 0)
        return (struct word_range){from, from}; /* as most slips end */
    return (struct word_range){from, search(w, text, from + 1, r.to, at, q, n, 1)};
}

struct word_range words_beginning(const struct words *w, const char *q, size_t n) {
    return narrow(w, word_text, (struct word_range){0, w->n}, 0, q, n);
}

struct word_range words_tails(const struct words *w, const char *q, size_t n) {
    return narrow(w, tail_text, (struct word_range){0, w->tails}, 0, q, n);
}

/* ---- slips ---- */

struct slipping {
    const struct words *w;
    void (*take)(const void *ctx, struct word_range words);
    const void *ctx;
};

static struct word_range go_on(const struct slipping *s, struct word_range r, size_t at,
                               const char *q, size_t n) {
    return r.from < r.to && n > 0 ? narrow(s->w, word_text, r, at, q, n) : r;
}

static void take(const struct slipping *s, struct word_range r) {
    if (r.from < r.to)
        s->take(s->ctx, r);
}

/* The words of r have another letter here than the query, or one more: for each that they have. */
static void slip_at(const struct slipping *s, struct word_range r, size_t at, const char *q,
                    size_t n) {
    size_t letter = utf8_step(q, 0);
    for (struct word_range same = r; same.from < r.to; same.from = same.to, same.to = r.to) {
        const char *here = word_text(s->w, same.from) + at;
        size_t len = utf8_step(here, 0);
        same.to = len == 0 ? same.from + 1 : go_on(s, same, at, here, len).to;
        if (len == 0) /* the word ends */
            continue;
        take(s, go_on(s, same, at + len, q + letter, n - letter));
        take(s, go_on(s, same, at + len, q, n));
    }
}

/* Goes along the query letter by letter and with it down the run of words that begin so; at each
 * letter every slip leads to a run of its own. */
void words_slipping(const struct words *w, const char *q, size_t n,
                    void (*take_words)(const void *ctx, struct word_range words), const void *ctx) {
    struct slipping s = {w, take_words, ctx};
    struct word_range r = {0, w->n};
    for (size_t at = 0, letter; at < n && r.from < r.to; at += letter) {
        letter = utf8_step(q + at, 0);
        const char *rest = q + at + letter;
        size_t rest_n = n - at - letter;
        take(&s, go_on(&s, r, at, rest, rest_n)); /* this one is extra */
        if (rest_n == 0)
            break; /* that took all of them */
        size_t next = utf8_step(rest, 0);
        struct word_range swapped = go_on(&s, r, at, rest, next);
        swapped = go_on(&s, swapped, at + next, q + at, letter);
        take(&s, go_on(&s, swapped, at + next + letter, rest + next, rest_n - next));
        slip_at(&s, r, at, q + at, n - at);
        r = go_on(&s, r, at, q + at, letter);
    }
}
