/* What no single part of a form can know to be wrong: lists that are asked for and not there, ways
 * of showing a question that this kiosk does not know. */
#include "forms/form_parts.h"

#include <string.h>

/* Appearances that change something here, or that other programs have and that may be left out
 * without changing what is asked. Those that end with '*' begin so. */
static const char *const appearances[] = {"field-list",
                                          "minimal",
                                          "autocomplete",
                                          "search",
                                          "likert",
                                          "multiline",
                                          "year",
                                          "month-year",
                                          "quick",
                                          "compact*",
                                          "quickcompact*",
                                          "label",
                                          "list",
                                          "list-*",
                                          "no-buttons",
                                          "horizontal",
                                          "horizontal-*",
                                          "columns*",
                                          "image-map",
                                          "numbers",
                                          "rating",
                                          "picker",
                                          "vertical",
                                          "w1",
                                          "w2",
                                          "w3",
                                          "w4",
                                          "w5",
                                          "w6",
                                          "w7",
                                          "w8",
                                          "w9",
                                          "w10",
                                          "w11",
                                          "w12",
                                          "no-calendar",
                                          "no-ticks",
                                          "table-list",
                                          "hidden-answer",
                                          "masked",
                                          "counter",
                                          "bearing",
                                          "map",
                                          "maps",
                                          "placement-map",
                                          "new*",
                                          "signature",
                                          "draw",
                                          "annotate",
                                          "thousands-sep",
                                          "thousand-sep",
                                          "front",
                                          "summary",
                                          "textarea",
                                          "randomized",
                                          "full",
                                          "numpad",
                                          "url"};

static bool is_known(const char *word) {
    for (size_t i = 0; i < sizeof(appearances) / sizeof(*appearances); i++) {
        const char *known = appearances[i];
        size_t n = strcspn(known, "*");
        if (strncmp(word, known, n) == 0 && (known[n] == '*' || word[n] == '\0'))
            return true;
    }
    return false;
}

void check_appearance(struct loader *l, const struct element *e, const struct control *c) {
    enum { WORDS_MAX = 16 };
    char *word[WORDS_MAX];
    char *copy = arena_strdup(&l->doc.arena, c->appearance);
    size_t n = str_split(copy, ' ', word, WORDS_MAX);
    for (size_t i = 0; i < n; i++)
        if (!is_known(word[i]))
            load_note(l, e, c->bind ? c->bind->path : NULL,
                      "the appearance \"%s\" is not known here: it is shown plainly", word[i]);
}

void check_instances(struct loader *l) {
    for (const struct asked *a = l->asked; a; a = a->next) {
        const struct element at = {.line = a->line};
        if (!a->pulldata && form_secondary(l->form, a->id) == NULL &&
            !str_eq(l->form->instance_id, a->id))
            load_stop(l, &at, NULL, "the form has no list \"%s\" to look up in", a->id);
    }
}
