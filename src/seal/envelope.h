/* An envelope: what one visitor leaves behind the door, a concern or nothing, sealed for one or two
 * readers. All envelopes are ENVELOPE_SIZE bytes, whatever is in them:
 *
 *   head        ENVELOPE_HEAD bytes, the same for all of the same form and the same readers' keys:
 *                 version 1 byte, 1
 *                 length of each reader's RSA key in bytes, 2 bytes each, big-endian; 0: no reader
 *                 id and version of the form, a length of 1 byte before each
 *                 zeros
 *   copies      ENVELOPE_KEYS places of ENVELOPE_COPY bytes, one for each reader:
 *                 16 random bytes, from which its instance id is made (uuid version 4)
 *                 key under RSA, signature under RSA, PAIR_WRAPPED_MAX bytes each
 *                 the record, padded with blanks to ENVELOPE_PLAIN bytes and sealed
 *
 * Each copy is a submission of its own as ODK seals it (seal/odk.h), with an id of its own, so that
 * no server takes the two for one. What is left of a place, and the whole place of a reader who is
 * not there, is random. The head tells how many can read the kiosk's envelopes, and nothing of this
 * one. */
#pragma once

#include "base/err.h"
#include "seal/odk.h"
#include "seal/pair.h"

enum {
    ENVELOPE_PLAIN = 6144, /* bytes of the record, after padding */
    ENVELOPE_KEYS = 2,     /* readers at most */
    ENVELOPE_HEAD = 256,
    ENVELOPE_TEXT = 120, /* bytes of the form's id, and of its version */
    ENVELOPE_RECORD = ENVELOPE_PLAIN + ODK_BLOCK,
    ENVELOPE_COPY = 16 + 2 * PAIR_WRAPPED_MAX + ENVELOPE_RECORD,
    ENVELOPE_SIZE = ENVELOPE_HEAD + ENVELOPE_KEYS * ENVELOPE_COPY
};

/* Seals the n bytes of a record's XML for 1 to ENVELOPE_KEYS readers. `plain` is the caller's
 * secret memory, of ENVELOPE_PLAIN bytes: ids and padding are written into it, and it is
 * overwritten before the return, also after a failure. ERR_INPUT: the record is too long or has no
 * instance id, or the form's id or version is too long. */
bool envelope_seal(const struct pair_key *const key[], size_t keys, const char *form,
                   const char *version, char plain[ENVELOPE_PLAIN], size_t n,
                   unsigned char ret[ENVELOPE_SIZE], struct err *err) MUST_USE;

/* How many readers it was sealed for; 0: these bytes are no envelope. */
size_t envelope_copies(const unsigned char sealed[ENVELOPE_SIZE]);
/* The submission for reader i < envelope_copies(), to be released by odk_submission_release() also
 * after a failure. ERR_DAMAGED: these bytes are no envelope. */
bool envelope_take(const unsigned char sealed[ENVELOPE_SIZE], size_t i, struct odk_submission *ret,
                   struct err *err) MUST_USE;
