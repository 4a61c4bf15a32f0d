/* The node tree: what a screen's pure view returns, from which layout, painting, touch, keys,
 * speech and the text golden are all derived.
 *
 * Nodes live in the arena of one frame. A node that can be touched, focused or scrolled carries an
 * explicit key, unique in its frame, so that focus and scroll offset survive the rebuild and a
 * touch script finds it. All sizes are *logical units* (1 unit = 1 px on an 800x480 7-inch panel);
 * layout turns them into pixels. Text sizes grow with the reader's text setting, gaps do not.
 *
 * Every node has a role, a label and a value: role from its kind, label what it is called, value
 * what it holds. Drawing may use other children (an icon, two lines of text), speech never has to
 * guess. */
#pragma once

#include "base/arena.h"
#include "ui/msg.h"
#include "ui/theme.h"

#include <stdbool.h>
#include <stdint.h>

enum ui_kind {
    UI_COL,    /* children from top to bottom */
    UI_ROW,    /* children in reading direction */
    UI_FLOW,   /* as a row, wraps to further lines */
    UI_STACK,  /* children on top of each other, each the size of the stack */
    UI_SCROLL, /* one column that scrolls up and down; keyed. Overflowing it gets a `rail` */
    UI_TEXT,   /* label, drawn and wrapped */
    UI_ICON, /* `icon`, tinted with `ink`; label is what it means, or NULL when it only decorates */
    UI_PICTURE,  /* the image file `icon`; label is what it shows, drawn where the file cannot be */
    UI_QR,       /* `qr` (ui/qr.h); label is what it is of, value what it holds */
    UI_BUTTON,   /* tap sends on_tap; children are its face. Checked: UI_CHECKED */
    UI_FIELD,    /* value is edited; sends on_edit with the new text, on_tap at Enter */
    UI_PROGRESS, /* `done` of `total` */
    UI_SPACE,    /* nothing, takes room */
    UI_DIALOG    /* child of a UI_STACK, only a toast above it: takes all input; label: its title */
};

enum ui_flag {
    UI_DISABLED = 1 << 0, /* seen, not tapped; the reason stands in words beside it */
    UI_CHECKED = 1 << 1,
    UI_INVALID = 1 << 2,
    UI_GROW = 1 << 3,    /* takes its share of the room left in the parent's direction */
    UI_MASKED = 1 << 4,  /* a field whose text is shown as dots and never spoken or dumped */
    UI_NUMERIC = 1 << 5, /* a field that wants digits: number pad, refuses letters */
    UI_ELLIPSIS =
        1 << 6,         /* text of one line that is cut with an ellipsis: only in lists that open */
    UI_MIRROR = 1 << 7, /* an icon that points: flipped for right-to-left */
    UI_TABULAR = 1 << 8,    /* digits of one width */
    UI_PENDING = 1 << 9,    /* shown, not durable yet: drawn in `soft`, spoken as "saving" */
    UI_SINK = 1 << 10,      /* primary button: a dark lower edge that sinks when pressed */
    UI_DASHED = 1 << 11,    /* dashed outline */
    UI_AUTOFOCUS = 1 << 12, /* takes the focus when the screen opens */
    UI_REPEAT = 1 << 13,    /* a held button repeats its tap */
    UI_QUIET = 1 << 14,     /* not spoken, not a stop of the focus: decoration */
    UI_HEADING = 1 << 15,   /* text that is the screen's or a part's title */
    UI_LIVE = 1 << 16,      /* spoken when it changes (counts, toasts, errors) */
    UI_NO_CLICK = 1 << 17,  /* makes no click sound */
    UI_WIDE_OK = 1 << 18,   /* text may be one line as wide as it likes (never wraps): numbers */
    UI_WHOLE = 1 << 19,     /* a button's words: other texts wrap first (set by the parts) */
    UI_STACKS = 1 << 20,    /* a row that becomes a column when it does not fit (bars, feet) */
    UI_LTR = 1 << 21, /* what is in it keeps its order on a mirrored screen: letters and digits */
    UI_WHOLE_ROWS = 1 << 22 /* a scroll over one flow: it ends below a row, never inside one */
};

enum ui_align { UI_START, UI_CENTRE, UI_END, UI_STRETCH, UI_BETWEEN };

/* Type styles of look/LOOK.md: size in logical px at 100 %, weight, line height. ui/type.c has the
 * table. */
enum ui_type {
    UI_BODY,        /* 20 */
    UI_BODY_BOLD,   /* 20 bold */
    UI_SMALL,       /* 17: second lines */
    UI_TAG,         /* 15 bold: tags */
    UI_NOTE,        /* 15: under the bar's title */
    UI_LABEL,       /* 22 semi/bold: buttons, bar title */
    UI_LABEL_PLAIN, /* 22 regular */
    UI_CHIP,        /* 18 */
    UI_CHIP_BOLD,   /* 18 bold */
    UI_TILE,        /* 24 bold */
    UI_TITLE,       /* 32 bold */
    UI_KEY,         /* 26 */
    UI_PAD,         /* 32 bold: +5, +10 */
    UI_PLUS,        /* 96 bold: +1 */
    UI_INVITE,      /* 52 bold */
    UI_COUNT,       /* 176 bold */
    UI_COUNT_MID,   /* 120 bold: four digits, or a small screen */
    UI_COUNT_SMALL, /* 84 bold: five digits, or at 150 % */
    UI_TYPE_COUNT
};

struct ui_rect {
    int x, y, w, h; /* device pixels */
};

struct ui_box {           /* how a node sits and what is painted behind it; all logical units */
    int16_t pad_x, pad_y; /* inside the outline */
    int16_t gap;          /* between children */
    int16_t w, h;         /* fixed outer size; 0: as the content wants */
    int16_t min_w, min_h;
    int16_t max_w;         /* 0: none */
    int16_t radius;        /* of the corners; 999: full (chips) */
    int16_t edge_bottom;   /* a line below only (rows, bars), instead of an outline: its width */
    uint8_t grow;          /* weight of UI_GROW; 0 means 1 */
    enum ui_align align;   /* across the direction; UI_START is 0 */
    enum ui_align justify; /* along the direction */
    enum ui_colour fill, edge; /* UI_none: nothing. `edge` is drawn theme.edge_px wide */
};

struct ui_fit {   /* what layout has measured, in pixels; -1: not yet. Private to ui/layout.c */
    int w[4];     /* as wide as it would like to be .. as narrow as it can become */
    int for_w;    /* the width that the two heights hold for */
    int h, min_h; /* with all its scrolls open, and with them shut */
};

struct ui_node {
    enum ui_kind kind;
    enum ui_type type;  /* of text, fields and the size of icons that have none */
    enum ui_colour ink; /* of text and icon */
    uint32_t flags;
    const char *key; /* NULL, or unique in the frame: "plus1", "row:17" */
    const char
        *label; /* what it is called: drawn by UI_TEXT, spoken and matched by scripts everywhere */
    const char *value; /* what it holds: field text, "212", "Open" */
    const char *hint;  /* grey words in an empty field */
    const char *icon;  /* name of assets/icons/NAME.svg; of UI_PICTURE the file's full path */
    int16_t icon_size; /* logical */
    int16_t picture_w, picture_h; /* of UI_PICTURE: the room that it would like to have, logical */
    const struct ui_qr *qr;       /* of UI_QR */
    int64_t done, total;          /* of UI_PROGRESS; total 0: not known */
    struct ui_box box;
    struct ui_msg on_tap, on_edit, on_hold; /* id 0: none. on_hold: after 500 ms */
    struct ui_node *parent, *first, *last, *next;

    struct ui_rect at;      /* filled by ui_layout: outer box, scrolled and mirrored */
    struct ui_rect clip;    /* what of `at` can be seen and touched */
    struct ui_lines *lines; /* of UI_TEXT, UI_FIELD and UI_PICTURE: filled by ui_layout, private to
                               the kit */
    int content_h;          /* of UI_SCROLL: height of all its rows, in pixels */
    struct ui_node *rail;   /* of UI_SCROLL: up, track, down. Its last child while it shows, else in
                               no tree, so that nothing can meet it: ui_layout decides */
    int rail_w;             /* of UI_SCROLL: pixels that the rail takes from the rows; 0: hidden */
    struct ui_fit fit;
    struct arena *frame; /* where the node lives: layout puts its lines beside it */
};
