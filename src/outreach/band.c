#include "outreach/band.h"

#include <string.h>

#include "base/i18n.h"
#include "base/str.h"
#include "base/utf8.h"

/* In the order in which staff look for them: years of a school, then people, then who sent them. */
static const struct band bands[] = {
    {"all", N_("People")},       {"pupil", N_("Pupils")},      {"yr", N_("Reception")},
    {"y1", N_("Year 1")},        {"y2", N_("Year 2")},         {"y3", N_("Year 3")},
    {"y4", N_("Year 4")},        {"y5", N_("Year 5")},         {"y6", N_("Year 6")},
    {"y7", N_("Year 7")},        {"y8", N_("Year 8")},         {"y9", N_("Year 9")},
    {"y10", N_("Year 10")},      {"y11", N_("Year 11")},       {"y12", N_("Year 12")},
    {"y13", N_("Year 13")},      {"child", N_("Children")},    {"adult", N_("Adults")},
    {"parent", N_("Parents")},   {"staff", N_("Staff")},       {"police", N_("Police")},
    {"council", N_("Councils")}, {"charity", N_("Charities")}, {"business", N_("Businesses")},
};

_Static_assert(sizeof bands / sizeof bands[0] <= BAND_MAX, "a session can have every band");

size_t band_all(const struct band **ret_bands) {
    *ret_bands = bands;
    return sizeof bands / sizeof bands[0];
}

const struct band *band_find(const char *key) {
    for (size_t i = 0; i < sizeof bands / sizeof bands[0]; i++)
        if (strcmp(bands[i].key, key) == 0)
            return &bands[i];
    return NULL;
}

static size_t add(struct band *out, size_t n, size_t max, const char *key) {
    const struct band *b = band_find(key);
    if (b != NULL && n < max)
        out[n++] = *b;
    return n;
}

/* The bands of "R;5;6"; none for "all" and for what is no year. */
static size_t add_years(struct band *out, size_t max, const char *year_group) {
    char copy[64], *year[BAND_MAX], key[12];
    STR_COPY(copy, year_group);
    size_t years = str_split(copy, ';', year, BAND_MAX), n = 0;
    for (size_t i = 0; i < years; i++) {
        key[0] = 'y';
        str_copy(key + 1, sizeof key - 1, strcmp(year[i], "R") == 0 ? "r" : year[i]);
        n = add(out, n, max, key);
    }
    return n;
}

static bool is_for_grown_ups(const char *folded) {
    static const char *const words[] = {"professional", "landlord", "officer", "partner",
                                        "taxi",         "head",     "client",  "adult"};
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++)
        if (strstr(folded, words[i]) != NULL)
            return true;
    return false;
}

size_t band_defaults(const struct session *s, struct band *ret_band, size_t max) {
    size_t n = add_years(ret_band, max, s->year_group);
    if (n > 0)
        return n;
    if (session_is_pupils(s) && strcmp(s->event_type, "community_event") != 0)
        return add(ret_band, 0, max, "pupil");
    char audience[256];
    utf8_fold(audience, sizeof audience, s->audience);
    if (strstr(audience, "parent") != NULL)
        return add(ret_band, 0, max, "parent");
    if (is_for_grown_ups(audience) || str_starts(s->event_type, "professional"))
        return add(ret_band, 0, max, "adult");
    if (strcmp(s->event_type, "community_event") == 0 ||
        strcmp(s->event_type, "safer_streets") == 0 || strstr(audience, "community") != NULL) {
        n = add(ret_band, 0, max, "adult");
        return add(ret_band, n, max, "child");
    }
    return add(ret_band, 0, max, "all");
}
