/* A report may run over a million sessions, so what was worked out for a venue's spelling is
 * remembered. The memory is bounded: a district has hundreds of venues, and beyond thousands a name
 * stands for itself. */
#include "report/places.h"

#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/mem.h"
#include "base/str.h"
#include "outreach/venue.h"
#include "report/csv.h"

enum { SLOTS = 8192, PLACES_MAX = SLOTS / 2, NAME_BYTES = 512 };

struct cell {
    const char *text;
    size_t n;
    bool plain;
};

struct place {
    struct cell venue; /* as it is spelled */
    struct cell name;  /* without its town */
    const char *key;
    bool says_school;
    const struct place *named_by; /* whose name it goes by; NULL: was never at a school */
};

struct places {
    struct arena arena; /* holds the places: few of the slots are ever taken */
    struct place *slot[SLOTS];
    size_t n;
    char name[NAME_BYTES]; /* of a school that is not remembered */
};

struct places *places_new(void) {
    return xcalloc(1, sizeof(struct places));
}

void places_free(struct places *p) {
    if (p == NULL)
        return;
    arena_free(&p->arena);
    free(p);
}

/* Eight bytes at a time: this runs once for every session. */
static size_t slot_of(const char *venue, size_t n) {
    uint64_t hash = n;
    while (n > 0) {
        uint64_t word = 0;
        size_t part = n < sizeof word ? n : sizeof word;
        memcpy(&word, venue, part);
        hash = (hash ^ word) * 0x9E3779B97F4A7C15ULL;
        hash ^= hash >> 32;
        venue += part;
        n -= part;
    }
    return (size_t)hash % SLOTS;
}

static struct cell make_cell(struct arena *a, const char *text, size_t n) {
    return (struct cell){arena_strndup(a, text, n), n, csv_is_plain(text, n)};
}

/* "Queens School, Bushey" is named without its town. */
static size_t name_length(const char *venue) {
    return strcspn(venue, ",");
}

static bool is_spelled(const struct place *place, const char *venue, size_t n) {
    return place->venue.n == n && memcmp(place->venue.text, venue, n) == 0;
}

/* NULL: there is no room to remember it. */
static struct place *find(struct places *p, const char *venue) {
    size_t n = strlen(venue), i = slot_of(venue, n);
    while (p->slot[i] != NULL && !is_spelled(p->slot[i], venue, n))
        i = (i + 1) % SLOTS;
    if (p->slot[i] != NULL)
        return p->slot[i];
    if (p->n == PLACES_MAX)
        return NULL;
    char key[NAME_BYTES];
    venue_key(key, sizeof key, venue);
    p->n++;
    struct place *place = p->slot[i] = NEW(&p->arena, struct place);
    place->venue = make_cell(&p->arena, venue, n);
    place->name = make_cell(&p->arena, venue, name_length(venue));
    place->key = arena_strdup(&p->arena, key);
    place->says_school = venue_is_school(venue);
    return place;
}

/* The spelling that was at a school first and means the same place, or this one. */
static const struct place *namer(const struct places *p, const struct place *place) {
    for (size_t i = 0; i < SLOTS; i++) {
        const struct place *other = p->slot[i];
        if (other != NULL && other->named_by == other && strcmp(other->key, place->key) == 0 &&
            venue_same(other->venue.text, place->venue.text))
            return other;
    }
    return place;
}

static bool is_school_kind(const char *event_type) {
    return str_starts(event_type, "school_") || strcmp(event_type, "mini_police") == 0;
}

static void write_cell(struct book *w, const struct cell *c) {
    if (c->plain)
        book_plain(w, c->text, c->n);
    else
        book_words(w, c->text);
}

/* Of a venue for which there was no room. */
static const char *unknown_school(struct places *p, const struct session *s) {
    p->name[0] = '\0';
    if (session_is_school(s))
        STR_COPY(p->name, s->venue);
    p->name[name_length(p->name)] = '\0';
    return p->name;
}

/* The place by whose name a school goes; NULL: the session is not at a school. */
static const struct place *school_of(const struct places *p, struct place *place,
                                     const struct session *s) {
    if (place->venue.n == 0 || (!place->says_school && !is_school_kind(s->event_type)))
        return NULL;
    if (place->named_by == NULL)
        place->named_by = namer(p, place);
    return place->named_by;
}

void places_write(struct places *p, struct book *w, const struct session *s) {
    struct place *place = find(p, s->venue);
    if (place == NULL) {
        book_words(w, s->venue);
        book_words(w, unknown_school(p, s));
        return;
    }
    const struct place *school = school_of(p, place, s);
    write_cell(w, &place->venue);
    if (school != NULL)
        write_cell(w, &school->name);
    else
        book_empty(w);
}

const char *places_school(struct places *p, const struct session *s) {
    struct place *place = find(p, s->venue);
    if (place == NULL)
        return unknown_school(p, s);
    const struct place *school = school_of(p, place, s);
    return school != NULL ? school->name.text : "";
}
