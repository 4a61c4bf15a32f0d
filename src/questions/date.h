/* A day chosen from a month, or by steps where no calendar is wanted: also half of a date and time.
 */
#pragma once

#include "questions/parts.h"
#include "questions/day_time.h"

typedef void (*date_head)(const struct question_view *v, struct ui_build *b,
                          struct ui_node *parent);
/* Adds `head` and the calendar or the steps. `chosen` may be no date. */
void date_parts(const struct question_view *v, struct ui_build *b, struct ui_node *parent,
                struct date chosen, date_head head);
/* A message of these parts: true if *ret is the date that it chooses. */
bool date_message(struct question_state *st, struct ui_msg msg, struct date *ret);
/* Their ids begin here and end before time.h's. */
enum { DATE_IDS = QUESTION_OWN, DATE_STEPS = QUESTION_STROKES, TIME_IDS = 24, TIME_STEPS = 56 };
