/* Who is in a session: the entries of its marks that are not undone, kept in memory.
 *
 * To ask the table would read every mark of the session at each check-in, and an index would be one
 * more page to write at each. But marks are only ever added, so what is known once stays true:
 * those that are written here are added as they are, and only those of another process are read,
 * whose numbers are missing. A rollback is the one thing that takes marks away; after it all is
 * read anew.
 */
#include "store/store_internal.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/str.h"

enum { CHAINS = 4096, NOBODY = -1 };

struct arrival {
    char entry[ENTRY_SIZE];
    bool undone;
    int32_t seq, next; /* next: of the same chain, or NOBODY */
};

struct here {
    int64_t session, seen;   /* seen: the last mark that is known */
    struct arrival *arrival; /* by seq */
    size_t arrivals, cap;
    int32_t chain[CHAINS]; /* the newest arrival of those whose entry falls here */
};

void here_forget(struct store *s) {
    if (s->here)
        free(s->here->arrival);
    free(s->here);
    s->here = NULL;
}

static void begin(struct store *s, int64_t session) {
    here_forget(s);
    s->here = xcalloc(1, sizeof *s->here);
    s->here->session = session;
    for (size_t i = 0; i < CHAINS; i++)
        s->here->chain[i] = NOBODY;
}

/* Entries are drawn at random; a sum that mixes little is enough. */
static size_t chain_of(const char *entry) {
    uint32_t sum = 0;
    for (; *entry; entry++)
        sum = sum * 31 + (unsigned char)*entry;
    return sum % CHAINS;
}

static void arrive(struct here *h, int32_t seq, const char *entry) {
    int32_t *newest = &h->chain[chain_of(entry)];
    h->arrival = xgrow(h->arrival, &h->cap, h->arrivals + 1, sizeof *h->arrival);
    struct arrival *a = &h->arrival[h->arrivals];
    *a = (struct arrival){.seq = seq, .next = *newest};
    STR_COPY(a->entry, entry);
    *newest = (int32_t)h->arrivals++;
}

static int by_seq(const void *a, const void *b) {
    const struct arrival *x = a, *y = b;
    return (x->seq > y->seq) - (x->seq < y->seq);
}

static void undo(struct here *h, int32_t seq) {
    const struct arrival key = {.seq = seq};
    struct arrival *a =
        h->arrivals ? bsearch(&key, h->arrival, h->arrivals, sizeof *a, by_seq) : NULL;
    if (a)
        a->undone = true; /* else it undoes heads that came without an entry */
}

static void take(struct here *h, int64_t seq, int32_t undoes, const char *entry) {
    h->seen = seq;
    if (entry[0])
        arrive(h, (int32_t)seq, entry);
    undo(h, undoes);
}

static bool read_on(struct store *s, struct here *h, struct err *err) {
    struct db_rows *r = db_ask(s->db,
                               "SELECT seq, undoes, entry FROM mark WHERE session = ? AND seq > ?"
                               " ORDER BY seq",
                               "ii", h->session, h->seen);
    while (db_next(r))
        take(h, db_int(r, 0), (int32_t)db_int(r, 1), db_text(r, 2));
    return db_done(r, err);
}

void here_add(struct store *s, int64_t session, int64_t seq, const struct new_mark *m) {
    if (s->here && s->here->session == session && s->here->seen == seq - 1)
        take(s->here, seq, m->undoes, m->entry ? m->entry : "");
}

bool here_find(struct store *s, int64_t session, int64_t last, const char *entry, bool *ret,
               struct err *err) {
    if (!s->here || s->here->session != session)
        begin(s, session);
    struct here *h = s->here;
    if (h->seen < last && !read_on(s, h, err))
        return false;
    int32_t i = h->chain[chain_of(entry)];
    while (i != NOBODY && (h->arrival[i].undone || !str_eq(h->arrival[i].entry, entry)))
        i = h->arrival[i].next;
    *ret = i != NOBODY;
    return true;
}
