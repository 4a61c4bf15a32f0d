/* Envelopes: sealed bytes come beside the command and lie in the vault when it is answered. */
#include "base/str.h"
#include "effects/work.h"
#include "store/vault.h"

bool do_keep_envelope(struct store *s, struct work *w, struct err *err) {
    ASSERT(w->xml.len == ENVELOPE_SIZE);
    return store_keep_envelope(s, (const unsigned char *)w->xml.p, err);
}
