/* Words in the language of the reader, by gettext catalogues (assets/languages/XX.po).
 *
 * A message id is the English sentence itself, so a missing catalogue or message shows English. One
 * language is in force for the whole program; only the UI thread changes it. */
#pragma once

#include <stdbool.h>

/* `dir` holds XX/LC_MESSAGES/turnout.mo; `lang` is "en", "pl", ... Unknown languages mean English.
 */
void i18n_use(const char *dir, const char *lang);
const char *tr(const char *msgid) __attribute__((format_arg(1)));
/* Picks by the language's rule. */
const char *tr_n(const char *one, const char *many, unsigned long n)
    __attribute__((format_arg(1), format_arg(2)));
bool i18n_rtl(const char *lang); /* is it written from right to left? (ar, fa, he, ur, ...) */

/* Marks a string in a table for the catalogue without translating it there. */
#define N_(msgid) msgid
