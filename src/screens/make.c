/* A session that nobody planned, made on the spot, or for another day: one question a page, what
 * was used last on top, and what is picked goes on at once. Only what it is about must be known;
 * all else may follow. */
#include "screens/def.h"

#include <string.h>

#include "base/i18n.h"
#include "base/str.h"
#include "screens/common.h"
#include "screens/pick.h"
#include "screens/when.h"
#include "screens/words.h"

enum {
    BACK = 1,
    NEXT,
    CHANGE, /* arg: page */
    KEYS,
    KEYS_AWAY,
    EDIT,
    CLEAR,
    ITEM, /* arg: index in the picks */
    ADD,
    AUDIENCE, /* arg: index */
    YEAR,     /* arg: index */
    ACTION,   /* arg: index in the plan */
    MAKE,
    WHEN /* and what follows: WHEN_MESSAGES of the part `when` */
};

enum page { PAGE_TOPIC, PAGE_VENUE, PAGE_WHO, PAGE_ACTIONS, PAGE_WHEN, PAGE_PEOPLE, PAGE_CHECK };

static const struct page_words {
    const char *title, *hint;
    enum pick pick;
} pages[] = {
    [PAGE_TOPIC] = {N_("What is it about?"), N_("Type a topic"), PICK_TOPIC},
    [PAGE_VENUE] = {N_("Where is it?"), N_("Type a place"), PICK_VENUE},
    [PAGE_WHO] = {N_("Who comes?"), NULL, PICK_TOPIC},
    [PAGE_ACTIONS] = {N_("Which actions does it serve?"), NULL, PICK_TOPIC},
    [PAGE_WHEN] = {N_("When does it start?"), NULL, PICK_TOPIC},
    [PAGE_PEOPLE] = {N_("Who delivers it?"), N_("Type an organisation"), PICK_PEOPLE},
    [PAGE_CHECK] = {N_("Is this right?"), NULL, PICK_TOPIC},
};

static const struct {
    const char *key, *label;
} audiences[] = {{"students", N_("Pupils")},
                 {"parents", N_("Parents")},
                 {"professionals", N_("Professionals")},
                 {"community", N_("Community")},
                 {"adults", N_("Adults")}};

static const char *const years[] = {"R", "1", "2",  "3",  "4",  "5",  "6",  "7",
                                    "8", "9", "10", "11", "12", "13", "all"};

enum { AUDIENCES = sizeof audiences / sizeof *audiences, YEARS = sizeof years / sizeof *years };

struct make_state {
    enum page page;
    bool checking; /* came from the last page to change one thing */
    bool keys, busy, failed;
    char typed[PICK_TEXT];
    struct picks picks;
    struct new_session made;
    struct when when;
};

/* ---- lists in one text: "1.2;1.10" ---- */

static bool has_part(const char *list, const char *part) {
    return session_has_action(&(struct session){.actions = list}, part);
}

/* Takes `part` out of the list. */
static void drop_part(char *list, const char *part) {
    size_t n = strlen(part);
    for (char *p = list; *p != '\0';) {
        size_t len = strcspn(p, ";");
        char *after = p + len + (p[len] == ';');
        if (len == n && memcmp(p, part, n) == 0)
            memmove(p, after, strlen(after) + 1);
        else
            p = after;
    }
    size_t len = strlen(list);
    if (len > 0 && list[len - 1] == ';')
        list[len - 1] = '\0';
}

static void add_part(char *list, size_t size, const char *part) {
    size_t len = strlen(list);
    if (len + strlen(part) + 2 > size)
        return;
    if (len > 0)
        list[len++] = ';';
    str_copy(list + len, size - len, part);
}

static void toggle_part(char *list, size_t size, const char *part) {
    if (has_part(list, part))
        drop_part(list, part);
    else
        add_part(list, size, part);
}

/* ---- update ---- */

static bool is_picker(enum page page) {
    return pages[page].hint != NULL;
}

static void show(struct make_state *st, const struct model *m, enum page page) {
    st->page = page;
    st->keys = false;
    st->typed[0] = '\0';
    if (is_picker(page))
        pick_find(pages[page].pick, m, "", &st->picks);
}

static void make_init(void *state, const struct model *m, struct ui_msg why) {
    (void)why;
    struct make_state *st = state;
    when_init(&st->when, m);
    show(st, m, PAGE_TOPIC);
}

static void go_on(struct make_state *st, const struct model *m) {
    if (st->page == PAGE_TOPIC && st->made.topic[0] == '\0')
        return;
    show(st, m, st->checking ? PAGE_CHECK : st->page + 1);
    st->checking |= st->page == PAGE_CHECK;
}

static void back(struct make_state *st, const struct model *m, struct out *out) {
    if (st->when.picking)
        st->when.picking = false;
    else if (st->checking && st->page != PAGE_CHECK)
        show(st, m, PAGE_CHECK);
    else if (st->page == PAGE_TOPIC || st->page == PAGE_CHECK)
        out_back(out);
    else
        show(st, m, st->page - 1);
}

/* The same topic served the same actions last time. */
static void guess_actions(struct make_state *st, const struct model *m) {
    for (size_t i = m->ledger->sessions; i-- > 0 && st->made.actions[0] == '\0';) {
        const struct session *s = &m->ledger->session[i];
        if (str_eq(s->topic, st->made.topic) && strlen(s->actions) < sizeof st->made.actions)
            STR_COPY(st->made.actions, s->actions);
    }
}

static void take(struct make_state *st, const struct model *m, const char *text) {
    switch (st->page) {
    case PAGE_TOPIC:
        STR_COPY(st->made.topic, text);
        if (m->ledger != NULL)
            guess_actions(st, m);
        break;
    case PAGE_VENUE:
        STR_COPY(st->made.venue, text);
        break;
    case PAGE_PEOPLE:
        toggle_part(st->made.deliverer, sizeof st->made.deliverer, text);
        st->keys = false;
        st->typed[0] = '\0';
        pick_find(PICK_PEOPLE, m, "", &st->picks);
        return;
    case PAGE_WHO:
    case PAGE_ACTIONS:
    case PAGE_WHEN:
    case PAGE_CHECK:
        return;
    }
    go_on(st, m);
}

/* What is known by another spelling is taken as it is known; semicolons separate parts of a list.
 */
static void take_typed(struct make_state *st, const struct model *m) {
    char text[PICK_TEXT];
    str_copy(text, sizeof text, st->typed + strspn(st->typed, " "));
    for (size_t n = strlen(text); n > 0 && text[n - 1] == ' ';)
        text[--n] = '\0';
    for (char *p = text; *p != '\0'; p++)
        if (*p == ';')
            *p = ',';
    if (text[0] != '\0')
        take(st, m, st->picks.known ? st->picks.item[0] : text);
}

/* In the order of the school; "all" stands alone. */
static void toggle_year(struct make_state *st, size_t year) {
    char *list = st->made.year_group, old[sizeof st->made.year_group];
    const char *all = years[YEARS - 1];
    toggle_part(list, sizeof st->made.year_group, years[year]);
    if (year == YEARS - 1 && has_part(list, all)) {
        str_copy(list, sizeof st->made.year_group, all);
        return;
    }
    drop_part(list, all);
    STR_COPY(old, list);
    list[0] = '\0';
    for (size_t i = 0; i < YEARS; i++)
        if (has_part(old, years[i]))
            add_part(list, sizeof st->made.year_group, years[i]);
}

static void toggle_audience(struct make_state *st, size_t i) {
    bool chosen = str_eq(st->made.audience, audiences[i].key);
    STR_COPY(st->made.audience, chosen ? "" : audiences[i].key);
    if (!str_eq(st->made.audience, "students"))
        st->made.year_group[0] = '\0';
}

/* In the order of the plan. */
static void toggle_action(struct make_state *st, const struct model *m, size_t action) {
    char old[sizeof st->made.actions];
    if (m->ledger == NULL || action >= m->ledger->actions)
        return;
    toggle_part(st->made.actions, sizeof st->made.actions, m->ledger->action[action].code);
    STR_COPY(old, st->made.actions);
    st->made.actions[0] = '\0';
    for (size_t i = 0; i < m->ledger->actions; i++)
        if (has_part(old, m->ledger->action[i].code))
            add_part(st->made.actions, sizeof st->made.actions, m->ledger->action[i].code);
}

static void make(struct make_state *st, struct out *out) {
    if (st->busy)
        return;
    struct command *c = out_add(out, CMD_MAKE);
    c->make = st->made;
    c->make.starts = st->when.starts;
    c->date = st->when.day;
    st->busy = true;
    st->failed = false;
}

static void update_search(struct make_state *st, const struct model *m, struct ui_msg msg) {
    if (msg.id == KEYS || msg.id == KEYS_AWAY)
        st->keys = msg.id == KEYS;
    if (msg.id == EDIT)
        common_take(st->typed, sizeof st->typed, msg);
    if (msg.id == CLEAR)
        st->typed[0] = '\0';
    pick_find(pages[st->page].pick, m, st->typed, &st->picks);
}

static void update_answer(struct make_state *st, const struct model *m, struct ui_msg msg) {
    if (msg.id == ITEM && (size_t)msg.arg < st->picks.n)
        take(st, m, st->picks.item[msg.arg]);
    if (msg.id == ADD)
        take_typed(st, m);
    if (msg.id == AUDIENCE && msg.arg < AUDIENCES)
        toggle_audience(st, (size_t)msg.arg);
    if (msg.id == YEAR && msg.arg < YEARS)
        toggle_year(st, (size_t)msg.arg);
    if (msg.id == ACTION)
        toggle_action(st, m, (size_t)msg.arg);
}

static void made(const char *screen, struct ui_msg msg, struct out *out) {
    struct command *c = out_add(out, CMD_REPLACE);
    c->screen = screen;
    c->ref = msg.ref;
}

static void make_update(void *state, const struct model *m, struct ui_msg msg, struct out *out) {
    struct make_state *st = state;
    if (msg.id >= WHEN && msg.id < WHEN + WHEN_MESSAGES)
        when_update(&st->when, m, msg, WHEN);
    switch (msg.id) {
    case BACK:
        back(st, m, out);
        break;
    case NEXT:
        go_on(st, m);
        break;
    case CHANGE:
        show(st, m, (enum page)msg.arg);
        break;
    case KEYS:
    case KEYS_AWAY:
    case EDIT:
    case CLEAR:
        update_search(st, m, msg);
        break;
    case ITEM:
    case ADD:
    case AUDIENCE:
    case YEAR:
    case ACTION:
        update_answer(st, m, msg);
        break;
    case MAKE:
        make(st, out);
        break;
    case MSG_SESSION_OPENED:
        made("count", msg, out);
        break;
    case MSG_SESSION_CHANGED: /* it is still to come */
        made("session", msg, out);
        break;
    case MSG_FAILED:
        st->failed = st->busy;
        st->busy = false;
        break;
    default:
        break;
    }
}

/* ---- view ---- */

/* On a low screen the keyboard leaves little: the bar goes. */
static bool is_tight(const struct make_state *st, const struct ui_env *env) {
    return st->keys && ui_logical_h(env) < 600;
}

static void view_row(struct ui_build *b, struct ui_node *list, const char *key, const char *label,
                     const char *icon, bool chosen, struct ui_msg tap) {
    struct ui_node *row = ui_list_row(b, list, key, label, tap);
    row->box.min_h = 64;
    struct ui_node *words = ui_text(b, row, UI_BODY_BOLD, label);
    words->flags |= UI_GROW;
    if (chosen)
        row->flags |= UI_CHECKED;
    if (chosen || icon != NULL)
        ui_icon(b, row, chosen ? "tick" : icon, 24)->ink = UI_act;
}

static bool is_chosen(const struct make_state *st, const char *item) {
    if (st->page == PAGE_TOPIC)
        return str_eq(st->made.topic, item);
    if (st->page == PAGE_VENUE)
        return str_eq(st->made.venue, item);
    return has_part(st->made.deliverer, item);
}

/* Who was typed on this very page is not in the ledger yet. */
static void view_new_people(const struct make_state *st, struct ui_build *b, struct ui_node *list) {
    struct arena *a = b->frame;
    char *part[16];
    if (st->page != PAGE_PEOPLE)
        return;
    size_t n = str_split(arena_strdup(a, st->made.deliverer), ';', part, 16);
    for (size_t i = 0; i < n; i++) {
        bool listed = false;
        for (size_t k = 0; k < st->picks.n; k++)
            listed |= str_eq(st->picks.item[k], part[i]);
        if (!listed) {
            struct ui_node *row = ui_row(b, list, 8);
            row->box.pad_x = 16;
            row->box.pad_y = 12;
            ui_text(b, row, UI_BODY_BOLD, part[i])->flags |= UI_GROW;
            ui_icon(b, row, "tick", 24)->ink = UI_act;
        }
    }
}

static void view_picker(const struct make_state *st, struct ui_build *b, struct ui_node *page) {
    struct arena *a = b->frame;
    enum pick what = pages[st->page].pick;
    struct ui_node *head = ui_col(b, page, 8);
    head->box.fill = UI_paper;
    head->box.pad_x = 16;
    head->box.pad_y = st->keys ? 6 : 12;
    head->box.edge = UI_line;
    head->box.edge_bottom = 2;
    head->box.align = UI_STRETCH;
    common_search(b, head,
                  &(struct common_search){.text = st->typed,
                                          .hint = tr(pages[st->page].hint),
                                          .keys = st->keys,
                                          .show = {.id = KEYS},
                                          .edit = {.id = EDIT},
                                          .enter = {.id = ADD},
                                          .clear = {.id = CLEAR}});
    struct ui_node *list = ui_scroll(b, page, "main");
    list->flags |= UI_GROW;
    if (st->typed[strspn(st->typed, " ")] != '\0' && !st->picks.known)
        view_row(b, list, "add", arena_printf(a, tr("Add \u201c%s\u201d"), st->typed), "plus",
                 false, (struct ui_msg){.id = ADD});
    view_new_people(st, b, list);
    for (size_t i = 0; i < st->picks.n; i++) {
        const char *item = st->picks.item[i];
        view_row(b, list, arena_printf(a, "item:%zu", i), pick_label(what, item, a), NULL,
                 is_chosen(st, item), (struct ui_msg){.id = ITEM, .arg = (int)i});
    }
    if (st->keys)
        ui_keyboard(b, page, tr("Done"), (struct ui_msg){.id = KEYS_AWAY});
}

static void view_chip(struct ui_build *b, struct ui_node *flow, const char *key, const char *label,
                      bool chosen, struct ui_msg tap) {
    struct ui_node *chip = ui_chip(b, flow, key, NULL, label, NULL, tap);
    if (chosen)
        chip->flags |= UI_CHECKED;
}

static const char *year_label(size_t i) {
    if (i == 0)
        return tr("Reception");
    return i == YEARS - 1 ? tr("All years") : years[i];
}

static void view_who(const struct make_state *st, struct ui_build *b, struct ui_node *main) {
    struct arena *a = b->frame;
    struct ui_node *flow = ui_flow(b, main, 12);
    for (size_t i = 0; i < AUDIENCES; i++)
        view_chip(b, flow, arena_printf(a, "audience:%s", audiences[i].key), tr(audiences[i].label),
                  str_eq(st->made.audience, audiences[i].key),
                  (struct ui_msg){.id = AUDIENCE, .arg = (int)i});
    if (!str_eq(st->made.audience, "students"))
        return;
    common_heading(b, main, tr("Which years?"));
    flow = ui_flow(b, main, 8);
    for (size_t i = 0; i < YEARS; i++)
        view_chip(b, flow, arena_printf(a, "year:%s", years[i]), year_label(i),
                  has_part(st->made.year_group, years[i]),
                  (struct ui_msg){.id = YEAR, .arg = (int)i});
}

static void view_actions(const struct make_state *st, const struct model *m, struct ui_build *b,
                         struct ui_node *main) {
    size_t n = m->ledger != NULL ? m->ledger->actions : 0;
    if (n == 0)
        ui_empty(b, main, "list", tr("There is no plan yet"),
                 tr("Your coordinator imports it; the session can do without."));
    for (size_t i = 0; i < n; i++) {
        const struct action *act = &m->ledger->action[i];
        const char *words = act->action[0] != '\0' ? act->action : act->issue;
        ui_choice(b, main, arena_printf(b->frame, "action:%s", act->code),
                  arena_printf(b->frame, tr("Action %s"), act->code),
                  words[0] != '\0' ? words : NULL, has_part(st->made.actions, act->code),
                  (struct ui_msg){.id = ACTION, .arg = (int)i});
    }
}

static void view_answer(struct ui_build *b, struct ui_node *card, const char *key, const char *term,
                        const char *value, enum page page) {
    ui_summary(b, card, key, term, value[0] != '\0' ? value : tr("Not given"),
               (struct ui_msg){.id = CHANGE, .arg = (int)page});
}

static void view_check(const struct make_state *st, const struct model *m, struct ui_build *b,
                       struct ui_node *main) {
    struct arena *a = b->frame;
    const struct session s = {.topic = st->made.topic,
                              .event_type = "",
                              .audience = st->made.audience,
                              .year_group = st->made.year_group,
                              .deliverer = st->made.deliverer};
    char *code[32];
    size_t n = str_split(arena_strdup(a, st->made.actions), ';', code, 32);
    const char *actions = "";
    for (size_t i = 0; i < n; i++)
        actions = i == 0 ? code[i] : arena_printf(a, tr("%s, %s"), actions, code[i]);
    common_failure(b, main, m, st->failed);
    struct ui_node *card = common_card(b, main);
    view_answer(b, card, "topic", tr("What"), session_title(&s, a), PAGE_TOPIC);
    view_answer(b, card, "venue", tr("Where"), st->made.venue, PAGE_VENUE);
    view_answer(b, card, "who", tr("Group"), session_group(&s, a), PAGE_WHO);
    view_answer(b, card, "actions", tr("Actions"), actions, PAGE_ACTIONS);
    view_answer(b, card, "when", tr("When"), when_words(&st->when, a), PAGE_WHEN);
    view_answer(b, card, "people", tr("Delivered by"), words_people(a, &s), PAGE_PEOPLE);
    common_card_end(card);
}

static const char *next_words(const struct make_state *st) {
    bool given = true;
    if (st->page == PAGE_VENUE)
        given = st->made.venue[0] != '\0';
    else if (st->page == PAGE_WHO)
        given = st->made.audience[0] != '\0';
    else if (st->page == PAGE_ACTIONS)
        given = st->made.actions[0] != '\0';
    else if (st->page == PAGE_PEOPLE)
        given = st->made.deliverer[0] != '\0';
    return given ? tr("Next") : tr("Leave it open");
}

static void view_foot(const struct make_state *st, const struct model *m, struct ui_build *b,
                      struct ui_node *page) {
    struct ui_node *foot = ui_foot(b, page);
    bool check = st->page == PAGE_CHECK, no_topic = st->made.topic[0] == '\0';
    int order = date_compare(st->when.day, m->today);
    const char *words = tr("It is opened at once.");
    if (order < 0)
        words = tr("It is opened, to be counted afterwards.");
    else if (order > 0)
        words = tr("It waits under All dates.");
    if (!check)
        words = no_topic ? tr("Pick one, or type a new one.")
                         : arena_printf(b->frame, tr("%d of %d"), (int)st->page + 1, PAGE_CHECK);
    ui_foot_words(b, foot, words);
    struct ui_node *n;
    if (check)
        n = ui_primary(b, foot, "make", order > 0 ? tr("Make it") : tr("Make and open"),
                       (struct ui_msg){.id = MAKE});
    else
        n = ui_primary(b, foot, "next", next_words(st), (struct ui_msg){.id = NEXT});
    if (st->busy || no_topic)
        n->flags |= UI_DISABLED;
}

static struct ui_node *make_view(const void *state, const struct model *m, struct ui_build *b) {
    const struct make_state *st = state;
    struct ui_page page = common_page(b, m);
    struct ui_bar bar = {
        .title = tr(pages[st->page].title), .second = tr("New session"), .back = {.id = BACK}};
    if (st->when.picking)
        steps_bar(&st->when.steps, &bar, b);
    if (!is_tight(st, b->env))
        ui_bar(b, page.body, &bar);
    if (is_picker(st->page)) {
        view_picker(st, b, page.body);
        if (!st->keys)
            view_foot(st, m, b, page.body);
        return page.root;
    }
    if (st->when.picking) {
        when_view_day(&st->when, m, WHEN, b, page.body);
        return page.root;
    }
    struct ui_node *main = ui_main(b, page.body);
    if (st->page == PAGE_WHO)
        view_who(st, b, main);
    else if (st->page == PAGE_ACTIONS)
        view_actions(st, m, b, main);
    else if (st->page == PAGE_WHEN)
        when_view(&st->when, m, WHEN, b, main);
    else
        view_check(st, m, b, main);
    view_foot(st, m, b, page.body);
    return page.root;
}

const struct screen_def screen_make = {
    .name = "make",
    .state_size = sizeof(struct make_state),
    .needs = WHO_STAFF,
    .init = make_init,
    .update = make_update,
    .view = make_view,
};
