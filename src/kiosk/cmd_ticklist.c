/* turnout export OUT.html --report roster --session ID: who is expected at one session, to be
 * printed and ticked off by hand. It holds names, so it needs the coordinator's code, is written
 * for its owner alone and never over another file. */
#include "base/file.h"
#include "base/str.h"
#include "kiosk/cmd.h"
#include "kiosk/code.h"
#include "outreach/cell.h"
#include "report/ticklist.h"

static bool write_list(struct store *s, const struct args *a, int64_t session, struct err *err) {
    const char *marking = args_value(a, OPT_MARKING);
    const struct ticklist_opts opts = {
        .session = session,
        .marking = marking && cell_is_marked(marking) ? marking : "OFFICIAL-SENSITIVE",
        .wall = store_wall(s)};
    struct str page CLEANUP(str_wipe) = {.secret = true};
    return code_open_names(s, ROLE_COORDINATOR, err) && ticklist_write(s, &opts, &page, err) &&
           file_write_new(a->operand[0], 0600, str_c(&page), page.len, err);
}

/* A try of a code is written down, so the store is opened to write. */
int cmd_export_ticklist(const struct args *a) {
    static const struct cmd_sheet sheet = {.noun = "list",
                                           .title = "The list",
                                           .advice = ". It holds names: print it, then delete it.",
                                           .write = write_list};
    return cmd_export_sheet(a, &sheet);
}
