/* What a coordinator writes about the actions of the plan between the sessions: updates ("Closure
 * order extended; expires 14/02/2020"), and how an action is rated.
 *
 * Both are only ever added to. An update is replaced by a later one, withdrawn, or put back; of the
 * ratings of an action the newest holds, and "none" is one of them. All of them stay. */
#pragma once

#include "base/arena.h"
#include "base/err.h"
#include "base/str.h"
#include "outreach/date.h"

#include <stddef.h>
#include <stdint.h>

/* The most letters of a text, and of an owner or a reason. */
enum { TYPED_LETTERS = 400, TYPED_SHORT_LETTERS = 100 };

enum typed_state { TYPED_STANDS, TYPED_REPLACED, TYPED_WITHDRAWN };

struct typed {                         /* an update; its texts are never NULL */
    int64_t seq;                       /* 1, 2, ... over all actions; 0: not kept yet */
    const char *action, *text, *owner; /* action: its code; owner "": nobody is named */
    struct date date;
    struct date due;     /* of the next step or meeting, or no date */
    struct date expires; /* of an order, an agreement, a licence, or no date */
    enum typed_state state;
};

struct rating { /* how an action was rated, by the role coordinator */
    int64_t seq;
    const char *action, *rag, *reason; /* rag: "Red", "Amber", "Green", or "" of none */
    struct date date;
};

struct typed_list {
    struct typed *typed; /* in order of date, then as they were written; also those that are gone */
    size_t typeds;
    struct rating *rating; /* in order of date, then as they were set */
    size_t ratings;
};

/* Can it be kept? Else the sentence says what is wrong with it. */
bool typed_fits(const struct typed *t, struct err *err) MUST_USE;
bool rating_fits(const struct rating *r, struct err *err) MUST_USE;
/* "red" is "Red", "none" is "". False: it is no rating. */
bool rating_parse(const char *word, const char **ret_rag);

/* NULL: there is none. */
const struct typed *typed_find(const struct typed_list *l, int64_t seq);
const struct rating *typed_rating(const struct typed_list *l, const char *action); /* that holds */
/* How an action is rated: as a person has set it here, else `otherwise`, which the plan brought. */
const char *typed_rag(const struct typed_list *l, const char *action, const char *otherwise);

/* "14/11/2019 Closure order extended; due 12/12/2019; expires 14/02/2020; owner Hertsmere SNT", on
 * one line. */
void typed_say(struct str *out, const struct typed *t);
