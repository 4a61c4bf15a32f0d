/* A store with answers to a shipped form, and a report of it. */
#pragma once

#include "../store/fixture.h"

#include "base/str.h"
#include "effects/form_files.h"
#include "forms/form.h"
#include "report/report.h"
#include "store/submission.h"

/* Adds `n` visitors' answers with the same fields; `id` goes on from answer to answer. */
static inline void sample_answers(struct fixture *f, unsigned *id, const char *form,
                                  int64_t session, const char *doubt, int n, const char *fields) {
    char xml[600];
    struct submission x = {.form = form, .version = "2", .session = session, .doubt = doubt};
    snprintf(xml, sizeof xml, "<data id=\"%s\" version=\"2\">%s</data>", form, fields);
    x.xml = xml;
    x.len = strlen(xml);
    for (int i = 0; i < n; i++) {
        snprintf(x.id, sizeof x.id, "%08x-0000-4000-8000-000000000000", (*id)++);
        OK(f, store_submit(f->s, &x, &f->err));
    }
}

/* The report in the form of the name's ending; the caller releases it. */
static inline void sample_file(struct fixture *f, const char *name, struct report_opts o,
                               const char *form_path, struct str *ret) {
    char path[128];
    size_t sessions;
    struct form *form = form_load_file(form_path, NULL, &f->err);
    OK(f, form);
    const struct form *const all[] = {form};
    o.wall = fixture_day(2019, 6, 6);
    o.store = f->s;
    o.form = all;
    o.forms = 1;
    fixture_path(f, name, path);
    OK(f, report_write(store_reader(f->s), &o, path, &sessions, &f->err));
    OK(f, store_reader_end(f->s, &f->err));
    str_cut(ret, 0);
    OK(f, file_read(path, 1 << 20, ret, &f->err));
    form_free(form);
}

static inline void sample_report(struct fixture *f, const char *report, const char *form_path,
                                 enum suppress_mode small, struct date from, struct date until,
                                 struct str *ret) {
    sample_file(
        f, "out.csv",
        (struct report_opts){.report = report, .from = from, .until = until, .small = small},
        form_path, ret);
}

static inline void sample_has(const struct str *report, const char *line) {
    if (strstr(str_c(report), line) == NULL)
        fail_msg("there is no \"%s\" in\n%s", line, str_c(report));
}

static inline void sample_has_not(const struct str *report, const char *line) {
    if (strstr(str_c(report), line) != NULL)
        fail_msg("there is \"%s\" in\n%s", line, str_c(report));
}
