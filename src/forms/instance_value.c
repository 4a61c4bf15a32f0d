/* Values as texts: one way to write each, whoever wrote it.
 *
 * A person's answer must be of the field's type or it is refused. A calculation has no person who
 * could do better: what its result cannot be as that type is empty, and so is what is not a number,
 * as in ODK Collect and Enketo. */
#include "forms/instance_parts.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "forms/dates.h"

enum { INT_DIGITS = 15, DECIMAL_DIGITS = 30 };

static const char blanks[] = " \t\r\n";

static const char *trimmed(const char *text, struct arena *a) {
    text += strspn(text, blanks);
    size_t len = strlen(text);
    if (len == 0 || !strchr(blanks, text[len - 1]))
        return text;
    while (strchr(blanks, text[len - 1]))
        len--;
    return arena_strndup(a, text, len);
}

/* A sign, digits, and with `fraction` a point and more digits: "-007.50" is "-7.5". */
static const char *number(const char *text, bool fraction, size_t max, struct arena *a) {
    static const char digits[] = "0123456789";
    bool negative = *text == '-';
    const char *whole = text + (*text == '-' || *text == '+');
    size_t wholes = strspn(whole, digits);
    const char *part = whole + wholes;
    size_t parts = fraction && *part == '.' ? strspn(++part, digits) : 0;
    if (part[parts] != '\0' || wholes + parts == 0 || wholes + parts > DECIMAL_DIGITS)
        return NULL;
    for (; wholes > 0 && *whole == '0'; wholes--)
        whole++;
    while (parts > 0 && part[parts - 1] == '0')
        parts--;
    if (wholes + parts > max)
        return NULL;
    if (wholes + parts == 0)
        return "0";
    return arena_printf(a, "%s%.*s%s%.*s", negative ? "-" : "", wholes > 0 ? (int)wholes : 1,
                        wholes > 0 ? whole : "0", parts > 0 ? "." : "", (int)parts, part);
}

static const char *boolean(const char *text) {
    if (strcmp(text, "true") == 0 || strcmp(text, "1") == 0)
        return "true";
    return strcmp(text, "false") == 0 || strcmp(text, "0") == 0 ? "false" : NULL;
}

static const char *date_text(const struct moment *m, enum value_type type, struct arena *a) {
    char text[MOMENT_TEXT];
    if (type == TYPE_DATE)
        moment_date(m, text);
    else if (type == TYPE_TIME)
        moment_time(m, text);
    else
        moment_datetime(m, text);
    return arena_strdup(a, text);
}

/* What has no offset is local and gets ours, so that it means the same elsewhere. */
static const char *moment(const struct instance *in, const char *text, enum value_type type,
                          struct arena *a) {
    struct moment m;
    if (!moment_parse(text, &m) || !(type == TYPE_TIME ? m.has_time : m.has_date))
        return NULL;
    if (!m.has_offset && type != TYPE_DATE) {
        m.has_offset = true;
        m.offset_s = in->env.utc_offset_s;
    }
    m.has_date = type != TYPE_TIME;
    m.has_time = type != TYPE_DATE;
    return date_text(&m, type, a);
}

/* One point: latitude, longitude, and maybe altitude and accuracy, in degrees and metres. */
static bool is_point(const char *text, size_t len, struct arena *a) {
    double part[4];
    size_t parts = 0;
    const char *end = text + len;
    while (text < end) {
        size_t blank = strspn(text, blanks);
        text += blank;
        size_t word = strcspn(text, " \t\r\n;");
        if (text >= end || word == 0)
            break;
        const char *copy = arena_strndup(a, text, word);
        if (parts == 4 || !number(copy, true, DECIMAL_DIGITS, a))
            return false;
        part[parts++] = strtod(copy, NULL);
        text += word;
    }
    return parts >= 2 && fabs(part[0]) <= 90 && fabs(part[1]) <= 180;
}

static bool is_line(const char *text, struct arena *a) {
    size_t points = 0;
    while (*text) {
        size_t len = strcspn(text, ";");
        if (text[strspn(text, blanks)] == '\0')
            break;
        if (!is_point(text, len, a))
            return false;
        points++;
        text += len + (text[len] == ';');
    }
    return points >= 2;
}

static const struct {
    enum value_type type;
    const char *what;
} expected[] = {
    {TYPE_INT, "a whole number of at most 15 digits"},
    {TYPE_DECIMAL, "a number"},
    {TYPE_BOOLEAN, "true or false"},
    {TYPE_DATE, "a date like 2024-03-01"},
    {TYPE_TIME, "a time like 10:30"},
    {TYPE_DATETIME, "a date and time like 2024-03-01T10:30"},
    {TYPE_GEOPOINT, "a place in degrees of latitude and longitude"},
    {TYPE_GEOTRACE, "a line of places"},
    {TYPE_GEOSHAPE, "a line of places"},
};

static const char *by_type(const struct instance *in, enum value_type type, const char *text,
                           struct arena *a) {
    switch (type) {
    case TYPE_INT:
        return number(text, false, INT_DIGITS, a);
    case TYPE_DECIMAL:
        return number(text, true, DECIMAL_DIGITS, a);
    case TYPE_BOOLEAN:
        return boolean(text);
    case TYPE_DATE:
    case TYPE_TIME:
    case TYPE_DATETIME:
        return moment(in, text, type, a);
    case TYPE_GEOPOINT:
        return is_point(text, strlen(text), a) ? text : NULL;
    case TYPE_GEOTRACE:
    case TYPE_GEOSHAPE:
        return is_line(text, a) ? text : NULL;
    case TYPE_STRING:
    case TYPE_BINARY:
    case TYPE_BARCODE:
        return text;
    }
    return NULL;
}

/* Each chosen value once, with one blank between them, in the order in which they were chosen. */
static const char *choices(const char *text, struct arena *a) {
    struct str out = {.arena = a};
    while (*(text += strspn(text, blanks))) {
        size_t len = strcspn(text, blanks);
        bool known = false;
        for (const char *have = str_c(&out); *have && !known;) {
            size_t n = strcspn(have, " ");
            known = n == len && strncmp(have, text, len) == 0;
            have += n + (have[n] == ' ');
        }
        if (!known) {
            str_add(&out, out.len > 0 ? " " : "");
            str_addn(&out, text, len);
        }
        text += len;
    }
    return str_c(&out);
}

static bool is_many(const struct instance *in, const struct bind *b) {
    const struct control *c = in->slot[b->rank].control;
    return c && (c->kind == CONTROL_SELECT || c->kind == CONTROL_RANK);
}

const char *value_canonical(const struct instance *in, const struct bind *b, const char *text,
                            struct arena *a, struct err *err) {
    if (is_many(in, b))
        return choices(text, a);
    text = trimmed(text, a);
    const char *value = *text ? by_type(in, b->type, text, a) : "";
    for (size_t i = 0; !value && i < sizeof(expected) / sizeof(expected[0]); i++)
        if (expected[i].type == b->type)
            err_set(err, ERR_INPUT, "\"%s\" is not %s.", text, expected[i].what);
    return value;
}

static const char *number_result(enum value_type type, double d, const struct xcontext *c) {
    if (isnan(d))
        return "";
    if (type == TYPE_DATE || type == TYPE_TIME || type == TYPE_DATETIME) {
        if (!isfinite(d) || fabs(d) > 4e6) /* beyond the years 1 to 9999 */
            return "";
        struct moment m = moment_of_days(type == TYPE_DATE ? floor(d) : d);
        m.has_date = type != TYPE_TIME;
        m.has_time = type != TYPE_DATE;
        m.has_offset = type != TYPE_DATE;
        m.offset_s = c->host->utc_offset_s;
        return date_text(&m, type, c->scratch);
    }
    return xnumber_text(type == TYPE_INT ? trunc(d) : d, c->scratch);
}

const char *value_result(const struct instance *in, const struct bind *b, const struct xvalue *v,
                         const struct xcontext *c) {
    bool numeric = b->type == TYPE_INT || b->type == TYPE_DECIMAL;
    const char *text = NULL;
    if (v->kind == X_NUMBER && b->type != TYPE_BOOLEAN)
        text = number_result(b->type, v->number, c);
    else if (numeric)
        text = number_result(b->type, xvalue_number(v, c), c);
    else if (b->type == TYPE_BOOLEAN && v->kind == X_NUMBER)
        text = v->number != 0 && !isnan(v->number) ? "true" : "false";
    else
        text = xvalue_string(v, c);
    if (b->type == TYPE_STRING && !is_many(in, b))
        return text; /* with the blanks that it was made with */
    const char *value = value_canonical(in, b, text, c->scratch, NULL);
    return value ? value : "";
}
