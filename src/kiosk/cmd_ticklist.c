/* turnout export OUT.html --report roster --session ID: who is expected at one session, to be
 * printed and ticked off by hand. It holds names, so it needs the coordinator's code, is written
 * for its owner alone and never over another file. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/file.h"
#include "base/str.h"
#include "kiosk/cmd.h"
#include "kiosk/code.h"
#include "outreach/cell.h"
#include "report/ticklist.h"

static bool check_use(const struct args *a, struct err *err) {
    const char *out = a->operand[0], *dot = strrchr(file_name(out), '.');
    if (!args_has(a, OPT_SESSION))
        return err_set(err, ERR_INPUT,
                       "Say of which session: add --session ID, its id of the sessions report.");
    if (args_has(a, OPT_FROM) || args_has(a, OPT_UNTIL) || args_has(a, OPT_KEY) ||
        args_has(a, OPT_NAMES) || args_has(a, OPT_SMALL) || args_has(a, OPT_BOM))
        return err_set(err, ERR_INPUT,
                       "--report " TICKLIST " takes no other option than --session, --marking and "
                       "--data.");
    return (dot && strcasecmp(dot, ".html") == 0) ||
           err_set(err, ERR_INPUT, "The list is a page to print: give %s the ending .html.",
                   file_name(out));
}

static bool write_list(struct store *s, const struct args *a, struct err *err) {
    const char *marking = args_value(a, OPT_MARKING);
    const struct ticklist_opts opts = {
        .session = strtoll(args_value(a, OPT_SESSION), NULL, 10),
        .marking = marking && cell_is_marked(marking) ? marking : "OFFICIAL-SENSITIVE",
        .wall = store_wall(s)};
    struct str page CLEANUP(str_wipe) = {.secret = true};
    return code_open_names(s, ROLE_COORDINATOR, err) && ticklist_write(s, &opts, &page, err) &&
           file_write_new(a->operand[0], 0600, str_c(&page), page.len, err);
}

int cmd_export_ticklist(const struct args *a) {
    struct clock clock;
    struct err err = {0};
    if (!check_use(a, &err))
        return args_fail("turnout", &err, EXIT_USE);
    clock_init_real(&clock);
    struct store *s = cmd_open_store(a, &clock, false, &err); /* a try of a code is written down */
    bool ok = s && write_list(s, a, &err);
    store_close(s);
    if (!ok)
        return cmd_fail(&err);
    printf("The list is in %s. It holds names: print it, then delete it.\n", a->operand[0]);
    return EXIT_DONE;
}
