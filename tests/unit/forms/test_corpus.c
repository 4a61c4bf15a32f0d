/* Our own forms load without a word. The forms of two other projects: each runs here, or is refused
 * for the reason in corpus.tsv, which names the paragraph or the decision behind it. The forms are
 * no part of this tree: where they are not to be had, this is skipped. */
#include "load.h"

#include <glob.h>

#include "base/file.h"
#include "effects/form_files.h"

enum { LINE_PARTS = 4 };

/* "FILE \t runs" or "FILE \t refused \t WORDS \t why". False: it is otherwise, and said. */
static bool check(const char *folder, char *line) {
    char *part[LINE_PARTS] = {0}, path[4096];
    struct err err = {0};
    size_t n = str_split(line, '\t', part, LINE_PARTS);
    if (n == 0 || part[0][0] == '#')
        return true;
    snprintf(path, sizeof(path), "%s/%s", folder, part[0]);
    bool runs = strcmp(part[1], "runs") == 0;
    struct form *f = form_load_file(path, NULL, &err);
    bool loaded = f != NULL;
    form_free(f);
    bool right = loaded == runs && (runs || (n == LINE_PARTS && strstr(err.text, part[2])));
    if (!right)
        print_error("%s should be %s %s, but: %s\n", part[0], part[1], runs ? "" : part[2],
                    loaded ? "it runs" : err.text);
    return right;
}

static void every_form_runs_or_is_refused_for_its_reason(void **state) {
    (void)state;
    const char *shared = getenv("TURNOUT_SHARED");
    struct str list CLEANUP(str_release) = {0};
    struct err err = {0};
    char folder[4096];
    size_t wrong = 0, lines = 0;
    snprintf(folder, sizeof(folder), "%s/xforms", shared ? shared : "");
    if (!shared || !file_exists(folder)) {
        print_message("the forms of other projects are not here: skipped\n");
        skip();
    }
    if (!file_read("tests/unit/forms/corpus.tsv", 1 << 20, &list, &err))
        fail_msg("%s", err.text);
    for (char *line = list.p, *end; line && *line; line = end, lines++) {
        end = strchr(line, '\n');
        if (end)
            *end++ = '\0';
        wrong += !check(folder, line);
    }
    assert_true(lines > 140);
    assert_int_equal(wrong, 0);
}

static void our_own_forms_load_without_a_note(void **state) {
    (void)state;
    glob_t found;
    assert_int_equal(glob("assets/forms/*.xml", 0, NULL, &found), 0);
    for (size_t i = 0; i < found.gl_pathc; i++) {
        struct form_complaints said = {0};
        struct err err = {0};
        struct form *f = form_load_file(found.gl_pathv[i], &said, &err);
        if (f == NULL || said.count > 0)
            fail_msg("%s: %s", found.gl_pathv[i], f ? said.at[0].text : err.text);
        form_free(f);
        form_complaints_free(&said);
    }
    globfree(&found);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(our_own_forms_load_without_a_note),
        cmocka_unit_test(every_form_runs_or_is_refused_for_its_reason),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
