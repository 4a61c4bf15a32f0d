/* Forms played on another engine, step for step: ours must come to the same values, relevance,
 * faults, words, choices and record. tests/forms has the traces and says how to read them; the
 * forms themselves are not part of this tree, so without them this is skipped. */
#include <dirent.h>
#include <fnmatch.h>

#include "forms/flow.h"
#include "forms/xml.h"
#include "effects/form_files.h"
#include "base/file.h"
#include "load.h"

#define TRACES "tests/forms/traces"
#define DIFFERENCES "tests/forms/differences"

enum { MAX = 64 << 20 };

struct lines {
    char **at;
    size_t count, cap;
};

/* One line of the list of known differences: trace, step, line, why; patterns of fnmatch(). */
struct difference {
    char *trace, *step, *line;
    bool used;
};

struct differences {
    struct arena arena;
    struct difference at[200];
    size_t count;
};

struct replay {
    struct arena arena; /* of the whole trace */
    const char *name;
    struct form *form;
    struct instance *in;
    const struct control **control; /* by rank: the question */
    struct lines state;             /* "/data/x \"value\" flags" of all fields, sorted */
    struct differences *known;
    size_t wrong;
};

static void lines_add(struct replay *r, struct lines *l, char *text) {
    if (l->count == l->cap) {
        char **more = arena_array(&r->arena, l->cap * 2 + 64, sizeof(char *));
        if (l->count > 0)
            memcpy(more, l->at, l->count * sizeof(char *));
        l->at = more;
        l->cap = l->cap * 2 + 64;
    }
    l->at[l->count++] = text;
}

static int by_text(const void *a, const void *b) {
    return strcmp(*(char *const *)a, *(char *const *)b);
}

static void sort(struct lines l, int (*compare)(const void *, const void *)) {
    if (l.count > 0)
        qsort(l.at, l.count, sizeof(char *), compare);
}

/* ---- what is left out on both sides -------------------------------------------------------------
 */

static bool is_uuid(const char *p) {
    static const char shape[] = "xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx";
    for (const char *s = shape; *s; s++, p++)
        if (*s == '-' ? *p != '-' : (*p == '\0' || strchr("0123456789abcdef", *p) == NULL))
            return false;
    return true;
}

static bool is_time(const char *p) { /* T10:30:00 */
    static const char shape[] = "Tdd:dd:dd";
    for (const char *s = shape; *s; s++, p++)
        if (*s == 'd' ? !(*p >= '0' && *p <= '9') : *p != *s)
            return false;
    return true;
}

static const char *masked(struct replay *r, const char *text) {
    struct str out CLEANUP(str_release) = {0};
    for (const char *p = text; *p;) {
        if (is_uuid(p)) {
            str_add(&out, "UUID");
            p += 36;
        } else if (is_time(p)) {
            str_addn(&out, p, 9);
            p += 9;
            p += *p == '.' ? 1 + strspn(p + 1, "0123456789") : 0;
            p += *p == 'Z' ? 1 : (*p == '+' || *p == '-') && strlen(p) >= 6 && p[3] == ':' ? 6 : 0;
        } else {
            str_addc(&out, *p++);
        }
    }
    return arena_strdup(&r->arena, str_c(&out));
}

static void add_quoted(struct str *out, const char *text) { /* as JSON does */
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

/* Of words a trace has the FNV-1a hash. Any run of blanks and ends of lines in them is one blank.
 */
static void add_hash(struct str *out, const char *words) {
    uint32_t hash = 0x811c9dc5;
    bool blank = false;
    words += strspn(words, " \n\r\t");
    for (; *words; words++) {
        if (strchr(" \n\r\t", *words)) {
            blank = true;
            continue;
        }
        if (blank) /* more follows, so it is not the end */
            hash = (hash ^ ' ') * 0x01000193;
        blank = false;
        hash = (hash ^ (unsigned char)*words) * 0x01000193;
    }
    str_addf(out, "#%08x", hash);
}

/* ---- what is compared ---------------------------------------------------------------------------
 */

static bool ends_in(const char *text, const char *end) {
    size_t n = strlen(text), m = strlen(end);
    return n >= m && strcmp(text + n - m, end) == 0;
}

static char *state_of(struct replay *r, const struct node *n) {
    struct str out CLEANUP(str_release) = {0};
    struct form_fault fault;
    const struct field *f = n->field;
    instance_path(r->in, n, &out);
    if (ends_in(str_c(&out), "instanceID"))
        return NULL;
    str_addc(&out, ' ');
    if (!f->relevant) {
        str_addc(&out, '-');
        return arena_strdup(&r->arena, str_c(&out));
    }
    add_quoted(&out, masked(r, n->value));
    if (r->control[f->bind->rank]) {
        str_add(&out, f->readonly ? " readonly" : "");
        str_add(&out, f->required ? " required" : "");
        if (instance_fault(r->in, (struct node *)n, &r->arena, &fault))
            str_add(&out, fault.missing ? " missing" : " invalid");
    }
    return arena_strdup(&r->arena, str_c(&out));
}

static struct lines state_now(struct replay *r) {
    struct lines now = {0};
    struct node *root = instance_root(r->in);
    for (struct node *n = root; n; n = node_after(n, root)) {
        bool leaf = node_is_leaf(n->field->bind->node) && !instance_repeat_of(r->in, n);
        char *line = leaf ? state_of(r, n) : NULL;
        if (line)
            lines_add(r, &now, line);
    }
    return now;
}

static int by_path(const char *a, const char *b) {
    size_t n = strcspn(a, " "), m = strcspn(b, " ");
    int cmp = strncmp(a, b, n < m ? n : m);
    return cmp != 0 ? cmp : (n > m) - (n < m);
}

static int by_path_at(const void *a, const void *b) {
    return by_path(*(char *const *)a, *(char *const *)b);
}

/* What has changed since the last time, as the trace writes it. */
static struct lines changes(struct replay *r) {
    struct lines now = state_now(r), found = {0};
    size_t i = 0, k = 0;
    sort(now, by_path_at);
    while (i < now.count || k < r->state.count) {
        int cmp = i == now.count        ? 1
                  : k == r->state.count ? -1
                                        : by_path(now.at[i], r->state.at[k]);
        if (cmp > 0)
            lines_add(r, &found,
                      arena_printf(&r->arena, "= %.*s gone", (int)strcspn(r->state.at[k], " "),
                                   r->state.at[k]));
        else if (cmp < 0 || strcmp(now.at[i], r->state.at[k]) != 0)
            lines_add(r, &found, arena_printf(&r->arena, "= %s", now.at[i]));
        i += cmp <= 0;
        k += cmp >= 0;
    }
    r->state = now;
    return found;
}

static int by_name(const void *a, const void *b) {
    const struct node *const *x = a, *const *y = b;
    return strcmp((*x)->name->local, (*y)->name->local);
}

static void add_record(struct replay *r, struct lines *out, const char *path, const char *value,
                       bool leaf) {
    struct str line CLEANUP(str_release) = {0};
    str_addf(&line, "> %s", path);
    if (leaf) {
        str_addc(&line, ' ');
        add_quoted(&line, masked(r, value));
    }
    lines_add(r, out, arena_strdup(&r->arena, str_c(&line)));
}

static void flatten(struct replay *r, const struct node *n, const char *above, struct lines *out) {
    const struct node *attr[64];
    size_t attrs = 0;
    const char *path = arena_printf(&r->arena, "%s/%s", above, n->name->local);
    if (!ends_in(path, "instanceID"))
        add_record(r, out, path, n->value, node_is_leaf(n));
    for (const struct node *a = n->attr; a && attrs < 64; a = a->next)
        attr[attrs++] = a;
    qsort(attr, attrs, sizeof(attr[0]), by_name);
    for (size_t i = 0; i < attrs; i++)
        add_record(r, out, arena_printf(&r->arena, "%s/@%s", path, attr[i]->name->local),
                   attr[i]->value, true);
    for (const struct node *c = n->child; c; c = c->next)
        flatten(r, c, path, out);
}

static struct lines record(struct replay *r) {
    struct str xml CLEANUP(str_release) = {0};
    struct lines out = {0};
    struct tree t;
    struct err err = {0};
    tree_init(&t);
    if (!instance_submit(r->in, &xml, &err) ||
        !xml_read_tree(xml.p, xml.len, r->form->names, &t, &err))
        lines_add(r, &out, arena_printf(&r->arena, "! %s", err.text));
    else
        flatten(r, t.document->child, "", &out);
    tree_free(&t);
    return out;
}

/* ---- steps --------------------------------------------------------------------------------------
 */

static struct node *node_at(struct replay *r, const char *path, const struct control **ret) {
    struct node *n = instance_find(r->in, path, NULL);
    *ret = n ? r->control[n->field->bind->rank] : NULL;
    return *ret ? n : NULL;
}

static bool set(struct replay *r, char *path, struct err *err) {
    char *value = path + strcspn(path, " ");
    if (*value)
        *value++ = '\0';
    struct node *n = instance_find(r->in, path, err);
    return n && instance_set(r->in, n, value, err);
}

static bool add(struct replay *r, const char *path, struct err *err) {
    const char *slash = strrchr(path, '/');
    struct node *parent =
        instance_find(r->in, arena_strndup(&r->arena, path, (size_t)(slash - path)), err);
    for (const struct control *c = r->form->body; parent && c; c = control_after(c))
        if (c->kind == CONTROL_REPEAT && strcmp(c->node->name->local, slash + 1) == 0 &&
            form_bind(r->form, c->node->parent) == parent->field->bind)
            return instance_repeat_add(r->in, c, parent, err);
    return err_set(err, ERR_MISSING, "there is no such repeat");
}

static bool language(struct replay *r, const char *name, struct err *err) {
    int l = form_language_for(r->form, name);
    if (l < 0)
        return err_set(err, ERR_MISSING, "there is no such language");
    instance_set_language(r->in, (size_t)l);
    return true;
}

static struct lines words(struct replay *r, const char *path) {
    struct str out CLEANUP(str_release) = {0}, line CLEANUP(str_release) = {0};
    struct lines found = {0};
    const struct control *c;
    struct node *n = node_at(r, path, &c);
    instance_words(r->in, &c->label, n, &out);
    str_add(&line, ": ");
    add_hash(&line, masked(r, str_c(&out)));
    lines_add(r, &found, arena_strdup(&r->arena, str_c(&line)));
    return found;
}

static struct lines choices(struct replay *r, const char *path) {
    enum { CHOICES = 12 }; /* as many as are recorded */
    struct lines found = {0};
    struct form_option *o;
    size_t count = 0;
    const struct control *c;
    struct node *n = node_at(r, path, &c);
    if (!instance_options(r->in, c, n, &r->arena, &o, &count, NULL))
        return found;
    for (size_t i = 0; i < count && i < CHOICES; i++) {
        struct str line CLEANUP(str_release) = {0};
        str_add(&line, ": ");
        add_quoted(&line, o[i].value);
        str_addc(&line, ' ');
        add_hash(&line, masked(r, o[i].label));
        lines_add(r, &found, arena_strdup(&r->arena, str_c(&line)));
    }
    return found;
}

static struct lines run(struct replay *r, char *line) {
    struct err err = {0};
    struct lines failed = {0};
    char *rest = line + strcspn(line, " ");
    rest += *rest == ' ';
    bool ok = true;
    if (str_starts(line, "label "))
        return words(r, rest);
    if (str_starts(line, "choices "))
        return choices(r, rest);
    if (str_eq(line, "submit"))
        return record(r);
    if (str_starts(line, "set "))
        ok = set(r, rest, &err);
    else if (str_starts(line, "add "))
        ok = add(r, rest, &err);
    else if (str_starts(line, "lang "))
        ok = language(r, rest, &err);
    else if (str_starts(line, "remove ")) {
        struct node *n = instance_find(r->in, rest, &err);
        ok = n && instance_repeat_remove(r->in, n, &err);
    }
    if (ok)
        return changes(r);
    lines_add(r, &failed, arena_printf(&r->arena, "! %s", err.text));
    return failed;
}

/* ---- comparing ----------------------------------------------------------------------------------
 */

static bool is_known(struct replay *r, const char *step, const char *line) {
    for (size_t i = 0; i < r->known->count; i++) {
        struct difference *d = &r->known->at[i];
        if (fnmatch(d->trace, r->name, 0) == 0 && fnmatch(d->step, step, 0) == 0 &&
            fnmatch(d->line, line, 0) == 0)
            return d->used = true;
    }
    return false;
}

static void tell(struct replay *r, const char *step, const char *what, const char *line) {
    if (is_known(r, step, line))
        return;
    if (r->wrong++ < 30)
        print_message("%s: %s\n    %s %s\n", r->name, step, what, line);
}

static void compare(struct replay *r, const char *step, struct lines want, struct lines have) {
    size_t i = 0, k = 0;
    bool sorted = want.count > 0 ? want.at[0][0] == '=' : have.count > 0 && have.at[0][0] == '=';
    if (sorted) {
        sort(want, by_text);
        sort(have, by_text);
    }
    while (i < want.count || k < have.count) {
        int cmp = i == want.count ? 1 : k == have.count ? -1 : strcmp(want.at[i], have.at[k]);
        if (cmp != 0 && !sorted && i < want.count && k < have.count) {
            tell(r, step, "expected", want.at[i++]);
            tell(r, step, "     got", have.at[k++]);
            continue;
        }
        if (cmp < 0)
            tell(r, step, "expected", want.at[i]);
        else if (cmp > 0)
            tell(r, step, "     got", have.at[k]);
        i += cmp <= 0;
        k += cmp >= 0;
    }
}

static bool open_form(struct replay *r, const char *forms, const char *form) {
    /* 2024-05-17T10:30:00Z, as when the traces were recorded */
    const struct instance_env env = {.now_ms = 1715941800000, .seed = 1};
    struct err err = {0};
    r->form = form_load_file(arena_printf(&r->arena, "%s/%s", forms, form), NULL, &err);
    if (!r->form)
        return false; /* what this kiosk does not take, as `turnout form check` says */
    r->in = instance_new(r->form, &env, &err);
    if (!r->in)
        fail_msg("%s: %s", form, err.text);
    r->control = arena_array(&r->arena, r->form->binds, sizeof(struct control *));
    for (const struct control *c = r->form->body; c; c = control_after(c))
        if (c->bind && c->kind != CONTROL_GROUP && c->kind != CONTROL_REPEAT)
            r->control[c->bind->rank] = c;
    return true;
}

/* A question of a kind that this kiosk leaves out (a picture, a map) has no words here. */
static bool is_left_out(struct replay *r, const char *step) {
    const struct control *c;
    const char *path = strchr(step, ' ');
    return (str_starts(step, "label ") || str_starts(step, "choices ")) &&
           !node_at(r, path + 1, &c);
}

static bool is_expectation(const char *line) {
    return line && *line && strchr("=:>", *line);
}

/* Whether the form is one that runs here. */
static bool replay(struct replay *r, const char *forms, char *trace) {
    char *save = NULL, *line = strtok_r(trace, "\n", &save);
    if (!line || !str_starts(line, "form "))
        fail_msg("%s does not begin with its form", r->name);
    if (!open_form(r, forms, line + strlen("form ")))
        return false;
    while (line) {
        char *step = arena_strdup(&r->arena, line);
        struct lines want = {0};
        while (is_expectation(line = strtok_r(NULL, "\n", &save)))
            lines_add(r, &want, line);
        if (is_left_out(r, step))
            continue;
        compare(r, step, want,
                str_starts(step, "form ") ? changes(r) : run(r, arena_strdup(&r->arena, step)));
    }
    return true;
}

static void read_differences(struct differences *d) {
    struct str text CLEANUP(str_release) = {0};
    struct err err = {0};
    char *save = NULL;
    if (!file_read(DIFFERENCES, MAX, &text, &err))
        fail_msg("%s", err.text);
    for (char *line = strtok_r(arena_strdup(&d->arena, str_c(&text)), "\n", &save); line;
         line = strtok_r(NULL, "\n", &save)) {
        char *part[4], *rest = line;
        size_t parts = 0;
        if (*line == '#')
            continue;
        while (parts < 4 && (part[parts] = strsep(&rest, "\t")) != NULL)
            parts++;
        if (parts < 4 || d->count == sizeof(d->at) / sizeof(d->at[0]))
            fail_msg("%s: \"%s\" is not TRACE, STEP, LINE and why", DIFFERENCES, line);
        d->at[d->count++] = (struct difference){.trace = part[0], .step = part[1], .line = part[2]};
    }
}

static int is_trace(const struct dirent *e) {
    return ends_in(e->d_name, ".trace");
}

static void every_trace_is_repeated(void **state) {
    (void)state;
    static struct differences known;
    const char *shared = getenv("TURNOUT_SHARED");
    struct dirent **trace;
    size_t wrong = 0;
    int played = 0;
    if (!shared || !*shared || !file_exists(shared)) {
        print_message("the traces of other engines are not here: skipped\n");
        skip();
    }
    read_differences(&known);
    int traces = scandir(TRACES, &trace, is_trace, alphasort);
    for (int i = 0; i < traces; i++) {
        struct replay r = {.name = trace[i]->d_name, .known = &known};
        struct str text CLEANUP(str_release) = {0};
        char path[512];
        snprintf(path, sizeof path, "%s/%s", TRACES, trace[i]->d_name);
        assert_true(file_read(path, MAX, &text, NULL));
        played += replay(&r, arena_printf(&r.arena, "%s/xforms", shared), text.p);
        wrong += r.wrong;
        instance_free(r.in);
        form_free(r.form);
        arena_free(&r.arena);
        free(trace[i]);
    }
    free(trace);
    for (size_t i = 0; i < known.count; i++)
        if (!known.at[i].used) {
            print_message("no trace needs %s\t%s\t%s\n", known.at[i].trace, known.at[i].step,
                          known.at[i].line);
            wrong++;
        }
    print_message("%d of %d traces played\n", played, traces);
    arena_free(&known.arena);
    assert_true(played >= 100);
    assert_int_equal(wrong, 0);
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(every_trace_is_repeated)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
