/* The venues of the programme, each spelling once for each ward that is said with it. Sessions that
 * staff made are left out: their venues are typed in a hurry, and when one came would tell when
 * something that names it was chosen. */
#include "store/store_internal.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "outreach/areas.h"

bool store_venues(struct store *s, struct arena *a, struct area_said **ret_said, size_t *ret_n,
                  struct err *err) {
    struct area_said *list = NULL;
    size_t n = 0, cap = 0;
    struct db_rows *r = db_ask(s->db,
                               "SELECT DISTINCT venue, ward FROM session"
                               " WHERE made = '' AND venue <> '' ORDER BY venue, ward",
                               "");
    while (db_next(r)) {
        list = xgrow(list, &cap, n + 1, sizeof *list);
        list[n++] = (struct area_said){.venue = arena_strdup(a, db_text(r, 0)),
                                       .ward = arena_strdup(a, db_text(r, 1))};
    }
    bool ok = db_done(r, err);
    if (ok) {
        *ret_said = arena_array(a, n ? n : 1, sizeof *list);
        if (n)
            memcpy(*ret_said, list, n * sizeof *list);
        *ret_n = n;
    }
    free(list);
    return ok;
}
