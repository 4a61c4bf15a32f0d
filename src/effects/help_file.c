#include "effects/help_file.h"

#include <limits.h>
#include <string.h>

#include "base/arena.h"
#include "base/file.h"
#include "base/mem.h"
#include "base/walk.h"

enum { FILES_MAX_READ = 4 * HELP_CARDS };

static bool is_card(const char *name) {
    const char *dot = strrchr(name, '.');
    return name[0] != '.' && dot != NULL && str_eq(dot, ".md") && !str_eq(name, "README.md");
}

static void load_one(struct help *h, const char *folder, const char *file) {
    char path[PATH_MAX], name[TALLY_WORD];
    struct str text CLEANUP(str_release) = {0};
    struct help_card card;
    struct err err = {0};
    path_join(path, sizeof path, folder, file);
    if (help_name(file, name))
        help_remove(h, name);
    if (!file_read(path, HELP_BYTES_MAX, &text, &err))
        str_addf(&h->complaints, "%s: %s\n", file, err.text);
    else if (text.len > 0 && help_parse(&card, file, str_c(&text), text.len, &h->complaints) &&
             !help_add(h, &card))
        str_addf(&h->complaints, "%s: at most %d cards fit: this one is left out\n", file,
                 HELP_CARDS);
}

static void load(struct help *h, const char *root) {
    char folder[PATH_MAX], *file[FILES_MAX_READ];
    ARENA(a);
    path_join(folder, sizeof folder, root, "help");
    size_t n = walk_names(folder, is_card, &a, file, FILES_MAX_READ);
    for (size_t i = 0; i < n; i++)
        load_one(h, folder, file[i]);
}

struct help *help_file_load(const char *share, const char *data) {
    struct help *h = xcalloc(1, sizeof *h);
    if (share)
        load(h, share);
    load(h, data);
    return h;
}
