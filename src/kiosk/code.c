#include "kiosk/code.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <termios.h>
#include <unistd.h>

#include "base/file.h"
#include "base/str.h"
#include "seal/code.h"
#include "seal/pair.h"

static int open_terminal(void) {
    return open("/dev/tty", O_RDWR | O_NOCTTY | O_CLOEXEC);
}

/* One line, without its end. */
static bool read_line(int tty, char *out, size_t size) {
    ssize_t n = read(tty, out, size - 1);
    if (n <= 0)
        return false;
    out[n] = '\0';
    out[strcspn(out, "\r\n")] = '\0';
    return true;
}

/* What is typed is not shown, and what was typed before the question does not count; the terminal
 * is as it was afterwards. */
static bool read_unseen(int tty, const char *prompt, char *out, size_t size) {
    struct termios before, silent;
    if (tcgetattr(tty, &before) != 0)
        return false;
    silent = before;
    silent.c_lflag &= ~(tcflag_t)(ECHO | ECHONL);
    if (tcsetattr(tty, TCSAFLUSH, &silent) != 0)
        return false;
    dprintf(tty, "%s", prompt);
    bool ok = read_line(tty, out, size);
    tcsetattr(tty, TCSAFLUSH, &before);
    dprintf(tty, "\n");
    return ok;
}

struct secret {
    const char *what, *variable, *prompt;
};

static const struct secret code = {"code", CODE_VARIABLE, "Staff or coordinator code: "};
static const struct secret passphrase = {"passphrase", PASSPHRASE_VARIABLE,
                                         "Passphrase of the private key: "};
static const struct secret new_passphrase = {"passphrase", PASSPHRASE_VARIABLE,
                                             "Passphrase for the private key: "};

static bool ask_terminal(const struct secret *s, const char *prompt, char *out, size_t size,
                         struct err *err) {
    int tty = open_terminal();
    if (tty < 0)
        return err_set(err, ERR_INPUT,
                       "This needs a %s: put it into the variable %s, or run this at a terminal.",
                       s->what, s->variable);
    bool ok =
        read_unseen(tty, prompt, out, size) || err_set(err, ERR_INPUT, "No %s was typed.", s->what);
    close(tty);
    return ok;
}

static bool is_given(const struct secret *s) {
    const char *given = getenv(s->variable);
    return given != NULL && given[0] != '\0';
}

static bool ask(const struct secret *s, char *out, size_t size, struct err *err) {
    if (is_given(s))
        return str_copy(out, size, getenv(s->variable)) ||
               err_set(err, ERR_INPUT, "The %s in %s is too long.", s->what, s->variable);
    return ask_terminal(s, s->prompt, out, size, err);
}

bool code_is_given(void) {
    return is_given(&code);
}

bool code_ask_passphrase(char out[PASSPHRASE_MAX], struct err *err) {
    return ask(&passphrase, out, PASSPHRASE_MAX, err);
}

/* A new one: at the terminal it is typed twice. */
static bool ask_new(const struct secret *s, char *out, size_t size, struct err *err) {
    char again[PASSPHRASE_MAX];
    if (is_given(s))
        return ask(s, out, size, err);
    bool ok = ask_terminal(s, s->prompt, out, size, err) &&
              ask_terminal(s, "The same again: ", again, sizeof again, err) &&
              (strcmp(out, again) == 0 ||
               err_set(err, ERR_INPUT, "The two were not the same: start again."));
    secure_wipe(again, sizeof again);
    return ok;
}

struct pair_key *code_read_private_key(const char *path, struct err *err) {
    char typed[PASSPHRASE_MAX] = "";
    struct str bytes CLEANUP(str_wipe) = {0}; /* not every private key has a passphrase */
    struct pair_key *k = NULL;
    if (file_read(path, PAIR_FILE_MAX, &bytes, err) &&
        (!pair_needs_passphrase(str_c(&bytes), bytes.len) || code_ask_passphrase(typed, err)))
        k = pair_read_private(str_c(&bytes), bytes.len, typed, err);
    secure_wipe(typed, sizeof typed);
    return k;
}

bool code_ask_new_passphrase(char out[PASSPHRASE_MAX], struct err *err) {
    return ask_new(&new_passphrase, out, PASSPHRASE_MAX, err);
}

bool code_choose(const char *variable, const char *what, char *out, size_t size, struct err *err) {
    char prompt[64];
    snprintf(prompt, sizeof prompt, "New %s: ", what);
    return ask_new(&(struct secret){what, variable, prompt}, out, size, err);
}

bool code_confirm(const char *question, const char *word, struct err *err) {
    char answer[32];
    int tty = open_terminal();
    if (tty < 0)
        return err_set(err, ERR_INPUT, "This has to be answered: run it at a terminal.");
    dprintf(tty, "%s ", question);
    bool same = read_line(tty, answer, sizeof answer) && str_eq(answer, word);
    close(tty);
    return same || err_set(err, ERR_INPUT, "Nothing was changed.");
}

static bool has_codes(struct store *s, struct err *err) {
    bool has;
    if (!store_has_codes(s, &has, err))
        return false;
    return has ||
           err_set(err, ERR_INPUT, "This kiosk has no codes yet: start it once and set them up.");
}

static bool try_code(struct store *s, const char *typed, enum role least, struct err *err) {
    enum role role;
    int wait;
    if (!store_try_code(s, typed, &role, &wait, err))
        return false;
    if (role < least)
        return err_set(err, ERR_DENIED,
                       wait > 0 ? "That code is not right: wait %d seconds before the next try."
                       : role == ROLE_PUBLIC ? "That code is not right."
                                             : "This needs the coordinator's code.",
                       wait);
    return store_names_open(s) ||
           err_set(err, ERR_DENIED, "The names of this kiosk cannot be opened with that code.");
}

bool code_open_names(struct store *s, enum role least, struct err *err) {
    char typed[CODE_MAX];
    bool ok =
        has_codes(s, err) && ask(&code, typed, sizeof typed, err) && try_code(s, typed, least, err);
    secure_wipe(typed, sizeof typed);
    return ok;
}
