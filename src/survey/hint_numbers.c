/* What is made of digits: phone numbers, postcodes, houses, vehicles. Most numbers that people type
 * are none of these but times, dates, buses, prices and ages; each rule says what it leaves alone.
 */
#include <ctype.h>
#include <string.h>

#include "survey/hint_parts.h"

/* ---- phones ---- */

enum { DIGITS_MAX = 15, LOCAL_MIN = 6 };

struct number {
    char digit[DIGITS_MAX + 1];
    size_t n, groups, pairs; /* pairs: groups of two digits */
    bool years;              /* nothing but years */
};

static char spoken(const struct hint_text *t, size_t i) {
    static const struct {
        const char *word;
        char digit;
    } words[] = {{"zero", '0'},  {"nought", '0'}, {"oh", '0'},   {"o", '0'},    {"one", '1'},
                 {"two", '2'},   {"three", '3'},  {"four", '4'}, {"five", '5'}, {"six", '6'},
                 {"seven", '7'}, {"eight", '8'},  {"nine", '9'}};
    for (size_t k = 0; k < sizeof words / sizeof words[0]; k++)
        if (hint_says(t, i, words[k].word))
            return words[k].digit;
    return '\0';
}

static bool add_digits(struct number *x, const char *digits, size_t n) {
    if (x->n + n > DIGITS_MAX)
        return false;
    memcpy(x->digit + x->n, digits, n);
    bool year = n == 4 && (strncmp(digits, "19", 2) == 0 || strncmp(digits, "20", 2) == 0);
    x->years = year && (x->groups == 0 || x->years);
    x->n += n;
    x->groups++;
    x->pairs += n == 2;
    return true;
}

/* "o7700": the letter in place of the first digit. */
static bool is_letter_o(const struct hint_text *t, size_t i) {
    const struct hint_word *w = &t->word[i];
    const char *s = t->text + w->at;
    return w->n >= 4 && (s[0] == 'o' || s[0] == 'O') && strspn(s + 1, "0123456789") == w->n - 1;
}

/* Adds the word's digits, of "double seven" both words; false: it has none. */
static bool add_group(const struct hint_text *t, size_t *i, struct number *x) {
    const struct hint_word *w = &t->word[*i];
    if (hint_is(t, *i, DIGITS))
        return add_digits(x, t->text + w->at, w->n);
    if (is_letter_o(t, *i))
        return add_digits(x, "0", 1) && add_digits(x, t->text + w->at + 1, w->n - 1);
    if (!hint_is(t, *i, DIGIT))
        return false;
    size_t times = hint_says(t, *i, "double") ? 2 : 1;
    times = hint_says(t, *i, "triple") || hint_says(t, *i, "treble") ? 3 : times;
    *i += times > 1;
    char c = *i < t->words ? spoken(t, *i) : '\0';
    if (c == '\0' && times > 1 && hint_is(t, *i, DIGITS) && t->word[*i].n == 1)
        c = t->text[t->word[*i].at];
    char digits[3] = {c, c, c};
    return c != '\0' && add_digits(x, digits, times);
}

/* "16.30" and "2.50": a time or a price, unless more of the same goes on behind. */
static bool is_pair(const struct hint_text *t, size_t i) {
    return hint_is(t, i, DIGITS) && hint_is(t, i + 1, DIGITS) && t->word[i].n <= 2 &&
           t->word[i + 1].n <= 2 && hint_gap(t, i, ".") &&
           !(hint_gap(t, i + 1, ".") && hint_is(t, i + 2, DIGITS));
}

/* "01.02.2019", "01-02-19": three groups with one sign between them. */
static bool is_date(const struct hint_text *t, size_t i) {
    bool dots = hint_gap(t, i, ".") && hint_gap(t, i + 1, ".");
    bool lines = hint_gap(t, i, "-") && hint_gap(t, i + 1, "-");
    if (!dots && !lines)
        return false;
    bool more = hint_gap(t, i + 2, dots ? "." : "-") && hint_is(t, i + 3, DIGITS);
    return hint_is(t, i, DIGITS) && hint_is(t, i + 1, DIGITS) && hint_is(t, i + 2, DIGITS) &&
           t->word[i].n <= 2 && t->word[i + 1].n <= 2 &&
           (t->word[i + 2].n == 2 || t->word[i + 2].n == 4) && !more;
}

static bool is_phone(const struct number *x, bool plus, bool asked) {
    if (plus)
        return x->n >= 9;
    if (x->n >= 12)
        return strncmp(x->digit, "00", 2) == 0;
    bool national = x->digit[0] == '0' && strchr("123 5789", x->digit[1]) != NULL;
    bool times = x->n == 10 && x->pairs == 5; /* 09 30 10 15 11 */
    if (x->n == 10 || x->n == 11)
        return (national && !times) || (x->digit[0] == '7' && x->n == 10);
    return asked && x->n >= LOCAL_MIN && !x->years;
}

static bool asks_phone(const struct hint_text *t, size_t i) {
    for (size_t k = 1; k <= 4 && k <= i; k++)
        if (hint_is(t, i - k, PHONE))
            return true;
    return false;
}

/* The last word of a phone number that begins with word i; i where none does. */
static bool phone_at(const struct hint_text *t, size_t i, size_t *ret_last) {
    struct number x = {0};
    bool plus = hint_before(t, i) == '+', asked = asks_phone(t, i), found = false;
    for (size_t k = i; k < t->words; k++) {
        if (is_pair(t, k) || is_date(t, k) || !add_group(t, &k, &x))
            break;
        x.digit[x.n] = '\0';
        if (is_phone(&x, plus, asked)) {
            *ret_last = k;
            found = true;
        }
        if (!hint_gap(t, k, " .-()+"))
            break;
    }
    return found;
}

static void find_phones(struct hint_text *t) {
    for (size_t i = 0, last; i < t->words; i++) {
        /* what goes on from a number before it is no beginning, nor is what a price is written with
         */
        bool inside = i > 0 && hint_is(t, i - 1, DIGITS) && hint_gap(t, i - 1, "/:.-");
        if ((!hint_is(t, i, DIGITS | DIGIT) && !is_letter_o(t, i)) || inside ||
            hint_before(t, i) == '#')
            continue;
        if (phone_at(t, i, &last)) {
            hint_found(t, HINT_PHONE, i, last);
            i = last;
        } else if (is_date(t, i)) {
            i += 2;
        }
    }
}

/* ---- postcodes ---- */

static bool is_alpha_at(const char *s, size_t i) {
    return isalpha((unsigned char)s[i]) != 0;
}

static bool is_digit_at(const char *s, size_t i) {
    return isdigit((unsigned char)s[i]) != 0;
}

/* The letters with which the postcodes of the United Kingdom begin. */
static bool is_area(const char *s, size_t n) {
    static const char areas[] =
        " AB AL B BA BB BD BH BL BN BR BS BT CA CB CF CH CM CO CR CT CV CW DA DD DE DG DH DL DN DT "
        "DY E EC EH EN EX FK FY G GL GU GY HA HD HG HP HR HS HU HX IG IM IP IV JE KA KT KW KY L LA "
        "LD LE LL LN LS LU M ME MK ML N NE NG NN NP NR NW OL OX PA PE PH PL PO PR RG RH RM S SA SE "
        "SG SK SL SM SN SO SP SR SS ST SW SY TA TD TF TN TQ TR TS TW UB W WA WC WD WF WN WR WS WV "
        "YO ZE ";
    char area[5] = " ";
    for (size_t i = 0; i < n; i++)
        area[1 + i] = (char)toupper((unsigned char)s[i]);
    area[1 + n] = ' ';
    return strstr(areas, area) != NULL;
}

/* "WD6", "E17", "SW1A": one or two letters, a digit, a digit or letter or nothing. */
static bool is_outward(const char *s, size_t n) {
    size_t letters = n > 1 && is_alpha_at(s, 1) ? 2 : 1, rest = n - letters;
    return n >= 2 && n <= 4 && rest >= 1 && rest <= 2 && is_alpha_at(s, 0) &&
           is_digit_at(s, letters) &&
           (rest == 1 || is_digit_at(s, letters + 1) || is_alpha_at(s, letters + 1)) &&
           is_area(s, letters);
}

/* "1AB", but neither "2nd" nor "1hr". */
static bool is_inward(const char *s) {
    static const char never[] = "CIKMOVcikmov", units[] = "st nd rd th hr ft yr";
    if (!is_digit_at(s, 0) || !is_alpha_at(s, 1) || !is_alpha_at(s, 2) ||
        strchr(never, s[1]) != NULL || strchr(never, s[2]) != NULL)
        return false;
    const char pair[] = {s[1], s[2], '\0'};
    return strstr(units, pair) == NULL;
}

static bool is_both_small(const char *s) {
    return islower((unsigned char)s[0]) || islower((unsigned char)s[1]);
}

static void find_postcodes(struct hint_text *t) {
    for (size_t i = 0; i < t->words; i++) {
        const struct hint_word *w = &t->word[i];
        const char *s = t->text + w->at;
        if (w->n >= 5 && w->n <= 7 && is_outward(s, w->n - 3) && is_inward(s + w->n - 3))
            hint_found(t, HINT_POSTCODE, i, i);
        if (!is_outward(s, w->n) || !hint_near(t, i))
            continue;
        const struct hint_word *in = &t->word[i + 1];
        const char *p = t->text + in->at;
        if (in->n == 3 && is_inward(p)) {
            hint_found(t, HINT_POSTCODE, i, i + 1);
        } else if (in->n == 1 && hint_near(t, i + 1) && t->word[i + 2].n == 2) {
            const char *end = t->text + t->word[i + 2].at;
            const char joined[] = {p[0], end[0], end[1], '\0'};
            if (!is_both_small(end) && !t->shouts && is_inward(joined))
                hint_found(t, HINT_POSTCODE, i, i + 2);
        }
    }
}

/* ---- houses ---- */

/* "14", "22a"; a year is none. */
static bool is_house_number(const struct hint_text *t, size_t i) {
    const struct hint_word *w = &t->word[i];
    const char *s = t->text + w->at;
    size_t digits = strspn(s, "0123456789");
    if (digits > w->n)
        digits = w->n;
    bool year = digits == 4 && (strncmp(s, "19", 2) == 0 || strncmp(s, "20", 2) == 0);
    char before = hint_before(t, i);
    return digits >= 1 && digits <= 4 && w->n - digits <= 1 && s[0] != '0' && !year &&
           (before == '\0' || strchr(" \n(,", before) != NULL);
}

/* The word that ends a road's name which begins with word i: "High Street". */
static bool road_at(const struct hint_text *t, size_t i, size_t *ret_last) {
    bool capitals = true;
    for (size_t k = i; k < i + 4 && k < t->words; k++) {
        bool strong = hint_is(t, k, STREET);
        bool weak = hint_is(t, k, STREET_WEAK) && hint_is(t, k, CAPITAL) && capitals && !t->shouts;
        if (k > i && (strong || weak)) {
            *ret_last = k;
            return true;
        }
        bool high = hint_says(t, k, "high") || hint_says(t, k, "station"); /* the commonest roads */
        if (!hint_is(t, k, LETTERS) || !hint_near(t, k) ||
            (hint_is(t, k, STOP | UNIT | DIGIT | PERSON | OWNER) && !high))
            return false;
        capitals = capitals && hint_is(t, k, CAPITAL);
    }
    return false;
}

static bool is_at_number(const struct hint_text *t, size_t i) {
    bool number = i >= 1 && hint_says(t, i - 1, "number");
    bool home = i >= 2 && (hint_says(t, i - 2, "house") || hint_says(t, i - 2, "door") ||
                           (hint_says(t, i - 2, "at") && i >= 3 &&
                            (hint_says(t, i - 3, "live") || hint_says(t, i - 3, "lives") ||
                             hint_says(t, i - 3, "living") || hint_says(t, i - 3, "house"))));
    return number && home && hint_near(t, i - 1);
}

static void find_addresses(struct hint_text *t) {
    for (size_t i = 0, last; i < t->words; i++) {
        if (!is_house_number(t, i))
            continue;
        bool route = i > 0 && hint_is(t, i - 1, ROUTE) && !is_at_number(t, i);
        if (i > 0 && hint_is(t, i - 1, FLAT) && hint_near(t, i - 1) && !hint_is(t, i + 1, UNIT) &&
            !hint_says(t, i + 1, "tyres"))
            hint_found(t, HINT_ADDRESS, i - 1, i);
        else if (is_at_number(t, i))
            hint_found(t, HINT_ADDRESS, i - 2, i);
        else if (!route && hint_gap(t, i, " ,") && road_at(t, i + 1, &last))
            hint_found(t, HINT_ADDRESS, i, last);
    }
}

/* ---- vehicles ---- */

static bool fits(const char *s, size_t n, const char *shape) { /* A: a letter, 9: a digit */
    if (n != strlen(shape))
        return false;
    for (size_t i = 0; i < n; i++)
        if (shape[i] == 'A' ? !is_alpha_at(s, i) : !is_digit_at(s, i))
            return false;
    return true;
}

static bool is_large(const struct hint_text *t, size_t i) {
    for (size_t k = 0; k < t->word[i].n; k++)
        if (islower((unsigned char)t->text[t->word[i].at + k]))
            return false;
    return true;
}

static bool asks_plate(const struct hint_text *t, size_t i) {
    for (size_t k = 1; k <= 4 && k <= i; k++)
        if (hint_is(t, i - k, PLATE))
            return true;
    return false;
}

static void find_plates(struct hint_text *t) {
    for (size_t i = 0; i < t->words; i++) {
        const struct hint_word *w = &t->word[i];
        const char *s = t->text + w->at;
        bool asked = asks_plate(t, i);
        if (fits(s, w->n, "AA99AAA") || fits(s, w->n, "A999AAA") || fits(s, w->n, "AAA999A"))
            hint_found(t, HINT_PLATE, i, i);
        if (!hint_near(t, i))
            continue;
        const struct hint_word *x = &t->word[i + 1];
        const char *p = t->text + x->at;
        bool letters = fits(p, x->n, "AAA") && !hint_is(t, i + 1, STOP | UNIT);
        bool now = fits(s, w->n, "AA99") && letters, large = is_large(t, i) && is_large(t, i + 1);
        bool then = (fits(s, w->n, "A999") || fits(s, w->n, "A99")) && letters;
        bool once = fits(s, w->n, "AAA") && (fits(p, x->n, "999A") || fits(p, x->n, "99A"));
        if ((now && (asked || (large && !t->shouts))) || ((then || once) && asked))
            hint_found(t, HINT_PLATE, i, i + 1);
    }
}

void hint_numbers(struct hint_text *t) {
    find_phones(t);
    find_postcodes(t);
    find_addresses(t);
    find_plates(t);
}
