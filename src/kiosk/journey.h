/* The journey behind the door: from *Have your say* until the start screen stands again.
 *
 * However it ends - Finish, Back, Hide, Escape three times, nobody there, a lock - it leaves
 * exactly one sealed envelope of the same size: a concern, or nothing. A concern is sealed at
 * *Send*, here on the UI thread, out of the one buffer in which it ever stands in full
 * (base/secret.h); only sealed bytes go to the effects. Help seals an empty one at its *Send*,
 * feedback beside its record, so that all three wait for the card in the same way; who sends
 * nothing leaves an empty one at the end. What is lost is the empty one of a journey in whose
 * middle the kiosk crashes, and of one that the card does not take. With no reader's key there are
 * no envelopes at all, and no concerns.
 *
 * When the start screen comes, whatever was answered, typed and drawn is overwritten. Of a concern
 * nothing else changes: no record, no number, no log line. UI thread only. */
#pragma once

#include "model/command.h"
#include "model/result.h"
#include "seal/envelope.h"

struct app;

enum { JOURNEY_ESCAPES = 3 };

struct journey {
    struct pair_key *key[ENVELOPE_KEYS]; /* of those who read envelopes */
    size_t keys;
    bool left;                       /* its envelope is on the card, or on its way */
    int64_t ticket;                  /* of the envelope that the page *saving* waits for; 0: none */
    struct str waiting;              /* empty envelopes that the effects had no room for yet */
    int64_t escape[JOURNEY_ESCAPES]; /* monotonic ms of the last ones, newest first */
};

void journey_begin(struct app *a);
/* The start screen has just come up: the journey is over, if there was one. */
void journey_over(struct app *a);
/* The same at once, from wherever it is. */
void journey_hide(struct app *a);
/* The third Escape in a row hides, and then it is true: the key has no other meaning. */
bool journey_escape(struct app *a, int64_t now);

/* *Send* of a concern or of help, whose survey is finished. `xml`: its record, in secret memory. */
void journey_send(struct app *a, struct str *xml);
/* Feedback was sent: an envelope is left beside it. */
void journey_leave_empty(struct app *a);
/* What was sent is safe: the card comes up in place of the survey. */
void journey_arrive(struct app *a);

/* Takes note of an effect's answer: of envelopes, and of keys that came or changed. */
void journey_answer(struct app *a, const struct result *r);
void journey_retry(struct app *a); /* hands over what waits */
void journey_stop(struct app *a);  /* the kiosk ends, maybe in the middle of one */
