#include "screens/count_ask.h"

#include "base/i18n.h"
#include "base/str.h"
#include "screens/common.h"
#include "screens/words.h"

void count_ask_band(const struct model *m, struct ui_build *b, struct ui_page *page,
                    struct ui_msg pick, struct ui_msg away) {
    struct ui_node *dialog = ui_dialog(b, page, tr("Which group do you want to count?"), away);
    struct ui_node *flow = ui_flow(b, dialog, 10);
    const struct band *bands;
    size_t n = band_all(&bands);
    for (size_t i = 0; i < n; i++) {
        bool there = false;
        for (size_t k = 0; k < m->tape.bands; k++)
            if (str_eq(m->tape.band[k].key, bands[i].key))
                there = true;
        if (there)
            continue;
        ui_chip(b, flow, arena_printf(b->frame, "add:%s", bands[i].key), NULL, tr(bands[i].label),
                NULL, (struct ui_msg){.id = pick.id, .arg = (int)i});
    }
    struct ui_node *foot = ui_dialog_foot(b, dialog);
    ui_button(b, foot, "away", tr("Cancel"), away);
}

void count_ask_qualifier(const struct model *m, struct ui_build *b, struct ui_page *page,
                         struct ui_msg pick, struct ui_msg away) {
    static const enum qualifier choice[] = {COUNT_EXACT, COUNT_ABOUT, COUNT_AT_LEAST};
    struct ui_node *dialog = ui_dialog(b, page, tr("How sure is this number?"), away);
    for (size_t i = 0; i < sizeof choice / sizeof *choice; i++) {
        enum qualifier q = choice[i];
        ui_choice(b, dialog, arena_printf(b->frame, "qualifier:%d", (int)q), words_qualifier(q),
                  words_qualifier_means(q), m->tape.qualifier == q,
                  (struct ui_msg){.id = pick.id, .arg = (int)q});
    }
    struct ui_node *foot = ui_dialog_foot(b, dialog);
    ui_button(b, foot, "away", tr("Keep as it is"), away);
}

void count_ask_session(const struct model *m, struct ui_build *b, struct ui_page *page,
                       struct ui_msg pick, struct ui_msg away) {
    struct ui_node *dialog = ui_dialog(b, page, tr("Which session do you want to count?"), away);
    struct ui_node *list = ui_col(b, dialog, 0);
    list->box.align = UI_STRETCH;
    for (size_t i = 0; i < m->ledger->sessions; i++) {
        const struct session *s = &m->ledger->session[i];
        if (s->life == LIFE_OPEN && s->id != m->tape.session)
            common_session_row(b, list, m, s, NULL, pick);
    }
    struct ui_node *foot = ui_dialog_foot(b, dialog);
    ui_button(b, foot, "away", tr("Stay here"), away);
}
