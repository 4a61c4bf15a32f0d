/* The work with USB sticks, slice by slice: between two of them a stick is pulled out or a person
 * presses Cancel. Whatever happens, the store knows of an export only when the stick has it all. */
#include "../../folder.h"
#include "../seal/pair_keys.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <dirent.h>
#include <fts.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/file.h"
#include "db/db.h"
#include "effects/work.h"
#include "seal/pair.h"

enum { MOMENTS = 20, DEMO_SESSIONS = 115 };

struct desk {
    char dir[PATH_MAX], data[PATH_MAX], usb[PATH_MAX], stick[PATH_MAX], gone[PATH_MAX];
    struct clock clock;
    struct store_opts store_opts;
    struct store *store;
    struct effects_opts opts;
    struct progress progress;
    struct checked checked;
    struct err err;
};

static void remove_all(const char *path) {
    folder_remove(path);
}

static void put(const struct desk *d, const char *name, const char *text) {
    char path[PATH_MAX];
    path_join(path, sizeof path, d->stick, name);
    assert_true(file_write_whole(path, text, strlen(text), NULL));
}

static void copy_demo(const struct desk *d, const char *demo, const char *name) {
    struct str text CLEANUP(str_release) = {0};
    char path[PATH_MAX];
    path_join(path, sizeof path, "assets/demo", demo);
    assert_true(file_read(path, 1 << 20, &text, NULL));
    put(d, name, str_c(&text));
}

static int set_up(void **state) {
    struct desk *d = calloc(1, sizeof *d);
    folder_new(d->dir, sizeof d->dir, "desk");
    path_join(d->data, sizeof d->data, d->dir, "data");
    path_join(d->usb, sizeof d->usb, d->dir, "usb");
    path_join(d->stick, sizeof d->stick, d->usb, "BLUE");
    path_join(d->gone, sizeof d->gone, d->dir, "gone");
    assert_true(file_make_dirs(d->stick, NULL));
    clock_init_virtual(&d->clock, 1549443600000); /* 2019-02-06 09:00 */
    d->store_opts = (struct store_opts){.clock = &d->clock};
    d->store = store_open(d->data, &d->store_opts, NULL, &d->err);
    assert_non_null(d->store);
    d->opts = (struct effects_opts){
        .dir = d->data, .clock = &d->clock, .kiosk = " Hall 2 (W\u00e9st)", .usb = d->usb};
    *state = d;
    return 0;
}

static int tear_down(void **state) {
    struct desk *d = *state;
    store_close(d->store);
    remove_all(d->dir);
    free(d);
    return 0;
}

static struct work work_new(struct desk *d, enum command_kind kind, const char *text,
                            const char *text2) {
    struct work w = {
        .cmd = {.kind = kind}, .opts = &d->opts, .progress = &d->progress, .checked = &d->checked};
    STR_COPY(w.cmd.text, text);
    STR_COPY(w.cmd.text2, text2);
    atomic_store(&d->progress.cancel, false);
    d->err = (struct err){0};
    return w;
}

static bool run(struct desk *d, work_fn *fn, const char *text, const char *text2) {
    struct work w = work_new(d, CMD_CHECK_FILE, text, text2);
    bool ok = fn(d->store, &w, &d->err);
    result_release(&w.result);
    return ok;
}

/* The same slices as on the store thread; how many there were. */
static int slices(struct desk *d, struct work *w, int most, bool *ret_ok) {
    int n = 0;
    do {
        w->again = false;
        *ret_ok = do_to_stick(d->store, w, &d->err);
        n++;
    } while (*ret_ok && w->again && n < most);
    return n;
}

static int64_t exported(struct desk *d) {
    struct store_status status;
    assert_true(store_status(d->store, &status, NULL));
    return status.exported;
}

static int entries(const char *path) {
    int n = 0;
    DIR *dir = opendir(path);
    assert_non_null(dir);
    for (struct dirent *e; (e = readdir(dir));)
        n += !str_eq(e->d_name, ".") && !str_eq(e->d_name, "..");
    closedir(dir);
    return n;
}

static void take_demo(struct desk *d) {
    copy_demo(d, "plan.csv", "plan.csv");
    copy_demo(d, "hertsmere-2019.csv", "programme.csv");
    assert_true(run(d, do_check_file, "plan.csv", "BLUE"));
    assert_true(run(d, do_import, "", ""));
    assert_true(run(d, do_check_file, "programme.csv", "BLUE"));
    assert_true(run(d, do_import, "", ""));
}

static void what_a_stick_carries(void **state) {
    struct desk *d = *state;
    char path[PATH_MAX];
    static const char *const folders[] = {"rosters", "forms", "folder.csv"};
    for (size_t i = 0; i < 3; i++) {
        path_join(path, sizeof path, d->stick, folders[i]);
        assert_int_equal(mkdir(path, 0755), 0);
    }
    put(d, "programme.csv", "x");
    put(d, "plan.csv", "four");
    put(d, "rosters/9a.csv", "x");
    put(d, "rosters/.hidden.csv", "x");
    put(d, "forms/form.csv", "x");
    put(d, "forms/a.XML", "x");
    put(d, "form.xml", "x");
    put(d, "spring.ICS", "x");
    put(d, "holiday.jpg", "x");
    put(d, "mine.public.pem", "x");
    put(d, "mine.private.pem", "x");
    path_join(path, sizeof path, d->stick, "link.csv");
    assert_int_equal(symlink("/etc/passwd", path), 0);
    struct work w = work_new(d, CMD_FIND_STICKS, "", "");
    assert_true(do_find_sticks(d->store, &w, &d->err));
    assert_int_equal(w.result.sticks, 1);
    const struct stick_view *v = &w.result.stick[0];
    assert_string_equal(v->name, "BLUE");
    static const char *const want[] = {"mine.public.pem", "plan.csv",       "programme.csv",
                                       "spring.ICS",      "rosters/9a.csv", "forms/a.XML"};
    assert_int_equal(v->files, 6);
    for (size_t i = 0; i < 6; i++)
        assert_string_equal(v->file[i].name, want[i]);
    assert_int_equal(v->file[1].bytes, 4);
    result_release(&w.result);
}

static void only_what_lies_in_a_known_place_is_read(void **state) {
    struct desk *d = *state;
    static const char *const names[] = {
        "../plan.csv", "rosters/../plan.csv", "forms/plan.csv", "/etc/passwd",
        "link.csv",    "holiday.jpg",         "missing.csv",    "",
        "form.xml",    "forms/../plan.csv"};
    char path[PATH_MAX];
    path_join(path, sizeof path, d->stick, "link.csv");
    assert_int_equal(symlink("/etc/passwd", path), 0);
    put(d, "holiday.jpg", "x");
    copy_demo(d, "plan.csv", "plan.csv");
    assert_true(run(d, do_check_file, "plan.csv", "BLUE"));
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        assert_false(run(d, do_check_file, names[i], "BLUE"));
        assert_int_equal(d->err.kind, ERR_MISSING);
    }
    assert_false(run(d, do_check_file, "plan.csv", "WHITE"));
    assert_non_null(strstr(d->err.text, "The stick is gone"));
}

static void a_stick_that_goes_before_the_import(void **state) {
    struct desk *d = *state;
    copy_demo(d, "plan.csv", "plan.csv");
    assert_true(run(d, do_check_file, "plan.csv", "BLUE"));
    assert_int_equal(rename(d->stick, d->gone), 0);
    assert_false(run(d, do_import, "", ""));
    assert_int_equal(d->err.kind, ERR_MISSING);
    assert_int_equal(rename(d->gone, d->stick), 0);
    copy_demo(d, "hertsmere-2019.csv", "plan.csv"); /* somebody has changed it elsewhere */
    assert_false(run(d, do_import, "", ""));
    assert_non_null(strstr(d->err.text, "has changed"));
    struct store_status status;
    assert_true(store_status(d->store, &status, NULL));
    assert_int_equal(status.actions, 0);
}

/* A form with a note and a question, whose choices stand in a list beside it. */
static void put_form(const struct desk *d, const char *title) {
    char path[PATH_MAX];
    struct str xml CLEANUP(str_release) = {0};
    path_join(path, sizeof path, d->stick, "forms/youth-media");
    assert_true(file_make_dirs(path, NULL));
    put(d, "forms/youth-media/wards.csv", "name,label\na,A\n");
    str_addf(&xml,
             "\n<h:html xmlns=\"http://www.w3.org/2002/xforms\""
             " xmlns:h=\"http://www.w3.org/1999/xhtml\"><h:head><h:title>%s</h:title>"
             "<model><instance><data id=\"youth\" version=\"1\"><a/><b/></data></instance>"
             "<instance id=\"wards\" src=\"jr://file-csv/wards.csv\"/>"
             "<bind nodeset=\"/data/a\" type=\"string\"/>"
             "<bind nodeset=\"/data/b\" readonly=\"true()\"/></model></h:head>"
             "<h:body><group><select1 ref=\"/data/a\"><label>A</label>"
             "<itemset nodeset=\"instance('wards')/root/item\"><value ref=\"name\"/>"
             "<label ref=\"label\"/></itemset></select1></group>"
             "<input ref=\"/data/b\"><label>Read this</label></input></h:body></h:html>",
             title);
    put(d, "forms/youth.xml", str_c(&xml));
}

static void a_form_is_looked_at_before_it_is_taken(void **state) {
    struct desk *d = *state;
    put_form(d, "Youth club");
    struct work w = work_new(d, CMD_CHECK_FILE, "forms/youth.xml", "BLUE");
    assert_true(do_check_file(d->store, &w, &d->err));
    const struct form_check *c = w.result.form_check;
    assert_non_null(c);
    assert_string_equal(c->file, "youth.xml");
    assert_string_equal(c->title, "Youth club");
    assert_string_equal(c->version, "1");
    assert_int_equal(c->questions, 1); /* what is only read is none */
    assert_null(c->why);
    assert_false(c->there);
    result_release(&w.result);
    w = work_new(d, CMD_IMPORT, "", "");
    assert_true(do_import(d->store, &w, &d->err));
    assert_int_equal(w.result.forms->forms, 1); /* it opens at once */
    assert_string_equal(w.result.forms->form[0].form->id, "youth");
    char path[PATH_MAX];
    path_join(path, sizeof path, w.result.forms->form[0].media, "wards.csv");
    assert_true(file_exists(path));
    result_release(&w.result);
    w = work_new(d, CMD_CHECK_FILE, "forms/youth.xml", "BLUE");
    assert_true(do_check_file(d->store, &w, &d->err));
    assert_true(w.result.form_check->there);
    result_release(&w.result);
    put_form(d, "Another");
    assert_false(run(d, do_import, "", ""));
    assert_non_null(strstr(d->err.text, "has changed"));
}

/* What is wrong with a form is what was asked for, and no failure. */
static void a_form_that_cannot_run_says_why(void **state) {
    struct desk *d = *state;
    char path[PATH_MAX];
    put_form(d, "Youth club");
    path_join(path, sizeof path, d->stick, "forms/youth-media/wards.csv");
    assert_int_equal(remove(path), 0);
    struct work w = work_new(d, CMD_CHECK_FILE, "forms/youth.xml", "BLUE");
    assert_true(do_check_file(d->store, &w, &d->err));
    const struct form_check *c = w.result.form_check;
    assert_non_null(strstr(c->why, "wards.csv"));
    assert_int_equal(c->saids, 1);
    assert_true(c->said[0].stops);
    result_release(&w.result);
    assert_false(run(d, do_import, "", ""));
    put(d, "forms/youth.xml", "<h:html");
    w = work_new(d, CMD_CHECK_FILE, "forms/youth.xml", "BLUE");
    assert_true(do_check_file(d->store, &w, &d->err));
    assert_non_null(strstr(w.result.form_check->why, "line 1"));
    result_release(&w.result);
}

/* The kiosk's own folder: forms lie in its folder of that name, too, lists of people do not. */
static void the_incoming_folder_has_forms(void **state) {
    struct desk *d = *state;
    char folder[PATH_MAX];
    path_join(d->stick, sizeof d->stick, d->data, "incoming"); /* where put() puts */
    path_join(folder, sizeof folder, d->stick, "rosters");
    assert_true(file_make_dirs(folder, NULL));
    put(d, "rosters/9a.csv", "x");
    put_form(d, "Youth club");
    struct work w = work_new(d, CMD_FIND_FILES, "", "");
    assert_true(do_find_files(d->store, &w, &d->err));
    assert_int_equal(w.result.files, 1);
    assert_string_equal(w.result.file[0].name, "forms/youth.xml");
    result_release(&w.result);
    assert_true(run(d, do_check_file, "forms/youth.xml", ""));
    assert_true(run(d, do_import, "", ""));
    assert_false(run(d, do_check_file, "forms/other.xml", ""));
    assert_int_equal(d->err.kind, ERR_MISSING);
    assert_false(run(d, do_check_file, "../kiosk.db", ""));
}

static void show_key(const char *pem, char ret_shown[PAIR_SHOWN]) {
    struct pair_key *k = pair_read_public(pem, strlen(pem), NULL);
    assert_non_null(k);
    pair_shown(pair_sum(k), ret_shown);
    pair_free(k);
}

static struct key_view look_at_key(struct desk *d, const char *name) {
    struct work w = work_new(d, CMD_CHECK_FILE, name, "BLUE");
    assert_true(do_check_file(d->store, &w, &d->err));
    assert_null(w.result.import);
    return w.result.key;
}

static void a_key_is_looked_at_before_it_is_taken(void **state) {
    struct desk *d = *state;
    char first[PAIR_SHOWN], second[PAIR_SHOWN], sum[KEY_SUM];
    show_key(pair_public_pem, first);
    show_key(pair_other_pem, second);
    put(d, "a.public.pem", pair_public_pem);
    put(d, "b.Public.PEM", pair_other_pem);
    struct key_view v = look_at_key(d, "a.public.pem");
    assert_string_equal(v.file, "a.public.pem");
    assert_string_equal(v.now, first);
    assert_string_equal(v.before, "");
    assert_false(v.same);
    assert_true(store_public_key(d->store, sum, NULL));
    assert_string_equal(sum, ""); /* looking takes nothing */
    struct work w = work_new(d, CMD_IMPORT, "", "");
    assert_true(do_import(d->store, &w, &d->err));
    assert_true(w.result.facts.set && w.result.facts.has_key);
    assert_true(look_at_key(d, "a.public.pem").same);
    v = look_at_key(d, "b.Public.PEM");
    assert_string_equal(v.before, first);
    assert_string_equal(v.now, second);
    assert_false(v.same);
    w = work_new(d, CMD_IMPORT, "", "");
    w.cmd.n = KEY_SECOND;
    assert_true(do_import(d->store, &w, &d->err));
    assert_int_equal(w.result.facts.readers, 2);
    v = look_at_key(d, "b.Public.PEM");
    assert_true(v.is_second && !v.same);
    assert_string_equal(v.second, second);
    w = work_new(d, CMD_IMPORT, "", "");
    w.cmd.n = KEY_WITHDRAW;
    assert_true(do_import(d->store, &w, &d->err));
    assert_int_equal(w.result.facts.readers, 1);
    put(d, "b.Public.PEM", "another"); /* somebody has changed it */
    assert_false(run(d, do_import, "", ""));
    assert_non_null(strstr(d->err.text, "has changed"));
    put(d, "c.public.pem", pair_private_pem);
    assert_false(run(d, do_check_file, "c.public.pem", "BLUE"));
    assert_non_null(strstr(d->err.text, "keep this one where nobody else has it"));
    assert_true(store_public_key(d->store, sum, NULL));
    pair_shown(sum, second);
    assert_string_equal(second, first);
}

static void an_export_is_known_when_it_is_whole(void **state) {
    struct desk *d = *state;
    bool ok;
    char folder[PATH_MAX], manifest[PATH_MAX];
    take_demo(d);
    struct work w = work_new(d, CMD_TO_STICK, "BLUE", "");
    int all = slices(d, &w, INT_MAX, &ok);
    if (!ok)
        fail_msg("%s", d->err.text);
    assert_true(all > 3);
    assert_string_equal(w.result.text, "turnout-hall-2-w-st-2019-02-06");
    assert_int_equal(w.result.n, 2); /* the workbook and the page */
    assert_int_equal(exported(d), DEMO_SESSIONS);
    assert_int_equal(w.result.facts.exported, DEMO_SESSIONS);
    assert_int_equal(atomic_load(&d->progress.done), atomic_load(&d->progress.total));
    path_join(folder, sizeof folder, d->stick, w.result.text);
    path_join(manifest, sizeof manifest, folder, "manifest.txt");
    assert_true(file_exists(manifest));
    assert_int_equal(entries(folder), w.result.n + 1);
    d->opts.kiosk = "\u2603";
    w = work_new(d, CMD_TO_STICK, "BLUE", "");
    slices(d, &w, INT_MAX, &ok);
    assert_true(ok);
    assert_string_equal(w.result.text, "turnout-kiosk-2019-02-06");
    w = work_new(d, CMD_TO_STICK, "WHITE", "");
    slices(d, &w, INT_MAX, &ok);
    assert_false(ok);
    assert_int_equal(d->err.kind, ERR_MISSING);
}

/* Takes what `t` says, and leaves the path of the new folder. */
static void taken(struct desk *d, const struct taking *t, int64_t list, char folder[PATH_MAX]) {
    bool ok;
    struct work w = work_new(d, CMD_TO_STICK, "BLUE", "");
    w.cmd.taking = *t;
    w.cmd.ref = list;
    slices(d, &w, INT_MAX, &ok);
    if (!ok)
        fail_msg("%s", d->err.text);
    path_join(folder, PATH_MAX, d->stick, w.result.text);
    assert_int_equal(entries(folder), w.result.n + 1);
}

static void assert_holds(const char *folder, const char *name, const char *words) {
    char path[PATH_MAX];
    struct str text CLEANUP(str_release) = {0};
    path_join(path, sizeof path, folder, name);
    if (!file_read(path, 1 << 22, &text, NULL))
        fail_msg("there is no %s", name);
    if (!strstr(str_c(&text), words))
        fail_msg("%s does not hold \"%s\"", name, words);
}

static const uint32_t all_but_sessions = ~1u;

static void only_what_was_chosen_is_taken(void **state) {
    struct desk *d = *state;
    char folder[PATH_MAX];
    take_demo(d);
    assert_true(store_set_setting(d->store, "exported", "7", NULL));
    const struct taking plan = {.form = TAKING_CSV, .without = ~(1u << 2)};
    taken(d, &plan, 0, folder);
    assert_int_equal(entries(folder), 2);
    assert_holds(folder, "plan-2019-02-06.csv", "1.2");
    assert_int_equal(exported(d), 7); /* no session is out by that */
    const struct taking day = {.form = TAKING_CSV,
                               .without = all_but_sessions,
                               .from = {2019, 2, 6},
                               .until = {2019, 2, 6}};
    taken(d, &day, 0, folder);
    assert_holds(folder, "sessions-2019-02-06.csv", "Period: 06/02/2019 to 06/02/2019");
    assert_int_equal(exported(d), 2);
    const struct taking book = {.without = all_but_sessions & ~4u};
    taken(d, &book, 0, folder);
    assert_holds(folder, "reports-2019-02-06.html", "<h1>Sessions</h1>");
    assert_holds(folder, "reports-2019-02-06.html", "Hertswood Academy");
    assert_int_equal(exported(d), DEMO_SESSIONS);
}

/* One that took place; one that is planned leaves nothing. */
static void a_schools_sheet_goes_alone(void **state) {
    struct desk *d = *state;
    char folder[PATH_MAX];
    bool ok;
    take_demo(d);
    struct work w = work_new(d, CMD_TO_STICK, "BLUE", "");
    w.cmd.n = 1;
    assert_true(db_ask_int(store_db(d->store), &d->err, &w.cmd.ref, 0,
                           "SELECT id FROM session WHERE venue = 'Bushey Academy'", ""));
    slices(d, &w, INT_MAX, &ok);
    path_join(folder, sizeof folder, d->stick, w.result.text);
    assert_int_equal(entries(folder), 2); /* and the manifest */
    assert_holds(folder, "school-2019-02-06.html", "120 students");
    w.cmd.ref = 3;
    slices(d, &w, INT_MAX, &ok);
    assert_false(ok);
    assert_non_null(strstr(d->err.text, "has not taken place"));
}

/* An adults' session with a list; the names are open, as the coordinator is in. */
static int64_t take_list(struct desk *d) {
    static const struct person people[] = {
        {.name = "Rosalind Kaye", .organisation = "Clarion Housing", .email = "", .code = ""},
        {.name = "Tom Baxter", .organisation = "", .email = "", .code = ""}};
    int64_t id;
    struct check_in c;
    struct roster r;
    struct session x = session_blank();
    x.topic = "Training";
    x.venue = "Civic Offices";
    x.audience = "professionals";
    x.date = (struct date){2019, 2, 6};
    assert_true(store_new_session(d->store, &x, &id, NULL));
    store_close(d->store); /* who may be on a list is found at the start */
    d->store = store_open(d->data, &d->store_opts, NULL, &d->err);
    assert_non_null(d->store);
    assert_true(store_set_codes(d->store, "736201", "a long passphrase", NULL));
    assert_true(store_open_session(d->store, id, NULL));
    if (!store_set_roster(d->store, id, people, 2, &d->err))
        fail_msg("%s", d->err.text);
    assert_true(store_roster(d->store, id, &r, NULL));
    assert_true(store_check_in(d->store, id, r.person[0].id, &c, NULL));
    roster_free(&r);
    return id;
}

/* Does any file of the folder hold the words? */
static bool lies_in(const char *folder, const char *words) {
    char *const roots[] = {(char *)(uintptr_t)folder, NULL};
    FTS *files = fts_open(roots, FTS_PHYSICAL | FTS_NOCHDIR, NULL);
    bool found = false;
    assert_non_null(files);
    for (FTSENT *e; (e = fts_read(files));) {
        struct str bytes CLEANUP(str_release) = {0};
        if (e->fts_info == FTS_F && file_read(e->fts_path, 1 << 26, &bytes, NULL))
            found = found || memmem(str_c(&bytes), bytes.len, words, strlen(words));
    }
    fts_close(files);
    return found;
}

static void names_go_where_somebody_asked_and_never_over_the_card(void **state) {
    struct desk *d = *state;
    char folder[PATH_MAX];
    int64_t list = take_list(d);
    taken(d, &(struct taking){.form = TAKING_CSV}, 0, folder);
    assert_false(lies_in(folder, "Rosalind"));
    taken(d, &(struct taking){.form = TAKING_BOOK, .names = true}, 0, folder);
    assert_int_equal(entries(folder), 4);
    assert_holds(folder, "register-with-names-2019-02-06.csv", "Rosalind Kaye,Clarion Housing");
    assert_holds(folder, "register-with-names-2019-02-06.csv", "OFFICIAL-SENSITIVE");
    taken(d, &(struct taking){.names = true}, list, folder);
    assert_int_equal(entries(folder), 2); /* the list alone, whatever else is said */
    assert_holds(folder, "list-2019-02-06.html", "Tom Baxter");
    assert_true(lies_in(d->stick, "Rosalind")); /* the search finds what is there */
    assert_false(lies_in(d->data, "Rosalind"));
    store_forget_names(d->store);
    remove_all(d->stick);
    assert_int_equal(mkdir(d->stick, 0755), 0);
    for (int i = 0; i < 2; i++) {
        bool ok;
        struct work w = work_new(d, CMD_TO_STICK, "BLUE", "");
        w.cmd.taking.names = true;
        w.cmd.ref = i ? list : 0;
        slices(d, &w, INT_MAX, &ok);
        assert_false(ok);
        assert_int_equal(d->err.kind, ERR_DENIED);
        assert_int_equal(entries(d->stick), 0);
    }
}

/* At each of twenty moments: pulled out, then, on a new stick, cancelled. */
static void no_moment_leaves_anything_half(void **state) {
    struct desk *d = *state;
    bool ok;
    take_demo(d);
    struct work w = work_new(d, CMD_TO_STICK, "BLUE", "");
    int all = slices(d, &w, INT_MAX, &ok);
    assert_true(ok && store_set_setting(d->store, "exported", "7", NULL));
    srandom(20190206);
    for (int i = 0; i < MOMENTS; i++) {
        char part[PATH_MAX], whole[PATH_MAX];
        int moment = 1 + (int)(random() % (all - 1));
        remove_all(d->stick);
        assert_int_equal(mkdir(d->stick, 0755), 0);
        w = work_new(d, CMD_TO_STICK, "BLUE", "");
        slices(d, &w, moment, &ok);
        assert_true(ok && w.again);
        assert_int_equal(rename(d->stick, d->gone), 0);
        slices(d, &w, INT_MAX, &ok);
        assert_false(ok);
        assert_null(w.sending);
        assert_int_equal(d->err.kind, ERR_MISSING);
        path_join(part, sizeof part, d->gone, "turnout-hall-2-w-st-2019-02-06.part/manifest.txt");
        path_join(whole, sizeof whole, d->gone, "turnout-hall-2-w-st-2019-02-06");
        assert_false(file_exists(part) || file_exists(whole));
        remove_all(d->gone);

        assert_int_equal(mkdir(d->stick, 0755), 0);
        w = work_new(d, CMD_TO_STICK, "BLUE", "");
        slices(d, &w, moment, &ok);
        atomic_store(&d->progress.cancel, true);
        slices(d, &w, INT_MAX, &ok);
        assert_false(ok);
        assert_int_equal(d->err.kind, ERR_CANCELLED);
        assert_int_equal(entries(d->stick), 0);
        assert_int_equal(exported(d), 7);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(what_a_stick_carries, set_up, tear_down),
        cmocka_unit_test_setup_teardown(only_what_lies_in_a_known_place_is_read, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_stick_that_goes_before_the_import, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_key_is_looked_at_before_it_is_taken, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_form_is_looked_at_before_it_is_taken, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_form_that_cannot_run_says_why, set_up, tear_down),
        cmocka_unit_test_setup_teardown(the_incoming_folder_has_forms, set_up, tear_down),
        cmocka_unit_test_setup_teardown(an_export_is_known_when_it_is_whole, set_up, tear_down),
        cmocka_unit_test_setup_teardown(only_what_was_chosen_is_taken, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_schools_sheet_goes_alone, set_up, tear_down),
        cmocka_unit_test_setup_teardown(names_go_where_somebody_asked_and_never_over_the_card,
                                        set_up, tear_down),
        cmocka_unit_test_setup_teardown(no_moment_leaves_anything_half, set_up, tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
