#include "screens/said.h"

#include "base/i18n.h"
#include "screens/words.h"

static const char *part(struct arena *a, const char *words, size_t n, const char *before) {
    if (n == 0)
        return before;
    const char *one = arena_printf(a, "%zu %s", n, words);
    return before[0] == '\0' ? one : arena_printf(a, tr("%s, %s"), before, one);
}

const char *said_headline(const struct said_rows *rows, struct arena *a) {
    const char *parts = part(a, tr("new"), rows->added, "");
    parts = part(a, tr("changed"), rows->changed, parts);
    parts = part(a, tr("as before"), rows->same, parts);
    parts = part(a, tr("seen twice"), rows->merged, parts);
    unsigned long n = rows->rows;
    const char *all = arena_printf(a, tr_n("%lu row", "%lu rows", n), n);
    return parts[0] == '\0' ? all : arena_printf(a, tr("%s: %s"), all, parts);
}

void said_line(struct ui_build *b, struct ui_node *card, bool error, const char *what, int line,
               const char *below) {
    struct ui_node *row = ui_row(b, card, 12);
    row->box.align = UI_START;
    row->box.pad_x = 16;
    row->box.pad_y = 12;
    row->box.edge_bottom = 1;
    ui_icon(b, row, error ? "stop-sign" : "warn", 24)->ink = error ? UI_stop : UI_warn;
    struct ui_node *words = ui_col(b, row, 2);
    words->flags |= UI_GROW;
    ui_text(b, words, UI_BODY, what);
    const char *where = line > 0 ? arena_printf(b->frame, tr("Line %d"), line) : tr("Whole file");
    ui_text(b, words, UI_SMALL, words_join(b->frame, where, below))->ink = UI_soft;
}

void said_more(struct ui_build *b, struct ui_node *parent, size_t all, size_t shown) {
    if (shown < all)
        ui_text(b, parent, UI_SMALL, arena_printf(b->frame, tr("and %d more"), (int)(all - shown)));
}
