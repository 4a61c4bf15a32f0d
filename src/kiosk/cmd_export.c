/* turnout export OUT: the store's sessions as a file for a coordinator. */
#include <limits.h>
#include <stdio.h>

#include "base/str.h"
#include "effects/tally_file.h"
#include "kiosk/cmd.h"
#include "kiosk/code.h"
#include "kiosk/paths.h"
#include "report/report.h"

static bool take_date(const struct args *a, int option, struct date *ret) {
    const char *text = args_value(a, option);
    return !text || date_parse_iso(text, ret) || date_parse_uk(text, ret);
}

/* The labels of what is tallied. A wrong file of the kiosk's own is no reason to export nothing: it
 * is said, and the shipped list stands in. */
static bool load_plan(const struct args *a, struct tally_plan *ret, struct err *err) {
    char share[PATH_MAX], data[PATH_MAX];
    struct str complaints CLEANUP(str_release) = {0};
    if (!paths_share(share, sizeof share, err) || !cmd_data_dir(a, data, sizeof data, err))
        return false;
    tally_file_load(share, data, ret, &complaints);
    fputs(str_c(&complaints), stderr);
    return true;
}

int cmd_export(const struct args *a) {
    struct clock clock;
    struct err err = {0};
    const char *report = args_value(a, OPT_REPORT);
    struct report_opts opts = {.report = report ? report : "sessions",
                               .marking = args_value(a, OPT_MARKING)};
    if (!take_date(a, OPT_FROM, &opts.from) || !take_date(a, OPT_UNTIL, &opts.until)) {
        err_set(&err, ERR_INPUT, "Write a date as 2019-02-06 or 06/02/2019.");
        return args_fail("turnout", &err, EXIT_USE);
    }
    clock_init_real(&clock);
    struct tally_plan plan;
    if (!load_plan(a, &plan, &err))
        return cmd_fail(&err);
    opts.names = args_has(a, OPT_NAMES);
    struct store *s = cmd_open_store(a, &clock, !opts.names, &err); /* a try is written down */
    if (s && opts.names && !code_open_names(s, ROLE_COORDINATOR, &err)) {
        store_close(s);
        s = NULL;
    }
    if (!s)
        return cmd_fail(&err);
    opts.wall = store_wall(s);
    opts.store = s;
    opts.tally_plan = &plan;
    size_t sessions = 0;
    bool ok = report_write(store_reader(s), &opts, a->operand[0], &sessions, &err);
    struct err ended = {0};
    if (!store_reader_end(s, &ended) && ok)
        ok = err_set(&err, ended.kind, "%s", ended.text);
    store_close(s);
    /* Bad input can only be a report or a format that does not exist: wrong use. */
    if (!ok)
        return args_fail("turnout", &err, err.kind == ERR_INPUT ? EXIT_USE : EXIT_WORLD);
    printf("%zu sessions written to %s.\n", sessions, a->operand[0]);
    return EXIT_DONE;
}
