/* Any bytes as a form: loaded, or refused with a sentence. What was loaded is walked. */
#include <stdint.h>
#include <string.h>

#include "base/utf8.h"
#include "forms/form.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* The same list whatever file the form asks for. */
static bool some_file(void *ctx, const char *name, struct str *ret, struct err *err) {
    (void)ctx;
    (void)err;
    ASSERT(*name != '\0' && *name != '.' && strpbrk(name, "/\\:") == NULL);
    str_add(ret, "name,label\na,A\nb,B\n");
    return true;
}

static void walk(const struct form *f, const struct control *c, const struct control *parent) {
    for (; c; c = c->next) {
        ASSERT(c->parent == parent);
        ASSERT((c->node == NULL) == (c->bind == NULL));
        ASSERT(c->node != NULL || c->kind == CONTROL_GROUP);
        ASSERT(c->bind == NULL || form_bind(f, c->node) == c->bind);
        walk(f, c->child, c);
    }
}

static void check_sentences(const struct form_complaints *said) {
    for (size_t i = 0; i < said->count; i++) {
        const struct form_complaint *c = &said->at[i];
        ASSERT(c->text[0] != '\0' && utf8_valid(c->text, strlen(c->text), NULL));
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    const struct form_files files = {.read = some_file};
    struct form_complaints said = {0};
    struct err err = {0};
    struct form *f = form_load((const char *)data, size, &files, &said, &err);
    check_sentences(&said);
    if (f == NULL)
        ASSERT(err.kind != ERR_NONE && err.text[0] != '\0');
    else
        walk(f, f->body, NULL);
    for (size_t i = 0; f && i < f->binds; i++)
        ASSERT(form_bind(f, f->bind[i]->node) == f->bind[i]);
    form_free(f);
    form_complaints_free(&said);
    return 0;
}
