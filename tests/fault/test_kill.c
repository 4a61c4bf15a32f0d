/* A kiosk is killed while it counts, again and again: every mark that was answered must be there.
 *
 * The child marks through the store thread and writes the number of each answered mark to a pipe;
 * the parent kills it after a number of answers that a fixed seed gives. SIGKILL is no power cut,
 * what the kernel has is not lost; but a store that answers before it commits is caught, as the
 * last test shows. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "../folder.h"
#include "base/arena.h"
#include "db/db.h"
#include "store/store.h"
#include "store/thread.h"

enum { ROUNDS = 25, ROUNDS_LONG = 200, ACKS_MAX = 120, IN_FLIGHT = 5, KIND_OPENED = 1, KIND_MARK };

struct place {
    char dir[40];
    struct clock clock;
    struct store_opts opts;
    uint32_t seed;
    struct err err;
};

/* xorshift: the same numbers in every run */
static int below(struct place *p, int n) {
    p->seed ^= p->seed << 13;
    p->seed ^= p->seed >> 17;
    p->seed ^= p->seed << 5;
    return (int)(p->seed % (uint32_t)n);
}

static struct store *open_store(struct place *p) {
    clock_init_virtual(&p->clock, 1549440000000);
    struct store *s = store_open(p->dir, &p->opts, NULL, &p->err);
    if (!s)
        fail_msg("%s", p->err.text);
    return s;
}

static int set_up(void **state) {
    struct place *p = calloc(1, sizeof(*p));
    snprintf(p->dir, sizeof(p->dir), "/tmp/turnout-kill-XXXXXX");
    assert_non_null(mkdtemp(p->dir));
    p->opts.clock = &p->clock;
    p->seed = 20190206;
    struct store *s = open_store(p);
    assert_true(db_run(store_db(s), &p->err, "INSERT INTO session(uid) VALUES('a')", ""));
    assert_true(store_open_session(s, 1, &p->err));
    store_close(s);
    *state = p;
    return 0;
}

static int tear_down(void **state) {
    struct place *p = *state;
    folder_remove(p->dir);
    free(p);
    return 0;
}

/* --- the child --- */

static enum job_result run_mark(struct store *s, void *value, struct err *err) {
    return store_mark(s, 1, MARK_ADD, "all", 1, 0, value, err) ? JOB_DONE : JOB_FAILED;
}

static void tell(int fd, int32_t seq) {
    if (write(fd, &seq, sizeof(seq)) != sizeof(seq))
        _exit(1);
}

_Noreturn static void count_for_ever(struct place *p, int fd) {
    struct job job = {.run = run_mark, .kind = KIND_MARK, .writes = true};
    clock_init_virtual(&p->clock, 1549440000000);
    struct store_thread *t = store_thread_start(p->dir, &p->opts, KIND_OPENED);
    for (;;) {
        struct pollfd poll_fd = {.fd = store_thread_fd(t), .events = POLLIN};
        struct answer a;
        poll(&poll_fd, 1, -1);
        while (store_thread_answer(t, &a)) {
            if (!a.ok)
                _exit(1);
            int32_t seq;
            memcpy(&seq, a.job.value, sizeof(seq));
            if (a.job.kind == KIND_MARK)
                tell(fd, seq);
            for (int i = a.job.kind == KIND_OPENED ? 0 : IN_FLIGHT - 1; i < IN_FLIGHT; i++)
                store_thread_post(t, &job);
        }
    }
}

/* Answers before it commits. */
_Noreturn static void lie_for_ever(struct place *p, int fd) {
    struct store *s = open_store(p);
    for (int i = 0;; i++) {
        int32_t seq;
        if (i % 50 == 0 && !store_begin(s, &p->err))
            _exit(1);
        if (!store_mark(s, 1, MARK_ADD, "all", 1, 0, &seq, &p->err))
            _exit(1);
        tell(fd, seq);
        if (i % 50 == 49 && !store_commit(s, &p->err))
            _exit(1);
    }
}

/* --- the parent --- */

/* Lets a child count until it has told `acks` marks and kills it. Returns the last number it told.
 */
static int32_t kill_after(struct place *p, int acks, void (*child)(struct place *, int)) {
    int fd[2];
    int32_t seq, last = 0;
    assert_int_equal(pipe(fd), 0);
    pid_t pid = fork();
    assert_true(pid >= 0);
    if (pid == 0) {
        close(fd[0]);
        child(p, fd[1]);
    }
    close(fd[1]);
    for (int i = 0; i < acks; i++) {
        assert_int_equal(read(fd[0], &seq, sizeof(seq)), sizeof(seq));
        last = seq;
    }
    kill(pid, SIGKILL);
    while (read(fd[0], &seq, sizeof(seq)) == sizeof(seq))
        last = seq; /* told between our last look and its death */
    close(fd[0]);
    assert_int_equal(waitpid(pid, NULL, 0), pid);
    return last;
}

/* Marks that were told and are not there. What was in flight may be there. */
static int32_t lost_after(struct place *p, int32_t told) {
    struct store *s = open_store(p);
    struct tape t;
    int64_t open = 0;
    if (!store_verify(s, &p->err))
        fail_msg("%s", p->err.text);
    assert_true(store_last_open(s, &open, &p->err));
    assert_int_equal(open, 1);
    assert_true(store_tape(s, 1, &t, &p->err));
    assert_true((int32_t)t.marks <= told + 2 * IN_FLIGHT || told == 0);
    int32_t lost = told - (int32_t)t.marks;
    arena_free(&t.arena);
    store_close(s);
    return lost > 0 ? lost : 0;
}

static void test_no_answered_mark_is_lost(void **state) {
    struct place *p = *state;
    int rounds = getenv("TURNOUT_LONG") ? ROUNDS_LONG : ROUNDS;
    for (int i = 0; i < rounds; i++) {
        int32_t told = kill_after(p, 1 + below(p, ACKS_MAX), count_for_ever);
        assert_int_equal(lost_after(p, told), 0);
    }
}

static void test_a_store_that_answers_too_early_is_caught(void **state) {
    struct place *p = *state;
    int32_t lost = 0;
    for (int i = 0; i < 100 && lost == 0; i++) /* the kill may fall just behind a commit */
        lost += lost_after(p, kill_after(p, 60 + below(p, 20), lie_for_ever));
    assert_true(lost > 0);
}

int main(void) {
#define TEST(f) cmocka_unit_test_setup_teardown(f, set_up, tear_down)
    const struct CMUnitTest tests[] = {
        TEST(test_no_answered_mark_is_lost),
        TEST(test_a_store_that_answers_too_early_is_caught),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
