/* The school's sheet: one page of A4 about one session for the head teacher: what took place, who
 * came, what pupils said, what comes next, and who can be called. It is no report like the others:
 * it is about one session and leaves to another reader, so it is made where somebody asks for it,
 * and is never among all. No person's name is in it. */
#pragma once

#include "outreach/help.h"
#include "report/report.h"

#define SCHOOL_SHEET "school" /* as it is asked for */

/* Adds the page, as HTML that prints on one A4, to `out`. Of `o` session, marking, wall, small,
 * store and the forms count; `help` NULL: nobody to call stands in it. ERR_INPUT: there is no such
 * session, or it did not take place. */
bool school_write(const struct report_opts *o, const struct help *help, struct str *out,
                  struct err *err) MUST_USE;
