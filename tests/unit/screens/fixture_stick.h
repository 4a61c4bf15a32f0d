/* USB sticks of the made-up kiosk: the part of fixture.h that knows them, included by it only. */
#pragma once

static inline void before_stick(struct fixture *f) {
    static const char *const reports[] = {"sessions", "summary",  "plan",
                                          "tallies",  "register", "feedback"};
    f->model.reports = sizeof reports / sizeof *reports;
    memcpy(f->model.report, reports, sizeof reports);
    struct stick_view *stick = &f->model.stick[0];
    STR_COPY(stick->name, "BLUE");
    stick->room = 3200000000;
    STR_COPY(stick->file[0].name, "plan.csv");
    stick->file[0].bytes = 8120;
    STR_COPY(stick->file[1].name, "programme.csv");
    stick->file[1].bytes = 24310;
    STR_COPY(stick->file[2].name, "rosters/hertswood-9.csv");
    stick->file[2].bytes = 912;
    stick->files = 3;
    f->model.sticks = 1;
}

static inline void before_stick_staff(struct fixture *f) {
    before_stick(f);
    f->model.who = WHO_STAFF;
}

static inline void before_stick_protected(struct fixture *f) {
    before_stick(f);
    f->model.stick[0].read_only = true;
    f->model.stick[0].files = 0;
}

static inline void before_stick_foreign(struct fixture *f) {
    before_stick(f);
    f->model.stick[0].unreadable = true;
}

static inline void before_sticks(struct fixture *f) {
    before_stick(f);
    STR_COPY(f->model.stick[1].name, "WHITE-2");
    f->model.stick[1].room = 61000000;
    f->model.sticks = 2;
}

static inline void before_to_stick(struct fixture *f) {
    before_stick(f);
    f->model.job =
        (struct job_view){.kind = CMD_TO_STICK, .running = true, .done = 26000, .total = 48620};
}

static inline void before_slow_stick(struct fixture *f) {
    before_to_stick(f);
    f->model.job.since = f->model.now - 60000;
}

static inline void before_stick_names(struct fixture *f) {
    before_stick(f);
    f->model.names_kept = true;
}

/* Names are here, and the session has a list; or none. */
static inline void before_paper(struct fixture *f) {
    before_list(f);
    before_stick_names(f);
}

static inline void before_no_paper(struct fixture *f) {
    before_no_list(f);
    before_stick_names(f);
}

/* A session of pupils that took place. */
static inline void before_school_sheet(struct fixture *f) {
    before_quiet_day(f);
    before_stick(f);
}

static inline void before_totals(struct fixture *f) {
    STR_COPY(f->model.totals, "Turnout, 06/02/2019, OFFICIAL\n"
                              "Hertswood Academy: 3 sessions, 221 students\n"
                              "Borehamwood Shopping Park: 1 session, at least 70 people\n"
                              "Elstree Studios, the training room upstairs: 1 session, number not "
                              "shown\nLeaflets: 120\nKnife bin: 3\nand 2 more");
}

static inline void before_on_stick(struct fixture *f) {
    before_stick(f);
    STR_COPY(f->model.on_stick, "turnout-hall-2-2019-02-06");
    f->model.on_stick_files = 3;
    f->model.on_stick_envelopes =
        (struct release_view){.envelopes = 26, .forms = 4, .held = RELEASE_OPEN};
}
