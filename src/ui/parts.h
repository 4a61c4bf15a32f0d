/* What the files of the parts share. Private to build.c and parts_*.c. */
#pragma once

#include "ui/build.h"

/* A button with nothing on it: a key, a name, a message. Its children are centred in it. */
struct ui_node *ui_target(struct ui_build *b, struct ui_node *parent, const char *key,
                          const char *label, struct ui_msg tap);

/* Words on a button: they wrap only when nothing else can give way. */
struct ui_node *ui_face(struct ui_build *b, struct ui_node *button, enum ui_type type,
                        const char *words, enum ui_colour ink);

bool ui_on_staff(const struct ui_node *n); /* does it stand on the navy bar? */

struct ui_tone_look {
    enum ui_colour ink, tint;
    const char *icon; /* a tone is never told by its colour alone */
};
const struct ui_tone_look *ui_tone_look(enum ui_tone tone);
