#include "outreach/scan.h"

#include <stdint.h>
#include <string.h>

#include "base/utf8.h"

/* The 48 keys that write, row by row from the top left: without and with Shift. A blank is a key
 * without a letter there, or a dead one, which writes nothing until the next key comes. */
enum { KEYS = 48, LAYOUTS = 4 };

static const uint16_t layout[LAYOUTS][2][KEYS + 1] = {
    /* United Kingdom */
    {u"`1234567890-="
     u"qwertyuiop[]#"
     u"asdfghjkl;'"
     u"\\zxcvbnm,./",
     u"\u00ac!\"\u00a3$%^&*()_+"
     u"QWERTYUIOP{}~"
     u"ASDFGHJKL:@"
     u"|ZXCVBNM<>?"},
    /* United States: its backslash is where others have the key beside Enter */
    {u"`1234567890-="
     u"qwertyuiop[]\\"
     u"asdfghjkl;'"
     u" zxcvbnm,./",
     u"~!@#$%^&*()_+"
     u"QWERTYUIOP{}|"
     u"ASDFGHJKL:\""
     u" ZXCVBNM<>?"},
    /* Germany */
    {u" 1234567890\u00df "
     u"qwertzuiop\u00fc+#"
     u"asdfghjkl\u00f6\u00e4"
     u"<yxcvbnm,.-",
     u"\u00b0!\"\u00a7$%&/()=? "
     u"QWERTZUIOP\u00dc*'"
     u"ASDFGHJKL\u00d6\u00c4"
     u">YXCVBNM;:_"},
    /* France */
    {u"\u00b2&\u00e9\"'(-\u00e8_\u00e7\u00e0)="
     u"azertyuiop $*"
     u"qsdfghjklm\u00f9"
     u"<wxcvbn,;:!",
     u" 1234567890\u00b0+"
     u"AZERTYUIOP \u00a3\u00b5"
     u"QSDFGHJKLM%"
     u">WXCVBN?./\u00a7"},
};

/* The character of the same key on another layout, 0 if there is none. */
static uint32_t translate(uint32_t cp, size_t from, size_t to) {
    for (size_t shift = 0; shift < 2; shift++)
        for (size_t key = 0; key < KEYS; key++)
            if (layout[from][shift][key] == cp)
                return layout[to][shift][key] != ' ' ? layout[to][shift][key] : 0;
    return 0;
}

static bool is_dropped(uint32_t cp) {
    return cp <= ' ' || (cp >= 0x7F && cp <= 0xA0) || cp == 0x3000 || cp == 0xFEFF ||
           (cp >= 0x2000 && cp <= 0x200F);
}

static uint32_t fold_char(uint32_t cp) {
    if (cp >= 0xFF01 && cp <= 0xFF5E)
        cp -= 0xFF01 - '!';
    if ((cp >= 0x2010 && cp <= 0x2015) || cp == 0x2212)
        cp = '-';
    return cp >= 'a' && cp <= 'z' ? cp - 'a' + 'A' : cp;
}

/* from == to: as it came. */
static bool fold(char out[SCAN_SIZE], const char *raw, size_t from, size_t to) {
    size_t n = 0;
    out[0] = '\0';
    for (const char *end = raw + strlen(raw); raw < end;) {
        char bytes[4];
        uint32_t cp = utf8_next(&raw, end);
        if (is_dropped(cp))
            continue;
        if (from != to)
            cp = translate(cp, from, to);
        size_t len = cp != 0 ? utf8_put(bytes, fold_char(cp)) : 0;
        if (len == 0 || n + len >= SCAN_SIZE) {
            out[0] = '\0';
            return false;
        }
        memcpy(out + n, bytes, len);
        n += len;
        out[n] = '\0';
    }
    return n > 0;
}

void scan_fold(char out[SCAN_SIZE], const char *raw) {
    if (!fold(out, raw, 0, 0))
        out[0] = '\0';
}

bool scan_reading(char out[SCAN_SIZE], const char *raw, size_t i) {
    size_t from = i / (LAYOUTS - 1), to = i % (LAYOUTS - 1);
    return from < LAYOUTS && fold(out, raw, from, to + (to >= from));
}
