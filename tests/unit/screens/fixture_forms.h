/* Forms of the made-up kiosk, as far as a list of them shows: the part of fixture.h that knows
 * them, included by it only. */
#pragma once

static const char *fixture_languages[] = {"English (en)", "Polski (pl)", "Română (ro)"};

static const struct form fixture_form[] = {
    {.id = "feedback", .title = "Feedback", .language = fixture_languages, .languages = 3},
    {.id = "training", .title = "Training", .language = fixture_languages, .languages = 2},
    {.id = "safety", .title = "Safety", .language = fixture_languages, .languages = 3},
    {.id = "area", .title = "Area", .language = fixture_languages, .languages = 3},
    {.id = "worry", .title = "Worry", .language = fixture_languages, .languages = 3},
    {.id = "numbers", .title = "Numbers", .language = fixture_languages, .languages = 3},
    {.id = "record", .title = "Record", .language = fixture_languages, .languages = 1},
};

static const struct profile fixture_profile[] = {
    {.form = "feedback",
     .title = "Say what you thought",
     .second = "Four short questions",
     .audiences = FOR_PRIMARY | FOR_SECONDARY},
    {.form = "training",
     .title = "Say what you thought",
     .second = "Six short questions about the training",
     .audiences = FOR_PROFESSIONALS},
    {.form = "safety",
     .title = "Say how safe you feel",
     .second = "Six short questions",
     .icon = "house",
     .audiences = FOR_ADULTS | FOR_PUBLIC},
    {.form = "area",
     .title = "Tell us about anti-social behaviour",
     .second = "In this area, about two minutes",
     .icon = "shield",
     .audiences = FOR_ADULTS | FOR_PUBLIC},
    {.form = "worry",
     .title = "Tell us something that worries you",
     .second = "Nobody can trace it to you",
     .icon = "heart",
     .audiences = FOR_EVERYBODY & ~FOR_STAFF,
     .way = WAY_CONCERN},
    {.form = "numbers",
     .title = "Find help and advice",
     .second = "Numbers to take with you",
     .icon = "help",
     .audiences = FOR_EVERYBODY & ~FOR_STAFF,
     .way = WAY_HELP},
    {.form = "record",
     .title = "Record a session",
     .second = "One that this kiosk did not count",
     .audiences = FOR_STAFF,
     .side = SIDE_STAFF},
};

static inline void before_forms(struct fixture *f) {
    static struct filled_count count[] = {{.session = 1, .form = "feedback", .all = 18},
                                          {.session = 2, .form = "training", .all = 1}};
    struct forms_view *v = &f->forms;
    v->forms = sizeof fixture_form / sizeof *fixture_form;
    for (size_t i = 0; i < v->forms; i++)
        v->form[i] = (struct form_view){
            .profile = &fixture_profile[i], .form = &fixture_form[i], .media = ""};
    f->model.forms = v;
    f->model.readers = 2;
    f->model.pupils_concerns = true;
    f->model.filled = (struct filled_view){.count = count, .counts = 2};
    f->session[1].since = f->session[2].since = f->model.today;
}

/* One of visitors and one of staff bring a key of their own. Screens only ask whether there is one.
 */
static inline void before_forms_sealed(struct fixture *f) {
    static struct form form[2];
    static char nobodys;
    before_forms(f);
    for (size_t i = 0; i < 2; i++) {
        struct form_view *v = &f->forms.form[i == 0 ? 0 : f->forms.forms - 1];
        form[i] = *v->form;
        form[i].key = (struct pair_key *)&nobodys;
        v->form = &form[i];
    }
}

static inline void before_forms_trouble(struct fixture *f) {
    before_forms(f);
    f->forms.trouble[0] = (struct form_trouble){.file = "parents.xml",
                                                .why = "line 12: /data/colour is not in the form"};
    f->forms.troubles = 1;
}

/* The dry run of a form that runs, with a note. */
static inline void before_form(struct fixture *f) {
    static struct form_said said[] = {
        {.line = 41,
         .path = "/data/photo",
         .text = "upload of image/*: this kiosk takes none, the question is skipped"},
        {.stops = true,
         .line = 57,
         .path = "/data/colour",
         .text = "the path /data/colour leads to nothing in the form"},
    };
    static struct form_check check;
    check = (struct form_check){.file = "youth-club.xml",
                                .title = "What should the youth club do?",
                                .id = "youth-club",
                                .version = "20190204",
                                .languages = "English (en), Polski (pl), Română (ro)",
                                .questions = 9,
                                .said = said,
                                .saids = 1};
    f->model.form_check = &check;
}

static inline void before_form_errors(struct fixture *f) {
    before_form(f);
    f->model.form_check->saids = 2;
    f->model.form_check->why = "the path /data/colour leads to nothing in the form";
}

static inline void before_form_sealed(struct fixture *f) {
    before_form(f);
    f->model.form_check->saids = 0;
    STR_COPY(f->model.form_check->key, "3f9a 0c12 77de 4b81");
}

static inline void before_form_other_key(struct fixture *f) {
    before_form_sealed(f);
    STR_COPY(f->model.form_check->key_before, "91d0 5e3c 08ab 66f2");
}

static inline void before_form_there(struct fixture *f) {
    before_form(f);
    f->model.form_check->saids = 0;
    f->model.form_check->there = true;
}

static inline void before_draft(struct fixture *f) {
    static struct draft_view draft[] = {{.form = "record", .session = 1}};
    before_forms(f);
    f->model.filled.draft = draft;
    f->model.filled.drafts = 1;
}

/* Nobody is in, and the session of pupils is open. */
static inline void before_visitors(struct fixture *f) {
    before_forms(f);
    f->model.who = WHO_PUBLIC;
}

/* The same, and staff have asked the class. */
static inline void before_say(struct fixture *f) {
    before_visitors(f);
    f->model.asked_session = 1;
    STR_COPY(f->model.asked_form, "feedback");
}

static inline void before_say_polish(struct fixture *f) {
    before_say(f);
    STR_COPY(f->model.language, "pl");
}

static inline void before_no_reader(struct fixture *f) {
    before_forms(f);
    f->model.readers = 0;
}

static inline void before_no_envelopes(struct fixture *f) {
    before_forms(f);
    f->model.pupils_concerns = false;
    STR_COPY(f->model.envelopes_failed,
             "the card is full: export to a stick, then call your coordinator");
}

/* No session is open: two forms are for whoever passes. */
static inline void before_stall(struct fixture *f) {
    before_visitors(f);
    f->model.today = (struct date){2019, 2, 9};
    f->session[1].life = LIFE_CLOSED;
}

/* Behind the door: of a stall, and of a class. */
static inline void before_door(struct fixture *f) {
    before_stall(f);
    f->model.on_journey = true;
}

static inline void before_door_of_class(struct fixture *f) {
    before_visitors(f);
    f->model.on_journey = true;
}

/* A session of adults is counted, which has a list, tallies and forms. */
static inline void before_crowded(struct fixture *f) {
    before_list(f);
    before_forms(f);
    f->session[1].life = LIFE_CLOSED;
}

/* The same while another session is counted, too. */
static inline void before_full(struct fixture *f) {
    before_crowded(f);
    f->session[1].life = LIFE_OPEN;
}
