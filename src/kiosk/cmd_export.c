/* turnout export OUT: the store's sessions as a file for a coordinator. */
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "base/str.h"
#include "effects/shelf.h"
#include "effects/tally_file.h"
#include "kiosk/cmd.h"
#include "kiosk/code.h"
#include "kiosk/paths.h"
#include "report/report.h"
#include "seal/pair.h"

static bool take_date(const struct args *a, int option, struct date *ret) {
    const char *text = args_value(a, option);
    return !text || date_parse(text, ret);
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

/* Names need the coordinator's code; with a key also those that only the coordinator can open. */
static struct store *open_store(const struct args *a, const struct clock *clock,
                                const struct pair_key *key, struct err *err) {
    bool names = args_has(a, OPT_NAMES);
    struct store *s = cmd_open_store(a, clock, !names, err); /* a try is written down */
    if (!s)
        return NULL;
    store_lend_private_key(s, key);
    if (!names || code_open_names(s, ROLE_COORDINATOR, err))
        return s;
    store_close(s);
    return NULL;
}

/* The forms that tell what was answered; NULL: the folders are not known. */
static struct forms_view *load_forms(const struct args *a, struct store *s, struct err *err) {
    char share[PATH_MAX], data[PATH_MAX];
    if (!paths_share(share, sizeof share, err) || !cmd_data_dir(a, data, sizeof data, err))
        return NULL;
    return shelf_load(share, data, s);
}

static bool write_report(struct store *s, const struct args *a, struct report_opts *opts,
                         size_t *ret_sessions, struct err *err) {
    struct tally_plan plan;
    const struct form *form[FORMS_MAX];
    struct forms_view *forms = load_forms(a, s, err);
    if (!forms || !load_plan(a, &plan, err)) {
        forms_view_free(forms);
        return false;
    }
    opts->form = form;
    opts->forms = shelf_forms(forms, form);
    opts->names = args_has(a, OPT_NAMES);
    opts->wall = store_wall(s);
    opts->store = s;
    opts->tally_plan = &plan;
    bool ok = report_write(store_reader(s), opts, a->operand[0], ret_sessions, err);
    forms_view_free(forms);
    struct err ended = {0};
    if (!store_reader_end(s, &ended) && ok)
        ok = err_set(err, ended.kind, "%s", ended.text);
    return ok;
}

static bool take_opts(const struct args *a, struct report_opts *ret, struct err *err) {
    *ret = (struct report_opts){.report = args_value(a, OPT_REPORT),
                                .marking = args_value(a, OPT_MARKING),
                                .mark = args_has(a, OPT_BOM)};
    if (args_has(a, OPT_SMALL))
        (void)suppress_mode_parse(args_value(a, OPT_SMALL), &ret->small); /* checked before */
    if (!take_date(a, OPT_FROM, &ret->from) || !take_date(a, OPT_UNTIL, &ret->until))
        return err_set(err, ERR_INPUT, "Write a date as 2019-02-06 or 06/02/2019.");
    if (ret->until.year != 0 && date_compare(ret->from, ret->until) > 0)
        return err_set(err, ERR_INPUT, "--from is a later day than --until: swap the two.");
    if (args_has(a, OPT_SESSION))
        ret->session = strtoll(args_value(a, OPT_SESSION), NULL, 10);
    return !args_has(a, OPT_KEY) || args_has(a, OPT_NAMES) ||
           err_set(err, ERR_INPUT, "--key opens names: add --report register --names.");
}

int cmd_export(const struct args *a) {
    struct clock clock;
    struct err err = {0};
    struct report_opts opts;
    struct pair_key *key = NULL;
    for (const struct export_other *x = export_others; x->name != NULL; x++)
        if (str_eq(args_value(a, OPT_REPORT), x->name))
            return x->run(a);
    if (!take_opts(a, &opts, &err))
        return args_fail("turnout", &err, EXIT_USE);
    if (args_has(a, OPT_KEY) && !(key = code_read_private_key(args_value(a, OPT_KEY), &err)))
        return cmd_fail(&err);
    clock_init_real(&clock);
    size_t sessions = 0;
    struct store *s = open_store(a, &clock, key, &err);
    bool opened = s != NULL, ok = opened && write_report(s, a, &opts, &sessions, &err);
    store_close(s);
    pair_free(key);
    /* Bad input can only be a report or a format that does not exist: wrong use. */
    if (!ok)
        return args_fail("turnout", &err, opened && err.kind == ERR_INPUT ? EXIT_USE : EXIT_WORLD);
    printf("%zu sessions written to %s.\n", sessions, a->operand[0]);
    return EXIT_DONE;
}
