/* The check-in list: rankings by hand, and thousands of queries against a search that is slow and
 * plain to see through. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/arena.h"
#include "base/mem.h"
#include "base/str.h"
#include "base/utf8.h"
#include "outreach/people.h"
#include "outreach/people_parts.h"

/* ---- by hand ---- */

static const struct person few[] = {
    {"0000000000000001", "Ami Ross-Lane", "Clarion Housing", "", "J9-0001"},
    {"0000000000000002", "Rosalind Kemp", "Watford Women's Centre", "", "J9-0002"},
    {"0000000000000003", "Ambrose Tully", "Clarion Housing", "", "j9-0003 "},
    {"0000000000000004", "Zo\u00eb O\u2019Brien", "Rosebank Trust", "", "YZ-4"},
    {"0000000000000005", "Clare Oduya", "Hertsmere", "", ""},
    {"0000000000000006", "\u0141ukasz Wi\u015bniewski", "Hertsmere", "", "Twice"},
    {"0000000000000007", "\u041e\u043b\u044c\u0433\u0430 \u041a\u0440\u0430\u0441", "Hertsmere", "",
     "TWICE"},
};
enum { FEW = sizeof few / sizeof few[0] };

/* "name[bold]name rank;" for each hit. */
static void describe(struct str *out, const struct people_hit *hit, size_t n) {
    static const char *const ranks[] = {"name", "begins", "contains", "slip"};
    for (size_t i = 0; i < n; i++) {
        const char *name = hit[i].person->name;
        size_t at = 0;
        for (size_t k = 0; k < hit[i].bolds; k++) {
            str_addn(out, name + at, hit[i].bold[k].from - at);
            str_addc(out, '[');
            str_addn(out, name + hit[i].bold[k].from, hit[i].bold[k].to - hit[i].bold[k].from);
            str_addc(out, ']');
            at = hit[i].bold[k].to;
        }
        str_addf(out, "%s %s;", name + at, ranks[hit[i].rank]);
    }
}

static void ranks_and_bold(void **state) {
    (void)state;
    static const struct {
        const char *query, *hits;
    } cases[] = {
        {"ros ami", "[Ami] [Ros]s-Lane name;"},
        {"ros", "Ami [Ros]s-Lane name;[Ros]alind Kemp name;Zo\u00eb O\u2019Brien begins;"
                "Amb[ros]e Tully contains;"},
        {"rossla", "Ami [Ross-La]ne name;"},
        {"ROSS-LANE", "Ami [Ross]-[Lane] name;"},
        {"clar", "[Clar]e Oduya name;Ambrose Tully begins;Ami Ross-Lane begins;"},
        {"clarion a", "[A]mbrose Tully begins;[A]mi Ross-Lane begins;"},
        {"zoe", "[Zo\u00eb] O\u2019Brien name;"},
        {"obrien", "Zo\u00eb [O\u2019Brien] name;"},
        {"o'b", "Zo\u00eb [O]\u2019[B]rien name;"},
        {"lukasz wis", "[\u0141ukasz] [Wi\u015b]niewski name;"},
        {"\u043a\u0440", "\u041e\u043b\u044c\u0433\u0430 [\u041a\u0440]\u0430\u0441 name;"},
        {"\u043a\u0440\u0430\u0437",
         "\u041e\u043b\u044c\u0433\u0430 [\u041a\u0440\u0430\u0441] slip;"},
        {"e", ""}, /* one letter is looked for at the beginning only */
        {"mp", "Rosalind Ke[mp] contains;"},
        {"rosalnid", "[Rosalind] Kemp slip;"},
        {"rosaind", "[Rosalind] Kemp slip;"},
        {"rosaalind k", "[Rosalind] [K]emp slip;"},
        {"rpsalind", "[Rosalind] Kemp slip;"},
        {"rpsalind kepm", ""}, /* one slip in all */
        {"kem", "Rosalind [Kem]p name;"},
        {"kme", ""}, /* too short for a slip */
        {"", ""},
        {" - ", ""},
        {"nobody", ""},
    };
    struct people *p = people_build(few, FEW);
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct people_hit hit[FEW];
        struct str out CLEANUP(str_release) = {0};
        describe(&out, hit, people_search(p, cases[i].query, hit, FEW));
        if (strcmp(str_c(&out), cases[i].hits) != 0)
            fail_msg("%s: %s instead of %s", cases[i].query, str_c(&out), cases[i].hits);
    }
    people_free(p);
}

static void is_in_order_and_known_by_id(void **state) {
    (void)state;
    struct people *p = people_build(few, FEW);
    assert_int_equal(people_count(p), FEW);
    assert_string_equal(people_at(p, 0)->name, "Ambrose Tully");
    assert_string_equal(people_at(p, 1)->name, "Ami Ross-Lane");
    assert_string_equal(people_at(p, FEW - 1)->id, "0000000000000007");
    assert_int_equal(people_place(p, people_by_id(p, "0000000000000007")), FEW - 1);
    for (size_t i = 0; i < FEW; i++)
        assert_string_equal(people_by_id(p, few[i].id)->name, few[i].name);
    assert_null(people_by_id(p, "0000000000000008"));
    assert_null(people_by_id(p, ""));
    people_free(p);
    people_free(NULL);
}

static void nobody_is_a_list_too(void **state) {
    (void)state;
    struct people_hit hit[1];
    struct people *p = people_build(NULL, 0);
    assert_int_equal(people_search(p, "rosalind", hit, 1), 0);
    assert_null(people_by_code(p, "J9-0001"));
    assert_null(people_by_id(p, "0000000000000001"));
    people_free(p);
}

static void codes(void **state) {
    (void)state;
    static const struct {
        const char *raw, *id;
    } cases[] = {
        {"J9-0001", "0000000000000001"},
        {"j9-0002\r\n", "0000000000000002"},
        {"J9-0003", "0000000000000003"},
        {"\uff2a\uff19\uff0d\uff10\uff10\uff10\uff11", "0000000000000001"},
        {"J9\u00df0001", "0000000000000001"},                     /* German keys, other scanner */
        {"j\u00e7)\u00e0\u00e0\u00e0\u00e9", "0000000000000002"}, /* French keys, British scanner */
        {"j\u00e76\u00e0\u00e0\u00e0\u00e9", NULL},               /* a 6 is no hyphen */
        {"J\u00e7)\u00e0\u00e0\u00e0&", "0000000000000001"},      /* French keys, British scanner */
        {"ZY-4", NULL}, /* and no German reading: "-" is "/" */
        {"ZY\u00df4", "0000000000000004"},
        {"TWICE", NULL},
        {"", NULL},
        {"\r\n", NULL},
        {"J9-0009", NULL},
    };
    struct people *p = people_build(few, FEW);
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        const struct person *found = people_by_code(p, cases[i].raw);
        if (!str_eq(found ? found->id : NULL, cases[i].id))
            fail_msg("%s: %s instead of %s", cases[i].raw, found ? found->id : "nobody",
                     cases[i].id ? cases[i].id : "nobody");
    }
    people_free(p);
}

static void a_code_that_may_mean_two_is_nobodys(void **state) {
    (void)state;
    /* From a German keyboard "Y-" may be Z and its hyphen, from others other things. */
    static const struct person two[] = {{"a", "A", "", "", "Z/1"}, {"b", "B", "", "", "Y/1"}};
    struct people *p = people_build(two, 2);
    assert_string_equal(people_by_code(p, "Y/1")->id, "b"); /* as it is comes first */
    assert_string_equal(people_by_code(p, "Y-1")->id, "a");
    people_free(p);
    static const struct person pair[] = {{"a", "A", "", "", "\"1"}, {"b", "B", "", "", "\u00c41"}};
    p = people_build(pair, 2);
    assert_null(people_by_code(p, "@1")); /* of an American or a German scanner on British keys? */
    people_free(p);
}

static void long_texts_are_known_by_their_beginning(void **state) {
    (void)state;
    char name[2001];
    memset(name, 'x', sizeof name - 1);
    memcpy(name, "Ami-", 4);
    name[sizeof name - 1] = '\0';
    struct person person = {"a", name, name, "", name};
    struct people *p = people_build(&person, 1);
    struct people_hit hit[1];
    assert_int_equal(people_search(p, "amixxx", hit, 1), 1);
    assert_int_equal(hit[0].bold[0].to, 7);
    assert_int_equal(people_search(p, name, hit, 1), 1);
    assert_null(people_by_code(p, name));
    people_free(p);
}

static void folding_makes_nothing_longer(void **state) {
    (void)state;
    for (uint32_t cp = 1; cp <= 0x10FFFF; cp++) { /* the room in text_words counts on it */
        char text[4], folded[4];
        assert_true(utf8_fold_char(folded, cp) <= (int)utf8_put(text, cp));
    }
}

/* ---- against the plain search ---- */

enum { PLAIN_WORDS = 24, PLAIN_CHARS = 64, CROWD = 150, QUERIES = 4000 };

struct plain_word {
    uint32_t c[PLAIN_CHARS];
    size_t n;
};

static unsigned pick(uint32_t *seed, unsigned n) {
    *seed = *seed * 1664525U + 1013904223U;
    return (*seed >> 8) % n;
}

static size_t add_plain(struct plain_word *w, size_t n, const char *text) {
    char folded[256];
    utf8_fold(folded, sizeof folded, text);
    for (const char *p = folded; *p != '\0' && n < PLAIN_WORDS; n++) {
        const char *end = p + strcspn(p, " ");
        for (w[n].n = 0; p < end; w[n].n++)
            w[n].c[w[n].n] = utf8_next(&p, end);
        p += *p == ' ';
    }
    return n;
}

static bool is_letter(char c) {
    return strchr(" .,'-", c) == NULL; /* and not the end */
}

/* The words of the text, and those that it has when joiners between letters are left out. */
static size_t plain_words(struct plain_word *w, const char *text) {
    char joined[256];
    size_t len = 0, n = strlen(text);
    for (size_t i = 0; i < n; i++)
        if (i == 0 || strchr("'-", text[i]) == NULL || !is_letter(text[i - 1]) ||
            !is_letter(text[i + 1]))
            joined[len++] = text[i];
    joined[len] = '\0';
    return add_plain(w, add_plain(w, 0, text), joined);
}

static size_t least(size_t a, size_t b, size_t c) {
    size_t d = a < b ? a : b;
    return d < c ? d : c;
}

/* Letters wrong, missing, extra or swapped between a and the first n of b. */
static size_t plain_distance(const struct plain_word *a, const struct plain_word *b, size_t n) {
    static size_t d[PLAIN_CHARS + 1][PLAIN_CHARS + 1];
    for (size_t i = 0; i <= a->n; i++)
        for (size_t j = 0; j <= n; j++) {
            if (i == 0 || j == 0) {
                d[i][j] = i + j;
                continue;
            }
            d[i][j] = least(d[i - 1][j] + 1, d[i][j - 1] + 1,
                            d[i - 1][j - 1] + (a->c[i - 1] != b->c[j - 1]));
            if (i > 1 && j > 1 && a->c[i - 1] == b->c[j - 2] && a->c[i - 2] == b->c[j - 1])
                d[i][j] = least(d[i][j], d[i - 2][j - 2] + 1, SIZE_MAX);
        }
    return d[a->n][n];
}

/* 0 begins, 1 contains, 2 with a slip, 3 not at all. */
static int plain_match(const struct plain_word *q, const struct plain_word *w, size_t n) {
    int best = 3;
    for (size_t i = 0; i < n; i++) {
        for (size_t at = 0; at + q->n <= w[i].n; at++)
            if (memcmp(w[i].c + at, q->c, q->n * sizeof q->c[0]) == 0) {
                int match = at == 0 ? 0 : q->n >= 2 ? 1 : 3;
                best = match < best ? match : best;
            }
        for (size_t to = 0; to <= w[i].n && q->n >= 4; to++)
            if (plain_distance(q, &w[i], to) <= 1)
                best = best < 2 ? best : 2;
    }
    return best;
}

/* The rank, or -1. */
static int plain_rank(const struct person *p, const char *query) {
    struct plain_word q[PLAIN_WORDS], name[PLAIN_WORDS], organisation[PLAIN_WORDS];
    size_t n = add_plain(q, 0, query), names = plain_words(name, p->name);
    size_t organisations = plain_words(organisation, p->organisation);
    int rank = n > 0 ? PEOPLE_NAME : -1, slips = 0;
    for (size_t i = 0; i < n; i++) {
        int in_name = plain_match(&q[i], name, names);
        int in_organisation = plain_match(&q[i], organisation, organisations);
        int best = in_name < in_organisation ? in_name : in_organisation;
        slips += best == 2;
        if (best == 3 || slips > 1)
            return -1;
        int worst = best == 2     ? PEOPLE_SLIP
                    : best == 1   ? PEOPLE_CONTAINS
                    : in_name > 0 ? PEOPLE_BEGINS
                                  : PEOPLE_NAME;
        rank = worst > rank ? worst : rank;
    }
    return rank;
}

static const char *random_text(struct arena *a, uint32_t *seed) {
    static const char *const parts[] = {"an", "na", "ro", "s",   "\u00e9",       "ra",
                                        "l",  "-",  "'",  " ",   "\u0436\u0438", "ma",
                                        "n",  "o",  " ",  "a. ", "\u00df",       "sar"};
    const char *text = "";
    for (unsigned i = 0, n = 1 + pick(seed, 8); i < n; i++)
        text = arena_printf(a, "%s%s", text, parts[pick(seed, sizeof parts / sizeof parts[0])]);
    return text;
}

static void make_crowd(struct arena *a, uint32_t *seed, struct person *person) {
    for (size_t i = 0; i < CROWD; i++) {
        snprintf(person[i].id, sizeof person[i].id, "%016zx", i);
        person[i].name = random_text(a, seed);
        person[i].organisation = pick(seed, 3) ? random_text(a, seed) : "Housing Trust";
        person[i].email = person[i].code = "";
    }
}

/* A piece of somebody's texts, perhaps spoiled, perhaps two of them. */
static const char *random_query(struct arena *a, uint32_t *seed, const struct person *person) {
    const char *query = "";
    for (unsigned words = 1 + pick(seed, 3); words > 0; words--) {
        const struct person *p = &person[pick(seed, CROWD)];
        char folded[256];
        utf8_fold(folded, sizeof folded, pick(seed, 4) ? p->name : p->organisation);
        size_t n = strlen(folded), from = n > 0 && pick(seed, 2) ? pick(seed, (unsigned)n) : 0;
        char *piece = arena_strndup(a, folded + from, 1 + pick(seed, 9));
        size_t len = strlen(piece);
        if (len > 1 && pick(seed, 2))
            piece[pick(seed, (unsigned)len)] = "anrso "[pick(seed, 6)];
        query = arena_printf(a, "%s%s ", query, piece);
    }
    return query;
}

static int by_rank_then_place(const void *a, const void *b) {
    const struct people_hit *x = a, *y = b;
    if (x->rank != y->rank)
        return x->rank < y->rank ? -1 : 1;
    return (x->person > y->person) - (x->person < y->person);
}

static size_t plain_search(const struct people *p, const char *query, struct people_hit *hit) {
    size_t n = 0;
    for (size_t i = 0; i < people_count(p); i++) {
        int rank = plain_rank(people_at(p, i), query);
        if (rank >= 0)
            hit[n++] =
                (struct people_hit){.person = people_at(p, i), .rank = (enum people_rank)rank};
    }
    qsort(hit, n, sizeof *hit, by_rank_then_place);
    return n;
}

static void check_bold(const struct people_hit *hit, const char *query) {
    size_t at = 0, len = strlen(hit->person->name);
    for (size_t i = 0; i < hit->bolds; i++) {
        struct people_span s = hit->bold[i];
        assert_true((i == 0 || s.from > at) && s.to > s.from && s.to <= len);
        assert_int_not_equal(hit->person->name[s.from] & 0xC0, 0x80);
        assert_int_not_equal(hit->person->name[s.to] & 0xC0, 0x80);
        at = s.to;
    }
    if (hit->rank == PEOPLE_NAME && hit->bolds == 0)
        fail_msg("%s: nothing of %s is bold", query, hit->person->name);
}

static void finds_what_the_plain_search_finds(void **state) {
    (void)state;
    uint32_t seed = 2020;
    size_t hits = 0, slips = 0;
    for (int round = 0; round < 5; round++) {
        ARENA(a);
        struct person person[CROWD];
        make_crowd(&a, &seed, person);
        struct people *p = people_build(person, CROWD);
        for (int i = 0; i < QUERIES / 5; i++) {
            const char *query = random_query(&a, &seed, person);
            struct people_hit want[CROWD], got[CROWD];
            size_t max = pick(&seed, 2) ? CROWD : 10, n = plain_search(p, query, want);
            size_t found = people_search(p, query, got, max);
            if (found != (n < max ? n : max))
                fail_msg("\"%s\": %zu hits instead of %zu", query, found, n);
            for (size_t k = 0; k < found; k++) {
                if (got[k].person != want[k].person || got[k].rank != want[k].rank)
                    fail_msg("\"%s\": hit %zu is %s (%d) instead of %s (%d)", query, k,
                             got[k].person->name, got[k].rank, want[k].person->name, want[k].rank);
                check_bold(&got[k], query);
                slips += got[k].rank == PEOPLE_SLIP;
            }
            hits += found;
        }
        people_free(p);
    }
    assert_true(hits > QUERIES && slips > QUERIES / 10); /* the queries are worth asking */
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(ranks_and_bold),
        cmocka_unit_test(is_in_order_and_known_by_id),
        cmocka_unit_test(nobody_is_a_list_too),
        cmocka_unit_test(codes),
        cmocka_unit_test(a_code_that_may_mean_two_is_nobodys),
        cmocka_unit_test(long_texts_are_known_by_their_beginning),
        cmocka_unit_test(folding_makes_nothing_longer),
        cmocka_unit_test(finds_what_the_plain_search_finds),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
