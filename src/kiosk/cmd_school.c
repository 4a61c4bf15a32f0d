/* turnout export OUT.html --report school --session ID: one page about a session for the head
 * teacher. It holds no names, so it needs no code. */
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/file.h"
#include "base/str.h"
#include "effects/help_file.h"
#include "effects/shelf.h"
#include "kiosk/cmd.h"
#include "kiosk/paths.h"
#include "report/school.h"

static bool check_use(const struct args *a, struct err *err) {
    const char *out = a->operand[0], *dot = strrchr(file_name(out), '.');
    if (!args_has(a, OPT_SESSION))
        return err_set(err, ERR_INPUT,
                       "Say of which session: add --session ID, its id of the sessions report.");
    if (args_has(a, OPT_FROM) || args_has(a, OPT_UNTIL) || args_has(a, OPT_KEY) ||
        args_has(a, OPT_NAMES) || args_has(a, OPT_BOM))
        return err_set(err, ERR_INPUT,
                       "--report " SCHOOL_SHEET " takes no other option than --session, "
                       "--marking, --small and --data.");
    return (dot && strcasecmp(dot, ".html") == 0) ||
           err_set(err, ERR_INPUT, "The sheet is a page to print: give %s the ending .html.",
                   file_name(out));
}

static bool write_sheet(struct store *s, const struct args *a, struct err *err) {
    char share[PATH_MAX], data[PATH_MAX];
    const struct form *form[FORMS_MAX];
    struct str page CLEANUP(str_release) = {0};
    if (!paths_share(share, sizeof share, err) || !cmd_data_dir(a, data, sizeof data, err))
        return false;
    struct forms_view *forms = shelf_load(share, data, s);
    struct help *help = help_file_load(share, data);
    struct report_opts opts = {.session = strtoll(args_value(a, OPT_SESSION), NULL, 10),
                               .marking = args_value(a, OPT_MARKING),
                               .wall = store_wall(s),
                               .store = s,
                               .form = form,
                               .forms = shelf_forms(forms, form)};
    if (args_has(a, OPT_SMALL))
        (void)suppress_mode_parse(args_value(a, OPT_SMALL), &opts.small); /* checked before */
    bool ok = school_write(&opts, help, &page, err) &&
              file_write_whole(a->operand[0], str_c(&page), page.len, err);
    help_free(help);
    forms_view_free(forms);
    return ok;
}

int cmd_export_school(const struct args *a) {
    struct clock clock;
    struct err err = {0};
    if (!check_use(a, &err))
        return args_fail("turnout", &err, EXIT_USE);
    clock_init_real(&clock);
    struct store *s = cmd_open_store(a, &clock, true, &err);
    bool ok = s && write_sheet(s, a, &err);
    store_close(s);
    if (!ok)
        return cmd_fail(&err);
    printf("The school's sheet is in %s: a page to print.\n", a->operand[0]);
    return EXIT_DONE;
}
