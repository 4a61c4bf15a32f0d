/* What is made of words: names, email addresses, accounts. */
#include <ctype.h>
#include <string.h>

#include "survey/hint_parts.h"

#define APOSTROPHE "'\xE2\x80\x99" /* either; as marks of hint_gap() */

/* ---- names ---- */

static bool has_capital(const struct hint_text *t, size_t i) {
    return hint_is(t, i, CAPITAL) && !t->shouts;
}

/* Could it be somebody's name at all, if a phrase says that one comes? */
static bool may_be_name(const struct hint_text *t, size_t i) {
    if (hint_is(t, i, ALSO_WORD) && has_capital(t, i))
        return true;
    if (hint_says(t, i, "o") && hint_gap(t, i, APOSTROPHE)) /* O'Brien */
        return true;
    return hint_is(t, i, LETTERS) && t->word[i].n >= 2 &&
           !hint_is(t, i, STOP | DIGIT | OWNER | PERSON | UNIT | STREET | PLACE);
}

/* Is the name at word i that of a school, a road, a shop? "Alexander Road", "Martin's shop". */
static bool is_place(const struct hint_text *t, size_t i) {
    if (i > 0 && hint_is(t, i - 1, ROYAL) && hint_gap(t, i - 1, " ."))
        return true;
    bool own = hint_says(t, i + 1, "s") && hint_gap(t, i, APOSTROPHE);
    size_t next = own ? i + 2 : i + 1;
    if (!hint_near(t, next - 1))
        return false;
    if (hint_is(t, next, own ? PLACE : PLACE | STREET | STREET_WEAK))
        return true;
    bool end = hint_is(t, next + 1, PLACE) ||
               (hint_is(t, next + 1, STREET | STREET_WEAK) && hint_is(t, next + 1, CAPITAL));
    return hint_is(t, next, CAPITAL) && hint_near(t, next) && end;
}

/* A given name behind a phrase: any that has a capital or is nothing but a name. */
static bool is_given(const struct hint_text *t, size_t i) {
    bool plain = hint_is(t, i, GIVEN_NAME) && !hint_is(t, i, ALSO_WORD);
    return hint_is(t, i, GIVEN_NAME) && (plain || has_capital(t, i)) && !is_place(t, i);
}

/* "Jo Smith": the surname belongs to it. */
static size_t with_surname(const struct hint_text *t, size_t i) {
    bool more = hint_near(t, i) && has_capital(t, i) && has_capital(t, i + 1);
    return more && may_be_name(t, i + 1) ? i + 1 : i;
}

static void found_name(struct hint_text *t, size_t i) {
    hint_found(t, HINT_NAME, i, with_surname(t, i));
}

/* "Mr Smith", "Dr Patel": the title, if word i is behind one. */
static bool is_titled(const struct hint_text *t, size_t i) {
    if (i == 0 || !hint_gap(t, i - 1, " .") || !may_be_name(t, i) || is_place(t, i))
        return false;
    return hint_is(t, i - 1, TITLE_SURE) || (hint_is(t, i - 1, TITLE) && has_capital(t, i));
}

/* "my name is X", "his name's X", "surname: X"; i is X. */
static bool is_named(const struct hint_text *t, size_t i) {
    static const char *const name[] = {"name", "surname", "nickname"};
    size_t verb = i - 1; /* is, was, s; or the noun itself, with a colon */
    if (i == 0 || !may_be_name(t, i))
        return false;
    bool linked = hint_says(t, verb, "is") || hint_says(t, verb, "was") || hint_says(t, verb, "s");
    if (linked && verb == 0)
        return false;
    size_t noun = linked ? verb - 1 : verb;
    bool is_noun = false;
    for (size_t k = 0; k < sizeof name / sizeof name[0]; k++)
        is_noun = is_noun || hint_says(t, noun, name[k]);
    if (!is_noun || (!linked && !hint_gap(t, noun, ": ")))
        return false;
    bool owned = (noun >= 1 && hint_is(t, noun - 1, OWNER)) ||
                 (noun >= 2 && hint_is(t, noun - 2, OWNER)); /* "his first name" */
    return (owned && linked) || is_given(t, i);
}

/* "a lad called X", "he goes by X", "known as X". */
static bool is_called(const struct hint_text *t, size_t i) {
    if (i == 0 || !may_be_name(t, i) || is_place(t, i))
        return false;
    bool called = hint_says(t, i - 1, "called") || hint_says(t, i - 1, "named");
    bool person = called && i >= 2 && hint_is(t, i - 2, PERSON);
    bool is = called && i >= 3 && hint_is(t, i - 3, PERSON); /* "my son is called X" */
    bool by = i >= 2 && ((hint_says(t, i - 1, "as") && hint_says(t, i - 2, "known")) ||
                         (hint_says(t, i - 1, "by") && hint_says(t, i - 2, "goes")));
    return person || is || ((called || by) && is_given(t, i));
}

/* "the mum of X", "my brother X"; "mum of two" is none. */
static bool is_related(const struct hint_text *t, size_t i) {
    if (i < 2 || !may_be_name(t, i) || is_place(t, i))
        return false;
    bool good = is_given(t, i) || has_capital(t, i);
    bool of = hint_says(t, i - 1, "of") && hint_is(t, i - 2, RELATION);
    bool beside = hint_is(t, i - 1, RELATION) && hint_is(t, i - 2, OWNER) && hint_near(t, i - 1);
    return good && (of || beside);
}

/* "I am X", "I'm X", "this is X". */
static bool is_introduced(const struct hint_text *t, size_t i) {
    if (i < 2 || !is_given(t, i) || hint_is(t, i, OPENER))
        return false;
    return (hint_says(t, i - 2, "i") && (hint_says(t, i - 1, "am") || hint_says(t, i - 1, "m"))) ||
           (hint_says(t, i - 2, "this") && hint_says(t, i - 1, "is"));
}

/* Is it part of an address of email or of an account: "jo.b@", "@jo"? */
static bool is_glued(const struct hint_text *t, size_t i) {
    char before = hint_before(t, i), after = hint_after(t, i);
    bool goes_on = i + 1 < t->words && t->word[i + 1].at == t->word[i].at + t->word[i].n + 1;
    return before == '@' || after == '@' || (after == '.' && goes_on);
}

/* A name alone, which is no word besides. What is being typed may still become another word: with
 * five letters or a capital it is believed. */
static bool is_plain(const struct hint_text *t, size_t i) {
    const struct hint_word *w = &t->word[i];
    if (!hint_is(t, i, GIVEN_NAME) || hint_is(t, i, ALSO_WORD) || is_place(t, i) || is_glued(t, i))
        return false;
    bool unfinished = w->at + w->n == t->len;
    return !unfinished || w->n >= 5 || (hint_is(t, i, CAPITAL) && !hint_is(t, i, BEGINS));
}

/* "Mark Smith", but neither "Will Borehamwood get one" nor "Rose Garden". */
static bool is_with_surname(const struct hint_text *t, size_t i) {
    bool opens = hint_is(t, i, BEGINS) && hint_is(t, i, OPENER);
    return hint_is(t, i, ALSO_WORD) && has_capital(t, i) && !opens && !is_place(t, i) &&
           with_surname(t, i) > i && !hint_is(t, i + 1, STREET_WEAK);
}

static void find_names(struct hint_text *t) {
    for (size_t i = 0; i < t->words; i++) {
        if (is_titled(t, i))
            hint_found(t, HINT_NAME, i - 1, with_surname(t, i));
        else if (is_named(t, i) || is_called(t, i) || is_related(t, i) || is_introduced(t, i) ||
                 is_plain(t, i) || is_with_surname(t, i))
            found_name(t, i);
    }
}

/* ---- email ---- */

/* "gmail dot com", "gmail.com": the last word of a domain that begins with word i. */
static bool domain_at(const struct hint_text *t, size_t i, bool any, size_t *ret_last) {
    if (!any && !hint_is(t, i, PROVIDER))
        return false;
    size_t last = i;
    bool found = false;
    for (size_t k = i; k + 1 < t->words && k < i + 8;) {
        bool dot = hint_gap(t, k, ". ") && !hint_near(t, k);
        bool word =
            hint_gap(t, k, " ([") && hint_says(t, k + 1, "dot") && hint_gap(t, k + 1, " )]");
        size_t next = dot ? k + 1 : k + 2;
        if ((!dot && !word) || next >= t->words ||
            !isalpha((unsigned char)t->text[t->word[next].at]))
            break;
        found = found || hint_is(t, next, TLD) || (any && dot && hint_gap(t, k, "."));
        last = k = next;
    }
    *ret_last = last;
    return found;
}

/* "name @ gmail": blanks on both sides, else it is an account. */
static bool is_apart(const struct hint_text *t, size_t i) {
    return hint_after(t, i) == ' ' && hint_before(t, i + 1) == ' ' && hint_gap(t, i, "@ ") &&
           !hint_near(t, i);
}

static void find_emails(struct hint_text *t) {
    for (size_t i = 0, last; i + 1 < t->words; i++) {
        bool tight = hint_gap(t, i, "@"), sign = tight || is_apart(t, i);
        bool spoken =
            hint_says(t, i + 1, "at") && hint_gap(t, i, " ([") && hint_gap(t, i + 1, " )]");
        size_t domain = sign ? i + 1 : i + 2;
        if ((!sign && !spoken) || domain >= t->words)
            continue;
        if (domain_at(t, domain, sign, &last)) {
            size_t first = i;
            while (first > 0 && hint_gap(t, first - 1, ".-+") && !hint_near(t, first - 1))
                first--;
            hint_found(t, HINT_EMAIL, first, last);
            i = last;
        } else if (tight && hint_is(t, domain, PROVIDER)) {
            hint_found(t, HINT_EMAIL, i, domain); /* the rest is on its way */
        }
    }
}

/* ---- accounts ---- */

/* "lil_dre", "dre09": nobody writes words like that. */
static bool is_account_word(const struct hint_text *t, size_t i) {
    if (i >= t->words || t->word[i].n < 4 || hint_is(t, i, DIGITS))
        return false;
    const char *s = t->text + t->word[i].at;
    bool digit = !hint_is(t, i, LETTERS) && isalpha((unsigned char)s[0]);
    return digit || memchr(s, '_', t->word[i].n) != NULL;
}

static void find_handles(struct hint_text *t) {
    for (size_t i = 0; i < t->words; i++) {
        const struct hint_word *w = &t->word[i];
        bool sign =
            hint_before(t, i) == '@' && (w->at < 2 || strchr(" \n(:,", t->text[w->at - 2]) != NULL);
        bool site = false;
        for (size_t k = 1; k <= 4 && k <= i; k++)
            site = site || hint_is(t, i - k, SITE);
        if ((sign && w->n >= 3 && !hint_is(t, i, DIGITS | STOP | PLACE)) ||
            (site && is_account_word(t, i)))
            hint_found(t, HINT_HANDLE, i, i);
    }
}

void hint_words(struct hint_text *t) {
    find_names(t);
    find_emails(t);
    find_handles(t);
}
