/* The handle, and what a person answers. */
#include "survey/survey_parts.h"

#include <limits.h>
#include <string.h>

/* "/data/person[12345]/name": what an instance's position may add to a path. */
enum { POSITION_MAX = 7 };

/* FNV-1a, continued from `h`. */
uint64_t survey_hash(uint64_t h, const char *text) {
    for (; *text; text++)
        h = (h ^ (unsigned char)*text) * 1099511628211u;
    return h;
}

/* ---- beginning and end --------------------------------------------------------------------------
 */

/* Commands name a question by its path, so every path must have room there. */
static bool paths_fit(const struct form *f, struct err *err) {
    for (const struct control *c = f->body; c; c = control_after(c)) {
        size_t len = c->bind ? strlen(c->bind->path) : 0;
        for (const struct control *up = c; up; up = up->parent)
            len += up->kind == CONTROL_REPEAT ? POSITION_MAX : 0;
        if (len >= SURVEY_PATH)
            return err_set(err, ERR_INPUT,
                           "The form's groups are nested too deep, or their names are too long: %s",
                           c->bind->path);
    }
    return true;
}

/* The first leaf of that name; NULL if there is none. */
static struct node *leaf(const struct survey *s, const char *name) {
    struct node *root = instance_root(s->in), *n = root;
    while (n && !(node_is_leaf(n) && strcmp(n->name->local, name) == 0))
        n = node_after(n, root);
    return n;
}

/* A value that is not of the field's type leaves it empty: nobody at the screen could do anything.
 */
static void prefill(struct survey *s, const struct prefill *p) {
    struct node *n = leaf(s, p->field);
    if (n)
        instance_prefill(s->in, n, p->value, NULL);
}

static void take_prefills(struct survey *s, const struct survey_start *start) {
    ASSERT(start->prefills <= SURVEY_PREFILL);
    for (size_t i = 0; i < start->prefills; i++) {
        s->prefilled[s->prefills++] = arena_strdup(&s->keep, start->prefill[i].field);
        if (!start->draft) /* it has them already */
            prefill(s, &start->prefill[i]);
    }
}

struct survey *survey_new(const struct form *f, const struct survey_start *start, struct err *err) {
    if (!paths_fit(f, err))
        return NULL;
    struct instance_env env = start->env;
    env.secret = true;
    struct instance *in = start->draft
                              ? instance_resume(f, &env, start->draft, strlen(start->draft), err)
                              : instance_new(f, &env, err);
    if (!in)
        return NULL;
    struct arena keep = {.secret = true};
    struct survey *s = NEW(&keep, struct survey);
    s->keep = keep;
    s->form = f;
    s->in = in;
    s->shown.secret = s->work.secret = true;
    s->check_answers = start->check_answers;
    s->read_ms = start->read_ms;
    take_prefills(s, start);
    int language = start->language ? form_language_for(f, start->language) : -1;
    if (language >= 0)
        instance_set_language(in, (size_t)language);
    survey_start_at(s, start->place, start->now);
    return s;
}

void survey_free(struct survey *s) {
    if (!s)
        return;
    instance_free(s->in);
    arena_wipe(&s->shown);
    arena_wipe(&s->work);
    struct arena keep = s->keep;
    arena_wipe(&keep);
}

/* ---- looking ------------------------------------------------------------------------------------
 */

const struct form *survey_form(const struct survey *s) {
    return s->form;
}

const struct survey_page *survey_page(const struct survey *s) {
    return &s->page;
}

const char *survey_language(const struct survey *s) {
    return s->form->languages > 0 ? s->form->language[instance_language(s->in)] : "";
}

void survey_set_language(struct survey *s, const char *code) {
    int language = form_language_for(s->form, code);
    if (language < 0)
        return;
    instance_set_language(s->in, (size_t)language);
    survey_show(s);
}

const char *survey_leaf(const struct survey *s, const char *field) {
    const struct node *n = leaf(s, field);
    return n && n->field->relevant ? n->value : "";
}

void survey_set_now(struct survey *s, int64_t now_ms, int32_t utc_offset_s) {
    instance_set_now(s->in, now_ms, utc_offset_s);
}

void survey_draft(const struct survey *s, struct str *out, char ret_place[static SURVEY_PATH]) {
    instance_write(s->in, out);
    str_copy(ret_place, SURVEY_PATH, s->place);
}

/* ---- typed text ---------------------------------------------------------------------------------
 */

struct typed *survey_typed(const struct survey *s, const struct node *n) {
    char path[SURVEY_PATH];
    survey_path(s, n, path);
    for (struct typed *t = s->typed; t; t = t->next)
        if (strcmp(t->path, path) == 0)
            return t->stands == survey_hash(0, n->value) ? t : NULL;
    return NULL;
}

/* Forgets what was typed into `below` and the fields in it (""; all), without `wrong_too` only
 * where the value says the same. */
void survey_forget_typed(struct survey *s, bool wrong_too, const char *below) {
    size_t len = strlen(below);
    for (struct typed **at = &s->typed; *at;) {
        struct typed *t = *at;
        bool inside = strncmp(t->path, below, len) == 0 &&
                      (len == 0 || t->path[len] == '/' || t->path[len] == '\0');
        if (!inside || (t->wrong && !wrong_too)) {
            at = &t->next;
            continue;
        }
        *at = t->next;
        explicit_bzero(t, sizeof(*t));
        t->next = s->spare;
        s->spare = t;
    }
}

static void remember_typed(struct survey *s, const struct node *n, const char *text, bool wrong) {
    struct typed *t = s->spare ? s->spare : NEW(&s->keep, struct typed);
    s->spare = t->next;
    survey_path(s, n, t->path);
    STR_COPY(t->text, text);
    t->stands = survey_hash(0, n->value);
    t->wrong = wrong;
    t->next = s->typed;
    s->typed = t;
}

/* "1." is the number 1, but whoever types "1.5" must see the point stay. */
static bool is_on_the_way(const struct question *q, const char *text) {
    enum value_type type = q->control->bind->type;
    return q->control->kind == CONTROL_INPUT && (type == TYPE_INT || type == TYPE_DECIMAL) &&
           strcmp(text, q->node->value) != 0;
}

/* ---- answers ------------------------------------------------------------------------------------
 */

/* The number of a question of the page; -1 if there is none. What is readonly the instance refuses.
 */
static int find(const struct survey *s, const char *path) {
    for (size_t i = 0; s->where == AT_PAGE && i < s->page.questions; i++) {
        const struct survey_question *q = &s->page.question[i];
        if (strcmp(q->path, path) == 0 && !q->heading)
            return (int)i;
    }
    return -1;
}

void survey_answer(struct survey *s, const char *path, const char *value) {
    char name[SURVEY_PATH];
    int i = find(s, path);
    if (i < 0)
        return;
    const struct question *q = &s->question[i];
    survey_path(s, q->node, name);
    survey_forget_typed(s, true, name);
    if (!instance_set(s->in, q->node, value, NULL)) {
        if (!instance_set(s->in, q->node, "", NULL))
            return;
        remember_typed(s, q->node, value, true);
    } else if (is_on_the_way(q, value)) {
        remember_typed(s, q->node, value, false);
    }
    survey_show(s);
}

static void set(struct survey *s, int i, const char *value) {
    if (instance_set(s->in, s->question[i].node, value, NULL))
        survey_show(s);
}

/* The chosen values without `value`, in their order; then with it at place `at` (from 0) among
 * them, or at the end if there are fewer. NOWHERE: left out. */
enum { NOWHERE = -1, AT_END = INT_MAX };

static void list_chosen(const char *chosen, const char *value, int at, struct str *out) {
    int n = 0;
    for (const char *v = chosen; *v;) {
        size_t len = strcspn(v, " ");
        if (strncmp(v, value, len) != 0 || value[len] != '\0') {
            if (n++ == at)
                str_addf(out, "%s ", value);
            str_addn(out, v, len);
            str_addc(out, ' ');
        }
        v += len + (v[len] == ' ');
    }
    if (n <= at)
        str_add(out, value);
}

void survey_choose(struct survey *s, const char *path, size_t index) {
    struct str value CLEANUP(str_wipe) = {.secret = true};
    int i = find(s, path);
    if (i < 0 || index >= s->page.question[i].options)
        return;
    const struct survey_question *q = &s->page.question[i];
    const struct survey_option *o = &q->option[index];
    if (q->control->kind == CONTROL_SELECT1)
        str_add(&value, o->value);
    else
        list_chosen(q->value, o->value, o->chosen ? NOWHERE : AT_END, &value);
    set(s, i, str_c(&value));
}

void survey_rank(struct survey *s, const char *path, size_t index, int by) {
    struct str value CLEANUP(str_wipe) = {.secret = true};
    int i = find(s, path);
    if (i < 0 || index >= s->page.question[i].options)
        return;
    const struct survey_question *q = &s->page.question[i];
    const struct survey_option *o = &q->option[index];
    int to = o->place - 1 + by;
    if (q->control->kind != CONTROL_RANK || o->place == 0)
        return;
    list_chosen(q->value, o->value, to > 0 ? to : 0, &value);
    set(s, i, str_c(&value));
}
