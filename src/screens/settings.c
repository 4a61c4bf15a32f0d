/* Settings: few, and each shows at once what it does. */
#include "screens/def.h"

#include <string.h>

#include "base/i18n.h"
#include "base/str.h"
#include "screens/common.h"

enum {
    BACK = 1,
    SOUND,
    TEXT_SIZE /* arg: percent */,
    THEME /* arg: index */,
    EVENT,
    EDIT,
    SET,
    CODES,
    PUPILS_CONCERNS
};

struct settings_state {
    bool typing, failed;
    char event[96];
};

static const struct {
    const char *name, *label, *second;
} themes[] = {
    {"light", N_("Light"), N_("White and green")},
    {"contrast-light", N_("High contrast, light"), N_("Black on white, thick lines")},
    {"contrast-dark", N_("High contrast, dark"), N_("White on black, for dark halls")},
};

static void set(struct settings_state *st, struct out *out, const char *key, const char *value) {
    struct command *c = out_add(out, CMD_SETTING);
    STR_COPY(c->text, key);
    STR_COPY(c->text2, value);
    st->failed = false;
}

static void settings_update(void *state, const struct model *m, struct ui_msg msg,
                            struct out *out) {
    struct settings_state *st = state;
    switch (msg.id) {
    case BACK:
        if (st->typing)
            st->typing = false;
        else
            out_back(out);
        break;
    case SOUND:
        set(st, out, "sound", m->sound ? "off" : "on");
        break;
    case PUPILS_CONCERNS:
        set(st, out, "pupils_concerns", m->pupils_concerns ? "off" : "on");
        break;
    case TEXT_SIZE:
        set(st, out, "text_pct", msg.arg > 100 ? "150" : "100");
        break;
    case THEME:
        set(st, out, "theme", themes[msg.arg].name);
        break;
    case EVENT:
        STR_COPY(st->event, m->event);
        st->typing = true;
        break;
    case CODES:
        out_go(out, "codes");
        break;
    case EDIT:
        common_take(st->event, sizeof st->event, msg);
        break;
    case SET:
        set(st, out, "event", st->event);
        st->typing = false;
        break;
    case MSG_FAILED:
        st->failed = msg.arg == CMD_SETTING;
        break;
    default:
        break;
    }
}

static void view_choices(const struct model *m, struct ui_build *b, struct ui_node *main) {
    common_heading(b, main, tr("Text size"));
    ui_choice(b, main, "text:100", tr("Normal"), NULL, m->text_pct <= 100,
              (struct ui_msg){.id = TEXT_SIZE, .arg = 100});
    ui_choice(b, main, "text:150", tr("Half as large again"), NULL, m->text_pct > 100,
              (struct ui_msg){.id = TEXT_SIZE, .arg = 150});
    common_heading(b, main, tr("Colours"));
    const char *now = m->theme[0] != '\0' ? m->theme : themes[0].name;
    for (size_t i = 0; i < sizeof themes / sizeof *themes; i++)
        ui_choice(b, main, arena_printf(b->frame, "theme:%s", themes[i].name), tr(themes[i].label),
                  tr(themes[i].second), str_eq(now, themes[i].name),
                  (struct ui_msg){.id = THEME, .arg = (int32_t)i});
}

static struct ui_node *settings_view(const void *state, const struct model *m, struct ui_build *b) {
    const struct settings_state *st = state;
    struct ui_page page = common_page(b, m);
    if (st->typing) {
        common_edit(b, &page,
                    &(struct common_edit){.title = tr("Event name"),
                                          .label = tr("What visitors read on the first page"),
                                          .hint = tr("For example: Safer Streets"),
                                          .value = st->event,
                                          .done = tr("Set"),
                                          .edit = {.id = EDIT},
                                          .enter = {.id = SET},
                                          .back = {.id = BACK}});
        return page.root;
    }
    ui_bar(b, page.body, &(struct ui_bar){.title = tr("Settings"), .back = {.id = BACK}});
    struct ui_node *main = ui_main(b, page.body);
    common_failure(b, main, m, st->failed);
    struct ui_node *card = common_card(b, main);
    ui_summary(b, card, "event", tr("Event name"), m->event[0] != '\0' ? m->event : tr("Welcome"),
               (struct ui_msg){.id = EVENT});
    ui_summary(b, card, "codes", tr("Codes"), tr("Of staff and of the coordinator"),
               (struct ui_msg){.id = CODES});
    common_card_end(card);
    ui_switch(b, main, "sound", tr("Sound"), tr("A click for each head that is counted"), m->sound,
              (struct ui_msg){.id = SOUND});
    if (model_concern(m) != NULL)
        ui_switch(b, main, "pupils-concerns", tr("Pupils may leave a concern"),
                  m->readers > 0
                      ? tr("What it is about, and no words")
                      : tr("Shut for everybody: no coordinator\u2019s key is on this kiosk"),
                  m->pupils_concerns, (struct ui_msg){.id = PUPILS_CONCERNS});
    view_choices(m, b, main);
    return page.root;
}

const struct screen_def screen_settings = {
    .name = "settings",
    .state_size = sizeof(struct settings_state),
    .needs = WHO_COORDINATOR,
    .update = settings_update,
    .view = settings_view,
};
