/* What the on-screen keys say to the kit, and which of their pages shows.
 *
 * The keys of ui_keyboard() and ui_pad() are ordinary buttons whose messages have reserved,
 * negative ids. The kit never hands these to a screen: it edits the focused field with them, or
 * changes its own view state. A tap on such a button leaves the focus where it is. The view state
 * reaches the views through `struct ui_env`, so that the keyboard is rebuilt with each frame like
 * everything else. */
#pragma once

#include "ui/msg.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum ui_key_msg {
    UI_MSG_KEY_CHAR = -1,    /* type the character `arg`, a code point in its final case */
    UI_MSG_KEY_DO = -2,      /* `arg` is an enum ui_key_do */
    UI_MSG_KEY_ACCENTS = -3, /* a held letter: show the accents of `arg`, in its case */
    UI_MSG_SCROLL_UP = -4,   /* buttons of a list: scroll the UI_SCROLL called `text` */
    UI_MSG_SCROLL_DOWN = -5  /* by most of what it shows */
};

/* Escape taps the button with this key when no dialog is open: the back arrow of every bar. Of a
 * dialog it sends the UI_DIALOG's own on_tap. */
#define UI_BACK_KEY "back"

enum ui_key_do {
    UI_KEY_DO_BACKSPACE, /* deletes the character before the caret; repeats while held */
    UI_KEY_DO_SHIFT,     /* off -> the next letter -> locked -> off */
    UI_KEY_DO_LETTERS,   /* the pages */
    UI_KEY_DO_NUMBERS,
    UI_KEY_DO_SIGNS,
    UI_KEY_DO_HIDE_ACCENTS
};

enum ui_key_page { UI_PAGE_LETTERS, UI_PAGE_NUMBERS, UI_PAGE_SIGNS };
enum ui_key_shift { UI_SHIFT_OFF, UI_SHIFT_ONCE, UI_SHIFT_LOCKED };

struct ui_view_state {   /* all zero: small letters, no accents */
    uint8_t page;        /* enum ui_key_page */
    uint8_t shift;       /* enum ui_key_shift */
    uint32_t accents_of; /* the letter whose accents show above the keys; 0: none */
};

/* Is it one of the messages above: never given to a screen, its sender never focused? */
bool ui_msg_is_key(struct ui_msg msg);

/* What a key's message does to the view state: pages, Shift (which drops after one letter), accents
 * (which close after any key). Editing the field is not its business. Returns whether anything
 * changed. */
bool ui_keys_apply(struct ui_view_state *state, struct ui_msg msg);

/* The accented forms of a letter, most used first; returns how many of max were set. 0: it has
 * none. */
size_t ui_keys_accents(uint32_t letter, uint32_t *ret_cp, size_t max);

uint32_t ui_keys_upper(uint32_t letter); /* of Latin letters; anything else stays as it is */
