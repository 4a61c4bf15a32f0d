/* The dry run: what an import would do, and everything that the file got wrong, before anything is
 * changed. Errors stand first: one of them and nothing is imported at all. Of the coordinator's
 * public key: what it means, and which one it replaces. */
#include "screens/def.h"

#include "base/i18n.h"
#include "screens/common.h"
#include "screens/words.h"

enum { BACK = 1, IMPORT, CANCEL, PUT_RIGHT, DONE };

enum { SHOWN = 60 };

struct check_state {
    bool imported, failed;
};

static void check_init(void *state, const struct model *m, struct ui_msg why) {
    (void)state, (void)m, (void)why;
}

static bool is_key(const struct model *m) {
    return m->key.file[0] != '\0';
}

static bool can_import(const struct model *m) {
    if (is_key(m))
        return !m->key.same;
    return m->checked != NULL && m->checked->errors == 0 && m->checked->rows > 0;
}

static void check_update(void *state, const struct model *m, struct ui_msg msg, struct out *out) {
    struct check_state *st = state;
    switch (msg.id) {
    case BACK:
        out_back(out);
        break;
    case IMPORT:
        if (!can_import(m) || m->job.running || st->imported)
            break;
        out_add(out, CMD_IMPORT);
        st->failed = false;
        break;
    case CANCEL:
        out_add(out, CMD_CANCEL);
        break;
    case PUT_RIGHT:
        out_home(out, "coordinator");
        out_go(out, "complaints");
        break;
    case DONE:
        out_home(out, "coordinator");
        break;
    case MSG_IMPORTED:
        st->imported = true;
        break;
    case MSG_FAILED:
        st->failed = msg.arg == CMD_IMPORT;
        break;
    default:
        break;
    }
}

/* ---- view ---- */

static const char *part(struct arena *a, const char *words, size_t n, const char *before) {
    if (n == 0)
        return before;
    const char *one = arena_printf(a, "%zu %s", n, words);
    return before[0] == '\0' ? one : arena_printf(a, tr("%s, %s"), before, one);
}

/* "116 rows: 113 new, 3 seen twice" */
static const char *headline(const struct import *im, struct arena *a) {
    const char *parts = part(a, tr("new"), im->added, "");
    parts = part(a, tr("changed"), im->updated, parts);
    parts = part(a, tr("as before"), im->same, parts);
    parts = part(a, tr("seen twice"), im->merged, parts);
    unsigned long n = im->rows;
    const char *rows = arena_printf(a, tr_n("%lu row", "%lu rows", n), n);
    return parts[0] == '\0' ? rows : arena_printf(a, tr("%s: %s"), rows, parts);
}

static void view_complaint(const struct complaint *c, struct ui_build *b, struct ui_node *card) {
    struct arena *a = b->frame;
    bool error = c->severity == COMPLAINT_ERROR;
    struct ui_node *row = ui_row(b, card, 12);
    row->box.align = UI_START;
    row->box.pad_x = 16;
    row->box.pad_y = 12;
    row->box.edge_bottom = 1;
    ui_icon(b, row, error ? "stop-sign" : "warn", 24)->ink = error ? UI_stop : UI_warn;
    struct ui_node *words = ui_col(b, row, 2);
    words->flags |= UI_GROW;
    ui_text(b, words, UI_BODY, c->what);
    const char *line = c->line > 0 ? arena_printf(a, tr("Line %d"), c->line) : tr("Whole file");
    ui_text(b, words, UI_SMALL, words_join(a, line, c->todo))->ink = UI_soft;
}

static void view_complaints(const struct import *im, enum severity severity, struct ui_build *b,
                            struct ui_node *main) {
    size_t all = severity == COMPLAINT_ERROR ? im->errors : im->complaints - im->errors, shown = 0;
    if (all == 0)
        return;
    unsigned long n = all;
    const char *title =
        severity == COMPLAINT_ERROR
            ? arena_printf(b->frame,
                           tr_n("%lu error: nothing is imported until it is put right",
                                "%lu errors: nothing is imported until they are put right", n),
                           n)
            : arena_printf(b->frame,
                           tr_n("%lu warning: it is imported and waits to be put right",
                                "%lu warnings: they are imported and wait to be put right", n),
                           n);
    common_heading(b, main, title);
    struct ui_node *card = common_card(b, main);
    for (size_t i = 0; i < im->complaints && shown < SHOWN; i++) {
        if (im->complaint[i].severity != severity)
            continue;
        view_complaint(&im->complaint[i], b, card);
        shown++;
    }
    common_card_end(card);
    if (shown < all)
        ui_text(b, main, UI_SMALL, arena_printf(b->frame, tr("and %d more"), (int)(all - shown)));
}

static void view_result(const struct import *im, struct ui_build *b, struct ui_node *page,
                        struct ui_node *main) {
    ui_banner(b, main, UI_TONE_GOOD, tr("Imported"), headline(im, b->frame));
    struct ui_node *foot = ui_foot(b, page);
    bool warnings = im->complaints > im->errors;
    ui_space(b, foot);
    if (!warnings) {
        ui_primary(b, foot, "done", tr("Done"), (struct ui_msg){.id = DONE});
        return;
    }
    ui_button(b, foot, "done", tr("Later"), (struct ui_msg){.id = DONE});
    ui_primary(b, foot, "put-right", tr("Put right now"), (struct ui_msg){.id = PUT_RIGHT});
}

static void view_plan(const struct check_state *st, const struct model *m, struct ui_build *b,
                      struct ui_node *page, struct ui_node *main) {
    const struct import *im = m->checked;
    common_failure(b, main, m, st->failed);
    struct ui_node *head = ui_text(b, main, UI_TILE, headline(im, b->frame));
    head->flags |= UI_HEADING;
    view_complaints(im, COMPLAINT_ERROR, b, main);
    view_complaints(im, COMPLAINT_WARNING, b, main);
    if (im->complaints == 0)
        ui_text(b, main, UI_BODY, tr("Nothing in this file looks wrong."));

    struct ui_node *foot = ui_foot(b, page);
    const char *why = tr("Nothing is changed until you press Import.");
    if (im->errors > 0)
        why = tr("Put the errors right in the file, then choose it again.");
    else if (im->rows == 0)
        why = tr("This file has no rows.");
    struct ui_node *words = ui_text(b, foot, UI_SMALL, why);
    words->flags |= UI_GROW;
    words->ink = UI_soft;
    struct ui_node *go = ui_primary(b, foot, "import", tr("Import"), (struct ui_msg){.id = IMPORT});
    if (!can_import(m))
        go->flags |= UI_DISABLED;
}

/* ---- a key ---- */

/* What it means, in two sentences; then what becomes of what was sealed before. */
static void view_key_words(const struct key_view *key, struct ui_build *b, struct ui_node *main) {
    struct arena *a = b->frame;
    struct ui_node *head =
        ui_text(b, main, UI_TILE, arena_printf(a, tr("The coordinator\u2019s key %s"), key->now));
    head->flags |= UI_HEADING | UI_TABULAR;
    if (key->same) {
        ui_banner(b, main, UI_TONE_GOOD, tr("This kiosk has this key already"),
                  tr("Sign-ins are sealed for it. There is nothing to import."));
        return;
    }
    ui_text(
        b, main, UI_BODY,
        tr("After the import, what adults sign is sealed for this key. Only the coordinator\u2019s "
           "private key opens it, and this kiosk cannot."));
    if (key->before[0] != '\0')
        ui_banner(b, main, UI_TONE_WAIT, arena_printf(a, tr("It replaces the key %s"), key->before),
                  tr("What was sealed until now opens with the old private key only: keep it."));
    ui_text(b, main, UI_SMALL,
            tr("Compare these digits with those that were shown when the key was made."))
        ->ink = UI_soft;
}

static void view_key(const struct check_state *st, const struct model *m, struct ui_build *b,
                     struct ui_node *page, struct ui_node *main) {
    common_failure(b, main, m, st->failed);
    view_key_words(&m->key, b, main);
    struct ui_node *foot = ui_foot(b, page);
    ui_space(b, foot);
    struct ui_node *go = ui_primary(b, foot, "import", tr("Import"), (struct ui_msg){.id = IMPORT});
    if (!can_import(m))
        go->flags |= UI_DISABLED;
}

static void view_key_taken(const struct key_view *key, struct ui_build *b, struct ui_node *page,
                           struct ui_node *main) {
    ui_banner(b, main, UI_TONE_GOOD, tr("Imported"),
              arena_printf(b->frame, tr("Sign-ins are sealed for the key %s."), key->now));
    struct ui_node *foot = ui_foot(b, page);
    ui_space(b, foot);
    ui_primary(b, foot, "done", tr("Done"), (struct ui_msg){.id = DONE});
}

static struct ui_node *check_view(const void *state, const struct model *m, struct ui_build *b) {
    const struct check_state *st = state;
    struct ui_page page = common_page(b, m);
    struct ui_bar bar = {.title = st->imported ? tr("Import") : tr("Check before importing"),
                         .second = is_key(m)            ? m->key.file
                                   : m->checked != NULL ? m->checked->file
                                                        : "",
                         .back = {.id = st->imported ? 0 : BACK}};
    ui_bar(b, page.body, &bar);
    struct ui_node *main = ui_main(b, page.body);
    if (is_key(m) && st->imported)
        view_key_taken(&m->key, b, page.body, main);
    else if (is_key(m))
        view_key(st, m, b, page.body, main);
    else if (m->checked == NULL)
        ui_empty(b, main, "list", tr("No file was checked"), tr("Go back and choose one."));
    else if (st->imported)
        view_result(m->checked, b, page.body, main);
    else
        view_plan(st, m, b, page.body, main);
    common_job(b, m, &page, (struct ui_msg){.id = CANCEL});
    return page.root;
}

const struct screen_def screen_check = {
    .name = "check",
    .state_size = sizeof(struct check_state),
    .needs = WHO_COORDINATOR,
    .init = check_init,
    .update = check_update,
    .view = check_view,
};
