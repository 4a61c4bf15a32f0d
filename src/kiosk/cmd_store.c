/* turnout status, verify, backup: a look at the store, and a copy of it. */
#include <inttypes.h>
#include <stdio.h>

#include "kiosk/cmd.h"
#include "store/retention.h"

struct whole {
    struct store_status numbers;
    struct arena arena;
    struct purged *purged; /* the log of deletions, newest first */
    size_t purges;
    struct lapses lapses; /* of the plan, by today */
};

static void print_json(const struct whole *s) {
    const struct store_status *st = &s->numbers;
    printf("{\"sessions\":%" PRId64 ",\"actions\":%" PRId64 ",\"open_sessions\":%" PRId64
           ",\"marks\":%" PRId64 ",\"heads\":%" PRId64 ",\"complaints_open\":%" PRId64
           ",\"saved\":%" PRId64 ",\"exported\":%" PRId64 ",\"schema\":%d,\"date_confirmed\":%s,"
           "\"lapses\":%zu,\"lapsed\":%zu,\"deleted\":[",
           st->sessions, st->actions, st->open_sessions, st->marks, st->heads, st->complaints_open,
           st->saved, st->exported, st->schema, st->date_confirmed ? "true" : "false",
           s->lapses.n - s->lapses.over, s->lapses.over);
    for (size_t i = 0; i < s->purges; i++) {
        char day[11], before[11];
        const struct purged *p = &s->purged[i];
        date_iso(p->day, day);
        date_iso(p->before, before);
        printf("%s{\"day\":\"%s\",\"what\":\"%s\",\"before\":\"%s\",\"n\":%" PRId64
               ",\"sessions\":%" PRId64 ",\"by\":\"%s\"}",
               i > 0 ? "," : "", day, p->what, before, p->n, p->sessions, p->by);
    }
    puts("]}");
}

/* What somebody has to do comes last, where the eye ends up. */
static void print_lapses(const struct lapses *l) {
    struct str words CLEANUP(str_release) = {0};
    lapse_say(&words, l);
    for (size_t i = 0; i < l->n; i++) {
        str_add(&words, "\n  ");
        lapse_say_one(&words, &l->lapse[i], i < l->over);
    }
    if (words.len > 0)
        puts(str_c(&words));
}

static void print_words(const struct whole *s) {
    const struct store_status *st = &s->numbers;
    const struct {
        const char *what;
        int64_t n;
    } row[] = {{"Sessions", st->sessions},           {"Plan actions", st->actions},
               {"Open sessions", st->open_sessions}, {"Marks", st->marks},
               {"Heads counted here", st->heads},    {"Warnings to work off", st->complaints_open},
               {"Records saved", st->saved},         {"Sessions in the last export", st->exported}};
    for (size_t i = 0; i < sizeof row / sizeof *row; i++)
        printf("%-28s %" PRId64 "\n", row[i].what, row[i].n);
    for (size_t i = 0; i < s->purges; i++) {
        char day[11], before[11];
        const struct purged *p = &s->purged[i];
        date_uk(p->day, day);
        date_uk(p->before, before);
        printf("Deleted on %-17s %" PRId64 " %s from before %s, by %s\n", day, p->n, p->what,
               before, p->by);
    }
    print_lapses(&s->lapses);
}

int cmd_status(const struct args *a) {
    struct clock clock;
    struct err err = {0};
    struct whole st = {.arena = {0}};
    clock_init_real(&clock);
    struct store *s = cmd_open_store(a, &clock, true, &err);
    bool ok = s && store_status(s, &st.numbers, &err) &&
              store_purges(s, &st.arena, &st.purged, &st.purges, &err) &&
              store_lapses(s, &st.arena, date_of_wall(store_wall(s), NULL), &st.lapses, &err);
    store_close(s);
    if (!ok) {
        arena_free(&st.arena);
        return cmd_fail(&err);
    }
    if (args_has(a, OPT_JSON))
        print_json(&st);
    else
        print_words(&st);
    arena_free(&st.arena);
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
