/* What the start screen shows in turn. A part of fixture.h, whose struct it fills. */
#pragma once

static inline void fixture_replies(struct fixture *f, size_t n) {
    static struct reply reply[] = {
        {.place = "Borehamwood",
         .topic = "lighting",
         .said = "Too dark behind the shops in Leeming Road.",
         .did = "Two lamps are repaired, and a third is on order.",
         .until = {2019, 2, 9}},
        {.place = "",
         .topic = "",
         .said = "Mopeds race past the park in the evening and nobody dares to go home by that way "
                 "after five o'clock.",
         .did = "Patrols pass at that hour, three riders were stopped, and both of the gates get "
                "barriers in May.",
         .until = {0}},
    };
    f->ledger.reply = reply;
    f->ledger.replies = n;
}

static inline void before_reply(struct fixture *f) {
    before_stall(f);
    fixture_replies(f, 2);
}

static inline void before_reply_long(struct fixture *f) {
    before_stall(f);
    fixture_replies(f, 2);
    f->ledger.reply++;
    f->ledger.replies--;
}

static inline void before_attract_card(struct fixture *f) {
    before_stall(f);
    fixture_help(f, "");
    f->model.on_journey = false;
}
