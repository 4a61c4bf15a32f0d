/* Filling the list of commands that one update asks for. */
#include "model/command.h"

#include <string.h>

#include "base/err.h"

bool command_is_long(enum command_kind kind) {
    return kind == CMD_EXPORT || kind == CMD_IMPORT || kind == CMD_CHECK_FILE ||
           kind == CMD_CHECK_ALL || kind == CMD_IMPORT_ALL || kind == CMD_TO_STICK;
}

bool command_is_mark(enum command_kind kind) {
    return kind == CMD_ADD_HEADS || kind == CMD_EXACT || kind == CMD_UNDO || kind == CMD_CHECK_IN ||
           kind == CMD_WALK_IN || kind == CMD_SIGN_IN;
}

struct command *out_add(struct out *out, enum command_kind kind) {
    ASSERT(out->n < COMMANDS_MAX);
    struct command *c = &out->cmd[out->n++];
    memset(c, 0, sizeof *c);
    c->kind = kind;
    return c;
}

void out_go(struct out *out, const char *screen) {
    out_add(out, CMD_GO)->screen = screen;
}

void out_go_ref(struct out *out, const char *screen, int64_t ref) {
    struct command *c = out_add(out, CMD_GO);
    c->screen = screen;
    c->ref = ref;
}

void out_home(struct out *out, const char *screen) {
    out_add(out, CMD_HOME)->screen = screen;
}

void out_back(struct out *out) {
    out_add(out, CMD_BACK);
}
