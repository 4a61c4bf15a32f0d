/* Small numbers: nobody is to learn from an export how few people stood behind a session.
 *
 * The rule, for all reports of one export together. A session with 1 to k - 1 heads is small.
 *
 * 1. Its own heads, and whatever is worked out from them (contact hours, response rate, the figures
 *    of a dispute), are shown nowhere; "fewer than 5" stands in their place. Where a part of a
 *    session (a class of the register, say) is small, no part is shown, only their sum.
 * 2. In sums, small sessions stand only as a block. A block is all small sessions of the export
 *    that are alike in everything by which a report cuts, groups or weighs heads: actions, topic,
 *    venue, kind of event, audience, years, deliverer, ward, quarter, minutes. So every sum holds
 *    all of a block or nothing of it. A block of m sessions counts if m >= 2 and
 *    m + k - 2 <= its sum <= (m - 1)(k - 1) + 1; the others are left out of every sum, which then
 *    is "at least" and says how many.
 *
 * Why that is enough. What is not small is shown, so whatever is computed from the sums comes down
 * to the sums of blocks that count, at most to each of them. Its bounds say that m - 1 sessions of
 * 1 leave k - 1 for the last one, and m - 1 of k - 1 leave it 1: each number from 1 to k - 1
 * remains possible for every session. Of a block that is left out one learns only that its sum lies
 * outside of the bounds, and that too leaves all of them (k >= 3).
 *
 * This holds for sums over values of what makes sessions alike. A sum over sessions that are chosen
 * by anything else (a day, an answer) must leave out every session that is not SUPPRESS_SHOWN.
 *
 * What is expected or planned is not people who came, and is shown. So are leaflets and what lies
 * in a knife bin; people who were referred fall under the rule, without blocks. */
#pragma once

#include "outreach/ledger.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum suppress_mode {
    SUPPRESS_HIDE,   /* k = 5 */
    SUPPRESS_STRICT, /* k = 10 */
    SUPPRESS_SHOW    /* nothing is small: for the coordinator's own use */
};
const char *suppress_mode_name(enum suppress_mode m); /* "hide", "strict", "show" */
bool suppress_mode_parse(const char *name, enum suppress_mode *ret_mode);

/* Whoever writes an export makes one, adds every session of it once, in any order, and asks then.
 * Memory grows with the number of blocks alone; a session that is not small costs nothing. Where
 * one is asked for, NULL is fine and shows everything. */
struct suppress;

struct suppress *suppress_new(enum suppress_mode mode);
void suppress_free(struct suppress *p); /* NULL is fine */
void suppress_add(struct suppress *p, const struct session *s);

int64_t suppress_k(const struct suppress *p);         /* 0: nothing is small */
const char *suppress_words(const struct suppress *p); /* "fewer than 5"; lives as long as `p` */
/* How many small sessions are in no sum of the export. */
size_t suppress_left_out(const struct suppress *p);

/* The plain test of a number of people, heads or answers: is it 1 to k - 1? */
bool suppress_is_small(const struct suppress *p, int64_t n);
/* May the parts of one number be shown? */
bool suppress_shows_parts(const struct suppress *p, const int64_t *part, size_t parts);

enum suppress_verdict {
    SUPPRESS_SHOWN,   /* not small, or without a number: as it is */
    SUPPRESS_IN_SUMS, /* not shown itself, but part of every sum that it belongs to */
    SUPPRESS_LEFT_OUT /* neither */
};
enum suppress_verdict suppress_session(const struct suppress *p, const struct session *s);
/* Adds the heads of a session that took place to a sum, or leaves them out of it, as was found. */
void suppress_sum(struct count_sum *sum, const struct session *s, enum suppress_verdict verdict);
