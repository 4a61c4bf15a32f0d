/* The forms of this kiosk: those that were shipped, in SHARE/forms, and those that were imported,
 * in DATA/forms. Of one id the newer version is used.
 *
 * kiosk.ini says which form is for whom (survey/profile.h); DATA/forms/kiosk.ini stands in for the
 * shipped one as a whole. A shipped form that it does not name is never opened here. An imported
 * one is: as a visitor's form that is for nobody in particular, so that staff choose it from a
 * list.
 *
 * A form that brings a key of its own (base64RsaPublicKey) is sealed to it, whoever fills it in.
 * Once one was used here, the store knows it for ever (store/sealed_form.h), and no version without
 * a key is taken any more; `signin` never is.
 *
 * Nothing is fatal here: what cannot be used is a trouble that staff are shown, and the other forms
 * run. Versions are compared as people number them: 9 comes before 10. */
#pragma once

#include "model/model.h"
#include "store/store.h"

/* Loads all of them; never NULL. forms_view_free() it. `share` NULL: nothing was shipped. The lists
 * that kiosk.ini names get the places of the programme as it is in `s` now (outreach/areas.h);
 * NULL: there is no programme, and what is in their files is all. */
struct forms_view *shelf_load(const char *share, const char *data, struct store *s);

/* From now on `s` knows those of them that have a key. */
bool shelf_remember_keys(const struct forms_view *v, struct store *s, struct err *err) MUST_USE;

/* The loaded forms as reports take them, into `ret`; returns how many. NULL: none. */
size_t shelf_forms(const struct forms_view *v, const struct form *ret[FORMS_MAX]);

/* Does a file that begins like this hold a form? XML, and nothing else that is imported, begins
 * with a bracket. */
bool shelf_is_form(const char *bytes);

struct shelf_form {
    char id[64], version[64], title[120];
    char languages[200]; /* as the form names them: "English (en), Polski (pl)"; "": it has one */
    int questions;       /* that it can ask; those of what repeats once */
    bool there;          /* this version, or a newer one, is on the kiosk already */
    char key[KEY_SUM];   /* of the key that its records are sealed to; "": they are not */
    char key_before[KEY_SUM]; /* of another key that it had until now; "": none that is known */
};
/* Will the form at `path` run here, with the programme and the keys that are in `s`? `ret_said`
 * gets what its author should know, also when not. What is wrong with the form itself is ERR_INPUT.
 */
bool shelf_check(const char *path, const char *share, const char *data, struct store *s,
                 struct shelf_form *ret, struct form_complaints *ret_said,
                 struct err *err) MUST_USE;
/* Copies the form and the files beside it into DATA/forms, so that after a power cut the old or the
 * new form is there, never half of one. It opens when the forms are loaded next. */
bool shelf_add(const char *path, const char *data, struct err *err) MUST_USE;
