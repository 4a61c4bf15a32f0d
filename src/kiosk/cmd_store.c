/* turnout status, verify, backup: a look at the store, and a copy of it. */
#include <inttypes.h>
#include <stdio.h>

#include "kiosk/cmd.h"

static void print_json(const struct store_status *st) {
    printf("{\"sessions\":%" PRId64 ",\"actions\":%" PRId64 ",\"open_sessions\":%" PRId64
           ",\"marks\":%" PRId64 ",\"heads\":%" PRId64 ",\"complaints_open\":%" PRId64
           ",\"saved\":%" PRId64 ",\"exported\":%" PRId64 ",\"schema\":%d,\"date_confirmed\":%s}\n",
           st->sessions, st->actions, st->open_sessions, st->marks, st->heads, st->complaints_open,
           st->saved, st->exported, st->schema, st->date_confirmed ? "true" : "false");
}

static void print_words(const struct store_status *st) {
    const struct {
        const char *what;
        int64_t n;
    } row[] = {{"Sessions", st->sessions},           {"Plan actions", st->actions},
               {"Open sessions", st->open_sessions}, {"Marks", st->marks},
               {"Heads counted here", st->heads},    {"Warnings to work off", st->complaints_open},
               {"Records saved", st->saved},         {"Sessions in the last export", st->exported}};
    for (size_t i = 0; i < sizeof row / sizeof *row; i++)
        printf("%-28s %" PRId64 "\n", row[i].what, row[i].n);
}

int cmd_status(const struct args *a) {
    struct clock clock;
    struct err err = {0};
    struct store_status st;
    clock_init_real(&clock);
    struct store *s = cmd_open_store(a, &clock, true, &err);
    bool ok = s && store_status(s, &st, &err);
    store_close(s);
    if (!ok)
        return cmd_fail(&err);
    if (args_has(a, OPT_JSON))
        print_json(&st);
    else
        print_words(&st);
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
