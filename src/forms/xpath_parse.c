/* From words to a tree: recursive descent over the grammar of XPath 1.0, its binary operators by a
 * table of levels. On the way each expression notes what its value hangs on (`needs`), so that the
 * evaluator can keep what is the same for all rows of a predicate and ask an index where one may
 * know the rows. */
#include "forms/xpath_parts.h"

#include <string.h>

#define JAVAROSA_URI "http://openrosa.org/javarosa"

struct parser {
    struct lexer lx;
    struct token t; /* the next word, not yet taken */
    struct arena *a;
    struct names *names;
    const struct namespaces *ns;
    size_t depth, memos;
};

static struct expr *parse_expr(struct parser *p);

const char *namespaces_uri(const struct namespaces *ns, const char *prefix, size_t len) {
    for (size_t i = 0; ns && i < ns->count; i++) {
        const char *known = ns->at[i].prefix;
        if (strlen(known) == len && memcmp(known, prefix, len) == 0)
            return ns->at[i].uri;
    }
    return NULL;
}

static void advance(struct parser *p) {
    p->t = lex_next(&p->lx);
}

static bool accept(struct parser *p, enum token_kind kind) {
    if (p->t.kind != kind)
        return false;
    advance(p);
    return true;
}

/* Says what was expected instead of the next word; a word that is none has said so itself. */
static void *wanted(struct parser *p, const char *what) {
    if (p->t.kind == T_END)
        lex_wrong(&p->lx, p->t.at, "the expression ends where %s is missing", what);
    else if (p->t.kind != T_BROKEN)
        lex_wrong(&p->lx, p->t.at, "%s is missing before '%.*s'", what, (int)p->t.len, p->t.at);
    return NULL;
}

static struct expr *new_expr(struct parser *p, enum expr_kind kind) {
    struct expr *e = NEW(p->a, struct expr);
    e->kind = kind;
    return e;
}

/* ---- predicates ---- */

/* Gives a place in memory to each part of a predicate that is the same for all rows, the largest
 * possible; literals are as quick as memory. */
static void keep_constants(struct parser *p, struct expr *e) {
    if (e->kind == EXPR_NUMBER || e->kind == EXPR_STRING)
        return;
    if (e->needs == 0) {
        if (e->memo == 0)
            e->memo = ++p->memos;
        return;
    }
    if (e->kind == EXPR_PATH) {
        if (e->path.start)
            keep_constants(p, e->path.start);
    } else if (e->kind == EXPR_CALL) {
        for (size_t i = 0; i < e->call.args; i++)
            keep_constants(p, e->call.arg[i]);
    } else {
        for (struct operand *o = e->operand; o; o = o->next)
            keep_constants(p, o->expr);
    }
}

/* `name` alone: one step to children of a name. */
static const struct name *plain_child(const struct expr *e) {
    if (e->kind != EXPR_PATH || e->path.absolute || e->path.start || !e->path.step)
        return NULL;
    const struct step *s = e->path.step;
    bool plain = s->axis == AXIS_CHILD && s->test == TEST_NAME && !s->predicate && !s->next;
    return plain ? s->name : NULL;
}

static struct lookup find_lookup(const struct expr *e) {
    struct lookup none = {0};
    if (e->kind != EXPR_COMPARE || e->operand->next->next || e->operand->next->op != OP_EQ)
        return none;
    struct expr *left = e->operand->expr, *right = e->operand->next->expr;
    const struct name *column = plain_child(left);
    if (column && right->needs == 0)
        return (struct lookup){column, right};
    column = plain_child(right);
    return column && left->needs == 0 ? (struct lookup){column, left} : none;
}

static struct predicate *new_predicate(struct parser *p, struct expr *e) {
    struct predicate *made = NEW(p->a, struct predicate);
    keep_constants(p, e);
    made->expr = e;
    made->lookup = find_lookup(e);
    if (e->kind == EXPR_NUMBER && e->number >= 1 && e->number <= 1e9 &&
        e->number == (double)(size_t)e->number)
        made->index = (size_t)e->number;
    return made;
}

/* `[a = 1 and b = 2]` is `[a = 1][b = 2]` unless something asks for its place: so an index may
 * answer the first. */
static struct predicate *split_predicate(struct parser *p, struct expr *e) {
    if (e->kind != EXPR_AND || e->needs & NEEDS_PLACE)
        return new_predicate(p, e);
    struct predicate *first = NULL, **link = &first;
    for (struct operand *o = e->operand; o; o = o->next) {
        *link = new_predicate(p, o->expr);
        (*link)->index = 0;
        (*link)->as_boolean = true;
        link = &(*link)->next;
    }
    return first;
}

/* All predicates that follow. What they need of the row is given by the path; luck stays luck. */
static bool parse_predicates(struct parser *p, struct predicate **ret, unsigned *needs) {
    *ret = NULL;
    struct predicate **link = ret;
    while (accept(p, T_OPEN_PREDICATE)) {
        struct expr *e = parse_expr(p);
        if (!e)
            return false;
        if (!accept(p, T_CLOSE_PREDICATE))
            return wanted(p, "']'");
        *needs |= e->needs & NEEDS_LUCK;
        *link = split_predicate(p, e);
        while (*link)
            link = &(*link)->next;
    }
    return true;
}

/* ---- steps ---- */

static bool parse_axis(struct parser *p, enum axis *ret) {
    static const struct {
        const char *name;
        enum axis axis;
    } axes[] = {{"child", AXIS_CHILD},
                {"parent", AXIS_PARENT},
                {"self", AXIS_SELF},
                {"attribute", AXIS_ATTRIBUTE},
                {"descendant", AXIS_DESCENDANT},
                {"descendant-or-self", AXIS_DESCENDANT_OR_SELF},
                {"ancestor", AXIS_ANCESTOR},
                {"ancestor-or-self", AXIS_ANCESTOR_OR_SELF},
                {"following", AXIS_FOLLOWING},
                {"following-sibling", AXIS_FOLLOWING_SIBLING},
                {"preceding", AXIS_PRECEDING},
                {"preceding-sibling", AXIS_PRECEDING_SIBLING}};
    struct token t = p->t;
    for (size_t i = 0; i < sizeof(axes) / sizeof(*axes); i++) {
        if (strlen(axes[i].name) == t.len && memcmp(axes[i].name, t.at, t.len) == 0) {
            *ret = axes[i].axis;
            advance(p);
            advance(p); /* the '::' that made it an axis */
            return true;
        }
    }
    return lex_wrong(&p->lx, t.at, "there is no axis '%.*s'", (int)t.len, t.at);
}

static const char *prefix_uri(struct parser *p, struct token t) {
    const char *uri = namespaces_uri(p->ns, t.at, t.prefix);
    if (!uri)
        lex_wrong(&p->lx, t.at, "the prefix '%.*s' is not declared", (int)t.prefix, t.at);
    return uri;
}

static bool parse_name_test(struct parser *p, struct step *s) {
    struct token t = p->t;
    const char *uri = "";
    if (t.prefix && !(uri = prefix_uri(p, t)))
        return false;
    s->uri = uri;
    if (t.kind == T_ANY) {
        s->test = t.prefix ? TEST_PREFIX : TEST_ANY;
    } else {
        size_t skip = t.prefix ? t.prefix + 1 : 0;
        s->test = TEST_NAME;
        s->name = names_getn(p->names, uri, t.at + skip, t.len - skip);
    }
    advance(p);
    return true;
}

static bool parse_type_test(struct parser *p, struct step *s) {
    char first = *p->t.at;
    s->test = first == 'n' ? TEST_NODE : first == 't' ? TEST_TEXT : TEST_NOTHING;
    advance(p);
    if (!accept(p, T_OPEN))
        return wanted(p, "'('");
    if (first == 'p')
        (void)accept(p, T_LITERAL);
    return accept(p, T_CLOSE) || wanted(p, "')'");
}

/* Whether a step can begin with the next word. */
static bool at_step(const struct parser *p) {
    enum token_kind k = p->t.kind;
    return k == T_NAME || k == T_ANY || k == T_TYPE || k == T_AXIS || k == T_AT || k == T_DOT ||
           k == T_DOTS;
}

static struct step *parse_step(struct parser *p, unsigned *needs) {
    struct step *s = NEW(p->a, struct step);
    s->test = TEST_NODE;
    if (accept(p, T_DOT)) {
        s->axis = AXIS_SELF;
        return s;
    }
    if (accept(p, T_DOTS)) {
        s->axis = AXIS_PARENT;
        return s;
    }
    if (accept(p, T_AT))
        s->axis = AXIS_ATTRIBUTE;
    else if (p->t.kind == T_AXIS && !parse_axis(p, &s->axis))
        return NULL;
    bool ok;
    if (p->t.kind == T_NAME || p->t.kind == T_ANY)
        ok = parse_name_test(p, s);
    else if (p->t.kind == T_TYPE)
        ok = parse_type_test(p, s);
    else
        return wanted(p, "a name");
    return ok && parse_predicates(p, &s->predicate, needs) ? s : NULL;
}

/* Steps up to the end of the path, appended at *link; `deep` if '//' stands before the first. */
static bool parse_steps(struct parser *p, struct step **link, bool deep, unsigned *needs) {
    for (;;) {
        struct step *s = parse_step(p, needs);
        if (!s)
            return false;
        if (deep && s->axis == AXIS_CHILD && !s->predicate) {
            s->axis = AXIS_DESCENDANT; /* the same nodes without visiting them twice */
        } else if (deep) {
            struct step *all = NEW(p->a, struct step);
            all->axis = AXIS_DESCENDANT_OR_SELF;
            all->test = TEST_NODE;
            *link = all;
            link = &all->next;
        }
        *link = s;
        link = &s->next;
        if (accept(p, T_SLASHES))
            deep = true;
        else if (accept(p, T_SLASH))
            deep = false;
        else
            return true;
    }
}

static struct expr *parse_location(struct parser *p) {
    struct expr *e = new_expr(p, EXPR_PATH);
    bool deep = p->t.kind == T_SLASHES;
    e->path.absolute = deep || p->t.kind == T_SLASH;
    if (e->path.absolute)
        advance(p);
    else
        e->needs = NEEDS_NODE;
    if (e->path.absolute && !deep && !at_step(p))
        return e; /* '/' alone */
    return parse_steps(p, &e->path.step, deep, &e->needs) ? e : NULL;
}

/* ---- what paths start from, and operators ---- */

static const struct xfn *find_function(struct parser *p, struct token t) {
    if (t.prefix) { /* whatever prefix a form has given to the namespace of JavaRosa */
        const char *uri = prefix_uri(p, t);
        if (!uri)
            return NULL;
        if (strcmp(uri, JAVAROSA_URI) == 0) {
            const char *name =
                arena_printf(p->a, "jr:%.*s", (int)(t.len - t.prefix - 1), t.at + t.prefix + 1);
            const struct xfn *fn = xfn_find(name, strlen(name));
            if (fn)
                return fn;
        }
    }
    const struct xfn *fn = xfn_find(t.at, t.len);
    if (!fn)
        lex_wrong(&p->lx, t.at, "there is no function %.*s()", (int)t.len, t.at);
    else if (fn->refused)
        lex_wrong(&p->lx, t.at, "%s", fn->refused);
    return fn && !fn->refused ? fn : NULL;
}

/* The arguments and the bracket behind them. */
static bool parse_arguments(struct parser *p, struct expr *call) {
    struct operand *first = NULL, **link = &first;
    size_t n = 0;
    if (p->t.kind != T_CLOSE) {
        do {
            struct operand *o = *link = NEW(p->a, struct operand);
            link = &o->next;
            o->expr = parse_expr(p);
            if (!o->expr)
                return false;
            n++;
        } while (accept(p, T_COMMA));
    }
    if (!accept(p, T_CLOSE))
        return wanted(p, "')'");
    call->call.arg = arena_array(p->a, n, sizeof(struct expr *));
    for (struct operand *o = first; o; o = o->next) {
        call->call.arg[call->call.args++] = o->expr;
        call->needs |= o->expr->needs;
    }
    return true;
}

static struct expr *parse_call(struct parser *p) {
    struct token name = p->t;
    struct expr *e = new_expr(p, EXPR_CALL);
    const struct xfn *fn = find_function(p, name);
    if (!fn)
        return NULL;
    advance(p);
    advance(p); /* the '(' that made it a function */
    e->call.fn = fn;
    e->needs = fn->needs;
    if (!parse_arguments(p, e))
        return NULL;
    size_t n = e->call.args;
    if (n == 0)
        e->needs |= fn->needs_alone;
    if (n >= fn->min && n <= fn->max)
        return e;
    lex_wrong(&p->lx, name.at, "%s() has too %s arguments", fn->name, n < fn->min ? "few" : "many");
    return NULL;
}

static struct expr *parse_primary(struct parser *p) {
    struct expr *e = NULL;
    if (p->t.kind == T_CALL)
        return parse_call(p);
    if (p->t.kind == T_NUMBER) {
        e = new_expr(p, EXPR_NUMBER);
        e->number = p->t.number;
        advance(p);
    } else if (p->t.kind == T_LITERAL) {
        e = new_expr(p, EXPR_STRING);
        e->string = arena_strndup(p->a, p->t.at, p->t.len);
        advance(p);
    } else if (accept(p, T_OPEN)) {
        e = parse_expr(p);
        if (e && !accept(p, T_CLOSE))
            return wanted(p, "')'");
    } else {
        return wanted(p, "a value");
    }
    return e;
}

/* A path, or a value that predicates and steps may follow. */
static struct expr *parse_path(struct parser *p) {
    if (p->t.kind == T_SLASH || p->t.kind == T_SLASHES || at_step(p))
        return parse_location(p);
    struct expr *start = parse_primary(p);
    enum token_kind k = p->t.kind;
    if (!start || (k != T_OPEN_PREDICATE && k != T_SLASH && k != T_SLASHES))
        return start;
    struct expr *e = new_expr(p, EXPR_PATH);
    e->path.start = start;
    e->needs = start->needs;
    if (!parse_predicates(p, &e->path.predicate, &e->needs))
        return NULL;
    k = p->t.kind;
    if (k != T_SLASH && k != T_SLASHES)
        return e;
    advance(p);
    return parse_steps(p, &e->path.step, k == T_SLASHES, &e->needs) ? e : NULL;
}

/* Adds an operand to a list of one level, made when there is a second one. */
static struct expr *join(struct parser *p, struct expr *list, enum expr_kind kind,
                         struct operand ***link, enum expr_op op, struct expr *e) {
    if (!*link) {
        struct expr *made = new_expr(p, kind);
        made->operand = NEW(p->a, struct operand);
        made->operand->expr = list;
        made->needs = list->needs;
        *link = &made->operand->next;
        list = made;
    }
    struct operand *o = **link = NEW(p->a, struct operand);
    o->op = op;
    o->expr = e;
    list->needs |= e->needs;
    *link = &o->next;
    return list;
}

static struct expr *parse_union(struct parser *p) {
    struct expr *e = parse_path(p);
    struct operand **link = NULL;
    while (e && accept(p, T_PIPE)) {
        struct expr *right = parse_path(p);
        e = right ? join(p, e, EXPR_UNION, &link, OP_NONE, right) : NULL;
    }
    return e;
}

static struct expr *parse_unary(struct parser *p) {
    bool any = false, negative = false;
    while (accept(p, T_MINUS)) {
        any = true;
        negative = !negative;
    }
    struct expr *e = parse_union(p);
    if (!e || !any)
        return e;
    struct expr *made = new_expr(p, EXPR_NEGATIVE);
    made->operand = NEW(p->a, struct operand);
    made->operand->expr = e;
    made->operand->op = negative ? OP_SUB : OP_ADD; /* an even number of signs: just a number */
    made->needs = e->needs;
    return made;
}

enum { LEVELS = 6 };

/* Binary operators, the loosest level first. */
static const struct binary {
    int level;
    enum token_kind token;
    enum expr_kind kind;
    enum expr_op op;
} binaries[] = {
    {0, T_OR, EXPR_OR, OP_NONE},           {1, T_AND, EXPR_AND, OP_NONE},
    {2, T_EQ, EXPR_COMPARE, OP_EQ},        {2, T_NE, EXPR_COMPARE, OP_NE},
    {3, T_LT, EXPR_COMPARE, OP_LT},        {3, T_LE, EXPR_COMPARE, OP_LE},
    {3, T_GT, EXPR_COMPARE, OP_GT},        {3, T_GE, EXPR_COMPARE, OP_GE},
    {4, T_PLUS, EXPR_ARITHMETIC, OP_ADD},  {4, T_MINUS, EXPR_ARITHMETIC, OP_SUB},
    {5, T_TIMES, EXPR_ARITHMETIC, OP_MUL}, {5, T_DIV, EXPR_ARITHMETIC, OP_DIV},
    {5, T_MOD, EXPR_ARITHMETIC, OP_MOD},
};

static const struct binary *binary_at(const struct parser *p, int level) {
    for (size_t i = 0; i < sizeof(binaries) / sizeof(*binaries); i++)
        if (binaries[i].level == level && binaries[i].token == p->t.kind)
            return &binaries[i];
    return NULL;
}

static struct expr *parse_level(struct parser *p, int level) {
    if (level == LEVELS)
        return parse_unary(p);
    struct expr *e = parse_level(p, level + 1);
    struct operand **link = NULL;
    const struct binary *b;
    while (e && (b = binary_at(p, level))) {
        advance(p);
        struct expr *right = parse_level(p, level + 1);
        e = right ? join(p, e, b->kind, &link, b->op, right) : NULL;
    }
    return e;
}

static struct expr *parse_expr(struct parser *p) {
    if (p->depth == XPATH_DEPTH_MAX) {
        lex_wrong(&p->lx, p->t.at, "brackets are nested more than %d deep", XPATH_DEPTH_MAX);
        return NULL;
    }
    p->depth++;
    struct expr *e = parse_level(p, 0);
    p->depth--;
    return e;
}

const struct xpath *xpath_parse(struct arena *a, struct names *names, const struct namespaces *ns,
                                const char *text, struct err *err) {
    if (strlen(text) > XPATH_TEXT_MAX) {
        err_set(err, ERR_INPUT, "An expression may be at most %d bytes long.", XPATH_TEXT_MAX);
        return NULL;
    }
    struct xpath *x = NEW(a, struct xpath);
    x->text = arena_strdup(a, text);
    x->ns = ns;
    struct parser p = {.lx = {.text = text, .p = text, .before = T_END, .err = err},
                       .a = a,
                       .names = names,
                       .ns = ns};
    advance(&p);
    x->top = parse_expr(&p);
    x->memos = p.memos;
    if (x->top && p.t.kind != T_END)
        return wanted(&p, "an operator such as 'and'");
    return x->top ? x : NULL;
}

const char *xpath_text(const struct xpath *x) {
    return x->text;
}

bool xpath_is_path(const struct xpath *x) {
    const struct expr *e = x->top;
    if (e->kind != EXPR_PATH)
        return false;
    const struct expr *start = e->path.start;
    if (start && (start->kind != EXPR_CALL || (strcmp(start->call.fn->name, "instance") != 0 &&
                                               strcmp(start->call.fn->name, "current") != 0)))
        return false;
    for (const struct step *s = e->path.step; s; s = s->next)
        if (s->axis != AXIS_CHILD && s->axis != AXIS_PARENT && s->axis != AXIS_SELF)
            return false;
    return true;
}
