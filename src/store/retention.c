/* How long names are kept: twelve months after their session, as the sign-in sheet promises.
 *
 * Heads and all else stay; only the sealed lists and names go. A date that somebody typed wrong
 * must not cost a name, so the calendar is believed only when two boots agree: the newest record of
 * an earlier boot says how late it is at least. Names of a session without any date stay until it
 * has one: it has not taken place. */
#include "store/store_internal.h"

enum { MONTHS_KEPT = 12 };

static struct date months_before(struct date d, int months) {
    int month = d.year * 12 + d.month - 1 - months;
    return (struct date){
        .year = (int16_t)(month / 12), .month = (int8_t)(month % 12 + 1), .day = 1};
}

/* A session's day: the last on which it was opened or closed here, else that of the programme. */
#define OLD_SESSIONS                                                                               \
    "(SELECT s.id FROM session s WHERE coalesce((SELECT max(date((l.wall + b.shift_ms) / 1000,"    \
    " 'unixepoch')) FROM life l JOIN boot b ON b.number = l.boot WHERE l.session = s.id),"         \
    " s.date) < ?)"

bool retention_forget(struct store *s, struct err *err) {
    struct date last;
    char first_kept[11];
    if (!store_last_date(s, &last, err))
        return false;
    if (!last.year)
        return true;
    date_iso(months_before(last, MONTHS_KEPT), first_kept);
    return db_run(s->db, err, "DELETE FROM roster WHERE session IN " OLD_SESSIONS, "t",
                  first_kept) &&
           db_run(s->db, err, "DELETE FROM walkin_name WHERE session IN " OLD_SESSIONS, "t",
                  first_kept) &&
           db_run(s->db, err, "DELETE FROM sealed_sign_in WHERE session IN " OLD_SESSIONS, "t",
                  first_kept);
}
