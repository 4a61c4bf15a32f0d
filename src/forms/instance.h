/* A form being filled in: its values, what is relevant, what is wrong, what is next to say.
 *
 * An `instance` is made from a loaded form, keeps a tree of its own, and recalculates after every
 * change exactly what reads the changed node (forms/graph.h), for each repeat instance. Values are
 * texts as XForms stores them (dates ISO, select-many separated by blanks). Nothing here knows a
 * screen, a file or a clock: time, chance and identity come with `instance_env`.
 *
 * Answers are personal: instance_free() overwrites every value. One thread at a time. */
#pragma once

#include "forms/form.h"

struct instance;

/* What an answer is at the moment. Every element and bound attribute of the instance's tree has
 * one as node->field. */
struct field {
    const struct bind *bind;
    bool relevant; /* itself and all above */
    bool readonly; /* itself or one above; a calculate without control counts as readonly */
    bool required; /* only when relevant */
    bool valid;    /* constraint and type hold, or it is empty */
    bool relevant_here, readonly_here; /* without those above */
    uint8_t due;     /* what is to be worked out again; only for forms/instance, as the next */
    uint64_t result; /* of the last calculation, hashed; 0: there was none */
};

struct instance_env {
    int64_t now_ms; /* ms since 1970-01-01 UTC */
    int32_t utc_offset_s;
    uint64_t seed; /* for random(), randomize() without a seed, and uuid() when uuid is NULL */
    void (*uuid)(void *ctx, char ret[static 37]);
    void *ctx;
    /* jr:preload="property" and context; NULL where there is none: the node stays empty. */
    const char *device_id, *username, *email, *phone_number;
    bool secret;            /* its arenas lie in secret memory (base/secret.h) */
    const char *last_saved; /* XML of the last finished instance of this form, or NULL */
};

/* A new one: defaults, preloads, first-load events, all calculations. NULL if an expression cannot
 * be evaluated at all. `f` must outlive it. */
struct instance *instance_new(const struct form *f, const struct instance_env *env,
                              struct err *err);
/* A draft again, from instance_write()'s XML: odk-instance-load events run, first-load do not.
 * Nodes that the form does not have are refused. */
struct instance *instance_resume(const struct form *f, const struct instance_env *env,
                                 const char *xml, size_t len, struct err *err);
void instance_free(struct instance *in);
void instance_set_now(struct instance *in, int64_t now_ms, int32_t utc_offset_s);

const struct form *instance_form(const struct instance *in);
struct node *instance_root(const struct instance *in); /* the root element of the data */

/* The node at `path`, an XPath with 1-based positions ("/data/person[2]/age") from the root; NULL
 * and a sentence if it is no path or no node or more than one. */
struct node *instance_find(struct instance *in, const char *path, struct err *err);
/* Path of a node with a position for each repeat instance: "/data/person[2]/age". */
void instance_path(const struct instance *in, const struct node *n, struct str *out);

/* Sets an answer and recalculates. The value is checked against the type: what is not one of it
 * ("abc" for int) is refused with a sentence and nothing changes; so is a readonly node. A value
 * that breaks the constraint is stored, field.valid says so. Numbers lose leading zeros for int;
 * blanks at both ends go. Runs xforms-value-changed events. The sentence of a refusal repeats the
 * answer: it is for the person and never for a log. */
bool instance_set(struct instance *in, struct node *n, const char *value, struct err *err);
/* The same for what is known and nobody is asked: readonly fields take it, too. */
bool instance_prefill(struct instance *in, struct node *n, const char *value, struct err *err);

/* Repeats. `template_node` is control->node, `parent` the node that contains the instances. */
size_t instance_repeat_count(const struct instance *in, const struct control *repeat,
                             const struct node *parent);
/* Adds one after the last: the defaults of the jr:template, or empty if there is none (the values
 * of the instances that a form writes down are theirs alone); odk-new-repeat events. Refused if
 * noAddRemove or counted by jr:count. NULL and a sentence then. At most REPEAT_MAX. A form starts
 * with the instances it writes down: with none if there is only a jr:template. */
enum { REPEAT_MAX = 10000 };
struct node *instance_repeat_add(struct instance *in, const struct control *repeat,
                                 struct node *parent, struct err *err);
bool instance_repeat_remove(struct instance *in, struct node *repeat_instance, struct err *err);
/* The repeat control that this node is an instance of; NULL if it is none. */
const struct control *instance_repeat_of(const struct instance *in, const struct node *n);

/* Languages, by index of form->language. The choice changes labels, jr:itext() and choice names. */
void instance_set_language(struct instance *in, size_t language);
size_t instance_language(const struct instance *in);
/* The form's language whose name or code in brackets begins like `code` ("en" finds "English
 * (en)", "en-GB", "en"); -1 if none. */
int form_language_for(const struct form *f, const char *code);

/* Words in the current language, with outputs filled in; "" if there are none. `n` is the context:
 * the control's node in this instance. Append to out. */
void instance_words(struct instance *in, const struct label *label, struct node *n,
                    struct str *out);
/* One form of the label's itext (TEXT_IMAGE: the file's name without jr://images/); false if none.
 */
bool instance_words_form(struct instance *in, const struct label *label, struct node *n,
                         enum text_form form, struct str *out);

/* Choices of a select or rank at node `n`, in the order to show. Texts live in `a`. Written items
 * and itemsets alike. */
struct form_option {
    const char *value;
    const char *label;
    const char *image; /* file name or NULL */
};
bool instance_options(struct instance *in, const struct control *c, struct node *n, struct arena *a,
                      struct form_option **ret, size_t *ret_count, struct err *err);
/* After a change of what a select's choices depend on, an answer that is no longer among them is
 * cleared (ODK Collect does so when the question is shown again). Returns whether it changed. */
bool instance_drop_stale(struct instance *in, const struct control *c, struct node *n);

/* All that is wrong: relevant fields that are required and empty or break a constraint, in document
 * order. The message is the form's own in the current language, or a plain sentence of ours. */
struct form_fault {
    struct node *node;
    bool missing; /* required; else invalid */
    const char *message;
};
void instance_check(struct instance *in, struct arena *a, struct form_fault **ret,
                    size_t *ret_count);
/* The same for one field: false if nothing is wrong with it. */
bool instance_fault(struct instance *in, struct node *n, struct arena *a, struct form_fault *ret);

/* Ends the filling: timestamp preloads "end", then the XML as it is sent: relevant nodes only, no
 * templates, meta/instanceID given ("uuid:...") if the form has no preload for it, entity
 * attributes by the entities specification (create, update, baseVersion...). Append to out. */
bool instance_submit(struct instance *in, struct str *out, struct err *err);
/* All nodes with their values, relevant or not: what a draft keeps. */
void instance_write(const struct instance *in, struct str *out);
