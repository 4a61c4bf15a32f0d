#include "seal/gcm.h"

#include <limits.h>

#include <openssl/crypto.h>
#include <openssl/evp.h>

static bool steps(EVP_CIPHER_CTX *c, const struct gcm *g) {
    int used = 0, dir = g->sealing;
    if (EVP_CipherInit_ex(c, EVP_aes_256_gcm(), NULL, g->key, g->nonce, dir) != 1 ||
        EVP_CipherUpdate(c, NULL, &used, g->aad, (int)g->aad_n) != 1 ||
        EVP_CipherUpdate(c, g->out, &used, g->in, (int)g->n) != 1)
        return false;
    if (!dir && EVP_CIPHER_CTX_ctrl(c, EVP_CTRL_GCM_SET_TAG, GCM_TAG, g->tag) != 1)
        return false;
    unsigned char none[GCM_TAG];
    if (EVP_CipherFinal_ex(c, none, &used) != 1)
        return false;
    return !dir || EVP_CIPHER_CTX_ctrl(c, EVP_CTRL_GCM_GET_TAG, GCM_TAG, g->tag) == 1;
}

bool gcm_run(const struct gcm *g) {
    EVP_CIPHER_CTX *c = EVP_CIPHER_CTX_new();
    bool ok = c != NULL && g->n <= INT_MAX && steps(c, g);
    EVP_CIPHER_CTX_free(c); /* wipes what it held */
    if (!ok && g->n > 0)
        OPENSSL_cleanse(g->out, g->n);
    return ok;
}
