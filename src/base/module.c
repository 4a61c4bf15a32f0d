/* The loader of the system knows what is open already and has a lock of its own, so nothing is
 * remembered here but the folder. */
#include "base/module.h"

#include <dlfcn.h>
#include <limits.h>
#include <stdio.h>
#include <string.h>

#include "base/str.h"

static char module_dir[PATH_MAX] = "/usr/lib/turnout";

void module_set_dir(const char *dir) {
    STR_COPY(module_dir, dir);
}

bool module_open(struct module *ret, const char *name, const char *function, const char *who,
                 struct err *err) {
    char path[PATH_MAX + 64];
    *ret = (struct module){0};
    snprintf(path, sizeof path, "%s/%s.so", module_dir, name);
    ret->handle = dlopen(path, RTLD_NOW | RTLD_LOCAL);
    if (ret->handle == NULL)
        return err_set(err, ERR_MISSING, "%s need the file %s, which cannot be loaded: install it.",
                       who, path);
    void *symbol = dlsym(ret->handle, function);
    if (symbol == NULL) {
        module_close(ret);
        return err_set(err, ERR_DAMAGED, "The file %s is no module of this program: install it.",
                       path);
    }
    memcpy(&ret->function, &symbol, sizeof symbol); /* POSIX: functions come as data pointers */
    return true;
}

void module_close(struct module *m) {
    if (m->handle != NULL)
        dlclose(m->handle);
    *m = (struct module){0};
}
