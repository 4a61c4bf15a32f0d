/* Any bytes as a list of names, checked against a small programme, then searched by its own words
 * and codes. What is not a list of names is for fuzz_csv. */
#include <stdint.h>
#include <string.h>

#include "base/utf8.h"
#include "outreach/import.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { HITS = 10, CLASS = 2 };

static struct session session_on(int64_t id, const char *uid, const char *year_group) {
    return (struct session){.id = id,
                            .uid = uid,
                            .actions = "",
                            .date = {2020, 2, 12},
                            .date_text = "",
                            .starts = -1,
                            .ends = -1,
                            .venue = "Civic Offices",
                            .event_type = "professional_training",
                            .topic = "J9",
                            .audience = "",
                            .year_group = year_group};
}

static void check_complaints(const struct import *im) {
    for (size_t i = 0; i < im->complaints; i++) {
        const struct complaint *c = &im->complaint[i];
        ASSERT(c->what[0] != '\0' && utf8_valid(c->what, strlen(c->what), NULL));
        ASSERT(c->todo[0] != '\0' && utf8_valid(c->todo, strlen(c->todo), NULL));
        ASSERT(c->row == SIZE_MAX || c->row < im->rows);
    }
}

static void check_hits(const struct people_hit *hit, size_t n) {
    for (size_t i = 0; i < n; i++) {
        const char *name = hit[i].person->name;
        ASSERT(i == 0 || hit[i - 1].rank <= hit[i].rank);
        for (size_t k = 0; k < hit[i].bolds; k++) {
            struct people_span s = hit[i].bold[k];
            ASSERT(s.from < s.to && s.to <= strlen(name));
            ASSERT(utf8_valid(name + s.from, (size_t)(s.to - s.from), NULL));
            ASSERT(k == 0 || hit[i].bold[k - 1].to < s.from);
        }
    }
}

static void search(const struct import *im) {
    enum { PEOPLE = 200 };
    struct person person[PEOPLE];
    struct people_hit hit[HITS];
    size_t n = 0;
    for (size_t i = 0; i < im->rows && n < PEOPLE; i++)
        person[n++] = im->row[i].person;
    struct people *p = people_build(person, n);
    for (size_t i = 0; i < n; i++) {
        check_hits(hit, people_search(p, person[i].name, hit, HITS));
        check_hits(hit, people_search(p, person[i].organisation, hit, HITS));
        people_by_code(p, person[i].code);
    }
    people_free(p);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    struct import im;
    struct err err = {0};
    struct session session[] = {session_on(1, "id:j9", ""), session_on(CLASS, "id:class", "9")};
    struct ledger l = {.session = session, .sessions = 2};
    if (!import_read("x.csv", (const char *)data, size, &im, &err))
        return 0;
    if (im.kind == IMPORT_ROSTER) {
        import_check(&im, &l, (struct date){2020, 2, 1});
        check_complaints(&im);
        for (size_t i = 0; i < im.rows; i++)
            ASSERT(im.errors > 0 || im.row[i].session.id == 1);
        search(&im);
    }
    import_free(&im);
    return 0;
}
