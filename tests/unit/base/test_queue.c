/* Queues: order, limits, the descriptor, closing, two threads at once. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <poll.h>
#include <pthread.h>
#include <stdbool.h>

#include <cmocka.h>

#include "base/queue.h"

static bool readable(struct queue *q) {
    struct pollfd p = {.fd = queue_fd(q), .events = POLLIN};
    return poll(&p, 1, 0) == 1;
}

static void keeps_order_within_its_limit(void **state) {
    (void)state;
    struct queue *q = queue_new(3, sizeof(int));
    int out = -1;
    assert_false(queue_try_pop(q, &out));
    for (int round = 0; round < 5; round++) {
        for (int i = 0; i < 3; i++)
            assert_true(queue_try_push(q, &i));
        assert_false(queue_try_push(q, &round));
        assert_int_equal(queue_len(q), 3);
        for (int i = 0; i < 3; i++) {
            assert_true(queue_try_pop(q, &out));
            assert_int_equal(out, i);
        }
        assert_true(queue_try_push(q, &round)); /* moves the ring on by one */
        assert_true(queue_pop(q, &out));
        assert_int_equal(out, round);
    }
    queue_free(q);
    queue_free(NULL);
}

static void the_descriptor_tells_the_truth(void **state) {
    (void)state;
    struct queue *q = queue_new(4, sizeof(char));
    char c = 'x';
    assert_false(readable(q));
    queue_push(q, &c);
    queue_push(q, &c);
    assert_true(readable(q));
    queue_pop(q, &c);
    assert_true(readable(q));
    queue_pop(q, &c);
    assert_false(readable(q));
    queue_free(q);
}

static void drains_after_closing(void **state) {
    (void)state;
    struct queue *q = queue_new(4, sizeof(int));
    int n = 7;
    queue_push(q, &n);
    queue_close(q);
    assert_false(queue_push(q, &n));
    assert_false(queue_try_push(q, &n));
    n = 0;
    assert_true(queue_pop(q, &n));
    assert_int_equal(n, 7);
    assert_false(queue_pop(q, &n));
    queue_free(q);
}

enum { MANY = 20000 };

static void *produce(void *arg) {
    for (int i = 0; i < MANY; i++) {
        if (!queue_push(arg, &i))
            return arg;
    }
    queue_close(arg);
    return NULL;
}

static void carries_everything_between_threads(void **state) {
    (void)state;
    struct queue *q = queue_new(8, sizeof(int));
    pthread_t thread;
    assert_int_equal(pthread_create(&thread, NULL, produce, q), 0);
    int n, expected = 0;
    while (queue_pop(q, &n))
        assert_int_equal(n, expected++);
    assert_int_equal(expected, MANY);
    void *failed;
    pthread_join(thread, &failed);
    assert_null(failed);
    assert_false(readable(q));
    queue_free(q);
}

static void *push_one(void *arg) {
    int n = 2;
    return queue_push(arg, &n) ? arg : NULL;
}

static void closing_frees_a_waiting_push(void **state) {
    (void)state;
    struct queue *q = queue_new(1, sizeof(int));
    int n = 1;
    queue_push(q, &n);
    pthread_t thread;
    assert_int_equal(pthread_create(&thread, NULL, push_one, q), 0);
    queue_close(q);
    void *pushed;
    pthread_join(thread, &pushed);
    assert_null(pushed);
    assert_int_equal(queue_len(q), 1);
    queue_free(q);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(keeps_order_within_its_limit),
        cmocka_unit_test(the_descriptor_tells_the_truth),
        cmocka_unit_test(drains_after_closing),
        cmocka_unit_test(carries_everything_between_threads),
        cmocka_unit_test(closing_frees_a_waiting_push),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
