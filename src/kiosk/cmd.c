/* Shared by the subcommands. */
#include "kiosk/cmd.h"

#include <limits.h>
#include <stdio.h>

#include "base/file.h"
#include "base/str.h"
#include "kiosk/paths.h"

int cmd_fail(const struct err *err) {
    return args_fail("turnout", err, EXIT_WORLD);
}

bool cmd_data_dir(const struct args *a, char *out, size_t size, struct err *err) {
    const char *data = args_value(a, OPT_DATA);
    if (!data)
        return paths_data(out, size, err);
    return str_copy(out, size, data) ||
           err_set(err, ERR_INPUT,
                   "The name of the data folder is too long: choose a shorter one.");
}

struct store *cmd_open_store(const struct args *a, const struct clock *clock, bool read_only,
                             struct err *err) {
    char dir[PATH_MAX], file[PATH_MAX + 16], notice[400];
    if (!cmd_data_dir(a, dir, sizeof dir, err))
        return NULL;
    path_join(file, sizeof file, dir, "kiosk.db");
    if (read_only && !file_exists(file)) {
        err_set(err, ERR_MISSING, "There is no kiosk in %s: name its data folder with --data DIR.",
                dir);
        return NULL;
    }
    const struct store_opts opts = {.clock = clock, .read_only = read_only};
    struct store *s = store_open(dir, &opts, notice, err);
    if (s && notice[0])
        fprintf(stderr, "turnout: %s\n", notice);
    return s;
}
