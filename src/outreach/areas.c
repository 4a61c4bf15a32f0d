/* Spellings are put in order of what is left of their names, so that those of one place stand
 * together: a run. Of a run its fullest spelling is shown, and what is left is its value. */
#include "outreach/areas.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/str.h"
#include "base/utf8.h"
#include "outreach/venue.h"

enum { NAME_BYTES = 512, VALUE_LETTERS = 40 };

struct spelling {
    const char *key; /* venue_key() */
    enum venue_phase phase;
    const char *name, *ward;
};

/* ---- what is no place ---------------------------------------------------------------------- */

struct towns { /* what stands behind the last comma of venues, folded, in order */
    const char **name;
    size_t n;
};

static int by_text(const void *a, const void *b) {
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static const char *folded(struct arena *a, const char *text) {
    char out[NAME_BYTES];
    utf8_fold(out, sizeof out, text);
    return arena_strdup(a, out);
}

static struct towns find_towns(const struct area_said *said, size_t n, struct arena *a) {
    struct towns t = {.name = arena_array(a, n ? n : 1, sizeof *t.name)};
    for (size_t i = 0; i < n; i++) {
        const char *comma = strrchr(said[i].venue, ',');
        if (comma)
            t.name[t.n++] = folded(a, comma + 1);
    }
    qsort(t.name, t.n, sizeof *t.name, by_text);
    return t;
}

static bool is_town(const struct towns *t, const char *name, size_t n) {
    char text[NAME_BYTES], town[NAME_BYTES];
    str_copy(text, n < sizeof text ? n + 1 : sizeof text, name);
    utf8_fold(town, sizeof town, text);
    const char *key = town;
    return bsearch(&key, t->name, t->n, sizeof *t->name, by_text) != NULL;
}

/* " and " or " & " of a name, and where the rest begins. */
static const char *find_and(const char *name, const char **ret_rest) {
    static const char *const ands[] = {" and ", " & "};
    for (size_t i = 0; i < sizeof ands / sizeof *ands; i++) {
        const char *at = strcasestr(name, ands[i]);
        if (!at)
            continue;
        *ret_rest = at + strlen(ands[i]);
        return at;
    }
    return NULL;
}

/* Several places in one cell: "Bushey & Radlett", "A Court, B House and C House, Bushey"; but not
 * "Elstree & Borehamwood station". */
static bool is_list(const char *name, const struct towns *t) {
    const char *rest, *joint = find_and(name, &rest), *comma = strchr(name, ',');
    if (strpbrk(name, ";/|"))
        return true;
    if (!joint)
        return false;
    if (comma)
        return strchr(comma + 1, ',') != NULL;
    return is_town(t, name, (size_t)(joint - name)) && is_town(t, rest, strlen(rest));
}

static bool has_word(const char *text, const char *word) {
    size_t n = strlen(word);
    for (const char *p = text; (p = strstr(p, word)) != NULL; p += n)
        if ((p == text || p[-1] == ' ') && (p[n] == ' ' || p[n] == '\0'))
            return true;
    return false;
}

/* A name that says where nothing is, or everything. */
static bool says_no_place(const char *name) {
    static const char *const whole[] = {"not stated", "not known",       "unknown", "n a",
                                        "none",       "to be confirmed", "tbc",     "tba",
                                        "online",     "no venue"};
    static const char *const word[] = {"various", "several", "whole",
                                       "across",  "around",  "throughout"};
    for (size_t i = 0; i < sizeof whole / sizeof *whole; i++)
        if (strcmp(name, whole[i]) == 0)
            return true;
    for (size_t i = 0; i < sizeof word / sizeof *word; i++)
        if (has_word(name, word[i]))
            return true;
    return name[0] == '\0';
}

/* "Oakmere Ward, Potters Bar": wards stand in the list that places are added to. */
static bool is_ward(const char *key) {
    static const char end[] = " ward";
    size_t n = strlen(key);
    return n >= sizeof end && strcmp(key + n - (sizeof end - 1), end) == 0;
}

static bool is_place(const char *name, const char *key, const struct towns *t, struct arena *a) {
    return !says_no_place(folded(a, name)) && !is_ward(key) && !is_list(name, t);
}

/* ---- one place ----------------------------------------------------------------------------- */

static int by_place(const void *a, const void *b) {
    const struct spelling *x = a, *y = b;
    int order = strcmp(x->key, y->key);
    if (order == 0)
        order = (x->phase > y->phase) - (x->phase < y->phase);
    return order != 0 ? order : strcmp(x->name, y->name);
}

/* Words that begin as names do: "Mount Grace School" has more of them than "mount grace school". */
static size_t capitals(const char *name) {
    size_t n = 0;
    for (const char *p = name; *p; p++)
        n += *p >= 'A' && *p <= 'Z' && (p == name || p[-1] == ' ');
    return n;
}

static const char *fullest(const struct spelling *s, size_t n) {
    const char *best = s[0].name;
    for (size_t i = 1; i < n; i++) {
        size_t has = capitals(s[i].name), best_has = capitals(best);
        if (has > best_has || (has == best_has && strlen(s[i].name) > strlen(best)))
            best = s[i].name;
    }
    return best;
}

/* What is said of it, unless two wards are: "" then. */
static const char *ward_of(const struct spelling *s, size_t n, struct arena *a) {
    const char *ward = "";
    for (size_t i = 0; i < n; i++) {
        if (ward[0] && s[i].ward[0] && strcmp(folded(a, ward), folded(a, s[i].ward)) != 0)
            return "";
        if (!ward[0] || (s[i].ward[0] && strcmp(s[i].ward, ward) < 0))
            ward = s[i].ward;
    }
    return ward;
}

/* FNV-1a. */
static uint32_t sum_of(const char *text) {
    uint32_t h = 2166136261U;
    for (; *text; text++)
        h = (h ^ (unsigned char)*text) * 16777619U;
    return h;
}

/* A key has letters, digits and single blanks. One that cannot stand there whole, because it is
 * long or has letters that a value must not have, is told from its like by a sum. */
static const char *value_of(struct arena *a, const char *key, const char *phase) {
    char out[VALUE_LETTERS + 1];
    size_t n = 0, i = 0;
    bool whole = true;
    for (; key[i] && n < VALUE_LETTERS; i++) {
        bool plain = (key[i] >= 'a' && key[i] <= 'z') || (key[i] >= '0' && key[i] <= '9');
        whole = whole && (plain || key[i] == ' ');
        if (plain || key[i] == ' ')
            out[n++] = plain ? key[i] : '_';
    }
    out[n] = '\0';
    if (whole && !key[i])
        return arena_printf(a, "at_%s%s", out, phase);
    return arena_printf(a, "at_%s_%08x%s", out, (unsigned)sum_of(key), phase);
}

static struct area area_of(const struct spelling *s, size_t n, const char *phase, struct arena *a) {
    const char *name = fullest(s, n), *ward = ward_of(s, n, a);
    return (struct area){.value = value_of(a, s[0].key, phase),
                         .label = ward[0] ? arena_printf(a, "%s (%s)", name, ward) : name};
}

/* ---- all of them --------------------------------------------------------------------------- */

static size_t run_of(const struct spelling *s, size_t n) {
    size_t to = 1;
    while (to < n && strcmp(s[to].key, s[0].key) == 0)
        to++;
    return to;
}

/* The one place of a run, or its primary and its secondary, which are two: then a spelling that
 * says neither may mean either, and shows neither. */
static size_t areas_of_run(const struct spelling *s, size_t n, struct arena *a,
                           struct area ret[2]) {
    size_t primary = 0, secondary;
    while (primary < n && s[primary].phase == PHASE_NOT_SAID)
        primary++;
    secondary = primary;
    while (secondary < n && s[secondary].phase == PHASE_PRIMARY)
        secondary++;
    if (primary == secondary || secondary == n) {
        ret[0] = area_of(s, n, "", a);
        return 1;
    }
    ret[0] = area_of(s + primary, secondary - primary, "_primary", a);
    ret[1] = area_of(s + secondary, n - secondary, "_secondary", a);
    return 2;
}

struct named {
    const char *folded;
    struct area area;
};

static int by_label(const void *a, const void *b) {
    const struct named *x = a, *y = b;
    int order = strcmp(x->folded, y->folded);
    return order != 0 ? order : strcmp(x->area.value, y->area.value);
}

size_t areas_of(const struct area_said *said, size_t n, struct arena *a,
                struct area ret[AREAS_MAX]) {
    struct towns towns = find_towns(said, n, a);
    struct spelling *s = arena_array(a, n ? n : 1, sizeof *s);
    struct named *found = arena_array(a, n ? n : 1, sizeof *found);
    size_t spellings = 0, places = 0;
    for (size_t i = 0; i < n; i++) {
        char key[NAME_BYTES];
        venue_key(key, sizeof key, said[i].venue);
        if (key[0] && is_place(said[i].venue, key, &towns, a))
            s[spellings++] = (struct spelling){.key = arena_strdup(a, key),
                                               .phase = venue_phase(said[i].venue),
                                               .name = arena_strdup(a, said[i].venue),
                                               .ward = arena_strdup(a, said[i].ward)};
    }
    qsort(s, spellings, sizeof *s, by_place);
    for (size_t i = 0; i < spellings; i += run_of(s + i, spellings - i)) {
        struct area two[2];
        size_t k = areas_of_run(s + i, run_of(s + i, spellings - i), a, two);
        for (size_t j = 0; j < k; j++)
            found[places++] = (struct named){folded(a, two[j].label), two[j]};
    }
    qsort(found, places, sizeof *found, by_label);
    if (places > AREAS_MAX)
        places = AREAS_MAX;
    for (size_t i = 0; i < places; i++)
        ret[i] = found[i].area;
    return places;
}
