/* What can be imported from a folder, be it the kiosk's own, a stick's, or one that the command
 * line names: *.csv, *.ics and the coordinator's *.public.pem that lie in it and in its folder
 * "rosters", and the forms *.xml in its folder "forms", where the files of each lie beside it. */
#pragma once

#include "model/model.h"

/* A file's name as seen from the folder ("plan.csv", "rosters/9a.csv", "forms/safety.xml"): does it
 * lie where it should, end as it should, and can it be shown? */
bool incoming_can_import(const char *name);
/* Is there a plain file? Links lead anywhere and are none. */
bool incoming_is_file(const char *path, int64_t *ret_bytes);
/* Fills in at most `max` files with names as seen from `folder`, plans and programmes before lists
 * of people, forms last; returns how many. A folder that cannot be read holds none. `rosters`:
 * looks there, too. */
size_t incoming_find(const char *folder, bool rosters, struct file_view *ret, size_t max);
