/* A form as it was written: an ODK XForm, loaded once, checked whole, constant from then on.
 *
 * Loading parses the file, compiles every expression, orders the calculations (a cycle is an
 * error) and reads the secondary instances. What this kiosk cannot do is found here and not in
 * front of a class: an unknown function, an unsupported control that must be answered, a missing
 * file, a path to nothing, each a `complaint` with line and path. A form with a complaint that
 * stops it cannot be run; others (an unknown appearance) are notes.
 *
 * Sources: ODK XForms specification (instance, bindings, body, repeats, actions, languages,
 * entities); paths of that text are named where a rule comes from it. */
#pragma once

#include "forms/node.h"
#include "forms/xpath.h"

#include "base/err.h"

struct pair_key;

enum value_type { /* bind type="..."; unknown ones are strings */
                  TYPE_STRING,
                  TYPE_INT,
                  TYPE_DECIMAL,
                  TYPE_BOOLEAN,
                  TYPE_DATE,
                  TYPE_TIME,
                  TYPE_DATETIME,
                  TYPE_GEOPOINT,
                  TYPE_GEOTRACE,
                  TYPE_GEOSHAPE,
                  TYPE_BINARY,
                  TYPE_BARCODE
};

/* Words of a form: plain text with values in between. */
struct phrase {
    struct piece {
        const char *text;          /* NULL where an output stands */
        const struct xpath *value; /* <output value="..."/> */
    } * piece;
    size_t count;
};

/* A label, hint or message: either words, or an expression that gives words (usually
 * jr:itext('id'); also a path to a column of an itemset). */
struct label {
    const struct phrase *words;
    const struct xpath *ref;
    const char *itext_id; /* set if ref is jr:itext('constant'): media and short forms are there */
};

enum text_form { /* <value form="..."> in itext */
                 TEXT_PLAIN,
                 TEXT_SHORT,
                 TEXT_GUIDANCE,
                 TEXT_IMAGE,
                 TEXT_BIG_IMAGE,
                 TEXT_AUDIO,
                 TEXT_VIDEO
};
enum { TEXT_FORMS = TEXT_VIDEO + 1 };

struct bind {
    const char *path;    /* "/data/group/name": absolute, without positions */
    struct node *node;   /* of the template tree; an element or an attribute */
    struct node *repeat; /* nearest repeat around `node` in the template tree, or NULL: of a
                          * repeat's own node the next one further out */
    enum value_type type;
    const char *type_name; /* as written; "" if not */
    const struct xpath *relevant, *required, *readonly, *constraint, *calculate; /* or NULL */
    struct label constraint_message, required_message;
    const char *preload, *preload_params; /* jr:preload: NULL if none */
    const char *saveto;                   /* entities:saveto: property name or NULL */
    int max_pixels;                       /* orx:max-pixels, 0 if not given */
    bool calculated_type_none;            /* no control shows it: a calculate without a question */
    int line;
    uint32_t rank; /* place in the order of recalculation: a bind reads only lower ranks */
};

enum control_kind {
    CONTROL_INPUT,
    CONTROL_SELECT1,
    CONTROL_SELECT,
    CONTROL_RANK,
    CONTROL_RANGE,
    CONTROL_TRIGGER,
    CONTROL_UPLOAD,
    CONTROL_GROUP,
    CONTROL_REPEAT
};

struct choice { /* <item> written in the form */
    struct label label;
    const char *value;
};

struct itemset {
    const struct xpath *nodes; /* nodeset, without randomize() around it */
    bool randomize;
    const struct xpath *seed;  /* randomize(nodes, seed) or NULL */
    const struct xpath *value; /* evaluated with a row as context */
    struct label label;        /* the same */
};

struct control {
    enum control_kind kind;
    struct control *parent, *child, *next;
    struct node *node;       /* of the template tree; NULL for a group without ref */
    const struct bind *bind; /* of node; NULL if node is */
    const char *appearance;  /* "" if none; words separated by blanks */
    struct label label, hint;
    struct choice *choice; /* selects: written items */
    size_t choices;
    const struct itemset *itemset; /* selects: or NULL */
    double start, end, step;       /* range; step > 0, the sign is of end - start */
    double tick_interval;          /* odk:tick-interval, 0 if none */
    const struct xpath *count;     /* repeat: jr:count or NULL */
    bool no_add_remove;            /* repeat: jr:noAddRemove="true()" */
    const char *mediatype;         /* upload: as written, for instance image/jpeg */
    int rows;                      /* input rows="4": 0 if not given */
    int line;
};
/* Whether `word` is one of the blank-separated words of the control's appearance. */
bool control_looks(const struct control *c, const char *word);
/* The control after `c` in the order of the form, what is in `c` first; NULL at the end. */
static inline const struct control *control_after(const struct control *c) {
    if (c->child)
        return c->child;
    while (c && !c->next)
        c = c->parent;
    return c ? c->next : NULL;
}

enum setvalue_event {                                /* bits: one may have several */
                      EVENT_INSTANCE_FIRST_LOAD = 1, /* odk-instance-first-load, xforms-ready */
                      EVENT_INSTANCE_LOAD =
                          2, /* odk-instance-load: also when a draft is opened again */
                      EVENT_NEW_REPEAT = 4,
                      EVENT_VALUE_CHANGED = 8
};
struct setvalue { /* setvalue */
    unsigned events;
    struct node *trigger;    /* EVENT_VALUE_CHANGED, EVENT_NEW_REPEAT: of the template; else NULL */
    struct node *target;     /* of the template */
    const struct xpath *ref; /* path of the target as written, evaluated from the trigger */
    const struct xpath *value; /* or NULL */
    const char *literal;       /* text content if there is no value attribute; "" clears */
    int line;
};

struct secondary {
    const char *id;
    const char *src; /* "jr://file-csv/x.csv"; NULL if it is written in the form */
    bool last_saved; /* jr://instance/last-saved: the tree comes with each entry */
    struct tree tree;
};

struct form_complaint {
    bool stops;    /* the form cannot be run */
    int line;      /* 0 if unknown */
    char path[96]; /* of the node it is about; "" if none */
    char text[256];
};
struct form_complaints {
    struct form_complaint *at;
    size_t count, cap;
};
void form_complaints_add(struct form_complaints *c, bool stops, int line, const char *path,
                         const char *fmt, ...) PRINTF(5, 6);
void form_complaints_free(struct form_complaints *c);

/* Files beside the form. `name` is the last part of a jr:// address, without a folder. False and a
 * sentence if there is none. The loader frees ret. */
struct form_files {
    void *ctx;
    bool (*read)(void *ctx, const char *name, struct str *ret, struct err *err);
};

struct form {
    struct arena arena;
    struct names *names;
    struct namespaces ns;     /* prefixes declared in the file */
    const char *title;        /* h:title */
    const char *id, *version; /* of the root of the primary instance; version "" if none */
    const char *instance_id;  /* of the <instance> around that root, for instance('...'); or NULL */
    const char *default_uri;  /* namespace of the primary instance's root, for submission; "" */
    struct pair_key *key;     /* submission base64RsaPublicKey: records are sealed to it; or NULL */
    struct tree template;     /* the primary instance; each node's `field` is unused here */
    struct bind **bind;       /* in order of rank; every element and bound attribute has one */
    size_t binds;
    struct control *body; /* first top-level control; NULL for a form without a body */
    struct setvalue *setvalue;
    size_t setvalues;
    struct secondary *secondary;
    size_t secondaries;
    const char **language; /* names as written: "English (en)"; count 0 if no itext */
    size_t languages;
    size_t default_language;
    struct texts *texts;   /* itext by id: see form_text() */
    struct graph *graph;   /* see forms/graph.h */
    struct bind **bind_of; /* by `order` of the template's nodes: see form_bind() */
    struct index *index;   /* of the secondary instances: see forms/index.h */
    bool makes_entities;
};

/* Loads. NULL if it cannot be run: `err` has the first reason, `ret` (may be NULL) all complaints
 * and notes. `files` NULL: a form without files. */
struct form *form_load(const char *xml, size_t len, const struct form_files *files,
                       struct form_complaints *ret, struct err *err);
void form_free(struct form *f);

/* Words of itext `id` in `language` (index) and `form`; NULL if there are none. For TEXT_PLAIN a
 * missing translation falls back to the default language's. */
const struct phrase *form_text(const struct form *f, size_t language, const char *id,
                               enum text_form form);
/* The bind of a template node; never NULL for elements of the primary instance. Of several elements
 * with one path (written instances of a repeat) all have the same, whose node is the jr:template or
 * the first. */
const struct bind *form_bind(const struct form *f, const struct node *template);
/* The secondary instance named `id`; NULL if there is none. */
const struct secondary *form_secondary(const struct form *f, const char *id);
/* Whether it looks at the record that was finished last (instance_env.last_saved). */
bool form_looks_back(const struct form *f);
/* pulldata(): the column of the first row whose key_column is `key`; "" if there is none. `file` is
 * the instance's id, with or without ".csv". */
const char *form_pulldata(const struct form *f, const char *file, const char *column,
                          const char *key_column, const char *key);
