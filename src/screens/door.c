/* What would you like to do? The one door, public: feedback, a concern and plain help, one tile
 * each, the same number of taps to any of them. Left alone it asks, then goes back to the start. */
#include "screens/def.h"

#include "base/i18n.h"
#include "base/str.h"
#include "screens/common.h"

enum { BACK = 1, CHOOSE /* arg: place among those offered */, HIDE, STAY };

struct door_state {
    bool warned;
};

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
}

static void due(struct door_state *st, struct out *out) {
    if (st->warned)
        out_add(out, CMD_HIDE);
    st->warned = true;
}

static void door_update(void *state, const struct model *m, struct ui_msg msg, struct out *out) {
    struct door_state *st = state;
    if (msg.id == MSG_DUE) {
        due(st, out);
        return;
    }
    st->warned = false;
    switch (msg.id) {
    case BACK:
        out_home(out, "attract");
        break;
    case CHOOSE:
        choose(m, msg.arg, out);
        break;
    case HIDE:
        out_add(out, CMD_HIDE);
        break;
    default:
        break;
    }
}

static int64_t door_due(const void *state, const struct model *m) {
    const struct door_state *st = state;
    return common_left_alone(m, st->warned);
}

static size_t tiles_of(const struct model *m, struct ui_build *b,
                       struct common_tile tile[FORMS_MAX]) {
    const struct form_view *form[FORMS_MAX];
    size_t n = model_offered(m, form);
    for (size_t i = 0; i < n; i++) {
        const struct profile *p = form[i]->profile;
        tile[i] = (struct common_tile){.key = arena_printf(b->frame, "form:%s", p->form),
                                       .icon = p->icon[0] != '\0' ? p->icon : "speech",
                                       .title = tr(p->title),
                                       .words = p->second[0] != '\0' ? tr(p->second) : "",
                                       .tap = {.id = CHOOSE, .arg = (int32_t)i}};
    }
    return n;
}

static void view_tiles(const struct model *m, struct ui_build *b, struct ui_node *main) {
    struct common_tile tile[FORMS_MAX];
    struct ui_node *heading = ui_text(b, main, UI_TITLE, tr("What would you like to do?"));
    heading->flags |= UI_HEADING;
    size_t n = tiles_of(m, b, tile);
    bool flat = n > 3 && !ui_is_portrait(b->env) && !ui_is_large_text(b->env);
    if (flat)
        common_flat_tiles(b, main, tile, n);
    else
        common_tiles(b, main, tile, n);
    for (struct ui_node *row = heading->next; row != NULL && !ui_is_portrait(b->env);
         row = row->next)
        row->flags |= UI_GROW; /* all of the page is to be tapped */
}

static struct ui_node *door_view(const void *state, const struct model *m, struct ui_build *b) {
    const struct door_state *st = state;
    struct ui_page page = common_page(b, m);
    struct ui_msg hide = {.id = HIDE}, stay = {.id = STAY};
    struct ui_bar bar = {.public_side = true, .back = {.id = BACK}};
    common_hide(b, m, ui_bar(b, page.body, &bar), hide);
    view_tiles(m, b, ui_main(b, page.body));
    struct ui_node *danger = ui_col(b, page.body, 0);
    danger->box.pad_x = 24;
    danger->box.pad_y = 12;
    ui_text(b, danger, UI_SMALL, tr("In danger now? Call 999 or ask a person here."));
    if (st->warned)
        common_still_there(b, &page, stay, hide);
    return page.root;
}

const struct screen_def screen_door = {
    .name = "door",
    .state_size = sizeof(struct door_state),
    .needs = WHO_PUBLIC,
    .update = door_update,
    .view = door_view,
    .due = door_due,
};
