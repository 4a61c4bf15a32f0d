/* Codes and passphrases for subcommands that touch names or keys. They come from the environment or
 * the terminal, never from an argument: those can be read by everybody on the machine. */
#pragma once

#include "base/err.h"
#include "store/store.h"

#define CODE_VARIABLE "TURNOUT_CODE"
#define PASSPHRASE_VARIABLE "TURNOUT_PASSPHRASE"

enum { PASSPHRASE_MAX = 256 };

/* Was a code given in the environment, so that nobody has to be asked? */
bool code_is_given(void);
/* Takes the code from the environment or asks at the terminal, without echo, and opens the names of
 * the store with it. `least`: whose code will do. Wrong tries are counted as on the screen. */
bool code_open_names(struct store *s, enum role least, struct err *err) MUST_USE;

/* The passphrase of a private key that is there. The caller overwrites it. */
bool code_ask_passphrase(char out[PASSPHRASE_MAX], struct err *err) MUST_USE;
/* The private key in a file, with its passphrase asked for where it has one. */
struct pair_key *code_read_private_key(const char *path, struct err *err);
/* One for a new key: at the terminal it is typed twice. */
bool code_ask_new_passphrase(char out[PASSPHRASE_MAX], struct err *err) MUST_USE;

/* A new code, WHAT: at the terminal it is typed twice. Whether it is good enough is not asked here.
 * The caller overwrites it. */
bool code_choose(const char *variable, const char *what, char *out, size_t size,
                 struct err *err) MUST_USE;
/* Asks at the terminal, always: does somebody stand there who types just this `word`? */
bool code_confirm(const char *question, const char *word, struct err *err) MUST_USE;
