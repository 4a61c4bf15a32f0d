/* What can be imported from a folder, be it the kiosk's own, a stick's, or one that the command
 * line names: *.csv, *.ics and the coordinator's *.public.pem that lie in it, and in its folder
 * "rosters". */
#pragma once

#include "model/model.h"

#define INCOMING_ROSTERS "rosters/"

/* A file's own name: does it end as it should, and can it be shown? */
bool incoming_can_import(const char *name);
/* Is there a plain file? Links lead anywhere and are none. */
bool incoming_is_file(const char *path, int64_t *ret_bytes);
/* Fills in at most `max` files with names as seen from `folder`, plans and programmes before lists
 * of people; returns how many. A folder that cannot be read holds none. `rosters`: looks there,
 * too. */
size_t incoming_find(const char *folder, bool rosters, struct file_view *ret, size_t max);
