/* Finding choices by what is typed, in lists of any length.
 *
 * What begins with it comes first, then what has a word that begins with it, then what has it
 * anywhere; small and capital letters and accents are the same. Among equals the form's order
 * holds. */
#pragma once

#include "survey/survey.h"

/* Sets the indices of at most `max` choices in that order and returns how many. "" finds all.
 * *ret_more: there are others. */
size_t search_choices(const struct survey_option *option, size_t options, const char *typed,
                      size_t max, uint32_t *ret_index, bool *ret_more);
