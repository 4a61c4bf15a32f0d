/* What is tallied at the made-up kiosk, and what happened to it before a scene. A part of
 * fixture.h, whose struct it fills. */
#pragma once

/* Session 1 offers all of them. */
static inline void fixture_tallies(struct fixture *f) {
    static const char plan[] =
        "[leaflets]\ntitle = Leaflets\nevents = *\n"
        "item.fearless = Fearless and Crimestoppers\nitem.helpline = Domestic abuse helpline\n"
        "item.cuckooing = Cuckooing: spot the signs\nitem.online = Online safety\n"
        "[bin]\ntitle = Knife bin\nevents = school_workshop\npeople = 2\n"
        "opening = Open the bin\nitem.kitchen = Kitchen knives\n"
        "item.folding = Folding and pocket knives\nitem.zombie = Zombie knives and machetes\n"
        "item.other = Other weapons\n"
        "[referrals]\ntitle = Referrals\nevents = school_workshop\n"
        "item.yap = Youth Action Panel\nitem.yc = YC Hertfordshire\nitem.mind = Mind outreach\n"
        "outcome.made = Made\noutcome.accepted = Accepted\noutcome.waiting = Waiting\n";
    static const struct tally_sum sums[] = {
        {"leaflets/fearless", 0, 42},     {"leaflets/online", 0, 7}, {"referrals/yap/made", 0, 3},
        {"referrals/yap/accepted", 0, 2}, {"bin/kitchen", 1, 12},    {"bin/folding", 1, 3}};
    struct str complaints = {0};
    ASSERT(tally_parse(&f->tally_plan, "plan", plan, strlen(plan), &complaints));
    memcpy(f->sum, sums, sizeof sums);
    f->opening[0] = (struct tally_opening){.seq = 1, .group = "bin", .minute = 552};
    f->session[1].event_type = "school_workshop";
    f->model.tally_plan = &f->tally_plan;
    f->model.tallies = (struct tallies){.session = 1,
                                        .sum = f->sum,
                                        .sums = sizeof sums / sizeof *sums,
                                        .opening = f->opening,
                                        .openings = 1,
                                        .figure = f->figure};
}

static inline void before_tallying(struct fixture *f) {
    f->model.pending_tallies = 1;
    f->model.pending_tally[0] =
        (struct pending_tally){.ticket = 1, .session = 1, .n = 1, .item = "leaflets/fearless"};
}

static inline void before_bin_shut(struct fixture *f) {
    f->model.tallies.openings = 0;
    f->model.tallies.sums = 4;
}

static inline void before_confirmed(struct fixture *f) {
    static const struct tally_figure figures[] = {{1, "bin/kitchen", 12, 11, "AB"},
                                                  {1, "bin/folding", 3, 3, "AB"},
                                                  {1, "bin/zombie", 0, 0, "AB"},
                                                  {1, "bin/other", 0, 0, "AB"}};
    memcpy(f->figure, figures, sizeof figures);
    f->model.tallies.figures = sizeof figures / sizeof *figures;
    f->opening[0].confirmed = true;
}

static inline void before_nothing_to_tally(struct fixture *f) {
    f->tally_plan.groups = 0;
}
