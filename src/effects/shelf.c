#include "effects/shelf.h"

#include <dirent.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/file.h"
#include "base/mem.h"
#include "base/str.h"
#include "base/walk.h"
#include "effects/form_files.h"
#include "forms/extra.h"
#include "forms/sax_open.h"
#include "forms/xml.h"
#include "seal/pair.h"
#include "store/sealed_form.h"

enum { INI_MAX = 65536, FILES_ON_SHELF = 200 };

static void folder_of(const char *root, char out[PATH_MAX]) {
    path_join(out, PATH_MAX, root, "forms");
}

/* ---- troubles ----------------------------------------------------------------------------- */

static void add_trouble(struct forms_view *v, const char *file, const char *why) {
    if (v->troubles < FORMS_MAX)
        v->trouble[v->troubles++] = (struct form_trouble){.file = arena_strdup(&v->arena, file),
                                                          .why = arena_strdup(&v->arena, why)};
}

/* ---- who each form is for ----------------------------------------------------------------- */

/* False: there is none there, or it is a trouble. */
static bool read_profiles(struct forms_view *v, const char *root) {
    char folder[PATH_MAX], path[PATH_MAX];
    struct str text CLEANUP(str_release) = {0};
    struct err err = {0};
    folder_of(root, folder);
    path_join(path, sizeof path, folder, "kiosk.ini");
    if (file_read(path, INI_MAX, &text, &err) &&
        profiles_read(str_c(&text), text.len, &v->arena, &v->profiles, &err))
        return true;
    if (err.kind != ERR_MISSING)
        add_trouble(v, "kiosk.ini", err.text);
    return false;
}

/* Of a form that was imported and that kiosk.ini does not name. */
static const struct profile *plain_profile(struct forms_view *v, const struct form *f) {
    struct profile *p = NEW(&v->arena, struct profile);
    *p = (struct profile){.side = SIDE_VISITOR,
                          .way = profile_way(f->id),
                          .warn_s = 30,
                          .wipe_s = 45,
                          .thanks_s = 4,
                          .double_ms = 300,
                          .read_ms = 700,
                          .check_answers = FOR_EVERYBODY};
    STR_COPY(p->form, f->id);
    STR_COPY(p->title, f->title[0] ? f->title : f->id);
    return p;
}

/* ---- files -------------------------------------------------------------------------------- */

static bool is_form_name(const char *name) {
    const char *dot = strrchr(name, '.');
    return name[0] != '.' && dot && strcasecmp(dot, ".xml") == 0;
}

static bool is_folder(const char *path) {
    struct stat st;
    return stat(path, &st) == 0 && S_ISDIR(st.st_mode);
}

/* ---- loading ------------------------------------------------------------------------------ */

struct found { /* a form that runs, before it is known whether it is used */
    struct form *form;
    const char *file, *media;
    bool imported;
};

struct refused { /* a form without the key that it must have */
    const char *file, *id;
    bool imported;
};

struct shelf {
    struct forms_view *view;
    struct found found[FILES_ON_SHELF];
    size_t n;
    struct form_keys keys; /* of the forms that have had one */
    struct refused refused[FILES_ON_SHELF];
    size_t refusals;
    struct store *store; /* has the programme; NULL: none */
    bool looked;         /* for its places, which are: */
    struct extra_row place[AREAS_MAX];
    size_t places;
    struct arena arena; /* of their texts */
};

/* Is the first version newer than the second? */
static bool is_newer(const char *a, const char *b) {
    return strverscmp(a, b) > 0;
}

/* ---- keys ---------------------------------------------------------------------------------- */

static const char no_key[] =
    "its answers must be sealed, and a version without a key is never taken: put the key into it "
    "(base64RsaPublicKey)";

/* Once sealed, always sealed; and what adults sign with their names never lies here in clear. */
static bool lacks_key(const struct form *f, const struct form_keys *keys) {
    return !f->key && (form_key_of(keys, f->id) || str_eq(f->id, "signin"));
}

/* NULL: it may have the key that stands in it. */
static const char *wrong_key(const struct form *f, enum survey_way way) {
    if (!f->key || way == WAY_FEEDBACK)
        return NULL;
    return way == WAY_CONCERN
               ? "concerns are sealed to the readers of this kiosk: take the key out of the form "
                 "(base64RsaPublicKey) and import it as a file NAME.public.pem"
               : "kiosk.ini keeps nothing of its answers, and the key in it says that somebody is "
                 "to read them: take one of the two away";
}

/* ---- finding ------------------------------------------------------------------------------- */

/* Of two with one id the newer stays; an imported one of the same version is a copy. */
static void add_found(struct shelf *s, struct found f) {
    for (size_t i = 0; i < s->n; i++) {
        struct found *have = &s->found[i];
        if (!str_eq(have->form->id, f.form->id))
            continue;
        bool wins = is_newer(f.form->version, have->form->version);
        form_free(wins ? have->form : f.form);
        if (wins)
            *have = f;
        return;
    }
    if (s->n < FILES_ON_SHELF)
        s->found[s->n++] = f;
    else
        form_free(f.form);
}

static void load_one(struct shelf *s, const char *folder, const char *name, bool imported) {
    char path[PATH_MAX];
    struct form_folder beside;
    struct err err = {0};
    path_join(path, sizeof path, folder, name);
    struct form *form =
        form_folder_init(&beside, path, &err) ? form_load_file(path, NULL, &err) : NULL;
    if (!form) {
        add_trouble(s->view, name, err.text);
        return;
    }
    struct arena *a = &s->view->arena;
    if (lacks_key(form, &s->keys)) {
        if (s->refusals < FILES_ON_SHELF)
            s->refused[s->refusals++] = (struct refused){.file = arena_strdup(a, name),
                                                         .id = arena_strdup(a, form->id),
                                                         .imported = imported};
        form_free(form);
        return;
    }
    add_found(s,
              (struct found){.form = form,
                             .file = arena_strdup(a, name),
                             .media = is_folder(beside.media) ? arena_strdup(a, beside.media) : "",
                             .imported = imported});
}

static void load_folder(struct shelf *s, const char *root, bool imported) {
    char folder[PATH_MAX], *name[FILES_ON_SHELF];
    ARENA(names);
    folder_of(root, folder);
    size_t n = walk_names(folder, is_form_name, &names, name, FILES_ON_SHELF);
    for (size_t i = 0; i < n; i++)
        load_one(s, folder, name[i], imported);
}

/* ---- places of the programme -------------------------------------------------------------- */

/* Once for all forms, and only if one of them wants to know. */
static bool look_for_places(struct shelf *s, struct err *err) {
    struct area_said *said;
    struct area area[AREAS_MAX];
    size_t n = 0;
    if (s->looked || !s->store)
        return true;
    if (!store_venues(s->store, &s->arena, &said, &n, err))
        return false;
    s->looked = true;
    s->places = areas_of(said, n, &s->arena, area);
    for (size_t i = 0; i < s->places; i++)
        s->place[i] = (struct extra_row){area[i].value, area[i].label};
    return true;
}

/* The form runs without them, too. */
static void add_places(struct shelf *s, struct form *f, const struct profile *p) {
    struct err err = {0};
    if (p->places[0] &&
        (!look_for_places(s, &err) || !form_add_rows(f, p->places, s->place, s->places, &err)))
        add_trouble(s->view, p->form, err.text);
}

/* ---- choosing ----------------------------------------------------------------------------- */

/* Takes the form over, or says why not. */
static void use(struct shelf *s, struct found *f, const struct profile *p) {
    struct forms_view *v = s->view;
    const char *why = wrong_key(f->form, p->way);
    if (!why && v->forms == FORMS_MAX)
        why = "there are too many forms: take those away that nobody needs";
    if (why) {
        add_trouble(v, f->file, why);
        return;
    }
    add_places(s, f->form, p);
    v->form[v->forms++] = (struct form_view){.profile = p, .form = f->form, .media = f->media};
    f->form = NULL;
}

static struct found *found_of(struct shelf *s, const char *id) {
    for (size_t i = 0; i < s->n; i++)
        if (s->found[i].form && str_eq(s->found[i].form->id, id))
            return &s->found[i];
    return NULL;
}

static bool is_refused(const struct shelf *s, const char *id) {
    for (size_t i = 0; i < s->refusals; i++)
        if (str_eq(s->refused[i].id, id))
            return true;
    return false;
}

/* A shipped one is only in the way where it would have been used. */
static void tell_refused(struct shelf *s) {
    for (size_t i = 0; i < s->refusals; i++) {
        const struct refused *r = &s->refused[i];
        if (r->imported || (profiles_form(&s->view->profiles, r->id) && !found_of(s, r->id)))
            add_trouble(s->view, r->file, no_key);
    }
}

/* In the order of kiosk.ini, then the imported ones that it does not name. */
static void choose(struct shelf *s) {
    struct forms_view *v = s->view;
    tell_refused(s);
    for (size_t i = 0; i < v->profiles.count; i++) {
        const struct profile *p = &v->profiles.at[i];
        struct found *f = found_of(s, p->form);
        if (f)
            use(s, f, p);
        else if (!is_refused(s, p->form))
            add_trouble(v, p->form, "kiosk.ini names this form, and it is not here");
    }
    for (size_t i = 0; i < s->n; i++) {
        struct found *f = &s->found[i];
        bool known = !f->form || profiles_form(&v->profiles, f->form->id);
        if (f->imported && !known)
            use(s, f, plain_profile(v, f->form));
        form_free(f->form); /* nobody used it; NULL is fine */
    }
}

struct forms_view *shelf_load(const char *share, const char *data, struct store *store) {
    struct shelf *s = xcalloc(1, sizeof *s);
    s->store = store;
    struct forms_view *v = s->view = xcalloc(1, sizeof *v);
    struct sax_module held CLEANUP(sax_close);
    struct err err = {0};
    (void)sax_open(&held, NULL); /* for all of them; if it fails, each says so */
    bool known = !store || store_form_keys(store, &s->keys, &err);
    if (!known) /* and who knows which of them must have one */
        add_trouble(v, "kiosk.db", err.text);
    if (!read_profiles(v, data) && share)
        (void)read_profiles(v, share);
    if (known && share)
        load_folder(s, share, false);
    if (known)
        load_folder(s, data, true);
    choose(s);
    arena_free(&s->keys.arena);
    arena_free(&s->arena);
    free(s);
    return v;
}

bool shelf_remember_keys(const struct forms_view *v, struct store *s, struct err *err) {
    for (size_t i = 0; i < v->forms; i++) {
        const struct form *f = v->form[i].form;
        if (f->key && !store_remember_form_key(s, f->id, pair_sum(f->key), err))
            return false;
    }
    return true;
}

size_t shelf_forms(const struct forms_view *v, const struct form *ret[FORMS_MAX]) {
    for (size_t i = 0; v && i < v->forms; i++)
        ret[i] = v->form[i].form;
    return v ? v->forms : 0;
}

/* ---- importing ---------------------------------------------------------------------------- */

bool shelf_is_form(const char *bytes) {
    const char *p = str_starts(bytes, "\xef\xbb\xbf") ? bytes + 3 : bytes;
    return p[strspn(p, " \t\r\n")] == '<';
}

/* Groups and repeats only hold questions, and what is readonly is a note. */
static int count_questions(const struct control *c) {
    int n = 0;
    for (; c; c = c->next) {
        bool holds = c->kind == CONTROL_GROUP || c->kind == CONTROL_REPEAT;
        bool note = !holds && c->bind && c->bind->readonly;
        n += holds ? count_questions(c->child) : !note;
    }
    return n;
}

static void describe(const struct form *f, struct shelf_form *ret) {
    STR_COPY(ret->version, f->version);
    STR_COPY(ret->title, f->title);
    ret->questions = count_questions(f->body);
    struct str languages CLEANUP(str_release) = {0};
    for (size_t i = 0; i < f->languages; i++)
        str_addf(&languages, "%s%s", i ? ", " : "", f->language[i]);
    STR_COPY(ret->languages, str_c(&languages));
}

/* The form's own file on the shelf: its id, with what no file system minds. */
static void shelf_path(const char *data, const char *id, char out[PATH_MAX]) {
    char folder[PATH_MAX], name[80];
    size_t n = 0;
    for (; id[n] && n < sizeof name - sizeof ".xml"; n++) {
        bool plain = (id[n] >= 'a' && id[n] <= 'z') || (id[n] >= 'A' && id[n] <= 'Z') ||
                     (id[n] >= '0' && id[n] <= '9') || (n > 0 && strchr("-_.", id[n]));
        name[n] = plain ? id[n] : '_';
    }
    str_copy(name + n, sizeof name - n, ".xml");
    folder_of(data, folder);
    path_join(out, PATH_MAX, folder, name);
}

/* Is this version, or a newer one, in use already? */
static bool is_there(const struct forms_view *v, const struct form *f) {
    for (size_t i = 0; i < v->forms; i++)
        if (str_eq(v->form[i].form->id, f->id))
            return !is_newer(f->version, v->form[i].form->version);
    return false;
}

/* Two ids can want one file name: the second is refused. */
static bool place_is_free(const char *data, const struct form *f, struct err *err) {
    char path[PATH_MAX];
    shelf_path(data, f->id, path);
    if (!file_exists(path))
        return true;
    struct form *have = form_load_file(path, NULL, NULL);
    bool other = have && !str_eq(have->id, f->id);
    form_free(have);
    return !other || err_set(err, ERR_INPUT,
                             "its id is too much like that of another form: choose another one");
}

static bool may_be_used(const struct form *f, const struct forms_view *v,
                        const struct form_keys *keys, struct err *err) {
    const struct profile *p = profiles_form(&v->profiles, f->id);
    const char *why = lacks_key(f, keys) ? no_key : wrong_key(f, p ? p->way : profile_way(f->id));
    return !why || err_set(err, ERR_INPUT, "%s", why);
}

/* Which key it has, and which other one it had until now, as far as that is known. */
static void describe_key(const struct form *f, const struct form_keys *keys,
                         struct shelf_form *ret) {
    const struct form_key *before = form_key_of(keys, f->id);
    if (!f->key)
        return;
    STR_COPY(ret->key, pair_sum(f->key));
    if (before && !str_eq(before->sum, ret->key))
        STR_COPY(ret->key_before, before->sum);
}

static bool check_here(const struct form *f, const char *share, const char *data, struct store *s,
                       struct shelf_form *ret, struct err *err) {
    struct form_keys keys = {0};
    if (!place_is_free(data, f, err) || (s && !store_form_keys(s, &keys, err)))
        return false;
    struct forms_view *v = shelf_load(share, data, s);
    bool ok = may_be_used(f, v, &keys, err);
    if (ok) {
        describe(f, ret);
        describe_key(f, &keys, ret);
        ret->there = is_there(v, f);
    }
    forms_view_free(v);
    arena_free(&keys.arena);
    return ok;
}

bool shelf_check(const char *path, const char *share, const char *data, struct store *s,
                 struct shelf_form *ret, struct form_complaints *ret_said, struct err *err) {
    struct form *f = form_load_file(path, ret_said, err);
    if (!f)
        return false;
    bool ok =
        (strlen(f->id) > 0 && STR_COPY(ret->id, f->id)) ||
        err_set(err, ERR_INPUT, "a form needs an id of at most %zu letters", sizeof ret->id - 1);
    ok = ok && check_here(f, share, data, s, ret, err);
    form_free(f);
    return ok;
}

/* Of the files beside one form: a folder of holiday pictures must not fill the card. */
enum { MEDIA_FILES_MAX = 1000, MEDIA_BYTES_MAX = 256 << 20 };

/* Files that the form read while it was loaded lie in its media folder or beside it; pictures,
 * which nobody has read yet, in its media folder. */
struct copying {
    struct form_folder from;
    struct form_files files;
    char to[PATH_MAX];
    size_t copied, bytes;
};

static bool copy_bytes(struct copying *c, const char *name, const struct str *bytes,
                       struct err *err) {
    char path[PATH_MAX];
    c->copied++;
    c->bytes += bytes->len;
    if (c->copied > MEDIA_FILES_MAX || c->bytes > MEDIA_BYTES_MAX)
        return err_set(err, ERR_INPUT,
                       "more than %d files, or %d MiB, lie beside the form: leave out what it does "
                       "not show",
                       MEDIA_FILES_MAX, MEDIA_BYTES_MAX >> 20);
    path_join(path, sizeof path, c->to, name);
    return file_make_dirs(c->to, err) && file_write_whole(path, str_c(bytes), bytes->len, err);
}

/* As the form's own files, and keeps a copy of each. */
static bool read_and_copy(void *ctx, const char *name, struct str *ret, struct err *err) {
    struct copying *c = ctx;
    return c->files.read(c->files.ctx, name, ret, err) && copy_bytes(c, name, ret, err);
}

static bool copy_media(struct copying *c, struct err *err) {
    char path[PATH_MAX];
    bool ok = true;
    DIR *dir = opendir(c->from.media);
    for (struct dirent *e; ok && dir && (e = readdir(dir));) {
        struct str bytes CLEANUP(str_release) = {0};
        struct stat st;
        path_join(path, sizeof path, c->from.media, e->d_name);
        if (lstat(path, &st) == 0 && S_ISREG(st.st_mode))
            ok = file_read(path, XML_MAX, &bytes, err) && copy_bytes(c, e->d_name, &bytes, err);
    }
    if (dir)
        closedir(dir);
    return ok;
}

static bool copy_form(struct copying *c, const struct str *xml, const char *data, struct err *err) {
    const struct form_files watched = {.ctx = c, .read = read_and_copy};
    char path[PATH_MAX], folder[PATH_MAX];
    STR_COPY(c->to, "");
    struct form *f = form_load(str_c(xml), xml->len, &c->files, NULL, err);
    if (!f)
        return false;
    shelf_path(data, f->id, path);
    form_free(f);
    snprintf(c->to, sizeof c->to, "%.*s-media", (int)(strlen(path) - strlen(".xml")), path);
    folder_of(data, folder);
    f = form_load(str_c(xml), xml->len, &watched, NULL, err); /* once more, now with copies */
    form_free(f);
    return f && copy_media(c, err) && file_make_dirs(folder, err) &&
           file_write_whole(path, str_c(xml), xml->len, err);
}

bool shelf_add(const char *path, const char *data, struct err *err) {
    struct copying c = {0};
    struct str xml CLEANUP(str_release) = {0};
    if (!form_folder_init(&c.from, path, err) || !file_read(path, XML_MAX, &xml, err))
        return false;
    c.files = form_folder_files(&c.from);
    return copy_form(&c, &xml, data, err);
}
