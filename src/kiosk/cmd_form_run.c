/* turnout form run FILE.xml STEPS: fills in a form by a list of steps, one a line, and prints what
 * was asked for. How a form behaves can be seen, and tested by its author, without a screen.
 *
 * Nothing is kept or sent. Time and chance are fixed by --now and --seed, so that the same steps
 * print the same. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/file.h"
#include "effects/form_files.h"
#include "forms/dates.h"
#include "forms/flow.h"
#include "kiosk/cmd.h"

enum { STEPS_MAX = 4 << 20 };

struct run {
    const struct form *form;
    struct instance *in;
    struct str out;
};

/* In quotes, on one line: what would end either is written with a backslash. */
static void add_quoted(struct str *out, const char *text) {
    static const char plain[] = "\"\\\n\r\t", written[] = "\"\\nrt";
    str_addc(out, '"');
    for (; *text; text++) {
        const char *special = strchr(plain, *text);
        if (special)
            str_addc(out, '\\');
        str_addc(out, special ? written[special - plain] : *text);
    }
    str_addc(out, '"');
}

static const struct control *control_of(const struct run *r, const struct node *n) {
    for (const struct control *c = r->form->body; c; c = control_after(c))
        if (c->bind == n->field->bind && c->kind != CONTROL_REPEAT)
            return c;
    return NULL;
}

static bool is_select(const struct control *c) {
    return c &&
           (c->kind == CONTROL_SELECT1 || c->kind == CONTROL_SELECT || c->kind == CONTROL_RANK);
}

/* Splits "PATH REST" in place. A path with blanks in it is told by its brackets. */
static char *cut_path(char *rest) {
    int open = 0;
    char *p = rest;
    for (; *p && (open > 0 || (*p != ' ' && *p != '\t')); p++)
        open += (*p == '[') - (*p == ']');
    if (*p)
        *p++ = '\0';
    return p + strspn(p, " \t");
}

/* ---- steps --------------------------------------------------------------------------------------
 */

static bool choice_exists(const struct form_option *o, size_t count, const char *value) {
    for (size_t i = 0; i < count; i++)
        if (strcmp(o[i].value, value) == 0)
            return true;
    return false;
}

/* A screen could not offer another value, so a step may not set one. */
static bool may_choose(struct run *r, const struct control *c, struct node *n, const char *value,
                       struct err *err) {
    ARENA(a);
    struct form_option *o;
    size_t count;
    if (!instance_options(r->in, c, n, &a, &o, &count, err))
        return false;
    char *words = arena_strdup(&a, value), *save = NULL;
    if (c->kind == CONTROL_SELECT1)
        return *value == '\0' || choice_exists(o, count, value) ||
               err_set(err, ERR_INPUT, "\"%s\" is not among the choices.", value);
    for (char *word = strtok_r(words, " ", &save); word; word = strtok_r(NULL, " ", &save))
        if (!choice_exists(o, count, word))
            return err_set(err, ERR_INPUT, "\"%s\" is not among the choices.", word);
    return true;
}

static bool step_set(struct run *r, char *rest, struct err *err) {
    char *value = cut_path(rest);
    struct node *n = instance_find(r->in, rest, err);
    const struct control *c = n ? control_of(r, n) : NULL;
    if (!n || (is_select(c) && !may_choose(r, c, n, strcmp(value, "\"\"") ? value : "", err)))
        return false;
    return instance_set(r->in, n, strcmp(value, "\"\"") ? value : "", err);
}

static const struct control *find_repeat(struct run *r, const char *name,
                                         const struct node *parent) {
    for (const struct control *c = r->form->body; c; c = control_after(c))
        if (c->kind == CONTROL_REPEAT && strcmp(c->node->name->local, name) == 0 &&
            form_bind(r->form, c->node->parent) == parent->field->bind)
            return c;
    return NULL;
}

/* The path of the repeat need not exist yet; that of its parent must. */
static bool step_add(struct run *r, char *rest, struct err *err) {
    char *slash = strrchr(rest, '/');
    if (!slash || slash == rest)
        return err_set(err, ERR_INPUT, "Write the path of the repeat, like /data/person.");
    *slash = '\0';
    struct node *parent = instance_find(r->in, rest, err);
    const char *colon = strchr(slash + 1, ':');
    const struct control *c = parent ? find_repeat(r, colon ? colon + 1 : slash + 1, parent) : NULL;
    if (parent && !c)
        return err_set(err, ERR_MISSING, "%s has no repeat %s.", rest, slash + 1);
    return c && instance_repeat_add(r->in, c, parent, err);
}

static bool step_remove(struct run *r, char *rest, struct err *err) {
    struct node *n = instance_find(r->in, rest, err);
    return n && instance_repeat_remove(r->in, n, err);
}

static bool step_lang(struct run *r, char *rest, struct err *err) {
    int language = form_language_for(r->form, rest);
    if (language < 0)
        return err_set(err, ERR_MISSING, "The form has no language \"%s\".", rest);
    instance_set_language(r->in, (size_t)language);
    return true;
}

static void add_path(struct run *r, const struct node *n) {
    instance_path(r->in, n, &r->out);
    str_addc(&r->out, '\t');
}

static bool step_show(struct run *r, char *rest, struct err *err) {
    struct str label CLEANUP(str_release) = {0};
    struct node *n = instance_find(r->in, rest, err);
    if (!n)
        return false;
    const struct field *f = n->field;
    const struct control *c = control_of(r, n);
    if (c)
        instance_words(r->in, &c->label, n, &label);
    add_path(r, n);
    str_add(&r->out, "value=");
    add_quoted(&r->out, n->value);
    str_addf(&r->out,
             " relevant=%s readonly=%s required=%s valid=%s label=", f->relevant ? "yes" : "no",
             f->readonly ? "yes" : "no", f->required ? "yes" : "no", f->valid ? "yes" : "no");
    add_quoted(&r->out, str_c(&label));
    str_addc(&r->out, '\n');
    return true;
}

static bool step_choices(struct run *r, char *rest, struct err *err) {
    ARENA(a);
    struct form_option *o;
    size_t count;
    struct node *n = instance_find(r->in, rest, err);
    const struct control *c = n ? control_of(r, n) : NULL;
    if (n && !is_select(c))
        return err_set(err, ERR_INPUT, "%s is no question with choices.", rest);
    if (!n || !instance_options(r->in, c, n, &a, &o, &count, err))
        return false;
    for (size_t i = 0; i < count; i++)
        str_addf(&r->out, "%s\t%s\n", o[i].value, o[i].label);
    return true;
}

/* Prints all faults; returns how many there are. */
static size_t add_faults(struct run *r) {
    ARENA(a);
    struct form_fault *fault;
    size_t count;
    instance_check(r->in, &a, &fault, &count);
    for (size_t i = 0; i < count; i++) {
        add_path(r, fault[i].node);
        str_addf(&r->out, "%s\n", fault[i].message);
    }
    return count;
}

static bool step_validate(struct run *r, char *rest, struct err *err) {
    (void)rest;
    (void)err;
    if (add_faults(r) == 0)
        str_add(&r->out, "valid\n");
    return true;
}

static bool step_submit(struct run *r, char *rest, struct err *err) {
    (void)rest;
    size_t faults = add_faults(r);
    if (faults > 0)
        return err_set(err, ERR_INPUT, "There %s %zu fault%s in the answers.",
                       faults == 1 ? "is" : "are", faults, faults == 1 ? "" : "s");
    if (!instance_submit(r->in, &r->out, err))
        return false;
    str_addc(&r->out, '\n');
    return true;
}

static bool step_pages(struct run *r, char *rest, struct err *err) {
    static const char *const kind[] = {[FLOW_QUESTION] = "question",
                                       [FLOW_LIST] = "list",
                                       [FLOW_REPEAT] = "repeat",
                                       [FLOW_END] = "end"};
    ARENA(a);
    struct flow_page *page;
    struct question *q;
    size_t count, questions;
    (void)rest;
    (void)err;
    flow_pages(r->in, &a, &page, &count);
    for (size_t i = 0; i < count; i++) {
        str_addf(&r->out, "%s\t", kind[page[i].kind]);
        instance_path(r->in, page[i].node, &r->out);
        if (page[i].kind == FLOW_REPEAT)
            str_addf(&r->out, "/%s\t%zu", page[i].control->node->name->local, page[i].repeat_count);
        flow_questions(r->in, &page[i], &a, &q, &questions);
        for (size_t k = 0; page[i].kind == FLOW_LIST && k < questions; k++) {
            str_addc(&r->out, k == 0 ? '\t' : ' ');
            instance_path(r->in, q[k].node, &r->out);
        }
        str_addc(&r->out, '\n');
    }
    return true;
}

static const struct {
    const char *word;
    bool (*run)(struct run *r, char *rest, struct err *err);
} steps[] = {{"set", step_set},           {"add", step_add},       {"remove", step_remove},
             {"lang", step_lang},         {"show", step_show},     {"choices", step_choices},
             {"validate", step_validate}, {"submit", step_submit}, {"pages", step_pages}};

static bool run_step(struct run *r, char *line, struct err *err) {
    line = str_trim(line);
    if (*line == '\0' || *line == '#')
        return true;
    size_t len = strcspn(line, " \t");
    char *rest = line + len + strspn(line + len, " \t");
    for (size_t i = 0; i < sizeof(steps) / sizeof(steps[0]); i++)
        if (strlen(steps[i].word) == len && strncmp(line, steps[i].word, len) == 0)
            return steps[i].run(r, rest, err);
    return err_set(err, ERR_INPUT, "There is no step \"%.*s\".", (int)len, line);
}

static bool run_steps(struct run *r, char *text, struct err *err) {
    for (size_t line = 1; text; line++) {
        char *end = strchr(text, '\n');
        if (end)
            *end = '\0';
        bool ok = run_step(r, text, err);
        fputs(str_c(&r->out), stdout);
        str_cut(&r->out, 0);
        if (!ok)
            return err_prefix(err, "line %zu", line);
        text = end ? end + 1 : NULL;
    }
    return true;
}

/* ---- the command --------------------------------------------------------------------------------
 */

static bool read_input(struct str *out, struct err *err) {
    char buffer[4096];
    for (size_t n; (n = fread(buffer, 1, sizeof(buffer), stdin)) > 0;) {
        str_addn(out, buffer, n);
        if (out->len > STEPS_MAX)
            return err_set(err, ERR_FULL, "There are too many steps.");
    }
    return true;
}

static int64_t now_of(const struct args *a) {
    struct moment m;
    struct clock clock;
    clock_init_real(&clock);
    const char *text = args_value(a, OPT_NOW);
    if (!text || !moment_parse(text, &m)) /* the table has checked it */
        return clock_wall(&clock);
    return (int64_t)(moment_days(&m, 0) * 86400e3 + 0.5);
}

int cmd_form_run(const struct args *a) {
    struct err err = {0};
    struct str text CLEANUP(str_release) = {0};
    const char *seed = args_value(a, OPT_SEED), *from = a->operand[2];
    const struct instance_env env = {.now_ms = now_of(a),
                                     .seed = seed ? strtoull(seed, NULL, 10) : 1};
    if (!(strcmp(from, "-") == 0 ? read_input(&text, &err)
                                 : file_read(from, STEPS_MAX, &text, &err)))
        return cmd_fail(&err);
    struct form *form = form_load_file(a->operand[1], NULL, &err);
    if (!form)
        return cmd_fail(&err);
    struct run r = {.form = form, .in = instance_new(form, &env, &err)};
    bool ok = r.in && run_steps(&r, text.p ? text.p : (char[]){""}, &err);
    instance_free(r.in);
    form_free(form);
    str_release(&r.out);
    return ok ? EXIT_DONE : cmd_fail(&err);
}
