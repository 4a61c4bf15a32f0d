/* The dry run of several files, which are imported together or not at all: what each is, what it
 * would change, and what is wrong with it. Errors stand below their file at once; warnings come
 * with a tap on it, and wait on the coordinator's desk after the import. */
#include "screens/def.h"

#include "base/i18n.h"
#include "screens/common.h"
#include "screens/said.h"
#include "screens/words.h"

enum { BACK = 1, IMPORT, CANCEL, OPEN /* arg: index */, PUT_RIGHT, DONE };

enum { SHOWN = 40 /* complaints of one file */ };

struct batch_state {
    bool imported, failed;
    int32_t open; /* the file whose warnings show, from 1; 0: none */
};

static bool changes(const struct batch_file *f) {
    return f->added > 0 || f->changed > 0 || (f->kind == BATCH_REPLIES && f->gone > 0) ||
           (f->kind >= BATCH_KEY && !f->there);
}

static bool can_import(const struct model *m) {
    const struct batch_view *v = m->batch;
    if (v == NULL || v->wrong > 0)
        return false;
    for (size_t i = 0; i < v->files; i++)
        if (changes(&v->file[i]))
            return true;
    return false;
}

static void batch_update(void *state, const struct model *m, struct ui_msg msg, struct out *out) {
    struct batch_state *st = state;
    switch (msg.id) {
    case BACK:
        out_back(out);
        break;
    case IMPORT:
        if (!can_import(m) || m->job.running || st->imported)
            break;
        out_add(out, CMD_IMPORT_ALL);
        st->failed = false;
        break;
    case CANCEL:
        out_add(out, CMD_CANCEL);
        break;
    case OPEN:
        st->open = st->open == msg.arg + 1 ? 0 : msg.arg + 1;
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
        st->failed = msg.arg == CMD_IMPORT_ALL;
        break;
    default:
        break;
    }
}

/* ---- view ---- */

static const char *kind_words(enum batch_kind kind) {
    switch (kind) {
    case BATCH_PLAN:
        return tr("Plan");
    case BATCH_PROGRAMME:
        return tr("Programme");
    case BATCH_ROSTER:
        return tr("List of people");
    case BATCH_REPLIES:
        return tr("Replies");
    case BATCH_UPDATES:
        return tr("Updates of the plan");
    case BATCH_FIGURES:
        return tr("Figures of others");
    case BATCH_KEY:
        return tr("Reader\u2019s key");
    case BATCH_FORM:
        return tr("Form");
    case BATCH_CARD:
        return tr("Help card");
    case BATCH_UNKNOWN:
        break;
    }
    return tr("Cannot be read");
}

static const char *icon_of(enum batch_kind kind) {
    switch (kind) {
    case BATCH_ROSTER:
        return "people";
    case BATCH_KEY:
        return "key";
    case BATCH_CARD:
        return "help";
    case BATCH_PROGRAMME:
        return "calendar";
    case BATCH_REPLIES:
        return "speech";
    case BATCH_UNKNOWN:
        return "empty";
    case BATCH_PLAN:
    case BATCH_UPDATES:
    case BATCH_FIGURES:
    case BATCH_FORM:
        break;
    }
    return "list";
}

static const char *gone_words(const struct batch_file *f, struct arena *a) {
    unsigned long n = f->gone;
    if (f->kind == BATCH_REPLIES)
        return arena_printf(
            a, tr_n("%lu that it does not name goes", "%lu that it does not name go", n), n);
    return arena_printf(
        a, tr_n("%lu that it does not name stays", "%lu that it does not name stay", n), n);
}

/* "Programme · 116 rows: 113 new, 3 seen twice" */
static const char *facts(const struct batch_file *f, struct arena *a) {
    const char *words = f->note;
    if (f->kind < BATCH_KEY) {
        const struct said_rows rows = {f->rows, f->added, f->changed, f->same, f->merged};
        words = said_headline(&rows, a);
        if (f->gone > 0)
            words = words_join(a, words, gone_words(f, a));
    } else if (f->there) {
        words = tr("here already");
    }
    return words_join(a, kind_words(f->kind), words);
}

static void view_tag(const struct batch_file *f, struct ui_build *b, struct ui_node *row) {
    struct arena *a = b->frame;
    unsigned long warnings = f->saids - f->errors, errors = f->errors;
    if (errors > 0)
        ui_tag(b, row, UI_TONE_STOP,
               arena_printf(a, tr_n("%lu error", "%lu errors", errors), errors));
    else if (warnings > 0)
        ui_tag(b, row, UI_TONE_WAIT,
               arena_printf(a, tr_n("%lu warning", "%lu warnings", warnings), warnings));
    else
        ui_icon(b, row, "tick", 24)->ink = UI_act;
}

static void view_said(const struct batch_file *f, bool stops, struct ui_build *b,
                      struct ui_node *card) {
    size_t shown = 0, all = stops ? f->errors : f->saids - f->errors;
    for (size_t i = 0; i < f->saids && shown < SHOWN; i++) {
        const struct batch_said *c = &f->said[i];
        if (c->stops != stops)
            continue;
        said_line(b, card, stops, c->what, c->line, c->todo);
        shown++;
    }
    if (shown < all) {
        struct ui_node *row = common_card_row(b, card, 0);
        said_more(b, row, all, shown);
    }
}

static void view_file(const struct batch_state *st, const struct batch_file *f, size_t i,
                      struct ui_build *b, struct ui_node *card) {
    struct arena *a = b->frame;
    bool opens = f->saids > f->errors, open = st->open == (int32_t)i + 1;
    const char *words = facts(f, a);
    struct ui_node *row =
        ui_list_row(b, card, arena_printf(a, "file:%s", f->name), words_join(a, f->name, words),
                    (struct ui_msg){.id = opens ? OPEN : 0, .arg = (int32_t)i});
    row->box.align = UI_CENTRE;
    ui_icon(b, row, icon_of(f->kind), 32)->ink = UI_act;
    struct ui_node *column = ui_col(b, row, 2);
    column->flags |= UI_GROW;
    ui_text(b, column, UI_BODY_BOLD, f->name);
    ui_text(b, column, UI_SMALL, words)->ink = UI_soft;
    bool below = f->saids > 0 && ui_is_portrait(b->env);
    view_tag(f, b, below ? ui_row(b, column, 0) : row);
    if (opens)
        ui_icon(b, row, open ? "up" : "down", 24)->ink = UI_soft;
    view_said(f, true, b, card);
    if (open)
        view_said(f, false, b, card);
}

static void view_files(const struct batch_state *st, const struct batch_view *v, struct ui_build *b,
                       struct ui_node *main) {
    struct ui_node *card = common_card(b, main);
    for (size_t i = 0; i < v->files; i++)
        view_file(st, &v->file[i], i, b, card);
    common_card_end(card);
    unsigned long n = v->unknown;
    if (n > 0)
        ui_text(b, main, UI_SMALL,
                arena_printf(b->frame,
                             tr_n("%lu other file lies beside them and is left alone.",
                                  "%lu other files lie beside them and are left alone.", n),
                             n))
            ->ink = UI_soft;
}

static size_t warnings(const struct batch_view *v) {
    size_t n = 0;
    for (size_t i = 0; i < v->files; i++)
        n += v->file[i].kind < BATCH_KEY ? v->file[i].saids - v->file[i].errors : 0;
    return n;
}

static void view_result(const struct batch_state *st, const struct batch_view *v,
                        struct ui_build *b, struct ui_node *page, struct ui_node *main) {
    unsigned long n = v->files;
    const char *all = arena_printf(b->frame, tr_n("%lu file", "%lu files", n), n);
    if (v->later)
        all = words_join(b->frame, all,
                         tr("forms and help cards come into use when the kiosk starts next"));
    ui_banner(b, main, UI_TONE_GOOD, tr("Imported"), all);
    view_files(st, v, b, main);
    struct ui_node *foot = ui_foot(b, page);
    ui_space(b, foot);
    if (warnings(v) == 0) {
        ui_primary(b, foot, "done", tr("Done"), (struct ui_msg){.id = DONE});
        return;
    }
    ui_button(b, foot, "done", tr("Later"), (struct ui_msg){.id = DONE});
    ui_primary(b, foot, "put-right", tr("Put right now"), (struct ui_msg){.id = PUT_RIGHT});
}

static const char *why_words(const struct model *m) {
    if (m->batch->wrong > 0)
        return tr("Put the errors right in the files, then check them again.");
    return can_import(m) ? tr("Nothing is changed until you press Import. It takes all of them.")
                         : tr("All of this is on the kiosk already.");
}

static void view_plan(const struct batch_state *st, const struct model *m, struct ui_build *b,
                      struct ui_node *page, struct ui_node *main) {
    const struct batch_view *v = m->batch;
    unsigned long wrong = v->wrong;
    common_failure(b, main, m, st->failed);
    if (wrong > 0)
        ui_banner(b, main, UI_TONE_STOP,
                  arena_printf(b->frame,
                               tr_n("%lu file cannot be imported, so none is",
                                    "%lu files cannot be imported, so none is", wrong),
                               wrong),
                  tr("They belong together: half of them would be worse than none."));
    view_files(st, v, b, main);
    struct ui_node *foot = ui_foot(b, page);
    struct ui_node *words = ui_text(b, foot, UI_SMALL, why_words(m));
    words->flags |= UI_GROW;
    words->ink = UI_soft;
    struct ui_node *go = ui_primary(b, foot, "import", tr("Import"), (struct ui_msg){.id = IMPORT});
    if (!can_import(m))
        go->flags |= UI_DISABLED;
}

static struct ui_node *batch_view(const void *state, const struct model *m, struct ui_build *b) {
    const struct batch_state *st = state;
    struct ui_page page = common_page(b, m);
    unsigned long n = m->batch != NULL ? m->batch->files : 0;
    struct ui_bar bar = {
        .title = st->imported ? tr("Import") : tr("Check before importing"),
        .second = n == 1 ? m->batch->file[0].name
                         : arena_printf(b->frame,
                                        tr_n("%lu file", "%lu files, all of them or none", n), n),
        .back = {.id = st->imported ? 0 : BACK}};
    ui_bar(b, page.body, &bar);
    struct ui_node *main = ui_main(b, page.body);
    if (m->batch == NULL)
        ui_empty(b, main, "list", tr("No file was checked"), tr("Go back and choose one."));
    else if (st->imported)
        view_result(st, m->batch, b, page.body, main);
    else
        view_plan(st, m, b, page.body, main);
    common_job(b, m, &page, (struct ui_msg){.id = CANCEL});
    return page.root;
}

const struct screen_def screen_batch = {
    .name = "batch",
    .state_size = sizeof(struct batch_state),
    .needs = WHO_COORDINATOR,
    .update = batch_update,
    .view = batch_view,
};
