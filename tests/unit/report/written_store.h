/* A store with the demo in it, and a report of it: written.h for what more than sessions goes
 * into. */
#pragma once

#include "../store/fixture.h"

#include "../outreach/demo.h"
#include "written.h"

static inline void import_file(struct fixture *f, const char *path) {
    struct import_result result;
    struct ledger *l = store_ledger(f->s, &f->err);
    struct import im = demo_file(path, l, (struct date){0});
    OK(f, store_apply_import(f->s, &im, &result, &f->err));
    import_free(&im);
    ledger_free(l);
}

/* In place of what the fixture has. */
static inline void import_demo(struct fixture *f) {
    fixture_sql(f, "DELETE FROM session");
    import_file(f, DEMO_PLAN);
    import_file(f, DEMO_PROGRAMME);
}

static inline struct written written_of_store(struct fixture *f, const struct report_opts *opts) {
    struct written w = {0};
    char path[128];
    struct report_opts o = *opts;
    o.store = f->s;
    fixture_path(f, "report.csv", path);
    OK(f, report_write(store_reader(f->s), &o, path, &w.sessions, &f->err));
    OK(f, store_reader_end(f->s, &f->err));
    OK(f, file_read(path, 1 << 20, &w.bytes, &f->err));
    written_read(&w);
    return w;
}
