/* What the do_*.c files share: one piece of work, and the functions that the table in effects.c
 * names. */
#pragma once

#include <stdatomic.h>

#include "effects/effects.h"
#include "store/store.h"

struct progress { /* written by the store thread, read by the UI thread */
    atomic_int_fast64_t done, total;
    atomic_bool cancel;
};

struct checked { /* the file of the last dry run; of the store thread, kept between two commands */
    char stick[64];           /* that it lies on; "": in the incoming folder */
    char name[128];           /* "": all files there together */
    uint64_t sum;             /* of its bytes, or of all their bytes */
    char list[FILES_MAX][96]; /* lists of people that are imported: these files have to go */
    size_t lists;
};

struct work {
    struct command cmd;
    struct result result; /* filled by the work; msg, kind, ref and ticket are set already */
    const struct effects_opts *opts;
    struct progress *progress;
    struct checked *checked;
    struct str xml;          /* of a form, or a sealed envelope; overwritten afterwards */
    struct sending *sending; /* do_stick.c: an export under way, between two slices */
    bool again;              /* set by the work: it wants another slice */
};

typedef bool work_fn(struct store *s, struct work *w, struct err *err);

/* do_open.c: the store's own state */
work_fn do_opened, do_check_code, do_set_codes, do_try_code, do_ask_code, do_change_code,
    do_confirm_date, do_setting, do_backup;
work_fn do_boots, do_correct_boot;
/* do_count.c: one session */
work_fn do_open_session, do_load_tape, do_mark, do_add_band, do_qualifier, do_class_size, do_close;
/* do_tally.c: what is counted besides heads */
work_fn do_load_tallies, do_tally, do_tally_open, do_tally_confirm;
/* do_life.c: what becomes of a session */
work_fn do_reopen, do_call_off, do_move, do_reinstate, do_make, do_dispute;
/* do_names.c: the check-in list */
work_fn do_load_roster, do_check_in, do_walk_in, do_name_walk_in, do_sign_in, do_forget_names,
    do_drop_list;
/* do_plan.c: what a coordinator writes about the plan */
work_fn do_write_update, do_withdraw_update, do_rate;
/* do_files.c: taking in and giving out */
work_fn do_find_files, do_check_file, do_import, do_export, do_complaints, do_complaint_done;
/* do_batch.c: several files together, or a help card */
work_fn do_check_all, do_import_all;
/* do_totals.c: the day in a few lines */
work_fn do_totals;
/* do_forms.c: forms, and what was filled in */
work_fn do_load_forms, do_load_draft, do_keep_draft, do_drop_draft, do_keep_finished,
    do_keep_sealed;
/* do_envelope.c: what visitors leave behind the door */
work_fn do_keep_envelope;
/* do_stick.c: USB sticks */
work_fn do_find_sticks, do_to_stick;
/* do_purge.c: what has been kept long enough */
work_fn do_overdue, do_purge;

/* Has a person asked to stop? Then also the error. */
bool work_cancelled(struct work *w, struct err *err);
/* Where the checked file lies, on a stick or in the incoming folder; ERR_MISSING: not any more. */
bool work_incoming(const struct work *w, const char *name, char *path, size_t size,
                   struct err *err) MUST_USE;
/* Where a file that can be imported lies on a stick; whatever else `name` says is refused. */
bool stick_file(const char *usb, const char *stick, const char *name, char *path, size_t size,
                struct err *err) MUST_USE;

/* Shared reads: each fills its part of the result. */
bool work_facts(struct store *s, struct work *w, struct err *err);
void work_tally_plan(struct work *w); /* complaints of the file go into the text */
bool work_ledger(struct store *s, struct work *w, struct err *err);
bool work_tape(struct store *s, struct work *w, struct err *err);
bool work_filled(struct store *s, struct work *w, struct err *err);
