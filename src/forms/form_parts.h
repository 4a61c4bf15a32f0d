/* What the files of the loader share. A form is loaded in this order: itext, instances, binds,
 * body, actions, files beside the form, checks; each adds to `form` and says what is wrong on the
 * way, so that a form's author hears of everything at once. */
#pragma once

#include "forms/form.h"
#include "forms/xml.h"

/* Namespaces of attributes and elements. The ODK ones are also seen with a slash at the end. */
#define NS_JR "http://openrosa.org/javarosa"
#define NS_ORX "http://openrosa.org/xforms"
#define NS_ODK "http://www.opendatakit.org/xforms"
#define NS_ENTITIES "http://www.opendatakit.org/xforms/entities"

#define BLANKS " \t\r\n"

/* A list that expressions ask for: instance('id') or pulldata('id', ...). */
struct asked {
    const char *id;
    int line;
    bool pulldata;
    struct asked *next;
};

struct loader {
    struct form *form;
    struct document doc;
    const struct form_files *files;
    struct form_complaints *said;
    const struct element *model, *body;
    const struct element *primary; /* <instance> of the data itself */
    struct bind_id {
        const char *id;
        struct bind *bind;
        struct bind_id *next;
    } * ids;      /* <bind id="..."> */
    bool *shown;  /* by order of the template's nodes: a control shows it */
    size_t nodes; /* of the template, attributes too */
    size_t binds_cap, setvalues_cap;
    struct asked *asked; /* each id once */
    bool asks_any;       /* an id is computed: it may be any */
};

/* Complaints about `e` or the node at `path` (may be NULL). A stop means that it cannot run. */
void load_stop(struct loader *l, const struct element *e, const char *path, const char *fmt, ...)
    PRINTF(4, 5);
void load_note(struct loader *l, const struct element *e, const char *path, const char *fmt, ...)
    PRINTF(4, 5);

/* An array in the form's arena with room for one more than `count`. */
void *load_grow(struct loader *l, void *at, size_t count, size_t *cap, size_t elem);
const char *load_attr(const struct element *e, const char *uri, const char *local);
bool load_is(const struct element *e, const char *uri, const char *local);
const char *load_trim(struct loader *l, const char *text); /* a copy; NULL stays NULL */
/* All text in `e`, trimmed; "" if there is none. */
const char *load_content(struct loader *l, const struct element *e);
/* Compiles. NULL for no or empty text, or after a stop. `what` names it: "relevant". */
const struct xpath *load_xpath(struct loader *l, const struct element *e, const char *path,
                               const char *what, const char *text);
bool load_is_constant(const struct xpath *x, const char *text); /* "false()", blanks aside */

/* form_path.c: the node of the template that a plain path leads to, predicates left aside; NULL if
 * it is no such path or there is nothing. Of nodes with the same name: see path_child. */
struct node *path_find(struct loader *l, struct node *from, const char *path);
/* The jr:template of that name, else the first; NULL if there is none. */
struct node *path_child(const struct node *parent, const struct name *name);
/* "/data/group/name" of a template node, in the form's arena. */
const char *path_text(struct loader *l, const struct node *n);

/* form_text.c */
void texts_load(struct loader *l);
const struct phrase *texts_phrase(struct loader *l, const struct element *e, const char *path);
struct label texts_label(struct loader *l, const struct element *e, const char *path);
/* A label that is the text of an attribute: jr:itext('id') or the words themselves. */
struct label texts_message(struct loader *l, const struct element *e, const char *path,
                           const char *text);

/* form_bind.c */
void binds_load(struct loader *l);
/* Never NULL: an attribute that had none gets one. */
struct bind *bind_of(struct loader *l, struct node *n);
/* The bind that `e` names by bind="id"; NULL if it names none that is there. */
struct bind *bind_by_id(const struct loader *l, const struct element *e);
/* Sets bind.repeat and calculated_type_none, which the body decides. */
void binds_finish(struct loader *l);

/* form_body.c */
void body_load(struct loader *l);

/* form_action.c. `in` is the control that the action stands in; NULL in the model. `from` is where
 * relative paths start. */
bool action_load(struct loader *l, const struct element *e, const struct control *in,
                 struct node *from);

/* form_check.c */
void check_instances(struct loader *l); /* asked for, but not there */
void check_appearance(struct loader *l, const struct element *e, const struct control *c);

/* secondary.c */
void secondaries_load(struct loader *l);
/* The file's name in "jr://images/x.png"; NULL if the address is none or names a folder. */
const char *jr_file_name(const char *address);

/* secondary_csv.c, secondary_geojson.c: a tree root/item/<column> from the bytes of a file. */
bool secondary_read_csv(const char *bytes, size_t len, struct names *names, struct tree *t,
                        struct err *err);
bool secondary_read_geojson(const char *bytes, size_t len, struct names *names, struct tree *t,
                            struct err *err);
