/* Words of a form, and values as a person reads them. */
#include "survey/survey_parts.h"

#include <stdio.h>
#include <string.h>

#include "base/i18n.h"
#include "forms/dates.h"
#include "outreach/date.h"

const char *survey_words(struct survey *s, const struct label *l, struct node *n, struct arena *a) {
    struct str words = {.arena = a};
    instance_words(s->in, l, n, &words);
    return str_c(&words);
}

const char *survey_image(struct survey *s, const struct label *l, struct node *n, struct arena *a) {
    struct str name = {.arena = a};
    return instance_words_form(s->in, l, n, TEXT_IMAGE, &name) ? str_c(&name) : NULL;
}

/* ---- headings -----------------------------------------------------------------------------------
 */

/* The instance of `repeat` that `n` is or is in; NULL if none. */
static const struct node *instance_around(const struct survey *s, const struct control *repeat,
                                          const struct node *n) {
    while (n && instance_repeat_of(s->in, n) != repeat)
        n = n->parent;
    return n;
}

/* "Person 2": which one it is stands in no label. */
static const char *heading(struct survey *s, const struct question *q, struct arena *a) {
    const char *words = survey_words(s, &q->control->label, q->node, a);
    const struct node *n =
        q->control->kind == CONTROL_REPEAT ? instance_around(s, q->control, q->node) : NULL;
    return n && words[0] ? arena_printf(a, "%s %zu", words, node_position(n)) : words;
}

size_t survey_headings(struct survey *s, const struct flow_page *p, struct arena *a,
                       const char **ret, size_t max) {
    ARENA(own);
    struct question *q = arena_array(&own, max, sizeof(*q));
    size_t count = flow_headings(s->in, p, q, max), kept = 0;
    if (p->kind == FLOW_LIST && count < max)
        q[count++] = (struct question){.control = p->control, .node = p->node};
    for (size_t i = 0; i < count; i++) {
        ret[kept] = heading(s, &q[i], a);
        kept += ret[kept][0] != '\0';
    }
    return kept;
}

/* ---- values -------------------------------------------------------------------------------------
 */

static const char *date_words(const struct control *c, const struct moment *m, struct arena *a) {
    if (control_looks(c, "year"))
        return arena_printf(a, "%d", m->year);
    if (control_looks(c, "month-year"))
        return arena_printf(a, "%s %d", tr(month_name(m->month)), m->year);
    return arena_printf(a, "%02d/%02d/%d", m->day, m->month, m->year);
}

static const char *moment_words(const struct question *q, struct arena *a) {
    struct moment m;
    if (!moment_parse(q->node->value, &m))
        return q->node->value;
    const char *date = m.has_date ? date_words(q->control, &m, a) : "";
    if (!m.has_time)
        return date;
    return arena_printf(a, "%s%s%02d:%02d", date, m.has_date ? " " : "", m.hour, m.minute);
}

static const char *label_of(const struct form_option *o, size_t count, const char *value,
                            size_t len) {
    for (size_t i = 0; i < count; i++)
        if (strncmp(o[i].value, value, len) == 0 && o[i].value[len] == '\0' && o[i].label[0])
            return o[i].label;
    return NULL;
}

static const char *choice_words(struct survey *s, const struct question *q, struct arena *a) {
    struct str words = {.arena = a};
    struct form_option *o;
    size_t count;
    const struct arena_mark mark = arena_mark(&s->work);
    if (!instance_options(s->in, q->control, q->node, &s->work, &o, &count, NULL))
        count = 0;
    for (const char *v = q->node->value; *v;) {
        size_t len = q->control->kind == CONTROL_SELECT1 ? strlen(v) : strcspn(v, " ");
        const char *label = label_of(o, count, v, len);
        str_add(&words, words.len > 0 ? ", " : "");
        str_addn(&words, label ? label : v, label ? strlen(label) : len);
        v += len + (v[len] == ' ');
    }
    arena_rewind(&s->work, mark);
    return str_c(&words);
}

static const char *other_words(const struct question *q, struct arena *a) {
    const char *value = q->node->value;
    switch (q->control->bind->type) {
    case TYPE_DATE:
    case TYPE_TIME:
    case TYPE_DATETIME:
        return moment_words(q, a);
    case TYPE_BOOLEAN:
        return strcmp(value, "true") == 0 ? tr("Yes") : tr("No");
    case TYPE_STRING:
    case TYPE_INT:
    case TYPE_DECIMAL:
    case TYPE_GEOPOINT:
    case TYPE_GEOTRACE:
    case TYPE_GEOSHAPE:
    case TYPE_BINARY:
    case TYPE_BARCODE:
        break;
    }
    return value;
}

const char *survey_value(struct survey *s, const struct question *q, struct arena *a) {
    if (q->node->value[0] == '\0')
        return "";
    if (survey_has_choices(q->control))
        return choice_words(s, q, a);
    if (q->control->kind == CONTROL_TRIGGER)
        return tr("Yes");
    if (control_looks(q->control, "masked"))
        return tr("Typed, and hidden");
    return other_words(q, a);
}

const char *survey_type_fault(const struct bind *b) {
    switch (b->type) {
    case TYPE_INT:
        return tr("This must be a whole number, like 12.");
    case TYPE_DECIMAL:
        return tr("This must be a number, like 12 or 2.5.");
    case TYPE_DATE:
        return tr("This must be a date, like 27/03/2019.");
    case TYPE_TIME:
        return tr("This must be a time, like 10:30.");
    case TYPE_DATETIME:
        return tr("This must be a date and a time.");
    case TYPE_GEOPOINT:
        return tr("This must be latitude and longitude, like 51.654 -0.277.");
    case TYPE_STRING:
    case TYPE_BOOLEAN:
    case TYPE_GEOTRACE:
    case TYPE_GEOSHAPE:
    case TYPE_BINARY:
    case TYPE_BARCODE:
        break;
    }
    return tr("This answer is not possible here.");
}
