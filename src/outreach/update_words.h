/* The words of an Update cell: a line of one session, a line of a quarter. */
#pragma once

#include "outreach/update.h"

/* "06/02/2019 Hertswood Academy, Year 9, 240 students"; "..., fewer than 5 students" where `small`
 * hides the number. */
void update_say_session(struct str *out, const struct session *s, struct date today,
                        const struct suppress *small);
/* Who came: "at least 70 professionals", "fewer than 5 students", "not recorded". */
void update_say_heads(struct str *out, const struct session *s, const struct suppress *small);
/* "Q4 2018/19: 7 sessions at 4 schools, 600 students" */
void update_say_quarter(struct str *out, const struct update_part *p, const struct suppress *small);
