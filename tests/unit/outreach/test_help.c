/* Help cards: how one is read, when its number may be wrong, which comes first. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "base/file.h"
#include "base/mem.h"
#include "outreach/help.h"

static const char good[] = "title: Crimestoppers\n"
                           "who:   Anyone\r\n"
                           "number: 0800 555 111\n"
                           "hours: Free, day and night\n"
                           "web: https://crimestoppers-uk.org\n"
                           "languages: English, Polish\n"
                           "topics: knife  drugs\n"
                           "check-by: 2019-03-31\n"
                           "\n"
                           "Say what you know\n"
                           "without a name.\n"
                           "\n"
                           "\n"
                           "Nobody asks.\n"
                           "\n";

static const struct date today = {2019, 2, 6};

static bool parse(struct help_card *c, const char *file, const char *text, struct str *out) {
    return help_parse(c, file, text, strlen(text), out);
}

static void every_part_of_a_card_is_read(void **state) {
    (void)state;
    struct str out CLEANUP(str_release) = {0};
    struct help_card c;
    assert_true(parse(&c, "crime.md", good, &out));
    assert_string_equal(str_c(&out), "");
    assert_string_equal(c.name, "crime");
    assert_string_equal(c.title, "Crimestoppers");
    assert_string_equal(c.who, "Anyone");
    assert_string_equal(c.number, "0800 555 111");
    assert_string_equal(c.hours, "Free, day and night");
    assert_string_equal(c.web, "https://crimestoppers-uk.org");
    assert_string_equal(c.languages, "English, Polish");
    assert_int_equal(c.topics, 2);
    assert_string_equal(c.topic[1], "drugs");
    assert_string_equal(c.words, "Say what you know without a name.\nNobody asks.");
    assert_int_equal(c.audience, HELP_ANYONE);
}

static void a_mark_of_its_encoding_is_no_part_of_a_card(void **state) {
    (void)state;
    struct str text CLEANUP(str_release) = {0}, out CLEANUP(str_release) = {0};
    struct help_card c;
    str_add(&text, "\xef\xbb\xbf");
    str_add(&text, good);
    assert_true(parse(&c, "crime.md", str_c(&text), &out));
    assert_string_equal(c.title, "Crimestoppers");
}

/* Refused, untouched, and exactly these complaints. */
static void assert_complains(const char *file, const char *text, const char *want) {
    struct str out CLEANUP(str_release) = {0};
    struct help_card c, before;
    memset(&c, 7, sizeof c);
    before = c;
    assert_false(parse(&c, file, text, &out));
    assert_string_equal(str_c(&out), want);
    assert_memory_equal(&c, &before, sizeof c);
}

static void each_mistake_is_said_with_its_line(void **state) {
    (void)state;
    assert_complains("a.md", "",
                     "a.md:1: it has no title\n"
                     "a.md:1: it has neither a number nor a web address\n"
                     "a.md:1: it has no topics\n");
    assert_complains("a.md",
                     "title: A\n"
                     "number: call us\ntopics: other\n",
                     "a.md:2: number must be 3 to 15 digits, with blanks between them\n");
    assert_complains("a.md", "title: A\nweb: http://a.org\ntopics: other\n",
                     "a.md:2: web must be a whole address that begins with https://\n");
    assert_complains("a.md", "title: A\nweb: https://a.org/a b\ntopics: other\n",
                     "a.md:2: web must be a whole address that begins with https://\n");
    assert_complains("a.md",
                     "title: A\n"
                     "number: 101\ntopics: Other\n",
                     "a.md:3: topics are words of small letters, with blanks between them\n"
                     "a.md:1: it has no topics\n");
    assert_complains("a.md",
                     "title: A\n"
                     "number: 101\ntopics: other\nfor: cats\n",
                     "a.md:4: for is \"children\" or \"adults\": leave it out if it is for both\n");
    assert_complains("a.md",
                     "title: A\n"
                     "number: 101\ntopics: other\ncheck-by: 30/06/2027\n",
                     "a.md:4: check-by is a day, as 2027-06-30, or \"check before use\"\n");
    assert_complains("a.md",
                     "title: A\ntitle: B\n"
                     "number: 101\ntopics: other\nhours:\n",
                     "a.md:2: title is there a second time: keep one of them\n"
                     "a.md:5: hours says nothing: leave the line out\n");
    assert_complains("a.md",
                     "title: A\n"
                     "number: 101\ntopics: other\nphone: 1\nWords.\n",
                     "a.md:4: there is no such key: title, who, number, hours, web, languages, "
                     "topics, for and check-by are known\n"
                     "a.md:5: write it as key: value; sentences come after an empty line\n");
    assert_complains("a.md",
                     "title: A\n"
                     "number: 0800 1111\ntopics: other\ncheck-by: never\n",
                     "a.md:1: only 999 is never checked: say by which day this number is\n");
    assert_complains("A card.md", good,
                     "A card.md:1: name the file with at most 15 small letters, digits and _, then "
                     ".md\n");
    assert_complains("a.md", "title: \x01\n",
                     "a.md:1: this is not a short plain text: save it as UTF-8\n");
}

static void what_does_not_fit_is_said(void **state) {
    (void)state;
    struct str text CLEANUP(str_release) = {0};
    str_addf(&text,
             "title: %064d\n"
             "number: 101\ntopics: other\n\n",
             1);
    for (int i = 0; i < 60; i++)
        str_add(&text, "words and words\n");
    assert_complains("a.md", str_c(&text),
                     "a.md:1: title is too long: at most 63 bytes fit\n"
                     "a.md:65: the sentences are too long: at most 479 bytes fit\n");
    while (text.len <= HELP_BYTES_MAX)
        str_add(&text, "words\n");
    assert_complains("a.md", str_c(&text),
                     "a.md:1: this is not a short plain text: save it as UTF-8\n");
}

static void the_day_of_the_check_is_the_last_good_one(void **state) {
    (void)state;
    struct help_card c = {.number = "0800 1111", .check_by = {2019, 2, 6}};
    assert_false(help_is_stale(&c, today));
    assert_true(help_is_stale(&c, (struct date){2019, 2, 7}));
    c.check_by = (struct date){0};
    assert_true(help_is_stale(&c, today)); /* nobody has checked it */
    c.lasts = true;
    assert_false(help_is_stale(&c, (struct date){2099, 1, 1}));
}

static void check_before_use_is_no_day(void **state) {
    (void)state;
    struct str out CLEANUP(str_release) = {0};
    struct help_card c;
    assert_true(parse(&c, "a.md",
                      "title: A\n"
                      "number: 101\ntopics: other\ncheck-by: check before use\n",
                      &out));
    assert_true(help_is_stale(&c, today));
    assert_true(parse(&c, "a.md",
                      "title: A\n"
                      "number: 101\ntopics: other\n",
                      &out));
    assert_true(help_is_stale(&c, today));
}

static void a_code_takes_a_number_along_but_never_999(void **state) {
    (void)state;
    struct help_card c = {.number = "0800 555 111", .web = "https://a.org"};
    char qr[HELP_QR];
    help_qr(&c, qr);
    assert_string_equal(qr, "tel:0800555111");
    c.number[0] = '\0';
    help_qr(&c, qr);
    assert_string_equal(qr, "https://a.org");
    c.web[0] = '\0';
    STR_COPY(c.number, "999");
    help_qr(&c, qr);
    assert_string_equal(qr, "");
}

/* ---- which first ---- */

static void add(struct help *h, const char *name, const char *head) {
    struct str text CLEANUP(str_release) = {0}, out CLEANUP(str_release) = {0};
    struct help_card c;
    char file[32];
    snprintf(file, sizeof file, "%s.md", name);
    str_addf(&text,
             "title: %s\n"
             "number: %s\n%s\n",
             name, str_eq(name, "nines") ? "999" : "0800 1", head);
    if (!parse(&c, file, str_c(&text), &out))
        fail_msg("%s", str_c(&out));
    assert_true(help_add(h, &c));
}

/* The names in order, with blanks between them. */
static const char *order(const struct help *h, const char *topic, bool children) {
    static char names[400];
    const struct help_card *c[HELP_CARDS];
    size_t n = help_for(h, topic, children, today, c);
    names[0] = '\0';
    for (size_t i = 0; i < n; i++)
        snprintf(names + strlen(names), sizeof names - strlen(names), "%s%s", i ? " " : "",
                 c[i]->name);
    return names;
}

static void the_best_card_for_a_topic_comes_first(void **state) {
    (void)state;
    struct help h = {0};
    add(&h, "later", "topics: other knife\ncheck-by: 2019-12-31");
    add(&h, "first", "topics: knife\ncheck-by: 2019-12-31");
    add(&h, "young", "topics: knife\nfor: children\ncheck-by: 2019-12-31");
    add(&h, "old", "topics: knife\ncheck-by: 2019-02-05");
    add(&h, "nines", "topics: danger\ncheck-by: never");
    assert_string_equal(order(&h, "knife", false), "first later old young nines");
    assert_string_equal(order(&h, "knife", true), "first young later old nines");
    assert_string_equal(order(&h, "nothing", false), "later nines first old young");
    assert_string_equal(order(&h, "", false), order(&h, "other", false));
    assert_string_equal(order(&h, NULL, true), "nines first later old young");
    assert_string_equal(order(&h, NULL, false), "nines first later old young");
}

static void the_cards_of_others_end_the_list(void **state) {
    (void)state;
    struct help h = {0};
    add(&h, "anyone", "topics: knife");
    add(&h, "adult", "topics: knife\nfor: adults");
    assert_string_equal(order(&h, NULL, false), "adult anyone");
    assert_string_equal(order(&h, NULL, true), "anyone adult");
}

static void a_card_of_the_same_name_takes_its_place(void **state) {
    (void)state;
    struct help h = {0};
    add(&h, "b", "topics: other");
    add(&h, "a", "topics: other");
    add(&h, "b", "topics: knife\ncheck-by: 2019-12-31");
    assert_int_equal(h.cards, 2);
    assert_true(help_is_about(help_find(&h, "b"), "knife"));
    assert_int_equal(help_stale(&h, today, NULL), 1);
    help_remove(&h, "a");
    help_remove(&h, "not there");
    assert_int_equal(h.cards, 1);
    assert_null(help_find(&h, "a"));
}

static void there_is_room_for_so_many(void **state) {
    (void)state;
    struct help h = {0};
    struct help_card c = {.number = "101"};
    for (int i = 0; i < HELP_CARDS; i++) {
        snprintf(c.name, sizeof c.name, "c%d", i);
        assert_true(help_add(&h, &c));
    }
    assert_true(help_add(&h, &c)); /* it takes its own place */
    STR_COPY(c.name, "more");
    assert_false(help_add(&h, &c));
    assert_int_equal(h.cards, HELP_CARDS);
}

/* ---- the cards that come with the kiosk ---- */

static const char *const shipped[] = {
    "999",      "101",    "crimestoppers", "fearless",       "childline", "nspcc",
    "herts_da", "refuge", "samaritans",    "modern_slavery", "act",       "asb_team"};

static void load_shipped(struct help *h) {
    for (size_t i = 0; i < sizeof shipped / sizeof *shipped; i++) {
        struct str text CLEANUP(str_release) = {0}, out CLEANUP(str_release) = {0};
        struct err err = {0};
        struct help_card c;
        char path[64], file[32];
        snprintf(file, sizeof file, "%s.md", shipped[i]);
        snprintf(path, sizeof path, "assets/help/%s", file);
        assert_true(file_read(path, HELP_BYTES_MAX, &text, &err));
        if (!help_parse(&c, file, str_c(&text), text.len, &out))
            fail_msg("%s", str_c(&out));
        assert_true(c.words[0] != '\0');
        assert_true(help_add(h, &c));
    }
}

/* Only what was checked, or is a law of nature here, is shown without a coordinator. */
static void shipped_cards_answer_every_topic(void **state) {
    (void)state;
    static const char *const topic[] = {
        "knife",  "gangs",        "county_lines",   "drugs",   "cuckooing", "asb",  "domestic",
        "online", "exploitation", "radicalisation", "slavery", "hate",      "other"};
    struct help *h = xcalloc(1, sizeof *h);
    load_shipped(h);
    assert_int_equal(help_stale(h, today, NULL), 6);
    for (size_t i = 0; i < sizeof topic / sizeof *topic; i++) {
        for (int children = 0; children < 2; children++) {
            const struct help_card *c[HELP_CARDS];
            assert_true(help_for(h, topic[i], children, today, c) > 0);
            assert_true(help_is_about(c[0], topic[i]));
            assert_false(help_is_stale(c[0], today)); /* a number to take along */
        }
    }
    const struct help_card *c[HELP_CARDS];
    help_for(h, "domestic", false, today, c);
    assert_string_equal(c[0]->name, "herts_da");
    help_for(h, "domestic", true, today, c);
    assert_string_equal(c[0]->name, "childline");
    help_for(h, "nothing", false, today, c);
    assert_string_equal(c[0]->name, "crimestoppers");
    help_free(h);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_part_of_a_card_is_read),
        cmocka_unit_test(a_mark_of_its_encoding_is_no_part_of_a_card),
        cmocka_unit_test(each_mistake_is_said_with_its_line),
        cmocka_unit_test(what_does_not_fit_is_said),
        cmocka_unit_test(the_day_of_the_check_is_the_last_good_one),
        cmocka_unit_test(check_before_use_is_no_day),
        cmocka_unit_test(a_code_takes_a_number_along_but_never_999),
        cmocka_unit_test(the_best_card_for_a_topic_comes_first),
        cmocka_unit_test(the_cards_of_others_end_the_list),
        cmocka_unit_test(a_card_of_the_same_name_takes_its_place),
        cmocka_unit_test(there_is_room_for_so_many),
        cmocka_unit_test(shipped_cards_answer_every_topic),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
