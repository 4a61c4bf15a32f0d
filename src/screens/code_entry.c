/* Typing a code. The pad is the rule, because a thumb finds digits without looking; the keyboard is
 * there for who prefers a sentence. It takes half of a small screen, so the page then keeps to the
 * field. */
#include "screens/code_entry.h"

#include "base/i18n.h"
#include "screens/common.h"

static struct ui_node *entry_field(struct ui_build *b, struct ui_node *parent,
                                   const struct code_entry *e) {
    return ui_field(b, parent,
                    &(struct ui_field){.key = "field",
                                       .label = e->label,
                                       .value = e->text,
                                       .error = e->error,
                                       .edit = e->edit,
                                       .enter = e->enter,
                                       .masked = true,
                                       .numeric = !e->letters,
                                       .autofocus = true});
}

static void entry_bar(struct ui_build *b, struct ui_node *page, const struct code_entry *e,
                      const struct ui_bar *bar) {
    struct ui_node *chips = ui_bar(b, page, bar);
    if (e->help != NULL)
        ui_chip(b, chips, "help", NULL, e->help, NULL, e->helped);
}

static bool is_blocked(const struct code_entry *e) {
    return e->blocked || e->busy;
}

static void disable_keys(struct ui_node *n) {
    if (n->kind == UI_BUTTON)
        n->flags |= UI_DISABLED;
    for (struct ui_node *c = n->first; c != NULL; c = c->next)
        disable_keys(c);
}

static void by_letters(struct ui_build *b, struct ui_node *page, const struct code_entry *e) {
    entry_bar(b, page, e, &(struct ui_bar){.title = e->title, .second = e->bar, .back = e->back});
    struct ui_node *main = ui_main(b, page);
    main->box.pad_y = 12;
    struct ui_node *row = ui_row(b, main, 12);
    row->flags |= UI_STACKS;
    row->box.align = UI_END;
    entry_field(b, row, e)->parent->flags |= UI_GROW;
    ui_button(b, row, "swap", tr("Number pad"), e->swap);
    struct ui_node *keys = ui_keyboard(b, page, e->go, e->enter);
    if (is_blocked(e))
        disable_keys(keys);
}

static void by_digits(struct ui_build *b, struct ui_node *page, const struct code_entry *e) {
    bool large = ui_is_large_text(b->env); /* then the title has room in the bar only */
    struct ui_bar bar = {.title = large ? e->title : e->bar,
                         .second = large ? e->bar : e->bar_second,
                         .back = e->back};
    entry_bar(b, page, e, &bar);
    struct ui_node *pad, *words = common_beside_pad(b, page, &pad);
    if (!large)
        ui_text(b, words, UI_TITLE, e->title)->flags |= UI_HEADING;
    entry_field(b, words, e);
    if (e->error == NULL)
        ui_text(b, words, large ? UI_SMALL : UI_BODY, e->words)->ink = UI_soft;
    if (is_blocked(e))
        disable_keys(pad);

    struct ui_node *foot = ui_foot(b, page);
    ui_button(b, foot, "swap", tr("Letters"), e->swap);
    ui_space(b, foot);
    struct ui_node *go = ui_primary(b, foot, "go", e->busy ? tr("One moment") : e->go, e->enter);
    if (is_blocked(e) || e->text[0] == '\0')
        go->flags |= UI_DISABLED;
}

void code_entry(struct ui_build *b, struct ui_node *page, const struct code_entry *e) {
    if (e->letters)
        by_letters(b, page, e);
    else
        by_digits(b, page, e);
}

int64_t code_wait(const struct model *m) {
    return m->wait_until > m->now ? (m->wait_until - m->now + 999) / 1000 : 0;
}

const char *code_wait_words(const struct model *m, struct arena *a) {
    unsigned long wait = (unsigned long)code_wait(m);
    if (wait == 0)
        return NULL;
    return arena_printf(a,
                        tr_n("That code is not right. Wait %lu second before the next try.",
                             "That code is not right. Wait %lu seconds before the next try.", wait),
                        wait);
}
