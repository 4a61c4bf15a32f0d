/* Reading goes on after a mistake: who edits a card wants to hear of all of them at once. */
#include "outreach/help.h"

#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"
#include "outreach/complain.h"

enum { DIGITS_LEAST = 3, DIGITS_MOST = 15 };

struct reading {
    struct help_card card;
    unsigned seen; /* bits: places in the table of keys */
    struct complaints to;
};

/* ---- values ---- */

static void take_number(struct reading *r, const char *value) {
    size_t digits = 0;
    for (const char *c = value; *c; c++) {
        if (*c >= '0' && *c <= '9')
            digits++;
        else if (*c != ' ' && !(*c == '+' && c == value))
            digits = DIGITS_MOST + 1;
    }
    if (digits < DIGITS_LEAST || digits > DIGITS_MOST)
        complain(&r->to, "number must be 3 to 15 digits, with blanks between them");
}

static void take_web(struct reading *r, const char *value) {
    static const char scheme[] = "https://";
    bool good = str_starts(value, scheme) && strchr(value, '.') && value[strlen(scheme)] != '.';
    for (const char *c = value; *c; c++)
        good = good && *c > ' ' && *c < 0x7f;
    if (!good)
        complain(&r->to, "web must be a whole address that begins with https://");
}

static void take_for(struct reading *r, const char *value) {
    if (str_eq(value, "children"))
        r->card.audience = HELP_CHILDREN;
    else if (str_eq(value, "adults"))
        r->card.audience = HELP_ADULTS;
    else
        complain(&r->to, "for is \"children\" or \"adults\": leave it out if it is for both");
}

static void take_check_by(struct reading *r, const char *value) {
    if (str_eq(value, "never"))
        r->card.lasts = true;
    else if (!str_eq(value, "check before use") && !date_parse_iso(value, &r->card.check_by))
        complain(&r->to, "check-by is a day, as 2027-06-30, or \"check before use\"");
}

static bool is_topic(const char *word) {
    static const char allowed[] = "abcdefghijklmnopqrstuvwxyz0123456789_-";
    size_t n = strlen(word);
    return n < HELP_TOPIC && strspn(word, allowed) == n;
}

static void take_topics(struct reading *r, const char *value) {
    char copy[HELP_TOPICS * HELP_TOPIC], *word[HELP_TOPICS + 1];
    struct help_card *c = &r->card;
    bool whole = STR_COPY(copy, value);
    size_t n = str_split(copy, ' ', word, HELP_TOPICS + 1);
    if (!whole || n > HELP_TOPICS) {
        complain(&r->to, "topics are too many: at most %d fit", HELP_TOPICS);
        return;
    }
    for (size_t i = 0; i < n; i++) {
        if (is_topic(word[i]))
            STR_COPY(c->topic[c->topics++], word[i]);
        else
            complain(&r->to, "topics are words of small letters, with blanks between them");
    }
}

/* ---- lines ---- */

/* The keys; a value that is text goes to `at` in the card. */
static const struct key {
    const char *name;
    size_t at, size;                                    /* size 0: it is no text */
    void (*take)(struct reading *r, const char *value); /* or a check of that text; NULL: none */
} keys[] = {
#define TEXT(field) offsetof(struct help_card, field), sizeof((struct help_card *)0)->field
    {"title", TEXT(title), NULL},          {"who", TEXT(who), NULL},
    {"number", TEXT(number), take_number}, {"hours", TEXT(hours), NULL},
    {"web", TEXT(web), take_web},          {"languages", TEXT(languages), NULL},
    {"topics", 0, 0, take_topics},         {"for", 0, 0, take_for},
    {"check-by", 0, 0, take_check_by},
#undef TEXT
};

static void take_value(struct reading *r, const struct key *k, const char *value) {
    if (value[0] == '\0')
        complain(&r->to, "%s says nothing: leave the line out", k->name);
    else if (k->size > 0 && !str_copy((char *)&r->card + k->at, k->size, value))
        complain(&r->to, "%s is too long: at most %zu bytes fit", k->name, k->size - 1);
    else if (k->take != NULL)
        k->take(r, value);
}

static void take_line(struct reading *r, char *line) {
    char *colon = strchr(line, ':');
    if (colon == NULL) {
        complain(&r->to, "write it as key: value; sentences come after an empty line");
        return;
    }
    *colon = '\0';
    const char *name = str_trim(line), *value = str_trim(colon + 1);
    for (unsigned i = 0; i < sizeof keys / sizeof *keys; i++) {
        if (!str_eq(keys[i].name, name))
            continue;
        if (r->seen & 1u << i)
            complain(&r->to, "%s is there a second time: keep one of them", name);
        else
            take_value(r, &keys[i], value);
        r->seen |= 1u << i;
        return;
    }
    complain(&r->to, "there is no such key: title, who, number, hours, web, languages, topics, "
                     "for and check-by are known");
}

/* Lines of a sentence are joined as readers of Markdown join them. */
static void add_words(struct str *words, const char *line) {
    size_t n = words->len;
    if (line[0] == '\0') {
        if (n > 0 && str_c(words)[n - 1] != '\n')
            str_addc(words, '\n');
        return;
    }
    if (n > 0 && str_c(words)[n - 1] != '\n')
        str_addc(words, ' ');
    str_add(words, line);
}

static void take_words(struct reading *r, struct str *words) {
    while (words->len > 0 && str_c(words)[words->len - 1] == '\n')
        str_cut(words, words->len - 1);
    if (!STR_COPY(r->card.words, str_c(words)))
        complain(&r->to, "the sentences are too long: at most %zu bytes fit",
                 sizeof r->card.words - 1);
}

/* What only shows when the whole card is there. */
static void check_card(struct reading *r) {
    const struct help_card *c = &r->card;
    r->to.line = 1;
    if (c->title[0] == '\0')
        complain(&r->to, "it has no title");
    if (c->number[0] == '\0' && c->web[0] == '\0')
        complain(&r->to, "it has neither a number nor a web address");
    if (c->topics == 0)
        complain(&r->to, "it has no topics");
    if (c->lasts && !help_is_emergency(c))
        complain(&r->to, "only 999 is never checked: say by which day this number is");
}

static bool is_plain(const char *text, size_t n) {
    size_t bad;
    for (size_t i = 0; i < n; i++) {
        unsigned char c = (unsigned char)text[i];
        if ((c < ' ' && c != '\n' && c != '\r' && c != '\t') || c == 0x7f)
            return false;
    }
    return utf8_valid(text, n, &bad);
}

static void read_lines(struct reading *r, char *text) {
    struct str words CLEANUP(str_release) = {0};
    bool head = true;
    r->to.line = 0;
    for (char *line = text, *next; line != NULL; line = next) {
        next = strchr(line, '\n');
        if (next != NULL)
            *next++ = '\0';
        r->to.line++;
        char *trimmed = str_trim(line);
        if (!head)
            add_words(&words, trimmed);
        else if (trimmed[0] == '\0')
            head = false;
        else
            take_line(r, trimmed);
    }
    take_words(r, &words);
}

bool help_name(const char *file, char ret[TALLY_WORD]) {
    static const char allowed[] = "abcdefghijklmnopqrstuvwxyz0123456789_";
    size_t n = strspn(file, allowed);
    if (n == 0 || n >= TALLY_WORD || !str_eq(file + n, ".md"))
        return false;
    memcpy(ret, file, n);
    ret[n] = '\0';
    return true;
}

bool help_parse(struct help_card *ret, const char *file, const char *text, size_t n,
                struct str *complaints) {
    struct reading r = {
        .to = {.file = file, .line = 1, .most = HELP_COMPLAINTS_MAX, .out = complaints}};
    char copy[HELP_BYTES_MAX + 1];
    if (!help_name(file, r.card.name)) {
        complain(&r.to, "name the file with at most %d small letters, digits and _, then .md",
                 TALLY_WORD - 1);
        return false;
    }
    if (n > HELP_BYTES_MAX || !is_plain(text, n)) {
        complain(&r.to, "this is not a short plain text: save it as UTF-8");
        return false;
    }
    if (n > 0)
        memcpy(copy, text, n);
    copy[n] = '\0';
    read_lines(&r, str_starts(copy, "\xef\xbb\xbf") ? copy + 3 : copy); /* as Notepad saves it */
    check_card(&r);
    if (r.to.n > 0)
        return false;
    *ret = r.card;
    return true;
}

/* ---- the cards ---- */

void help_free(struct help *h) {
    if (h != NULL)
        str_release(&h->complaints);
    free(h);
}

void help_remove(struct help *h, const char *name) {
    for (size_t i = 0; i < h->cards; i++) {
        if (!str_eq(h->card[i].name, name))
            continue;
        memmove(&h->card[i], &h->card[i + 1], (h->cards - i - 1) * sizeof h->card[0]);
        h->cards--;
        return;
    }
}

static int compare(const struct help_card *a, const struct help_card *b) {
    if (help_is_emergency(a) != help_is_emergency(b))
        return help_is_emergency(a) ? -1 : 1;
    int order = strcmp(a->title, b->title);
    return order != 0 ? order : strcmp(a->name, b->name);
}

bool help_add(struct help *h, const struct help_card *card) {
    help_remove(h, card->name);
    if (h->cards == HELP_CARDS)
        return false;
    size_t at = h->cards++;
    for (; at > 0 && compare(card, &h->card[at - 1]) < 0; at--)
        h->card[at] = h->card[at - 1];
    h->card[at] = *card;
    return true;
}

const struct help_card *help_find(const struct help *h, const char *name) {
    for (size_t i = 0; i < h->cards; i++)
        if (str_eq(h->card[i].name, name))
            return &h->card[i];
    return NULL;
}

bool help_is_stale(const struct help_card *c, struct date today) {
    return !c->lasts && (c->check_by.year == 0 || date_compare(c->check_by, today) < 0);
}

bool help_is_emergency(const struct help_card *c) {
    return str_eq(c->number, "999");
}

/* Place of the topic in the card's list; c->topics: it is not there. */
static size_t place_of(const struct help_card *c, const char *topic) {
    size_t i = 0;
    while (i < c->topics && !str_eq(c->topic[i], topic))
        i++;
    return i;
}

bool help_is_about(const struct help_card *c, const char *topic) {
    return place_of(c, topic) < c->topics;
}

/* What makes one card better than another, the weightiest first. */
struct rank {
    size_t off_topic, for_others, stale, place;
};

static struct rank rank_of(const struct help_card *c, const char *topic, bool children,
                           struct date today) {
    enum help_audience others = children ? HELP_ADULTS : HELP_CHILDREN;
    struct rank r = {.for_others = c->audience == others};
    if (topic == NULL)
        return r;
    r.off_topic = !help_is_about(c, topic);
    r.stale = help_is_stale(c, today);
    r.place = place_of(c, topic);
    return r;
}

static bool is_better(struct rank a, struct rank b) {
    if (a.off_topic != b.off_topic)
        return a.off_topic < b.off_topic;
    if (a.for_others != b.for_others)
        return a.for_others < b.for_others;
    if (a.stale != b.stale)
        return a.stale < b.stale;
    return a.place < b.place;
}

static bool is_known(const struct help *h, const char *topic) {
    for (size_t i = 0; i < h->cards; i++)
        if (help_is_about(&h->card[i], topic))
            return true;
    return false;
}

size_t help_for(const struct help *h, const char *topic, bool children, struct date today,
                const struct help_card *ret[HELP_CARDS]) {
    struct rank rank[HELP_CARDS];
    if (topic != NULL && !is_known(h, topic))
        topic = "other";
    for (size_t i = 0; i < h->cards; i++) {
        const struct rank r = rank_of(&h->card[i], topic, children, today);
        size_t at = i;
        for (; at > 0 && is_better(r, rank[at - 1]); at--) {
            rank[at] = rank[at - 1];
            ret[at] = ret[at - 1];
        }
        rank[at] = r;
        ret[at] = &h->card[i];
    }
    return h->cards;
}

size_t help_stale(const struct help *h, struct date today,
                  const struct help_card *ret[HELP_CARDS]) {
    size_t n = 0;
    for (size_t i = 0; i < h->cards; i++) {
        if (!help_is_stale(&h->card[i], today))
            continue;
        if (ret != NULL)
            ret[n] = &h->card[i];
        n++;
    }
    return n;
}

void help_qr(const struct help_card *c, char ret[HELP_QR]) {
    size_t n = 0;
    str_copy(ret, HELP_QR, c->web);
    if (c->number[0] == '\0' || help_is_emergency(c))
        return;
    str_copy(ret, HELP_QR, "tel:");
    n = strlen(ret);
    for (const char *d = c->number; *d != '\0'; d++)
        if (*d != ' ')
            ret[n++] = *d;
    ret[n] = '\0';
}
