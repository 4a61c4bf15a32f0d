/* The functions by name. Those that ODK knows and this kiosk does not are named too, so that the
 * check of a form can say more than "there is no such function". */
#include "forms/xpath_parts.h"

#include <string.h>

static const struct xfn refused[] = {
    {.name = "area", .refused = "area() is not available on this kiosk: it does not measure land"},
    {.name = "distance",
     .refused = "distance() is not available on this kiosk: it does not measure land"},
    {.name = "geofence",
     .refused = "geofence() is not available on this kiosk: it does not measure land"},
    {.name = "base64-decode", .refused = "base64-decode() is not available on this kiosk"},
    {.name = "extract-signed", .refused = "extract-signed() is not available on this kiosk"},
    {.name = "id", .refused = "id() is not available: forms do not declare which attribute is one"},
    {.name = NULL}};

const struct xfn *xfn_find(const char *name, size_t len) {
    const struct xfn *const tables[] = {xfn_core,  xfn_text, xfn_number, xfn_date,
                                        xfn_nodes, xfn_odk,  refused};
    for (size_t i = 0; i < sizeof(tables) / sizeof(*tables); i++)
        for (const struct xfn *f = tables[i]; f->name; f++)
            if (strlen(f->name) == len && memcmp(f->name, name, len) == 0)
                return f;
    return NULL;
}

bool xfn_invoke(struct run *r, const struct expr *e, struct xvalue *ret) {
    const struct xfn *fn = e->call.fn;
    double d;
    if (!fn->math)
        return fn->call(r, e->call.arg, e->call.args, ret);
    if (!eval_number(r, e->call.arg[0], &d))
        return false;
    *ret = of_number(fn->math(d));
    return true;
}

static void values_add(struct run *r, struct xvalues *list, size_t *cap, struct xvalue v) {
    if (list->count == *cap) {
        struct xvalue *at = arena_alloc(r->c.scratch, (*cap * 2 + 8) * sizeof(*at));
        if (list->count)
            memcpy(at, list->at, list->count * sizeof(*at));
        list->at = at;
        *cap = *cap * 2 + 8;
    }
    list->at[list->count++] = v;
}

bool eval_values(struct run *r, struct expr *const *arg, size_t args, struct xvalues *ret) {
    struct xvalues list = {0};
    size_t cap = 0;
    for (size_t i = 0; i < args; i++) {
        struct xvalue v, text = {.kind = X_STRING};
        if (!eval(r, arg[i], &v))
            return false;
        if (v.kind != X_NODES)
            values_add(r, &list, &cap, v);
        for (size_t k = 0; v.kind == X_NODES && k < v.nodes.count; k++) {
            if (node_hidden(v.nodes.at[k], &r->c))
                continue;
            struct xvalue one = of_nodes((struct xnodes){&v.nodes.at[k], 1});
            if (!run_string(r, &one, &text.string))
                return false;
            values_add(r, &list, &cap, text);
        }
    }
    *ret = list;
    return true;
}
