/* Files that are taken in together: all of them or none.
 *
 * Each is what its content says, whatever its name. They are taken in an order of their own
 * (enum batch_kind), in one transaction, each checked against the store as those before it have
 * left it: a programme against the plan that came with it, a list of people against that programme.
 * The dry run does the very same and rolls it back, so what it tells is what will happen. Forms and
 * help cards, which are files, go into their places by that same transaction (effects/staged.h).
 *
 * One file that is wrong stops all of them. */
#pragma once

#include "model/model.h"
#include "store/store.h"

enum {
    BATCH_FILES_MAX = 300,
    BATCH_BYTES_MAX = 64 << 20 /* of all files together; what lies beside a form is not read yet */
};

struct batch_source {
    const char *name; /* for people: as seen from the folder */
    const char *path;
};

struct batch_ask {
    const char *share; /* NULL: nothing was shipped */
    const char *data;
    bool dry;
    /* What becomes of a key where this kiosk has one. Without any of these that stops it: whoever
     * could swap the key would read what comes after. */
    bool replace, second, withdraw;
    /* Asked between two files; false stops, with the reason. May be NULL. */
    bool (*go_on)(void *ctx, size_t done, size_t all, struct err *err);
    void *ctx;
};

struct batch;

/* Reads all of them; what cannot be understood is told by batch_take(). NULL: a file cannot be
 * read, or they are too many or too large, in one sentence. batch_free() it. */
struct batch *batch_read(const struct batch_source *source, size_t n, struct err *err);
void batch_free(struct batch *b); /* overwrites it: lists are personal; NULL is fine */

/* FNV-1a over names and bytes: only to see whether anything has changed since it was checked. */
uint64_t batch_sum(const struct batch *b);
/* Who must be in for it, unless it is dry: a list is sealed under a key that only a code opens, and
 * the coordinator's key is the coordinator's to give. */
enum role batch_needs(const struct batch *b);
/* The names of the lists of people that are in it, at most `max`; returns how many. */
size_t batch_lists(const struct batch *b, const char *ret_name[], size_t max);
/* Takes the lists of people out of it, before batch_take(): a kiosk that has no codes yet has
 * nothing to seal names with. */
void batch_leave_lists(struct batch *b);

/* Checks, and unless it is dry and nothing is wrong, takes in; durable when it returns. Once for a
 * batch, and outside a transaction. *ret_view is what is to be told, NULL if the world failed
 * before all was looked at. False: nothing was imported, and `err` names the first wrong file; of a
 * dry run only when the world failed. */
bool batch_take(struct store *s, struct batch *b, const struct batch_ask *ask,
                struct batch_view **ret_view, struct err *err) MUST_USE;
