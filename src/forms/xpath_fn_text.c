/* Text. Places and lengths count characters, not bytes. */
#include "forms/xpath_parts.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>

#include "base/mem.h"
#include "base/utf8.h"

/* Work for having looked at so much text. */
static bool spend_text(struct run *r, size_t bytes) {
    return run_spend(r, bytes / 8 + 1);
}

static bool two_texts(struct run *r, struct expr *const *arg, const char **a, const char **b) {
    return eval_string(r, arg[0], a) && eval_string(r, arg[1], b) && spend_text(r, strlen(*a));
}

/* The texts of all values, with `between` in between. */
static bool join(struct run *r, const struct xvalues *values, const char *between,
                 struct xvalue *ret) {
    struct str all = {.arena = r->c.scratch};
    for (size_t i = 0; i < values->count; i++) {
        const char *text;
        if (!run_string(r, &values->at[i], &text) || !spend_text(r, strlen(text) + strlen(between)))
            return false;
        if (i > 0)
            str_add(&all, between);
        str_add(&all, text);
    }
    *ret = of_string(str_c(&all));
    return true;
}

static bool fn_concat(struct run *r, struct expr *const *arg, size_t args, struct xvalue *ret) {
    struct xvalues values;
    return eval_values(r, arg, args, &values) && join(r, &values, "", ret);
}

static bool fn_join(struct run *r, struct expr *const *arg, size_t args, struct xvalue *ret) {
    struct xvalues values;
    const char *between;
    return eval_string(r, arg[0], &between) && eval_values(r, arg + 1, args - 1, &values) &&
           join(r, &values, between, ret);
}

static bool fn_starts_with(struct run *r, struct expr *const *arg, size_t args,
                           struct xvalue *ret) {
    const char *a, *b;
    (void)args;
    if (!two_texts(r, arg, &a, &b))
        return false;
    *ret = of_boolean(strncmp(a, b, strlen(b)) == 0);
    return true;
}

static bool fn_ends_with(struct run *r, struct expr *const *arg, size_t args, struct xvalue *ret) {
    const char *a, *b;
    (void)args;
    if (!two_texts(r, arg, &a, &b))
        return false;
    size_t n = strlen(a), m = strlen(b);
    *ret = of_boolean(m <= n && strcmp(a + n - m, b) == 0);
    return true;
}

static bool fn_contains(struct run *r, struct expr *const *arg, size_t args, struct xvalue *ret) {
    const char *a, *b;
    (void)args;
    if (!two_texts(r, arg, &a, &b))
        return false;
    *ret = of_boolean(strstr(a, b) != NULL);
    return true;
}

static bool fn_substring_before(struct run *r, struct expr *const *arg, size_t args,
                                struct xvalue *ret) {
    const char *a, *b;
    (void)args;
    if (!two_texts(r, arg, &a, &b))
        return false;
    const char *at = strstr(a, b);
    *ret = of_string(at ? arena_strndup(r->c.scratch, a, (size_t)(at - a)) : "");
    return true;
}

static bool fn_substring_after(struct run *r, struct expr *const *arg, size_t args,
                               struct xvalue *ret) {
    const char *a, *b;
    (void)args;
    if (!two_texts(r, arg, &a, &b))
        return false;
    const char *at = strstr(a, b);
    *ret = of_string(at ? at + strlen(b) : "");
    return true;
}

/* The characters [from, until) of text. */
static const char *slice(struct run *r, const char *text, double from, double until) {
    const char *p = text, *end = text + strlen(text), *first = NULL;
    for (double place = 0; place < until && p < end; place++) {
        if (!first && place >= from)
            first = p;
        utf8_next(&p, end);
    }
    return first ? arena_strndup(r->c.scratch, first, (size_t)(p - first)) : "";
}

/* XPath's own: the first character is 1, ends are rounded, and NaN keeps nothing. */
static bool fn_substring(struct run *r, struct expr *const *arg, size_t args, struct xvalue *ret) {
    const char *text;
    double from, len = INFINITY;
    if (!eval_string(r, arg[0], &text) || !eval_number(r, arg[1], &from) ||
        (args > 2 && !eval_number(r, arg[2], &len)) || !spend_text(r, strlen(text)))
        return false;
    from = floor(from + 0.5);
    double until = from + floor(len + 0.5);
    bool any = !isnan(from) && !isnan(until);
    *ret = of_string(any ? slice(r, text, from - 1, until - 1) : "");
    return true;
}

/* ODK's: the first character is 0, an end below zero counts from behind. */
static bool fn_substr(struct run *r, struct expr *const *arg, size_t args, struct xvalue *ret) {
    const char *text;
    double from, until = INFINITY;
    if (!eval_string(r, arg[0], &text) || !eval_number(r, arg[1], &from) ||
        (args > 2 && !eval_number(r, arg[2], &until)) || !spend_text(r, strlen(text)))
        return false;
    double size = (double)utf8_len(text);
    from = isnan(from) ? 0 : trunc(from);
    until = isnan(until) ? 0 : trunc(until);
    if (from < 0)
        from = fmax(0, size + from);
    if (until < 0)
        until = size + until;
    *ret = of_string(slice(r, text, from, until));
    return true;
}

/* The argument as text, that of the context node without one. */
static bool the_text(struct run *r, struct expr *const *arg, size_t args, const char **ret) {
    if (args)
        return eval_string(r, arg[0], ret) && spend_text(r, strlen(*ret));
    struct xvalue here = of_nodes((struct xnodes){&r->c.node, 1});
    return run_string(r, &here, ret) && spend_text(r, strlen(*ret));
}

static bool fn_string_length(struct run *r, struct expr *const *arg, size_t args,
                             struct xvalue *ret) {
    const char *text;
    if (!the_text(r, arg, args, &text))
        return false;
    *ret = of_number((double)utf8_len(text));
    return true;
}

static bool fn_normalize_space(struct run *r, struct expr *const *arg, size_t args,
                               struct xvalue *ret) {
    const char *p;
    if (!the_text(r, arg, args, &p))
        return false;
    char *copy = arena_alloc(r->c.scratch, strlen(p) + 1), *out = copy;
    for (p += strspn(p, " \t\r\n"); *p; p += strspn(p, " \t\r\n")) {
        size_t word = strcspn(p, " \t\r\n");
        if (out > copy)
            *out++ = ' ';
        memcpy(out, p, word);
        out += word;
        p += word;
    }
    *out = '\0';
    *ret = of_string(copy);
    return true;
}

/* Where the character stands in `list`, counted in characters; -1: not there. */
static long place_of(const char *list, const char *c, size_t len) {
    long place = 0;
    for (const char *p = list, *end = list + strlen(list); p < end; place++) {
        const char *at = p;
        utf8_next(&p, end);
        if ((size_t)(p - at) == len && memcmp(at, c, len) == 0)
            return place;
    }
    return -1;
}

static bool fn_translate(struct run *r, struct expr *const *arg, size_t args, struct xvalue *ret) {
    const char *text, *from, *to;
    struct str out = {.arena = r->c.scratch};
    (void)args;
    if (!two_texts(r, arg, &text, &from) || !eval_string(r, arg[2], &to))
        return false;
    for (const char *p = text, *end = text + strlen(text); p < end;) {
        const char *at = p;
        utf8_next(&p, end);
        size_t len = (size_t)(p - at);
        long place = place_of(from, at, len);
        if (!spend_text(r, strlen(from) + strlen(to)))
            return false;
        if (place < 0)
            str_addn(&out, at, len);
        else
            str_add(&out, slice(r, to, (double)place, (double)place + 1));
    }
    *ret = of_string(str_c(&out));
    return true;
}

/* ---- regex() ---- */

struct xpattern {
    char *text;
    pcre2_code *code;
    pcre2_match_data *data;
    pcre2_match_context *limits;
};

void xpattern_free(struct xpattern *p) {
    if (!p)
        return;
    pcre2_match_context_free(p->limits);
    pcre2_match_data_free(p->data);
    pcre2_code_free(p->code);
    free(p->text);
    free(p);
}

/* Compiles a pattern that must match the whole text, as in Java, which form authors test with. The
 * one of the row before is used again. */
static bool find_pattern(struct run *r, const char *text, struct xpattern **ret) {
    enum { PATTERN_MAX = 4096, MATCH_LIMIT = 50000, DEPTH_LIMIT = 5000, HEAP_KB = 4096 };
    int code;
    PCRE2_SIZE at;
    *ret = r->pattern;
    if (r->pattern && strcmp(r->pattern->text, text) == 0)
        return true;
    if (strlen(text) > PATTERN_MAX)
        return err_set(r->err, ERR_INPUT, "A pattern may be at most %d bytes long.", PATTERN_MAX);
    pcre2_code *compiled =
        pcre2_compile((PCRE2_SPTR)text, PCRE2_ZERO_TERMINATED,
                      PCRE2_UTF | PCRE2_ANCHORED | PCRE2_ENDANCHORED, &code, &at, NULL);
    if (!compiled) {
        char why[160] = "";
        pcre2_get_error_message(code, (PCRE2_UCHAR *)why, sizeof(why));
        return err_set(r->err, ERR_INPUT, "'%.*s' is not a pattern: %s.", brief(text), text, why);
    }
    xpattern_free(r->pattern);
    struct xpattern *p = r->pattern = *ret = xcalloc(1, sizeof(*p));
    p->text = xstrdup(text);
    p->code = compiled;
    p->data = pcre2_match_data_create(1, NULL);
    p->limits = pcre2_match_context_create(NULL);
    ASSERT(p->data && p->limits);
    pcre2_set_match_limit(p->limits, MATCH_LIMIT);
    pcre2_set_depth_limit(p->limits, DEPTH_LIMIT);
    pcre2_set_heap_limit(p->limits, HEAP_KB);
    return true;
}

static bool fn_regex(struct run *r, struct expr *const *arg, size_t args, struct xvalue *ret) {
    enum { WORK = 10 };
    const char *text, *pattern;
    struct xpattern *p;
    (void)args;
    if (!two_texts(r, arg, &text, &pattern) || !find_pattern(r, pattern, &p))
        return false;
    int found = pcre2_match(p->code, (PCRE2_SPTR)text, strlen(text), 0, 0, p->data, p->limits);
    *ret = of_boolean(found >= 0);
    if (found >= 0 || found == PCRE2_ERROR_NOMATCH)
        return run_spend(r, WORK);
    return err_set(r->err, ERR_INPUT, "The pattern '%.*s' cannot be tried: it needs too much work.",
                   brief(pattern), pattern);
}

const struct xfn xfn_text[] = {
    {.name = "concat", .max = ANY_NUMBER, .call = fn_concat},
    {.name = "join", .min = 1, .max = ANY_NUMBER, .call = fn_join},
    {.name = "starts-with", .min = 2, .max = 2, .call = fn_starts_with},
    {.name = "ends-with", .min = 2, .max = 2, .call = fn_ends_with},
    {.name = "contains", .min = 2, .max = 2, .call = fn_contains},
    {.name = "substring-before", .min = 2, .max = 2, .call = fn_substring_before},
    {.name = "substring-after", .min = 2, .max = 2, .call = fn_substring_after},
    {.name = "substring", .min = 2, .max = 3, .call = fn_substring},
    {.name = "substr", .min = 2, .max = 3, .call = fn_substr},
    {.name = "string-length", .max = 1, .call = fn_string_length, .needs_alone = NEEDS_NODE},
    {.name = "normalize-space", .max = 1, .call = fn_normalize_space, .needs_alone = NEEDS_NODE},
    {.name = "translate", .min = 3, .max = 3, .call = fn_translate},
    {.name = "regex", .min = 2, .max = 2, .call = fn_regex},
    {.name = NULL}};
