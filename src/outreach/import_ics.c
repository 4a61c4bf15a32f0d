/* A calendar as a programme. The module that reads it is loaded when the first calendar comes and
 * stays loaded: libical leaves work for the end of the thread. Plan codes may stand in CATEGORIES
 * ("1.5") or in the description
 * ("Action: 1.5; 1.10"). */
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/module.h"
#include "base/str.h"
#include "outreach/cell.h"
#include "outreach/ics.h"
#include "outreach/import_parts.h"

struct calendar {
    struct import *im;
    size_t cap;
    bool too_many, any_moved;
};

static struct import_row *add_row(struct calendar *c) {
    struct import *im = c->im;
    if (im->rows == c->cap) {
        size_t cap = c->cap ? c->cap * 2 : 64;
        struct import_row *grown = arena_array(&im->arena, cap, sizeof *grown);
        if (im->rows > 0)
            memcpy(grown, im->row, im->rows * sizeof *grown);
        im->row = grown;
        c->cap = cap;
    }
    return &im->row[im->rows++];
}

static void add_code(struct arena *a, struct session *s, const char *code) {
    const char *both = arena_printf(a, "%s;%s", s->actions, code);
    if (!cell_codes(a, both, &s->actions))
        BUG("a code that was checked");
}

/* A code of the plan has a dot in it: "1.5". Other categories say what kind of event it is. */
static bool is_plan_code(const char *s) {
    return strchr(s, '.') != NULL && cell_is_code(s) && strspn(s, "0123456789.") == strlen(s);
}

static void read_categories(struct arena *a, struct session *s, const char *categories) {
    char *part[32];
    size_t n = str_split(arena_strdup(a, categories), ',', part, 32);
    for (size_t i = 0; i < n; i++) {
        if (is_plan_code(part[i]))
            add_code(a, s, part[i]);
        else if (s->event_type[0] == '\0')
            s->event_type = cell_type(a, cell_clean(a, part[i]));
    }
}

/* "Action: 1.5; 1.10" or "Actions: 1.5, 1.10", at the start of a line of the description. */
static void read_description(struct arena *a, struct session *s, const char *description) {
    char *line[64], *code[16];
    size_t lines = str_split(arena_strdup(a, description), '\n', line, 64);
    for (size_t i = 0; i < lines; i++) {
        size_t skip = strncasecmp(line[i], "actions:", 8) == 0  ? 8
                      : strncasecmp(line[i], "action:", 7) == 0 ? 7
                                                                : 0;
        if (skip == 0)
            continue;
        for (char *p = line[i]; *p != '\0'; p++)
            if (*p == ',' || *p == ' ')
                *p = ';';
        size_t codes = str_split(line[i] + skip, ';', code, 16);
        for (size_t c = 0; c < codes; c++)
            if (is_plan_code(code[c]))
                add_code(a, s, code[c]);
    }
}

static const char *event_uid(struct arena *a, const struct ics_event *e) {
    const char *uid = cell_clean(a, e->uid);
    if (uid[0] == '\0')
        return "";
    return arena_printf(a, "id:%s%s%s", uid, e->occurrence[0] ? "#" : "", e->occurrence);
}

static void check_event(struct import *im, const struct session *s, const struct ics_event *e) {
    const char *texts[] = {e->summary, e->location, e->description, e->categories, e->uid};
    for (size_t i = 0; i < 5; i++) {
        if (strlen(texts[i]) > IMPORT_CELL_MAX && texts[i] != e->description)
            import_wrong(im, "too-long", e->line,
                         arena_printf(&im->arena, "A text of the event has more than %d bytes.",
                                      IMPORT_CELL_MAX),
                         "Shorten it in the calendar.");
        if (cell_is_marked(texts[i]))
            import_warn(im, "marking", e->line, im->rows, "The event carries a handling marking.",
                        "Take marked text out of the calendar: the kiosk shows its programme to "
                        "everybody.");
    }
    if (s->date.year == 0)
        import_wrong(
            im, "date", e->line,
            arena_printf(&im->arena, "The event \"%.60s\" has no date of the calendar.", s->topic),
            "Give it a start in the calendar and export it again.");
    else if (s->date.year < 2000 || s->date.year > 2099)
        import_wrong(
            im, "date", e->line,
            arena_printf(&im->arena, "The year of the event \"%.60s\" cannot be right.", s->topic),
            "Correct its start in the calendar and export it again.");
}

/* A moved occurrence stands in the calendar beside the rule that made it; one of the two is the
 * session. */
static bool settle_twin(struct calendar *c, const struct session *s, const struct ics_event *e) {
    struct import *im = c->im;
    c->any_moved |= e->replaces;
    if (!c->any_moved || e->occurrence[0] == '\0' || s->uid[0] == '\0')
        return false;
    for (size_t i = 0; i < im->rows; i++) {
        if (strcmp(im->row[i].session.uid, s->uid) != 0)
            continue;
        if (e->replaces)
            im->row[i] = (struct import_row){.session = *s, .line = e->line};
        return true;
    }
    return false;
}

static bool on_event(void *ctx, const struct ics_event *e) {
    struct calendar *c = ctx;
    struct import *im = c->im;
    struct arena *a = &im->arena;
    if (im->rows >= IMPORT_ROWS_MAX) {
        c->too_many = true;
        return false;
    }
    struct session s = session_blank();
    s.uid = event_uid(a, e);
    s.topic = cell_clean(a, e->summary);
    s.venue = cell_clean(a, e->location);
    s.status = e->cancelled ? STATUS_CANCELLED : STATUS_PLANNED;
    s.starts = (int16_t)e->starts;
    s.ends = (int16_t)(e->ends < e->starts ? -1 : e->ends);
    struct date d = {(int16_t)e->year, (int8_t)e->month, (int8_t)e->day};
    if (date_valid(d))
        s.date = d;
    read_categories(a, &s, e->categories);
    read_description(a, &s, e->description);
    size_t errors = im->errors;
    check_event(im, &s, e);
    if (im->errors == errors && !settle_twin(c, &s, e))
        *add_row(c) = (struct import_row){.session = s, .line = e->line};
    return true;
}

bool import_calendar(struct import *im, ics_reader reader, const char *text, struct err *err) {
    char why[200] = "";
    struct calendar c = {.im = im};
    im->kind = IMPORT_PROGRAMME;
    if (!reader(text, on_event, &c, why, sizeof why))
        return err_set(err, ERR_INPUT, "%s", why);
    if (c.too_many)
        return err_set(err, ERR_INPUT,
                       "The calendar has more than %d events: export a shorter time.",
                       IMPORT_ROWS_MAX);
    if (im->rows == 0 && im->errors == 0)
        return err_set(err, ERR_INPUT,
                       "The calendar has no events: export it again with its events.");
    return true;
}

bool import_ics(struct import *im, const char *text, struct err *err) {
    struct module ics;
    if (!module_open(&ics, "ics", "ics_read", "Calendars", err))
        return false;
    return import_calendar(im, (ics_reader)ics.function, text, err);
}
