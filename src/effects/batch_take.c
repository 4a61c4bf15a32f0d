/* One file of a batch, inside its transaction. What it says is written for the coordinator who
 * decides by it whether to press Import. */
#include "effects/batch_parts.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "effects/help_file.h"
#include "effects/shelf.h"
#include "store/sealed_form.h"
#include "store/vault.h"

/* ---- plans, programmes, lists and the like ------------------------------------------- */

/* What is here and stands in no row of the file. */
static size_t gone_of_plan(const struct import *im, const struct ledger *l) {
    size_t gone = 0;
    for (size_t i = 0; i < l->actions; i++) {
        size_t row = 0;
        while (row < im->rows && !str_eq(im->row[row].action.code, l->action[i].code))
            row++;
        gone += row == im->rows;
    }
    return gone;
}

static bool names_session(const struct import *im, int64_t id) {
    for (size_t row = 0; row < im->rows; row++)
        if (im->row[row].session.id == id)
            return true;
    return false;
}

/* A programme of one term says nothing about another: only the days that it spans are compared. */
static size_t gone_of_programme(const struct import *im, const struct ledger *l) {
    struct date first = {0}, last = {0};
    for (size_t row = 0; row < im->rows; row++) {
        struct date d = im->row[row].session.date;
        if (d.year && (!first.year || date_compare(d, first) < 0))
            first = d;
        if (d.year && (!last.year || date_compare(d, last) > 0))
            last = d;
    }
    size_t gone = 0;
    for (size_t i = 0; first.year && i < l->sessions; i++) {
        const struct session *x = &l->session[i];
        gone += x->date.year && date_compare(x->date, first) >= 0 &&
                date_compare(x->date, last) <= 0 && !names_session(im, x->id);
    }
    return gone;
}

static size_t gone_of(const struct import *im, const struct ledger *l) {
    switch (im->kind) {
    case IMPORT_PLAN:
        return gone_of_plan(im, l);
    case IMPORT_PROGRAMME:
        return gone_of_programme(im, l);
    case IMPORT_REPLIES:
        return l->replies > im->same ? l->replies - im->same : 0;
    case IMPORT_UNKNOWN:
    case IMPORT_ROSTER: /* nobody has to know how many names a list lost */
    case IMPORT_UPDATES:
    case IMPORT_FIGURES:
        break;
    }
    return 0;
}

static void tell_import(struct batch_run *r, const struct import *im) {
    struct batch_file *f = r->file;
    struct arena *a = &r->view->arena;
    f->rows = im->rows;
    f->added = im->added;
    f->changed = im->updated;
    f->same = im->same;
    f->merged = im->merged;
    f->said = arena_array(a, im->complaints ? im->complaints : 1, sizeof *f->said);
    for (size_t i = 0; i < im->complaints; i++) {
        const struct complaint *c = &im->complaint[i];
        f->said[f->saids++] = (struct batch_said){.stops = c->severity == COMPLAINT_ERROR,
                                                  .line = c->line,
                                                  .what = arena_strdup(a, c->what),
                                                  .todo = arena_strdup(a, c->todo)};
    }
    f->errors = im->errors;
}

/* The kiosk has the replies of one file: of two the second would take those of the first away. */
static const char *replies_before(const struct batch_run *r) {
    for (const struct batch_file *f = r->view->file; f < r->file; f++)
        if (f->kind == BATCH_REPLIES)
            return f->name;
    return NULL;
}

/* A dry run seals no names, so it needs nobody's code; and nothing is checked against a list. */
bool batch_take_import(struct batch_run *r, struct batch_item *it, struct err *err) {
    struct import *im = &it->im;
    struct import_result done;
    struct ledger *ledger = store_ledger(r->s, err);
    if (!ledger)
        return false;
    import_check(im, ledger, date_of_wall(store_wall(r->s), NULL));
    tell_import(r, im);
    r->file->gone = gone_of(im, ledger);
    ledger_free(ledger);
    const char *before = im->kind == IMPORT_REPLIES ? replies_before(r) : NULL;
    if (before)
        batch_wrong(r, arena_printf(&r->view->arena, "%s holds replies, too.", before),
                    "Put all replies into one file.");
    bool enough = r->file->errors > 0 || (r->ask->dry && im->kind == IMPORT_ROSTER);
    return enough || store_apply_import(r->s, im, &done, err);
}

/* ---- keys --------------------------------------------------------------------------------- */

struct keys_here {
    char first[KEY_SUM], second[KEY_SUM];
    char now[PAIR_SHOWN]; /* of the file's key */
};

static const char *shown(struct batch_run *r, const char *sum) {
    char digits[PAIR_SHOWN];
    pair_shown(sum, digits);
    return arena_strdup(&r->view->arena, digits);
}

static bool take_first(struct batch_run *r, const struct batch_item *it, const struct keys_here *k,
                       struct err *err) {
    struct arena *a = &r->view->arena;
    if (k->first[0] && !r->ask->replace) {
        batch_wrong(r,
                    arena_printf(a, "this kiosk has the coordinator's key %s.", shown(r, k->first)),
                    arena_printf(a,
                                 "Import this file by itself and say there what %s is for; on the "
                                 "command line: Add --replace to seal for it from now on, or "
                                 "--second to seal concerns for both. What was sealed until now "
                                 "stays readable with the old private key only.",
                                 k->now));
        return true;
    }
    r->file->note = arena_printf(a,
                                 "from now on sign-ins are sealed for the coordinator's key %s, "
                                 "and concerns can be left.",
                                 k->now);
    if (k->first[0])
        r->file->note = arena_printf(a,
                                     "%s What was sealed until now stays readable with the private "
                                     "key of %s only.",
                                     r->file->note, shown(r, k->first));
    return store_set_public_key(r->s, it->key, err);
}

static bool withdraw(struct batch_run *r, const struct keys_here *k, bool is_second,
                     struct err *err) {
    struct arena *a = &r->view->arena;
    if (!is_second) {
        batch_wrong(r, arena_printf(a, "%s is not this kiosk's second reader.", k->now), "");
        return true;
    }
    r->file->note = arena_printf(a,
                                 "from now on concerns are sealed to the coordinator alone; those "
                                 "of before stay readable for %s, too.",
                                 k->now);
    return store_set_second_key(r->s, NULL, err);
}

static bool take_second(struct batch_run *r, const struct batch_item *it, const struct keys_here *k,
                        struct err *err) {
    struct arena *a = &r->view->arena;
    if (k->second[0] && !r->ask->replace) {
        batch_wrong(r, arena_printf(a, "this kiosk has the second reader %s.", shown(r, k->second)),
                    arena_printf(a, "Add --replace to seal concerns to %s in its place.", k->now));
        return true;
    }
    r->file->note = arena_printf(a,
                                 "from now on concerns are sealed to the second reader %s, too. "
                                 "Each of the two opens them alone; sign-ins stay the "
                                 "coordinator's.",
                                 k->now);
    return store_set_second_key(r->s, it->key, err);
}

bool batch_take_key(struct batch_run *r, struct batch_item *it, struct err *err) {
    struct keys_here k;
    struct arena *a = &r->view->arena;
    const char *sum = pair_sum(it->key);
    if (!store_public_key(r->s, k.first, err) || !store_second_key(r->s, k.second, err))
        return false;
    pair_shown(sum, k.now);
    bool is_second = str_eq(k.second, sum);
    if (r->ask->withdraw)
        return withdraw(r, &k, is_second, err);
    r->file->there = is_second || (!r->ask->second && str_eq(k.first, sum));
    if (!r->file->there)
        return r->ask->second ? take_second(r, it, &k, err) : take_first(r, it, &k, err);
    r->file->note =
        is_second ? arena_printf(a, "this kiosk has the second reader's key %s already.", k.now)
                  : arena_printf(a, "this kiosk has the coordinator's key %s already.", k.now);
    return true;
}

/* ---- forms -------------------------------------------------------------------------------- */

static void tell_form(struct batch_run *r, const struct form_complaints *said) {
    struct batch_file *f = r->file;
    struct arena *a = &r->view->arena;
    f->said = arena_array(a, said->count ? said->count : 1, sizeof *f->said);
    for (size_t i = 0; i < said->count; i++) {
        const struct form_complaint *c = &said->at[i];
        f->said[f->saids++] = (struct batch_said){.stops = c->stops,
                                                  .line = c->line,
                                                  .what = arena_strdup(a, c->text),
                                                  .todo = arena_strdup(a, c->path)};
        f->errors += c->stops;
    }
}

/* Two files that bring the same form would lie in one place. */
static const char *form_before(const struct batch_run *r, const struct batch_item *it) {
    for (const struct batch_item *x = r->b->item; x < it; x++)
        if (x->kind == BATCH_FORM && strcasecmp(x->form, it->form) == 0)
            return x->source.name;
    return NULL;
}

static const char *form_words(struct batch_run *r, const struct shelf_form *form) {
    struct arena *a = &r->view->arena;
    if (form->there)
        return arena_printf(a, "this kiosk has version %s of the form %s already, or a newer one.",
                            form->version, form->id);
    const char *words =
        arena_printf(a, "%s, version %s: %s (%d question%s%s%s).", form->id, form->version,
                     form->title, form->questions, form->questions == 1 ? "" : "s",
                     form->languages[0] ? ", in " : "", form->languages);
    if (form->key_before[0])
        return arena_printf(a,
                            "%s Its key has changed: its answers were sealed for %s until now, and "
                            "are for %s from now on. What was sealed until now stays readable with "
                            "the old private key only.",
                            words, shown(r, form->key_before), shown(r, form->key));
    if (form->key[0])
        return arena_printf(a,
                            "%s Its answers are sealed for the key %s that stands in it. No "
                            "version of it without a key is taken any more.",
                            words, shown(r, form->key));
    return words;
}

bool batch_take_form(struct batch_run *r, struct batch_item *it, struct err *err) {
    const struct batch_ask *ask = r->ask;
    struct form_complaints said = {0};
    struct shelf_form form = {0};
    struct err why = {0};
    bool ok = shelf_check(it->source.path, ask->share, ask->data, r->s, &form, &said, &why);
    tell_form(r, &said);
    form_complaints_free(&said);
    if (!ok && why.kind != ERR_INPUT)
        return err_set(err, why.kind, "%s", why.text);
    if (!ok) {
        if (r->file->errors == 0)
            batch_wrong(r, why.text, "");
        return true;
    }
    STR_COPY(it->form, form.id);
    const char *before = form_before(r, it);
    if (before)
        batch_wrong(r, arena_printf(&r->view->arena, "It is the same form as %s.", before),
                    "Leave one of them out.");
    r->file->there = form.there;
    r->file->note = form_words(r, &form);
    it->write = !form.there;
    return form.there || !form.key[0] || store_remember_form_key(r->s, form.id, form.key, err);
}

/* ---- help cards --------------------------------------------------------------------------- */

/* Is the file of that name under `root` there, and has it just these bytes? */
static bool card_under(const char *root, const struct batch_item *it, bool *ret_same) {
    char folder[4096], path[4096];
    struct str text CLEANUP(str_release) = {0};
    if (!root)
        return false;
    path_join(folder, sizeof folder, root, "help");
    path_join(path, sizeof path, folder, it->card);
    if (!file_read(path, HELP_BYTES_MAX, &text, NULL))
        return false;
    *ret_same = text.len == it->text.len && memcmp(str_c(&text), str_c(&it->text), text.len) == 0;
    return true;
}

/* Every line of `said` is one thing that is wrong: "act.md:3: what it is". */
static void tell_card(struct batch_run *r, const struct batch_item *it, struct str *said) {
    char *at = said->p;
    for (char *line; (line = strsep(&at, "\n")) != NULL;) {
        size_t own = strlen(it->card);
        if (line[0] == '\0')
            continue;
        if (strncmp(line, it->card, own) == 0 && line[own] == ':')
            line += own + 1;
        size_t digits = strspn(line, "0123456789");
        bool numbered = digits > 0 && digits < 6 && line[digits] == ':';
        batch_wrong(r, numbered ? line + digits + 2 : line, "");
        r->file->said[0].line = numbered ? (int)strtol(line, NULL, 10) : 0;
    }
}

/* An empty one takes a card that was shipped away. */
static bool add_card(struct batch_run *r, const struct batch_item *it, struct str *said) {
    struct help_card card;
    char name[TALLY_WORD];
    if (it->text.len == 0 && help_name(it->card, name)) {
        help_remove(r->help, name);
        r->file->note = "the card that this kiosk has of that name is not shown any more.";
        return true;
    }
    if (!help_parse(&card, it->card, str_c(&it->text), it->text.len, said))
        return false;
    if (help_add(r->help, &card)) {
        r->file->note = arena_strdup(&r->view->arena, card.title);
        return true;
    }
    str_addf(said, "at most %d cards fit: take another one away first", HELP_CARDS);
    return false;
}

static const char *card_before(const struct batch_run *r, const struct batch_item *it) {
    for (const struct batch_item *x = r->b->item; x < it; x++)
        if (x->kind == BATCH_CARD && str_eq(x->card, it->card))
            return x->source.name;
    return NULL;
}

/* Old sticks write names in capitals. */
static void name_card(struct batch_item *it) {
    STR_COPY(it->card, file_name(it->source.name));
    for (char *p = it->card; *p; p++)
        *p = (char)tolower((unsigned char)*p);
}

bool batch_take_card(struct batch_run *r, struct batch_item *it, struct err *err) {
    (void)err;
    struct str said CLEANUP(str_release) = {0};
    bool same = false;
    if (!r->help)
        r->help = help_file_load(r->ask->share, r->ask->data);
    name_card(it);
    const char *before = card_before(r, it);
    if (before)
        str_addf(&said, "It has the same name as %s: leave one of them out.", before);
    if (before || !add_card(r, it, &said)) {
        tell_card(r, it, &said);
        return true;
    }
    bool here = card_under(r->ask->data, it, &same) || card_under(r->ask->share, it, &same);
    r->file->there = here && same;
    it->write = !r->file->there;
    return true;
}
