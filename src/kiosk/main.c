/* turnout: the kiosk and the coordinator's subcommands. */
#include <limits.h>

#include "base/module.h"
#include "kiosk/commands.h"
#include "kiosk/paths.h"

int main(int argc, char **argv) {
    char modules[PATH_MAX];
    if (paths_modules(modules, sizeof modules, NULL))
        module_set_dir(modules);
    return args_main(commands(), argc, argv);
}
