/* The sessions report as CSV against the floor: asking SQLite the same question and looking at
 * every column of every row. Both in turn over a made-up ledger, the median of the ratios. What is
 * timed is the processor: reading comes from the page cache and writing goes there, so it is what
 * both wait for, and neighbours disturb it least.
 *
 *     csv DIR [SESSIONS]     prints ratio=... peak_kib=... read_ms=... csv_ms=...
 *
 * DIR is new; a million sessions unless said otherwise. Another process fills the store, so that
 * the peak is that of reading and writing alone. */
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/clock.h"
#include "report/report.h"
#include "store/store_internal.h"
#include "timing.h"

enum { SESSIONS = 1000000, ROUNDS = 5, YEARS = 20 };

static const int64_t NOW = 1700000000000;

static struct store *open_store(const char *dir, const struct clock *clock) {
    struct err err = {0};
    const struct store_opts opts = {.clock = clock};
    struct store *s = store_open(dir, &opts, NULL, &err);
    must(s != NULL, &err);
    return s;
}

/* As a programme comes: one day after another. Every fiftieth venue needs quotes. */
static void add_session(struct db *db, int i, int sessions) {
    struct err err = {0};
    char uid[32], date[16], venue[64];
    int day = (int)((int64_t)i * YEARS * 12 * 28 / (sessions + 1));
    snprintf(uid, sizeof(uid), "made-up-%d", i);
    snprintf(date, sizeof(date), "%04d-%02d-%02d", 2005 + day / (12 * 28), day / 28 % 12 + 1,
             day % 28 + 1);
    snprintf(venue, sizeof(venue), i % 50 ? "School %d" : "School %d, \"North\" site", i % 300);
    must(db_run(db, &err,
                "INSERT INTO session(id, uid, date, venue, event_type, topic, audience,"
                " year_group, deliverer, sessions, status, reported_n, reported_q)"
                " VALUES(?, ?, ?, ?, 'school_workshop', 'Knife crime', 'students', '9',"
                " 'St Giles Trust', 1, 'delivered', ?, 'exact')",
                "ittti", (int64_t)i, uid, date, venue, (int64_t)(i % 240)),
         &err);
    must(db_run(db, &err, "INSERT INTO session_action VALUES(?, 1, '1.2')", "i", (int64_t)i), &err);
}

static void fill(const char *dir, const struct clock *clock, int sessions) {
    struct err err = {0};
    struct store *s = open_store(dir, clock);
    must(db_begin(store_db(s), __func__, &err), &err);
    for (int i = 1; i <= sessions; i++)
        add_session(store_db(s), i, sessions);
    must(db_commit(store_db(s), &err), &err);
    store_close(s);
}

static bool fill_elsewhere(const char *dir, const struct clock *clock, int sessions) {
    int status = 1;
    pid_t pid = fork();
    if (pid == 0) {
        fill(dir, clock, sessions);
        _exit(0);
    }
    return pid > 0 && waitpid(pid, &status, 0) == pid && status == 0;
}

/* The floor: every row of the same question; of every column the number or the text, as the report
 * asks for it, and nothing made of them. */
static double read_only(struct store *s) {
    static const char kinds[] = "ittttiitttttttititttttiii"
                                "tiitititiititt";
    struct err err = {0};
    double start = cpu_ms();
    volatile int64_t sum = 0;
    struct db_rows *rows = db_ask(store_db(s), session_question, "");
    while (db_next(rows))
        for (int c = 0; kinds[c] != '\0'; c++)
            sum = sum + (kinds[c] == 'i' ? db_int(rows, c) : db_text(rows, c)[0]);
    must(db_done(rows, &err), &err);
    return cpu_ms() - start;
}

static double write_csv(struct store *s, const char *path) {
    struct err err = {0};
    const struct report_opts opts = {.report = "sessions", .wall = NOW};
    double start = cpu_ms();
    FILE *out = fopen(path, "wb");
    if (out == NULL)
        exit(1);
    must(report_csv(store_reader(s), &opts, out, &err), &err);
    must(store_reader_end(s, &err), &err);
    fclose(out);
    return cpu_ms() - start;
}

int main(int argc, char **argv) {
    if (argc < 2) {
        fputs("usage: csv DIR [SESSIONS]\n", stderr);
        return 2;
    }
    struct clock clock;
    struct rusage usage;
    char path[4096];
    double read[ROUNDS], csv[ROUNDS], ratio[ROUNDS];
    clock_init_virtual(&clock, NOW);
    if (!fill_elsewhere(argv[1], &clock, argc > 2 ? (int)strtol(argv[2], NULL, 10) : SESSIONS))
        return 1;
    struct store *s = open_store(argv[1], &clock);
    snprintf(path, sizeof(path), "%s/out.csv", argv[1]);
    read_only(s);
    for (int i = 0; i < ROUNDS; i++) {
        read[i] = read_only(s);
        csv[i] = write_csv(s, path);
        ratio[i] = csv[i] / read[i];
    }
    getrusage(RUSAGE_SELF, &usage);
    printf("ratio=%.3f peak_kib=%ld read_ms=%.0f csv_ms=%.0f\n", median(ratio, ROUNDS),
           usage.ru_maxrss, median(read, ROUNDS), median(csv, ROUNDS));
    store_close(s);
    return 0;
}
