/* Every record has the same fields, also those of the foot: their words stand in the first column
 * and their numbers where a session has its own. The column of the actions stays empty in them, so
 * that a filter on an action finds sessions only and their sum is right. */
#include "report/sessions.h"

#include <string.h>

#include "report/foot.h"
#include "report/note.h"
#include "report/places.h"
#include "report/totals.h"

static const struct book_column columns[] = {
    {"id", 6, "number of the session on this kiosk; sums have words here", BOOK_NUMBERS},
    {"actions", 10, "actions of the plan that it serves, separated by ;", BOOK_WORDS},
    {"date", 11, "day; empty where the programme has only words", BOOK_WORDS},
    {"date_text", 16, "the programme's words where it has no date", BOOK_WORDS},
    {"quarter", 11, "April to June is Q1", BOOK_WORDS},
    {"venue", 28, "where, as the programme or staff wrote it", BOOK_WORDS},
    {"school", 24, "the school, under one name however it is spelled; empty elsewhere", BOOK_WORDS},
    {"ward", 18, "in which the venue is, as the programme says it", BOOK_WORDS},
    {"event_type", 18, "kind of event", BOOK_WORDS},
    {"topic", 28, "what it was about", BOOK_WORDS},
    {"year_group", 11, "years, separated by ;", BOOK_WORDS},
    {"audience", 14, "who came", BOOK_WORDS},
    {"deliverer", 24, "organisations or roles", BOOK_WORDS},
    {"status", 12, "planned, booked, delivered, cancelled or rearranged", BOOK_WORDS},
    {"sessions", 9, "how many sessions the row stands for; empty: not recorded", BOOK_NUMBERS},
    {"attendances", 12, "heads; empty: not recorded, or too few to be shown", BOOK_NUMBERS},
    {"qualifier", 12, "how sure the number of heads is, or that they were few", BOOK_WORDS},
    {"expected", 10, "heads that were expected", BOOK_NUMBERS},
    {"date_confirmed", 15, "no: nobody has confirmed the kiosk's date on that day", BOOK_WORDS},
    {"note", 40, "what was remembered at the closing, and what else became of it", BOOK_WORDS},
    {"source", 16, "programme, moved, or made here", BOOK_WORDS},
};

enum { BEFORE_NUMBERS = 14 };

static const struct book_table table = {"sessions", "Sessions", columns,
                                        sizeof columns / sizeof columns[0], 0};

/* What the numbers mean stands on every report, so that nobody has to guess whether 5 classes
 * are 5. */
static const char *const definitions[] = {
    "Event: one venue, one date, one host.",
    FOOT_SESSION,
    "Programme: a run of sessions over weeks.",
    "Attendances: heads per session, summed.",
    "Reach: distinct people, only where known; never a sum over topics.",
    "Qualifier: exact, about, at least, expected or not recorded; a sum takes the weakest of its "
    "parts, what is expected is never added to what happened, and what is not recorded is listed "
    "and never 0.",
    "Status: planned, booked, delivered, cancelled or rearranged; totals count what was delivered.",
    "One session can serve several actions: it counts once in the total and under each of them.",
    FOOT_QUARTERS,
};

static void write_count(struct book *w, struct count c) {
    book_number_if(w, c.q != COUNT_NOT_RECORDED, c.n);
}

static const char *date_confirmed(const struct session *s) {
    if (s->date_unconfirmed)
        return "no";
    return s->life == LIFE_NEW ? "" : "yes";
}

/* Where the session comes from: one that was made after its day was never in anybody's plan. */
static void write_source(struct book *w, const struct session *s) {
    char text[32];
    if (s->made == MADE_NOT)
        snprintf(text, sizeof text, "%s", s->moved_from != 0 ? "moved" : "programme");
    else
        snprintf(text, sizeof text, "made %s", made_name(s->made));
    book_plain(w, text, strlen(text));
}

static void write_heads(struct book *w, const struct session *s, const struct suppress *small,
                        enum suppress_verdict verdict) {
    struct count heads = session_attendance(s);
    if (verdict == SUPPRESS_SHOWN) {
        write_count(w, heads);
        book_words(w, qualifier_name(heads.q));
    } else {
        book_empty(w);
        book_words(w, suppress_words(small));
    }
}

static void write_session(struct book *w, const struct session *s, struct places *places,
                          const struct suppress *small, enum suppress_verdict verdict) {
    book_number(w, s->id);
    book_words(w, s->actions);
    book_date(w, s->date);
    book_words(w, s->date_text);
    book_quarter(w, s->date);
    places_write(places, w, s);
    book_words(w, s->ward);
    book_words(w, s->event_type);
    book_words(w, s->topic);
    book_words(w, s->year_group);
    book_words(w, s->audience);
    book_words(w, s->deliverer);
    book_words(w, status_name(s->status));
    book_number_if(w, session_deliveries(s) >= 0, session_deliveries(s));
    write_heads(w, s, small, verdict);
    write_count(w, session_awaited(s));
    book_words(w, date_confirmed(s));
    note_write(w, s, small);
    write_source(w, s);
    book_row_end(w);
}

/* ---- the foot ---- */

static void write_total(struct book *w, const char *words, const struct total *t,
                        const struct suppress *small) {
    book_words(w, words);
    book_empties(w, BEFORE_NUMBERS - 1);
    book_number_if(w, t->known > 0, t->sessions);
    write_count(w, t->heads.total);
    book_words(w, count_sum_qualifier(&t->heads));
    book_number_if(w, t->heads.expected > 0, t->heads.expected);
    book_empty(w);
    foot_write_missing(w, &t->heads, t->unknown, small);
    book_empty(w);
    book_total_end(w);
}

static void write_totals(struct book *w, struct totals *t, const struct suppress *small) {
    char words[64];
    totals_finish(t);
    write_total(w, "Total: sessions counted once", &t->all, small);
    for (size_t i = 0; i < t->actions; i++) {
        snprintf(words, sizeof words, "Total for action %s", t->action[i].code);
        write_total(w, words, &t->action[i], small);
    }
}

bool sessions_write(struct session_reader rows, const struct report_opts *o, struct book *w,
                    size_t *ret_sessions, struct err *err) {
    struct places *places = places_new();
    struct totals totals;
    struct err read = {0};
    size_t written = 0;
    totals_init(&totals);
    book_table(w, &table);
    for (const struct session *s; !w->failed && (s = rows.next(rows.ctx, &read)) != NULL;) {
        if (!foot_in_period(s, o))
            continue;
        enum suppress_verdict verdict = suppress_session(o->suppress, s);
        write_session(w, s, places, o->suppress, verdict);
        totals_add(&totals, s, verdict);
        written++;
    }
    write_totals(w, &totals, o->suppress);
    foot_write(w, o, definitions, sizeof definitions / sizeof definitions[0]);
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
