/* The store thread: the only owner of the kiosk's database while the kiosk runs.
 *
 * A *job* is a function and a value. Jobs are done in the order in which they were posted. Writing
 * jobs that wait together go into one transaction, each in a savepoint of its own, and are answered
 * only when that transaction is on the card; if the commit fails, all of them answer with its
 * error. A job that returns JOB_AGAIN is put behind the others and called again (long work in
 * slices: export, backup), so that a tap never waits longer than a slice. Answers come through a
 * queue whose descriptor the loop polls. */
#pragma once

#include "store/store.h"

#include <stdint.h>

enum job_result { JOB_DONE, JOB_FAILED, JOB_AGAIN };

enum { JOB_BYTES = 256 };

struct job {
    enum job_result (*run)(struct store *s, void *value, struct err *err); /* on the store thread */
    bool writes;                                 /* may share a transaction; must not begin one */
    int32_t kind;                                /* the poster's own number */
    _Alignas(16) unsigned char value[JOB_BYTES]; /* in and out: results are written back here */
};

struct answer {
    struct job job;
    bool ok;
    struct err err;
};

struct store_thread;

/* Starts the thread, which opens the store there; the first answer is of kind `opened_kind`: ok or
 * the reason, with the notice of store_open in job.value (400 bytes do not fit: cut at JOB_BYTES).
 */
struct store_thread *store_thread_start(const char *dir, const struct store_opts *opts,
                                        int32_t opened_kind);
/* Finishes what is queued, also what comes again, closes the store, ends the thread. Answers that
 * were not fetched before are dropped. NULL is fine. */
void store_thread_stop(struct store_thread *t);
bool store_thread_post(struct store_thread *t,
                       const struct job *job);                        /* false: the queue is full */
int store_thread_fd(struct store_thread *t);                          /* readable: answers wait */
bool store_thread_answer(struct store_thread *t, struct answer *ret); /* does not wait */
