/* What the files of the check-in list share; nobody else includes this.
 *
 * people_text.c splits a text into its words, people_words.c keeps all words of a list in order so
 * that no search reads them all, people.c puts together who is found. */
#pragma once

#include "base/arena.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* ---- the words of one text ---- */

enum { TEXT_BYTES = 512, WORD_BYTES = 255 }; /* what is longer is known by its beginning */

/* Each word ended by a NUL; parts of a joined one first, then the whole: "ross", "lane",
 * "rosslane". */
struct text_words {
    char bytes[2 * TEXT_BYTES];
    uint16_t from[2 * TEXT_BYTES], to[2 * TEXT_BYTES]; /* the character in the text, of each byte */
    uint16_t word[TEXT_BYTES + 1];                     /* where in `bytes` each begins */
    size_t words, len;                                 /* len: of `bytes` */
};

void text_split(struct text_words *ret_words, const char *text);

/* Does a word begin with q[0..n) but for exactly one slip? *ret_len: the bytes of it that do. */
bool text_slips(const char *q, size_t n, const char *word, size_t word_n, size_t *ret_len);

/* ---- all words of a list ---- */

/* The persons who have a word: a list, or, if they are many, a set of bits. */
struct members {
    union {
        const uint32_t *person; /* n of them */
        const uint64_t *bits;   /* with n in it */
    };
    uint32_t n;
    bool are_bits;
};

struct word {
    const char *text; /* one behind the other in memory */
    size_t len;
};

struct words {
    struct word *word;                         /* each once, in order of its bytes */
    struct members *in_name, *in_organisation; /* of each */
    size_t n;
    uint32_t *listed; /* the lists of persons, one behind the other */
    size_t lists;     /* their length together */
    /* Every place inside of every word where a character begins, as word << 8 | offset, in order of
     * the bytes that follow: what is found inside of words stands together here. */
    uint32_t *tail;
    size_t tails;
    /* The words of person i, as numbers: of[first[i]] to of[first[i + 1]]. */
    uint32_t *of, *first;
};

struct word_use { /* person number `person` has this word in the name or in the organisation */
    const char *text;
    uint32_t person;
    bool in_organisation;
};

/* Everything that stays lies in `a`; nothing in `scratch` is needed afterwards. `use` is sorted in
 * place; its texts are copied. */
void words_build(struct words *w, struct arena *a, struct arena *scratch, struct word_use *use,
                 size_t n, size_t persons);

struct word_range {
    size_t from, to;
};
struct word_range words_beginning(const struct words *w, const char *q, size_t n); /* of word[] */
struct word_range words_tails(const struct words *w, const char *q, size_t n);     /* of tail[] */
/* Calls `take_words` for runs of word[] that together are all that begin with q[0..n) but for one
 * slip; some come more than once, and some that need no slip among them. */
void words_slipping(const struct words *w, const char *q, size_t n,
                    void (*take_words)(const void *ctx, struct word_range words), const void *ctx);
