/* The record as it leaves, and the draft as it stays.
 *
 * A record is what is relevant. Its meta/instanceID is what makes sending twice harmless, so it has
 * one whether or not the form provides for it. Entities (ODK XForms specification, "Entities") need
 * nothing more: their id, dataset, create, update and baseVersion are attributes with binds, worked
 * out like any other field. */
#include "forms/instance_parts.h"

#include <string.h>

#include "forms/xml.h"

#define META_URI "http://openrosa.org/xforms"
/* Of a form's own elements. Data that stands in it only because nobody wrote another one leaves
 * without a namespace, as from ODK Collect. */
#define XFORMS_URI "http://www.w3.org/2002/xforms"

/* The child of that name, with or without a namespace. */
static struct node *child_called(const struct node *n, const char *local) {
    for (struct node *c = n->child; c; c = c->next)
        if (strcmp(c->name->local, local) == 0)
            return c;
    return NULL;
}

static struct node *add_child(struct instance *in, struct node *parent, const char *local,
                              const char *uri) {
    return node_add(&in->tree, parent, NODE_ELEMENT, names_get(in->form->names, uri, local), "",
                    NULL);
}

static bool not_sent(void *ctx, const struct node *n) {
    (void)ctx;
    return n->field && !n->field->relevant;
}

static void write(const struct instance *in, bool (*skip)(void *ctx, const struct node *n),
                  struct str *out) {
    const char *uri = in->form->default_uri;
    const struct xml_style style = {.ns = &in->form->ns,
                                    .default_uri = strcmp(uri, XFORMS_URI) == 0 ? NULL : uri,
                                    .skip = skip};
    xml_write(in->tree.document->child, &style, out);
}

/* The instanceID of a form without a place for it stands in the tree only while that is written. */
static void write_with_uid(struct instance *in, struct node *root, struct str *out) {
    struct node *have = child_called(root, "meta");
    struct node *meta = have ? have : add_child(in, root, "meta", META_URI);
    struct node *id = add_child(in, meta, "instanceID", meta->name->uri);
    if (in->uid[0] == '\0')
        instance_uid(in, in->uid);
    node_set(&in->tree, id, in->uid);
    write(in, not_sent, out);
    node_remove(&in->tree, have ? id : meta);
}

bool instance_submit(struct instance *in, struct str *out, struct err *err) {
    char uid[UID_TEXT];
    struct node *root = instance_root(in);
    instance_preload_end(in);
    instance_settle(in);
    const struct node *meta = child_called(root, "meta");
    struct node *id = meta ? child_called(meta, "instanceID") : NULL;
    if ((id && not_sent(NULL, id)) || (meta && not_sent(NULL, meta)))
        return err_set(err, ERR_INPUT, "The form makes its instanceID not relevant.");
    if (!id) {
        write_with_uid(in, root, out);
        return true;
    }
    if (id->value[0] == '\0') {
        instance_uid(in, uid);
        instance_store(in, id, uid);
        instance_settle(in);
    }
    write(in, not_sent, out);
    return true;
}

void instance_write(const struct instance *in, struct str *out) {
    write(in, NULL, out);
}
