#include "forms/manifest.h"

#include <string.h>

#include "forms/xml.h"

enum { NAME_MAX_BYTES = 200 };

static bool is(const struct node *n, const char *local) {
    return strcmp(n->name->local, local) == 0;
}

static const char *attribute(const struct node *n, const char *local) {
    for (const struct node *a = n->attr; a; a = a->next)
        if (is(a, local) && *a->name->uri == '\0')
            return a->value;
    return NULL;
}

/* A name that stays in the folder of the manifest. */
static bool is_safe_name(const char *name) {
    size_t n = strlen(name);
    if (n == 0 || n > NAME_MAX_BYTES || name[0] == '.' || strstr(name, ".."))
        return false;
    for (const char *p = name; *p; p++)
        if (*p == '/' || *p == '\\' || (unsigned char)*p < ' ')
            return false;
    return true;
}

static bool take_name(const struct node *n, struct arena *a, const char **ret, struct err *err) {
    if (!is_safe_name(n->value))
        return err_set(err, ERR_INPUT,
                       "it names a file by what is no plain name, which no ODK program does");
    *ret = arena_strdup(a, n->value);
    return true;
}

/* One of the texts that stand there once. */
static bool take_text(const struct node *n, struct arena *a, const char **ret, struct err *err) {
    if (*ret || *n->value == '\0')
        return err_set(err, ERR_INPUT, "its %s is %s", n->name->local,
                       *ret ? "there twice" : "empty");
    *ret = arena_strdup(a, n->value);
    return true;
}

/* Some programs write one <media> with all files in it, others one for each. */
static bool take_media(const struct node *media, struct manifest *m, struct err *err) {
    for (const struct node *n = media->child; n; n = n->next) {
        if (!is(n, "file"))
            continue;
        if (m->is.media_n == ODK_MEDIA_MAX)
            return err_set(err, ERR_INPUT, "it names more than %d media files", ODK_MEDIA_MAX);
        if (!take_name(n, &m->arena, &m->is.media[m->is.media_n], err))
            return false;
        m->is.media_n++;
    }
    return true;
}

static bool take_meta(const struct node *meta, struct manifest *m, struct err *err) {
    for (const struct node *n = meta->child; n; n = n->next)
        if (is(n, "instanceID") && !take_text(n, &m->arena, &m->is.instance_id, err))
            return false;
    return true;
}

static bool take_element(const struct node *n, struct manifest *m, struct err *err) {
    if (is(n, "base64EncryptedKey"))
        return take_text(n, &m->arena, &m->is.key, err);
    if (is(n, "base64EncryptedElementSignature"))
        return take_text(n, &m->arena, &m->is.signature, err);
    if (is(n, "encryptedXmlFile"))
        return take_text(n, &m->arena, &m->is.record, err) &&
               take_name(n, &m->arena, &m->is.record, err);
    if (is(n, "media"))
        return take_media(n, m, err);
    return !is(n, "meta") || take_meta(n, m, err);
}

static bool take_root(const struct node *root, struct manifest *m, struct err *err) {
    const char *encrypted = root ? attribute(root, "encrypted") : NULL;
    if (!encrypted || strcmp(encrypted, "yes") != 0)
        return err_set(err, ERR_MISSING, "this is no sealed submission");
    m->is.form = arena_strdup(&m->arena, attribute(root, "id"));
    m->is.version = arena_strdup(&m->arena, attribute(root, "version"));
    for (const struct node *n = root->child; n; n = n->next)
        if (!take_element(n, m, err))
            return false;
    const char *lacks = !m->is.form || !*m->is.form ? "the id of its form"
                        : !m->is.key                ? "its key"
                        : !m->is.signature          ? "its signature"
                        : !m->is.record             ? "the name of its record"
                        : !m->is.instance_id        ? "its instance id"
                                                    : NULL;
    return !lacks || err_set(err, ERR_INPUT, "%s is missing in it", lacks);
}

bool manifest_read(const char *bytes, size_t n, struct manifest *ret, struct err *err) {
    *ret = (struct manifest){0};
    if (n > MANIFEST_MAX)
        return err_set(err, ERR_INPUT, "it is larger than any manifest");
    struct names *names = names_new();
    struct tree t;
    tree_init(&t);
    bool ok = xml_read_tree(bytes, n, names, &t, err) && take_root(t.document->child, ret, err);
    tree_free(&t);
    names_free(names);
    return ok;
}

void manifest_free(struct manifest *m) {
    arena_free(&m->arena);
    *m = (struct manifest){0};
}
