/* Today in a few lines, and the same as a code that a phone takes along: for who must say tonight
 * how many there were, long before any file is copied. Sums only, and no small ones. */
#include "screens/def.h"

#include "base/i18n.h"
#include "base/str.h"
#include "screens/common.h"
#include "screens/words.h"
#include "ui/qr.h"

enum { BACK = 1 };

enum { LINES_MAX = 24, CODE = 388, EDGE_X = 24, EDGE_Y = 10 };

struct totals_state {
    bool loaded, failed;
};

static void totals_update(void *state, const struct model *m, struct ui_msg msg, struct out *out) {
    (void)m;
    struct totals_state *st = state;
    switch (msg.id) {
    case BACK:
        out_back(out);
        break;
    case MSG_ENTERED:
        out_add(out, CMD_TOTALS);
        st->loaded = st->failed = false;
        break;
    case MSG_TOTALS:
        st->loaded = true;
        break;
    case MSG_FAILED:
        st->failed = msg.arg == CMD_TOTALS;
        break;
    default:
        break;
    }
}

/* The code stands beside the words where there is room for both, else above them: whole, as a phone
 * must see it. */
static bool is_roomy(const struct ui_env *env) {
    return common_is_wide(env) && !ui_is_large_text(env);
}

static void view_lines(const struct model *m, struct ui_build *b, struct ui_node *words) {
    char *line[LINES_MAX];
    size_t n = str_split(arena_strdup(b->frame, m->totals), '\n', line, LINES_MAX);
    for (size_t i = 0; i < n; i++)
        ui_text(b, words, i == 0 ? UI_BODY_BOLD : UI_BODY, line[i]);
    ui_text(b, words, UI_SMALL, tr("Point a phone at the code to take these lines with you."))
        ->ink = UI_soft;
}

static void view_code(const struct model *m, struct ui_build *b, struct ui_node *parent) {
    struct ui_node *plate = ui_col(b, parent, 0);
    plate->box.edge = UI_line;
    plate->box.radius = 16;
    ui_qr(b, plate, tr("QR code of these lines"), arena_strdup(b->frame, m->totals), CODE)
        ->box.radius = 14; /* inside the line around it */
}

static void view_totals(const struct model *m, struct ui_build *b, struct ui_node *page) {
    bool roomy = is_roomy(b->env);
    struct ui_node *both = page;
    if (roomy) {
        both = ui_row(b, page, 0);
        both->flags |= UI_GROW;
        both->box.align = UI_STRETCH;
    }
    struct ui_node *words = ui_scroll(b, both, "main");
    words->flags |= UI_GROW;
    words->box.pad_x = EDGE_X;
    words->box.pad_y = EDGE_Y;
    words->box.gap = 12;
    if (roomy)
        view_lines(m, b, words);
    struct ui_node *beside = roomy ? ui_col(b, both, 0) : ui_row(b, words, 0);
    beside->box.pad_x = roomy ? EDGE_X / 2 : 0;
    beside->box.pad_y = roomy ? EDGE_Y : 0;
    view_code(m, b, beside);
    if (!roomy)
        view_lines(m, b, words);
}

static struct ui_node *totals_view(const void *state, const struct model *m, struct ui_build *b) {
    const struct totals_state *st = state;
    struct ui_page page = common_page(b, m);
    ui_bar(b, page.body,
           &(struct ui_bar){.title = tr("Today\u2019s totals"),
                            .second = words_date(b->frame, m->today),
                            .back = {.id = BACK}});
    if (st->failed)
        common_failure(b, ui_main(b, page.body), m, true);
    else if (!st->loaded)
        ui_text(b, ui_main(b, page.body), UI_BODY, tr("One moment"))->ink = UI_soft;
    else if (m->totals[0] == '\0')
        ui_empty(b, ui_main(b, page.body), "calendar", tr("No session took place today"),
                 tr("What is counted today stands here, for a phone to take along."));
    else
        view_totals(m, b, page.body);
    return page.root;
}

const struct screen_def screen_totals = {
    .name = "totals",
    .state_size = sizeof(struct totals_state),
    .needs = WHO_COORDINATOR,
    .update = totals_update,
    .view = totals_view,
};
