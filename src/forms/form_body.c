/* The body of a form: its questions and the groups and repeats around them.
 *
 * What this kiosk has no way to ask (a picture, a place on a map, another app) is left out of the
 * tree of controls, with a note; if the question may be required, nobody could ever finish the
 * form, and then it stops.
 *
 * A group that holds nothing but a repeat is how forms give a repeat its label; the two are made
 * one control here. */
#include "forms/form_parts.h"

#include <stdlib.h>
#include <string.h>

static const struct {
    const char *name;
    enum control_kind kind;
} kinds[] = {{"input", CONTROL_INPUT},     {"secret", CONTROL_INPUT},  {"select1", CONTROL_SELECT1},
             {"select", CONTROL_SELECT},   {"rank", CONTROL_RANK},     {"range", CONTROL_RANGE},
             {"trigger", CONTROL_TRIGGER}, {"upload", CONTROL_UPLOAD}, {"group", CONTROL_GROUP},
             {"repeat", CONTROL_REPEAT}};

static bool kind_of(const struct element *e, enum control_kind *ret) {
    for (size_t i = 0; i < sizeof(kinds) / sizeof(*kinds); i++) {
        if (element_is(e, kinds[i].name)) {
            *ret = kinds[i].kind;
            return true;
        }
    }
    return false;
}

static bool holds_others(const struct control *c) {
    return c->kind == CONTROL_GROUP || c->kind == CONTROL_REPEAT;
}

static const char *path_of(const struct control *c) {
    return c->bind ? c->bind->path : NULL;
}

/* --- what cannot be asked here --- */

/* What the control would need that a kiosk does not have; NULL: it can be asked. */
static const char *unsupported(const struct element *e, const struct control *c) {
    const char *media = c->mediatype ? c->mediatype : "";
    if (c->kind == CONTROL_UPLOAD)
        return str_starts(media, "image/")   ? "a picture"
               : str_starts(media, "audio/") ? "a sound recording"
               : str_starts(media, "video/") ? "a film"
                                             : "a file";
    if (str_starts(c->appearance, "ex:") || strstr(c->appearance, " ex:") != NULL)
        return "another app";
    if (element_attr(e, "", "query") != NULL || strstr(c->appearance, "search(") != NULL)
        return "choices from an outside table";
    if (c->kind != CONTROL_INPUT)
        return NULL;
    if (c->bind->readonly != NULL && load_is_constant(c->bind->readonly, "true()"))
        return NULL; /* only shown */
    switch (c->bind->type) {
    case TYPE_GEOTRACE:
        return "a line on a map";
    case TYPE_GEOSHAPE:
        return "an area on a map";
    case TYPE_BINARY:
        return "a file";
    case TYPE_STRING:
    case TYPE_INT:
    case TYPE_DECIMAL:
    case TYPE_BOOLEAN:
    case TYPE_DATE:
    case TYPE_TIME:
    case TYPE_DATETIME:
    case TYPE_GEOPOINT: /* typed: a kiosk stands where it stands */
    case TYPE_BARCODE:
        break;
    }
    return NULL;
}

static void leave_out(struct loader *l, const struct element *e, const struct bind *b,
                      const char *what) {
    if (b->required != NULL && !load_is_constant(b->required, "false()"))
        load_stop(l, e, b->path, "it asks for %s, which this kiosk cannot take, and it is required",
                  what);
    else
        load_note(l, e, b->path, "it asks for %s, which this kiosk cannot take: skipped here",
                  what);
}

/* --- choices --- */

static bool is_select(const struct control *c) {
    return c->kind == CONTROL_SELECT1 || c->kind == CONTROL_SELECT || c->kind == CONTROL_RANK;
}

static void load_item(struct loader *l, const struct element *e, struct control *c) {
    const struct element *label = element_child(e, "label"), *value = element_child(e, "value");
    struct choice *choice = &c->choice[c->choices++];
    if (label != NULL)
        choice->label = texts_label(l, label, path_of(c));
    choice->value = value ? load_content(l, value) : "";
    if (value == NULL)
        load_stop(l, e, path_of(c), "this choice has no value");
    else if (c->kind != CONTROL_SELECT1 && strpbrk(choice->value, BLANKS) != NULL)
        load_note(l, e, path_of(c),
                  "the choice \"%s\" has a blank in its value, which separates the choices of an "
                  "answer",
                  choice->value);
}

/* Where the argument at `p` ends: at a comma or the closing bracket of this level. */
static char *argument_end(char *p) {
    for (int open = 0; *p != '\0'; p++) {
        if (*p == '\'' || *p == '"') {
            p = strchr(p + 1, *p);
            if (p == NULL)
                return NULL;
            continue;
        }
        if (open == 0 && (*p == ',' || *p == ')'))
            return p;
        open += (*p == '(' || *p == '[') - (*p == ')' || *p == ']');
    }
    return NULL;
}

/* Takes "randomize(nodes, seed)" apart in place. False: `text` is no such call. */
static bool take_randomize(char *text, char **ret_nodes, char **ret_seed) {
    static const char call[] = "randomize";
    char *nodes = text + sizeof(call) - 1, *comma = NULL;
    if (!str_starts(text, call))
        return false;
    nodes += strspn(nodes, BLANKS);
    if (*nodes++ != '(')
        return false;
    char *end = argument_end(nodes);
    if (end != NULL && *end == ',') {
        comma = end;
        end = argument_end(comma + 1);
    }
    if (end == NULL || *end != ')' || end[1 + strspn(end + 1, BLANKS)] != '\0')
        return false;
    *end = '\0';
    if (comma != NULL)
        *comma = '\0';
    *ret_nodes = nodes;
    *ret_seed = comma ? comma + 1 : NULL;
    return true;
}

/* randomize() is taken off a nodeset, since a select shuffles its choices once and keeps the order.
 */
static void load_nodeset(struct loader *l, const struct element *e, const char *path,
                         struct itemset *set) {
    const char *text = element_attr(e, "", "nodeset");
    char *nodes = str_trim(arena_strdup(&l->form->arena, text ? text : "")), *seed = NULL;
    set->randomize = take_randomize(nodes, &nodes, &seed);
    set->seed = load_xpath(l, e, path, "seed of randomize()", seed);
    set->nodes = load_xpath(l, e, path, "itemset", str_trim(nodes));
    if (set->nodes == NULL)
        load_stop(l, e, path, "the itemset has no usable nodeset");
}

static void load_itemset(struct loader *l, const struct element *e, struct control *c) {
    const char *path = path_of(c);
    const struct element *value = element_child(e, "value"), *label = element_child(e, "label");
    struct itemset *set = NEW(&l->form->arena, struct itemset);
    load_nodeset(l, e, path, set);
    set->value =
        value ? load_xpath(l, value, path, "value of the itemset", element_attr(value, "", "ref"))
              : NULL;
    if (set->value == NULL)
        load_stop(l, e, path, "the itemset does not say what the value of a choice is");
    if (label != NULL)
        set->label = texts_label(l, label, path);
    c->itemset = set;
}

static void load_choices(struct loader *l, const struct element *e, struct control *c) {
    size_t n = 0;
    for (const struct element *i = e->child; i; i = i->next)
        n += element_is(i, "item");
    c->choice = arena_array(&l->form->arena, n, sizeof(*c->choice));
    for (const struct element *i = e->child; i; i = i->next) {
        if (element_is(i, "item"))
            load_item(l, i, c);
        else if (element_is(i, "itemset"))
            load_itemset(l, i, c);
    }
    if (c->choices == 0 && c->itemset == NULL)
        load_note(l, e, path_of(c), "there is nothing to choose from");
}

/* --- ranges --- */

static bool load_number(const struct element *e, const char *attr, double *ret) {
    const char *text = element_attr(e, "", attr);
    char *end;
    if (text == NULL)
        text = load_attr(e, NS_ODK, attr);
    if (text == NULL || *text == '\0')
        return false;
    *ret = strtod(text, &end);
    return end != text && end[strspn(end, BLANKS)] == '\0' && *ret > -1e15 && *ret < 1e15;
}

static void load_range(struct loader *l, const struct element *e, struct control *c) {
    if (!load_number(e, "start", &c->start) || !load_number(e, "end", &c->end) ||
        !load_number(e, "step", &c->step) || c->step == 0)
        load_stop(l, e, path_of(c), "a range needs numbers as start, end and step");
    if (c->step < 0)
        c->step = -c->step;
    if (!load_number(e, "tick-interval", &c->tick_interval) || c->tick_interval < 0)
        c->tick_interval = 0;
    if (c->bind->type != TYPE_INT && c->bind->type != TYPE_DECIMAL)
        load_note(l, e, path_of(c), "a range gives a number, but its type is \"%s\"",
                  c->bind->type_name);
}

/* --- one control --- */

/* The node that a control is for. False: it names one that is not there, which was said. */
static bool find_node(struct loader *l, const struct element *e, struct node *from,
                      struct control *c) {
    const char *bind = element_attr(e, "", "bind"), *path = element_attr(e, "", "ref");
    if (path == NULL)
        path = element_attr(e, "", "nodeset");
    if (bind != NULL && *bind != '\0') {
        const struct bind *b = bind_by_id(l, e);
        c->node = b ? b->node : NULL;
        path = bind;
    } else if (path != NULL) {
        c->node = path_find(l, from, path);
    }
    if (c->node == NULL && (path != NULL || c->kind != CONTROL_GROUP)) {
        load_stop(l, e, path, "<%s> asks for a field that is not in the form's data",
                  e->name->local);
        return false;
    }
    if (c->node != NULL) {
        c->bind = bind_of(l, c->node);
        c->node = c->bind->node;
    }
    return true;
}

static void load_texts(struct loader *l, const struct element *e, struct control *c) {
    const struct element *label = element_child(e, "label"), *hint = element_child(e, "hint");
    if (label != NULL)
        c->label = texts_label(l, label, path_of(c));
    if (hint != NULL)
        c->hint = texts_label(l, hint, path_of(c));
}

static void load_repeat(struct loader *l, const struct element *e, struct control *c) {
    const char *fixed = load_attr(e, NS_JR, "noAddRemove");
    c->count = load_xpath(l, e, path_of(c), "jr:count", load_attr(e, NS_JR, "count"));
    c->no_add_remove = fixed != NULL && str_starts(fixed, "true");
    if (c->node->parent->kind == NODE_DOCUMENT)
        load_stop(l, e, path_of(c), "the whole form cannot be repeated");
}

static void load_attributes(struct loader *l, const struct element *e, struct control *c) {
    const char *looks = load_trim(l, element_attr(e, "", "appearance"));
    const char *rows = element_attr(e, "", "rows");
    long n = rows ? strtol(rows, NULL, 10) : 0;
    c->appearance = looks ? looks : "";
    c->mediatype = load_trim(l, element_attr(e, "", "mediatype"));
    c->rows = n > 0 && n < 1000 ? (int)n : 0;
    c->line = e->line;
}

static struct control *load_controls(struct loader *l, const struct element *e,
                                     struct control *parent, struct node *from);

/* A group around one repeat and nothing else is that repeat. */
static struct control *collapse(struct control *c) {
    struct control *r = c->child;
    bool alone = c->kind == CONTROL_GROUP && r && !r->next && r->kind == CONTROL_REPEAT;
    if (!alone || (c->node != NULL && c->node != r->node))
        return c;
    if (!r->label.words && !r->label.ref)
        r->label = c->label;
    if (*r->appearance == '\0')
        r->appearance = c->appearance;
    r->parent = c->parent;
    return r;
}

static void load_inside(struct loader *l, const struct element *e, struct control *c,
                        struct node *from) {
    if (c->kind == CONTROL_RANGE)
        load_range(l, e, c);
    if (is_select(c))
        load_choices(l, e, c);
    if (c->kind == CONTROL_REPEAT)
        load_repeat(l, e, c);
    if (holds_others(c))
        c->child = load_controls(l, e, c, c->node ? c->node : from);
}

/* NULL: nothing to ask. */
static struct control *load_control(struct loader *l, const struct element *e,
                                    enum control_kind kind, struct control *parent,
                                    struct node *from) {
    struct control *c = NEW(&l->form->arena, struct control);
    c->kind = kind;
    c->parent = parent;
    if (!find_node(l, e, from, c))
        return NULL;
    load_attributes(l, e, c);
    const char *what = holds_others(c) ? NULL : unsupported(e, c);
    if (what != NULL) {
        leave_out(l, e, c->bind, what);
        return NULL;
    }
    if (!holds_others(c)) {
        l->shown[c->node->order] = true;
        if (c->node->child != NULL)
            load_note(l, e, path_of(c), "this question is for a group of fields");
    }
    load_texts(l, e, c);
    check_appearance(l, e, c);
    load_inside(l, e, c, from);
    for (const struct element *a = e->child; a; a = a->next)
        if (a->name != NULL)
            action_load(l, a, c, c->node ? c->node : from);
    return collapse(c);
}

/* Elements that a body may have and that are no controls: read elsewhere or without effect. */
static bool is_known(const struct element *e) {
    static const char *const known[] = {"label", "hint", "setvalue",    "setgeopoint", "help",
                                        "alert", "item", "recordaudio", "itemset"};
    for (size_t i = 0; i < sizeof(known) / sizeof(*known); i++)
        if (element_is(e, known[i]))
            return true;
    return false;
}

/* A control of another kind, or wrapping of some tool with controls in it. */
static struct control *load_unknown(struct loader *l, const struct element *e,
                                    struct control *parent, struct node *from) {
    const char *path = element_attr(e, "", "ref");
    struct node *n = path ? path_find(l, from, path) : NULL;
    if (n != NULL) {
        leave_out(l, e, bind_of(l, n), e->name->local);
        return NULL;
    }
    load_note(l, e, path, "<%s> is not known here: only what is in it is read", e->name->local);
    return load_controls(l, e, parent, from);
}

static struct control *load_controls(struct loader *l, const struct element *e,
                                     struct control *parent, struct node *from) {
    struct control *first = NULL, **at = &first;
    for (const struct element *i = e->child; i; i = i->next) {
        enum control_kind kind;
        if (i->name == NULL || is_known(i))
            continue;
        *at = kind_of(i, &kind) ? load_control(l, i, kind, parent, from)
                                : load_unknown(l, i, parent, from);
        while (*at != NULL)
            at = &(*at)->next;
    }
    return first;
}

void body_load(struct loader *l) {
    if (l->body != NULL)
        l->form->body = load_controls(l, l->body, NULL, l->form->template.document->child);
}
