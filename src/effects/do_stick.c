/* USB sticks: what is there, what it carries, and the coordinator's reports onto it.
 *
 * The reports are made in the kiosk's own folder of exports first and copied from there, so that
 * what must be on the stick is known and can be read back. The copying goes in slices: a tap that
 * is saved meanwhile waits for one of them at most. The store learns of the export only when the
 * stick has everything. */
#include <dirent.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/file.h"
#include "base/mem.h"
#include "base/str.h"
#include "base/utf8.h"
#include "effects/envelope_files.h"
#include "effects/incoming.h"
#include "effects/work.h"
#include "platform/usb.h"
#include "report/report.h"
#include "sync/parcel.h"

/* ---- looking ------------------------------------------------------------------------------ */

bool stick_file(const char *usb, const char *stick, const char *name, char *path, size_t size,
                struct err *err) {
    char folder[4096];
    int64_t bytes;
    if (!usb_path(usb, stick, folder, sizeof folder, err))
        return false;
    if (incoming_can_import(name)) {
        path_join(path, size, folder, name);
        if (incoming_is_file(path, &bytes))
            return true;
    }
    return err_set(err, ERR_MISSING, "%s is not on the stick any more: choose another file.",
                   file_name(name));
}

static void look(const struct work *w, const struct usb_stick *stick, struct stick_view *v) {
    char folder[4096];
    STR_COPY(v->name, stick->name);
    v->room = stick->room;
    v->read_only = stick->read_only;
    v->unreadable =
        stick->unreadable || !usb_path(w->opts->usb, stick->name, folder, sizeof folder, NULL);
    if (v->unreadable)
        return;
    v->files = incoming_find(folder, true, v->file, STICK_FILES_MAX);
}

bool do_find_sticks(struct store *s, struct work *w, struct err *err) {
    (void)s, (void)err;
    struct usb_stick stick[STICKS_MAX];
    size_t n = usb_sticks(w->opts->usb, stick, STICKS_MAX);
    w->result.stick = xcalloc(STICKS_MAX, sizeof *w->result.stick);
    w->result.sticks = n;
    for (size_t i = 0; i < n; i++)
        look(w, &stick[i], &w->result.stick[i]);
    return true;
}

/* ---- giving ------------------------------------------------------------------------------- */

struct sending {
    struct parcel *parcel;
    size_t sessions;
    int32_t files;
    struct release_view release;
    char envelopes[4096]; /* the folder that they are copied from; "": there is none */
};

/* "turnout-hall-2": letters and digits of the kiosk's name, for every file system. */
static void folder_name(const char *kiosk, char *out, size_t size) {
    enum { NAME_MAX_BYTES = 32 };
    size_t start = (size_t)snprintf(out, size, "turnout-"), n = start;
    for (const char *c = kiosk ? kiosk : ""; *c && n + 1 < size && n < start + NAME_MAX_BYTES;
         c++) {
        if ((*c >= 'a' && *c <= 'z') || (*c >= '0' && *c <= '9'))
            out[n++] = *c;
        else if (*c >= 'A' && *c <= 'Z')
            out[n++] = (char)(*c - 'A' + 'a');
        else if (out[n - 1] != '-')
            out[n++] = '-';
    }
    while (n > start && out[n - 1] == '-')
        n--;
    str_copy(out + n, size - n, n == start ? "kiosk" : "");
}

static bool pack_reports(struct store *s, struct work *w, struct err *err) {
    struct sending *sending = w->sending;
    for (size_t i = 0; report_name(i); i++) {
        char path[4096];
        size_t sessions = 0;
        if (!work_report(s, w, report_name(i), path, sizeof path, &sessions, err) ||
            !parcel_add(sending->parcel, path, err))
            return false;
        if (i == 0) /* the report of the sessions, whose number staff see */
            sending->sessions = sessions;
        sending->files++;
    }
    return true;
}

/* What staff are told of envelopes, without a number of what stays. */
static struct release_view view_of(const struct envelope_files *w) {
    _Static_assert((int)RELEASE_ALL == (int)HELD_NONE && (int)RELEASE_OPEN == (int)HELD_OPEN &&
                       (int)RELEASE_NEXT == (int)HELD_NEXT && (int)RELEASE_FEW == (int)HELD_FEW,
                   "the model has the store's reasons");
    return (struct release_view){.envelopes = w->release.released - w->damaged,
                                 .damaged = w->damaged > 0,
                                 .held = (enum release_held)w->release.why};
}

/* Written here first, as the reports are; taken away again when they are on the stick. */
static bool pack_envelopes(struct store *s, struct work *w, struct err *err) {
    struct sending *sending = w->sending;
    struct envelope_files files;
    char folder[sizeof sending->envelopes];
    path_join(folder, sizeof folder, w->opts->dir, "exports/envelopes");
    file_sweep(folder);
    if (!envelope_files_write(s, folder, &files, err))
        return false;
    sending->release = view_of(&files);
    if (files.release.released == 0)
        return true;
    STR_COPY(sending->envelopes, folder);
    return envelope_files_pack(folder, sending->parcel, err);
}

static bool start_sending(struct store *s, struct work *w, struct err *err) {
    char place[4096], name[64];
    if (!usb_path(w->opts->usb, w->cmd.text, place, sizeof place, err))
        return false;
    folder_name(w->opts->kiosk, name, sizeof name);
    w->sending = xcalloc(1, sizeof *w->sending);
    w->sending->parcel = parcel_new(place, name);
    w->again = true;
    return pack_reports(s, w, err) && pack_envelopes(s, w, err);
}

static bool send_slice(struct store *s, struct work *w, struct err *err) {
    struct sending *sending = w->sending;
    int64_t done, total;
    enum parcel_next next = parcel_step(sending->parcel, err);
    parcel_progress(sending->parcel, &done, &total);
    atomic_store(&w->progress->total, total);
    atomic_store(&w->progress->done, done);
    w->again = next == PARCEL_AGAIN;
    if (next != PARCEL_DONE)
        return w->again;
    STR_COPY(w->result.text, parcel_folder(sending->parcel));
    w->result.n = sending->files;
    w->result.release = sending->release;
    return work_exported(s, w, sending->sessions, err);
}

bool do_to_stick(struct store *s, struct work *w, struct err *err) {
    bool ok = !work_cancelled(w, err);
    if (ok)
        ok = w->sending ? send_slice(s, w, err) : start_sending(s, w, err);
    if ((!ok || !w->again) && w->sending) {
        parcel_free(w->sending->parcel);
        if (w->sending->envelopes[0])
            file_sweep(w->sending->envelopes);
        free(w->sending);
        w->sending = NULL;
    }
    return ok;
}
