/* A session serves actions, and what was tallied at it counts under each of them: once in the total
 * of a thing, once more in the total of every action. Both figures of what two people count stand
 * in every record; the number that totals use has a column of its own. */
#include "report/tallies.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "outreach/reconcile.h"
#include "report/foot.h"
#include "store/store.h"

static const struct book_column columns[] = {
    {"id", 6, "number of the session on this kiosk; sums have words here", BOOK_NUMBERS},
    {"actions", 10, "actions of the plan that it serves, separated by ;", BOOK_WORDS},
    {"date", 11, "day; empty where the programme has only words", BOOK_WORDS},
    {"quarter", 11, "April to June is Q1", BOOK_WORDS},
    {"venue", 28, "where, as the programme or staff wrote it", BOOK_WORDS},
    {"event_type", 18, "kind of event", BOOK_WORDS},
    {"topic", 28, "what it was about", BOOK_WORDS},
    {"group", 16, "what kind of thing was tallied", BOOK_WORDS},
    {"item", 28, "leaflet, kind of item in the bin, or whom people were referred to", BOOK_WORDS},
    {"outcome", 12, "of a referral", BOOK_WORDS},
    {"opening", 9, "of a knife bin: the first, the second, ...", BOOK_NUMBERS},
    {"first", 7, "what was tallied", BOOK_NUMBERS},
    {"second", 8, "what a second person counted, or the last correction", BOOK_NUMBERS},
    {"total", 7, "the second figure where there is one, else the first", BOOK_NUMBERS},
    {"qualifier", 12, "of people: that they were too few to be shown; of a sum: at least",
     BOOK_WORDS},
    {"left_out", 9, "of a sum: records with too few people, which are not in it", BOOK_NUMBERS},
    {"confirmed", 11, "by a second person: yes, no, or not needed", BOOK_WORDS},
    {"confirmed_by", 13, "initials of the second person", BOOK_WORDS},
    {"earlier", 12, "second figures that a correction replaced", BOOK_WORDS},
    {"date_confirmed", 15, "no: nobody has confirmed the kiosk's date on that day", BOOK_WORDS},
};

enum { COLUMNS = sizeof columns / sizeof columns[0], BEFORE_TOTAL = 13 };

static const struct book_table table = {"tallies", "Tallies", columns, COLUMNS, 0};

static const char *const definitions[] = {
    "Tally: things counted at a session besides heads: leaflets handed out, items in a knife bin, "
    "referrals made. Referrals are numbers only.",
    "Help cards looked at: how often a card was opened from the kiosk's list of help, by the name "
    "of "
    "its file. The card at the end of a visit is never counted.",
    "Opening: one opening of a knife bin; a bin that was found empty is an opening with 0 items.",
    "First: what was tallied. Second: what a second person counted, or the last correction. "
    "Earlier: the second figures that a correction replaced. All figures are kept.",
    "Total: the second figure where there is one, else the first.",
    "Small numbers are hidden of people who were referred; leaflets and items are no people. No "
    "sum holds a record that is hidden.",
    "Confirmed: yes if a second person counted or agreed, no if they still have to, not needed "
    "where one person counts.",
    "Does not add up: the states of referrals are more people than were referred. A person has one "
    "state at a time; whoever is tallied under another one has to be taken off the first.",
    "One session can serve several actions: it counts once in the total and under each of them.",
    FOOT_QUARTERS,
};

static const struct tally_plan *plan_of(const struct report_opts *o) {
    static const struct tally_plan no_labels;
    return o->tally_plan != NULL ? o->tally_plan : &no_labels;
}

/* ---- totals ---- */

struct sum {
    char item[TALLY_KEY];
    char action[20]; /* "": all */
    int64_t n;
    uint32_t shown, left_out; /* records: in `n`, or with too few people */
};

struct sums {
    struct sum *sum;
    size_t n, cap;
    struct reconcile reconcile; /* of all sessions, whatever they serve */
};

static struct sum *sum_of(struct sums *t, const char *item, const char *action, size_t len) {
    char code[sizeof t->sum->action] = "";
    memcpy(code, action, len < sizeof code ? len : sizeof code - 1);
    for (size_t i = 0; i < t->n; i++)
        if (strcmp(t->sum[i].item, item) == 0 && strcmp(t->sum[i].action, code) == 0)
            return &t->sum[i];
    t->sum = xgrow(t->sum, &t->cap, t->n + 1, sizeof *t->sum);
    struct sum *sum = &t->sum[t->n++];
    *sum = (struct sum){0};
    memcpy(sum->item, item, strlen(item) + 1);
    memcpy(sum->action, code, sizeof code);
    return sum;
}

static void add_to(struct sum *sum, int64_t n, bool hidden) {
    sum->n += hidden ? 0 : n;
    sum->shown += !hidden;
    sum->left_out += hidden;
}

static void add_sums(struct sums *t, const struct session *s, const char *item, int64_t n,
                     bool hidden) {
    add_to(sum_of(t, item, "", 0), n, hidden);
    for (const char *p = s->actions; *p != '\0';) {
        size_t len = strcspn(p, ";");
        if (len > 0)
            add_to(sum_of(t, item, p, len), n, hidden);
        p += len + (p[len] == ';');
    }
}

/* All together first, then the actions in the order of the plan. */
static int by_action(const void *a, const void *b) {
    const struct sum *x = a, *y = b;
    int order = action_compare(x->action, y->action);
    return order != 0 ? order : strcmp(x->item, y->item);
}

static void write_sum(struct book *w, const struct tally_plan *plan, const struct sum *t) {
    struct tally_labels l;
    char words[200];
    tally_labels(&l, plan, t->item);
    snprintf(words, sizeof words, "Total%s%s: %s, %s%s%s", t->action[0] ? " for action " : "",
             t->action, l.group, l.item, l.outcome[0] ? ", " : "", l.outcome);
    book_words(w, words);
    book_empties(w, BEFORE_TOTAL - 1);
    book_number_if(w, t->shown > 0, t->n);
    book_words(w, t->left_out == 0 ? "" : t->shown > 0 ? "at least" : "not shown");
    book_number_if(w, t->left_out > 0, t->left_out);
    book_empties(w, COLUMNS - BEFORE_TOTAL - 3);
    book_total_end(w);
}

/* What does not add up stands right below the totals of which it speaks. */
static void write_faults(struct book *w, const struct reconcile *r) {
    char what[RECONCILE_WORDS], words[RECONCILE_WORDS + 20];
    for (size_t at = 0; reconcile_next(r, &at, what);) {
        snprintf(words, sizeof words, "Does not add up: %s", what);
        book_words(w, words);
        book_empties(w, COLUMNS - 1);
        book_total_end(w);
    }
}

/* ---- one session ---- */

static void write_session_cells(struct book *w, const struct session *s) {
    book_number(w, s->id);
    book_words(w, s->actions);
    book_date(w, s->date);
    book_quarter(w, s->date);
    book_words(w, s->venue);
    book_words(w, s->event_type);
    book_words(w, s->topic);
}

struct tallied { /* one record */
    const char *item;
    int32_t opening;
    bool total, parts; /* may be shown: its number, and the figures that led to it */
};

/* Of two figures of the same people, one that is small hides both. */
static struct tallied weigh(const struct tallies *t, const struct report_opts *o, const char *item,
                            int32_t opening) {
    struct tallied x = {item, opening, true, true};
    if (!tally_key_is_people(plan_of(o), item))
        return x;
    x.total = !suppress_is_small(o->suppress, tallies_counted(t, item, opening));
    x.parts = !suppress_is_small(o->suppress, tallies_sum(t, item, opening));
    for (const struct tally_figure *f = t->figure; f < t->figure + t->figures; f++)
        if (f->opening == opening && strcmp(f->item, item) == 0)
            x.parts = x.parts && !suppress_is_small(o->suppress, f->second);
    return x;
}

/* "12; 11": the second figures before the last one. */
static void write_earlier(struct book *w, const struct tallies *t, const char *item,
                          int32_t opening, const struct tally_figure *last) {
    struct str all CLEANUP(str_release) = {0};
    for (const struct tally_figure *f = t->figure; f < last; f++)
        if (f->opening == opening && strcmp(f->item, item) == 0)
            str_addf(&all, "%s%lld", all.len > 0 ? "; " : "", (long long)f->second);
    book_words(w, str_c(&all));
}

static void write_figures(struct book *w, const struct report_opts *o, const struct tallies *t,
                          const struct tallied *x, const struct tally_figure *last) {
    book_number_if(w, x->parts, tallies_sum(t, x->item, x->opening));
    book_number_if(w, x->parts && last != NULL, last != NULL ? last->second : 0);
    book_number_if(w, x->total, tallies_counted(t, x->item, x->opening));
    book_words(w, x->total ? "" : suppress_words(o->suppress));
    book_empty(w);
    book_words(w, x->opening == 0 ? "not needed" : last != NULL ? "yes" : "no");
    book_words(w, last != NULL ? last->who : "");
    write_earlier(w, t, x->item, x->opening, x->parts ? last : t->figure);
}

static void write_item(struct book *w, const struct session *s, const struct report_opts *opts,
                       const struct tallies *t, const struct tallied *x) {
    const struct tally_opening *o = tallies_opening(t, x->opening);
    struct tally_labels l;
    tally_labels(&l, plan_of(opts), x->item);
    write_session_cells(w, s);
    book_words(w, l.group);
    book_words(w, l.item);
    book_words(w, l.outcome);
    book_number_if(w, o != NULL, o != NULL ? tallies_opening_number(t, o) : 0);
    write_figures(w, opts, t, x, tallies_figure(t, x->item, x->opening));
    book_words(w, s->date_unconfirmed ? "no" : s->life == LIFE_NEW ? "" : "yes");
    book_row_end(w);
}

/* Is it the first row of this item and opening among the figures? */
static bool is_first(const struct tallies *t, const struct tally_figure *f) {
    for (const struct tally_figure *g = t->figure; g < f; g++)
        if (g->opening == f->opening && strcmp(g->item, f->item) == 0)
            return false;
    return true;
}

static bool is_tallied(const struct tallies *t, const char *item, int32_t opening) {
    for (size_t i = 0; i < t->sums; i++)
        if (t->sum[i].opening == opening && strcmp(t->sum[i].item, item) == 0)
            return true;
    return false;
}

/* An opening in which nothing lies and which nobody has confirmed: it took place all the same. */
static void write_empty_opening(struct book *w, const struct session *s,
                                const struct report_opts *opts, const struct tallies *t,
                                const struct tally_opening *o) {
    for (size_t i = 0; i < t->sums; i++)
        if (t->sum[i].opening == o->seq)
            return;
    const struct tallied nothing = {o->group, o->seq, true, true};
    if (!o->confirmed)
        write_item(w, s, opts, t, &nothing);
}

static void write_tallied(struct book *w, const struct session *s, const struct report_opts *o,
                          const struct tallies *t, const struct tallied *x, struct sums *sums) {
    write_item(w, s, o, t, x);
    if (x->total)
        reconcile_add(&sums->reconcile, x->item, tallies_counted(t, x->item, x->opening));
    else
        reconcile_add_hidden(&sums->reconcile, x->item, suppress_k(o->suppress));
    add_sums(sums, s, x->item, tallies_counted(t, x->item, x->opening), !x->total);
}

static void write_session(struct book *w, const struct session *s, const struct report_opts *o,
                          const struct tallies *t, struct sums *sums) {
    for (size_t i = 0; i < t->sums; i++) {
        const struct tally_sum *x = &t->sum[i];
        if (x->n == 0 && tallies_figure(t, x->item, x->opening) == NULL)
            continue; /* a slip of the thumb that was taken back */
        const struct tallied one = weigh(t, o, x->item, x->opening);
        write_tallied(w, s, o, t, &one, sums);
    }
    for (size_t i = 0; i < t->figures; i++) { /* what only the second person found, or nobody */
        const struct tally_figure *f = &t->figure[i];
        if (!is_first(t, f) || is_tallied(t, f->item, f->opening))
            continue;
        const struct tallied one = weigh(t, o, f->item, f->opening);
        write_tallied(w, s, o, t, &one, sums);
    }
    for (size_t i = 0; i < t->openings; i++)
        write_empty_opening(w, s, o, t, &t->opening[i]);
}

/* ---- all of them ---- */

static bool write_rows(struct session_reader rows, const struct report_opts *o, struct book *w,
                       struct sums *sums, size_t *ret_sessions, struct err *err) {
    struct err read = {0};
    size_t n = 0;
    reconcile_init(&sums->reconcile, plan_of(o));
    for (const struct session *s; !w->failed && (s = rows.next(rows.ctx, &read)) != NULL;) {
        struct tallies t = {0};
        if (!foot_in_period(s, o))
            continue;
        if (!store_tallies(o->store, s->id, &t, err))
            return false;
        n += t.sums > 0 || t.openings > 0;
        write_session(w, s, o, &t, sums);
        arena_free(&t.arena);
    }
    if (read.kind != ERR_NONE)
        return err_set(err, read.kind, "%s", read.text);
    if (sums->n > 0)
        qsort(sums->sum, sums->n, sizeof *sums->sum, by_action);
    for (size_t i = 0; i < sums->n; i++)
        write_sum(w, plan_of(o), &sums->sum[i]);
    write_faults(w, &sums->reconcile);
    *ret_sessions = n;
    return true;
}

bool tallies_write(struct session_reader rows, const struct report_opts *o, struct book *w,
                   size_t *ret_sessions, struct err *err) {
    struct sums sums = {0};
    book_table(w, &table);
    bool ok = write_rows(rows, o, w, &sums, ret_sessions, err);
    foot_write(w, o, definitions, sizeof definitions / sizeof definitions[0]);
    free(sums.sum);
    return ok;
}
