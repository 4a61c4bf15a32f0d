/* turnout export OUT.html --report ... --session ID: one page to print about one session. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/file.h"
#include "kiosk/cmd.h"

/* What makes sense of tables, or of files for machines. */
static bool has_foreign_option(const struct args *a, const struct cmd_sheet *sheet) {
    static const int foreign[] = {OPT_BOM, OPT_FROM, OPT_KEY, OPT_NAMES, OPT_UNTIL};
    for (size_t i = 0; i < sizeof foreign / sizeof *foreign; i++)
        if (args_has(a, foreign[i]))
            return true;
    return args_has(a, OPT_SMALL) && !sheet->takes_small;
}

static bool check_use(const struct args *a, const struct cmd_sheet *sheet, struct err *err) {
    const char *out = a->operand[0], *dot = strrchr(file_name(out), '.');
    if (!args_has(a, OPT_SESSION))
        return err_set(err, ERR_INPUT,
                       "Say of which session: add --session ID, its id of the sessions report.");
    if (has_foreign_option(a, sheet))
        return err_set(err, ERR_INPUT,
                       "--report %s takes no other option than --session, --marking%s and --data.",
                       args_value(a, OPT_REPORT), sheet->takes_small ? ", --small" : "");
    return (dot && strcasecmp(dot, ".html") == 0) ||
           err_set(err, ERR_INPUT, "The %s is a page to print: give %s the ending .html.",
                   sheet->noun, file_name(out));
}

int cmd_export_sheet(const struct args *a, const struct cmd_sheet *sheet) {
    struct clock clock;
    struct err err = {0};
    if (!check_use(a, sheet, &err))
        return args_fail("turnout", &err, EXIT_USE);
    clock_init_real(&clock);
    struct store *s = cmd_open_store(a, &clock, sheet->read_only, &err);
    bool ok = s && sheet->write(s, a, strtoll(args_value(a, OPT_SESSION), NULL, 10), &err);
    store_close(s);
    if (!ok)
        return cmd_fail(&err);
    printf("%s is in %s%s\n", sheet->title, a->operand[0], sheet->advice);
    return EXIT_DONE;
}
