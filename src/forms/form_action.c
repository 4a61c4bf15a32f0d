/* Actions: what sets a value when something happens (ODK XForms specification, "Events and
 * actions"). Only setvalue does something on a kiosk: it has no receiver for positions and records
 * no sound. */
#include "forms/form_parts.h"

#include <string.h>

static const struct {
    const char *name;
    unsigned event;
} events[] = {{"odk-instance-first-load", EVENT_INSTANCE_FIRST_LOAD},
              {"xforms-ready", EVENT_INSTANCE_FIRST_LOAD},
              {"odk-instance-load", EVENT_INSTANCE_LOAD},
              {"odk-new-repeat", EVENT_NEW_REPEAT},
              {"xforms-value-changed", EVENT_VALUE_CHANGED}};

static unsigned event_of(const char *name) {
    for (size_t i = 0; i < sizeof(events) / sizeof(*events); i++)
        if (strcmp(events[i].name, name) == 0)
            return events[i].event;
    return 0;
}

/* 0: none, or one that does not exist, which was said. */
static unsigned load_events(struct loader *l, const struct element *e) {
    enum { EVENTS_MAX = 16 };
    char *part[EVENTS_MAX];
    const char *text = element_attr(e, "", "event");
    unsigned all = 0;
    if (text == NULL)
        text = element_attr(e, "http://www.w3.org/2001/xml-events", "event");
    char *copy = arena_strdup(&l->form->arena, text ? text : "");
    size_t n = str_split(copy, ' ', part, EVENTS_MAX);
    for (size_t i = 0; i < n; i++) {
        unsigned event = event_of(part[i]);
        if (event == 0) {
            load_stop(l, e, NULL, "there is no event \"%s\"", part[i]);
            return 0;
        }
        all |= event;
    }
    if (n == 0)
        load_stop(l, e, NULL, "this action has no event");
    return all;
}

static const struct control *repeat_around(const struct control *c) {
    while (c != NULL && c->kind != CONTROL_REPEAT)
        c = c->parent;
    return c;
}

static void add(struct loader *l, struct setvalue s, unsigned among, struct node *trigger) {
    struct form *f = l->form;
    s.events &= among;
    s.trigger = trigger;
    if (s.events == 0)
        return;
    f->setvalue = load_grow(l, f->setvalue, f->setvalues, &l->setvalues_cap, sizeof(*f->setvalue));
    f->setvalue[f->setvalues++] = s;
}

static bool find_target(struct loader *l, const struct element *e, struct node *from,
                        struct setvalue *ret) {
    const char *path = element_attr(e, "", "ref");
    const struct bind *b = bind_by_id(l, e);
    if (b != NULL)
        path = b->path;
    ret->target = path ? path_find(l, from, path) : NULL;
    if (ret->target == NULL) {
        load_stop(l, e, path, "<%s> sets a field that is not in the form's data", e->name->local);
        return false;
    }
    ret->target = bind_of(l, ret->target)->node;
    ret->ref = load_xpath(l, e, path, "ref", path);
    return ret->ref != NULL;
}

/* One action for several kinds of events becomes several, since each kind has its own trigger. */
static void load_setvalue(struct loader *l, const struct element *e, const struct control *in,
                          struct node *from) {
    struct setvalue s = {.events = load_events(l, e), .line = e->line};
    const struct control *repeat = repeat_around(in);
    if (s.events == 0 || !find_target(l, e, from, &s))
        return;
    const char *path = bind_of(l, s.target)->path, *value = element_attr(e, "", "value");
    s.value = load_xpath(l, e, path, "value", value);
    s.literal = value ? "" : load_content(l, e);
    if ((s.events & EVENT_NEW_REPEAT) && repeat == NULL) {
        load_stop(l, e, path, "odk-new-repeat can only happen in a repeat");
        return;
    }
    if ((s.events & EVENT_VALUE_CHANGED) && (in == NULL || in->node == NULL)) {
        load_stop(l, e, path, "xforms-value-changed can only happen in a question");
        return;
    }
    add(l, s, EVENT_INSTANCE_FIRST_LOAD | EVENT_INSTANCE_LOAD, NULL);
    add(l, s, EVENT_NEW_REPEAT, repeat ? repeat->node : NULL);
    add(l, s, EVENT_VALUE_CHANGED, in ? in->node : NULL);
}

bool action_load(struct loader *l, const struct element *e, const struct control *in,
                 struct node *from) {
    bool place = element_is(e, "setgeopoint"), sound = element_is(e, "recordaudio");
    if (element_is(e, "setvalue")) {
        load_setvalue(l, e, in, from);
        return true;
    }
    if (!place && !sound)
        return false;
    if (!load_is(e, NS_ODK, e->name->local))
        load_stop(l, e, element_attr(e, "", "ref"),
                  "<%s> is no XForms action: it belongs to the namespace %s", e->name->local,
                  NS_ODK);
    else if (load_events(l, e) != 0)
        load_note(l, e, element_attr(e, "", "ref"),
                  place ? "this kiosk does not know where it is: the field stays empty"
                        : "this kiosk records no sound: the field stays empty");
    return true;
}
