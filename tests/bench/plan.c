/* The plan report over a made-up ledger of many years: 50 actions, every third session serving two.
 * What is timed is the processor, as in csv.c; the best of the rounds counts, which is what the
 * machine can do when it is left alone.
 *
 *     plan DIR [SESSIONS]     prints plan_ms=... peak_kib=...
 *
 * DIR is new; 100,000 sessions unless said otherwise. Another process fills the store, so that the
 * peak is that of the report alone. */
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/clock.h"
#include "db/db.h"
#include "report/report.h"
#include "store/store.h"
#include "timing.h"

enum { SESSIONS = 100000, ACTIONS = 50, SCHOOLS = 300, ROUNDS = 5, YEARS = 20 };

static const int64_t NOW = 1700000000000; /* in the 19th of them */

static struct store *open_store(const char *dir, const struct clock *clock) {
    struct err err = {0};
    const struct store_opts opts = {.clock = clock};
    struct store *s = store_open(dir, &opts, NULL, &err);
    must(s != NULL, &err);
    return s;
}

static void serve(struct db *db, int session, int position, int action) {
    struct err err = {0};
    char code[12];
    snprintf(code, sizeof(code), "%d.%d", action / 10 + 1, action % 10 + 1);
    must(db_run(db, &err, "INSERT INTO session_action VALUES(?, ?, ?)", "iit", (int64_t)session,
                (int64_t)position, code),
         &err);
}

/* As a programme comes: one day after another. Every eleventh has no number, every seventh was
 * cancelled, every hundredth has no date. */
static void add_session(struct db *db, int i, int sessions) {
    struct err err = {0};
    char uid[32], date[16], venue[64];
    int day = (int)((int64_t)i * YEARS * 12 * 28 / (sessions + 1));
    snprintf(uid, sizeof(uid), "made-up-%d", i);
    snprintf(date, sizeof(date), "%04d-%02d-%02d", 2005 + day / (12 * 28), day / 28 % 12 + 1,
             day % 28 + 1);
    snprintf(venue, sizeof(venue), "Place %d School, Town", i % SCHOOLS);
    must(db_run(db, &err,
                "INSERT INTO session(id, uid, date, venue, event_type, audience, year_group,"
                " sessions, status, reported_n, reported_q)"
                " VALUES(?, ?, CASE WHEN ? % 100 THEN ? END, ?, 'school_workshop', 'students',"
                " '9', 1, ?, ?, ?)",
                "ititttit", (int64_t)i, uid, (int64_t)i, date, venue,
                i % 7 ? "delivered" : "cancelled", (int64_t)(i % 240),
                i % 11 ? "exact" : "not recorded"),
         &err);
    serve(db, i, 0, i % ACTIONS);
    if (i % 3 == 0)
        serve(db, i, 1, (i + 7) % ACTIONS);
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

static double write_plan(struct store *s, const char *path) {
    struct err err = {0};
    size_t sessions = 0;
    const struct report_opts opts = {.report = "plan", .wall = NOW, .store = s};
    double start = cpu_ms();
    must(report_write(store_reader(s), &opts, path, &sessions, &err), &err);
    must(store_reader_end(s, &err), &err);
    return cpu_ms() - start;
}

int main(int argc, char **argv) {
    if (argc < 2) {
        fputs("usage: plan DIR [SESSIONS]\n", stderr);
        return 2;
    }
    struct clock clock;
    struct rusage usage;
    char path[4096];
    double best = 0;
    clock_init_virtual(&clock, NOW);
    if (!fill_elsewhere(argv[1], &clock, argc > 2 ? (int)strtol(argv[2], NULL, 10) : SESSIONS))
        return 1;
    struct store *s = open_store(argv[1], &clock);
    snprintf(path, sizeof(path), "%s/plan.csv", argv[1]);
    for (int i = 0; i < ROUNDS; i++) {
        double took = write_plan(s, path);
        best = i == 0 || took < best ? took : best;
    }
    getrusage(RUSAGE_SELF, &usage);
    printf("plan_ms=%.0f peak_kib=%ld\n", best, usage.ru_maxrss);
    store_close(s);
    return 0;
}
