/* Envelopes: all alike from outside, each reader opens their own copy, and whatever the shipped
 * form of a concern can hold goes in. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/file.h"
#include "base/mem.h"
#include "base/secret.h"
#include "base/uuid.h"
#include "forms/flow.h"
#include "forms/manifest.h"
#include "odk_vectors.h"
#include "pair_keys.h"
#include "seal/envelope.h"

#define RECORD_ID "0190f7a2-6494-477b-a30d-d8aae8867335"
#define RECORD(answers)                                                                            \
    "<?xml version=\"1.0\"?><data id=\"concern\" version=\"2\">" answers                           \
    "<meta><instanceID>uuid:" RECORD_ID "</instanceID></meta></data>"
#define EMPTY RECORD("<topic>nothing</topic>")
#define CONCERN RECORD("<topic>drugs</topic><words>instanceID&gt;uuid: behind the shops</words>")

struct readers {
    struct pair_key *mine[ENVELOPE_KEYS], *shared[ENVELOPE_KEYS];
};

static int set_up(void **state) {
    static const char *const pem[] = {pair_private_pem, central_private_pem};
    struct readers *r = xcalloc(1, sizeof *r);
    for (size_t i = 0; i < ENVELOPE_KEYS; i++) {
        size_t n;
        r->mine[i] = pair_read_private(pem[i], strlen(pem[i]), PAIR_PASSPHRASE, NULL);
        const unsigned char *der = pair_der(r->mine[i], &n);
        r->shared[i] = pair_read_public(der, n, NULL);
    }
    *state = r;
    return 0;
}

static int tear_down(void **state) {
    struct readers *r = *state;
    for (size_t i = 0; i < ENVELOPE_KEYS; i++) {
        pair_free(r->mine[i]);
        pair_free(r->shared[i]);
    }
    free(r);
    return 0;
}

static bool seal_as(const struct readers *r, size_t keys, const char *form, const char *xml,
                    size_t n, unsigned char out[ENVELOPE_SIZE], struct err *err) {
    char *plain = secret_new(ENVELOPE_PLAIN);
    memcpy(plain, xml, n < ENVELOPE_PLAIN ? n : ENVELOPE_PLAIN);
    bool ok = envelope_seal((const struct pair_key *const *)r->shared, keys, form, "2", plain, n,
                            out, err);
    for (size_t i = 0; i < ENVELOPE_PLAIN; i++)
        assert_int_equal(plain[i], '\0'); /* whatever became of it */
    secret_free(plain, ENVELOPE_PLAIN);
    return ok;
}

static void seal(const struct readers *r, size_t keys, const char *xml,
                 unsigned char out[ENVELOPE_SIZE]) {
    struct err err = {0};
    if (!seal_as(r, keys, "concern", xml, strlen(xml), out, &err))
        fail_msg("%s", err.text);
}

static bool open_copy(const unsigned char *sealed, size_t i, const struct pair_key *k,
                      struct str *ret, char id[ODK_ID], struct err *err) {
    struct odk_submission s;
    struct manifest m;
    assert_true(envelope_take(sealed, i, &s, err));
    memcpy(id, s.id, ODK_ID);
    assert_true(manifest_read(str_c(&s.manifest), s.manifest.len, &m, err));
    const struct odk_sealed file = {.bytes = str_c(&s.record), .n = s.record.len};
    assert_string_equal(m.is.form, "concern");
    assert_string_equal(m.is.version, "2");
    assert_string_equal(m.is.instance_id, s.id);
    bool ok = odk_open(k, &m.is, &file, ret, err);
    manifest_free(&m);
    odk_submission_release(&s);
    return ok;
}

static void each_reader_has_a_copy(void **state) {
    const struct readers *r = *state;
    unsigned char sealed[ENVELOPE_SIZE];
    char id[ENVELOPE_KEYS][ODK_ID], other[ODK_ID];
    struct err err = {0};
    seal(r, 2, CONCERN, sealed);
    assert_int_equal(envelope_copies(sealed), 2);
    for (size_t i = 0; i < 2; i++) {
        struct str plain CLEANUP(str_wipe) = {0}, not_mine CLEANUP(str_wipe) = {0};
        if (!open_copy(sealed, i, r->mine[i], &plain, id[i], &err))
            fail_msg("%s", err.text);
        assert_int_equal(plain.len, ENVELOPE_PLAIN);
        size_t n = plain.len;
        while (plain.p[n - 1] == ' ')
            n--;
        assert_int_equal(n, strlen(CONCERN));
        char *own = strstr(plain.p, "<instanceID>") + strlen("<instanceID>");
        assert_memory_equal(own, id[i], ODK_ID - 1);
        assert_int_equal(id[i][19], '4'); /* uuid:xxxxxxxx-xxxx-4 */
        memcpy(own, "uuid:" RECORD_ID, ODK_ID - 1);
        assert_memory_equal(plain.p, CONCERN, n);
        assert_false(open_copy(sealed, i, r->mine[1 - i], &not_mine, other, &err));
        assert_int_equal(err.kind, ERR_DENIED);
    }
    assert_string_not_equal(id[0], id[1]);
}

static void a_missing_reader_is_no_copy(void **state) {
    const struct readers *r = *state;
    unsigned char sealed[ENVELOPE_SIZE];
    struct odk_submission s;
    struct err err = {0};
    seal(r, 1, EMPTY, sealed);
    assert_int_equal(envelope_copies(sealed), 1);
    assert_false(envelope_take(sealed, 1, &s, &err));
    assert_int_equal(err.kind, ERR_DAMAGED);
    odk_submission_release(&s);
    static const unsigned char heads[][12] = {{0},       {2, 1, 0},          {1, 0, 0, 0, 0},
                                              {1, 2, 1}, {1, 1, 0, 0, 0, 0}, {1, 1, 0, 0, 0, 250}};
    for (size_t i = 0; i < sizeof heads / sizeof *heads; i++) {
        memcpy(sealed, heads[i], sizeof heads[i]);
        assert_int_equal(envelope_copies(sealed), 0);
    }
}

/* ---- alike ---- */

enum { MANY = 200, VALUES = 256 };

/* What chi-square of 255 degrees of freedom is above once in 10^10: ((430 / 255)^(1/3) - 1 +
 * 2 / (9 * 255)) / sqrt(2 / (9 * 255)) = 6.5 standard deviations (Wilson and Hilferty). */
static const double too_much = 430;

struct tally {
    double of[VALUES], all;
};

static void add_bytes(struct tally *t, const unsigned char *p, size_t n) {
    for (size_t i = 0; i < n; i++)
        t->of[p[i]]++;
    t->all += (double)n;
}

/* Chi-square of two tallies of as many bytes. */
static double difference(const struct tally *a, const struct tally *b) {
    double sum = 0;
    for (int i = 0; i < VALUES; i++)
        sum += (a->of[i] - b->of[i]) * (a->of[i] - b->of[i]) / (a->of[i] + b->of[i]);
    return sum;
}

static double unevenness(const struct tally *t) {
    double sum = 0, even = t->all / VALUES;
    for (int i = 0; i < VALUES; i++)
        sum += (t->of[i] - even) * (t->of[i] - even) / even;
    return sum;
}

static void nothing_and_a_concern_look_alike(void **state) {
    const struct readers *r = *state;
    static struct tally empties, concerns, nobody, somebody, plain;
    unsigned char sealed[ENVELOPE_SIZE], head[ENVELOPE_HEAD];
    seal(r, 1, EMPTY, sealed);
    memcpy(head, sealed, sizeof head);
    for (int i = 0; i < 2 * MANY; i++) {
        seal(r, 1, i % 2 ? CONCERN : EMPTY, sealed);
        assert_memory_equal(sealed, head, sizeof head);
        add_bytes(i % 2 ? &concerns : &empties, sealed + ENVELOPE_HEAD, ENVELOPE_COPY);
        /* the first byte of what RSA makes is below that of its modulus: left out */
        add_bytes(&somebody, sealed + ENVELOPE_SIZE - ENVELOPE_COPY - ENVELOPE_RECORD,
                  ENVELOPE_RECORD);
        add_bytes(&nobody, sealed + ENVELOPE_SIZE - ENVELOPE_RECORD, ENVELOPE_RECORD);
    }
    assert_true(difference(&empties, &concerns) < too_much);
    assert_true(difference(&somebody, &nobody) < too_much);
    assert_true(unevenness(&nobody) < too_much);
    add_bytes(&plain, (const unsigned char *)CONCERN, strlen(CONCERN));
    assert_true(unevenness(&plain) > too_much); /* what is not sealed is seen by this */
}

static void no_two_envelopes_share_anything(void **state) {
    const struct readers *r = *state;
    unsigned char a[ENVELOPE_SIZE], b[ENVELOPE_SIZE];
    seal(r, 2, EMPTY, a);
    seal(r, 2, EMPTY, b);
    for (size_t at = ENVELOPE_HEAD; at + 16 <= ENVELOPE_SIZE; at += 16) {
        assert_memory_not_equal(a + at, b + at, 16);
        if (at + ENVELOPE_COPY + 16 <= ENVELOPE_SIZE) /* nor do its two copies */
            assert_memory_not_equal(a + at, a + at + ENVELOPE_COPY, 16);
    }
}

/* ---- refused ---- */

static void what_cannot_be_sealed_is_refused(void **state) {
    const struct readers *r = *state;
    static const char *const no_id[] = {
        "<data/>", "", "<data><instanceID>uuid:123</instanceID></data>",
        "<data><words>instanceID>uuid:" RECORD_ID "</words></data>"};
    char longest[ENVELOPE_PLAIN + 1], name[ENVELOPE_TEXT + 2];
    unsigned char sealed[ENVELOPE_SIZE];
    struct err err = {0};
    memset(longest, ' ', sizeof longest);
    memcpy(longest, CONCERN, strlen(CONCERN));
    assert_true(seal_as(r, 2, "concern", longest, ENVELOPE_PLAIN, sealed, &err));
    assert_false(seal_as(r, 2, "concern", longest, ENVELOPE_PLAIN + 1, sealed, &err));
    assert_non_null(strstr(err.text, "too long"));
    for (size_t i = 0; i < sizeof no_id / sizeof *no_id; i++) {
        assert_false(seal_as(r, 1, "concern", no_id[i], strlen(no_id[i]), sealed, &err));
        assert_non_null(strstr(err.text, "instance id"));
    }
    memset(name, 'f', sizeof name);
    name[ENVELOPE_TEXT + 1] = '\0';
    assert_false(seal_as(r, 1, name, CONCERN, strlen(CONCERN), sealed, &err));
    name[ENVELOPE_TEXT] = '\0';
    assert_true(seal_as(r, 1, name, CONCERN, strlen(CONCERN), sealed, &err));
    assert_false(seal_as(r, 1, "", CONCERN, strlen(CONCERN), sealed, &err));
}

/* ---- the shipped form ---- */

#define FORM "assets/forms/concern.xml"

static bool read_beside(void *ctx, const char *name, struct str *ret, struct err *err) {
    (void)ctx;
    char path[400];
    path_join(path, sizeof path, "assets/forms/concern-media", name);
    return file_read(path, 1 << 20, ret, err);
}

/* Of one choice the longest, of several all. */
static void longest_choice(struct instance *in, const struct question *q, struct arena *a,
                           struct str *ret) {
    struct form_option *o = NULL;
    size_t n = 0;
    assert_true(instance_options(in, q->control, q->node, a, &o, &n, NULL));
    for (size_t i = 0; i < n; i++) {
        if (q->control->kind == CONTROL_SELECT)
            str_addf(ret, "%s ", o[i].value);
        else if (strlen(o[i].value) > ret->len && !str_eq(o[i].value, "nothing")) {
            str_cut(ret, 0);
            str_add(ret, o[i].value);
        }
    }
}

static void answer_at_length(struct instance *in, const struct question *q, const char *letter) {
    ARENA(a);
    struct err err = {0};
    struct str value CLEANUP(str_release) = {0};
    if (!q->control->bind || q->node->field->readonly)
        return;
    if (str_eq(q->node->name->local, "danger"))
        str_add(&value, "yes"); /* which asks most */
    else if (q->control->kind == CONTROL_SELECT1 || q->control->kind == CONTROL_SELECT)
        longest_choice(in, q, &a, &value);
    for (int i = 0; q->control->kind == CONTROL_INPUT && i < 1000; i++)
        str_add(&value, letter);
    if (!instance_set(in, q->node, str_c(&value), &err))
        fail_msg("%s", err.text);
}

static void fill_at_length(const struct form *form, const char *letter, struct str *ret) {
    struct err err = {0};
    const struct instance_env env = {.now_ms = INT64_C(1715934600000), .seed = 7};
    struct instance *in = instance_new(form, &env, &err);
    struct flow_page *page;
    struct question *q;
    struct form_fault *fault;
    size_t pages, questions, faults;
    ARENA(a);
    assert_non_null(in);
    assert_true(instance_prefill(in, instance_find(in, "/data/mode", &err), "full", &err));
    flow_pages(in, &a, &page, &pages);
    for (size_t at = 0; at < pages; at++) {
        flow_questions(in, &page[at], &a, &q, &questions);
        for (size_t i = 0; i < questions; i++)
            answer_at_length(in, &q[i], letter);
        flow_pages(in, &a, &page, &pages);
    }
    instance_check(in, &a, &fault, &faults);
    assert_int_equal(faults, 0); /* so it can be sent */
    assert_true(instance_submit(in, ret, &err));
    instance_free(in);
}

static void whatever_a_concern_holds_fits(void **state) {
    const struct readers *r = *state;
    /* four bytes a character; five as it is written, and nothing is written longer */
    static const char *const letters[] = {"\xf0\x9f\x98\x80", "&"};
    unsigned char sealed[ENVELOPE_SIZE];
    struct err err = {0};
    struct str xml CLEANUP(str_release) = {0};
    const struct form_files files = {.read = read_beside};
    assert_true(file_read(FORM, 1 << 20, &xml, &err));
    struct form *form = form_load(xml.p, xml.len, &files, NULL, &err);
    if (!form)
        fail_msg("%s", err.text);
    for (size_t i = 0; i < sizeof letters / sizeof *letters; i++) {
        struct str answers CLEANUP(str_release) = {0};
        fill_at_length(form, letters[i], &answers);
        assert_true(answers.len > 4000);
        if (!seal_as(r, 2, form->id, answers.p, answers.len, sealed, &err))
            fail_msg("%zu bytes: %s", answers.len, err.text);
    }
    form_free(form);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_reader_has_a_copy),
        cmocka_unit_test(a_missing_reader_is_no_copy),
        cmocka_unit_test(nothing_and_a_concern_look_alike),
        cmocka_unit_test(no_two_envelopes_share_anything),
        cmocka_unit_test(what_cannot_be_sealed_is_refused),
        cmocka_unit_test(whatever_a_concern_holds_fits),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
