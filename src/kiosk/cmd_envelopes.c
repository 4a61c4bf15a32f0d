/* turnout export OUT --report envelopes: what visitors left sealed, as a new folder; and --report
 * sealed: what was sealed to the keys of forms, in the same way. */
#include <stdio.h>

#include "effects/envelope_files.h"
#include "effects/sealed_files.h"
#include "kiosk/cmd.h"

/* Sealed bytes leave as they are. */
static bool check_use(const struct args *a, struct err *err) {
    static const int others[] = {OPT_BOM,   OPT_FROM,  OPT_UNTIL, OPT_MARKING,
                                 OPT_SMALL, OPT_NAMES, OPT_KEY};
    for (size_t i = 0; i < sizeof others / sizeof *others; i++)
        if (args_has(a, others[i]))
            return err_set(err, ERR_INPUT,
                           "--report %s takes no other option but --data: what is sealed leaves "
                           "as it is.",
                           args_value(a, OPT_REPORT));
    return true;
}

/* Of those that stay it is not said how many: a single one might be somebody's. */
static void tell(const struct envelope_files *w, const char *folder) {
    static const char *const stay[] = {
        [HELD_NONE] = "",
        [HELD_OPEN] = "Those of today stay until every session of today is closed.",
        [HELD_NEXT] = "Those that came after the last export of today stay until tomorrow.",
        [HELD_FEW] =
            "Some stay until there are at least 5, so that nobody can tell whose they are."};
    long long n = (long long)(w->release.released - w->damaged);
    if (w->release.released > 0)
        printf("%lld sealed envelopes written to %s. turnout open shows what is in them, with the "
               "private key.\n",
               n, folder);
    else
        puts("No envelope leaves yet, and no folder was made.");
    if (w->release.why != HELD_NONE)
        puts(stay[w->release.why]);
    if (w->damaged > 0)
        fprintf(stderr, "turnout: %lld envelopes are damaged and were left out.\n",
                (long long)w->damaged);
}

int cmd_export_envelopes(const struct args *a) {
    struct clock clock;
    struct err err = {0};
    struct envelope_files files;
    if (!check_use(a, &err))
        return args_fail("turnout", &err, EXIT_USE);
    clock_init_real(&clock);
    struct store *s = cmd_open_store(a, &clock, false, &err);
    bool ok = s && envelope_files_write(s, a->operand[0], &files, &err);
    store_close(s);
    if (!ok)
        return cmd_fail(&err);
    tell(&files, a->operand[0]);
    return files.damaged > 0 ? EXIT_WORLD : EXIT_DONE;
}

int cmd_export_sealed(const struct args *a) {
    struct clock clock;
    struct err err = {0};
    struct sealed_files files;
    if (!check_use(a, &err))
        return args_fail("turnout", &err, EXIT_USE);
    clock_init_real(&clock);
    struct store *s = cmd_open_store(a, &clock, true, &err);
    bool ok = s && sealed_files_write(s, a->operand[0], &files, &err);
    store_close(s);
    if (!ok)
        return cmd_fail(&err);
    if (files.submissions > 0)
        printf("%lld sealed submissions written to %s. turnout open shows what is in them, with "
               "the private key of their form.\n",
               (long long)files.submissions, a->operand[0]);
    else
        puts("There is no sealed submission, and no folder was made.");
    return EXIT_DONE;
}
