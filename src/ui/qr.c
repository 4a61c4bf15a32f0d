#include "ui/qr.h"

#include <stdlib.h>
#include <string.h>

#include <qrencode.h>

#include "base/mem.h"
#include "ui/layout.h"

/* The library keeps more than darkness in its bytes: bit 0 is what is painted. */
static const struct ui_qr *encode(struct arena *a, const char *text) {
    ASSERT(text[0] != '\0' && strlen(text) <= UI_QR_TEXT_MAX);
    QRcode *code = QRcode_encodeString(text, 0, QR_ECLEVEL_M, QR_MODE_8, 1);
    ASSERT(code != NULL);
    size_t n = (size_t)code->width * (size_t)code->width;
    unsigned char *dark = arena_array(a, n, 1);
    for (size_t i = 0; i < n; i++)
        dark[i] = code->data[i] & 1;
    struct ui_qr *qr = NEW(a, struct ui_qr);
    *qr = (struct ui_qr){.side = code->width, .dark = dark};
    QRcode_free(code);
    return qr;
}

struct ui_node *ui_qr(struct ui_build *b, struct ui_node *parent, const char *label,
                      const char *text, int size) {
    struct ui_node *n = ui_add(b, parent, UI_QR);
    n->label = label;
    n->value = text;
    n->qr = encode(b->frame, text);
    n->icon_size = (int16_t)size;
    n->box.radius = 8;
    return n;
}

int ui_qr_square_px(const struct ui_env *env, const struct ui_node *n) {
    int px = ui_px(env, n->icon_size) / (n->qr->side + 2 * UI_QR_QUIET);
    return px > 0 ? px : 1;
}

int ui_qr_px(const struct ui_env *env, const struct ui_node *n) {
    return ui_qr_square_px(env, n) * (n->qr->side + 2 * UI_QR_QUIET);
}
