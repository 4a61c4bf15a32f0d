/* Memory runs out, anywhere, while something that people bring is read.
 *
 * The n-th call of malloc(), calloc() or realloc() fails, n = 1, 2, ..., also inside of the
 * libraries that read for us. What may happen: the program ends saying "out of memory", and the
 * service starts it again; or the parser did without and answers as it does with memory. What may
 * not: another answer, which would blame the file or lose half of it, or an end of another kind.
 *
 * Calendars are not among them: libical uses what malloc() gives without a look, or leaves out in
 * silence what it had no room for, and the dry run shows staff what it has read.
 *
 * Each try is a process of its own. A sanitizer has an allocator that cannot be stood in for: there
 * nothing is tried. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/file.h"
#include "base/str.h"
#include "kiosk/script.h"
#include "kiosk/settings.h"
#include "outreach/import.h"
#include "outreach/people.h"
#include "outreach/tally.h"
#include "ui/theme.h"

#if defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer)
#define OTHER_ALLOCATOR 1
#endif
#elif defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
#define OTHER_ALLOCATOR 1
#endif

enum { SAID_MAX = 4096, TRIES_MAX = 400 };

static long fails_at; /* 0: none does */
static long calls;

#ifndef OTHER_ALLOCATOR
void *__libc_malloc(size_t size);
void *__libc_calloc(size_t count, size_t size);
void *__libc_realloc(void *p, size_t size);

static bool fails(void) {
    if (++calls != fails_at)
        return false;
    errno = ENOMEM;
    return true;
}

/* These stand before those of the C library, for all libraries. */
void *malloc(size_t size) {
    return fails() ? NULL : __libc_malloc(size);
}

void *calloc(size_t count, size_t size) {
    return fails() ? NULL : __libc_calloc(count, size);
}

void *realloc(void *p, size_t size) {
    return fails() ? NULL : __libc_realloc(p, size);
}
#endif

/* ---- what is read; each says in a number what it found, 0: it refused ---- */

static unsigned long found(const struct import *im) {
    return 1 + im->rows * 1000 + im->complaints * 10 + im->errors;
}

static unsigned long read_file(const char *text, size_t n) {
    struct import im;
    struct err err = {0};
    if (!import_read("x.csv", text, n, &im, &err))
        return 0;
    import_check(&im, NULL, (struct date){2019, 12, 12});
    unsigned long what = found(&im);
    import_free(&im);
    return what;
}

static unsigned long read_list(const char *text, size_t n) {
    struct import im;
    struct err err = {0};
    if (!import_read("x.csv", text, n, &im, &err))
        return 0;
    struct person *person = arena_array(&im.arena, im.rows + 1, sizeof *person);
    struct people_hit hit[4];
    for (size_t i = 0; i < im.rows; i++)
        person[i] = im.row[i].person;
    struct people *p = people_build(person, im.kind == IMPORT_ROSTER ? im.rows : 0);
    size_t hits = people_search(p, "a", hit, 4);
    bool scanned = people_by_code(p, "J9-014") != NULL;
    unsigned long what = found(&im) * 10 + hits + scanned;
    people_free(p);
    import_free(&im);
    return what;
}

static unsigned long read_settings(const char *text, size_t n) {
    struct settings s = {0};
    struct err err = {0};
    return settings_parse(&s, "turnout.ini", text, n, &err) ? 1 + (unsigned long)s.scale : 0;
}

static unsigned long read_theme(const char *text, size_t n) {
    struct ui_theme theme;
    struct err err = {0};
    (void)n;
    return ui_theme_parse(text, &theme, &err) ? 1 + (unsigned long)theme.edge_px : 0;
}

static unsigned long read_tallies(const char *text, size_t n) {
    struct str complaints CLEANUP(str_release) = {0};
    static struct tally_plan plan;
    bool ok = tally_parse(&plan, "t.ini", text, n, &complaints);
    return ok ? 1 + plan.groups : complaints.len * 1000;
}

static unsigned long read_script(const char *text, size_t n) {
    ARENA(a);
    struct script script;
    struct err err = {0};
    return script_parse(text, n, &a, &script, &err) ? 1 + script.steps : 0;
}

static const struct reader {
    const char *path; /* in the corpus of the fuzz targets */
    unsigned long (*read)(const char *text, size_t n);
} readers[] = {
    {"csv/plan.csv", read_file},       {"csv/programme.csv", read_file},
    {"roster/list.csv", read_list},    {"roster/wrong.csv", read_list},
    {"ini/settings", read_settings},   {"ini/continued", read_settings},
    {"ini/theme", read_theme},         {"tally/shipped", read_tallies},
    {"tally/mistakes", read_tallies},  {"script/every-step", read_script},
    {"script/bad-times", read_script},
};

/* ---- trying ---- */

struct answer { /* in memory that parent and child share */
    bool given;
    unsigned long what;
    long calls;
};

static void answer(const struct reader *r, const struct str *text, long n, int said,
                   struct answer *ret) {
    const struct rlimit none = {0};
    setrlimit(RLIMIT_CORE, &none);
    signal(SIGSEGV, SIG_DFL); /* else the test's own handler ends it, and with another status */
    dup2(said, STDERR_FILENO);
    calls = 0;
    fails_at = n;
    ret->what = r->read(str_c(text), text->len);
    fails_at = 0;
    ret->calls = calls;
    ret->given = true;
    _exit(0);
}

/* Returns how the process ended; `said` gets what it wrote to stderr. */
static int try(const struct reader *r, const struct str *text, long n, struct answer *shared,
               char said[SAID_MAX]) {
    int status = -1, fd = memfd_create("said", MFD_CLOEXEC);
    assert_true(fd >= 0);
    *shared = (struct answer){0};
    pid_t pid = fork();
    if (pid == 0)
        answer(r, text, n, fd, shared);
    assert_int_equal(waitpid(pid, &status, 0), pid);
    ssize_t len = pread(fd, said, SAID_MAX - 1, 0);
    said[len > 0 ? len : 0] = '\0';
    close(fd);
    return status;
}

static void exhaust(const struct reader *r, struct answer *shared) {
    struct str text CLEANUP(str_release) = {0};
    char path[128], said[SAID_MAX];
    snprintf(path, sizeof path, "tests/fuzz/corpus/%s", r->path);
    assert_true(file_read(path, 1 << 20, &text, NULL));
    assert_int_equal(try(r, &text, 0, shared, said), 0);
    const struct answer whole = *shared;
    long step = whole.calls / TRIES_MAX + 1;
    for (long n = 1; n <= whole.calls; n += step) {
        int status = try(r, &text, n, shared, said);
        bool gave_up = WIFSIGNALED(status) && strstr(said, "out of memory") != NULL;
        if (!gave_up && !(shared->given && shared->what == whole.what))
            fail_msg("%s, allocation %ld of %ld: ended with %d, found %lu and not %lu. %s", r->path,
                     n, whole.calls, status, shared->what, whole.what, said);
    }
}

static void no_parser_makes_something_else_of_it(void **state) {
    (void)state;
#ifdef OTHER_ALLOCATOR
    skip();
#endif
    struct answer *shared =
        mmap(NULL, sizeof *shared, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    assert_ptr_not_equal(shared, MAP_FAILED);
    for (size_t i = 0; i < sizeof readers / sizeof *readers; i++)
        exhaust(&readers[i], shared);
    munmap(shared, sizeof *shared);
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(no_parser_makes_something_else_of_it)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
