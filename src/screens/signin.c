/* The sign-in sheet: an adult says who was here, one question a page. It is handed to the visitor
 * and to the next one and the one after, and comes back to staff by their code alone.
 *
 * The next person never sees the last. What was typed is overwritten as soon as it is on the card;
 * a sheet that was left half-typed is taken away, after a warning; and each new sheet is handed
 * over anew, which forgets this screen with all that was drawn of it. Nothing is kept before the
 * last question is answered. For a session with pupils there is no sheet (store: names of pupils).
 */
#include "screens/def.h"

#include <string.h>

#include "base/i18n.h"
#include "base/str.h"
#include "screens/common.h"
#include "screens/words.h"

enum { STAFF = 1, START, PREVIOUS, EDIT, GO_ON, NONE, NEXT_PERSON, STILL_HERE };

enum page { PAGE_WHY, PAGE_NAME, PAGE_ORGANISATION, PAGE_EMAIL, PAGE_THANKS };

enum { TEXTS = 3, TEXT_MAX = 128, WARN_MS = 30000, WIPE_MS = 45000, THANKS_MS = 5000 };

struct signin_state {
    int64_t session;
    enum page page;
    char text[TEXTS][TEXT_MAX]; /* name, organisation, email */
    bool wrong;                 /* what stands in the field cannot be right */
    bool saving, failed, warned;
    int64_t until; /* monotonic ms: how long the thanks stay */
};

static void signin_init(void *state, const struct model *m, struct ui_msg why) {
    (void)m;
    ((struct signin_state *)state)->session = why.ref;
}

static bool is_question(const struct signin_state *st) {
    return st->page >= PAGE_NAME && st->page <= PAGE_EMAIL;
}

/* The text of the question that shows. */
static size_t text_of(const struct signin_state *st) {
    return (size_t)(st->page - PAGE_NAME);
}

/* ---- update ---- */

static void next_person(const struct signin_state *st, struct out *out) {
    out_add(out, CMD_HAND_OVER)->ref = st->session;
}

/* One sign @ between two words; whether mail arrives nobody can say here. */
static bool is_address(const char *text) {
    const char *at = strchr(text, '@');
    return at != NULL && at != text && at[1] != '\0' && strchr(at + 1, '@') == NULL &&
           strchr(text, ' ') == NULL;
}

static bool is_answered(const struct signin_state *st) {
    const char *text = st->text[text_of(st)];
    return st->page == PAGE_EMAIL ? text[0] == '\0' || is_address(text) : text[0] != '\0';
}

static void trim(char text[TEXT_MAX]) {
    const char *from = str_trim(text);
    memmove(text, from, strlen(from) + 1);
}

static void sign_in(struct signin_state *st, struct out *out) {
    struct command *c = out_add(out, CMD_SIGN_IN);
    c->ref = st->session;
    STR_COPY(c->text, st->text[0]);
    STR_COPY(c->text2, st->text[1]);
    STR_COPY(c->text3, st->text[2]);
    st->saving = true;
}

static void go_on(struct signin_state *st, struct out *out) {
    if (!is_question(st) || st->saving)
        return;
    trim(st->text[text_of(st)]);
    st->wrong = !is_answered(st);
    st->failed = false;
    if (st->wrong)
        return;
    if (st->page == PAGE_EMAIL)
        sign_in(st, out);
    else
        st->page++;
}

static void saved(struct signin_state *st, const struct model *m) {
    const struct tape_mark *last = m->tape.marks > 0 ? &m->tape.mark[m->tape.marks - 1] : NULL;
    bool mine = m->tape.session != st->session || (last != NULL && last->signed_in);
    if (!st->saving || !mine) /* a tap of staff from before may be saved only now */
        return;
    explicit_bzero(st->text, sizeof st->text);
    st->saving = st->warned = false;
    st->page = PAGE_THANKS;
    st->until = m->now + THANKS_MS;
}

static void due(struct signin_state *st, struct out *out) {
    if (is_question(st) && !st->warned)
        st->warned = true;
    else
        next_person(st, out);
}

static void update_question(struct signin_state *st, struct ui_msg msg, struct out *out) {
    if (msg.id != EDIT && msg.id != GO_ON && msg.id != NONE && msg.id != PREVIOUS)
        return;
    if (!is_question(st) || st->saving)
        return;
    if (msg.id == GO_ON) {
        go_on(st, out);
        return;
    }
    st->wrong = st->failed = false;
    if (msg.id == EDIT) {
        common_take(st->text[text_of(st)], TEXT_MAX, msg);
    } else if (msg.id == NONE) {
        explicit_bzero(st->text[text_of(st)], TEXT_MAX);
        st->page++;
    } else {
        st->page--;
    }
}

static void signin_update(void *state, const struct model *m, struct ui_msg msg, struct out *out) {
    struct signin_state *st = state;
    if (msg.id < MSG_ENTERED)
        st->warned = false;
    switch (msg.id) {
    case STAFF:
        out_go(out, "unlock");
        break;
    case START:
        st->page = PAGE_NAME;
        break;
    case NEXT_PERSON:
        next_person(st, out);
        break;
    case MSG_MARK_SAVED:
        saved(st, m);
        break;
    case MSG_FAILED:
        if (msg.arg == CMD_SIGN_IN) {
            st->saving = false;
            st->failed = true;
        }
        break;
    case MSG_DUE:
        due(st, out);
        break;
    case MSG_CODE_TRIED: /* by somebody who has gone back to the sheet meanwhile: nobody is in */
        if (msg.arg != WHO_PUBLIC)
            next_person(st, out);
        break;
    default:
        update_question(st, msg, out);
        break;
    }
}

static int64_t signin_due(const void *state, const struct model *m) {
    const struct signin_state *st = state;
    if (st->page == PAGE_THANKS)
        return st->until;
    if (!is_question(st) || st->saving)
        return -1;
    return m->touched + (st->warned ? WIPE_MS : WARN_MS);
}

/* ---- view ---- */

static void view_bar(const struct signin_state *st, const struct model *m, struct ui_build *b,
                     struct ui_node *page) {
    struct arena *a = b->frame;
    const struct session *s = model_session(m, st->session);
    struct ui_bar bar = {.title = tr("Sign-in sheet"), .public_side = true};
    if (s != NULL) {
        bar.title = session_title(s, a);
        bar.second = s->venue;
    }
    if (is_question(st))
        bar.second = arena_printf(a, tr("Question %d of %d"), (int)text_of(st) + 1, (int)TEXTS);
    struct ui_node *chips = ui_bar(b, page, &bar);
    if (is_question(st) && st->page > PAGE_NAME && !st->saving)
        ui_chip(b, chips, "previous", NULL, tr("Previous"), NULL, (struct ui_msg){.id = PREVIOUS})
            ->box.edge = UI_line;
    ui_chip(b, chips, "staff", "lock", tr("Staff"), NULL, (struct ui_msg){.id = STAFF})->box.edge =
        UI_line;
}

static void view_why(const struct model *m, struct ui_build *b, struct ui_node *page) {
    struct ui_node *main = ui_main(b, page);
    ui_text(b, main, UI_TITLE, tr("Please sign in"))->flags |= UI_HEADING;
    ui_text(b, main, UI_LABEL_PLAIN,
            m->has_key
                ? tr("We ask for your name and organisation so that it is known who took part. "
                     "What you type is locked at once, only the coordinator can read it, and it is "
                     "kept for 12 months.")
                : tr("We ask for your name and organisation so that it is known who took part. "
                     "What you type is locked at once, only staff can read it, and it is kept for "
                     "12 months."));
    struct ui_node *foot = ui_foot(b, page);
    ui_primary(b, foot, "start", tr("Start"), (struct ui_msg){.id = START});
}

/* What stands at the field when the answer will not do; NULL: nothing is wrong. */
static const char *error_words(const struct signin_state *st) {
    if (st->failed)
        return tr("You are not signed in yet. Please call a member of staff.");
    if (!st->wrong)
        return NULL;
    if (st->page == PAGE_NAME)
        return tr("Type your name.");
    if (st->page == PAGE_ORGANISATION)
        return tr("Type your organisation, or choose None.");
    return tr("Type an address like name@example.org, or leave it empty.");
}

static void view_question(const struct signin_state *st, struct ui_build *b, struct ui_node *page) {
    static const char *const label[TEXTS] = {N_("Your name"), N_("Your organisation"),
                                             N_("Your email, if you like")};
    struct ui_node *main = ui_main(b, page);
    main->box.pad_y = 12;
    struct ui_node *row = ui_row(b, main, 12);
    row->box.align = UI_END;
    struct ui_node *field = ui_field(b, row,
                                     &(struct ui_field){.key = "field",
                                                        .label = tr(label[text_of(st)]),
                                                        .value = st->text[text_of(st)],
                                                        .error = error_words(st),
                                                        .edit = {.id = EDIT},
                                                        .enter = {.id = GO_ON},
                                                        .autofocus = true});
    field->parent->flags |= UI_GROW;
    if (st->page == PAGE_ORGANISATION)
        ui_button(b, row, "none", tr("None"), (struct ui_msg){.id = NONE});
    ui_keyboard(b, page, st->page == PAGE_EMAIL ? tr("Sign in") : tr("Next"),
                (struct ui_msg){.id = GO_ON});
}

static void view_thanks(struct ui_build *b, struct ui_node *page) {
    ui_empty(b, ui_main(b, page), "tick", tr("Thank you. You are signed in."), "");
    struct ui_node *foot = ui_foot(b, page);
    ui_primary(b, foot, "next", tr("Next person"), (struct ui_msg){.id = NEXT_PERSON});
}

static void dialog_warned(struct ui_build *b, struct ui_page *page) {
    struct ui_node *d =
        ui_dialog(b, page, tr("Are you still there?"), (struct ui_msg){.id = STILL_HERE});
    ui_text(b, d, UI_BODY, tr("This sheet is wiped in 15 seconds. Nothing of it is kept."));
    struct ui_node *foot = ui_dialog_foot(b, d);
    ui_button(b, foot, "wipe", tr("Wipe it now"), (struct ui_msg){.id = NEXT_PERSON});
    ui_primary(b, foot, "still-here", tr("Go on"), (struct ui_msg){.id = STILL_HERE});
}

static struct ui_node *signin_view(const void *state, const struct model *m, struct ui_build *b) {
    const struct signin_state *st = state;
    struct ui_page page = common_page(b, m);
    view_bar(st, m, b, page.body);
    if (st->saving)
        ui_empty(b, ui_main(b, page.body), "clock", tr("Saving"), tr("One moment."));
    else if (st->page == PAGE_WHY)
        view_why(m, b, page.body);
    else if (st->page == PAGE_THANKS)
        view_thanks(b, page.body);
    else
        view_question(st, b, page.body);
    if (st->warned)
        dialog_warned(b, &page);
    return page.root;
}

const struct screen_def screen_signin = {
    .name = "signin",
    .state_size = sizeof(struct signin_state),
    .needs = WHO_PUBLIC,
    .init = signin_init,
    .update = signin_update,
    .view = signin_view,
    .due = signin_due,
};
