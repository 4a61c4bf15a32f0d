/* turnout export OUT: the store's sessions as a file for a coordinator. */
#include <stdio.h>

#include "base/str.h"
#include "kiosk/cmd.h"
#include "report/report.h"

static bool take_date(const struct args *a, int option, struct date *ret) {
    const char *text = args_value(a, option);
    return !text || date_parse_iso(text, ret) || date_parse_uk(text, ret);
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
    struct store *s = cmd_open_store(a, &clock, true, &err);
    if (!s)
        return cmd_fail(&err);
    opts.wall = store_wall(s);
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
