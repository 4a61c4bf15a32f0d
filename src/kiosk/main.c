/* turnout: the kiosk and the coordinator's subcommands. */
#include "kiosk/commands.h"

int main(int argc, char **argv) {
    return args_main(commands(), argc, argv);
}
