/* Updates of the plan: one row an update of one action, in the words that stand in the plan's
 * Update column; a row can rate its action as well, or do only that. Rows are added to what was
 * written before: a file that comes twice adds nothing. */
#include <string.h>

#include "base/utf8.h"
#include "outreach/cell.h"
#include "outreach/import_parts.h"

enum { ACTION, DATE, TEXT, OWNER, DUE, EXPIRES, RAG, COLUMNS };

enum { UPDATES_MAX = 2000 }; /* each is compared with all others */

static const struct import_column columns[COLUMNS] = {
    [ACTION] = {"action", true}, [DATE] = {"date", true}, [TEXT] = {"text", true},
    [OWNER] = {"owner", false},  [DUE] = {"due", false},  [EXPIRES] = {"expires", false},
    [RAG] = {"rag", false},
};

size_t import_updates_columns(const struct import_column **ret_columns) {
    *ret_columns = columns;
    return COLUMNS;
}

static struct date read_date(struct import *im, int line, const char *column, const char *text) {
    struct date d = {0};
    if (text[0] != '\0' && !date_parse(text, &d))
        import_wrong(
            im, "update-date", line,
            arena_printf(&im->arena, "\"%.60s\" in the column \"%s\" is no date.", text, column),
            "Write it as 2020-03-31 or 31/03/2020.");
    return d;
}

static void check_letters(struct import *im, int line, const char *column, const char *text,
                          int most) {
    if (utf8_len(text) > (size_t)most)
        import_wrong(im, "update-long", line,
                     arena_printf(&im->arena, "The column \"%s\" has %zu letters, more than %d.",
                                  column, utf8_len(text), most),
                     "Shorten it: it stands in one cell of the plan.");
}

static void check_needed(struct import *im, int line, const char *const *text) {
    if (!cell_is_code(text[ACTION]))
        import_wrong(im, "code", line,
                     arena_printf(&im->arena, "\"%.60s\" is no action code.", text[ACTION]),
                     "Write a number such as 1.10 in the column \"action\".");
    if (text[DATE][0] == '\0')
        import_wrong(im, "update-date", line, "The update has no date.",
                     "Write the day that it is of in the column \"date\".");
    if (text[TEXT][0] == '\0' && text[RAG][0] == '\0')
        import_wrong(im, "update-empty", line, "The row has neither a text nor a rating.",
                     "Write what is new in the column \"text\", or remove the row.");
}

static struct import_row read_row(struct import *im, int line, const char *const *text) {
    struct import_row row = {.session = session_blank(), .line = line};
    const char *rag = "";
    check_needed(im, line, text);
    check_letters(im, line, "text", text[TEXT], TYPED_LETTERS);
    check_letters(im, line, "owner", text[OWNER], TYPED_SHORT_LETTERS);
    if (text[RAG][0] != '\0' && !rating_parse(text[RAG], &rag))
        import_wrong(im, "rag", line,
                     arena_printf(&im->arena, "\"%.60s\" is no rating.", text[RAG]),
                     "Write Red, Amber, Green or none, or leave it empty.");
    row.typed = (struct typed){.action = text[ACTION],
                               .text = text[TEXT],
                               .owner = text[OWNER],
                               .date = read_date(im, line, "date", text[DATE]),
                               .due = read_date(im, line, "due", text[DUE]),
                               .expires = read_date(im, line, "expires", text[EXPIRES])};
    row.rated = text[RAG][0] != '\0';
    row.rating =
        (struct rating){.action = text[ACTION], .rag = rag, .reason = "", .date = row.typed.date};
    return row;
}

void import_updates(struct import *im, const struct table *t, const int *at) {
    for (size_t r = 0; r < t->rows; r++) {
        const struct table_row *row = &t->row[r];
        const char *text[COLUMNS];
        if (!import_take_cells(im, &t->head, row, at, COLUMNS, text))
            continue;
        size_t errors = im->errors;
        if (im->rows == UPDATES_MAX)
            import_wrong(im, "many", row->line,
                         arena_printf(&im->arena, "There are more than %d updates.", UPDATES_MAX),
                         "Import them in smaller files.");
        struct import_row made = read_row(im, row->line, text);
        if (im->errors == errors)
            im->row[im->rows++] = made;
    }
}

/* ---- what it changes ---- */

static bool same_update(const struct typed *a, const struct typed *b) {
    return strcmp(a->action, b->action) == 0 && strcmp(a->text, b->text) == 0 &&
           strcmp(a->owner, b->owner) == 0 && date_compare(a->date, b->date) == 0 &&
           date_compare(a->due, b->due) == 0 && date_compare(a->expires, b->expires) == 0;
}

static bool same_rating(const struct rating *a, const struct rating *b) {
    return strcmp(a->action, b->action) == 0 && strcmp(a->rag, b->rag) == 0 &&
           date_compare(a->date, b->date) == 0;
}

static bool is_known(const struct import_row *row, const struct typed_list *l) {
    bool known = row->typed.text[0] == '\0', rated = !row->rated;
    for (size_t i = 0; i < l->typeds && !known; i++)
        known = same_update(&l->typed[i], &row->typed);
    for (size_t i = 0; i < l->ratings && !rated; i++)
        rated = same_rating(&l->rating[i], &row->rating);
    return known && rated;
}

/* The line above that says the same; 0: none. */
static int twin_of(const struct import *im, size_t i) {
    const struct import_row *row = &im->row[i];
    for (size_t k = 0; k < i; k++)
        if (same_update(&im->row[k].typed, &row->typed) && im->row[k].rated == row->rated &&
            same_rating(&im->row[k].rating, &row->rating))
            return im->row[k].line;
    return 0;
}

static void argue(struct import *im, size_t i, const struct ledger *ledger, struct date today) {
    const struct import_row *row = &im->row[i];
    const struct typed *t = &row->typed;
    if (ledger != NULL && ledger->actions > 0 && ledger_action(ledger, t->action) == NULL)
        import_warn(im, "unknown-action", row->line, i,
                    arena_printf(&im->arena, "The plan has no action %s.", t->action),
                    "Check the code; until the plan has it, it stands in a row of its own.");
    if (today.year != 0 && date_compare(t->date, today) > 0)
        import_warn(im, "update-ahead", row->line, i, "The update is of a day still to come.",
                    "Check the year; a next step belongs in the column \"due\".");
    if (date_compare(t->due, t->date) < 0 || date_compare(t->expires, t->date) < 0)
        import_warn(im, "update-order", row->line, i,
                    date_compare(t->due, t->date) < 0 ? "It falls due before the day that it is of."
                                                      : "It expires before the day that it is of.",
                    "Check the year of both dates.");
}

void import_check_updates(struct import *im, const struct ledger *ledger, struct date today) {
    for (size_t i = 0; i < im->rows; i++) {
        struct import_row *row = &im->row[i];
        int twin = twin_of(im, i);
        argue(im, i, ledger, today);
        if (twin != 0) {
            import_warn(im, "duplicate", row->line, i,
                        arena_printf(&im->arena, "The row is the same as line %d.", twin),
                        "It was taken once; remove one of the two.");
            row->change = CHANGE_MERGED;
            im->merged++;
            continue;
        }
        bool known = ledger != NULL && is_known(row, &ledger->typed);
        row->change = known ? CHANGE_SAME : CHANGE_NEW;
        im->same += known;
        im->added += !known;
    }
}
