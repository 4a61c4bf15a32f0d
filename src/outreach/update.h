/* The Update cell of one action: what its sessions have come to, in the plan's own style, and
 * between them what a coordinator wrote.
 *
 *     Q4 2018/19: 7 sessions at 4 schools, 600 students
 *     06/02/2019 Hertswood Academy, Year 9, 240 students
 *     14/11/2019 Closure order extended; expires 14/02/2020; owner Hertsmere SNT
 *     12/12/2019 Council offices, cancelled (elections)
 *     September 2018: St Nicholas Primary School, Elstree, not recorded
 *
 * One line a session or update, in order of date, those without one last. The sessions of a quarter
 * that lies more than two quarters back are one line; so are the oldest ones of an action that has
 * more sessions than anybody reads. What a person wrote is never folded. Sessions and updates may
 * come in any order, and the memory that sessions need does not grow with their number: only with
 * quarters and places. */
#pragma once

#include "base/str.h"
#include "outreach/suppress.h"
#include "outreach/typed.h"
#include "outreach/venues.h"

#include <stddef.h>
#include <stdint.h>

enum { UPDATE_LINES_MAX = 80, UPDATE_LINE_BYTES = 240, UPDATE_SOURCES_MAX = 24 };

/* Numbers of quarters that follow one another; what has no date has the last. */
enum { QUARTER_NONE = INT32_MAX };
int32_t update_quarter(struct date d);

enum update_noun { NOUN_NONE, NOUN_STUDENTS, NOUN_PARENTS, NOUN_PROFESSIONALS, NOUN_PEOPLE };
/* What the heads of a session are called. */
enum update_noun update_noun(const struct session *s);

struct update_sums {
    struct count_sum heads; /* of what took place; and everything that is or was expected */
    uint32_t rows;          /* that took place */
    int64_t sessions;       /* that these stand for, as far as it is known */
    uint32_t unnumbered;    /* those that do not say how many sessions they were */
    uint32_t planned_rows;  /* that are still to come, or of which nothing was recorded */
    int64_t planned;
    uint32_t planned_unnumbered;
    int64_t planned_expected;
    uint32_t cancelled, rearranged;
    enum update_noun noun; /* of those who came; people where sessions differ */
};
void update_sums_init(struct update_sums *t);
void update_sums_add(struct update_sums *t, const struct session *s, enum suppress_verdict verdict);

struct update_line {
    struct date date;
    int16_t starts;
    int64_t id;
    char *text;
};

/* One quarter of one action. */
struct update_part {
    int32_t quarter;
    struct update_sums sums;
    struct venue_set places;  /* where something took place */
    uint32_t rows;            /* all of them */
    struct update_line *line; /* one a session; of a folded quarter only while it has one */
    size_t lines, cap;
    struct update_line *typed; /* one an update; their ids are its seq */
    size_t typeds, typed_cap;
    int64_t source[UPDATE_SOURCES_MAX]; /* the smallest ids, in order */
    size_t sources;
};

struct update {
    struct date today;
    struct venues *venues;        /* borrowed */
    const struct suppress *small; /* borrowed */
    struct update_sums sums;
    struct venue_set places;
    struct update_part *part; /* in order of quarter */
    size_t parts, cap;
    int32_t folded; /* this quarter and those before it are one line each */
    size_t lines;   /* of quarters that are not folded */
};

/* `today` is the report's date; heads that `small` hides are in no line (NULL: none are hidden). */
void update_init(struct update *u, struct date today, struct venues *venues,
                 const struct suppress *small);
void update_add(struct update *u, const struct session *s);
void update_add_typed(struct update *u, const struct typed *t); /* one that stands */
void update_release(struct update *u);

/* One line of the cell after another: appends it to `line`, and to `source` the ids of its sessions
 * or "update 3". *ret_typed: the seq of the update that it is; 0: it is of sessions. False: that
 * was the last one. `at` begins as {0}. */
struct update_at {
    size_t part, line, typed;
    bool quarter; /* its line was given */
};
bool update_next(const struct update *u, struct update_at *at, struct str *line, struct str *source,
                 int64_t *ret_typed);
/* The lines of the cell, and for each of them its source. Appended. */
void update_write(const struct update *u, struct str *lines, struct str *sources);
