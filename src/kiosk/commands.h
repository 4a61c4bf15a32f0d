/* What `turnout` can be asked to do: the tables for kiosk/args.h, and the functions behind them,
 * one src/kiosk/cmd_*.c each. They return the exit status. */
#pragma once

#include "kiosk/args.h"
#include "kiosk/settings.h"

enum option { /* ids for args_value() */
              OPT_BOM,
              OPT_DATA,
              OPT_DRY_RUN,
              OPT_ENVELOPES,
              OPT_FROM,
              OPT_FULLSCREEN,
              OPT_HEADLESS,
              OPT_JSON,
              OPT_KEY,
              OPT_LANG,
              OPT_MARKING,
              OPT_NAMES,
              OPT_NOW,
              OPT_OUT,
              OPT_REPLACE,
              OPT_REPORT,
              OPT_RESET,
              OPT_SCALE,
              OPT_SCRIPT,
              OPT_SECOND,
              OPT_SEED,
              OPT_SESSION,
              OPT_SHOTS,
              OPT_SIZE,
              OPT_SMALL,
              OPT_UNTIL,
              OPT_USB,
              OPT_WITHDRAW
};

const struct args_program *commands(void);

/* The settings for this run: those of DIR/turnout.ini, then the options of the same name. */
bool command_settings(const struct args *a, const char *dir, struct settings *ret,
                      struct err *err) MUST_USE;

int cmd_run(const struct args *a);
int cmd_import(const struct args *a);
int cmd_export(const struct args *a);
int cmd_keygen(const struct args *a);
int cmd_open(const struct args *a);
int cmd_status(const struct args *a);
int cmd_verify(const struct args *a);
int cmd_backup(const struct args *a);
int cmd_form(const struct args *a);
int cmd_form_run(const struct args *a);
int cmd_codes(const struct args *a);
int cmd_purge(const struct args *a);
