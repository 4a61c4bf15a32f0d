/* What a kiosk is told once: DATA/turnout.ini, section [kiosk]. The same names as options of the
 * command line win over the file. settings_key() lists every key with its meaning; the man page and
 * the tests are made from that list. */
#pragma once

#include "base/err.h"
#include "base/str.h"
#include "outreach/keeping.h"

#include <stdbool.h>
#include <stddef.h>

struct settings {
    char name[64];  /* of this kiosk; "" if it has none */
    char event[96]; /* where it stands today; "" if not said */
    int w, h;       /* of the window; 0: the default, or the whole panel */
    int scale;      /* text size in percent; 0: as chosen on the screen */
    char lang[16];  /* "" is English */
    char theme[32]; /* "": as chosen on the screen */
    bool sound;
    int idle_lock_s;     /* staff are locked out after so long without a touch; 0: never */
    int dpi;             /* of the panel; 0: ask the machine */
    char marking[64];    /* handling marking of exports; "": the default */
    char usb[256];       /* folder in which USB sticks show; "": none do */
    struct keeping keep; /* how long what is personal is kept */
    bool purge_itself;   /* it goes without being asked; else the coordinator is told */
};

struct settings_key {
    const char *key, *value; /* name and placeholder: "size", "WxH" */
    const char *help;        /* starts small, no full stop */
};

void settings_init(struct settings *s);

/* Reads the text of a settings file over what is in `s`, all or nothing. Errors say "FILE:LINE:
 * ...". */
bool settings_parse(struct settings *s, const char *file, const char *text, size_t n,
                    struct err *err) MUST_USE;

/* settings_parse() of DIR/turnout.ini; none there is fine. */
bool settings_load(struct settings *s, const char *dir, struct err *err) MUST_USE;

/* Sets one key, as an option does. False: no such key, or not a value for it. */
bool settings_set(struct settings *s, const char *key, const char *value, struct err *err) MUST_USE;

const struct settings_key *settings_key(size_t i); /* NULL behind the last */

void settings_man(struct str *out); /* the section SETTINGS of the man page, as roff */
