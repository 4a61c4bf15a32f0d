/* Parsing works in one pass over argv: options are noted under their ids, operands are moved to the
 * front. The texts are made from the same tables further below. */
#include "kiosk/args.h"

#include <stdio.h>
#include <string.h>

/* --- the nearest name --- */

enum { NAME_MAX_LEN = 32 };

/* How many letters must be changed, added, dropped or swapped with their neighbour. */
static int distance(const char *a, const char *b) {
    int row[3][NAME_MAX_LEN + 1];
    int m = (int)strlen(a), n = (int)strlen(b);
    if (m > NAME_MAX_LEN || n > NAME_MAX_LEN)
        return NAME_MAX_LEN;
    for (int j = 0; j <= n; j++)
        row[0][j] = j;
    for (int i = 1; i <= m; i++) {
        int *now = row[i % 3], *before = row[(i + 2) % 3], *earlier = row[(i + 1) % 3];
        now[0] = i;
        for (int j = 1; j <= n; j++) {
            int best = before[j - 1] + (a[i - 1] != b[j - 1]);
            best = before[j] + 1 < best ? before[j] + 1 : best;
            best = now[j - 1] + 1 < best ? now[j - 1] + 1 : best;
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] &&
                earlier[j - 2] + 1 < best)
                best = earlier[j - 2] + 1;
            now[j] = best;
        }
    }
    return row[m % 3][n];
}

struct nearest {
    const char *wanted, *name;
    int away;
};

/* A name that begins as the wanted one does is as near as one with a single slip. */
static void consider(struct nearest *best, const char *name) {
    size_t n = strlen(best->wanted);
    int away = distance(best->wanted, name);
    if (n >= 2 && strncmp(best->wanted, name, n) == 0)
        away = 1;
    int limit = n < 4 ? 1 : n < 8 ? 2 : 3;
    if (away <= limit && (!best->name || away < best->away)) {
        best->name = name;
        best->away = away;
    }
}

/* --- parsing --- */

static const char *const asks[] = {
    [ASK_HELP] = "help", [ASK_VERSION] = "version", [ASK_MAN] = "man"};

static const struct args_command *find_command(const struct args_program *p, const char *name) {
    for (const struct args_command *c = p->commands; c->name; c++) {
        if (str_eq(c->name, name))
            return c;
    }
    return NULL;
}

static bool unknown_command(const struct args_program *p, const char *name, struct err *err) {
    struct nearest near = {.wanted = name};
    for (const struct args_command *c = p->commands; c->name; c++)
        consider(&near, c->name);
    if (near.name)
        return err_set(err, ERR_INPUT, "there is no command \"%s\": did you mean \"%s\"?", name,
                       near.name);
    return err_set(err, ERR_INPUT, "there is no command \"%s\": \"%s --help\" lists them", name,
                   p->name);
}

static bool unknown_option(const struct args_program *p, const struct args_command *c,
                           const char *name, struct err *err) {
    struct nearest near = {.wanted = name};
    for (const struct args_option *o = c->options; o->name; o++)
        consider(&near, o->name);
    consider(&near, "help");
    consider(&near, "version");
    if (near.name)
        return err_set(err, ERR_INPUT, "%s has no option \"--%s\": did you mean \"--%s\"?", c->name,
                       name, near.name);
    return err_set(err, ERR_INPUT, "%s has no option \"--%s\": \"%s %s --help\" lists them",
                   c->name, name, p->name, c->name);
}

struct parser {
    const struct args_program *program;
    struct args *args;
    char **left; /* what is not read yet, NULL-ended */
    struct err *err;
};

/* "name=value" or "name" of an option; takes the next argument if the option needs it. */
static bool parse_option(struct parser *p, char *name) {
    struct args *a = p->args;
    char *value = strchr(name, '=');
    if (value)
        *value++ = '\0';
    for (size_t i = 0; i < sizeof(asks) / sizeof(asks[0]); i++) {
        if (!value && str_eq(name, asks[i])) {
            a->ask = (enum args_ask)i;
            return true;
        }
    }
    const struct args_option *o = a->command->options;
    while (o->name && !str_eq(o->name, name))
        o++;
    if (!o->name)
        return unknown_option(p->program, a->command, name, p->err);
    if (!o->value && value)
        return err_set(p->err, ERR_INPUT, "--%s takes no value: leave out \"=%s\"", name, value);
    if (o->value && !value)
        value = *p->left && !str_starts(*p->left, "--") ? *p->left++ : NULL;
    if (o->value && !value)
        return err_set(p->err, ERR_INPUT, "--%s needs a value: --%s %s", name, name, o->value);
    if (o->value && o->check && !o->check(value, p->err))
        return err_prefix(p->err, "--%s", name);
    a->value[o->id] = o->value ? value : "";
    return true;
}

static bool parse_all(struct parser *p) {
    bool only_operands = false;
    while (*p->left) {
        char *word = *p->left++;
        if (only_operands || word[0] != '-' || word[1] == '\0') {
            p->args->operand[p->args->operands++] = word;
        } else if (str_eq(word, "--")) {
            only_operands = true;
        } else if (str_eq(word, "-h")) {
            p->args->ask = ASK_HELP;
        } else if (word[1] != '-') {
            return err_set(p->err, ERR_INPUT,
                           "there is no option \"%s\": options start with two dashes", word);
        } else if (!parse_option(p, word + 2)) {
            return false;
        }
    }
    return true;
}

static bool check_operands(const struct args_program *p, const struct args *a, bool named,
                           struct err *err) {
    const struct args_command *c = a->command;
    if (a->operands < c->min)
        return err_set(err, ERR_INPUT, "%s is not complete: write %s %s %s", c->name, p->name,
                       c->name, c->operands);
    if (c->max < 0 || a->operands <= c->max)
        return true;
    const char *extra = a->operand[c->max];
    if (!named && find_command(p, extra))
        return err_set(err, ERR_INPUT, "put the command first: %s %s [OPTION]...", p->name, extra);
    return err_set(err, ERR_INPUT, "\"%s\" is too much for %s: leave it out", extra, c->name);
}

bool args_parse(const struct args_program *p, int argc, char **argv, struct args *ret,
                struct err *err) {
    int first = argc > 0 ? 1 : 0;
    bool named = argc > 1 && argv[1][0] != '-';
    struct args a = {.command = p->commands, .operand = argv + first};
    if (named) {
        a.command = find_command(p, argv[1]);
        if (!a.command)
            return unknown_command(p, argv[1], err);
        a.operand++;
    }
    struct parser parser = {.program = p, .args = &a, .left = a.operand, .err = err};
    if (!parse_all(&parser))
        return false;
    if (a.ask == ASK_RUN && !check_operands(p, &a, named, err))
        return false;
    if (a.ask == ASK_HELP && !named)
        a.command = NULL;
    *ret = a;
    return true;
}

const char *args_value(const struct args *a, int id) {
    ASSERT(id >= 0 && id < ARGS_OPTIONS_MAX);
    return a->value[id];
}

bool args_has(const struct args *a, int id) {
    return args_value(a, id) != NULL;
}

/* --- running --- */

int args_fail(const char *program, const struct err *err, int status) {
    fprintf(stderr, "%s: %s\n", program, err->text);
    return status;
}

static int print(const struct args_program *p, struct str *text) {
    struct err err = {0};
    bool ok = fwrite(str_c(text), 1, text->len, stdout) == text->len && fflush(stdout) == 0;
    str_release(text);
    if (ok)
        return EXIT_DONE;
    err_set(&err, ERR_WORLD, "the text could not be written: is its reader gone or the disk full?");
    return args_fail(p->name, &err, EXIT_WORLD);
}

int args_main(const struct args_program *p, int argc, char **argv) {
    struct args a;
    struct err err = {0};
    struct str text = {0};
    if (!args_parse(p, argc, argv, &a, &err))
        return args_fail(p->name, &err, EXIT_USE);
    switch (a.ask) {
    case ASK_RUN:
        return a.command->run(&a);
    case ASK_HELP:
        args_help(p, a.command, &text);
        break;
    case ASK_VERSION:
        str_addf(&text, "%s %s\n", p->name, p->version);
        break;
    case ASK_MAN:
        args_man(p, &text);
        break;
    }
    return print(p, &text);
}
