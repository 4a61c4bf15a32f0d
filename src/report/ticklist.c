/* Head and foot of the table stand on every printed page, and with them the marking. A few empty
 * lines follow the names: on paper, too, somebody comes who is not on the list. */
#include "report/ticklist.h"

#include <string.h>

#include "outreach/ledger.h"
#include "outreach/people.h"
#include "report/markup.h"
#include "store/store.h"

enum {
    COLUMNS = 4,
    WALK_INS = 8,
    HEAD_ROOM = 8 << 10, /* bytes of all that is no person */
    PERSON_ROOM = 160,   /* and of a person's row beside the words */
    WIDEST = 6           /* bytes that markup may make of one: "&quot;" */
};

static const char head[] =
    "<!DOCTYPE html>\n"
    "<html xmlns=\"http://www.w3.org/1999/xhtml\" lang=\"en\">\n<head>\n<meta charset=\"utf-8\"/>\n"
    "<meta name=\"viewport\" content=\"width=device-width\"/>\n<title>List to tick off</title>\n"
    "<style>\n"
    "@page { size: A4 portrait; margin: 14mm 12mm }\n"
    "body { font: 11pt/1.35 'Noto Sans', Arial, sans-serif; color: #12202e; margin: 1.5em;"
    " max-width: 50em }\n"
    "h1 { font-size: 17pt; margin: 0 0 .1em }\n"
    "p { margin: .1em 0 }\n"
    "table { border-collapse: collapse; width: 100% }\n"
    "thead { display: table-header-group }\n"
    "tfoot { display: table-footer-group }\n"
    "tr { break-inside: avoid }\n"
    "th { text-align: left; padding: 4px 8px; border-bottom: 2px solid #12202e }\n"
    "td { height: 9mm; padding: 0 8px; border-bottom: 1px solid #9aa7b3;"
    " overflow-wrap: anywhere }\n"
    "td.box { width: 6mm }\n"
    "td.box i { display: block; width: 5mm; height: 5mm; border: 1.5px solid #12202e }\n"
    "th.time, td.time { width: 18% }\n"
    ".marking { text-align: center; font-weight: bold; letter-spacing: .06em; border: 0 }\n"
    ".title { font-weight: normal; padding: 4px 0 12px; border: 0 }\n"
    ".rule { margin-top: 1em; font-size: 9.5pt; break-inside: avoid }\n"
    "@media print { body { margin: 0; max-width: none } }\n"
    "</style>\n</head>\n<body>\n";

static const char rule[] =
    "Staff only. Keep it in your hands while the session runs, put the ticks into the kiosk on the "
    "same day, then shred it.";

static void element(struct str *to, const char *tag, const char *text) {
    if (text[0] == '\0')
        return;
    str_addf(to, "<%s>", tag);
    markup_text(to, text);
    str_addf(to, "</%s>\n", tag);
}

static void add_when(struct str *to, const struct session *x) {
    char day[11];
    date_uk(x->date, day);
    if (x->date.year == 0 && x->date_text[0] == '\0')
        return;
    str_add(to, "<p>");
    markup_text(to, x->date.year != 0 ? day : x->date_text);
    if (x->starts >= 0)
        str_addf(to, ", %02d:%02d", x->starts / 60, x->starts % 60);
    if (x->starts >= 0 && x->ends >= 0)
        str_addf(to, " to %02d:%02d", x->ends / 60, x->ends % 60);
    str_add(to, "</p>\n");
}

static void add_title(struct str *to, const struct session *x, const struct ticklist_opts *o,
                      size_t people) {
    struct arena a = {0};
    char day[11];
    int minute;
    element(to, "h1", session_title(x, &a));
    add_when(to, x);
    element(to, "p", x->venue);
    element(to, "p", x->deliverer);
    date_uk(date_of_wall(o->wall, &minute), day);
    str_addf(to, "<p>%zu on the list. Data of %s %02d:%02d</p>\n", people, day, minute / 60,
             minute % 60);
    arena_free(&a);
}

static void marking_row(struct str *to, const char *cell, const char *marking) {
    str_addf(to, "<tr><%s class=\"marking\" colspan=\"%d\">", cell, COLUMNS);
    markup_text(to, marking);
    str_addf(to, "</%s></tr>\n", cell);
}

static void add_row(struct str *to, const char *name, const char *organisation) {
    str_add(to, "<tr><td class=\"box\"><i></i></td><td>");
    markup_text(to, name);
    str_add(to, "</td><td>");
    markup_text(to, organisation);
    str_add(to, "</td><td class=\"time\"></td></tr>\n");
}

static void add_people(struct str *to, const struct people *people) {
    for (size_t i = 0; i < people_count(people); i++) {
        const struct person *p = people_at(people, i);
        add_row(to, p->name, p->organisation);
    }
    for (int i = 0; i < WALK_INS; i++)
        add_row(to, "", "");
}

static size_t room_for(const struct session *x, const struct roster *r) {
    size_t words = strlen(x->venue) + strlen(x->deliverer) + strlen(x->topic);
    for (size_t i = 0; i < r->people; i++)
        words += strlen(r->person[i].name) + strlen(r->person[i].organisation);
    return HEAD_ROOM + (r->people + WALK_INS) * PERSON_ROOM + words * WIDEST;
}

static void add_page(struct str *to, const struct session *x, const struct roster *r,
                     const struct ticklist_opts *o) {
    struct people *people = people_build(r->person, r->people);
    str_reserve(to, room_for(x, r));
    str_add(to, head);
    str_add(to, "<table>\n<thead>\n");
    marking_row(to, "th", o->marking);
    str_addf(to, "<tr><th class=\"title\" colspan=\"%d\">\n", COLUMNS);
    add_title(to, x, o, r->people);
    str_add(to, "</th></tr>\n<tr><th scope=\"col\">Here</th><th scope=\"col\">Name</th>"
                "<th scope=\"col\">Organisation</th><th scope=\"col\" class=\"time\">Time</th>"
                "</tr>\n</thead>\n<tfoot>\n");
    marking_row(to, "td", o->marking);
    str_add(to, "</tfoot>\n<tbody>\n");
    add_people(to, people);
    str_add(to, "</tbody>\n</table>\n");
    str_addf(to, "<p class=\"rule\">%s</p>\n</body>\n</html>\n", rule);
    people_free(people);
}

static bool write_session(struct store *s, const struct session *x, const struct ticklist_opts *o,
                          struct str *out, struct err *err) {
    struct roster roster = {0};
    bool ok = store_roster(s, x->id, &roster, err);
    if (ok && !roster.kept)
        ok = err_set(err, ERR_INPUT, "This session has no list of people: import one first.");
    if (ok)
        add_page(out, x, &roster, o);
    roster_free(&roster);
    return ok;
}

bool ticklist_write(struct store *s, const struct ticklist_opts *o, struct str *out,
                    struct err *err) {
    struct ledger *l = store_ledger(s, err);
    if (l == NULL)
        return false;
    const struct session *x = ledger_find(l, o->session);
    bool ok = x != NULL ? write_session(s, x, o, out, err)
                        : err_set(err, ERR_INPUT,
                                  "There is no session of that number: the sessions report has "
                                  "them in its column id.");
    ledger_free(l);
    return ok;
}
