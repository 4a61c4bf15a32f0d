/* Writes a ZIP archive (PKWARE APPNOTE 6.3) in one go, into a stream that need not seek: sizes and
 * sums follow each entry in a data descriptor. Every entry is deflated and carries the same date,
 * so that the same contents give the same bytes. There are no temporary files, so whatever cannot
 * be written is noticed by the one write that tried. Archives end below 4 GiB. */
#pragma once

#include "base/err.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

struct zip;

struct zip *zip_open(FILE *out);
void zip_entry(struct zip *z, const char *name); /* ends the one before */
void zip_write(struct zip *z, const void *bytes, size_t n);
bool zip_failed(const struct zip *z);
/* Ends the archive and frees; `out` is flushed and stays open. */
bool zip_close(struct zip *z, struct err *err) MUST_USE;
