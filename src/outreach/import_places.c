/* Arguing about names, numbers and actions: one place in two spellings, numbers that cannot be,
 * codes that the plan does not have. */
#include <stdlib.h>
#include <string.h>

#include "base/str.h"
#include "base/utf8.h"
#include "outreach/import_parts.h"
#include "outreach/venue.h"

enum { SPELLINGS_MAX = 32, NAMES_MAX = 256, NAME_BYTES = 256 };

/* ---- places ---- */

static bool same_spelling(const char *a, const char *b) {
    char x[NAME_BYTES], y[NAME_BYTES];
    utf8_fold(x, sizeof x, a);
    utf8_fold(y, sizeof y, b);
    return strcmp(x, y) == 0;
}

static int compare_rows(const void *a, const void *b) {
    size_t x = *(const size_t *)a, y = *(const size_t *)b;
    return (x > y) - (x < y);
}

/* The first row of each spelling in a run of one venue key, in the order of the file. */
static size_t spellings(const struct import_facts *f, struct import_run run,
                        size_t first[SPELLINGS_MAX]) {
    size_t n = 0;
    for (size_t k = run.from; k < run.to; k++) {
        size_t row = f->by_venue[k], i = 0;
        while (i < n && strcmp(f->of[first[i]].spelling, f->of[row].spelling) != 0)
            i++;
        if (i < n && row < first[i])
            first[i] = row;
        else if (i == n && n < SPELLINGS_MAX)
            first[n++] = row;
    }
    qsort(first, n, sizeof *first, compare_rows);
    return n;
}

static const char *const one_place = "Write the name in one way; reports count them as one place.";

static void argue_venue(const struct import_facts *f, struct import_run run) {
    struct import *im = f->im;
    size_t first[SPELLINGS_MAX];
    size_t n = spellings(f, run, first);
    for (size_t i = 1; i < n; i++) {
        const struct import_row *a = &im->row[first[0]], *b = &im->row[first[i]];
        if (import_same_place(f, first[0], first[i]))
            import_warn(im, "alias", b->line, first[i],
                        arena_printf(&im->arena,
                                     "\"%.60s\" and \"%.60s\" in line %d look like one place.",
                                     b->session.venue, a->session.venue, a->line),
                        one_place);
    }
}

/* The ledger's places in order of their keys. */
struct known_place {
    const char *key, *name;
};

static int compare_places(const void *a, const void *b) {
    return strcmp(((const struct known_place *)a)->key, ((const struct known_place *)b)->key);
}

static struct known_place *known_places(struct arena *a, const struct ledger *l) {
    struct known_place *place = arena_array(a, l->sessions, sizeof *place);
    for (size_t i = 0; i < l->sessions; i++) {
        char key[NAME_BYTES];
        venue_key(key, sizeof key, l->session[i].venue);
        place[i] = (struct known_place){arena_strdup(a, key), l->session[i].venue};
    }
    qsort(place, l->sessions, sizeof *place, compare_places);
    return place;
}

/* A name that is new, although the ledger knows the place by another. */
static void argue_known_venue(const struct import_facts *f, struct import_run run,
                              const struct known_place *place) {
    const struct import_row *row = &f->im->row[f->by_venue[run.from]];
    const char *other = NULL, *key = f->of[f->by_venue[run.from]].key;
    size_t low = 0, high = f->ledger->sessions;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (strcmp(place[middle].key, key) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    for (; low < f->ledger->sessions && strcmp(place[low].key, key) == 0; low++) {
        if (same_spelling(place[low].name, row->session.venue))
            return;
        if (other == NULL && venue_same(place[low].name, row->session.venue))
            other = place[low].name;
    }
    if (other != NULL)
        import_warn(f->im, "alias", row->line, f->by_venue[run.from],
                    arena_printf(&f->im->arena, "\"%.60s\" is \"%.60s\" in the programme so far.",
                                 row->session.venue, other),
                    one_place);
}

/* ---- who delivered ---- */

struct name {
    char key[NAME_BYTES], spelling[NAME_BYTES];
    const char *text;
    size_t row;
};

/* "St Giles Trust" and "St Giles" are one; so are "SAHWR worker" and "SAHWR". */
static void deliverer_key(char *out, size_t size, const char *text) {
    static const char *const fill[] = {"trust", "worker",  "workers",  "team",
                                       "the",   "service", "services", "ltd"};
    char folded[NAME_BYTES], *word[32];
    utf8_fold(folded, sizeof folded, text);
    size_t n = str_split(folded, ' ', word, 32), len = 0;
    out[0] = '\0';
    for (size_t i = 0; i < n; i++) {
        bool is_fill = false;
        for (size_t k = 0; k < sizeof fill / sizeof fill[0]; k++)
            is_fill |= strcmp(word[i], fill[k]) == 0;
        if (is_fill || len + strlen(word[i]) + 2 > size)
            continue;
        if (len > 0)
            out[len++] = ' ';
        str_copy(out + len, size - len, word[i]);
        len += strlen(word[i]);
    }
}

static void argue_deliverer(struct import *im, struct name *known, size_t *n, size_t row,
                            const char *text) {
    struct name name = {.text = text, .row = row};
    deliverer_key(name.key, sizeof name.key, text);
    utf8_fold(name.spelling, sizeof name.spelling, text);
    const struct name *twin = NULL;
    for (size_t i = 0; i < *n; i++) {
        if (strcmp(known[i].spelling, name.spelling) == 0)
            return;
        if (twin == NULL && strcmp(known[i].key, name.key) == 0)
            twin = &known[i];
    }
    if (*n < NAMES_MAX)
        known[(*n)++] = name;
    if (twin != NULL && name.key[0] != '\0')
        import_warn(im, "alias", im->row[row].line, row,
                    arena_printf(&im->arena,
                                 "\"%.60s\" and \"%.60s\" in line %d look like one deliverer.",
                                 text, twin->text, im->row[twin->row].line),
                    "Write the name in one way.");
}

static void argue_deliverers(struct import *im) {
    struct name *known = arena_array(&im->arena, NAMES_MAX, sizeof *known);
    size_t n = 0;
    for (size_t i = 0; i < im->rows; i++) {
        char *part[8];
        size_t parts =
            str_split(arena_strdup(&im->arena, im->row[i].session.deliverer), ';', part, 8);
        for (size_t k = 0; k < parts; k++)
            argue_deliverer(im, known, &n, i, part[k]);
    }
}

void import_argue_places(const struct import_facts *f) {
    const struct known_place *place = f->ledger ? known_places(&f->im->arena, f->ledger) : NULL;
    for (struct import_run run = {0}; import_next_run(f, &run);) {
        if (f->of[f->by_venue[run.from]].key[0] == '\0')
            continue;
        argue_venue(f, run);
        if (place != NULL)
            argue_known_venue(f, run, place);
    }
    argue_deliverers(f->im);
}

/* ---- numbers ---- */

static void argue_number(const struct import_facts *f, size_t i) {
    struct import *im = f->im;
    const struct session *s = &im->row[i].session;
    const struct date_words *words = &f->of[i].words;
    long long n = (long long)s->reported.n;
    bool happened = s->reported.q < COUNT_EXPECTED;
    if (happened && (s->status == STATUS_PLANNED || s->status == STATUS_BOOKED))
        import_warn(
            im, "expected", im->row[i].line, i,
            arena_printf(&im->arena, "It is %s, but its number is \"%s\": %lld.",
                         status_name(s->status), qualifier_name(s->reported.q), n),
            "It counts as expected until the session is delivered; correct the status or the "
            "qualifier.");
    if (s->reported.q == COUNT_EXPECTED && s->status == STATUS_DELIVERED)
        import_warn(
            im, "expected", im->row[i].line, i,
            arena_printf(&im->arena, "It is delivered, but %lld is only the expected number.", n),
            "Add how many came.");
    if (!words->range && !words->open && s->sessions >= 0 && (size_t)s->sessions < words->parts)
        import_warn(im, "sums", im->row[i].line, i,
                    arena_printf(&im->arena,
                                 "\"%.60s\" names %zu dates, but there %s %d session%s.",
                                 s->date_text, words->parts, s->sessions == 1 ? "is" : "are",
                                 (int)s->sessions, s->sessions == 1 ? "" : "s"),
                    "Correct the number of sessions or the dates.");
    if (happened && n > 0 && n < s->sessions)
        import_warn(
            im, "sums", im->row[i].line, i,
            arena_printf(&im->arena, "%d sessions had only %lld people.", (int)s->sessions, n),
            "Check both numbers.");
    if (s->reported.q == COUNT_EXPECTED && s->sessions <= 1 && session_is_over(s, n))
        import_warn(im, "capacity", im->row[i].line, i,
                    arena_printf(&im->arena, "%lld people are expected where there is room for %d.",
                                 n, (int)s->capacity),
                    "Check both numbers, or find a larger room.");
}

void import_argue_counts(const struct import_facts *f) {
    struct import *im = f->im;
    struct import_lines missing = {0};
    size_t delivered = 0;
    for (size_t i = 0; i < im->rows; i++) {
        const struct session *s = &im->row[i].session;
        if (im->row[i].change == CHANGE_MERGED)
            continue;
        argue_number(f, i);
        delivered += s->status == STATUS_DELIVERED;
        if (s->status == STATUS_DELIVERED && s->reported.q == COUNT_NOT_RECORDED)
            import_lines_add(im, &missing, im->row[i].line);
    }
    if (missing.n > 0)
        import_warn(im, "no-count", 0, SIZE_MAX,
                    arena_printf(&im->arena, "%zu of %zu delivered rows have no attendance: %s.",
                                 missing.n, delivered, import_lines_text(im, &missing)),
                    "Ask those who delivered them; they are listed as not recorded, never as 0.");
}

/* ---- actions ---- */

struct code_use { /* an action code and the lines that name it */
    const char *code;
    struct import_lines lines;
};

static size_t collect_codes(struct import *im, struct code_use *use, size_t max) {
    size_t n = 0;
    for (size_t i = 0; i < im->rows; i++) {
        char *code[32];
        if (im->row[i].change == CHANGE_MERGED)
            continue;
        size_t codes =
            str_split(arena_strdup(&im->arena, im->row[i].session.actions), ';', code, 32);
        for (size_t c = 0; c < codes; c++) {
            size_t k = 0;
            while (k < n && strcmp(use[k].code, code[c]) != 0)
                k++;
            if (k == n && n < max)
                use[n++] = (struct code_use){.code = code[c]};
            if (k < n)
                import_lines_add(im, &use[k].lines, im->row[i].line);
        }
    }
    return n;
}

static void argue_code(const struct import_facts *f, const struct code_use *use) {
    struct import *im = f->im;
    const struct action *action = ledger_action(f->ledger, use->code);
    int line = use->lines.n == 1 ? (int)strtol(use->lines.text, NULL, 10) : 0;
    if (action == NULL)
        import_warn(im, "unknown-action", line, SIZE_MAX,
                    arena_printf(&im->arena, "The plan has no action %s (%s).", use->code,
                                 import_lines_text(im, &use->lines)),
                    "Correct the code, or import the plan that has it.");
    else if (strstr(action->carries, "attendance") == NULL && action->carries[0] != '\0')
        import_warn(im, "carries", line, SIZE_MAX,
                    arena_printf(&im->arena, "Action %s is not one that counts attendance (%s).",
                                 use->code, import_lines_text(im, &use->lines)),
                    "Check the code; the sessions are counted all the same.");
}

void import_argue_actions(const struct import_facts *f) {
    struct import *im = f->im;
    struct import_lines none = {0};
    for (size_t i = 0; i < im->rows; i++)
        if (im->row[i].session.actions[0] == '\0')
            import_lines_add(im, &none, im->row[i].line);
    if (none.n > 0)
        import_warn(im, "no-action", 0, SIZE_MAX,
                    arena_printf(&im->arena, "%zu %s no action code: %s.", none.n,
                                 none.n == 1 ? "session has" : "sessions have",
                                 import_lines_text(im, &none)),
                    "Add the codes; without one a session stands under no action of the plan.");
    if (f->ledger == NULL || f->ledger->actions == 0)
        return;
    struct code_use *use = arena_array(&im->arena, NAMES_MAX, sizeof *use);
    size_t n = collect_codes(im, use, NAMES_MAX);
    for (size_t i = 0; i < n; i++)
        argue_code(f, &use[i]);
}
