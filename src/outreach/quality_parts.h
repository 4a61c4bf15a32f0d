/* What the files of the quality list share; nobody else includes this.
 *
 * quality_rules.c looks at one session, quality_compare.c at several, quality.c keeps the findings
 * and what is known of the actions. */
#pragma once

#include "base/str.h"
#include "outreach/quality.h"
#include "outreach/venues.h"

struct quality_rule { /* of one session */
    enum quality_kind kind;
    /* Is it so? Then `what` has the sentence. */
    bool (*finds)(const struct quality *q, const struct session *s, struct str *what);
};

/* Ends with a rule without a function. */
extern const struct quality_rule quality_rules[];

struct date quality_today(const struct quality *q);
/* Who came, as it may be told: "at least 70", "fewer than 5". */
void quality_heads(const struct quality *q, const struct session *s, struct str *out);
/* Are `n` people too far from those expected? */
bool quality_is_apart(int64_t n, int64_t expected);
/* May the number of this session be told, and any other number of people? */
bool quality_tells(const struct quality *q, const struct session *s);
bool quality_tells_number(const struct quality *q, int64_t n);
bool quality_takes_place(const struct session *s); /* or took place: it was not called off */

/* A finding about a session, or about none. */
void quality_add(struct quality *q, enum quality_kind kind, const struct session *s,
                 const char *what);

/* ---- what compares sessions ---- */
struct compare;

struct compare *compare_new(void);
void compare_free(struct compare *c); /* NULL is fine */
void compare_session(struct compare *c, struct quality *q, const struct session *s, bool judged);
void compare_finish(const struct compare *c, struct quality *q);
