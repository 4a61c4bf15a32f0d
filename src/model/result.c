/* Taking the results of effects into the model: the only way in which it changes. */
#include "model/result.h"

#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/str.h"

static void drop_pending(struct model *m, int64_t ticket) {
    for (size_t i = 0; i < m->pendings; i++) {
        if (m->pending[i].ticket != ticket)
            continue;
        memmove(&m->pending[i], &m->pending[i + 1], (m->pendings - i - 1) * sizeof m->pending[0]);
        m->pendings--;
        return;
    }
}

static void drop_pending_tally(struct model *m, int64_t ticket) {
    for (size_t i = 0; i < m->pending_tallies; i++) {
        if (m->pending_tally[i].ticket != ticket)
            continue;
        memmove(&m->pending_tally[i], &m->pending_tally[i + 1],
                (m->pending_tallies - i - 1) * sizeof m->pending_tally[0]);
        m->pending_tallies--;
        return;
    }
}

static void take_facts(struct model *m, const struct facts *f, int64_t now) {
    if (!f->set)
        return;
    m->date_confirmed = f->date_confirmed;
    m->has_codes = f->has_codes;
    m->names_kept = f->names_kept;
    m->has_key = f->has_key;
    m->readers = (int)f->readers;
    m->pupils_concerns = f->pupils_concerns;
    m->last_date = f->last_date;
    m->shift = f->shift;
    m->saved = f->saved;
    m->exported_n = f->exported;
    m->asked = f->asked;
    m->next_meeting = f->next_meeting;
    m->wait_until = now + f->wait_s * 1000;
    if (f->text_pct)
        m->text_pct = f->text_pct;
    if (f->sound >= 0)
        m->sound = f->sound;
    if (f->event[0])
        STR_COPY(m->event, f->event);
    if (f->theme[0])
        STR_COPY(m->theme, f->theme);
}

static void take_ledger(struct model *m, struct result *r) {
    if (!r->ledger)
        return;
    ledger_free(m->ledger);
    m->ledger = r->ledger;
    r->ledger = NULL;
}

static void take_tape(struct model *m, struct result *r) {
    if (!r->tape)
        return;
    arena_free(&m->tape.arena);
    m->tape = *r->tape;
    free(r->tape);
    r->tape = NULL;
}

static void take_complaints(struct model *m, struct result *r) {
    if (!r->complaints)
        return;
    arena_free(&m->complaints.arena);
    m->complaints = *r->complaints;
    free(r->complaints);
    r->complaints = NULL;
}

static void take_tallies(struct model *m, struct result *r) {
    if (r->tally_plan) {
        free(m->tally_plan);
        m->tally_plan = r->tally_plan;
        r->tally_plan = NULL;
    }
    /* A tally of a session that is not looked at any more changes nothing that shows. */
    if (!r->tallies || (r->msg == MSG_TALLY_SAVED && r->ref != m->tallies.session))
        return;
    arena_free(&m->tallies.arena);
    m->tallies = *r->tallies;
    free(r->tallies);
    r->tallies = NULL;
}

/* One that comes when everybody has left stays with the result, which is overwritten. */
static void take_roster(struct model *m, struct result *r) {
    if (!r->roster || m->who == WHO_PUBLIC)
        return;
    model_forget_roster(&m->roster);
    m->roster = *r->roster;
    free(r->roster);
    r->roster = NULL;
}

static void take_forms(struct model *m, struct result *r) {
    if (r->forms)
        model_take_forms(m, r->forms);
    r->forms = NULL;
    if (r->help) {
        help_free(m->help);
        m->help = r->help;
        r->help = NULL;
    }
    if (!r->filled)
        return;
    arena_free(&m->filled.arena);
    m->filled = *r->filled;
    free(r->filled);
    r->filled = NULL;
}

static void set_checked(struct model *m, struct import *import) {
    if (m->checked)
        import_free(m->checked);
    free(m->checked);
    m->checked = import;
}

/* The ledger's number of a session that is being counted follows the tape. */
static void count_in_ledger(struct model *m) {
    struct session *s = (struct session *)model_session(m, m->tape.session);
    if (!s || !m->tape.marks)
        return;
    int64_t sum = 0;
    for (size_t i = 0; i < m->tape.bands; i++)
        sum += m->tape.band[i].saved;
    s->counted = (struct count){sum, m->tape.qualifier};
}

static void take_mark(struct model *m, const struct result *r) {
    struct tape_view *t = &m->tape;
    if (r->ref != t->session)
        return;
    if (t->marks == t->marks_cap) {
        size_t cap = t->marks_cap ? t->marks_cap * 2 : 64;
        struct tape_mark *grown = arena_array(&t->arena, cap, sizeof *grown);
        if (t->marks)
            memcpy(grown, t->mark, t->marks * sizeof *grown);
        t->mark = grown;
        t->marks_cap = cap;
    }
    struct tape_mark mark = r->mark;
    for (size_t i = 0; i < t->marks; i++) {
        struct tape_mark *undone = &t->mark[i];
        if (!mark.undoes || undone->seq != mark.undoes)
            continue;
        undone->undone = true;
        mark.n = -undone->n;
        STR_COPY(mark.band, undone->band);
    }
    t->mark[t->marks++] = mark;
    for (size_t i = 0; i < t->bands; i++)
        if (strcmp(t->band[i].key, mark.band) == 0)
            t->band[i].saved += mark.n;
    count_in_ledger(m);
}

static struct ui_msg failed(struct model *m, const struct result *r, int64_t now) {
    if (m->job.kind == r->kind)
        m->job.running = false;
    drop_pending(m, r->ticket);
    drop_pending_tally(m, r->ticket);
    bool finished = r->kind == CMD_KEEP_FINISHED || r->kind == CMD_KEEP_SEALED;
    if (finished)
        m->survey_saving = false;
    if (r->kind == CMD_TRY_CODE || r->kind == CMD_ASK_CODE || r->kind == CMD_CHANGE_CODE)
        m->wait_until = now + r->n * 1000;
    if (r->err.kind == ERR_CANCELLED)
        return (struct ui_msg){.id = MSG_CANCELLED, .arg = (int32_t)r->kind};
    if (r->kind == CMD_KEEP_ENVELOPE) { /* nobody's business but staff's */
        STR_COPY(m->envelopes_failed, r->err.text);
        return (struct ui_msg){0};
    }
    STR_COPY(m->failure, r->err.text);
    bool told = r->kind == CMD_SIGN_IN; /* the sheet says it in words for a visitor */
    if ((command_is_mark(r->kind) && !told) || r->kind == CMD_TALLY || r->kind == CMD_KEEP_DRAFT ||
        r->kind == CMD_DROP_DRAFT)
        model_toast(m, m->failure, true);
    /* What the screen asked for is to finish; how the kiosk does it is not the screen's. */
    enum command_kind asked = finished ? CMD_SURVEY_FINISH : r->kind;
    return (struct ui_msg){.id = MSG_FAILED, .arg = (int32_t)asked};
}

/* What was shown as pending has reached the card. */
static void take_saved(struct model *m, const struct result *r) {
    if (r->msg == MSG_MARK_SAVED) {
        drop_pending(m, r->ticket);
        take_mark(m, r);
        m->saved++;
    } else if (r->msg == MSG_TALLY_SAVED) {
        drop_pending_tally(m, r->ticket);
        m->saved++;
    } else if (r->msg == MSG_SURVEY_SAVED) {
        m->survey_saving = false;
        m->saved++;
    } else if (r->msg == MSG_SESSION_CLOSED) {
        model_drop_views(m, r->ref);
    } else if (r->msg == MSG_ENVELOPE_KEPT) {
        m->envelopes_failed[0] = '\0';
    }
}

static void set_batch(struct model *m, struct result *r) {
    batch_view_free(m->batch);
    m->batch = r->batch;
    r->batch = NULL;
}

/* What comes in and goes out at the coordinator's desk. */
static void take_desk(struct model *m, struct result *r) {
    if (r->msg == MSG_FILES) {
        m->files = r->files < FILES_MAX ? r->files : FILES_MAX;
        if (m->files)
            memcpy(m->file, r->file, m->files * sizeof *m->file);
    } else if (r->msg == MSG_CHECKED) {
        set_checked(m, r->import);
        m->key = r->key;
        form_check_free(m->form_check);
        m->form_check = r->form_check;
        set_batch(m, r);
        r->import = NULL;
        r->form_check = NULL;
    } else if (r->msg == MSG_IMPORTED) {
        if (r->batch)
            set_batch(m, r);
        model_forget_roster(&m->roster); /* it may be another one now */
    } else if (r->msg == MSG_EXPORTED) {
        STR_COPY(m->exported, r->text);
    } else if (r->msg == MSG_TOTALS) {
        STR_COPY(m->totals, r->text);
    } else if (r->msg == MSG_STICKS) {
        m->sticks = r->sticks < STICKS_MAX ? r->sticks : STICKS_MAX;
        if (m->sticks)
            memcpy(m->stick, r->stick, m->sticks * sizeof *m->stick);
    } else if (r->msg == MSG_ON_STICK) {
        STR_COPY(m->on_stick, r->text);
        m->on_stick_files = r->n;
        m->on_stick_envelopes = r->release;
    }
}

static void take_boots(struct model *m, const struct result *r) {
    if (!r->boot)
        return;
    m->boots = r->boots < BOOT_VIEWS ? r->boots : BOOT_VIEWS;
    memcpy(m->boot, r->boot, m->boots * sizeof *m->boot);
}

/* What was deleted is not looked at any more. */
static void take_overdue(struct model *m, const struct result *r) {
    if (r->msg != MSG_OVERDUE && r->msg != MSG_PURGED)
        return;
    memcpy(m->overdue, r->overdue, sizeof m->overdue);
    if (r->msg == MSG_PURGED)
        model_forget_roster(&m->roster);
}

static void take_opened(struct model *m, const struct result *r) {
    m->ready = true;
    STR_COPY(m->notice, r->text);
}

/* Whatever the result brings along. */
static void take_parts(struct model *m, struct result *r, int64_t now) {
    take_facts(m, &r->facts, now);
    take_ledger(m, r);
    take_tape(m, r);
    take_complaints(m, r);
    take_tallies(m, r);
    take_roster(m, r);
    take_forms(m, r);
    take_saved(m, r);
    take_boots(m, r);
    take_overdue(m, r);
    take_desk(m, r);
}

/* Who gave a right code is in, and the sign-in sheet is staff's again; a wrong one makes wait. */
static void let_in(struct model *m, const struct result *r, int64_t now) {
    m->who = r->who;
    if (m->who != WHO_PUBLIC) {
        m->handed_over = 0;
        m->asked_form[0] = '\0';
    }
    m->wait_until = now + r->n * 1000;
}

struct ui_msg model_apply(struct model *m, struct result *r, int64_t now) {
    if (!r->ok)
        return failed(m, r, now);
    if (m->job.kind == r->kind)
        m->job.running = false;
    take_parts(m, r, now);
    int32_t arg = r->msg == MSG_CODE_TRIED ? (int32_t)r->who : r->n;
    if (r->msg == MSG_OPENED)
        take_opened(m, r);
    else if (r->msg == MSG_CODE_TRIED)
        let_in(m, r, now);
    else if (r->msg == MSG_CODES_SET)
        m->who = r->who;
    return (struct ui_msg){.id = (int32_t)r->msg, .ref = r->ref, .arg = arg};
}
