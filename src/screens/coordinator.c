/* The coordinator's desk: take in the programme, take away the counts, work off what is to be put
 * right. */
#include "screens/def.h"

#include "base/i18n.h"
#include "base/str.h"
#include "screens/common.h"
#include "screens/plan_parts.h"
#include "screens/purge_words.h"
#include "screens/words.h"

enum {
    SESSIONS = 1,
    IMPORT,
    EXPORT,
    PUT_RIGHT,
    SETTINGS,
    LOCK,
    CANCEL,
    USB,
    TALLIES,
    DATES,
    FORMS,
    FEEDBACK,
    PLAN,
    TOTALS,
    PURGE
};

struct coordinator_state {
    bool exported, failed;
};

static void export(struct coordinator_state *st, const struct model *m, const char *report,
                   struct out *out) {
    if (m->job.running)
        return;
    STR_COPY(out_add(out, CMD_EXPORT)->text, report);
    st->exported = st->failed = false;
}

/* Where the tiles lead, and which report is written without leaving the desk. */
static const char *const ways[] = {
    [SESSIONS] = "today", [PLAN] = "plan",        [IMPORT] = "incoming", [PUT_RIGHT] = "complaints",
    [DATES] = "dates",    [FORMS] = "forms",      [TOTALS] = "totals",   [PURGE] = "purge",
    [USB] = "stick",      [SETTINGS] = "settings"};
static const char *const reports[] = {
    [EXPORT] = "sessions", [TALLIES] = "tallies", [FEEDBACK] = "feedback"};

static const char *of_table(const char *const *table, size_t n, int32_t id) {
    return id >= 0 && (size_t)id < n ? table[id] : NULL;
}

static void tap(struct coordinator_state *st, const struct model *m, int32_t id, struct out *out) {
    const char *way = of_table(ways, sizeof ways / sizeof *ways, id);
    const char *report = of_table(reports, sizeof reports / sizeof *reports, id);
    if (way != NULL)
        out_go(out, way);
    if (report != NULL)
        export(st, m, report, out);
}

static void coordinator_update(void *state, const struct model *m, struct ui_msg msg,
                               struct out *out) {
    struct coordinator_state *st = state;
    switch (msg.id) {
    case LOCK:
        out_add(out, CMD_LOCK);
        break;
    case CANCEL:
        out_add(out, CMD_CANCEL);
        break;
    case MSG_ENTERED:
        out_add(out, CMD_COMPLAINTS);
        out_add(out, CMD_OVERDUE);
        break;
    case MSG_EXPORTED:
        st->exported = true;
        break;
    case MSG_FAILED:
        st->failed = msg.arg == CMD_EXPORT;
        break;
    default:
        tap(st, m, msg.id, out);
        break;
    }
}

/* What cannot be used comes first: nobody looks for it otherwise. */
static const char *forms_words(const struct model *m, struct arena *a) {
    unsigned long bad = m->forms != NULL ? m->forms->troubles : 0,
                  n = m->forms != NULL ? m->forms->forms : 0;
    if (bad > 0)
        return arena_printf(a, tr_n("%lu cannot be used", "%lu cannot be used", bad), bad);
    return n > 0 ? arena_printf(a, tr_n("%lu form", "%lu forms", n), n) : tr("There is none");
}

static void view_tiles(const struct model *m, struct ui_build *b, struct ui_node *main) {
    struct arena *a = b->frame;
    unsigned long open = m->complaints.open;
    const char *to_do = tr("Nothing is waiting");
    if (open > 0)
        to_do =
            arena_printf(a, tr_n("%lu entry is waiting", "%lu entries are waiting", open), open);
    const char *last = tr("Nothing exported yet");
    if (m->exported_n > 0)
        last = arena_printf(a, tr("%s sessions last time"), words_number(a, m->exported_n));
    const struct common_tile tile[] = {
        {"sessions", "calendar", tr("Sessions"), tr("Today, and all dates"), {.id = SESSIONS}},
        {"plan", "list", tr("Plan"), tr("Updates and ratings"), {.id = PLAN}},
        {"import", "import", tr("Import"), tr("A file or a folder"), {.id = IMPORT}},
        {"export", "export", tr("Export counts"), last, {.id = EXPORT}},
        {"totals", "tally", tr("Totals"), tr("Today, for a phone"), {.id = TOTALS}},
        {"put-right", "warn", tr("To put right"), to_do, {.id = PUT_RIGHT}},
        {"dates", "clock", tr("Dates"), tr("When a start had the wrong day"), {.id = DATES}},
        {"forms", "speech", tr("Forms"), forms_words(m, a), {.id = FORMS}},
        {"settings", "settings", tr("Settings"), tr("Event, text size, sound"), {.id = SETTINGS}},
    };
    common_tiles(b, main, tile, sizeof tile / sizeof *tile);
}

/* The desk has no foot of its own: it comes with the stick. */
static void view_stick(const struct model *m, struct ui_build *b, struct ui_node *page) {
    if (m->sticks == 0)
        return;
    struct ui_node *foot = ui_foot(b, page);
    unsigned long n = m->sticks;
    const char *what = arena_printf(b->frame, tr("The stick %s is plugged in"), m->stick[0].name);
    if (n > 1)
        what = arena_printf(b->frame,
                            tr_n("%lu stick is plugged in", "%lu sticks are plugged in", n), n);
    struct ui_node *words = ui_text(b, foot, UI_BODY, what);
    words->flags |= UI_GROW | UI_LIVE;
    common_usb(b, foot, m, (struct ui_msg){.id = USB});
}

/* The counts lie there; what was tallied besides heads is a file of its own. */
static void view_exported(const struct model *m, struct ui_build *b, struct ui_node *main) {
    ui_banner(b, main, UI_TONE_GOOD, tr("The file is complete and safe to copy"), m->exported);
    bool tallies = m->tally_plan != NULL && m->tally_plan->groups > 0;
    if (!tallies && m->filled.counts == 0)
        return;
    struct ui_node *row = ui_flow(b, main, 8);
    if (tallies)
        ui_button(b, row, "tallies", tr("Export tallies"), (struct ui_msg){.id = TALLIES});
    if (m->filled.counts > 0)
        ui_button(b, row, "feedback", tr("Export feedback"), (struct ui_msg){.id = FEEDBACK});
}

static struct ui_node *coordinator_view(const void *state, const struct model *m,
                                        struct ui_build *b) {
    const struct coordinator_state *st = state;
    struct ui_page page = common_page(b, m);
    struct ui_node *chips = ui_bar(
        b, page.body,
        &(struct ui_bar){.title = tr("Coordinator"), .second = words_date(b->frame, m->today)});
    ui_chip_solid(b, chips, "lock", NULL, tr("Lock"), (struct ui_msg){.id = LOCK});
    struct ui_node *main = ui_main(b, page.body);
    common_failure(b, main, m, st->failed);
    if (st->exported)
        view_exported(m, b, main);
    if (m->notice[0] != '\0')
        ui_banner(b, main, UI_TONE_WAIT, tr("From the last start of the kiosk"), m->notice);
    struct lapses lapses = model_lapses(m, b->frame);
    plan_lapses(b, main, &lapses, true);
    purge_banner(b, main, m, (struct ui_msg){.id = PURGE});
    view_tiles(m, b, main);
    view_stick(m, b, page.body);
    common_job(b, m, &page, (struct ui_msg){.id = CANCEL});
    return page.root;
}

const struct screen_def screen_coordinator = {
    .name = "coordinator",
    .state_size = sizeof(struct coordinator_state),
    .needs = WHO_COORDINATOR,
    .update = coordinator_update,
    .view = coordinator_view,
};
