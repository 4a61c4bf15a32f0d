/* The page must stay one page whatever a school is called and however much was asked: every text is
 * cut to a length and shown in two lines at most, and questions stand in it as long as there is
 * room. What stands side by side is a table, because not every program that prints a page knows
 * anything newer. */
#include "report/school.h"

#include <string.h>

#include "base/utf8.h"
#include "outreach/update_words.h"
#include "outreach/venue.h"
#include "report/answers.h"
#include "report/markup.h"
#include "store/store.h"

enum {
    QUESTIONS = 4, /* of the form with the most answers */
    OPTIONS = 8,   /* of a question: more are one line */
    ROOM = 27,     /* lines that questions may take, two beside each other */
    CARDS = 6,
    TITLE_BYTES = 64, /* of a venue, a topic, a deliverer, a card */
    LABEL_BYTES = 56,
    ASKED_BYTES = 100,
    LABEL_LINE = 26, /* bytes that surely fit into one line */
};

static const char head[] =
    "<!DOCTYPE html>\n"
    "<html xmlns=\"http://www.w3.org/1999/xhtml\" lang=\"en\">\n<head>\n<meta charset=\"utf-8\"/>\n"
    "<meta name=\"viewport\" content=\"width=device-width\"/>\n<title>A session at your "
    "school</title>\n"
    "<style>\n"
    "@page { size: A4 portrait; margin: 12mm 14mm }\n"
    "body { font: 10pt/1.25 'Noto Sans', Arial, sans-serif; color: #1a2233; margin: 1.5em auto;"
    " max-width: 48em; overflow-wrap: anywhere }\n"
    "h1 { font-size: 18pt; line-height: 1.15; margin: .35em 0 .25em; max-height: 2.3em;"
    " overflow: hidden }\n"
    "td div, .asked { max-height: 2.5em; overflow: hidden }\n"
    "h2 { font-size: 12pt; margin: .9em 0 .25em; border-bottom: 1px solid #1a2233 }\n"
    "p { margin: .1em 0 }\n"
    "table { border-collapse: collapse; table-layout: fixed; width: 100% }\n"
    "td, th { text-align: left; vertical-align: top; padding: 1px 8px 1px 0; font-weight: normal "
    "}\n"
    "th { color: #55607a; width: 6.5em }\n"
    "td.half { width: 50%; padding-right: 14px }\n"
    "td.big { font-size: 21pt; font-weight: bold; line-height: 1.1 }\n"
    "table.bars { font-size: 8.5pt; margin: .1em 0 .6em }\n"
    "table.bars td { padding: 0 5px 0 0; vertical-align: middle }\n"
    "td.label { width: 46% }\n"
    "td.n { width: 2.6em; text-align: right; font-variant-numeric: tabular-nums }\n"
    "i { display: block; height: .8em; background: #2f5bb7; print-color-adjust: exact;"
    " -webkit-print-color-adjust: exact }\n"
    ".asked { font-weight: bold; font-size: 9.5pt }\n"
    ".few, .small { font-size: 8.5pt; color: #55607a }\n"
    ".line { border-bottom: 1px solid #9aa7b3; height: 1.9em }\n"
    ".marking { text-align: center; font-weight: bold; letter-spacing: .06em }\n"
    "@media print { body { margin: 0; max-width: none } }\n"
    "</style>\n</head>\n<body>\n";

static const char *const definitions[] = {
    "Who came: heads at this session, counted or as reported. About, at least: how sure the number "
    "is.",
    "Answers: of those who wanted to answer, on a screen, without a name. Those that were sent "
    "faster than anybody reads are not in them.",
};

struct sheet {
    const struct report_opts *o; /* with what is small in it */
    const struct session *session;
    const struct ledger *ledger;
    const struct help *help;
    struct date today;
    struct arena arena;
    struct str *out;
};

/* ---- words ---- */

/* Cut between characters, with a sign that it was. */
static void add_cut(struct str *to, const char *text, size_t size) {
    char cut[ASKED_BYTES + 1];
    bool whole = str_copy(cut, size < sizeof cut ? size : sizeof cut, text);
    markup_text(to, cut);
    if (!whole)
        str_add(to, "…");
}

static void element(struct str *to, const char *tag, const char *text) {
    str_addf(to, "<%s>", tag);
    add_cut(to, text, ASKED_BYTES);
    str_addf(to, "</%.*s>\n", (int)strcspn(tag, " "), tag);
}

/* A line of a table, if there is something to tell. */
static void line(struct str *to, const char *name, const char *text) {
    if (text[0] == '\0')
        return;
    str_addf(to, "<tr><th scope=\"row\">%s</th><td><div>", name);
    add_cut(to, text, TITLE_BYTES);
    str_add(to, "</div></td></tr>\n");
}

/* "Wednesday 6 February 2019, 10:00", or the programme's words. */
static const char *when(struct arena *a, const struct session *s) {
    if (s->date.year == 0)
        return s->date_text;
    const char *day = arena_printf(a, "%s %d %s %d", weekday_name(date_weekday(s->date)),
                                   s->date.day, month_name(s->date.month), s->date.year);
    enum { HOUR = 60 };
    return s->starts < 0
               ? day
               : arena_printf(a, "%s, %02d:%02d", day, s->starts / HOUR, s->starts % HOUR);
}

/* "St Giles Trust; First Aid" is how they are kept, not how they are read. */
static const char *people(struct arena *a, const struct session *s) {
    enum { MOST = 8 };
    char *part[MOST];
    size_t n = str_split(arena_strdup(a, s->deliverer), ';', part, MOST);
    const char *all = n > 0 ? part[0] : "";
    for (size_t i = 1; i < n; i++)
        all = arena_printf(a, "%s%s%s", all, i + 1 < n ? ", " : " and ", part[i]);
    return all;
}

/* ---- what took place ---- */

static void add_session(struct sheet *t) {
    const struct session *s = t->session;
    struct str heads CLEANUP(str_release) = {0};
    update_say_heads(&heads, s, t->o->suppress);
    if (session_attendance(s).q == COUNT_NOT_RECORDED)
        str_add(&heads, ", how many came");
    str_add(t->out, "<h1>");
    add_cut(t->out, s->venue[0] != '\0' ? s->venue : session_title(s, &t->arena), TITLE_BYTES);
    str_add(t->out, "</h1>\n");
    str_add(t->out, "<table><tr><td class=\"half\"><table>\n");
    line(t->out, "When", when(&t->arena, s));
    line(t->out, "What", session_title(s, &t->arena));
    line(t->out, "For", session_group(s, &t->arena));
    line(t->out, "Delivered by", people(&t->arena, s));
    str_add(t->out, "</table></td><td class=\"half\"><table><tr><td class=\"big\">");
    add_cut(t->out, str_c(&heads), TITLE_BYTES);
    str_add(t->out, "</td></tr>\n");
    if (session_deliveries(s) > 1)
        str_addf(t->out, "<tr><td>in %lld sessions</td></tr>\n", (long long)session_deliveries(s));
    if (s->date_unconfirmed)
        str_add(t->out, "<tr><td>Nobody has confirmed the date.</td></tr>\n");
    str_add(t->out, "</table></td></tr></table>\n");
}

/* ---- what was said ---- */

static void add_bar(struct str *to, const char *label, int64_t n, int64_t most) {
    str_add(to, "<tr><td class=\"label\"><div>");
    add_cut(to, label, LABEL_BYTES);
    str_addf(to,
             "</div></td><td><i style=\"width:%.1f%%\"></i></td><td class=\"n\">%lld</td></tr>\n",
             most > 0 ? 100.0 * (double)n / (double)most : 0, (long long)n);
}

static void add_options(struct str *to, const struct answers_question *q) {
    int64_t most = 1, rest = 0;
    for (size_t i = 0; i < q->options; i++) {
        most = q->option[i].kept > most ? q->option[i].kept : most;
        rest += i >= OPTIONS ? q->option[i].kept : 0;
    }
    str_add(to, "<table class=\"bars\">\n");
    for (size_t i = 0; i < q->options && i < OPTIONS; i++)
        add_bar(to, q->option[i].label, q->option[i].kept, most);
    if (rest > 0)
        add_bar(to, "Something else", rest, rest > most ? rest : most);
    str_add(to, "</table>\n");
}

static void add_question(struct sheet *t, const struct answers *a, const struct answers_form *x,
                         const struct answers_question *q) {
    int64_t n = q->asked_kept - q->none_kept;
    element(t->out, "p class=\"asked\"", q->label);
    if (!answers_told(a, x, q).kept) {
        str_addf(t->out, "<p class=\"few\">%s</p>\n",
                 n > 0 ? "Too few answers to show" : "No answers");
        return;
    }
    str_addf(t->out, "<p class=\"few\">%lld answers%s</p>\n", (long long)n,
             q->several ? ", several could be chosen" : "");
    add_options(t->out, q);
}

static size_t lines_of(const struct answers_question *q) {
    size_t lines = 3 + (q->options > OPTIONS); /* what was asked, and how many answers */
    for (size_t i = 0; i < q->options && i < OPTIONS; i++)
        lines += strlen(q->option[i].label) > LABEL_LINE ? 2 : 1;
    return lines;
}

static size_t asked_questions(const struct answers_form *x,
                              const struct answers_question *ret[QUESTIONS], bool *ret_more) {
    size_t n = 0;
    *ret_more = false;
    for (size_t i = 0; i < x->questions; i++) {
        if (x->question[i].asked_kept == 0)
            continue;
        *ret_more = n == QUESTIONS;
        if (n < QUESTIONS)
            ret[n++] = &x->question[i];
    }
    return n;
}

/* Two beside each other, in the order of the form. */
static void add_questions(struct sheet *t, const struct answers *a, const struct answers_form *x) {
    const struct answers_question *q[QUESTIONS];
    size_t used = 0;
    bool more;
    size_t n = asked_questions(x, q, &more), i = 0;
    str_add(t->out, "<table>\n");
    for (; i < n; i += 2) {
        const struct answers_question *right = i + 1 < n ? q[i + 1] : NULL;
        size_t lines = lines_of(q[i]), beside = right != NULL ? lines_of(right) : 0;
        used += lines > beside ? lines : beside;
        if (i > 0 && used > ROOM)
            break;
        str_add(t->out, "<tr><td class=\"half\">\n");
        add_question(t, a, x, q[i]);
        str_add(t->out, "</td><td class=\"half\">\n");
        if (right != NULL)
            add_question(t, a, x, right);
        str_add(t->out, "</td></tr>\n");
    }
    str_add(t->out, "</table>\n");
    if (i < n || more)
        str_add(t->out, "<p class=\"few\">More was asked than this page has room for.</p>\n");
}

/* The form to which most answers were given; NULL: none has any. */
static const struct answers_form *main_form(const struct answers *a) {
    const struct answers_form *best = NULL;
    for (size_t i = 0; i < answers_forms(a); i++) {
        const struct answers_form *x = answers_form(a, i);
        if (x->questions > 0 && answers_kept(x) > (best != NULL ? answers_kept(best) : 0))
            best = x;
    }
    return best;
}

static void add_rate(struct sheet *t, const struct answers_form *x) {
    struct count came = session_attendance(t->session);
    str_addf(t->out, "<p>%lld answered", (long long)answers_kept(x));
    if (came.q != COUNT_NOT_RECORDED && came.n > 0)
        str_addf(t->out, ": %lld of every 100 who came",
                 (long long)((answers_kept(x) * 100 + came.n / 2) / came.n));
    str_add(t->out, ".</p>\n");
}

static bool add_answers(struct sheet *t, struct err *err) {
    struct answers *a = answers_new(t->o);
    bool ok = answers_count(a, t->session, err);
    const struct answers_form *x = ok ? main_form(a) : NULL;
    element(t->out, "h2", session_is_pupils(t->session) ? "What pupils said" : "What people said");
    if (x == NULL) {
        element(t->out, "p", "Nobody was asked, or nobody answered.");
    } else if (!answers_tells_kept(a, x)) {
        element(t->out, "p", "Too few answered for their answers to be shown.");
    } else {
        add_rate(t, x);
        add_questions(t, a, x);
    }
    answers_free(a);
    return ok;
}

/* ---- what comes next ---- */

/* The next session that is planned here; one without a date after those that have one. */
static const struct session *next_here(const struct sheet *t) {
    for (size_t i = 0; i < t->ledger->sessions; i++) {
        const struct session *s = &t->ledger->session[i];
        if (s != t->session && session_is_to_come(s) && venue_same(s->venue, t->session->venue) &&
            (s->date.year == 0 || date_compare(s->date, t->today) >= 0))
            return s;
    }
    return NULL;
}

/* "Wednesday 13 March 2019: Online safety, Year 8, by HYH" */
static const char *next_words(struct arena *a, const struct session *s) {
    const char *day = s->date.year != 0 || s->date_text[0] != '\0' ? when(a, s) : "Without a date";
    const char *group = session_group(s, a), *who = people(a, s);
    return arena_printf(a, "%s: %s%s%s%s%s", day, session_title(s, a), group[0] ? ", " : "", group,
                        who[0] ? ", by " : "", who);
}

static void add_next(struct sheet *t) {
    const struct session *s = next_here(t);
    element(t->out, "h2", "What comes next");
    if (s != NULL)
        element(t->out, "p class=\"asked\"", next_words(&t->arena, s));
    else
        str_add(t->out, "<p class=\"line\">Next visit:</p>\n");
    str_add(t->out, "<p class=\"line\">Whom to ask:</p>\n");
}

/* ---- who can be called ---- */

/* The first topic of a card that the session's own topic names; NULL: none. */
static const char *topic_of(const struct help *h, const char *text) {
    char folded[256], topic[HELP_TOPIC];
    utf8_fold(folded, sizeof folded, text);
    for (size_t i = 0; i < h->cards; i++) {
        for (size_t k = 0; k < h->card[i].topics; k++) {
            STR_COPY(topic, h->card[i].topic[k]);
            for (char *p = topic; *p != '\0'; p++)
                *p = (char)(*p == '_' ? ' ' : *p);
            if (strstr(folded, topic) != NULL)
                return h->card[i].topic[k];
        }
    }
    return NULL;
}

/* A card whose number may be wrong by now, or that is for others, is no help. */
static bool is_fit(const struct help_card *c, bool children, struct date today) {
    enum help_audience not_for = children ? HELP_ADULTS : HELP_CHILDREN;
    return c->audience != not_for && !help_is_stale(c, today) &&
           (c->number[0] != '\0' || c->web[0] != '\0');
}

static size_t fit_cards(struct sheet *t, const struct help_card *ret[CARDS]) {
    const struct help_card *all[HELP_CARDS];
    bool children = session_is_pupils(t->session);
    const char *topic = topic_of(t->help, session_title(t->session, &t->arena));
    size_t n = help_for(t->help, topic, children, t->today, all), fit = 0;
    for (int emergency = 1; emergency >= 0; emergency--)
        for (size_t i = 0; i < n && fit < CARDS; i++)
            if (help_is_emergency(all[i]) == (emergency == 1) && is_fit(all[i], children, t->today))
                ret[fit++] = all[i];
    return fit;
}

/* A title may begin with the number: "101: police, when it is not an emergency". */
static void add_card(struct str *to, const struct help_card *c) {
    const char *call = c->number[0] != '\0' ? c->number : c->web;
    size_t n = strlen(call);
    bool named = str_starts(c->title, call) && c->title[n] == ':';
    str_add(to, "<td class=\"half\"><div><b>");
    add_cut(to, call, TITLE_BYTES);
    str_add(to, "</b> ");
    add_cut(to, named ? c->title + n + 1 : c->title, TITLE_BYTES);
    str_add(to, "</div></td>");
}

static void add_help(struct sheet *t) {
    const struct help_card *card[CARDS];
    size_t n = t->help != NULL ? fit_cards(t, card) : 0;
    if (n == 0)
        return;
    element(t->out, "h2", "Who can be called");
    str_add(t->out, "<table>\n");
    for (size_t i = 0; i < n; i += 2) {
        str_add(t->out, "<tr>");
        add_card(t->out, card[i]);
        if (i + 1 < n)
            add_card(t->out, card[i + 1]);
        str_add(t->out, "</tr>\n");
    }
    str_add(t->out, "</table>\n");
}

/* ---- the page ---- */

static void add_foot(struct sheet *t) {
    char day[11];
    int minute = 0;
    str_add(t->out, "<h2>What the numbers mean</h2>\n");
    for (size_t i = 0; i < sizeof definitions / sizeof definitions[0]; i++)
        str_addf(t->out, "<p class=\"small\">%s</p>\n", definitions[i]);
    if (suppress_k(t->o->suppress) > 0)
        str_addf(t->out, "<p class=\"small\">Numbers of people below %lld are not shown.</p>\n",
                 (long long)suppress_k(t->o->suppress));
    date_uk(date_of_wall(t->o->wall, &minute), day);
    str_addf(t->out, "<p class=\"small\">Data of %s %02d:%02d</p>\n<p class=\"marking\">", day,
             minute / 60, minute % 60);
    add_cut(t->out, report_marking(t->o), TITLE_BYTES);
    str_add(t->out, "</p>\n</body>\n</html>\n");
}

static bool add_page(struct sheet *t, struct err *err) {
    str_add(t->out, head);
    element(t->out, "p class=\"marking\"", report_marking(t->o));
    add_session(t);
    if (!add_answers(t, err))
        return false;
    add_next(t);
    add_help(t);
    add_foot(t);
    return true;
}

static bool write_session(const struct report_opts *o, struct sheet *t, struct err *err) {
    struct report_opts with = *o;
    struct suppress *small = suppress_new(o->small);
    suppress_add(small, t->session);
    with.suppress = small;
    t->o = &with;
    bool ok = add_page(t, err);
    suppress_free(small);
    return ok;
}

bool school_write(const struct report_opts *o, const struct help *help, struct str *out,
                  struct err *err) {
    struct ledger *l = store_ledger(o->store, err);
    struct sheet t = {.ledger = l, .help = help, .today = date_of_wall(o->wall, NULL), .out = out};
    if (l == NULL)
        return false;
    t.session = ledger_find(l, o->session);
    bool ok = false;
    if (t.session == NULL)
        err_set(err, ERR_INPUT,
                "There is no session of that number: the sessions report has them in its column "
                "id.");
    else if (!session_took_place(t.session))
        err_set(err, ERR_INPUT, "This session has not taken place: there is nothing to tell yet.");
    else
        ok = write_session(o, &t, err);
    arena_free(&t.arena);
    ledger_free(l);
    return ok;
}
