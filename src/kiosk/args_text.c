/* The texts that are made from the tables of commands and options: --help and the man page. */
#include "kiosk/args.h"

#include <string.h>

/* --- help --- */

enum { HELP_COLUMNS = 80, HELP_GAP = 2 };

/* Adds words behind what stands on the line, and starts further lines at column `indent`. */
static void wrap(struct str *out, const char *text, size_t indent, size_t column) {
    while (*text) {
        size_t word = strcspn(text, " ");
        if (column > indent && column + 1 + word > HELP_COLUMNS) {
            str_addf(out, "\n%*s", (int)indent, "");
            column = indent;
        } else if (column > indent) {
            str_addc(out, ' ');
            column++;
        }
        str_addn(out, text, word);
        column += word;
        text += word + strspn(text + word, " ");
    }
    str_addc(out, '\n');
}

/* A help line as a sentence: large first letter, full stop. */
static void sentence(struct str *out, const char *help) {
    size_t start = out->len;
    str_addf(out, "%s.", help);
    if (out->p[start] >= 'a' && out->p[start] <= 'z')
        out->p[start] = (char)(out->p[start] - 'a' + 'A');
}

/* "  left side      what it does", with the right side at column `at`. */
static void help_row(struct str *out, const char *left, size_t at, const char *help) {
    str_addf(out, "  %-*s", (int)(at - HELP_GAP), left);
    wrap(out, help, at, at);
}

/* "--data DIR" */
static void option_head(struct str *out, const struct args_option *o) {
    str_addf(out, "--%s%s%s", o->name, o->value ? " " : "", o->value ? o->value : "");
}

static void help_options(struct str *out, const struct args_option *options) {
    struct str head CLEANUP(str_release) = {0};
    size_t at = strlen("  --version  ");
    for (const struct args_option *o = options; o->name; o++) {
        str_cut(&head, 0);
        option_head(&head, o);
        if (head.len + 2 * HELP_GAP > at)
            at = head.len + 2 * HELP_GAP;
    }
    str_add(out, "\nOptions:\n");
    for (const struct args_option *o = options; o->name; o++) {
        str_cut(&head, 0);
        option_head(&head, o);
        help_row(out, str_c(&head), at, o->help);
    }
    help_row(out, "--help", at, "prints this");
}

static void usage(struct str *out, const struct args_program *p, const struct args_command *c) {
    str_addf(out, "%s %s [OPTION]...%s%s\n", p->name, c->name, *c->operands ? " " : "",
             c->operands);
}

static void help_program(const struct args_program *p, struct str *out) {
    size_t at = strlen("  --version  ");
    str_addf(out, "%s: %s\n", p->name, p->help);
    str_add(out, "\nUsage:\n");
    for (const struct args_command *c = p->commands; c->name; c++) {
        str_add(out, "  ");
        usage(out, p, c);
    }
    str_add(out, "\nCommands:\n");
    for (const struct args_command *c = p->commands; c->name; c++)
        help_row(out, c->name, at, c->help);
    str_addf(out, "\nWithout a command, %s is meant. What else there is:\n", p->commands->name);
    help_row(out, "--help", at, "behind a command: prints its options");
    help_row(out, "--version", at, "prints the version");
}

void args_help(const struct args_program *p, const struct args_command *command, struct str *out) {
    if (!command) {
        help_program(p, out);
        return;
    }
    struct str more CLEANUP(str_release) = {0};
    str_add(out, "Usage: ");
    usage(out, p, command);
    str_add(out, "\n");
    sentence(&more, command->help);
    if (command->more)
        str_addf(&more, " %s", command->more);
    wrap(out, str_c(&more), 0, 0);
    help_options(out, command->options);
}

/* --- man page --- */

void args_roff(struct str *out, const char *text) {
    bool start = out->len == 0 || out->p[out->len - 1] == '\n';
    for (; *text; text++) {
        if (start && (*text == '.' || *text == '\''))
            str_add(out, "\\&");
        if (*text == '\\')
            str_add(out, "\\e");
        else if (*text == '-')
            str_add(out, "\\-");
        else
            str_addc(out, *text);
        start = *text == '\n';
    }
}

/* A line of its own: macro, then the text, in quotes so that it stays one argument. */
static void roff_line(struct str *out, const char *macro, const char *text) {
    str_addf(out, "%s ", macro);
    str_addc(out, '"');
    args_roff(out, text);
    str_add(out, "\"\n");
}

void args_roff_sentence(struct str *out, const char *help) {
    struct str text CLEANUP(str_release) = {0};
    sentence(&text, help);
    args_roff(out, str_c(&text));
    str_addc(out, '\n');
}

static void man_command(struct str *out, const struct args_program *p,
                        const struct args_command *c) {
    struct str head CLEANUP(str_release) = {0};
    str_addf(&head, "%s %s%s%s", p->name, c->name, *c->operands ? " " : "", c->operands);
    roff_line(out, ".SS", str_c(&head));
    args_roff_sentence(out, c->help);
    if (c->more) {
        args_roff(out, c->more);
        str_add(out, "\n");
    }
    for (const struct args_option *o = c->options; o->name; o++) {
        str_cut(&head, 0);
        option_head(&head, o);
        str_add(out, ".TP\n");
        roff_line(out, ".B", str_c(&head));
        args_roff_sentence(out, o->help);
    }
}

void args_man(const struct args_program *p, struct str *out) {
    str_add(out, ".TH ");
    for (const char *c = p->name; *c; c++)
        str_addc(out, *c >= 'a' && *c <= 'z' ? (char)(*c - 'a' + 'A') : *c);
    str_addf(out, " 1 \"\" \"%s %s\" \"User Commands\"\n.SH NAME\n", p->name, p->version);
    args_roff(out, p->name);
    str_add(out, " \\- ");
    args_roff(out, p->help);
    str_add(out, "\n.SH SYNOPSIS\n.B ");
    args_roff(out, p->name);
    str_add(out, "\n[\\fICOMMAND\\fR] [\\fIOPTION\\fR]... [\\fIOPERAND\\fR]...\n.SH DESCRIPTION\n");
    args_roff(out, p->more);
    str_addf(out, "\n.PP\nWithout a command, \\fB%s\\fR is meant.\n.SH COMMANDS\n",
             p->commands->name);
    for (const struct args_command *c = p->commands; c->name; c++)
        man_command(out, p, c);
    if (p->man_more)
        p->man_more(out);
    str_add(out,
            ".SH \"EXIT STATUS\"\n.TP\n.B 0\nDone.\n.TP\n.B 1\nThe world failed: a disk, a file, "
            "a device.\n.TP\n.B 2\nWrong use: the command line has to be put right.\n");
}
