/* The list of a session: sealed in one piece when it is imported, opened in one piece when staff
 * work with it. In between there is nothing to read and nothing to search.
 *
 * The piece is one text after the other, each ended by a NUL, five for a person: entry, name,
 * organisation, email, code. Opened, the texts stay where they lie and the rows only point at them,
 * so that one wipe takes them all. */
#include "store/store_internal.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/str.h"
#include "base/utf8.h"

enum { FIELDS = 5, PEOPLE_MAX = 20000 };

static void place_of(int64_t session, char out[64]) {
    snprintf(out, 64, "roster %lld", (long long)session);
}

/* ---- opening ---- */

/* The next text of the piece; NULL: it ends within one. */
static const char *next_text(const char **p, const char *end) {
    const char *text = *p, *nul = memchr(text, '\0', (size_t)(end - text));
    if (!nul)
        return NULL;
    *p = nul + 1;
    return text;
}

static bool read_person(const char **p, const char *end, struct person *ret) {
    const char *text[FIELDS];
    for (size_t i = 0; i < FIELDS; i++)
        if (!(text[i] = next_text(p, end)))
            return false;
    STR_COPY(ret->id, text[0]);
    ret->name = text[1];
    ret->organisation = text[2];
    ret->email = text[3];
    ret->code = text[4];
    return true;
}

static void read_people(struct roster *r, const char *bytes, size_t n, size_t people) {
    const char *p = bytes, *end = bytes + n;
    r->person = arena_array(&r->arena, people ? people : 1, sizeof *r->person);
    while (r->people < people && p < end && read_person(&p, end, &r->person[r->people]))
        r->people++;
}

static bool open_sealed(struct store *s, struct roster *r, struct db_rows *rows, struct err *err) {
    char place[64];
    size_t n;
    const unsigned char *sealed = db_blob(rows, 1, &n);
    int64_t people = db_int(rows, 0);
    if (n < NAMES_SEAL_EXTRA || people > PEOPLE_MAX)
        return err_set(err, ERR_DAMAGED, "the list of names is damaged: import it again");
    place_of(r->session, place);
    char *bytes = arena_alloc(&r->arena, n - NAMES_SEAL_EXTRA + 1);
    if (!names_open(s->names, place, sealed, n, bytes, err))
        return false;
    read_people(r, bytes, n - NAMES_SEAL_EXTRA, (size_t)people);
    return true;
}

static bool read_roster(struct store *s, struct roster *r, struct err *err) {
    struct db_rows *rows =
        db_ask(s->db, "SELECT people, sealed FROM roster WHERE session = ?", "i", r->session);
    struct err why = {0};
    bool found = db_next(rows), ok = !found || open_sealed(s, r, rows, &why);
    if (!db_done(rows, err))
        return false;
    if (!ok)
        return err_set(err, why.kind, "%s", why.text);
    r->kept = found;
    return walk_ins_read(s, r, err);
}

bool store_roster(struct store *s, int64_t session, struct roster *ret, struct err *err) {
    struct roster r = {.session = session};
    if (!names_must_be_open(s, err) || !db_begin_read(s->db, __func__, err))
        return false;
    if (read_roster(s, &r, err) && db_commit(s->db, err)) {
        *ret = r;
        return true;
    }
    db_rollback(s->db);
    roster_free(&r);
    return false;
}

void roster_free(struct roster *r) {
    arena_wipe(&r->arena);
    *r = (struct roster){0};
}

/* ---- knowing again ---- */

/* What a person is known by: the code, else the address, else name and organisation. Upper and
 * lower case, accents and signs make no difference. */
enum known_by { BY_CODE, BY_EMAIL, BY_NAME, KNOWN_BY };

struct known {
    const char *key;
    size_t person;
};

/* "0j9 014"; NULL: this person has none of the kind. */
static const char *known_key(struct arena *a, const struct person *p, enum known_by by) {
    const char *const text[] = {[BY_CODE] = p->code, [BY_EMAIL] = p->email, [BY_NAME] = p->name};
    char folded[512], organisation[512];
    const char *key = NULL;
    utf8_fold(folded, sizeof folded, text[by]);
    utf8_fold(organisation, sizeof organisation, by == BY_NAME ? p->organisation : "");
    if (folded[0])
        key = arena_printf(a, "%d%s\n%s", (int)by, folded, organisation);
    explicit_bzero(folded, sizeof folded);
    explicit_bzero(organisation, sizeof organisation);
    return key;
}

static int by_key(const void *a, const void *b) {
    const struct known *x = a, *y = b;
    int order = strcmp(x->key, y->key);
    return order ? order : (x->person > y->person) - (x->person < y->person);
}

static size_t known_of(struct arena *a, const struct roster *r, struct known *ret) {
    size_t n = 0;
    for (size_t i = 0; i < r->people; i++) {
        for (int by = 0; by < KNOWN_BY; by++) {
            const char *key = known_key(a, &r->person[i], (enum known_by)by);
            if (key)
                ret[n++] = (struct known){key, i};
        }
    }
    qsort(ret, n, sizeof *ret, by_key);
    return n;
}

/* The first row under this key that nobody has taken yet; SIZE_MAX: none. */
static size_t find_known(const struct known *known, size_t n, const char *key, const bool *taken) {
    size_t low = 0, high = n;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (strcmp(known[middle].key, key) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    for (; low < n && strcmp(known[low].key, key) == 0; low++)
        if (!taken[known[low].person])
            return known[low].person;
    return SIZE_MAX;
}

/* Gives every row of `now` its entry: the one it had in `before`, else a new one. */
static void give_entries(struct person *now, size_t n, const struct roster *before, bool *taken) {
    struct arena a = {0};
    struct known *known = arena_array(&a, before->people * KNOWN_BY + 1, sizeof *known);
    size_t all = known_of(&a, before, known);
    for (size_t i = 0; i < n; i++) {
        size_t at = SIZE_MAX;
        for (int by = 0; by < KNOWN_BY && at == SIZE_MAX; by++) {
            const char *key = known_key(&a, &now[i], (enum known_by)by);
            if (key)
                at = find_known(known, all, key, taken);
        }
        if (at == SIZE_MAX) {
            entry_new(now[i].id);
        } else {
            taken[at] = true;
            memcpy(now[i].id, before->person[at].id, ENTRY_SIZE);
        }
    }
    arena_wipe(&a);
}

/* ---- keeping ---- */

/* A text that grows must not leave copies of itself behind: the piece is measured first. */
static size_t person_size(const struct person *p) {
    return ENTRY_SIZE + strlen(p->name) + strlen(p->organisation) + strlen(p->email) +
           strlen(p->code) + FIELDS - 1;
}

static void put_text(char **p, const char *text) {
    size_t n = strlen(text) + 1;
    memcpy(*p, text, n);
    *p += n;
}

static void put_person(char **p, const struct person *x) {
    put_text(p, x->id);
    put_text(p, x->name);
    put_text(p, x->organisation);
    put_text(p, x->email);
    put_text(p, x->code);
}

static bool keep_sealed(struct store *s, int64_t session, const struct person *person, size_t n,
                        struct err *err) {
    struct arena a = {0};
    char place[64];
    size_t size = 0;
    for (size_t i = 0; i < n; i++)
        size += person_size(&person[i]);
    char *bytes = arena_alloc(&a, size + 1), *p = bytes;
    unsigned char *sealed = arena_alloc(&a, size + NAMES_SEAL_EXTRA);
    for (size_t i = 0; i < n; i++)
        put_person(&p, &person[i]);
    place_of(session, place);
    bool ok = names_seal(s->names, place, bytes, size, sealed, err) &&
              db_run(s->db, err,
                     "INSERT INTO roster(session, people, sealed) VALUES(?, ?, ?)"
                     " ON CONFLICT(session) DO UPDATE SET people = excluded.people,"
                     " sealed = excluded.sealed",
                     "iib", session, (int64_t)n, (const void *)sealed, size + NAMES_SEAL_EXTRA);
    arena_wipe(&a);
    return ok;
}

/* Who came, in the order of entries. */
static bool read_marked(struct store *s, struct arena *a, int64_t session,
                        char (**ret_entry)[ENTRY_SIZE], size_t *ret_n, struct err *err) {
    int64_t count;
    size_t n = 0;
    if (!db_ask_int(s->db, err, &count, 0,
                    "SELECT count(*) FROM mark WHERE session = ? AND entry <> ''", "i", session))
        return false;
    char(*entry)[ENTRY_SIZE] = arena_array(a, (size_t)count + 1, sizeof *entry);
    struct db_rows *r =
        db_ask(s->db, "SELECT entry FROM mark WHERE session = ? AND entry <> '' ORDER BY entry",
               "i", session);
    while (n < (size_t)count && db_next(r))
        STR_COPY(entry[n++], db_text(r, 0));
    *ret_entry = entry;
    *ret_n = n;
    return db_done(r, err);
}

static int by_entry(const void *a, const void *b) {
    return memcmp(a, b, ENTRY_SIZE);
}

/* Who is not on the new list but came stays, behind the others: a mark must have its row. */
static bool keep_who_came(struct store *s, struct arena *a, const struct roster *before,
                          const bool *taken, struct person *all, size_t *n, struct err *err) {
    char(*marked)[ENTRY_SIZE];
    size_t marks;
    if (!read_marked(s, a, before->session, &marked, &marks, err))
        return false;
    for (size_t i = 0; i < before->people; i++) {
        const struct person *p = &before->person[i];
        if (!taken[i] && bsearch(p->id, marked, marks, sizeof *marked, by_entry))
            all[(*n)++] = *p;
    }
    return true;
}

static bool set_roster(struct store *s, int64_t session, const struct person *person, size_t n,
                       struct err *err) {
    struct roster before = {.session = session};
    struct arena a = {0};
    bool ok = read_roster(s, &before, err);
    if (ok) {
        bool *taken = arena_array(&a, before.people + 1, sizeof *taken);
        struct person *all = arena_array(&a, n + before.people + 1, sizeof *all);
        memcpy(all, person, n * sizeof *all);
        give_entries(all, n, &before, taken);
        ok = keep_who_came(s, &a, &before, taken, all, &n, err) &&
             keep_sealed(s, session, all, n, err);
    }
    arena_wipe(&a);
    roster_free(&before);
    return ok;
}

bool store_set_roster(struct store *s, int64_t session, const struct person *person, size_t n,
                      struct err *err) {
    if (n > PEOPLE_MAX)
        return err_set(err, ERR_INPUT, "a list has at most %d people", PEOPLE_MAX);
    if (!names_must_be_open(s, err) || !names_must_be_adults(s, session, err) ||
        !db_begin(s->db, __func__, err))
        return false;
    if (set_roster(s, session, person, n, err))
        return db_commit(s->db, err);
    db_rollback(s->db);
    return false;
}

/* The rows of one session, taken from row `from` on. Rows that stand twice count once. */
static size_t rows_of(const struct import *im, size_t from, struct person *ret) {
    size_t n = 0;
    int64_t session = im->row[from].session.id;
    for (size_t i = from; i < im->rows; i++)
        if (im->row[i].session.id == session && im->row[i].change != CHANGE_MERGED)
            ret[n++] = im->row[i].person;
    return n;
}

static bool is_first_row(const struct import *im, size_t row) {
    for (size_t i = 0; i < row; i++)
        if (im->row[i].session.id == im->row[row].session.id)
            return false;
    return true;
}

bool roster_import(struct store *s, const struct import *im, struct import_result *res,
                   struct err *err) {
    struct arena a = {0};
    struct person *person = arena_array(&a, im->rows + 1, sizeof *person);
    bool ok = true;
    for (size_t i = 0; ok && i < im->rows; i++) {
        /* rows of one session mostly stand together: only where it changes it may be a new one */
        if (i > 0 && im->row[i].session.id == im->row[i - 1].session.id)
            continue;
        if (!is_first_row(im, i))
            continue;
        size_t n = rows_of(im, i, person);
        ok = store_set_roster(s, im->row[i].session.id, person, n, err);
        res->added += n;
    }
    arena_wipe(&a);
    return ok;
}
