/* Random bytes from the kernel, and UUIDs (RFC 9562) in lower-case text, 36 characters and a NUL.
 */
#pragma once

#include <stddef.h>
#include <stdint.h>

void random_bytes(void *out, size_t n); /* getrandom(); ends the program if the kernel refuses */
uint32_t random_below(uint32_t n);      /* 0 to n - 1, each as likely as the others; n > 0 */
void uuid_v4(char out[37]);
/* The version 4 that these random bytes make: for who keeps the bytes and not the text. */
void uuid_v4_of(const unsigned char bytes[16], char out[37]);
void uuid_v7(char out[37],
             int64_t wall_ms); /* time-ordered: staff records only, never a visitor's */
