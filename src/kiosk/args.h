/* Subcommands and their options, all from one table: parsing, --help, the man page and what is said
 * about mistakes. Knows nothing of any one command; the tables of `turnout` are in
 * kiosk/commands.c.
 *
 * The rules: PROGRAM [COMMAND] with options and operands in any order; --name VALUE or
 * --name=VALUE; the last of the same option counts; after "--" everything is an operand. Without a
 * command the first one of the table is meant. */
#pragma once

#include "base/err.h"
#include "base/str.h"

#include <stdbool.h>
#include <stddef.h>

/* What a process ends with. */
enum { EXIT_DONE = 0, EXIT_WORLD = 1, EXIT_USE = 2 };

enum { ARGS_OPTIONS_MAX = 32 };

struct args;

struct args_option {
    const char *name;  /* without the dashes; a table ends with NULL */
    const char *value; /* placeholder, "DIR"; NULL: a switch */
    const char *help;  /* what it does: starts small, no full stop */
    int id;            /* index for args_value(), below ARGS_OPTIONS_MAX */
    bool (*check)(const char *value, struct err *err); /* NULL: any value will do */
};

struct args_command {
    const char *name;     /* a table ends with NULL */
    const char *operands; /* "FILE...", "" for none */
    const char *help;     /* what it does: starts small, no full stop */
    const char *more;     /* some sentences for those who ask for more; NULL: none */
    const struct args_option *options;
    int min, max; /* operands; max -1: as many as you like */
    int (*run)(const struct args *a);
};

struct args_program {
    const char *name, *version;
    const char *help; /* one line, for the man page's NAME: starts small, no full stop */
    const char *more; /* a paragraph */
    const struct args_command *commands;
    void (*man_more)(struct str *out); /* further sections of the man page, as roff; NULL: none */
};

enum args_ask {
    ASK_RUN, /* do what the command says */
    ASK_HELP,
    ASK_VERSION,
    ASK_MAN /* --man, for the build: not listed */
};

struct args {
    enum args_ask ask;
    const struct args_command *command; /* for ASK_HELP NULL: help for the program */
    char **operand;                     /* within argv, which is put in order for it */
    int operands;
    const char *value[ARGS_OPTIONS_MAX]; /* by id; NULL: not given; a switch has "" */
};

/* Reads the command line. False: wrong use, and the sentence says what to do. */
bool args_parse(const struct args_program *p, int argc, char **argv, struct args *ret,
                struct err *err) MUST_USE;

const char *args_value(const struct args *a, int id); /* NULL: not given */
bool args_has(const struct args *a, int id);

/* --help of a command, or of the whole program if `command` is NULL. */
void args_help(const struct args_program *p, const struct args_command *command, struct str *out);
/* The source of the man page. */
void args_man(const struct args_program *p, struct str *out);
/* For args_program.man_more: adds text with all that roff would take for an order made harmless. */
void args_roff(struct str *out, const char *text);
void args_roff_sentence(struct str *out,
                        const char *help); /* large first letter, full stop, new line */

/* A whole main(): parses, prints what is asked for or runs the command, returns the exit status. */
int args_main(const struct args_program *p, int argc, char **argv);

/* One line to stderr, "PROGRAM: sentence". Returns `status`, so that `return args_fail(...)` reads
 * well. */
int args_fail(const char *program, const struct err *err, int status);
