/* Manifests as ODK programs write them, and all that is refused in one. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/str.h"
#include "forms/manifest.h"

#define ROOT "<data id='f' version='1' encrypted='yes' xmlns='http://opendatakit.org/submissions'>"
#define KEY "<base64EncryptedKey>a2V5</base64EncryptedKey>"
#define RECORD "<encryptedXmlFile>submission.xml.enc</encryptedXmlFile>"
#define SIGNATURE "<base64EncryptedElementSignature>c2ln</base64EncryptedElementSignature>"
#define META                                                                                       \
    "<m:meta xmlns:m='http://openrosa.org/xforms'><m:instanceID>uuid:1</m:instanceID></m:meta>"
#define FILE_NAMED(name) "<media><file>" name "</file></media>"

static void refused(const char *xml, enum err_kind kind, const char *words) {
    struct manifest m;
    struct err err = {0};
    assert_false(manifest_read(xml, strlen(xml), &m, &err));
    if (err.kind != kind || !strstr(err.text, words))
        fail_msg("\"%s\" instead of \"%s\"", err.text, words);
    manifest_free(&m);
}

static void reads_what_programs_write(void **state) {
    (void)state;
    static const char *const xml[] = {
        ROOT KEY RECORD SIGNATURE META "</data>",
        "<?xml version='1.0'?>\n" ROOT "\n " KEY "\n " META "\n <unknown><file>x</file></unknown> "
        "<media><file>a.jpg.enc</file></media>\n<media><file>b.jpg.enc</file></media> " RECORD
        "\n " SIGNATURE "</data>\n",
        ROOT KEY META
        "<media><file>a.jpg.enc</file> <file>b.jpg.enc</file></media>" RECORD SIGNATURE "</data>"};
    for (size_t i = 0; i < 3; i++) {
        struct manifest m;
        struct err err = {0};
        if (!manifest_read(xml[i], strlen(xml[i]), &m, &err))
            fail_msg("%s", err.text);
        assert_string_equal(m.is.form, "f");
        assert_string_equal(m.is.version, "1");
        assert_string_equal(m.is.instance_id, "uuid:1");
        assert_string_equal(m.is.key, "a2V5");
        assert_string_equal(m.is.signature, "c2ln");
        assert_string_equal(m.is.record, "submission.xml.enc");
        assert_int_equal(m.is.media_n, i > 0 ? 2 : 0);
        if (i > 0)
            assert_string_equal(m.is.media[1], "b.jpg.enc");
        manifest_free(&m);
    }
}

static void a_version_may_be_missing_or_empty(void **state) {
    (void)state;
    struct manifest m;
    static const char none[] = "<data id='f' encrypted='yes'>" KEY RECORD SIGNATURE META "</data>",
                      empty[] = "<data id='f' version='' encrypted='yes'>" KEY RECORD SIGNATURE META
                                "</data>";
    assert_true(manifest_read(none, strlen(none), &m, NULL));
    assert_null(m.is.version);
    manifest_free(&m);
    assert_true(manifest_read(empty, strlen(empty), &m, NULL));
    assert_string_equal(m.is.version, "");
    manifest_free(&m);
}

static void what_is_none_is_told_from_what_is_broken(void **state) {
    (void)state;
    refused("<data id='f'/>", ERR_MISSING, "no sealed submission");
    refused("<data id='f' encrypted='no'>" KEY RECORD SIGNATURE META "</data>", ERR_MISSING,
            "no sealed submission");
    refused("", ERR_INPUT, "empty");
    refused("<data", ERR_INPUT, "broken");
    refused("<!DOCTYPE d [<!ENTITY e 'x'>]>" ROOT "</data>", ERR_INPUT, "entity");
    struct str large CLEANUP(str_release) = {0};
    str_add(&large, ROOT KEY RECORD SIGNATURE META);
    while (large.len < MANIFEST_MAX)
        str_add(&large, "                                        ");
    str_add(&large, "</data>");
    refused(str_c(&large), ERR_INPUT, "larger");
}

static void what_is_missing_or_twice_is_named(void **state) {
    (void)state;
    refused(ROOT RECORD SIGNATURE META "</data>", ERR_INPUT, "its key is missing");
    refused(ROOT KEY RECORD META "</data>", ERR_INPUT, "its signature is missing");
    refused(ROOT KEY SIGNATURE META "</data>", ERR_INPUT, "name of its record is missing");
    refused(ROOT KEY RECORD SIGNATURE "</data>", ERR_INPUT, "instance id is missing");
    refused("<data encrypted='yes'>" KEY RECORD SIGNATURE META "</data>", ERR_INPUT,
            "id of its form is missing");
    refused(ROOT KEY KEY RECORD SIGNATURE META "</data>", ERR_INPUT, "there twice");
    refused(ROOT KEY RECORD SIGNATURE META META "</data>", ERR_INPUT, "there twice");
    refused(ROOT "<base64EncryptedKey/>" RECORD SIGNATURE META "</data>", ERR_INPUT, "is empty");
}

static void names_stay_in_their_folder(void **state) {
    (void)state;
    static const char *const names[] = {"../x",    "/etc/passwd", "a/b",   "..",
                                        ".",       ".ssh",        "a\\b",  "",
                                        "a&#10;b", "a..b",        "C:\\x", "\xe2\x80\xa6/x"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        char xml[1000];
        snprintf(xml, sizeof xml, ROOT KEY FILE_NAMED("%s") RECORD SIGNATURE META "</data>",
                 names[i]);
        refused(xml, ERR_INPUT, "no plain name");
        if (!*names[i])
            continue;
        snprintf(xml, sizeof xml,
                 ROOT KEY "<encryptedXmlFile>%s</encryptedXmlFile>" SIGNATURE META "</data>",
                 names[i]);
        refused(xml, ERR_INPUT, "no plain name");
    }
}

static void media_are_counted(void **state) {
    (void)state;
    struct manifest m;
    struct str xml CLEANUP(str_release) = {0};
    str_add(&xml, ROOT KEY RECORD SIGNATURE META "<media>");
    for (int i = 0; i < ODK_MEDIA_MAX; i++)
        str_addf(&xml, "<file>%d.jpg.enc</file>", i);
    size_t before = xml.len;
    str_add(&xml, "</media></data>");
    assert_true(manifest_read(xml.p, xml.len, &m, NULL));
    assert_int_equal(m.is.media_n, ODK_MEDIA_MAX);
    manifest_free(&m);
    str_cut(&xml, before);
    str_add(&xml, "<file>more.enc</file></media></data>");
    refused(str_c(&xml), ERR_INPUT, "more than 100 media files");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(reads_what_programs_write),
        cmocka_unit_test(a_version_may_be_missing_or_empty),
        cmocka_unit_test(what_is_none_is_told_from_what_is_broken),
        cmocka_unit_test(what_is_missing_or_twice_is_named),
        cmocka_unit_test(names_stay_in_their_folder),
        cmocka_unit_test(media_are_counted),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
