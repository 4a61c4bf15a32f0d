/* A file layer for SQLite that hands everything to the real one: what the faulty layers of the
 * tests have in common. A layer copies the table of methods and replaces those that it wants to
 * see. */
#pragma once

#include <stddef.h>

#include <sqlite3.h>

struct vfs_pass {
    sqlite3_file base;
    sqlite3_file *real; /* lies behind the layer's own struct */
};

extern const sqlite3_io_methods vfs_pass_methods;
sqlite3_file *vfs_pass_real(sqlite3_file *f);

/* Makes `vfs` a copy of the default layer under this name; the caller replaces functions in it and
 * registers it. `size`: of the layer's own struct for a file, which begins with a struct vfs_pass.
 */
void vfs_pass_init(sqlite3_vfs *vfs, const char *name, size_t size);
/* Opens the real file; it gets `methods` when that went well. */
int vfs_pass_open(sqlite3_vfs *vfs, const char *name, sqlite3_file *f, int flags, int *ret_flags,
                  const sqlite3_io_methods *methods);
