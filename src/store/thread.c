/* The store thread.
 *
 * One turn: take a job, and with it all that wait behind it up to a limit: that is a *group*. If
 * any of them writes, the group is one transaction, and so one wait for the card however fast the
 * taps come. Nobody gets an answer before that transaction is durable, also not those that only
 * read: they may have seen what is not on the card yet.
 *
 * A group of one job, which is what a tap usually is, needs no savepoint. */
#include "store/thread.h"

#include <pthread.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/queue.h"
#include "base/str.h"
#include "db/db.h"

enum { QUEUE_MAX = 256, GROUP_MAX = 64, ANSWERS_MAX = 2 * QUEUE_MAX };

struct store_thread {
    pthread_t thread;
    struct queue *jobs, *answers;
    char *dir;
    struct store_opts opts;
    int32_t opened_kind;

    /* The rest belongs to the thread. */
    struct store *store;
    struct err not_opened;
    struct job *again; /* a ring would save a memmove of what is at most a handful */
    size_t agains, again_cap;
};

struct turn {
    struct job job;
    enum job_result result;
    struct err err;
};

static void answer(struct store_thread *t, const struct job *job, bool ok, const struct err *err) {
    struct answer a = {.job = *job, .ok = ok, .err = *err};
    queue_push(t->answers, &a); /* fails only when nobody wants answers any more */
}

/* --- doing --- */

static void run_one(struct store_thread *t, struct turn *turn, bool part) {
    struct err *err = &turn->err;
    if (part && !store_part_begin(t->store, err)) {
        turn->result = JOB_FAILED;
        return;
    }
    turn->result = turn->job.run(t->store, turn->job.value, err);
    if (part && !store_part_end(t->store, turn->result != JOB_FAILED, err))
        turn->result = JOB_FAILED;
}

/* In one transaction; each job in a part of its own, also one that only reads: when reading fails
 * it rolls back what it believes to be its own. A job that failed keeps its own words when the
 * whole fails too. */
static void run_group(struct store_thread *t, struct turn *turn, size_t n) {
    struct err err = {0};
    bool ok = store_begin(t->store, &err);
    for (size_t i = 0; ok && i < n; i++)
        run_one(t, &turn[i], n > 1);
    if (ok && n == 1 && turn[0].result == JOB_FAILED)
        store_rollback(t->store);
    if (ok && n == 1 && !db_in_transaction(store_db(t->store)))
        return; /* failed, also when it failed in a part and made do with that */
    if (ok && store_commit(t->store, &err))
        return;
    for (size_t i = 0; i < n; i++) {
        if (turn[i].result != JOB_FAILED)
            turn[i].err = err;
        turn[i].result = JOB_FAILED;
    }
}

static void run_turns(struct store_thread *t, struct turn *turn, size_t n) {
    bool writes = false;
    for (size_t i = 0; i < n; i++)
        writes |= turn[i].job.writes;
    if (writes)
        run_group(t, turn, n);
    else
        for (size_t i = 0; i < n; i++)
            run_one(t, &turn[i], false);
}

static void settle(struct store_thread *t, const struct turn *turn, size_t n) {
    for (size_t i = 0; i < n; i++) {
        if (turn[i].result == JOB_AGAIN) {
            t->again = xgrow(t->again, &t->again_cap, t->agains + 1, sizeof(*t->again));
            t->again[t->agains++] = turn[i].job;
        } else {
            answer(t, &turn[i].job, turn[i].result == JOB_DONE, &turn[i].err);
        }
    }
}

static void do_turns(struct store_thread *t, struct turn *turn, size_t n) {
    if (t->store) {
        run_turns(t, turn, n);
        settle(t, turn, n);
        return;
    }
    for (size_t i = 0; i < n; i++)
        answer(t, &turn[i].job, false, &t->not_opened);
}

/* --- taking --- */

static size_t take_waiting(struct store_thread *t, struct turn *turn, size_t n) {
    while (n < GROUP_MAX && queue_try_pop(t->jobs, &turn[n].job))
        turn[n++].err = (struct err){0};
    return n;
}

/* The slice that has waited longest, when nothing else waits. */
static size_t take_again(struct store_thread *t, struct turn *turn) {
    if (!t->agains)
        return 0;
    turn[0] = (struct turn){.job = t->again[0]};
    t->agains--;
    memmove(t->again, t->again + 1, t->agains * sizeof(*t->again));
    return 1;
}

/* Nothing is lost if tidying fails: the log grows, and what is wrong shows at the next commit. */
static void tidy(struct store_thread *t) {
    if (t->store && !t->agains && queue_len(t->jobs) == 0) {
        bool done = store_tidy(t->store, NULL);
        (void)done;
    }
}

static void work(struct store_thread *t) {
    struct turn *turn = xcalloc(GROUP_MAX, sizeof(*turn));
    for (;;) {
        size_t n = take_waiting(t, turn, 0);
        if (!n)
            n = take_again(t, turn);
        if (!n) {
            tidy(t);
            if (!queue_pop(t->jobs, &turn[0].job))
                break;
            turn[0].err = (struct err){0};
            n = take_waiting(t, turn, 1);
        }
        do_turns(t, turn, n);
    }
    free(turn);
}

static void *thread_main(void *arg) {
    struct store_thread *t = arg;
    struct job opened = {.kind = t->opened_kind};
    char notice[400];
    t->store = store_open(t->dir, &t->opts, notice, &t->not_opened);
    str_copy((char *)opened.value, JOB_BYTES, t->store ? notice : "");
    answer(t, &opened, t->store, &t->not_opened);
    work(t);
    store_close(t->store);
    free(t->again);
    queue_close(t->answers);
    return NULL;
}

/* --- for the other threads --- */

struct store_thread *store_thread_start(const char *dir, const struct store_opts *opts,
                                        int32_t opened_kind) {
    struct store_thread *t = xcalloc(1, sizeof(*t));
    sigset_t all, before;
    t->jobs = queue_new(QUEUE_MAX, sizeof(struct job));
    t->answers = queue_new(ANSWERS_MAX, sizeof(struct answer));
    t->dir = xstrdup(dir);
    t->opts = *opts;
    t->opened_kind = opened_kind;
    sigfillset(&all); /* signals are for the thread that waits in poll() */
    pthread_sigmask(SIG_SETMASK, &all, &before);
    if (pthread_create(&t->thread, NULL, thread_main, t) != 0)
        BUG("the system gives no more threads");
    pthread_sigmask(SIG_SETMASK, &before, NULL);
    return t;
}

void store_thread_stop(struct store_thread *t) {
    struct answer unread;
    if (!t)
        return;
    queue_close(t->jobs);
    while (queue_pop(t->answers, &unread))
        ; /* makes room, until the thread has closed the queue */
    pthread_join(t->thread, NULL);
    queue_free(t->jobs);
    queue_free(t->answers);
    free(t->dir);
    free(t);
}

bool store_thread_post(struct store_thread *t, const struct job *job) {
    return queue_try_push(t->jobs, job);
}

int store_thread_fd(struct store_thread *t) {
    return queue_fd(t->answers);
}

bool store_thread_answer(struct store_thread *t, struct answer *ret) {
    return queue_try_pop(t->answers, ret);
}
