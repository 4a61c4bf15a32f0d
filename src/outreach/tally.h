/* Tallies: what is counted at a session besides heads. Leaflets by title, what lies in a knife bin
 * by kind, referrals by destination and outcome: which, and at which event types, stands in a
 * tallies.ini (assets/tallies explains its lines), never in the program.
 *
 * What was tallied is kept by key: "leaflets/fearless", "referrals/yap/accepted". Keys are small
 * letters, digits and '_', so a key cannot hold a person's name; labels are only shown. */
#pragma once

#include "base/str.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum {
    TALLY_GROUPS = 8,
    TALLY_ITEMS = 24,
    TALLY_OUTCOMES = 8,
    TALLY_EVENTS = 16,
    TALLY_WORD = 16,            /* bytes of a key's part */
    TALLY_KEY = 3 * TALLY_WORD, /* "group/item/outcome" */
    TALLY_LABEL = 48,           /* bytes of a label */
    TALLY_BYTES_MAX = 64 << 10, /* of a file */
    TALLY_COMPLAINTS_MAX = 20,  /* further ones are not listed */
    TALLY_MOST = 99999,         /* of one item at once */
    TALLY_INITIALS = 5          /* bytes of "ABCD" */
};

/* A group that stands in no file: help cards that visitors opened, tallied by the kiosk itself
 * under the card's name, "help/childline". */
#define TALLY_HELP "help"

struct tally_word {
    char key[TALLY_WORD], label[TALLY_LABEL];
};

struct tally_group {
    struct tally_word name;
    /* Confirmed by a second person: then it is tallied in openings, and `opening` is what the
     * button says that starts one. "": nobody confirms it. */
    char opening[TALLY_LABEL];
    struct tally_word item[TALLY_ITEMS];
    size_t items;
    bool counts_people; /* not things: small numbers of them are not shown (outreach/suppress.h) */
    struct tally_word outcome[TALLY_OUTCOMES];
    size_t outcomes; /* 0: items alone are tallied */
    /* The outcome that all others are states of: together they are no more people than it has.
     * "": they are not held against anything (outreach/reconcile.h). */
    char states_of[TALLY_WORD];
    char event[TALLY_EVENTS][32];
    size_t events; /* 0: every event type offers it */
};

struct tally_plan {
    struct tally_group group[TALLY_GROUPS];
    size_t groups;
};

/* Reads a tallies.ini. Everything that is wrong with it is added to `complaints`, one line each,
 * "FILE:LINE: what". False: there are some, and *ret is untouched. */
bool tally_parse(struct tally_plan *ret, const char *file, const char *text, size_t n,
                 struct str *complaints);

bool tally_is_confirmed(const struct tally_group *g); /* by a second person */
bool tally_offers(const struct tally_group *g, const char *event_type);
/* The groups that a session of this type offers; returns how many of TALLY_GROUPS were set. */
size_t tally_offered(const struct tally_plan *p, const char *event_type,
                     const struct tally_group *ret_group[TALLY_GROUPS]);

/* "group/item" or "group/item/outcome"; `outcome` is not looked at when the group has none. */
void tally_key(char out[TALLY_KEY], const struct tally_group *g, size_t item, size_t outcome);
/* Two or three parts of small letters, digits and '_'. */
bool tally_key_valid(const char *key);
bool tally_key_is_of(const char *key, const char *group);
const struct tally_group *tally_find(const struct tally_plan *p, const char *group);
/* Are they people who are tallied under this key? Of a group that the plan does not know (any
 * more): whatever has an outcome. */
bool tally_key_is_people(const struct tally_plan *p, const char *key);

/* The labels of a key's parts. A part that the plan does not know (any more) is its own label;
 * `outcome` is "" when the key has none. They point into the plan or into `parts`. */
struct tally_labels {
    const char *group, *item, *outcome;
    char part[3][TALLY_WORD];
};
void tally_labels(struct tally_labels *ret, const struct tally_plan *p, const char *key);

/* 2 to 4 capital letters: whose they are is known among staff and nowhere else. */
bool tally_initials_valid(const char *initials);
