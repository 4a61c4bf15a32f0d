/* Random bytes from the kernel, and UUIDs (RFC 9562) in lower-case text, 36 characters and a NUL.
 */
#pragma once

#include <stddef.h>
#include <stdint.h>

void random_bytes(void *out, size_t n); /* getrandom(); ends the program if the kernel refuses */
void uuid_v4(char out[37]);
void uuid_v7(char out[37],
             int64_t wall_ms); /* time-ordered: staff records only, never a visitor's */
