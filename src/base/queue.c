/* A ring under one mutex. The eventfd, once somebody asks for it, holds 1 while the ring is not
 * empty: it is written when the first item comes and read when the last one goes, so that poll()
 * tells the truth and costs two system calls for a burst, not for every item. */
#include "base/queue.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <sys/eventfd.h>
#include <unistd.h>

#include "base/err.h"
#include "base/mem.h"

struct queue {
    pthread_mutex_t lock; /* guards all that follows */
    pthread_cond_t not_full, not_empty;
    bool closed;
    int fd; /* -1: nobody polls */
    size_t items, item_size, head, len;
    unsigned char *ring;
};

struct queue *queue_new(size_t items, size_t item_size) {
    ASSERT(items > 0 && item_size > 0);
    struct queue *q = xcalloc(1, sizeof(*q));
    q->fd = -1;
    pthread_mutex_init(&q->lock, NULL);
    pthread_cond_init(&q->not_full, NULL);
    pthread_cond_init(&q->not_empty, NULL);
    q->items = items;
    q->item_size = item_size;
    q->ring = xcalloc(items, item_size);
    return q;
}

void queue_free(struct queue *q) {
    if (!q)
        return;
    pthread_cond_destroy(&q->not_empty);
    pthread_cond_destroy(&q->not_full);
    pthread_mutex_destroy(&q->lock);
    if (q->fd >= 0)
        close(q->fd);
    free(q->ring);
    free(q);
}

static bool push(struct queue *q, const void *item, bool wait) {
    pthread_mutex_lock(&q->lock);
    while (wait && q->len == q->items && !q->closed)
        pthread_cond_wait(&q->not_full, &q->lock);
    bool ok = !q->closed && q->len < q->items;
    if (ok) {
        size_t slot = (q->head + q->len) % q->items;
        memcpy(q->ring + slot * q->item_size, item, q->item_size);
        if (q->len++ == 0 && q->fd >= 0 && eventfd_write(q->fd, 1) != 0)
            BUG("eventfd cannot be written");
        pthread_cond_signal(&q->not_empty);
    }
    pthread_mutex_unlock(&q->lock);
    return ok;
}

static bool pop(struct queue *q, void *ret_item, bool wait) {
    pthread_mutex_lock(&q->lock);
    while (wait && q->len == 0 && !q->closed)
        pthread_cond_wait(&q->not_empty, &q->lock);
    bool ok = q->len > 0;
    if (ok) {
        memcpy(ret_item, q->ring + q->head * q->item_size, q->item_size);
        q->head = (q->head + 1) % q->items;
        eventfd_t count;
        if (--q->len == 0 && q->fd >= 0 && eventfd_read(q->fd, &count) != 0)
            BUG("eventfd cannot be read");
        pthread_cond_signal(&q->not_full);
    }
    pthread_mutex_unlock(&q->lock);
    return ok;
}

bool queue_push(struct queue *q, const void *item) {
    return push(q, item, true);
}

bool queue_try_push(struct queue *q, const void *item) {
    return push(q, item, false);
}

bool queue_pop(struct queue *q, void *ret_item) {
    return pop(q, ret_item, true);
}

bool queue_try_pop(struct queue *q, void *ret_item) {
    return pop(q, ret_item, false);
}

size_t queue_len(struct queue *q) {
    pthread_mutex_lock(&q->lock);
    size_t len = q->len;
    pthread_mutex_unlock(&q->lock);
    return len;
}

void queue_close(struct queue *q) {
    pthread_mutex_lock(&q->lock);
    q->closed = true;
    pthread_cond_broadcast(&q->not_full);
    pthread_cond_broadcast(&q->not_empty);
    pthread_mutex_unlock(&q->lock);
}

int queue_fd(struct queue *q) {
    pthread_mutex_lock(&q->lock);
    if (q->fd < 0) {
        q->fd = eventfd(q->len > 0, EFD_NONBLOCK | EFD_CLOEXEC);
        if (q->fd < 0)
            BUG("no file descriptor for a queue");
    }
    int fd = q->fd;
    pthread_mutex_unlock(&q->lock);
    return fd;
}
