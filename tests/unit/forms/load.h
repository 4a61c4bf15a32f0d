/* Small forms for tests: what every form has around the part that is tested. */
#pragma once

#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <setjmp.h>

#include <cmocka.h>

#include "base/str.h"
#include "forms/form.h"

#define FORM_MODEL                                                                                 \
    "<?xml version=\"1.0\"?>\n<h:html xmlns=\"http://www.w3.org/2002/xforms\""                     \
    " xmlns:h=\"http://www.w3.org/1999/xhtml\" xmlns:jr=\"http://openrosa.org/javarosa\""          \
    " xmlns:orx=\"http://openrosa.org/xforms\" xmlns:odk=\"http://www.opendatakit.org/xforms\""    \
    " xmlns:entities=\"http://www.opendatakit.org/xforms/entities\">"                              \
    "<h:head><h:title>A form</h:title><model>"
#define FORM_BODY "</model></h:head><h:body>"
#define FORM_END "</h:body></h:html>"
/* A whole form from the inside of its model and body. */
#define FORM(model, body) FORM_MODEL model FORM_BODY body FORM_END
#define DATA(inside) "<instance><data id=\"d\" version=\"1\">" inside "</data></instance>"

/* One file beside a form. */
struct one_file {
    const char *name, *text;
};

static inline bool one_file_read(void *ctx, const char *name, struct str *ret, struct err *err) {
    const struct one_file *f = ctx;
    if (strcmp(f->name, name) != 0)
        return err_set(err, ERR_MISSING, "it is not beside the form");
    str_add(ret, f->text);
    return true;
}

static inline struct form *load_with(const char *xml, struct one_file *file,
                                     struct form_complaints *said) {
    struct err err = {0};
    const struct form_files files = {.ctx = file, .read = one_file_read};
    struct form *f = form_load(xml, strlen(xml), file ? &files : NULL, said, &err);
    if (f == NULL)
        fail_msg("not loaded: %s", err.text);
    return f;
}

static inline struct form *load(const char *xml) {
    return load_with(xml, NULL, NULL);
}

/* The form is not loaded, and the reason holds these words. */
static inline void refused(const char *xml, const char *words) {
    struct err err = {0};
    struct form *f = form_load(xml, strlen(xml), NULL, NULL, &err);
    if (f != NULL)
        fail_msg("loaded, though it should say \"%s\"", words);
    if (strstr(err.text, words) == NULL)
        fail_msg("\"%s\" does not say \"%s\"", err.text, words);
}

/* The form is loaded, with a note that holds these words. */
static inline void noted(const char *xml, const char *words) {
    struct form_complaints said = {0};
    struct form *f = load_with(xml, NULL, &said);
    bool found = false;
    for (size_t i = 0; i < said.count; i++)
        found |= strstr(said.at[i].text, words) != NULL;
    if (!found)
        fail_msg("none of %zu notes says \"%s\", but: %s", said.count, words,
                 said.count > 0 ? said.at[0].text : "nothing");
    form_complaints_free(&said);
    form_free(f);
}

/* The bind at a path; fails the test if there is none. */
static inline const struct bind *bind_at(const struct form *f, const char *path) {
    for (size_t i = 0; i < f->binds; i++)
        if (strcmp(f->bind[i]->path, path) == 0)
            return f->bind[i];
    fail_msg("no bind %s", path);
    return NULL;
}

/* Plain words of a label without outputs. */
static inline const char *words_of(const struct label *l) {
    if (l->words == NULL || l->words->count != 1)
        return "";
    return l->words->piece[0].text;
}
