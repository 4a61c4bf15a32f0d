#include "screens/steps.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "screens/common.h"
#include "screens/scanned.h"
#include "screens/words.h"

void steps_show(struct steps *s, struct date d) {
    const int value[STEPS_PARTS] = {d.day, d.month, d.year};
    for (int i = 0; i < STEPS_PARTS; i++)
        snprintf(s->text[i], sizeof s->text[i], "%d", value[i]);
}

struct date steps_date(const struct steps *s) {
    long value[STEPS_PARTS];
    for (int i = 0; i < STEPS_PARTS; i++) {
        char *end = NULL;
        value[i] = strtol(s->text[i], &end, 10);
        if (s->text[i][0] == '\0' || *end != '\0')
            return (struct date){0};
    }
    if (value[STEPS_DAY] > 31 || value[STEPS_MONTH] > 12 || value[STEPS_YEAR] < 1900)
        return (struct date){0};
    struct date d = {(int16_t)value[STEPS_YEAR], (int8_t)value[STEPS_MONTH],
                     (int8_t)value[STEPS_DAY]};
    return value[STEPS_YEAR] < 10000 && date_valid(d) ? d : (struct date){0};
}

/* A month on from 31 January is the last day of February. */
static struct date step_month(struct date d, int by) {
    int month = d.year * 12 + d.month - 1 + by;
    struct date to = {(int16_t)(month / 12), (int8_t)(month % 12 + 1), d.day};
    while (to.day > 28 && !date_valid(to))
        to.day--;
    return to;
}

/* From `otherwise` when there is no date to step from. */
static void step(struct steps *s, int32_t arg, struct date otherwise) {
    struct date d = steps_date(s);
    int by = arg % 2 == 1 ? 1 : -1;
    if (d.year == 0)
        d = otherwise;
    else if (arg / 2 == STEPS_DAY)
        d = date_from_days(date_to_days(d) + by);
    else
        d = step_month(d, arg / 2 == STEPS_MONTH ? by : 12 * by);
    steps_show(s, d);
}

static void edit(struct steps *s, struct ui_msg msg) {
    if (msg.arg < 0 || msg.arg >= STEPS_PARTS)
        return;
    common_take(s->text[msg.arg], sizeof s->text[msg.arg], msg);
    s->edited = (enum steps_part)msg.arg;
}

void steps_update(struct steps *s, const struct steps_ids *ids, const struct model *m,
                  struct ui_msg msg) {
    if (msg.id == ids->edit)
        edit(s, msg);
    else if (msg.id == ids->step)
        step(s, msg.arg, m->today);
}

void steps_cut(struct steps *s, const char *code) {
    scanned_cut_digits(s->text[s->edited], sizeof s->text[s->edited], code);
}

static void view_part(const struct steps *s, const struct steps_ids *ids, enum steps_part part,
                      struct ui_build *b, struct ui_node *parent) {
    static const struct {
        const char *key, *label, *less, *more;
    } words[STEPS_PARTS] = {{"day", N_("Day"), N_("One day back"), N_("One day on")},
                            {"month", N_("Month"), N_("One month back"), N_("One month on")},
                            {"year", N_("Year"), N_("One year back"), N_("One year on")}};
    struct arena *a = b->frame;
    struct ui_node *row = ui_row(b, parent, ui_is_large_text(b->env) ? 6 : 8);
    row->box.align = UI_CENTRE;
    struct ui_node *label = ui_text(b, row, UI_BODY, tr(words[part].label));
    label->box.w = ui_is_large_text(b->env) ? 96 : 80;
    const char *sign[2] = {"minus", "plus"};
    for (int up = 0; up < 2; up++) {
        if (up == 1) {
            struct ui_node *field =
                ui_field(b, row,
                         &(struct ui_field){.key = words[part].key,
                                            .value = s->text[part],
                                            .edit = {.id = ids->edit, .arg = (int)part},
                                            .enter = {.id = ids->enter},
                                            .numeric = true});
            field->parent->flags |= UI_GROW;
            field->label = tr(words[part].label);
        }
        struct ui_node *n =
            common_bare_button(b, row, arena_printf(a, "%s-%s", words[part].key, sign[up]),
                               tr(up == 1 ? words[part].more : words[part].less),
                               (struct ui_msg){.id = ids->step, .arg = (int)part * 2 + up});
        n->flags |= UI_REPEAT;
        n->box.w = 64;
        n->box.pad_x = 0;
        ui_icon(b, n, sign[up], 28);
    }
}

const char *steps_words(struct date d, struct arena *a) {
    return d.year != 0 ? words_date(a, d) : tr("No such day");
}

static void view_fault(const char *fault, struct ui_build *b, struct ui_node *parent) {
    struct ui_node *row = ui_row(b, parent, 8);
    ui_icon(b, row, "stop-sign", 22)->ink = UI_stop;
    struct ui_node *why = ui_text(b, row, UI_SMALL, fault);
    why->ink = UI_stop;
    why->flags |= UI_GROW | UI_LIVE;
}

void steps_view(const struct steps *s, const struct steps_page *p, struct ui_build *b,
                struct ui_node *page) {
    struct ui_node *pad, *column = common_beside_pad(b, page, &pad);
    column->box.gap = 8;
    common_failure(b, column, p->model, p->failed);
    if (!ui_is_large_text(b->env)) {
        struct ui_node *words = ui_text(b, column, UI_TILE, steps_words(steps_date(s), b->frame));
        words->flags |= UI_HEADING | UI_LIVE;
        words->key = "date";
    }
    if (p->fault != NULL)
        view_fault(p->fault, b, column);
    for (int part = 0; part < STEPS_PARTS; part++)
        view_part(s, &p->ids, (enum steps_part)part, b, column);
    if (p->fault == NULL && p->words != NULL)
        ui_text(b, column, UI_SMALL, p->words)->ink = UI_soft;
}

void steps_bar(const struct steps *s, struct ui_bar *bar, struct ui_build *b) {
    if (!ui_is_large_text(b->env))
        return;
    bar->second = bar->title;
    bar->title = steps_words(steps_date(s), b->frame);
}
