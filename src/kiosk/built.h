/* The day on which this program was compiled: no kiosk that runs it has seen an earlier one. */
#pragma once

#include "outreach/date.h"

struct date built_date(void); /* no date: the compiler was not told the day */
