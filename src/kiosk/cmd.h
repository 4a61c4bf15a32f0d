/* What the subcommands share: how they find the data folder and how they report. */
#pragma once

#include "base/clock.h"
#include "base/err.h"
#include "kiosk/args.h"
#include "kiosk/commands.h"
#include "store/store.h"

/* commands.c: what `export --report` writes besides report/report.h; ends with a row without a
 * name. */
struct export_other {
    const char *name;
    int (*run)(const struct args *a);
};
extern const struct export_other export_others[];

/* cmd_envelopes.c: the two that are folders. */
int cmd_export_envelopes(const struct args *a);
int cmd_export_sealed(const struct args *a);
/* cmd_ticklist.c: the one that is all names. */
int cmd_export_ticklist(const struct args *a);
/* cmd_school.c: the one that is for a school. */
int cmd_export_school(const struct args *a);

/* cmd_sheet.c: what these two have in common. */
struct cmd_sheet {
    const char *noun, *title; /* "list", "The list" */
    const char *advice;       /* said after its file's name, with the mark before it */
    bool takes_small;         /* the option --small */
    bool read_only;           /* leaves the store as it is */
    bool (*write)(struct store *s, const struct args *a, int64_t session, struct err *err);
};
int cmd_export_sheet(const struct args *a, const struct cmd_sheet *sheet);

int cmd_fail(const struct err *err); /* says it in one sentence; EXIT_WORLD */

/* The data folder that --data names, else the default one. */
bool cmd_data_dir(const struct args *a, char *out, size_t size, struct err *err) MUST_USE;

/* Opens the store of that folder; a notice of its recovery goes to stderr. `clock` must outlive it.
 */
struct store *cmd_open_store(const struct args *a, const struct clock *clock, bool read_only,
                             struct err *err);
