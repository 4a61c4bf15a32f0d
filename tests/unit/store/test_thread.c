/* The store thread: order, groups, slices, a full queue, an end that finishes what is queued. */
#include "fixture.h"

#include <poll.h>
#include <semaphore.h>

#include "store/thread.h"

enum { OPENED = 1, MARK, READ, FAIL, GATE, SLICE, HALF };

struct value {
    int64_t session;
    int32_t n, seq;
    int64_t seen;
    sem_t *gate, *entered;
    int slices;
};

static enum job_result run_mark(struct store *s, void *value, struct err *err) {
    struct value *v = value;
    return store_mark(s, v->session, MARK_ADD, "y9", v->n, 0, &v->seq, err) ? JOB_DONE : JOB_FAILED;
}

static enum job_result run_read(struct store *s, void *value, struct err *err) {
    struct value *v = value;
    return db_ask_int(store_db(s), err, &v->seen, 0, "SELECT coalesce(sum(n), 0) FROM mark", "")
               ? JOB_DONE
               : JOB_FAILED;
}

/* Writes something and then finds that it must not. */
static enum job_result run_fail(struct store *s, void *value, struct err *err) {
    run_mark(s, value, err);
    err_set(err, ERR_INPUT, "on purpose");
    return JOB_FAILED;
}

/* Its second step fails, and it makes do with that: the first is undone with it. */
static enum job_result run_half(struct store *s, void *value, struct err *err) {
    run_mark(s, value, err);
    bool opened = store_open_session(s, 99, NULL);
    return opened ? JOB_FAILED : JOB_DONE;
}

/* Holds the thread, so that what is posted meanwhile is one group. */
static enum job_result run_gate(struct store *s, void *value, struct err *err) {
    (void)s, (void)err;
    struct value *v = value;
    sem_post(v->entered);
    sem_wait(v->gate);
    return JOB_DONE;
}

static enum job_result run_slice(struct store *s, void *value, struct err *err) {
    struct value *v = value;
    enum job_result result = run_mark(s, value, err);
    if (result != JOB_DONE)
        return result;
    return --v->slices > 0 ? JOB_AGAIN : JOB_DONE;
}

static struct job job_of(int32_t kind, const struct value *v) {
    static enum job_result (*const run[])(struct store *, void *, struct err *) = {
        [MARK] = run_mark, [READ] = run_read,   [FAIL] = run_fail,
        [GATE] = run_gate, [SLICE] = run_slice, [HALF] = run_half};
    struct job j = {.run = run[kind], .kind = kind, .writes = kind != READ && kind != GATE};
    _Static_assert(sizeof(*v) <= JOB_BYTES, "fits");
    memcpy(j.value, v, sizeof(*v));
    return j;
}

struct threaded {
    struct fixture *f;
    struct store_thread *t;
    sem_t gate, entered;
};

static struct answer next_answer(struct threaded *x) {
    struct answer a;
    while (!store_thread_answer(x->t, &a)) {
        struct pollfd p = {.fd = store_thread_fd(x->t), .events = POLLIN};
        assert_int_equal(poll(&p, 1, 10000), 1);
    }
    return a;
}

static struct value value_of(const struct answer *a) {
    struct value v;
    memcpy(&v, a->job.value, sizeof(v));
    return v;
}

static void post(struct threaded *x, int32_t kind, int32_t n) {
    struct value v = {.session = 1, .n = n, .gate = &x->gate, .entered = &x->entered, .slices = n};
    struct job j = job_of(kind, &v);
    assert_true(store_thread_post(x->t, &j));
}

/* From here on the thread is held up in a group of this one job. */
static void hold(struct threaded *x) {
    post(x, GATE, 0);
    sem_wait(&x->entered);
}

static void expect(struct threaded *x, int32_t kind, bool ok) {
    struct answer a = next_answer(x);
    if (a.ok != ok && !a.ok)
        print_error("%s\n", a.err.text);
    assert_int_equal(a.job.kind, kind);
    assert_int_equal(a.ok, ok);
}

static void start(struct threaded *x) {
    x->t = store_thread_start(x->f->dir, &x->f->opts, OPENED);
    expect(x, OPENED, true);
}

static int set_up(void **state) {
    void *f;
    struct threaded *x = calloc(1, sizeof(*x));
    fixture_set_up(&f);
    x->f = f;
    OK(x->f, store_open_session(x->f->s, 1, &x->f->err));
    store_close(x->f->s);
    sem_init(&x->gate, 0, 0);
    sem_init(&x->entered, 0, 0);
    start(x);
    *state = x;
    return 0;
}

static int tear_down(void **state) {
    struct threaded *x = *state;
    void *f = x->f;
    store_thread_stop(x->t);
    fixture_open(x->f);
    OK(x->f, store_verify(x->f->s, &x->f->err));
    sem_destroy(&x->gate);
    sem_destroy(&x->entered);
    free(x);
    return fixture_tear_down(&f);
}

static void test_answers_in_order(void **state) {
    struct threaded *x = *state;
    hold(x);
    for (int i = 1; i <= 100; i++) /* more than one group */
        post(x, MARK, i);
    sem_post(&x->gate);
    expect(x, GATE, true);
    for (int i = 1; i <= 100; i++) {
        struct answer a = next_answer(x);
        assert_true(a.ok);
        assert_int_equal(value_of(&a).seq, i);
        assert_int_equal(value_of(&a).n, i);
    }
}

static void test_a_group_is_answered_when_it_is_durable(void **state) {
    struct threaded *x = *state;
    hold(x); /* what follows is the next group */
    post(x, MARK, 5);
    post(x, GATE, 0);
    post(x, MARK, 7);
    sem_post(&x->gate);
    expect(x, GATE, true);
    struct pollfd p = {.fd = store_thread_fd(x->t), .events = POLLIN};
    assert_int_equal(poll(&p, 1, 50), 0); /* the 5 is written, but its group is held up */
    struct db_opts reading = {.read_only = true};
    char path[128];
    fixture_path(x->f, "kiosk.db", path);
    struct db *db = db_open(path, &reading, NULL);
    int64_t sum = -1;
    assert_true(db_ask_int(db, NULL, &sum, -1, "SELECT total(n) FROM mark", ""));
    assert_int_equal(sum, 0);
    sem_post(&x->gate);
    expect(x, MARK, true);
    assert_true(db_ask_int(db, NULL, &sum, -1, "SELECT total(n) FROM mark", ""));
    assert_int_equal(sum, 12);
    db_close(db);
    expect(x, GATE, true);
    expect(x, MARK, true);
}

static void test_one_of_a_group_fails_alone(void **state) {
    struct threaded *x = *state;
    hold(x);
    post(x, MARK, 1);
    post(x, FAIL, 10);
    post(x, HALF, 100);
    post(x, READ, 0);
    post(x, MARK, 1000);
    sem_post(&x->gate);
    expect(x, GATE, true);
    expect(x, MARK, true);
    struct answer a = next_answer(x);
    assert_false(a.ok);
    assert_string_equal(a.err.text, "on purpose");
    expect(x, HALF, true);
    a = next_answer(x);
    assert_int_equal(value_of(&a).seen, 1);
    a = next_answer(x);
    assert_int_equal(value_of(&a).seq, 2);
}

static void test_one_alone_fails(void **state) {
    struct threaded *x = *state;
    post(x, FAIL, 10);
    expect(x, FAIL, false);
    post(x, HALF, 10);
    expect(x, HALF, true);
    post(x, READ, 0);
    struct answer a = next_answer(x);
    assert_int_equal(value_of(&a).seen, 0);
}

static void test_slices_let_taps_by(void **state) {
    struct threaded *x = *state;
    hold(x);
    post(x, SLICE, 3);
    post(x, MARK, 7);
    sem_post(&x->gate);
    expect(x, GATE, true);
    expect(x, MARK, true); /* overtakes the slices that are left */
    struct answer a = next_answer(x);
    assert_int_equal(a.job.kind, SLICE);
    assert_true(a.ok);
    assert_int_equal(value_of(&a).slices, 0);
    assert_int_equal(value_of(&a).seq, 4);
}

static void test_a_full_queue_says_so(void **state) {
    struct threaded *x = *state;
    struct value v = {.session = 1, .n = 1};
    struct job j = job_of(MARK, &v);
    int posted = 0;
    hold(x);
    while (store_thread_post(x->t, &j))
        posted++;
    assert_int_equal(posted, 256);
    sem_post(&x->gate);
    expect(x, GATE, true);
    for (int i = 0; i < posted; i++)
        expect(x, MARK, true);
}

static void test_stopping_finishes_what_is_queued(void **state) {
    struct threaded *x = *state;
    hold(x);
    for (int i = 0; i < 200; i++)
        post(x, MARK, 1);
    post(x, SLICE, 50);
    sem_post(&x->gate);
    store_thread_stop(x->t); /* with no answer fetched */
    start(x);
    post(x, READ, 0);
    struct answer a = next_answer(x);
    assert_int_equal(value_of(&a).seen, 200 + 50 * 50);
}

static void test_a_store_that_cannot_be_opened(void **state) {
    struct threaded *x = *state;
    struct threaded bad = {.t = store_thread_start("/proc/no", &x->f->opts, OPENED)};
    struct answer a = next_answer(&bad);
    assert_int_equal(a.job.kind, OPENED);
    assert_false(a.ok);
    assert_true(a.err.text[0]);
    post(&bad, MARK, 1);
    struct answer b = next_answer(&bad);
    assert_false(b.ok);
    assert_string_equal(a.err.text, b.err.text);
    store_thread_stop(bad.t);
    store_thread_stop(NULL);
}

int main(void) {
#define THREAD_TEST(f) cmocka_unit_test_setup_teardown(f, set_up, tear_down)
    const struct CMUnitTest tests[] = {
        THREAD_TEST(test_answers_in_order),
        THREAD_TEST(test_a_group_is_answered_when_it_is_durable),
        THREAD_TEST(test_one_of_a_group_fails_alone),
        THREAD_TEST(test_one_alone_fails),
        THREAD_TEST(test_slices_let_taps_by),
        THREAD_TEST(test_a_full_queue_says_so),
        THREAD_TEST(test_stopping_finishes_what_is_queued),
        THREAD_TEST(test_a_store_that_cannot_be_opened),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
