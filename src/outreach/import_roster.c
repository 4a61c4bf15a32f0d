/* The roster: who is expected at a session, one row a person.
 *
 * These are names of adults, and two rules hold for them. A session for pupils takes no list: the
 * whole file is refused, so that nobody believes that part of it was kept. And no complaint repeats
 * a word of the file, because complaints are stored and logged and names are not: they say the
 * line.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/str.h"
#include "base/utf8.h"
#include "outreach/import_parts.h"
#include "outreach/scan.h"

enum { SESSION, NAME, ORGANISATION, EMAIL, CODE, COLUMNS };

static const struct import_column columns[COLUMNS] = {
    [SESSION] = {"session", true},
    [NAME] = {"name", true},
    [ORGANISATION] = {"organisation", false},
    [EMAIL] = {"email", false},
    [CODE] = {"code", false},
};

size_t import_roster_columns(const struct import_column **ret_columns) {
    *ret_columns = columns;
    return COLUMNS;
}

/* ---- reading ---- */

/* Something, an at sign, and something with a dot in it: more is for the post to know. */
static bool is_email(const char *s) {
    const char *at = strchr(s, '@');
    if (at == NULL || at == s || strchr(at + 1, '@') != NULL || strchr(s, ' ') != NULL)
        return false;
    const char *dot = strchr(at + 1, '.');
    return dot != NULL && dot > at + 1 && s[strlen(s) - 1] != '.';
}

static void check_cells(struct import *im, int line, const char *const *text) {
    char folded[SCAN_SIZE];
    if (text[SESSION][0] == '\0')
        import_wrong(im, "session-empty", line, "The row names no session.",
                     "Write the session's id, or its date and place.");
    utf8_fold(folded, sizeof folded, text[NAME]);
    if (folded[0] == '\0')
        import_wrong(im, "name-empty", line, "The row has no name.",
                     "Write the name, or remove the row.");
    if (utf8_len(text[NAME]) > PERSON_NAME_MAX)
        import_wrong(
            im, "name-long", line,
            arena_printf(&im->arena, "The name has more than %d letters.", PERSON_NAME_MAX),
            "Shorten it, or close a quotation mark that is still open.");
    scan_fold(folded, text[CODE]);
    if (text[CODE][0] != '\0' && folded[0] == '\0')
        import_wrong(im, "code-long", line,
                     arena_printf(&im->arena, "The code has more than %d letters.", SCAN_SIZE - 1),
                     "Give the person a shorter code, or leave it empty.");
    if (text[EMAIL][0] != '\0' && !is_email(text[EMAIL]))
        import_warn(im, "email", line, im->rows, "The e-mail address cannot be right.",
                    "Check it; it was kept as it is.");
}

void import_roster(struct import *im, const struct table *t, const int *at) {
    for (size_t i = 0; i < t->rows; i++) {
        const struct table_row *row = &t->row[i];
        const char *text[COLUMNS];
        if (!import_take_cells(im, &t->head, row, at, COLUMNS, text))
            continue;
        size_t errors = im->errors;
        check_cells(im, row->line, text);
        if (im->errors != errors)
            continue;
        struct import_row *to = &im->row[im->rows++];
        *to = (struct import_row){.session = session_blank(), .line = row->line};
        to->session.uid = text[SESSION];
        to->person = (struct person){.name = text[NAME],
                                     .organisation = text[ORGANISATION],
                                     .email = text[EMAIL],
                                     .code = text[CODE]};
    }
}

/* ---- which session is meant ---- */

/* The id that a programme gave it: those that were made up by the import are known by all of it. */
static const char *plain_id(const struct session *s) {
    return str_starts(s->uid, "id:") ? s->uid + 3 : s->uid;
}

static int compare_ids(const void *a, const void *b) {
    const struct session *const *x = a, *const *y = b;
    return strcmp(plain_id(*x), plain_id(*y));
}

/* Takes the date out of the words; what is left stays in `rest`, folded, a blank before each. */
static struct date take_date(struct import *im, const char *words, const char **ret_rest) {
    enum { WORDS_MAX = 32 };
    char *word[WORDS_MAX], *copy = arena_strdup(&im->arena, words);
    struct date date = {0};
    const char *rest = "";
    for (char *p = copy; *p != '\0'; p++)
        if (*p == ',' || *p == ';')
            *p = ' ';
    size_t n = str_split(copy, ' ', word, WORDS_MAX);
    for (size_t i = 0; i < n; i++)
        if (date.year != 0 || !date_parse(word[i], &date))
            rest = arena_printf(&im->arena, "%s %s", rest, word[i]);
    char *folded = arena_alloc(&im->arena, strlen(rest) + 2);
    utf8_fold(folded, strlen(rest) + 1, rest);
    *ret_rest = folded;
    return date;
}

static bool has_all_words(const struct session *s, const char *words) {
    char text[1024], folded[1024], both[1026], word[256];
    snprintf(text, sizeof text, "%.400s %.200s %.200s %.100s", s->venue, s->topic, s->event_type,
             s->audience);
    if (s->starts >= 0)
        snprintf(text + strlen(text), sizeof text - strlen(text), " %02d:%02d", s->starts / 60,
                 s->starts % 60);
    utf8_fold(folded, sizeof folded, text);
    snprintf(both, sizeof both, " %s ", folded);
    while (*words != '\0') {
        size_t n = strcspn(words, " ");
        snprintf(word, sizeof word, " %.*s ", (int)(n < 250 ? n : 250), words);
        if (strstr(both, word) == NULL)
            return false;
        words += n + (words[n] == ' ');
    }
    return true;
}

enum found { FOUND_NONE, FOUND_ONE, FOUND_SEVERAL };

struct finder {
    struct import *im;
    const struct ledger *ledger;
    const struct session **by_id;
    const char *last_words; /* rows of one session stand together: what they say is the same */
    const struct session *last_session;
    enum found last;
};

static enum found find_by_words(const struct finder *f, const char *words,
                                const struct session **ret_session) {
    const char *rest;
    struct date date = take_date(f->im, words, &rest);
    enum found found = FOUND_NONE;
    for (size_t i = 0; date.year != 0 && i < f->ledger->sessions; i++) {
        const struct session *s = &f->ledger->session[i];
        if (date_compare(s->date, date) != 0 || s->status == STATUS_CANCELLED ||
            s->status == STATUS_REARRANGED || !has_all_words(s, rest))
            continue;
        if (found != FOUND_NONE)
            return FOUND_SEVERAL;
        found = FOUND_ONE;
        *ret_session = s;
    }
    return found;
}

static enum found find_session(struct finder *f, const char *words,
                               const struct session **ret_session) {
    if (f->last_words == NULL || strcmp(f->last_words, words) != 0) {
        const struct session key = {.uid = words}, *wanted = &key;
        const struct session **at =
            bsearch(&wanted, f->by_id, f->ledger->sessions, sizeof *f->by_id, compare_ids);
        f->last_words = words;
        f->last_session = at != NULL ? *at : NULL;
        f->last = at != NULL ? FOUND_ONE : find_by_words(f, words, &f->last_session);
    }
    *ret_session = f->last_session;
    return f->last;
}

static void find_sessions(struct import *im, const struct ledger *ledger) {
    struct finder f = {.im = im, .ledger = ledger};
    struct import_crowd pupils = {0};
    f.by_id = arena_array(&im->arena, ledger->sessions, sizeof *f.by_id);
    for (size_t i = 0; i < ledger->sessions; i++)
        f.by_id[i] = &ledger->session[i];
    qsort(f.by_id, ledger->sessions, sizeof *f.by_id, compare_ids);
    for (size_t i = 0; i < im->rows; i++) {
        struct import_row *row = &im->row[i];
        const struct session *s = NULL;
        switch (find_session(&f, row->session.uid, &s)) {
        case FOUND_ONE:
            if (session_is_pupils(s) && import_crowd_room(&pupils))
                import_wrong(im, "pupils", row->line,
                             "The session is one for pupils: names of children are never stored.",
                             "Remove its rows from the file; children are counted.");
            row->session.id = s->id;
            row->session.uid = arena_strdup(&im->arena, s->uid);
            break;
        case FOUND_NONE:
            import_wrong(im, "session-unknown", row->line,
                         "No session of the programme is meant by the row.",
                         "Write the session's id, or its date as 2020-02-12 and words of its place "
                         "or topic; import the programme first.");
            break;
        case FOUND_SEVERAL:
            import_wrong(im, "session-unclear", row->line,
                         "More than one session of that day may be meant.",
                         "Add words of its place or topic, its time as 14:00, or write its id.");
            break;
        }
    }
    import_crowd_end(im, &pupils, "pupils", "rows are for sessions of pupils",
                     "Remove them from the file.");
}

/* ---- who stands there twice ---- */

struct entry {
    const char *key;
    int64_t session;
    size_t row;
};

static int compare_entries(const void *a, const void *b) {
    const struct entry *x = a, *y = b;
    int order = strcmp(x->key, y->key);
    if (order == 0)
        order = (x->session > y->session) - (x->session < y->session);
    return order != 0 ? order : (x->row > y->row) - (x->row < y->row);
}

static void take_text(const char **into, const char *from) {
    if ((*into)[0] == '\0')
        *into = from;
}

/* Rows of one name at one session: one person, or two who need something to tell them apart. */
static void compare_namesakes(struct import *im, const struct entry *e, size_t n) {
    enum { LOOK_BACK = 20 };
    for (size_t i = 1; i < n; i++) {
        struct import_row *row = &im->row[e[i].row];
        struct import_row *first = NULL;
        for (size_t k = i; k > 0 && i - k < LOOK_BACK; k--) {
            struct import_row *other = &im->row[e[k - 1].row];
            if (other->change != CHANGE_MERGED && person_same(&other->person, &row->person))
                first = other;
        }
        if (first != NULL) {
            import_warn(
                im, "duplicate", row->line, e[i].row,
                arena_printf(&im->arena, "The person stands in line %d already.", first->line),
                "The person was taken once; remove one of the two rows.");
            take_text(&first->person.email, row->person.email);
            take_text(&first->person.code, row->person.code);
            row->change = CHANGE_MERGED;
        } else {
            import_warn(
                im, "namesake", row->line, e[i].row,
                arena_printf(&im->arena,
                             "Somebody of the same name and organisation stands in line %d.",
                             im->row[e[0].row].line),
                "If it is one person, remove one of the rows; if not, write something that "
                "tells them apart into the names.");
        }
    }
}

static void find_namesakes(struct import *im, struct entry *e) {
    for (size_t i = 0; i < im->rows; i++) {
        const struct person *p = &im->row[i].person;
        size_t size = strlen(p->name) + strlen(p->organisation) + 3;
        char *key = arena_alloc(&im->arena, size);
        person_key(key, size, p);
        e[i] = (struct entry){key, im->row[i].session.id, i};
    }
    qsort(e, im->rows, sizeof *e, compare_entries);
    for (size_t from = 0, to; from < im->rows; from = to) {
        to = from + 1;
        while (to < im->rows && e[to].session == e[from].session &&
               strcmp(e[to].key, e[from].key) == 0)
            to++;
        compare_namesakes(im, e + from, to - from);
    }
}

/* One person may carry one code to several sessions; two may not share it. */
static void find_shared_codes(struct import *im, struct entry *e) {
    size_t n = 0;
    for (size_t i = 0; i < im->rows; i++) {
        char folded[SCAN_SIZE];
        scan_fold(folded, im->row[i].person.code);
        if (folded[0] != '\0' && im->row[i].change != CHANGE_MERGED)
            e[n++] = (struct entry){arena_strdup(&im->arena, folded), 0, i};
    }
    qsort(e, n, sizeof *e, compare_entries);
    for (size_t i = 1, first = 0; i < n; i++) {
        if (strcmp(e[i].key, e[first].key) != 0)
            first = i;
        else if (!person_same(&im->row[e[i].row].person, &im->row[e[first].row].person))
            import_wrong(im, "code-twice", im->row[e[i].row].line,
                         arena_printf(&im->arena,
                                      "The code is that of another person in line %d already.",
                                      im->row[e[first].row].line),
                         "Give each person a code of their own, or leave it empty.");
    }
}

/* An organisation as it is compared: no blanks, no small words, so that "Clarion Housing Ltd" and
 * "The clarion-housing" are the same. "" for none. */
static const char *organisation_key(struct arena *a, const char *name) {
    static const char *const small[] = {"the", "and", "of", "for", "ltd", "limited", "plc", "cic"};
    char *key = arena_alloc(a, strlen(name) + 1), *word[32];
    char *folded = arena_alloc(a, strlen(name) + 1);
    utf8_fold(folded, strlen(name) + 1, name);
    size_t n = str_split(folded, ' ', word, 32), len = 0;
    for (size_t i = 0; i < n; i++) {
        bool dropped = false;
        for (size_t k = 0; k < sizeof small / sizeof small[0]; k++)
            dropped |= strcmp(word[i], small[k]) == 0;
        size_t word_len = dropped ? 0 : strlen(word[i]);
        memcpy(key + len, word[i], word_len);
        len += word_len;
    }
    key[len] = '\0';
    return key;
}

static void find_spellings(struct import *im, struct entry *e) {
    struct import_crowd crowd = {0};
    size_t n = 0;
    for (size_t i = 0; i < im->rows; i++) {
        const char *key = organisation_key(&im->arena, im->row[i].person.organisation);
        if (key[0] != '\0' && im->row[i].change != CHANGE_MERGED)
            e[n++] = (struct entry){key, 0, i};
    }
    qsort(e, n, sizeof *e, compare_entries);
    for (size_t i = 1, first = 0; i < n; i++) {
        const struct import_row *row = &im->row[e[i].row], *other = &im->row[e[first].row];
        if (strcmp(e[i].key, e[first].key) != 0)
            first = i;
        else if (strcmp(row->person.organisation, other->person.organisation) != 0 &&
                 import_crowd_room(&crowd))
            import_warn(im, "spelling", row->line, e[i].row,
                        arena_printf(&im->arena,
                                     "The organisation is written otherwise than in line %d.",
                                     other->line),
                        "If it is the same one, write it the same way, or it is counted twice.");
    }
    import_crowd_end(im, &crowd, "spelling", "rows write an organisation otherwise than others",
                     "Write it the same way everywhere.");
}

void import_check_roster(struct import *im, const struct ledger *ledger) {
    const struct ledger empty = {0};
    struct entry *e = arena_array(&im->arena, im->rows, sizeof *e);
    find_sessions(im, ledger != NULL ? ledger : &empty);
    find_namesakes(im, e);
    find_shared_codes(im, e);
    find_spellings(im, e);
    for (size_t i = 0; i < im->rows; i++) {
        im->merged += im->row[i].change == CHANGE_MERGED;
        im->added += im->row[i].change == CHANGE_NEW;
    }
}
