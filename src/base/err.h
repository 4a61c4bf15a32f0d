/* One way to say what went wrong.
 *
 * There are three kinds of wrong and they never mix. A *bug* (a broken promise of our own code)
 * ends the program through BUG() or ASSERT(). The *world* failing (disk, file, database, clock)
 * fills a `struct err` and the function returns false. A *user's* mistake is a value in the model.
 *
 * `struct err` has a fixed size, so that it still works when memory has run out. Its text is one
 * sentence, for a person, that says what to do. Every function that can fail takes it as its last
 * parameter; it may be NULL when the caller does not care for the words. */
#pragma once

#include <stdbool.h>
#include <stddef.h>

#define PRINTF(fmt, args) __attribute__((format(printf, fmt, args)))
#define MUST_USE __attribute__((warn_unused_result))
#define CLEANUP(f) __attribute__((cleanup(f)))

enum err_kind {
    ERR_NONE,
    ERR_WORLD,    /* anything that has no case of its own */
    ERR_FULL,     /* no room: disk or quota */
    ERR_DENIED,   /* no permission, or a read-only place */
    ERR_MISSING,  /* not there */
    ERR_DAMAGED,  /* there, but not what it was written as */
    ERR_INPUT,    /* bad input from outside */
    ERR_CANCELLED /* a person asked to stop */
};

struct err {
    enum err_kind kind;
    char text[376]; /* one sentence; "" when kind is ERR_NONE */
};

/* Fills `e` (if not NULL) with `kind` and the formatted sentence, cut at a character's edge if it
 * is too long. Always returns false, so that `return err_set(...)` reads well. */
bool err_set(struct err *e, enum err_kind kind, const char *fmt, ...) PRINTF(3, 4);

/* The same from an errno value: picks the kind from it and appends its meaning in words. */
bool err_errno(struct err *e, int errnum, const char *fmt, ...) PRINTF(3, 4);

/* Puts "what: " before the text that is already in `e`. Always returns false. */
bool err_prefix(struct err *e, const char *fmt, ...) PRINTF(2, 3);

/* Ends the program with a trace on stderr: our own code has broken a promise. */
_Noreturn void bug_at(const char *file, int line, const char *what);

#define BUG(what) bug_at(__FILE__, __LINE__, what)
#define ASSERT(cond) ((cond) ? (void)0 : bug_at(__FILE__, __LINE__, #cond))
