#include "xpath_world.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "forms/xml.h"

const char *const world_data_xml =
    "<data id='sample' version='7' xml:lang='en-GB' xmlns:o='http://openrosa.org/xforms'>"
    "<name first='yes'>Ada Lovelace</name><empty/><age>36</age><height>1.65</height>"
    "<neg>-2.5</neg><zero>0</zero><born>1815-12-10</born><day>2024-03-01</day>"
    "<met>2024-03-01T10:30:00.000+01:00</met><at>10:30:00.000+01:00</at>"
    "<colours>red green blue</colours><bool>false</bool><text>  two \t words </text>"
    "<uni>Zo\xc3\xab \xf0\x9f\x98\x80 \xc5\x99</uni><phone>123456789012</phone>"
    "<secret hidden='yes'>hush</secret>"
    "<grp><a>1</a><b>2</b><c>3</c><deep><a>4</a></deep></grp>"
    "<rep template='yes'><n>pattern</n><x>99</x></rep>"
    "<rep><n>one</n><x>10</x><kid><y>11</y></kid><kid><y>12</y></kid></rep>"
    "<rep><n>two</n><x>20</x><kid><y>21</y></kid></rep>"
    "<rep><n>three</n><x>30</x></rep>"
    "<nums><v>3</v><v>1</v><v>2</v><v hidden='yes'>100</v></nums>"
    "<mix><v>1</v><v/><v>2</v></mix>"
    "<days><d>2024-03-02</d><d>2024-03-01</d><d>2024-03-03</d></days>"
    "<o:meta><o:instanceID>uuid:1</o:instanceID></o:meta>"
    "</data>";

static const char towns_xml[] =
    "<root><item><name>ald</name><label>Aldbury</label><county>herts</county><pop>500</pop></item>"
    "<item><name>bus</name><label>Bushey</label><county>herts</county><pop>25000</pop></item>"
    "<item><name>cam</name><label>Cambridge</label><county>cambs</county><pop>145000</pop></item>"
    "<item><name>elstree</name><label>Elstree</label><county>herts</county><pop>5000</pop></item>"
    "<item><name>ely</name><label>Ely</label><county>cambs</county><pop>20000</pop></item></root>";

/* ---- the host ---- */

static struct tree *find_instance(void *ctx, const char *id) {
    struct world *w = ctx;
    return strcmp(id, "towns") == 0 ? &w->towns : strcmp(id, "sample") == 0 ? &w->data : NULL;
}

static bool is_hidden(void *ctx, const struct node *n) {
    (void)ctx;
    for (const struct node *a = n->attr; a; a = a->next)
        if (strcmp(a->name->local, "hidden") == 0)
            return true;
    return false;
}

/* An index that is none, but answers as one would. */
static bool lookup(void *ctx, struct tree *t, struct node *parent, const struct name *row,
                   const struct name *column, const char *value, struct xnodes *ret) {
    struct world *w = ctx;
    if (!w->indexed)
        return false;
    ASSERT(t == &w->towns);
    struct node **at = arena_array(&w->scratch, 8, sizeof(*at));
    *ret = (struct xnodes){at, 0};
    for (struct node *n = parent->child; n; n = n->next) {
        struct node *cell = n->name == row ? node_child(n, column) : NULL;
        if (cell && strcmp(cell->value, value) == 0)
            at[ret->count++] = n;
    }
    w->asked++;
    return true;
}

static const char *itext(void *ctx, const struct xcontext *c, const char *id) {
    (void)ctx;
    return arena_printf(c->scratch, "words of %s", id);
}

static const char *choice_name(void *ctx, const struct xcontext *c, const char *value,
                               const char *path) {
    (void)ctx;
    return arena_printf(c->scratch, "label of %s in %s", value, path);
}

static const char *pulldata(void *ctx, const char *file, const char *column, const char *key_column,
                            const char *key) {
    struct world *w = ctx;
    return arena_printf(&w->scratch, "%s/%s where %s is %s", file, column, key_column, key);
}

static double half(void *ctx) {
    (void)ctx;
    return 0.5;
}

static void uuid(void *ctx, char ret[static 37]) {
    (void)ctx;
    memcpy(ret, "3f2504e0-4f89-41d3-9a0c-0305e82c3301", 37);
}

/* ---- the world ---- */

static void read_tree(struct world *w, const char *xml, struct tree *t) {
    struct err err = {0};
    tree_init(t);
    if (!xml_read_tree(xml, strlen(xml), w->names, t, &err))
        BUG(err.text);
    for (struct node *n = t->document; n; n = node_after(n, t->document))
        n->template = node_attr(n, names_get(w->names, NULL, "template")) != NULL;
}

struct world *world_new(void) {
    static const struct {
        const char *prefix, *uri;
    } prefixes[] = {{"jr", "http://openrosa.org/javarosa"},
                    {"o", "http://openrosa.org/xforms"},
                    {"openrosa", "http://openrosa.org/javarosa"}};
    struct world *w = xcalloc(1, sizeof(*w));
    w->names = names_new();
    w->ns.count = sizeof(prefixes) / sizeof(*prefixes);
    w->ns.at = arena_array(&w->parsed, w->ns.count, sizeof(*w->ns.at));
    for (size_t i = 0; i < w->ns.count; i++) {
        w->ns.at[i].prefix = prefixes[i].prefix;
        w->ns.at[i].uri = prefixes[i].uri;
    }
    read_tree(w, world_data_xml, &w->data);
    read_tree(w, towns_xml, &w->towns);
    w->host = (struct xhost){.ctx = w,
                             .instance = find_instance,
                             .lookup = lookup,
                             .hidden = is_hidden,
                             .itext = itext,
                             .choice_name = choice_name,
                             .pulldata = pulldata,
                             .now_ms = 1709292896789,
                             .utc_offset_s = 3600,
                             .random = half,
                             .uuid = uuid};
    return w;
}

void world_free(struct world *w) {
    tree_free(&w->data);
    tree_free(&w->towns);
    names_free(w->names);
    arena_free(&w->scratch);
    arena_free(&w->parsed);
    free(w);
}

static bool eval_at(struct world *w, const char *expression, struct node *n, struct xvalue *ret,
                    struct err *err) {
    struct xcontext c = {.root = w->data.document,
                         .node = n,
                         .current = n,
                         .position = 1,
                         .size = 1,
                         .host = &w->host,
                         .scratch = &w->scratch};
    const struct xpath *x = xpath_parse(&w->parsed, w->names, &w->ns, expression, err);
    return x && xpath_eval(x, &c, ret, err);
}

bool world_eval(struct world *w, const char *expression, const char *path, struct xvalue *ret,
                struct err *err) {
    struct node *n = w->data.document->child;
    if (*path) {
        struct xvalue found;
        if (!eval_at(w, path, n, &found, err))
            return false;
        ASSERT(found.kind == X_NODES && found.nodes.count > 0);
        n = found.nodes.at[0];
    }
    return eval_at(w, expression, n, ret, err);
}

void world_say(struct world *w, const char *expression, const char *path, struct str *out) {
    struct xvalue v;
    struct err err = {0};
    struct xcontext c = {.host = &w->host, .scratch = &w->scratch};
    if (!world_eval(w, expression, path, &v, &err)) {
        str_addf(out, "! %s", err.text);
        return;
    }
    if (v.kind == X_STRING)
        str_addf(out, "'%s'", v.string);
    if (v.kind == X_BOOLEAN || v.kind == X_NUMBER)
        str_add(out, xvalue_string(&v, &c));
    if (v.kind != X_NODES)
        return;
    if (v.nodes.count == 0)
        str_add(out, "nothing");
    else
        str_addc(out, '<');
    for (size_t i = 0; i < v.nodes.count; i++)
        str_addf(out, "%s%s", i ? "|" : "", xnode_string(v.nodes.at[i], &c));
    if (v.nodes.count)
        str_addc(out, '>');
}
