/* Help cards: who can be called about what, in plain words, with no network.
 *
 * A card is a small text file, NAME.md: lines "key: value", an empty line, a few plain sentences
 * (assets/help/README.md explains the keys). A number that has changed is worse than none, so a
 * card says until when it was checked: past that day, or with no such day, it is *stale* and its
 * number and address are not shown until somebody has looked. */
#pragma once

#include "base/str.h"
#include "outreach/date.h"
#include "outreach/tally.h"

#include <stdbool.h>
#include <stddef.h>

enum {
    HELP_CARDS = TALLY_ITEMS, /* what a session can count views of */
    HELP_TOPICS = 16,
    HELP_TOPIC = 24,          /* bytes of a topic, as struct model has it */
    HELP_BYTES_MAX = 4 << 10, /* of a file */
    HELP_COMPLAINTS_MAX = 10, /* of a file; further ones are not listed */
    HELP_QR = 128             /* bytes of what a QR code holds */
};

enum help_audience { HELP_ANYONE, HELP_CHILDREN, HELP_ADULTS };

struct help_card {
    char name[TALLY_WORD]; /* of its file, without ".md": views are tallied by it */
    char title[64];
    char who[120];                                       /* whom it is for */
    char number[24], hours[80], web[120], languages[80]; /* "": none given */
    char words[480]; /* sentences; lines of the file are joined, an empty line stays one */
    char topic[HELP_TOPICS][HELP_TOPIC]; /* what it is about, what it helps with best first */
    size_t topics;
    enum help_audience audience;
    struct date check_by; /* year 0: check before use */
    bool lasts;           /* the emergency number: it does not have to be checked */
};

struct help {
    struct help_card card[HELP_CARDS]; /* 999 first, then by title */
    size_t cards;
    struct str complaints; /* of files that are not used, one line each */
};

void help_free(struct help *h); /* NULL is fine */

/* May a file be a card? Its name is "NAME.md" of small letters, digits and '_', at most 15; it goes
 * to `ret`. */
bool help_name(const char *file, char ret[TALLY_WORD]);

/* Reads the card in `file` (a name without a path). Everything that is wrong is added to
 * `complaints`, one line each, "FILE:LINE: what". False: there are some, and *ret is untouched. */
bool help_parse(struct help_card *ret, const char *file, const char *text, size_t n,
                struct str *complaints);

/* Puts a card in its place, instead of one of the same name. False: there are HELP_CARDS already.
 */
bool help_add(struct help *h, const struct help_card *card);
void help_remove(struct help *h, const char *name);

const struct help_card *help_find(const struct help *h, const char *name); /* NULL: none */

/* May its number be wrong today? On its check-by day it is still good. */
bool help_is_stale(const struct help_card *c, struct date today);
bool help_is_emergency(const struct help_card *c); /* 999 */

/* All cards, the best for this topic first: those that name it, of these the ones for who is here,
 * then those whose number can be shown, then whose list of topics begins with it. A topic that no
 * card knows is "other". `topic` NULL: as a list to be looked through, in its own order, those for
 * others last. Returns how many. */
size_t help_for(const struct help *h, const char *topic, bool children, struct date today,
                const struct help_card *ret[HELP_CARDS]);
/* Does the card help with this topic? */
bool help_is_about(const struct help_card *c, const char *topic);

/* Those that staff have to check; returns how many. `ret` NULL: only counts. */
size_t help_stale(const struct help *h, struct date today, const struct help_card *ret[HELP_CARDS]);

/* What the card's QR code holds: "tel:0800555111", else its web address; "": it has none. A phone
 * that is held up to take a number along must not call 999 by it. */
void help_qr(const struct help_card *c, char ret[HELP_QR]);
