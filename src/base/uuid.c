/* Randomness comes from the kernel and from nowhere else. */
#include "base/uuid.h"

#include <errno.h>
#include <string.h>
#include <sys/random.h>

#include "base/err.h"

void random_bytes(void *out, size_t n) {
    unsigned char *p = out;
    while (n) {
        ssize_t got = getrandom(p, n, 0);
        if (got < 0 && errno == EINTR)
            continue;
        if (got <= 0)
            BUG("the kernel gives no random bytes");
        p += got;
        n -= (size_t)got;
    }
}

/* What is left over when the range is cut into parts of n would favour the small numbers: it is
 * drawn again. */
uint32_t random_below(uint32_t n) {
    ASSERT(n > 0);
    uint32_t x, left_over = (UINT32_MAX % n + 1) % n;
    do
        random_bytes(&x, sizeof(x));
    while (x > UINT32_MAX - left_over);
    return x % n;
}

/* Sets version and variant and writes 8-4-4-4-12 hexadecimal digits. */
static void put(char out[37], unsigned char id[16], unsigned version) {
    static const char hex[] = "0123456789abcdef";
    id[6] = (unsigned char)((id[6] & 0x0f) | version << 4);
    id[8] = (unsigned char)((id[8] & 0x3f) | 0x80);
    for (int i = 0; i < 16; i++) {
        if (i == 4 || i == 6 || i == 8 || i == 10)
            *out++ = '-';
        *out++ = hex[id[i] >> 4];
        *out++ = hex[id[i] & 15];
    }
    *out = '\0';
}

void uuid_v4_of(const unsigned char bytes[16], char out[37]) {
    unsigned char id[16];
    memcpy(id, bytes, sizeof(id));
    put(out, id, 4);
}

void uuid_v4(char out[37]) {
    unsigned char id[16];
    random_bytes(id, sizeof(id));
    put(out, id, 4);
}

void uuid_v7(char out[37], int64_t wall_ms) {
    unsigned char id[16];
    random_bytes(id + 6, sizeof(id) - 6);
    for (int i = 0; i < 6; i++)
        id[i] = (unsigned char)((uint64_t)wall_ms >> (40 - 8 * i));
    put(out, id, 7);
}
