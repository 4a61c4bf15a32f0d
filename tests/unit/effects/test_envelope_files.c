/* Envelopes as they leave: a folder that is whole or not there, and nothing of order or time in it.
 */
#include "../../folder.h"
#include "../seal/pair_keys.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <dirent.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/file.h"
#include "base/uuid.h"
#include "effects/envelope_files.h"
#include "effects/work.h"
#include "seal/pair.h"

enum { DAY_MS = 86400000 };

struct desk {
    char dir[64], data[80], out[80], stick[96];
    struct clock clock;
    struct store_opts store_opts;
    struct store *store;
    struct pair_key *key[2];
    struct err err;
};

static struct pair_key *read_key(const char *pem) {
    struct pair_key *k = pair_read_public(pem, strlen(pem), NULL);
    assert_non_null(k);
    return k;
}

static int set_up(void **state) {
    struct desk *d = calloc(1, sizeof *d);
    setenv("TZ", "Europe/London", 1);
    STR_COPY(d->dir, "/tmp/leave-XXXXXX");
    assert_non_null(mkdtemp(d->dir));
    snprintf(d->data, sizeof d->data, "%s/data", d->dir);
    snprintf(d->out, sizeof d->out, "%s/out", d->dir);
    snprintf(d->stick, sizeof d->stick, "%s/usb/BLUE", d->dir);
    assert_true(file_make_dirs(d->stick, NULL));
    clock_init_virtual(&d->clock, date_to_wall((struct date){2019, 2, 6}, 600));
    d->store_opts = (struct store_opts){.clock = &d->clock};
    d->store = store_open(d->data, &d->store_opts, NULL, &d->err);
    assert_non_null(d->store);
    d->key[0] = read_key(pair_public_pem);
    d->key[1] = read_key(pair_other_pem);
    *state = d;
    return 0;
}

static int tear_down(void **state) {
    struct desk *d = *state;
    store_close(d->store);
    pair_free(d->key[0]);
    pair_free(d->key[1]);
    folder_remove(d->dir);
    free(d);
    return 0;
}

static void keep(struct desk *d, int n, size_t keys) {
    static char plain[ENVELOPE_PLAIN];
    unsigned char sealed[ENVELOPE_SIZE];
    for (int i = 0; i < n; i++) {
        char id[37];
        uuid_v4(id);
        int len = snprintf(plain, sizeof plain,
                           "<data id=\"concern\" version=\"2\"><topic>nothing</topic><meta>"
                           "<instanceID>uuid:%s</instanceID></meta></data>",
                           id);
        if (!envelope_seal((const struct pair_key *const *)d->key, keys, "concern", "2", plain,
                           (size_t)len, sealed, &d->err) ||
            !store_keep_envelope(d->store, sealed, &d->err))
            fail_msg("%s", d->err.text);
    }
}

/* Each folder has the two files, all of the same minute; returns how many folders there are. A
 * stick gives its folders times of its own. */
static size_t look(const char *folder, bool on_stick) {
    static const char *const files[] = {"", "submission.xml", "submission.xml.enc"};
    size_t n = 0;
    DIR *dir = opendir(folder);
    assert_non_null(dir);
    for (struct dirent *e; (e = readdir(dir));) {
        char path[PATH_MAX];
        struct stat st;
        if (e->d_name[0] == '.')
            continue;
        assert_int_equal(strlen(e->d_name), 36);
        assert_int_equal(e->d_name[14], '4'); /* of chance, not of time */
        for (size_t i = on_stick; i < 3; i++) {
            snprintf(path, sizeof path, "%s/%s/%s", folder, e->d_name, files[i]);
            assert_int_equal(stat(path, &st), 0);
            assert_int_equal(st.st_mtim.tv_sec, date_to_wall((struct date){2019, 2, 6}, 0) / 1000);
            assert_int_equal(st.st_mtim.tv_nsec, 0);
        }
        assert_int_equal(st.st_size, ENVELOPE_RECORD);
        n++;
    }
    closedir(dir);
    return n;
}

static void test_each_reader_gets_a_copy(void **state) {
    struct desk *d = *state;
    struct envelope_files w;
    keep(d, 5, 1);
    keep(d, 3, 2);
    clock_advance(&d->clock, DAY_MS);
    assert_true(envelope_files_write(d->store, d->out, &w, &d->err));
    assert_int_equal(w.release.released, 8);
    assert_int_equal(w.damaged, 0);
    assert_int_equal(look(d->out, false), 5 + 2 * 3);
    assert_false(file_exists(w.to.part));
    assert_false(envelope_files_write(d->store, d->out, &w, &d->err));
    assert_non_null(strstr(d->err.text, "already"));
    assert_int_equal(look(d->out, false), 11);
}

static void test_where_nothing_may_leave_no_folder_is_made(void **state) {
    struct desk *d = *state;
    struct envelope_files w;
    assert_true(envelope_files_write(d->store, d->out, &w, &d->err));
    keep(d, 4, 1);
    clock_advance(&d->clock, DAY_MS);
    assert_true(envelope_files_write(d->store, d->out, &w, &d->err));
    assert_int_equal(w.release.released, 0);
    assert_int_equal(w.release.why, HELD_FEW);
    assert_false(file_exists(d->out));
    assert_false(file_exists(w.to.part));
}

/* What lies about of a time when the power went is taken away; what fails leaves nothing. */
static void test_the_folder_is_whole_or_not_there(void **state) {
    struct desk *d = *state;
    struct envelope_files w;
    char path[PATH_MAX];
    keep(d, 5, 1);
    clock_advance(&d->clock, DAY_MS);
    snprintf(path, sizeof path, "%s.part/old", d->out);
    assert_true(file_make_dirs(path, NULL));
    assert_true(envelope_files_write(d->store, d->out, &w, &d->err));
    assert_int_equal(look(d->out, false), 5);
    snprintf(path, sizeof path, "%s/nowhere/out", d->dir);
    assert_false(envelope_files_write(d->store, path, &w, &d->err));
    snprintf(path, sizeof path, "%s/file", d->dir);
    assert_true(file_write_whole(path, "", 0, NULL));
    assert_false(envelope_files_write(d->store, path, &w, &d->err));
}

/* One that is damaged is named, and holds up no other. */
static void test_one_that_is_damaged_is_left_out(void **state) {
    struct desk *d = *state;
    struct envelope_files w;
    unsigned char sealed[ENVELOPE_SIZE];
    random_bytes(sealed, sizeof sealed);
    sealed[0] = 0;
    keep(d, 5, 1);
    assert_true(store_keep_envelope(d->store, sealed, &d->err));
    clock_advance(&d->clock, DAY_MS);
    assert_true(envelope_files_write(d->store, d->out, &w, &d->err));
    assert_int_equal(w.release.released, 6);
    assert_int_equal(w.damaged, 1);
    assert_int_equal(look(d->out, false), 5);
}

/* --- onto a stick --- */

static bool to_stick(struct desk *d, struct result *ret) {
    struct progress progress = {.cancel = false};
    struct checked checked = {.list = false};
    char usb[80];
    snprintf(usb, sizeof usb, "%s/usb", d->dir);
    const struct effects_opts opts = {
        .dir = d->data, .clock = &d->clock, .kiosk = "Hall", .usb = usb};
    struct work *w = calloc(1, sizeof *w);
    *w = (struct work){.cmd = {.kind = CMD_TO_STICK, .text = "BLUE"},
                       .opts = &opts,
                       .progress = &progress,
                       .checked = &checked};
    bool ok;
    do {
        w->again = false;
        ok = do_to_stick(d->store, w, &d->err);
    } while (ok && w->again);
    *ret = w->result;
    free(w);
    return ok;
}

static size_t lines_with(const char *text, const char *words) {
    size_t n = 0;
    for (const char *at = text; (at = strstr(at, words)); at++)
        n++;
    return n;
}

static void test_a_stick_carries_them_too(void **state) {
    struct desk *d = *state;
    struct result r;
    char path[PATH_MAX], folder[PATH_MAX];
    struct str manifest CLEANUP(str_release) = {0};
    keep(d, 6, 2);
    clock_advance(&d->clock, DAY_MS);
    keep(d, 2, 2);
    if (!to_stick(d, &r))
        fail_msg("%s", d->err.text);
    assert_int_equal(r.release.envelopes, 6);
    assert_int_equal(r.release.held, RELEASE_FEW);
    snprintf(folder, sizeof folder, "%s/%s/envelopes", d->stick, r.text);
    assert_int_equal(look(folder, true), 12);
    snprintf(path, sizeof path, "%s/%s/manifest.txt", d->stick, r.text);
    assert_true(file_read(path, 1 << 20, &manifest, NULL));
    assert_int_equal(lines_with(str_c(&manifest), "  envelopes/"), 24);
    assert_int_equal(lines_with(str_c(&manifest), "/submission.xml.enc\n"), 12);
    snprintf(path, sizeof path, "%s/exports/envelopes", d->data);
    assert_false(file_exists(path));
}

int main(void) {
#define TEST(f) cmocka_unit_test_setup_teardown(f, set_up, tear_down)
    const struct CMUnitTest tests[] = {
        TEST(test_each_reader_gets_a_copy),
        TEST(test_where_nothing_may_leave_no_folder_is_made),
        TEST(test_the_folder_is_whole_or_not_there),
        TEST(test_one_that_is_damaged_is_left_out),
        TEST(test_a_stick_carries_them_too),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
