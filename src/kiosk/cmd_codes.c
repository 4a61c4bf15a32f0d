/* turnout codes: both codes anew, on the kiosk's own console.
 *
 * With the staff code or the coordinator's the names stay: whoever has the console and one of the
 * codes can read them anyway, so the staff code will do here, and a forgotten coordinator code is
 * no loss. With neither (--reset) nobody can read the names, and they are deleted; that takes the
 * console, two answers and a kiosk that is stopped, so that no visitor ever comes to it. */
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "kiosk/cmd.h"
#include "kiosk/code.h"
#include "seal/code.h"

struct new_codes {
    char staff[CODE_MAX], coordinator[CODE_MAX];
};

/* Each is weighed before the next is asked for. */
static bool choose(const char *variable, const char *what, char out[CODE_MAX], struct err *err) {
    if (!code_choose(variable, what, out, CODE_MAX, err))
        return false;
    const char *weakness = code_weakness(out);
    return !weakness || err_set(err, ERR_INPUT, "%s.", weakness);
}

static bool choose_both(struct new_codes *n, struct err *err) {
    return choose("TURNOUT_STAFF_CODE", "staff code", n->staff, err) &&
           choose("TURNOUT_COORDINATOR_CODE", "coordinator code", n->coordinator, err);
}

static bool change(struct store *s, struct new_codes *n, struct err *err) {
    if (!code_open_names(s, ROLE_STAFF, err) || !choose_both(n, err) ||
        !store_set_codes(s, n->staff, n->coordinator, err))
        return false;
    printf("Both codes are changed. The names on this kiosk open with the new ones.\n");
    return true;
}

/* What a reset deletes is said before it is asked for. */
static bool is_meant(struct store *s, struct err *err) {
    int64_t kept;
    bool has;
    if (!store_names_kept(s, &kept, err) || !store_has_codes(s, &has, err))
        return false;
    if (!has && kept == 0)
        return err_set(err, ERR_INPUT,
                       "This kiosk has no codes yet: start it once and set them up.");
    printf("If one of the codes is known, \"turnout codes\" sets new ones and keeps the names.\n"
           "Without a code nobody can ever open the names that they lock. The kiosk keeps %" PRId64
           " sealed lists and names;\n"
           "a reset deletes them, here and in the backups. All counts stay.\n",
           kept);
    fflush(stdout);
    return code_confirm("Are both codes lost? Type yes:", "yes", err) &&
           code_confirm("Type DELETE to delete the names:", "DELETE", err);
}

static bool reset(struct store *s, struct new_codes *n, struct err *err) {
    size_t set_aside;
    if (!store_is_alone(s))
        return err_set(err, ERR_INPUT, "The kiosk is running: stop it first.");
    if (!is_meant(s, err) || !choose_both(n, err) ||
        !store_reset_codes(s, n->staff, n->coordinator, &set_aside, err))
        return false;
    printf("The names are deleted and both codes are new. All counts are there.\n");
    if (set_aside > 0)
        printf("Damaged files that were set aside still hold what they held, sealed names too:\n"
               "delete kiosk.damaged-*.db yourself when nobody needs them any more.\n");
    return true;
}

int cmd_codes(const struct args *a) {
    struct clock clock;
    struct err err = {0};
    struct new_codes n = {.staff = ""};
    clock_init_real(&clock);
    struct store *s = cmd_open_store(a, &clock, false, &err);
    bool ok = s && (args_has(a, OPT_RESET) ? reset(s, &n, &err) : change(s, &n, &err));
    secure_wipe(&n, sizeof n);
    store_close(s);
    return ok ? EXIT_DONE : cmd_fail(&err);
}
