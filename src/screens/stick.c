/* A USB stick: what it carries, two big choices, and at the end whether it may be pulled out.
 * Sticks come and go while this screen shows: it keeps a name and looks in the model whether it is
 * there. Staff see that it is there; what is done with it needs the coordinator. A session that
 * comes up with it is one of which a page goes onto a stick, to be printed: its list of people, or
 * the sheet for its school. */
#include "screens/def.h"

#include "base/i18n.h"
#include "base/str.h"
#include "screens/common.h"
#include "screens/taking.h"
#include "screens/words.h"

enum {
    BACK = 1,
    PICK, /* arg: index */
    IMPORT,
    FILE_OF, /* arg: index */
    ALL_FILES,
    EXPORT,
    TAKE,
    CANCEL,
    CODE,
    TAKING /* and what follows: TAKING_MESSAGES of the part `taking` */
};

struct stick_state {
    char name[64]; /* "": none chosen yet */
    bool importing, taking;
    struct taking_choices choices;
    int64_t list;               /* session of which a page is taken away, no more; 0: none */
    bool sheet;                 /* it is the school's; else it is the list of people */
    bool safe, stopped, failed; /* how the last export or check ended */
};

static const struct stick_view *find(const struct stick_state *st, const struct model *m) {
    for (size_t i = 0; i < m->sticks; i++)
        if (str_eq(m->stick[i].name, st->name))
            return &m->stick[i];
    return NULL;
}

/* The only stick is the one that is meant. */
static void choose(struct stick_state *st, const struct model *m) {
    if (st->name[0] == '\0' && m->sticks == 1)
        STR_COPY(st->name, m->stick[0].name);
}

static void stick_init(void *state, const struct model *m, struct ui_msg why) {
    struct stick_state *st = state;
    const struct session *s = model_session(m, why.ref);
    st->list = why.ref;
    st->sheet = s != NULL && session_is_pupils(s); /* who are on no list */
    choose(st, m);
}

static void forget_end(struct stick_state *st) {
    st->safe = st->stopped = st->failed = false;
}

static bool can_export(const struct stick_view *stick) {
    return stick != NULL && !stick->read_only && !stick->unreadable;
}

/* A stick that comes back finds the choices as they were. */
static bool is_taking(const struct stick_state *st, const struct stick_view *stick) {
    return st->taking && !st->safe && can_export(stick);
}

static void go_back(struct stick_state *st, const struct model *m, struct out *out) {
    bool there = find(st, m) != NULL;
    if (there && st->taking && taking_back(&st->choices))
        return;
    if (there && (st->importing || st->taking)) {
        st->importing = st->taking = false;
        forget_end(st);
    } else if (st->name[0] != '\0' && m->sticks > 1) {
        st->name[0] = '\0';
        forget_end(st);
    } else {
        out_back(out);
    }
}

static void take(struct stick_state *st, const struct model *m, struct out *out) {
    struct taking what;
    if (!can_export(find(st, m)) || (st->list == 0 && !taking_of(&st->choices, m, &what)))
        return;
    struct command *c = out_add(out, CMD_TO_STICK);
    STR_COPY(c->text, st->name);
    c->ref = st->list;
    c->n = st->sheet;
    if (st->list == 0)
        c->taking = what;
    forget_end(st);
}

static void ask(struct stick_state *st, const struct model *m, struct ui_msg msg, struct out *out) {
    const struct stick_view *stick = find(st, m);
    if (m->job.running || m->who != WHO_COORDINATOR || stick == NULL)
        return;
    if (msg.id == TAKE) {
        take(st, m, out);
    } else if (msg.id == EXPORT && can_export(stick)) {
        st->taking = true;
        forget_end(st);
    } else if (msg.id == FILE_OF && (size_t)msg.arg < stick->files) {
        struct command *c = out_add(out, CMD_CHECK_FILE);
        STR_COPY(c->text, stick->file[msg.arg].name);
        STR_COPY(c->text2, st->name);
        forget_end(st);
    } else if (msg.id == ALL_FILES && stick->files > 0) {
        STR_COPY(out_add(out, CMD_CHECK_ALL)->text2, st->name);
        forget_end(st);
    }
}

/* The list is read to see whether there is one. */
static void enter(const struct stick_state *st, const struct model *m, struct out *out) {
    out_add(out, CMD_FIND_STICKS); /* files may have been copied meanwhile */
    if (st->list != 0 && !st->sheet && m->who == WHO_COORDINATOR)
        out_add(out, CMD_LOAD_ROSTER)->ref = st->list;
}

static void stick_update(void *state, const struct model *m, struct ui_msg msg, struct out *out) {
    struct stick_state *st = state;
    switch (msg.id) {
    case BACK:
        go_back(st, m, out);
        break;
    case PICK:
        if ((size_t)msg.arg < m->sticks)
            STR_COPY(st->name, m->stick[msg.arg].name);
        break;
    case IMPORT:
        st->importing = true;
        forget_end(st);
        break;
    case EXPORT:
    case TAKE:
    case FILE_OF:
    case ALL_FILES:
        ask(st, m, msg, out);
        break;
    case CANCEL:
        out_add(out, CMD_CANCEL);
        break;
    case CODE:
        out_go(out, "coordinator");
        break;
    case MSG_ENTERED:
        enter(st, m, out);
        break;
    case MSG_STICKS:
        choose(st, m);
        st->importing = st->importing && find(st, m) != NULL;
        break;
    case MSG_CHECKED:
        out_go(out, common_checked(m));
        break;
    case MSG_ON_STICK:
        st->safe = true;
        st->taking = false;
        break;
    case MSG_CANCELLED:
        st->stopped = true;
        break;
    case MSG_FAILED:
        st->failed =
            msg.arg == CMD_TO_STICK || msg.arg == CMD_CHECK_FILE || msg.arg == CMD_CHECK_ALL;
        break;
    default:
        if (msg.id >= TAKING && msg.id < TAKING + TAKING_MESSAGES)
            taking_update(&st->choices, m, msg, TAKING);
        break;
    }
}

/* ---- view ---- */

static void view_no_code(struct ui_build *b, struct ui_node *page) {
    ui_empty(b, ui_main(b, page), "key", tr("The coordinator code is needed"),
             tr("Only coordinators import from a stick or export to it."));
    struct ui_node *foot = ui_foot(b, page);
    ui_primary(b, foot, "code", tr("Enter the code"), (struct ui_msg){.id = CODE});
}

static void view_gone(const struct stick_state *st, const struct model *m, struct ui_build *b,
                      struct ui_node *page) {
    struct ui_node *main = ui_main(b, page);
    common_failure(b, main, m, st->failed);
    ui_empty(b, main, "usb", tr("No stick is plugged in"),
             tr("Plug one in. What it carries is shown here."));
}

static void view_pick(const struct model *m, struct ui_build *b, struct ui_node *page) {
    struct arena *a = b->frame;
    struct ui_node *list = ui_scroll(b, page, "sticks");
    list->flags |= UI_GROW;
    for (size_t i = 0; i < m->sticks; i++) {
        const struct stick_view *stick = &m->stick[i];
        const char *room = arena_printf(a, tr("%s free"), words_bytes(a, stick->room));
        struct ui_node *row = ui_list_row(b, list, arena_printf(a, "stick:%s", stick->name),
                                          words_join(a, stick->name, room),
                                          (struct ui_msg){.id = PICK, .arg = (int32_t)i});
        ui_icon(b, row, "usb", 32)->ink = UI_act;
        struct ui_node *words = ui_col(b, row, 2);
        words->flags |= UI_GROW;
        ui_text(b, words, UI_BODY_BOLD, stick->name);
        ui_text(b, words, UI_SMALL, room)->ink = UI_soft;
        ui_icon(b, row, "chevron", 24)->ink = UI_soft;
    }
}

static const char *joined(struct arena *a, const char *first, const char *second) {
    return first[0] == '\0'    ? second
           : second[0] == '\0' ? first
                               : arena_printf(a, "%s %s", first, second);
}

/* What was sealed, and why some of it stays: "12 sealed envelopes are with them." */
static const char *sealed_words(const struct release_view *r, struct arena *a) {
    unsigned long n = (unsigned long)r->envelopes;
    const char *there =
        n > 0 ? arena_printf(a,
                             tr_n("%lu sealed envelope of a visitor is with them.",
                                  "%lu sealed envelopes of visitors are with them.", n),
                             n)
              : "";
    n = (unsigned long)r->forms;
    if (n > 0)
        there = joined(a, there,
                       arena_printf(a,
                                    tr_n("%lu sealed record of a form is with them.",
                                         "%lu sealed records of forms are with them.", n),
                                    n));
    const char *held = "";
    if (r->held == RELEASE_OPEN)
        held = tr("Envelopes of today stay here until every session of today is closed.");
    else if (r->held == RELEASE_NEXT)
        held = tr("Envelopes that came after the last export of today stay here until tomorrow.");
    else if (r->held == RELEASE_FEW)
        held = tr("Some envelopes stay here until there are at least 5, so that nobody can tell "
                  "whose they are.");
    else if (r->damaged)
        held = tr("Some envelopes are damaged and were left out.");
    return joined(a, there, held);
}

/* The one thing that matters when an export has ended, readable from where the stick is. */
static void view_safe(const struct stick_state *st, const struct model *m, bool there,
                      struct ui_build *b, struct ui_node *page) {
    enum { PLATE = 88, TICK = 60, READING_W = 560 };
    struct ui_node *all = ui_col(b, ui_main(b, page), 12);
    all->flags |= UI_GROW;
    all->box.align = UI_CENTRE;
    all->box.justify = UI_CENTRE;
    struct ui_node *plate = ui_row(b, all, 0);
    plate->box.w = plate->box.h = PLATE;
    plate->box.radius = 999;
    plate->box.fill = UI_act;
    plate->box.justify = UI_CENTRE;
    ui_icon(b, plate, "tick", TICK)->ink = UI_on_act;
    struct ui_node *title =
        ui_text(b, all, UI_TITLE, there ? tr("Safe to remove") : tr("The stick is out"));
    title->flags |= UI_HEADING | UI_LIVE;
    unsigned long n = (unsigned long)m->on_stick_files;
    struct ui_node *words =
        ui_text(b, all, UI_BODY,
                arena_printf(b->frame,
                             tr_n("%lu file is in the folder %s. It was read back and is whole.",
                                  "%lu files are in the folder %s. They were read back and are "
                                  "whole.",
                                  n),
                             n, m->on_stick));
    words->ink = UI_soft;
    words->box.max_w = READING_W;
    bool names = (st->list != 0 && !st->sheet) || st->choices.names;
    const char *sealed = names ? tr("Names are on the stick: keep it locked away.")
                               : sealed_words(&m->on_stick_envelopes, b->frame);
    if (sealed[0] != '\0') {
        struct ui_node *more = ui_text(b, all, UI_BODY, sealed);
        more->ink = UI_soft;
        more->box.max_w = READING_W;
    }
    struct ui_node *foot = ui_foot(b, page);
    ui_primary(b, foot, "done", tr("Done"), (struct ui_msg){.id = BACK});
}

static const char *carried(const struct stick_view *stick, struct arena *a) {
    if (stick->files == 0)
        return tr("Nothing to import is on it");
    const char *names = stick->file[0].name;
    if (stick->files > 1)
        names = arena_printf(a, tr("%s, %s"), names, stick->file[1].name);
    if (stick->files > 2)
        names = arena_printf(a, tr("%s and %d more"), names, (int)stick->files - 2);
    return names;
}

/* How the last one ended, and what this stick cannot do. */
static void view_troubles(const struct stick_state *st, const struct model *m,
                          const struct stick_view *stick, struct ui_build *b,
                          struct ui_node *main) {
    common_failure(b, main, m, st->failed);
    if (st->stopped)
        ui_banner(b, main, UI_TONE_WAIT, tr("Stopped"), tr("Nothing was left on the stick."));
    if (stick->unreadable)
        ui_banner(b, main, UI_TONE_STOP, tr("This stick cannot be read"),
                  tr("Use another one, or format it as FAT32 or exFAT on a computer."));
    else if (stick->read_only)
        ui_banner(b, main, UI_TONE_WAIT, tr("This stick is write-protected"),
                  tr("To export, move its switch or use another one."));
}

static void view_choices(const struct stick_state *st, const struct model *m,
                         const struct stick_view *stick, struct ui_build *b, struct ui_node *page) {
    struct ui_node *main = ui_main(b, page);
    view_troubles(st, m, stick, b, main);
    if (stick->unreadable)
        return;
    const char *give = can_export(stick) ? tr("Reports, into a new folder on the stick")
                                         : tr("Nothing can be written to it");
    const struct common_tile tile[] = {
        {"import",
         "import",
         tr("Import"),
         carried(stick, b->frame),
         {.id = stick->files > 0 ? IMPORT : 0}},
        {"export", "export", tr("Export"), give, {.id = can_export(stick) ? EXPORT : 0}},
    };
    common_tiles(b, main, tile, sizeof tile / sizeof *tile);
    if (stick->files == 0)
        ui_text(
            b, main, UI_BODY,
            tr("To import, copy plan.csv, programme.csv or a folder named rosters, forms or help "
               "to the stick."));
}

static void view_files(const struct stick_state *st, const struct model *m,
                       const struct stick_view *stick, struct ui_build *b, struct ui_node *page) {
    if (st->failed) {
        struct ui_node *main = ui_main(b, page);
        main->flags &= ~(uint32_t)UI_GROW;
        common_failure(b, main, m, true);
    }
    struct ui_node *list = ui_scroll(b, page, "files");
    list->flags |= UI_GROW;
    for (size_t i = 0; i < stick->files; i++)
        common_file_row(b, list, &stick->file[i],
                        (struct ui_msg){.id = FILE_OF, .arg = (int32_t)i});
    common_all_files(b, page, stick->files, (struct ui_msg){.id = ALL_FILES});
}

static void view_taking(const struct stick_state *st, const struct model *m,
                        const struct stick_view *stick, struct ui_build *b, struct ui_node *page) {
    if (st->choices.page != TAKING_SUMMARY) {
        taking_view(&st->choices, m, TAKING, b, page);
        return;
    }
    struct ui_node *main = ui_main(b, page);
    view_troubles(st, m, stick, b, main);
    taking_summary(&st->choices, m, TAKING, (struct ui_msg){.id = TAKE}, b, main, page);
}

static void view_list(const struct stick_state *st, const struct model *m,
                      const struct stick_view *stick, struct ui_build *b, struct ui_node *page) {
    struct ui_node *main = ui_main(b, page);
    view_troubles(st, m, stick, b, main);
    if (m->roster.session != st->list) /* it is being read */
        return;
    if (!model_has_list(m, st->list)) {
        ui_empty(b, main, "list", tr("This session has no list of people"),
                 tr("Import one first: a .csv file in the folder rosters of a stick."));
        return;
    }
    ui_banner(b, main, UI_TONE_WAIT, tr("Names leave the kiosk unencrypted"),
              tr("Whoever holds the stick can read them. Keep it locked away."));
    ui_text(b, main, UI_BODY,
            tr("A page for the printer (A4): each name with its organisation and a box to tick. "
               "When it is printed, delete it from the stick. When the ticks are in the kiosk, "
               "shred the paper."));
    if (!can_export(stick))
        return;
    struct ui_node *foot = ui_foot(b, page);
    ui_button(b, foot, "no", tr("Do not write it"), (struct ui_msg){.id = BACK});
    ui_primary(b, foot, "take", tr("Put the list on the stick"), (struct ui_msg){.id = TAKE});
}

static void view_sheet(const struct stick_state *st, const struct model *m,
                       const struct stick_view *stick, struct ui_build *b, struct ui_node *page) {
    struct ui_node *main = ui_main(b, page);
    view_troubles(st, m, stick, b, main);
    ui_text(b, main, UI_BODY,
            tr("A page for the printer (A4), for the head teacher: who came, what pupils said, "
               "what comes next and who can be called. Nobody\u2019s name is in it."));
    if (!can_export(stick))
        return;
    struct ui_node *foot = ui_foot(b, page);
    ui_space(b, foot);
    ui_primary(b, foot, "take", tr("Put the sheet on the stick"), (struct ui_msg){.id = TAKE});
}

/* "First Aid" of the session whose page it is. */
static const char *list_words(const struct stick_state *st, const struct model *m,
                              struct arena *a) {
    const struct session *s = model_session(m, st->list);
    return s != NULL ? words_join(a, session_title(s, a), s->venue) : NULL;
}

static void view_bar(const struct stick_state *st, const struct model *m,
                     const struct stick_view *stick, struct ui_build *b, struct ui_node *page) {
    struct arena *a = b->frame;
    struct ui_bar bar = {.title =
                             st->name[0] != '\0' ? arena_strdup(a, st->name) : tr("USB sticks"),
                         .back = {.id = BACK}};
    if (st->name[0] == '\0' && m->sticks > 1)
        bar.second = tr("Choose one");
    if (stick != NULL && !stick->unreadable)
        bar.second = arena_printf(a, tr("USB stick, %s free"), words_bytes(a, stick->room));
    if (st->importing)
        bar.second = tr("Choose a file. It is checked first.");
    if (st->list != 0 && m->who == WHO_COORDINATOR && stick != NULL) {
        bar.title = st->sheet ? tr("A sheet for the school") : tr("A list for paper");
        bar.second = list_words(st, m, a);
    }
    if (is_taking(st, stick)) {
        bar.second = arena_strdup(a, st->name);
        taking_bar(&st->choices, &bar, b);
    }
    ui_bar(b, page, &bar);
}

static struct ui_node *stick_view(const void *state, const struct model *m, struct ui_build *b) {
    const struct stick_state *st = state;
    const struct stick_view *stick = find(st, m);
    struct ui_page page = common_page(b, m);
    view_bar(st, m, stick, b, page.body);
    if (m->who != WHO_COORDINATOR)
        view_no_code(b, page.body);
    else if (st->safe)
        view_safe(st, m, stick != NULL, b, page.body);
    else if (stick == NULL && (m->sticks == 0 || st->name[0] != '\0'))
        view_gone(st, m, b, page.body);
    else if (stick == NULL)
        view_pick(m, b, page.body);
    else if (st->sheet)
        view_sheet(st, m, stick, b, page.body);
    else if (st->list != 0)
        view_list(st, m, stick, b, page.body);
    else if (is_taking(st, stick))
        view_taking(st, m, stick, b, page.body);
    else if (st->importing)
        view_files(st, m, stick, b, page.body);
    else
        view_choices(st, m, stick, b, page.body);
    common_job(b, m, &page, (struct ui_msg){.id = CANCEL});
    return page.root;
}

const struct screen_def screen_stick = {
    .name = "stick",
    .state_size = sizeof(struct stick_state),
    .needs = WHO_STAFF,
    .init = stick_init,
    .update = stick_update,
    .view = stick_view,
};
