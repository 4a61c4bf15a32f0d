#include "outreach/venue.h"

#include <string.h>

#include "base/str.h"
#include "base/utf8.h"

enum { NAME_MAX_BYTES = 512 }; /* longer names are compared by their beginning */

static bool is_phase_or_kind(const char *word, size_t n) {
    static const char *const words[] = {"school",  "schools", "primary", "secondary",
                                        "academy", "college", "the"};
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++)
        if (strlen(words[i]) == n && memcmp(words[i], word, n) == 0)
            return true;
    return false;
}

/* The folded name up to the comma before its town: "Queens School, Bushey" gives "queens school".
 */
static void fold_name(char *out, size_t size, const char *name) {
    char bare[NAME_MAX_BYTES];
    STR_COPY(bare, name);
    char *comma = strchr(bare, ',');
    if (comma != NULL)
        *comma = '\0';
    utf8_fold(out, size, bare);
}

void venue_key(char *out, size_t size, const char *name) {
    char folded[NAME_MAX_BYTES];
    fold_name(folded, sizeof folded, name);
    size_t len = 0;
    for (const char *p = folded; *p != '\0';) {
        size_t n = strcspn(p, " ");
        size_t keep = n;
        if (keep > 0 && p[keep - 1] == 's' && !(keep > 1 && p[keep - 2] == 's'))
            keep--;
        size_t blank = len > 0 ? 1 : 0;
        if (keep > 0 && !is_phase_or_kind(p, n) && len + blank + keep < size) {
            if (blank)
                out[len++] = ' ';
            memcpy(out + len, p, keep);
            len += keep;
        }
        p += n;
        p += strspn(p, " ");
    }
    out[len] = '\0';
    if (len == 0) /* "The Academy" has nothing but such words: then they are its name */
        str_copy(out, size, folded);
}

static bool has_word(const char *folded, const char *word) {
    size_t n = strlen(word);
    for (const char *p = folded; (p = strstr(p, word)) != NULL; p += n)
        if ((p == folded || p[-1] == ' ') && (p[n] == ' ' || p[n] == '\0'))
            return true;
    return false;
}

enum venue_phase venue_phase(const char *name) {
    char folded[NAME_MAX_BYTES];
    fold_name(folded, sizeof folded, name);
    bool primary = has_word(folded, "primary"), secondary = has_word(folded, "secondary");
    if (primary == secondary)
        return PHASE_NOT_SAID;
    return primary ? PHASE_PRIMARY : PHASE_SECONDARY;
}

bool venue_phases_agree(enum venue_phase a, enum venue_phase b) {
    return a == b || a == PHASE_NOT_SAID || b == PHASE_NOT_SAID;
}

bool venue_same(const char *a, const char *b) {
    char key_a[NAME_MAX_BYTES], key_b[NAME_MAX_BYTES];
    venue_key(key_a, sizeof key_a, a);
    venue_key(key_b, sizeof key_b, b);
    return key_a[0] != '\0' && strcmp(key_a, key_b) == 0 &&
           venue_phases_agree(venue_phase(a), venue_phase(b));
}

bool venue_is_school(const char *name) {
    static const char *const words[] = {"school",    "schools", "academy", "college",
                                        "secondary", "primary", "nursery"};
    char folded[NAME_MAX_BYTES];
    fold_name(folded, sizeof folded, name);
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++)
        if (has_word(folded, words[i]))
            return true;
    return false;
}
