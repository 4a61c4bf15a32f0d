/* A plan of two priorities: rated and not, with updates that lapse, went and were withdrawn. Part
 * of fixture.h. */
#pragma once

static inline void before_plan(struct fixture *f) {
    static const struct action actions[] = {
        {"1.2", "1", "Serious youth violence", "Knife crime in schools",
         "Arrange workshops for students in primary and secondary schools", "Community Safety Team",
         "Green", "attendance;sessions"},
        {"1.13", "1", "Serious youth violence", "Knife crime in schools", "Kick off at 3",
         "Neighbourhood team", "", ""},
        {"2.4", "2", "Illicit drug economy and county lines", "Cuckooing",
         "Obtain closure orders where a home is taken over", "Neighbourhood team", "", ""},
        {"2.5", "2", "Illicit drug economy and county lines", "Cuckooing",
         "Agree a process for cuckooing", "Community Safety Team", "", ""},
    };
    static const struct typed typed[] = {
        {.seq = 2,
         .action = "1.13",
         .text = "Meeting about Kick off at 3: it is not going ahead",
         .owner = "",
         .date = {2018, 9, 10}},
        {.seq = 1,
         .action = "2.4",
         .text = "Two closure orders obtained",
         .owner = "Neighbourhood team",
         .date = {2018, 11, 26},
         .expires = {2019, 1, 31}},
        {.seq = 3,
         .action = "2.4",
         .text = "A wrong line",
         .owner = "",
         .date = {2019, 1, 10},
         .state = TYPED_WITHDRAWN},
        {.seq = 4,
         .action = "2.4",
         .text = "A further closure order is in force; the court has been asked for another",
         .owner = "Neighbourhood team",
         .date = {2019, 1, 28},
         .due = {2019, 2, 20},
         .expires = {2019, 2, 27}},
    };
    static const struct rating ratings[] = {
        {.seq = 1,
         .action = "2.4",
         .rag = "Amber",
         .reason = "one order has run out",
         .date = {2019, 2, 1}},
        {.seq = 2, .action = "1.13", .rag = "Red", .reason = "", .date = {2019, 2, 1}}};
    f->ledger.action = (struct action *)actions;
    f->ledger.actions = sizeof actions / sizeof *actions;
    f->ledger.typed = (struct typed_list){.typed = (struct typed *)typed,
                                          .typeds = sizeof typed / sizeof *typed,
                                          .rating = (struct rating *)ratings,
                                          .ratings = sizeof ratings / sizeof *ratings};
    f->model.next_meeting = (struct date){2019, 2, 27};
}

static inline void before_no_plan(struct fixture *f) {
    f->ledger.actions = 0;
}
