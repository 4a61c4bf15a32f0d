/* What staff decided on the kiosk stands above the file: they were there. The file is not silently
 * wrong, though: whoever keeps it hears of it. */
#include "outreach/import_parts.h"

static size_t row_of(const struct import *im, int64_t session) {
    size_t i = 0;
    while (i < im->rows && (im->row[i].session.id != session || im->row[i].change == CHANGE_MERGED))
        i++;
    return i;
}

/* "staff moved it to 12/03/2019 on the kiosk (Snow)" */
static const char *decision(struct import *im, const struct session *s) {
    char day[11];
    const char *why = s->reason[0] != '\0' ? arena_printf(&im->arena, " (%.60s)", s->reason) : "";
    if (s->status == STATUS_CANCELLED)
        return arena_printf(&im->arena, "staff cancelled it on the kiosk%s", why);
    date_uk(s->moved_to_date, day);
    if (s->status == STATUS_REARRANGED)
        return arena_printf(&im->arena, "staff moved it to %s on the kiosk%s", day, why);
    return arena_printf(&im->arena, "staff said on the kiosk that it is on after all%s", why);
}

static void argue(struct import *im, const struct session *old, size_t row) {
    const struct import_row *x = &im->row[row];
    const struct session *s = &x->session;
    bool off = s->status == STATUS_CANCELLED || s->status == STATUS_REARRANGED;
    bool was_off = old->status == STATUS_CANCELLED || old->status == STATUS_REARRANGED;
    const char *said = arena_printf(&im->arena, "%.60s on %.60s is %s in the file, but",
                                    s->venue[0] != '\0' ? s->venue : "The session",
                                    import_when(im, s), status_name(s->status));
    if (old->decided && (was_off ? s->status != old->status : off))
        import_warn(im, "decided", x->line, row,
                    arena_printf(&im->arena, "%s %s.", said, decision(im, old)),
                    "The kiosk keeps what staff said; correct the file.");
    else if (old->life != LIFE_NEW && off)
        import_warn(im, "decided", x->line, row,
                    arena_printf(&im->arena, "%s it was opened and counted on the kiosk.", said),
                    "The kiosk keeps its count; correct the file.");
}

void import_argue_decisions(const struct import_facts *f) {
    for (size_t i = 0; f->ledger != NULL && i < f->ledger->sessions; i++) {
        const struct session *old = &f->ledger->session[i];
        if (!old->decided && old->life == LIFE_NEW)
            continue;
        size_t row = row_of(f->im, old->id);
        if (row < f->im->rows)
            argue(f->im, old, row);
    }
}
