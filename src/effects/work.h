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
    char name[128];
    uint64_t sum; /* of its bytes */
};

struct work {
    struct command cmd;
    struct result result; /* filled by the work; msg, kind, ref and ticket are set already */
    const struct effects_opts *opts;
    struct progress *progress;
    struct checked *checked;
};

typedef bool work_fn(struct store *s, struct work *w, struct err *err);

/* do_open.c: the store's own state */
work_fn do_opened, do_check_code, do_set_codes, do_try_code, do_confirm_date, do_setting, do_backup;
/* do_count.c: one session */
work_fn do_open_session, do_load_tape, do_mark, do_add_band, do_qualifier, do_class_size, do_close;
/* do_files.c: taking in and giving out */
work_fn do_find_files, do_check_file, do_import, do_export, do_complaints, do_complaint_done;

/* Shared reads: each fills its part of the result. */
bool work_facts(struct store *s, struct work *w, struct err *err);
bool work_ledger(struct store *s, struct work *w, struct err *err);
bool work_tape(struct store *s, struct work *w, struct err *err);
