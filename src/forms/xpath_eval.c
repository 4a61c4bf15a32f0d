/* The value of an expression, by its kind. Lists of operands are walked from the left; `and`, `or`
 * stop when they know.
 *
 * An expression from outside may be written to keep a kiosk busy for an hour. So whatever grows
 * with the data is paid for with run_spend(): nodes visited, pairs compared, text made. */
#include "forms/xpath_parts.h"

#include <math.h>
#include <string.h>

#include "base/utf8.h"

bool run_spend(struct run *r, size_t work) {
    r->work += work;
    if (r->work <= XPATH_WORK_MAX)
        return true;
    return err_set(r->err, ERR_INPUT, "This expression needs too much work: simplify '%.*s'.",
                   brief(r->x->text), r->x->text);
}

int brief(const char *text) {
    enum { SHOWN = 60 };
    return (int)utf8_cut(text, strnlen(text, SHOWN));
}

struct xvalue of_boolean(bool b) {
    return (struct xvalue){.kind = X_BOOLEAN, .boolean = b};
}

struct xvalue of_number(double d) {
    return (struct xvalue){.kind = X_NUMBER, .number = d};
}

struct xvalue of_string(const char *s) {
    return (struct xvalue){.kind = X_STRING, .string = s};
}

struct xvalue of_nodes(struct xnodes nodes) {
    return (struct xvalue){.kind = X_NODES, .nodes = nodes};
}

bool eval_boolean(struct run *r, const struct expr *e, bool *ret) {
    struct xvalue v;
    if (!eval(r, e, &v))
        return false;
    *ret = xvalue_boolean(&v);
    return true;
}

bool eval_number(struct run *r, const struct expr *e, double *ret) {
    struct xvalue v;
    return eval(r, e, &v) && run_number(r, &v, ret);
}

bool eval_string(struct run *r, const struct expr *e, const char **ret) {
    struct xvalue v;
    return eval(r, e, &v) && run_string(r, &v, ret);
}

bool eval_nodes(struct run *r, const struct expr *e, const char *who, struct xnodes *ret) {
    struct xvalue v;
    if (!eval(r, e, &v))
        return false;
    if (v.kind != X_NODES)
        return err_set(r->err, ERR_INPUT, "%s takes nodes, not a value.", who);
    *ret = v.nodes;
    return true;
}

/* `or` ends at the first true operand, `and` at the first false one. */
static bool eval_logic(struct run *r, const struct expr *e, struct xvalue *ret) {
    bool enough = e->kind == EXPR_OR, b = !enough;
    for (const struct operand *o = e->operand; o && b != enough; o = o->next)
        if (!eval_boolean(r, o->expr, &b))
            return false;
    *ret = of_boolean(b);
    return true;
}

static bool eval_compare(struct run *r, const struct expr *e, struct xvalue *ret) {
    struct xvalue left, right;
    bool b;
    if (!eval(r, e->operand->expr, &left))
        return false;
    for (const struct operand *o = e->operand->next; o; o = o->next) {
        if (!eval(r, o->expr, &right) || !run_compare(r, o->op, &left, &right, &b))
            return false;
        left = of_boolean(b);
    }
    *ret = left;
    return true;
}

static double calculate(enum expr_op op, double a, double b) {
    if (op == OP_ADD)
        return a + b;
    if (op == OP_SUB)
        return a - b;
    if (op == OP_MUL)
        return a * b;
    return op == OP_DIV ? a / b : fmod(a, b);
}

static bool eval_arithmetic(struct run *r, const struct expr *e, struct xvalue *ret) {
    double sum, d;
    if (!eval_number(r, e->operand->expr, &sum))
        return false;
    for (const struct operand *o = e->operand->next; o; o = o->next) {
        if (!eval_number(r, o->expr, &d))
            return false;
        sum = calculate(o->op, sum, d);
    }
    *ret = of_number(sum);
    return true;
}

static bool eval_negative(struct run *r, const struct expr *e, struct xvalue *ret) {
    double d;
    if (!eval_number(r, e->operand->expr, &d))
        return false;
    *ret = of_number(e->operand->op == OP_SUB ? -d : d);
    return true;
}

static bool eval_union(struct run *r, const struct expr *e, struct xvalue *ret) {
    struct node_list all = {0};
    for (const struct operand *o = e->operand; o; o = o->next) {
        struct xnodes some = {0};
        if (!eval_nodes(r, o->expr, "'|'", &some) || !run_spend(r, some.count))
            return false;
        for (size_t i = 0; i < some.count; i++)
            list_add(r, &all, some.at[i]);
    }
    *ret = of_nodes(all.nodes);
    return nodes_order(r, &ret->nodes);
}

static bool eval_kind(struct run *r, const struct expr *e, struct xvalue *ret) {
    switch (e->kind) {
    case EXPR_OR:
    case EXPR_AND:
        return eval_logic(r, e, ret);
    case EXPR_COMPARE:
        return eval_compare(r, e, ret);
    case EXPR_ARITHMETIC:
        return eval_arithmetic(r, e, ret);
    case EXPR_UNION:
        return eval_union(r, e, ret);
    case EXPR_NEGATIVE:
        return eval_negative(r, e, ret);
    case EXPR_NUMBER:
        *ret = of_number(e->number);
        return true;
    case EXPR_STRING:
        *ret = of_string(e->string);
        return true;
    case EXPR_CALL:
        return xfn_invoke(r, e, ret);
    case EXPR_PATH:
        return eval_path(r, e, ret);
    }
    BUG("an expression of no kind");
}

/* A copy that outlives the row; a text node, made in passing, is copied with it. */
static struct xvalue kept(struct run *r, const struct xvalue *v) {
    struct xvalue copy = *v;
    if (v->kind == X_STRING)
        copy.string = arena_strdup(&r->keep, v->string);
    if (v->kind != X_NODES)
        return copy;
    copy.nodes.at = arena_array(&r->keep, v->nodes.count, sizeof(struct node *));
    for (size_t i = 0; i < v->nodes.count; i++) {
        struct node *n = v->nodes.at[i];
        if (n->kind == NODE_TEXT) {
            struct node *text = NEW(&r->keep, struct node);
            *text = *n;
            text->value = arena_strdup(&r->keep, n->value);
            n = text;
        }
        copy.nodes.at[i] = n;
    }
    return copy;
}

bool eval(struct run *r, const struct expr *e, struct xvalue *ret) {
    if (!e->memo)
        return eval_kind(r, e, ret);
    if (!r->memo)
        r->memo = arena_array(&r->keep, r->x->memos, sizeof(struct memo));
    struct memo *m = &r->memo[e->memo - 1];
    if (!m->set) {
        struct xvalue v;
        if (!eval_kind(r, e, &v))
            return false;
        m->value = kept(r, &v);
        m->set = true;
    }
    *ret = m->value;
    return true;
}

bool xpath_eval(const struct xpath *x, const struct xcontext *c, struct xvalue *ret,
                struct err *err) {
    struct run r = {.c = *c, .x = x, .err = err};
    struct xvalue v;
    bool ok = eval(&r, x->top, &v);
    if (ok)
        *ret = v;
    arena_free(&r.keep);
    xpattern_free(r.pattern);
    return ok;
}
