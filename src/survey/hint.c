#include "survey/hint_parts.h"

#include <string.h>
#include <strings.h>

#include "base/utf8.h"

/* ---- letters ---- */

/* Is it a capital? In the Latin blocks beyond ASCII the two cases take turns. */
static bool is_capital(uint32_t c) {
    if (c < 0x80)
        return c >= 'A' && c <= 'Z';
    if (c >= 0xC0 && c <= 0xDE)
        return c != 0xD7;
    bool odd = (c >= 0x139 && c <= 0x148) || (c >= 0x179 && c <= 0x17E);
    return c >= 0x100 && c <= 0x24F && (c % 2 == 1) == odd;
}

static bool is_digit(uint32_t c) {
    return c >= '0' && c <= '9';
}

static bool is_letter(uint32_t c) {
    bool ascii = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
    bool sign = c < 0xC0 || (c >= 0x2000 && c <= 0x2BFF) || c == 0xD7 || c == 0xF7 || c == 0xFFFD;
    return ascii || (c >= 0x80 && !sign);
}

/* ---- words ---- */

/* What the word means alone; longer ones than any that is known mean nothing. */
static uint32_t means_of(const char *text, size_t n) {
    char folded[HINT_WORD_SIZE];
    const char *p = text, *end = text + n;
    size_t len = 0;
    while (p < end) {
        char one[4] = {*p};
        int bytes = 1;
        if (one[0] >= 'a' && one[0] <= 'z') /* nearly all are */
            p++;
        else
            bytes = utf8_fold_char(one, utf8_next(&p, end));
        if (bytes <= 0 || len + (size_t)bytes >= sizeof folded)
            return 0;
        memcpy(folded + len, one, (size_t)bytes);
        len += (size_t)bytes;
    }
    folded[len] = '\0';
    uint32_t means = hint_means(folded);
    explicit_bzero(folded, sizeof folded);
    return means;
}

static bool ends_sentence(const char *text, size_t from, size_t to) {
    for (size_t i = from; i < to; i++)
        if (strchr(".!?\n", text[i]) != NULL)
            return true;
    return false;
}

static void add_word(struct hint_text *t, size_t at, size_t n, uint32_t means) {
    size_t before = t->words > 0 ? t->word[t->words - 1].at + t->word[t->words - 1].n : 0;
    if (t->words == 0 || ends_sentence(t->text, before, at))
        means |= BEGINS;
    if ((means & DIGITS) == 0)
        means |= means_of(t->text + at, n);
    t->word[t->words++] = (struct hint_word){.at = at, .n = n, .means = means};
}

static void part(struct hint_text *t) {
    const char *end = t->text + t->len;
    const char *p = t->len > HINT_BYTES ? end - HINT_BYTES : t->text;
    size_t small = 0, large = 0;
    while (p < end) {
        const char *start = p;
        uint32_t means = 0;
        bool digits = true, letters = true;
        for (const char *next = p; next < end; p = next) {
            uint32_t c = utf8_next(&next, end);
            bool digit = is_digit(c), letter = is_letter(c), capital = is_capital(c);
            if (!digit && !letter)
                break;
            if (p == start && capital)
                means |= CAPITAL;
            digits = digits && digit;
            letters = letters && letter;
            large += capital;
            small += letter && !capital;
        }
        if (p > start)
            add_word(t, (size_t)(start - t->text), (size_t)(p - start),
                     means | (digits ? DIGITS : 0u) | (letters ? LETTERS : 0u));
        else
            utf8_next(&p, end);
    }
    t->shouts = large > 1 && small == 0;
}

/* ---- questions ---- */

bool hint_is(const struct hint_text *t, size_t i, uint32_t means) {
    return i < t->words && (t->word[i].means & means) != 0;
}

bool hint_says(const struct hint_text *t, size_t i, const char *word) {
    return i < t->words && (t->text[t->word[i].at] | 0x20) == word[0] && /* most differ here */
           t->word[i].n == strlen(word) &&
           strncasecmp(t->text + t->word[i].at, word, t->word[i].n) == 0;
}

bool hint_gap(const struct hint_text *t, size_t i, const char *marks) {
    if (i + 1 >= t->words)
        return false;
    size_t from = t->word[i].at + t->word[i].n, to = t->word[i + 1].at;
    return to - from <= 3 && strspn(t->text + from, marks) >= to - from;
}

bool hint_near(const struct hint_text *t, size_t i) {
    return hint_gap(t, i, " ");
}

char hint_before(const struct hint_text *t, size_t i) {
    return i < t->words && t->word[i].at > 0 ? t->text[t->word[i].at - 1] : '\0';
}

char hint_after(const struct hint_text *t, size_t i) {
    return i < t->words ? t->text[t->word[i].at + t->word[i].n] : '\0';
}

void hint_found(struct hint_text *t, enum hint_kind kind, size_t first, size_t last_word) {
    size_t at = t->word[first].at, end = t->word[last_word].at + t->word[last_word].n;
    t->kinds |= (unsigned)kind;
    if (end >= t->last.at + t->last.n)
        t->last = (struct hint_span){.kind = kind, .at = at, .n = end - at};
}

unsigned hint_find(const char *text, struct hint_span *ret_last) {
    struct hint_text t;
    t.text = text;
    t.len = strlen(text);
    t.words = 0;
    t.kinds = 0;
    t.last = (struct hint_span){0};
    part(&t);
    hint_numbers(&t);
    hint_words(&t);
    if (t.kinds != 0 && ret_last != NULL)
        *ret_last = t.last;
    return t.kinds;
}
