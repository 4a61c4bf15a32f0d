/* assets/forms/kiosk.ini: which form opens for whom, and how it behaves here.
 *
 * What is true of one kiosk only stays out of the form language, so that the same file runs in ODK
 * Collect. One section a form:
 *
 *     [feedback]              ; form id, as in the form's root element
 *     title = Say what you thought
 *     second = Four short questions      ; under the title on the start screen
 *     icon = house            ; on the tile, where there are several; one of assets/icons
 *     for = pupils            ; pupils primary secondary adults professionals public staff
 *     side = visitor          ; visitor: wiped when left; staff: a draft survives
 *     way = feedback          ; feedback: kept as a record; concern: sealed; help: kept nowhere
 *     check_answers = no      ; no, yes, or adults: everybody but pupils
 *     warn_s = 30             ; idle: warning, and wiping
 *     wipe_s = 45
 *     thanks_s = 4            ; how long the thank-you page stays
 *     double_ms = 300         ; two taps closer than this are one
 *     read_ms = 700           ; a page left sooner was not read
 *     prefill = session:session_id date:date venue:venue     ; context:field
 *     places = wards.csv      ; the list of the form that gets the places of the programme besides
 *
 * Only the section's name must be there; the numbers above are those that hold otherwise. A form
 * without `for` is offered to nobody by itself. A second `prefill` adds to the first. Unknown keys
 * and bad values are complaints with their line. */
#pragma once

#include "base/arena.h"
#include "base/err.h"

#include <stdbool.h>
#include <stddef.h>

enum survey_side { SIDE_VISITOR, SIDE_STAFF };

/* What becomes of the answers. All three look alike to whoever stands behind. */
enum survey_way {
    WAY_FEEDBACK, /* a record of its session */
    WAY_CONCERN,  /* an envelope that only its readers can open */
    WAY_HELP      /* nothing: they lead to a help card */
};

enum survey_audience { /* bits */
                       FOR_PRIMARY = 1,
                       FOR_SECONDARY = 2,
                       FOR_ADULTS = 4,        /* parents, residents */
                       FOR_PROFESSIONALS = 8, /* training */
                       FOR_PUBLIC = 16,       /* stalls, with or without a session */
                       FOR_STAFF = 32,
                       FOR_PUPILS = FOR_PRIMARY | FOR_SECONDARY,
                       FOR_EVERYBODY = 63
};

struct profile {
    char form[64];
    char title[80], second[80];
    char icon[24];      /* of assets/icons, on the tile; "": speech */
    unsigned audiences; /* of enum survey_audience */
    enum survey_side side;
    enum survey_way way;
    unsigned check_answers; /* of enum survey_audience: who sees all answers before the end */
    int warn_s, wipe_s, thanks_s, double_ms, read_ms;
    struct {
        char context[24], field[64];
    } prefill[16];
    size_t prefills;
    char places[64]; /* file of a list beside the form; "": no list of it gets places */
};

struct profiles {
    struct profile *at; /* in the order of the file */
    size_t count;
};

/* Reads the text of a kiosk.ini into the arena. False and a sentence with the line for the first
 * thing that is wrong; nothing is kept then. At most 64 KB and 64 sections. */
bool profiles_read(const char *text, size_t len, struct arena *a, struct profiles *ret,
                   struct err *err);
/* Of a form for which nothing is said. The form `concern` is always sealed: no kiosk.ini can make
 * its way another one, or give it to staff. */
enum survey_way profile_way(const char *form);
const struct profile *profiles_form(const struct profiles *p, const char *form);
