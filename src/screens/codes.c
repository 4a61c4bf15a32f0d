/* A code is changed: the one that holds now, then the new one twice. Whoever stands here proves by
 * the code alone that they may, so the page needs nobody to be in, and lets nobody in. It also says
 * what a lost code loses before that happens, and what to do afterwards. The last way, a reset, is
 * not to be had by touching the screen: it deletes names, and a visitor must not come to it. */
#include "screens/def.h"

#include <string.h>

#include "base/i18n.h"
#include "base/str.h"
#include "screens/code_entry.h"
#include "screens/common.h"

enum { BACK = 1, CHANGE /* arg: enum who, whose code */, FORGOTTEN, CHOOSE, EDIT, NEXT, SWAP };

enum page { PAGE_CHOOSE, PAGE_FORGOTTEN, PAGE_OLD, PAGE_NEW, PAGE_AGAIN, PAGES };

enum fault { FAULT_NONE, FAULT_MISMATCH, FAULT_SAME, FAULT_REFUSED };

/* Nobody has to be in for this page, so no lock comes by itself: it is left empty all the same. */
enum { LEFT_ALONE_MS = 60000 };

struct codes_state {
    enum page page;
    enum fault fault;
    enum who whose;
    bool letters, busy;
    char code[PAGES][CODE_TEXT]; /* of the pages on which one is typed */
};

static void codes_init(void *state, const struct model *m, struct ui_msg why) {
    (void)m;
    struct codes_state *st = state;
    st->page = why.arg == CODES_FORGOTTEN ? PAGE_FORGOTTEN : PAGE_CHOOSE;
}

/* ---- update ---- */

/* What was typed on this page and behind it is gone. */
static void go_to(struct codes_state *st, enum page page, enum fault fault) {
    for (int i = (int)page; i < PAGES; i++)
        explicit_bzero(st->code[i], sizeof st->code[i]);
    st->page = page;
    st->fault = fault;
}

static void back(struct codes_state *st, struct out *out) {
    if (st->busy)
        return;
    if (st->page == PAGE_CHOOSE || st->page == PAGE_FORGOTTEN)
        out_back(out);
    else
        go_to(st, st->page == PAGE_OLD ? PAGE_CHOOSE : st->page - 1, FAULT_NONE);
}

/* The old one is asked for and the new one weighed at once: nobody types two more for nothing. */
static void ask(struct codes_state *st, struct out *out) {
    static const enum command_kind kind[PAGES] = {
        [PAGE_OLD] = CMD_ASK_CODE, [PAGE_NEW] = CMD_CHECK_CODE, [PAGE_AGAIN] = CMD_CHANGE_CODE};
    struct command *c = out_add(out, kind[st->page]);
    STR_COPY(c->text, st->code[st->page == PAGE_AGAIN ? PAGE_OLD : st->page]);
    if (st->page == PAGE_AGAIN)
        STR_COPY(c->text2, st->code[PAGE_NEW]);
    c->n = (int32_t)st->whose;
    st->fault = FAULT_NONE;
    st->busy = true;
}

static void next(struct codes_state *st, const struct model *m, struct out *out) {
    if (st->page < PAGE_OLD || st->busy || st->code[st->page][0] == '\0' || code_wait(m) > 0)
        return;
    if (st->page == PAGE_NEW && str_eq(st->code[PAGE_NEW], st->code[PAGE_OLD]))
        go_to(st, PAGE_NEW, FAULT_SAME);
    else if (st->page == PAGE_AGAIN && !str_eq(st->code[PAGE_AGAIN], st->code[PAGE_NEW]))
        go_to(st, PAGE_NEW, FAULT_MISMATCH);
    else
        ask(st, out);
}

static void changed(struct codes_state *st, struct out *out) {
    struct command *toast = out_add(out, CMD_TOAST);
    STR_COPY(toast->text, st->whose == WHO_STAFF ? tr("The staff code is changed")
                                                 : tr("The coordinator code is changed"));
    out_back(out);
}

static void refused(struct codes_state *st, int32_t kind) {
    if (!st->busy || (kind != CMD_ASK_CODE && kind != CMD_CHECK_CODE && kind != CMD_CHANGE_CODE))
        return;
    st->busy = false;
    go_to(st, kind == CMD_ASK_CODE ? PAGE_OLD : PAGE_NEW, FAULT_REFUSED);
}

static void codes_update(void *state, const struct model *m, struct ui_msg msg, struct out *out) {
    struct codes_state *st = state;
    switch (msg.id) {
    case BACK:
        back(st, out);
        break;
    case CHANGE:
        st->whose = (enum who)msg.arg;
        go_to(st, PAGE_OLD, FAULT_NONE);
        break;
    case FORGOTTEN:
        go_to(st, PAGE_FORGOTTEN, FAULT_NONE);
        break;
    case CHOOSE:
        go_to(st, PAGE_CHOOSE, FAULT_NONE);
        break;
    case EDIT:
        if (!st->busy && code_wait(m) == 0)
            common_take(st->code[st->page], sizeof st->code[st->page], msg);
        break;
    case SWAP:
        st->letters = !st->letters;
        go_to(st, st->page, FAULT_NONE);
        break;
    case NEXT:
        next(st, m, out);
        break;
    case MSG_CODE_GOOD:
        st->busy = false;
        st->page += st->page == PAGE_OLD || st->page == PAGE_NEW;
        break;
    case MSG_CODE_CHANGED:
        changed(st, out);
        break;
    case MSG_FAILED:
        refused(st, msg.arg);
        break;
    case MSG_DUE:
        out_add(out, CMD_LOCK);
        break;
    default:
        break;
    }
}

static int64_t codes_due(const void *state, const struct model *m) {
    const struct codes_state *st = state;
    return m->who == WHO_PUBLIC && !st->busy ? m->touched + LEFT_ALONE_MS : -1;
}

/* ---- view ---- */

static const char loss[] =
    N_("If both codes are lost, the names that they lock are lost with them, "
       "and never the counts.");

static void view_choose(struct ui_build *b, struct ui_node *page) {
    ui_bar(b, page, &(struct ui_bar){.title = tr("Codes"), .back = {.id = BACK}});
    struct ui_node *main = ui_main(b, page);
    ui_text(b, main, UI_BODY, tr(loss))->ink = UI_soft;
    const struct common_tile tile[] = {
        {"staff",
         "key",
         tr("Change the staff code"),
         tr("With that code or the coordinator's"),
         {.id = CHANGE, .arg = WHO_STAFF}},
        {"coordinator",
         "key",
         tr("Change the coordinator code"),
         tr("With that code alone"),
         {.id = CHANGE, .arg = WHO_COORDINATOR}},
        {"forgotten",
         "info",
         tr("Forgotten code?"),
         tr("What still opens, and what is lost"),
         {.id = FORGOTTEN}},
    };
    common_tiles(b, main, tile, sizeof tile / sizeof *tile);
}

static void view_forgotten(struct ui_build *b, struct ui_node *page) {
    struct ui_node *chips =
        ui_bar(b, page, &(struct ui_bar){.title = tr("Forgotten code?"), .back = {.id = BACK}});
    ui_chip(b, chips, "choose", NULL, tr("Codes"), NULL, (struct ui_msg){.id = CHOOSE});
    struct ui_node *main = ui_main(b, page);
    main->box.gap = 12;
    main->box.pad_y = 12;
    ui_banner(b, main, UI_TONE_GOOD, tr("The staff code is forgotten"),
              tr("The coordinator code sets a new one. Nothing is lost."));
    ui_banner(
        b, main, UI_TONE_GOOD, tr("The coordinator code is forgotten"),
        tr("Counting goes on with the staff code. With that, new codes are set on the kiosk's "
           "console: turnout codes. Nothing is lost."));
    ui_banner(b, main, UI_TONE_STOP, tr("Both are forgotten"),
              tr("Nobody can ever open the names that these codes lock. The counts stay. On the "
                 "kiosk's console, turnout codes --reset deletes the names and sets new codes."));
}

struct entry_words {
    const char *title, *words, *label, *go;
};

static const struct entry_words *words_of(const struct codes_state *st) {
    static const struct entry_words staff[PAGES] = {
        [PAGE_OLD] = {N_("Type the staff code"),
                      N_("The one that holds now. The coordinator code will do as well, so that a "
                         "forgotten staff code can be set again."),
                      N_("Staff or coordinator code"), N_("Continue")},
        [PAGE_NEW] = {N_("Choose a new staff code"), loss, N_("6 digits or more"), N_("Continue")},
        [PAGE_AGAIN] = {N_("Type the new staff code again"),
                        N_("So that no slip of a finger locks you out."), N_("The same code"),
                        N_("Change")},
    };
    static const struct entry_words coordinator[PAGES] = {
        [PAGE_OLD] = {N_("Type the coordinator code"),
                      N_("The one that holds now. The staff code cannot change this one."),
                      N_("Coordinator code"), N_("Continue")},
        [PAGE_NEW] = {N_("Choose a new coordinator code"), loss,
                      N_("6 digits or more, not the staff code"), N_("Continue")},
        [PAGE_AGAIN] = {N_("Type the new coordinator code again"),
                        N_("So that no slip of a finger locks you out."), N_("The same code"),
                        N_("Change")},
    };
    return &(st->whose == WHO_STAFF ? staff : coordinator)[st->page];
}

static const char *fault_words(const struct codes_state *st, const struct model *m,
                               struct arena *a) {
    const char *wait = code_wait_words(m, a);
    if (wait != NULL)
        return wait;
    switch (st->fault) {
    case FAULT_NONE:
        break;
    case FAULT_MISMATCH:
        return tr("The two were not the same. Choose the code again.");
    case FAULT_SAME:
        return tr("That is the code you have just typed. Choose another one.");
    case FAULT_REFUSED:
        return m->failure;
    }
    return NULL;
}

static void view_entry(const struct codes_state *st, const struct model *m, struct ui_build *b,
                       struct ui_node *page) {
    const struct entry_words *words = words_of(st);
    const char *label = tr(words->label);
    if (st->letters && st->page == PAGE_NEW)
        label = tr("12 characters or more");
    code_entry(b, page,
               &(struct code_entry){
                   .bar = st->whose == WHO_STAFF ? tr("Change the staff code")
                                                 : tr("Change the coordinator code"),
                   .bar_second = arena_printf(b->frame, tr("Step %d of %d"),
                                              st->page - PAGE_OLD + 1, PAGES - PAGE_OLD),
                   .title = tr(words->title),
                   .words = tr(words->words),
                   .label = label,
                   .text = st->code[st->page],
                   .error = fault_words(st, m, b->frame),
                   .go = tr(words->go),
                   .blocked = code_wait(m) > 0,
                   .busy = st->busy,
                   .letters = st->letters,
                   .edit = {.id = EDIT},
                   .enter = {.id = NEXT},
                   .swap = {.id = SWAP},
                   .back = {.id = BACK},
               });
}

static struct ui_node *codes_view(const void *state, const struct model *m, struct ui_build *b) {
    const struct codes_state *st = state;
    struct ui_page page = common_page(b, m);
    if (st->page == PAGE_CHOOSE)
        view_choose(b, page.body);
    else if (st->page == PAGE_FORGOTTEN)
        view_forgotten(b, page.body);
    else
        view_entry(st, m, b, page.body);
    return page.root;
}

const struct screen_def screen_codes = {
    .name = "codes",
    .state_size = sizeof(struct codes_state),
    .needs = WHO_PUBLIC,
    .init = codes_init,
    .update = codes_update,
    .view = codes_view,
    .due = codes_due,
};
