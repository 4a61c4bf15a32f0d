/* The sessions report as CSV against the floor: asking SQLite the same question and looking at every
 * column of every row. A made-up ledger of a million sessions, both in turn, the median of the ratios.
 *
 *     csv DIR [SESSIONS]     prints "csv_vs_read RATIO" */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <time.h>

#include "base/clock.h"
#include "report/report.h"
#include "store/store_internal.h"

enum { ROUNDS = 5, COLUMNS = 25 };

static double now_ms(void) {
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec * 1e3 + (double)t.tv_nsec / 1e6;
}

static void must(bool ok, const struct err *err) {
    if (ok) return;
    fprintf(stderr, "%s\n", err->text);
    exit(1);
}

static void fill(struct db *db, int sessions) {
    struct err err = {0};
    must(db_begin(db, __func__, &err), &err);
    for (int i = 1; i <= sessions; i++) {
        char uid[32], date[16], venue[64];
        snprintf(uid, sizeof uid, "made-up-%d", i);
        snprintf(date, sizeof date, "20%02d-%02d-%02d", i % 20 + 10, i % 12 + 1, i % 28 + 1);
        snprintf(venue, sizeof venue, i % 50 ? "School %d" : "School %d, \"North\" site", i % 300);
        must(db_run(db, &err,
                    "INSERT INTO session(id, uid, date, venue, event_type, topic, audience, year_group,"
                    " deliverer, sessions, status, reported_n, reported_q)"
                    " VALUES(?1, ?2, ?3, ?4, 'school_workshop', 'Knife crime', 'students', '9',"
                    " 'St Giles Trust', 1, 'delivered', ?5, 'exact')",
                    "ittti", (int64_t)i, uid, date, venue, (int64_t)(i % 240)),
             &err);
        must(db_run(db, &err, "INSERT INTO session_action VALUES(?1, 1, '1.2')", "i", (int64_t)i), &err);
    }
    must(db_commit(db, &err), &err);
}

/* The floor: every row and column of the same question, nothing made of it. */
static double read_only(struct store *s) {
    struct err err = {0};
    double start = now_ms();
    size_t sum = 0;
    struct db_rows *rows = db_ask(store_db(s), session_question, "");
    
    while (db_next(rows))
        for (int c = 0; c < COLUMNS; c++) sum += strlen(db_text(rows, c));
    must(db_done(rows, &err), &err);
    if (sum == 42) puts("");
    return now_ms() - start;
}

static double write_csv(struct store *s, const char *path) {
    struct err err = {0};
    const struct report_opts opts = {.report = "sessions", .wall = 1700000000000};
    double start = now_ms();
    FILE *out = fopen(path, "wb");
    if (!out) exit(1);
    must(report_csv(store_reader(s), &opts, out, &err), &err);
    must(store_reader_end(s, &err), &err);
    fclose(out);
    return now_ms() - start;
}

static int compare(const void *a, const void *b) {
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

int main(int argc, char **argv) {
    if (argc < 2) return 2;
    struct err err = {0};
    struct clock clock;
    char path[4096], notice[400];
    clock_init_virtual(&clock, 1700000000000);
    struct store_opts opts = {.clock = &clock};
    struct store *s = store_open(argv[1], &opts, notice, &err);
    must(s != NULL, &err);
    fill(store_db(s), argc > 2 ? (int)strtol(argv[2], NULL, 10) : 1000000);
    snprintf(path, sizeof path, "%s/out.csv", argv[1]);
    double ratio[ROUNDS];
    read_only(s);
    for (int i = 0; i < ROUNDS; i++) {
        double floor = read_only(s), csv = write_csv(s, path);
        ratio[i] = csv / floor;
        fprintf(stderr, "read %.0f ms, csv %.0f ms\n", floor, csv);
    }
    qsort(ratio, ROUNDS, sizeof *ratio, compare);
    struct rusage ru;
    getrusage(RUSAGE_SELF, &ru);
    printf("csv_vs_read %.3f\nmaxrss_kib %ld\n", ratio[ROUNDS / 2], ru.ru_maxrss);
    store_close(s);
    return 0;
}
