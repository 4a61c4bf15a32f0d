#include "screens/purge_words.h"

#include "base/i18n.h"
#include "screens/common.h"
#include "screens/words.h"

bool purge_is_due(const struct model *m, enum keep_class c) {
    return m->overdue[c].n > 0 || m->overdue[c].sessions > 0;
}

const char *purge_words(struct arena *a, const struct model *m, enum keep_class c) {
    const struct overdue_view *x = &m->overdue[c];
    const char *day = words_date_year(a, x->before);
    unsigned long n = (unsigned long)(c == KEEP_ENVELOPES ? x->n : x->sessions);
    switch (c) {
    case KEEP_NAMES:
        return arena_printf(
            a, tr_n("Names of %lu session before %s", "Names of %lu sessions before %s", n), n,
            day);
    case KEEP_DRAFTS:
        return arena_printf(a,
                            tr_n("Unfinished forms of %lu session before %s",
                                 "Unfinished forms of %lu sessions before %s", n),
                            n, day);
    case KEEP_ENVELOPES:
        return arena_printf(
            a, tr_n("%lu envelope from before %s", "%lu envelopes from before %s", n), n, day);
    case KEEP_CLASSES:
        break;
    }
    return "";
}

/* The button stands beside the words where there is room, and else below them. */
static struct ui_node *place(struct ui_build *b, struct ui_node *row, struct ui_node *words) {
    if (!common_is_wide(b->env) || ui_is_large_text(b->env))
        return ui_flow(b, words, 8);
    words->flags |= UI_GROW;
    row->box.align = UI_CENTRE;
    return row;
}

void purge_banner(struct ui_build *b, struct ui_node *parent, const struct model *m,
                  struct ui_msg tap) {
    struct ui_node *row = NULL, *words = NULL;
    for (int c = 0; c < KEEP_CLASSES; c++) {
        if (!purge_is_due(m, (enum keep_class)c))
            continue;
        if (row == NULL) {
            row = ui_banner(b, parent, UI_TONE_WAIT, tr("Kept long enough"), NULL)->last;
            words = row->last; /* beside the icon */
        }
        ui_text(b, words, UI_BODY, purge_words(b->frame, m, (enum keep_class)c));
    }
    if (row != NULL)
        ui_button(b, place(b, row, words), "purge", tr("Delete\u2026"), tap);
}
