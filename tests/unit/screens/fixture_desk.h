/* The coordinator's desk: files that wait, a dry run, an export, what is to be put right. A part of
 * fixture.h, whose struct it fills. */
#pragma once

static inline void before_files(struct fixture *f) {
    STR_COPY(f->model.file[0].name, "programme-2019.csv");
    f->model.file[0].bytes = 24310;
    STR_COPY(f->model.file[1].name, "st-giles-spring.ics");
    f->model.file[1].bytes = 812;
    f->model.files = 2;
}

static inline void before_check(struct fixture *f) {
    static const struct complaint found[] = {
        {.severity = COMPLAINT_WARNING,
         .rule = "duplicate",
         .line = 17,
         .what = "Mount Grace School on 8 October 2019 stands under two actions.",
         .todo = "It is counted once and shown under each."},
        {.severity = COMPLAINT_WARNING,
         .rule = "weekend",
         .line = 33,
         .what = "A school session on Saturday 9 November 2019.",
         .todo = "Ask the school for the day."},
        {.severity = COMPLAINT_WARNING,
         .rule = "alias",
         .line = 8,
         .what = "\u201cMeryfield primary school\u201d looks like \u201cMeryfields primary "
                 "school\u201d.",
         .todo = "Use one name."},
        {.severity = COMPLAINT_ERROR,
         .rule = "date",
         .line = 40,
         .what = "\u201c31/02/2019\u201d is not a day.",
         .todo = "Write the date as DD/MM/YYYY."},
    };
    memcpy(f->found, found, sizeof found);
    f->import = (struct import){.kind = IMPORT_PROGRAMME,
                                .file = "programme-2019.csv",
                                .row = f->row,
                                .rows = 116,
                                .complaint = f->found,
                                .complaints = 3,
                                .added = 113,
                                .merged = 3};
    f->model.checked = &f->import;
}

static inline void before_key(struct fixture *f) {
    f->model.key =
        (struct key_view){.file = "coordinator.public.pem", .now = "3f9a 0c12 77de 4b81"};
}

static inline void before_other_key(struct fixture *f) {
    before_key(f);
    STR_COPY(f->model.key.before, "81d0 22b7 5e1c 9a40");
}

static inline void before_second_key(struct fixture *f) {
    before_other_key(f);
    STR_COPY(f->model.key.second, f->model.key.now);
    f->model.key.is_second = true;
}

static inline void before_same_key(struct fixture *f) {
    before_other_key(f);
    f->model.key.same = true;
}

static inline void before_check_errors(struct fixture *f) {
    before_check(f);
    f->import.complaints = 4;
    f->import.errors = 1;
}

static inline void before_export(struct fixture *f) {
    f->model.job = (struct job_view){.kind = CMD_EXPORT, .running = true, .done = 60, .total = 113};
}

static inline void before_exported(struct fixture *f) {
    STR_COPY(f->model.exported, "/media/usb/turnout-7/sessions-2019-02-06.csv");
}

static inline void before_complaints(struct fixture *f) {
    static const struct complaint_view item[] = {
        {.id = 1,
         .file = "programme-2019.csv",
         .rule = "weekend",
         .line = 33,
         .session = 7,
         .what = "A school session on Saturday 9 November 2019.",
         .todo = "Ask the school for the day."},
        {.id = 2,
         .file = "programme-2019.csv",
         .rule = "alias",
         .line = 8,
         .what = "\u201cMeryfield primary school\u201d looks like \u201cMeryfields primary "
                 "school\u201d.",
         .todo = "Use one name."},
        {.id = 3,
         .file = "programme-2019.csv",
         .rule = "year",
         .line = 52,
         .session = 8,
         .done = true,
         .what = "No year is given.",
         .todo = "Write the year."},
    };
    memcpy(f->complaint, item, sizeof item);
    f->model.complaints.item = f->complaint;
    f->model.complaints.n = 3;
    f->model.complaints.open = 2;
}

/* Names and drafts of a year ago, and envelopes that were taken away. */
static inline void before_purge(struct fixture *f) {
    f->model.overdue[KEEP_NAMES] =
        (struct overdue_view){.n = 31, .sessions = 3, .before = {2018, 2, 1}};
    f->model.overdue[KEEP_DRAFTS] =
        (struct overdue_view){.n = 1, .sessions = 1, .before = {2018, 2, 1}};
    f->model.overdue[KEEP_ENVELOPES] = (struct overdue_view){.n = 24, .before = {2018, 11, 1}};
}

static inline void before_purge_names(struct fixture *f) {
    before_purge(f);
    f->model.overdue[KEEP_DRAFTS] = f->model.overdue[KEEP_ENVELOPES] = (struct overdue_view){0};
}
