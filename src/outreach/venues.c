#include "outreach/venues.h"

#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/mem.h"

/* A district has hundreds of venues; a spelling beyond these is worked out each time it comes. */
enum { SLOTS = 8192, REMEMBERED = SLOTS / 2, NAME_BYTES = 512 };

struct spelling {
    const char *venue;
    struct venue_ref ref;
};

struct venues {
    struct arena arena;
    struct spelling slot[SLOTS];
    size_t n;
};

struct venues *venues_new(void) {
    return xcalloc(1, sizeof(struct venues));
}

void venues_free(struct venues *v) {
    if (v == NULL)
        return;
    arena_free(&v->arena);
    free(v);
}

/* FNV-1a: of names as people give them, no two in 64 bits are ever equal by chance. */
static uint64_t hash(const char *text) {
    uint64_t h = 0xCBF29CE484222325ULL;
    for (; *text != '\0'; text++)
        h = (h ^ (uint8_t)*text) * 0x100000001B3ULL;
    return h;
}

static struct venue_ref work_out(const char *venue) {
    char key[NAME_BYTES];
    venue_key(key, sizeof key, venue);
    return (struct venue_ref){.key = key[0] != '\0' ? hash(key) : 0,
                              .phase = venue_phase(venue),
                              .says_school = venue_is_school(venue)};
}

struct venue_ref venues_find(struct venues *v, const char *venue) {
    size_t i = (size_t)hash(venue) % SLOTS;
    while (v->slot[i].venue != NULL && strcmp(v->slot[i].venue, venue) != 0)
        i = (i + 1) % SLOTS;
    if (v->slot[i].venue != NULL)
        return v->slot[i].ref;
    struct venue_ref ref = work_out(venue);
    if (v->n < REMEMBERED) {
        v->n++;
        v->slot[i] = (struct spelling){arena_strdup(&v->arena, venue), ref};
    }
    return ref;
}

/* Where the place of a key is or belongs. */
static size_t place_at(const struct venue_set *set, uint64_t key) {
    size_t low = 0, high = set->places;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (set->place[middle].key < key)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

void venue_set_add(struct venue_set *set, struct venues *v, const struct session *s) {
    struct venue_ref ref = venues_find(v, s->venue);
    if (ref.key == 0)
        return;
    size_t at = place_at(set, ref.key);
    if (at == set->places || set->place[at].key != ref.key) {
        set->place = xgrow(set->place, &set->cap, set->places + 1, sizeof *set->place);
        memmove(set->place + at + 1, set->place + at, (set->places - at) * sizeof *set->place);
        set->place[at] = (struct venue_place){.key = ref.key};
        set->places++;
    }
    struct venue_place *place = &set->place[at];
    place->primary |= ref.phase == PHASE_PRIMARY;
    place->secondary |= ref.phase == PHASE_SECONDARY;
    place->school = place->school || ref.says_school || session_is_school(s);
}

size_t venue_set_count(const struct venue_set *set, bool *ret_schools) {
    size_t n = 0;
    *ret_schools = true;
    for (size_t i = 0; i < set->places; i++) {
        const struct venue_place *p = &set->place[i];
        n += p->primary && p->secondary ? 2 : 1;
        *ret_schools &= p->school;
    }
    return n;
}

void venue_set_release(struct venue_set *set) {
    free(set->place);
    *set = (struct venue_set){0};
}
