/* Files that are taken in together: what they are, in which order they come, and that one wrong
 * file leaves everything as it was. */
#include "../../folder.h"
#include "../seal/pair_keys.h"
#include "../store/cheap_scrypt.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"
#include "base/str.h"
#include "effects/batch.h"
#include "effects/incoming.h"
#include "effects/work.h"

struct desk {
    char dir[64], data[PATH_MAX], share[PATH_MAX], folder[PATH_MAX];
    struct clock clock;
    struct store *s;
    struct batch_view *v;
    struct incoming_rest rest;
    struct err err;
};

static const char plan[] = "code,priority,action,owner\n1.1,1,Teach,Police\n";
static const char programme[] = "code,date,venue,status\n1.1,2019-02-06,Hall,planned\n"
                                "1.1,2019-02-13,Hall,planned\n";
static const char replies[] = "said,did\nMore lamps,Six are up\n";
static const char card[] = "title: ACT\nwho: Anyone\n"
                           "number: 0800 789 321\ntopics: other\n"
                           "check-by: 2030-01-01\n\nTalk to us.\n";

static void put_under(const char *root, const char *name, const char *text) {
    char path[PATH_MAX], folder[PATH_MAX];
    path_join(path, sizeof path, root, name);
    STR_COPY(folder, path);
    *strrchr(folder, '/') = '\0';
    assert_true(file_make_dirs(folder, NULL));
    assert_true(file_write_whole(path, text, strlen(text), NULL));
}

static void put(const struct desk *d, const char *name, const char *text) {
    put_under(d->folder, name, text);
}

static void put_form(const struct desk *d, const char *name, const char *version) {
    struct str xml CLEANUP(str_release) = {0};
    str_addf(&xml,
             "<h:html xmlns=\"http://www.w3.org/2002/xforms\""
             " xmlns:h=\"http://www.w3.org/1999/xhtml\"><h:head><h:title>Youth</h:title>"
             "<model><instance><data id=\"youth\" version=\"%s\"><a/></data></instance>"
             "<bind nodeset=\"/data/a\" type=\"string\"/></model></h:head>"
             "<h:body><input ref=\"/data/a\"><label>A</label></input></h:body></h:html>",
             version);
    put(d, name, str_c(&xml));
}

static void take_away(const struct desk *d, const char *name) {
    char path[PATH_MAX];
    path_join(path, sizeof path, d->folder, name);
    assert_int_equal(unlink(path), 0);
}

static int set_up(void **state) {
    struct desk *d = calloc(1, sizeof *d);
    folder_new(d->dir, sizeof d->dir, "batch");
    path_join(d->data, sizeof d->data, d->dir, "data");
    path_join(d->share, sizeof d->share, d->dir, "share");
    path_join(d->folder, sizeof d->folder, d->data, "incoming");
    assert_true(file_make_dirs(d->folder, NULL));
    put_under(d->share, "forms/kiosk.ini", "");
    clock_init_virtual(&d->clock, 1549443600000); /* 2019-02-06 09:00 */
    const struct store_opts opts = {.clock = &d->clock};
    d->s = store_open(d->data, &opts, NULL, &d->err);
    assert_non_null(d->s);
    *state = d;
    return 0;
}

static int tear_down(void **state) {
    struct desk *d = *state;
    batch_view_free(d->v);
    store_close(d->s);
    folder_remove(d->dir);
    free(d);
    return 0;
}

/* Takes the folder; false: refused, and d->err says why. */
static bool take(struct desk *d, bool dry) {
    static struct file_view file[BATCH_FILES_MAX];
    static char path[BATCH_FILES_MAX][PATH_MAX];
    struct batch_source source[BATCH_FILES_MAX];
    const struct batch_ask ask = {.share = d->share, .data = d->data, .dry = dry};
    size_t n = incoming_find(d->folder, true, file, BATCH_FILES_MAX, &d->rest);
    for (size_t i = 0; i < n; i++) {
        path_join(path[i], sizeof path[i], d->folder, file[i].name);
        source[i] = (struct batch_source){.name = file[i].name, .path = path[i]};
    }
    batch_view_free(d->v);
    d->v = NULL;
    d->err = (struct err){0};
    struct batch *b = batch_read(source, n, &d->err);
    bool ok = b && batch_take(d->s, b, &ask, &d->v, &d->err);
    batch_free(b);
    return ok;
}

static const struct batch_file *file_of(const struct desk *d, const char *name) {
    for (size_t i = 0; i < d->v->files; i++)
        if (str_eq(d->v->file[i].name, name))
            return &d->v->file[i];
    fail_msg("there is no %s", name);
    return NULL;
}

static void assert_wrong(struct desk *d, const char *name, const char *what) {
    assert_true(take(d, true));
    const struct batch_file *f = file_of(d, name);
    assert_true(f->errors > 0);
    if (!strstr(f->said[0].what, what))
        fail_msg("\"%s\" has no \"%s\"", f->said[0].what, what);
    assert_false(take(d, false));
    assert_non_null(strstr(d->err.text, name));
}

static bool is_here(const struct desk *d, const char *name) {
    char path[PATH_MAX];
    path_join(path, sizeof path, d->data, name);
    return file_exists(path);
}

static void assert_here(struct desk *d, int64_t actions, int64_t sessions, bool files) {
    struct store_status status;
    assert_true(store_status(d->s, &status, &d->err));
    assert_int_equal(status.actions, actions);
    assert_int_equal(status.sessions, sessions);
    assert_int_equal(is_here(d, "forms/youth.xml"), files);
    assert_int_equal(is_here(d, "help/act.md"), files);
    assert_false(is_here(d, "import.next"));
}

static void put_all(const struct desk *d) {
    put(d, "a.csv", replies);
    put(d, "b.csv", programme);
    put(d, "c.csv", plan);
    put_form(d, "forms/f.xml", "1");
    put(d, "forms/f-media/list.csv", "name,label\na,A\n");
    put(d, "help/act.md", card);
    put(d, "help/README.md", "How cards are written.");
}

/* Names say nothing: the plan is the last of them, and comes first. */
static void content_tells_what_a_file_is(void **state) {
    struct desk *d = *state;
    static const enum batch_kind want[] = {BATCH_PLAN, BATCH_PROGRAMME, BATCH_REPLIES, BATCH_FORM,
                                           BATCH_CARD};
    put_all(d);
    assert_true(take(d, true));
    assert_int_equal(d->v->files, 5);
    for (size_t i = 0; i < 5; i++)
        assert_int_equal(d->v->file[i].kind, want[i]);
    assert_int_equal(d->v->wrong, 0);
    assert_int_equal(file_of(d, "b.csv")->added, 2);
    assert_int_equal(file_of(d, "b.csv")->saids, 0); /* its action is known */
    assert_int_equal(d->rest.unknown, 1);            /* README.md */
    assert_here(d, 0, 0, false);

    assert_true(take(d, false));
    assert_int_equal(file_of(d, "b.csv")->added, 2);
    assert_false(d->v->later);
    assert_here(d, 1, 2, true);
    assert_true(is_here(d, "forms/youth-media/list.csv"));

    assert_true(take(d, false)); /* twice is as good as once */
    assert_int_equal(file_of(d, "b.csv")->same, 2);
    assert_true(file_of(d, "forms/f.xml")->there);
    assert_true(file_of(d, "help/act.md")->there);
    assert_here(d, 1, 2, true);
}

static void what_is_gone_is_told(void **state) {
    struct desk *d = *state;
    put_all(d);
    put(d, "a.csv", "said,did\nMore lamps,Six are up\nToo loud,It is shut at ten\n");
    assert_true(take(d, false));
    put(d, "a.csv", "said,did\nToo loud,It is shut at ten\nLitter,Two bins\n");
    put(d, "b.csv",
        "code,date,venue,status\n1.1,2019-02-06,Hall,planned\n"
        "1.1,2019-02-20,Hall,planned\n");
    assert_true(take(d, true));
    assert_int_equal(file_of(d, "a.csv")->gone, 1);
    assert_int_equal(file_of(d, "b.csv")->gone, 1); /* the 13th */
    assert_int_equal(file_of(d, "b.csv")->added, 1);
}

static void one_wrong_file_stops_all(void **state) {
    struct desk *d = *state;
    put_all(d);
    put(d, "z.csv", "code,date,venue,status\n1.1,2019-13-06,Hall,planned\n");
    assert_wrong(d, "z.csv", "2019-13-06");
    assert_int_equal(file_of(d, "z.csv")->said[0].line, 2);
    assert_here(d, 0, 0, false);
    put(d, "z.csv", "%PDF-1.7");
    assert_wrong(d, "z.csv", "This is a PDF");
    put(d, "z.csv", programme);
    put(d, "forms/z.xml", "<h:html");
    assert_wrong(d, "forms/z.xml", "");
    put_form(d, "forms/z.xml", "2");
    assert_wrong(d, "forms/z.xml", "the same form as forms/f.xml");
    take_away(d, "forms/z.xml");
    put(d, "help/new.md", "title New\n");
    assert_wrong(d, "help/new.md", "");
    take_away(d, "help/new.md");
    put(d, "r.csv", replies);
    assert_wrong(d, "r.csv", "a.csv holds replies, too");
    assert_here(d, 0, 0, false);
}

/* What lies beside a form is only read when it is copied: even then nothing of the rest stays. */
static void a_form_that_cannot_be_laid_down_stops_all(void **state) {
    struct desk *d = *state;
    put_all(d);
    put(d, "forms/f-media/huge.csv", "");
    char path[PATH_MAX];
    path_join(path, sizeof path, d->folder, "forms/f-media/huge.csv");
    assert_int_equal(truncate(path, (off_t)3 << 30), 0);
    assert_true(take(d, true));
    assert_false(take(d, false));
    assert_non_null(strstr(d->err.text, "forms/f.xml"));
    assert_here(d, 0, 0, false);
}

static void make_empty(const struct desk *d, const char *name) {
    char path[PATH_MAX];
    path_join(path, sizeof path, d->folder, name);
    FILE *f = fopen(path, "w");
    assert_non_null(f);
    fclose(f);
}

/* Somebody's pictures in the folder of a form do not fill the card. */
static void too_much_beside_a_form_stops_all(void **state) {
    struct desk *d = *state;
    char name[48];
    put_all(d);
    for (int i = 0; i <= 1000; i++) {
        snprintf(name, sizeof name, "forms/f-media/%04d.png", i);
        make_empty(d, name);
    }
    assert_false(take(d, false));
    assert_non_null(strstr(d->err.text, "more than 1000 files"));
    assert_here(d, 0, 0, false);
}

/* As sticks come out of other machines. */
static void capitals_make_no_difference(void **state) {
    struct desk *d = *state;
    put(d, "PLAN.CSV", plan);
    put_form(d, "FORMS/YOUTH.XML", "1");
    put(d, "Help/ACT.MD", card);
    assert_true(take(d, false));
    assert_int_equal(d->v->files, 3);
    assert_here(d, 1, 0, true);
}

/* Somebody's own stick, with a plan on it. */
static void a_foreign_folder_is_left_alone(void **state) {
    enum { PHOTOS = 10000 };
    struct desk *d = *state;
    char path[PATH_MAX], name[32];
    for (int i = 0; i < PHOTOS; i++) {
        snprintf(name, sizeof name, "DSC%05d.JPG", i);
        make_empty(d, name);
    }
    put(d, "plan.csv", plan);
    put(d, "new\nline.csv", programme);
    put(d, "bad\xff.csv", programme);
    put(d, ".hidden.csv", programme);
    put(d, "Photos/programme.csv", programme);
    path_join(path, sizeof path, d->folder, "link.csv");
    assert_int_equal(symlink("plan.csv", path), 0);
    path_join(path, sizeof path, d->folder, "pipe.csv");
    assert_int_equal(mkfifo(path, 0600), 0);
    path_join(path, sizeof path, d->folder, "rosters"); /* leads back to plan.csv */
    assert_int_equal(symlink(".", path), 0);
    path_join(path, sizeof path, d->folder, "forms");
    assert_int_equal(mkfifo(path, 0600), 0);
    assert_true(take(d, true));
    assert_int_equal(d->v->files, 1);
    assert_int_equal(d->rest.unknown, PHOTOS + 7);
    assert_false(d->rest.more);

    put(d, "film.csv", "x");
    path_join(path, sizeof path, d->folder, "film.csv");
    assert_int_equal(truncate(path, (off_t)5 << 30), 0);
    assert_wrong(d, "film.csv", "larger than 16 MiB");
    assert_here(d, 0, 0, false);
}

static void too_many_are_told(void **state) {
    struct desk *d = *state;
    char name[32];
    for (int i = 0; i <= BATCH_FILES_MAX; i++) {
        snprintf(name, sizeof name, "%03d.csv", i);
        put(d, name, "x");
    }
    if (!take(d, true))
        fail_msg("%s", d->err.text);
    assert_true(d->rest.more);
    for (int i = 0; i < 6; i++) { /* one of them may be left out */
        snprintf(name, sizeof name, "%03d.csv", i);
        char path[PATH_MAX];
        path_join(path, sizeof path, d->folder, name);
        assert_int_equal(truncate(path, (off_t)15 << 20), 0);
    }
    assert_false(take(d, true));
    assert_non_null(strstr(d->err.text, "more than 64 MiB together"));
}

static void an_empty_card_takes_one_away(void **state) {
    struct desk *d = *state;
    put_under(d->share, "help/act.md", card);
    put(d, "help/act.md", card);
    assert_true(take(d, true));
    assert_true(file_of(d, "help/act.md")->there);
    put(d, "help/act.md", "");
    assert_true(take(d, false));
    assert_true(is_here(d, "help/act.md"));
    assert_non_null(strstr(file_of(d, "help/act.md")->note, "not shown any more"));
    put(d, "help/act.md",
        "title: A\n"
        "number\n");
    assert_true(take(d, true));
    assert_int_equal(file_of(d, "help/act.md")->said[0].line > 0, 1);
}

/* Whoever can lay a file on a stick must not be able to swap the key. */
static void a_second_key_needs_a_word(void **state) {
    struct desk *d = *state;
    char sum[KEY_SUM];
    put(d, "one.public.pem", pair_public_pem);
    assert_true(take(d, false));
    assert_true(store_public_key(d->s, sum, &d->err));
    assert_string_not_equal(sum, "");
    assert_true(take(d, false));
    assert_true(file_of(d, "one.public.pem")->there);
    put(d, "two.public.pem", pair_other_pem);
    assert_wrong(d, "two.public.pem", "this kiosk has the coordinator's key");
}

/* ---- as the desk asks for it ---- */

static bool run(struct desk *d, work_fn *fn, struct checked *checked, const char *text,
                struct work *ret) {
    static struct progress progress;
    const struct effects_opts opts = {.dir = d->data, .share = d->share, .clock = &d->clock};
    struct work w = {.opts = &opts, .progress = &progress, .checked = checked};
    STR_COPY(w.cmd.text, text);
    d->err = (struct err){0};
    bool ok = fn(d->s, &w, &d->err);
    if (ret)
        *ret = w;
    else
        result_release(&w.result);
    return ok;
}

static void what_was_checked_is_what_is_imported(void **state) {
    struct desk *d = *state;
    struct checked checked = {0};
    struct work w;
    assert_false(run(d, do_check_all, &checked, "", NULL));
    assert_non_null(strstr(d->err.text, "nothing to import"));
    put_all(d);
    assert_true(run(d, do_check_all, &checked, "", &w));
    assert_int_equal(w.result.batch->files, 5);
    result_release(&w.result);
    put(d, "help/act.md", "title: B\n");
    assert_false(run(d, do_import_all, &checked, "", NULL));
    assert_non_null(strstr(d->err.text, "have changed"));
    put(d, "help/act.md", card);
    assert_true(run(d, do_import_all, &checked, "", &w));
    assert_int_equal(w.result.ledger->sessions, 2);
    assert_int_equal(w.result.forms->forms, 1);
    assert_int_equal(w.result.help->cards, 1);
    result_release(&w.result);
    assert_here(d, 1, 2, true);
}

/* Names are sealed, and the file that brought them must not lie in the kiosk's folder any more. */
static void a_list_goes_when_it_was_imported(void **state) {
    struct desk *d = *state;
    struct checked checked = {0};
    put(d, "plan.csv", plan);
    put(d, "programme.csv",
        "code,date,venue,status,audience\n1.1,2019-02-06,Hall,planned,adults\n");
    put(d, "list.csv", "session,name\n2019-02-06,Ami Ross-Lane\n");
    assert_true(run(d, do_check_all, &checked, "", NULL)); /* nobody has to be in to look */
    assert_false(run(d, do_import_all, &checked, "", NULL));
    assert_here(d, 0, 0, false);
    assert_true(store_set_codes(d->s, "204811", "730195", &d->err));
    assert_true(run(d, do_import_all, &checked, "", NULL));
    assert_here(d, 1, 1, false);
    assert_true(is_here(d, "incoming/list.csv"));
    assert_true(run(d, do_drop_list, &checked, "", NULL));
    assert_false(is_here(d, "incoming/list.csv"));
    assert_true(is_here(d, "incoming/plan.csv"));
}

static void a_card_comes_alone(void **state) {
    struct desk *d = *state;
    struct checked checked = {0};
    put_all(d);
    assert_true(run(d, do_check_file, &checked, "help/act.md", NULL));
    assert_true(run(d, do_import_all, &checked, "", NULL));
    struct store_status status;
    assert_true(store_status(d->s, &status, &d->err));
    assert_int_equal(status.sessions, 0);
    assert_true(is_here(d, "help/act.md"));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(content_tells_what_a_file_is, set_up, tear_down),
        cmocka_unit_test_setup_teardown(what_is_gone_is_told, set_up, tear_down),
        cmocka_unit_test_setup_teardown(one_wrong_file_stops_all, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_form_that_cannot_be_laid_down_stops_all, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(too_much_beside_a_form_stops_all, set_up, tear_down),
        cmocka_unit_test_setup_teardown(capitals_make_no_difference, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_foreign_folder_is_left_alone, set_up, tear_down),
        cmocka_unit_test_setup_teardown(too_many_are_told, set_up, tear_down),
        cmocka_unit_test_setup_teardown(an_empty_card_takes_one_away, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_second_key_needs_a_word, set_up, tear_down),
        cmocka_unit_test_setup_teardown(what_was_checked_is_what_is_imported, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_list_goes_when_it_was_imported, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_card_comes_alone, set_up, tear_down),
    };
    return cmocka_run_group_tests_name("batch", tests, NULL, NULL);
}
