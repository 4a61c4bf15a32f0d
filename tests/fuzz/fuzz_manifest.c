/* Any bytes as the manifest of a sealed submission: read or refused with a sentence, its names stay
 * in their folder, and nothing opens with it. Then the same bytes as the record that was in it. */
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include "../unit/seal/odk_vectors.h"
#include "base/utf8.h"
#include "forms/manifest.h"
#include "report/opened.h"
#include "seal/odk.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check_name(const char *name) {
    ASSERT(*name != '\0' && *name != '.' && !strchr(name, '/') && !strstr(name, ".."));
}

static void open_it(const struct odk_manifest *m, const uint8_t *data, size_t size) {
    static struct pair_key *mine;
    struct str plain[ODK_MEDIA_MAX + 1] = {0};
    struct odk_sealed file[ODK_MEDIA_MAX + 1];
    struct err err = {0};
    if (!mine)
        mine = pair_read_private(briefcase_private_pem, strlen(briefcase_private_pem), "", NULL);
    ASSERT(mine != NULL);
    for (size_t i = 0; i <= m->media_n; i++)
        file[i] = (struct odk_sealed){.bytes = data, .n = size / 16 * 16};
    (void)odk_is_for(mine, m);
    ASSERT(!odk_open(mine, m, file, plain, &err) && err.text[0] != '\0');
    for (size_t i = 0; i <= m->media_n; i++)
        ASSERT(plain[i].p == NULL);
}

static void as_record(const char *bytes, size_t size) {
    struct err err = {0};
    struct opened *o = opened_new();
    FILE *nowhere = fopen("/dev/null", "w");
    for (int i = 0; i < 2; i++)
        ASSERT(opened_add(o, "f", "uuid:1", bytes, size, &err) || err.text[0] != '\0');
    struct opened_counts n = opened_sort(o);
    ASSERT(n.records + n.empty == n.again); /* the second is the first */
    ASSERT(nowhere && opened_write(o, nowhere, &err));
    fclose(nowhere);
    opened_free(o);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    struct manifest m;
    struct err err = {0};
    if (manifest_read((const char *)data, size, &m, &err)) {
        check_name(m.is.record);
        for (size_t i = 0; i < m.is.media_n; i++)
            check_name(m.is.media[i]);
        ASSERT(m.is.form && m.is.key && m.is.signature && m.is.instance_id);
        open_it(&m.is, data, size);
    } else {
        ASSERT(err.kind == ERR_INPUT || err.kind == ERR_MISSING);
        ASSERT(err.text[0] != '\0' && utf8_valid(err.text, strlen(err.text), NULL));
    }
    manifest_free(&m);
    as_record((const char *)data, size);
    return 0;
}
