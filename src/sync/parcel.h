/* A parcel: files in a folder of their own on a stick, whole or not there.
 *
 * It grows as PLACE/NAME.part, each file under a name that ends in ".part" until the stick itself
 * has given back what was written. Then the file gets its name, after the last one manifest.txt is
 * written (SHA-256 sums as sha256sum prints them), and only then does the folder become PLACE/NAME,
 * or NAME-2, NAME-3, ... where somebody took a parcel before: what lies on a stick is never
 * replaced. So a folder with a manifest that fits is whole, whenever the stick was pulled out.
 *
 * A failure is one sentence about the stick, and nothing of the parcel stays, as far as the stick
 * still takes orders. For one thread at a time. */
#pragma once

#include "base/err.h"

#include <stdint.h>

enum { PARCEL_FILES = 20000, PARCEL_NAME = 96 };

enum parcel_next { PARCEL_AGAIN, PARCEL_DONE, PARCEL_FAILED };

struct parcel;

/* `place`: a folder on the stick, which has to be there from now on. */
struct parcel *parcel_new(const char *place, const char *name);
/* Adds a file under its own name; it must stay as it is until the parcel is done. */
bool parcel_add(struct parcel *p, const char *path, struct err *err) MUST_USE;
/* The same under a name with folders in it: "envelopes/a/submission.xml". */
bool parcel_add_as(struct parcel *p, const char *path, const char *name, struct err *err) MUST_USE;
/* The same of an open file without a name (memfd_create), which becomes the parcel's when this has
 * returned true: for what may lie on the stick and nowhere else. */
bool parcel_add_fd(struct parcel *p, int fd, const char *name, struct err *err) MUST_USE;

/* Does a little, some milliseconds on a stick that works. After PARCEL_DONE everything has reached
 * the stick; after PARCEL_FAILED `err` has the sentence. Not to be asked again after either. */
enum parcel_next parcel_step(struct parcel *p, struct err *err) MUST_USE;

/* How far it is: every byte counts twice, once written and once read back. */
void parcel_progress(const struct parcel *p, int64_t *ret_done, int64_t *ret_total);
const char *parcel_folder(const struct parcel *p); /* its name on the stick, once it is done */

/* Takes away whatever is not done, also in the middle of a file. NULL is fine. */
void parcel_free(struct parcel *p);
