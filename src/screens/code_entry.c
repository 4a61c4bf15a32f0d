/* Typing a code. The pad is the rule, because a thumb finds digits without looking; the keyboard is there
 * for who prefers a sentence. */
#include "screens/code_entry.h"

#include "base/i18n.h"
#include "screens/common.h"

static void entry_words(struct ui_build *b, struct ui_node *parent, const struct code_entry *e) {
    struct ui_node *title = ui_text(b, parent, e->letters ? UI_TILE : UI_TITLE, e->title);
    title->flags |= UI_HEADING;
    if (!e->letters && e->words[0] != '\0') ui_text(b, parent, UI_BODY, e->words)->ink = UI_soft;
    ui_field(b, parent,
                                     &(struct ui_field){.key = "field",
                                                        .label = e->label,
                                                        .value = e->text,
                                                        .error = e->error,
                                                        .edit = e->edit,
                                                        .enter = e->enter,
                                                        .masked = true,
                                                        .numeric = !e->letters,
                                                        .autofocus = true});
    if (e->blocked != NULL) ui_banner(b, parent, UI_TONE_WAIT, e->blocked, "");
}

static void disable_keys(struct ui_node *n) {
    if (n->kind == UI_BUTTON) n->flags |= UI_DISABLED;
    for (struct ui_node *c = n->first; c != NULL; c = c->next) disable_keys(c);
}

void code_entry(struct ui_build *b, struct ui_node *page, const struct code_entry *e) {
    struct ui_node *main = ui_main(b, page);
    const char *swap = e->letters ? tr("Use the number pad") : tr("Use a passphrase");
    if (e->letters) {
        entry_words(b, main, e);
        ui_quiet(b, main, "swap", swap, e->swap);
        struct ui_node *keys = ui_keyboard(b, page, e->go, e->enter);
        if (e->blocked != NULL || e->busy) disable_keys(keys);
        return;
    }
    bool wide = common_is_wide(b->env);
    struct ui_node *both = wide ? ui_row(b, main, 32) : ui_col(b, main, 16);
    both->box.align = wide ? UI_START : UI_STRETCH;
    struct ui_node *words = ui_col(b, both, 12);
    words->box.align = UI_STRETCH;
    if (wide) words->flags |= UI_GROW;
    entry_words(b, words, e);
    struct ui_node *pad = ui_pad(b, both);
    if (wide) pad->box.w = 288;
    if (e->blocked != NULL || e->busy) disable_keys(pad);

    struct ui_node *foot = ui_foot(b, page);
    ui_quiet(b, foot, "swap", swap, e->swap);
    ui_space(b, foot);
    struct ui_node *go = ui_primary(b, foot, "go", e->busy ? tr("One moment") : e->go, e->enter);
    if (e->blocked != NULL || e->busy || e->text[0] == '\0') go->flags |= UI_DISABLED;
}
