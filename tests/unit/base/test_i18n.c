/* Languages: a small catalogue is compiled into a temporary folder and used. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/file.h"
#include "base/i18n.h"

static const char polish[] =
    "msgid \"\"\nmsgstr \"\"\n\"Content-Type: text/plain; charset=UTF-8\\n\"\n"
    "\"Plural-Forms: nplurals=3; plural=(n==1 ? 0 : n%10>=2 && n%10<=4 && (n%100<10 || "
    "n%100>=20) ? 1 : 2);\\n\"\n\n"
    "msgid \"Send\"\nmsgstr \"Wyślij\"\n\n"
    "msgid \"%lu place\"\nmsgid_plural \"%lu places\"\n"
    "msgstr[0] \"%lu miejsce\"\nmsgstr[1] \"%lu miejsca\"\nmsgstr[2] \"%lu miejsc\"\n";

struct place {
    char dir[64], folder[128], po[192], mo[192];
};

static int compile_catalogue(void **state) {
    static struct place place;
    *state = &place;
    STR_COPY(place.dir, "/tmp/turnout-i18n-XXXXXX");
    if (!mkdtemp(place.dir))
        return -1;
    path_join(place.folder, sizeof(place.folder), place.dir, "pl/LC_MESSAGES");
    path_join(place.po, sizeof(place.po), place.dir, "pl.po");
    path_join(place.mo, sizeof(place.mo), place.folder, "turnout.mo");
    if (!file_make_dirs(place.folder, NULL) ||
        !file_write_whole(place.po, polish, sizeof(polish) - 1, NULL))
        return -1;
    pid_t child = fork();
    if (child == 0) {
        execlp("msgfmt", "msgfmt", "-o", place.mo, place.po, (char *)NULL);
        _exit(127);
    }
    int status = -1;
    return waitpid(child, &status, 0) == child && status == 0 ? 0 : -1;
}

static int remove_catalogue(void **state) {
    struct place *p = *state;
    char pl[128];
    path_join(pl, sizeof(pl), p->dir, "pl");
    return unlink(p->mo) | unlink(p->po) | rmdir(p->folder) | rmdir(pl) | rmdir(p->dir);
}

static void switches_there_and_back(void **state) {
    const struct place *p = *state;
    assert_string_equal(tr("Send"), "Send");
    for (int i = 0; i < 3; i++) {
        i18n_use(p->dir, "pl");
        assert_string_equal(tr("Send"), "Wyślij");
        assert_string_equal(tr("Not translated"), "Not translated");
        i18n_use(p->dir, "en");
        assert_string_equal(tr("Send"), "Send");
    }
    i18n_use(p->dir, "pl");
    assert_string_equal(tr(""), "");
}

static void picks_the_plural(void **state) {
    const struct place *p = *state;
    i18n_use(p->dir, "pl");
    assert_string_equal(tr_n("%lu place", "%lu places", 1), "%lu miejsce");
    assert_string_equal(tr_n("%lu place", "%lu places", 3), "%lu miejsca");
    assert_string_equal(tr_n("%lu place", "%lu places", 12), "%lu miejsc");
    i18n_use(p->dir, "en");
    assert_string_equal(tr_n("%lu place", "%lu places", 1), "%lu place");
    assert_string_equal(tr_n("%lu place", "%lu places", 0), "%lu places");
}

static void unknown_languages_mean_english(void **state) {
    const struct place *p = *state;
    static const char *const odd[] = {
        "xx", "", "p", "../pl", "pl/..", "xx:pl", "plplplplplplplplpl"};
    for (size_t i = 0; i < sizeof(odd) / sizeof(odd[0]); i++) {
        i18n_use(p->dir, "pl");
        i18n_use(p->dir, odd[i]);
        assert_string_equal(tr("Send"), "Send");
    }
    i18n_use(p->dir, "pl_PL"); /* a region falls back to its language */
    assert_string_equal(tr("Send"), "Wyślij");
}

static void numbers_stay_in_c(void **state) {
    const struct place *p = *state;
    char text[16];
    i18n_use(p->dir, "pl");
    snprintf(text, sizeof(text), "%.1f", 1.5);
    assert_string_equal(text, "1.5");
}

static void knows_what_is_written_from_right_to_left(void **state) {
    (void)state;
    assert_true(i18n_rtl("ar"));
    assert_true(i18n_rtl("ur_PK"));
    assert_true(i18n_rtl("ckb"));
    assert_false(i18n_rtl("en"));
    assert_false(i18n_rtl("arn")); /* Mapudungun, not Arabic */
    assert_false(i18n_rtl(""));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(switches_there_and_back),
        cmocka_unit_test(picks_the_plural),
        cmocka_unit_test(unknown_languages_mean_english),
        cmocka_unit_test(numbers_stay_in_c),
        cmocka_unit_test(knows_what_is_written_from_right_to_left),
    };
    return cmocka_run_group_tests(tests, compile_catalogue, remove_catalogue);
}
