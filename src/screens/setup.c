/* First start: the two codes are chosen, each typed twice, one a page. A code is kept as a hash
 * that nobody can turn back, so the page says what follows from that: write it down, keep it
 * elsewhere. */
#include "screens/def.h"

#include <string.h>

#include "base/i18n.h"
#include "base/str.h"
#include "screens/code_entry.h"
#include "screens/common.h"

enum { BACK = 1, EDIT, NEXT, SWAP };

enum step { STEP_STAFF, STEP_STAFF_AGAIN, STEP_COORDINATOR, STEP_COORDINATOR_AGAIN, STEPS };

enum fault { FAULT_NONE, FAULT_MISMATCH, FAULT_SAME, FAULT_REFUSED };

struct setup_state {
    enum step step;
    enum fault fault;
    bool letters, busy;
    char code[STEPS][CODE_TEXT];
};

static void wipe(struct setup_state *st, int step) {
    explicit_bzero(st->code[step], sizeof st->code[step]);
}

static void start_again(struct setup_state *st, int step, enum fault fault) {
    for (int i = step; i < STEPS; i++)
        wipe(st, i);
    st->step = step;
    st->fault = fault;
}

static void next(struct setup_state *st, struct out *out) {
    if (st->busy || st->code[st->step][0] == '\0')
        return;
    bool again = st->step == STEP_STAFF_AGAIN || st->step == STEP_COORDINATOR_AGAIN;
    if (again && !str_eq(st->code[st->step], st->code[st->step - 1])) {
        start_again(st, st->step - 1, FAULT_MISMATCH);
        return;
    }
    if (st->step == STEP_COORDINATOR && str_eq(st->code[STEP_COORDINATOR], st->code[STEP_STAFF])) {
        start_again(st, STEP_COORDINATOR, FAULT_SAME);
        return;
    }
    st->fault = FAULT_NONE;
    if (st->step == STEP_STAFF_AGAIN) {
        st->step++;
        return;
    }
    st->busy = true;
    struct command *c = out_add(out, again ? CMD_SET_CODES : CMD_CHECK_CODE);
    STR_COPY(c->text, st->code[again ? STEP_STAFF : st->step]);
    if (again)
        STR_COPY(c->text2, st->code[STEP_COORDINATOR]);
}

static void setup_update(void *state, const struct model *m, struct ui_msg msg, struct out *out) {
    struct setup_state *st = state;
    switch (msg.id) {
    case BACK:
        if (st->step == STEP_STAFF)
            out_back(out);
        else if (!st->busy)
            start_again(st, st->step - 1, FAULT_NONE);
        break;
    case EDIT:
        common_take(st->code[st->step], sizeof st->code[st->step], msg);
        break;
    case SWAP:
        st->letters = !st->letters;
        wipe(st, st->step);
        break;
    case NEXT:
        next(st, out);
        break;
    case MSG_CODE_GOOD:
        st->busy = false;
        st->step++;
        break;
    case MSG_CODES_SET:
        start_again(st, STEP_STAFF, FAULT_NONE);
        common_enter(m, out);
        break;
    case MSG_FAILED:
        if (msg.arg != CMD_SET_CODES && msg.arg != CMD_CHECK_CODE)
            break;
        st->busy = false;
        start_again(st, msg.arg == CMD_SET_CODES ? STEP_STAFF : (int)st->step, FAULT_REFUSED);
        break;
    default:
        break;
    }
}

static const char *fault_words(const struct setup_state *st, const struct model *m) {
    switch (st->fault) {
    case FAULT_NONE:
        break;
    case FAULT_MISMATCH:
        return tr("The two were not the same. Choose the code again.");
    case FAULT_SAME:
        return tr("The two codes must differ. Choose another one.");
    case FAULT_REFUSED:
        return m->failure;
    }
    return NULL;
}

/* The codes are gone while names are locked under them: new ones cannot open those. */
static const char *words(const struct setup_state *st, const struct model *m, const char *usual) {
    if (st->step != STEP_STAFF || !m->names_kept)
        return usual;
    return tr("The old codes are lost. New ones delete the names that are locked on this kiosk. "
              "The counts stay.");
}

static struct ui_node *setup_view(const void *state, const struct model *m, struct ui_build *b) {
    const struct setup_state *st = state;
    static const struct {
        const char *title, *words, *label, *go;
    } page_of[STEPS] = {
        [STEP_STAFF] =
            {N_("Choose a staff code"),
             N_("Everybody who counts at a session uses it. Write it down and keep it apart "
                "from the kiosk: nobody can read it back."),
             N_("6 digits or more"), N_("Continue")},
        [STEP_STAFF_AGAIN] = {N_("Type the staff code again"),
                              N_("So that no slip of a finger locks you out."), N_("The same code"),
                              N_("Continue")},
        [STEP_COORDINATOR] =
            {N_("Choose a coordinator code"),
             N_("It opens imports, exports and settings as well. If both codes are lost, the names "
                "on this kiosk are lost with them, and never the counts."),
             N_("6 digits or more, not the staff code"), N_("Continue")},
        [STEP_COORDINATOR_AGAIN] = {N_("Type the coordinator code again"),
                                    N_("So that no slip of a finger locks you out."),
                                    N_("The same code"), N_("Set both codes")},
    };
    struct ui_page page = common_page(b, m);
    bool again = st->step == STEP_STAFF_AGAIN || st->step == STEP_COORDINATOR_AGAIN;
    const char *label = tr(page_of[st->step].label);
    if (st->letters && !again)
        label = tr("12 characters or more");
    code_entry(b, page.body,
               &(struct code_entry){
                   .bar = tr("Set up this kiosk"),
                   .bar_second = arena_printf(b->frame, tr("Step %d of %d"), st->step + 1, STEPS),
                   .title = tr(page_of[st->step].title),
                   .words = words(st, m, tr(page_of[st->step].words)),
                   .label = label,
                   .text = st->code[st->step],
                   .error = fault_words(st, m),
                   .go = tr(page_of[st->step].go),
                   .busy = st->busy,
                   .letters = st->letters,
                   .edit = {.id = EDIT},
                   .enter = {.id = NEXT},
                   .swap = {.id = SWAP},
                   .back = {.id = BACK},
               });
    return page.root;
}

const struct screen_def screen_setup = {
    .name = "setup",
    .state_size = sizeof(struct setup_state),
    .needs = WHO_PUBLIC,
    .update = setup_update,
    .view = setup_view,
};
