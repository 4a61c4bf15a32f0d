#include "screens/taking.h"

#include <ctype.h>

#include "base/i18n.h"
#include "base/str.h"
#include "screens/common.h"
#include "screens/words.h"

enum {
    CHANGE, /* arg: enum taking_page */
    PERIOD, /* arg: enum period */
    EDIT_DATE,
    STEP,
    THIS_DAY,
    REPORT, /* arg: index in model.report */
    ALL,
    NONE,
    DONE,
    FORM, /* arg: enum taking_form */
    NAMES /* arg: 0 or 1 */
};

static const struct {
    const char *title, *second;
} forms[] = {
    [TAKING_BOOK] = {N_("Workbook, and a page to print"),
                     N_("Two files, each with every report: .xlsx and .html")},
    [TAKING_CSV] = {N_("CSV files"), N_("One file a report, for other programs")},
};

static const char *const periods[] = {
    [PERIOD_ALL] = N_("All dates"),
    [PERIOD_QUARTER] = N_("This quarter"),
    [PERIOD_LAST_QUARTER] = N_("Last quarter"),
    [PERIOD_YEAR] = N_("This financial year"),
    [PERIOD_DATES] = N_("Two dates"),
};

enum { FORMS = sizeof forms / sizeof *forms, PERIODS = sizeof periods / sizeof *periods };

/* What people call a report; one that is not here goes by its own name. */
static const struct {
    const char *name, *title, *second;
} reports[] = {
    {"sessions", N_("Sessions"), N_("One row a session, with totals")},
    {"summary", N_("Summary"), N_("Attendances by school, topic, quarter and more")},
    {"plan", N_("Action plan"), N_("Issue, action, owner, update, RAG")},
    {"tallies", N_("Tallies"), N_("What was counted besides heads")},
    {"register", N_("Register"), N_("How heads came in, without names")},
    {"feedback", N_("Feedback"), N_("What visitors chose")},
    {"shift", N_("What sessions changed"), N_("Answers of before and of now, in pairs")},
    {"safety", N_("Feelings of safety"), N_("By area and quarter, with police figures apart")},
    {"asb", N_("Anti-social behaviour"), N_("By area and quarter, with police figures apart")},
    {"quality", N_("Quality"), N_("What is missing, and what does not fit")},
};

/* ---- choosing ---- */

static uint32_t bit(int32_t report) {
    return 1u << (uint32_t)report;
}

static uint32_t all_of(const struct model *m) {
    return m->reports >= REPORTS_SHOWN ? UINT32_MAX : bit((int32_t)m->reports) - 1;
}

static void choose_period(struct taking_choices *t, const struct model *m, enum period p) {
    if (p != PERIOD_DATES) {
        t->period = p;
        t->page = TAKING_SUMMARY;
        return;
    }
    steps_show(&t->steps, t->from.year != 0 ? t->from : m->today);
    t->page = TAKING_FROM;
}

static bool is_possible(const struct taking_choices *t) {
    struct date d = steps_date(&t->steps);
    return d.year != 0 && (t->page == TAKING_FROM || date_compare(d, t->first) >= 0);
}

/* The period changes with the last day: going back from there leaves it as it was. */
static void take_day(struct taking_choices *t, const struct model *m) {
    struct date d = steps_date(&t->steps);
    if (!is_possible(t))
        return;
    if (t->page == TAKING_FROM) {
        t->first = d;
        steps_show(&t->steps, date_compare(m->today, d) > 0 ? m->today : d);
        t->page = TAKING_UNTIL;
        return;
    }
    t->from = t->first;
    t->until = d;
    t->period = PERIOD_DATES;
    t->page = TAKING_SUMMARY;
}

static struct steps_ids step_ids(int first) {
    return (struct steps_ids){
        .edit = first + EDIT_DATE, .step = first + STEP, .enter = first + THIS_DAY};
}

void taking_update(struct taking_choices *t, const struct model *m, struct ui_msg msg, int first) {
    const struct steps_ids ids = step_ids(first);
    switch (msg.id - first) {
    case CHANGE:
        t->page = (enum taking_page)msg.arg;
        break;
    case PERIOD:
        choose_period(t, m, (enum period)msg.arg);
        break;
    case THIS_DAY:
        take_day(t, m);
        break;
    case REPORT:
        t->without ^= bit(msg.arg);
        break;
    case ALL:
        t->without = 0;
        break;
    case NONE:
        t->without = all_of(m);
        break;
    case DONE:
        t->page = TAKING_SUMMARY;
        break;
    case FORM:
        t->form = (enum taking_form)msg.arg;
        t->page = TAKING_SUMMARY;
        break;
    case NAMES:
        t->names = msg.arg != 0;
        t->page = TAKING_SUMMARY;
        break;
    default:
        steps_update(&t->steps, &ids, m, msg);
        break;
    }
}

bool taking_back(struct taking_choices *t) {
    switch (t->page) {
    case TAKING_SUMMARY:
        return false;
    case TAKING_UNTIL:
        steps_show(&t->steps, t->first);
        t->page = TAKING_FROM;
        return true;
    case TAKING_FROM:
        t->page = TAKING_PERIOD;
        return true;
    case TAKING_PERIOD:
    case TAKING_REPORTS:
    case TAKING_FORMS:
    case TAKING_NAMES:
        t->page = TAKING_SUMMARY;
        return true;
    }
    BUG("a page that does not exist");
}

static void span_of(const struct taking_choices *t, enum period p, struct date today,
                    struct date *ret_from, struct date *ret_until) {
    if (p != PERIOD_DATES) {
        period_of(p, today, ret_from, ret_until);
        return;
    }
    *ret_from = t->from;
    *ret_until = t->until;
}

bool taking_of(const struct taking_choices *t, const struct model *m, struct taking *ret) {
    *ret = (struct taking){.without = t->without, .form = t->form, .names = t->names};
    span_of(t, t->period, m->today, &ret->from, &ret->until);
    return (t->without & all_of(m)) != all_of(m) || t->names;
}

/* ---- words ---- */

static const char *span_words(struct date from, struct date until, struct arena *a) {
    if (from.year == 0)
        return NULL;
    if (date_compare(from, until) == 0)
        return words_date_year(a, from);
    return arena_printf(a, tr("%s to %s"),
                        from.year == until.year ? words_date_short(a, from)
                                                : words_date_year(a, from),
                        words_date_year(a, until));
}

static const char *period_words(const struct taking_choices *t, const struct model *m,
                                struct arena *a) {
    struct date from, until;
    span_of(t, t->period, m->today, &from, &until);
    const char *span = span_words(from, until, a);
    if (t->period == PERIOD_DATES)
        return span;
    return words_join(a, tr(periods[t->period]), span != NULL ? span : "");
}

static const char *report_title(const char *name, const char **ret_second, struct arena *a) {
    *ret_second = NULL;
    for (size_t i = 0; i < sizeof reports / sizeof *reports; i++) {
        if (!str_eq(reports[i].name, name))
            continue;
        *ret_second = tr(reports[i].second);
        return tr(reports[i].title);
    }
    char *title = arena_strdup(a, name);
    title[0] = (char)toupper((unsigned char)title[0]);
    return title;
}

static const char *reports_words(const struct taking_choices *t, const struct model *m,
                                 struct arena *a) {
    const char *words = tr("None"), *second;
    unsigned n = 0;
    for (size_t i = 0; i < m->reports; i++) {
        if (t->without & bit((int32_t)i))
            continue;
        const char *title = report_title(m->report[i], &second, a);
        words = n++ == 0 ? title : arena_printf(a, tr("%s, %s"), words, title);
    }
    if (n == m->reports)
        return tr("All");
    return n <= 3 ? words : arena_printf(a, tr("%u of %u"), n, (unsigned)m->reports);
}

void taking_bar(const struct taking_choices *t, struct ui_bar *bar, struct ui_build *b) {
    static const char *const titles[] = {
        [TAKING_SUMMARY] = N_("What do you take away?"),
        [TAKING_PERIOD] = N_("Of which period?"),
        [TAKING_FROM] = N_("From which day on?"),
        [TAKING_UNTIL] = N_("Until which day?"),
        [TAKING_REPORTS] = N_("Which reports?"),
        [TAKING_FORMS] = N_("Which kind of file?"),
        [TAKING_NAMES] = N_("With names?"),
    };
    bar->title = tr(titles[t->page]);
    if (t->page == TAKING_FROM || t->page == TAKING_UNTIL)
        steps_bar(&t->steps, bar, b);
}

/* ---- view ---- */

static void row(struct ui_build *b, struct ui_node *card, const char *key, const char *term,
                const char *value, int first, enum taking_page page) {
    ui_summary(b, card, key, term, value, (struct ui_msg){.id = first + CHANGE, .arg = (int)page});
}

void taking_summary(const struct taking_choices *t, const struct model *m, int first,
                    struct ui_msg take, struct ui_build *b, struct ui_node *main,
                    struct ui_node *page) {
    struct arena *a = b->frame;
    struct taking what;
    bool any = taking_of(t, m, &what);
    if (t->names)
        ui_banner(b, main, UI_TONE_WAIT, tr("Names leave the kiosk unencrypted"),
                  tr("Whoever holds the stick can read them. Keep it locked away."));
    struct ui_node *card = common_card(b, main);
    row(b, card, "period", tr("Period"), period_words(t, m, a), first, TAKING_PERIOD);
    row(b, card, "reports", tr("Reports"), reports_words(t, m, a), first, TAKING_REPORTS);
    row(b, card, "form", tr("Files"), tr(forms[t->form].title), first, TAKING_FORMS);
    if (m->names_kept || t->names)
        row(b, card, "names", tr("Names"), t->names ? tr("In the register") : tr("Left out"), first,
            TAKING_NAMES);
    common_card_end(card);
    struct ui_node *foot = ui_foot(b, page);
    ui_text(b, foot, UI_SMALL,
            any ? tr("Into a new folder on the stick") : tr("Choose at least one report"))
        ->flags |= UI_GROW;
    struct ui_node *go = ui_primary(b, foot, "take", tr("Put it on the stick"), take);
    if (!any)
        go->flags |= UI_DISABLED;
}

static void view_periods(const struct taking_choices *t, const struct model *m, int first,
                         struct ui_build *b, struct ui_node *main) {
    struct arena *a = b->frame;
    for (int p = 0; p < PERIODS; p++) {
        struct date from, until;
        span_of(t, (enum period)p, m->today, &from, &until);
        const char *second = span_words(from, until, a);
        if (p == PERIOD_ALL)
            second = tr("Also sessions without a date");
        else if (p == PERIOD_DATES && t->period != PERIOD_DATES)
            second = tr("You choose the first and the last day");
        ui_choice(b, main, arena_printf(a, "period:%d", p), tr(periods[p]), second,
                  t->period == (enum period)p, (struct ui_msg){.id = first + PERIOD, .arg = p});
    }
}

static void view_day(const struct taking_choices *t, const struct model *m, int first,
                     struct ui_build *b, struct ui_node *page) {
    const char *fault = NULL, *words = NULL;
    if (steps_date(&t->steps).year == 0)
        fault = tr("There is no such day.");
    else if (!is_possible(t))
        fault = tr("It is before the first day.");
    else if (t->page == TAKING_UNTIL)
        words = arena_printf(b->frame, tr("From %s on"), words_date_year(b->frame, t->first));
    steps_view(
        &t->steps,
        &(struct steps_page){.ids = step_ids(first), .fault = fault, .words = words, .model = m}, b,
        page);
    struct ui_node *foot = ui_foot(b, page);
    ui_space(b, foot);
    struct ui_node *n =
        ui_primary(b, foot, "this-day", t->page == TAKING_FROM ? tr("Next") : tr("Take these days"),
                   (struct ui_msg){.id = first + THIS_DAY});
    if (fault != NULL)
        n->flags |= UI_DISABLED;
}

static void view_reports(const struct taking_choices *t, const struct model *m, int first,
                         struct ui_build *b, struct ui_node *main, struct ui_node *page) {
    for (size_t i = 0; i < m->reports; i++) {
        const char *second, *title = report_title(m->report[i], &second, b->frame);
        ui_choice(b, main, arena_printf(b->frame, "report:%s", m->report[i]), title, second,
                  !(t->without & bit((int32_t)i)),
                  (struct ui_msg){.id = first + REPORT, .arg = (int32_t)i});
    }
    struct ui_node *foot = ui_foot(b, page);
    ui_button(b, foot, "all", tr("All"), (struct ui_msg){.id = first + ALL});
    ui_button(b, foot, "none", tr("None"), (struct ui_msg){.id = first + NONE});
    ui_space(b, foot);
    ui_primary(b, foot, "done", tr("Done"), (struct ui_msg){.id = first + DONE});
}

static void view_forms(const struct taking_choices *t, int first, struct ui_build *b,
                       struct ui_node *main) {
    for (int i = 0; i < FORMS; i++)
        ui_choice(b, main, arena_printf(b->frame, "form:%d", i), tr(forms[i].title),
                  tr(forms[i].second), t->form == (enum taking_form)i,
                  (struct ui_msg){.id = first + FORM, .arg = i});
}

static void view_names(const struct taking_choices *t, int first, struct ui_build *b,
                       struct ui_node *main) {
    ui_choice(b, main, "names:0", tr("Without names"), tr("Reports count people, no more"),
              !t->names, (struct ui_msg){.id = first + NAMES, .arg = 0});
    ui_choice(b, main, "names:1", tr("The register with names, too"),
              tr("A file of its own, which anybody who has the stick can read"), t->names,
              (struct ui_msg){.id = first + NAMES, .arg = 1});
}

void taking_view(const struct taking_choices *t, const struct model *m, int first,
                 struct ui_build *b, struct ui_node *page) {
    if (t->page == TAKING_FROM || t->page == TAKING_UNTIL) {
        view_day(t, m, first, b, page);
        return;
    }
    struct ui_node *main = ui_main(b, page);
    if (t->page == TAKING_PERIOD)
        view_periods(t, m, first, b, main);
    else if (t->page == TAKING_REPORTS)
        view_reports(t, m, first, b, main, page);
    else if (t->page == TAKING_FORMS)
        view_forms(t, first, b, main);
    else if (t->page == TAKING_NAMES)
        view_names(t, first, b, main);
}
