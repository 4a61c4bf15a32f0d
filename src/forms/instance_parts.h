/* What the files of instance*.c share: the handle itself. Nobody else includes this.
 *
 * Work on an answer is in two halves. *Values*: is it relevant, what is it; others read these, so
 * they are worked out in order of rank. *Checks*: readonly, required, valid; nothing reads these,
 * so they come once, when all values have settled. What is to be worked out again is marked: for a
 * whole bind (every instance of it), or for one node. */
#pragma once

#include "forms/graph.h"
#include "forms/instance.h"

enum {
    ROUNDS_MAX = 100,    /* of values, actions and counted repeats until all is quiet */
    ACTIONS_MAX = 20000, /* that one change may set off: twice REPEAT_MAX */
    WORDS_DEPTH = 8,     /* labels that ask for labels */
    UID_TEXT = 5 + 37    /* uuid:... */
};

/* What is known of each bind here, by rank. */
struct slot {
    const struct control *control; /* its first question, or NULL */
    const struct control *repeat;  /* that it is an instance of, or NULL */
    struct node **at;              /* its nodes in document order */
    size_t count;
    uint8_t due;      /* USE_VALUE, USE_CHECK: for all its nodes */
    uint8_t due_some; /* the same for those with field->due */
    bool triggers;    /* a change of it sets off a setvalue */
};

struct instance {
    const struct form *form;
    struct instance_env env; /* texts are copies in `arena` */
    struct tree tree;
    struct tree last_saved; /* document NULL if there is none */
    struct arena arena;     /* what lives as long as the instance, which lies in it too */
    struct arena scratch;   /* of one evaluation: see instance_forget() */
    struct xhost host;
    uint64_t random;
    size_t language;
    struct slot *slot;
    struct node **index; /* what slot.at points into */
    size_t index_cap;
    struct node **changed; /* that have triggers, since actions ran last */
    size_t changes, changed_cap;
    char uid[UID_TEXT];   /* of a form that has no place for one; "" until sent */
    const char *itext_id; /* jr:itext() asked for it last: whose picture belongs to the words */
    int depth;            /* of words within words */
    bool loading;         /* changes are no events yet */
    bool keep_values;     /* a draft's calculated values are right as they are */
    struct err failed;    /* the first expression that could not be evaluated */
};

/* ---- instance.c */
struct slot *instance_slot(const struct instance *in, const struct node *n); /* of an answer */
/* Whether it holds an answer: a group without anything in it at the moment does not. */
bool instance_is_leaf(const struct node *n);
/* Makes fields for `copy` and all in it, a copy of the template's `from`; takes out the patterns of
 * repeats; marks all as due. */
void instance_adopt(struct instance *in, const struct node *from, struct node *copy);
void instance_index(struct instance *in); /* after nodes came or went */
/* The node of this instance for a template node: the one in the same repeat instances as `context`
 * where they have some in common, else in the first; NULL if there is none. */
struct node *instance_node_for(const struct instance *in, const struct node *template,
                               struct node *context);

/* ---- instance_host.c */
void instance_host(struct instance *in); /* fills in->host */
double instance_chance(void *in);        /* 0 <= x < 1 */
void instance_uuid(void *in, char ret[static 37]);
void instance_uid(struct instance *in, char ret[static UID_TEXT]); /* "uuid:" before it */
struct xcontext instance_context(struct instance *in, struct node *n);
/* Overwrites and forgets what evaluations have left: call at the end of what a caller asked for. */
void instance_forget(struct instance *in);

/* ---- instance_value.c: values as texts, by type */
/* The one way to write `text` as that type; in `a` or text itself. NULL and a sentence if it is
 * none. The empty text is of every type. */
const char *value_canonical(const struct instance *in, const struct bind *b, const char *text,
                            struct arena *a, struct err *err);
/* What a calculation's result is as that type: "" if it is none. */
const char *value_result(const struct instance *in, const struct bind *b, const struct xvalue *v,
                         const struct xcontext *c);

/* ---- instance_calc.c */
void instance_due(struct instance *in, struct node *n, uint8_t use);
void instance_due_readers(struct instance *in, const struct bind *b);
/* Stores a value that is canonical already, marks what reads it. */
void instance_store(struct instance *in, struct node *n, const char *value);
/* Whether x holds at n; `otherwise` if it cannot be evaluated. */
bool instance_holds(struct instance *in, const struct xpath *x, struct node *n, bool otherwise);
void instance_settle(struct instance *in); /* until nothing is due */

/* ---- instance_repeat.c */
bool instance_count_repeats(struct instance *in); /* jr:count; whether anything changed */
/* Whether one more instance in `parent` would be relevant. */
bool instance_repeat_relevant(struct instance *in, const struct control *repeat,
                              struct node *parent);

/* ---- instance_action.c */
/* Runs the actions of `events`. `at`: the new repeat instance or the changed node; NULL for loads.
 */
void instance_event(struct instance *in, unsigned events, struct node *at);
bool instance_run_changed(struct instance *in, size_t *budget); /* whether there were any */

/* ---- instance_preload.c */
void instance_preload(struct instance *in, struct node *top); /* new nodes at and below top */
void instance_preload_end(struct instance *in);

/* ---- instance_words.c */
void instance_add_label(struct instance *in, const struct label *label, const struct xcontext *c,
                        struct str *out);
const char *instance_itext(void *in, const struct xcontext *c, const char *id);

/* ---- instance_options.c */
const char *instance_choice_name(void *in, const struct xcontext *c, const char *value,
                                 const char *path);
