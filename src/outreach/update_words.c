#include "outreach/update_words.h"

#include <string.h>

#include "base/str.h"
#include "base/utf8.h"

/* ---- who ---- */

static const struct {
    const char *one, *many;
} nouns[] = {
    [NOUN_NONE] = {"person", "people"},
    [NOUN_STUDENTS] = {"student", "students"},
    [NOUN_PARENTS] = {"parent", "parents"},
    [NOUN_PROFESSIONALS] = {"professional", "professionals"},
    [NOUN_PEOPLE] = {"person", "people"},
};

static const struct {
    const char *word; /* in the folded audience */
    enum update_noun noun;
} audiences[] = {
    {"parent", NOUN_PARENTS},   {"professional", NOUN_PROFESSIONALS},
    {"student", NOUN_STUDENTS}, {"pupil", NOUN_STUDENTS},
    {"young", NOUN_STUDENTS},   {"child", NOUN_STUDENTS},
    {"class", NOUN_STUDENTS},   {"people", NOUN_PEOPLE},
};

/* NOUN_NONE: the audience names nobody of these, and is worth saying. */
static enum update_noun noun_of_audience(const struct session *s) {
    char folded[256];
    utf8_fold(folded, sizeof folded, s->audience);
    for (size_t i = 0; i < sizeof audiences / sizeof audiences[0]; i++)
        if (strstr(folded, audiences[i].word) != NULL)
            return audiences[i].noun;
    return NOUN_NONE;
}

enum update_noun update_noun(const struct session *s) {
    enum update_noun noun = noun_of_audience(s);
    if (noun != NOUN_NONE)
        return noun;
    if (str_starts(s->event_type, "professional"))
        return NOUN_PROFESSIONALS;
    /* Whoever likes comes to an event at a school. */
    if (s->year_group[0] == '\0' && strcmp(s->event_type, "community_event") == 0)
        return NOUN_PEOPLE;
    return session_is_pupils(s) ? NOUN_STUDENTS : NOUN_PEOPLE;
}

/* ---- numbers ---- */

static const char *sure(enum qualifier q) {
    return q == COUNT_ABOUT ? "about " : q == COUNT_AT_LEAST ? "at least " : "";
}

/* "at least 70 professionals" */
static void say_heads(struct str *out, struct count c, enum update_noun noun) {
    str_addf(out, "%s%lld %s", sure(c.q), (long long)c.n,
             c.n == 1 ? nouns[noun].one : nouns[noun].many);
}

void update_say_heads(struct str *out, const struct session *s, const struct suppress *small) {
    struct count came = session_attendance(s);
    if (came.q == COUNT_NOT_RECORDED)
        str_add(out, "not recorded");
    else if (suppress_session(small, s) == SUPPRESS_SHOWN)
        say_heads(out, came, update_noun(s));
    else
        str_addf(out, "%s %s", suppress_words(small), nouns[update_noun(s)].many);
}

/* Every row is one session or more, so that those which do not say how many make it a least. */
static void say_sessions(struct str *out, int64_t known, uint32_t unnumbered) {
    int64_t n = known + unnumbered;
    str_addf(out, "%s%lld session%s", unnumbered > 0 ? "at least " : "", (long long)n,
             n == 1 ? "" : "s");
}

/* ---- one session ---- */

static void say_when(struct str *out, const struct session *s) {
    char day[11];
    date_uk(s->date, day);
    if (day[0] != '\0')
        str_add(out, day);
    else
        str_addf(out, "%s:", s->date_text[0] != '\0' ? s->date_text : "No date");
    if (s->date_unconfirmed)
        str_add(out, " (not confirmed)");
}

static void say_where_and_who(struct str *out, const struct session *s) {
    ARENA(a);
    str_addf(out, " %s", s->venue[0] != '\0' ? s->venue : session_title(s, &a));
    if (s->year_group[0] != '\0')
        str_addf(out, ", %s", session_group(s, &a));
    else if (s->audience[0] != '\0' && noun_of_audience(s) == NOUN_NONE)
        str_addf(out, ", %s", s->audience);
}

/* What was expected is never added to who came: it stands beside it. */
static void say_delivered(struct str *out, const struct session *s, const struct suppress *small) {
    struct count awaited = session_awaited(s);
    int64_t sessions = session_deliveries(s);
    if (sessions > 1)
        str_addf(out, ", %lld sessions", (long long)sessions);
    str_add(out, ", ");
    update_say_heads(out, s, small);
    if (s->life == LIFE_OPEN)
        str_add(out, " so far");
    if (awaited.q == COUNT_EXPECTED)
        str_addf(out, " (%lld expected)", (long long)awaited.n);
}

static void say_planned(struct str *out, const struct session *s, struct date today) {
    struct count awaited = session_awaited(s);
    str_add(out, ", ");
    if (s->sessions > 1)
        str_addf(out, "%lld sessions ", (long long)s->sessions);
    str_add(out, status_name(s->status));
    if (awaited.q == COUNT_EXPECTED) {
        str_add(out, ", ");
        say_heads(out, awaited, update_noun(s));
        str_add(out, " expected");
    }
    if (s->life == LIFE_OPEN)
        str_add(out, ", open now");
    else if (s->date.year != 0 && date_compare(s->date, today) < 0)
        str_add(out, ", not recorded");
}

static void say_called_off(struct str *out, const struct session *s) {
    char day[11];
    date_uk(s->moved_to_date, day);
    str_addf(out, ", %s", status_name(s->status));
    if (s->status == STATUS_REARRANGED && day[0] != '\0')
        str_addf(out, " to %s", day);
    if (s->decided && s->reason[0] != '\0')
        str_addf(out, " (%s)", s->reason);
}

/* What people typed may have lines of its own; here each session has one. */
static void one_line(char *text) {
    for (; *text != '\0'; text++)
        if (*text == '\n' || *text == '\r')
            *text = ' ';
}

void update_say_session(struct str *out, const struct session *s, struct date today,
                        const struct suppress *small) {
    size_t start = out->len;
    say_when(out, s);
    say_where_and_who(out, s);
    if (session_took_place(s))
        say_delivered(out, s, small);
    else if (session_is_to_come(s))
        say_planned(out, s, today);
    else
        say_called_off(out, s);
    one_line(out->p + start);
}

/* ---- one quarter ---- */

static void say_quarter_name(struct str *out, int32_t quarter) {
    char name[16];
    if (quarter == QUARTER_NONE) {
        str_add(out, "Without a date: ");
        return;
    }
    date_quarter((struct date){(int16_t)(quarter / 4), (int8_t)(quarter % 4 * 3 + 1), 1}, name);
    str_addf(out, "%s: ", name);
}

static void say_places(struct str *out, const struct venue_set *places) {
    bool schools;
    size_t n = venue_set_count(places, &schools);
    if (n > 0)
        str_addf(out, " at %zu %s%s", n, schools ? "school" : "place", n == 1 ? "" : "s");
}

static void say_sum(struct str *out, const struct update_part *p, const struct suppress *small) {
    const struct update_sums *t = &p->sums;
    say_sessions(out, t->sessions, t->unnumbered);
    say_places(out, &p->places);
    if (t->heads.total.q != COUNT_NOT_RECORDED) {
        str_add(out, ", ");
        say_heads(out, t->heads.total, t->noun);
    }
    if (t->heads.left_out > 0) /* they are in no number of the line */
        str_addf(out, ", %u with %s %s", t->heads.left_out, suppress_words(small),
                 nouns[t->noun].many);
    if (t->heads.not_recorded == t->rows)
        str_add(out, ", not recorded");
    else if (t->heads.not_recorded > 0)
        str_addf(out, ", %u not recorded", t->heads.not_recorded);
}

void update_say_quarter(struct str *out, const struct update_part *p,
                        const struct suppress *small) {
    const struct update_sums *t = &p->sums;
    say_quarter_name(out, p->quarter);
    size_t start = out->len;
    if (t->rows > 0)
        say_sum(out, p, small);
    if (t->planned_rows > 0) {
        str_add(out, out->len > start ? "; " : "");
        say_sessions(out, t->planned, t->planned_unnumbered);
        str_add(out, " planned");
        if (t->planned_expected > 0)
            str_addf(out, ", %lld expected", (long long)t->planned_expected);
    }
    if (t->cancelled > 0)
        str_addf(out, "%s%u cancelled", out->len > start ? "; " : "", t->cancelled);
    if (t->rearranged > 0)
        str_addf(out, "%s%u rearranged", out->len > start ? "; " : "", t->rearranged);
}
