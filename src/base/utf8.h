/* UTF-8, as RFC 3629 has it: no overlong forms, no surrogates, nothing above U+10FFFF. */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Reads one character at *p (before end) and moves *p behind it. A broken byte is read as U+FFFD
 * and one byte is skipped. Returns 0 at the end. */
uint32_t utf8_next(const char **p, const char *end);
size_t utf8_put(char out[4], uint32_t cp); /* bytes written */
bool utf8_valid(const char *s, size_t n,
                size_t *ret_bad);           /* *ret_bad: offset of the first bad byte */
size_t utf8_len(const char *s);             /* characters in a NUL-ended string */
size_t utf8_prev(const char *s, size_t at); /* start of the character that ends at `at` */
size_t utf8_step(const char *s, size_t at); /* end of the character that starts at `at` */

/* The most bytes of the first `n` that do not end within a character: where to cut. */
size_t utf8_cut(const char *s, size_t n);

/* Folds for search and for comparing names: lower case, accents of Latin letters dropped, any run
 * of what is neither letter nor digit becomes one blank, none at the ends. Writes at most size - 1
 * bytes. */
void utf8_fold(char *out, size_t size, const char *s);

/* What one character becomes there: its bytes, at most 4, or nothing, or the end of a word. */
enum { UTF8_FOLD_SKIP = -1, UTF8_FOLD_BLANK = -2 };
int utf8_fold_char(char out[4], uint32_t cp); /* the number of bytes, or one of these */
