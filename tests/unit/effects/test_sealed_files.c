/* What was sealed to the keys of forms, as it leaves: a folder that is whole or not there, of one
 * minute, which the right private key opens. */
#include "../seal/pair_keys.h"
#include "../store/fixture.h"

#include <sys/stat.h>

#include "base/str.h"
#include "effects/sealed_files.h"
#include "forms/manifest.h"
#include "seal/pair.h"
#include "store/sealed_form.h"

static const char visitors[] = "0b4b9c1e-6d0a-4f1c-9a53-1f2f6a7b8c9d",
                  staffs[] = "0190163d-8694-739b-aea5-966c26f8ad91",
                  answers[] = "<data id=\"parents\"><words>by the gate</words></data>";

static void keep(struct fixture *f, const char *id, bool staff) {
    struct pair_key *k = pair_read_public(pair_public_pem, strlen(pair_public_pem), &f->err);
    struct str xml = {.secret = true};
    struct odk_submission sealed;
    str_add(&xml, answers);
    OK(f, k && odk_seal_record(k, "parents", "2", id, &xml, &sealed, &f->err));
    struct sealed_submission x = {.form = "parents",
                                  .version = "2",
                                  .staff = staff,
                                  .manifest = str_c(&sealed.manifest),
                                  .manifest_n = sealed.manifest.len,
                                  .record = str_c(&sealed.record),
                                  .record_n = sealed.record.len};
    STR_COPY(x.id, id);
    OK(f, store_submit_sealed(f->s, &x, &f->err));
    odk_submission_release(&sealed);
    pair_free(k);
}

static void read_of(struct fixture *f, const char *id, const char *name, struct str *ret) {
    char path[200];
    struct stat st;
    snprintf(path, sizeof path, "%s/out/%s/%s", f->dir, id, name);
    assert_int_equal(stat(path, &st), 0);
    assert_int_equal(st.st_mtim.tv_sec, date_to_wall((struct date){2019, 2, 6}, 0) / 1000);
    OK(f, file_read(path, 1 << 20, ret, &f->err));
}

static void opens(struct fixture *f, const struct pair_key *mine, const char *id) {
    struct str manifest CLEANUP(str_release) = {0}, record CLEANUP(str_release) = {0};
    struct str plain CLEANUP(str_wipe) = {0};
    struct manifest m = {0};
    read_of(f, id, "submission.xml", &manifest);
    read_of(f, id, "submission.xml.enc", &record);
    const struct odk_sealed file = {.bytes = str_c(&record), .n = record.len};
    OK(f, manifest_read(str_c(&manifest), manifest.len, &m, &f->err));
    OK(f, odk_open(mine, &m.is, &file, &plain, &f->err));
    assert_string_equal(m.is.form, "parents");
    assert_string_equal(m.is.version, "2");
    assert_string_equal(m.is.instance_id + strlen("uuid:"), id);
    assert_int_equal(plain.len, ODK_STEP);
    assert_true(str_starts(str_c(&plain), answers));
    assert_int_equal(strspn(str_c(&plain) + strlen(answers), " "), ODK_STEP - strlen(answers));
    manifest_free(&m);
}

static void test_the_private_key_opens_what_left(void **state) {
    struct fixture *f = *state;
    struct sealed_files w;
    char out[128];
    struct pair_key *mine =
        pair_read_private(pair_private_pem, strlen(pair_private_pem), PAIR_PASSPHRASE, &f->err);
    OK(f, mine);
    keep(f, visitors, false);
    keep(f, staffs, true);
    fixture_path(f, "out", out);
    OK(f, sealed_files_write(f->s, out, &w, &f->err));
    assert_int_equal(w.submissions, 2);
    opens(f, mine, visitors);
    opens(f, mine, staffs);
    REFUSED(f, sealed_files_write(f->s, out, &w, &f->err), "already");
    pair_free(mine);
}

static void test_where_there_is_none_no_folder_is_made(void **state) {
    struct fixture *f = *state;
    struct sealed_files w;
    char out[128];
    fixture_path(f, "out", out);
    OK(f, sealed_files_write(f->s, out, &w, &f->err));
    assert_int_equal(w.submissions, 0);
    assert_false(file_exists(out));
    assert_false(file_exists(w.to.part));
}

/* What lies about of a time when the power went is taken away; what fails leaves nothing. */
static void test_the_folder_is_whole_or_not_there(void **state) {
    struct fixture *f = *state;
    struct sealed_files w;
    char out[128], old[160];
    keep(f, visitors, false);
    fixture_path(f, "out", out);
    snprintf(old, sizeof old, "%s.part/old", out);
    assert_true(file_make_dirs(old, NULL));
    OK(f, sealed_files_write(f->s, out, &w, &f->err));
    assert_false(file_exists(w.to.part));
    snprintf(old, sizeof old, "%s/old", out);
    assert_false(file_exists(old));
    fixture_path(f, "nowhere/out", out);
    REFUSED(f, sealed_files_write(f->s, out, &w, &f->err), "cannot make");
    assert_false(file_exists(out));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        TEST(test_the_private_key_opens_what_left),
        TEST(test_where_there_is_none_no_folder_is_made),
        TEST(test_the_folder_is_whole_or_not_there),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
