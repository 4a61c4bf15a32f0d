/* turnout purge: what was kept long enough goes (store/retention.h). Needs no code: whoever has the
 * console could delete the whole folder, and what lies sealed is deleted as it is. */
#include <inttypes.h>
#include <limits.h>
#include <stdio.h>

#include "base/i18n.h"
#include "kiosk/cmd.h"
#include "store/retention.h"

static bool read_ask(const struct args *a, struct keeping *keep, struct purge_ask *ret,
                     struct err *err) {
    char dir[PATH_MAX];
    struct settings settings;
    const char *until = args_value(a, OPT_UNTIL);
    if (!cmd_data_dir(a, dir, sizeof dir, err) || !command_settings(a, dir, &settings, err))
        return false;
    *keep = settings.keep;
    *ret = (struct purge_ask){.keep = keep, .by = "console"};
    for (int c = 0; c < KEEP_CLASSES; c++)
        if (keep_rule((enum keep_class)c)->confirmed && !args_has(a, OPT_ENVELOPES))
            ret->without |= 1U << c;
    return !until || date_parse_iso(until, &ret->until) ||
           err_set(err, ERR_INPUT, "\"%s\" is not a date", until);
}

static void tell_class(enum keep_class c, const struct overdue *x, bool left_out) {
    const struct keep_rule *rule = keep_rule(c);
    char before[11];
    date_uk(x->before, before);
    printf("%-10s ", rule->name);
    if (left_out)
        printf("left out: add --envelopes when all that were taken away have arrived\n");
    else if (!x->before.year)
        printf("none: no earlier start of the kiosk says how late it is; add --until DATE\n");
    else if (x->n == 0 && x->sessions == 0)
        printf("none from before %s\n", before);
    else if (x->sessions > 0)
        printf("%" PRId64 " of %" PRId64 " %s from before %s. %s: deleted. %s\n", x->n, x->sessions,
               x->sessions == 1 ? "session" : "sessions", before, tr(rule->goes), tr(rule->stays));
    else
        printf("%" PRId64 " from before %s. %s: deleted. %s\n", x->n, before, tr(rule->goes),
               tr(rule->stays));
}

static void tell(const struct purge_ask *ask, const struct overdue x[KEEP_CLASSES], bool dry) {
    bool any = false;
    for (int c = 0; c < KEEP_CLASSES; c++)
        any = any || x[c].n > 0 || x[c].sessions > 0;
    puts(dry   ? "Nothing is deleted yet. This would go:"
         : any ? "This is deleted for ever:"
               : "Nothing was deleted:");
    for (int c = 0; c < KEEP_CLASSES; c++)
        tell_class((enum keep_class)c, &x[c], (ask->without & 1U << c) != 0);
}

int cmd_purge(const struct args *a) {
    struct clock clock;
    struct err err = {0};
    struct keeping keep;
    struct purge_ask ask;
    struct overdue x[KEEP_CLASSES];
    bool dry = args_has(a, OPT_DRY_RUN);
    size_t set_aside = 0;
    if (!read_ask(a, &keep, &ask, &err))
        return cmd_fail(&err);
    clock_init_real(&clock);
    struct store *s = cmd_open_store(a, &clock, dry, &err);
    bool ok =
        s && (dry ? store_overdue(s, &ask, x, &err) : store_purge(s, &ask, x, &set_aside, &err));
    store_close(s);
    if (!ok)
        return cmd_fail(&err);
    tell(&ask, x, dry);
    if (set_aside > 0)
        puts("Damaged files that were set aside still hold what they held: delete "
             "kiosk.damaged-*.db yourself when nobody needs them any more.");
    return EXIT_DONE;
}
