/* What the on-screen keys do to the keyboard itself, and the letters behind a letter. */
#include "ui/keys.h"

#include <string.h>

#include "base/utf8.h"

bool ui_msg_is_key(struct ui_msg msg) {
    return msg.id <= UI_MSG_KEY_CHAR && msg.id >= UI_MSG_SCROLL_DOWN;
}

static uint8_t next_shift(uint8_t shift) {
    return shift == UI_SHIFT_LOCKED ? UI_SHIFT_OFF : (uint8_t)(shift + 1);
}

static void apply_do(struct ui_view_state *state, enum ui_key_do what) {
    switch (what) {
    case UI_KEY_DO_SHIFT:
        state->shift = next_shift(state->shift);
        return;
    case UI_KEY_DO_LETTERS:
        state->page = UI_PAGE_LETTERS;
        return;
    case UI_KEY_DO_NUMBERS:
        state->page = UI_PAGE_NUMBERS;
        return;
    case UI_KEY_DO_SIGNS:
        state->page = UI_PAGE_SIGNS;
        return;
    case UI_KEY_DO_BACKSPACE:
    case UI_KEY_DO_HIDE_ACCENTS:
        return;
    }
}

bool ui_keys_apply(struct ui_view_state *state, struct ui_msg msg) {
    struct ui_view_state before = *state;
    state->accents_of = 0;
    switch (msg.id) {
    case UI_MSG_KEY_CHAR:
        if (state->shift == UI_SHIFT_ONCE)
            state->shift = UI_SHIFT_OFF;
        break;
    case UI_MSG_KEY_DO:
        apply_do(state, (enum ui_key_do)msg.arg);
        break;
    case UI_MSG_KEY_ACCENTS:
        state->accents_of = (uint32_t)msg.arg;
        break;
    }
    return before.page != state->page || before.shift != state->shift ||
           before.accents_of != state->accents_of;
}

/* The letters of the languages of Europe that are written with a Latin alphabet. */
static const struct {
    char letter;
    const char *accents;
} accented[] = {
    {'a', "áàâäãåąăāæ"}, {'c', "çćčĉċ"},     {'d', "ďđð"}, {'e', "éèêëęěėē"}, {'g', "ğģĝġ"},
    {'h', "ħĥ"},         {'i', "íìîïįīı"},   {'j', "ĵ"},   {'k', "ķ"},        {'l', "łľļĺ"},
    {'n', "ñńňņŋ"},      {'o', "óòôöõøőœō"}, {'r', "řŕ"},  {'s', "śšşșŝß"},   {'t', "ťțţŧþ"},
    {'u', "úùûüůűūų"},   {'w', "ŵ"},         {'y', "ýÿŷ"}, {'z', "źżž"},
};

/* Most of these blocks put a capital right before its small letter; Latin-1 puts it 32 before. */
uint32_t ui_keys_upper(uint32_t letter) {
    if ((letter >= 'a' && letter <= 'z') || (letter >= 0xE0 && letter <= 0xFE && letter != 0xF7))
        return letter - 32;
    if (letter == 0xFF)
        return 0x178;
    if (letter == 0x131)
        return 'I';
    bool even_small = (letter >= 0x139 && letter <= 0x148) || (letter >= 0x179 && letter <= 0x17E);
    bool in_pairs = (letter >= 0x100 && letter <= 0x17E && letter != 0x130 && letter != 0x138 &&
                     letter != 0x149 && letter != 0x178) ||
                    (letter >= 0x218 && letter <= 0x21B);
    bool small = in_pairs && letter % 2 == (even_small ? 0 : 1);
    return small ? letter - 1 : letter;
}

static uint32_t lower(uint32_t letter) {
    return letter >= 'A' && letter <= 'Z' ? letter + 32 : letter;
}

size_t ui_keys_accents(uint32_t letter, uint32_t *ret_cp, size_t max) {
    size_t n = 0;
    for (size_t i = 0; i < sizeof accented / sizeof *accented; i++) {
        if ((uint32_t)accented[i].letter != lower(letter))
            continue;
        const char *p = accented[i].accents, *end = p + strlen(p);
        while (p < end && n < max) {
            uint32_t cp = utf8_next(&p, end);
            ret_cp[n++] = lower(letter) == letter ? cp : ui_keys_upper(cp);
        }
    }
    return n;
}
