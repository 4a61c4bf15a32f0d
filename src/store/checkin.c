/* Check-ins: marks that say which row of a list came, without its name. One is one head of the
 * adults, and is undone like any other mark. Somebody is here when a mark of the entry is not
 * undone (here.c). */
#include "store/store_internal.h"

#include <stdio.h>
#include <string.h>

#include "base/str.h"
#include "base/uuid.h"
#include "seal/pair.h"

/* Every sealed name has one length, and every sign-in another, so that none tells its own. */
enum { NAME_BOX = 256, SIGN_IN_BOX = sizeof(struct sign_in) };

void entry_new(char out[ENTRY_SIZE]) {
    static const char hex[] = "0123456789abcdef";
    unsigned char random[(ENTRY_SIZE - 1) / 2];
    random_bytes(random, sizeof random);
    for (size_t i = 0; i < sizeof random; i++) {
        out[2 * i] = hex[random[i] >> 4];
        out[2 * i + 1] = hex[random[i] & 15];
    }
    out[ENTRY_SIZE - 1] = '\0';
}

static bool is_entry(const char *entry) {
    return strlen(entry) == ENTRY_SIZE - 1 && strspn(entry, "0123456789abcdef") == ENTRY_SIZE - 1;
}

static bool add(struct store *s, int64_t session, const struct next_mark *at, enum mark_kind kind,
                const char *entry, struct check_in *ret, struct err *err) {
    const struct new_mark m = {.kind = kind, .n = 1, .entry = entry};
    if (!mark_insert(s, session, at, &m, err))
        return false;
    *ret = (struct check_in){.seq = (int32_t)at->seq};
    STR_COPY(ret->band, at->band);
    STR_COPY(ret->entry, entry);
    return true;
}

static bool add_new(struct store *s, int64_t session, enum mark_kind kind, const char *entry,
                    struct check_in *ret, struct err *err) {
    struct next_mark at;
    return mark_next_of_adults(s, session, &at, err) && add(s, session, &at, kind, entry, ret, err);
}

static bool check_in(struct store *s, int64_t session, const char *entry, struct check_in *ret,
                     struct err *err) {
    struct next_mark at;
    bool here;
    if (!mark_next_of_adults(s, session, &at, err) ||
        !here_find(s, session, at.seq - 1, entry, &here, err))
        return false;
    if (here)
        return err_set(err, ERR_INPUT, "this person is checked in already");
    return add(s, session, &at, MARK_CHECK_IN, entry, ret, err);
}

bool store_check_in(struct store *s, int64_t session, const char *entry, struct check_in *ret,
                    struct err *err) {
    if (!is_entry(entry))
        return err_set(err, ERR_INPUT, "that is nobody of the list");
    return db_begin(s->db, __func__, err) &&
           mark_end(s, check_in(s, session, entry, ret, err), err);
}

bool store_walk_in(struct store *s, int64_t session, struct check_in *ret, struct err *err) {
    char entry[ENTRY_SIZE];
    entry_new(entry);
    return db_begin(s->db, __func__, err) &&
           mark_end(s, add_new(s, session, MARK_WALK_IN, entry, ret, err), err);
}

/* ---- the names of walk-ins ---- */

static void place_of(int64_t session, const char *entry, char out[64]) {
    snprintf(out, 64, "walk-in %lld %s", (long long)session, entry);
}

static bool must_be_walk_in(struct store *s, int64_t session, const char *entry, struct err *err) {
    int64_t n;
    return db_ask_int(s->db, err, &n, 0,
                      "SELECT count(*) FROM mark WHERE session = ? AND entry = ?"
                      " AND kind = 'walkin'",
                      "it", session, entry) &&
           (n == 1 || err_set(err, ERR_MISSING, "that walk-in is not there any more"));
}

static bool keep_box(struct store *s, int64_t session, const char *entry, const void *box, size_t n,
                     struct err *err) {
    char place[64];
    unsigned char sealed[SIGN_IN_BOX + NAMES_SEAL_EXTRA];
    ASSERT(n <= SIGN_IN_BOX);
    place_of(session, entry, place);
    return names_seal(s->names, place, box, n, sealed, err) &&
           db_run(s->db, err,
                  "INSERT INTO walkin_name(session, entry, sealed) VALUES(?, ?, ?)"
                  " ON CONFLICT(entry) DO UPDATE SET sealed = excluded.sealed",
                  "itb", session, entry, (const void *)sealed, n + NAMES_SEAL_EXTRA);
}

static bool keep_name(struct store *s, int64_t session, const char *entry, const char *name,
                      struct err *err) {
    char box[NAME_BOX] = {0};
    STR_COPY(box, name);
    bool ok = keep_box(s, session, entry, box, sizeof box, err);
    explicit_bzero(box, sizeof box);
    return ok;
}

bool store_name_walk_in(struct store *s, int64_t session, const char *entry, const char *name,
                        struct err *err) {
    if (!names_must_be_open(s, err) || !names_must_be_adults(s, session, err) ||
        !must_be_walk_in(s, session, entry, err))
        return false;
    if (name[0] == '\0')
        return db_run(s->db, err, "DELETE FROM walkin_name WHERE entry = ?", "t", entry);
    return keep_name(s, session, entry, name, err);
}

/* ---- sign-ins ---- */

/* Behind the NUL of a text nothing is left of an earlier, longer one. */
static struct sign_in cleaned(const struct sign_in *who) {
    struct sign_in clean = {.name = ""};
    STR_COPY(clean.name, who->name);
    STR_COPY(clean.organisation, who->organisation);
    STR_COPY(clean.email, who->email);
    return clean;
}

/* Under the coordinator's key if there is one, else under that of names. */
static bool keep_sign_in(struct store *s, const struct pair_key *k, int64_t session,
                         const char *entry, const struct sign_in *who, struct err *err) {
    struct sign_in box = cleaned(who);
    bool ok = k ? sealed_keep(s, k, session, entry, &box, err)
                : keep_box(s, session, entry, &box, sizeof box, err);
    explicit_bzero(&box, sizeof box);
    return ok;
}

static bool sign_in(struct store *s, const struct pair_key *k, int64_t session,
                    const struct sign_in *who, struct check_in *ret, struct err *err) {
    char entry[ENTRY_SIZE];
    struct check_in c;
    if ((!k && !names_must_be_open(s, err)) || !names_must_be_adults(s, session, err) ||
        !db_begin(s->db, __func__, err))
        return false;
    entry_new(entry);
    bool ok = add_new(s, session, MARK_SIGN_IN, entry, &c, err) &&
              keep_sign_in(s, k, session, entry, who, err);
    if (!mark_end(s, ok, err))
        return false;
    *ret = c;
    return true;
}

bool store_sign_in(struct store *s, int64_t session, const struct sign_in *who,
                   struct check_in *ret, struct err *err) {
    struct pair_key *k;
    if (who->name[0] == '\0')
        return err_set(err, ERR_INPUT, "a sign-in needs a name");
    if (!sealed_key(s, &k, err))
        return false;
    bool ok = sign_in(s, k, session, who, ret, err);
    pair_free(k);
    return ok;
}

/* ---- opening them ---- */

/* A name alone fills the first text; the others are "" then. */
static bool open_box(struct store *s, int64_t session, const char *entry,
                     const unsigned char *sealed, size_t n, struct walk_in *w, struct arena *a) {
    struct sign_in box = {.name = ""};
    char name[NAME_BOX], place[64];
    place_of(session, entry, place);
    bool signed_in = n == SIGN_IN_BOX + NAMES_SEAL_EXTRA;
    bool ok = (signed_in || n == NAME_BOX + NAMES_SEAL_EXTRA) &&
              names_open(s->names, place, sealed, n, signed_in ? (void *)&box : name, NULL);
    if (ok) {
        const char *of = signed_in ? box.name : name;
        STR_COPY(w->entry, entry);
        w->name = arena_strndup(a, of, strnlen(of, signed_in ? sizeof box.name : sizeof name));
        w->organisation =
            arena_strndup(a, box.organisation, strnlen(box.organisation, SIGN_IN_TEXT));
        w->email = arena_strndup(a, box.email, strnlen(box.email, SIGN_IN_TEXT));
    }
    explicit_bzero(&box, sizeof box);
    explicit_bzero(name, sizeof name);
    return ok;
}

/* One name that does not open is shown as one that was never given: the head counts anyway. */
bool walk_ins_read(struct store *s, struct roster *r, struct err *err) {
    int64_t count;
    if (!db_ask_int(s->db, err, &count, 0,
                    "SELECT (SELECT count(*) FROM walkin_name WHERE session = ?1)"
                    " + (SELECT count(*) FROM sealed_sign_in WHERE session = ?1)",
                    "i", r->session))
        return false;
    r->walk_in = arena_array(&r->arena, count ? (size_t)count : 1, sizeof *r->walk_in);
    struct db_rows *rows =
        db_ask(s->db, "SELECT entry, sealed FROM walkin_name WHERE session = ?", "i", r->session);
    while (r->walk_ins < (size_t)count && db_next(rows)) {
        size_t n;
        const unsigned char *sealed = db_blob(rows, 1, &n);
        struct walk_in *w = &r->walk_in[r->walk_ins];
        r->walk_ins += open_box(s, r->session, db_text(rows, 0), sealed, n, w, &r->arena);
    }
    return db_done(rows, err) && sealed_read(s, r, (size_t)count, err);
}
