/* The type scale: one row a style, in logical units at 100 % text on a panel of 133 dpi. What is
 * read grows by the half that the reader asks for; what is large already, or is a key under a
 * thumb, grows less, so that the rest of the screen keeps its room. */
#include "ui/env.h"

#include "base/err.h"

/* clang-format off */
static const struct ui_type_style styles[UI_TYPE_COUNT] = {
    /*                  size   bold line most */
    [UI_BODY]        = { 20, false, 140, 150},
    [UI_BODY_BOLD]   = { 20,  true, 140, 150},
    [UI_SMALL]       = { 17, false, 135, 150},
    [UI_TAG]         = { 15,  true, 135, 150},
    [UI_NOTE]        = { 15, false, 120, 140},
    [UI_LABEL]       = { 22,  true, 120, 150},
    [UI_LABEL_PLAIN] = { 22, false, 130, 150},
    [UI_CHIP]        = { 18, false, 125, 140},
    [UI_CHIP_BOLD]   = { 18,  true, 125, 140},
    [UI_TILE]        = { 24,  true, 120, 150},
    [UI_TITLE]       = { 32,  true, 120, 135},
    [UI_KEY]         = { 26, false, 115, 115},
    [UI_PAD]         = { 32,  true, 115, 115},
    [UI_PLUS]        = { 96,  true, 115, 100},
    [UI_INVITE]      = { 52,  true, 110, 115},
    [UI_COUNT]       = {176,  true, 100, 100},
    [UI_COUNT_MID]   = {120,  true, 100, 100},
    [UI_COUNT_SMALL] = { 84,  true, 100, 100},
};
/* clang-format on */

const struct ui_type_style *ui_type_style(enum ui_type type) {
    ASSERT((unsigned)type < UI_TYPE_COUNT);
    return &styles[type];
}
