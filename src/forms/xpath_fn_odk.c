/* What ODK has added for questions: choices of a select (words with blanks between them), answers
 * that depend on others, and what only the form or the kiosk can tell. */
#include "forms/xpath_parts.h"

#include <math.h>
#include <string.h>

#include "seal/digest.h"

/* ---- one of several ---- */

static bool fn_if(struct run *r, struct expr *const *arg, size_t args, struct xvalue *ret) {
    bool b;
    (void)args;
    return eval_boolean(r, arg[0], &b) && eval(r, arg[b ? 1 : 2], ret);
}

static bool fn_coalesce(struct run *r, struct expr *const *arg, size_t args, struct xvalue *ret) {
    const char *text = "";
    for (size_t i = 0; i < args && !*text; i++)
        if (!eval_string(r, arg[i], &text))
            return false;
    *ret = of_string(text);
    return true;
}

/* What is there already stays. */
static bool fn_once(struct run *r, struct expr *const *arg, size_t args, struct xvalue *ret) {
    const char *text = xnode_string(r->c.node, &r->c);
    (void)args;
    if (!*text && !eval_string(r, arg[0], &text))
        return false;
    *ret = of_string(text);
    return true;
}

static bool fn_boolean_from_string(struct run *r, struct expr *const *arg, size_t args,
                                   struct xvalue *ret) {
    const char *text;
    (void)args;
    if (!eval_string(r, arg[0], &text))
        return false;
    *ret = of_boolean(strcmp(text, "true") == 0 || strcmp(text, "1") == 0);
    return true;
}

/* ---- choices ---- */

static const char blanks[] = " \t\r\n";

/* The word at or behind *p, its length in *len; moves *p behind it. NULL at the end. */
static const char *next_word(const char **p, size_t *len) {
    const char *word = *p + strspn(*p, blanks);
    *len = strcspn(word, blanks);
    *p = word + *len;
    return *len ? word : NULL;
}

static bool fn_selected(struct run *r, struct expr *const *arg, size_t args, struct xvalue *ret) {
    const char *list, *value, *word;
    size_t len;
    (void)args;
    if (!eval_string(r, arg[0], &list) || !eval_string(r, arg[1], &value) ||
        !run_spend(r, strlen(list) / 8 + 1))
        return false;
    const char *wanted = value + strspn(value, blanks);
    size_t size = strlen(wanted);
    while (size && strchr(blanks, wanted[size - 1]))
        size--;
    bool found = size == 0 && list[strspn(list, blanks)] == '\0'; /* nothing is in nothing */
    while (!found && (word = next_word(&list, &len)))
        found = len == size && memcmp(word, wanted, len) == 0;
    *ret = of_boolean(found);
    return true;
}

static bool fn_selected_at(struct run *r, struct expr *const *arg, size_t args,
                           struct xvalue *ret) {
    const char *list, *word;
    double index;
    size_t len;
    (void)args;
    *ret = of_string("");
    if (!eval_string(r, arg[0], &list) || !eval_number(r, arg[1], &index) ||
        !run_spend(r, strlen(list) / 8 + 1))
        return false;
    for (double i = 0; (word = next_word(&list, &len)); i++)
        if (i == trunc(index))
            *ret = of_string(arena_strndup(r->c.scratch, word, len));
    return true;
}

static bool fn_count_selected(struct run *r, struct expr *const *arg, size_t args,
                              struct xvalue *ret) {
    const char *list;
    size_t len, count = 0;
    (void)args;
    if (!eval_string(r, arg[0], &list) || !run_spend(r, strlen(list) / 8 + 1))
        return false;
    while (next_word(&list, &len))
        count++;
    *ret = of_number((double)count);
    return true;
}

/* ---- checklists ---- */

/* "Yes" in a checklist: a number above 0, or a text that is neither a number nor empty. */
static bool is_checked(const struct run *r, const struct xvalue *v) {
    double d = xvalue_number(v, &r->c);
    return isnan(d) ? xvalue_boolean(v) && v->kind != X_NUMBER : d > 0;
}

/* Whether min <= sum <= max; -1 is no limit. */
static bool eval_limits(struct run *r, struct expr *const *arg, double sum, struct xvalue *ret) {
    double min, max;
    if (!eval_number(r, arg[0], &min) || !eval_number(r, arg[1], &max))
        return false;
    *ret = of_boolean((min == -1 || sum >= min) && (max == -1 || sum <= max));
    return true;
}

static bool fn_checklist(struct run *r, struct expr *const *arg, size_t args, struct xvalue *ret) {
    struct xvalues values;
    double sum = 0;
    if (!eval_values(r, arg + 2, args - 2, &values))
        return false;
    for (size_t i = 0; i < values.count; i++)
        sum += is_checked(r, &values.at[i]);
    return eval_limits(r, arg, sum, ret);
}

static bool fn_weighted_checklist(struct run *r, struct expr *const *arg, size_t args,
                                  struct xvalue *ret) {
    double sum = 0;
    if (args % 2)
        return err_set(r->err, ERR_INPUT, "weighted-checklist() needs a weight for each value.");
    for (size_t i = 2; i < args; i += 2) {
        struct xvalues values, weights;
        if (!eval_values(r, arg + i, 1, &values) || !eval_values(r, arg + i + 1, 1, &weights))
            return false;
        for (size_t k = 0; k < values.count && k < weights.count; k++)
            if (is_checked(r, &values.at[k]))
                sum += xvalue_number(&weights.at[k], &r->c);
    }
    return eval_limits(r, arg, sum, ret);
}

/* ---- what the form and the kiosk tell ---- */

static bool fn_itext(struct run *r, struct expr *const *arg, size_t args, struct xvalue *ret) {
    const struct xhost *h = r->c.host;
    const char *id;
    (void)args;
    if (!eval_string(r, arg[0], &id))
        return false;
    *ret = of_string(h->itext ? h->itext(h->ctx, &r->c, id) : "");
    return true;
}

static bool fn_choice_name(struct run *r, struct expr *const *arg, size_t args,
                           struct xvalue *ret) {
    const struct xhost *h = r->c.host;
    const char *value, *path;
    (void)args;
    if (!eval_string(r, arg[0], &value) || !eval_string(r, arg[1], &path))
        return false;
    *ret = of_string(h->choice_name ? h->choice_name(h->ctx, &r->c, value, path) : "");
    return true;
}

static bool fn_pulldata(struct run *r, struct expr *const *arg, size_t args, struct xvalue *ret) {
    const struct xhost *h = r->c.host;
    const char *part[4];
    (void)args;
    for (size_t i = 0; i < 4; i++)
        if (!eval_string(r, arg[i], &part[i]))
            return false;
    *ret = of_string(h->pulldata ? h->pulldata(h->ctx, part[0], part[1], part[2], part[3]) : "");
    return true;
}

/* With a length: so many random letters and digits, which is how older forms make short ids. */
static bool fn_uuid(struct run *r, struct expr *const *arg, size_t args, struct xvalue *ret) {
    static const char letters[] = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ";
    enum { LONGEST = 1000 };
    const struct xhost *h = r->c.host;
    double n = 36;
    if (args && !eval_number(r, arg[0], &n))
        return false;
    if (!(n >= 0 && n <= LONGEST))
        return err_set(r->err, ERR_INPUT, "uuid() makes at most %d characters.", LONGEST);
    char *text = arena_zalloc(r->c.scratch, LONGEST + 1);
    *ret = of_string(text);
    if (!args)
        h->uuid(h->ctx, text);
    for (size_t i = 0; args && i < (size_t)n; i++)
        text[i] = letters[(size_t)(h->random(h->ctx) * (sizeof(letters) - 1))];
    return run_spend(r, LONGEST / 8);
}

static bool fn_digest(struct run *r, struct expr *const *arg, size_t args, struct xvalue *ret) {
    const char *text, *name, *encoding = "base64";
    enum digest d;
    if (!eval_string(r, arg[0], &text) || !eval_string(r, arg[1], &name) ||
        (args > 2 && !eval_string(r, arg[2], &encoding)) || !run_spend(r, strlen(text) / 8 + 50))
        return false;
    if (!digest_named(name, &d))
        return err_set(r->err, ERR_INPUT, "digest() does not know '%.*s'.", brief(name), name);
    char *sum = arena_alloc(r->c.scratch, DIGEST_TEXT);
    *ret = of_string(sum);
    if (strcmp(encoding, "hex") == 0)
        digest_hex(d, text, strlen(text), sum);
    else if (strcmp(encoding, "base64") == 0)
        digest_base64(d, text, strlen(text), sum);
    else
        return err_set(r->err, ERR_INPUT, "digest() writes hex or base64, not '%.*s'.",
                       brief(encoding), encoding);
    return true;
}

const struct xfn xfn_odk[] = {
    {.name = "if", .min = 3, .max = 3, .call = fn_if},
    {.name = "coalesce", .min = 2, .max = 2, .call = fn_coalesce},
    {.name = "once", .min = 1, .max = 1, .call = fn_once, .needs = NEEDS_NODE},
    {.name = "boolean-from-string", .min = 1, .max = 1, .call = fn_boolean_from_string},
    {.name = "selected", .min = 2, .max = 2, .call = fn_selected},
    {.name = "selected-at", .min = 2, .max = 2, .call = fn_selected_at},
    {.name = "count-selected", .min = 1, .max = 1, .call = fn_count_selected},
    {.name = "checklist", .min = 2, .max = ANY_NUMBER, .call = fn_checklist},
    {.name = "weighted-checklist", .min = 2, .max = ANY_NUMBER, .call = fn_weighted_checklist},
    {.name = "jr:itext", .min = 1, .max = 1, .call = fn_itext, .needs = NEEDS_NODE},
    {.name = "jr:choice-name", .min = 2, .max = 2, .call = fn_choice_name, .needs = NEEDS_NODE},
    {.name = "pulldata", .min = 4, .max = 4, .call = fn_pulldata},
    {.name = "uuid", .max = 1, .call = fn_uuid, .needs = NEEDS_LUCK},
    {.name = "digest", .min = 2, .max = 3, .call = fn_digest},
    {.name = NULL}};
