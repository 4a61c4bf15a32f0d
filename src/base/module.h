/* Parts of the program that lie in files of their own, lib/turnout/NAME.so, because each brings a
 * library that is large or slow to load: it comes into memory with the first file that needs it. A
 * module uses nothing of the program but the header in which its one function stands. */
#pragma once

#include "base/err.h"

/* Where the modules are. Said once, before any other thread runs; until then they are looked for
 * where a package puts them. */
void module_set_dir(const char *dir);

struct module {
    void *handle;           /* NULL: not open */
    void (*function)(void); /* to be cast to the type that the module's header gives it */
};

/* Opens NAME.so and finds `function` in it. `who` begins the sentence that says what is missing:
 * "Calendars". ERR_MISSING, ERR_DAMAGED. Any thread, as often as one likes: the system's loader
 * counts, and only the first one waits. */
bool module_open(struct module *ret, const char *name, const char *function, const char *who,
                 struct err *err) MUST_USE;
/* The last one to close it takes the module, and the libraries that nobody else uses, out of
 * memory. Leaves `m` closed; closing twice does nothing. */
void module_close(struct module *m);
