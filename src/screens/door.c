/* What would you like to do? Public, and only where more than one form is offered: one tile each,
 * the same number of taps to any of them. Left alone it goes back to the start. */
#include "screens/def.h"

#include "base/i18n.h"
#include "base/str.h"
#include "screens/common.h"

enum { BACK = 1, CHOOSE /* arg: place among those offered */ };

enum { AWAY_MS = 30000 };

static void door_init(void *state, const struct model *m, struct ui_msg why) {
    (void)state, (void)m, (void)why;
}

static void choose(const struct model *m, int32_t i, struct out *out) {
    const struct form_view *form[FORMS_MAX];
    size_t n = model_offered(m, form);
    const struct session *s = model_feedback_session(m);
    if (i < 0 || (size_t)i >= n)
        return;
    struct command *c = out_add(out, CMD_SURVEY_OPEN);
    STR_COPY(c->text, form[i]->form->id);
    STR_COPY(c->text2, m->language);
    c->ref = s != NULL ? s->id : 0;
    c->n = 1; /* what is left of it leads to the start, not here */
}

static void door_update(void *state, const struct model *m, struct ui_msg msg, struct out *out) {
    (void)state;
    switch (msg.id) {
    case BACK:
    case MSG_DUE:
        out_home(out, "attract");
        break;
    case CHOOSE:
        choose(m, msg.arg, out);
        break;
    default:
        break;
    }
}

static int64_t door_due(const void *state, const struct model *m) {
    (void)state;
    return m->touched + AWAY_MS;
}

static struct ui_node *door_view(const void *state, const struct model *m, struct ui_build *b) {
    (void)state;
    const struct form_view *form[FORMS_MAX];
    struct common_tile tile[FORMS_MAX];
    size_t n = model_offered(m, form);
    struct ui_page page = common_page(b, m);
    ui_bar(b, page.body, &(struct ui_bar){.public_side = true, .back = {.id = BACK}});
    struct ui_node *main = ui_main(b, page.body);
    ui_text(b, main, UI_TITLE, tr("What would you like to do?"))->flags |= UI_HEADING;
    for (size_t i = 0; i < n; i++) {
        const struct profile *p = form[i]->profile;
        tile[i] = (struct common_tile){.key = arena_printf(b->frame, "form:%s", p->form),
                                       .icon = p->icon[0] != '\0' ? p->icon : "speech",
                                       .title = tr(p->title),
                                       .words = p->second[0] != '\0' ? tr(p->second) : "",
                                       .tap = {.id = CHOOSE, .arg = (int32_t)i}};
    }
    struct ui_node *heading = main->last;
    common_tiles(b, main, tile, n);
    if (ui_is_portrait(b->env))
        return page.root;
    for (struct ui_node *row = heading->next; row != NULL; row = row->next)
        row->flags |= UI_GROW; /* all of the page is to be tapped */
    return page.root;
}

const struct screen_def screen_door = {
    .name = "door",
    .state_size = 1,
    .needs = WHO_PUBLIC,
    .init = door_init,
    .update = door_update,
    .view = door_view,
    .due = door_due,
};
