/* The programme: one row a session, or a run of sessions, that was planned or has happened. */
#include <stdlib.h>
#include <string.h>

#include "base/str.h"
#include "outreach/cell.h"
#include "outreach/import_parts.h"

enum {
    ID,
    CODE,
    DATE,
    DATE_TEXT,
    STARTS,
    ENDS,
    VENUE,
    EVENT_TYPE,
    TOPIC,
    AUDIENCE,
    YEAR_GROUP,
    SESSIONS,
    ATTENDEES,
    QUALIFIER,
    DELIVERER,
    STATUS,
    FORM,
    CAPACITY,
    WARD,
    COLUMNS
};

static const struct import_column columns[COLUMNS] = {
    [ID] = {"id", false},
    [CODE] = {"code", true},
    [DATE] = {"date", true},
    [DATE_TEXT] = {"date_text", false},
    [STARTS] = {"starts", false},
    [ENDS] = {"ends", false},
    [VENUE] = {"venue", true},
    [EVENT_TYPE] = {"event_type", false},
    [TOPIC] = {"topic", false},
    [AUDIENCE] = {"audience", false},
    [YEAR_GROUP] = {"year_group", false},
    [SESSIONS] = {"sessions", false},
    [ATTENDEES] = {"attendees", false},
    [QUALIFIER] = {"qualifier", false},
    [DELIVERER] = {"deliverer", false},
    [STATUS] = {"status", true},
    [FORM] = {"form", false},
    [CAPACITY] = {"capacity", false},
    [WARD] = {"ward", false},
};

size_t import_programme_columns(const struct import_column **ret_columns) {
    *ret_columns = columns;
    return COLUMNS;
}

struct row {
    struct import *im;
    int line;
    const char *text[COLUMNS]; /* clean cells, "" where the file has no such column */
    struct session s;
};

static void wrong(struct row *r, const char *rule, const char *what, const char *todo) {
    import_wrong(r->im, rule, r->line, what, todo);
}

static void read_code(struct row *r) {
    if (!cell_codes(&r->im->arena, r->text[CODE], &r->s.actions))
        wrong(r, "code", arena_printf(&r->im->arena, "\"%.60s\" is no action code.", r->text[CODE]),
              "Write codes such as 1.5, several with a semicolon between them.");
}

static void read_date(struct row *r) {
    const char *text = r->text[DATE];
    r->s.date_text = r->text[DATE_TEXT];
    if (text[0] == '\0')
        return;
    if (!date_parse(text, &r->s.date))
        wrong(r, "date", arena_printf(&r->im->arena, "\"%.60s\" is no date of the calendar.", text),
              "Write it as 2019-02-06 or 06/02/2019; words go into the column \"date_text\".");
    else if (r->s.date.year < 2000 || r->s.date.year > 2099)
        wrong(r, "date",
              arena_printf(&r->im->arena, "The year of \"%.60s\" cannot be right.", text),
              "Write the year in four digits.");
}

static void read_times(struct row *r) {
    const char *text[2] = {r->text[STARTS], r->text[ENDS]};
    int16_t *to[2] = {&r->s.starts, &r->s.ends};
    for (int i = 0; i < 2; i++)
        if (text[i][0] != '\0' && !cell_minute(text[i], to[i]))
            wrong(r, "time",
                  arena_printf(&r->im->arena, "\"%.60s\" is no time of the day.", text[i]),
                  "Write it as 14:00 or 2pm.");
    if (r->s.starts >= 0 && r->s.ends >= 0 && r->s.ends < r->s.starts)
        wrong(r, "time",
              arena_printf(&r->im->arena, "It ends at %.20s, before it starts at %.20s.", text[1],
                           text[0]),
              "Check which of the two is right.");
}

static void read_texts(struct row *r) {
    r->s.venue = r->text[VENUE];
    r->s.event_type = cell_type(&r->im->arena, r->text[EVENT_TYPE]);
    r->s.topic = r->text[TOPIC];
    r->s.audience = r->text[AUDIENCE];
    r->s.deliverer = r->text[DELIVERER];
    r->s.form = r->text[FORM];
    r->s.ward = r->text[WARD];
    if (r->text[ID][0] != '\0')
        r->s.uid = arena_printf(&r->im->arena, "id:%s", r->text[ID]);
    if (r->text[YEAR_GROUP][0] != '\0' &&
        !cell_years(&r->im->arena, r->text[YEAR_GROUP], &r->s.year_group))
        wrong(r, "year-group",
              arena_printf(&r->im->arena, "\"%.60s\" is no year group.", r->text[YEAR_GROUP]),
              "Write R or a number from 1 to 13, several as 5;6, or \"all\".");
}

static void read_sessions(struct row *r) {
    struct heads h;
    const char *text = r->text[SESSIONS];
    if (text[0] == '\0')
        return;
    if (cell_heads(text, &h) != HEADS_OK || h.worded || h.n < 1 || h.n > 1000)
        wrong(r, "sessions",
              arena_printf(&r->im->arena, "\"%.60s\" is no number of sessions.", text),
              "Write a whole number from 1 to 1000, or leave the cell empty.");
    else
        r->s.sessions = (int32_t)h.n;
}

/* How many the room holds is known to the head or it is not: "about 40" would be a guess. */
static void read_capacity(struct row *r) {
    struct heads h;
    const char *text = r->text[CAPACITY];
    if (text[0] == '\0')
        return;
    if (cell_heads(text, &h) != HEADS_OK || h.worded || h.n < 1)
        wrong(r, "capacity",
              arena_printf(&r->im->arena, "\"%.60s\" is no number of people that a room holds.",
                           text),
              "Write digits, or leave the cell empty.");
    else
        r->s.capacity = (int32_t)h.n;
}

static bool read_qualifier(struct row *r, enum qualifier *ret_q) {
    const char *text = r->text[QUALIFIER];
    if (text[0] == '\0')
        return true;
    if (qualifier_parse(text, ret_q))
        return true;
    static const char *const names[] = {"exact", "about", "at least", "expected", "not recorded"};
    const char *near = cell_nearest(text, names, 5);
    wrong(r, "qualifier", arena_printf(&r->im->arena, "\"%.60s\" is no qualifier.", text),
          near != NULL ? arena_printf(&r->im->arena, "Did you mean \"%s\"?", near)
                       : "Write exact, about, at least, expected or not recorded.");
    return false;
}

/* A number in words is understood, and what was understood is said. */
static void take_worded(struct row *r, const struct heads *h) {
    import_warn(
        r->im, "number-words", r->line, r->im->rows,
        arena_printf(&r->im->arena, "The attendance is written as \"%.60s\".", r->text[ATTENDEES]),
        arena_printf(&r->im->arena,
                     "It was taken as %s %lld; write the number and put \"%s\" in "
                     "the column \"qualifier\".",
                     qualifier_name(h->q), (long long)h->n, qualifier_name(h->q)));
}

static void read_number(struct row *r, enum qualifier q, bool has_q) {
    const char *text = r->text[ATTENDEES];
    struct heads h = {0};
    struct arena *a = &r->im->arena;
    switch (cell_heads(text, &h)) {
    case HEADS_OK:
        break;
    case HEADS_NO_NUMBER:
        wrong(r, "number", arena_printf(a, "\"%.60s\" is no number of people.", text),
              "Write digits, and how sure they are in the column \"qualifier\".");
        return;
    case HEADS_NEGATIVE:
        wrong(r, "number", arena_printf(a, "\"%.60s\" is less than nobody.", text),
              "Write how many people came.");
        return;
    case HEADS_TOO_MANY:
        wrong(r, "number", arena_printf(a, "\"%.60s\" is more than %d people.", text, HEADS_MAX),
              "Check the number.");
        return;
    }
    if (!has_q && !h.worded) {
        wrong(r, "qualifier",
              arena_printf(
                  a, "%.60s people, but the column \"qualifier\" does not say how sure that is.",
                  text),
              "Write exact, about, at least or expected there.");
        return;
    }
    if (has_q && q == COUNT_NOT_RECORDED) {
        wrong(r, "qualifier",
              arena_printf(a, "%.60s people and \"not recorded\" exclude each other.", text),
              "Write how sure the number is, or leave it out.");
        return;
    }
    if (has_q && q > h.q) /* the weaker of the two says what is known */
        h.q = q;
    r->s.reported = (struct count){.n = h.n, .q = h.q};
    if (h.worded)
        take_worded(r, &h);
}

static void read_count(struct row *r) {
    enum qualifier q = COUNT_NOT_RECORDED;
    if (!read_qualifier(r, &q))
        return;
    if (r->text[ATTENDEES][0] != '\0')
        read_number(r, q, r->text[QUALIFIER][0] != '\0');
    else if (q != COUNT_NOT_RECORDED)
        wrong(r, "qualifier",
              arena_printf(&r->im->arena, "The qualifier is \"%s\", but there is no number.",
                           qualifier_name(q)),
              "Write the number, or \"not recorded\" as the qualifier.");
}

static void read_status(struct row *r) {
    static const char *const names[] = {"planned", "booked", "delivered", "cancelled",
                                        "rearranged"};
    const char *text = r->text[STATUS];
    if (status_parse(text, &r->s.status))
        return;
    const char *near = cell_nearest(text, names, 5);
    wrong(r, "status", arena_printf(&r->im->arena, "\"%.60s\" is no status.", text),
          near != NULL ? arena_printf(&r->im->arena, "Did you mean \"%s\"?", near)
                       : "Write planned, booked, delivered, cancelled or rearranged.");
}

void import_programme(struct import *im, const struct table *t, const int *at) {
    for (size_t i = 0; i < t->rows; i++) {
        struct row r = {.im = im, .line = t->row[i].line, .s = session_blank()};
        if (!import_take_cells(im, &t->head, &t->row[i], at, COLUMNS, r.text))
            continue;
        size_t errors = im->errors;
        read_code(&r);
        read_date(&r);
        read_times(&r);
        read_texts(&r);
        read_sessions(&r);
        read_capacity(&r);
        read_count(&r);
        read_status(&r);
        if (im->errors == errors)
            im->row[im->rows++] = (struct import_row){.session = r.s, .line = r.line};
    }
}
