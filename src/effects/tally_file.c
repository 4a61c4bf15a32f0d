#include "effects/tally_file.h"

#include "base/file.h"

/* False: not used; either it is not there, or `complaints` says what is wrong with it. */
static bool load(const char *dir, const char *name, struct tally_plan *ret,
                 struct str *complaints) {
    char path[4096];
    struct str text CLEANUP(str_release) = {0};
    struct err err = {0};
    path_join(path, sizeof path, dir, name);
    if (file_read(path, TALLY_BYTES_MAX, &text, &err))
        return tally_parse(ret, file_name(path), str_c(&text), text.len, complaints);
    if (err.kind != ERR_MISSING)
        str_addf(complaints, "%s\n", err.text);
    return false;
}

void tally_file_load(const char *share, const char *data, struct tally_plan *ret,
                     struct str *complaints) {
    *ret = (struct tally_plan){0};
    if (!load(data, "tallies.ini", ret, complaints) && share)
        (void)load(share, "tallies/tallies.ini", ret, complaints);
}
