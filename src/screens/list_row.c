#include "screens/list_row.h"

#include <string.h>

#include "base/i18n.h"
#include "base/utf8.h"
#include "screens/common.h"

enum {
    PIECES_MAX = 28, /* characters of a name that is drawn in pieces */
    BESIDE_MAX = 36  /* of one that has its organisation on the same line */
};

/* A piece of a name keeps the blanks at its ends, which would be cut as those of a line are. */
static const char *piece(struct arena *a, const char *name, size_t from, size_t to) {
    static const char blank[] = "\u00a0";
    bool before = name[from] == ' ', behind = to - from > 1 && name[to - 1] == ' ';
    return arena_printf(a, "%s%.*s%s", before ? blank : "", (int)(to - from - before - behind),
                        name + from + before, behind ? blank : "");
}

/* What was found of the name stands in bold. A long name must wrap and so is drawn in one piece. */
static void view_name(const struct people_hit *hit, struct ui_build *b, struct ui_node *parent,
                      size_t whole) {
    const char *name = hit->person->name;
    size_t most = ui_is_large_text(b->env) || ui_is_portrait(b->env) ? PIECES_MAX / 2 : PIECES_MAX;
    size_t length = utf8_len(name);
    if (hit->bolds == 0 || length > most) {
        struct ui_node *n = ui_text(b, parent, UI_BODY, name);
        n->flags |= length <= whole ? UI_WIDE_OK : 0u;
        return;
    }
    struct ui_node *row = ui_row(b, parent, 0);
    size_t at = 0, end = strlen(name);
    for (size_t i = 0; i <= hit->bolds; i++) {
        size_t from = i < hit->bolds ? hit->bold[i].from : end;
        if (from > at)
            ui_text(b, row, UI_BODY, piece(b->frame, name, at, from))->flags |= UI_WIDE_OK;
        if (i == hit->bolds)
            break;
        at = hit->bold[i].to;
        ui_text(b, row, UI_BODY_BOLD, piece(b->frame, name, from, at))->flags |= UI_WIDE_OK;
    }
}

/* The organisation stands below the name, and behind it in a low row that has room for both. */
static void view_words(const struct people_hit *hit, bool low, struct ui_build *b,
                       struct ui_node *row) {
    bool beside = low && common_is_wide(b->env) && !ui_is_large_text(b->env);
    struct ui_node *words = beside ? ui_row(b, row, 12) : ui_col(b, row, low ? 0 : 2);
    words->flags |= UI_GROW;
    words->box.align = beside ? UI_CENTRE : UI_START;
    view_name(hit, b, words, beside ? BESIDE_MAX : 0);
    if (hit->person->organisation[0] == '\0')
        return;
    struct ui_node *from = ui_text(b, words, UI_SMALL, hit->person->organisation);
    from->ink = UI_soft;
    from->flags |= beside ? UI_GROW | UI_ELLIPSIS : 0u;
}

static void view_button(const struct person *p, bool low, struct ui_build *b, struct ui_node *row,
                        struct ui_msg tap) {
    struct ui_node *in =
        ui_primary(b, row, arena_printf(b->frame, "in:%s", p->id), tr("Check in"), tap);
    in->value = p->name;
    if (!low)
        return;
    in->box.min_h = ui_is_large_text(b->env) ? 60 : LIST_ROW_LOW - 4;
    in->box.pad_y = 4;
}

struct ui_node *list_row_here(struct ui_build *b, struct ui_node *list, const char *entry,
                              const char *name, const struct tape_mark *mark, struct ui_msg tap) {
    tap.id = mark != NULL ? tap.id : 0;
    tap.ref = mark != NULL ? mark->seq : 0;
    struct ui_node *row = ui_list_row(b, list, arena_printf(b->frame, "here:%s", entry), name, tap);
    row->box.fill = UI_act_tint;
    row->value = tr("Here");
    return row;
}

void list_row_tick(struct ui_build *b, struct ui_node *row, bool saved) {
    struct ui_node *here = ui_row(b, row, 8);
    ui_icon(b, here, saved ? "tick" : "clock", 24)->ink = saved ? UI_act : UI_soft;
    struct ui_node *words = ui_text(b, here, UI_LABEL, tr("Here"));
    words->flags |= UI_WIDE_OK | (saved ? 0u : UI_PENDING);
    words->ink = UI_act;
}

void list_row_person(struct ui_build *b, struct ui_node *list, const struct model *m,
                     const struct people_hit *hit, bool low, const struct list_taps *taps) {
    const struct person *p = hit->person;
    const struct tape_mark *mark = model_here(m, p->id);
    bool arriving = model_is_arriving(m, p->id);
    bool here = arriving || (mark != NULL && !model_is_leaving(m, mark->seq));
    struct ui_node *row =
        here ? list_row_here(b, list, p->id, p->name, arriving ? NULL : mark, taps->here)
             : ui_list_row(b, list, NULL, NULL, (struct ui_msg){0});
    if (low) {
        row->box.min_h = LIST_ROW_LOW;
        row->box.pad_y = 2;
    }
    view_words(hit, low, b, row);
    if (here)
        list_row_tick(b, row, !arriving);
    else
        view_button(p, low, b, row, taps->in);
}
