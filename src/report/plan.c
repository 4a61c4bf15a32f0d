/* The sessions come one after another and each is given to every action that it serves; an action
 * keeps what its cell needs and no session (outreach/update.h). The actions come from the plan, and
 * a code that the plan does not know gets a record too, so that no session is lost in silence. */
#include "report/plan.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "outreach/rag.h"
#include "outreach/update.h"
#include "report/foot.h"
#include "store/store.h"

static const struct book_column columns[] = {
    {"code", 7, "of the action; the total has words here", BOOK_WORDS},
    {"priority", 30, "priority of the plan", BOOK_GROUP},
    {"issue", 30, "as the plan has it", BOOK_GROUP},
    {"action", 36, "as the plan has it; empty: the plan has no action of that code", BOOK_WORDS},
    {"owner", 22, "as the plan has it", BOOK_WORDS},
    {"update", 60,
     "one line a session or typed update, older sessions one line a quarter, those without a date "
     "last",
     BOOK_WORDS},
    {"rag", 8, "as a person has set it, on the kiosk or in the plan; empty: not set", BOOK_WORDS},
    {"rag_set", 22, "on which day it was set on the kiosk, and why; empty: it is the plan's",
     BOOK_WORDS},
    {"proposed_rag", 13, "what the sessions suggest; nobody has set it", BOOK_WORDS},
    {"reason", 36, "of the proposal", BOOK_WORDS},
    {"source_sessions", 16,
     "line by line of update: numbers of the sessions, or of the typed update, on this kiosk",
     BOOK_WORDS},
    {"lapses", 24, "what falls due or expires before the next meeting, or has lately", BOOK_WORDS},
    {"sessions", 9, "that took place; empty: not recorded", BOOK_NUMBERS},
    {"places", 7, "schools and other places at which they took place", BOOK_NUMBERS},
    {"attendances", 12, "heads; empty: not recorded", BOOK_NUMBERS},
    {"qualifier", 12, "how sure the number of heads is", BOOK_WORDS},
    {"expected", 10, "heads that were or are expected", BOOK_NUMBERS},
    {"planned", 8, "sessions still to come, or of which nothing was recorded", BOOK_NUMBERS},
    {"missing", 30, "what has no number", BOOK_WORDS},
};

enum { COLUMNS = sizeof columns / sizeof columns[0], BEFORE_SUMS = 12 };

static const struct book_table table = {"plan", "Action plan", columns, COLUMNS, 7};

static const char *const definitions[] = {
    "Update: one line a session or typed update. The sessions of quarters before the report's own "
    "and the two before it are one line each, and so are the oldest ones of an action with more "
    "than 80 sessions.",
    "Session: one group sitting through one delivery. Every entry of the programme is one session "
    "or more; where one does not say how many, a line's number is at least.",
    "Sessions, places and attendances are of what took place. The number of sessions is of the "
    "entries that say one.",
    FOOT_QUALIFIER,
    "RAG is set by a person. A proposal follows from the sessions alone and stands beside it.",
    "One session can serve several actions: it stands under each of them and counts once in the "
    "total.",
    FOOT_QUARTERS,
};

struct row {
    const struct action *action;
    struct update update;
    struct rag_facts facts;
};

struct rows {
    struct arena arena; /* the actions, and what was written about them */
    struct typed_list typed;
    struct lapses lapses;
    struct venues *venues;
    const struct suppress *small;
    struct date today;
    struct row *row; /* in plan order */
    size_t n, cap;
    struct update_sums all;
};

/* ---- which action ---- */

static size_t row_at(const struct rows *t, const char *code) {
    size_t low = 0, high = t->n;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (action_compare(t->row[middle].action->code, code) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

static struct row *insert(struct rows *t, size_t at, const struct action *action) {
    t->row = xgrow(t->row, &t->cap, t->n + 1, sizeof *t->row);
    memmove(t->row + at + 1, t->row + at, (t->n - at) * sizeof *t->row);
    t->n++;
    struct row *row = &t->row[at];
    *row = (struct row){.action = action};
    update_init(&row->update, t->today, t->venues, t->small);
    rag_init(&row->facts, action->carries);
    return row;
}

static struct row *row_of(struct rows *t, const char *code, size_t n) {
    char text[32] = "";
    memcpy(text, code, n < sizeof text ? n : sizeof text - 1);
    size_t at = row_at(t, text);
    if (at < t->n && action_compare(t->row[at].action->code, text) == 0)
        return &t->row[at];
    struct action *unknown = NEW(&t->arena, struct action);
    *unknown = (struct action){arena_strdup(&t->arena, text), "", "", "", "", "", "", ""};
    return insert(t, at, unknown);
}

/* What was written of the period; what was rated holds whatever the period. */
static void add_typed(struct rows *t, const struct report_opts *o) {
    for (size_t i = 0; i < t->typed.typeds; i++) {
        const struct typed *u = &t->typed.typed[i];
        if (u->state == TYPED_STANDS && foot_has_day(o, u->date))
            update_add_typed(&row_of(t, u->action, strlen(u->action))->update, u);
    }
    for (size_t i = 0; i < t->typed.ratings; i++)
        row_of(t, t->typed.rating[i].action, strlen(t->typed.rating[i].action));
}

static bool load(struct rows *t, const struct report_opts *o, struct err *err) {
    struct action *action;
    size_t n;
    *t = (struct rows){.small = o->suppress, .today = date_of_wall(o->wall, NULL)};
    update_sums_init(&t->all);
    if (!store_actions(o->store, &t->arena, &action, &n, err) ||
        !store_typed(o->store, &t->arena, &t->typed, err) ||
        !store_lapses(o->store, &t->arena, t->today, &t->lapses, err))
        return false;
    t->venues = venues_new();
    for (size_t i = 0; i < n; i++)
        insert(t, i, &action[i]);
    add_typed(t, o);
    return true;
}

static void release(struct rows *t) {
    for (size_t i = 0; i < t->n; i++)
        update_release(&t->row[i].update);
    free(t->row);
    venues_free(t->venues);
    arena_free(&t->arena);
}

static void add(struct rows *t, const struct session *s) {
    update_sums_add(&t->all, s, suppress_session(t->small, s));
    for (const char *p = s->actions; *p != '\0';) {
        size_t n = strcspn(p, ";");
        if (n > 0) {
            struct row *row = row_of(t, p, n);
            update_add(&row->update, s);
            rag_add(&row->facts, s, t->today);
        }
        p += n + (p[n] == ';');
    }
}

/* ---- records ---- */

static void write_sums(struct book *w, const struct update_sums *t, const struct venue_set *places,
                       const struct suppress *small) {
    bool schools;
    size_t n = places != NULL ? venue_set_count(places, &schools) : 0;
    book_number_if(w, t->rows > t->unnumbered, t->sessions);
    book_number_if(w, n > 0, (int64_t)n);
    book_number_if(w, t->heads.total.q != COUNT_NOT_RECORDED, t->heads.total.n);
    book_words(w, t->rows > 0 ? count_sum_qualifier(&t->heads) : "");
    book_number_if(w, t->heads.expected > 0, t->heads.expected);
    book_number_if(w, t->planned_rows > 0, t->planned + t->planned_unnumbered);
    foot_write_missing(w, &t->heads, t->unnumbered, small);
}

static void write_priority(struct book *w, const struct action *a) {
    struct str text CLEANUP(str_release) = {0};
    str_addf(&text, "%s%s%s", a->priority, a->priority[0] && a->priority_title[0] ? " " : "",
             a->priority_title);
    book_words(w, str_c(&text));
}

/* "06/02/2019: two schools have not answered" */
static void write_rag(struct book *w, const struct rows *t, const struct action *a) {
    const struct rating *r = typed_rating(&t->typed, a->code);
    struct str text CLEANUP(str_release) = {0};
    char day[11];
    book_words(w, typed_rag(&t->typed, a->code, a->rag));
    if (r != NULL) {
        date_uk(r->date, day);
        str_addf(&text, "%s%s%s", day, r->reason[0] != '\0' ? ": " : "", r->reason);
    }
    book_words(w, str_c(&text));
}

static void write_lapses(struct book *w, const struct rows *t, const struct action *a) {
    struct str text CLEANUP(str_release) = {0};
    for (size_t i = 0; i < t->lapses.n; i++) {
        const struct lapse *l = &t->lapses.lapse[i];
        char day[11];
        if (strcmp(l->of->action, a->code) != 0)
            continue;
        date_uk(l->on, day);
        str_addf(&text, "%s%s %s (update %lld)", text.len > 0 ? "\n" : "",
                 lapse_word(l->what, i < t->lapses.over), day, (long long)l->of->seq);
    }
    book_words(w, str_c(&text));
}

static void write_row(struct book *w, const struct rows *t, const struct row *row) {
    const struct action *a = row->action;
    struct rag_proposal proposal = rag_propose(&row->facts);
    struct str lines CLEANUP(str_release) = {0}, sources CLEANUP(str_release) = {0};
    update_write(&row->update, &lines, &sources);
    book_words(w, a->code);
    write_priority(w, a);
    book_words(w, a->issue);
    book_words(w, a->action);
    book_words(w, a->owner);
    book_words(w, str_c(&lines));
    write_rag(w, t, a);
    book_words(w, proposal.rag);
    book_words(w, proposal.reason);
    book_words(w, str_c(&sources));
    write_lapses(w, t, a);
    write_sums(w, &row->update.sums, &row->update.places, row->update.small);
    book_row_end(w);
}

static void write_rows(struct book *w, const struct rows *t) {
    for (size_t i = 0; i < t->n; i++)
        write_row(w, t, &t->row[i]);
    book_words(w, "Total: sessions counted once");
    book_empties(w, BEFORE_SUMS - 1);
    write_sums(w, &t->all, NULL, t->small);
    book_total_end(w);
}

/* What lapses comes first: somebody has to do something. */
static void write_foot(struct book *w, const struct rows *t, const struct report_opts *o) {
    enum { DEFINITIONS = sizeof definitions / sizeof definitions[0] };
    struct str lapses CLEANUP(str_release) = {0};
    const char *line[DEFINITIONS + 1];
    lapse_say(&lapses, &t->lapses);
    size_t first = lapses.len > 0;
    line[0] = str_c(&lapses);
    memcpy(line + first, definitions, sizeof definitions);
    foot_write(w, o, line, DEFINITIONS + first);
}

bool plan_write(struct session_reader rows, const struct report_opts *o, struct book *w,
                size_t *ret_sessions, struct err *err) {
    struct rows t;
    struct err read = {0};
    size_t n = 0;
    book_table(w, &table);
    bool ok = load(&t, o, err);
    for (const struct session *s; ok && !w->failed && (s = rows.next(rows.ctx, &read)) != NULL;) {
        if (!foot_in_period(s, o))
            continue;
        add(&t, s);
        n++;
    }
    if (ok && read.kind != ERR_NONE)
        ok = err_set(err, read.kind, "%s", read.text);
    if (ok) {
        write_rows(w, &t);
        write_foot(w, &t, o);
        *ret_sessions = n;
    }
    release(&t);
    return ok;
}
