#include "outreach/typed.h"

#include <string.h>
#include <strings.h>

#include "base/utf8.h"
#include "outreach/cell.h"

static bool is_blank(const char *text) {
    return text[strspn(text, " \t\r\n")] == '\0';
}

bool typed_fits(const struct typed *t, struct err *err) {
    if (!cell_is_code(t->action))
        return err_set(err, ERR_INPUT, "\"%.20s\" is no action code", t->action);
    if (is_blank(t->text))
        return err_set(err, ERR_INPUT, "an update needs a text");
    if (utf8_len(t->text) > TYPED_LETTERS)
        return err_set(err, ERR_INPUT, "an update has at most %d letters", TYPED_LETTERS);
    if (utf8_len(t->owner) > TYPED_SHORT_LETTERS)
        return err_set(err, ERR_INPUT, "an owner has at most %d letters", TYPED_SHORT_LETTERS);
    return t->date.year != 0 || err_set(err, ERR_INPUT, "an update needs a date");
}

static const char *const ratings[] = {"Red", "Amber", "Green"};

bool rating_parse(const char *word, const char **ret_rag) {
    if (strcasecmp(word, "none") == 0) {
        *ret_rag = "";
        return true;
    }
    for (size_t i = 0; i < sizeof ratings / sizeof ratings[0]; i++) {
        if (strcasecmp(word, ratings[i]) != 0)
            continue;
        *ret_rag = ratings[i];
        return true;
    }
    return false;
}

bool rating_fits(const struct rating *r, struct err *err) {
    const char *rag;
    if (!cell_is_code(r->action))
        return err_set(err, ERR_INPUT, "\"%.20s\" is no action code", r->action);
    if (r->rag[0] != '\0' && (!rating_parse(r->rag, &rag) || strcmp(rag, r->rag) != 0))
        return err_set(err, ERR_INPUT, "a rating is Red, Amber, Green or none");
    if (utf8_len(r->reason) > TYPED_SHORT_LETTERS)
        return err_set(err, ERR_INPUT, "a reason has at most %d letters", TYPED_SHORT_LETTERS);
    return r->date.year != 0 || err_set(err, ERR_INPUT, "a rating needs a date");
}

const struct typed *typed_find(const struct typed_list *l, int64_t seq) {
    for (size_t i = 0; i < l->typeds; i++)
        if (l->typed[i].seq == seq)
            return &l->typed[i];
    return NULL;
}

const struct rating *typed_rating(const struct typed_list *l, const char *action) {
    for (size_t i = l->ratings; i > 0; i--)
        if (strcmp(l->rating[i - 1].action, action) == 0)
            return &l->rating[i - 1];
    return NULL;
}

const char *typed_rag(const struct typed_list *l, const char *action, const char *otherwise) {
    const struct rating *r = typed_rating(l, action);
    return r != NULL ? r->rag : otherwise;
}

static void say_date(struct str *out, const char *what, struct date d) {
    char day[11];
    date_uk(d, day);
    if (day[0] != '\0')
        str_addf(out, "; %s %s", what, day);
}

void typed_say(struct str *out, const struct typed *t) {
    char day[11];
    size_t start = out->len;
    date_uk(t->date, day);
    str_addf(out, "%s %s", day, t->text);
    say_date(out, "due", t->due);
    say_date(out, "expires", t->expires);
    if (t->owner[0] != '\0')
        str_addf(out, "; owner %s", t->owner);
    for (char *p = out->p + start; *p != '\0'; p++)
        if (*p == '\n' || *p == '\r')
            *p = ' ';
}
