/* Everything in a place that is not sealed is random, so a place is filled with random bytes first
 * and what is sealed is written over them. */
#include "seal/envelope.h"

#include <string.h>

#include <openssl/crypto.h>

#include "base/uuid.h"

enum {
    VERSION = 1,
    UUID = 36,
    ID_BYTES = 16,
    SIZES_AT = 1,
    TEXTS_AT = SIZES_AT + 2 * ENVELOPE_KEYS
};

#define URN "uuid:"

_Static_assert(TEXTS_AT + 2 * (1 + ENVELOPE_TEXT) <= ENVELOPE_HEAD, "the texts fit");

/* ---- head ---- */

struct head {
    size_t wrapped[ENVELOPE_KEYS];
    char form[ENVELOPE_TEXT + 1], version[ENVELOPE_TEXT + 1];
};

static unsigned char *put_text(unsigned char *to, const char *text) {
    size_t n = strlen(text);
    *to++ = (unsigned char)n;
    memcpy(to, text, n);
    return to + n;
}

static const unsigned char *get_text(const unsigned char *from, char ret[ENVELOPE_TEXT + 1]) {
    size_t n = *from++;
    if (n > ENVELOPE_TEXT || memchr(from, '\0', n))
        return NULL;
    memcpy(ret, from, n);
    ret[n] = '\0';
    return from + n;
}

static void put_head(unsigned char *to, const struct pair_key *const key[], size_t keys,
                     const char *form, const char *version) {
    memset(to, 0, ENVELOPE_HEAD);
    to[0] = VERSION;
    for (size_t i = 0; i < keys; i++) {
        size_t n = pair_wrapped_size(key[i]);
        to[SIZES_AT + 2 * i] = (unsigned char)(n >> 8);
        to[SIZES_AT + 2 * i + 1] = (unsigned char)n;
    }
    put_text(put_text(to + TEXTS_AT, form), version);
}

/* How many readers; 0: this is no head. */
static size_t get_head(const unsigned char *from, struct head *ret) {
    size_t keys = 0;
    for (size_t i = 0; i < ENVELOPE_KEYS; i++) {
        ret->wrapped[i] = (size_t)from[SIZES_AT + 2 * i] << 8 | from[SIZES_AT + 2 * i + 1];
        if (ret->wrapped[i] > PAIR_WRAPPED_MAX)
            return 0;
        if (ret->wrapped[i] > 0 && keys == i)
            keys++;
    }
    const unsigned char *p = from[0] == VERSION ? get_text(from + TEXTS_AT, ret->form) : NULL;
    return p && get_text(p, ret->version) && *ret->form ? keys : 0;
}

/* ---- copies ---- */

/* Where the parts of a copy lie; `id` is written for them. */
static struct odk_parts parts_of(unsigned char *copy, const struct head *head, size_t wrapped,
                                 char id[ODK_ID]) {
    unsigned char *key = copy + ID_BYTES;
    memcpy(id, URN, strlen(URN));
    uuid_v4_of(copy, id + strlen(URN));
    return (struct odk_parts){.form = head->form,
                              .version = head->version,
                              .instance_id = id,
                              .wrapped = wrapped,
                              .key = key,
                              .signature = key + PAIR_WRAPPED_MAX,
                              .record = key + 2 * PAIR_WRAPPED_MAX};
}

/* Does the name that ends before `at` begin a tag? In what people write, '<' is always escaped. */
static bool is_tag(const char *from, const char *at) {
    while (at > from &&
           (at[-1] == ':' || at[-1] == '_' || at[-1] == '-' || at[-1] == '.' ||
            (at[-1] >= '0' && at[-1] <= '9') || ((at[-1] | 0x20) >= 'a' && (at[-1] | 0x20) <= 'z')))
        at--;
    return at > from && at[-1] == '<';
}

/* The 36 characters of the record's own id in "<instanceID>uuid:...</"; NULL: it has none. */
static char *find_id(char *xml, size_t n) {
    static const char before[] = "instanceID>" URN, after[] = "</";
    const size_t all = strlen(before) + UUID + strlen(after);
    for (char *at = xml; n - (size_t)(at - xml) >= all; at++) {
        at = memmem(at, n - (size_t)(at - xml), before, strlen(before));
        if (!at || n - (size_t)(at - xml) < all)
            return NULL;
        char *id = at + strlen(before);
        if (is_tag(xml, at) && memcmp(id + UUID, after, strlen(after)) == 0)
            return id;
    }
    return NULL;
}

static bool take_texts(const char *form, const char *version, struct head *ret, struct err *err) {
    return (*form && STR_COPY(ret->form, form) && STR_COPY(ret->version, version ? version : "")) ||
           err_set(err, ERR_INPUT,
                   "the id or the version of the form is too long to be sealed: give it shorter "
                   "ones");
}

static bool seal_copies(const struct pair_key *const key[], size_t keys, const struct head *head,
                        char *plain, char *id, unsigned char *ret, struct err *err) {
    bool ok = true;
    char instance_id[ODK_ID];
    random_bytes(ret, ENVELOPE_KEYS * ENVELOPE_COPY);
    for (size_t i = 0; i < keys && ok; i++) {
        struct odk_parts p =
            parts_of(ret + i * ENVELOPE_COPY, head, pair_wrapped_size(key[i]), instance_id);
        memcpy(id, instance_id + strlen(URN), UUID);
        ok = odk_seal(key[i], &p, plain, ENVELOPE_PLAIN, err);
    }
    return ok;
}

bool envelope_seal(const struct pair_key *const key[], size_t keys, const char *form,
                   const char *version, char plain[ENVELOPE_PLAIN], size_t n,
                   unsigned char ret[ENVELOPE_SIZE], struct err *err) {
    ASSERT(keys > 0 && keys <= ENVELOPE_KEYS);
    struct head head;
    bool fits = n <= ENVELOPE_PLAIN;
    char *id = fits ? find_id(plain, n) : NULL;
    bool ok = id && take_texts(form, version, &head, err);
    if (!fits)
        err_set(err, ERR_INPUT, "the answers are too long to be sealed: write less");
    else if (!id)
        err_set(err, ERR_INPUT, "the form has no instance id: give it one");
    if (ok) {
        memset(plain + n, ' ', ENVELOPE_PLAIN - n);
        put_head(ret, key, keys, head.form, head.version);
        ok = seal_copies(key, keys, &head, plain, id, ret + ENVELOPE_HEAD, err);
    }
    OPENSSL_cleanse(plain, ENVELOPE_PLAIN);
    return ok;
}

size_t envelope_copies(const unsigned char sealed[ENVELOPE_SIZE]) {
    struct head head;
    return get_head(sealed, &head);
}

bool envelope_take(const unsigned char sealed[ENVELOPE_SIZE], size_t i, struct odk_submission *ret,
                   struct err *err) {
    struct head head;
    char id[ODK_ID];
    unsigned char copy[ENVELOPE_COPY];
    *ret = (struct odk_submission){0};
    if (i >= get_head(sealed, &head))
        return err_set(err, ERR_DAMAGED, "this is no envelope: it is not as it was kept");
    memcpy(copy, sealed + ENVELOPE_HEAD + i * ENVELOPE_COPY, sizeof copy);
    struct odk_parts p = parts_of(copy, &head, head.wrapped[i], id);
    odk_write(&p, ENVELOPE_RECORD, ret);
    return true;
}
