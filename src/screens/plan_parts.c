#include "screens/plan_parts.h"

#include "base/i18n.h"
#include "base/str.h"
#include "screens/words.h"

enum { LAPSES_TOLD = 3 };

/* ---- a rating ---- */

static const struct look {
    const char *rag, *words, *icon;
    enum ui_colour ink, fill;
} looks[] = {
    {"Red", N_("Red"), "stop-sign", UI_stop, UI_stop_tint},
    {"Amber", N_("Amber"), "warn", UI_warn, UI_warn_tint},
    {"Green", N_("Green"), "tick", UI_act, UI_act_tint},
    {"", N_("Not set"), "minus", UI_plan, UI_plan_tint},
};

/* What the plan brought may be any word: it stands as it is. */
static const struct look *look_of(const char *rag) {
    size_t i = 0;
    while (i + 1 < sizeof looks / sizeof *looks && !str_eq(looks[i].rag, rag))
        i++;
    return &looks[i];
}

const char *plan_rag_words(const char *rag) {
    const struct look *look = look_of(rag);
    return look->rag[0] == '\0' && rag[0] != '\0' ? rag : tr(look->words);
}

struct ui_node *plan_rag(struct ui_build *b, struct ui_node *parent, const char *rag) {
    const struct look *look = look_of(rag);
    struct ui_node *tag = ui_row(b, parent, 6);
    tag->box.align = UI_CENTRE;
    tag->box.fill = look->fill;
    tag->box.radius = 6;
    tag->box.pad_x = 10;
    tag->box.pad_y = 4;
    ui_icon(b, tag, look->icon, 18)->ink = look->ink;
    struct ui_node *words = ui_text(b, tag, UI_TAG, plan_rag_words(rag));
    words->ink = look->ink;
    words->flags |= UI_WIDE_OK;
    return tag;
}

/* ---- what lapses ---- */

static const char *ahead_words(struct arena *a, const struct lapses *l) {
    unsigned long n = (unsigned long)(l->n - l->over);
    if (l->meeting)
        return arena_printf(a,
                            tr_n("%lu thing lapses before the next meeting",
                                 "%lu things lapse before the next meeting", n),
                            n);
    return arena_printf(a, tr_n("%lu thing lapses by %s", "%lu things lapse by %s", n), n,
                        words_date_short(a, l->until));
}

static const char *lapse_words(struct arena *a, const struct lapses *l) {
    unsigned long over = (unsigned long)l->over;
    const char *past =
        over > 0
            ? arena_printf(a, tr_n("%lu thing has lapsed", "%lu things have lapsed", over), over)
            : "";
    return words_join(a, l->n > l->over ? ahead_words(a, l) : "", past);
}

static const char *one_words(struct arena *a, const struct lapse *l, bool over) {
    const char *day = words_date_year(a, l->on), *code = l->of->action, *text = l->of->text;
    if (l->what == LAPSE_DUE)
        return over ? arena_printf(a, tr("%s was due %s: %s"), code, day, text)
                    : arena_printf(a, tr("%s due %s: %s"), code, day, text);
    return over ? arena_printf(a, tr("%s expired %s: %s"), code, day, text)
                : arena_printf(a, tr("%s expires %s: %s"), code, day, text);
}

/* The whole text stands on the action's page, which is two taps away. */
static void tell(struct ui_build *b, struct ui_node *words, const struct lapses *l) {
    struct arena *a = b->frame;
    for (size_t i = 0; i < l->n && i < LAPSES_TOLD; i++)
        ui_text(b, words, UI_BODY, one_words(a, &l->lapse[i], i < l->over))->flags |= UI_ELLIPSIS;
    if (l->n <= LAPSES_TOLD)
        return;
    unsigned long more = (unsigned long)(l->n - LAPSES_TOLD);
    ui_text(b, words, UI_BODY, arena_printf(a, tr_n("%lu more", "%lu more", more), more));
}

void plan_lapses(struct ui_build *b, struct ui_node *parent, const struct lapses *l, bool told) {
    if (l->n == 0)
        return;
    struct ui_node *box = ui_banner(b, parent, UI_TONE_WAIT, lapse_words(b->frame, l), NULL);
    if (told)
        tell(b, box->last->last, l); /* beside the icon */
}

static const char *tag_words(struct arena *a, const struct lapse *l, bool over) {
    const char *day = words_date_short(a, l->on);
    if (l->what == LAPSE_DUE)
        return over ? arena_printf(a, tr("Was due %s"), day) : arena_printf(a, tr("Due %s"), day);
    return over ? arena_printf(a, tr("Expired %s"), day) : arena_printf(a, tr("Expires %s"), day);
}

void plan_lapse_tags(struct ui_build *b, struct ui_node *parent, const struct lapses *l,
                     const char *action) {
    for (size_t i = 0; i < l->n; i++)
        if (str_eq(l->lapse[i].of->action, action))
            ui_tag(b, parent, i < l->over ? UI_TONE_STOP : UI_TONE_WAIT,
                   tag_words(b->frame, &l->lapse[i], i < l->over));
}
