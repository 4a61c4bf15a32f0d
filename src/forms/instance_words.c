/* Words of a form in the language in force: labels, hints, messages, choice names.
 *
 * Words may ask for words: an output shows the name of a choice, whose label has an output. Forms
 * can write a circle of these, so the depth is bounded; what is deeper is left out. */
#include "forms/instance_parts.h"

#include <string.h>
#include <strings.h>

void instance_set_language(struct instance *in, size_t language) {
    ASSERT(language == 0 || language < in->form->languages);
    in->language = language;
    for (size_t i = 0; i < in->form->binds; i++) {
        const struct xpath *x = in->form->bind[i]->calculate;
        if (x && (strstr(xpath_text(x), "jr:itext") || strstr(xpath_text(x), "jr:choice-name")))
            in->slot[i].due |= USE_VALUE;
    }
    instance_settle(in);
}

size_t instance_language(const struct instance *in) {
    return in->language;
}

/* The first part of a language code: "en" of "en-GB". */
static size_t primary(const char *code) {
    return strcspn(code, "-_)");
}

static bool same_language(const char *name, const char *code) {
    const char *bracket = strrchr(name, '(');
    const char *own = bracket ? bracket + 1 : name;
    return strcasecmp(name, code) == 0 ||
           (primary(own) == primary(code) && strncasecmp(own, code, primary(code)) == 0);
}

int form_language_for(const struct form *f, const char *code) {
    for (size_t i = 0; i < f->languages; i++)
        if (strcasecmp(f->language[i], code) == 0)
            return (int)i;
    for (size_t i = 0; *code && i < f->languages; i++)
        if (same_language(f->language[i], code))
            return (int)i;
    return -1;
}

static void add_value(const struct xpath *x, const struct xcontext *c, struct str *out) {
    struct xvalue v;
    if (xpath_eval(x, c, &v, NULL))
        str_add(out, xvalue_string(&v, c));
}

static void add_phrase(const struct phrase *p, const struct xcontext *c, struct str *out) {
    for (size_t i = 0; i < p->count; i++) {
        if (p->piece[i].text)
            str_add(out, p->piece[i].text);
        else
            add_value(p->piece[i].value, c, out);
    }
}

void instance_add_label(struct instance *in, const struct label *label, const struct xcontext *c,
                        struct str *out) {
    in->itext_id = NULL;
    if (in->depth == WORDS_DEPTH)
        return;
    in->depth++;
    if (label->words)
        add_phrase(label->words, c, out);
    else if (label->ref)
        add_value(label->ref, c, out);
    in->depth--;
}

/* In a list's row, outputs speak of the question and not of the row. */
const char *instance_itext(void *ctx, const struct xcontext *c, const char *id) {
    struct instance *in = ctx;
    struct str out = {.arena = c->scratch};
    struct xcontext here = *c;
    const struct phrase *p = form_text(in->form, in->language, id, TEXT_PLAIN);
    here.node = c->current;
    if (p && in->depth < WORDS_DEPTH) {
        in->depth++;
        add_phrase(p, &here, &out);
        in->depth--;
    }
    in->itext_id = id;
    return str_c(&out);
}

void instance_words(struct instance *in, const struct label *label, struct node *n,
                    struct str *out) {
    const struct xcontext c = instance_context(in, n);
    instance_add_label(in, label, &c, out);
    instance_forget(in);
}

static const char *id_of(struct instance *in, const struct label *label, const struct xcontext *c) {
    struct str words = {.arena = &in->scratch};
    if (label->itext_id || !label->ref)
        return label->itext_id;
    instance_add_label(in, label, c, &words);
    return in->itext_id;
}

bool instance_words_form(struct instance *in, const struct label *label, struct node *n,
                         enum text_form form, struct str *out) {
    struct str words = {.arena = &in->scratch};
    const struct xcontext c = instance_context(in, n);
    const char *id = id_of(in, label, &c);
    const struct phrase *p = id ? form_text(in->form, in->language, id, form) : NULL;
    if (p) {
        add_phrase(p, &c, &words);
        const char *slash = strncmp(str_c(&words), "jr://", 5) == 0 ? strrchr(words.p, '/') : NULL;
        str_add(out, slash ? slash + 1 : str_c(&words));
    }
    instance_forget(in);
    return p;
}
