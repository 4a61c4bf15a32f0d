/* Form encryption of ODK XForms (getodk/xforms-spec, "Encryption"): what any ODK server takes, and
 * only the private key opens.
 *
 * A sealed submission is a *manifest* in clear, which takes the place of the record, and beside it
 * each file of it as NAME.enc: the media in their order, the record itself, `submission.xml`, last.
 *
 *   key         32 random bytes of one use, in the manifest under RSA-OAEP, as base64
 *   seed        MD5 of the instance id and the key; before file n = 0, 1, 2, ... byte n % 16 of it
 *               grows by one, and what it is then is the IV of that file
 *   file        AES-256-CFB with 128 bits of feedback, padded to a multiple of 16 as in PKCS#7
 *   signature   MD5 of these lines: form, version (if it has one), the key as base64, instance id,
 *               then NAME::MD5 of each file as it was; in the manifest under RSA-OAEP, as base64
 *
 * MD5 and the order of the steps are the standard's. The signature proves that nothing was changed
 * by somebody who has not the public key, and no more: whoever has it can make another one. */
#pragma once

#include "base/err.h"
#include "base/str.h"
#include "seal/pair.h"

#include <stddef.h>

enum {
    ODK_KEY = 32,
    ODK_BLOCK = 16,
    ODK_ID = 42,    /* "uuid:", 36 characters and a NUL */
    ODK_STEP = 1024 /* odk_seal_record() pads records to a multiple of these bytes */
};

#define ODK_RECORD "submission.xml"
#define ODK_MANIFEST "submission.xml" /* the same name, in the place of it */
#define ODK_ENDING ".enc"

/* ---- files ---- */

/* The IVs of a submission, one after the other. */
struct odk_series {
    unsigned char iv[ODK_BLOCK]; /* of the file at hand, after odk_series_next() */
    size_t n;                    /* files so far */
};

void odk_series_start(struct odk_series *s, const char *instance_id,
                      const unsigned char key[ODK_KEY]);
void odk_series_next(struct odk_series *s);

size_t odk_sealed_size(size_t n); /* of a file of n bytes */
/* Into odk_sealed_size(n) bytes of `out`, which must not overlap. */
bool odk_seal_file(const unsigned char key[ODK_KEY], const unsigned char iv[ODK_BLOCK],
                   const void *plain, size_t n, unsigned char *out) MUST_USE;
/* Into `out`, of n bytes; how many of them the file is, *ret_n. False: it does not end as a file
 * does that was sealed so. It says nothing of what is before the end: that the signature does. */
bool odk_open_file(const unsigned char key[ODK_KEY], const unsigned char iv[ODK_BLOCK],
                   const void *sealed, size_t n, unsigned char *out, size_t *ret_n) MUST_USE;

/* ---- sealing a record without media ---- */

struct odk_parts {
    const char *form, *version;     /* version "" or NULL: the form has none */
    const char *instance_id;        /* "uuid:..." */
    size_t wrapped;                 /* pair_wrapped_size() of the key */
    unsigned char *key, *signature; /* `wrapped` bytes each */
    unsigned char *record;          /* odk_sealed_size() bytes */
};

/* Seals the XML of a record, whose instance id should be p->instance_id, into the three places of
 * `p`. No byte of it is copied anywhere else. */
bool odk_seal(const struct pair_key *k, const struct odk_parts *p, const void *xml, size_t n,
              struct err *err) MUST_USE;

/* What leaves the kiosk. */
struct odk_submission {
    char id[ODK_ID];     /* the instance id */
    struct str manifest; /* the file ODK_MANIFEST */
    struct str record;   /* the file ODK_RECORD ODK_ENDING */
};

void odk_write(const struct odk_parts *p, size_t record_n, struct odk_submission *ret);
void odk_submission_release(struct odk_submission *s);

/* ---- sealing a record to the key of its form ---- */

/* The key that stands in a form, <submission base64RsaPublicKey="...">: the DER of a public key as
 * base64, blanks and line ends between. Else NULL and ERR_INPUT: it is no base64, or no key that
 * pair_read_public() takes. pair_free() it. */
struct pair_key *odk_read_key(const char *base64, struct err *err);

/* Seals a record. `xml` is secret memory: it is padded with blanks to a multiple of ODK_STEP bytes,
 * so that its length tells little, and overwritten before the return, also after a failure. `id` is
 * its instance id, 36 characters; where the form made up another one for itself, that stays inside.
 * odk_submission_release() `ret`, also after a failure. */
bool odk_seal_record(const struct pair_key *k, const char *form, const char *version,
                     const char *id, struct str *xml, struct odk_submission *ret,
                     struct err *err) MUST_USE;

/* ---- opening ---- */

enum { ODK_MEDIA_MAX = 100 };

/* A manifest as it was read; the texts are the reader's (forms/manifest.h). */
struct odk_manifest {
    const char *form, *version, *instance_id; /* version NULL: the form has none */
    const char *key, *signature;              /* base64 */
    const char *media[ODK_MEDIA_MAX];         /* names with ODK_ENDING, in the manifest's order */
    size_t media_n;
    const char *record; /* the name of the sealed record */
};

struct odk_sealed {
    const void *bytes;
    size_t n;
};

/* Was this submission sealed for that private key? Asked of a manifest alone: true if its key opens
 * or its signature does, for one of them may be damaged. */
bool odk_is_for(const struct pair_key *mine, const struct odk_manifest *m);

/* Opens m->media_n + 1 files, in the manifest's order, the record last, into as many empty strings.
 * All of them or none: what was opened is overwritten if the signature is not right. ERR_DENIED: it
 * was sealed for another key. ERR_DAMAGED: it is not as it was sealed. */
bool odk_open(const struct pair_key *mine, const struct odk_manifest *m,
              const struct odk_sealed *file, struct str *ret, struct err *err) MUST_USE;
