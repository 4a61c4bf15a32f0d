/* The shuffle of randomize(), which must come out the same on every device that knows the seed (ODK
 * XForms specification, "XPath functions"): Fisher and Yates's, from the inside out, driven by the
 * generator of Park and Miller, seed = seed * 16807 mod 2^31 - 1. */
#pragma once

#include "forms/node.h"

/* What the generator starts with: a number without its fraction, any other text (number NaN) by the
 * first eight bytes of its SHA-256. */
int64_t shuffle_seed(double number, const char *text);
/* Puts the nodes of `from` into `to`, which is another array, in their new order. */
void shuffle_nodes(struct node *const *from, size_t count, int64_t seed, struct node **to);
