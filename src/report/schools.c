/* A report may run over a million sessions, so what was worked out for a venue's spelling is
 * remembered. The memory is bounded: a district has hundreds of venues, and beyond thousands a name
 * stands for itself. */
#include "report/schools.h"

#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/mem.h"
#include "base/str.h"
#include "outreach/venue.h"

enum { SLOTS = 8192, VENUES_MAX = SLOTS / 2, NAME_BYTES = 512 };

struct place {
    const char *venue; /* as it is spelled; NULL: free */
    const char *key;
    char *name; /* without its town */
    bool says_school;
    const struct place *named_by; /* whose name it goes by; NULL: was never at a school */
};

struct schools {
    struct arena arena;
    struct place slot[SLOTS];
    size_t venues;
    char lone[NAME_BYTES]; /* a name that is not remembered */
};

struct schools *schools_new(void) {
    return xcalloc(1, sizeof(struct schools));
}

void schools_free(struct schools *s) {
    if (s == NULL)
        return;
    arena_free(&s->arena);
    free(s);
}

static size_t slot_of(const char *venue) {
    uint64_t hash = 0xCBF29CE484222325ULL;
    for (; *venue != '\0'; venue++)
        hash = (hash ^ (unsigned char)*venue) * 0x100000001B3ULL;
    return (size_t)(hash ^ hash >> 32) % SLOTS;
}

/* "Queens School, Bushey" without its town, in place. */
static void cut_town(char *name) {
    name[strcspn(name, ",")] = '\0';
}

static struct place *find(struct schools *s, const char *venue) {
    size_t i = slot_of(venue);
    while (s->slot[i].venue != NULL && strcmp(s->slot[i].venue, venue) != 0)
        i = (i + 1) % SLOTS;
    struct place *p = &s->slot[i];
    if (p->venue != NULL)
        return p;
    if (s->venues == VENUES_MAX)
        return NULL;
    char key[NAME_BYTES];
    venue_key(key, sizeof key, venue);
    s->venues++;
    p->venue = arena_strdup(&s->arena, venue);
    p->key = arena_strdup(&s->arena, key);
    p->name = arena_strdup(&s->arena, venue);
    cut_town(p->name);
    p->says_school = venue_is_school(venue);
    return p;
}

/* The first spelling that was at a school and means the same place, or this one. */
static const struct place *namer(const struct schools *s, const struct place *p) {
    for (size_t i = 0; i < SLOTS; i++) {
        const struct place *other = &s->slot[i];
        if (other->named_by == other && strcmp(other->key, p->key) == 0 &&
            venue_same(other->venue, p->venue))
            return other;
    }
    return p;
}

static bool is_school_kind(const char *event_type) {
    return str_starts(event_type, "school_") || strcmp(event_type, "mini_police") == 0;
}

const char *schools_name(struct schools *s, const struct session *session) {
    if (session->venue[0] == '\0')
        return "";
    struct place *p = find(s, session->venue);
    if (p == NULL) {
        if (!session_is_school(session))
            return "";
        STR_COPY(s->lone, session->venue);
        cut_town(s->lone);
        return s->lone;
    }
    if (!p->says_school && !is_school_kind(session->event_type))
        return "";
    if (p->named_by == NULL)
        p->named_by = namer(s, p);
    return p->named_by->name;
}
