/* Every record has the same fields, also those of the foot: their words stand in the first column
 * and their numbers where a session has its own. The column of the actions stays empty in them, so
 * that a filter on an action finds sessions only and their sum is right. */
#include "report/sessions.h"

#include <string.h>

#include "report/note.h"
#include "report/foot.h"
#include "report/places.h"
#include "report/totals.h"

static const char *const columns[] = {
    "id",          "actions",   "date",       "date_text",      "quarter",   "venue",  "school",
    "event_type",  "topic",     "year_group", "audience",       "deliverer", "status", "sessions",
    "attendances", "qualifier", "expected",   "date_confirmed", "note",      "source",
};

enum { COLUMNS = sizeof columns / sizeof columns[0], BEFORE_NUMBERS = 13 };

/* What the numbers mean stands on every report, so that nobody has to guess whether 5 classes
 * are 5. */
static const char *const definitions[] = {
    "Event: one venue, one date, one host.",
    "Session: one group sitting through one delivery (five classes one after another = 5; an "
    "assembly = 1; "
    "two workshops with the same class = 2).",
    "Programme: a run of sessions over weeks.",
    "Attendances: heads per session, summed.",
    "Reach: distinct people, only where known; never a sum over topics.",
    "Qualifier: exact, about, at least, expected or not recorded; a sum takes the weakest of its "
    "parts, what "
    "is expected is never added to what happened, and what is not recorded is listed and never 0.",
    "Status: planned, booked, delivered, cancelled or rearranged; totals count what was delivered.",
    "One session can serve several actions: it counts once in the total and under each of them.",
    "Quarters: April to June is Q1.",
};

static bool is_number(struct count c) {
    return c.q != COUNT_NOT_RECORDED;
}

static void count_or_empty(struct csv_writer *w, struct count c) {
    if (is_number(c))
        csv_number(w, c.n);
    else
        csv_empty(w);
}

static const char *date_confirmed(const struct session *s) {
    if (s->date_unconfirmed)
        return "no";
    return s->life == LIFE_NEW ? "" : "yes";
}

/* Where the session comes from: one that was made after its day was never in anybody's plan. */
static void write_source(struct csv_writer *w, const struct session *s) {
    char text[32];
    if (s->made == MADE_NOT)
        snprintf(text, sizeof text, "%s", s->moved_from != 0 ? "moved" : "programme");
    else
        snprintf(text, sizeof text, "made %s", made_name(s->made));
    csv_plain(w, text, strlen(text));
}

static void write_session(struct csv_writer *w, const struct session *s, struct places *places) {
    char text[16];
    struct count heads = session_attendance(s);
    csv_number(w, s->id);
    csv_text(w, s->actions);
    date_iso(s->date, text);
    csv_plain(w, text, s->date.year != 0 ? strlen("2019-02-06") : 0);
    csv_text(w, s->date_text);
    date_quarter(s->date, text);
    csv_plain(w, text, s->date.year != 0 ? strlen("Q4 2018/19") : 0);
    places_write(places, w, s);
    csv_text(w, s->event_type);
    csv_text(w, s->topic);
    csv_text(w, s->year_group);
    csv_text(w, s->audience);
    csv_text(w, s->deliverer);
    csv_text(w, status_name(s->status));
    if (total_sessions(s) >= 0)
        csv_number(w, total_sessions(s));
    else
        csv_empty(w);
    count_or_empty(w, heads);
    csv_text(w, qualifier_name(heads.q));
    count_or_empty(w, total_expected(s));
    csv_text(w, date_confirmed(s));
    note_write(w, s);
    write_source(w, s);
    csv_row_end(w);
}

/* ---- the foot ---- */

/* How many rows of a total have no number: they are not in it, and they are not 0. */
static const char *missing(char *out, size_t size, const struct total *t) {
    out[0] = '\0';
    if (t->heads.not_recorded > 0 && t->unknown > 0)
        snprintf(out, size, "not recorded: %u; without a number of sessions: %u",
                 t->heads.not_recorded, t->unknown);
    else if (t->heads.not_recorded > 0)
        snprintf(out, size, "not recorded: %u", t->heads.not_recorded);
    else if (t->unknown > 0)
        snprintf(out, size, "without a number of sessions: %u", t->unknown);
    return out;
}

static void write_total(struct csv_writer *w, const char *words, const struct total *t) {
    char note[100];
    csv_text(w, words);
    for (int i = 1; i < BEFORE_NUMBERS; i++)
        csv_empty(w);
    if (t->known > 0)
        csv_number(w, t->sessions);
    else
        csv_empty(w);
    count_or_empty(w, t->heads.total);
    csv_text(w, qualifier_name(t->heads.total.q));
    if (t->heads.expected > 0)
        csv_number(w, t->heads.expected);
    else
        csv_empty(w);
    csv_empty(w);
    csv_text(w, missing(note, sizeof note, t));
    csv_empty(w);
    csv_row_end(w);
}

static void write_totals(struct csv_writer *w, struct totals *t) {
    char words[64];
    totals_finish(t);
    write_total(w, "Total: sessions counted once", &t->all);
    for (size_t i = 0; i < t->actions; i++) {
        snprintf(words, sizeof words, "Total for action %s", t->action[i].code);
        write_total(w, words, &t->action[i]);
    }
}

bool sessions_write(struct session_reader rows, const struct report_opts *o, struct csv_writer *w,
                    size_t *ret_sessions, struct err *err) {
    struct places *places = places_new();
    struct totals totals;
    struct err read = {0};
    size_t written = 0;
    totals_init(&totals);
    for (size_t i = 0; i < COLUMNS; i++)
        csv_text(w, columns[i]);
    csv_row_end(w);
    for (const struct session *s; !w->failed && (s = rows.next(rows.ctx, &read)) != NULL;) {
        if (!foot_in_period(s, o))
            continue;
        write_session(w, s, places);
        totals_add(&totals, s);
        written++;
    }
    write_totals(w, &totals);
    foot_write(w, o, definitions, sizeof definitions / sizeof definitions[0], COLUMNS);
    totals_release(&totals);
    places_free(places);
    if (read.kind != ERR_NONE) {
        if (err != NULL)
            *err = read;
        return false;
    }
    *ret_sessions = written;
    return true;
}
