/* Small numbers: which cells of published tables must not be shown, so that nobody can tell how few
 * people stand behind one.
 *
 * Tables are sums of parts. A part is what nobody counts twice (the heads of one session, an inner
 * cell of a two-way table); a cell is the sum of some parts: the sessions at one school, a row's
 * margin, the total of everything. One part may be in many cells, so one call covers one-way
 * tables, two-way tables with their margins, overlapping cells (a session that serves two actions)
 * and any number of tables over the same parts.
 *
 * The rule. A cell below k is hidden. For each hidden cell there is a pair of parts, one in it and
 * one outside of it, of which every cell that holds just one of the two is hidden as well. Heads
 * moved from one part of the pair to the other change no cell that is shown, but do change the
 * hidden one: so whatever is computed from what is shown, also by who knows which parts are in
 * which cell, and also knowing that no part is negative and that no hidden cell is 0, leaves at
 * least k whole numbers possible for it. Where no such pair exists, every cell is hidden. */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { SUPPRESS_K = 5, SUPPRESS_K_STRICT = 10 };

struct suppress_rule {
    int64_t k;       /* cells below it are hidden; 0: none is */
    bool zero_tells; /* a 0 is hidden too; else it is shown, and never hidden for another's sake */
};

struct suppress_cell {
    int64_t n;
    bool hidden; /* set by suppress() */
};

struct suppress_part {
    int64_t n;            /* never negative; part of every cell's n below */
    const uint32_t *cell; /* the cells that it is in, ascending, each once */
    size_t cells;
};

/* Decides for every cell. Not all parts need to be there: each one more is one more way to hide
 * little. A cell that is not 0 and has no part there makes all of them hidden, if it is small.
 * Returns how many cells are hidden. Equal input, also in its order, gives equal output. */
size_t suppress(const struct suppress_rule *rule, struct suppress_cell *cell, size_t cells,
                const struct suppress_part *part, size_t parts);
