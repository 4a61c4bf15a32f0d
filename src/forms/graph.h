/* Which expression reads what: the order of recalculation.
 *
 * Nodes of the graph are binds, not their instances. An edge runs from a bind that is read to one
 * that reads it in its calculate, relevant, readonly, required or constraint; relevance runs down
 * from a group to what is in it. `calculate` and `relevant` must be without a cycle (a form that
 * has one is refused, its members named); the others read but are read by nothing, so they cannot
 * close one. A constraint may read its own node, and in a repeat a calculation may read its own
 * bind, which is then the one of another instance: a running total.
 *
 * A bind that reads a repeat (count(/data/rep), position(..)) or something in it
 * (sum(/data/rep/x)) also reads the repeat itself, so it is recalculated when an instance is added
 * or removed. */
#pragma once

#include "forms/form.h"

struct graph;

/* Builds it from the binds' expressions, sets bind.rank and sorts form->bind by it. False: a cycle,
 * the sentence names the paths in it. Memory is the form's arena. */
bool graph_build(struct form *f, struct err *err);

enum graph_use {                /* bits: what a bind reads another for */
                 USE_VALUE = 1, /* calculate, relevant: what others read in turn */
                 USE_CHECK = 2  /* readonly, required, constraint */
};
struct graph_reader {
    uint32_t rank; /* of the bind that reads; higher than that of what it reads if USE_VALUE, or
                      the same */
    uint32_t use;
};
/* Who reads `b`, each bind once, in order of rank: direct readers only. What reads those comes
 * when, and only if, their value turns out to be another one. */
const struct graph_reader *graph_readers(const struct form *f, const struct bind *b,
                                         size_t *ret_count);
