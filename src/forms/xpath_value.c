/* Values: what they are as text, number or truth, and how they compare.
 *
 * Dates. A text that is a date, a time or both counts as a number of days wherever a number is
 * wanted, so `<`, `+` and sum() need no rule of their own: XPath 1.0 turns their operands into
 * numbers anyway. Only `=` and `!=` compare texts as they are; there two texts that name the same
 * moment in two ways (10:30 here and 09:30Z there, with and without seconds) are equal. A date is
 * not equal to a moment within that day. */
#include "forms/xpath_parts.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "forms/dates.h"

/* ---- texts of numbers ---- */

/* Writes 0.d1d2d3... times ten to the power of `point` without an exponent. */
static char *plain_text(const char *digits, int n, int point, bool negative, struct arena *a) {
    char *out = arena_alloc(a, (size_t)(n + abs(point) + 4)), *p = out;
    if (negative)
        *p++ = '-';
    if (point <= 0)
        *p++ = '0';
    for (int i = 0; i < point; i++)
        *p++ = i < n ? digits[i] : '0';
    if (n > point)
        *p++ = '.';
    for (int i = point; i < n; i++)
        *p++ = i < 0 ? '0' : digits[i];
    *p = '\0';
    return out;
}

/* Whole numbers are exact up to 2^53; of others 15 digits, which hides the binary dust of 0.1 + 0.2
 * and keeps every digit that people write. */
const char *xnumber_text(double d, struct arena *a) {
    enum { DIGITS = 15, EXACT_BITS = 53 };
    char e[40];
    if (isnan(d))
        return "NaN";
    if (isinf(d))
        return d > 0 ? "Infinity" : "-Infinity";
    if (d == trunc(d) && fabs(d) <= ldexp(1, EXACT_BITS))
        return arena_printf(a, "%.0f", d + 0.0); /* never "-0" */
    snprintf(e, sizeof(e), "%.*e", DIGITS - 1, fabs(d));
    int point = (int)strtol(strchr(e, 'e') + 1, NULL, 10) + 1, n = DIGITS;
    memmove(e + 1, e + 2, DIGITS - 1); /* the digits without the point */
    while (n > 1 && e[n - 1] == '0')
        n--;
    return plain_text(e, n, point, d < 0, a);
}

double digits_number(const char *digits, size_t len) {
    char *end;
    double d = strtod(digits, &end);
    if (end == digits + len)
        return d;
    /* strtod() has seen an exponent or 0x behind them, which XPath does not know */
    struct str alone CLEANUP(str_wipe) = {.secret = true};
    str_addn(&alone, digits, len);
    return strtod(str_c(&alone), NULL);
}

static const char *skip_blanks(const char *p) {
    return p + strspn(p, " \t\r\n");
}

double text_number(const char *text, int32_t utc_offset_s) {
    struct moment m;
    const char *p = skip_blanks(text);
    bool negative = *p == '-';
    const char *digits = p + negative;
    size_t whole = strspn(digits, "0123456789"), len = whole;
    if (digits[len] == '.')
        len += 1 + strspn(digits + len + 1, "0123456789");
    bool any = whole > 0 || len > 1;
    if (any && *skip_blanks(digits + len) == '\0')
        return negative ? -digits_number(digits, len) : digits_number(digits, len);
    return whole && moment_parse(p, &m) ? moment_days(&m, utc_offset_s) : NAN;
}

/* ---- values of nodes ---- */

bool node_hidden(const struct node *n, const struct xcontext *c) {
    return c->host->hidden && c->host->hidden(c->host->ctx, n);
}

/* The text of all leaves below n, in order: counted, and copied to `out` unless that is NULL. */
static void gather(const struct node *n, const struct xcontext *c, char *out, size_t *len,
                   size_t *visited) {
    ++*visited;
    if (n->template || node_hidden(n, c))
        return;
    if (!n->child) {
        size_t size = strlen(n->value);
        if (out)
            memcpy(out + *len, n->value, size);
        *len += size;
    }
    for (const struct node *child = n->child; child; child = child->next)
        gather(child, c, out, len, visited);
}

static const char *string_of(const struct node *n, const struct xcontext *c, size_t *visited) {
    if (!n->child)
        return node_hidden(n, c) ? "" : n->value;
    size_t len = 0, again = 0;
    gather(n, c, NULL, &len, visited);
    char *text = arena_alloc(c->scratch, len + 1);
    *visited += len / 8;
    len = 0;
    gather(n, c, text, &len, &again);
    text[len] = '\0';
    return text;
}

const char *xnode_string(const struct node *n, const struct xcontext *c) {
    size_t visited = 0;
    return string_of(n, c, &visited);
}

static bool run_node_string(struct run *r, const struct node *n, const char **ret) {
    size_t visited = 1;
    *ret = string_of(n, &r->c, &visited);
    return run_spend(r, visited);
}

/* ---- conversions ---- */

bool xvalue_boolean(const struct xvalue *v) {
    switch (v->kind) {
    case X_BOOLEAN:
        return v->boolean;
    case X_NUMBER:
        return v->number != 0 && !isnan(v->number);
    case X_STRING:
        return *v->string != '\0';
    case X_NODES:
        return v->nodes.count > 0;
    }
    BUG("a value of no kind");
}

/* What number() and string() of it need: the first node's text. `visited` is the work of that. */
static const char *value_text(const struct xvalue *v, const struct xcontext *c, size_t *visited) {
    switch (v->kind) {
    case X_BOOLEAN:
        return v->boolean ? "true" : "false";
    case X_NUMBER:
        return xnumber_text(v->number, c->scratch);
    case X_STRING:
        return v->string;
    case X_NODES:
        return v->nodes.count ? string_of(v->nodes.at[0], c, visited) : "";
    }
    BUG("a value of no kind");
}

static double value_number(const struct xvalue *v, const struct xcontext *c, size_t *visited) {
    if (v->kind == X_BOOLEAN)
        return v->boolean;
    if (v->kind == X_NUMBER)
        return v->number;
    return text_number(value_text(v, c, visited), c->host->utc_offset_s);
}

double xvalue_number(const struct xvalue *v, const struct xcontext *c) {
    size_t visited = 0;
    return value_number(v, c, &visited);
}

const char *xvalue_string(const struct xvalue *v, const struct xcontext *c) {
    size_t visited = 0;
    return value_text(v, c, &visited);
}

bool run_string(struct run *r, const struct xvalue *v, const char **ret) {
    size_t visited = 1;
    *ret = value_text(v, &r->c, &visited);
    return run_spend(r, visited);
}

bool run_number(struct run *r, const struct xvalue *v, double *ret) {
    size_t visited = 1;
    *ret = value_number(v, &r->c, &visited);
    return run_spend(r, visited);
}

/* ---- comparisons ---- */

static bool same_moment(const char *a, const char *b, int32_t utc_offset_s) {
    struct moment m, n;
    bool dates = *a >= '0' && *a <= '9' && *b >= '0' && *b <= '9' && moment_parse(a, &m) &&
                 moment_parse(b, &n) && m.has_date == n.has_date;
    return dates && fabs(moment_days(&m, utc_offset_s) - moment_days(&n, utc_offset_s)) < 1e-9;
}

static bool compare_texts(const struct run *r, enum expr_op op, const char *a, const char *b) {
    bool equal = strcmp(a, b) == 0 || same_moment(a, b, r->c.host->utc_offset_s);
    return equal == (op == OP_EQ);
}

static bool compare_numbers(enum expr_op op, double a, double b) {
    if (op == OP_EQ)
        return a == b;
    if (op == OP_NE)
        return a != b;
    if (op == OP_LT)
        return a < b;
    if (op == OP_LE)
        return a <= b;
    return op == OP_GT ? a > b : a >= b;
}

static enum expr_op mirrored(enum expr_op op) {
    return op == OP_LT   ? OP_GT
           : op == OP_LE ? OP_GE
           : op == OP_GT ? OP_LT
           : op == OP_GE ? OP_LE
                         : op;
}

/* Two values without nodes. */
static bool compare_plain(struct run *r, enum expr_op op, const struct xvalue *a,
                          const struct xvalue *b, bool *ret) {
    bool equality = op == OP_EQ || op == OP_NE;
    if (equality && (a->kind == X_BOOLEAN || b->kind == X_BOOLEAN)) {
        *ret = (xvalue_boolean(a) == xvalue_boolean(b)) == (op == OP_EQ);
        return true;
    }
    if (equality && a->kind == X_STRING && b->kind == X_STRING) {
        *ret = compare_texts(r, op, a->string, b->string);
        return run_spend(r, 1);
    }
    double x, y;
    if (!run_number(r, a, &x) || !run_number(r, b, &y))
        return false;
    *ret = compare_numbers(op, x, y);
    return true;
}

/* True if it holds for any of the nodes; as a text or as a number, as the other side wants. */
static bool compare_nodes(struct run *r, enum expr_op op, const struct xnodes *nodes,
                          const struct xvalue *other, bool *ret) {
    *ret = false;
    for (size_t i = 0; i < nodes->count && !*ret; i++) {
        struct arena_mark mark = arena_mark(r->c.scratch);
        struct xvalue text = {.kind = X_STRING};
        if (!run_node_string(r, nodes->at[i], &text.string) ||
            !compare_plain(r, op, &text, other, ret))
            return false;
        arena_rewind(r->c.scratch, mark);
    }
    return true;
}

bool run_compare(struct run *r, enum expr_op op, const struct xvalue *a, const struct xvalue *b,
                 bool *ret) {
    if (a->kind != X_NODES && b->kind == X_NODES)
        return run_compare(r, mirrored(op), b, a, ret);
    if (a->kind != X_NODES)
        return compare_plain(r, op, a, b, ret);
    if (b->kind == X_BOOLEAN) {
        struct xvalue truth = of_boolean(xvalue_boolean(a));
        return compare_plain(r, op, &truth, b, ret);
    }
    if (b->kind != X_NODES)
        return compare_nodes(r, op, &a->nodes, b, ret);
    *ret = false;
    for (size_t i = 0; i < b->nodes.count && !*ret; i++) { /* any pair of both sides */
        struct arena_mark mark = arena_mark(r->c.scratch);
        struct xvalue text = {.kind = X_STRING};
        if (!run_node_string(r, b->nodes.at[i], &text.string) ||
            !compare_nodes(r, op, &a->nodes, &text, ret))
            return false;
        arena_rewind(r->c.scratch, mark);
    }
    return true;
}
