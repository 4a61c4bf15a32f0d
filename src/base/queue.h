/* A bounded queue of values between two threads, with a file descriptor to wake a poll() loop.
 *
 * Items are copied in and out. A full queue makes queue_push() wait, queue_try_push() say no. After
 * queue_close() pushes fail and pops drain what is left, then fail. */
#pragma once

#include <stdbool.h>
#include <stddef.h>

struct queue;

struct queue *queue_new(size_t items, size_t item_size);
void queue_free(struct queue *q); /* NULL is fine; nobody may be waiting */
bool queue_push(struct queue *q, const void *item);
bool queue_try_push(struct queue *q, const void *item);
bool queue_pop(struct queue *q, void *ret_item);     /* waits; false when closed and empty */
bool queue_try_pop(struct queue *q, void *ret_item); /* false when empty */
size_t queue_len(struct queue *q);
void queue_close(struct queue *q);
int queue_fd(struct queue *q); /* readable (poll) while there is something to pop */
