/* What a list of 10,000 names costs the kiosk, in its own program but for the window: opening it,
 * and checking somebody in.
 *
 *     roster SHARE DIR     prints open_ms=... ratio=... bare_ratio=... check_in_us=... floor_us=...
 *                          bare_us=... bytes=...
 *
 * SHARE is share/turnout beside the program. DIR is new and lies on the disk to measure; it stays,
 * as a kiosk with a training of today whose list is sealed under the staff code 204811.
 *
 * open_ms: from the command to load the list until the model has it and it can be searched, the
 * best of nine. It is the processor's time of all threads, which work one after the other and wait
 * for nothing but each other: neighbours disturb it least. The staff code was typed before, so the
 * key of names is there: scrypt, which is slow on purpose, is not in it.
 *
 * ratio: from the message of a tap on "Check in" until the model knows that the mark is on the
 * card, which is what the next frame draws solid; over the least that this can cost a screen which
 * never waits for the card: one write and fdatasync, in the same folder, of as many bytes as a
 * check-in writes (counted first), by a thread that is told to and answers. Both in turn; of each
 * round the ratio of the two medians, of the rounds the median. Painting is not in it: that is
 * tap_to_pixel_vs_floor.
 *
 * bare_ratio: the same over the write and fdatasync alone. What the two wake-ups cost depends on
 * where the system puts the threads: on one processor a tenth of an fdatasync, across two that
 * sleep as much as nine tenths. So this one says more about the neighbours than about the kiosk.
 */
#include <fcntl.h>
#include <poll.h>
#include <pthread.h>
#include <semaphore.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/eventfd.h>
#include <unistd.h>

#include "base/str.h"
#include "crowd.h"
#include "db/db.h"
#include "kiosk/app.h"
#include "kiosk/player.h"
#include "store/store.h"
#include "timing.h"

enum { NAMES = 10000, OPENINGS = 9, ROUNDS = 9, TAPS = 60, BLOCKS = 64, BYTES_MAX = 64 << 10 };

/* The Wednesday of the script, eight o'clock. */
static const int64_t MORNING = 1549440000000;

static const char to_the_list[] = "clock 2019-02-06T09:00\n"
                                  "tap #staff\n"
                                  "type \"204811\"\n"
                                  "tap #go\n"
                                  "tap #yes\n"
                                  "tap \"J9 training\"\n"
                                  "tap #open\n"
                                  "tap #list\n"
                                  "expect \"0 of 10000 here\"\n"
                                  "tap #search\n";

struct bench {
    struct clock clock;
    struct app app;
    struct ui_msg check_in; /* of a row; `arg` is the person's place in the list */
    struct err err;
    size_t bytes; /* that a check-in writes */

    /* the floor */
    int fd;           /* of its file */
    pthread_t writer; /* does nothing but write and sync */
    sem_t job;        /* `turn` is the writer's until it has answered; -1: the end */
    int turn, done;   /* done: an eventfd, as the loop can only wait for descriptors */
};

struct round { /* medians, in microseconds */
    double tap, floor, bare;
};

static void need(const struct bench *b, bool ok) {
    if (ok)
        return;
    fprintf(stderr, "roster: %s\n", b->err.text);
    exit(1);
}

/* ---- a kiosk with a long list ---- */

static void prepare(struct bench *b, const char *dir) {
    ARENA(a);
    const struct store_opts opts = {.clock = &b->clock};
    clock_init_virtual(&b->clock, MORNING);
    struct store *s = store_open(dir, &opts, NULL, &b->err);
    need(b, s != NULL);
    need(b, db_run(store_db(s), &b->err,
                   "INSERT INTO session(uid, date, venue, event_type, topic, audience, status)"
                   " VALUES('bench', '2019-02-06', 'Civic Offices', 'professional_training',"
                   " 'J9 training', 'professionals', 'planned')",
                   ""));
    store_close(s);
    s = store_open(dir, &opts, NULL, &b->err); /* finds out that these are adults */
    need(b, s != NULL && store_set_codes(s, "204811", "730195", &b->err) &&
                store_set_roster(s, 1, crowd(&a, NAMES), NAMES, &b->err));
    store_close(s);
}

static void start(struct bench *b, const char *share, const char *dir) {
    ARENA(a);
    struct script script;
    const struct player_opts quick = {.shots = dir};
    const struct app_opts opts = {
        .data = dir, .share = share, .presenter = "memory", .w = 800, .h = 480, .silent = true};
    need(b, script_parse(to_the_list, strlen(to_the_list), &a, &script, &b->err));
    clock_init_virtual(&b->clock, script_start(&script, MORNING));
    need(b, app_start(&b->app, &opts, &b->clock, &b->err) &&
                player_run(&b->app, &script, &quick, &b->err));
    const struct ui_node *row = ui_find_label(b->app.root, "Check in");
    err_set(&b->err, ERR_WORLD, "nobody can be checked in");
    need(b, row != NULL);
    b->check_in = row->on_tap;
}

/* As the loop does, but that nothing is painted. */
static void wait_answers(struct bench *b) {
    while (effects_waiting(b->app.effects)) {
        struct pollfd fd = {.fd = effects_fd(b->app.effects), .events = POLLIN};
        poll(&fd, 1, -1);
        app_answers(&b->app);
    }
}

/* ---- opening ---- */

static double open_ms(struct bench *b) {
    const struct command load = {.kind = CMD_LOAD_ROSTER, .ref = 1};
    double best = 1e9;
    for (int i = 0; i < OPENINGS; i++) {
        model_forget_roster(&b->app.model.roster);
        double from = cpu_ms();
        bool asked = effects_run(b->app.effects, &load) != 0;
        wait_answers(b);
        double took = cpu_ms() - from;
        const struct people *p = b->app.model.roster.people;
        err_set(&b->err, ERR_WORLD, "the list did not open");
        need(b, asked && p != NULL && people_count(p) == NAMES);
        best = took < best ? took : best;
    }
    return best;
}

/* ---- checking in ---- */

static void tap(struct bench *b, size_t person) {
    size_t marks = b->app.model.tape.marks;
    b->check_in.arg = (int32_t)person;
    app_message(&b->app, b->check_in);
    wait_answers(b);
    err_set(&b->err, ERR_WORLD, "%s", b->app.model.failure);
    need(b, b->app.model.pendings == 0 && b->app.model.tape.marks == marks + 1);
}

/* Bytes that this process has written so far, to whatever. */
static long long written(void) {
    char line[128];
    long long bytes = -1;
    FILE *f = fopen("/proc/self/io", "r");
    while (f != NULL && fgets(line, sizeof line, f) != NULL)
        if (strncmp(line, "wchar: ", 7) == 0)
            bytes = strtoll(line + 7, NULL, 10);
    if (f != NULL)
        fclose(f);
    return bytes;
}

/* What a check-in writes, from a few of them. */
static void count_bytes(struct bench *b, size_t *person) {
    enum { SAMPLE = 20 };
    long long from = written();
    for (int i = 0; i < SAMPLE; i++)
        tap(b, (*person)++);
    b->bytes = (size_t)((written() - from) / SAMPLE);
    err_set(&b->err, ERR_WORLD, "what a check-in writes cannot be counted");
    need(b, from >= 0 && b->bytes > 0 && b->bytes <= BYTES_MAX);
}

/* Whole blocks that were written before, as the log of the database is. */
static void open_floor(struct bench *b, const char *dir) {
    static const char zeros[BYTES_MAX];
    char path[4096];
    snprintf(path, sizeof path, "%s/floor", dir);
    b->fd = open(path, O_RDWR | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
    bool ok = b->fd >= 0;
    for (int i = 0; ok && i < BLOCKS; i++)
        ok = pwrite(b->fd, zeros, BYTES_MAX, (off_t)i * BYTES_MAX) == BYTES_MAX;
    err_set(&b->err, ERR_WORLD, "cannot write to %s", dir);
    need(b, ok && fsync(b->fd) == 0);
}

static void write_floor(struct bench *b, int i) {
    char bytes[BYTES_MAX];
    memset(bytes, i, sizeof bytes);
    bool ok = pwrite(b->fd, bytes, b->bytes, (off_t)(i % BLOCKS) * BYTES_MAX) == (ssize_t)b->bytes;
    err_set(&b->err, ERR_WORLD, "the disk does not answer");
    need(b, ok && fdatasync(b->fd) == 0);
}

static void *writer_main(void *arg) {
    struct bench *b = arg;
    while (sem_wait(&b->job) == 0 && b->turn >= 0) {
        write_floor(b, b->turn);
        eventfd_write(b->done, 1);
    }
    return NULL;
}

static void start_writer(struct bench *b) {
    b->done = eventfd(0, EFD_CLOEXEC);
    err_set(&b->err, ERR_WORLD, "there are no more threads");
    need(b, b->done >= 0 && sem_init(&b->job, 0, 0) == 0 &&
                pthread_create(&b->writer, NULL, writer_main, b) == 0);
}

static void stop_writer(struct bench *b) {
    b->turn = -1;
    sem_post(&b->job);
    pthread_join(b->writer, NULL);
    sem_destroy(&b->job);
    close(b->done);
}

static void hand_over(struct bench *b, int i) {
    struct pollfd fd = {.fd = b->done, .events = POLLIN};
    eventfd_t answers;
    b->turn = i;
    sem_post(&b->job);
    poll(&fd, 1, -1);
    eventfd_read(b->done, &answers);
}

static struct round one_round(struct bench *b, size_t *person) {
    double taps[TAPS], floors[TAPS], bare[TAPS];
    for (int i = 0; i < TAPS; i++) {
        double start = wall_us();
        tap(b, (*person)++);
        double tapped = wall_us();
        hand_over(b, i);
        double handed = wall_us();
        write_floor(b, i);
        taps[i] = tapped - start;
        floors[i] = handed - tapped;
        bare[i] = wall_us() - handed;
    }
    return (struct round){median(taps, TAPS), median(floors, TAPS), median(bare, TAPS)};
}

static void check_in(struct bench *b, const char *dir, double opened_ms) {
    double taps[ROUNDS], floors[ROUNDS], bare[ROUNDS], ratios[ROUNDS], bare_ratios[ROUNDS];
    size_t person = 0;
    open_floor(b, dir);
    count_bytes(b, &person);
    start_writer(b);
    for (int i = 0; i < ROUNDS; i++) {
        struct round r = one_round(b, &person);
        taps[i] = r.tap;
        floors[i] = r.floor;
        bare[i] = r.bare;
        ratios[i] = r.tap / r.floor;
        bare_ratios[i] = r.tap / r.bare;
    }
    stop_writer(b);
    printf("open_ms=%.1f ratio=%.3f bare_ratio=%.3f check_in_us=%.0f floor_us=%.0f bare_us=%.0f "
           "bytes=%zu\n",
           opened_ms, median(ratios, ROUNDS), median(bare_ratios, ROUNDS), median(taps, ROUNDS),
           median(floors, ROUNDS), median(bare, ROUNDS), b->bytes);
    close(b->fd);
}

int main(int argc, char **argv) {
    static struct bench b; /* large; cleared */
    if (argc != 3) {
        fputs("usage: roster SHARE DIR\n", stderr);
        return 2;
    }
    prepare(&b, argv[2]);
    start(&b, argv[1], argv[2]);
    check_in(&b, argv[2], open_ms(&b));
    app_stop(&b.app);
    return 0;
}
