/* What the files of the XPath evaluator share: the tree of a parsed expression and the state of one
 * evaluation. Nobody else includes this.
 *
 * Operators of one level stand in one list and not in a deep tree (`a or b or c or ...` of three
 * hundred choices is real), so the depth of an expression is the depth of its brackets, and that is
 * capped by the parser: everything here may recurse. */
#pragma once

#include "forms/xpath.h"

struct xfn;
struct xpattern;

enum {
    XPATH_TEXT_MAX = 64 * 1024,
    XPATH_DEPTH_MAX = 128,
    XPATH_WORK_MAX = 4 * 1000 * 1000 /* nodes visited, pairs compared, 8 bytes of text made */
};

enum expr_kind {
    EXPR_OR,
    EXPR_AND,
    EXPR_COMPARE,    /* = != < <= > >= */
    EXPR_ARITHMETIC, /* + - * div mod */
    EXPR_UNION,
    EXPR_NEGATIVE,
    EXPR_NUMBER,
    EXPR_STRING,
    EXPR_CALL,
    EXPR_PATH
};

enum expr_op {
    OP_NONE,
    OP_EQ,
    OP_NE,
    OP_LT,
    OP_LE,
    OP_GT,
    OP_GE,
    OP_ADD,
    OP_SUB,
    OP_MUL,
    OP_DIV,
    OP_MOD
};

/* What the value of an expression hangs on beside the trees: bits. Without any, it is the same for
 * every row that a predicate is tried on. */
enum {
    NEEDS_NODE = 1,  /* the context node */
    NEEDS_PLACE = 2, /* position() or last() */
    NEEDS_LUCK = 4   /* random(), uuid(): another each time */
};

struct operand {
    enum expr_op op; /* before it; OP_NONE for the first */
    struct expr *expr;
    struct operand *next;
};

enum axis {
    AXIS_CHILD,
    AXIS_PARENT,
    AXIS_SELF,
    AXIS_ATTRIBUTE,
    AXIS_DESCENDANT,
    AXIS_DESCENDANT_OR_SELF,
    AXIS_ANCESTOR,
    AXIS_ANCESTOR_OR_SELF,
    AXIS_FOLLOWING,
    AXIS_FOLLOWING_SIBLING,
    AXIS_PRECEDING,
    AXIS_PRECEDING_SIBLING
};

enum test {
    TEST_NAME,
    TEST_ANY,    /* '*' */
    TEST_PREFIX, /* 'p:*' */
    TEST_NODE,
    TEST_TEXT,
    TEST_NOTHING /* comment() and processing-instruction(): no tree here has any */
};

/* `[column = value]` where value is the same for all rows: an index may know the rows. */
struct lookup {
    const struct name *column; /* NULL: the predicate is of another shape */
    struct expr *value;
};

struct predicate {
    struct expr *expr;
    size_t index;    /* `[3]`: 3; 0 if it must be evaluated */
    bool as_boolean; /* part of an `and`: a number in it is no place */
    struct lookup lookup;
    struct predicate *next;
};

struct step {
    enum axis axis;
    enum test test;
    const struct name *name; /* TEST_NAME */
    const char *uri;         /* TEST_PREFIX */
    struct predicate *predicate;
    struct step *next;
};

struct expr {
    enum expr_kind kind;
    unsigned needs;
    size_t memo; /* 1-based place of its value among those kept during an evaluation; 0: not kept */
    union {
        struct operand *operand; /* EXPR_OR to EXPR_NEGATIVE */
        double number;
        const char *string;
        struct {
            const struct xfn *fn;
            struct expr **arg;
            size_t args;
        } call;
        struct {
            bool absolute;               /* starts at the document of the primary instance */
            struct expr *start;          /* or at these nodes; NULL: at the context node */
            struct predicate *predicate; /* of `start` */
            struct step *step;
        } path;
    };
};

struct xpath {
    const char *text;
    const struct namespaces *ns;
    struct expr *top;
    size_t memos;
};

/* Values that hold for a whole evaluation, computed at the first row that asks. */
struct memo {
    bool set;
    struct xvalue value;
};

/* One evaluation. `c` is our own copy: node, position and size follow the predicates. */
struct run {
    struct xcontext c;
    const struct xpath *x;
    struct err *err;
    size_t work;
    struct arena keep; /* what outlives a row of a predicate */
    struct memo *memo;
    struct tree *tree;        /* the last that instance() answered: what `lookup` may be asked of */
    struct xpattern *pattern; /* the last of regex() */
    bool tracing;             /* xpath_reads(): templates count, predicates keep all */
};

/* ---- xpath_parse.c, xpath_lex.c ---- */

enum token_kind {
    T_END,
    T_BROKEN, /* not a token: the sentence is in `err` */
    T_NUMBER,
    T_LITERAL,
    T_NAME, /* name or prefix:name */
    T_ANY,  /* * or prefix:* */
    T_CALL, /* a name before '(' */
    T_TYPE, /* node, text, comment, processing-instruction before '(' */
    T_AXIS, /* a name before '::' */
    T_OPEN,
    T_CLOSE,
    T_OPEN_PREDICATE,
    T_CLOSE_PREDICATE,
    T_DOT,
    T_DOTS,
    T_AT,
    T_COMMA,
    T_AXIS_MARK, /* :: */
    /* From here on all are operators: a name or '*' behind one is an operand. */
    T_SLASH,
    T_SLASHES,
    T_PIPE,
    T_PLUS,
    T_MINUS,
    T_EQ,
    T_NE,
    T_LT,
    T_LE,
    T_GT,
    T_GE,
    T_AND,
    T_OR,
    T_DIV,
    T_MOD,
    T_TIMES
};

struct token {
    enum token_kind kind;
    const char *at; /* in the text; of a literal: behind the quote */
    size_t len;
    size_t prefix; /* bytes before the ':' of a name; 0 if it has none */
    double number;
};

struct lexer {
    const char *text, *p;
    enum token_kind before; /* the token before the next one; T_END at the start */
    struct err *err;
};
struct token lex_next(struct lexer *lx);
/* Sets `err` to "At character N: <the sentence>" and returns false. */
bool lex_wrong(struct lexer *lx, const char *at, const char *fmt, ...) PRINTF(3, 4);

/* ---- xpath_eval.c, xpath_step.c ---- */

/* Adds to the work done; false with a sentence if that is more than an evaluation may do. */
bool run_spend(struct run *r, size_t work) MUST_USE;
/* How much of `text` a sentence shows, for "%.*s": whole characters, at most 60 bytes. */
int brief(const char *text);
bool eval(struct run *r, const struct expr *e, struct xvalue *ret) MUST_USE;
bool eval_boolean(struct run *r, const struct expr *e, bool *ret) MUST_USE;
bool eval_number(struct run *r, const struct expr *e, double *ret) MUST_USE;
bool eval_string(struct run *r, const struct expr *e, const char **ret) MUST_USE;
/* False with a sentence that names `who` if it is not a node-set. */
bool eval_nodes(struct run *r, const struct expr *e, const char *who, struct xnodes *ret) MUST_USE;
/* The nodes of a path. */
bool eval_path(struct run *r, const struct expr *e, struct xvalue *ret) MUST_USE;
/* One step from all nodes of `from`, with its predicates. */
bool eval_step(struct run *r, const struct step *s, struct xnodes from,
               struct xnodes *ret) MUST_USE;
/* Sorts into document order and takes out what is there twice. */
bool nodes_order(struct run *r, struct xnodes *nodes) MUST_USE;

/* A growing array of nodes in the scratch arena. */
struct node_list {
    struct xnodes nodes;
    size_t cap;
};
void list_add(struct run *r, struct node_list *list, struct node *n);

/* ---- xpath_value.c ---- */

bool run_string(struct run *r, const struct xvalue *v, const char **ret) MUST_USE;
bool run_number(struct run *r, const struct xvalue *v, double *ret) MUST_USE;
bool run_compare(struct run *r, enum expr_op op, const struct xvalue *a, const struct xvalue *b,
                 bool *ret) MUST_USE;
double text_number(const char *text, int32_t utc_offset_s); /* number() of a string */
/* The value of `len` bytes that are digits with at most one point. */
double digits_number(const char *digits, size_t len);
bool node_hidden(const struct node *n, const struct xcontext *c);

/* ---- xpath_fn.c ---- */

typedef bool (*xfn_call)(struct run *r, struct expr *const *arg, size_t args, struct xvalue *ret);

struct xfn {
    const char *name; /* as it is written: "jr:itext" */
    size_t min, max;  /* arguments */
    xfn_call call;
    double (*math)(double); /* instead of `call` for a plain function of one number */
    unsigned needs;         /* NEEDS_... whatever the arguments are */
    unsigned needs_alone;   /* when called without any */
    const char *refused;    /* known, but not here: the sentence */
};
enum { ANY_NUMBER = 1000 };

const struct xfn *xfn_find(const char *name, size_t len); /* NULL: no such function */
bool xfn_invoke(struct run *r, const struct expr *e, struct xvalue *ret) MUST_USE;

/* All values of all arguments: of a node-set the text of each node that is not hidden. */
struct xvalues {
    struct xvalue *at; /* none is X_NODES */
    size_t count;
};
bool eval_values(struct run *r, struct expr *const *arg, size_t args, struct xvalues *ret) MUST_USE;

struct xvalue of_boolean(bool b);
struct xvalue of_number(double d);
struct xvalue of_string(const char *s);
struct xvalue of_nodes(struct xnodes nodes);

void xpattern_free(struct xpattern *p); /* NULL is fine */

/* One table a file, ended by an entry without a name. */
extern const struct xfn xfn_core[], xfn_text[], xfn_number[], xfn_date[], xfn_nodes[], xfn_odk[];
