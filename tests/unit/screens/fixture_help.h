/* Help cards of the made-up kiosk. A part of fixture.h, whose struct it fills. */
#pragma once

static inline void fixture_card(struct fixture *f, const char *name, const char *text) {
    struct str out CLEANUP(str_release) = {0};
    struct help_card card;
    char file[32];
    snprintf(file, sizeof file, "%s.md", name);
    if (!help_parse(&card, file, text, strlen(text), &out))
        BUG("a card of the fixture is wrong");
    ASSERT(help_add(&f->help, &card));
}

/* A visitor at the end of a way, on a stall, who chose this topic. */
static inline void fixture_help(struct fixture *f, const char *topic) {
    fixture_card(
        f, "nines",
        "title: 999: police, ambulance or fire\nwho: Anyone in danger now\n"
        "number: 999\n"
        "hours: Free, day and night\ntopics: danger\ncheck-by: never\n\n"
        "Call 999 if somebody is in danger.\n\nIf you cannot speak on a mobile phone, wait "
        "and then press 55.\n");
    fixture_card(f, "crimestoppers",
                 "title: Crimestoppers\nwho: Anyone who knows something about a crime\n"
                 "number: 0800 555 111\nhours: Free, day and night\n"
                 "web: https://crimestoppers-uk.org\nlanguages: English, others by interpreter\n"
                 "topics: knife other drugs\ncheck-by: 2019-06-30\n\n"
                 "Say what you know without giving your name. Nobody asks who you are.\n");
    fixture_card(f, "childline",
                 "title: Childline\nwho: Anyone under 19\n"
                 "number: 0800 1111\nhours: Free\n"
                 "for: children\ntopics: other feelings domestic\ncheck-by: 2019-06-30\n\nTalk.\n");
    fixture_card(f, "herts_da",
                 "title: Herts Domestic Abuse helpline\n"
                 "who: Anyone in Hertfordshire who is hurt or controlled at home\n"
                 "number: 08 088 088 088\nfor: adults\ntopics: domestic\ncheck-by: 2019-02-05\n\n"
                 "Somebody listens and tells you what help there is near you.\n");
    fixture_card(f, "fearless",
                 "title: Fearless\nwho: Young people who know something about a crime\n"
                 "web: https://www.fearless.org/\ntopics: gangs online\ncheck-by: 2019-06-30\n\n"
                 "Read what is and is not a crime.\n");
    fixture_card(f, "asb_team",
                 "title: Council: anti-social behaviour\nweb: https://www.example.org\n"
                 "topics: asb\n\nThe community safety team looks into noise and threats.\n");
    STR_COPY(f->model.end_topic, topic);
    f->model.help = &f->help;
    f->model.on_journey = true;
    f->model.who = WHO_PUBLIC;
    f->session[1].life = LIFE_CLOSED;
}

static inline void before_help(struct fixture *f) {
    fixture_help(f, "knife");
}

static inline void before_help_web(struct fixture *f) {
    fixture_help(f, "online");
}

static inline void before_help_stale(struct fixture *f) {
    fixture_help(f, "domestic");
}

static inline void before_help_stale_web(struct fixture *f) {
    fixture_help(f, "asb");
}

static inline void before_help_pupils(struct fixture *f) {
    fixture_help(f, "domestic");
    f->session[1].life = LIFE_OPEN;
}

static inline void before_help_danger(struct fixture *f) {
    fixture_help(f, "danger");
}

static inline void before_no_help(struct fixture *f) {
    fixture_help(f, "");
    f->help.cards = 0;
}

static inline void before_cards_due(struct fixture *f) {
    fixture_help(f, "");
    f->model.on_journey = false;
    f->model.who = WHO_STAFF;
    f->session[1].life = LIFE_OPEN;
    str_add(&f->help.complaints,
            "refuge.md:3: number must be 3 to 15 digits, with blanks between them\n");
}

static inline void before_cards_checked(struct fixture *f) {
    before_cards_due(f);
    str_release(&f->help.complaints);
    f->model.today = (struct date){2019, 2, 5};
    help_remove(&f->help, "asb_team");
}
