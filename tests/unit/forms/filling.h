/* A form being filled in, for tests: answers by path, values by path. */
#pragma once

#include "load.h"

#include "forms/flow.h"

struct filling {
    struct form *form;
    struct instance *in;
};

/* 17 May 2024, 10:30 in a summer two hours east of Greenwich. */
#define FILLING_NOW INT64_C(1715934600000)

static inline struct instance_env filling_env(void) {
    return (struct instance_env){.now_ms = FILLING_NOW, .utc_offset_s = 7200, .seed = 7};
}

static inline struct filling filling_with(const char *xml, const struct instance_env *env) {
    struct err err = {0};
    struct filling f = {.form = load(xml)};
    f.in = instance_new(f.form, env, &err);
    if (f.in == NULL)
        fail_msg("%s", err.text);
    return f;
}

static inline struct filling filling(const char *xml) {
    const struct instance_env env = filling_env();
    return filling_with(xml, &env);
}

static inline void filling_free(struct filling *f) {
    instance_free(f->in);
    form_free(f->form);
}

static inline struct node *at(struct filling *f, const char *path) {
    struct err err = {0};
    struct node *n = instance_find(f->in, path, &err);
    if (n == NULL)
        fail_msg("%s", err.text);
    return n;
}

static inline const char *value(struct filling *f, const char *path) {
    return at(f, path)->value;
}

static inline void set(struct filling *f, const char *path, const char *text) {
    struct err err = {0};
    if (!instance_set(f->in, at(f, path), text, &err))
        fail_msg("%s: %s", path, err.text);
}

/* The answer is refused with these words, and nothing changes. */
static inline void set_refused(struct filling *f, const char *path, const char *text,
                               const char *words) {
    struct err err = {0};
    struct str before CLEANUP(str_release) = {0};
    str_add(&before, value(f, path));
    assert_false(instance_set(f->in, at(f, path), text, &err));
    if (strstr(err.text, words) == NULL)
        fail_msg("\"%s\" does not say \"%s\"", err.text, words);
    assert_string_equal(value(f, path), str_c(&before));
}

static inline const struct control *control_at(const struct filling *f, const char *path,
                                               enum control_kind kind) {
    for (const struct control *c = f->form->body; c; c = control_after(c))
        if (c->bind != NULL && c->kind == kind && strcmp(c->bind->path, path) == 0)
            return c;
    fail_msg("no control for %s", path);
    return NULL;
}

static inline struct node *add(struct filling *f, const char *repeat, const char *parent) {
    struct err err = {0};
    struct node *n =
        instance_repeat_add(f->in, control_at(f, repeat, CONTROL_REPEAT), at(f, parent), &err);
    if (n == NULL)
        fail_msg("%s", err.text);
    return n;
}

static inline void remove_at(struct filling *f, const char *path) {
    struct err err = {0};
    if (!instance_repeat_remove(f->in, at(f, path), &err))
        fail_msg("%s", err.text);
}

static inline bool relevant(struct filling *f, const char *path) {
    return at(f, path)->field->relevant;
}

/* The record, without the XML declaration. */
static inline void assert_record(struct filling *f, const char *want) {
    struct err err = {0};
    struct str out CLEANUP(str_release) = {0};
    if (!instance_submit(f->in, &out, &err))
        fail_msg("%s", err.text);
    const char *start = strstr(str_c(&out), "?>");
    assert_non_null(start);
    start += 2 + strspn(start + 2, "\n");
    assert_string_equal(start, want);
}
