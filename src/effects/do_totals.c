/* The day's totals for a phone: what report/day.h says of today, as it stands on the card. */
#include "base/str.h"
#include "effects/tally_file.h"
#include "effects/work.h"
#include "report/day.h"

bool do_totals(struct store *s, struct work *w, struct err *err) {
    struct str complaints CLEANUP(str_release) = {0}; /* they were shown at the start */
    struct tally_plan plan;
    char text[DAY_TEXT];
    tally_file_load(w->opts->share, w->opts->dir, &plan, &complaints);
    const struct day_opts opts = {
        .day = date_of_wall(store_wall(s), NULL), .marking = w->opts->marking, .tally_plan = &plan};
    if (!day_text(s, &opts, text, err))
        return false;
    _Static_assert(DAY_TEXT <= sizeof w->result.text, "a result holds the lines");
    STR_COPY(w->result.text, text);
    return true;
}
