/* An update of one action is written, or one that stands is written anew: the words first, then all
 * of it in one look. The kiosk cannot know a name when it reads one, and refuses nothing: what does
 * not belong here is said where it would be typed. */
#include "screens/def.h"

#include <string.h>

#include "base/i18n.h"
#include "base/str.h"
#include "base/utf8.h"
#include "screens/common.h"
#include "screens/steps.h"
#include "screens/words.h"

enum {
    BACK = 1,
    CHANGE_TEXT,
    CHANGE_OWNER,
    EDIT,
    DONE,
    PICK, /* arg: enum day */
    EDIT_DATE,
    STEP,
    THIS_DAY,
    NO_DAY,
    SAVE,
    STAY,
    LEAVE
};

static const struct steps_ids step_ids = {.edit = EDIT_DATE, .step = STEP, .enter = THIS_DAY};

enum day { DAY_DATE, DAY_DUE, DAY_EXPIRES, DAYS };

static const struct {
    const char *key, *term, *title, *words;
} days[DAYS] = {
    [DAY_DATE] = {"date", N_("Date"), N_("Of which day is it?"),
                  N_("It stands in the cell at this day.")},
    [DAY_DUE] = {"due", N_("Due"), N_("When is the next step due?"),
                 N_("The next step or meeting. It is told before it lapses.")},
    [DAY_EXPIRES] = {"expires", N_("Expires"), N_("When does it expire?"),
                     N_("An order, an agreement, a licence. It is told before it lapses.")},
};

enum page { PAGE_ALL, PAGE_TEXT, PAGE_OWNER, PAGE_DAY };

struct update_state {
    char code[32];
    int64_t replaces; /* seq of an update; 0: it is a new one */
    enum page page;
    enum day picking;
    char text[COMMAND_TEXT], owner[2 * TYPED_SHORT_LETTERS];
    struct date day[DAYS];
    struct steps steps;
    bool changed; /* something that only saving would keep */
    bool leaving, busy, failed;
};

static void take_replaced(struct update_state *st, const struct typed *t) {
    st->replaces = t->seq;
    STR_COPY(st->text, t->text);
    STR_COPY(st->owner, t->owner);
    st->day[DAY_DATE] = t->date;
    st->day[DAY_DUE] = t->due;
    st->day[DAY_EXPIRES] = t->expires;
    st->page = PAGE_ALL;
}

static void update_init(void *state, const struct model *m, struct ui_msg why) {
    struct update_state *st = state;
    st->day[DAY_DATE] = m->today;
    st->page = PAGE_TEXT;
    if (m->ledger == NULL || why.ref < 0 || (size_t)why.ref >= m->ledger->actions)
        return;
    const struct action *x = &m->ledger->action[why.ref];
    const struct typed *t = why.arg > 0 ? typed_find(&m->ledger->typed, why.arg) : NULL;
    STR_COPY(st->code, x->code);
    STR_COPY(st->owner, x->owner);
    if (t != NULL)
        take_replaced(st, t);
}

/* ---- update ---- */

static bool has_text(const struct update_state *st) {
    return st->text[strspn(st->text, " ")] != '\0';
}

/* No further letter is taken than the cell has room for. */
static void cut_letters(char *text, size_t letters) {
    size_t at = 0;
    while (text[at] != '\0' && letters-- > 0)
        at = utf8_step(text, at);
    text[at] = '\0';
}

static void edit(struct update_state *st, struct ui_msg msg) {
    if (st->page == PAGE_TEXT) {
        common_take(st->text, sizeof st->text, msg);
        cut_letters(st->text, TYPED_LETTERS);
    } else {
        common_take(st->owner, sizeof st->owner, msg);
        cut_letters(st->owner, TYPED_SHORT_LETTERS);
    }
    st->changed = true;
}

static void back(struct update_state *st, struct out *out) {
    if (st->page != PAGE_ALL && (has_text(st) || st->page != PAGE_TEXT))
        st->page = PAGE_ALL;
    else if (st->changed && has_text(st) && !st->busy)
        st->leaving = true;
    else
        out_back(out);
}

static void pick(struct update_state *st, const struct model *m, enum day which) {
    struct date d = st->day[which];
    if (d.year == 0)
        d = date_from_days(date_to_days(m->today) + 28);
    steps_show(&st->steps, d);
    st->picking = which;
    st->page = PAGE_DAY;
}

static void set_day(struct update_state *st, struct date d) {
    st->day[st->picking] = d;
    st->changed = true;
    st->page = PAGE_ALL;
}

static void save(struct update_state *st, struct out *out) {
    if (st->busy || !has_text(st))
        return;
    struct command *c = out_add(out, CMD_WRITE_UPDATE);
    c->ref = st->replaces;
    c->date = st->day[DAY_DATE];
    c->due = st->day[DAY_DUE];
    c->expires = st->day[DAY_EXPIRES];
    STR_COPY(c->text, st->text);
    STR_COPY(c->text2, st->owner);
    STR_COPY(c->text3, st->code);
    st->busy = true;
    st->failed = false;
}

static void days_update(struct update_state *st, const struct model *m, struct ui_msg msg) {
    if (msg.id == PICK)
        pick(st, m, (enum day)msg.arg);
    else if (msg.id == THIS_DAY && steps_date(&st->steps).year != 0)
        set_day(st, steps_date(&st->steps));
    else if (msg.id == NO_DAY && st->picking != DAY_DATE)
        set_day(st, (struct date){0});
    else
        steps_update(&st->steps, &step_ids, m, msg);
}

static void update_update(void *state, const struct model *m, struct ui_msg msg, struct out *out) {
    struct update_state *st = state;
    switch (msg.id) {
    case BACK:
        back(st, out);
        break;
    case CHANGE_TEXT:
        st->page = PAGE_TEXT;
        break;
    case CHANGE_OWNER:
        st->page = PAGE_OWNER;
        break;
    case EDIT:
        edit(st, msg);
        break;
    case DONE:
        st->page = PAGE_ALL;
        break;
    case SAVE:
        save(st, out);
        break;
    case STAY:
        st->leaving = false;
        break;
    case LEAVE:
    case MSG_PLAN_CHANGED:
        out_back(out);
        break;
    case MSG_FAILED:
        st->failed = st->busy;
        st->busy = false;
        break;
    default:
        days_update(st, m, msg);
        break;
    }
}

/* ---- view ---- */

static void view_days(const struct update_state *st, struct ui_build *b, struct ui_node *card) {
    for (int i = 0; i < DAYS; i++)
        ui_summary(b, card, days[i].key, tr(days[i].term),
                   st->day[i].year != 0 ? words_date(b->frame, st->day[i]) : tr("None"),
                   (struct ui_msg){.id = PICK, .arg = i});
}

static void view_all(const struct update_state *st, const struct model *m, struct ui_build *b,
                     struct ui_node *page) {
    struct ui_node *main = ui_main(b, page);
    common_failure(b, main, m, st->failed);
    struct ui_node *card = common_card(b, main);
    ui_summary(b, card, "text", tr("Update"), has_text(st) ? st->text : tr("Nothing yet"),
               (struct ui_msg){.id = CHANGE_TEXT});
    view_days(st, b, card);
    ui_summary(b, card, "owner", tr("Owner"), st->owner[0] != '\0' ? st->owner : tr("Nobody named"),
               (struct ui_msg){.id = CHANGE_OWNER});
    common_card_end(card);
    struct ui_node *foot = ui_foot(b, page);
    ui_foot_words(b, foot,
                  has_text(st) ? tr("It stands in the plan\u2019s Update column.")
                               : tr("Write the update first."));
    struct ui_node *go = ui_primary(b, foot, "save", tr("Save"), (struct ui_msg){.id = SAVE});
    if (st->busy || !has_text(st))
        go->flags |= UI_DISABLED;
}

/* Several lines where the keys leave room for them. */
static void view_text(const struct update_state *st, struct ui_build *b, struct ui_node *page) {
    int room = ui_logical_h(b->env);
    struct ui_node *main = ui_main(b, page);
    main->box.gap = 8;
    struct ui_node *field = ui_field(b, main,
                                     &(struct ui_field){.key = "field",
                                                        .value = st->text,
                                                        .edit = {.id = EDIT},
                                                        .enter = {.id = DONE},
                                                        .autofocus = true});
    field->label = tr("What is new?");
    int16_t low = ui_is_large_text(b->env) ? 64 : 84;
    field->box.min_h = room < 560 ? low : room < 640 ? 120 : 160;
    field->box.justify = UI_START;
    struct ui_node *words =
        ui_text(b, main, UI_SMALL,
                tr("No names of people belong here. Do not paste OFFICIAL-SENSITIVE text."));
    words->ink = UI_soft;
    ui_keyboard(b, page, tr("Done"), (struct ui_msg){.id = DONE});
}

static void view_day(const struct update_state *st, const struct model *m, struct ui_build *b,
                     struct ui_node *page) {
    struct date d = steps_date(&st->steps);
    const char *words = tr(days[st->picking].words);
    if (st->picking == DAY_DATE && d.year != 0 && date_compare(d, m->today) > 0)
        words = tr("It is still to come. A next step belongs under Due.");
    else if (st->picking != DAY_DATE && d.year != 0 && date_compare(d, m->today) < 0)
        words = tr("This day is over: it has lapsed already.");
    steps_view(&st->steps, &(struct steps_page){.ids = step_ids, .words = words, .model = m}, b,
               page);
    struct ui_node *foot = ui_foot(b, page);
    if (st->picking != DAY_DATE)
        ui_button(b, foot, "no-day", tr("None"), (struct ui_msg){.id = NO_DAY});
    ui_space(b, foot);
    struct ui_node *go =
        ui_primary(b, foot, "this-day", tr("Take this day"), (struct ui_msg){.id = THIS_DAY});
    if (d.year == 0)
        go->flags |= UI_DISABLED;
}

static void view_bar(const struct update_state *st, struct ui_build *b, struct ui_node *page) {
    struct arena *a = b->frame;
    struct ui_bar bar = {.title = st->replaces != 0
                                      ? arena_printf(a, tr("Action %s: written anew"), st->code)
                                      : arena_printf(a, tr("Action %s: what is new?"), st->code),
                         .back = {.id = BACK}};
    if (st->page == PAGE_DAY) {
        bar.title = tr(days[st->picking].title);
        steps_bar(&st->steps, &bar, b);
    }
    ui_bar(b, page, &bar);
}

static void dialog_leaving(struct ui_build *b, struct ui_page *page) {
    struct ui_node *d =
        ui_dialog(b, page, tr("The update is not saved"), (struct ui_msg){.id = STAY});
    ui_text(b, d, UI_BODY, tr("What you typed here is kept when you save it."));
    struct ui_node *foot = ui_dialog_foot(b, d);
    ui_button(b, foot, "leave", tr("Throw it away"), (struct ui_msg){.id = LEAVE});
    ui_primary(b, foot, "stay", tr("Stay here"), (struct ui_msg){.id = STAY});
}

static struct ui_node *update_view(const void *state, const struct model *m, struct ui_build *b) {
    const struct update_state *st = state;
    struct ui_page page = common_page(b, m);
    if (st->page == PAGE_OWNER) {
        common_edit(b, &page,
                    &(struct common_edit){.title = tr("Owner"),
                                          .label = tr("A team or a role, and no name of a person"),
                                          .hint = "",
                                          .value = st->owner,
                                          .done = tr("Done"),
                                          .edit = {.id = EDIT},
                                          .enter = {.id = DONE},
                                          .back = {.id = BACK}});
        return page.root;
    }
    view_bar(st, b, page.body);
    if (st->page == PAGE_TEXT)
        view_text(st, b, page.body);
    else if (st->page == PAGE_DAY)
        view_day(st, m, b, page.body);
    else
        view_all(st, m, b, page.body);
    if (st->leaving)
        dialog_leaving(b, &page);
    return page.root;
}

const struct screen_def screen_update = {
    .name = "update",
    .state_size = sizeof(struct update_state),
    .needs = WHO_COORDINATOR,
    .init = update_init,
    .update = update_update,
    .view = update_view,
};
