/* The dates of what was recorded. A kiosk without a battery is told the day at each start, and a
 * day that was told wrong stands on everything of that start. Here the coordinator sees the starts,
 * picks the wrong one, says on which day it really began, and all its records move together. */
#include "screens/def.h"

#include "base/i18n.h"
#include "screens/common.h"
#include "screens/steps.h"
#include "screens/words.h"

enum {
    BACK = 1,
    PICK, /* ref: number of the start */
    EDIT_DATE,
    STEP,
    MOVE
};

static const struct steps_ids step_ids = {.edit = EDIT_DATE, .step = STEP, .enter = MOVE};

struct dates_state {
    int64_t picked; /* number of a start; 0: the list */
    struct steps steps;
    bool loaded, busy, failed;
};

static const struct boot_view *find(const struct model *m, int64_t number) {
    for (size_t i = 0; i < m->boots; i++)
        if (m->boot[i].number == number)
            return &m->boot[i];
    return NULL;
}

/* ---- update ---- */

/* The start that runs has today's date, which is confirmed on a screen of its own. */
static void pick(struct dates_state *st, const struct model *m, int64_t number, struct out *out) {
    const struct boot_view *boot = find(m, number);
    if (boot == NULL)
        return;
    if (boot->running) {
        out_go(out, "date");
        return;
    }
    st->picked = number;
    st->failed = false;
    steps_show(&st->steps, boot->first);
}

static bool is_other_date(const struct dates_state *st, const struct model *m) {
    const struct boot_view *boot = find(m, st->picked);
    struct date d = steps_date(&st->steps);
    return boot != NULL && d.year != 0 && date_compare(d, boot->first) != 0;
}

static void move(struct dates_state *st, const struct model *m, struct out *out) {
    if (st->busy || !is_other_date(st, m))
        return;
    struct command *c = out_add(out, CMD_CORRECT_BOOT);
    c->ref = st->picked;
    c->date = steps_date(&st->steps);
    st->busy = true;
    st->failed = false;
}

static void dates_update(void *state, const struct model *m, struct ui_msg msg, struct out *out) {
    struct dates_state *st = state;
    switch (msg.id) {
    case BACK:
        if (st->picked == 0)
            out_back(out);
        st->picked = 0;
        break;
    case PICK:
        pick(st, m, msg.ref, out);
        break;
    case MOVE:
        move(st, m, out);
        break;
    case MSG_ENTERED:
        out_add(out, CMD_BOOTS);
        break;
    case MSG_BOOTS:
        st->loaded = true;
        break;
    case MSG_BOOT_CORRECTED:
        st->busy = false;
        st->picked = 0;
        break;
    case MSG_FAILED:
        st->failed = st->busy;
        st->busy = false;
        break;
    default:
        steps_update(&st->steps, &step_ids, m, msg);
        break;
    }
}

/* ---- view ---- */

static const char *span_words(const struct boot_view *boot, struct arena *a) {
    if (date_compare(boot->first, boot->last) == 0)
        return words_date(a, boot->first);
    return arena_printf(a, tr("%s to %s"), words_date_year(a, boot->first),
                        words_date_year(a, boot->last));
}

static const char *records_words(const struct boot_view *boot, struct arena *a) {
    unsigned long n = (unsigned long)boot->records;
    return arena_printf(a, tr_n("%lu record", "%lu records", n), n);
}

/* Later than a start that came after it, or than today: one of the two must be wrong. */
static bool is_out_of_order(const struct model *m, const struct boot_view *boot) {
    if (m->date_confirmed && date_compare(boot->last, m->today) > 0)
        return true;
    for (const struct boot_view *after = m->boot; after < boot; after++)
        if (date_compare(boot->last, after->first) > 0)
            return true;
    return false;
}

static void view_tag(const struct model *m, const struct boot_view *boot, struct ui_build *b,
                     struct ui_node *row) {
    if (is_out_of_order(m, boot))
        ui_tag(b, row, UI_TONE_STOP, tr("Cannot be right"));
    else if (!boot->confirmed)
        ui_tag(b, row, UI_TONE_WAIT, tr("Not confirmed"));
    else if (boot->running)
        ui_tag(b, row, UI_TONE_PLAN, tr("Now"));
}

static void view_row(const struct model *m, const struct boot_view *boot, struct ui_build *b,
                     struct ui_node *list) {
    struct arena *a = b->frame;
    const char *span = span_words(boot, a), *records = records_words(boot, a);
    struct ui_node *row =
        ui_list_row(b, list, arena_printf(a, "boot:%lld", (long long)boot->number),
                    words_join(a, span, records), (struct ui_msg){.id = PICK, .ref = boot->number});
    struct ui_node *words = ui_col(b, row, 2);
    words->flags |= UI_GROW;
    ui_text(b, words, UI_BODY_BOLD, span);
    ui_text(b, words, UI_SMALL, records)->ink = UI_soft;
    bool beside = common_is_wide(b->env) && !ui_is_large_text(b->env);
    view_tag(m, boot, b, beside ? row : ui_flow(b, words, 12));
}

static void view_list(const struct dates_state *st, const struct model *m, struct ui_build *b,
                      struct ui_node *page) {
    if (m->boots == 0) {
        ui_empty(b, ui_main(b, page), "calendar",
                 st->loaded ? tr("Nothing has been recorded yet") : tr("One moment"),
                 tr("Each start of the kiosk stands here with the dates of its records."));
        return;
    }
    struct ui_node *head = ui_col(b, page, 0);
    head->box.pad_x = 16;
    head->box.pad_y = 10;
    head->box.edge_bottom = 1;
    ui_text(b, head, UI_SMALL,
            tr("Each start of the kiosk, newest first. Tap the one whose date is wrong."))
        ->ink = UI_soft;
    struct ui_node *list = ui_scroll(b, page, "main");
    list->flags |= UI_GROW;
    for (size_t i = 0; i < m->boots; i++)
        view_row(m, &m->boot[i], b, list);
}

static void view_picked(const struct dates_state *st, const struct model *m,
                        const struct boot_view *boot, struct ui_build *b, struct ui_node *page) {
    struct arena *a = b->frame;
    unsigned long n = (unsigned long)boot->records;
    bool possible = steps_date(&st->steps).year != 0;
    steps_view(
        &st->steps,
        &(struct steps_page){
            .ids = step_ids,
            .fault = possible ? NULL : tr("There is no such day."),
            .words = arena_printf(
                a, tr_n("%lu record moves to this day.", "%lu records move together.", n), n),
            .model = m,
            .failed = st->failed},
        b, page);
    struct ui_node *foot = ui_foot(b, page);
    ui_space(b, foot);
    struct ui_node *go =
        ui_primary(b, foot, "move", tr("This is the right day"), (struct ui_msg){.id = MOVE});
    if (st->busy || !is_other_date(st, m))
        go->flags |= UI_DISABLED;
}

static struct ui_node *dates_view(const void *state, const struct model *m, struct ui_build *b) {
    const struct dates_state *st = state;
    struct ui_page page = common_page(b, m);
    const struct boot_view *boot = find(m, st->picked);
    struct ui_bar bar = {.title = tr("Dates of records"), .back = {.id = BACK}};
    if (boot != NULL) {
        bar.title = tr("On which day did it begin?");
        bar.second = arena_printf(b->frame, tr("Now under %s"), span_words(boot, b->frame));
        steps_bar(&st->steps, &bar, b);
    }
    ui_bar(b, page.body, &bar);
    if (boot != NULL)
        view_picked(st, m, boot, b, page.body);
    else
        view_list(st, m, b, page.body);
    return page.root;
}

const struct screen_def screen_dates = {
    .name = "dates",
    .state_size = sizeof(struct dates_state),
    .needs = WHO_COORDINATOR,
    .update = dates_update,
    .view = dates_view,
};
