/* One name for each school: "Mount Grace", "Mount Grace School" and "Mount Grace Secondary School"
 * are one, called as it was called first, without its town. */
#pragma once

#include "outreach/ledger.h"

struct schools;

struct schools *schools_new(void);
void schools_free(struct schools *s); /* NULL is fine */
/* The name of the school at which the session is, or "". Lives as long as `s`, or until the next
 * call once more venues were seen than are remembered. */
const char *schools_name(struct schools *s, const struct session *session);
