/* Reading, writing and folding UTF-8. Bytes from outside may be anything: every function here gives
 * an answer for broken text and never reads past its end. */
#include "base/utf8.h"

#include <string.h>

#include "base/err.h"

enum { BROKEN = 0xFFFD };

/* Length of the well-formed character at `s` of `n` bytes, 0 if there is none. RFC 3629's table:
 * after some first bytes the second has narrower limits, which is what rules out overlong forms,
 * surrogates and what lies above U+10FFFF. */
static size_t sequence(const unsigned char *s, size_t n) {
    unsigned char low = 0x80, high = 0xBF;
    size_t len;
    if (s[0] < 0x80)
        return 1;
    if (s[0] < 0xC2 || s[0] > 0xF4)
        return 0;
    if (s[0] < 0xE0) {
        len = 2;
    } else if (s[0] < 0xF0) {
        len = 3;
        low = s[0] == 0xE0 ? 0xA0 : low;
        high = s[0] == 0xED ? 0x9F : high;
    } else {
        len = 4;
        low = s[0] == 0xF0 ? 0x90 : low;
        high = s[0] == 0xF4 ? 0x8F : high;
    }
    if (n < len || s[1] < low || s[1] > high)
        return 0;
    for (size_t i = 2; i < len; i++) {
        if ((s[i] & 0xC0) != 0x80)
            return 0;
    }
    return len;
}

uint32_t utf8_next(const char **p, const char *end) {
    const unsigned char *s = (const unsigned char *)*p;
    if (*p >= end)
        return 0;
    size_t len = sequence(s, (size_t)(end - *p));
    *p += len ? len : 1;
    switch (len) {
    case 1:
        return s[0];
    case 2:
        return (s[0] & 0x1Fu) << 6 | (s[1] & 0x3Fu);
    case 3:
        return (s[0] & 0x0Fu) << 12 | (s[1] & 0x3Fu) << 6 | (s[2] & 0x3Fu);
    case 4:
        return (s[0] & 0x07u) << 18 | (s[1] & 0x3Fu) << 12 | (s[2] & 0x3Fu) << 6 | (s[3] & 0x3Fu);
    default:
        return BROKEN;
    }
}

size_t utf8_put(char out[4], uint32_t cp) {
    if (cp > 0x10FFFF || (cp >= 0xD800 && cp <= 0xDFFF))
        cp = BROKEN;
    if (cp < 0x80) {
        out[0] = (char)cp;
        return 1;
    }
    size_t len = cp < 0x800 ? 2 : cp < 0x10000 ? 3 : 4;
    static const unsigned char first[] = {[2] = 0xC0, [3] = 0xE0, [4] = 0xF0};
    for (size_t i = len - 1; i > 0; i--, cp >>= 6)
        out[i] = (char)(0x80 | (cp & 0x3F));
    out[0] = (char)(first[len] | cp);
    return len;
}

bool utf8_valid(const char *s, size_t n, size_t *ret_bad) {
    size_t at = 0;
    while (at < n) {
        size_t len = sequence((const unsigned char *)s + at, n - at);
        if (len == 0) {
            if (ret_bad)
                *ret_bad = at;
            return false;
        }
        at += len;
    }
    return true;
}

size_t utf8_len(const char *s) {
    const char *end = s + strlen(s);
    size_t n = 0;
    while (utf8_next(&s, end))
        n++;
    return n;
}

size_t utf8_prev(const char *s, size_t at) {
    for (size_t back = 1; back <= 4 && back <= at; back++) {
        size_t start = at - back;
        if (((unsigned char)s[start] & 0xC0) != 0x80)
            return sequence((const unsigned char *)s + start, back) == back ? start : at - 1;
    }
    return at ? at - 1 : 0;
}

size_t utf8_step(const char *s, size_t at) {
    if (!s[at])
        return at;
    size_t len = sequence((const unsigned char *)s + at, strnlen(s + at, 4));
    return at + (len ? len : 1);
}

size_t utf8_cut(const char *s, size_t n) {
    static const unsigned char full[] = {2, 2, 3, 4}; /* by bits 4 and 5 of the first byte */
    for (size_t back = 1; back <= 3 && back <= n; back++) {
        unsigned char c = (unsigned char)s[n - back];
        if (c < 0x80)
            break;
        if (c >= 0xC0)
            return back < full[c >> 4 & 3] ? n - back : n;
    }
    return n;
}

/* --- folding --- */

/* What Latin letters become, one character each: '.' parts words, a capital stands for two letters.
 */
static const char latin[] =                                            /* U+00C0 to U+02AF */
    "aaaaaaAceeeeiiiidnooooo.ouuuuyTSaaaaaaAceeeeiiiidnooooo.ouuuuyTy" /* U+00C0 */
    "aaaaaaccccccccddddeeeeeeeeeegggggggghhhhiiiiiiiiiiIIjjkkklllllll" /* U+0100 */
    "lllnnnnnnnnnooooooOOrrrrrrssssssssttttttuuuuuuuuuuuuwwyyyzzzzzzs" /* U+0140 */
    "bbbbbboccdddddeeeffggHiikkllmnnoooggpprssssttttuuuvyyzzzzzzzzztw" /* U+0180 */
    "....DDDLLLNNNaaiioouuuuuuuuuueaaaaAAggggkkoooozzjDDDggHwnnaaAAoo" /* U+01C0 */
    "aaaaeeeeiiiioooorrrruuuussttyyhhndoozzaaeeooooooooyylntjdqacclts" /* U+0200 */
    "z..buveejjqqrryyaaabocddeeeeeeejggggohhhiiillllmmmnnnoOofrrrrrrr" /* U+0240 */
    "rrssjssttuuvvwlyzzzz...c.beghjklq..DDDtttnllw.hh";                /* U+0280 */
static const char latin_more[] = /* U+1E00 to U+1EFF: more accents, among them all of Vietnamese */
    "aabbbbbbccddddddddddeeeeeeeeeeffgghhhhhhhhhhiiiikkkkkkllllllllmm"  /* U+1E00 */
    "mmmmnnnnnnnnoooooooopppprrrrrrrrssssssssssttttttttuuuuuuuuuuvvvv"  /* U+1E40 */
    "wwwwwwwwwwxxxxyyzzzzzzhtwyasssSdaaaaaaaaaaaaaaaaaaaaaaaaeeeeeeee"  /* U+1E80 */
    "eeeeeeeeiiiioooooooooooooooooooooooouuuuuuuuuuuuuuyyyyyyyyLLvvyy"; /* U+1EC0 */

enum { SKIP = UTF8_FOLD_SKIP, BLANK = UTF8_FOLD_BLANK };

static const char pair[26][3] = {
    ['A' - 'A'] = "ae", ['D' - 'A'] = "dz", ['H' - 'A'] = "hv",
    ['I' - 'A'] = "ij", ['L' - 'A'] = "lj", ['N' - 'A'] = "nj",
    ['O' - 'A'] = "oe", ['S' - 'A'] = "ss", ['T' - 'A'] = "th",
};

/* Ranges with one answer, in order. Joiners, direction marks and vowel points vanish, because the
 * same name is typed with and without them; punctuation and symbols part words. */
static const struct range {
    uint32_t first, last;
    int to;
} ranges[] = {
    {0x0080, 0x00A9, BLANK}, {0x00AA, 0x00AA, 'a'},     {0x00AB, 0x00AC, BLANK},
    {0x00AD, 0x00AD, SKIP},  {0x00AE, 0x00B1, BLANK},   {0x00B2, 0x00B2, '2'},
    {0x00B3, 0x00B3, '3'},   {0x00B4, 0x00B4, BLANK},   {0x00B5, 0x00B5, 0x3BC},
    {0x00B6, 0x00B8, BLANK}, {0x00B9, 0x00B9, '1'},     {0x00BA, 0x00BA, 'o'},
    {0x00BB, 0x00BF, BLANK}, {0x02B0, 0x02FF, BLANK},   {0x0300, 0x036F, SKIP},
    {0x037E, 0x037E, BLANK}, {0x0384, 0x0385, BLANK},   {0x0387, 0x0387, BLANK},
    {0x0482, 0x0482, BLANK}, {0x0483, 0x0489, SKIP},    {0x055A, 0x055F, BLANK},
    {0x0589, 0x058F, BLANK}, {0x0591, 0x05BD, SKIP},    {0x05BE, 0x05BE, BLANK},
    {0x05BF, 0x05BF, SKIP},  {0x05C0, 0x05C0, BLANK},   {0x05C1, 0x05C2, SKIP},
    {0x05C3, 0x05C3, BLANK}, {0x05C4, 0x05C5, SKIP},    {0x05C6, 0x05C6, BLANK},
    {0x05C7, 0x05C7, SKIP},  {0x05F3, 0x05F4, BLANK},   {0x0600, 0x0605, SKIP},
    {0x0606, 0x060F, BLANK}, {0x0610, 0x061A, SKIP},    {0x061B, 0x061B, BLANK},
    {0x061C, 0x061C, SKIP},  {0x061D, 0x061F, BLANK},   {0x0640, 0x0640, SKIP},
    {0x064B, 0x065F, SKIP},  {0x066A, 0x066D, BLANK},   {0x0670, 0x0670, SKIP},
    {0x06D4, 0x06D4, BLANK}, {0x06D6, 0x06DD, SKIP},    {0x06DF, 0x06E4, SKIP},
    {0x0964, 0x0965, BLANK}, {0x0970, 0x0970, BLANK},   {0x1DC0, 0x1DFF, SKIP},
    {0x2000, 0x200A, BLANK}, {0x200B, 0x200F, SKIP},    {0x2010, 0x2029, BLANK},
    {0x202A, 0x202E, SKIP},  {0x202F, 0x205F, BLANK},   {0x2060, 0x206F, SKIP},
    {0x2070, 0x20CF, BLANK}, {0x20D0, 0x20FF, SKIP},    {0x2100, 0x2BFF, BLANK},
    {0x2E00, 0x2E7F, BLANK}, {0x3000, 0x3004, BLANK},   {0x3008, 0x3020, BLANK},
    {0xFE00, 0xFE0F, SKIP},  {0xFE20, 0xFE2F, SKIP},    {0xFE30, 0xFE6F, BLANK},
    {0xFEFF, 0xFEFF, SKIP},  {0xFF01, 0xFF0F, BLANK},   {0xFF1A, 0xFF20, BLANK},
    {0xFF3B, 0xFF40, BLANK}, {0xFF5B, 0xFF65, BLANK},   {0xFFF9, 0xFFFC, SKIP},
    {0xFFFD, 0xFFFF, BLANK}, {0x1F000, 0x1FAFF, BLANK}, {0xE0000, 0xE0FFF, SKIP},
};

static const struct range *find_range(uint32_t cp) {
    size_t low = 0, high = sizeof(ranges) / sizeof(ranges[0]);
    while (low < high) {
        size_t mid = (low + high) / 2;
        if (cp > ranges[mid].last)
            low = mid + 1;
        else
            high = mid;
    }
    return low < sizeof(ranges) / sizeof(ranges[0]) && cp >= ranges[low].first ? &ranges[low]
                                                                               : NULL;
}

/* Lower case of the scripts that have two cases and regular tables; digits as 0 to 9. */
static uint32_t lower(uint32_t cp) {
    static const struct {
        uint16_t upper, to;
    } greek[] = {{0x386, 0x3AC}, {0x388, 0x3AD}, {0x389, 0x3AE}, {0x38A, 0x3AF},
                 {0x38C, 0x3CC}, {0x38E, 0x3CD}, {0x38F, 0x3CE}, {0x3C2, 0x3C3} /* final sigma */};
    if (cp >= 0x386 && cp <= 0x3C2) {
        for (size_t i = 0; i < sizeof(greek) / sizeof(greek[0]); i++) {
            if (greek[i].upper == cp)
                return greek[i].to;
        }
    }
    if (cp >= 0x391 && cp <= 0x3AB && cp != 0x3A2)
        return cp + 0x20;
    if (cp >= 0x400 && cp <= 0x42F)
        return cp + (cp < 0x410 ? 0x50 : 0x20);
    if ((cp >= 0x460 && cp <= 0x481) || (cp >= 0x48A && cp <= 0x4BF) ||
        (cp >= 0x4D0 && cp <= 0x52F))
        return cp | 1;
    if (cp >= 0x4C1 && cp <= 0x4CE)
        return cp + (cp & 1); /* here the small letters are the even ones */
    if (cp >= 0x531 && cp <= 0x556)
        return cp + 0x30;
    if (cp >= 0x660 && cp <= 0x669)
        return cp - 0x660 + '0';
    if (cp >= 0x6F0 && cp <= 0x6F9)
        return cp - 0x6F0 + '0';
    if (cp >= 0xFF10 && cp <= 0xFF19)
        return cp - 0xFF10 + '0';
    if (cp >= 0xFF21 && cp <= 0xFF3A)
        return cp - 0xFF21 + 'a';
    if (cp >= 0xFF41 && cp <= 0xFF5A)
        return cp - 0xFF41 + 'a';
    return cp;
}

int utf8_fold_char(char out[4], uint32_t cp) {
    int to = 0;
    if (cp < 0x80) {
        if (cp >= 'A' && cp <= 'Z')
            cp += 'a' - 'A';
        out[0] = (char)cp;
        return (cp >= 'a' && cp <= 'z') || (cp >= '0' && cp <= '9') ? 1 : BLANK;
    }
    if (cp >= 0xC0 && cp < 0xC0 + sizeof(latin) - 1)
        to = latin[cp - 0xC0];
    else if (cp >= 0x1E00 && cp < 0x1E00 + sizeof(latin_more) - 1)
        to = latin_more[cp - 0x1E00];
    if (to == '.')
        return BLANK;
    if (to >= 'A' && to <= 'Z') {
        memcpy(out, pair[to - 'A'], 2);
        return 2;
    }
    if (to == 0) {
        const struct range *r = find_range(cp);
        if (r && r->to < 0)
            return r->to;
        to = r ? r->to : (int)lower(cp);
    }
    return (int)utf8_put(out, (uint32_t)to);
}

void utf8_fold(char *out, size_t size, const char *s) {
    ASSERT(size > 0);
    const char *end = s + strlen(s);
    size_t n = 0;
    bool blank = false;
    while (s < end) {
        char part[4];
        int len = utf8_fold_char(part, utf8_next(&s, end));
        if (len == BLANK)
            blank = true;
        if (len <= 0)
            continue;
        bool gap = blank && n > 0;
        if (n + gap + (size_t)len >= size)
            break;
        if (gap)
            out[n++] = ' ';
        memcpy(out + n, part, (size_t)len);
        n += (size_t)len;
        blank = false;
    }
    out[n] = '\0';
}
