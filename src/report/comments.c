/* Whether a text may stand beside its session is known only when all answers of the session are
 * counted: until then its texts wait, and no more than those. They come in the order of random ids,
 * which tells nobody who wrote first. */
#include "report/comments.h"

#include <stdlib.h>

#include "base/mem.h"
#include "report/answers.h"
#include "report/foot.h"

static const struct book_column columns[] = {
    {"id", 6, "number of the session on this kiosk; empty: of none, or too few answered",
     BOOK_NUMBERS},
    {"date", 11, "day", BOOK_WORDS},
    {"quarter", 11, "April to June is Q1", BOOK_WORDS},
    {"venue", 28, "where, as the programme or staff wrote it", BOOK_WORDS},
    {"topic", 28, "what the session was about", BOOK_WORDS},
    {"form", 16, "id of the form", BOOK_WORDS},
    {"title", 28, "title of the form", BOOK_WORDS},
    {"question_label", 36, "what was asked", BOOK_WORDS},
    {"kept", 6, "yes; no: sent by hammering on the screen, or beyond the heads", BOOK_WORDS},
    {"comment", 80, "what was written", BOOK_WORDS},
};

static const struct book_table table = {"comments", "Comments", columns,
                                        sizeof columns / sizeof columns[0], 0};

static const char *const definitions[] = {
    "Comments: in people's own words. They may tell of somebody: read them first.",
    "Of sessions with children there are none: pupils type nothing.",
    "Without a session: none, or so few answered there that a text could be anybody's.",
    "The order tells nothing about who wrote first.",
};

struct comment {
    const struct answers_form *form;
    const char *label, *text;
    bool kept;
};

struct comments {
    const struct report_opts *o;
    struct book *w;
    struct answers *answers;
    struct arena arena; /* texts of the session that is read; overwritten after it */
    struct comment *comment;
    size_t n, cap;
};

static void take_record(void *ctx, const struct answers_form *x, const struct node *root,
                        bool kept) {
    struct comments *c = ctx;
    for (size_t i = 0; i < x->texts; i++) {
        const char *text = answers_value(root, x->text[i].path);
        if (text == NULL || text[0] == '\0')
            continue;
        c->comment = xgrow(c->comment, &c->cap, c->n + 1, sizeof *c->comment);
        c->comment[c->n++] =
            (struct comment){x, x->text[i].label, arena_strdup(&c->arena, text), kept};
    }
}

static void write_comment(struct comments *c, const struct session *s, const struct comment *x) {
    struct book *w = c->w;
    if (s != NULL && answers_tells_kept(c->answers, x->form)) {
        book_number(w, s->id);
        book_date(w, s->date);
        book_quarter(w, s->date);
        book_words(w, s->venue);
        book_words(w, s->topic);
    } else {
        book_empties(w, 5);
    }
    book_words(w, x->form->id);
    book_words(w, x->form->title);
    book_words(w, x->label);
    book_words(w, x->kept ? "yes" : "no");
    book_words(w, x->text);
    book_row_end(w);
}

static bool take_session(void *ctx, const struct session *s, struct err *err) {
    struct comments *c = ctx;
    if (s != NULL && session_is_pupils(s))
        return true;
    bool ok = answers_count(c->answers, s, err);
    for (size_t i = 0; ok && i < c->n; i++)
        write_comment(c, s, &c->comment[i]);
    c->n = 0;
    arena_wipe(&c->arena);
    return ok;
}

bool comments_write(struct session_reader rows, const struct report_opts *o, struct book *w,
                    size_t *ret_sessions, struct err *err) {
    struct comments c = {.o = o, .w = w, .answers = answers_new(o)};
    answers_watch(c.answers, NULL, take_record, &c);
    book_table(w, &table);
    bool ok = answers_each_session(c.answers, rows, take_session, &c, ret_sessions, err);
    foot_write(w, o, definitions, sizeof definitions / sizeof definitions[0]);
    answers_free(c.answers);
    free(c.comment);
    arena_wipe(&c.arena);
    return ok;
}
