/* What the files of the hints share; nobody else includes this.
 *
 * hint.c parts the text into words, hint_table.c knows what single words mean, hint_numbers.c looks
 * for what is made of digits, hint_words.c for what is made of words. Only places in the text are
 * remembered, and those for the time of one call: no copy of a word outlives its look-up. */
#pragma once

#include "survey/hint.h"

#include <stdbool.h>
#include <stdint.h>

enum {
    HINT_BYTES = 2048, /* the field of a form holds no more; of a longer text these are the last */
    HINT_WORDS = HINT_BYTES / 2,
    HINT_WORD_SIZE = 14
};

enum hint_means {                        /* of a word, whatever stands beside it */
                  GIVEN_NAME = 1 << 0,   /* of a person */
                  ALSO_WORD = 1 << 1,    /* a name that is a word, a place or a flower too */
                  STOP = 1 << 2,         /* neither a surname nor part of the name of a road */
                  DIGIT = 1 << 3,        /* spoken */
                  OWNER = 1 << 4,        /* my, his */
                  PERSON = 1 << 5,       /* who may be "called X" */
                  RELATION = 1 << 6,     /* who is somebody's: "mum of X", "my brother X" */
                  TITLE_SURE = 1 << 7,   /* Mr: a name follows */
                  TITLE = 1 << 8,        /* Dr, Miss: a name follows if it has a capital */
                  ROYAL = 1 << 9,        /* St, Queen: no neighbour of anybody's follows */
                  STREET = 1 << 10,      /* nothing but the end of a road's name */
                  STREET_WEAK = 1 << 11, /* that, or a word of every day: way, close */
                  PLACE = 1 << 12,       /* what is called after people: school, pub */
                  UNIT = 1 << 13,        /* what is counted: a number before it is of no house */
                  PHONE = 1 << 14,       /* beside it shorter numbers are phone numbers */
                  PLATE = 1 << 15,       /* beside it letters and digits are of a vehicle */
                  SITE = 1 << 16,        /* where people have accounts */
                  PROVIDER = 1 << 17,    /* of email */
                  TLD = 1 << 18,         /* the end of a domain */
                  OPENER = 1 << 19, /* begins a sentence with a capital, and names nobody by it */
                  FLAT = 1 << 20,   /* a number behind it is an address */
                  ROUTE = 1 << 21,  /* a number behind it is none: "the 107" */
                  /* of this word, by its letters */
                  CAPITAL = 1 << 24,
                  DIGITS = 1 << 25, /* of nothing else */
                  LETTERS = 1 << 26,
                  BEGINS = 1 << 27 /* a sentence */
};

struct hint_word {
    size_t at, n;   /* bytes of the text */
    uint32_t means; /* enum hint_means */
};

struct hint_text {
    const char *text;
    size_t len;
    struct hint_word word[HINT_WORDS];
    size_t words;
    bool shouts; /* capitals all over: then they say nothing */
    unsigned kinds;
    struct hint_span last;
};

uint32_t hint_means(const char folded[HINT_WORD_SIZE]); /* hint_table.c */

/* hint.c: questions about words; an index behind the last word has no meaning and no letters. */
bool hint_is(const struct hint_text *t, size_t i, uint32_t means); /* any of these? */
bool hint_says(const struct hint_text *t, size_t i, const char *word);
/* Does nothing but one or two blanks stand between word i and the next? */
bool hint_near(const struct hint_text *t, size_t i);
/* Between word i and the next stands nothing but what is in `marks`, three bytes at most. */
bool hint_gap(const struct hint_text *t, size_t i, const char *marks);
char hint_before(const struct hint_text *t, size_t i); /* the byte before a word; 0: none */
char hint_after(const struct hint_text *t, size_t i);
void hint_found(struct hint_text *t, enum hint_kind kind, size_t first, size_t last_word);

void hint_numbers(struct hint_text *t); /* hint_numbers.c */
void hint_words(struct hint_text *t);   /* hint_words.c */
