/* The words of a name, with the place of each letter, so that what was found can be shown bold. */
#include "outreach/people_parts.h"

#include <string.h>

#include "base/utf8.h"

/* O'Brien and Ross-Lane are one word and two: people type them either way. */
static bool joins(uint32_t cp) {
    static const uint16_t joiners[] = {'\'', '-', '`', 0xB4, 0x2BC, 0x2010, 0x2011, 0x2018, 0x2019};
    for (size_t i = 0; i < sizeof joiners / sizeof joiners[0]; i++)
        if (joiners[i] == cp)
            return true;
    return false;
}

struct splitter {
    struct text_words *out;
    size_t len;   /* of out->bytes */
    size_t begin; /* of the word in the making */
    size_t whole; /* where the first part of what is joined begins */
    size_t parts; /* of it, that are ended */
};

static void end_word(struct splitter *s) {
    if (s->len == s->begin)
        return;
    if (s->len - s->begin > WORD_BYTES)
        s->len = s->begin + utf8_cut(s->out->bytes + s->begin, WORD_BYTES);
    s->out->word[s->out->words++] = (uint16_t)s->begin;
    s->out->bytes[s->len++] = '\0';
    s->begin = s->len;
    s->parts++;
}

/* What stood between blanks: its last part, and if there are several the whole. */
static void end_whole(struct splitter *s) {
    end_word(s);
    if (s->parts > 1) {
        for (size_t i = s->whole, end = s->len; i < end; i++) {
            if (s->out->bytes[i] == '\0')
                continue;
            s->out->bytes[s->len] = s->out->bytes[i];
            s->out->from[s->len] = s->out->from[i];
            s->out->to[s->len++] = s->out->to[i];
        }
        end_word(s);
    }
    s->whole = s->begin;
    s->parts = 0;
}

void text_split(struct text_words *ret_words, const char *text) {
    struct splitter s = {.out = ret_words};
    /* Folding makes nothing longer and every word but the last had a separator behind it: the parts
     * take as much room as the text, the wholes no more than the parts. */
    const char *end = text + utf8_cut(text, strnlen(text, TEXT_BYTES - 1));
    ret_words->words = 0;
    for (const char *p = text; p < end;) {
        const char *start = p;
        char folded[4];
        uint32_t cp = utf8_next(&p, end);
        int n = utf8_fold_char(folded, cp);
        if (n == UTF8_FOLD_BLANK && joins(cp) && s.len > s.begin)
            end_word(&s);
        else if (n == UTF8_FOLD_BLANK)
            end_whole(&s);
        for (int i = 0; i < n; i++) {
            ret_words->bytes[s.len] = folded[i];
            ret_words->from[s.len] = (uint16_t)(start - text);
            ret_words->to[s.len++] = (uint16_t)(p - text);
        }
    }
    end_whole(&s);
    ret_words->len = s.len;
}

/* ---- slips ---- */

static size_t char_at(const char *s, size_t n, size_t at) {
    size_t end = at;
    if (at < n)
        do
            end++;
        while (end < n && ((unsigned char)s[end] & 0xC0) == 0x80);
    return end - at;
}

static bool begins(const char *word, size_t word_n, const char *q, size_t n) {
    return n <= word_n && memcmp(word, q, n) == 0;
}

/* If one change is enough, then one at the first letter that differs is. */
bool text_slips(const char *q, size_t n, const char *word, size_t word_n, size_t *ret_len) {
    size_t i = 0;
    while (i < n && i < word_n && q[i] == word[i])
        i++;
    if (i == n)
        return false;
    while (i > 0 && ((unsigned char)q[i] & 0xC0) == 0x80)
        i--; /* the character began before the byte that differs */
    const char *rest = q + i, *other = word + i;
    size_t rest_n = n - i, other_n = word_n - i;
    size_t a = char_at(rest, rest_n, 0), b = char_at(other, other_n, 0);
    size_t len;
    if (b > 0 && char_at(rest, rest_n, a) == b && char_at(other, other_n, b) == a &&
        memcmp(rest + a, other, b) == 0 && memcmp(rest, other + b, a) == 0 &&
        begins(other + a + b, other_n - a - b, rest + a + b, rest_n - a - b))
        len = n; /* two neighbours swapped */
    else if (b > 0 && begins(other + b, other_n - b, rest, rest_n))
        len = i + b + rest_n; /* one missing */
    else if (b > 0 && begins(other + b, other_n - b, rest + a, rest_n - a))
        len = i + b + rest_n - a; /* one wrong */
    else if (begins(other, other_n, rest + a, rest_n - a))
        len = i + rest_n - a; /* one extra */
    else
        return false;
    *ret_len = len;
    return true;
}
