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

/* A folder of a stick, as the dry run finds it. */
static inline void before_batch(struct fixture *f) {
    static struct batch_said programme[] = {
        {.line = 17,
         .what = "Mount Grace School on 8 October 2019 stands under two actions.",
         .todo = "It is counted once and shown under each."},
        {.line = 33,
         .what = "A school session on Saturday 9 November 2019.",
         .todo = "Ask the school for the day."},
    };
    static struct batch_file file[6];
    static struct batch_view view;
    file[0] = (struct batch_file){
        .name = "plan.csv", .kind = BATCH_PLAN, .note = "", .rows = 50, .same = 48, .changed = 2};
    file[1] = (struct batch_file){.name = "programme-2019.csv",
                                  .kind = BATCH_PROGRAMME,
                                  .note = "",
                                  .rows = 116,
                                  .added = 113,
                                  .merged = 3,
                                  .gone = 4,
                                  .said = programme,
                                  .saids = 2};
    file[2] = (struct batch_file){
        .name = "rosters/j9.csv", .kind = BATCH_ROSTER, .note = "", .rows = 31, .added = 31};
    file[3] = (struct batch_file){
        .name = "replies.csv", .kind = BATCH_REPLIES, .note = "", .rows = 3, .added = 3, .gone = 1};
    file[4] = (struct batch_file){.name = "forms/youth.xml",
                                  .kind = BATCH_FORM,
                                  .note = "youth-club, version 20190204: What should the youth "
                                          "club do? (1 question)."};
    file[5] = (struct batch_file){
        .name = "help/act.md", .kind = BATCH_CARD, .note = "ACT", .there = true};
    view = (struct batch_view){.file = file, .files = 6, .unknown = 213};
    f->model.batch = &view;
}

static inline void before_batch_errors(struct fixture *f) {
    static struct batch_said wrong = {.stops = true,
                                      .line = 40,
                                      .what = "\u201c31/02/2019\u201d is not a day.",
                                      .todo = "Write the date as DD/MM/YYYY."};
    static struct batch_said photo = {
        .stops = true,
        .what = "This is a PDF: ask for the table that it was made from and save that as CSV.",
        .todo = ""};
    before_batch(f);
    f->model.batch->wrong = 2;
    f->model.batch->file[1].said = &wrong;
    f->model.batch->file[1].saids = f->model.batch->file[1].errors = 1;
    f->model.batch->file[5] = (struct batch_file){.name = "later.csv",
                                                  .kind = BATCH_UNKNOWN,
                                                  .note = "",
                                                  .said = &photo,
                                                  .saids = 1,
                                                  .errors = 1};
}

/* A help card that was chosen alone, and that is here. */
static inline void before_batch_card(struct fixture *f) {
    before_batch(f);
    f->model.batch->file += 5;
    f->model.batch->files = 1;
    f->model.batch->unknown = 0;
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
