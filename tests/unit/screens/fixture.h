/* A made-up kiosk for tests of the screens, and every picture that is worth looking at: a screen,
 * what happened before, what was tapped. No store, no clock: the model is filled by hand. */
#pragma once

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/str.h"
#include "screens/alter.h"
#include "screens/def.h"
#include "ui/ui.h"

struct fixture {
    struct model model;
    struct ledger ledger;
    struct session session[12];
    struct action action[2];
    struct tape_mark mark[8];
    struct complaint_view complaint[3];
    struct import import;
    struct import_row row[116];
    struct complaint found[4];
    struct tally_plan tally_plan;
    struct forms_view forms;
    struct tally_sum sum[8];
    struct tally_opening opening[2];
    struct tally_figure figure[4];
    struct help help;
    struct form *form; /* that is filled in; NULL: none */
    struct profile profile;
    struct form_view form_view;
};

#include "fixture_tallies.h"

struct scene {
    const char *screen, *variant;
    void (*before)(struct fixture *f);
    int64_t ref;
    const char *tap[8]; /* keys whose messages the screen gets, in order */
    int32_t then;       /* and a message of the model after them; 0: none */
};

static inline struct session fixture_session(int64_t id, struct date date, int starts, int ends) {
    struct session s = session_blank();
    s.id = id;
    s.actions = "1.2";
    s.date = date;
    s.starts = (int16_t)starts;
    s.ends = (int16_t)ends;
    s.sessions = 1;
    return s;
}

static inline void fixture_sessions(struct fixture *f) {
    struct date today = {2019, 2, 6};
    struct session *s = f->session;
    s[0] = fixture_session(5, (struct date){2019, 1, 23}, -1, -1);
    s[0].topic = "Cuckooing and exploitation";
    s[0].venue = "Civic Offices";
    s[0].status = STATUS_DELIVERED;
    s[0].reported = (struct count){40, COUNT_AT_LEAST};
    s[1] = fixture_session(1, today, 555, 615);
    s[1].topic = "Knife crime workshop";
    s[1].venue = "Hertswood Academy";
    s[1].year_group = "9";
    s[1].audience = "students";
    s[1].deliverer = "First Aid; St Giles Trust";
    s[1].life = LIFE_OPEN;
    s[1].reported = (struct count){240, COUNT_EXACT};
    s[2] = fixture_session(2, today, 810, 930);
    s[2].topic = "Gangs and county lines, professionals";
    s[2].venue = "Civic Offices";
    s[2].audience = "professionals";
    s[2].deliverer = "St Giles Trust";
    s[2].reported = (struct count){70, COUNT_EXPECTED};
    s[2].capacity = 80;
    s[3] = fixture_session(3, today, 1080, -1);
    s[3].topic = "Exploitation assembly";
    s[3].venue = "Mount Grace School";
    s[3].status = STATUS_REARRANGED;
    s[3].decided = true;
    s[3].reason = "The school asked";
    s[3].moved_to = 7;
    s[3].moved_to_date = (struct date){2019, 3, 13};
    s[4] = fixture_session(6, (struct date){2019, 2, 26}, -1, -1);
    s[4].event_type = "meeting";
    s[4].audience = "Hertsmere Primary Heads";
    s[4].status = STATUS_BOOKED;
    s[5] = fixture_session(7, (struct date){2019, 3, 13}, 600, 660);
    s[5].event_type = "school_presentation";
    s[5].venue = "Summerswood Primary School";
    s[5].year_group = "5;6";
    s[5].deliverer = "CYP";
    s[5].moved_from = 3;
    s[5].moved_from_date = today;
    s[6] = fixture_session(8, (struct date){0}, -1, -1);
    s[6].topic = "Mini Police";
    s[6].date_text = "September 2018";
    s[6].venue = "St Nicholas Primary School, Elstree";
    s[6].audience = "pupils";
    s[6].life = LIFE_CLOSED;
    s[6].counted = (struct count){30, COUNT_ABOUT};
    f->action[0] = (struct action){.code = "1.2",
                                   .priority = "1",
                                   .priority_title = "",
                                   .issue = "",
                                   .action = "Workshops in schools on knife crime and exploitation",
                                   .owner = "",
                                   .rag = "",
                                   .carries = ""};
    f->ledger = (struct ledger){.session = s, .sessions = 7, .action = f->action, .actions = 1};
}

static inline void fixture_tape(struct fixture *f) {
    struct date today = {2019, 2, 6};
    f->model.tape = (struct tape_view){
        .session = 1, .life = LIFE_OPEN, .class_size = 30, .bands = 2, .mark = f->mark, .marks = 5};
    STR_COPY(f->model.tape.band[0].key, "y9");
    f->model.tape.band[0].saved = 212;
    STR_COPY(f->model.tape.band[1].key, "staff");
    f->model.tape.band[1].saved = 9;
    static const struct tape_mark marks[] = {
        {.seq = 1, .n = 180, .band = "y9", .minute = 560, .exact = true},
        {.seq = 2, .n = 30, .band = "y9", .minute = 566, .undone = true},
        {.seq = 3, .n = -30, .undoes = 2, .band = "y9", .minute = 567},
        {.seq = 4, .n = 32, .band = "y9", .minute = 569},
        {.seq = 5, .n = 9, .band = "staff", .minute = 571},
    };
    memcpy(f->mark, marks, sizeof marks);
    for (size_t i = 0; i < f->model.tape.marks; i++)
        f->mark[i].date = today;
}

static inline void fixture_open(struct fixture *f) {
    memset(f, 0, sizeof *f);
    fixture_sessions(f);
    struct model *m = &f->model;
    m->today = (struct date){2019, 2, 6};
    m->minute = 580;
    m->last_date = (struct date){2019, 2, 5};
    m->date_confirmed = m->ready = m->has_codes = m->sound = true;
    m->who = WHO_COORDINATOR;
    m->ledger = &f->ledger;
    m->text_pct = 100;
    m->now = 100000;
    m->saved = 148;
    m->exported_n = 113;
    STR_COPY(m->event, "Safer Streets");
    STR_COPY(m->theme, "light");
    fixture_tape(f);
    fixture_tallies(f);
}

/* ---- what happened before ---- */

static inline void before_first_start(struct fixture *f) {
    f->model.has_codes = f->model.date_confirmed = false;
    f->model.event[0] = '\0';
    f->ledger.sessions = 0;
}

static inline void before_not_opened(struct fixture *f) {
    before_first_start(f);
    f->model.ready = false;
    STR_COPY(f->model.failure,
             "kiosk.db was made by another version of this program: its table \"mark\" is missing"
             " or different. Use that version, or a copy of the folder \"backups\"");
}

static inline void before_waiting(struct fixture *f) {
    f->model.wait_until = f->model.now + 14200;
}

static inline void before_no_date(struct fixture *f) {
    f->model.date_confirmed = false;
    f->model.today = (struct date){2019, 1, 31};
}

static inline void before_saving(struct fixture *f) {
    f->model.pendings = 1;
    f->model.pending[0] = (struct pending){.ticket = 1, .session = 1, .n = 30, .band = "y9"};
    f->model.tape.band[0].saved = 1212;
}

static inline void before_empty(struct fixture *f) {
    f->model.tape.bands = 1;
    f->model.tape.band[0].saved = 0;
    f->model.tape.marks = 0;
}

static inline void before_many_bands(struct fixture *f) {
    static const char *const key[] = {"y7", "y8", "y9", "y10", "y11", "staff", "parent"};
    f->model.tape.bands = sizeof key / sizeof *key;
    for (size_t i = 0; i < f->model.tape.bands; i++) {
        STR_COPY(f->model.tape.band[i].key, key[i]);
        f->model.tape.band[i].saved = 30 + (int64_t)i;
    }
}

static inline void before_quiet_day(struct fixture *f) {
    f->model.today = (struct date){2019, 2, 10};
    f->session[1].life = LIFE_CLOSED;
    f->session[1].counted = (struct count){221, COUNT_EXACT};
    f->model.tape.session = 0;
}

static inline void before_toast(struct fixture *f) {
    STR_COPY(f->model.toast.words,
             "The card is full. Export the counts and tell your coordinator.");
    f->model.toast.until = f->model.now + 1000;
    f->model.toast.bad = true;
    STR_COPY(f->model.notice,
             "The power failed while the kiosk was writing. All 148 records are there.");
}

static inline void before_two_open(struct fixture *f) {
    f->session[2].life = LIFE_OPEN;
}

static inline void before_left_open(struct fixture *f) {
    for (int i = 1; i <= 2; i++) {
        f->session[i].life = LIFE_OPEN;
        f->session[i].since = (struct date){2019, 2, 5};
    }
    f->session[1].counted = (struct count){221, COUNT_EXACT};
}

static inline void before_cancelled(struct fixture *f) {
    f->session[2].decided = true;
    f->session[2].status = STATUS_CANCELLED;
    f->session[2].reason = "Illness";
}

static inline void before_dispute(struct fixture *f) {
    f->session[1].counted = (struct count){221, COUNT_EXACT};
    f->session[1].dispute = (struct dispute){.any = true,
                                             .theirs = 218,
                                             .ours = 221,
                                             .settled = 218,
                                             .whose = "teacher",
                                             .settled_by = "staff"};
}

#include "fixture_desk.h"
#include "fixture_life.h"
#include "fixture_plan.h"
#include "fixture_list.h"
#include "fixture_stick.h"
#include "fixture_forms.h"
#include "fixture_help.h"
#include "fixture_survey.h"
#include "fixture_attract.h"

static const struct scene scenes[] = {
    {"attract", "open", NULL, 0, {0}, 0},
    {"attract", "first-start", before_first_start, 0, {0}, 0},
    {"attract", "not-opened", before_not_opened, 0, {0}, 0},
    {"attract", "quiet", before_quiet_day, 0, {0}, 0},
    {"setup", "staff", before_first_start, 0, {0}, 0},
    {"setup", "letters", before_first_start, 0, {"swap"}, 0},
    {"unlock", "pad", NULL, 0, {0}, 0},
    {"unlock", "wait", before_waiting, 0, {0}, 0},
    {"attract", "say", before_say, 0, {0}, 0},
    {"attract", "say-polish", before_say_polish, 0, {0}, 0},
    {"attract", "stall", before_stall, 0, {0}, 0},
    {"attract", "reply", before_reply, 0, {0}, 0},
    {"attract", "reply-long", before_reply_long, 0, {0}, 0},
    {"attract", "card", before_attract_card, 0, {0}, 0},
    {"unlock", "letters", NULL, 0, {"swap"}, 0},
    {"codes", "choose", NULL, 0, {0}, 0},
    {"codes", "old", NULL, 0, {"staff"}, 0},
    {"codes", "new", NULL, 0, {"coordinator"}, MSG_CODE_GOOD},
    {"codes", "forgotten", NULL, 0, {"forgotten"}, 0},
    {"date", "ask", NULL, 0, {0}, 0},
    {"date", "early", before_no_date, 0, {0}, 0},
    {"date", "change", NULL, 0, {"no"}, 0},
    {"date", "change-early", before_no_date, 0, {"no"}, 0},
    {"date", "doubt", before_far_date, 0, {"yes"}, 0},
    {"date", "refused", before_wrong_date, 0, {0}, 0},
    {"today", "list", NULL, 0, {0}, 0},
    {"today", "two-open", before_two_open, 0, {0}, 0},
    {"today", "empty", before_quiet_day, 0, {0}, 0},
    {"today", "toast", before_toast, 0, {0}, 0},
    {"find", "all", NULL, 0, {0}, 0},
    {"find", "keys", NULL, 0, {"search"}, 0},
    {"session", "open", NULL, 1, {0}, 0},
    {"session", "planned", NULL, 2, {0}, 0},
    {"session", "cancelled", before_cancelled, 2, {0}, 0},
    {"session", "programme-cancels", before_programme_cancels, 2, {0}, 0},
    {"session", "moved", NULL, 3, {0}, 0},
    {"session", "dispute", before_dispute, 1, {0}, 0},
    {"session", "later", before_quiet_day, 7, {0}, 0},
    {"session", "closed", before_quiet_day, 1, {0}, 0},
    {"alter", "cancel", NULL, 2, {0}, 0},
    {"alter", "cancel-chosen", NULL, 2, {"reason:1"}, 0},
    {"alter", "cancel-words", NULL, 2, {"own"}, 0},
    {"alter", "move", NULL, 2, {0}, 0},
    {"alter", "move-why", NULL, 2, {"go-on"}, 0},
    {"alter", "reopen", before_quiet_day, 1, {0}, 0},
    {"alter", "back", before_cancelled, 2, {0}, 0},
    {"dispute", "new", NULL, 1, {0}, 0},
    {"dispute", "settled", before_dispute, 1, {0}, 0},
    {"dispute", "third", before_third, 1, {0}, 0},
    {"dispute", "again", NULL, 1, {"holds:third"}, 0},
    {"left-open", "counted", before_left_open, 0, {0}, 0},
    {"left-open", "nothing", before_left_open, 0, {"go-on"}, 0},
    {"make", "topic", NULL, 0, {0}, 0},
    {"make", "topic-keys", NULL, 0, {"search"}, 0},
    {"make", "venue", NULL, 0, {"item:0"}, 0},
    {"make", "who", NULL, 0, {"item:0", "item:0", "audience:students", "year:5"}, 0},
    {"make", "actions", NULL, 0, {"item:0", "item:0", "next"}, 0},
    {"make", "when", NULL, 0, {"item:0", "item:0", "next", "next"}, 0},
    {"make", "day", NULL, 0, {"item:0", "item:0", "next", "next", "other-day"}, 0},
    {"make",
     "other-day",
     NULL,
     0,
     {"item:0", "item:0", "next", "next", "other-day", "day-plus", "this-day"},
     0},
    {"make", "people", NULL, 0, {"item:0", "item:0", "next", "next", "next", "item:0"}, 0},
    {"make", "check", NULL, 0, {"item:0", "item:0", "next", "next", "next", "item:0", "next"}, 0},
    {"count", "two", NULL, 1, {0}, 0},
    {"count", "saving", before_saving, 1, {0}, 0},
    {"count", "empty", before_empty, 1, {0}, 0},
    {"count", "bands", before_many_bands, 1, {0}, 0},
    {"count", "switch", before_two_open, 1, {0}, 0},
    {"count", "add-band", NULL, 1, {"add-band"}, 0},
    {"count", "qualifier", NULL, 1, {"qualifier"}, 0},
    {"count", "exact", NULL, 1, {"exact"}, 0},
    {"count", "toast", before_toast, 1, {"qualifier"}, 0},
    {"count", "size", NULL, 1, {"class-size"}, 0},
    {"tape", "marks", NULL, 1, {0}, 0},
    {"tape", "empty", before_empty, 1, {0}, 0},
    {"tally", "leaflets", NULL, 1, {0}, 0},
    {"tally", "saving", before_tallying, 1, {0}, 0},
    {"tally", "exact", NULL, 1, {"exact:fearless"}, 0},
    {"tally", "bin", NULL, 1, {"group:bin"}, 0},
    {"tally", "bin-shut", before_bin_shut, 1, {"group:bin"}, 0},
    {"tally", "bin-confirmed", before_confirmed, 1, {"group:bin"}, 0},
    {"tally", "referrals", NULL, 1, {"group:referrals"}, 0},
    {"tally", "none", before_nothing_to_tally, 1, {0}, 0},
    {"confirm", "first", NULL, 1, {0}, 0},
    {"confirm", "other", NULL, 1, {"same:folding", "other:kitchen"}, 0},
    {"confirm", "initials", NULL, 1, {"initials"}, 0},
    {"confirm", "correct", before_confirmed, 1, {0}, 0},
    {"list", "some-here", before_list, 2, {0}, 0},
    {"list", "arriving", before_arriving, 2, {0}, 0},
    {"list", "search", before_list, 2, {"search"}, 0},
    {"list", "here", before_list, 2, {"here:00000000000000a5"}, 0},
    {"list", "walk-in", before_list, 2, {"here:00000000000000b1"}, 0},
    {"list", "name", before_list, 2, {"here:00000000000000b1", "name"}, 0},
    {"list", "too-many", before_too_many, 2, {0}, 0},
    {"list", "over", before_over, 2, {0}, 0},
    {"list", "search-over", before_over, 2, {"search"}, 0},
    {"list", "no-list", before_no_list, 2, {0}, 0},
    {"list", "loads", before_list_loads, 2, {0}, 0},
    {"list", "signed-in", before_signed_in, 2, {0}, 0},
    {"list", "sealed", before_sealed, 2, {0}, 0},
    {"count", "adults", before_list, 2, {0}, 0},
    {"signin", "why", before_sheet, 2, {0}, 0},
    {"signin", "why-sealed", before_sealed_sheet, 2, {0}, 0},
    {"signin", "name", before_sheet, 2, {"start"}, 0},
    {"signin", "name-missing", before_sheet, 2, {"start", "done"}, 0},
    {"signin", "still-there", before_sheet, 2, {"start"}, MSG_DUE},
    {"tape", "check-ins", before_list, 2, {0}, 0},
    {"tape", "over", before_over, 2, {0}, 0},
    {"session", "over", before_over, 2, {0}, 0},
    {"count", "crowded", before_crowded, 2, {0}, 0},
    {"count", "full", before_full, 2, {0}, 0},
    {"count", "over", before_over, 2, {0}, 0},
    {"closing", "counted", NULL, 1, {0}, 0},
    {"closing", "confirmed", before_confirmed, 1, {0}, 0},
    {"closing", "nobody", before_empty, 1, {0}, 0},
    {"closing", "note", NULL, 1, {"note"}, 0},
    {"coordinator", "tiles", before_complaints, 0, {0}, 0},
    {"coordinator", "export", before_export, 0, {0}, 0},
    {"coordinator", "lapses", before_plan, 0, {0}, 0},
    {"plan", "actions", before_plan, 0, {0}, 0},
    {"plan", "none", before_no_plan, 0, {0}, 0},
    {"plan", "meeting", before_plan, 0, {"meeting"}, 0},
    {"action", "cell", before_plan, 2, {0}, 0},
    {"action", "sessions", before_plan, 0, {0}, 0},
    {"action", "empty", before_plan, 3, {0}, 0},
    {"action", "opened", before_plan, 2, {"update:4"}, 0},
    {"action", "withdrawn", before_plan, 2, {"update:4", "withdraw"}, MSG_PLAN_CHANGED},
    {"update", "words", before_plan, 2, {0}, 0},
    {"update", "all", before_plan, 2, {"done"}, 0},
    {"update", "owner", before_plan, 2, {"done", "owner"}, 0},
    {"update", "expires", before_plan, 2, {"done", "expires"}, 0},
    {"rate", "choices", before_plan, 2, {0}, 0},
    {"rate", "reason", before_plan, 2, {"reason"}, 0},
    {"incoming", "files", before_files, 0, {0}, 0},
    {"incoming", "none", NULL, 0, {0}, MSG_FILES},
    {"stick", "choices", before_stick, 0, {0}, 0},
    {"stick", "files", before_stick, 0, {"import"}, 0},
    {"stick", "exporting", before_to_stick, 0, {0}, 0},
    {"stick", "safe", before_on_stick, 0, {0}, MSG_ON_STICK},
    {"stick", "stopped", before_stick, 0, {0}, MSG_CANCELLED},
    {"stick", "protected", before_stick_protected, 0, {0}, 0},
    {"stick", "foreign", before_stick_foreign, 0, {0}, 0},
    {"stick", "taking", before_stick, 0, {"export"}, 0},
    {"stick", "period", before_stick, 0, {"export", "period"}, 0},
    {"stick", "from", before_stick, 0, {"export", "period", "period:4"}, 0},
    {"stick", "until", before_stick, 0, {"export", "period", "period:4", "this-day"}, 0},
    {"stick", "reports", before_stick, 0, {"export", "reports", "report:plan"}, 0},
    {"stick", "form", before_stick, 0, {"export", "form"}, 0},
    {"stick", "names", before_stick_names, 0, {"export", "names"}, 0},
    {"stick", "with-names", before_stick_names, 0, {"export", "names", "names:1"}, 0},
    {"stick", "slow", before_slow_stick, 0, {0}, 0},
    {"stick", "paper", before_paper, 2, {0}, 0},
    {"stick", "no-paper", before_no_paper, 2, {0}, 0},
    {"session", "paper", before_paper, 2, {0}, 0},
    {"stick", "sheet", before_school_sheet, 1, {0}, 0},
    {"session", "sheet", before_school_sheet, 1, {0}, 0},
    {"totals", "today", before_totals, 0, {0}, MSG_TOTALS},
    {"totals", "none", NULL, 0, {0}, MSG_TOTALS},
    {"stick", "several", before_sticks, 0, {0}, 0},
    {"stick", "none", NULL, 0, {0}, 0},
    {"stick", "staff", before_stick_staff, 0, {0}, 0},
    {"today", "stick", before_stick, 0, {0}, 0},
    {"coordinator", "stick", before_stick, 0, {0}, 0},
    {"check", "warnings", before_check, 0, {0}, 0},
    {"check", "errors", before_check_errors, 0, {0}, 0},
    {"check", "key", before_key, 0, {0}, 0},
    {"check", "other-key", before_other_key, 0, {0}, 0},
    {"check", "same-key", before_same_key, 0, {0}, 0},
    {"check", "second-key", before_second_key, 0, {0}, 0},
    {"check", "key-imported", before_key, 0, {0}, MSG_IMPORTED},
    {"batch", "files", before_batch, 0, {0}, 0},
    {"batch", "warnings", before_batch, 0, {"file:programme-2019.csv"}, 0},
    {"batch", "errors", before_batch_errors, 0, {0}, 0},
    {"batch", "one", before_batch_card, 0, {0}, 0},
    {"batch", "imported", before_batch, 0, {0}, MSG_IMPORTED},
    {"complaints", "open", before_complaints, 0, {0}, 0},
    {"complaints", "done-too", before_complaints, 0, {"done-too"}, 0},
    {"complaints", "none", NULL, 0, {0}, 0},
    {"coordinator", "exported", before_exported, 0, {0}, MSG_EXPORTED},
    {"check", "imported", before_check, 0, {0}, MSG_IMPORTED},
#include "scenes_forms.def"
    {"coordinator", "purge", before_purge_names, 0, {0}, 0},
    {"purge", "all", before_purge, 0, {0}, 0},
    {"purge", "arrived", before_purge, 0, {"arrived"}, 0},
    {"purge", "done", NULL, 0, {0}, MSG_PURGED},
    {"purge", "none", NULL, 0, {0}, 0},
    {"dates", "starts", before_boots, 0, {0}, 0},
    {"dates", "pick", before_boots, 0, {"boot:7"}, 0},
    {"dates", "none", NULL, 0, {0}, MSG_BOOTS},
#include "scenes_survey.def"
#include "scenes_help.def"
    {"settings", "all", NULL, 0, {0}, 0},
    {"settings", "event", NULL, 0, {"event"}, 0},
};

enum { SCENES = sizeof scenes / sizeof *scenes };

/* A screen that is played: its state, the kit, one arena that holds every frame. */
struct stage {
    struct fixture f;
    const struct screen_def *def;
    void *state;
    struct ui *ui;
    struct ui_env env;
    struct arena frames;
    struct ui_node *root;
    struct out out; /* what the last update asked for */
};

static inline void stage_frame(struct stage *s) {
    s->env.kit = ui_view_state(s->ui);
    struct ui_build b = {.frame = &s->frames, .env = &s->env};
    s->root = s->def->view(s->state, &s->f.model, &b);
    ui_layout(s->ui, s->root, &s->env);
}

/* `env`: size, text, direction, fonts. The fixture is open and may be changed before stage_show().
 */
static inline void stage_open(struct stage *s, const struct ui_env *env) {
    *s = (struct stage){.env = *env};
    fixture_open(&s->f);
    s->f.model.text_pct = env->text_pct;
}

static inline void stage_show(struct stage *s, const char *screen, struct ui_msg why) {
    ui_free(s->ui); /* of the screen before, if there was one */
    free(s->state);
    s->def = screens_find(screen);
    s->state = xcalloc(1, s->def->state_size);
    if (s->def->init != NULL)
        s->def->init(s->state, &s->f.model, why);
    s->ui = ui_new();
    ui_screen_changed(s->ui);
    stage_frame(s);
}

static inline void stage_send(struct stage *s, struct ui_msg msg) {
    s->out = (struct out){0};
    s->def->update(s->state, &s->f.model, msg, &s->out);
    stage_frame(s);
}

static inline void stage_close(struct stage *s) {
    ui_free(s->ui);
    free(s->state);
    model_forget_roster(&s->f.model.roster);
    fixture_survey_end(&s->f);
    str_release(&s->f.help.complaints);
    arena_free(&s->frames);
}

/* What `alter` is asked for stands in the name of its scenes. */
static inline int32_t scene_why(const struct scene *scene) {
    static const struct {
        const char *variant;
        enum alter why;
    } known[] = {{"move", ALTER_MOVE},
                 {"move-why", ALTER_MOVE},
                 {"reopen", ALTER_REOPEN},
                 {"back", ALTER_REINSTATE}};
    for (size_t i = 0; str_eq(scene->screen, "alter") && i < sizeof known / sizeof *known; i++)
        if (str_eq(known[i].variant, scene->variant))
            return (int32_t)known[i].why;
    return 0;
}

static inline void stage_play(struct stage *s, const struct scene *scene) {
    if (scene->before != NULL)
        scene->before(&s->f);
    stage_show(s, scene->screen, (struct ui_msg){.id = scene_why(scene), .ref = scene->ref});
    for (int i = 0; i < 8 && scene->tap[i] != NULL; i++)
        stage_send(s, ui_find_key(s->root, scene->tap[i])->on_tap);
    if (scene->then != 0)
        stage_send(s, (struct ui_msg){.id = scene->then});
}
