/* The dry run: what an import would do, and everything that the file got wrong, before anything is
 * changed. Errors stand first: one of them and nothing is imported at all. Of the coordinator's
 * public key: what it means, and which one it replaces. Of a form: what it asks, and whether it
 * runs here. */
#include "screens/def.h"

#include "base/i18n.h"
#include "screens/common.h"
#include "screens/said.h"

enum { BACK = 1, IMPORT /* arg: enum import_key */, CANCEL, PUT_RIGHT, DONE };

enum { SHOWN = 60 };

struct check_state {
    bool imported, failed;
    int32_t as; /* enum import_key: what a key was imported as */
};

static bool is_key(const struct model *m) {
    return m->key.file[0] != '\0';
}

static bool is_form(const struct model *m) {
    return m->form_check != NULL;
}

static bool can_import(const struct model *m) {
    if (is_key(m))
        return !m->key.same;
    if (is_form(m))
        return m->form_check->why == NULL && !m->form_check->there;
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
        st->as = out_add(out, CMD_IMPORT)->n = msg.arg;
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

/* "116 rows: 113 new, 3 seen twice" */
static const char *headline(const struct import *im, struct arena *a) {
    const struct said_rows rows = {im->rows, im->added, im->updated, im->same, im->merged};
    return said_headline(&rows, a);
}

static const char *errors_title(unsigned long n, struct arena *a) {
    return arena_printf(a,
                        tr_n("%lu error: nothing is imported until it is put right",
                             "%lu errors: nothing is imported until they are put right", n),
                        n);
}

static void view_complaints(const struct import *im, enum severity severity, struct ui_build *b,
                            struct ui_node *main) {
    size_t all = severity == COMPLAINT_ERROR ? im->errors : im->complaints - im->errors, shown = 0;
    if (all == 0)
        return;
    unsigned long n = all;
    const char *title =
        severity == COMPLAINT_ERROR
            ? errors_title(n, b->frame)
            : arena_printf(b->frame,
                           tr_n("%lu warning: it is imported and waits to be put right",
                                "%lu warnings: they are imported and wait to be put right", n),
                           n);
    common_heading(b, main, title);
    struct ui_node *card = common_card(b, main);
    for (size_t i = 0; i < im->complaints && shown < SHOWN; i++) {
        const struct complaint *c = &im->complaint[i];
        if (c->severity != severity)
            continue;
        said_line(b, card, severity == COMPLAINT_ERROR, c->what, c->line, c->todo);
        shown++;
    }
    common_card_end(card);
    said_more(b, main, all, shown);
}

static void view_import_foot(const struct model *m, const char *why, struct ui_build *b,
                             struct ui_node *page) {
    struct ui_node *foot = ui_foot(b, page);
    struct ui_node *words = ui_text(b, foot, UI_SMALL, why);
    words->flags |= UI_GROW;
    words->ink = UI_soft;
    struct ui_node *go = ui_primary(b, foot, "import", tr("Import"), (struct ui_msg){.id = IMPORT});
    if (!can_import(m))
        go->flags |= UI_DISABLED;
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

    const char *why = im->kind == IMPORT_REPLIES
                          ? tr("Nothing is changed until you press Import. Then these replies "
                               "take the place of all that are shown now.")
                          : tr("Nothing is changed until you press Import.");
    if (im->errors > 0)
        why = tr("Put the errors right in the file, then choose it again.");
    else if (im->rows == 0)
        why = tr("This file has no rows.");
    view_import_foot(m, why, b, page);
}

/* ---- a key ---- */

static const char *key_title(const struct key_view *key, struct arena *a) {
    if (key->is_second)
        return arena_printf(a, tr("The second reader\u2019s key %s"), key->now);
    return key->before[0] == '\0' || key->same
               ? arena_printf(a, tr("The coordinator\u2019s key %s"), key->now)
               : arena_printf(a, tr("The key %s"), key->now);
}

/* There is a key already: what each of the two choices would do, in one sentence each. */
static void view_key_choice(const struct key_view *key, struct ui_build *b, struct ui_node *main) {
    struct arena *a = b->frame;
    ui_banner(b, main, UI_TONE_WAIT,
              arena_printf(a, tr("Replace: it replaces the key %s"), key->before),
              tr("What was sealed until now opens with the old private key only: keep it."));
    const char *second = tr("Concerns are sealed for both from now on, and each opens them alone; "
                            "sign-ins stay the coordinator\u2019s.");
    if (key->second[0] != '\0')
        second = arena_printf(a,
                              tr("It takes the place of the second reader %s: concerns are sealed "
                                 "for it and for the coordinator from now on."),
                              key->second);
    ui_banner(b, main, UI_TONE_PLAN, tr("Add as a second reader"), second);
}

/* What it means; then what becomes of what was sealed before. */
static void view_key_words(const struct key_view *key, struct ui_build *b, struct ui_node *main) {
    struct ui_node *head = ui_text(b, main, UI_TILE, key_title(key, b->frame));
    head->flags |= UI_HEADING | UI_TABULAR;
    if (key->same) {
        ui_banner(b, main, UI_TONE_GOOD, tr("This kiosk has this key already"),
                  tr("Sign-ins and concerns are sealed for it. There is nothing to import."));
        return;
    }
    if (key->is_second) {
        ui_banner(b, main, UI_TONE_GOOD, tr("This kiosk has this key already"),
                  tr("Concerns are sealed for it and for the coordinator. After Withdraw they are "
                     "sealed for the coordinator alone. What it opens now it opens then, too."));
        return;
    }
    if (key->before[0] != '\0')
        view_key_choice(key, b, main);
    else
        ui_text(b, main, UI_BODY,
                tr("After the import, what adults sign and the concerns that visitors leave are "
                   "sealed for this key. Only the coordinator\u2019s private key opens them, and "
                   "this kiosk cannot."));
    ui_text(b, main, UI_SMALL,
            tr("Compare these digits with those that were shown when the key was made."))
        ->ink = UI_soft;
}

static void view_key(const struct check_state *st, const struct model *m, struct ui_build *b,
                     struct ui_node *page, struct ui_node *main) {
    const struct key_view *key = &m->key;
    common_failure(b, main, m, st->failed);
    view_key_words(key, b, main);
    struct ui_node *foot = ui_foot(b, page);
    ui_space(b, foot);
    if (key->is_second) {
        ui_button(b, foot, "withdraw", tr("Withdraw"),
                  (struct ui_msg){.id = IMPORT, .arg = KEY_WITHDRAW});
        return;
    }
    bool choice = key->before[0] != '\0' && !key->same;
    if (choice)
        ui_button(b, foot, "second", tr("Add as a second reader"),
                  (struct ui_msg){.id = IMPORT, .arg = KEY_SECOND});
    struct ui_node *go = ui_primary(b, foot, "import", choice ? tr("Replace") : tr("Import"),
                                    (struct ui_msg){.id = IMPORT, .arg = KEY_COORDINATOR});
    if (!can_import(m))
        go->flags |= UI_DISABLED;
}

static const char *key_taken(const struct check_state *st, const char *key, struct arena *a) {
    if (st->as == KEY_SECOND)
        return arena_printf(a, tr("Concerns are sealed for the key %s, too."), key);
    return st->as == KEY_WITHDRAW
               ? arena_printf(a, tr("Concerns are not sealed for the key %s any more."), key)
               : arena_printf(a, tr("Sign-ins and concerns are sealed for the key %s."), key);
}

static void view_key_taken(const struct check_state *st, const struct key_view *key,
                           struct ui_build *b, struct ui_node *page, struct ui_node *main) {
    ui_banner(b, main, UI_TONE_GOOD, st->as == KEY_WITHDRAW ? tr("Withdrawn") : tr("Imported"),
              key_taken(st, key->now, b->frame));
    struct ui_node *foot = ui_foot(b, page);
    ui_space(b, foot);
    ui_primary(b, foot, "done", tr("Done"), (struct ui_msg){.id = DONE});
}

/* ---- a form ---- */

/* What it is: "6 questions, English (en), Polski (pl)" and the names by which its author knows it.
 */
static void view_form_facts(const struct form_check *c, struct ui_build *b, struct ui_node *main) {
    struct arena *a = b->frame;
    unsigned long n = (unsigned long)c->questions;
    const char *asks = arena_printf(a, tr_n("%lu question", "%lu questions", n), n);
    const char *names = arena_printf(a, tr("Form %s"), c->id);
    if (c->version[0] != '\0')
        names = arena_printf(a, tr("%s, version %s"), names, c->version);
    if (c->languages[0] != '\0')
        asks = arena_printf(a, tr("%s, in %s"), asks, c->languages);
    ui_text(b, main, UI_TILE, c->title[0] != '\0' ? c->title : c->id)->flags |= UI_HEADING;
    ui_text(b, main, UI_BODY, asks);
    ui_text(b, main, UI_SMALL, names)->ink = UI_soft;
}

/* Of a form whose answers nobody can read here. */
static void view_form_key(const struct form_check *c, struct ui_build *b, struct ui_node *main) {
    if (c->key_before[0] != '\0')
        ui_banner(
            b, main, UI_TONE_WAIT,
            arena_printf(b->frame, tr("Its key changes from %s to %s"), c->key_before, c->key),
            tr("Ask its author whether that is right. What was sealed until now opens with "
               "the old private key only."));
    else if (c->key[0] != '\0')
        ui_banner(b, main, UI_TONE_GOOD,
                  arena_printf(b->frame, tr("Its answers are sealed to the key %s"), c->key),
                  tr("Only who has the private key can read them. A version without a key is never "
                     "taken afterwards."));
}

static void view_form_said(const struct form_check *c, bool stops, struct ui_build *b,
                           struct ui_node *main) {
    size_t shown = 0, all = 0;
    for (size_t i = 0; i < c->saids; i++)
        all += c->said[i].stops == stops;
    if (all == 0)
        return;
    unsigned long n = all;
    common_heading(b, main,
                   stops ? errors_title(n, b->frame)
                         : arena_printf(b->frame,
                                        tr_n("%lu note: the form runs, this is what to know",
                                             "%lu notes: the form runs, this is what to know", n),
                                        n));
    struct ui_node *card = common_card(b, main);
    for (size_t i = 0; i < c->saids && shown < SHOWN; i++) {
        const struct form_said *said = &c->said[i];
        if (said->stops != stops)
            continue;
        said_line(b, card, stops, said->text, said->line, said->path);
        shown++;
    }
    common_card_end(card);
    said_more(b, main, all, shown);
}

static bool has_errors(const struct form_check *c) {
    for (size_t i = 0; i < c->saids; i++)
        if (c->said[i].stops)
            return true;
    return false;
}

static void view_form(const struct check_state *st, const struct model *m, struct ui_build *b,
                      struct ui_node *page, struct ui_node *main) {
    const struct form_check *c = m->form_check;
    const char *why = tr("Nothing is changed until you press Import.");
    common_failure(b, main, m, st->failed);
    if (c->why == NULL)
        view_form_facts(c, b, main);
    else if (!has_errors(c))
        ui_banner(b, main, UI_TONE_STOP, tr("This form cannot be used here"), c->why);
    if (c->why != NULL)
        why = tr("Put the errors right in the file, then choose it again.");
    view_form_said(c, true, b, main);
    if (c->why == NULL && !c->there)
        view_form_key(c, b, main);
    if (c->there) {
        ui_banner(b, main, UI_TONE_GOOD, tr("This kiosk has this form already"),
                  tr("In this version or a newer one. There is nothing to import."));
        why = "";
    }
    view_form_said(c, false, b, main);
    if (c->saids == 0 && c->why == NULL && !c->there)
        ui_text(b, main, UI_BODY, tr("Nothing in this file looks wrong."));
    view_import_foot(m, why, b, page);
}

static void view_form_taken(const struct form_check *c, struct ui_build *b, struct ui_node *page,
                            struct ui_node *main) {
    ui_banner(b, main, UI_TONE_GOOD, tr("Imported"),
              arena_printf(b->frame, tr("In the list of forms from now on: %s"),
                           c->title[0] != '\0' ? c->title : c->id));
    struct ui_node *foot = ui_foot(b, page);
    ui_space(b, foot);
    ui_primary(b, foot, "done", tr("Done"), (struct ui_msg){.id = DONE});
}

static struct ui_node *check_view(const void *state, const struct model *m, struct ui_build *b) {
    const struct check_state *st = state;
    struct ui_page page = common_page(b, m);
    struct ui_bar bar = {.title = st->imported ? tr("Import") : tr("Check before importing"),
                         .second = is_key(m)            ? m->key.file
                                   : is_form(m)         ? m->form_check->file
                                   : m->checked != NULL ? m->checked->file
                                                        : "",
                         .back = {.id = st->imported ? 0 : BACK}};
    ui_bar(b, page.body, &bar);
    struct ui_node *main = ui_main(b, page.body);
    if (is_key(m) && st->imported)
        view_key_taken(st, &m->key, b, page.body, main);
    else if (is_key(m))
        view_key(st, m, b, page.body, main);
    else if (is_form(m) && st->imported)
        view_form_taken(m->form_check, b, page.body, main);
    else if (is_form(m))
        view_form(st, m, b, page.body, main);
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
    .update = check_update,
    .view = check_view,
};
