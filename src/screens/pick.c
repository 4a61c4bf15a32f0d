#include "screens/pick.h"

#include <string.h>

#include "base/str.h"
#include "base/utf8.h"
#include "outreach/venue.h"

enum { KEY_MAX = 256, WORDS_MAX = 8, PARTS_MAX = 8 };

struct search {
    enum pick what;
    char folded[KEY_MAX], key[KEY_MAX];
    const char *typed;
    char *word[WORDS_MAX];
    size_t words;
    char keys[PICKS_MAX][KEY_MAX]; /* of the items that are in already */
    struct picks *out;
};

/* Two texts with one key mean the same. */
static void key_of(enum pick what, const char *text, char out[KEY_MAX]) {
    if (what == PICK_VENUE)
        venue_key(out, KEY_MAX, text);
    else
        utf8_fold(out, KEY_MAX, text);
    for (char *p = out; *p != '\0'; p++)
        if (*p == '_')
            *p = ' ';
}

static bool means_the_same(enum pick what, const char *a, const char *b) {
    return what != PICK_VENUE || venue_same(a, b);
}

static bool has_words(const struct search *s, const char *text) {
    char folded[KEY_MAX];
    utf8_fold(folded, sizeof folded, text);
    for (size_t i = 0; i < s->words; i++)
        if (strstr(folded, s->word[i]) == NULL)
            return false;
    return true;
}

static void take(struct search *s, const char *text) {
    char key[KEY_MAX];
    struct picks *out = s->out;
    if (text[0] == '\0' || strlen(text) >= PICK_TEXT)
        return;
    key_of(s->what, text, key);
    bool same =
        s->typed[0] != '\0' && strcmp(key, s->key) == 0 && means_the_same(s->what, text, s->typed);
    if (!same && (out->n == PICKS_MAX || !has_words(s, text)))
        return;
    for (size_t i = 0; i < out->n; i++)
        if (strcmp(s->keys[i], key) == 0 && means_the_same(s->what, text, out->item[i]))
            return;
    if (out->n == PICKS_MAX) /* the one that is meant must be in */
        out->n--;
    size_t at = same ? 0 : out->n;
    memmove(out->item[at + 1], out->item[at], (out->n - at) * PICK_TEXT);
    memmove(s->keys[at + 1], s->keys[at], (out->n - at) * KEY_MAX);
    STR_COPY(out->item[at], text);
    STR_COPY(s->keys[at], key);
    out->n++;
    out->known |= same;
}

static void take_session(struct search *s, const struct session *x) {
    switch (s->what) {
    case PICK_TOPIC:
        take(s, x->topic);
        return;
    case PICK_VENUE:
        take(s, x->venue);
        return;
    case PICK_PEOPLE:
        break;
    }
    char copy[512], *part[PARTS_MAX];
    STR_COPY(copy, x->deliverer);
    size_t n = str_split(copy, ';', part, PARTS_MAX);
    for (size_t i = 0; i < n; i++)
        take(s, part[i]);
}

/* What was opened here, what was before today, all the rest. */
static enum used {
    USED_HERE,
    USED_BEFORE,
    USED_NEVER
} used(const struct model *m, const struct session *x) {
    if (x->life != LIFE_NEW)
        return USED_HERE;
    return x->date.year != 0 && date_compare(x->date, m->today) <= 0 ? USED_BEFORE : USED_NEVER;
}

void pick_find(enum pick what, const struct model *m, const char *typed, struct picks *ret) {
    struct search s = {.what = what, .typed = typed, .out = ret};
    memset(ret, 0, sizeof *ret);
    utf8_fold(s.folded, sizeof s.folded, typed);
    key_of(what, typed, s.key);
    s.words = str_split(s.folded, ' ', s.word, WORDS_MAX);
    size_t all = m->ledger != NULL ? m->ledger->sessions : 0;
    for (int pass = USED_HERE; pass <= USED_NEVER; pass++) {
        for (size_t i = 0; i < all; i++) { /* the ledger is in the order of dates */
            size_t at = pass == USED_NEVER ? i : all - 1 - i;
            if ((int)used(m, &m->ledger->session[at]) == pass)
                take_session(&s, &m->ledger->session[at]);
        }
    }
}

const char *pick_label(enum pick what, const char *item, struct arena *a) {
    if (what != PICK_TOPIC)
        return arena_strdup(a, item);
    const struct session s = {.topic = item, .event_type = ""};
    return session_title(&s, a);
}
