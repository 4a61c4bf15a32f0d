/* The words of an expression (XPath 1.0, section 3.7). What a word means hangs on its neighbours:
 * after an operand `*` multiplies and `div` divides, elsewhere both are names; a name before '(' is
 * a function, before '::' an axis. */
#include "forms/xpath_parts.h"

#include <stdarg.h>
#include <string.h>

#include "base/utf8.h"

bool lex_wrong(struct lexer *lx, const char *at, const char *fmt, ...) {
    struct str what CLEANUP(str_release) = {0};
    size_t place = 1;
    va_list ap;
    va_start(ap, fmt);
    str_vaddf(&what, fmt, ap);
    va_end(ap);
    for (const char *p = lx->text; p < at; utf8_next(&p, at))
        place++;
    return err_set(lx->err, ERR_INPUT, "At character %zu: %s.", place, str_c(&what));
}

static bool is_blank(char c) {
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

static bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

/* Letters beyond ASCII are taken as they come: a name that is in no tree finds nothing. */
static bool starts_name(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || (unsigned char)c >= 0x80;
}

static const char *end_of_name(const char *p) {
    while (starts_name(*p) || is_digit(*p) || *p == '-' || *p == '.')
        p++;
    return p;
}

static const char *skip_blanks(const char *p) {
    while (is_blank(*p))
        p++;
    return p;
}

static struct token take(struct lexer *lx, enum token_kind kind, size_t len) {
    struct token t = {.kind = kind, .at = lx->p, .len = len};
    lx->p += len;
    return t;
}

static struct token broken(struct lexer *lx) {
    return (struct token){.kind = T_BROKEN, .at = lx->p};
}

static struct token lex_number(struct lexer *lx) {
    const char *p = lx->p;
    while (is_digit(*p))
        p++;
    if (*p == '.')
        p++;
    while (is_digit(*p))
        p++;
    struct token t = take(lx, T_NUMBER, (size_t)(p - lx->p));
    t.number = digits_number(t.at, t.len);
    return t;
}

static struct token lex_literal(struct lexer *lx) {
    const char *end = strchr(lx->p + 1, *lx->p);
    if (!end) {
        lex_wrong(lx, lx->p, "the text in quotation marks has no end");
        return broken(lx);
    }
    struct token t = {.kind = T_LITERAL, .at = lx->p + 1, .len = (size_t)(end - lx->p - 1)};
    lx->p = end + 1;
    return t;
}

/* Whether an operator may stand here: there is something before it, and that is an operand. */
static bool after_operand(const struct lexer *lx) {
    return lx->before != T_END && lx->before != T_OPEN && lx->before != T_OPEN_PREDICATE &&
           lx->before != T_AT && lx->before != T_COMMA && lx->before != T_AXIS_MARK &&
           lx->before < T_SLASH;
}

static bool is_word(const struct token *t, const char *word) {
    return t->len == strlen(word) && memcmp(t->at, word, t->len) == 0;
}

static struct token lex_operator_name(struct lexer *lx) {
    static const struct {
        const char *word;
        enum token_kind kind;
    } operators[] = {{"and", T_AND}, {"or", T_OR}, {"div", T_DIV}, {"mod", T_MOD}};
    struct token t = take(lx, T_NAME, (size_t)(end_of_name(lx->p) - lx->p));
    for (size_t i = 0; i < sizeof(operators) / sizeof(*operators); i++) {
        if (is_word(&t, operators[i].word)) {
            t.kind = operators[i].kind;
            return t;
        }
    }
    lex_wrong(lx, t.at, "an operator such as 'and' should stand before '%.*s'", (int)t.len, t.at);
    return broken(lx);
}

static struct token lex_name(struct lexer *lx) {
    static const char *const types[] = {"node", "text", "comment", "processing-instruction"};
    const char *end = end_of_name(lx->p);
    size_t prefix = 0;
    if (*end == ':' && end[1] == '*') {
        struct token t = take(lx, T_ANY, (size_t)(end + 2 - lx->p));
        t.prefix = t.len - 2;
        return t;
    }
    if (*end == ':' && starts_name(end[1])) {
        prefix = (size_t)(end - lx->p);
        end = end_of_name(end + 1);
    }
    struct token t = take(lx, T_NAME, (size_t)(end - lx->p));
    t.prefix = prefix;
    const char *next = skip_blanks(end);
    if (next[0] == ':' && next[1] == ':') {
        t.kind = T_AXIS;
    } else if (*next == '(') {
        t.kind = T_CALL;
        for (size_t i = 0; i < sizeof(types) / sizeof(*types); i++)
            if (is_word(&t, types[i]))
                t.kind = T_TYPE;
    }
    return t;
}

static struct token lex_sign(struct lexer *lx) {
    static const struct {
        char sign[3]; /* the longer ones first */
        enum token_kind kind;
    } signs[] = {{"::", T_AXIS_MARK},
                 {"..", T_DOTS},
                 {"//", T_SLASHES},
                 {"!=", T_NE},
                 {"<=", T_LE},
                 {">=", T_GE},
                 {"(", T_OPEN},
                 {")", T_CLOSE},
                 {"[", T_OPEN_PREDICATE},
                 {"]", T_CLOSE_PREDICATE},
                 {".", T_DOT},
                 {"@", T_AT},
                 {",", T_COMMA},
                 {"/", T_SLASH},
                 {"|", T_PIPE},
                 {"+", T_PLUS},
                 {"-", T_MINUS},
                 {"=", T_EQ},
                 {"<", T_LT},
                 {">", T_GT}};
    if (*lx->p == '*')
        return take(lx, after_operand(lx) ? T_TIMES : T_ANY, 1);
    for (size_t i = 0; i < sizeof(signs) / sizeof(*signs); i++) {
        size_t len = strlen(signs[i].sign);
        if (strncmp(lx->p, signs[i].sign, len) == 0)
            return take(lx, signs[i].kind, len);
    }
    if (*lx->p == '$')
        lex_wrong(lx, lx->p, "there are no variables in forms");
    else
        lex_wrong(lx, lx->p, "'%c' has no meaning here", *lx->p);
    return broken(lx);
}

struct token lex_next(struct lexer *lx) {
    struct token t;
    lx->p = skip_blanks(lx->p);
    if (*lx->p == '\0')
        t = take(lx, T_END, 0);
    else if (is_digit(*lx->p) || (*lx->p == '.' && is_digit(lx->p[1])))
        t = lex_number(lx);
    else if (*lx->p == '"' || *lx->p == '\'')
        t = lex_literal(lx);
    else if (starts_name(*lx->p))
        t = after_operand(lx) ? lex_operator_name(lx) : lex_name(lx);
    else
        t = lex_sign(lx);
    lx->before = t.kind;
    return t;
}
