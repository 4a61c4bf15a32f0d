/* The cipher is a stream, so that the padding can be fed behind the file: nothing of it is copied
 * to be padded. Base64 is taken only in its one canonical spelling: else there were bits that could
 * be changed and nobody would notice. */
#include "seal/odk.h"

#include <limits.h>
#include <string.h>

#include <openssl/crypto.h>
#include <openssl/evp.h>

#include "base/mem.h"
#include "base/uuid.h"

enum { SUM = 16, SUM_HEX = 33, WRAPPED64 = (PAIR_WRAPPED_MAX + 2) / 3 * 4 + 1 };

/* ---- sums ---- */

/* A running MD5. That libcrypto refuses one means that it is broken. */
static EVP_MD_CTX *sum_new(void) {
    EVP_MD_CTX *c = EVP_MD_CTX_new();
    if (!c || EVP_DigestInit_ex(c, EVP_md5(), NULL) != 1)
        BUG("no MD5");
    return c;
}

static void sum_add(EVP_MD_CTX *c, const void *bytes, size_t n) {
    if (EVP_DigestUpdate(c, bytes, n) != 1)
        BUG("no MD5");
}

static void sum_take(EVP_MD_CTX *c, unsigned char ret[SUM]) {
    if (EVP_DigestFinal_ex(c, ret, NULL) != 1)
        BUG("no MD5");
    EVP_MD_CTX_free(c); /* overwrites it */
}

static void sum_line(EVP_MD_CTX *c, const char *line) {
    sum_add(c, line, strlen(line));
    sum_add(c, "\n", 1);
}

/* "NAME::MD5", the name without `.enc`. */
static void sum_file(EVP_MD_CTX *c, const char *name, size_t name_n, const void *bytes, size_t n) {
    static const char digit[] = "0123456789abcdef";
    unsigned char sum[SUM];
    char hex[SUM_HEX] = "";
    EVP_MD_CTX *of_file = sum_new();
    sum_add(of_file, bytes, n);
    sum_take(of_file, sum);
    for (int i = 0; i < SUM; i++) {
        hex[2 * i] = digit[sum[i] >> 4];
        hex[2 * i + 1] = digit[sum[i] & 15];
    }
    sum_add(c, name, name_n);
    sum_add(c, "::", 2);
    sum_line(c, hex);
    OPENSSL_cleanse(sum, sizeof sum); /* it says whether a guess of the file is right */
    OPENSSL_cleanse(hex, sizeof hex);
}

static EVP_MD_CTX *signature_new(const char *form, const char *version, const char *key,
                                 const char *instance_id) {
    EVP_MD_CTX *c = sum_new();
    sum_line(c, form);
    if (version)
        sum_line(c, version);
    sum_line(c, key);
    sum_line(c, instance_id);
    return c;
}

/* ---- files ---- */

void odk_series_start(struct odk_series *s, const char *instance_id,
                      const unsigned char key[ODK_KEY]) {
    EVP_MD_CTX *c = sum_new();
    sum_add(c, instance_id, strlen(instance_id));
    sum_add(c, key, ODK_KEY);
    sum_take(c, s->iv);
    s->n = 0;
}

void odk_series_next(struct odk_series *s) {
    s->iv[s->n % ODK_BLOCK]++;
    s->n++;
}

size_t odk_sealed_size(size_t n) {
    return (n / ODK_BLOCK + 1) * ODK_BLOCK;
}

bool odk_seal_file(const unsigned char key[ODK_KEY], const unsigned char iv[ODK_BLOCK],
                   const void *plain, size_t n, unsigned char *out) {
    ASSERT(n < INT_MAX - ODK_BLOCK);
    size_t more = odk_sealed_size(n) - n;
    unsigned char padding[ODK_BLOCK];
    memset(padding, (int)more, more);
    int done = 0, rest = 0;
    EVP_CIPHER_CTX *c = EVP_CIPHER_CTX_new();
    bool ok = c && EVP_EncryptInit_ex(c, EVP_aes_256_cfb128(), NULL, key, iv) == 1 &&
              EVP_EncryptUpdate(c, out, &done, plain, (int)n) == 1 &&
              EVP_EncryptUpdate(c, out + n, &rest, padding, (int)more) == 1 && (size_t)done == n &&
              (size_t)rest == more;
    EVP_CIPHER_CTX_free(c); /* overwrites the key in it */
    return ok;
}

bool odk_open_file(const unsigned char key[ODK_KEY], const unsigned char iv[ODK_BLOCK],
                   const void *sealed, size_t n, unsigned char *out, size_t *ret_n) {
    if (n == 0 || n % ODK_BLOCK != 0 || n > INT_MAX)
        return false;
    int done = 0;
    EVP_CIPHER_CTX *c = EVP_CIPHER_CTX_new();
    bool ok = c && EVP_DecryptInit_ex(c, EVP_aes_256_cfb128(), NULL, key, iv) == 1 &&
              EVP_DecryptUpdate(c, out, &done, sealed, (int)n) == 1 && (size_t)done == n;
    EVP_CIPHER_CTX_free(c);
    size_t more = ok ? out[n - 1] : 0;
    ok = more > 0 && more <= ODK_BLOCK;
    for (size_t i = 1; ok && i <= more; i++)
        ok = out[n - i] == more;
    if (ok)
        *ret_n = n - more;
    return ok;
}

/* ---- sealing ---- */

static void to_base64(const unsigned char *bytes, size_t n, char ret[WRAPPED64]) {
    ASSERT(n <= PAIR_WRAPPED_MAX);
    EVP_EncodeBlock((unsigned char *)ret, bytes, (int)n);
}

static const char *version_of(const struct odk_parts *p) {
    return p->version && *p->version ? p->version : NULL;
}

bool odk_seal(const struct pair_key *k, const struct odk_parts *p, const void *xml, size_t n,
              struct err *err) {
    ASSERT(p->wrapped == pair_wrapped_size(k));
    unsigned char key[ODK_KEY], sum[SUM];
    char key64[WRAPPED64];
    struct odk_series series;
    random_bytes(key, sizeof key);
    bool ok = pair_wrap(k, key, sizeof key, p->key);
    if (ok) {
        to_base64(p->key, p->wrapped, key64);
        EVP_MD_CTX *signature = signature_new(p->form, version_of(p), key64, p->instance_id);
        sum_file(signature, ODK_RECORD, strlen(ODK_RECORD), xml, n);
        sum_take(signature, sum);
        odk_series_start(&series, p->instance_id, key);
        odk_series_next(&series);
        ok = pair_wrap(k, sum, sizeof sum, p->signature) &&
             odk_seal_file(key, series.iv, xml, n, p->record);
    }
    OPENSSL_cleanse(key, sizeof key);
    OPENSSL_cleanse(sum, sizeof sum);
    OPENSSL_cleanse(&series, sizeof series);
    return ok ||
           err_set(err, ERR_WORLD, "the record cannot be sealed: restart the kiosk and try again");
}

/* Of a form's own words: what XML would take for its own. */
static void add_escaped(struct str *out, const char *text) {
    for (; *text; text++) {
        switch (*text) {
        case '&':
            str_add(out, "&amp;");
            break;
        case '<':
            str_add(out, "&lt;");
            break;
        case '>':
            str_add(out, "&gt;");
            break;
        case '"':
            str_add(out, "&quot;");
            break;
        default:
            str_addc(out, *text);
        }
    }
}

void odk_write(const struct odk_parts *p, size_t record_n, struct odk_submission *ret) {
    char key[WRAPPED64], signature[WRAPPED64];
    struct str *out = &ret->manifest;
    *ret = (struct odk_submission){0};
    to_base64(p->key, p->wrapped, key);
    to_base64(p->signature, p->wrapped, signature);
    STR_COPY(ret->id, p->instance_id);
    str_add(out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>"
                 "<data xmlns=\"http://opendatakit.org/submissions\" id=\"");
    add_escaped(out, p->form);
    if (version_of(p)) {
        str_add(out, "\" version=\"");
        add_escaped(out, p->version);
    }
    str_addf(out,
             "\" encrypted=\"yes\"><base64EncryptedKey>%s</base64EncryptedKey>"
             "<encryptedXmlFile>" ODK_RECORD ODK_ENDING "</encryptedXmlFile>"
             "<base64EncryptedElementSignature>%s</base64EncryptedElementSignature>"
             "<meta xmlns=\"http://openrosa.org/xforms\"><instanceID>",
             key, signature);
    add_escaped(out, p->instance_id);
    str_add(out, "</instanceID></meta></data>");
    str_addn(&ret->record, (const char *)p->record, record_n);
}

void odk_submission_release(struct odk_submission *s) {
    str_release(&s->manifest);
    str_release(&s->record);
}

/* ---- the key of a form ---- */

/* Takes blanks and line ends out of it; false: it is too long for a key. */
static bool squeeze(const char *base64, char *ret, size_t size) {
    size_t n = 0;
    for (; *base64; base64++) {
        if (strchr(" \t\r\n", *base64))
            continue;
        if (n + 1 == size)
            return false;
        ret[n++] = *base64;
    }
    ret[n] = '\0';
    return true;
}

/* Bytes of base64 that is padded as it should be; 0: it is none. */
static size_t decode_key(const char *text, unsigned char *ret) {
    size_t n = strlen(text), digits = strspn(text, "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
                                                   "abcdefghijklmnopqrstuvwxyz0123456789+/");
    size_t padding = n - digits;
    if (n == 0 || n % 4 != 0 || padding > 2 || strspn(text + digits, "=") != padding)
        return 0;
    int got = EVP_DecodeBlock(ret, (const unsigned char *)text, (int)n);
    return got > (int)padding ? (size_t)got - padding : 0;
}

struct pair_key *odk_read_key(const char *base64, struct err *err) {
    enum { TEXT_MAX = 4096 }; /* a private key of that size is still told by its name */
    char text[TEXT_MAX];
    unsigned char der[TEXT_MAX / 4 * 3];
    size_t n = squeeze(base64, text, sizeof text) ? decode_key(text, der) : 0;
    if (n == 0) {
        err_set(err, ERR_INPUT,
                "the key is no base64: write the lines of a public key file there, without its "
                "first and its last");
        return NULL;
    }
    struct pair_key *k = pair_read_public(der, n, err);
    OPENSSL_cleanse(text, sizeof text); /* somebody may have taken the private key */
    OPENSSL_cleanse(der, sizeof der);
    return k;
}

static void pad(struct str *xml) {
    size_t more = (ODK_STEP - xml->len % ODK_STEP) % ODK_STEP;
    str_reserve(xml, more);
    memset(xml->p + xml->len, ' ', more);
    xml->len += more;
    xml->p[xml->len] = '\0';
}

bool odk_seal_record(const struct pair_key *k, const char *form, const char *version,
                     const char *id, struct str *xml, struct odk_submission *ret, struct err *err) {
    unsigned char key[PAIR_WRAPPED_MAX], signature[PAIR_WRAPPED_MAX];
    char instance_id[ODK_ID] = "uuid:";
    struct str record CLEANUP(str_release) = {0};
    *ret = (struct odk_submission){0};
    ASSERT(strlen(id) == ODK_ID - 1 - strlen(instance_id));
    memcpy(instance_id + strlen(instance_id), id, strlen(id) + 1);
    pad(xml);
    size_t n = odk_sealed_size(xml->len);
    str_reserve(&record, n);
    const struct odk_parts p = {.form = form,
                                .version = version,
                                .instance_id = instance_id,
                                .wrapped = pair_wrapped_size(k),
                                .key = key,
                                .signature = signature,
                                .record = (unsigned char *)record.p};
    bool ok = odk_seal(k, &p, xml->p, xml->len, err);
    str_wipe(xml);
    if (ok)
        odk_write(&p, n, ret);
    return ok;
}

/* ---- opening ---- */

/* Bytes of canonical base64; 0: it is none, or is longer than a key makes it. */
static size_t from_base64(const char *text, unsigned char ret[PAIR_WRAPPED_MAX]) {
    unsigned char bytes[WRAPPED64];
    char again[WRAPPED64];
    size_t n = strlen(text), padding = 0;
    if (n == 0 || n % 4 != 0 || n >= sizeof again)
        return 0;
    while (padding < 2 && text[n - 1 - padding] == '=')
        padding++;
    int got = EVP_DecodeBlock(bytes, (const unsigned char *)text, (int)n);
    if (got < (int)padding || (size_t)got - padding > PAIR_WRAPPED_MAX)
        return 0;
    size_t size = (size_t)got - padding;
    to_base64(bytes, size, again);
    if (strcmp(text, again) != 0)
        return 0;
    memcpy(ret, bytes, size);
    return size;
}

static bool unwrap(const struct pair_key *mine, const char *base64, void *ret, size_t n) {
    unsigned char wrapped[PAIR_WRAPPED_MAX];
    size_t size = from_base64(base64, wrapped);
    return size > 0 && pair_unwrap(mine, wrapped, size, ret, n);
}

bool odk_is_for(const struct pair_key *mine, const struct odk_manifest *m) {
    unsigned char key[ODK_KEY], sum[SUM];
    bool is = unwrap(mine, m->key, key, sizeof key) || unwrap(mine, m->signature, sum, sizeof sum);
    OPENSSL_cleanse(key, sizeof key);
    return is;
}

static bool open_into(const unsigned char key[ODK_KEY], const struct odk_series *at,
                      const struct odk_sealed *from, struct str *ret) {
    str_reserve(ret, from->n);
    if (!odk_open_file(key, at->iv, from->bytes, from->n, (unsigned char *)ret->p, &ret->len)) {
        OPENSSL_cleanse(ret->p, from->n);
        return false;
    }
    ret->p[ret->len] = '\0';
    return true;
}

/* The name without its ending; without one of ours it is taken whole. */
static size_t bare_name(const char *name) {
    size_t n = strlen(name), more = strlen(ODK_ENDING);
    return n > more && strcmp(name + n - more, ODK_ENDING) == 0 ? n - more : n;
}

/* All files with the key, whatever they are then; their sums go into the signature. */
static bool open_all(const unsigned char key[ODK_KEY], const struct odk_manifest *m,
                     const struct odk_sealed *file, struct str *ret, unsigned char sum[SUM],
                     struct err *err) {
    struct odk_series series;
    odk_series_start(&series, m->instance_id, key);
    EVP_MD_CTX *signature = signature_new(m->form, m->version, m->key, m->instance_id);
    const char *broken = NULL;
    for (size_t i = 0; i <= m->media_n && !broken; i++) {
        bool is_record = i == m->media_n;
        const char *stored = is_record ? m->record : m->media[i];
        const char *name = is_record ? ODK_RECORD : stored;
        odk_series_next(&series);
        if (!open_into(key, &series, &file[i], &ret[i]))
            broken = stored;
        else
            sum_file(signature, name, bare_name(name), ret[i].p, ret[i].len);
    }
    sum_take(signature, sum);
    OPENSSL_cleanse(&series, sizeof series);
    return !broken ||
           err_set(err, ERR_DAMAGED,
                   "%s is not as it was sealed: copy it once more from where it came", broken);
}

bool odk_open(const struct pair_key *mine, const struct odk_manifest *m,
              const struct odk_sealed *file, struct str *ret, struct err *err) {
    unsigned char key[ODK_KEY], signed_sum[SUM], sum[SUM];
    bool has_key = unwrap(mine, m->key, key, sizeof key);
    bool has_signature = unwrap(mine, m->signature, signed_sum, sizeof signed_sum);
    bool ok = false;
    if (!has_key && !has_signature)
        err_set(err, ERR_DENIED, "it was sealed for another key");
    else if (!has_key || !has_signature)
        err_set(err, ERR_DAMAGED,
                "its %s is not as it was sealed: copy it once more from where it came",
                has_key ? "signature" : "key");
    else if (open_all(key, m, file, ret, sum, err))
        ok = CRYPTO_memcmp(sum, signed_sum, SUM) == 0 ||
             err_set(err, ERR_DAMAGED,
                     "it was changed after it was sealed, so nothing of it is shown: copy it once "
                     "more from where it came");
    for (size_t i = 0; !ok && i <= m->media_n; i++)
        str_wipe(&ret[i]);
    OPENSSL_cleanse(key, sizeof key);
    OPENSSL_cleanse(sum, sizeof sum);
    OPENSSL_cleanse(signed_sum, sizeof signed_sum);
    return ok;
}
