/* The check-in list: type a few letters, tap the name. Who is here stays in the list with a tick; a
 * tap there says since when, and undoes. Nobody is ever turned away: who is not on the list is a
 * walk-in, with one tap, and one person more than expected is a fact and not a mistake.
 *
 * Ten thousand names are searched with every letter and only the first forty are shown: a person
 * who types reads no further. */
#include "screens/def.h"

#include "base/i18n.h"
#include "base/str.h"
#include "screens/common.h"
#include "screens/list_row.h"
#include "screens/scanned.h"
#include "screens/words.h"

enum {
    BACK = 1,
    EDIT,
    KEYS,
    KEYS_AWAY,
    CLEAR,
    CHECK_IN, /* arg: place in the list of people */
    HERE,     /* ref: seq of the mark */
    UNDO,
    WALK_IN,
    ASK_NAME, /* the name of a walk-in is typed */
    EDIT_NAME,
    SAVE_NAME,
    AWAY,
    SHEET /* the sign-in sheet is handed over */
};

enum dialog { NO_DIALOG, DIALOG_HERE, DIALOG_WALKED_IN, PAGE_NAME };

enum { SHOWN = 40 };

struct list_state {
    int64_t session;
    char text[120], name[120];
    bool keys, failed;
    enum dialog dialog;
    int32_t seq;  /* the mark that the dialog is about */
    int walk_ins; /* asked for and not saved yet */
    struct scanned scanned;
};

static void list_init(void *state, const struct model *m, struct ui_msg why) {
    struct list_state *st = state;
    st->session = why.ref != 0 ? why.ref : m->tape.session;
}

static bool is_loaded(const struct list_state *st, const struct model *m) {
    return m->roster.session == st->session && m->tape.session == st->session;
}

static const struct tape_mark *mark_of(const struct model *m, int32_t seq) {
    for (size_t i = 0; i < m->tape.marks; i++)
        if (m->tape.mark[i].seq == seq)
            return &m->tape.mark[i];
    return NULL;
}

/* ---- update ---- */

static size_t find_people(const struct list_state *st, const struct model *m,
                          struct people_hit hit[SHOWN]) {
    if (m->roster.people == NULL)
        return 0;
    if (st->text[0] != '\0')
        return people_search(m->roster.people, st->text, hit, SHOWN);
    size_t n = people_count(m->roster.people);
    n = n < SHOWN ? n : SHOWN;
    for (size_t i = 0; i < n; i++)
        hit[i] = (struct people_hit){.person = people_at(m->roster.people, i)};
    return n;
}

static void check_in(const struct list_state *st, const struct model *m, int32_t place,
                     struct out *out) {
    const struct people *people = m->roster.people;
    if (people == NULL || (size_t)place >= people_count(people))
        return;
    const char *entry = people_at(people, (size_t)place)->id;
    if (model_here(m, entry) != NULL || model_is_arriving(m, entry))
        return;
    struct command *c = out_add(out, CMD_CHECK_IN);
    c->ref = st->session;
    STR_COPY(c->text, entry);
}

static void undo(struct list_state *st, const struct model *m, struct out *out) {
    st->dialog = NO_DIALOG;
    if (model_is_leaving(m, st->seq))
        return;
    struct command *c = out_add(out, CMD_UNDO);
    c->ref = st->session;
    c->n = st->seq;
}

/* The walk-in that was tapped is on the card: now there is time for a name. */
static void saved(struct list_state *st, const struct model *m) {
    const struct tape_mark *last = m->tape.marks > 0 ? &m->tape.mark[m->tape.marks - 1] : NULL;
    if (st->walk_ins == 0 || last == NULL || !last->walk_in)
        return;
    st->walk_ins--;
    if (st->dialog != NO_DIALOG || st->walk_ins > 0)
        return;
    st->dialog = DIALOG_WALKED_IN;
    st->seq = last->seq;
}

static void ask_name(struct list_state *st, const struct model *m) {
    const struct tape_mark *mark = mark_of(m, st->seq);
    const char *name = mark != NULL ? model_name_of(m, mark->entry) : NULL;
    STR_COPY(st->name, name != NULL ? name : "");
    st->dialog = PAGE_NAME;
}

static void save_name(struct list_state *st, const struct model *m, struct out *out) {
    const struct tape_mark *mark = mark_of(m, st->seq);
    st->dialog = NO_DIALOG;
    if (mark == NULL)
        return;
    struct command *c = out_add(out, CMD_NAME_WALK_IN);
    c->ref = st->session;
    STR_COPY(c->text, mark->entry);
    STR_COPY(c->text2, str_trim(st->name));
}

static void update_dialog(struct list_state *st, const struct model *m, struct ui_msg msg,
                          struct out *out) {
    switch (msg.id) {
    case HERE:
        st->dialog = DIALOG_HERE;
        st->seq = (int32_t)msg.ref;
        break;
    case UNDO:
        undo(st, m, out);
        break;
    case ASK_NAME:
        ask_name(st, m);
        break;
    case EDIT_NAME:
        common_take(st->name, sizeof st->name, msg);
        break;
    case SAVE_NAME:
        save_name(st, m, out);
        break;
    case AWAY:
        st->dialog = NO_DIALOG;
        break;
    default:
        break;
    }
}

static void entered(struct list_state *st, const struct model *m, struct out *out) {
    st->failed = false;
    if (m->tape.session != st->session)
        out_add(out, CMD_LOAD_TAPE)->ref = st->session;
    scanned_enter(st->session, m, out);
}

static void list_update(void *state, const struct model *m, struct ui_msg msg, struct out *out) {
    struct list_state *st = state;
    if (msg.id == MSG_SCANNED) { /* what the scanner typed is no search, and answers no dialog */
        st->text[0] = '\0';
        st->dialog = NO_DIALOG;
    }
    if (scanned_update(&st->scanned, st->session, m, msg, out))
        return;
    switch (msg.id) {
    case BACK:
        out_back(out);
        break;
    case EDIT:
        common_take(st->text, sizeof st->text, msg);
        break;
    case KEYS:
    case KEYS_AWAY:
        st->keys = msg.id == KEYS;
        break;
    case CLEAR:
        st->text[0] = '\0';
        break;
    case CHECK_IN:
        check_in(st, m, msg.arg, out);
        break;
    case WALK_IN:
        out_add(out, CMD_WALK_IN)->ref = st->session;
        st->walk_ins++;
        break;
    case SHEET:
        out_add(out, CMD_HAND_OVER)->ref = st->session;
        break;
    case MSG_MARK_SAVED:
        saved(st, m);
        break;
    case MSG_FAILED:
        st->walk_ins -= msg.arg == CMD_WALK_IN && st->walk_ins > 0;
        st->failed = st->failed || msg.arg == CMD_LOAD_ROSTER;
        break;
    case MSG_ENTERED:
        entered(st, m, out);
        break;
    default:
        update_dialog(st, m, msg, out);
        break;
    }
}

/* ---- view ---- */

/* "12 of 31 here": of the list, else of those that the programme expects. */
static const char *here_words(const struct list_state *st, const struct model *m, struct arena *a) {
    const struct session *s = model_session(m, st->session);
    const char *came = words_number(a, model_came(m));
    int64_t of = s != NULL ? session_expected(s).n : 0;
    if (model_has_list(m, st->session))
        of = (int64_t)people_count(m->roster.people);
    if (of == 0)
        return arena_printf(a, tr("%s here"), came);
    return arena_printf(a, tr("%s of %s here"), came, words_number(a, of));
}

/* Large text on an upright screen: the bar has room for its two chips only. */
static bool is_narrow(const struct ui_env *env) {
    return ui_is_portrait(env) && ui_is_large_text(env);
}

static bool is_over(const struct list_state *st, const struct model *m) {
    const struct session *s = model_session(m, st->session);
    return s != NULL && session_is_over(s, common_counted(m, s).n);
}

static void view_bar(const struct list_state *st, const struct model *m, struct ui_build *b,
                     struct ui_node *page) {
    struct arena *a = b->frame;
    const struct session *s = model_session(m, st->session);
    struct ui_bar bar = {.title = tr("List"), .one_line = true, .back = {.id = BACK}};
    if (s != NULL) {
        const char *day = s->date.year != 0 ? words_date_short(a, s->date) : "";
        const char *time = s->starts >= 0 ? words_time(a, s->starts) : "";
        bar.title = session_title(s, a);
        bar.second = words_join(a, words_join(a, s->venue, day), time);
    }
    struct ui_node *chips = ui_bar(b, page, &bar);
    if (!is_loaded(st, m))
        return;
    if (!is_narrow(b->env))
        common_bar_number(b, chips, here_words(st, m, a), s)->key = "here";
    ui_chip(b, chips, "sheet", NULL, tr("Sign-in sheet"), NULL, (struct ui_msg){.id = SHEET});
    ui_chip_solid(b, chips, "walk-in", NULL, tr("Walk-in"), (struct ui_msg){.id = WALK_IN});
}

/* While the keys are away the field is a button that brings them. */
static void view_closed_field(const struct list_state *st, struct ui_build *b,
                              struct ui_node *row) {
    struct ui_node *field =
        common_bare_button(b, row, "search", tr("Search for a name"), (struct ui_msg){.id = KEYS});
    bool empty = st->text[0] == '\0';
    field->value = st->text;
    field->flags |= UI_GROW;
    field->box.align = UI_CENTRE;
    field->box.justify = UI_START;
    field->box.gap = 12;
    field->box.pad_x = 16;
    ui_icon(b, field, "find", 24)->ink = UI_soft;
    struct ui_node *words =
        ui_text(b, field, UI_BODY, empty ? tr("Search for a name, or scan a code") : st->text);
    words->ink = empty ? UI_soft : UI_ink;
    words->flags |= UI_GROW;
}

/* What of the bar is wanted while somebody types. */
static void view_field_end(const struct list_state *st, const struct model *m, struct ui_build *b,
                           struct ui_node *row) {
    if (st->text[0] != '\0') {
        struct ui_node *clear =
            common_bare_button(b, row, "clear", tr("Clear"), (struct ui_msg){.id = CLEAR});
        clear->box.min_h = clear->box.min_w = LIST_ROW_LOW;
        clear->box.pad_x = clear->box.pad_y = 0;
        ui_icon(b, clear, "cross", 24)->ink = UI_ink;
    }
    bool over = is_over(st, m);
    if (over)
        ui_icon(b, row, "warn", 24)->ink = UI_warn;
    if (!ui_is_portrait(b->env)) {
        struct ui_node *here = ui_text(b, row, UI_CHIP, here_words(st, m, b->frame));
        here->key = "here";
        here->ink = over ? UI_warn : UI_ink;
        here->flags |= UI_WIDE_OK | UI_TABULAR | UI_LIVE;
    }
    ui_chip(b, row, "walk-in", NULL, tr("Walk-in"), NULL, (struct ui_msg){.id = WALK_IN});
}

static void view_field(const struct list_state *st, const struct model *m, struct ui_build *b,
                       struct ui_node *page) {
    struct ui_node *row = ui_row(b, page, 8);
    row->box.fill = UI_paper;
    row->box.pad_x = 16;
    row->box.pad_y = st->keys ? 2 : 10;
    row->box.edge = UI_line;
    row->box.edge_bottom = 2;
    row->box.align = UI_CENTRE;
    if (st->keys) {
        struct ui_node *field =
            ui_field(b, row,
                     &(struct ui_field){.key = "search",
                                        .value = st->text,
                                        .hint = ui_is_portrait(b->env) ? tr("Name")
                                                                       : tr("Name or organisation"),
                                        .icon = "find",
                                        .edit = {.id = EDIT},
                                        .enter = {.id = KEYS_AWAY},
                                        .autofocus = true});
        field->label = tr("Search for a name");
        field->parent->flags |= UI_GROW;
        field->box.min_h = LIST_ROW_LOW;
    } else {
        view_closed_field(st, b, row);
    }
    if (st->text[0] != '\0' && !st->keys)
        ui_chip(b, row, "clear", "cross", tr("Clear"), NULL, (struct ui_msg){.id = CLEAR});
    if (st->keys)
        view_field_end(st, m, b, row);
}

/* Who signed in for the coordinator alone counts like everybody and has no name here. */
static void view_sealed(const struct model *m, struct ui_build *b, struct ui_node *list) {
    struct arena *a = b->frame;
    int64_t n = model_sealed(m);
    if (n == 0)
        return;
    common_list_heading(b, list, tr("Sign-in sheet"));
    struct ui_node *row = ui_list_row(b, list, NULL, NULL, (struct ui_msg){0});
    row->box.fill = UI_act_tint;
    struct ui_node *words = ui_col(b, row, 2);
    words->flags |= UI_GROW;
    ui_text(b, words, UI_BODY, arena_printf(a, tr("%s signed in"), words_number(a, n)));
    ui_text(b, words, UI_SMALL, tr("Names are kept for the coordinator."))->ink = UI_soft;
    list_row_tick(b, row, true);
}

static void view_walk_ins(const struct model *m, struct ui_build *b, struct ui_node *list) {
    struct arena *a = b->frame;
    bool first = true;
    for (size_t i = m->tape.marks, shown = 0; i > 0 && shown < SHOWN; i--) {
        const struct tape_mark *mark = &m->tape.mark[i - 1];
        if (!mark->walk_in || mark->undone || model_is_leaving(m, mark->seq) ||
            model_is_sealed(m, mark->entry))
            continue;
        if (first)
            common_list_heading(b, list, tr("Walk-ins"));
        first = false;
        shown++;
        const char *name = model_name_of(m, mark->entry);
        name = name != NULL ? name : tr("Walk-in without a name");
        struct ui_node *row =
            list_row_here(b, list, mark->entry, name, mark, (struct ui_msg){.id = HERE});
        struct ui_node *words = ui_col(b, row, 2);
        words->flags |= UI_GROW;
        ui_text(b, words, UI_BODY, name);
        ui_text(b, words, UI_SMALL,
                words_join(a, model_organisation_of(m, mark->entry), scanned_since(a, m, mark)))
            ->ink = UI_soft;
        list_row_tick(b, row, true);
    }
}

/* Said, and in nobody's way. */
static void view_too_many(const struct list_state *st, const struct model *m, struct ui_build *b,
                          struct ui_node *list) {
    const struct session *s = model_session(m, st->session);
    int64_t expected = s != NULL ? session_expected(s).n : 0, came = model_came(m);
    bool over = is_over(st, m);
    if (!over && (expected == 0 || came <= expected))
        return;
    struct arena *a = b->frame;
    struct ui_node *box = ui_col(b, list, 0);
    box->box.pad_x = 16;
    box->box.pad_y = 10;
    if (over)
        common_over(b, box, m, s);
    else
        ui_banner(b, box, UI_TONE_WAIT, tr("More people than expected"),
                  arena_printf(a, tr("%s are here, %s were expected. You can go on."),
                               words_number(a, came), words_number(a, expected)));
}

/* What an upright screen's bar leaves out. */
static void view_number(const struct list_state *st, const struct model *m, struct ui_build *b,
                        struct ui_node *list) {
    struct arena *a = b->frame;
    const struct session *s = model_session(m, st->session);
    const char *here = is_narrow(b->env) ? here_words(st, m, a) : "";
    const char *measure = ui_is_portrait(b->env) && s != NULL ? words_measure(a, s) : "";
    const char *words = words_join(a, here, measure);
    if (words[0] == '\0')
        return;
    struct ui_node *n = common_list_heading(b, list, words);
    n->key = is_narrow(b->env) ? "here" : NULL;
    n->flags |= UI_TABULAR | UI_LIVE;
}

static void view_more(const struct list_state *st, const struct model *m, struct ui_build *b,
                      struct ui_node *list) {
    size_t all = m->roster.people != NULL ? people_count(m->roster.people) : 0;
    if (st->text[0] == '\0' && all > SHOWN)
        common_list_heading(b, list,
                            arena_printf(b->frame, tr("%s more. Type a name to see them."),
                                         words_number(b->frame, (int64_t)(all - SHOWN))));
}

static void view_nobody(const struct list_state *st, const struct model *m, struct ui_build *b,
                        struct ui_node *page) {
    struct ui_node *main = ui_main(b, page);
    if (m->roster.people == NULL)
        ui_empty(b, main, "list", tr("There is no list for this session"),
                 tr("Your coordinator imports it. Walk-ins can be added without one."));
    else if (st->text[0] != '\0')
        ui_empty(b, main, "find", tr("Nobody found"),
                 tr("Type less of the name, or add a walk-in."));
    else
        ui_empty(b, main, "list", tr("Nobody is on this list"),
                 tr("Walk-ins can be added without it."));
}

static void view_people(const struct list_state *st, const struct model *m, struct ui_build *b,
                        struct ui_node *page) {
    struct people_hit hit[SHOWN];
    size_t n = find_people(st, m, hit);
    bool all = st->text[0] == '\0', walk_ins = all && model_came(m) > 0;
    if (n == 0 && !walk_ins) {
        view_nobody(st, m, b, page);
        return;
    }
    struct ui_node *list = ui_scroll(b, page, "main");
    list->flags |= UI_GROW;
    if (!st->keys) { /* the number beside the field says it, too */
        view_number(st, m, b, list);
        view_too_many(st, m, b, list);
    }
    for (size_t i = 0; i < n; i++) {
        int32_t place = (int32_t)people_place(m->roster.people, hit[i].person);
        list_row_person(
            b, list, m, &hit[i], st->keys,
            &(struct list_taps){.in = {.id = CHECK_IN, .arg = place}, .here = {.id = HERE}});
    }
    view_more(st, m, b, list);
    if (walk_ins) {
        view_sealed(m, b, list);
        view_walk_ins(m, b, list);
    }
}

static void dialog_here(const struct list_state *st, const struct model *m, struct ui_build *b,
                        struct ui_page *page) {
    const struct tape_mark *mark = mark_of(m, st->seq);
    if (mark == NULL || mark->undone)
        return;
    const struct person *p =
        m->roster.people != NULL ? people_by_id(m->roster.people, mark->entry) : NULL;
    const char *name = p != NULL ? p->name : model_name_of(m, mark->entry);
    struct ui_node *d = ui_dialog(b, page, name != NULL ? name : tr("Walk-in without a name"),
                                  (struct ui_msg){.id = AWAY});
    if (p != NULL && p->organisation[0] != '\0')
        ui_text(b, d, UI_BODY, p->organisation)->ink = UI_soft;
    ui_text(b, d, UI_BODY, scanned_since(b->frame, m, mark));
    struct ui_node *foot = ui_dialog_foot(b, d);
    ui_button(b, foot, "undo", tr("Undo check-in"), (struct ui_msg){.id = UNDO});
    if (mark->walk_in && !mark->signed_in)
        ui_button(b, foot, "name", tr("Name"), (struct ui_msg){.id = ASK_NAME});
    ui_primary(b, foot, "away", tr("Close"), (struct ui_msg){.id = AWAY});
}

static void dialog_walked_in(struct ui_build *b, struct ui_page *page) {
    struct ui_node *d =
        ui_dialog(b, page, tr("The walk-in is counted"), (struct ui_msg){.id = AWAY});
    ui_text(b, d, UI_BODY, tr("You can add a name. It is kept locked, as the list is."));
    struct ui_node *foot = ui_dialog_foot(b, d);
    ui_button(b, foot, "name", tr("Add a name"), (struct ui_msg){.id = ASK_NAME});
    ui_primary(b, foot, "away", tr("No name"), (struct ui_msg){.id = AWAY});
}

static void view_wait(const struct list_state *st, const struct model *m, struct ui_build *b,
                      struct ui_node *page) {
    if (st->failed)
        ui_empty(b, ui_main(b, page), "lock", tr("The names cannot be opened"),
                 tr("Lock the kiosk and type your code again. Counting works without names."));
    else if (model_is_pupils(m, st->session))
        ui_empty(b, ui_main(b, page), "people", tr("No names are kept of pupils"),
                 tr("Go back and count them."));
    else
        ui_empty(b, ui_main(b, page), "list", tr("Opening the list"), tr("One moment."));
}

static struct ui_node *list_view(const void *state, const struct model *m, struct ui_build *b) {
    const struct list_state *st = state;
    struct ui_page page = common_page(b, m);
    if (st->dialog == PAGE_NAME) {
        common_edit(b, &page,
                    &(struct common_edit){.title = tr("Walk-in"),
                                          .label = tr("Name, if you like"),
                                          .value = st->name,
                                          .done = tr("Save"),
                                          .edit = {.id = EDIT_NAME},
                                          .enter = {.id = SAVE_NAME},
                                          .back = {.id = AWAY}});
        return page.root;
    }
    if (!st->keys) /* who types wants names: the bar goes, and rows are as low as a finger allows */
        view_bar(st, m, b, page.body);
    if (!is_loaded(st, m)) {
        view_wait(st, m, b, page.body);
        return page.root;
    }
    view_field(st, m, b, page.body);
    view_people(st, m, b, page.body);
    if (st->keys)
        ui_keyboard(b, page.body, tr("Done"), (struct ui_msg){.id = KEYS_AWAY});
    if (st->dialog == DIALOG_HERE)
        dialog_here(st, m, b, &page);
    if (st->dialog == DIALOG_WALKED_IN)
        dialog_walked_in(b, &page);
    scanned_view(&st->scanned, m, b, &page);
    return page.root;
}

const struct screen_def screen_list = {
    .name = "list",
    .state_size = sizeof(struct list_state),
    .needs = WHO_STAFF,
    .scans = true,
    .init = list_init,
    .update = list_update,
    .view = list_view,
};
