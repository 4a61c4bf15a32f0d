/* XPath 1.0 as ODK forms use it: parsed once, evaluated often.
 *
 * Why our own: XPath 1.0 answers NaN where ODK compares dates, prints 123456789012 as 1.23e+11,
 * evaluates both arms of if(), and a compiled expression of a library does not tell what it reads,
 * which the recalculation graph must know. So: a lexer, a recursive-descent parser into a tree, an
 * evaluator over `struct node`.
 *
 * Where ODK differs from XPath 1.0 (sources: ODK XForms specification, "XPath functions";
 * docs.getodk.org, "Form operators and functions"):
 *  - an unprefixed name matches nodes written without a prefix, whatever the default namespace;
 *  - absolute paths always start at the primary instance, also in a predicate on another one;
 *  - number() of an ISO date is days since 1970-01-01 (of a dateTime with the time as a fraction,
 *    in local time), so that <, > and arithmetic work on dates; a number that goes to a date field
 *    becomes a date again;
 *  - numbers print plainly, without an exponent, with at most 15 significant digits;
 *  - if(), coalesce(), `and`, `or` evaluate only what they need;
 *  - concat() takes node-sets; round() has a second argument; and so on, function by function.
 * A node that is not relevant reads as empty (the engine asks host->hidden()), and count(), sum(),
 * min(), max(), concat() and join() leave it out; a path still arrives at it.
 *
 * Decisions where those sources are silent or disagree: a time alone is a fraction of a day to
 * number(), so that times compare; `=` of two texts that are the same moment in two spellings is
 * true; round() takes halves away from zero; regex() must match the whole text (docs.getodk.org).
 *
 * Parsing works in the caller's arena; a parsed expression is constant and may be evaluated by
 * several instances, one thread at a time. Caps: 64 KB of text, depth 128, 4 million steps an
 * evaluation. */
#pragma once

#include "forms/node.h"

#include "base/err.h"
#include "base/str.h"

struct xpath; /* a parsed expression */

/* Prefixes that an expression may use. `jr`, `orx`, `odk`, `xsd`... come from the form file. */
struct namespaces {
    struct {
        const char *prefix, *uri;
    } * at;
    size_t count;
};
const char *namespaces_uri(const struct namespaces *ns, const char *prefix, size_t len);

/* Parses `text`. `ns` is borrowed as long as the expression. NULL and one sentence if it is not
 * XPath, names a function that does not exist here or with too few or too many arguments, or a
 * prefix that is not declared. The sentence names the place ("at character 12") and the word. */
const struct xpath *xpath_parse(struct arena *a, struct names *names, const struct namespaces *ns,
                                const char *text, struct err *err);
const char *xpath_text(const struct xpath *x); /* as it was written */

enum xkind { X_BOOLEAN, X_NUMBER, X_STRING, X_NODES };

/* A set of nodes without duplicates in document order, except that randomize() keeps its own. */
struct xnodes {
    struct node **at;
    size_t count;
};

struct xvalue {
    enum xkind kind;
    union {
        bool boolean;
        double number;
        const char
            *string; /* never NULL; in the scratch arena or a node: valid until either goes */
        struct xnodes nodes;
    };
};

struct xcontext;

/* What the evaluator asks of the form that it runs in. Members may be NULL where a comment says
 * what holds then. All strings that come back live at least as long as c->scratch. */
struct xhost {
    void *ctx;
    /* The tree named `id` (primary or secondary); NULL if there is none. NULL member: none. */
    struct tree *(*instance)(void *ctx, const char *id);
    /* The rows `path` of tree `t` ("root/item") whose column equals value, if an index can answer:
     * returns false if not, then the predicate is tried row by row. NULL member: never. */
    bool (*lookup)(void *ctx, struct tree *t, struct node *parent, const struct name *row,
                   const struct name *column, const char *value, struct xnodes *ret);
    bool (*hidden)(void *ctx, const struct node *n); /* not relevant: reads as empty. NULL: none */
    /* jr:itext(id) and jr:choice-name(value, path) in the current language; "" if unknown. */
    const char *(*itext)(void *ctx, const struct xcontext *c, const char *id);
    const char *(*choice_name)(void *ctx, const struct xcontext *c, const char *value,
                               const char *path);
    /* pulldata(file, result column, key column, key): "" if not there. */
    const char *(*pulldata)(void *ctx, const char *file, const char *column, const char *key_column,
                            const char *key);
    int64_t now_ms;              /* wall clock, ms since 1970-01-01 UTC */
    int32_t utc_offset_s;        /* of local time at now_ms; used for all times without an offset */
    double (*random)(void *ctx); /* 0 <= x < 1 */
    void (*uuid)(void *ctx, char ret[static 37]); /* version 4 */
};

struct xcontext {
    struct node *root;     /* document of the primary instance: where '/' starts */
    struct node *node;     /* the context node: '.' */
    struct node *current;  /* what current() answers: the node that the expression belongs to */
    size_t position, size; /* 1-based; 1 and 1 at the top */
    const struct xhost *host;
    struct arena *scratch; /* results and intermediate values; the caller resets it */
};

/* Evaluates. False and a sentence for what cannot be known before: count() of a string, an
 * instance() that is not there, a pattern that is none, more work than the cap allows. */
bool xpath_eval(const struct xpath *x, const struct xcontext *c, struct xvalue *ret,
                struct err *err);

/* Conversions, XPath 1.0 section 4 with the differences named above. */
bool xvalue_boolean(const struct xvalue *v);
double xvalue_number(const struct xvalue *v, const struct xcontext *c);
const char *xvalue_string(const struct xvalue *v, const struct xcontext *c);
/* String value of a node: own text of a leaf, else of all its leaves; "" if hidden. */
const char *xnode_string(const struct node *n, const struct xcontext *c);
/* Plain decimal text of a number: "3", "0.1", "NaN", "Infinity", "-Infinity", "123456789012". */
const char *xnumber_text(double d, struct arena *a);

/* Calls fn(ctx, node, top) for every node of a *template* tree that `x` may read when evaluated
 * with the context node `from`: paths are followed without their predicates, the predicates' own
 * paths are followed from where they stand. `top` is the highest node that the path went through:
 * who stays below a repeat reads this instance of it and no other. Paths into other instances call
 * nothing themselves, but paths in their predicates do. May call for a node more than once. */
void xpath_reads(const struct xpath *x, struct node *from, struct node *root,
                 void (*fn)(void *ctx, struct node *n, const struct node *top), void *ctx);

/* If `x` is a plain path (steps by child, parent or self only, no function but instance() or
 * current() at its start), says so: itemsets and setvalue targets need it. */
bool xpath_is_path(const struct xpath *x);
