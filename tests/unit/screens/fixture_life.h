/* Dates, and what becomes of a session, at the made-up kiosk before a scene. A part of fixture.h.
 */
#pragma once

/* Programme and records end on the same day as they did; the kiosk says it is years later. */
static inline void before_far_date(struct fixture *f) {
    f->model.date_confirmed = false;
    f->model.today = (struct date){2022, 2, 9};
}

/* An earlier start was told the year 2029, so today's right date is refused. */
static inline void before_wrong_date(struct fixture *f) {
    f->model.date_confirmed = false;
    f->model.last_date = (struct date){2029, 2, 5};
}

static inline void before_boots(struct fixture *f) {
    static const struct boot_view boots[] = {
        {.number = 9,
         .records = 12,
         .first = {2019, 2, 6},
         .last = {2019, 2, 6},
         .confirmed = true,
         .running = true},
        {.number = 8, .records = 1, .first = {2019, 2, 5}, .last = {2019, 2, 5}},
        {.number = 7,
         .records = 148,
         .first = {2029, 2, 4},
         .last = {2029, 2, 5},
         .confirmed = true},
        {.number = 5,
         .records = 61,
         .first = {2019, 1, 23},
         .last = {2019, 1, 23},
         .confirmed = true},
    };
    memcpy(f->model.boot, boots, sizeof boots);
    f->model.boots = sizeof boots / sizeof *boots;
}

static inline void before_programme_cancels(struct fixture *f) {
    f->session[2].status = STATUS_CANCELLED;
}

static inline void before_third(struct fixture *f) {
    f->session[1].counted = (struct count){221, COUNT_EXACT};
    f->session[1].dispute = (struct dispute){.any = true,
                                             .theirs = 218,
                                             .ours = 221,
                                             .settled = 220,
                                             .whose = "teacher",
                                             .settled_by = "staff"};
}
