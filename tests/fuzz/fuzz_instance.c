/* A form with everything that can happen in one, and bytes as what people do with it: each byte
 * picks a field and what is done there, the bytes after it are what is typed. Bytes that begin with
 * '<' are a draft. Whatever comes, the promises between values, flags and pages hold. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "forms/flow.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const char xform[] =
    "<h:html xmlns=\"http://www.w3.org/2002/xforms\" xmlns:h=\"http://www.w3.org/1999/xhtml\""
    " xmlns:jr=\"http://openrosa.org/javarosa\"><h:head><h:title>F</h:title><model>"
    "<itext><translation lang=\"en\"><text id=\"q\"><value>Q <output value=\"/data/s\"/></value>"
    "</text></translation><translation lang=\"pl\"><text id=\"q\"><value>P</value></text>"
    "</translation></itext><instance><data id=\"f\"><s/><i/><d/><date/><when/><place/><n>1</n><c/>"
    "<m/><g><x/><y/></g><r jr:template=\"\"><v/><p/><total/><k/><in jr:template=\"\"><w/></in></r>"
    "<sum/><name/><meta><instanceID/></meta></data></instance>"
    "<instance id=\"l\"><root><item><id>a</id><t>A</t></item><item><id>b</id><t>B</t></item></root>"
    "</instance><bind nodeset=\"/data/i\" type=\"int\" constraint=\". &lt; 100\"/>"
    "<bind nodeset=\"/data/d\" type=\"decimal\" required=\"/data/i &gt; 5\"/>"
    "<bind nodeset=\"/data/date\" type=\"date\" constraint=\". &lt;= today()\"/>"
    "<bind nodeset=\"/data/when\" type=\"dateTime\"/><bind nodeset=\"/data/place\""
    " type=\"geopoint\"/><bind nodeset=\"/data/n\" type=\"int\"/>"
    "<bind nodeset=\"/data/g\" relevant=\"selected(/data/m, 'a')\"/>"
    "<bind nodeset=\"/data/g/y\" calculate=\"concat(../x, /data/date + 1)\"/>"
    "<bind nodeset=\"/data/r/p\" calculate=\"position(..)\"/>"
    "<bind nodeset=\"/data/r/total\" calculate=\"../v + sum(/data/r[position() ="
    " position(current()/..) - 1]/total)\"/>"
    "<bind nodeset=\"/data/r/k\" relevant=\"../v != ''\" readonly=\"/data/i = 1\"/>"
    "<bind nodeset=\"/data/sum\" calculate=\"sum(/data/r/v) + count(/data/r/in)\"/>"
    "<bind nodeset=\"/data/name\" calculate=\"jr:choice-name(/data/c, '/data/c')\"/>"
    "</model></h:head><h:body>"
    "<input ref=\"/data/s\"><label ref=\"jr:itext('q')\"/><setvalue event=\"xforms-value-changed\""
    " ref=\"/data/i\" value=\"string-length(/data/s)\"/></input><input ref=\"/data/i\"/>"
    "<input ref=\"/data/d\"/><input ref=\"/data/date\"/><input ref=\"/data/when\"/>"
    "<input ref=\"/data/place\"/><input ref=\"/data/n\"/><select1 ref=\"/data/c\"><itemset"
    " nodeset=\"randomize(instance('l')/root/item[id != /data/s])\"><value ref=\"id\"/>"
    "<label ref=\"t\"/></itemset></select1><select ref=\"/data/m\"><item><label>A</label>"
    "<value>a</value></item><item><label>B</label><value>b</value></item></select>"
    "<group ref=\"/data/g\" appearance=\"field-list\"><label>G</label><input ref=\"/data/g/x\"/>"
    "</group><group ref=\"/data/r\"><label>R</label><repeat nodeset=\"/data/r\">"
    "<setvalue event=\"odk-new-repeat\" ref=\"/data/r/v\" value=\"position(..)\"/>"
    "<input ref=\"/data/r/v\"/><input ref=\"/data/r/k\"/><repeat nodeset=\"/data/r/in\""
    " jr:count=\"/data/n mod 5\"><input ref=\"/data/r/in/w\"/></repeat></repeat></group>"
    "</h:body></h:html>";

enum { STEPS = 64, TYPED = 24 };

/* Up to the end of the line, of the bytes, or of what is typed. */
static size_t line_length(const char *text, size_t size) {
    size_t max = size < TYPED ? size : TYPED, len = 0;
    while (len < max && text[len] != '\n' && text[len] != '\0')
        len++;
    return len;
}

static void check_page(struct instance *in, const struct flow_page *p, struct arena *a) {
    struct question *q, head[4];
    struct form_option *o;
    struct str words CLEANUP(str_release) = {0};
    size_t count, options;
    flow_questions(in, p, a, &q, &count);
    flow_headings(in, p, head, 4);
    for (size_t i = 0; i < count; i++) {
        ASSERT(q[i].node->field->relevant);
        instance_words(in, &q[i].control->label, q[i].node, &words);
        if (q[i].control->kind == CONTROL_SELECT1 || q[i].control->kind == CONTROL_SELECT)
            ASSERT(instance_options(in, q[i].control, q[i].node, a, &o, &options, NULL));
    }
}

static void check(struct instance *in) {
    ARENA(a);
    struct flow_page *page;
    struct form_fault *fault;
    size_t pages, faults;
    struct node *root = instance_root(in);
    for (struct node *n = root; n; n = node_after(n, root)) {
        const struct field *f = n->field, *up = n->parent->field;
        ASSERT(f->relevant == (f->relevant_here && (!up || up->relevant)));
        ASSERT(f->readonly == (f->readonly_here || (up && up->readonly)));
        ASSERT(f->relevant || !f->required);
        ASSERT(f->due == 0);
    }
    flow_pages(in, &a, &page, &pages);
    ASSERT(page[pages - 1].kind == FLOW_END);
    for (size_t i = 0; i < pages; i++)
        check_page(in, &page[i], &a);
    instance_check(in, &a, &fault, &faults);
}

static void step(struct instance *in, uint8_t what, const char *typed) {
    struct node *root = instance_root(in), *n = root;
    for (unsigned i = what % 32; i > 0 && node_after(n, root); i--)
        n = node_after(n, root);
    if (what < 128) {
        instance_set(in, n, typed, NULL);
    } else if (what < 192) {
        instance_repeat_remove(in, n, NULL);
    } else {
        for (const struct control *c = instance_form(in)->body; c; c = control_after(c))
            if (c->kind == CONTROL_REPEAT && !c->count &&
                root->field->bind->node == c->node->parent)
                instance_repeat_add(in, c, root, NULL);
        instance_set_language(in, what & 1);
    }
}

static void write_again(const struct form *f, const struct instance_env *env,
                        const struct str *from, struct str *out) {
    struct instance *in = instance_resume(f, env, str_c(from), from->len, NULL);
    ASSERT(in != NULL);
    instance_write(in, out);
    instance_free(in);
}

/* The first draft may lose what XML cannot say; from then on it stays as it is. */
static void write_and_read(const struct form *f, const struct instance_env *env,
                           struct instance *in) {
    struct str first CLEANUP(str_release) = {0}, second CLEANUP(str_release) = {0},
                     third CLEANUP(str_release) = {0}, sent CLEANUP(str_release) = {0};
    instance_write(in, &first);
    write_again(f, env, &first, &second);
    write_again(f, env, &second, &third);
    ASSERT(str_eq(str_c(&second), str_c(&third)));
    ASSERT(instance_submit(in, &sent, NULL));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    const struct instance_env env = {.now_ms = 1715941800000, .seed = 1};
    const char *bytes = (const char *)data;
    struct err err = {0};
    struct form *f = form_load(xform, sizeof(xform) - 1, NULL, NULL, &err);
    ASSERT(f != NULL);
    bool draft = size > 0 && *bytes == '<';
    struct instance *in =
        draft ? instance_resume(f, &env, bytes, size, &err) : instance_new(f, &env, &err);
    ASSERT(in != NULL || (draft && err.text[0] != '\0'));
    for (size_t at = 0, steps = 0; in && !draft && at < size && steps < STEPS; steps++) {
        char typed[TYPED + 1] = "";
        uint8_t what = data[at++];
        size_t len = line_length(bytes + at, size - at);
        memcpy(typed, bytes + at, len);
        at += len + (at + len < size);
        step(in, what, typed);
        check(in);
    }
    if (in)
        write_and_read(f, &env, in);
    instance_free(in);
    form_free(f);
    return 0;
}
