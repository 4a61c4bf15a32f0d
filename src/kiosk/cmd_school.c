/* turnout export OUT.html --report school --session ID: one page about a session for the head
 * teacher. It holds no names, so it needs no code. */
#include <limits.h>

#include "base/file.h"
#include "base/str.h"
#include "effects/help_file.h"
#include "effects/shelf.h"
#include "kiosk/cmd.h"
#include "kiosk/paths.h"
#include "report/school.h"

static bool write_sheet(struct store *s, const struct args *a, int64_t session, struct err *err) {
    char share[PATH_MAX], data[PATH_MAX];
    const struct form *form[FORMS_MAX];
    struct str page CLEANUP(str_release) = {0};
    if (!paths_share(share, sizeof share, err) || !cmd_data_dir(a, data, sizeof data, err))
        return false;
    struct forms_view *forms = shelf_load(share, data, s);
    struct help *help = help_file_load(share, data);
    struct report_opts opts = {.session = session,
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
    static const struct cmd_sheet sheet = {.noun = "sheet",
                                           .title = "The school's sheet",
                                           .advice = ": a page to print.",
                                           .takes_small = true,
                                           .read_only = true,
                                           .write = write_sheet};
    return cmd_export_sheet(a, &sheet);
}
