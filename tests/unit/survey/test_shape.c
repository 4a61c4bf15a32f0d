/* The forms behind one door, as they come with the kiosk: seen from behind, nobody can tell which
 * of them somebody has open. Each is gone through as a visitor would who only does what must be
 * done, and the pages and taps that this takes are written down. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/file.h"
#include "base/str.h"
#include "effects/form_files.h"
#include "survey/profile.h"
#include "survey/survey.h"

enum { FORMS = 6, STEPS_MOST = 20 };
static const char *const names[FORMS] = {"feedback", "feedback-adult", "safety",
                                         "asb",      "concern",        "help"};

struct shelf {
    struct arena arena;
    struct profiles profiles;
    struct form *form[FORMS];
};

static int set_up(void **state) {
    struct shelf *s = calloc(1, sizeof *s);
    struct str ini CLEANUP(str_release) = {0};
    struct err err = {0};
    assert_non_null(s);
    if (!file_read("assets/forms/kiosk.ini", 1 << 16, &ini, &err) ||
        !profiles_read(str_c(&ini), ini.len, &s->arena, &s->profiles, &err))
        fail_msg("%s", err.text);
    for (size_t i = 0; i < FORMS; i++) {
        char path[64];
        snprintf(path, sizeof path, "assets/forms/%s.xml", names[i]);
        s->form[i] = form_load_file(path, NULL, &err);
        if (s->form[i] == NULL)
            fail_msg("%s: %s", path, err.text);
    }
    *state = s;
    return 0;
}

static int tear_down(void **state) {
    struct shelf *s = *state;
    for (size_t i = 0; i < FORMS; i++)
        form_free(s->form[i]);
    arena_free(&s->arena);
    free(s);
    return 0;
}

/* Opened through the door, as kiosk.ini has it. */
static struct survey *open_form(const struct shelf *s, size_t i, unsigned audience,
                                const char *year_group) {
    struct survey_start start = {.env = {.seed = 1}, .read_ms = 700, .now = 1000};
    const struct profile *p = profiles_form(&s->profiles, names[i]);
    struct err err = {0};
    start.check_answers = (p->check_answers & audience) != 0;
    for (size_t k = 0; k < p->prefills; k++) {
        const char *context = p->prefill[k].context, *value = "";
        if (strcmp(context, "door") == 0)
            value = "yes";
        else if (strcmp(context, "mode") == 0)
            value = (audience & FOR_PUPILS) != 0 ? "topic" : "full";
        else if (strcmp(context, "year_group") == 0)
            value = year_group;
        if (value[0] != '\0')
            start.prefill[start.prefills++] =
                (struct prefill){.field = p->prefill[k].field, .value = value};
    }
    struct survey *survey = survey_new(s->form[i], &start, &err);
    if (survey == NULL)
        fail_msg("%s: %s", names[i], err.text);
    return survey;
}

static bool is_typed(const struct survey_page *p) {
    return p->questions == 1 && p->question[0].control->kind == CONTROL_INPUT &&
           !p->question[0].readonly;
}

static bool goes_on_by_itself(const struct survey_page *p) {
    return p->questions == 1 && !p->last && control_looks(p->question[0].control, "quick");
}

/* One page, and how it is left: words to read, a question number, keys. An apostrophe stands for
 * each tap. */
static void pass(struct survey *s, struct str *out) {
    const struct survey_page *p = survey_page(s);
    if (p->kind == SURVEY_CHECK)
        str_add(out, " check");
    else if (p->note)
        str_add(out, " words");
    else
        str_addf(out, " %s%d/%d", is_typed(p) ? "keys " : "", p->number, p->of);
    if (goes_on_by_itself(p)) /* its tap is the only one */
        survey_choose(s, p->question[0].path, p->question[0].options > 1 ? 1 : 0);
    str_addc(out, '\'');
}

/* "words' 1/4' 2/4' 3/4' keys 4/4' check'": all of a form. */
static void shape_of(struct survey *s, struct str *out) {
    struct str record CLEANUP(str_wipe) = {0};
    struct survey_pace pace;
    for (int step = 0; survey_page(s)->kind != SURVEY_DONE; step++) {
        assert_true(step < STEPS_MOST);
        pass(s, out);
        bool left = survey_page(s)->last ? survey_finish(s, 1000 + step, &record, &pace)
                                         : survey_next(s, 1000 + step);
        if (!left)
            fail_msg("held up after%s", str_c(out));
    }
    survey_free(s);
}

static void assert_alike(struct shelf *s, unsigned audience, const char *year_group,
                         const char *want) {
    size_t ways = 0;
    for (size_t i = 0; i < FORMS; i++) {
        struct str shape CLEANUP(str_release) = {0};
        const struct profile *p = profiles_form(&s->profiles, names[i]);
        assert_non_null(p);
        if ((p->audiences & audience) == 0)
            continue;
        shape_of(open_form(s, i, audience, year_group), &shape);
        if (strcmp(str_c(&shape), want) != 0)
            fail_msg("%s goes%s, not%s", names[i], str_c(&shape), want);
        ways |= 1u << p->way;
    }
    assert_int_equal(ways, 1u << WAY_FEEDBACK | 1u << WAY_CONCERN | 1u << WAY_HELP);
}

static void pupils_see_the_same_whatever_they_do(void **state) {
    static const char want[] = " words' 1/4' 2/4' 3/4' 4/4'";
    assert_alike(*state, FOR_PRIMARY, "5", want);
    assert_alike(*state, FOR_SECONDARY, "9;10", want);
}

static void adults_see_the_same_whatever_they_do(void **state) {
    static const char want[] = " words' 1/4' 2/4' 3/4' keys 4/4' check'";
    assert_alike(*state, FOR_ADULTS, "", want);
    assert_alike(*state, FOR_PROFESSIONALS, "", want);
    assert_alike(*state, FOR_PUBLIC, "", want);
}

static void all_wait_equally_long(void **state) {
    const struct shelf *s = *state;
    for (size_t i = 0; i < FORMS; i++) {
        const struct profile *p = profiles_form(&s->profiles, names[i]);
        assert_int_equal(p->warn_s, 25);
        assert_int_equal(p->wipe_s, 45);
    }
}

/* Whoever saw no problem in their area looks no different from who saw one. */
static void a_branch_takes_no_page_away(void **state) {
    struct survey *s = open_form(*state, 3, FOR_PUBLIC, "");
    assert_true(survey_next(s, 2000));
    survey_choose(s, "/data/how_much", 3);
    assert_string_equal(survey_leaf(s, "how_much"), "not_at_all");
    assert_int_equal(survey_page(s)->of, 4);
    survey_free(s);
}

/* ---- what keeps people safe ---- */

/* Nobody gets past the question about danger without an answer, and whoever says yes reads at once
 * whom to call. */
static void nothing_is_typed_before_danger_is_asked(void **state) {
    static const unsigned audience[] = {FOR_SECONDARY, FOR_PUBLIC};
    for (size_t form = 4; form < FORMS; form++)
        for (size_t i = 0; i < sizeof audience / sizeof *audience; i++) {
            struct survey *s = open_form(*state, form, audience[i], "");
            assert_true(survey_page(s)->note);
            assert_true(survey_next(s, 2000));
            assert_string_equal(survey_page(s)->question[0].path, "/data/danger");
            assert_false(survey_next(s, 3000));
            survey_choose(s, "/data/danger", 0);
            assert_true(survey_next(s, 4000));
            assert_true(survey_page(s)->note);
            assert_non_null(strstr(survey_page(s)->question[0].label, "999"));
            survey_free(s);
        }
}

static bool asks_for_words(const struct survey_page *p) {
    for (size_t i = 0; i < p->questions; i++)
        if (p->question[i].control->kind == CONTROL_INPUT && !p->question[i].readonly)
            return true;
    return false;
}

static void pupils_never_type(void **state) {
    static const size_t forms[] = {0, 4, 5};
    for (size_t i = 0; i < sizeof forms / sizeof *forms; i++) {
        struct survey *s = open_form(*state, forms[i], FOR_SECONDARY, "9");
        struct str passed CLEANUP(str_release) = {0};
        while (!survey_page(s)->last) {
            assert_false(asks_for_words(survey_page(s)));
            pass(s, &passed);
            assert_true(survey_next(s, 2000));
        }
        assert_false(asks_for_words(survey_page(s)));
        survey_free(s);
    }
}

/* What is left where there was nothing to tell: the topic and no other answer, not even how it was
 * asked. */
static void an_empty_concern_says_nothing_else(void **state) {
    const struct shelf *shelf = *state;
    static const char *const mode[] = {"topic", "full", ""};
    struct str want CLEANUP(str_release) = {0};
    for (size_t i = 0; i < sizeof mode / sizeof *mode; i++) {
        struct survey_start start = {.env = {.seed = 1}, .prefills = 2};
        struct str record CLEANUP(str_release) = {0};
        struct survey_pace pace;
        struct err err = {0};
        start.prefill[0] = (struct prefill){"mode", mode[i]};
        start.prefill[1] = (struct prefill){"topic", "nothing"};
        struct survey *s = survey_new(shelf->form[4], &start, &err);
        assert_non_null(s);
        assert_true(survey_finish(s, 2000, &record, &pace));
        assert_non_null(strstr(str_c(&record), "version=\"2\"><topic>nothing</topic><meta>"));
        if (i > 0)
            assert_int_equal(record.len, want.len);
        str_cut(&want, 0);
        str_add(&want, str_c(&record));
        survey_free(s);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(pupils_see_the_same_whatever_they_do),
        cmocka_unit_test(adults_see_the_same_whatever_they_do),
        cmocka_unit_test(all_wait_equally_long),
        cmocka_unit_test(a_branch_takes_no_page_away),
        cmocka_unit_test(nothing_is_typed_before_danger_is_asked),
        cmocka_unit_test(pupils_never_type),
        cmocka_unit_test(an_empty_concern_says_nothing_else),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
