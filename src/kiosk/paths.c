/* Finding ourselves: bin/turnout, lib/turnout and share/turnout stand side by side. */
#include "kiosk/paths.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/file.h"

static bool beside(const char *part, char *out, size_t size, struct err *err) {
    char exe[4096];
    ssize_t n = readlink("/proc/self/exe", exe, sizeof exe - 1);
    if (n < 0)
        return err_errno(err, errno, "The program cannot find its own folder");
    exe[n] = '\0';
    for (int up = 0; up < 2; up++) { /* bin/turnout: two steps up */
        char *slash = strrchr(exe, '/');
        if (slash)
            *slash = '\0';
    }
    path_join(out, size, exe, part);
    return true;
}

bool paths_share(char *out, size_t size, struct err *err) {
    return beside("share/turnout", out, size, err);
}

bool paths_modules(char *out, size_t size, struct err *err) {
    return beside("lib/turnout", out, size, err);
}

bool paths_data(char *out, size_t size, struct err *err) {
    const char *data = getenv("XDG_DATA_HOME"), *home = getenv("HOME");
    if (data && data[0] == '/') {
        path_join(out, size, data, "turnout");
    } else if (home && home[0] == '/') {
        path_join(out, size, home, ".local/share/turnout");
    } else {
        return err_set(err, ERR_INPUT,
                       "There is no home folder: name the data folder with --data DIR.");
    }
    return true;
}
