/* What the evaluator asks of an instance: other trees, relevance, chance, identity. */
#include "forms/instance_parts.h"

#include <stdio.h>
#include <string.h>

#include "forms/index.h"

static struct tree *host_instance(void *ctx, const char *id) {
    struct instance *in = ctx;
    const struct secondary *s = form_secondary(in->form, id);
    if (!s)
        return NULL;
    if (s->last_saved)
        return in->last_saved.document ? &in->last_saved : NULL;
    if (s->tree.document == in->form->template.document)
        return &in->tree;
    return (struct tree *)&s->tree; /* read only, but nodes are not const in a node-set */
}

static bool host_lookup(void *ctx, struct tree *t, struct node *parent, const struct name *row,
                        const struct name *column, const char *value, struct xnodes *ret) {
    const struct instance *in = ctx;
    if (t == &in->tree || t == &in->last_saved)
        return false;
    return index_lookup(in->form->index, parent, row, column, value, ret);
}

static bool host_hidden(void *ctx, const struct node *n) {
    (void)ctx;
    return n->field && !n->field->relevant;
}

static const char *host_pulldata(void *ctx, const char *file, const char *column,
                                 const char *key_column, const char *key) {
    const struct instance *in = ctx;
    return form_pulldata(in->form, file, column, key_column, key);
}

/* SplitMix64 (Steele, Lea, Flood 2014): any seed is a good one. */
static uint64_t next_random(struct instance *in) {
    uint64_t x = in->random += 0x9e3779b97f4a7c15;
    x = (x ^ (x >> 30)) * 0xbf58476d1ce4e5b9;
    x = (x ^ (x >> 27)) * 0x94d049bb133111eb;
    return x ^ (x >> 31);
}

double instance_chance(void *in) {
    return (double)(next_random(in) >> 11) * 0x1p-53;
}

void instance_uuid(void *ctx, char ret[static 37]) {
    struct instance *in = ctx;
    if (in->env.uuid) {
        in->env.uuid(in->env.ctx, ret);
        return;
    }
    uint64_t high = next_random(in), low = next_random(in);
    snprintf(ret, 37, "%08x-%04x-4%03x-%04x-%012llx", (unsigned)(high >> 32),
             (unsigned)(high >> 16) & 0xffff, (unsigned)high & 0xfff,
             (unsigned)(low >> 48 & 0x3fff) | 0x8000, (unsigned long long)(low & 0xffffffffffff));
}

void instance_uid(struct instance *in, char ret[static UID_TEXT]) {
    memcpy(ret, "uuid:", 5);
    instance_uuid(in, ret + 5);
}

void instance_host(struct instance *in) {
    in->host = (struct xhost){.ctx = in,
                              .instance = host_instance,
                              .lookup = host_lookup,
                              .hidden = host_hidden,
                              .itext = instance_itext,
                              .choice_name = instance_choice_name,
                              .pulldata = host_pulldata,
                              .now_ms = in->env.now_ms,
                              .utc_offset_s = in->env.utc_offset_s,
                              .random = instance_chance,
                              .uuid = instance_uuid};
}

struct xcontext instance_context(struct instance *in, struct node *n) {
    return (struct xcontext){.root = in->tree.document,
                             .node = n,
                             .current = n,
                             .position = 1,
                             .size = 1,
                             .host = &in->host,
                             .scratch = &in->scratch};
}

/* Below this all was in the arena's first block (of 16 KiB), which a reset keeps and the end of the
 * instance overwrites; what is more is in blocks that must not go back with answers in them. */
enum { FIRST_BLOCK = 8 << 10 };

void instance_forget(struct instance *in) {
    if (in->scratch.used > FIRST_BLOCK)
        arena_wipe(&in->scratch);
    else
        arena_reset(&in->scratch);
}
