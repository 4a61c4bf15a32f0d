/* USB sticks: what is there, what it carries, and what a coordinator takes away onto it.
 *
 * The reports are made in the kiosk's own folder of exports first and copied from there, so that
 * what must be on the stick is known and can be read back; what holds names is made in memory and
 * never lies on the card. One file is made in a slice, and the copying goes in slices too: a tap
 * that is saved meanwhile waits for one of them at most. The store learns of the export only when
 * the stick has everything. */
#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"
#include "base/mem.h"
#include "base/str.h"
#include "base/utf8.h"
#include "effects/envelope_files.h"
#include "effects/help_file.h"
#include "effects/incoming.h"
#include "effects/reports.h"
#include "effects/sealed_files.h"
#include "effects/shelf.h"
#include "platform/usb.h"
#include "report/report.h"
#include "report/school.h"
#include "report/ticklist.h"
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
    v->files = incoming_find(folder, true, v->file, STICK_FILES_MAX, NULL);
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
    size_t next; /* what is packed next; what that is, pack_next() says */
    bool packed;
    bool counts; /* the report of the sessions is with it */
    size_t sessions;
    int32_t files;
    struct release_view release;
    char envelopes[4096]; /* the folder that they are copied from; "": there is none */
    char sealed[4096];    /* the same of what was sealed to the keys of forms */
};

/* "turnout-hall-2-2019-02-06": letters and digits of the kiosk's name, for every file system, and
 * the day. */
static void folder_name(const char *kiosk, struct date today, char *out, size_t size) {
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
    char day[11];
    date_iso(today, day);
    snprintf(out + n, size - n, "%s-%s", n == start ? "kiosk" : "", day);
}

/* Report 0 is that of the sessions, whose number staff see. */
static bool has_sessions(const struct reports_ask *ask) {
    return ask->report ? str_eq(ask->report, report_name(0)) : !(ask->without & 1u);
}

static bool pack_report(struct store *s, struct work *w, const char *report, const char *ending,
                        struct err *err) {
    struct sending *sending = w->sending;
    const struct taking *t = &w->cmd.taking;
    const struct reports_ask ask = {.report = report,
                                    .ending = ending,
                                    .without = t->without,
                                    .from = t->from,
                                    .until = t->until};
    char path[4096];
    size_t sessions = 0;
    if (!reports_write(s, w, &ask, path, sizeof path, &sessions, err) ||
        !parcel_add(sending->parcel, path, err))
        return false;
    if (has_sessions(&ask)) {
        sending->counts = true;
        sending->sessions = sessions;
    }
    sending->files++;
    return true;
}

/* A file in memory, which has no name and is gone when it is closed. */
static int new_memory(struct err *err) {
    int fd = memfd_create("names", MFD_CLOEXEC);
    if (fd < 0)
        err_errno(err, errno, "There is no memory to write the names into");
    return fd;
}

static bool pack_memory(struct work *w, int fd, const char *name, struct err *err) {
    if (!parcel_add_fd(w->sending->parcel, fd, name, err))
        return false;
    w->sending->files++;
    return true;
}

/* The register with names, unbuffered: nothing of it stays in memory that is given back. */
static bool print_register(struct store *s, struct work *w, int fd, struct err *err) {
    const struct taking *t = &w->cmd.taking;
    const struct reports_ask ask = {
        .report = "register", .ending = ".csv", .from = t->from, .until = t->until, .names = true};
    int own = dup(fd);
    FILE *out = own < 0 ? NULL : fdopen(own, "w");
    if (!out) {
        int why = errno;
        if (own >= 0)
            close(own);
        return err_errno(err, why, "The register could not be written");
    }
    setvbuf(out, NULL, _IONBF, 0);
    bool ok = reports_print(s, w, &ask, out, err);
    if (fclose(out) != 0 && ok)
        ok = err_errno(err, errno, "The register could not be written");
    return ok;
}

static bool print_list(struct store *s, struct work *w, int fd, struct err *err) {
    const struct ticklist_opts opts = {
        .session = w->cmd.ref, .marking = reports_marking(w, true), .wall = store_wall(s)};
    struct str page CLEANUP(str_wipe) = {.secret = true};
    if (!ticklist_write(s, &opts, &page, err))
        return false;
    return write(fd, str_c(&page), page.len) == (ssize_t)page.len ||
           err_errno(err, errno, "The list could not be written");
}

/* The school's sheet holds no names, but it is made the same way: nothing of it stays here. */
static bool print_sheet(struct store *s, struct work *w, int fd, struct err *err) {
    const struct form *form[FORMS_MAX];
    struct forms_view *forms = shelf_load(w->opts->share, w->opts->dir, s);
    struct help *help = help_file_load(w->opts->share, w->opts->dir);
    struct str page CLEANUP(str_release) = {0};
    const struct report_opts opts = {.session = w->cmd.ref,
                                     .marking = reports_marking(w, false),
                                     .wall = store_wall(s),
                                     .store = s,
                                     .form = form,
                                     .forms = shelf_forms(forms, form)};
    bool ok = school_write(&opts, help, &page, err);
    if (ok && write(fd, str_c(&page), page.len) != (ssize_t)page.len)
        ok = err_errno(err, errno, "The sheet could not be written");
    help_free(help);
    forms_view_free(forms);
    return ok;
}

/* What is made in memory: by `print`, and called after `what`. */
static bool pack_printed(struct store *s, struct work *w, const char *what, const char *ending,
                         bool (*print)(struct store *, struct work *, int, struct err *),
                         struct err *err) {
    char name[PARCEL_NAME];
    reports_name(s, what, ending, name, sizeof name);
    int fd = new_memory(err);
    if (fd < 0)
        return false;
    if (print(s, w, fd, err) && pack_memory(w, fd, name, err))
        return true;
    close(fd);
    return false;
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
    return sealed_folder_pack(folder, "envelopes", sending->parcel, err);
}

/* The same of what was sealed to the keys of forms, of whatever day: it tells none. */
static bool pack_sealed(struct store *s, struct work *w, struct err *err) {
    struct sending *sending = w->sending;
    struct sealed_files files;
    char folder[sizeof sending->sealed];
    path_join(folder, sizeof folder, w->opts->dir, "exports/sealed");
    file_sweep(folder);
    if (!sealed_files_write(s, folder, &files, err))
        return false;
    sending->release.forms = files.submissions;
    if (files.submissions == 0)
        return true;
    STR_COPY(sending->sealed, folder);
    return sealed_folder_pack(folder, "sealed", sending->parcel, err);
}

static bool is_wanted(const struct taking *t, size_t report) {
    return !(t->without & 1u << report);
}

/* All reports are in one book, in each of two formats, or each is a table. False: that was all. */
static bool next_report(struct sending *sending, const struct taking *t, const char **ret_report,
                        const char **ret_ending) {
    static const char *const books[] = {".xlsx", ".html"};
    size_t i = sending->next, first = 0;
    while (report_name(first) && !is_wanted(t, first))
        first++;
    if (t->form == TAKING_BOOK) {
        *ret_report = NULL;
        *ret_ending = i < 2 ? books[i] : NULL;
        sending->next = i + 1;
        return i < 2 && report_name(first);
    }
    while (report_name(i) && !is_wanted(t, i))
        i++;
    *ret_report = report_name(i);
    *ret_ending = ".csv";
    sending->next = i + 1;
    return *ret_report != NULL;
}

/* A page for paper goes alone; else reports, names where somebody asked for them, envelopes and
 * what was sealed to the keys of forms. */
static bool pack_next(struct store *s, struct work *w, struct err *err) {
    const char *report, *ending;
    if (!w->cmd.ref && next_report(w->sending, &w->cmd.taking, &report, &ending))
        return pack_report(s, w, report, ending, err);
    w->sending->packed = true;
    if (w->cmd.ref)
        return w->cmd.n == 1 ? pack_printed(s, w, SCHOOL_SHEET, ".html", print_sheet, err)
                             : pack_printed(s, w, "list", ".html", print_list, err);
    return (!w->cmd.taking.names ||
            pack_printed(s, w, "register-with-names", ".csv", print_register, err)) &&
           pack_envelopes(s, w, err) && pack_sealed(s, w, err);
}

static bool start_sending(struct store *s, struct work *w, struct err *err) {
    char place[4096], name[64];
    if (!usb_path(w->opts->usb, w->cmd.text, place, sizeof place, err))
        return false;
    folder_name(w->opts->kiosk, date_of_wall(store_wall(s), NULL), name, sizeof name);
    w->sending = xcalloc(1, sizeof *w->sending);
    w->sending->parcel = parcel_new(place, name);
    w->again = true;
    return true;
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
    return sending->counts ? reports_exported(s, w, sending->sessions, err) : work_facts(s, w, err);
}

static bool slice(struct store *s, struct work *w, struct err *err) {
    if (!w->sending)
        return start_sending(s, w, err);
    w->again = true;
    return w->sending->packed ? send_slice(s, w, err) : pack_next(s, w, err);
}

bool do_to_stick(struct store *s, struct work *w, struct err *err) {
    bool ok = !work_cancelled(w, err) && slice(s, w, err);
    if ((!ok || !w->again) && w->sending) {
        parcel_free(w->sending->parcel);
        if (w->sending->envelopes[0])
            file_sweep(w->sending->envelopes);
        if (w->sending->sealed[0])
            file_sweep(w->sending->sealed);
        free(w->sending);
        w->sending = NULL;
    }
    return ok;
}
