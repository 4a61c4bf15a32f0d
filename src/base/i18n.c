/* glibc's gettext looks for catalogues of the languages in $LANGUAGE as soon as the locale is
 * another than "C". So the program stays in C.UTF-8 for everything else (numbers, sorting, dates)
 * and needs no locale installed: the variable alone picks the language.
 *
 * The variable is set again for every change of language. glibc keeps the old value's memory, so a
 * thread that reads the environment at that moment still reads a whole string. */
#include "base/i18n.h"

#include <libintl.h>
#include <locale.h>
#include <stdlib.h>
#include <string.h>

#include "base/err.h"

static const char domain[] = "turnout";

extern int _nl_msg_cat_cntr; /* glibc: counting it up drops what gettext has looked up so far */

/* "pl", "pt_BR", "zh-Hant": nothing that could be a path or a list. */
static bool is_language(const char *lang) {
    static const char allowed[] =
        "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-@";
    size_t n = strspn(lang, allowed);
    return n >= 2 && n < 16 && lang[n] == '\0';
}

void i18n_use(const char *dir, const char *lang) {
    setlocale(LC_CTYPE, "C.UTF-8");
    setlocale(LC_MESSAGES, "C.UTF-8");
    bindtextdomain(domain, dir);
    bind_textdomain_codeset(domain, "UTF-8");
    if (setenv("LANGUAGE", is_language(lang) ? lang : "en", 1) != 0)
        BUG("out of memory");
    _nl_msg_cat_cntr++;
}

const char *tr(const char *msgid) {
    return *msgid ? dgettext(domain, msgid)
                  : ""; /* the empty id stands for the catalogue's header */
}

const char *tr_n(const char *one, const char *many, unsigned long n) {
    return dngettext(domain, one, many, n);
}

bool i18n_rtl(const char *lang) {
    static const char *const rtl[] = {"ar", "ckb", "dv", "fa", "he", "ps", "sd", "ug", "ur", "yi"};
    size_t n = strcspn(lang, "_-@");
    for (size_t i = 0; i < sizeof(rtl) / sizeof(rtl[0]); i++) {
        if (strlen(rtl[i]) == n && memcmp(rtl[i], lang, n) == 0)
            return true;
    }
    return false;
}
