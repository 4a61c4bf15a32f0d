/* The check-in list: who is expected at a session, found while a name is being typed.
 *
 * A list is immutable and lives in memory of its own, which people_free() overwrites before it
 * gives it back: names are personal and must not linger. A search writes to scratch memory of the
 * list, so one list is for one thread at a time.
 *
 * What a query finds. Query and texts are folded (utf8_fold): case and accents do not count. A text
 * is its words; what an apostrophe or a hyphen joins counts as its parts and as the whole too, so
 * that "obrien" finds O'Brien. Each word of the query must be found in the name or the
 * organisation, in any order: at the beginning of a word; or, if it has two letters or more, inside
 * of one; or, if it has four letters or more, at the beginning of a word but for one slip: a letter
 * wrong, missing, extra, or two neighbours swapped. There may be one slip in a query.
 *
 * The best come first (enum people_rank), those of one rank in order of the folded name, then
 * organisation, then id. */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum {
    PERSON_ID_SIZE = 17,     /* 16 hexadecimal characters and a NUL */
    PERSON_NAME_MAX = 120,   /* characters */
    PEOPLE_QUERY_WORDS = 6,  /* of a query; words after them are not looked at */
    PEOPLE_QUERY_BYTES = 128 /* folded, with a NUL; what comes after them is not looked at */
};

struct person {
    char id[PERSON_ID_SIZE]; /* random, so that it tells nothing; "" before the store gave one */
    const char *name, *organisation, *email, *code; /* never NULL; "" where nothing is known */
};

struct people;

/* Copies `n` persons, in any order. Takes some 60 ms at 10 000, nothing to speak of at 100. */
struct people *people_build(const struct person *person, size_t n);
void people_free(struct people *p); /* overwrites everything; NULL is fine */
size_t people_count(const struct people *p);
const struct person *people_at(const struct people *p, size_t i);      /* in alphabetical order */
size_t people_place(const struct people *p, const struct person *one); /* `i` of people_at() */
const struct person *people_by_id(const struct people *p, const char *id); /* or NULL */

enum people_rank {                  /* how the worst word of the query was found */
                   PEOPLE_NAME,     /* each at the beginning of a word of the name */
                   PEOPLE_BEGINS,   /* each at the beginning of a word, of the name or the
                                       organisation */
                   PEOPLE_CONTAINS, /* one inside of a word */
                   PEOPLE_SLIP      /* one with a slip */
};

struct people_span { /* bytes from..to of the name: whole characters */
    uint16_t from, to;
};

struct people_hit {
    const struct person *person; /* lives as long as the list */
    enum people_rank rank;
    struct people_span bold[PEOPLE_QUERY_WORDS]; /* what of the name was found, in order, apart */
    size_t bolds;                                /* 0: only the organisation was found */
};

/* The best `max` hits; returns how many. A query without a letter or digit finds nobody. */
size_t people_search(const struct people *p, const char *query, struct people_hit *ret_hit,
                     size_t max);

/* Whose code a scanner has read (see scan.h: keyboard layouts are tried when it is nobody's as it
 * is). NULL: nobody's, or it could be meant for two people. */
const struct person *people_by_code(const struct people *p, const char *raw);

/* Folded name and organisation, for sorting by it. */
void person_key(char *out, size_t size, const struct person *p);

/* One person in two lists, or twice in one: the same name and organisation but for case, accents
 * and punctuation, and neither the codes nor the e-mail addresses contradict each other. */
bool person_same(const struct person *a, const struct person *b);
