/* How large a logical unit is. Sizes are chosen in units that are a 133th of an inch on the panel
 * that the screens were drawn for, so that a finger meets the same millimetres on every panel. */
#include "ui/env.h"

enum {
    SHORT_SIDE = 480, /* logical units that every screen can be laid out in */
    LONG_SIDE = 800,
    DRAWN_DPI = 133,
    MOST_PCT = 125, /* without a known density: a larger screen spends the rest on air */
    LEAST_PCT = 75  /* below, the smallest text has too few pixels to be read */
};

static int least(int a, int b) {
    return a < b ? a : b;
}

int ui_unit_pct(int w, int h, int dpi) {
    int across = w >= h ? w : h, down = w >= h ? h : w;
    int room = least(across * 100 / LONG_SIDE, down * 100 / SHORT_SIDE);
    if (dpi > 0) {
        int pct = (dpi * 100 + DRAWN_DPI / 2) / DRAWN_DPI;
        pct = least(pct, room > 100 ? room : 100); /* millimetres give way to what must fit */
        return pct > LEAST_PCT ? pct : LEAST_PCT;
    }
    if (room < 100)
        return 100;
    return least(room, MOST_PCT);
}

int ui_logical_w(const struct ui_env *env) {
    return env->w * 100 / env->unit_pct;
}

int ui_logical_h(const struct ui_env *env) {
    return env->h * 100 / env->unit_pct;
}
