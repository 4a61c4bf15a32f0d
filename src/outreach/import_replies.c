/* "You said, we did": one row a reply, of a place or about a topic, in the words that the start
 * screen shows. The file says all that is to be said: the next one takes the place of all of it. */
#include <string.h>

#include "base/utf8.h"
#include "outreach/import_parts.h"

enum { PLACE, TOPIC, SAID, DID, UNTIL, COLUMNS };

/* Letters that a person reads in passing, and that fit a small panel. */
enum { WORDS_MAX = 100, LABEL_MAX = 60, REPLIES_MAX = 60 };

static const struct import_column columns[COLUMNS] = {
    [PLACE] = {"place", false}, [TOPIC] = {"topic", false}, [SAID] = {"said", true},
    [DID] = {"did", true},      [UNTIL] = {"until", false},
};

size_t import_replies_columns(const struct import_column **ret_columns) {
    *ret_columns = columns;
    return COLUMNS;
}

static void check_words(struct import *im, int line, const char *column, const char *text) {
    if (text[0] == '\0')
        import_wrong(im, "reply-empty", line,
                     arena_printf(&im->arena, "The column \"%s\" is empty.", column),
                     "Write what people said and what was done, or remove the row.");
    else if (utf8_len(text) > WORDS_MAX)
        import_wrong(im, "reply-long", line,
                     arena_printf(&im->arena, "The column \"%s\" has %zu letters, more than %d.",
                                  column, utf8_len(text), WORDS_MAX),
                     "Shorten it: people read it in passing.");
}

static void check_label(struct import *im, int line, const char *column, const char *text) {
    if (utf8_len(text) > LABEL_MAX)
        import_wrong(
            im, "reply-long", line,
            arena_printf(&im->arena, "The column \"%s\" has more than %d letters.", column,
                         LABEL_MAX),
            "Write the name of a place or of a topic, and the rest into the other columns.");
}

static struct date read_until(struct import *im, int line, const char *text) {
    struct date d = {0};
    if (text[0] != '\0' && !date_parse(text, &d))
        import_wrong(im, "until", line, arena_printf(&im->arena, "\"%.60s\" is no date.", text),
                     "Write the last day on which it is shown as 2020-03-31 or 31/03/2020, or "
                     "leave it empty.");
    return d;
}

void import_replies(struct import *im, const struct table *t, const int *at) {
    for (size_t r = 0; r < t->rows; r++) {
        const struct table_row *row = &t->row[r];
        const char *text[COLUMNS];
        if (!import_take_cells(im, &t->head, row, at, COLUMNS, text))
            continue;
        size_t errors = im->errors;
        check_words(im, row->line, "said", text[SAID]);
        check_words(im, row->line, "did", text[DID]);
        check_label(im, row->line, "place", text[PLACE]);
        check_label(im, row->line, "topic", text[TOPIC]);
        struct reply reply = {.place = text[PLACE],
                              .topic = text[TOPIC],
                              .said = text[SAID],
                              .did = text[DID],
                              .until = read_until(im, row->line, text[UNTIL])};
        if (im->rows == REPLIES_MAX)
            import_wrong(im, "many", row->line,
                         arena_printf(&im->arena, "There are more than %d replies.", REPLIES_MAX),
                         "Keep those that matter now: nobody sees so many.");
        if (im->errors == errors)
            im->row[im->rows++] =
                (struct import_row){.session = session_blank(), .reply = reply, .line = row->line};
    }
}

/* ---- what it changes ---- */

static bool same_reply(const struct reply *a, const struct reply *b) {
    return strcmp(a->place, b->place) == 0 && strcmp(a->topic, b->topic) == 0 &&
           strcmp(a->said, b->said) == 0 && strcmp(a->did, b->did) == 0 &&
           date_compare(a->until, b->until) == 0;
}

void import_check_replies(struct import *im, const struct ledger *ledger, struct date today) {
    for (size_t i = 0; i < im->rows; i++) {
        struct import_row *row = &im->row[i];
        bool known = false;
        for (size_t k = 0; ledger != NULL && k < ledger->replies; k++)
            known = known || same_reply(&ledger->reply[k], &row->reply);
        row->change = known ? CHANGE_SAME : CHANGE_NEW;
        im->same += known;
        im->added += !known;
        if (today.year != 0 && date_compare(row->reply.until, today) < 0)
            import_warn(im, "over", row->line, i, "Its last day is over: it is not shown.",
                        "Give it a later day in the column \"until\", or remove the row.");
    }
}
