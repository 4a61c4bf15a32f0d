/* Places as a list: each feature of a GeoJSON FeatureCollection (RFC 7946) is an item with its
 * geometry as ODK writes it ("latitude longitude 0 0", of a line or the outer ring of an area
 * separated by semicolons), its properties and its id, which the feature's own "id" gives before a
 * property of that name. A kiosk has no map: what counts is that the places can be chosen by name.
 */
#include "forms/form_parts.h"

#include <string.h>

#include <jansson.h>

enum { FEATURES_MAX = 200000 };

struct places {
    struct names *names;
    struct tree *tree;
};

static void add_position(const json_t *position, struct str *out) {
    const json_t *east = json_array_get(position, 0), *north = json_array_get(position, 1);
    if (!json_is_number(east) || !json_is_number(north))
        return;
    if (out->len > 0)
        str_add(out, "; ");
    str_addf(out, "%.15g %.15g 0 0", json_number_value(north), json_number_value(east));
}

static void add_geometry(const json_t *geometry, struct str *out) {
    const char *type = json_string_value(json_object_get(geometry, "type"));
    const json_t *at = json_object_get(geometry, "coordinates");
    if (type != NULL && strcmp(type, "Point") == 0) {
        add_position(at, out);
        return;
    }
    if (type != NULL && strcmp(type, "Polygon") == 0)
        at = json_array_get(at, 0);
    else if (type == NULL || strcmp(type, "LineString") != 0)
        return;
    for (size_t i = 0; i < json_array_size(at); i++)
        add_position(json_array_get(at, i), out);
}

/* Objects and lists have no text. */
static const char *text_of(struct places *p, const json_t *value) {
    struct arena *a = &p->tree->arena;
    switch (json_typeof(value)) {
    case JSON_STRING:
        return arena_strdup(a, json_string_value(value));
    case JSON_INTEGER:
        return arena_printf(a, "%" JSON_INTEGER_FORMAT, json_integer_value(value));
    case JSON_REAL:
        return arena_printf(a, "%.15g", json_real_value(value));
    case JSON_TRUE:
        return "true";
    case JSON_FALSE:
        return "false";
    case JSON_NULL:
    case JSON_OBJECT:
    case JSON_ARRAY:
        break;
    }
    return "";
}

static struct node *add(struct places *p, struct node *item, const char *name, const char *value,
                        struct node *last) {
    return node_add(p->tree, item, NODE_ELEMENT, names_get(p->names, "", name), value, last);
}

static struct node *add_feature(struct places *p, struct node *root, const json_t *feature,
                                struct node *before) {
    struct str geometry CLEANUP(str_release) = {0};
    struct node *item = add(p, root, "item", "", before), *last;
    const json_t *id = json_object_get(feature, "id"), *value;
    json_t *properties = json_object_get(feature, "properties");
    const char *name;
    add_geometry(json_object_get(feature, "geometry"), &geometry);
    last = add(p, item, "geometry", arena_strdup(&p->tree->arena, str_c(&geometry)), NULL);
    if (id != NULL)
        last = add(p, item, "id", text_of(p, id), last);
    json_object_foreach(properties, name, value) {
        if (strcmp(name, "geometry") != 0 && (id == NULL || strcmp(name, "id") != 0))
            last = add(p, item, name, text_of(p, value), last);
    }
    return item;
}

static bool add_all(struct places *p, const json_t *all, struct err *err) {
    const json_t *features = json_object_get(all, "features");
    const char *type = json_string_value(json_object_get(all, "type"));
    struct node *root = add(p, p->tree->document, "root", "", NULL), *last = NULL;
    if (type == NULL || strcmp(type, "FeatureCollection") != 0 || !json_is_array(features))
        return err_set(err, ERR_INPUT, "it is no GeoJSON FeatureCollection");
    if (json_array_size(features) > FEATURES_MAX)
        return err_set(err, ERR_INPUT, "it has more than %d features", FEATURES_MAX);
    for (size_t i = 0; i < json_array_size(features); i++) {
        const json_t *feature = json_array_get(features, i);
        type = json_string_value(json_object_get(feature, "type"));
        if (type == NULL || strcmp(type, "Feature") != 0)
            return err_set(err, ERR_INPUT, "number %zu of its features is none", i + 1);
        last = add_feature(p, root, feature, last);
    }
    return true;
}

bool secondary_read_geojson(const char *bytes, size_t len, struct names *names, struct tree *t,
                            struct err *err) {
    json_error_t broken;
    struct places p = {.names = names, .tree = t};
    json_t *all = json_loadb(bytes, len, 0, &broken);
    if (all == NULL)
        return err_set(err, ERR_INPUT, "line %d: %s", broken.line, broken.text);
    bool ok = add_all(&p, all, err);
    json_decref(all);
    return ok;
}
