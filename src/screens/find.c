/* Find: any session of any date, by any words that a person may remember of it. What comes next
 * stands first, then the past from its newest day, then what has no date.
 *
 * The search runs when its words change, not in every frame: a programme may have a thousand
 * sessions and a frame must stay cheap. Only the first hundred or so matches become rows. */
#include "screens/def.h"

#include <string.h>

#include "base/i18n.h"
#include "base/str.h"
#include "base/utf8.h"
#include "screens/common.h"
#include "screens/words.h"

enum { BACK = 1, EDIT, KEYS, KEYS_AWAY, CLEAR, FILTER /* arg: enum filter */, SESSION, MAKE };

enum filter { FILTER_ALL, FILTER_COMING, FILTER_NO_DATE };

enum { SHOWN = 60, WORDS_MAX = 8 };

struct find_state {
    char text[120];
    int filter;
    bool keys;             /* the on-screen keyboard is up */
    int64_t match[SHOWN];  /* ids, in the order of the list */
    size_t matches, found; /* shown, and all there are */
};

struct needle {
    char folded[128];
    char *word[WORDS_MAX];
    size_t words;
};

static bool contains_words(const struct needle *n, const char *hay) {
    char folded[1200];
    utf8_fold(folded, sizeof folded, hay);
    for (size_t i = 0; i < n->words; i++)
        if (strstr(folded, n->word[i]) == NULL)
            return false;
    return true;
}

static bool is_match(const struct needle *n, const struct session *s, struct arena *a) {
    if (n->words == 0)
        return true;
    arena_reset(a);
    const char *date = s->date.year != 0 ? words_date(a, s->date) : s->date_text;
    char iso[11], uk[11];
    date_iso(s->date, iso);
    date_uk(s->date, uk);
    if (s->date.year == 0)
        uk[0] = '\0';
    const char *hay = arena_printf(a, "%s %s %s %s %s %s %s %s %s %s", session_title(s, a),
                                   s->venue, session_group(s, a), s->deliverer, s->actions,
                                   s->audience, date, iso, uk, words_status(s));
    return contains_words(n, hay);
}

/* Where a session stands: what comes, what was, what has no date. */
static enum part {
    PART_COMING,
    PART_PAST,
    PART_NO_DATE,
    PARTS
} part_of(const struct model *m, const struct session *s) {
    if (s->date.year == 0)
        return PART_NO_DATE;
    return date_compare(s->date, m->today) >= 0 ? PART_COMING : PART_PAST;
}

static bool is_in_filter(int filter, enum part part) {
    if (filter == FILTER_COMING)
        return part == PART_COMING;
    return filter == FILTER_ALL || part == PART_NO_DATE;
}

static void take(struct find_state *st, const struct needle *n, const struct session *s,
                 struct arena *a) {
    if (!is_match(n, s, a))
        return;
    if (st->matches < SHOWN)
        st->match[st->matches++] = s->id;
    st->found++;
}

static void search(struct find_state *st, const struct model *m) {
    st->matches = st->found = 0;
    if (m->ledger == NULL)
        return;
    ARENA(a);
    struct needle n = {0};
    utf8_fold(n.folded, sizeof n.folded, st->text);
    n.words = str_split(n.folded, ' ', n.word, WORDS_MAX);
    size_t all = m->ledger->sessions;
    for (int part = 0; part < PARTS; part++) {
        if (!is_in_filter(st->filter, (enum part)part))
            continue;
        for (size_t i = 0; i < all; i++) {
            /* the ledger is in the order of dates: the past is read from its end */
            const struct session *s = &m->ledger->session[part == PART_PAST ? all - 1 - i : i];
            if (part_of(m, s) == (enum part)part)
                take(st, &n, s, &a);
        }
    }
}

static void find_init(void *state, const struct model *m, struct ui_msg why) {
    (void)why;
    search(state, m);
}

static void find_update(void *state, const struct model *m, struct ui_msg msg, struct out *out) {
    struct find_state *st = state;
    switch (msg.id) {
    case BACK:
        out_back(out);
        return;
    case SESSION:
        out_go_ref(out, "session", msg.ref);
        return;
    case MAKE:
        out_go(out, "make");
        return;
    case KEYS:
        st->keys = true;
        return;
    case KEYS_AWAY:
        st->keys = false;
        return;
    case EDIT:
        common_take(st->text, sizeof st->text, msg);
        break;
    case CLEAR:
        st->text[0] = '\0';
        break;
    case FILTER:
        st->filter = msg.arg;
        break;
    case MSG_ENTERED:
    case MSG_LEDGER:
    case MSG_SESSION_CLOSED:
        break;
    default:
        return;
    }
    search(st, m);
}

/* ---- view ---- */

static void view_filters(const struct find_state *st, struct ui_build *b, struct ui_node *parent) {
    static const struct {
        const char *key, *label;
        enum filter filter;
    } chip[] = {{"all", N_("All"), FILTER_ALL},
                {"coming", N_("From today"), FILTER_COMING},
                {"no-date", N_("Without date"), FILTER_NO_DATE}};
    struct ui_node *flow = ui_flow(b, parent, 8);
    for (size_t i = 0; i < sizeof chip / sizeof *chip; i++) {
        struct ui_node *n = ui_chip(b, flow, chip[i].key, NULL, tr(chip[i].label), NULL,
                                    (struct ui_msg){.id = FILTER, .arg = (int)chip[i].filter});
        if (st->filter == (int)chip[i].filter)
            n->flags |= UI_CHECKED;
    }
}

static void heading(struct ui_build *b, struct ui_node *list, const char *words) {
    struct ui_node *row = ui_col(b, list, 0);
    row->box.pad_x = 16;
    row->box.pad_y = 8;
    common_heading(b, row, words);
}

static const char *heading_words(const struct model *m, const struct session *s, struct arena *a) {
    if (s->date.year == 0)
        return tr("Without date");
    const char *date = words_date(a, s->date);
    if (date_compare(s->date, m->today) == 0)
        return words_join(a, tr("Today"), date);
    return date;
}

/* On a low screen the keyboard leaves little: the bar goes, and each row carries its own day. */
static bool is_tight(const struct find_state *st, const struct ui_env *env) {
    return st->keys && ui_logical_h(env) < 600;
}

static const char *lead_words(const struct session *s, bool tight, struct arena *a) {
    if (tight)
        return s->date.year != 0 ? words_date_short(a, s->date) : "";
    return s->starts >= 0 ? words_time(a, s->starts) : NULL;
}

static void view_matches(const struct find_state *st, const struct model *m, struct ui_build *b,
                         struct ui_node *page) {
    bool tight = is_tight(st, b->env);
    struct arena *a = b->frame;
    struct ui_node *list = ui_scroll(b, page, "main");
    list->flags |= UI_GROW;
    struct date day = {.year = -1};
    for (size_t i = 0; i < st->matches; i++) {
        const struct session *s = model_session(m, st->match[i]);
        if (s == NULL)
            continue;
        bool new_day = day.year == -1 || date_compare(day, s->date) != 0;
        if (new_day && !tight)
            heading(b, list, heading_words(m, s, a));
        day = s->date;
        common_session_row(b, list, m, s, lead_words(s, tight, a), (struct ui_msg){.id = SESSION});
    }
    if (st->found == st->matches)
        return;
    unsigned long more = st->found - st->matches;
    heading(b, list,
            arena_printf(a,
                         tr_n("%lu more. Type more words to see it.",
                              "%lu more. Type more words to see them.", more),
                         more));
}

static struct ui_node *find_view(const void *state, const struct model *m, struct ui_build *b) {
    const struct find_state *st = state;
    struct ui_page page = common_page(b, m);
    bool tight = is_tight(st, b->env);
    if (!tight) {
        struct ui_node *chips =
            ui_bar(b, page.body, &(struct ui_bar){.title = tr("All dates"), .back = {.id = BACK}});
        ui_chip_solid(b, chips, "make", NULL, tr("New session"), (struct ui_msg){.id = MAKE});
    }
    struct ui_node *head = ui_col(b, page.body, 8);
    head->box.fill = UI_paper;
    head->box.pad_x = 16;
    head->box.pad_y = tight ? 6 : 12;
    head->box.edge = UI_line;
    head->box.edge_bottom = 2;
    head->box.align = UI_STRETCH;
    common_search(b, head,
                  &(struct common_search){.text = st->text,
                                          .hint = tr("Any word: school, group, topic, month"),
                                          .keys = st->keys,
                                          .show = {.id = KEYS},
                                          .edit = {.id = EDIT},
                                          .enter = {.id = KEYS_AWAY},
                                          .clear = {.id = CLEAR}});
    if (!st->keys)
        view_filters(st, b, head);
    if (st->matches > 0)
        view_matches(st, m, b, page.body);
    else if (m->ledger == NULL || m->ledger->sessions == 0)
        ui_empty(b, ui_main(b, page.body), "calendar", tr("There are no sessions yet"),
                 tr("Your coordinator imports the programme."));
    else
        ui_empty(b, ui_main(b, page.body), "find", tr("Nothing found"),
                 tr("Try fewer or other words, or All."));
    if (st->keys)
        ui_keyboard(b, page.body, tr("Done"), (struct ui_msg){.id = KEYS_AWAY});
    return page.root;
}

const struct screen_def screen_find = {
    .name = "find",
    .state_size = sizeof(struct find_state),
    .needs = WHO_STAFF,
    .init = find_init,
    .update = find_update,
    .view = find_view,
};
