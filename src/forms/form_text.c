/* The words of a form. Labels, hints and itext values are text with <output value="..."/> in
 * between; blanks at both ends go, those within stay as they are written.
 *
 * itext (ODK XForms specification, "Languages"): texts by id, in each language a value for each
 * `form` (plain, short, guidance, image...). They are found by a hash table of ids, since an
 * ordinary form has thousands of them. */
#include "forms/form_parts.h"

#include <string.h>

#include "base/mem.h"

struct text_value {
    size_t language;
    enum text_form form;
    const struct phrase *phrase;
    struct text_value *next;
};

struct text {
    const char *id; /* NULL: a free place */
    struct text_value *first;
};

struct texts {
    struct text *at; /* size a power of two, at most half full */
    size_t size, count;
};

/* --- phrases --- */

enum { PIECES_MAX = 4096 };

struct pieces {
    struct loader *l;
    const char *path;
    struct piece *at;
    size_t count, cap;
};

static void add_piece(struct pieces *p, struct piece piece) {
    if (p->count == PIECES_MAX)
        return;
    if (p->count == p->cap) {
        size_t cap = p->cap ? p->cap * 2 : 4;
        struct piece *grown = arena_array(&p->l->form->arena, cap, sizeof(*grown));
        if (p->count > 0)
            memcpy(grown, p->at, p->count * sizeof(*grown));
        p->at = grown;
        p->cap = cap;
    }
    p->at[p->count++] = piece;
}

static void add_output(struct pieces *p, const struct element *e) {
    const char *value = element_attr(e, "", "value");
    if (value == NULL)
        value = element_attr(e, "", "ref");
    const struct xpath *x = load_xpath(p->l, e, p->path, "output", value);
    if (x != NULL)
        add_piece(p, (struct piece){.value = x});
}

/* What other elements may stand in a text (bold, a line break of some tool) lend their words. */
static void add_pieces(struct pieces *p, const struct element *e) {
    for (const struct element *c = e->child; c; c = c->next) {
        if (c->text != NULL)
            add_piece(p, (struct piece){.text = c->text});
        else if (element_is(c, "output"))
            add_output(p, c);
        else
            add_pieces(p, c);
    }
}

static bool is_blank(char c) {
    return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

static void keep_texts(struct pieces *p) {
    for (size_t i = 0; i < p->count; i++) {
        const char *text = p->at[i].text;
        if (text == NULL)
            continue;
        while (i == 0 && is_blank(*text))
            text++;
        size_t n = strlen(text);
        while (i + 1 == p->count && n > 0 && is_blank(text[n - 1]))
            n--;
        p->at[i].text = arena_strndup(&p->l->form->arena, text, n);
    }
}

const struct phrase *texts_phrase(struct loader *l, const struct element *e, const char *path) {
    struct pieces p = {.l = l, .path = path};
    add_pieces(&p, e);
    keep_texts(&p);
    if (p.count == 0 || (p.count == 1 && p.at[0].text != NULL && *p.at[0].text == '\0'))
        return NULL;
    struct phrase *phrase = NEW(&l->form->arena, struct phrase);
    *phrase = (struct phrase){.piece = p.at, .count = p.count};
    return phrase;
}

/* --- itext --- */

static struct text *find(const struct texts *t, const char *id) {
    uint32_t h = 2166136261u; /* FNV-1a */
    for (const char *p = id; *p != '\0'; p++)
        h = (h ^ (unsigned char)*p) * 16777619u;
    size_t at = h & (t->size - 1);
    while (t->at[at].id != NULL && strcmp(t->at[at].id, id) != 0)
        at = (at + 1) & (t->size - 1);
    return &t->at[at];
}

static void make_room(struct loader *l, struct texts *t) {
    if (t->count * 2 < t->size)
        return;
    struct texts grown = {.size = t->size ? t->size * 2 : 256, .count = t->count};
    grown.at = arena_array(&l->form->arena, grown.size, sizeof(*grown.at));
    for (size_t i = 0; i < t->size; i++)
        if (t->at[i].id != NULL)
            *find(&grown, t->at[i].id) = t->at[i];
    *t = grown;
}

static bool form_of(const char *word, enum text_form *ret) {
    static const char *const words[TEXT_FORMS] = {
        [TEXT_PLAIN] = "",      [TEXT_SHORT] = "short",         [TEXT_GUIDANCE] = "guidance",
        [TEXT_IMAGE] = "image", [TEXT_BIG_IMAGE] = "big-image", [TEXT_AUDIO] = "audio",
        [TEXT_VIDEO] = "video"};
    if (word == NULL || strcmp(word, "long") == 0)
        word = "";
    for (size_t i = 0; i < TEXT_FORMS; i++) {
        if (strcmp(words[i], word) == 0) {
            *ret = (enum text_form)i;
            return true;
        }
    }
    return false;
}

static void check_media(struct loader *l, const struct element *e, enum text_form form,
                        const struct phrase *phrase) {
    if (form < TEXT_IMAGE || phrase == NULL || phrase->count != 1 || phrase->piece[0].text == NULL)
        return;
    if (jr_file_name(phrase->piece[0].text) == NULL)
        load_note(l, e, NULL, "\"%s\" is no file beside the form: it is not shown",
                  phrase->piece[0].text);
}

static void load_value(struct loader *l, struct text *text, size_t language,
                       const struct element *e) {
    enum text_form form;
    if (!form_of(element_attr(e, "", "form"), &form))
        return;
    const struct phrase *phrase = texts_phrase(l, e, NULL);
    check_media(l, e, form, phrase);
    if (phrase == NULL)
        return;
    struct text_value *v = NEW(&l->form->arena, struct text_value);
    *v = (struct text_value){
        .language = language, .form = form, .phrase = phrase, .next = text->first};
    text->first = v;
}

static void load_text(struct loader *l, size_t language, const struct element *e) {
    struct texts *t = l->form->texts;
    const char *id = element_attr(e, "", "id");
    if (id == NULL)
        return;
    make_room(l, t);
    struct text *text = find(t, id);
    if (text->id == NULL) {
        text->id = arena_strdup(&l->form->arena, id);
        t->count++;
    }
    for (const struct element *c = e->child; c; c = c->next)
        if (element_is(c, "value"))
            load_value(l, text, language, c);
}

static void load_language(struct loader *l, const struct element *e) {
    struct form *f = l->form;
    const char *name = element_attr(e, "", "lang"), *is_default = element_attr(e, "", "default");
    size_t language = f->languages++;
    f->language[language] = name ? arena_strdup(&f->arena, name) : "";
    if (is_default != NULL && strcmp(is_default, "false()") != 0)
        f->default_language = language;
    for (const struct element *c = e->child; c; c = c->next)
        if (element_is(c, "text"))
            load_text(l, language, c);
}

void texts_load(struct loader *l) {
    const struct element *itext = element_child(l->model, "itext");
    size_t n = 0;
    l->form->texts = NEW(&l->form->arena, struct texts);
    make_room(l, l->form->texts);
    for (const struct element *e = itext ? itext->child : NULL; e; e = e->next)
        n += element_is(e, "translation");
    l->form->language = arena_array(&l->form->arena, n, sizeof(*l->form->language));
    for (const struct element *e = itext ? itext->child : NULL; e; e = e->next)
        if (element_is(e, "translation"))
            load_language(l, e);
}

const struct phrase *form_text(const struct form *f, size_t language, const char *id,
                               enum text_form form) {
    const struct phrase *other = NULL;
    for (const struct text_value *v = find(f->texts, id)->first; v; v = v->next) {
        if (v->form != form)
            continue;
        if (v->language == language)
            return v->phrase;
        if (v->language == f->default_language && form == TEXT_PLAIN)
            other = v->phrase;
    }
    return other;
}

/* --- labels --- */

/* The id in "jr:itext('id')"; NULL if the expression is another one. */
static const char *constant_id(struct loader *l, const char *text) {
    static const char call[] = "jr:itext";
    text += strspn(text, BLANKS);
    if (!str_starts(text, call))
        return NULL;
    text += sizeof(call) - 1;
    text += strspn(text, BLANKS);
    if (*text != '(')
        return NULL;
    text += 1 + strspn(text + 1, BLANKS);
    const char *end = *text == '\'' || *text == '"' ? strchr(text + 1, *text) : NULL;
    if (end == NULL || strspn(end + 1, " \t\r\n)") != strlen(end + 1))
        return NULL;
    return arena_strndup(&l->form->arena, text + 1, (size_t)(end - text - 1));
}

static struct label label_of_ref(struct loader *l, const struct element *e, const char *path,
                                 const char *ref) {
    struct label label = {.ref = load_xpath(l, e, path, "label", ref)};
    if (label.ref == NULL)
        return label;
    label.itext_id = constant_id(l, ref);
    if (label.itext_id != NULL && find(l->form->texts, label.itext_id)->id == NULL)
        load_note(l, e, path, "there are no words \"%s\" in the form's languages", label.itext_id);
    return label;
}

struct label texts_label(struct loader *l, const struct element *e, const char *path) {
    const char *ref = element_attr(e, "", "ref");
    if (ref != NULL && *ref != '\0')
        return label_of_ref(l, e, path, ref);
    return (struct label){.words = texts_phrase(l, e, path)};
}

struct label texts_message(struct loader *l, const struct element *e, const char *path,
                           const char *text) {
    if (text == NULL || *text == '\0')
        return (struct label){0};
    if (constant_id(l, text) != NULL)
        return label_of_ref(l, e, path, text);
    struct phrase *phrase = NEW(&l->form->arena, struct phrase);
    phrase->piece = NEW(&l->form->arena, struct piece);
    phrase->piece[0].text = load_trim(l, text);
    phrase->count = 1;
    return (struct label){.words = phrase};
}
