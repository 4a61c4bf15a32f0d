/* What stands in a field when it is made: the form's default, written as its type writes it, or
 * what jr:preload says; and one of the preloads when the filling ends.
 *
 * ODK XForms specification, "Preload attributes". What this kiosk does not know (a subscriber's
 * number, a context of the device) stays empty. */
#include "forms/instance_parts.h"

#include <string.h>
#include <strings.h>

#include "forms/dates.h"

static const char *property(const struct instance *in, const char *name) {
    const struct {
        const char *name, *value;
    } known[] = {{"deviceid", in->env.device_id},
                 {"username", in->env.username},
                 {"email", in->env.email},
                 {"phonenumber", in->env.phone_number}};
    for (size_t i = 0; i < sizeof(known) / sizeof(known[0]); i++)
        if (strcasecmp(name, known[i].name) == 0 && known[i].value)
            return known[i].value;
    return "";
}

static void fill_now(struct instance *in, struct node *n, bool time) {
    char text[MOMENT_TEXT];
    const struct moment m = moment_of_ms(in->env.now_ms, in->env.utc_offset_s);
    (time ? moment_datetime : moment_date)(&m, text);
    instance_store(in, n, text);
}

static void fill(struct instance *in, struct node *n) {
    char uid[UID_TEXT];
    const struct bind *b = n->field->bind;
    const char *params = b->preload_params ? b->preload_params : "";
    if (strcmp(b->preload, "uid") == 0) {
        instance_uid(in, uid);
        instance_store(in, n, uid);
    } else if (strcmp(b->preload, "property") == 0) {
        instance_store(in, n, property(in, params));
    } else if (strcmp(b->preload, "date") == 0 && strcmp(params, "today") == 0) {
        fill_now(in, n, false);
    } else if (strcmp(b->preload, "timestamp") == 0 && strcmp(params, "start") == 0) {
        fill_now(in, n, true);
    }
}

/* A default that is not of its type stays: a person sees it, and that it is wrong. */
static void take_default(struct instance *in, struct node *n) {
    if (n->value[0] == '\0')
        return;
    const char *value = value_canonical(in, n->field->bind, n->value, &in->scratch, NULL);
    if (value)
        instance_store(in, n, value);
    instance_forget(in);
}

void instance_preload(struct instance *in, struct node *top) {
    for (struct node *n = top; n; n = node_after(n, top)) {
        if (instance_is_leaf(n))
            take_default(in, n);
        if (n->field->bind->preload && instance_is_leaf(n))
            fill(in, n);
        for (struct node *a = n->attr; a; a = a->next)
            if (a->field && a->field->bind->preload)
                fill(in, a);
    }
}

void instance_preload_end(struct instance *in) {
    struct node *root = instance_root(in);
    for (struct node *n = root; n; n = node_after(n, root)) {
        const struct bind *b = n->field->bind;
        if (b->preload && strcmp(b->preload, "timestamp") == 0 && b->preload_params &&
            strcmp(b->preload_params, "end") == 0)
            fill_now(in, n, true);
    }
}
