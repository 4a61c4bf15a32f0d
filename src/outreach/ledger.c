#include "outreach/ledger.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/str.h"
#include "base/utf8.h"
#include "outreach/venue.h"

static const struct session *ledger_next(void *ctx, struct err *err) {
    (void)err; /* reading memory cannot fail */
    struct ledger_cursor *c = ctx;
    return c->next < c->ledger->sessions ? &c->ledger->session[c->next++] : NULL;
}

static void ledger_again(void *ctx) {
    ((struct ledger_cursor *)ctx)->next = 0;
}

struct session_reader ledger_reader(const struct ledger *l, struct ledger_cursor *cursor) {
    *cursor = (struct ledger_cursor){.ledger = l};
    return (struct session_reader){.ctx = cursor, .next = ledger_next, .again = ledger_again};
}

void ledger_free(struct ledger *l) {
    if (l == NULL)
        return;
    arena_free(&l->arena);
    free(l);
}

const struct session *ledger_find(const struct ledger *l, int64_t id) {
    for (size_t i = 0; i < l->sessions; i++)
        if (l->session[i].id == id)
            return &l->session[i];
    return NULL;
}

const struct action *ledger_action(const struct ledger *l, const char *code) {
    for (size_t i = 0; i < l->actions; i++)
        if (strcmp(l->action[i].code, code) == 0)
            return &l->action[i];
    return NULL;
}

bool session_is_over(const struct session *s, int64_t heads) {
    return s->capacity > 0 && heads > s->capacity;
}

bool session_is_settled(const struct session *s) {
    int64_t counted = s->counted.q != COUNT_NOT_RECORDED ? s->counted.n : 0;
    return s->life != LIFE_NEW && s->dispute.any && s->dispute.settled >= 0 &&
           s->dispute.ours == counted;
}

struct session session_blank(void) {
    return (struct session){
        .uid = "",
        .actions = "",
        .date_text = "",
        .starts = -1,
        .ends = -1,
        .venue = "",
        .event_type = "",
        .topic = "",
        .audience = "",
        .year_group = "",
        .deliverer = "",
        .form = "",
        .ward = "",
        .sessions = -1,
        .reported = {.n = 0, .q = COUNT_NOT_RECORDED},
        .counted = {.n = 0, .q = COUNT_NOT_RECORDED},
        .note = "",
        .reason = "",
    };
}

struct count session_attendance(const struct session *s) {
    if (session_is_settled(s))
        return (struct count){s->dispute.settled,
                              s->counted.q < COUNT_EXPECTED ? s->counted.q : COUNT_EXACT};
    if (s->counted.q != COUNT_NOT_RECORDED)
        return s->counted;
    if (s->status == STATUS_DELIVERED && s->reported.q < COUNT_EXPECTED)
        return s->reported;
    return (struct count){.n = 0, .q = COUNT_NOT_RECORDED};
}

struct count session_expected(const struct session *s) {
    if (s->reported.q == COUNT_NOT_RECORDED)
        return s->reported;
    return (struct count){.n = s->reported.n, .q = COUNT_EXPECTED};
}

bool session_took_place(const struct session *s) {
    return s->status == STATUS_DELIVERED || s->counted.q != COUNT_NOT_RECORDED;
}

bool session_is_to_come(const struct session *s) {
    return (s->status == STATUS_PLANNED || s->status == STATUS_BOOKED) && !session_took_place(s);
}

int64_t session_deliveries(const struct session *s) {
    return s->sessions < 0 && s->counted.q != COUNT_NOT_RECORDED ? 1 : s->sessions;
}

int session_minutes(const struct session *s) {
    return s->starts < 0 || s->ends <= s->starts || s->sessions > 1 ? -1 : s->ends - s->starts;
}

struct count session_awaited(const struct session *s) {
    bool planned = s->status == STATUS_PLANNED || s->status == STATUS_BOOKED;
    if (s->decided && !planned) /* staff have called it off */
        return (struct count){.n = 0, .q = COUNT_NOT_RECORDED};
    if (planned || s->counted.q != COUNT_NOT_RECORDED || s->reported.q == COUNT_EXPECTED)
        return session_expected(s);
    return (struct count){.n = 0, .q = COUNT_NOT_RECORDED};
}

bool session_has_action(const struct session *s, const char *code) {
    size_t n = strlen(code);
    for (const char *p = s->actions; *p != '\0';) {
        size_t len = strcspn(p, ";");
        if (len == n && memcmp(p, code, n) == 0)
            return true;
        p += len;
        p += *p == ';';
    }
    return false;
}

/* The first letter large, underscores as blanks: "knife_amnesty" becomes "Knife amnesty". */
static const char *in_words(struct arena *a, const char *name) {
    char *words = arena_strdup(a, name);
    for (char *p = words; *p != '\0'; p++)
        if (*p == '_')
            *p = ' ';
    words[0] = (char)toupper((unsigned char)words[0]);
    return words;
}

const char *session_title(const struct session *s, struct arena *a) {
    if (s->topic[0] != '\0')
        return in_words(a, s->topic);
    if (s->event_type[0] != '\0')
        return in_words(a, s->event_type);
    return "Session";
}

static bool is_reception(const char *year) {
    return strcmp(year, "R") == 0 || strcmp(year, "r") == 0;
}

const char *session_group(const struct session *s, struct arena *a) {
    enum { YEARS_MAX = 14 };
    char *year[YEARS_MAX];
    size_t n = str_split(arena_strdup(a, s->year_group), ';', year, YEARS_MAX);
    if (n == 0)
        return in_words(a, s->audience);
    if (strcmp(year[0], "all") == 0)
        return "All years";
    const char *out = "";
    size_t first = 0;
    if (is_reception(year[0])) {
        if (n == 1)
            return "Reception";
        out = n == 2 ? "Reception and " : "Reception, ";
        first = 1;
    }
    out = arena_printf(a, "%s%s %s", out, n - first == 1 ? "Year" : "Years", year[first]);
    for (size_t i = first + 1; i < n; i++)
        out = arena_printf(a, "%s%s%s", out, i + 1 == n ? " and " : ", ", year[i]);
    return out;
}

static bool mentions(const char *text, const char *const *words) {
    char folded[256];
    utf8_fold(folded, sizeof folded, text);
    for (; *words != NULL; words++)
        if (strstr(folded, *words) != NULL)
            return true;
    return false;
}

bool session_is_school(const struct session *s) {
    return str_starts(s->event_type, "school_") || strcmp(s->event_type, "mini_police") == 0 ||
           venue_is_school(s->venue);
}

bool session_is_pupils(const struct session *s) {
    static const char *const young[] = {"student", "pupil", "young",  "child",
                                        "class",   "youth", "cadets", NULL};
    if (s->year_group[0] != '\0' || mentions(s->audience, young))
        return true;
    if (s->audience[0] != '\0') /* parents in a school's hall are adults */
        return false;
    /* Nobody said who comes: where it may be children, they are. */
    return session_is_school(s) || str_starts(s->event_type, "youth_");
}

bool session_is_lesson(const struct session *s) {
    if (str_starts(s->event_type, "school_") || strcmp(s->event_type, "mini_police") == 0)
        return true;
    return session_is_school(s) && session_is_pupils(s) &&
           strcmp(s->event_type, "community_event") != 0 && strcmp(s->event_type, "meeting") != 0;
}

static const char *const status_names[] = {
    [STATUS_PLANNED] = "planned",       [STATUS_BOOKED] = "booked",
    [STATUS_DELIVERED] = "delivered",   [STATUS_CANCELLED] = "cancelled",
    [STATUS_REARRANGED] = "rearranged",
};

const char *status_name(enum status s) {
    return status_names[s];
}

bool status_parse(const char *s, enum status *ret_status) {
    for (size_t i = 0; i < sizeof status_names / sizeof status_names[0]; i++) {
        if (strcasecmp(s, status_names[i]) == 0) {
            *ret_status = (enum status)i;
            return true;
        }
    }
    return false;
}

const char *made_name(enum made m) {
    static const char *const names[] = {[MADE_NOT] = "",
                                        [MADE_ON_THE_DAY] = "on the day",
                                        [MADE_AFTERWARDS] = "afterwards",
                                        [MADE_AHEAD] = "ahead"};
    return names[m];
}

int action_compare(const char *a, const char *b) {
    while (*a != '\0' && *b != '\0') {
        if (isdigit((unsigned char)*a) && isdigit((unsigned char)*b)) {
            char *end_a, *end_b;
            unsigned long x = strtoul(a, &end_a, 10), y = strtoul(b, &end_b, 10);
            if (x != y)
                return x < y ? -1 : 1;
            a = end_a;
            b = end_b;
        } else if (*a != *b) {
            return (unsigned char)*a < (unsigned char)*b ? -1 : 1;
        } else {
            a++;
            b++;
        }
    }
    return (*a != '\0') - (*b != '\0');
}
