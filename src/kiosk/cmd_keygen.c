/* turnout keygen OUT: the coordinator's pair of keys, made on a machine that is no kiosk. */
#include <limits.h>
#include <stdio.h>
#include <unistd.h>

#include "base/file.h"
#include "kiosk/cmd.h"
#include "kiosk/code.h"
#include "seal/code.h"
#include "seal/pair.h"

struct names {
    char private[PATH_MAX], public[PATH_MAX];
};

/* Both must be free before anybody is asked for a passphrase. */
static bool choose_names(const char *out, struct names *ret, struct err *err) {
    int n = snprintf(ret->private, sizeof ret->private, "%s.private.pem", out);
    snprintf(ret->public, sizeof ret->public, "%s.public.pem", out);
    if (n < 0 || (size_t)n >= sizeof ret->private)
        return err_set(err, ERR_INPUT, "The name is too long: choose a shorter one.");
    const char *taken = file_exists(ret->private)  ? ret->private
                        : file_exists(ret->public) ? ret->public
                                                   : NULL;
    return !taken || err_set(err, ERR_INPUT,
                             "%s is there already, and a key is never overwritten: choose another "
                             "name.",
                             file_name(taken));
}

static bool write_pair(const struct names *names, const struct str *private,
                       const struct str *public, struct err *err) {
    if (!file_write_new(names->private, 0600, str_c(private), private->len, err))
        return false;
    if (file_write_new(names->public, 0644, str_c(public), public->len, err))
        return true;
    unlink(names->private); /* half a pair is of no use */
    return false;
}

static void tell(const struct names *names, const struct pair_key *k) {
    char shown[PAIR_SHOWN];
    pair_shown(pair_sum(k), shown);
    printf("%s opens what kiosks have sealed. Keep it and its passphrase where only the "
           "coordinator has them; it must never come to a kiosk.\n",
           names->private);
    printf("%s is for every kiosk: turnout import %s. Its fingerprint is %s.\n", names->public,
           names->public, shown);
    puts("Whoever loses the private key or its passphrase can never open what was sealed, and "
         "nobody can help: keep a second copy in another place.");
}

int cmd_keygen(const struct args *a) {
    struct names names;
    struct err err = {0};
    char passphrase[PASSPHRASE_MAX];
    struct str private CLEANUP(str_release) = {0}, public CLEANUP(str_release) = {0};
    bool ok = choose_names(a->operand[0], &names, &err) &&
              code_ask_new_passphrase(passphrase, &err) &&
              pair_make(passphrase, &private, &public, &err);
    secure_wipe(passphrase, sizeof passphrase);
    struct pair_key *k = ok ? pair_read_public(str_c(&public), public.len, &err) : NULL;
    ok = k && write_pair(&names, &private, &public, &err);
    if (ok)
        tell(&names, k);
    pair_free(k);
    return ok ? EXIT_DONE : cmd_fail(&err);
}
