/* The check-in list of the made-up kiosk: the part of fixture.h that knows it, included by it only.
 */
#pragma once

/* The afternoon's training of adults: seven on the list, two of them here, one on the way to the
 * card, and a walk-in. */
static inline void before_list(struct fixture *f) {
    static const struct person people[] = {
        {"00000000000000a1", "Ami Ross-Lane", "St Giles Trust", "", ""},
        {"00000000000000a2", "Bernadette Oyelaran-Castellanos", "Hertsmere Borough Council", "",
         ""},
        {"00000000000000a3", "Joan Ross", "Hertsmere Borough Council", "", "J9-003"},
        {"00000000000000a4", "Kai Lindqvist", "", "", ""},
        {"00000000000000a5", "Rosalind K.", "Clarion Housing", "", "J9-005"},
        {"00000000000000a6", "Rose A.", "Refuge \u00b7 outreach", "", "J9-006"},
        {"00000000000000a7", "Tom Baxter", "Clarion Housing", "", "J9-007"}};
    static const struct tape_mark marks[] = {
        {.seq = 1, .n = 1, .band = "adult", .minute = 802, .entry = "00000000000000a5"},
        {.seq = 2, .n = 1, .band = "adult", .minute = 805, .entry = "00000000000000a7"},
        {.seq = 3,
         .n = 1,
         .band = "adult",
         .minute = 807,
         .entry = "00000000000000b1",
         .walk_in = true}};
    static struct named named[] = {{.entry = "00000000000000b1", .name = "Wilhelmina Park"}};
    struct model *m = &f->model;
    m->tape = (struct tape_view){
        .session = 2, .life = LIFE_OPEN, .class_size = 30, .bands = 1, .mark = f->mark, .marks = 3};
    STR_COPY(m->tape.band[0].key, "adult");
    m->tape.band[0].saved = 3;
    memcpy(f->mark, marks, sizeof marks);
    for (size_t i = 0; i < m->tape.marks; i++)
        f->mark[i].date = (struct date){2019, 2, 6};
    f->session[2].life = LIFE_OPEN;
    f->session[1].life = LIFE_NEW;
    m->roster.session = 2;
    m->roster.people = people_build(people, sizeof people / sizeof *people);
    m->roster.named = named;
    m->roster.names = 1;
}

static inline void before_arriving(struct fixture *f) {
    before_list(f);
    f->model.pendings = 1;
    f->model.pending[0] = (struct pending){.ticket = 1, .session = 2, .n = 1, .came = true};
    STR_COPY(f->model.pending[0].band, "adult");
    STR_COPY(f->model.pending[0].entry, "00000000000000a1");
}

static inline void before_too_many(struct fixture *f) {
    before_list(f);
    f->session[2].reported.n = 2;
}

static inline void before_over(struct fixture *f) {
    before_list(f);
    f->session[2].capacity = 2;
}

static inline void before_no_list(struct fixture *f) {
    before_list(f);
    model_forget_roster(&f->model.roster);
    f->model.roster.session = 2;
    f->model.tape.marks = 0;
}

/* A visitor has the sheet: nobody is in, and no name is in memory. */
static inline void before_sheet(struct fixture *f) {
    before_list(f);
    model_hand_over(&f->model, 2);
}

static inline void before_signed_in(struct fixture *f) {
    static struct named named[] = {
        {"00000000000000b1", "Wilhelmina Park", "Clarion Housing", false}};
    before_list(f);
    f->mark[2].signed_in = true;
    f->model.roster.named = named;
}

/* With a key of the coordinator and no list: who signed in is nobody's to read here. */
static inline void before_sealed(struct fixture *f) {
    static struct named named[] = {
        {.entry = "00000000000000a5", .name = "", .organisation = "", .sealed = true},
        {.entry = "00000000000000a7", .name = "", .organisation = "", .sealed = true},
        {.entry = "00000000000000b1", .name = "Wilhelmina Park"}};
    before_list(f);
    people_free(f->model.roster.people);
    f->model.roster.people = NULL;
    f->mark[0].walk_in = f->mark[1].walk_in = true;
    f->mark[0].signed_in = f->mark[1].signed_in = true;
    f->model.roster.named = named;
    f->model.roster.names = 3;
    f->model.has_key = true;
}

static inline void before_sealed_sheet(struct fixture *f) {
    before_sheet(f);
    f->model.has_key = true;
}

static inline void before_list_loads(struct fixture *f) {
    before_list(f);
    model_forget_roster(&f->model.roster);
}
