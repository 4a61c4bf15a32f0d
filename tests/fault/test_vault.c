/* The vault when the power goes and when the disk fails: what was acknowledged is there, what was
 * being done is there whole or not at all, and the journal shows nothing but what was sealed.
 *
 * TURNOUT_LONG=1 takes 2,000 cuts; TURNOUT_SEED=n only that one. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../folder.h"
#include "base/clock.h"
#include "base/file.h"
#include "base/str.h"
#include "db/db.h"
#include "store/vault.h"
#include "vfs_crash.h"
#include "vfs_crash_doors.h"
#include "vfs_fault.h"

enum { KEPT = 8, LAST = 20, CUTS = 40, LIES = 16, CUTS_LONG = 2000 };

struct place {
    char base[64], live[80], image[80];
    struct clock clock;
    struct err err;
};

static int set_up(void **state) {
    struct place *p = calloc(1, sizeof *p);
    folder_new(p->base, sizeof p->base, "vault");
    snprintf(p->live, sizeof p->live, "%s/live", p->base);
    snprintf(p->image, sizeof p->image, "%s/image", p->base);
    clock_init_virtual(&p->clock, 1549440000000);
    vfs_crash_register();
    vfs_fault_register();
    *state = p;
    return 0;
}

static int tear_down(void **state) {
    struct place *p = *state;
    folder_remove(p->base);
    free(p);
    return 0;
}

static struct store *open_store(struct place *p, const char *dir, const char *vfs) {
    char notice[400];
    const struct store_opts opts = {.clock = &p->clock, .vfs = vfs};
    struct store *s = store_open(dir, &opts, notice, &p->err);
    if (!s || !notice[0])
        return s;
    err_set(&p->err, ERR_DAMAGED, "%.300s", notice);
    store_close(s);
    return NULL;
}

/* Every byte of the n-th says n. */
static bool keep(struct place *p, struct store *s, int n) {
    unsigned char sealed[ENVELOPE_SIZE];
    memset(sealed, n + 1, sizeof sealed);
    return store_keep_envelope(s, sealed, &p->err);
}

/* --- what must hold --- */

/* Which of them are in the file: a bit each. Half an envelope is none. */
static bool read_kept(const char *dir, uint32_t *ret, struct err *err) {
    char path[128];
    const struct db_opts opts = {.read_only = true, .journal = DB_ROLLBACK};
    bool whole = true;
    *ret = 0;
    snprintf(path, sizeof path, "%s/envelopes.db", dir);
    if (!file_exists(path))
        return true;
    struct db *db = db_open(path, &opts, err);
    if (!db)
        return false;
    struct db_rows *r = db_ask(db, "SELECT sealed FROM envelope WHERE day <> '0000-00-00'", "");
    while (db_next(r)) {
        size_t n;
        const unsigned char *sealed = db_blob(r, 0, &n);
        whole = whole && n == ENVELOPE_SIZE && memcmp(sealed, sealed + 1, n - 1) == 0 &&
                sealed[0] > 0 && sealed[0] < 32 && !(*ret >> sealed[0] & 1);
        *ret |= 1u << (sealed[0] & 31);
    }
    bool ok = db_done(r, err);
    db_close(db);
    return ok &&
           (whole || err_set(err, ERR_DAMAGED, "an envelope is not whole, or is there twice"));
}

/* Opening has cleared it, whatever a write that was cut off had put there. */
static bool journal_is_blank(const char *dir, struct err *err) {
    char path[128];
    struct str bytes CLEANUP(str_release) = {0};
    snprintf(path, sizeof path, "%s/envelopes.db-journal", dir);
    if (!file_exists(path))
        return true;
    if (!file_read(path, 16 << 20, &bytes, err))
        return false;
    for (size_t i = 0; i < bytes.len; i++)
        if (bytes.p[i])
            return err_set(err, ERR_DAMAGED, "the journal holds something at %zu", i);
    return true;
}

/* `must` are there, none but `may` besides; and the next visitor's is kept. */
static bool holds(struct place *p, const char *dir, uint32_t must, uint32_t may) {
    uint32_t kept = 0;
    struct store *s = open_store(p, dir, NULL);
    bool ok = s && journal_is_blank(dir, &p->err) && read_kept(dir, &kept, &p->err);
    if (ok && ((must & ~kept) || (kept & ~(must | may))))
        ok = err_set(&p->err, ERR_DAMAGED, "kept are %x, of %x and perhaps %x", kept, must, may);
    ok = ok && keep(p, s, LAST) && store_verify(s, &p->err);
    store_close(s);
    return ok && read_kept(dir, &must, &p->err) && must == (kept | 1u << (LAST + 1));
}

/* --- the power goes --- */

struct recording {
    struct vfs_crash_log *log;
    size_t done[KEPT + 1]; /* operations when the n-th was acknowledged */
};

static void record(struct place *p, struct recording *r) {
    folder_empty(p->live);
    store_close(open_store(p, p->live, NULL)); /* the other database is another test's */
    *r = (struct recording){.log = vfs_crash_record(p->live)};
    struct store *s = open_store(p, p->live, VFS_CRASH);
    for (int i = 0; i < KEPT; i++) {
        if (!keep(p, s, i))
            fail_msg("%s", p->err.text);
        r->done[i + 1] = vfs_crash_ops(r->log);
    }
    store_close(s);
    vfs_crash_stop();
}

/* Making the file is one step of many operations: so each step has the same share. */
static bool cut(struct place *p, const struct recording *r, uint64_t seed,
                enum vfs_crash_sync sync) {
    uint64_t rng = seed;
    int acknowledged = 0, step = (int)vfs_crash_below(&rng, KEPT);
    size_t from = r->done[step], to = r->done[step + 1];
    size_t op = from + vfs_crash_below(&rng, (uint32_t)(to - from));
    if (vfs_crash_below(&rng, 2))
        op = vfs_crash_next_sync(r->log, op, false);
    while (acknowledged < KEPT && r->done[acknowledged + 1] <= op)
        acknowledged++;
    folder_empty(p->image);
    vfs_crash_cut(r->log, op, rng, sync, p->image);
    return holds(p, p->image, (2u << acknowledged) - 2, 2u << acknowledged);
}

static void test_the_power_goes(void **state) {
    struct place *p = *state;
    struct recording r;
    const char *one = getenv("TURNOUT_SEED");
    uint64_t from = one ? strtoull(one, NULL, 10) : 0;
    uint64_t end = one ? from + 1 : getenv("TURNOUT_LONG") ? CUTS_LONG : CUTS;
    record(p, &r);
    for (uint64_t seed = from; seed < end; seed++)
        if (!cut(p, &r, seed, SYNC_HONEST))
            fail_msg("TURNOUT_SEED=%llu: %s", (unsigned long long)seed, p->err.text);
    vfs_crash_free(r.log);
}

/* The check itself: what such a disk loses must show. */
static void test_a_disk_that_ignores_syncs_is_noticed(void **state) {
    struct place *p = *state;
    struct recording r;
    int lost = 0;
    record(p, &r);
    for (uint64_t seed = 0; seed < LIES; seed++)
        lost += !cut(p, &r, seed, SYNC_IGNORED);
    print_message("%d of %d cuts lost something\n", lost, LIES);
    assert_true(lost > 0);
    vfs_crash_free(r.log);
}

/* --- the disk fails --- */

/* Keeps, with a fault to come at the n-th operation of a kind; returns whether it came. */
static bool fail_at(struct place *p, enum fault kind, int n, bool for_ever) {
    uint32_t told = 0, tried = 0;
    folder_empty(p->live);
    struct store *s = open_store(p, p->live, VFS_FAULT);
    bool ok = s && keep(p, s, 0); /* the file is there */
    vfs_fault_plan(kind, n, for_ever);
    for (int i = 1; ok && i < 4; i++) {
        tried |= 2u << i;
        told |= keep(p, s, i) ? 2u << i : 0;
    }
    bool hit = vfs_fault_hit();
    store_close(s);
    vfs_fault_plan(FAULT_NONE, 0, false);
    if (!ok || !holds(p, p->live, told | 2u, tried & ~told))
        fail_msg("%s %d%s: %s", vfs_fault_name(kind), n, for_ever ? ", and all after it" : "",
                 p->err.text);
    return hit;
}

static void test_every_operation_fails_once(void **state) {
    struct place *p = *state;
    for (int kind = FAULT_NONE + 1; kind < FAULT_KINDS; kind++)
        for (int n = 1; fail_at(p, (enum fault)kind, n, false); n++)
            if (n % 3 == 1) /* and this moment too is as good as any */
                fail_at(p, (enum fault)kind, n, true);
}

int main(void) {
#define TEST(f) cmocka_unit_test_setup_teardown(f, set_up, tear_down)
    const struct CMUnitTest tests[] = {
        TEST(test_the_power_goes),
        TEST(test_a_disk_that_ignores_syncs_is_noticed),
        TEST(test_every_operation_fails_once),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
