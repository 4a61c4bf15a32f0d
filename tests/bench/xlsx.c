/* The sessions report as a workbook against the floor: deflating the XML of that very sheet at the
 * level that is usual (6). Both in turn, the median of the ratios; what is timed is the processor.
 *
 *     xlsx DIR [SESSIONS]     prints ratio=... peak_kib=... deflate_ms=... xlsx_ms=...
 *
 * DIR is there; a hundred thousand sessions unless said otherwise. The sessions are made up while
 * they are read, so that the peak is that of writing. They differ from one another as those of a
 * programme do: rows that are all alike deflate in half the time, and the floor would be another.
 */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>

#include <zlib.h>

#include "outreach/ledger.h"
#include "report/report.h"
#include "timing.h"

enum { SESSIONS = 100000, ROUNDS = 5, CHUNK = 64 << 10, LOCAL = 30 };

struct made_up { /* as a programme comes: one day after another */
    int at, sessions;
    uint64_t seed;
    struct session s;
    char venue[64], note[64];
};

enum { WORDS = 8 };

static const char *const
    topics[WORDS] = {"Knife crime", "county lines", "online safety", "Healthy Relationship",
                     "Fearless",    "grooming",     "cuckooing",     "Prevent"},
    *const deliverers[WORDS] = {"St Giles Trust",    "SAHWR", "Watford CSU", "PCSO", "Safer Places",
                                "Josh Hanson Trust", "HSP",   "Fearless"},
    *const actions[WORDS] = {"1.1", "1.2", "1.5", "2.2", "3.1", "4.3", "5.1", "1.1;1.2"},
    *const years[WORDS] = {"7", "8", "9", "10", "11", "5;6", "", "12"},
    *const ends[WORDS] = {"Primary School", "Academy", "School",     "High School",
                          "Grange",         "House",   "Youth Club", "College"};

static void check(bool ok, const char *what) {
    if (ok)
        return;
    fprintf(stderr, "xlsx: %s\n", what);
    exit(1);
}

/* 0 to n - 1: Knuth's MMIX generator, its upper half. */
static unsigned draw(struct made_up *m, unsigned n) {
    m->seed = m->seed * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
    return (unsigned)(m->seed >> 32) % n;
}

static const struct session *next(void *ctx, struct err *err) {
    struct made_up *m = ctx;
    (void)err;
    if (m->at == m->sessions)
        return NULL;
    int i = ++m->at;
    unsigned place = draw(m, 300);
    snprintf(m->venue, sizeof m->venue, "%s %s %u", deliverers[place % WORDS],
             ends[place / WORDS % WORDS], place);
    snprintf(m->note, sizeof m->note, "Room %u, form %u", draw(m, 60), draw(m, 900));
    m->s.id = i;
    m->s.date = date_from_days(12784 + i / 16);
    m->s.starts = (int16_t)(8 * 60 + (int)draw(m, 96) * 5);
    m->s.ends = (int16_t)(m->s.starts + 60);
    m->s.topic = topics[draw(m, WORDS)];
    m->s.deliverer = deliverers[draw(m, WORDS)];
    m->s.actions = actions[draw(m, WORDS)];
    m->s.year_group = years[draw(m, WORDS)];
    m->s.note = draw(m, 4) ? "" : m->note;
    m->s.sessions = 1 + (int32_t)draw(m, 5);
    m->s.reported.n = 5 + draw(m, 240);
    return &m->s;
}

static void again(void *ctx) {
    struct made_up *m = ctx;
    m->at = 0;
    m->seed = 0;
}

static struct made_up make_up(int sessions) {
    struct made_up m = {.sessions = sessions, .s = session_blank()};
    m.s.actions = "1.2";
    m.s.event_type = "school_workshop";
    m.s.topic = "Knife crime";
    m.s.audience = "students";
    m.s.year_group = "9";
    m.s.deliverer = "St Giles Trust";
    m.s.sessions = 1;
    m.s.status = STATUS_DELIVERED;
    m.s.reported.q = COUNT_EXACT;
    return m;
}

static double write_xlsx(const char *path, int sessions) {
    const struct report_opts opts = {.report = "sessions", .wall = 1700000000000};
    struct made_up m = make_up(sessions);
    struct err err = {0};
    size_t n;
    m.s.venue = m.venue;
    double start = cpu_ms();
    check(report_write((struct session_reader){&m, next, again, NULL}, &opts, path, &n, &err),
          err.text);
    check(n == (size_t)sessions, "sessions are missing");
    return cpu_ms() - start;
}

static long take(const unsigned char *p, int bytes) {
    long n = 0;
    for (int i = bytes; i > 0; i--)
        n = n << 8 | p[i - 1];
    return n;
}

/* To the bytes of the sheet, from one local header of the archive to the next. */
static void find_sheet(FILE *from) {
    static const char name[] = "xl/worksheets/sheet1.xml";
    unsigned char head[LOCAL], at[sizeof name];
    while (fread(head, 1, LOCAL, from) == LOCAL) {
        long names = take(head + 26, 2) + take(head + 28, 2), n = take(head + 18, 4);
        bool same = (size_t)take(head + 26, 2) == sizeof name - 1;
        check(!same || fread(at, 1, sizeof name - 1, from) == sizeof name - 1, "no name");
        if (same && memcmp(at, name, sizeof name - 1) == 0)
            return;
        check(fseek(from, same ? n : names + n, SEEK_CUR) == 0, "no room");
    }
    check(false, "no sheet");
}

/* The sheet is taken out of the archive once, into a file. */
static void take_sheet(const char *path, const char *sheet) {
    static unsigned char in[CHUNK], out[CHUNK];
    FILE *from = fopen(path, "rb"), *to = fopen(sheet, "wb");
    check(from != NULL && to != NULL, "no workbook");
    find_sheet(from);
    z_stream z = {0};
    check(inflateInit2(&z, -MAX_WBITS) == Z_OK, "zlib");
    for (int done = Z_OK; done != Z_STREAM_END;) {
        if (z.avail_in == 0) {
            z.next_in = in;
            z.avail_in = (uInt)fread(in, 1, CHUNK, from);
        }
        z.next_out = out;
        z.avail_out = CHUNK;
        done = inflate(&z, Z_NO_FLUSH);
        check(done == Z_OK || done == Z_STREAM_END, "the sheet is damaged");
        check(fwrite(out, 1, CHUNK - z.avail_out, to) == CHUNK - z.avail_out, "no room");
    }
    inflateEnd(&z);
    fclose(from);
    check(fclose(to) == 0, "no room");
}

static double deflate_only(const char *sheet) {
    static unsigned char in[CHUNK], out[CHUNK];
    FILE *from = fopen(sheet, "rb");
    check(from != NULL, "no sheet");
    double start = cpu_ms();
    z_stream z = {0};
    check(deflateInit2(&z, 6, Z_DEFLATED, -MAX_WBITS, 8, Z_DEFAULT_STRATEGY) == Z_OK, "zlib");
    do {
        z.next_in = in;
        z.avail_in = (uInt)fread(in, 1, CHUNK, from);
        int how = z.avail_in == 0 ? Z_FINISH : Z_NO_FLUSH;
        do {
            z.next_out = out;
            z.avail_out = CHUNK;
            deflate(&z, how);
        } while (z.avail_out == 0);
        if (how == Z_FINISH)
            break;
    } while (true);
    deflateEnd(&z);
    fclose(from);
    return cpu_ms() - start;
}

int main(int argc, char **argv) {
    if (argc < 2) {
        fputs("usage: xlsx DIR [SESSIONS]\n", stderr);
        return 2;
    }
    int sessions = argc > 2 ? (int)strtol(argv[2], NULL, 10) : SESSIONS;
    struct rusage usage;
    char path[4096], sheet[4096];
    double floor[ROUNDS], xlsx[ROUNDS], ratio[ROUNDS];
    snprintf(path, sizeof(path), "%s/out.xlsx", argv[1]);
    snprintf(sheet, sizeof(sheet), "%s/sheet.xml", argv[1]);
    write_xlsx(path, sessions);
    getrusage(RUSAGE_SELF, &usage);
    take_sheet(path, sheet);
    for (int i = 0; i < ROUNDS; i++) {
        floor[i] = deflate_only(sheet);
        xlsx[i] = write_xlsx(path, sessions);
        ratio[i] = xlsx[i] / floor[i];
    }
    printf("ratio=%.3f peak_kib=%ld deflate_ms=%.0f xlsx_ms=%.0f\n", median(ratio, ROUNDS),
           usage.ru_maxrss, median(floor, ROUNDS), median(xlsx, ROUNDS));
    return 0;
}
