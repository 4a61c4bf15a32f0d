/* Any text as an expression over a small form: parsed or refused with a sentence; what is parsed
 * has a value or a sentence, tells what it reads, and ends before anybody notices. */
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include "../unit/forms/xpath_world.h"
#include "base/utf8.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check(const struct err *err, const char *text) {
    ASSERT(err->kind == ERR_INPUT && err->text[0]);
    ASSERT(!utf8_valid(text, strlen(text), NULL) || utf8_valid(err->text, strlen(err->text), NULL));
}

static void see(void *ctx, struct node *n, const struct node *top) {
    (void)ctx;
    ASSERT(top);
    ASSERT(n->kind == NODE_DOCUMENT || n->name || n->kind == NODE_TEXT);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    struct world *w = world_new();
    struct err err = {0};
    struct xvalue v;
    const char *text = arena_strndup(&w->parsed, (const char *)data, size);
    const struct xpath *x = xpath_parse(&w->parsed, w->names, &w->ns, text, &err);
    w->indexed = size % 2;
    struct xcontext c = {.root = w->data.document,
                         .node = w->data.document->child->child,
                         .current = w->data.document->child->child,
                         .position = 1,
                         .size = 1,
                         .host = &w->host,
                         .scratch = &w->scratch};
    if (!x) {
        check(&err, text);
    } else if (xpath_eval(x, &c, &v, &err)) {
        ASSERT(strlen(xvalue_string(&v, &c)) < SIZE_MAX);
        xvalue_number(&v, &c);
        xvalue_boolean(&v);
    } else {
        check(&err, text);
    }
    if (x)
        xpath_reads(x, c.node, c.root, see, NULL);
    world_free(w);
    return 0;
}
