/* What can be wrong with a session by itself: a table of rules. Each says in one sentence what it
 * found; what is to be done is the same for all findings of a kind (quality.c). */
#include <string.h>

#include "outreach/datewords.h"
#include "outreach/quality_parts.h"

static bool two_numbers(const struct quality *q, const struct session *s, struct str *what) {
    const struct dispute *d = &s->dispute;
    if (!d->any || s->life == LIFE_NEW || session_is_settled(s))
        return false;
    int64_t now = s->counted.q != COUNT_NOT_RECORDED ? s->counted.n : 0;
    if (now == d->theirs)
        return false; /* counted on until they agreed */
    if (quality_tells(q, s) && quality_tells_number(q, d->theirs) && quality_tells_number(q, now))
        str_addf(what, "The kiosk has %lld, the %s counted %lld, and nobody has settled it.",
                 (long long)now, d->whose, (long long)d->theirs);
    else
        str_addf(what, "The kiosk and the %s have two numbers, and nobody has settled it.",
                 d->whose);
    return true;
}

static bool unconfirmed(const struct quality *q, const struct session *s, struct str *what) {
    (void)q;
    if (s->date_unconfirmed)
        str_add(what, "It was opened while nobody had confirmed the kiosk's date.");
    return s->date_unconfirmed;
}

/* ---- dates ---- */

/* Do the words of a session without a date name a day or month, but no year? */
static bool lacks_year(const struct session *s) {
    struct date_words words;
    date_words_read(s->date_text, &words);
    for (size_t i = 0; i < words.parts; i++)
        if (words.part[i].year == 0)
            return true;
    return false;
}

static bool is_undated(const struct session *s) {
    return s->date.year == 0 && quality_takes_place(s);
}

static bool no_year(const struct quality *q, const struct session *s, struct str *what) {
    (void)q;
    if (!is_undated(s) || !lacks_year(s))
        return false;
    str_addf(what, "\"%.80s\" has no year.", s->date_text);
    return true;
}

static bool no_date(const struct quality *q, const struct session *s, struct str *what) {
    (void)q;
    if (!is_undated(s) || lacks_year(s))
        return false;
    if (s->date_text[0] != '\0')
        str_addf(what, "\"%.80s\" is no single day, so it counts in no quarter.", s->date_text);
    else
        str_add(what, "It has no date, so it counts in no quarter.");
    return true;
}

/* The whole date of a part of the words; the year may come from the session's date, if day and
 * month agree. */
static struct date part_date(struct date_word w, struct date d) {
    return w.year == 0 && d.year != 0 && w.day == d.day && w.month == d.month ? d
                                                                              : date_word_date(w);
}

static bool weekday(const struct quality *q, const struct session *s, struct str *what) {
    (void)q;
    struct date_words words;
    char day[11];
    date_words_read(s->date_text, &words);
    for (size_t i = 0; i < words.parts && quality_takes_place(s); i++) {
        struct date_word w = words.part[i];
        struct date d = part_date(w, s->date);
        if (w.weekday < 0 || d.year == 0 || date_weekday(d) == (enum weekday)w.weekday)
            continue;
        date_uk(d, day);
        str_addf(what, "\"%.80s\": %s is a %s.", s->date_text, day, weekday_name(date_weekday(d)));
        return true;
    }
    return false;
}

/* The first day of a session that is a Saturday or Sunday: its own, else one that its words name.
 */
static struct date weekend_day(const struct session *s) {
    struct date_words words;
    if (s->date.year != 0 && date_weekday(s->date) >= SATURDAY)
        return s->date;
    date_words_read(s->date_text, &words);
    for (size_t i = 0; i < words.parts; i++) {
        struct date d = part_date(words.part[i], s->date);
        if (d.year != 0 && date_weekday(d) >= SATURDAY)
            return d;
    }
    return (struct date){0};
}

static bool weekend(const struct quality *q, const struct session *s, struct str *what) {
    (void)q;
    struct date d = {0};
    char day[11];
    if (quality_takes_place(s) && session_is_lesson(s))
        d = weekend_day(s);
    if (d.year == 0)
        return false;
    date_uk(d, day);
    str_addf(what, "%s is a %s, and this is a session for a school.", day,
             weekday_name(date_weekday(d)));
    return true;
}

static bool passed(const struct quality *q, const struct session *s, struct str *what) {
    if (!session_is_to_come(s) || s->date.year == 0 || date_compare(s->date, quality_today(q)) >= 0)
        return false;
    str_addf(what, "It is still %s, its day has passed, and nothing says that it took place.",
             status_name(s->status));
    return true;
}

/* ---- numbers ---- */

static bool no_heads(const struct quality *q, const struct session *s, struct str *what) {
    (void)q;
    if (!session_took_place(s) || session_attendance(s).q != COUNT_NOT_RECORDED)
        return false;
    str_add(what, "It took place, and nobody wrote down how many came.");
    return true;
}

static bool expected(const struct quality *q, const struct session *s, struct str *what) {
    struct count came = session_attendance(s), of = session_awaited(s);
    if (!session_took_place(s) || came.q == COUNT_NOT_RECORDED || of.q == COUNT_NOT_RECORDED ||
        !quality_is_apart(came.n, of.n) || (came.q == COUNT_AT_LEAST && came.n < of.n))
        return false;
    str_addf(what, "%lld were expected, and ", (long long)of.n);
    quality_heads(q, s, what);
    str_add(what, " came.");
    return true;
}

/* The row says two numbers that cannot both be right. */
static bool sums(const struct quality *q, const struct session *s, struct str *what) {
    struct count came = session_attendance(s);
    struct date_words words;
    date_words_read(s->date_text, &words);
    if (!quality_takes_place(s) || s->sessions < 0)
        return false;
    if (!words.range && !words.open && (size_t)s->sessions < words.parts) {
        str_addf(what, "\"%.80s\" names %zu dates, but there %s %d session%s.", s->date_text,
                 words.parts, s->sessions == 1 ? "is" : "are", (int)s->sessions,
                 s->sessions == 1 ? "" : "s");
        return true;
    }
    if (came.q == COUNT_NOT_RECORDED || came.n == 0 || came.n >= s->sessions)
        return false;
    str_addf(what, "%d sessions had ", (int)s->sessions);
    quality_heads(q, s, what);
    str_add(what, " people.");
    return true;
}

const struct quality_rule quality_rules[] = {
    {QUALITY_TWO_NUMBERS, two_numbers},
    {QUALITY_SUMS, sums},
    {QUALITY_UNCONFIRMED, unconfirmed},
    {QUALITY_NO_YEAR, no_year},
    {QUALITY_NO_DATE, no_date},
    {QUALITY_NO_HEADS, no_heads},
    {QUALITY_PASSED, passed},
    {QUALITY_EXPECTED, expected},
    {QUALITY_WEEKDAY, weekday},
    {QUALITY_WEEKEND, weekend},
    {QUALITY_KINDS, NULL},
};
