/* The manifest of a sealed submission (seal/odk.h), read from bytes that anybody may have written.
 *
 * What it names is only ever looked for in the folder where it lies: a name with a path in it is
 * refused. Elements that are not known are passed over, whatever their prefix. */
#pragma once

#include "base/arena.h"
#include "base/err.h"
#include "seal/odk.h"

enum { MANIFEST_MAX = 256 << 10 /* bytes */ };

struct manifest {
    struct arena arena;     /* holds the texts */
    struct odk_manifest is; /* key and signature may still be of no use */
};

/* Reads it into `ret`, which is manifest_free'd also after a failure. ERR_MISSING: this is XML, but
 * no manifest. ERR_INPUT: it is broken, or something in it is missing, twice or not allowed. */
bool manifest_read(const char *bytes, size_t n, struct manifest *ret, struct err *err) MUST_USE;
void manifest_free(struct manifest *m);
