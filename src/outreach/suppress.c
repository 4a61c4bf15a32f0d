/* A block is found by its print: 128 bits of everything that makes sessions alike, as it is
 * written, so that a block is small however long the words are. What reports make of these words
 * (the school of a venue, the priority of an action) is the same where they are the same; two
 * spellings of one school are two blocks, which hides more than it had to and never less. */
#include "outreach/suppress.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/mem.h"

struct print {
    uint64_t a, b;
};

struct block {
    struct print print;
    int64_t sessions, heads;
    struct block *next; /* of the same slot */
};

struct suppress {
    int64_t k;
    char words[32];
    struct arena arena; /* the blocks */
    struct block **slot;
    size_t slots, blocks; /* slots: a power of two */
};

static const struct {
    const char *name;
    int64_t k;
} modes[] = {
    [SUPPRESS_HIDE] = {"hide", 5},
    [SUPPRESS_STRICT] = {"strict", 10},
    [SUPPRESS_SHOW] = {"show", 0},
};

const char *suppress_mode_name(enum suppress_mode m) {
    return modes[m].name;
}

bool suppress_mode_parse(const char *name, enum suppress_mode *ret_mode) {
    for (size_t i = 0; i < sizeof modes / sizeof modes[0]; i++) {
        if (strcmp(name, modes[i].name) == 0) {
            *ret_mode = (enum suppress_mode)i;
            return true;
        }
    }
    return false;
}

struct suppress *suppress_new(enum suppress_mode mode) {
    enum { SLOTS_AT_FIRST = 64 };
    struct suppress *p = xcalloc(1, sizeof *p);
    p->k = modes[mode].k;
    p->slots = SLOTS_AT_FIRST;
    p->slot = xcalloc(p->slots, sizeof *p->slot);
    snprintf(p->words, sizeof p->words, "fewer than %lld", (long long)p->k);
    return p;
}

void suppress_free(struct suppress *p) {
    if (p == NULL)
        return;
    free(p->slot);
    arena_free(&p->arena);
    free(p);
}

int64_t suppress_k(const struct suppress *p) {
    return p != NULL ? p->k : 0;
}

const char *suppress_words(const struct suppress *p) {
    return p != NULL ? p->words : "";
}

bool suppress_is_small(const struct suppress *p, int64_t n) {
    return n > 0 && n < suppress_k(p);
}

bool suppress_shows_parts(const struct suppress *p, const int64_t *part, size_t parts) {
    for (size_t i = 0; i < parts; i++)
        if (suppress_is_small(p, part[i]))
            return false;
    return true;
}

/* ---- blocks ---- */

static void mix(struct print *x, const void *bytes, size_t n) {
    for (const unsigned char *c = bytes, *end = c + n; c < end; c++) {
        x->a = (x->a ^ *c) * 0x100000001b3ULL; /* FNV-1a */
        x->b = (x->b + *c + 1) * 0x9E3779B97F4A7C15ULL;
        x->b ^= x->b >> 29;
    }
}

/* With its NUL, so that no two texts run into each other. */
static void mix_text(struct print *x, const char *text) {
    mix(x, text, strlen(text) + 1);
}

static struct print print_of(const struct session *s) {
    struct print x = {0xcbf29ce484222325ULL, 0};
    int quarter = s->date.year != 0 ? s->date.year * 4 + (s->date.month - 1) / 3 : -1;
    int minutes = session_minutes(s);
    mix_text(&x, s->actions);
    mix_text(&x, s->topic);
    mix_text(&x, s->venue);
    mix_text(&x, s->event_type);
    mix_text(&x, s->audience);
    mix_text(&x, s->year_group);
    mix_text(&x, s->deliverer);
    mix_text(&x, s->ward);
    mix(&x, &quarter, sizeof quarter);
    mix(&x, &minutes, sizeof minutes);
    return x;
}

static struct block **slot_of(const struct suppress *p, struct print x) {
    return &p->slot[(x.a ^ x.a >> 32) & (p->slots - 1)];
}

static struct block *find(const struct suppress *p, struct print x) {
    struct block *b = *slot_of(p, x);
    while (b != NULL && (b->print.a != x.a || b->print.b != x.b))
        b = b->next;
    return b;
}

static void widen(struct suppress *p) {
    struct block **old = p->slot;
    size_t slots = p->slots;
    p->slots *= 2;
    p->slot = xcalloc(p->slots, sizeof *p->slot);
    for (size_t i = 0; i < slots; i++) {
        for (struct block *b = old[i], *next; b != NULL; b = next) {
            struct block **slot = slot_of(p, b->print);
            next = b->next;
            b->next = *slot;
            *slot = b;
        }
    }
    free(old);
}

static struct block *make(struct suppress *p, struct print x) {
    if (p->blocks == p->slots)
        widen(p);
    struct block *b = NEW(&p->arena, struct block), **slot = slot_of(p, x);
    *b = (struct block){.print = x, .next = *slot};
    p->blocks++;
    return *slot = b;
}

static bool session_is_small(const struct suppress *p, const struct session *s) {
    return session_took_place(s) && suppress_is_small(p, session_attendance(s).n);
}

void suppress_add(struct suppress *p, const struct session *s) {
    if (!session_is_small(p, s))
        return;
    struct print x = print_of(s);
    struct block *b = find(p, x);
    if (b == NULL)
        b = make(p, x);
    b->sessions++;
    b->heads += session_attendance(s).n;
}

/* Does its sum leave every number from 1 to k - 1 possible for each of its sessions? */
static bool counts(const struct block *b, int64_t k) {
    return b->sessions >= 2 && b->heads >= b->sessions + k - 2 &&
           b->heads <= (b->sessions - 1) * (k - 1) + 1;
}

size_t suppress_left_out(const struct suppress *p) {
    size_t n = 0;
    for (size_t i = 0; p != NULL && i < p->slots; i++)
        for (const struct block *b = p->slot[i]; b != NULL; b = b->next)
            n += counts(b, p->k) ? 0 : (size_t)b->sessions;
    return n;
}

enum suppress_verdict suppress_session(const struct suppress *p, const struct session *s) {
    if (!session_is_small(p, s))
        return SUPPRESS_SHOWN;
    const struct block *b = find(p, print_of(s));
    return b != NULL && counts(b, p->k) ? SUPPRESS_IN_SUMS : SUPPRESS_LEFT_OUT;
}

void suppress_sum(struct count_sum *sum, const struct session *s, enum suppress_verdict verdict) {
    if (verdict == SUPPRESS_LEFT_OUT)
        count_leave_out(sum);
    else
        count_add(sum, session_attendance(s));
}
