#include "report/note.h"

#include <stdarg.h>
#include <stdio.h>

static void add(struct str *note, const char *fmt, ...) PRINTF(2, 3);

static void add(struct str *note, const char *fmt, ...) {
    char part[1200];
    va_list args;
    va_start(args, fmt);
    vsnprintf(part, sizeof part, fmt, args);
    va_end(args);
    str_addf(note, "%s%s", note->len > 0 ? "; " : "", part);
}

static const char *because(const struct session *s, char *out, size_t size) {
    bool known = s->reason != NULL && s->reason[0] != '\0';
    snprintf(out, size, known ? " (%s)" : "%s", known ? s->reason : "");
    return out;
}

static void add_life(struct str *note, const struct session *s) {
    char day[11], why[600];
    because(s, why, sizeof why);
    if (s->moved_from != 0) {
        date_uk(s->moved_from_date, day);
        add(note, "moved from %s", s->moved_from_date.year != 0 ? day : "another date");
    }
    if (s->decided && s->status == STATUS_REARRANGED) {
        date_uk(s->moved_to_date, day);
        add(note, "moved to %s%s", day, why);
    } else if (s->decided && s->status == STATUS_CANCELLED) {
        add(note, "cancelled%s", why);
    } else if (s->decided) {
        add(note, "on after all%s", why);
    } else if (why[0] != '\0') {
        add(note, "reopened%s", why);
    }
}

/* One of two figures that is small hides both: the other would tell that people were missed. */
static bool shows_figures(const struct session *s, const struct suppress *small) {
    const struct dispute *d = &s->dispute;
    const int64_t figure[] = {d->theirs, d->ours, d->settled};
    return suppress_session(small, s) == SUPPRESS_SHOWN &&
           suppress_shows_parts(small, figure, sizeof figure / sizeof figure[0]);
}

static void add_dispute(struct str *note, const struct session *s, bool figures) {
    const struct dispute *d = &s->dispute;
    if (!d->any || s->life == LIFE_NEW)
        return;
    long long apart = (long long)(d->theirs - d->ours);
    if (figures)
        add(note, "%s counted %lld, kiosk %lld (%+lld)", d->whose, (long long)d->theirs,
            (long long)d->ours, apart);
    else
        add(note, "%s counted another number than the kiosk", d->whose);
    bool third = d->settled != d->theirs && d->settled != d->ours;
    const char *again = third ? " after counting again" : "";
    if (!session_is_settled(s))
        add(note, "%s", d->settled >= 0 ? "counted on since it was settled" : "not settled");
    else if (figures)
        add(note, "settled at %lld by %s%s", (long long)d->settled, d->settled_by, again);
    else
        add(note, "settled by %s%s", d->settled_by, again);
}

void note_write(struct book *w, const struct session *s, const struct suppress *small) {
    bool more = s->decided || s->moved_from != 0 || s->dispute.any ||
                (s->reason != NULL && s->reason[0] != '\0');
    if (!more) { /* nearly every row */
        book_words(w, s->note);
        return;
    }
    struct str note CLEANUP(str_release) = {0};
    str_add(&note, s->note);
    add_life(&note, s);
    add_dispute(&note, s, shows_figures(s, small));
    book_words(w, str_c(&note));
}
