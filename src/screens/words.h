/* Words that several screens say: dates, counts, places, in the reader's language.
 *
 * Each returns a text in the frame's arena (or a static one), ready to be drawn: screens never put
 * sentences together from parts, because other languages order them otherwise. Only the dot between
 * facts of one line ("Hertswood Academy · Year 9") is ours. */
#pragma once

#include "base/arena.h"
#include "model/model.h"

#include <stdint.h>

const char *words_date(struct arena *a, struct date d);       /* "Wednesday 6 February 2019" */
const char *words_date_year(struct arena *a, struct date d);  /* "6 February 2019" */
const char *words_date_short(struct arena *a, struct date d); /* "6 February" */
const char *words_time(struct arena *a, int minute);          /* "09:15" */

/* The date, or the programme's own words for it ("September 2018"), or "No date yet". */
const char *words_when(struct arena *a, const struct session *s);
const char *words_hours(struct arena *a,
                        const struct session *s); /* "09:15 to 10:15", "" if unknown */

const char *words_number(struct arena *a, int64_t n);
const char *words_count(struct arena *a, struct count c); /* "212", "at least 70", "not recorded" */
const char *words_qualifier(enum qualifier q);            /* "Exact", as a chip or choice says it */
const char *words_qualifier_means(enum qualifier q);      /* one line that explains it */

/* "240 expected"; NULL when the programme expects no number. */
const char *words_expected(struct arena *a, const struct session *s);
/* What a number is held against, as far as it is known: "70 expected · room for 80", or "". */
const char *words_measure(struct arena *a, const struct session *s);
/* While it is counted: "3 over capacity", else "5 more than expected", else
 * "240 expected"; "" when neither is known. */
const char *words_so_far(struct arena *a, const struct session *s, int64_t heads);
/* "19 fewer than the 240 expected"; NULL when no number was expected. */
const char *words_against(struct arena *a, const struct session *s, int64_t heads);

const char *words_band(const char *key); /* "Year 9" */
const char *words_people(struct arena *a,
                         const struct session *s); /* "First Aid, St Giles Trust" */
const char *words_place(struct arena *a,
                        const struct session *s); /* "Hertswood Academy · Year 9 · ..." */
const char *words_join(struct arena *a, const char *one,
                       const char *two); /* with a dot; "" is left out */
/* A reason as it was chosen or typed; "" if there is none. */
const char *words_reason(const struct session *s);
/* "Teacher: 236, 4 fewer · 236 holds"; NULL when nobody has another number. */
const char *words_dispute(struct arena *a, const struct session *s);
const char *words_whose(const char *role);         /* "Teacher" */
const char *words_status(const struct session *s); /* "Open", "Planned", ... */
/* "Opening 2 · 09:12" */
const char *words_opening(struct arena *a, const struct tallies *t, const struct tally_opening *o);
const char *words_bytes(struct arena *a, int64_t bytes); /* "24 KB" */
