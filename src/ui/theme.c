/* Themes as data: a name, a width for outlines, and a value for every colour token. A theme that
 * lacks one would paint something invisible in one corner of one screen, so it is refused as a
 * whole. */
#include "ui/theme.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include <ini.h>

#include "base/str.h"

static const char *const colour_names[UI_COLOUR_COUNT] = {
#define X(name) #name,
    UI_COLOURS(X)
#undef X
};

struct parse {
    struct ui_theme theme;
    bool seen[UI_COLOUR_COUNT];
    bool failed; /* `err` says why */
    struct err *err;
};

/* "#RRGGBB" or "#RRGGBBAA". */
static bool parse_colour(const char *s, uint32_t *ret_argb) {
    size_t digits = strspn(s + (*s == '#'), "0123456789abcdefABCDEF");
    if (*s != '#' || s[1 + digits] != '\0' || (digits != 6 && digits != 8))
        return false;
    uint32_t v = (uint32_t)strtoul(s + 1, NULL, 16);
    *ret_argb = digits == 6 ? 0xFF000000u | v : v << 24 | v >> 8;
    return true;
}

static int find_colour(const char *name) {
    for (int i = UI_none + 1; i < UI_COLOUR_COUNT; i++) {
        if (str_eq(name, colour_names[i]))
            return i;
    }
    return UI_none;
}

static bool take_colour(struct parse *p, const char *name, const char *value) {
    int colour = find_colour(name);
    if (colour == UI_none)
        return err_set(p->err, ERR_INPUT, "The theme names a colour \"%s\", which does not exist.",
                       name);
    if (p->seen[colour])
        return err_set(p->err, ERR_INPUT, "The theme gives the colour \"%s\" twice.", name);
    if (!parse_colour(value, &p->theme.argb[colour]))
        return err_set(p->err, ERR_INPUT,
                       "The theme's colour \"%s\" is \"%s\"; write it as #RRGGBB or #RRGGBBAA.",
                       name, value);
    p->seen[colour] = true;
    return true;
}

static bool take_setting(struct parse *p, const char *name, const char *value) {
    if (str_eq(name, "name")) {
        if (*value == '\0' || !STR_COPY(p->theme.name, value))
            return err_set(p->err, ERR_INPUT, "The theme's name is empty or too long.");
        return true;
    }
    if (str_eq(name, "edge")) {
        char *end;
        long edge = strtol(value, &end, 10);
        if (end == value || *end != '\0' || edge < 1 || edge > 8)
            return err_set(p->err, ERR_INPUT,
                           "The theme's edge is \"%s\"; write a width from 1 to 8.", value);
        p->theme.edge_px = (int)edge;
        return true;
    }
    return err_set(p->err, ERR_INPUT, "The theme has a setting \"%s\", which does not exist.",
                   name);
}

/* inih goes on after an error, so the first one is kept. */
static int take_line(void *ctx, const char *section, const char *name, const char *value) {
    struct parse *p = ctx;
    if (p->failed)
        return 0;
    if (str_eq(section, "colours"))
        p->failed = !take_colour(p, name, value);
    else if (str_eq(section, "theme"))
        p->failed = !take_setting(p, name, value);
    else
        p->failed = !err_set(p->err, ERR_INPUT, "The theme has a part [%s], which does not exist.",
                             section);
    return !p->failed;
}

bool ui_theme_parse(const char *text, struct ui_theme *ret_theme, struct err *err) {
    struct parse p = {.err = err};
    int line = ini_parse_string(text, take_line, &p);
    if (p.failed)
        return false;
    if (line != 0)
        return err_set(err, ERR_INPUT, "Line %d of the theme is not \"name = value\".", line);
    for (int i = UI_none + 1; i < UI_COLOUR_COUNT; i++) {
        if (!p.seen[i])
            return err_set(err, ERR_INPUT, "The theme lacks the colour \"%s\".", colour_names[i]);
    }
    if (p.theme.name[0] == '\0' || p.theme.edge_px == 0)
        return err_set(err, ERR_INPUT, "The theme lacks its name or edge in [theme].");
    *ret_theme = p.theme;
    return true;
}

/* Relative luminance of WCAG 2: the light that a colour gives off, as the eye weighs it. */
static double luminance(uint32_t argb) {
    static const double weight[3] = {0.0722, 0.7152, 0.2126}; /* blue, green, red */
    double sum = 0;
    for (int i = 0; i < 3; i++) {
        double c = (double)(argb >> (8 * i) & 0xFF) / 255;
        sum += weight[i] * (c <= 0.04045 ? c / 12.92 : pow((c + 0.055) / 1.055, 2.4));
    }
    return sum;
}

double ui_contrast(uint32_t a, uint32_t b) {
    double la = luminance(a), lb = luminance(b);
    return la > lb ? (la + 0.05) / (lb + 0.05) : (lb + 0.05) / (la + 0.05);
}
