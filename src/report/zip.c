#include "report/zip.h"

#include <errno.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <zlib.h>

#include "base/mem.h"
#include "base/str.h"
#include "report/sink.h"

enum {
    OUT = 32 << 10,
    LOCAL = 0x04034b50,
    DESCRIPTOR = 0x08074b50,
    CENTRAL = 0x02014b50,
    END = 0x06054b50,
    VERSION = 20,   /* 2.0: deflate */
    FLAGS = 1 << 3, /* sizes follow in a descriptor; names are ASCII */
    DATE_1980_01_01 = 0x0021
};

struct zip {
    struct sink sink;
    uint64_t at; /* bytes written */
    bool in_entry;
    uint64_t entry_at, start, n; /* of the open entry: its header, its bytes, how many went in */
    uLong crc;
    char name[100];
    size_t entries;
    struct str central;
    z_stream z;
    unsigned char out[OUT];
};

static void put(struct str *s, uint32_t n, int bytes) {
    for (int i = 0; i < bytes; i++)
        str_addc(s, (char)(n >> 8 * i & 0xff));
}

static void emit(struct zip *z, const void *bytes, size_t n) {
    sink_write(&z->sink, bytes, n);
    z->at += n;
    if (z->at > UINT32_MAX || z->n > UINT32_MAX)
        sink_fail(&z->sink, EFBIG);
}

static void emit_str(struct zip *z, struct str *s) {
    emit(z, str_c(s), s->len);
    str_release(s);
}

struct zip *zip_open(FILE *out) {
    struct zip *z = xcalloc(1, sizeof *z);
    z->sink.out = out;
    /* Raw deflate, as ZIP wants it, at the level that everybody uses. */
    if (deflateInit2(&z->z, 6, Z_DEFLATED, -MAX_WBITS, 8, Z_DEFAULT_STRATEGY) != Z_OK)
        BUG("deflate does not start");
    return z;
}

static void deflate_all(struct zip *z, int how) {
    int done;
    do {
        z->z.next_out = z->out;
        z->z.avail_out = OUT;
        done = deflate(&z->z, how);
        ASSERT(done != Z_STREAM_ERROR);
        emit(z, z->out, OUT - z->z.avail_out);
    } while (z->z.avail_out == 0);
}

/* What a local header and the entry of the directory have in common. */
static void put_common(struct str *s, uint32_t crc, uint32_t packed, uint32_t whole,
                       const char *name) {
    put(s, FLAGS, 2);
    put(s, Z_DEFLATED, 2);
    put(s, 0, 2); /* midnight */
    put(s, DATE_1980_01_01, 2);
    put(s, crc, 4);
    put(s, packed, 4);
    put(s, whole, 4);
    put(s, (uint32_t)strlen(name), 2);
    put(s, 0, 2); /* no extra field */
}

static void end_entry(struct zip *z) {
    if (!z->in_entry)
        return;
    deflate_all(z, Z_FINISH);
    struct str s = {0};
    uint32_t crc = (uint32_t)z->crc, packed = (uint32_t)(z->at - z->start), whole = (uint32_t)z->n;
    put(&s, DESCRIPTOR, 4);
    put(&s, crc, 4);
    put(&s, packed, 4);
    put(&s, whole, 4);
    emit_str(z, &s);
    put(&z->central, CENTRAL, 4);
    put(&z->central, VERSION, 2);
    put(&z->central, VERSION, 2);
    put_common(&z->central, crc, packed, whole, z->name);
    put(&z->central, 0, 2); /* no comment */
    put(&z->central, 0, 2); /* disk */
    put(&z->central, 0, 2); /* attributes, in and out */
    put(&z->central, 0, 4);
    put(&z->central, (uint32_t)z->entry_at, 4);
    str_add(&z->central, z->name);
    z->entries++;
    z->in_entry = false;
}

void zip_entry(struct zip *z, const char *name) {
    struct str s = {0};
    end_entry(z);
    STR_COPY(z->name, name);
    deflateReset(&z->z);
    z->crc = crc32(0, NULL, 0);
    z->n = 0;
    z->entry_at = z->at;
    z->in_entry = true;
    put(&s, LOCAL, 4);
    put(&s, VERSION, 2);
    put_common(&s, 0, 0, 0, z->name);
    str_add(&s, z->name);
    emit_str(z, &s);
    z->start = z->at;
}

void zip_write(struct zip *z, const void *bytes, size_t n) {
    ASSERT(z->in_entry && n <= UINT32_MAX / 2);
    if (z->sink.failed)
        return;
    z->crc = crc32(z->crc, bytes, (uInt)n);
    z->n += n;
    z->z.next_in = (Bytef *)(uintptr_t)bytes; /* zlib does not write there */
    z->z.avail_in = (uInt)n;
    deflate_all(z, Z_NO_FLUSH);
}

bool zip_failed(const struct zip *z) {
    return z->sink.failed;
}

bool zip_close(struct zip *z, struct err *err) {
    struct str end = {0};
    end_entry(z);
    uint64_t directory = z->at;
    emit(z, str_c(&z->central), z->central.len);
    put(&end, END, 4);
    put(&end, 0, 4); /* one disk */
    put(&end, (uint32_t)z->entries, 2);
    put(&end, (uint32_t)z->entries, 2);
    put(&end, (uint32_t)z->central.len, 4);
    put(&end, (uint32_t)directory, 4);
    put(&end, 0, 2); /* no comment */
    emit_str(z, &end);
    bool ok = sink_finish(&z->sink, err);
    deflateEnd(&z->z);
    str_release(&z->central);
    free(z);
    return ok;
}
