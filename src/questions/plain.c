/* Each pass marks bytes that are only signs; what is left at the end are the words. */
#include "questions/plain.h"

#include <ctype.h>
#include <stdbool.h>
#include <string.h>

struct text {
    const char *s;
    size_t len;
    char *drop; /* one for each byte: 0 stays, 1 goes, 2 was escaped and stays */
};

enum { STAYS, GOES, ESCAPED };

static bool is_word(char c) {
    return isalnum((unsigned char)c) || (unsigned char)c >= 0x80;
}

static bool is_blank(char c) {
    return c == '\0' || isspace((unsigned char)c);
}

static void drop(struct text *t, size_t from, size_t to) {
    memset(t->drop + from, GOES, to - from);
}

static void drop_escapes(struct text *t) {
    for (size_t i = 0; i + 1 < t->len; i++) {
        if (t->s[i] != '\\' || strchr("\\*_#[]()<>", t->s[i + 1]) == NULL)
            continue;
        t->drop[i++] = GOES;
        t->drop[i] = ESCAPED;
    }
}

/* A tag begins with a letter or a slash: "3 < 4" has none. */
static void drop_tags(struct text *t) {
    for (size_t i = 0; i + 1 < t->len; i++) {
        if (t->s[i] != '<' || t->drop[i] != STAYS)
            continue;
        if (t->s[i + 1] != '/' && !isalpha((unsigned char)t->s[i + 1]))
            continue;
        const char *end = strchr(t->s + i, '>');
        if (end == NULL)
            return;
        drop(t, i, (size_t)(end - t->s) + 1);
        i = (size_t)(end - t->s);
    }
}

static void drop_headings(struct text *t) {
    for (size_t i = 0; i < t->len; i++) {
        if (i > 0 && t->s[i - 1] != '\n')
            continue;
        size_t n = strspn(t->s + i, "#");
        size_t blanks = strspn(t->s + i + n, " \t");
        if (n >= 1 && n <= 6 && blanks > 0 && t->drop[i] == STAYS)
            drop(t, i, i + n + blanks);
    }
}

static void drop_links(struct text *t) {
    for (size_t i = 0; i < t->len; i++) {
        if (t->s[i] != '[' || t->drop[i] != STAYS)
            continue;
        const char *middle = strchr(t->s + i, ']');
        const char *end = middle != NULL && middle[1] == '(' ? strchr(middle, ')') : NULL;
        if (end == NULL)
            continue;
        t->drop[i] = GOES;
        drop(t, (size_t)(middle - t->s), (size_t)(end - t->s) + 1);
        i = (size_t)(end - t->s);
    }
}

/* How many equal signs of emphasis stand at `at`, all of them meant as such. */
static size_t run_at(const struct text *t, size_t at) {
    size_t n = 0;
    while (at + n < t->len && t->s[at + n] == t->s[at] && t->drop[at + n] == STAYS)
        n++;
    return n;
}

/* Where the run of `n` signs that ends the emphasis begun at `from` begins; 0: nowhere. */
static size_t closing(const struct text *t, size_t from, size_t n) {
    char sign = t->s[from];
    for (size_t i = from + n + 1; i < t->len; i++) {
        if (t->s[i] != sign || t->drop[i] != STAYS)
            continue;
        size_t run = run_at(t, i);
        bool inner = sign == '_' && is_word(t->s[i + run]);
        if (run == n && !is_blank(t->s[i - 1]) && !inner)
            return i;
        i += run - 1;
    }
    return 0;
}

static void drop_emphasis(struct text *t) {
    for (size_t i = 0; i < t->len; i++) {
        if ((t->s[i] != '*' && t->s[i] != '_') || t->drop[i] != STAYS)
            continue;
        size_t n = run_at(t, i);
        bool inner = t->s[i] == '_' && i > 0 && is_word(t->s[i - 1]);
        size_t end = n <= 3 && !inner && !is_blank(t->s[i + n]) ? closing(t, i, n) : 0;
        if (end > 0) {
            drop(t, i, i + n);
            drop(t, end, end + n);
        }
        i += n - 1;
    }
}

const char *plain_words(struct arena *a, const char *text) {
    if (strpbrk(text, "\\<#[*_") == NULL)
        return text;
    size_t len = strlen(text);
    struct text t = {.s = text, .len = len, .drop = arena_zalloc(a, len + 1)};
    drop_escapes(&t);
    drop_tags(&t);
    drop_headings(&t);
    drop_links(&t);
    drop_emphasis(&t);
    char *out = arena_alloc(a, len + 1);
    size_t n = 0;
    for (size_t i = 0; i < len; i++)
        if (t.drop[i] != GOES)
            out[n++] = text[i];
    out[n] = '\0';
    return out;
}
