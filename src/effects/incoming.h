/* What can be imported from a folder, be it the kiosk's own, a stick's, or one that the command
 * line names: *.csv, *.ics and readers' *.public.pem that lie in it and in its folder "rosters",
 * the forms *.xml in its folder "forms", where the files of each lie beside it, and the help cards
 * *.md in its folder "help". Capitals make no difference: sticks are written by machines that mind
 * them and by machines that do not. */
#pragma once

#include "model/model.h"

/* A file's name as seen from the folder ("plan.csv", "rosters/9a.csv", "forms/safety.xml"): does it
 * lie where it should, end as it should, and can it be shown? */
bool incoming_can_import(const char *name);
/* Of such a name: is it that of a help card? What the file holds, only reading it tells. */
bool incoming_is_card(const char *name);
/* Is there a plain file? Links lead anywhere and are none. */
bool incoming_is_file(const char *path, int64_t *ret_bytes);

struct incoming_rest { /* what a look at a folder passed over */
    size_t unknown;    /* files, links and folders that are nothing to be imported */
    bool more;         /* files for which there was no room; or the folder is too large to know */
};
/* Fills in at most `max` files with names as seen from `folder`, plans and programmes before lists
 * of people, then forms, then help cards; returns how many. A folder that cannot be read holds
 * none. `rosters`: looks there, too. `ret_rest` NULL: nobody wants to know. */
size_t incoming_find(const char *folder, bool rosters, struct file_view *ret, size_t max,
                     struct incoming_rest *ret_rest);
