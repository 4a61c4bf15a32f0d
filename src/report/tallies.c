/* A session serves actions, and what was tallied at it counts under each of them: once in the total
 * of a thing, once more in the total of every action. Both figures of what two people count stand
 * in every record; the number that totals use has a column of its own. */
#include "report/tallies.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "report/foot.h"
#include "store/store.h"

static const struct book_column columns[] = {
    {"id", 6, "number of the session on this kiosk; sums have words here"},
    {"actions", 10, "actions of the plan that it serves, separated by ;"},
    {"date", 11, "day; empty where the programme has only words"},
    {"quarter", 11, "April to June is Q1"},
    {"venue", 28, "where, as the programme or staff wrote it"},
    {"event_type", 18, "kind of event"},
    {"topic", 28, "what it was about"},
    {"group", 16, "what kind of thing was tallied"},
    {"item", 28, "leaflet, kind of item in the bin, or whom people were referred to"},
    {"outcome", 12, "of a referral"},
    {"opening", 9, "of a knife bin: the first, the second, ..."},
    {"first", 7, "what was tallied"},
    {"second", 8, "what a second person counted, or the last correction"},
    {"total", 7, "the second figure where there is one, else the first"},
    {"confirmed", 11, "by a second person: yes, no, or not needed"},
    {"confirmed_by", 13, "initials of the second person"},
    {"earlier", 12, "second figures that a correction replaced"},
    {"date_confirmed", 15, "no: nobody has confirmed the kiosk's date on that day"},
};

enum { COLUMNS = sizeof columns / sizeof columns[0], BEFORE_TOTAL = 13 };

static const struct book_table table = {"tallies", "Tallies", columns, COLUMNS};

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
    "Confirmed: yes if a second person counted or agreed, no if they still have to, not needed "
    "where one person counts.",
    "One session can serve several actions: it counts once in the total and under each of them.",
    "Quarters: April to June is Q1.",
};

/* ---- totals ---- */

struct sum {
    char item[TALLY_KEY];
    char action[20]; /* "": all */
    int64_t n;
};

struct sums {
    struct sum *sum;
    size_t n, cap;
};

static void add_to(struct sums *t, const char *item, const char *action, size_t len, int64_t n) {
    char code[sizeof t->sum->action] = "";
    memcpy(code, action, len < sizeof code ? len : sizeof code - 1);
    for (size_t i = 0; i < t->n; i++) {
        if (strcmp(t->sum[i].item, item) == 0 && strcmp(t->sum[i].action, code) == 0) {
            t->sum[i].n += n;
            return;
        }
    }
    t->sum = xgrow(t->sum, &t->cap, t->n + 1, sizeof *t->sum);
    struct sum *sum = &t->sum[t->n++];
    *sum = (struct sum){.n = n};
    memcpy(sum->item, item, strlen(item) + 1);
    memcpy(sum->action, code, sizeof code);
}

static void add_sums(struct sums *t, const struct session *s, const char *item, int64_t n) {
    add_to(t, item, "", 0, n);
    for (const char *p = s->actions; *p != '\0';) {
        size_t len = strcspn(p, ";");
        if (len > 0)
            add_to(t, item, p, len, n);
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
    book_number(w, t->n);
    book_empties(w, COLUMNS - BEFORE_TOTAL - 1);
    book_total_end(w);
}

/* ---- one session ---- */

static void write_session_cells(struct book *w, const struct session *s) {
    char text[16];
    book_number(w, s->id);
    book_words(w, s->actions);
    book_date(w, s->date);
    date_quarter(s->date, text);
    book_words(w, s->date.year != 0 ? text : "");
    book_words(w, s->venue);
    book_words(w, s->event_type);
    book_words(w, s->topic);
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

static void write_item(struct book *w, const struct session *s, const struct tallies *t,
                       const struct tally_plan *plan, const char *item, int32_t opening) {
    const struct tally_figure *last = tallies_figure(t, item, opening);
    const struct tally_opening *o = tallies_opening(t, opening);
    struct tally_labels l;
    tally_labels(&l, plan, item);
    write_session_cells(w, s);
    book_words(w, l.group);
    book_words(w, l.item);
    book_words(w, l.outcome);
    if (o != NULL)
        book_number(w, tallies_opening_number(t, o));
    else
        book_empty(w);
    book_number(w, tallies_sum(t, item, opening));
    if (last != NULL)
        book_number(w, last->second);
    else
        book_empty(w);
    book_number(w, tallies_counted(t, item, opening));
    book_words(w, opening == 0 ? "not needed" : last != NULL ? "yes" : "no");
    book_words(w, last != NULL ? last->who : "");
    write_earlier(w, t, item, opening, last);
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
static void write_empty_opening(struct book *w, const struct session *s, const struct tallies *t,
                                const struct tally_plan *plan, const struct tally_opening *o) {
    for (size_t i = 0; i < t->sums; i++)
        if (t->sum[i].opening == o->seq)
            return;
    if (!o->confirmed)
        write_item(w, s, t, plan, o->group, o->seq);
}

static void write_session(struct book *w, const struct session *s, const struct tallies *t,
                          const struct tally_plan *plan, struct sums *sums) {
    for (size_t i = 0; i < t->sums; i++) {
        const struct tally_sum *x = &t->sum[i];
        if (x->n == 0 && tallies_figure(t, x->item, x->opening) == NULL)
            continue; /* a slip of the thumb that was taken back */
        write_item(w, s, t, plan, x->item, x->opening);
        add_sums(sums, s, x->item, tallies_counted(t, x->item, x->opening));
    }
    for (size_t i = 0; i < t->figures; i++) { /* what only the second person found, or nobody */
        const struct tally_figure *f = &t->figure[i];
        if (!is_first(t, f) || is_tallied(t, f->item, f->opening))
            continue;
        write_item(w, s, t, plan, f->item, f->opening);
        add_sums(sums, s, f->item, tallies_counted(t, f->item, f->opening));
    }
    for (size_t i = 0; i < t->openings; i++)
        write_empty_opening(w, s, t, plan, &t->opening[i]);
}

/* ---- all of them ---- */

static bool write_rows(struct session_reader rows, const struct report_opts *o, struct book *w,
                       struct sums *sums, size_t *ret_sessions, struct err *err) {
    static const struct tally_plan no_labels;
    const struct tally_plan *plan = o->tally_plan != NULL ? o->tally_plan : &no_labels;
    struct err read = {0};
    size_t n = 0;
    for (const struct session *s; !w->failed && (s = rows.next(rows.ctx, &read)) != NULL;) {
        struct tallies t = {0};
        if (!foot_in_period(s, o))
            continue;
        if (!store_tallies(o->store, s->id, &t, err))
            return false;
        n += t.sums > 0 || t.openings > 0;
        write_session(w, s, &t, plan, sums);
        arena_free(&t.arena);
    }
    if (read.kind != ERR_NONE)
        return err_set(err, read.kind, "%s", read.text);
    if (sums->n > 0)
        qsort(sums->sum, sums->n, sizeof *sums->sum, by_action);
    for (size_t i = 0; i < sums->n; i++)
        write_sum(w, plan, &sums->sum[i]);
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
