/* Which expression reads what: the order of recalculation.
 *
 * Nodes of the graph are binds, not their instances. An edge runs from a bind that is read to one
 * that reads it in its calculate, relevant, readonly, required or constraint; relevance and
 * readonly run down from a group to what is in it. `calculate` and `relevant` must be without a
 * cycle (a form that has one is refused, its members named); the others read but are read by
 * nothing, so they cannot close one. A constraint may read its own node.
 *
 * A bind that reads a repeat (count(/data/rep), position(..), sum(/data/rep/x)) is recalculated
 * when one is added or removed. */
#pragma once

#include "forms/form.h"

struct graph;

/* Builds it from the binds' expressions, sets bind.rank and sorts form->bind by it. False: a cycle,
 * the sentence names the paths in it. Memory is the form's arena. */
bool graph_build(struct form *f, struct err *err);

/* The binds that must be recalculated after `b` changed, in order of rank, without `b` itself; the
 * whole downstream, each once. */
const struct bind *const *graph_after(const struct form *f, const struct bind *b,
                                      size_t *ret_count);
