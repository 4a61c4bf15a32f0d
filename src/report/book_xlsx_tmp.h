/* The temporary files of libxlsxwriter, so that none of them fails unnoticed and none has a name.
 *
 * The library keeps what it has not yet packed in files of its own, writes to them without looking
 * whether that worked, and would pack what is left. It opens each of them by its public function
 * lxw_tmpfile(), which it calls through the linker; book_xlsx_tmp.c has a function of that name,
 * and the program's comes first. The library hands `tmpdir` of a workbook on to it as it came, so
 * that says which book asks. */
#pragma once

#include <stdbool.h>
#include <stddef.h>

struct xlsx_tmp_file;

struct xlsx_tmp {
    const char *dir; /* lives as long as this */
    bool failed;     /* a byte could not be written or read again */
    int why;         /* errno of the first time */
    size_t opened;   /* how many files there were */
    struct xlsx_tmp_file *open;
    char tmpdir[24]; /* for the options of the workbook: this, as text */
};

/* Stays where it is until xlsx_tmp_release(). Files lie in `dir` and are gone with the process. */
void xlsx_tmp_init(struct xlsx_tmp *t, const char *dir);
/* A new file to write and read, which the caller closes; -1: none, and `t` has failed. */
int xlsx_tmp_fd(struct xlsx_tmp *t);
void xlsx_tmp_fail(struct xlsx_tmp *t, int why);
void xlsx_tmp_release(struct xlsx_tmp *t); /* closes what the library has left open */
