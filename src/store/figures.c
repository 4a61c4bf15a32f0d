/* Numbers of others that stand beside ours, as a coordinator's files bring them. */
#include "store/store_internal.h"

#include <string.h>

#define KEY "lower(area), lower(measure), from_day, until_day, lower(source)"

static bool insert(struct store *s, const struct figure *f, struct err *err) {
    char from[11], until[11];
    date_iso(f->from, from);
    date_iso(f->until, until);
    return figure_fits(f, err) &&
           db_run(s->db, err,
                  "INSERT INTO figure(area, period, from_day, until_day, measure, value, source)"
                  " VALUES(?, ?, ?, ?, ?, ?, ?)",
                  "ttttttt", f->area, f->period, from, until, f->measure, f->value, f->source);
}

bool store_figures(struct store *s, struct arena *a, struct figure_list *ret, struct err *err) {
    struct figure_list l = {0};
    int64_t count;
    if (!db_ask_int(s->db, err, &count, 0, "SELECT count(*) FROM figure", ""))
        return false;
    l.figure = arena_array(a, (size_t)count + 1, sizeof *l.figure);
    struct db_rows *r = db_ask(s->db,
                               "SELECT area, period, from_day, until_day, measure, value, source"
                               " FROM figure WHERE value <> '' AND seq IN"
                               " (SELECT max(seq) FROM figure GROUP BY " KEY ") ORDER BY " KEY,
                               "");
    while (l.figures < (size_t)count && db_next(r))
        l.figure[l.figures++] = (struct figure){.area = arena_strdup(a, db_text(r, 0)),
                                                .period = arena_strdup(a, db_text(r, 1)),
                                                .from = date_from_iso(db_text(r, 2)),
                                                .until = date_from_iso(db_text(r, 3)),
                                                .measure = arena_strdup(a, db_text(r, 4)),
                                                .value = arena_strdup(a, db_text(r, 5)),
                                                .source = arena_strdup(a, db_text(r, 6))};
    if (!db_done(r, err))
        return false;
    *ret = l;
    return true;
}

/* ---- a file ---- */

/* The value that stands; NULL: none. */
static const struct figure *standing(const struct figure_list *l, const struct figure *f) {
    for (size_t i = 0; i < l->figures; i++)
        if (figure_is_of(&l->figure[i], f))
            return &l->figure[i];
    return NULL;
}

/* What stands is asked anew: another file may have come between the check and now. */
bool figures_import(struct store *s, const struct import *im, struct import_result *res,
                    struct err *err) {
    ARENA(a);
    struct figure_list l;
    if (!store_figures(s, &a, &l, err))
        return false;
    for (size_t i = 0; i < im->rows; i++) {
        const struct figure *f = &im->row[i].figure, *old = standing(&l, f);
        if (im->row[i].change == CHANGE_MERGED) {
            res->merged++;
            continue;
        }
        if (strcmp(old != NULL ? old->value : "", f->value) == 0) {
            res->same++;
            continue;
        }
        if (!insert(s, f, err))
            return false;
        res->added += old == NULL;
        res->updated += old != NULL;
    }
    return true;
}
