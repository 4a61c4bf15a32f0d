/* Any bytes as a plan, its updates, a programme, replies or figures of others: read, checked
 * against nothing, checked against themselves, exported. What no complaint stops the store can
 * keep, and the places of a programme are choices that a form can hold. */
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include "base/module.h"
#include "base/utf8.h"
#include "outreach/areas.h"
#include "outreach/import.h"
#include "report/report.h"

/* As the store keeps it. */
static void take_update(struct typed_list *l, const struct import_row *row) {
    if (row->typed.text[0] != '\0')
        l->typed[l->typeds++] = row->typed;
    if (row->rated)
        l->rating[l->ratings++] = row->rating;
}

static void take_figure(struct figure_list *l, const struct import_row *row) {
    if (row->change != CHANGE_MERGED && row->figure.value[0] != '\0')
        l->figure[l->figures++] = row->figure;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* Whatever was cut from the file into a sentence is still text. */
static void check_texts(const struct import *im) {
    for (size_t i = 0; i < im->complaints; i++) {
        const struct complaint *c = &im->complaint[i];
        ASSERT(c->what[0] != '\0' && utf8_valid(c->what, strlen(c->what), NULL));
        ASSERT(c->todo[0] != '\0' && utf8_valid(c->todo, strlen(c->todo), NULL));
        ASSERT(c->row == SIZE_MAX || c->row < im->rows);
    }
}

/* As the store judges it, which has no line to name. */
static void check_fits(const struct import *im) {
    struct err err = {0};
    for (size_t i = 0; i < im->rows; i++) {
        const struct import_row *row = &im->row[i];
        if (im->kind == IMPORT_UPDATES)
            ASSERT((row->typed.text[0] == '\0' || typed_fits(&row->typed, &err)) &&
                   (!row->rated || rating_fits(&row->rating, &err)));
        else if (im->kind == IMPORT_FIGURES)
            ASSERT(figure_fits(&row->figure, &err));
    }
}

static void check_areas(struct import *im) {
    static const char allowed[] = "abcdefghijklmnopqrstuvwxyz0123456789_";
    struct area area[AREAS_MAX];
    struct area_said *said = arena_array(&im->arena, im->rows, sizeof *said);
    for (size_t i = 0; i < im->rows; i++)
        said[i] = (struct area_said){im->row[i].session.venue, im->row[i].session.ward};
    size_t n = areas_of(said, im->rows, &im->arena, area);
    ASSERT(n <= AREAS_MAX);
    for (size_t i = 0; i < n; i++) {
        ASSERT(str_starts(area[i].value, "at_") && strlen(area[i].value) < 64);
        ASSERT(area[i].value[strspn(area[i].value, allowed)] == '\0');
        ASSERT(area[i].label[0] != '\0');
        ASSERT(utf8_valid(area[i].label, strlen(area[i].label), NULL));
        for (size_t k = 0; k < i; k++)
            ASSERT(strcmp(area[i].value, area[k].value) != 0);
    }
}

static void export_rows(struct import *im) {
    struct session *session = arena_array(&im->arena, im->rows, sizeof *session);
    for (size_t i = 0; i < im->rows; i++)
        session[i] = im->row[i].session;
    struct ledger l = {.session = session, .sessions = im->rows};
    struct ledger_cursor cursor;
    struct report_opts o = {.report = "sessions"};
    FILE *out = fopen("/dev/null", "w");
    ASSERT(out != NULL && report_csv(ledger_reader(&l, &cursor), &o, out, NULL));
    fclose(out);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    struct import first, second;
    struct err err = {0};
    module_set_dir("/nonexistent"); /* calendars are for fuzz_ics */
    if (!import_read("x.csv", (const char *)data, size, &first, &err)) {
        ASSERT((err.kind == ERR_INPUT || err.kind == ERR_MISSING) && err.text[0] != '\0');
        ASSERT(utf8_valid(err.text, strlen(err.text), NULL));
        return 0;
    }
    import_check(&first, NULL, (struct date){2019, 12, 12});
    check_texts(&first);
    struct ledger l = {.session = arena_array(&first.arena, first.rows, sizeof *l.session),
                       .action = arena_array(&first.arena, first.rows, sizeof *l.action),
                       .reply = arena_array(&first.arena, first.rows, sizeof *l.reply)};
    l.typed.typed = arena_array(&first.arena, first.rows, sizeof *l.typed.typed);
    l.typed.rating = arena_array(&first.arena, first.rows, sizeof *l.typed.rating);
    l.figures.figure = arena_array(&first.arena, first.rows, sizeof *l.figures.figure);
    for (size_t i = 0; i < first.rows; i++) {
        if (first.kind == IMPORT_PLAN)
            l.action[l.actions++] = first.row[i].action;
        else if (first.kind == IMPORT_REPLIES)
            l.reply[l.replies++] = first.row[i].reply;
        else if (first.kind == IMPORT_UPDATES)
            take_update(&l.typed, &first.row[i]);
        else if (first.kind == IMPORT_FIGURES)
            take_figure(&l.figures, &first.row[i]);
        else if (first.row[i].change != CHANGE_MERGED)
            l.session[l.sessions++] = first.row[i].session;
    }
    ASSERT(import_read("x.csv", (const char *)data, size, &second, &err));
    import_check(&second, &l, (struct date){0});
    if (first.errors == 0) { /* twice changes nothing */
        ASSERT(second.added == 0 && second.updated == 0);
        check_fits(&first);
        check_areas(&first);
    }
    export_rows(&second);
    import_free(&second);
    import_free(&first);
    return 0;
}
