/* USB sticks of the made-up kiosk: the part of fixture.h that knows them, included by it only. */
#pragma once

static inline void before_stick(struct fixture *f) {
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

static inline void before_on_stick(struct fixture *f) {
    before_stick(f);
    STR_COPY(f->model.on_stick, "turnout-hall-2");
    f->model.on_stick_files = 3;
    f->model.on_stick_envelopes = (struct release_view){.envelopes = 26, .held = RELEASE_OPEN};
}
