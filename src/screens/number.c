#include "screens/number.h"

#include <stdlib.h>

#include "base/i18n.h"
#include "screens/common.h"

bool number_typed(const char *typed, long least, long most, long *ret_n) {
    char *end = NULL;
    long n = strtol(typed, &end, 10);
    if (typed[0] == '\0' || *end != '\0' || n < least || n > most)
        return false;
    *ret_n = n;
    return true;
}

void number_dialog(struct ui_build *b, struct ui_page *page, const struct number_dialog *d) {
    struct ui_node *dialog = ui_dialog(b, page, d->title, d->away);
    bool wide = common_is_wide(b->env);
    struct ui_node *both = wide ? ui_row(b, dialog, 24) : ui_col(b, dialog, 12);
    both->box.align = UI_STRETCH;
    struct ui_node *words = ui_col(b, both, 12);
    words->box.align = UI_STRETCH;
    words->flags |= UI_GROW;
    ui_field(b, words,
             &(struct ui_field){.key = "field",
                                .label = d->label,
                                .value = d->typed,
                                .edit = d->edit,
                                .enter = d->set,
                                .numeric = true,
                                .autofocus = true});
    ui_text(b, words, UI_SMALL, d->words)->ink = UI_soft;
    if (wide)
        ui_space(b, words);
    struct ui_node *foot = ui_dialog_foot(b, words);
    if (!wide)
        ui_pad(b, both);
    ui_button(b, foot, "away", tr("Cancel"), d->away);
    struct ui_node *set = ui_primary(b, foot, "set", tr("Set"), d->set);
    long n;
    if (!number_typed(d->typed, d->least, d->most, &n))
        set->flags |= UI_DISABLED;
    if (wide) {
        struct ui_node *pad = ui_pad(b, both);
        pad->box.w = 264;
    }
}
