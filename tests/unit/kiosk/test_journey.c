/* However a journey ends, it leaves one envelope and nothing else; and from behind they all look
 * alike. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <sqlite3.h>

#include "../../folder.h"
#include "../seal/pair_keys.h"
#include "base/file.h"
#include "base/str.h"
#include "kiosk/app.h"
#include "kiosk/loop.h"
#include "store/store.h"

enum { OPEN_MS = 30000, W = 800, H = 480 };

/* A Friday in February, half past one. */
static const int64_t AFTERNOON = 1581687000000;

struct place {
    char dir[64];
    struct clock clock;
    struct app app;
    struct err err;
    struct str shape; /* of the pages that showed, where a test writes them down */
};

static struct str set_up_once; /* the file of a kiosk that has its codes: making one takes long */

/* ---- a kiosk ------------------------------------------------------------------------------- */

static void answers(struct place *p) {
    struct app *a = &p->app;
    while (effects_waiting(a->effects)) {
        struct pollfd fd = {.fd = effects_fd(a->effects), .events = POLLIN};
        assert_true(poll(&fd, 1, OPEN_MS) > 0);
        app_answers(a);
    }
    assert_true(app_frame(a, &p->err));
}

static void start(struct place *p, bool readers) {
    char path[128];
    path_join(path, sizeof path, p->dir, "kiosk.db");
    assert_true(file_write_whole(path, set_up_once.p, set_up_once.len, &p->err));
    const struct store_opts opts = {.clock = &p->clock};
    struct store *s = store_open(p->dir, &opts, NULL, &p->err);
    assert_non_null(s);
    if (readers) {
        struct pair_key *k = pair_read_public(pair_public_pem, strlen(pair_public_pem), &p->err);
        assert_true(store_set_public_key(s, k, &p->err));
        pair_free(k);
    }
    store_close(s);
    const struct app_opts app = {.data = p->dir,
                                 .share = "assets",
                                 .presenter = "memory",
                                 .w = W,
                                 .h = H,
                                 .silent = true,
                                 .idle_lock_s = 120};
    assert_true(app_start(&p->app, &app, &p->clock, &p->err));
    loop_wait_open(&p->app, OPEN_MS);
    assert_true(app_frame(&p->app, &p->err));
    app_forms(&p->app);
    answers(p);
    assert_int_equal(p->app.model.readers, readers ? 1 : 0);
}

static int set_up(void **state) {
    struct place *p = calloc(1, sizeof *p);
    snprintf(p->dir, sizeof p->dir, "/tmp/turnout-journey-XXXXXX");
    assert_non_null(mkdtemp(p->dir));
    clock_init_virtual(&p->clock, AFTERNOON);
    *state = p;
    return 0;
}

static int tear_down(void **state) {
    struct place *p = *state;
    app_stop(&p->app);
    folder_remove(p->dir);
    str_release(&p->shape);
    free(p);
    return 0;
}

static int make_codes(void **state) {
    char path[128];
    struct place *p;
    if (set_up(state) != 0)
        return -1;
    p = *state;
    const struct store_opts opts = {.clock = &p->clock};
    struct store *s = store_open(p->dir, &opts, NULL, &p->err);
    bool ok = s && store_set_codes(s, "204811", "730195", &p->err);
    store_close(s);
    path_join(path, sizeof path, p->dir, "kiosk.db");
    ok = ok && file_read(path, 16 << 20, &set_up_once, &p->err);
    folder_remove(p->dir);
    free(p);
    *state = NULL;
    return ok ? 0 : -1;
}

static int drop_codes(void **state) {
    (void)state;
    str_release(&set_up_once);
    return 0;
}

static int64_t ask_file(const struct place *p, const char *name, const char *question) {
    char path[128];
    sqlite3 *db;
    sqlite3_stmt *q;
    path_join(path, sizeof path, p->dir, name);
    if (!file_exists(path))
        return 0;
    assert_int_equal(sqlite3_open_v2(path, &db, SQLITE_OPEN_READONLY, NULL), SQLITE_OK);
    assert_int_equal(sqlite3_prepare_v2(db, question, -1, &q, NULL), SQLITE_OK);
    assert_int_equal(sqlite3_step(q), SQLITE_ROW);
    int64_t n = sqlite3_column_int64(q, 0);
    sqlite3_finalize(q);
    sqlite3_close(db);
    return n;
}

static int64_t envelopes(const struct place *p) {
    return ask_file(p, "envelopes.db", "SELECT count(*) FROM envelope WHERE day <> '0000-00-00'");
}

static int64_t records(const struct place *p) {
    return ask_file(p, "kiosk.db", "SELECT count(*) FROM submission");
}

/* ---- a visitor ----------------------------------------------------------------------------- */

static void wait_ms(struct place *p, int64_t ms) {
    int64_t until = clock_mono(&p->clock) + ms;
    while (clock_mono(&p->clock) < until) {
        int64_t left = until - clock_mono(&p->clock);
        clock_advance(&p->clock, left < 500 ? left : 500);
        app_tick(&p->app);
        answers(p);
    }
}

static void tap(struct place *p, const char *key) {
    const struct ui_node *n = ui_find_key(p->app.root, key);
    if (!n)
        fail_msg("there is no #%s on %s", key, app_screen_name(&p->app));
    struct input in = {.kind = INPUT_TOUCH,
                       .phase = UI_TOUCH_DOWN,
                       .x = n->at.x + n->at.w / 2,
                       .y = n->at.y + n->at.h / 2};
    app_input(&p->app, &in);
    answers(p);
    in.phase = UI_TOUCH_UP;
    app_input(&p->app, &in);
    answers(p);
    wait_ms(p, 1000);
}

static void press(struct place *p, enum ui_key key, int64_t ms) {
    const struct input in = {.kind = INPUT_KEY, .key = key};
    app_input(&p->app, &in);
    answers(p);
    wait_ms(p, ms);
}

static void ask(struct place *p, enum command_kind kind, const char *text, const char *text2) {
    struct command c = {.kind = kind};
    STR_COPY(c.text, text);
    STR_COPY(c.text2, text2);
    p->app.model.touched = clock_mono(&p->clock);
    app_carry_out(&p->app, &c);
    answers(p);
}

/* A question's own buttons are keyed by its path, and what they are shows from behind in no way. */
static size_t targets_in(const struct ui_node *top) {
    size_t n = top->on_tap.id != 0 && top->key && top->key[0] != '/';
    for (const struct ui_node *k = top->first; k; k = k->next)
        n += targets_in(k);
    return n;
}

/* What can be told of a page from behind: its parts, and what the bar and the foot hold. */
static void note_shape(struct place *p) {
    const struct ui_node *body = p->app.root->first;
    str_addf(&p->shape, "%s:", app_screen_name(&p->app));
    for (const struct ui_node *part = body->first; part; part = part->next) {
        size_t n = part->kind == UI_SCROLL ? 0 : targets_in(part);
        str_addf(&p->shape, " %d/%s", part->kind,
                 n > 8   ? "keys"
                 : n > 2 ? "3"
                 : n > 1 ? "2"
                 : n > 0 ? "1"
                         : "0");
    }
    str_addc(&p->shape, '\n');
}

static const struct survey_page *page_of(const struct place *p) {
    return p->app.model.survey ? survey_page(p->app.model.survey) : NULL;
}

/* Answers what must be answered with the first choice; `danger` with the second: nobody is. */
static void answer_page(struct place *p) {
    for (size_t i = 0; i < page_of(p)->questions; i++) {
        const struct survey_question *q = &page_of(p)->question[i];
        if (!q->required || q->options == 0)
            continue;
        struct command c = {.kind = CMD_CHOOSE, .n = strstr(q->path, "danger") != NULL};
        STR_COPY(c.text, q->path);
        app_carry_out(&p->app, &c);
    }
    answers(p);
}

static void go_through(struct place *p, const char *form) {
    char key[80];
    snprintf(key, sizeof key, "form:%s", form);
    tap(p, "say");
    assert_string_equal(app_screen_name(&p->app), "door");
    note_shape(p);
    tap(p, key);
    assert_string_equal(app_screen_name(&p->app), "survey");
}

/* To the last page, or `pages` far. */
static void fill_in(struct place *p, const char *form, int pages) {
    go_through(p, form);
    for (int i = 0; i < pages; i++) {
        note_shape(p);
        answer_page(p);
        if (page_of(p)->last)
            return;
        wait_ms(p, 1000);
        ask(p, CMD_SURVEY_NEXT, "", "");
    }
}

static void send(struct place *p, const char *form) {
    fill_in(p, form, 20);
    ask(p, CMD_SURVEY_FINISH, "", "");
    answers(p);
    assert_false(p->app.model.survey_saving);
    note_shape(p);
}

static void starts_anew(struct place *p, int64_t want) {
    const struct model *m = &p->app.model;
    assert_string_equal(app_screen_name(&p->app), "attract");
    assert_false(m->on_journey);
    assert_null(m->survey);
    assert_string_equal(m->end_topic, "");
    assert_string_equal(m->language, "");
    answers(p);
    assert_int_equal(envelopes(p), want);
}

static void finish(struct place *p) {
    ask(p, CMD_HIDE, "", "");
}

/* Pupils of year 9 are here. */
static void open_session(struct place *p) {
    struct command c = {.kind = CMD_MAKE,
                        .date = p->app.model.today,
                        .make = {.topic = "Knife crime workshop",
                                 .venue = "Hertswood Academy",
                                 .audience = "students",
                                 .year_group = "9",
                                 .starts = -1}};
    app_carry_out(&p->app, &c);
    answers(p);
    assert_non_null(model_feedback_session(&p->app.model));
}

/* ---- tests --------------------------------------------------------------------------------- */

static void each_way_leaves_one_envelope(void **state) {
    struct place *p = *state;
    start(p, true);
    send(p, "concern");
    assert_int_equal(envelopes(p), 1); /* durable before thanks are said */
    assert_int_equal(records(p), 0);
    finish(p);
    starts_anew(p, 1);
    send(p, "help");
    finish(p);
    starts_anew(p, 2);
    send(p, "safety");
    finish(p);
    starts_anew(p, 3);
    assert_int_equal(records(p), 1);
    assert_int_equal(p->app.model.saved, 1);
}

static void leaving_in_the_middle_leaves_one_too(void **state) {
    struct place *p = *state;
    start(p, true);
    tap(p, "say");
    tap(p, "back");
    starts_anew(p, 1);
    tap(p, "say");
    tap(p, "hide");
    starts_anew(p, 2);
    fill_in(p, "concern", 3);
    tap(p, "hide");
    starts_anew(p, 3);
    fill_in(p, "concern", 2);
    ask(p, CMD_SURVEY_LEAVE, "", "");
    starts_anew(p, 4);
    fill_in(p, "concern", 2);
    ask(p, CMD_LOCK, "", "");
    starts_anew(p, 5);
    assert_int_equal(records(p), 0);
}

static void from_the_first_page_the_way_back_leads_to_the_door(void **state) {
    struct place *p = *state;
    start(p, true);
    ask(p, CMD_LANGUAGE, "pl", "");
    go_through(p, "concern");
    tap(p, "back");
    assert_string_equal(app_screen_name(&p->app), "door");
    assert_true(p->app.model.on_journey);
    assert_string_equal(p->app.model.language, "pl");
    assert_int_equal(envelopes(p), 0);
    tap(p, "form:help");
    assert_string_equal(survey_language(p->app.model.survey), "Polski (pl)");
    tap(p, "hide");
    starts_anew(p, 1);
}

static void escape_three_times_hides(void **state) {
    struct place *p = *state;
    start(p, true);
    fill_in(p, "concern", 4);
    for (int i = 0; i < 3; i++)
        press(p, UI_KEY_ESCAPE, 400);
    starts_anew(p, 1);
    fill_in(p, "concern", 4);
    for (int i = 0; i < 3; i++) { /* one at a time it is *Back* */
        press(p, UI_KEY_ESCAPE, 1500);
        assert_true(p->app.model.on_journey);
    }
    finish(p);
    starts_anew(p, 2);
}

static void nobody_there_is_asked_then_wiped(void **state) {
    struct place *p = *state;
    start(p, true);
    for (int pages = 0; pages < 4; pages++) {
        if (pages == 0)
            tap(p, "say");
        else
            fill_in(p, "concern", pages);
        wait_ms(p, 23000);
        assert_null(ui_find_key(p->app.root, "still-here"));
        wait_ms(p, 2500);
        assert_non_null(ui_find_key(p->app.root, "still-here"));
        tap(p, "still-here");
        wait_ms(p, 26000);
        assert_true(p->app.model.on_journey);
        wait_ms(p, 19500);
        starts_anew(p, pages + 1);
    }
}

static void what_is_stopped_leaves_one_as_well(void **state) {
    struct place *p = *state;
    start(p, true);
    fill_in(p, "concern", 3);
    app_stop(&p->app);
    assert_int_equal(envelopes(p), 1);
    p->app = (struct app){0};
}

static void without_a_reader_there_are_none(void **state) {
    struct place *p = *state;
    start(p, false);
    tap(p, "say");
    assert_null(ui_find_key(p->app.root, "form:concern"));
    tap(p, "hide");
    starts_anew(p, 0);
    send(p, "help");
    finish(p);
    starts_anew(p, 0);
    send(p, "safety");
    finish(p);
    starts_anew(p, 0);
    assert_int_equal(records(p), 1);
    ask(p, CMD_SURVEY_OPEN, "concern", "");
    assert_null(p->app.model.survey);
}

/* The card does not take it: the answers are still there, and are sent again or wiped. */
static void what_was_not_kept_is_sent_again(void **state) {
    struct place *p = *state;
    char vault[128];
    start(p, true);
    path_join(vault, sizeof vault, p->dir, "envelopes.db");
    assert_int_equal(mkdir(vault, 0700), 0);
    fill_in(p, "concern", 20);
    ask(p, CMD_SURVEY_FINISH, "", "");
    assert_false(p->app.model.survey_saving);
    assert_string_equal(app_screen_name(&p->app), "survey");
    assert_non_null(ui_find_key(p->app.root, "again"));
    assert_non_null(ui_find_key(p->app.root, "hide"));
    assert_string_not_equal(p->app.model.envelopes_failed, "");
    assert_int_equal(p->app.model.toast.until, 0);
    tap(p, "again");
    assert_non_null(ui_find_key(p->app.root, "again"));
    assert_int_equal(rmdir(vault), 0);
    tap(p, "again");
    assert_string_equal(app_screen_name(&p->app), "card");
    assert_string_equal(p->app.model.envelopes_failed, "");
    assert_int_equal(envelopes(p), 1);
    finish(p);
    starts_anew(p, 1);
}

static void a_concern_opens_behind_the_door_alone(void **state) {
    struct place *p = *state;
    start(p, true);
    ask(p, CMD_SURVEY_OPEN, "concern", "");
    assert_null(p->app.model.survey);
    ask(p, CMD_SURVEY_OPEN, "safety", ""); /* as staff hand it over: no journey */
    assert_non_null(p->app.model.survey);
    assert_string_equal(survey_leaf(p->app.model.survey, "door"), "");
    ask(p, CMD_SURVEY_LEAVE, "", "");
    assert_int_equal(envelopes(p), 0);
    go_through(p, "safety");
    assert_string_equal(survey_leaf(p->app.model.survey, "door"), "yes");
    finish(p);
    go_through(p, "concern");
    assert_string_equal(survey_leaf(p->app.model.survey, "mode"), "full");
    finish(p);
    open_session(p);
    assert_true(app_frame(&p->app, &p->err));
    go_through(p, "concern");
    assert_string_equal(survey_leaf(p->app.model.survey, "mode"), "topic");
    finish(p);
    starts_anew(p, 3);
}

/* The empty one is the same record, but for its number. */
static void an_empty_one_says_nothing(void **state) {
    struct place *p = *state;
    start(p, true);
    struct str xml CLEANUP(str_wipe) = {.secret = true};
    const struct form_view *f = model_concern(&p->app.model);
    assert_true(survey_run_nothing(&p->app, f, &xml));
    assert_non_null(strstr(str_c(&xml), "<topic>nothing</topic>"));
    static const char *const others[] = {"<danger", "<what",  "<when", "<ongoing",
                                         "<area",   "<words", "<mode", "<call"};
    for (size_t i = 0; i < sizeof others / sizeof *others; i++)
        assert_null(strstr(str_c(&xml), others[i]));
}

static void the_card_is_about_what_it_was_about(void **state) {
    struct place *p = *state;
    start(p, true);
    send(p, "concern");
    assert_string_equal(p->app.model.end_topic, "knife"); /* the first of the topics */
    finish(p);
    open_session(p);
    send(p, "feedback");
    assert_string_equal(p->app.model.end_topic, "knife");
    finish(p);
    starts_anew(p, 2);
}

static void same_shape(struct place *p, const char *form, const char *than) {
    char *want = p->shape.len > 0 ? strdup(p->shape.p) : NULL;
    str_cut(&p->shape, 0);
    send(p, form);
    finish(p);
    if (want && strcmp(want, str_c(&p->shape)) != 0)
        fail_msg("%s looks otherwise than %s:\n%s--\n%s", form, than, str_c(&p->shape), want);
    free(want);
}

static void from_behind_all_ways_look_alike(void **state) {
    struct place *p = *state;
    start(p, true);
    same_shape(p, "safety", NULL);
    same_shape(p, "asb", "safety");
    same_shape(p, "concern", "asb");
    same_shape(p, "help", "concern");
    open_session(p);
    str_cut(&p->shape, 0);
    same_shape(p, "feedback", NULL);
    same_shape(p, "concern", "feedback");
    same_shape(p, "help", "concern");
}

int main(void) {
#define TEST(test) cmocka_unit_test_setup_teardown(test, set_up, tear_down)
    const struct CMUnitTest tests[] = {
        TEST(each_way_leaves_one_envelope),
        TEST(leaving_in_the_middle_leaves_one_too),
        TEST(from_the_first_page_the_way_back_leads_to_the_door),
        TEST(escape_three_times_hides),
        TEST(nobody_there_is_asked_then_wiped),
        TEST(what_is_stopped_leaves_one_as_well),
        TEST(without_a_reader_there_are_none),
        TEST(what_was_not_kept_is_sent_again),
        TEST(a_concern_opens_behind_the_door_alone),
        TEST(an_empty_one_says_nothing),
        TEST(the_card_is_about_what_it_was_about),
        TEST(from_behind_all_ways_look_alike),
    };
    return cmocka_run_group_tests(tests, make_codes, drop_codes);
}
