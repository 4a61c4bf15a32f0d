/* The heads of one session's records always add up to its count, with and without names: what no
 * entry explains is in the class "counted". */
#include "report/register.h"

#include <string.h>

#include "report/foot.h"
#include "store/store.h"

static const struct book_column columns[] = {
    {"id", 6, "number of the session on this kiosk", BOOK_NUMBERS},
    {"date", 11, "day", BOOK_WORDS},
    {"venue", 28, "where, as the programme or staff wrote it", BOOK_WORDS},
    {"topic", 28, "what it was about", BOOK_WORDS},
    {"class", 12, "checked in, walk-in, signed in, or counted; together where one is small",
     BOOK_WORDS},
    {"heads", 7, "attendances; empty: too few to be shown", BOOK_NUMBERS},
    {"name", 24, "only where names were asked for, and of adults", BOOK_WORDS},
    {"organisation", 24, "the same", BOOK_WORDS},
    {"time", 17, "when the head was entered, in the kiosk's local time", BOOK_WORDS},
    {"qualifier", 12, "how sure the count of the session is, or that they were few", BOOK_WORDS},
    {"date_confirmed", 15, "no: nobody has confirmed the kiosk's date on that day", BOOK_WORDS},
    {"email", 28, "as the name", BOOK_WORDS},
};

static const struct book_table table = {"register", "Register", columns,
                                        sizeof columns / sizeof columns[0], 0};

static const char *const definitions[] = {
    ("Class: checked in (on the list of the session), walk-in (not on it), signed in (by the "
     "person, on the sign-in sheet), counted (by the count pad, without an entry)."),
    "Heads: attendances. The records of a session add up to its count.",
    "Together: one of the classes is a small number, so that only their sum is shown. Where names "
    "were asked for, each person of a session of adults has a record, and nothing of it is small.",
    "Name (sealed): signed in for the coordinator; the private key opens it (--key).",
    "Time: when the head was entered, in the kiosk's local time.",
    "Sessions with pupils never have names.",
};

enum way { CHECKED_IN, WALK_IN, SIGNED_IN, COUNTED, CLASSES };

static const char *const way_names[CLASSES] = {"checked in", "walk-in", "signed in", "counted"};

/* One session at work. */
struct register_session {
    const struct session *s;
    struct tape tape;
    struct roster roster; /* empty without names */
};

static enum way way_of(const struct mark *m) {
    if (m->entry[0] == '\0')
        return COUNTED;
    if (m->kind == MARK_SIGN_IN)
        return SIGNED_IN;
    return m->kind == MARK_WALK_IN ? WALK_IN : CHECKED_IN;
}

/* An undo belongs to the class of what it takes back; the two are nothing together. */
static int64_t heads_of(const struct tape *t, enum way way) {
    int64_t heads = 0;
    for (size_t i = 0; i < t->marks; i++)
        if (!t->mark[i].undone && t->mark[i].kind != MARK_UNDO && way_of(&t->mark[i]) == way)
            heads += t->mark[i].n;
    return heads;
}

/* Who the heads of a record are, where that may be told. */
struct register_who {
    const char *name, *organisation, *email;
};

/* `few`: words that stand for the number and its qualifier; NULL: it is shown. */
static void write_record(struct book *w, const struct register_session *r, const char *class_name,
                         int64_t heads, const char *few, const struct register_who *who,
                         const char *time) {
    book_number(w, r->s->id);
    book_date(w, r->s->date);
    book_words(w, r->s->venue);
    book_words(w, r->s->topic);
    book_words(w, class_name);
    if (few == NULL)
        book_number(w, heads);
    else
        book_empty(w);
    book_words(w, who->name);
    book_words(w, who->organisation);
    book_words(w, time);
    book_words(w, few != NULL ? few : qualifier_name(r->tape.qualifier));
    book_words(w, r->s->date_unconfirmed ? "no" : "yes");
    book_words(w, who->email);
    book_row_end(w);
}

static const struct register_who nobody = {"", "", ""};

static struct register_who who_is(const struct roster *r, const char *entry) {
    for (size_t i = 0; i < r->people; i++) {
        const struct person *p = &r->person[i];
        if (strcmp(p->id, entry) == 0)
            return (struct register_who){p->name, p->organisation, p->email};
    }
    for (size_t i = 0; i < r->walk_ins; i++) {
        const struct walk_in *w = &r->walk_in[i];
        if (strcmp(w->entry, entry) == 0 && w->sealed)
            return (struct register_who){"(sealed)", "", ""};
        if (strcmp(w->entry, entry) == 0)
            return (struct register_who){w->name, w->organisation, w->email};
    }
    return nobody;
}

static void write_person(struct book *w, const struct register_session *r, const struct mark *m) {
    char time[40], day[11];
    int minute;
    date_iso(date_of_wall(m->wall, &minute), day);
    snprintf(time, sizeof time, "%s %02d:%02d", day, minute / 60, minute % 60);
    struct register_who who = who_is(&r->roster, m->entry);
    write_record(w, r, way_names[way_of(m)], m->n, NULL, &who, time);
}

/* Whoever has an entry, and then the rest as a number: the people can be counted anyway. */
static void write_people(struct book *w, const struct register_session *r) {
    const struct tape *t = &r->tape;
    int64_t rest = heads_of(t, COUNTED);
    for (size_t i = 0; i < t->marks; i++) {
        const struct mark *m = &t->mark[i];
        if (!m->undone && m->kind != MARK_UNDO && way_of(m) != COUNTED)
            write_person(w, r, m);
    }
    if (rest != 0)
        write_record(w, r, way_names[COUNTED], rest, NULL, &nobody, "");
}

static void write_classes(struct book *w, const struct register_session *r,
                          const struct suppress *small) {
    int64_t heads[CLASSES], sum = 0;
    for (int way = 0; way < CLASSES; way++)
        sum += heads[way] = heads_of(&r->tape, (enum way)way);
    bool few = suppress_session(small, r->s) != SUPPRESS_SHOWN || suppress_is_small(small, sum);
    if (few || !suppress_shows_parts(small, heads, CLASSES)) {
        write_record(w, r, "together", sum, few ? suppress_words(small) : NULL, &nobody, "");
        return;
    }
    for (int way = 0; way < CLASSES; way++)
        if (heads[way] != 0)
            write_record(w, r, way_names[way], heads[way], NULL, &nobody, "");
}

static bool read_and_write(struct book *w, const struct session *s, const struct report_opts *o,
                           struct err *err) {
    struct register_session r = {.s = s};
    if (!store_tape(o->store, s->id, &r.tape, err))
        return false;
    bool names = o->names && !session_is_pupils(s);
    bool ok = !names || store_roster(o->store, s->id, &r.roster, err);
    if (ok && names)
        write_people(w, &r);
    else if (ok)
        write_classes(w, &r, o->suppress);
    roster_free(&r.roster);
    arena_free(&r.tape.arena);
    return ok;
}

bool register_write(struct session_reader rows, const struct report_opts *o, struct book *w,
                    size_t *ret_sessions, struct err *err) {
    struct err read = {0};
    size_t n = 0;
    book_table(w, &table);
    for (const struct session *s; !w->failed && (s = rows.next(rows.ctx, &read)) != NULL;) {
        if (s->life == LIFE_NEW || !foot_in_period(s, o))
            continue;
        if (!read_and_write(w, s, o, err))
            return false;
        n++;
    }
    if (read.kind != ERR_NONE)
        return err_set(err, read.kind, "%s", read.text);
    foot_write(w, o, definitions, sizeof definitions / sizeof definitions[0]);
    *ret_sessions = n;
    return true;
}
