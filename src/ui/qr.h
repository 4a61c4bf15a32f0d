/* A QR code as a node: what a phone that is held up takes along, a number or an address.
 *
 * It is painted as plain squares of whole pixels, dark on white in every theme, with the quiet zone
 * of four squares that ISO/IEC 18004 asks for: so it is never blurred by scaling, and readers find
 * it also on a dark screen. Correction level M: a fingerprint may cover a seventh of it. */
#pragma once

#include "ui/build.h"

enum { UI_QR_QUIET = 4, UI_QR_TEXT_MAX = 300 /* bytes; so that its squares stay large enough */ };

struct ui_qr {                 /* in the frame's arena, constant */
    int side;                  /* squares along an edge, without the quiet zone */
    const unsigned char *dark; /* side x side, row by row: 0 or 1 */
};

/* A code of `text`, at most `size` logical units wide and high; in pixels it is the largest square
 * of whole ones that fits. `label` is what it is of: "QR code of the number". More than
 * UI_QR_TEXT_MAX bytes, or none, are a bug. */
struct ui_node *ui_qr(struct ui_build *b, struct ui_node *parent, const char *label,
                      const char *text, int size);

int ui_qr_square_px(const struct ui_env *env, const struct ui_node *n); /* of one of its squares */
int ui_qr_px(const struct ui_env *env, const struct ui_node *n); /* of all, quiet zone included */
