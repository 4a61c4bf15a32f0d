#include "screens/scanned.h"

#include <string.h>

#include "base/i18n.h"
#include "base/str.h"
#include "model/msg.h"
#include "screens/common.h"
#include "screens/words.h"

void scanned_enter(int64_t session, const struct model *m, struct out *out) {
    if (m->roster.session != session && !model_is_pupils(m, session))
        out_add(out, CMD_LOAD_ROSTER)->ref = session;
}

const char *scanned_since(struct arena *a, const struct model *m, const struct tape_mark *mark) {
    const char *at = words_time(a, mark->minute);
    if (mark->date.year != 0 && date_compare(mark->date, m->today) != 0)
        at = arena_printf(a, tr("%s on %s"), at, words_date_short(a, mark->date));
    return arena_printf(a, tr("Here since %s"), at);
}

void scanned_cut(char *text, const char *code) {
    char *at = strstr(text, code);
    size_t n = strlen(code);
    if (at != NULL)
        memmove(at, at + n, strlen(at + n) + 1);
}

void scanned_cut_end(char *text, size_t size, const char *taken) {
    size_t has = strlen(text), all = strlen(taken);
    for (size_t n = all; n > 0; n--) {
        if (n > has || memcmp(text + has - n, taken, n) != 0 || (n < all && has + 1 < size))
            continue;
        text[has - n] = '\0';
        return;
    }
}

void scanned_cut_digits(char *text, size_t size, const char *code) {
    char digit[sizeof((struct scanned *)NULL)->code];
    size_t n = 0;
    for (; *code != '\0' && n + 1 < sizeof digit; code++)
        if (*code >= '0' && *code <= '9')
            digit[n++] = *code;
    digit[n] = '\0';
    scanned_cut_end(text, size, digit);
}

/* ---- what becomes of a code ---- */

static void say(struct out *out, bool bad, const char *one, const char *two) {
    ARENA(a);
    struct command *c = out_add(out, CMD_TOAST);
    STR_COPY(c->text, words_join(&a, one, two));
    c->n = bad;
    arena_wipe(&a); /* a name went through it */
}

static void forget(struct scanned *st) {
    explicit_bzero(st, sizeof *st);
}

/* The last step: tape and list are here. */
static void look_up(struct scanned *st, const struct model *m, struct out *out) {
    if (!model_has_list(m, st->session)) {
        say(out, true, tr("This session has no list: a code cannot check anybody in"), "");
        forget(st);
        return;
    }
    const struct person *p = people_by_code(m->roster.people, st->code);
    if (p == NULL) {
        st->step = SCANNED_UNKNOWN;
        return;
    }
    const struct tape_mark *here = model_here(m, p->id);
    if (here != NULL) {
        ARENA(a);
        say(out, false, arena_printf(&a, tr("Already here since %s"), words_time(&a, here->minute)),
            p->name);
    } else if (!model_is_arriving(m, p->id)) {
        struct command *c = out_add(out, CMD_CHECK_IN);
        c->ref = st->session;
        STR_COPY(c->text, p->id);
        say(out, false, tr("Checked in"), p->name);
    }
    forget(st);
}

static bool is_loaded(const struct scanned *st, const struct model *m) {
    return m->tape.session == st->session && m->roster.session == st->session;
}

static void go_on(struct scanned *st, const struct model *m, struct out *out) {
    if (st->step == SCANNED_WAITS && is_loaded(st, m))
        look_up(st, m, out);
}

/* Why nobody can be checked in at this session; NULL: somebody can. */
static const char *refusal(const struct model *m, int64_t session) {
    const struct session *s = model_session(m, session);
    if (s != NULL && session_is_pupils(s))
        return tr("No names are kept at a session with pupils");
    if (s == NULL || s->life == LIFE_NEW)
        return tr("Open the session first, then scan the code");
    if (s->life == LIFE_CLOSED)
        return tr("This session is closed: reopen it, then scan the code");
    return NULL;
}

static void look_up_at(struct scanned *st, int64_t session, const struct model *m,
                       struct out *out) {
    const char *why = refusal(m, session);
    if (why != NULL) {
        say(out, true, why, "");
        forget(st);
        return;
    }
    st->session = session;
    st->step = SCANNED_WAITS;
    if (m->tape.session != session)
        out_add(out, CMD_LOAD_TAPE)->ref = session;
    scanned_enter(session, m, out);
    go_on(st, m, out);
}

static bool can_be_meant(const struct session *s) {
    return s->life == LIFE_OPEN && !session_is_pupils(s);
}

/* Of all sessions: the one that can be meant, or which of them is asked. */
static void look_for_session(struct scanned *st, const struct model *m, struct out *out) {
    int64_t meant = 0, open = 0;
    size_t n = 0;
    for (size_t i = 0; m->ledger != NULL && i < m->ledger->sessions; i++) {
        const struct session *s = &m->ledger->session[i];
        if (s->life == LIFE_OPEN)
            open = s->id;
        if (!can_be_meant(s))
            continue;
        meant = s->id;
        n++;
    }
    if (n > 1)
        st->step = SCANNED_WHERE;
    else
        look_up_at(st, n == 1 ? meant : open, m, out);
}

static void scan(struct scanned *st, int64_t session, const struct model *m, const char *code,
                 struct out *out) {
    if (st->step == SCANNED_WAITS) {
        say(out, true, tr("The list is being opened: scan this code again"), "");
        return;
    }
    forget(st);
    STR_COPY(st->code, code);
    if (session != 0)
        look_up_at(st, session, m, out);
    else
        look_for_session(st, m, out);
}

static void give_up(struct scanned *st, int32_t failed, struct out *out) {
    if (st->step != SCANNED_WAITS || (failed != CMD_LOAD_ROSTER && failed != CMD_LOAD_TAPE))
        return;
    say(out, true, tr("The names cannot be opened: lock the kiosk and type your code again"), "");
    forget(st);
}

bool scanned_update(struct scanned *st, int64_t session, const struct model *m, struct ui_msg msg,
                    struct out *out) {
    switch (msg.id) {
    case MSG_SCANNED:
        scan(st, session, m, msg.text, out);
        return true;
    case SCANNED_AT:
        look_up_at(st, msg.ref, m, out);
        return true;
    case SCANNED_WALK_IN:
        out_add(out, CMD_WALK_IN)->ref = st->session;
        say(out, false, tr("Walk-in added"), "");
        forget(st);
        return true;
    case SCANNED_AWAY:
        forget(st);
        return true;
    case MSG_TAPE:
    case MSG_ROSTER:
        go_on(st, m, out);
        return false;
    case MSG_FAILED:
        give_up(st, msg.arg, out);
        return false;
    case MSG_ENTERED: /* what came while another screen was shown is not known here */
        forget(st);
        return false;
    default:
        return false;
    }
}

/* ---- view ---- */

static void view_unknown(const struct scanned *st, struct ui_build *b, struct ui_page *page) {
    struct ui_node *d =
        ui_dialog(b, page, tr("This code is not on the list"), (struct ui_msg){.id = SCANNED_AWAY});
    ui_text(b, d, UI_BODY, arena_printf(b->frame, tr("The scanner read %s."), st->code));
    ui_text(b, d, UI_BODY, tr("Search for the name, or count this person as a walk-in."))->ink =
        UI_soft;
    struct ui_node *foot = ui_dialog_foot(b, d);
    ui_button(b, foot, "away", tr("Close"), (struct ui_msg){.id = SCANNED_AWAY});
    ui_primary(b, foot, "scanned-walk-in", tr("Walk-in"), (struct ui_msg){.id = SCANNED_WALK_IN});
}

static void view_where(const struct model *m, struct ui_build *b, struct ui_page *page) {
    struct ui_node *d = ui_dialog(b, page, tr("Which session is this code for?"),
                                  (struct ui_msg){.id = SCANNED_AWAY});
    struct ui_node *list = ui_col(b, d, 0);
    list->box.align = UI_STRETCH;
    for (size_t i = 0; i < m->ledger->sessions; i++) {
        const struct session *s = &m->ledger->session[i];
        if (!can_be_meant(s))
            continue;
        struct ui_node *row =
            common_session_row(b, list, m, s, NULL, (struct ui_msg){.id = SCANNED_AT});
        row->key = arena_printf(b->frame, "at:%lld", (long long)s->id);
    }
    struct ui_node *foot = ui_dialog_foot(b, d);
    ui_button(b, foot, "away", tr("None of these"), (struct ui_msg){.id = SCANNED_AWAY});
}

void scanned_view(const struct scanned *st, const struct model *m, struct ui_build *b,
                  struct ui_page *page) {
    switch (st->step) {
    case SCANNED_UNKNOWN:
        view_unknown(st, b, page);
        break;
    case SCANNED_WHERE:
        view_where(m, b, page);
        break;
    case SCANNED_NOTHING:
    case SCANNED_WAITS:
        break;
    }
}
