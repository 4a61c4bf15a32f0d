/* What visitors leave behind the door: sealed envelopes in DIR/envelopes.db, and who reads them.
 *
 * WHAT THE FILE DOES NOT TELL, however its bytes are read: what is in an envelope, how many of them
 * hold a concern, in which order they came, and when, beyond the day.
 *
 * SQLite lays a row into a page as it comes, behind those that came before, whatever its key is, so
 * that a file that grows with what is kept tells the order. Therefore this one is made whole: a
 * number of *slots*, each a row with a random key, a day and ENVELOPE_SIZE bytes, written in the
 * order of the keys, and filled with random bytes. To keep an envelope is to replace the bytes of a
 * free slot, chosen by chance, by as many others in the same place. A page holds whole rows, so no
 * row goes on elsewhere. When few slots are free, a file of twice as many takes the place of this
 * one, with new keys and every envelope in a slot chosen by chance; the old file is overwritten.
 *
 * The journal is zeros between two envelopes (db/rollback.c). Access and change time of the file,
 * its journal and its folder are set to the first minute of the day.
 *
 * WHAT IT TELLS ALL THE SAME. How many envelopes a day has: that is how many went through the door,
 * for each leaves one. When the last one came: no program can set a file's time of status change
 * (ctime), and the file system's own journal may know earlier ones. When the file was made or grew:
 * its time of birth. Who has copies of the card from two moments sees which slots were filled in
 * between. And a flash card may hold older states of a block that only its own controller can
 * reach. */
#pragma once

#include "seal/envelope.h"
#include "store/store.h"

/* ---- envelopes ---- */

/* Keeps one: when this is true it is on the card. Its day is the kiosk's, or the day after the last
 * that was released, if that is today or later. It is not part of a transaction that may be
 * running: if that fails, the envelope stays. */
bool store_keep_envelope(struct store *s, const unsigned char sealed[ENVELOPE_SIZE],
                         struct err *err) MUST_USE;

enum { ENVELOPES_TOGETHER = 5 };

enum envelopes_held { /* why some stay */
                      HELD_NONE,
                      HELD_OPEN, /* they are of today, and a session is open or still to come */
                      HELD_NEXT, /* what is of today was released already; these go with the next
                                    day */
                      HELD_FEW   /* fewer than ENVELOPES_TOGETHER since the last */
};
struct envelope_release {
    int64_t released, held;
    enum envelopes_held why;
    struct date until; /* the newest day that is released; no date: none is */
};
/* Gives each envelope that may leave the kiosk to `each`, in an order by chance. Those are: of days
 * that are over, and of today when no session is open or to come; and days are added up until they
 * have ENVELOPES_TOGETHER, or wait for the next. So nobody learns by comparing two releases what a
 * single visitor has left. What was released once is released again; it stays in the vault until a
 * person says that it has arrived and deletes it (store/retention.h).
 *
 * The day that was reached is written down before the first is given. *ret is filled in by then.
 * `each` returns false to stop, with the reason in err. */
typedef bool envelope_fn(void *ctx, const unsigned char sealed[ENVELOPE_SIZE], struct err *err);
bool store_release_envelopes(struct store *s, envelope_fn *each, void *ctx,
                             struct envelope_release *ret, struct err *err) MUST_USE;
/* The same question without giving any, and without writing anything down. */
bool store_count_release(struct store *s, struct envelope_release *ret, struct err *err) MUST_USE;

/* ---- readers ---- */

enum { READERS_MAX = 2, READER_DER_MAX = 800 };

struct reader_key { /* the public half of a reader's pair (seal/pair.h) */
    unsigned char der[READER_DER_MAX];
    size_t n; /* bytes of it */
};
/* Those to whom an envelope is sealed: the coordinator, and a second one if there is one. *ret_n 0:
 * nobody could read it. What cannot be a key is left out. */
bool store_reader_keys(struct store *s, struct reader_key ret[READERS_MAX], size_t *ret_n,
                       struct err *err) MUST_USE;
/* The sum of the second reader's key; "": there is none. */
bool store_second_key(struct store *s, char ret_sum[KEY_SUM], struct err *err) MUST_USE;
/* From now on envelopes are sealed to this one, too; NULL: to the coordinator alone. What was
 * sealed until then stays as it is. Sign-ins are the coordinator's in either case. ERR_INPUT: there
 * is no coordinator's key yet, or it is the same. */
bool store_set_second_key(struct store *s, const struct pair_key *k, struct err *err) MUST_USE;
