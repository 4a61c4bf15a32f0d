/* Today: the staff side's home. The sessions of the day by their start, each opening with a tap. */
#include "screens/def.h"

#include "base/i18n.h"
#include "screens/common.h"
#include "screens/scanned.h"
#include "screens/words.h"

enum { SESSION = 1, ALL_DATES, LOCK, DATE, COORDINATOR, USB, MAKE, CARDS };

struct today_state {
    struct scanned scanned;
};

/* Who taps a session that is open wants to go on with it, and comes back over its page. */
static void go_to(const struct model *m, int64_t session, struct out *out) {
    const struct session *s = model_session(m, session);
    out_go_ref(out, "session", session);
    if (s != NULL && s->life == LIFE_OPEN)
        out_go_ref(out, "count", session);
}

static void today_update(void *state, const struct model *m, struct ui_msg msg, struct out *out) {
    struct today_state *st = state;
    if (scanned_update(&st->scanned, 0, m, msg, out))
        return;
    switch (msg.id) {
    case SESSION:
        go_to(m, msg.ref, out);
        break;
    case ALL_DATES:
        out_go(out, "find");
        break;
    case MAKE:
        out_go(out, "make");
        break;
    case LOCK:
        out_add(out, CMD_LOCK);
        break;
    case DATE:
        out_go(out, "date");
        break;
    case CARDS:
        out_go(out, "cards");
        break;
    case USB:
        out_go(out, "stick");
        break;
    case COORDINATOR:
        out_home(out, "coordinator");
        break;
    default:
        break;
    }
}

/* A session that is open belongs to today, whatever date it was planned for: it must be found
 * again. */
static bool is_for_today(const struct model *m, const struct session *s) {
    return s->life == LIFE_OPEN || date_compare(s->date, m->today) == 0;
}

static const struct session *next_session(const struct model *m) {
    for (size_t i = 0; i < m->ledger->sessions; i++) {
        const struct session *s = &m->ledger->session[i];
        if (s->date.year != 0 && date_compare(s->date, m->today) > 0)
            return s;
    }
    return NULL;
}

/* The date is too long for the bar of an upright screen, and too important to be cut. */
static void view_bar(const struct model *m, struct ui_build *b, struct ui_node *page) {
    struct arena *a = b->frame;
    const char *state = m->date_confirmed ? tr("date confirmed") : tr("date not confirmed");
    const char *date = words_join(a, words_date(a, m->today), state);
    bool wide = common_is_wide(b->env);
    struct ui_node *chips =
        ui_bar(b, page, &(struct ui_bar){.title = tr("Today"), .second = wide ? date : NULL});
    if (!wide) {
        struct ui_node *row = ui_col(b, page, 0);
        row->box.pad_x = 16;
        row->box.pad_y = 8;
        row->box.edge_bottom = 1;
        common_heading(b, row, date);
    }
    if (!m->date_confirmed)
        ui_chip(b, chips, "date", "calendar", tr("Confirm date"), NULL,
                (struct ui_msg){.id = DATE});
    ui_chip(b, chips, "all-dates", "find", tr("All dates"), NULL, (struct ui_msg){.id = ALL_DATES});
    ui_chip_solid(b, chips, "lock", NULL, tr("Lock"), (struct ui_msg){.id = LOCK});
}

static void view_nothing(const struct model *m, struct ui_build *b, struct ui_node *page) {
    const struct session *next = m->ledger != NULL ? next_session(m) : NULL;
    const char *words =
        tr("Look under All dates, or ask your coordinator to import the programme.");
    if (next != NULL)
        words =
            arena_printf(b->frame, tr("The next one is on %s."), words_date(b->frame, next->date));
    ui_empty(b, ui_main(b, page), "calendar",
             m->ledger != NULL ? tr("No sessions today") : tr("Opening the programme"), words);
}

/* The times have a column of their own as soon as one of the day is known. */
static bool has_times(const struct model *m) {
    for (size_t i = 0; i < m->ledger->sessions; i++)
        if (is_for_today(m, &m->ledger->session[i]) && m->ledger->session[i].starts >= 0)
            return true;
    return false;
}

static void view_list(const struct model *m, struct ui_build *b, struct ui_node *page) {
    struct ui_node *list = ui_scroll(b, page, "main");
    list->flags |= UI_GROW;
    bool times = has_times(m);
    for (int pass = 0; pass < 2; pass++) { /* what is open stands first */
        for (size_t i = 0; i < m->ledger->sessions; i++) {
            const struct session *s = &m->ledger->session[i];
            if (!is_for_today(m, s) || (s->life == LIFE_OPEN) != (pass == 0))
                continue;
            const char *lead = times ? "" : NULL;
            if (s->starts >= 0)
                lead = words_time(b->frame, s->starts);
            common_session_row(b, list, m, s, lead, (struct ui_msg){.id = SESSION});
        }
    }
}

static bool has_both_ways(const struct model *m) {
    return m->who == WHO_COORDINATOR && m->sticks > 0;
}

/* Where the foot must stack its buttons these two still share a line. */
static void view_ways(const struct model *m, struct ui_build *b, struct ui_node *foot) {
    struct ui_node *both = has_both_ways(m) ? ui_row(b, foot, 16) : foot, *desk = NULL;
    struct ui_node *usb = common_usb(b, both, m, (struct ui_msg){.id = USB});
    if (m->who == WHO_COORDINATOR)
        desk = ui_button(b, both, "coordinator", tr("Coordinator"),
                         (struct ui_msg){.id = COORDINATOR});
    if (usb != NULL && desk != NULL) {
        usb->flags |= UI_GROW;
        if (ui_is_large_text(b->env)) /* else their words would break */
            usb->box.pad_x = desk->box.pad_x = 12;
        desk->flags |= UI_GROW;
    }
}

static const char *foot_words(const struct model *m, struct arena *a) {
    const char *saved = tr("Nothing saved yet"), *exported = tr("nothing exported yet");
    if (m->saved > 0)
        saved = arena_printf(a, tr("%s saved"), words_number(a, m->saved));
    if (m->exported_n > 0)
        exported = arena_printf(a, tr("%s sessions exported"), words_number(a, m->exported_n));
    return words_join(a, saved, exported);
}

/* Three buttons need the room of the words, which a coordinator also finds on the desk. */
static void view_foot(const struct model *m, struct ui_build *b, struct ui_node *page) {
    enum { ROOMY = 1000 };
    struct ui_node *foot = ui_foot(b, page);
    if (!has_both_ways(m) || ui_logical_w(b->env) >= ROOMY)
        ui_foot_words(b, foot, foot_words(m, b->frame));
    view_ways(m, b, foot);
    ui_primary(b, foot, "make", tr("New session"), (struct ui_msg){.id = MAKE});
}

static bool has_any(const struct model *m) {
    for (size_t i = 0; m->ledger != NULL && i < m->ledger->sessions; i++)
        if (is_for_today(m, &m->ledger->session[i]))
            return true;
    return false;
}

/* One line, until somebody has checked them: visitors see no number of these. */
static void view_cards(const struct model *m, struct ui_build *b, struct ui_node *page) {
    unsigned long n = (unsigned long)model_help_stale(m);
    bool broken = m->help != NULL && m->help->complaints.len > 0;
    if (n == 0 && !broken)
        return;
    const char *words = tr("A help card cannot be used");
    if (n > 0)
        words = arena_printf(
            b->frame, tr_n("%lu help card needs a check", "%lu help cards need a check", n), n);
    struct ui_node *row = ui_list_row(b, page, "cards", words, (struct ui_msg){.id = CARDS});
    row->box.min_h = 56;
    row->box.fill = UI_warn_tint;
    ui_icon(b, row, "warn", 24)->ink = UI_warn;
    ui_text(b, row, UI_BODY, words)->flags |= UI_GROW;
    ui_icon(b, row, "chevron", 24)->ink = UI_soft;
}

static struct ui_node *today_view(const void *state, const struct model *m, struct ui_build *b) {
    const struct today_state *st = state;
    struct ui_page page = common_page(b, m);
    view_bar(m, b, page.body);
    if (m->notice[0] != '\0') {
        struct ui_node *notice = ui_col(b, page.body, 0);
        notice->box.pad_x = 16;
        notice->box.pad_y = 12;
        notice->box.align = UI_STRETCH;
        ui_banner(b, notice, UI_TONE_WAIT, tr("Please tell your coordinator"), m->notice);
    }
    view_cards(m, b, page.body);
    if (has_any(m))
        view_list(m, b, page.body);
    else
        view_nothing(m, b, page.body);
    view_foot(m, b, page.body);
    scanned_view(&st->scanned, m, b, &page);
    return page.root;
}

const struct screen_def screen_today = {
    .name = "today",
    .state_size = sizeof(struct today_state),
    .needs = WHO_STAFF,
    .scans = true,
    .update = today_update,
    .view = today_view,
};
