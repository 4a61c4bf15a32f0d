/* turnout status, verify, backup: a look at the store, and a copy of it. */
#include <inttypes.h>
#include <stdio.h>

#include "kiosk/cmd.h"

static void print_json(const struct store_status *st, const struct lapses *l) {
    printf("{\"sessions\":%" PRId64 ",\"actions\":%" PRId64 ",\"open_sessions\":%" PRId64
           ",\"marks\":%" PRId64 ",\"heads\":%" PRId64 ",\"complaints_open\":%" PRId64
           ",\"saved\":%" PRId64 ",\"exported\":%" PRId64 ",\"schema\":%d,\"date_confirmed\":%s,"
           "\"lapses\":%zu,\"lapsed\":%zu}\n",
           st->sessions, st->actions, st->open_sessions, st->marks, st->heads, st->complaints_open,
           st->saved, st->exported, st->schema, st->date_confirmed ? "true" : "false",
           l->n - l->over, l->over);
}

/* What somebody has to do comes last, where the eye ends up. */
static void print_lapses(const struct lapses *l) {
    struct str words CLEANUP(str_release) = {0};
    lapse_say(&words, l);
    for (size_t i = 0; i < l->n; i++) {
        str_add(&words, "\n  ");
        lapse_say_one(&words, &l->lapse[i]);
    }
    if (words.len > 0)
        puts(str_c(&words));
}

static void print_words(const struct store_status *st, const struct lapses *l) {
    const struct {
        const char *what;
        int64_t n;
    } row[] = {{"Sessions", st->sessions},           {"Plan actions", st->actions},
               {"Open sessions", st->open_sessions}, {"Marks", st->marks},
               {"Heads counted here", st->heads},    {"Warnings to work off", st->complaints_open},
               {"Records saved", st->saved},         {"Sessions in the last export", st->exported}};
    for (size_t i = 0; i < sizeof row / sizeof *row; i++)
        printf("%-28s %" PRId64 "\n", row[i].what, row[i].n);
    print_lapses(l);
}

int cmd_status(const struct args *a) {
    struct clock clock;
    struct err err = {0};
    struct store_status st;
    struct lapses lapses;
    ARENA(arena);
    clock_init_real(&clock);
    struct store *s = cmd_open_store(a, &clock, true, &err);
    bool ok = s && store_status(s, &st, &err) &&
              store_lapses(s, &arena, date_of_wall(store_wall(s), NULL), &lapses, &err);
    store_close(s);
    if (!ok)
        return cmd_fail(&err);
    if (args_has(a, OPT_JSON))
        print_json(&st, &lapses);
    else
        print_words(&st, &lapses);
    return EXIT_DONE;
}

int cmd_verify(const struct args *a) {
    struct clock clock;
    struct err err = {0};
    struct store_status st;
    clock_init_real(&clock);
    struct store *s = cmd_open_store(a, &clock, true, &err);
    bool ok = s && store_verify(s, &err) && store_status(s, &st, &err);
    store_close(s);
    if (!ok)
        return cmd_fail(&err);
    printf("The store is whole: %" PRId64 " sessions, %" PRId64 " marks, %" PRId64 " heads.\n",
           st.sessions, st.marks, st.heads);
    return EXIT_DONE;
}

int cmd_backup(const struct args *a) {
    struct clock clock;
    struct err err = {0};
    clock_init_real(&clock);
    struct store *s = cmd_open_store(a, &clock, true, &err);
    bool ok = s && store_backup(s, a->operand[0], &err);
    store_close(s);
    if (!ok)
        return cmd_fail(&err);
    printf("Copied to %s.\n", a->operand[0]);
    return EXIT_DONE;
}
