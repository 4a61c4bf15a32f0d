/* The words of an Update cell: a line of one session, a line of a quarter. */
#pragma once

#include "outreach/update.h"

/* "06/02/2019 Hertswood Academy, Year 9, 240 students" */
void update_say_session(struct str *out, const struct session *s, struct date today);
/* "Q4 2018/19: 7 sessions at 4 schools, 600 students" */
void update_say_quarter(struct str *out, const struct update_part *p);
