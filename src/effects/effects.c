/* Commands in, results out: the table of effects and the traffic with the store thread. */
#include "effects/effects.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/str.h"
#include "effects/work.h"
#include "outreach/keeping.h"
#include "store/thread.h"

enum { KIND_OPENED = -1 };

struct effects {
    struct effects_opts opts;
    struct store_opts store_opts;
    struct keeping keep; /* of opts, which may have none */
    struct store_thread *thread;
    struct progress progress;
    struct checked checked;
    char notice[JOB_BYTES];
    int64_t tickets;
    size_t waiting;
};

struct effect {
    work_fn *run;
    enum model_msg done;
    bool writes; /* may share a transaction; false: reads, or must be durable on its own */
};

static const struct effect table[] = {
    [CMD_SET_CODES] = {do_set_codes, MSG_CODES_SET, true},
    [CMD_CHECK_CODE] = {do_check_code, MSG_CODE_GOOD, false},
    [CMD_TRY_CODE] = {do_try_code, MSG_CODE_TRIED,
                      false}, /* the try is durable before it is compared */
    [CMD_ASK_CODE] = {do_ask_code, MSG_CODE_GOOD, false},          /* so is this one */
    [CMD_CHANGE_CODE] = {do_change_code, MSG_CODE_CHANGED, false}, /* and this */
    [CMD_CONFIRM_DATE] = {do_confirm_date, MSG_DATE_CONFIRMED, true},
    [CMD_BOOTS] = {do_boots, MSG_BOOTS, false},
    [CMD_CORRECT_BOOT] = {do_correct_boot, MSG_BOOT_CORRECTED, true},
    [CMD_OPEN_SESSION] = {do_open_session, MSG_SESSION_OPENED, true},
    [CMD_LOAD_TAPE] = {do_load_tape, MSG_TAPE, false},
    [CMD_ADD_HEADS] = {do_mark, MSG_MARK_SAVED, true},
    [CMD_EXACT] = {do_mark, MSG_MARK_SAVED, true},
    [CMD_UNDO] = {do_mark, MSG_MARK_SAVED, true},
    [CMD_ADD_BAND] = {do_add_band, MSG_TAPE, true},
    [CMD_QUALIFIER] = {do_qualifier, MSG_TAPE, true},
    [CMD_CLASS_SIZE] = {do_class_size, MSG_TAPE, true},
    [CMD_CLOSE_SESSION] = {do_close, MSG_SESSION_CLOSED, true},
    [CMD_LOAD_ROSTER] = {do_load_roster, MSG_ROSTER, false},
    [CMD_CHECK_IN] = {do_check_in, MSG_MARK_SAVED, true},
    [CMD_WALK_IN] = {do_walk_in, MSG_MARK_SAVED, true},
    [CMD_NAME_WALK_IN] = {do_name_walk_in, MSG_NAMED, true},
    [CMD_DROP_LIST] = {do_drop_list, MSG_FORGOTTEN, false},
    [CMD_SIGN_IN] = {do_sign_in, MSG_MARK_SAVED, true},
    [CMD_FORGET_NAMES] = {do_forget_names, MSG_FORGOTTEN, false},
    [CMD_LOAD_TALLIES] = {do_load_tallies, MSG_TALLIES, false},
    [CMD_TALLY] = {do_tally, MSG_TALLY_SAVED, true},
    [CMD_TALLY_OPEN] = {do_tally_open, MSG_TALLIES, true},
    [CMD_TALLY_CONFIRM] = {do_tally_confirm, MSG_TALLIES, true},
    [CMD_REOPEN] = {do_reopen, MSG_SESSION_OPENED, true},
    [CMD_CALL_OFF] = {do_call_off, MSG_SESSION_CHANGED, true},
    [CMD_MOVE] = {do_move, MSG_SESSION_CHANGED, true},
    [CMD_REINSTATE] = {do_reinstate, MSG_SESSION_CHANGED, true},
    [CMD_MAKE] = {do_make, MSG_SESSION_OPENED, true},
    [CMD_DISPUTE] = {do_dispute, MSG_DISPUTED, true},
    [CMD_FIND_FILES] = {do_find_files, MSG_FILES, false},
    [CMD_CHECK_FILE] = {do_check_file, MSG_CHECKED, false},
    [CMD_IMPORT] = {do_import, MSG_IMPORTED, true},
    [CMD_CHECK_ALL] = {do_check_all, MSG_CHECKED, false},
    [CMD_IMPORT_ALL] = {do_import_all, MSG_IMPORTED, false}, /* a transaction of its own */
    [CMD_EXPORT] = {do_export, MSG_EXPORTED, false},
    [CMD_FIND_STICKS] = {do_find_sticks, MSG_STICKS, false},
    [CMD_TO_STICK] = {do_to_stick, MSG_ON_STICK, false},
    [CMD_TOTALS] = {do_totals, MSG_TOTALS, false},
    [CMD_COMPLAINTS] = {do_complaints, MSG_COMPLAINTS, false},
    [CMD_COMPLAINT_DONE] = {do_complaint_done, MSG_COMPLAINTS, true},
    [CMD_WRITE_UPDATE] = {do_write_update, MSG_PLAN_CHANGED, true},
    [CMD_WITHDRAW_UPDATE] = {do_withdraw_update, MSG_PLAN_CHANGED, true},
    [CMD_RATE] = {do_rate, MSG_PLAN_CHANGED, true},
    [CMD_LOAD_FORMS] = {do_load_forms, MSG_FORMS, false},
    [CMD_LOAD_DRAFT] = {do_load_draft, MSG_DRAFT, false},
    [CMD_KEEP_DRAFT] = {do_keep_draft, MSG_DRAFT_KEPT, true},
    [CMD_DROP_DRAFT] = {do_drop_draft, MSG_DRAFT_DROPPED, true},
    [CMD_KEEP_FINISHED] = {do_keep_finished, MSG_SURVEY_SAVED, true},
    [CMD_KEEP_SEALED] = {do_keep_sealed, MSG_SURVEY_SAVED, true},
    [CMD_KEEP_ENVELOPE] = {do_keep_envelope, MSG_ENVELOPE_KEPT,
                           false}, /* a file of its own: durable when it is answered */
    [CMD_OVERDUE] = {do_overdue, MSG_OVERDUE, false},
    [CMD_PURGE] = {do_purge, MSG_PURGED, false}, /* transactions of its own, and whole files */
    [CMD_BACKUP] = {do_backup, MSG_BACKED_UP, false},
    [CMD_SETTING] = {do_setting, MSG_SETTING, true},
};

static const struct effect *effect_of(enum command_kind kind) {
    ASSERT((size_t)kind < sizeof table / sizeof *table && table[kind].run);
    return &table[kind];
}

/* A job's value is a pointer to its work: what it carries is larger than a job may be. */
static struct work *work_of(const void *value) {
    struct work *w;
    memcpy(&w, value, sizeof w);
    return w;
}

static enum job_result run_work(struct store *s, void *value, struct err *err) {
    struct work *w = work_of(value);
    w->again = false;
    if (!effect_of(w->cmd.kind)->run(s, w, err))
        return JOB_FAILED;
    return w->again ? JOB_AGAIN : JOB_DONE;
}

/* The first question to a store that has just opened: everything that the first screen shows. */
static enum job_result run_opened(struct store *s, void *value, struct err *err) {
    return do_opened(s, work_of(value), err) ? JOB_DONE : JOB_FAILED;
}

static bool post(struct effects *e, struct work *w, bool writes,
                 enum job_result (*run)(struct store *, void *, struct err *), int32_t kind) {
    struct job job = {.run = run, .writes = writes, .kind = kind};
    w->opts = &e->opts;
    w->progress = &e->progress;
    w->checked = &e->checked;
    memcpy(job.value, &w, sizeof w);
    if (!store_thread_post(e->thread, &job))
        return false;
    e->waiting++;
    return true;
}

struct effects *effects_start(const struct effects_opts *opts) {
    struct effects *e = xcalloc(1, sizeof *e);
    e->opts = *opts;
    if (opts->keep)
        e->keep = *opts->keep;
    e->opts.keep = &e->keep;
    e->store_opts =
        (struct store_opts){.clock = opts->clock, .keep = opts->purge_itself ? &e->keep : NULL};
    e->thread = store_thread_start(opts->dir, &e->store_opts, KIND_OPENED);
    e->waiting = 1;
    struct work *w = xcalloc(1, sizeof *w);
    w->result = (struct result){.msg = MSG_OPENED};
    bool posted = post(e, w, false, run_opened, MSG_OPENED);
    ASSERT(posted); /* the queue of a new thread is empty */
    return e;
}

void effects_stop(struct effects *e) {
    if (!e)
        return;
    atomic_store(&e->progress.cancel, true);
    store_thread_stop(e->thread);
    free(e);
}

int64_t effects_run(struct effects *e, const struct command *c) {
    return effects_run_with(e, c, NULL);
}

int64_t effects_run_with(struct effects *e, const struct command *c, struct str *xml) {
    const struct effect *effect = effect_of(c->kind);
    struct work *w = xcalloc(1, sizeof *w);
    w->cmd = *c;
    w->result = (struct result){
        .msg = effect->done, .kind = c->kind, .ref = c->ref, .ticket = ++e->tickets};
    if (command_is_long(c->kind)) {
        atomic_store(&e->progress.cancel, false);
        atomic_store(&e->progress.done, 0);
        atomic_store(&e->progress.total, 0);
    }
    if (xml)
        w->xml = *xml;
    int64_t ticket = w->result.ticket;
    if (post(e, w, effect->writes, run_work, (int32_t)c->kind)) {
        if (xml)
            *xml = (struct str){0};
        return ticket;
    }
    explicit_bzero(w, sizeof *w); /* it may carry a code or a name */
    free(w);
    return 0;
}

bool effects_next(struct effects *e, struct result *ret) {
    struct answer a;
    while (store_thread_answer(e->thread, &a)) {
        e->waiting--;
        if (a.job.kind == KIND_OPENED) {
            memcpy(e->notice, a.job.value, sizeof e->notice);
            if (a.ok)
                continue; /* the next answer has all that a screen wants to know */
            *ret = (struct result){.msg = MSG_OPENED, .err = a.err};
            return true;
        }
        struct work *w = work_of(a.job.value);
        *ret = w->result;
        ret->ok = a.ok;
        ret->err = a.err;
        if (ret->msg == MSG_OPENED && e->notice[0])
            STR_COPY(ret->text, e->notice);
        str_wipe(&w->xml);
        explicit_bzero(w, sizeof *w); /* it may have carried a code */
        free(w);
        return true;
    }
    return false;
}

void result_release(struct result *r) {
    if (r->roster)
        model_forget_roster(r->roster);
    free(r->roster);
    r->roster = NULL;
    forms_view_free(r->forms);
    r->forms = NULL;
    help_free(r->help);
    r->help = NULL;
    if (r->filled)
        arena_free(&r->filled->arena);
    free(r->filled);
    r->filled = NULL;
    str_wipe(&r->xml);
    str_wipe(&r->last);
    ledger_free(r->ledger);
    if (r->tape)
        arena_free(&r->tape->arena);
    free(r->tape);
    if (r->complaints)
        arena_free(&r->complaints->arena);
    free(r->complaints);
    if (r->tallies)
        arena_free(&r->tallies->arena);
    free(r->tallies);
    free(r->tally_plan);
    if (r->import)
        import_free(r->import);
    free(r->import);
    form_check_free(r->form_check);
    batch_view_free(r->batch);
    free(r->boot);
    free(r->file);
    free(r->stick);
    r->ledger = NULL;
    r->tape = NULL;
    r->complaints = NULL;
    r->tallies = NULL;
    r->tally_plan = NULL;
    r->import = NULL;
    r->form_check = NULL;
    r->batch = NULL;
    r->boot = NULL;
    r->file = NULL;
    r->stick = NULL;
}

int effects_fd(const struct effects *e) {
    return store_thread_fd(e->thread);
}

size_t effects_waiting(const struct effects *e) {
    return e->waiting;
}

void effects_cancel(struct effects *e) {
    atomic_store(&e->progress.cancel, true);
}

void effects_progress(const struct effects *e, int64_t *ret_done, int64_t *ret_total) {
    *ret_done = atomic_load(&e->progress.done);
    *ret_total = atomic_load(&e->progress.total);
}
