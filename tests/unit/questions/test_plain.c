/* Labels as form authors write them, and the words that are left. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "questions/plain.h"

static void shows_words_without_their_markup(void **state) {
    (void)state;
    static const struct {
        const char *text, *words;
    } cases[] = {
        {"", ""},
        {"How old are you?", "How old are you?"},
        {"# A title", "A title"},
        {"###### Small\nand text", "Small\nand text"},
        {"#hashtag and 50 # signs", "#hashtag and 50 # signs"},
        {"####### seven", "####### seven"},
        {"**Three** questions", "Three questions"},
        {"__Three__ questions", "Three questions"},
        {"_None_ of *them*", "None of them"},
        {"***both*** at once", "both at once"},
        {"**one _in_ the other**", "one in the other"},
        {"snake_case_name stays", "snake_case_name stays"},
        {"2 * 3 * 4 and a lone *", "2 * 3 * 4 and a lone *"},
        {"**not closed", "**not closed"},
        {"[the page](https://example.org/a_b) says", "the page says"},
        {"[a] and [b](c)", "[a] and b"},
        {"[not a link", "[not a link"},
        {"<span style=\"color:red\">red</span> words", "red words"},
        {"one<br/>two", "onetwo"},
        {"3 < 4 and 5 > 4", "3 < 4 and 5 > 4"},
        {"a <b without an end", "a <b without an end"},
        {"\\*as it is\\*", "*as it is*"},
        {"\\# no title", "# no title"},
        {"a \\ alone", "a \\ alone"},
        {"\xc3\xa9t\xc3\xa9_ou_hiver", "\xc3\xa9t\xc3\xa9_ou_hiver"},
    };
    ARENA(a);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        assert_string_equal(plain_words(&a, cases[i].text), cases[i].words);
}

static void gives_plain_text_back_as_it_is(void **state) {
    (void)state;
    ARENA(a);
    const char *text = "Plain";
    assert_ptr_equal(plain_words(&a, text), text);
    assert_int_equal(a.used, 0);
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(shows_words_without_their_markup),
                                       cmocka_unit_test(gives_plain_text_back_as_it_is)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
