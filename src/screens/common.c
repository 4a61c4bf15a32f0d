/* Parts that several screens are made of. They know sessions and the model; the kit's parts do not.
 */
#include "screens/common.h"

#include <string.h>

#include "base/i18n.h"
#include "base/str.h"
#include "screens/words.h"

struct ui_page common_page(struct ui_build *b, const struct model *m) {
    struct ui_page page = ui_page(b);
    if (m->toast.until > m->now)
        ui_toast(b, &page, m->toast.bad ? UI_TONE_STOP : UI_TONE_GOOD,
                 arena_strdup(b->frame, m->toast.words));
    return page;
}

void common_hide(struct ui_build *b, const struct model *m, struct ui_node *chips,
                 struct ui_msg tap) {
    if (m->on_journey)
        ui_chip_solid(b, chips, "hide", NULL, tr("Hide this"), tap);
}

int64_t common_left_alone(const struct model *m, bool warned) {
    return m->touched + (warned ? COMMON_WIPE_MS : COMMON_WARN_MS);
}

void common_still_there(struct ui_build *b, struct ui_page *page, struct ui_msg stay,
                        struct ui_msg leave) {
    unsigned long s = (COMMON_WIPE_MS - COMMON_WARN_MS) / 1000;
    struct ui_node *d = ui_dialog(b, page, tr("Are you still there?"), stay);
    ui_text(b, d, UI_BODY,
            arena_printf(b->frame,
                         tr_n("This page goes away in %lu second.",
                              "This page goes away in %lu seconds.", s),
                         s));
    struct ui_node *foot = ui_dialog_foot(b, d);
    ui_button(b, foot, "leave", tr("Hide this"), leave);
    ui_primary(b, foot, "still-here", tr("Go on"), stay);
}

/* The longest commands say what they do; any other is quick and only ever shows when the card is
 * slow. */
static const char *job_title(enum command_kind kind) {
    if (kind == CMD_IMPORT)
        return tr("Importing");
    if (kind == CMD_EXPORT)
        return tr("Exporting counts");
    if (kind == CMD_CHECK_FILE)
        return tr("Checking the file");
    if (kind == CMD_TO_STICK)
        return tr("Exporting to the stick");
    return tr("Working");
}

enum { SLOW_MS = 20000 }; /* a good stick has taken everything by then */

void common_job(struct ui_build *b, const struct model *m, struct ui_page *page,
                struct ui_msg cancel) {
    if (!m->job.running)
        return;
    const char *title = job_title(m->job.kind);
    const char *what = tr("One moment");
    if (m->job.total > 0 && m->job.kind == CMD_TO_STICK)
        what = tr("Written and read back"); /* of bytes only the share says anything */
    else if (m->job.total > 0)
        what = arena_printf(b->frame, tr("%s of %s"), words_number(b->frame, m->job.done),
                            words_number(b->frame, m->job.total));
    struct ui_node *dialog = ui_dialog(b, page, title, (struct ui_msg){0});
    if (m->job.kind == CMD_TO_STICK && m->now - m->job.since > SLOW_MS)
        ui_text(b, dialog, UI_BODY,
                tr("This stick is slow. Leave it in; it can take some minutes."))
            ->flags |= UI_LIVE;
    ui_progress(b, dialog, what, m->job.done, m->job.total, cancel);
}

bool common_is_wide(const struct ui_env *env) {
    return !ui_is_portrait(env) && ui_logical_w(env) >= 720;
}

struct ui_node *common_beside_pad(struct ui_build *b, struct ui_node *page,
                                  struct ui_node **ret_pad) {
    enum { PAD_W = 272, EDGE_X = 24, EDGE_Y = 14 };
    bool wide = common_is_wide(b->env);
    struct ui_node *both = wide ? ui_row(b, page, 32) : ui_col(b, page, 16);
    both->flags |= UI_GROW;
    both->box.align = wide ? UI_START : UI_STRETCH;
    both->box.pad_x = EDGE_X;
    both->box.pad_y = EDGE_Y;
    struct ui_node *words = ui_scroll(b, both, "main");
    words->flags |= UI_GROW;
    words->box.gap = 12;
    *ret_pad = ui_pad(b, both);
    if (wide)
        (*ret_pad)->box.w = PAD_W;
    return words;
}

struct ui_node *common_card(struct ui_build *b, struct ui_node *parent) {
    struct ui_node *card = ui_col(b, parent, 0);
    card->box.fill = UI_paper;
    card->box.edge = UI_line;
    card->box.radius = 16;
    card->box.align = UI_STRETCH;
    return card;
}

void common_card_end(struct ui_node *card) {
    for (struct ui_node *row = card->first; row != NULL; row = row->next) {
        row->box.fill = UI_none; /* the card is paper already, and its corners are round */
        if (row->next != NULL)
            continue;
        row->box.edge_bottom = 0;
        row->box.edge = UI_none; /* without a line below it would be an outline */
    }
}

struct ui_node *common_card_row(struct ui_build *b, struct ui_node *card, int gap) {
    struct ui_node *row = ui_row(b, card, gap);
    row->box.pad_x = 16;
    row->box.pad_y = 8;
    row->box.align = UI_CENTRE;
    row->box.edge_bottom = 1;
    row->box.edge = UI_line;
    return row;
}

struct ui_node *common_heading(struct ui_build *b, struct ui_node *parent, const char *label) {
    struct ui_node *heading = ui_text(b, parent, UI_CHIP_BOLD, label);
    heading->flags |= UI_HEADING;
    heading->ink = UI_soft;
    return heading;
}

struct ui_node *common_list_heading(struct ui_build *b, struct ui_node *list, const char *label) {
    struct ui_node *row = ui_col(b, list, 0);
    row->box.pad_x = 16;
    row->box.pad_y = 10;
    return common_heading(b, row, label);
}

struct ui_node *common_bare_button(struct ui_build *b, struct ui_node *parent, const char *key,
                                   const char *label, struct ui_msg tap) {
    struct ui_node *n = ui_button(b, parent, key, label, tap);
    n->first = n->last = NULL;
    return n;
}

static void add_tile(struct ui_build *b, struct ui_node *row, const struct common_tile *tile,
                     bool flat) {
    struct ui_node *n = common_bare_button(b, row, tile->key, tile->title, tile->tap);
    n->flags |= tile->tap.id == 0 ? UI_GROW | UI_DISABLED : UI_GROW;
    n->box.min_h = flat ? 0 : 180;
    n->box.pad_x = 20;
    n->box.pad_y = 16;
    n->box.radius = 16;
    n->box.align = UI_START;
    struct ui_node *face = flat ? ui_row(b, n, 16) : ui_col(b, n, 8);
    face->flags |= UI_GROW;
    face->box.align = flat ? UI_START : UI_STRETCH;
    struct ui_node *plate = ui_row(b, ui_row(b, face, 0), 0);
    plate->box.w = plate->box.h = 52;
    plate->box.radius = 14;
    plate->box.fill = UI_act_tint;
    plate->box.justify = UI_CENTRE;
    ui_icon(b, plate, tile->icon, 32)->ink = UI_act;
    struct ui_node *words = flat ? ui_col(b, face, 4) : face;
    words->flags |= UI_GROW;
    ui_text(b, words, UI_TILE, tile->title);
    ui_text(b, words, UI_SMALL, tile->words)->ink = UI_soft;
}

static void add_tiles(struct ui_build *b, struct ui_node *parent, const struct common_tile *tile,
                      size_t n, size_t abreast, bool flat) {
    for (size_t i = 0; i < n; i += abreast) {
        struct ui_node *row = ui_row(b, parent, 16);
        row->box.align = UI_STRETCH;
        for (size_t k = i; k < i + abreast; k++) {
            if (k < n)
                add_tile(b, row, &tile[k], flat);
            else
                ui_space(b, row);
        }
    }
}

void common_tiles(struct ui_build *b, struct ui_node *parent, const struct common_tile *tile,
                  size_t n) {
    int least = ui_is_large_text(b->env) ? 280 : 190; /* units that a tile's words need */
    size_t abreast = (size_t)(ui_logical_w(b->env) - 48) / (size_t)least;
    if (abreast > 3)
        abreast = 3;
    if (abreast > n)
        abreast = n;
    if (abreast < 1)
        abreast = 1;
    add_tiles(b, parent, tile, n, abreast, false);
}

void common_flat_tiles(struct ui_build *b, struct ui_node *parent, const struct common_tile *tile,
                       size_t n) {
    add_tiles(b, parent, tile, n, 2, true);
}

void common_failure(struct ui_build *b, struct ui_node *parent, const struct model *m,
                    bool failed) {
    if (!failed || m->failure[0] == '\0')
        return;
    ui_banner(b, parent, UI_TONE_STOP, tr("That did not work"), m->failure);
}

static enum ui_tone status_tone(const struct session *s) {
    if (s->life == LIFE_OPEN)
        return UI_TONE_WAIT;
    if (s->life == LIFE_CLOSED)
        return UI_TONE_GOOD;
    switch (s->status) {
    case STATUS_PLANNED:
    case STATUS_BOOKED:
        return UI_TONE_PLAN;
    case STATUS_DELIVERED:
        return UI_TONE_GOOD;
    case STATUS_CANCELLED:
    case STATUS_REARRANGED:
        break;
    }
    return UI_TONE_STOP;
}

void common_tag(struct ui_build *b, struct ui_node *parent, const struct session *s) {
    ui_tag(b, parent, status_tone(s), words_status(s));
}

struct count common_counted(const struct model *m, const struct session *s) {
    if (m->tape.session != s->id || m->tape.marks == 0)
        return s->counted;
    return (struct count){model_heads(m, NULL), m->tape.qualifier};
}

void common_over(struct ui_build *b, struct ui_node *parent, const struct model *m,
                 const struct session *s) {
    int64_t heads = common_counted(m, s).n;
    if (!session_is_over(s, heads))
        return;
    struct arena *a = b->frame;
    ui_banner(b, parent, UI_TONE_WAIT, tr("More people than the room holds"),
              arena_printf(a, tr("%s are counted, there is room for %s. You can go on."),
                           words_number(a, heads), words_number(a, s->capacity)));
}

struct ui_node *common_bar_number(struct ui_build *b, struct ui_node *end, const char *number,
                                  const struct session *s) {
    struct ui_node *both = ui_col(b, end, 0);
    both->box.align = UI_END;
    struct ui_node *n = ui_text(b, both, UI_LABEL, number);
    n->ink = UI_on_staff;
    n->flags |= UI_TABULAR | UI_LIVE | UI_WIDE_OK;
    const char *measure = s != NULL && !ui_is_portrait(b->env) ? words_measure(b->frame, s) : "";
    if (measure[0] != '\0') {
        struct ui_node *line = ui_text(b, both, UI_NOTE, measure);
        line->ink = UI_staff_soft;
        line->flags |= UI_WIDE_OK;
    }
    return n;
}

/* What is known of the number: bold when heads were counted or reported, soft while it is a plan.
 */
static void row_number(struct ui_build *b, struct ui_node *row, const struct model *m,
                       const struct session *s) {
    struct count c = common_counted(m, s);
    if (c.q == COUNT_NOT_RECORDED || session_is_settled(s))
        c = session_attendance(s);
    if (c.q != COUNT_NOT_RECORDED && c.q != COUNT_EXPECTED) {
        struct ui_node *n = ui_text(b, row, UI_LABEL, words_count(b->frame, c));
        n->flags |= UI_TABULAR;
        return;
    }
    const char *expected = words_expected(b->frame, s);
    bool off = s->status == STATUS_CANCELLED || s->status == STATUS_REARRANGED;
    if (expected == NULL || off)
        return;
    struct ui_node *n = ui_text(b, row, UI_BODY, expected);
    n->ink = UI_soft;
    n->flags |= UI_TABULAR;
}

struct ui_node *common_session_row(struct ui_build *b, struct ui_node *list, const struct model *m,
                                   const struct session *s, const char *lead, struct ui_msg tap) {
    struct arena *a = b->frame;
    const char *title = session_title(s, a), *place = words_place(a, s);
    const char *label = words_join(a, lead != NULL ? lead : "", title);
    tap.ref = s->id;
    struct ui_node *row = ui_list_row(b, list, arena_printf(a, "session:%lld", (long long)s->id),
                                      words_join(a, label, place), tap);
    row->value = words_status(s);
    if (lead != NULL) {
        struct ui_node *time = ui_text(b, row, UI_BODY_BOLD, lead);
        time->flags |= UI_TABULAR | UI_WIDE_OK;
        bool is_date = strlen(lead) > strlen("09:15"); /* one column, whatever day */
        int width = is_date ? 136 : 64;
        time->box.min_w = (int16_t)(ui_is_large_text(b->env) ? width * 3 / 2 : width);
    }
    struct ui_node *words = ui_col(b, row, 2);
    words->flags |= UI_GROW;
    ui_text(b, words, UI_BODY_BOLD, title);
    if (place[0] != '\0')
        ui_text(b, words, UI_SMALL, place)->ink = UI_soft;

    /* Beside the words where there is room, below them where there is not. */
    bool beside = common_is_wide(b->env) && !ui_is_large_text(b->env);
    struct ui_node *end = beside ? row : ui_flow(b, words, 12);
    if (!beside)
        end->box.align = UI_CENTRE;
    row_number(b, end, m, s);
    common_tag(b, end, s);
    return row;
}

void common_answers_row(struct ui_build *b, struct ui_node *card, const struct model *m,
                        int64_t session, struct ui_msg tap) {
    unsigned long n = (unsigned long)model_answers(m, session, NULL);
    if (m->forms == NULL || (m->forms->forms == 0 && m->forms->troubles == 0))
        return;
    struct ui_node *row = ui_list_row(b, card, "answers", tr("Forms"), tap);
    struct ui_node *words = ui_col(b, row, 2);
    words->flags |= UI_GROW;
    ui_text(b, words, UI_BODY_BOLD, tr("Forms"));
    ui_text(b, words, UI_SMALL,
            n > 0 ? arena_printf(b->frame, tr_n("%lu answer", "%lu answers", n), n)
                  : tr("No answers yet"))
        ->ink = UI_soft;
    ui_icon(b, row, "chevron", 24)->ink = UI_soft;
}

void common_file_row(struct ui_build *b, struct ui_node *list, const struct file_view *file,
                     struct ui_msg tap) {
    struct arena *a = b->frame;
    const char *size = words_bytes(a, file->bytes);
    struct ui_node *row = ui_list_row(b, list, arena_printf(a, "file:%s", file->name),
                                      words_join(a, file->name, size), tap);
    const char *dot = strrchr(file->name, '.');
    bool is_key = dot != NULL && strcasecmp(dot, ".pem") == 0;
    bool is_card = dot != NULL && strcasecmp(dot, ".md") == 0;
    ui_icon(b, row, is_key ? "key" : is_card ? "help" : "list", 32)->ink = UI_act;
    struct ui_node *words = ui_col(b, row, 2);
    words->flags |= UI_GROW;
    ui_text(b, words, UI_BODY_BOLD, file->name);
    ui_text(b, words, UI_SMALL, size)->ink = UI_soft;
    ui_icon(b, row, "chevron", 24)->ink = UI_soft;
}

void common_all_files(struct ui_build *b, struct ui_node *page, size_t n, struct ui_msg tap) {
    if (n < 2)
        return;
    struct ui_node *foot = ui_foot(b, page);
    ui_foot_words(b, foot, tr("Together: all of them are imported, or none."));
    unsigned long all = n;
    ui_primary(b, foot, "all",
               arena_printf(b->frame, tr_n("Check %lu file", "Check all %lu files", all), all),
               tap);
}

const char *common_checked(const struct model *m) {
    return m->batch != NULL ? "batch" : "check";
}

struct ui_node *common_usb(struct ui_build *b, struct ui_node *foot, const struct model *m,
                           struct ui_msg tap) {
    if (m->sticks == 0)
        return NULL;
    struct ui_node *button = ui_button(b, foot, "usb", tr("USB"), tap);
    ui_face_icon(b, button, "usb", 24);
    return button;
}

void common_edit(struct ui_build *b, struct ui_page *page, const struct common_edit *e) {
    ui_bar(b, page->body, &(struct ui_bar){.title = e->title, .back = e->back});
    struct ui_node *main = ui_main(b, page->body);
    ui_field(b, main,
             &(struct ui_field){.key = "field",
                                .label = e->label,
                                .value = e->value,
                                .hint = e->hint,
                                .edit = e->edit,
                                .enter = e->enter,
                                .autofocus = true});
    ui_keyboard(b, page->body, e->done, e->enter);
}

static void closed_search(struct ui_build *b, struct ui_node *row, const struct common_search *c) {
    struct ui_node *field = common_bare_button(b, row, "search", tr("Search"), c->show);
    bool empty = c->text[0] == '\0';
    field->value = c->text;
    field->flags |= UI_GROW;
    field->box.align = UI_CENTRE;
    field->box.justify = UI_START;
    field->box.gap = 12;
    field->box.pad_x = 16;
    ui_icon(b, field, "find", 24)->ink = UI_soft;
    struct ui_node *words = ui_text(b, field, UI_BODY, empty ? c->hint : c->text);
    words->ink = empty ? UI_soft : UI_ink;
    words->flags |= UI_GROW;
}

void common_search(struct ui_build *b, struct ui_node *parent, const struct common_search *c) {
    struct ui_node *row = ui_row(b, parent, 8);
    row->box.align = UI_CENTRE;
    if (!c->keys) {
        closed_search(b, row, c);
    } else {
        struct ui_node *field = ui_field(b, row,
                                         &(struct ui_field){.key = "search",
                                                            .value = c->text,
                                                            .hint = c->hint,
                                                            .icon = "find",
                                                            .edit = c->edit,
                                                            .enter = c->enter,
                                                            .autofocus = true});
        field->label = tr("Search");
        field->parent->flags |= UI_GROW;
    }
    if (c->text[0] != '\0')
        ui_chip(b, row, "clear", "cross", tr("Clear"), NULL, c->clear);
}

void common_take(char *dst, size_t size, struct ui_msg msg) {
    if (msg.text != NULL)
        str_copy(dst, size, msg.text);
}

static bool is_asked(const struct model *m) {
    return m->asked.year != 0 && date_compare(m->asked, m->today) == 0;
}

void common_enter(const struct model *m, struct out *out) {
    if (!m->date_confirmed) {
        out_home(out, "date");
        out->cmd[out->n - 1].why = COMMON_ON_THE_WAY_IN;
        return;
    }
    for (size_t i = 0; !is_asked(m) && m->ledger != NULL && i < m->ledger->sessions; i++) {
        if (!model_is_left_open(m, &m->ledger->session[i]))
            continue;
        out_home(out, "left-open");
        return;
    }
    common_home(m, out);
}

void common_home(const struct model *m, struct out *out) {
    const struct session *open = NULL;
    size_t n = 0;
    for (size_t i = 0; m->ledger != NULL && i < m->ledger->sessions; i++) {
        if (m->ledger->session[i].life != LIFE_OPEN)
            continue;
        open = &m->ledger->session[i];
        n++;
    }
    out_home(out, "today");
    if (n == 1)
        out_go_ref(out, "count", open->id);
}

void common_go_confirm(struct out *out, int64_t session, int32_t opening) {
    struct command *c = out_add(out, CMD_GO);
    c->screen = "confirm";
    c->ref = session;
    c->n = opening;
}
