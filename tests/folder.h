/* Folders that a test makes and leaves no trace of. */
#pragma once

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

/* Makes one, in memory where that can be: no test of these needs a disk. `name` is for who finds it
 * left behind. */
static inline void folder_new(char *ret_path, size_t size, const char *name) {
    snprintf(ret_path, size, "%s/turnout-%s-XXXXXX",
             access("/dev/shm", W_OK) == 0 ? "/dev/shm" : "/tmp", name);
    assert_non_null(mkdtemp(ret_path));
}

static inline int folder_remove_one(const char *path, const struct stat *st, int type,
                                    struct FTW *at) {
    (void)st, (void)type, (void)at;
    return remove(path);
}

/* With all that is in it. */
static inline void folder_remove(const char *path) {
    enum { OPEN_FOLDERS = 16 };
    nftw(path, folder_remove_one, OPEN_FOLDERS, FTW_DEPTH | FTW_PHYS);
}

/* Makes it, or makes it empty. */
static inline void folder_empty(const char *path) {
    folder_remove(path);
    assert_int_equal(mkdir(path, 0700), 0);
}
