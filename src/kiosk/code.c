#include "kiosk/code.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <termios.h>
#include <unistd.h>

#include "base/str.h"
#include "seal/code.h"

bool code_is_given(void) {
    const char *given = getenv(CODE_VARIABLE);
    return given != NULL && given[0] != '\0';
}

/* One line from the terminal. What is typed is not shown; the terminal is as it was afterwards. */
static bool read_line(int tty, char *out, size_t size) {
    struct termios before, silent;
    if (tcgetattr(tty, &before) != 0)
        return false;
    silent = before;
    silent.c_lflag &= ~(tcflag_t)(ECHO | ECHONL);
    if (tcsetattr(tty, TCSAFLUSH, &silent) != 0)
        return false;
    ssize_t n = read(tty, out, size - 1);
    tcsetattr(tty, TCSAFLUSH, &before);
    dprintf(tty, "\n");
    if (n <= 0)
        return false;
    out[n] = '\0';
    out[strcspn(out, "\r\n")] = '\0';
    return true;
}

static bool ask(char *out, size_t size, struct err *err) {
    if (code_is_given())
        return str_copy(out, size, getenv(CODE_VARIABLE)) ||
               err_set(err, ERR_INPUT, "The code in " CODE_VARIABLE " is too long.");
    int tty = open("/dev/tty", O_RDWR | O_NOCTTY | O_CLOEXEC);
    if (tty < 0)
        return err_set(err, ERR_INPUT,
                       "This needs a code: put it into the variable " CODE_VARIABLE
                       ", or run this at a terminal.");
    dprintf(tty, "Staff or coordinator code: ");
    bool ok = read_line(tty, out, size) || err_set(err, ERR_INPUT, "No code was typed.");
    close(tty);
    return ok;
}

static bool try_code(struct store *s, const char *code, enum role least, struct err *err) {
    bool has;
    enum role role;
    int wait;
    if (!store_has_codes(s, &has, err))
        return false;
    if (!has)
        return err_set(err, ERR_INPUT,
                       "This kiosk has no codes yet: start it once and set them up.");
    if (!store_try_code(s, code, &role, &wait, err))
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
    char code[CODE_MAX];
    bool ok = ask(code, sizeof code, err) && try_code(s, code, least, err);
    secure_wipe(code, sizeof code);
    return ok;
}
