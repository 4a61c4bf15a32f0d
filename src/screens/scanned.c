#include "screens/scanned.h"

#include "base/i18n.h"
#include "base/str.h"
#include "model/msg.h"
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

static void say(struct out *out, bool bad, const char *one, const char *two) {
    ARENA(a);
    struct command *c = out_add(out, CMD_TOAST);
    STR_COPY(c->text, words_join(&a, one, two));
    c->n = bad;
    arena_wipe(&a); /* a name went through it */
}

static void scan(struct scanned *st, int64_t session, const struct model *m, const char *code,
                 struct out *out) {
    st->unknown[0] = '\0';
    if (model_is_pupils(m, session)) {
        say(out, true, tr("No names are kept at a session with pupils"), "");
        return;
    }
    const struct person *p =
        model_has_list(m, session) ? people_by_code(m->roster.people, code) : NULL;
    if (p == NULL) {
        STR_COPY(st->unknown, code);
        return;
    }
    const struct tape_mark *here = model_here(m, p->id);
    if (here != NULL) {
        ARENA(a);
        say(out, false, arena_printf(&a, tr("Already here since %s"), words_time(&a, here->minute)),
            p->name);
    } else if (!model_is_arriving(m, p->id)) {
        struct command *c = out_add(out, CMD_CHECK_IN);
        c->ref = session;
        STR_COPY(c->text, p->id);
        say(out, false, tr("Checked in"), p->name);
    }
}

bool scanned_update(struct scanned *st, int64_t session, const struct model *m, struct ui_msg msg,
                    struct out *out) {
    if (msg.id == MSG_SCANNED) {
        if (m->tape.session == session)
            scan(st, session, m, msg.text, out);
        return true;
    }
    if (msg.id != SCANNED_AWAY && msg.id != SCANNED_WALK_IN)
        return false;
    st->unknown[0] = '\0';
    if (msg.id == SCANNED_WALK_IN) {
        out_add(out, CMD_WALK_IN)->ref = session;
        say(out, false, tr("Walk-in added"), "");
    }
    return true;
}

void scanned_view(const struct scanned *st, struct ui_build *b, struct ui_page *page) {
    if (st->unknown[0] == '\0')
        return;
    struct ui_node *d =
        ui_dialog(b, page, tr("This code is not on the list"), (struct ui_msg){.id = SCANNED_AWAY});
    ui_text(b, d, UI_BODY, arena_printf(b->frame, tr("The scanner read %s."), st->unknown));
    ui_text(b, d, UI_BODY, tr("Search for the name, or count this person as a walk-in."))->ink =
        UI_soft;
    struct ui_node *foot = ui_dialog_foot(b, d);
    ui_button(b, foot, "away", tr("Close"), (struct ui_msg){.id = SCANNED_AWAY});
    ui_primary(b, foot, "scanned-walk-in", tr("Walk-in"), (struct ui_msg){.id = SCANNED_WALK_IN});
}
