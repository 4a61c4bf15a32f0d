#include "screens/when.h"

#include "base/i18n.h"
#include "screens/common.h"
#include "screens/words.h"

enum {
    NOW,
    NO_TIME,
    HOUR /* arg: hour */,
    MINUTE /* arg: minute */,
    TODAY,
    OTHER_DAY,
    EDIT_DATE,
    STEP,
    THIS_DAY
};

void when_init(struct when *w, const struct model *m) {
    *w = (struct when){.day = m->today, .starts = (int16_t)m->minute};
}

static void set_time(struct when *w, const struct model *m, int what, int arg) {
    int now = w->starts >= 0 ? w->starts : m->minute;
    if (what == NOW)
        now = m->minute;
    else if (what == HOUR)
        now = arg * 60 + (w->starts >= 0 ? now % 60 / 15 * 15 : 0);
    else if (what == MINUTE)
        now = now / 60 * 60 + arg;
    w->starts = (int16_t)(what == NO_TIME ? -1 : now);
}

/* The minute of this very moment says nothing of another day. */
static void set_day(struct when *w, const struct model *m, struct date day) {
    bool was_now = date_compare(w->day, m->today) == 0 && w->starts == m->minute;
    if (day.year == 0)
        return;
    w->day = day;
    w->picking = false;
    if (was_now && date_compare(day, m->today) != 0)
        w->starts = -1;
}

static struct steps_ids step_ids(int first) {
    return (struct steps_ids){
        .edit = first + EDIT_DATE, .step = first + STEP, .enter = first + THIS_DAY};
}

void when_update(struct when *w, const struct model *m, struct ui_msg msg, int first) {
    const struct steps_ids ids = step_ids(first);
    int what = msg.id - first;
    switch (what) {
    case NOW:
    case NO_TIME:
    case HOUR:
    case MINUTE:
        set_time(w, m, what, msg.arg);
        break;
    case TODAY:
        set_day(w, m, m->today);
        break;
    case OTHER_DAY:
        steps_show(&w->steps, w->day);
        w->picking = true;
        break;
    case THIS_DAY:
        set_day(w, m, steps_date(&w->steps));
        break;
    default:
        steps_update(&w->steps, &ids, m, msg);
        break;
    }
}

static void chip(struct ui_build *b, struct ui_node *flow, const char *key, const char *label,
                 bool chosen, struct ui_msg tap) {
    struct ui_node *n = ui_chip(b, flow, key, NULL, label, NULL, tap);
    if (chosen)
        n->flags |= UI_CHECKED;
}

void when_view(const struct when *w, const struct model *m, int first, struct ui_build *b,
               struct ui_node *main) {
    struct arena *a = b->frame;
    bool today = date_compare(w->day, m->today) == 0;
    struct ui_node *flow = ui_flow(b, main, 8);
    chip(b, flow, "today", tr("Today"), today, (struct ui_msg){.id = first + TODAY});
    chip(b, flow, "other-day", today ? tr("Another day") : words_date(a, w->day), !today,
         (struct ui_msg){.id = first + OTHER_DAY});
    if (today)
        chip(b, flow, "now", arena_printf(a, tr("Now, %s"), words_time(a, m->minute)),
             w->starts == m->minute, (struct ui_msg){.id = first + NOW});
    chip(b, flow, "no-time", tr("No time"), w->starts < 0, (struct ui_msg){.id = first + NO_TIME});
    flow = ui_flow(b, main, 8);
    for (int hour = 7; hour <= 21; hour++)
        chip(b, flow, arena_printf(a, "hour:%d", hour), arena_printf(a, "%02d", hour),
             w->starts >= 0 && w->starts / 60 == hour,
             (struct ui_msg){.id = first + HOUR, .arg = hour});
    flow = ui_flow(b, main, 8);
    for (int minute = 0; minute < 60; minute += 15)
        chip(b, flow, arena_printf(a, "minute:%d", minute), arena_printf(a, ":%02d", minute),
             w->starts >= 0 && w->starts % 60 == minute,
             (struct ui_msg){.id = first + MINUTE, .arg = minute});
}

void when_view_day(const struct when *w, const struct model *m, int first, struct ui_build *b,
                   struct ui_node *page) {
    struct date d = steps_date(&w->steps);
    const char *words = tr("It is today.");
    if (d.year != 0 && date_compare(d, m->today) < 0)
        words = tr("It has taken place: reports say that it was made afterwards.");
    else if (d.year != 0 && date_compare(d, m->today) > 0)
        words = tr("It is still to come.");
    steps_view(&w->steps, &(struct steps_page){.ids = step_ids(first), .words = words, .model = m},
               b, page);
    struct ui_node *foot = ui_foot(b, page);
    ui_space(b, foot);
    struct ui_node *n = ui_primary(b, foot, "this-day", tr("Take this day"),
                                   (struct ui_msg){.id = first + THIS_DAY});
    if (d.year == 0)
        n->flags |= UI_DISABLED;
}

const char *when_words(const struct when *w, struct arena *a) {
    return words_join(a, words_date(a, w->day), w->starts >= 0 ? words_time(a, w->starts) : "");
}
