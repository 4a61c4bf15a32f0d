/* The forms of a kiosk: which are used, which are told to be in trouble, how one is imported. */
#include "../../folder.h"
#include "../seal/pair_keys.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/file.h"
#include "base/str.h"
#include "db/db.h"
#include "effects/shelf.h"
#include "seal/pair.h"
#include "store/sealed_form.h"

struct place {
    char dir[64], share[80], data[80], away[80];
    struct forms_view *v;
    struct clock clock;
    struct store *s; /* NULL: no programme */
    struct err err;
};

static void write_file(const char *root, const char *name, const char *text) {
    char path[200], folder[200];
    struct err err = {0};
    path_join(path, sizeof path, root, name);
    STR_COPY(folder, path);
    *strrchr(folder, '/') = '\0';
    if (!file_make_dirs(folder, &err) || !file_write_whole(path, text, strlen(text), &err))
        fail_msg("%s", err.text);
}

/* `more` stands in its model. */
static void write_form(const char *root, const char *name, const char *id, const char *version,
                       const char *more) {
    struct str xml CLEANUP(str_release) = {0};
    str_addf(&xml,
             "<h:html xmlns=\"http://www.w3.org/2002/xforms\""
             " xmlns:h=\"http://www.w3.org/1999/xhtml\"><h:head><h:title>Title of %s</h:title>"
             "<model><instance><data id=\"%s\" version=\"%s\"><a/></data></instance>%s"
             "<bind nodeset=\"/data/a\" type=\"string\"/></model></h:head>"
             "<h:body><input ref=\"/data/a\"><label>A</label></input></h:body></h:html>",
             id, id, version, more);
    write_file(root, name, str_c(&xml));
}

static int set_up(void **state) {
    struct place *p = calloc(1, sizeof *p);
    snprintf(p->dir, sizeof p->dir, "/tmp/turnout-shelf-XXXXXX");
    assert_non_null(mkdtemp(p->dir));
    snprintf(p->share, sizeof p->share, "%s/share", p->dir);
    snprintf(p->data, sizeof p->data, "%s/data", p->dir);
    snprintf(p->away, sizeof p->away, "%s/away", p->dir);
    write_form(p->share, "forms/feedback.xml", "feedback", "9", "");
    write_form(p->share, "forms/sealed.xml", "sealed", "1", "");
    write_file(p->share, "forms/kiosk.ini",
               "[feedback]\ntitle = Say\nfor = pupils\n[gone]\ntitle = Gone\n");
    *state = p;
    return 0;
}

static int tear_down(void **state) {
    struct place *p = *state;
    forms_view_free(p->v);
    store_close(p->s);
    folder_remove(p->dir);
    free(p);
    return 0;
}

static void load(struct place *p) {
    forms_view_free(p->v);
    p->v = shelf_load(p->share, p->data, p->s);
}

static const struct form_view *form(const struct place *p, const char *id) {
    for (size_t i = 0; i < p->v->forms; i++)
        if (str_eq(p->v->form[i].form->id, id))
            return &p->v->form[i];
    return NULL;
}

static void assert_trouble(const struct place *p, const char *file, const char *why) {
    for (size_t i = 0; i < p->v->troubles; i++)
        if (str_eq(p->v->trouble[i].file, file) && strstr(p->v->trouble[i].why, why) != NULL)
            return;
    fail_msg("nothing is said of %s: %s", file, why);
}

static void import(struct place *p, const char *name, bool there) {
    char path[200];
    struct shelf_form got = {0};
    path_join(path, sizeof path, p->away, name);
    if (!shelf_check(path, p->share, p->data, p->s, &got, NULL, &p->err))
        fail_msg("%s", p->err.text);
    assert_int_equal(got.there, there);
    if (!there && !shelf_add(path, p->data, &p->err))
        fail_msg("%s", p->err.text);
}

static void refused(struct place *p, const char *name, const char *why) {
    char path[200];
    struct shelf_form got = {0};
    path_join(path, sizeof path, p->away, name);
    assert_false(shelf_check(path, p->share, p->data, p->s, &got, NULL, &p->err));
    if (strstr(p->err.text, why) == NULL)
        fail_msg("\"%s\" has no \"%s\"", p->err.text, why);
}

static void only_shipped_forms_that_are_named_open(void **state) {
    struct place *p = *state;
    load(p);
    assert_int_equal(p->v->forms, 1);
    assert_string_equal(form(p, "feedback")->profile->title, "Say");
    assert_string_equal(form(p, "feedback")->media, "");
    assert_trouble(p, "gone", "not here");
    assert_int_equal(p->v->troubles, 1);
}

/* 10 is newer than 9, whatever their letters say. */
static void the_newer_version_is_used(void **state) {
    struct place *p = *state;
    write_form(p->data, "forms/feedback.xml", "feedback", "8", "");
    load(p);
    assert_string_equal(form(p, "feedback")->form->version, "9");
    write_form(p->data, "forms/feedback.xml", "feedback", "10", "");
    load(p);
    assert_string_equal(form(p, "feedback")->form->version, "10");
    assert_int_equal(p->v->forms, 1);
}

static void a_form_that_cannot_run_stops_no_other(void **state) {
    struct place *p = *state;
    write_file(p->data, "forms/broken.xml", "<h:html");
    write_form(p->data, "forms/locked.xml", "locked", "1",
               "<submission base64RsaPublicKey=\"KEY!\"/>");
    load(p);
    assert_non_null(form(p, "feedback"));
    assert_int_equal(p->v->forms, 1);
    assert_trouble(p, "broken.xml", "line");
    assert_trouble(p, "locked.xml", "no base64");
}

static void the_kiosks_own_list_stands_in_for_the_shipped_one(void **state) {
    struct place *p = *state;
    write_file(p->data, "forms/kiosk.ini", "[sealed]\nfor = staff\nside = staff\n");
    load(p);
    assert_int_equal(p->v->forms, 1);
    assert_int_equal(form(p, "sealed")->profile->side, SIDE_STAFF);
    write_file(p->data, "forms/kiosk.ini", "[sealed]\nfor = martians\n");
    load(p);
    assert_non_null(form(p, "feedback"));
    assert_trouble(p, "kiosk.ini", "martians");
}

static void an_imported_form_is_for_nobody_in_particular(void **state) {
    struct place *p = *state;
    write_form(p->away, "mine.xml", "own form", "1", "");
    write_file(p->away, "mine-media/a.png", "picture");
    import(p, "mine.xml", false);
    load(p);
    const struct form_view *f = form(p, "own form");
    assert_non_null(f);
    assert_int_equal(f->profile->audiences, 0);
    assert_int_equal(f->profile->side, SIDE_VISITOR);
    assert_string_equal(f->profile->title, "Title of own form");
    char path[200];
    path_join(path, sizeof path, f->media, "a.png");
    assert_true(file_exists(path));
    import(p, "mine.xml", true);
    write_form(p->away, "other.xml", "own_form", "1", "");
    refused(p, "other.xml", "too much like");
    write_file(p->away, "bad.xml", "<a/>");
    refused(p, "bad.xml", "");
    write_form(p->away, "none.xml", "", "1", "");
    refused(p, "none.xml", "id");
}

/* A list that a form looks things up in goes along, also when it lies beside the form. */
static void the_files_of_a_form_come_along(void **state) {
    struct place *p = *state;
    write_form(p->away, "list.xml", "list", "1",
               "<instance id=\"wards\" src=\"jr://file-csv/wards.csv\"/>"
               "<setvalue event=\"odk-instance-first-load\" ref=\"/data/a\""
               " value=\"instance('wards')/root/item[1]/label\"/>");
    refused(p, "list.xml", "wards.csv");
    write_file(p->away, "wards.csv", "name,label\na,A\n");
    import(p, "list.xml", false);
    load(p);
    char path[200];
    path_join(path, sizeof path, form(p, "list")->media, "wards.csv");
    assert_true(file_exists(path));
}

/* ---- places of the programme ---- */

static const char list_of_wards[] = "<instance id=\"wards\" src=\"jr://file-csv/wards.csv\"/>"
                                    "<setvalue ref=\"/data/a\" event=\"odk-instance-first-load\""
                                    " value=\"join('|', instance('wards')/root/item/label)\"/>";

/* What the list of the form holds. */
static void list_is(struct place *p, const char *id, const char *want) {
    const struct secondary *s = form_secondary(form(p, id)->form, "wards");
    struct str out CLEANUP(str_release) = {0};
    for (const struct node *row = s->tree.document->child->child; row; row = row->next)
        str_addf(&out, "%s=%s|", row->child->value, row->child->next->value);
    assert_string_equal(str_c(&out), want);
}

static void programme(struct place *p, const char *sql) {
    if (!db_exec(store_db(p->s), &p->err, sql))
        fail_msg("%s", p->err.text);
}

/* The list that kiosk.ini names has them behind what is in its file, as the programme is when the
 * forms are loaded; the same list of another form, and the file, stay as they are. */
static void a_list_gets_the_places_of_the_programme(void **state) {
    struct place *p = *state;
    clock_init_virtual(&p->clock, 0);
    p->s = store_open(p->data, &(struct store_opts){.clock = &p->clock}, NULL, &p->err);
    assert_non_null(p->s);
    write_form(p->share, "forms/concern.xml", "concern", "1", list_of_wards);
    write_form(p->share, "forms/feedback.xml", "feedback", "9", list_of_wards);
    write_file(p->share, "forms/wards.csv", "name,label\nshenley,Shenley\n");
    write_file(p->share, "forms/kiosk.ini",
               "[feedback]\ntitle = Say\n[concern]\nplaces = wards.csv\n");
    load(p);
    list_is(p, "concern", "shenley=Shenley|");
    programme(p, "INSERT INTO session(uid, venue, ward) VALUES('1', 'Mount Grace', 'Elstree'),"
                 " ('2', 'Various', ''), ('3', 'Shenley', ''), ('4', 'Civic Offices', '')");
    load(p);
    list_is(p, "concern",
            "shenley=Shenley|at_civic_office=Civic Offices|"
            "at_mount_grace=Mount Grace (Elstree)|");
    list_is(p, "feedback", "shenley=Shenley|");
    assert_int_equal(p->v->troubles, 0);
}

/* Without them it still opens, and staff are told. */
static void a_list_that_is_not_there_gets_none(void **state) {
    struct place *p = *state;
    write_file(p->share, "forms/kiosk.ini", "[feedback]\nplaces = wards.csv\n");
    load(p);
    assert_non_null(form(p, "feedback"));
    assert_trouble(p, "feedback", "asks for no list wards.csv");
    assert_int_equal(p->v->troubles, 1);
}

/* ---- a key of its own ---- */

static void write_keyed(const char *root, const char *name, const char *id, const char *version,
                        const char *pem) {
    char key[500], more[600];
    pair_key_base64(pem, key);
    snprintf(more, sizeof more, "<submission base64RsaPublicKey=\"%s\"/>", key);
    write_form(root, name, id, version, more);
}

/* As an import does; says which key there was before. */
static void import_keyed(struct place *p, const char *name, bool other_key) {
    char path[200];
    struct shelf_form got = {0};
    path_join(path, sizeof path, p->away, name);
    if (!shelf_check(path, p->share, p->data, p->s, &got, NULL, &p->err) ||
        !store_remember_form_key(p->s, got.id, got.key, &p->err) ||
        !shelf_add(path, p->data, &p->err))
        fail_msg("%s", p->err.text);
    assert_int_equal(strlen(got.key), KEY_SUM - 1);
    assert_int_equal(got.key_before[0] != '\0', other_key);
}

static void with_store(struct place *p) {
    clock_init_virtual(&p->clock, 1549440000000);
    const struct store_opts opts = {.clock = &p->clock};
    p->s = store_open(p->data, &opts, NULL, &p->err);
    assert_non_null(p->s);
}

static void a_form_runs_with_its_key(void **state) {
    struct place *p = *state;
    with_store(p);
    write_keyed(p->away, "mine.xml", "mine", "1", pair_public_pem);
    import_keyed(p, "mine.xml", false);
    load(p);
    assert_string_equal(pair_sum(form(p, "mine")->form->key), PAIR_PUBLIC_SUM);
    write_keyed(p->away, "mine.xml", "mine", "2", pair_other_pem);
    import_keyed(p, "mine.xml", true);
    load(p);
    assert_string_not_equal(pair_sum(form(p, "mine")->form->key), PAIR_PUBLIC_SUM);
    assert_string_equal(form(p, "mine")->form->version, "2");
}

/* Neither by import nor by hand, nor when the version with a key is gone. */
static void without_its_key_a_form_is_never_taken_again(void **state) {
    struct place *p = *state;
    char path[200];
    with_store(p);
    write_keyed(p->away, "feedback.xml", "feedback", "10", pair_public_pem);
    import_keyed(p, "feedback.xml", false);
    load(p);
    assert_non_null(form(p, "feedback")->form->key);
    assert_int_equal(p->v->troubles, 1); /* the shipped one is only older */
    write_form(p->away, "later.xml", "feedback", "11", "");
    refused(p, "later.xml", "without a key is never taken");
    write_form(p->data, "forms/by-hand.xml", "feedback", "12", "");
    load(p);
    assert_string_equal(form(p, "feedback")->form->version, "10");
    assert_trouble(p, "by-hand.xml", "without a key is never taken");
    path_join(path, sizeof path, p->data, "forms/feedback.xml");
    assert_int_equal(unlink(path), 0);
    load(p);
    assert_null(form(p, "feedback"));
    assert_trouble(p, "feedback.xml", "without a key is never taken"); /* the shipped one */
    write_keyed(p->away, "feedback.xml", "feedback", "13", pair_other_pem);
    import_keyed(p, "feedback.xml", true);
    load(p);
    assert_string_equal(form(p, "feedback")->form->version, "13");
}

/* One that nobody imported is remembered when it is used. */
static void a_form_put_there_by_hand_is_remembered(void **state) {
    struct place *p = *state;
    struct form_keys keys;
    with_store(p);
    write_keyed(p->data, "forms/mine.xml", "mine", "1", pair_public_pem);
    load(p);
    assert_true(shelf_remember_keys(p->v, p->s, &p->err));
    assert_true(store_form_keys(p->s, &keys, &p->err));
    assert_int_equal(keys.n, 1);
    assert_string_equal(keys.at[0].sum, PAIR_PUBLIC_SUM);
    arena_free(&keys.arena);
    write_form(p->data, "forms/mine.xml", "mine", "2", "");
    load(p);
    assert_null(form(p, "mine"));
    assert_trouble(p, "mine.xml", "without a key is never taken");
}

/* Concerns have their readers, and what is kept nowhere has none. */
static void a_key_stands_in_no_way_of_the_kiosks(void **state) {
    struct place *p = *state;
    with_store(p);
    write_file(p->data, "forms/kiosk.ini", "[care]\nway = help\n");
    write_keyed(p->away, "concern.xml", "concern", "9", pair_public_pem);
    refused(p, "concern.xml", "sealed to the readers of this kiosk");
    write_keyed(p->away, "care.xml", "care", "1", pair_public_pem);
    refused(p, "care.xml", "keeps nothing");
    write_keyed(p->data, "forms/concern.xml", "concern", "9", pair_public_pem);
    load(p);
    assert_null(form(p, "concern"));
    assert_trouble(p, "concern.xml", "import it as a file NAME.public.pem");
}

/* Names never lie here in clear. */
static void a_sign_in_without_a_key_is_refused(void **state) {
    struct place *p = *state;
    with_store(p);
    write_form(p->away, "signin.xml", "signin", "9", "");
    refused(p, "signin.xml", "must be sealed");
    write_keyed(p->away, "signin.xml", "signin", "9", pair_public_pem);
    import_keyed(p, "signin.xml", false);
    load(p);
    assert_non_null(form(p, "signin"));
}

int main(void) {
#define TEST(test) cmocka_unit_test_setup_teardown(test, set_up, tear_down)
    const struct CMUnitTest tests[] = {
        TEST(only_shipped_forms_that_are_named_open),
        TEST(the_newer_version_is_used),
        TEST(a_form_that_cannot_run_stops_no_other),
        TEST(the_kiosks_own_list_stands_in_for_the_shipped_one),
        TEST(an_imported_form_is_for_nobody_in_particular),
        TEST(the_files_of_a_form_come_along),
        TEST(a_form_runs_with_its_key),
        TEST(without_its_key_a_form_is_never_taken_again),
        TEST(a_form_put_there_by_hand_is_remembered),
        TEST(a_key_stands_in_no_way_of_the_kiosks),
        TEST(a_sign_in_without_a_key_is_refused),
        TEST(a_list_gets_the_places_of_the_programme),
        TEST(a_list_that_is_not_there_gets_none),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
