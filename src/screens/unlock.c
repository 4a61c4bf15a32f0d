/* The door between the public and the staff side. One field for both codes: the kiosk finds out
 * whose it is, and never says how close a wrong one was. */
#include "screens/def.h"

#include <string.h>

#include "base/i18n.h"
#include "base/str.h"
#include "screens/code_entry.h"
#include "screens/common.h"

enum { BACK = 1, EDIT, TRY, SWAP, HELP /* arg: page of the screen "codes" */ };

enum { SHEET_BACK_MS = 45000 };

struct unlock_state {
    char code[CODE_TEXT];
    bool letters, busy, wrong;
};

static void tried(struct unlock_state *st, const struct model *m, struct ui_msg msg,
                  struct out *out) {
    st->busy = false;
    st->wrong = msg.arg == WHO_PUBLIC;
    if (msg.arg == WHO_COORDINATOR)
        out_home(out, "coordinator");
    else if (msg.arg == WHO_STAFF)
        common_enter(m, out);
}

static void help(int32_t page, struct out *out) {
    struct command *c = out_add(out, CMD_GO);
    c->screen = "codes";
    c->n = page;
}

static void unlock_update(void *state, const struct model *m, struct ui_msg msg, struct out *out) {
    struct unlock_state *st = state;
    switch (msg.id) {
    case BACK:
        out_back(out);
        break;
    case EDIT:
        if (st->busy || code_wait(m) > 0)
            break;
        common_take(st->code, sizeof st->code, msg);
        st->wrong = false;
        break;
    case SWAP:
        st->letters = !st->letters;
        explicit_bzero(st->code, sizeof st->code);
        break;
    case TRY:
        if (st->busy || st->code[0] == '\0' || code_wait(m) > 0)
            break;
        STR_COPY(out_add(out, CMD_TRY_CODE)->text, st->code);
        explicit_bzero(st->code, sizeof st->code);
        st->busy = true;
        break;
    case HELP:
        help(msg.arg, out);
        break;
    case MSG_CODE_TRIED:
        tried(st, m, msg, out);
        break;
    case MSG_FAILED:
        st->busy = false;
        break;
    case MSG_DUE:
        out_back(out);
        break;
    default:
        break;
    }
}

/* A visitor who only looked behind the sign-in sheet and went leaves it to the next one. */
static int64_t unlock_due(const void *state, const struct model *m) {
    const struct unlock_state *st = state;
    return m->handed_over != 0 && !st->busy ? m->touched + SHEET_BACK_MS : -1;
}

static struct ui_node *unlock_view(const void *state, const struct model *m, struct ui_build *b) {
    const struct unlock_state *st = state;
    struct ui_page page = common_page(b, m);
    const char *error = code_wait_words(m, b->frame);
    if (error == NULL && st->wrong)
        error = tr("That code is not right.");
    const char *help = error != NULL ? tr("Forgotten?") : tr("Codes");
    code_entry(
        b, page.body,
        &(struct code_entry){
            .bar = tr("Staff"),
            .title = tr("Type your code"),
            .words = tr("The staff code opens counting, the coordinator code opens everything."),
            .label = tr("Staff or coordinator code"),
            .text = st->code,
            .error = error,
            .go = tr("Unlock"),
            .blocked = code_wait(m) > 0,
            .busy = st->busy,
            .letters = st->letters,
            .edit = {.id = EDIT},
            .enter = {.id = TRY},
            .swap = {.id = SWAP},
            .back = {.id = BACK},
            .help = m->handed_over == 0 ? help : NULL, /* a visitor has no code */
            .helped = {.id = HELP, .arg = error != NULL ? CODES_FORGOTTEN : CODES_CHOOSE},
        });
    return page.root;
}

const struct screen_def screen_unlock = {
    .name = "unlock",
    .state_size = sizeof(struct unlock_state),
    .needs = WHO_PUBLIC,
    .update = unlock_update,
    .view = unlock_view,
    .due = unlock_due,
};
