/* A time of day by steps: also half of a date and time. */
#pragma once

#include "questions/date.h"

void time_parts(const struct question_view *v, struct ui_build *b, struct ui_node *parent,
                int chosen); /* minute of the day; -1: none */
/* True if *ret is the minute of the day that the message chooses. */
bool time_message(struct ui_msg msg, int *ret);
