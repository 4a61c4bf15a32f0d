/* Files that come into the kiosk's folder together with a transaction of its store: all of them
 * and that transaction, or nothing.
 *
 * No call of a file system puts several files in their places at once, so the transaction is the
 * one moment that decides. Before it the files lie whole and synced in DATA/import.next, laid out
 * as in DATA, beside a random number; the transaction writes down the same number; after it each
 * file is moved to its place. A power cut before the commit leaves a folder whose number the store
 * does not know: it is thrown away. One after it leaves a folder with the number that the store
 * knows: staged_settle() moves what is still in it, and may itself be cut off as often as it likes.
 *
 * Whoever uses such files calls staged_settle() first. */
#pragma once

#include "store/store.h"

/* Makes the empty folder; its path is DATA/import.next. Inside a transaction of `s`, which keeps
 * out whoever else might want it. What an older one left is settled first. */
bool staged_begin(struct store *s, const char *data, struct err *err) MUST_USE;
void staged_path(const char *data, char *out, size_t size);
/* Everything is in it, and durable when this returns; the transaction has its number. */
bool staged_seal(struct store *s, const char *data, struct err *err) MUST_USE;
/* Moves the files of a transaction that was committed to their places, or throws away those of one
 * that was not. Outside a transaction, or in one that has not begun such a folder. */
bool staged_settle(struct store *s, const char *data, struct err *err) MUST_USE;
