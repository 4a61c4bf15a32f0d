/* A RAG rating is set by a person. What the sessions of an action suggest is a proposal with its
 * reason, beside it and never in its place. */
#pragma once

#include "outreach/ledger.h"

#include <stddef.h>
#include <stdint.h>

struct rag_facts {     /* of one action; rows of the programme */
    bool has_sessions; /* the plan says that it is done by sessions, or it has some */
    uint32_t now;      /* took place in the quarter of the report */
    uint32_t before;   /* took place in the two quarters before */
    uint32_t ahead;    /* planned for the day of the report or later */
    uint32_t overdue;  /* planned for these quarters, the day has passed and nothing is recorded */
    uint32_t undated;  /* took place or is planned, nobody knows when */
};

/* `carries` is what the plan says of the action (struct action); NULL: nothing. */
void rag_init(struct rag_facts *f, const char *carries);
void rag_add(struct rag_facts *f, const struct session *s, struct date today);

struct rag_proposal {
    const char *rag;  /* "Red", "Amber", "Green", or "" where sessions say nothing */
    char reason[160]; /* never "" */
};
struct rag_proposal rag_propose(const struct rag_facts *f);
