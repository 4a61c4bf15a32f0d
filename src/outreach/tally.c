/* inih calls back for each "name = value" and neither counts lines for its callers nor minds a name
 * that nobody knows, so the lines are fed to it one by one and counted. Reading goes on after a
 * mistake: who edits such a file wants to hear of all of them at once. */
#include "outreach/tally.h"

#include <stdio.h>
#include <string.h>

#include <ini.h>

#include "base/lines.h"
#include "base/utf8.h"
#include "outreach/complain.h"

struct reading {
    struct tally_plan plan;
    struct lines lines; /* what is left to read */
    int group_line[TALLY_GROUPS], people[TALLY_GROUPS];
    bool counts_given[TALLY_GROUPS];
    bool events_given[TALLY_GROUPS];
    struct complaints to;
};

/* What somebody wrote, short enough to be repeated in a complaint: cut between characters. */
struct quote {
    char text[41];
};

static struct quote quote(const char *text) {
    struct quote q;
    STR_COPY(q.text, text);
    return q;
}

/* ---- words ---- */

static bool is_word(const char *s, size_t n) {
    static const char allowed[] = "abcdefghijklmnopqrstuvwxyz0123456789_";
    return n > 0 && n < TALLY_WORD && strspn(s, allowed) >= n;
}

static bool take_label(struct reading *r, const char *name, const char *value,
                       char out[TALLY_LABEL]) {
    for (const char *c = value; *c; c++) {
        if ((unsigned char)*c < ' ' || *c == 0x7f) {
            complain(&r->to, "%s must be plain text on one line", quote(name).text);
            return false;
        }
    }
    if (value[0] == '\0' || strlen(value) >= TALLY_LABEL) {
        complain(&r->to, "%s must have 1 to %d bytes", quote(name).text, TALLY_LABEL - 1);
        return false;
    }
    return str_copy(out, TALLY_LABEL, value);
}

/* "item.KEY = LABEL": one more word of a list. */
static void take_word(struct reading *r, const char *name, const char *value,
                      struct tally_word *list, size_t *n, size_t max) {
    const char *key = strchr(name, '.') + 1;
    if (!is_word(key, strlen(key))) {
        complain(&r->to, "\"%s\" needs a key of at most %d small letters, digits and _",
                 quote(name).text, TALLY_WORD - 1);
        return;
    }
    for (size_t i = 0; i < *n; i++) {
        if (str_eq(list[i].key, key)) {
            complain(&r->to, "%s is there a second time: keep one of them", name);
            return;
        }
    }
    if (*n == max) {
        complain(&r->to, "%s is one too many: at most %zu fit", name, max);
        return;
    }
    struct tally_word *w = &list[*n];
    if (take_label(r, name, value, w->label))
        *n += STR_COPY(w->key, key);
}

static void take_events(struct reading *r, struct tally_group *g, const char *value) {
    char copy[INI_MAX_LINE], *part[TALLY_EVENTS + 1];
    bool *given = &r->events_given[g - r->plan.group];
    if (*given) {
        complain(&r->to, "events are there a second time: keep one of them");
        return;
    }
    *given = true;
    STR_COPY(copy, value);
    size_t n = str_split(copy, ',', part, TALLY_EVENTS + 1);
    if (n == 0 || n > TALLY_EVENTS) {
        complain(&r->to, "name 1 to %d event types, or * for all", TALLY_EVENTS);
        return;
    }
    if (n == 1 && str_eq(part[0], "*"))
        return;
    for (size_t i = 0; i < n; i++) {
        if (str_eq(part[i], "*") || !STR_COPY(g->event[g->events++], part[i])) {
            complain(&r->to, "\"%s\" is no event type", quote(part[i]).text);
            return;
        }
    }
}

static void take_people(struct reading *r, struct tally_group *g, const char *value) {
    int *people = &r->people[g - r->plan.group];
    if (*people != 0)
        complain(&r->to, "people are there a second time: keep one of them");
    *people = str_eq(value, "2") ? 2 : 1;
    if (!str_eq(value, "1") && !str_eq(value, "2"))
        complain(&r->to, "\"%s\" will not do: 1 or 2 people count", quote(value).text);
}

static void take_counts(struct reading *r, struct tally_group *g, const char *value) {
    bool *given = &r->counts_given[g - r->plan.group];
    if (*given)
        complain(&r->to, "counts is there a second time: keep one of them");
    *given = true;
    g->counts_people = str_eq(value, "people");
    if (!str_eq(value, "people") && !str_eq(value, "things"))
        complain(&r->to, "\"%s\" will not do: people or things are counted", quote(value).text);
}

/* Whether there is such an outcome shows only when the whole group is there. */
static void take_states_of(struct reading *r, struct tally_group *g, const char *value) {
    if (g->states_of[0] != '\0')
        complain(&r->to, "states_of is there a second time: keep one of them");
    else if (!is_word(value, strlen(value)))
        complain(&r->to, "\"%s\" is the key of no outcome", quote(value).text);
    else
        STR_COPY(g->states_of, value);
}

/* ---- lines ---- */

static struct tally_group *group_of(struct reading *r, const char *section) {
    for (size_t i = 0; i < r->plan.groups; i++)
        if (str_eq(r->plan.group[i].name.key, section))
            return &r->plan.group[i];
    if (!is_word(section, strlen(section))) {
        complain(&r->to,
                 "put this under a line [group], named by at most %d small letters, digits and _",
                 TALLY_WORD - 1);
        return NULL;
    }
    if (str_eq(section, TALLY_HELP)) {
        complain(&r->to, "[%s] is what the kiosk tallies by itself: choose another name", section);
        return NULL;
    }
    if (r->plan.groups == TALLY_GROUPS) {
        complain(&r->to, "[%s] is one group too many: at most %d fit", section, TALLY_GROUPS);
        return NULL;
    }
    r->group_line[r->plan.groups] = r->to.line;
    struct tally_group *g = &r->plan.group[r->plan.groups++];
    STR_COPY(g->name.key, section);
    return g;
}

static void take_once(struct reading *r, const char *name, const char *value,
                      char out[TALLY_LABEL]) {
    if (out[0] != '\0')
        complain(&r->to, "%s is there a second time: keep one of them", name);
    else
        take_label(r, name, value, out);
}

static int take(void *user, const char *section, const char *name, const char *value) {
    struct reading *r = user;
    struct tally_group *g = group_of(r, section);
    if (g == NULL)
        return 1;
    if (str_eq(name, "title"))
        take_once(r, name, value, g->name.label);
    else if (str_eq(name, "opening"))
        take_once(r, name, value, g->opening);
    else if (str_eq(name, "events"))
        take_events(r, g, value);
    else if (str_eq(name, "people"))
        take_people(r, g, value);
    else if (str_eq(name, "counts"))
        take_counts(r, g, value);
    else if (str_eq(name, "states_of"))
        take_states_of(r, g, value);
    else if (str_starts(name, "item."))
        take_word(r, name, value, g->item, &g->items, TALLY_ITEMS);
    else if (str_starts(name, "outcome."))
        take_word(r, name, value, g->outcome, &g->outcomes, TALLY_OUTCOMES);
    else
        complain(&r->to, "there is no \"%s\" in a group: check how it is spelt", quote(name).text);
    return 1;
}

/* Gives inih the next line, as fgets() would. Of one that is too long nothing is left. */
static char *next_line(char *out, int size, void *user) {
    struct reading *r = user;
    enum lines_got got = lines_next(&r->lines, out, (size_t)size);
    if (got == LINES_END)
        return NULL;
    r->to.line = r->lines.line;
    if (got == LINES_TOO_LONG) {
        complain(&r->to, "this line is too long: shorten it");
        str_copy(out, (size_t)size, "\n");
    }
    return out;
}

static bool has_outcome(const struct tally_group *g, const char *key) {
    for (size_t i = 0; i < g->outcomes; i++)
        if (str_eq(g->outcome[i].key, key))
            return true;
    return false;
}

/* What only shows when the whole group is there. */
static void check_group(struct reading *r, size_t i) {
    const struct tally_group *g = &r->plan.group[i];
    r->to.line = r->group_line[i];
    if (g->name.label[0] == '\0')
        complain(&r->to, "[%s] has no title", g->name.key);
    if (g->items == 0)
        complain(&r->to, "[%s] has no item", g->name.key);
    if (!r->events_given[i])
        complain(&r->to, "[%s] does not say which events offer it", g->name.key);
    if (r->people[i] == 2 && g->opening[0] == '\0')
        complain(&r->to, "[%s] is for 2 people: say under \"opening\" what its button says",
                 g->name.key);
    if (r->people[i] != 2 && g->opening[0] != '\0')
        complain(&r->to, "[%s] has an opening, which is for people = 2", g->name.key);
    if (r->people[i] == 2 && g->outcomes > 0)
        complain(&r->to, "[%s] cannot have outcomes when 2 people count it", g->name.key);
    if (g->states_of[0] != '\0' && !has_outcome(g, g->states_of))
        complain(&r->to, "[%s] has states of \"%s\", but no outcome of that key", g->name.key,
                 g->states_of);
}

bool tally_parse(struct tally_plan *ret, const char *file, const char *text, size_t n,
                 struct str *complaints) {
    size_t bad;
    struct reading r = {
        .lines = {.at = text, .end = text + n},
        .to = {.file = file, .line = 1, .most = TALLY_COMPLAINTS_MAX, .out = complaints}};
    if (n > TALLY_BYTES_MAX || (n > 0 && (memchr(text, '\0', n) || !utf8_valid(text, n, &bad)))) {
        complain(&r.to, "this is not a short plain text: save it as UTF-8");
        return false;
    }
    int stopped = n > 0 ? ini_parse_stream(next_line, &r, take, &r) : 0;
    if (stopped > 0) {
        r.to.line = stopped;
        complain(&r.to, "write it as name = value");
    }
    for (size_t i = 0; i < r.plan.groups; i++) {
        check_group(&r, i);
        if (!r.counts_given[i]) /* what has an outcome is somebody */
            r.plan.group[i].counts_people = r.plan.group[i].outcomes > 0;
    }
    if (r.to.n > 0)
        return false;
    *ret = r.plan;
    return true;
}

/* ---- asking ---- */

bool tally_is_confirmed(const struct tally_group *g) {
    return g->opening[0] != '\0';
}

bool tally_offers(const struct tally_group *g, const char *event_type) {
    for (size_t i = 0; i < g->events; i++)
        if (str_eq(g->event[i], event_type))
            return true;
    return g->events == 0;
}

size_t tally_offered(const struct tally_plan *p, const char *event_type,
                     const struct tally_group *ret_group[TALLY_GROUPS]) {
    size_t n = 0;
    for (size_t i = 0; i < p->groups; i++)
        if (tally_offers(&p->group[i], event_type))
            ret_group[n++] = &p->group[i];
    return n;
}

void tally_key(char out[TALLY_KEY], const struct tally_group *g, size_t item, size_t outcome) {
    bool has = g->outcomes > 0;
    snprintf(out, TALLY_KEY, "%s/%s%s%s", g->name.key, g->item[item].key, has ? "/" : "",
             has ? g->outcome[outcome].key : "");
}

bool tally_key_valid(const char *key) {
    int parts = 0;
    for (;; parts++, key++) {
        size_t n = strcspn(key, "/");
        if (!is_word(key, n))
            return false;
        key += n;
        if (*key == '\0')
            break;
    }
    return parts == 1 || parts == 2; /* slashes between them */
}

bool tally_key_is_of(const char *key, const char *group) {
    size_t n = strlen(group);
    return strncmp(key, group, n) == 0 && key[n] == '/';
}

const struct tally_group *tally_find(const struct tally_plan *p, const char *group) {
    for (size_t i = 0; i < p->groups; i++)
        if (str_eq(p->group[i].name.key, group))
            return &p->group[i];
    return NULL;
}

bool tally_key_is_people(const struct tally_plan *p, const char *key) {
    for (size_t i = 0; i < p->groups; i++)
        if (tally_key_is_of(key, p->group[i].name.key))
            return p->group[i].counts_people;
    const char *item = strchr(key, '/');
    return item != NULL && strchr(item + 1, '/') != NULL;
}

static const char *label_of(const struct tally_word *list, size_t n, const char *key) {
    for (size_t i = 0; i < n; i++)
        if (str_eq(list[i].key, key))
            return list[i].label;
    return key;
}

void tally_labels(struct tally_labels *ret, const struct tally_plan *p, const char *key) {
    *ret = (struct tally_labels){0};
    for (int i = 0; i < 3 && *key != '\0'; i++) {
        size_t n = strcspn(key, "/"), room = n < TALLY_WORD ? n : TALLY_WORD - 1;
        memcpy(ret->part[i], key, room);
        key += n + (key[n] == '/');
    }
    const struct tally_group *g = tally_find(p, ret->part[0]);
    ret->group = g != NULL ? g->name.label : ret->part[0];
    if (str_eq(ret->part[0], TALLY_HELP))
        ret->group = "Help cards looked at";
    ret->item = g != NULL ? label_of(g->item, g->items, ret->part[1]) : ret->part[1];
    ret->outcome = g != NULL ? label_of(g->outcome, g->outcomes, ret->part[2]) : ret->part[2];
}

bool tally_initials_valid(const char *initials) {
    size_t n = strspn(initials, "ABCDEFGHIJKLMNOPQRSTUVWXYZ");
    return n >= 2 && n < TALLY_INITIALS && initials[n] == '\0';
}
