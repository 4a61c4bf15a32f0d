/* turnout form check FILE: will this form run on the kiosk, and what in it will be otherwise. */
#include <stdio.h>

#include "effects/form_files.h"
#include "kiosk/cmd.h"
#include "seal/pair.h"

static size_t questions(const struct control *c) {
    size_t n = 0;
    for (; c; c = c->next)
        n += c->kind == CONTROL_GROUP || c->kind == CONTROL_REPEAT ? questions(c->child) : 1;
    return n;
}

static void print_form(const struct form *f) {
    printf("%-14s%s\n%-14s%s\n%-14s%s\n%-14s%zu\n", "Title", f->title, "Id",
           *f->id ? f->id : "none", "Version", *f->version ? f->version : "none", "Questions",
           questions(f->body));
    printf("%-14s", "Languages");
    for (size_t i = 0; i < f->languages; i++)
        printf("%s%s", i > 0 ? ", " : "", f->language[i]);
    puts(f->languages > 0 ? "" : "one, without a name");
    if (f->key) {
        char shown[PAIR_SHOWN];
        pair_shown(pair_sum(f->key), shown);
        printf("%-14sits answers are sealed for the key %s\n", "Encrypted", shown);
    }
    if (f->makes_entities)
        printf("%-14s%s\n", "Entities", "its answers create or change entities");
}

static void print_complaints(const char *file, const struct form_complaints *said) {
    for (size_t i = 0; i < said->count; i++) {
        const struct form_complaint *c = &said->at[i];
        printf("%s:%d: %s: %s%s%s\n", file, c->line, c->stops ? "error" : "note", c->path,
               c->path[0] ? ": " : "", c->text);
    }
}

static int check(const struct args *a) {
    const char *file = a->operand[1];
    struct form_complaints said = {0};
    struct err err = {0};
    struct form *f = form_load_file(file, &said, &err);
    if (!f && said.count == 0)
        return cmd_fail(&err); /* the file itself could not be read */
    if (f)
        print_form(f);
    print_complaints(file, &said);
    if (f)
        puts("This form runs here.");
    else
        printf("This form does not run here: %s.\n", err.text);
    int status = f ? EXIT_DONE : EXIT_WORLD;
    form_complaints_free(&said);
    form_free(f);
    return status;
}

int cmd_form(const struct args *a) {
    static const struct {
        const char *name;
        int operands; /* the name counted */
        int (*run)(const struct args *a);
    } verbs[] = {{"check", 2, check}, {"run", 3, cmd_form_run}};
    for (size_t i = 0; i < sizeof(verbs) / sizeof(*verbs); i++)
        if (str_eq(verbs[i].name, a->operand[0]) && a->operands == verbs[i].operands)
            return verbs[i].run(a);
    struct err err = {0};
    err_set(&err, ERR_INPUT,
            "form does not know what to do: write turnout form check FILE.xml or turnout form run "
            "FILE.xml STEPS");
    return args_fail("turnout", &err, EXIT_USE);
}
