/* What people write into the cells of a programme, understood: "30+", "2.30pm", "Years 7-9". */
#pragma once

#include "base/arena.h"
#include "outreach/count.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { HEADS_MAX = 100000 };

/* One line of text: runs of blanks, line ends and control characters become one blank. In `a`. */
const char *cell_clean(struct arena *a, const char *raw);
bool cell_is_formula(
    const char *raw); /* a spreadsheet would compute it: starts with = + - @ TAB CR */
bool cell_is_marked(const char *text); /* says OFFICIAL-SENSITIVE, SECRET or the like */

struct heads {
    int64_t n;
    enum qualifier q; /* what the words say; exact when there are none */
    bool worded;      /* more than digits */
};
enum heads_result { HEADS_OK, HEADS_NO_NUMBER, HEADS_NEGATIVE, HEADS_TOO_MANY };
/* "120", "30+", "over 70", "about 30", "x 30", "30 expected", "1,200". */
enum heads_result cell_heads(const char *s, struct heads *ret_heads);

bool cell_minute(const char *s, int16_t *ret_minute); /* "14:00", "2pm", "9.30 am" */
/* Year groups as "R;5;6" or "all", from "Year 5 and 6", "Y7-9", "5/6", "mixed", "sixth form". */
bool cell_years(struct arena *a, const char *s, const char **ret_years);
/* Action codes in plan order, each once, separated by ';'. False: something is no code. */
bool cell_codes(struct arena *a, const char *s, const char **ret_codes);
bool cell_is_code(const char *s);
/* "School workshop" becomes "school_workshop". */
const char *cell_type(struct arena *a, const char *s);

/* Which of the names is most like `word`, if one is like it at all; else NULL. */
const char *cell_nearest(const char *word, const char *const *names, size_t n);
