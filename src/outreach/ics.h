/* Reads a calendar (RFC 5545). This is a module of its own, loaded by outreach/import_ics.c only
 * when a calendar comes: the library that it needs maps 30 MB. It uses nothing of the program but
 * this header. */
#pragma once

#include <stdbool.h>
#include <stddef.h>

enum { ICS_OCCURRENCES_MAX = 60, ICS_DAYS_MAX = 731 };

struct ics_event { /* one occurrence; texts are never NULL and live during the call */
    const char *uid;
    char occurrence[9]; /* of an event that repeats: its planned day as 20190206; else "" */
    bool replaces;      /* stands instead of the occurrence of that day, whichever comes first */
    const char *summary, *location, *description;
    const char *categories; /* separated by commas */
    int year, month, day;   /* local date in the process's time zone */
    int starts, ends;       /* minutes of the day; -1: not known */
    bool cancelled;
    int line; /* of its BEGIN:VEVENT */
};

typedef bool (*ics_each)(void *ctx, const struct ics_event *event); /* false: enough */

/* Calls `each` for every event in the order of the text, repeating ones up to ICS_OCCURRENCES_MAX
 * times within ICS_DAYS_MAX days. Returns false with a sentence when the text is no calendar.
 * `text` ends with a NUL. */
bool ics_read(const char *text, ics_each each, void *ctx, char *why, size_t why_size);
typedef bool (*ics_reader)(const char *text, ics_each each, void *ctx, char *why, size_t why_size);
