/* The module that reads XML, as it is installed: its events in order, how a reading ends, and many
 * readings at once. */
#include <limits.h>
#include <pthread.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/file.h"
#include "base/module.h"
#include "base/str.h"
#include "forms/sax.h"

struct heard {
    struct str text;
    const char *stop_at; /* the element to stop at */
};

static void release(struct heard *h) {
    str_release(&h->text);
}

static void on_prefix(void *ctx, const char *prefix, const char *uri) {
    struct heard *h = ctx;
    str_addf(&h->text, "[%s=%s]", prefix, uri);
}

static bool on_start(void *ctx, const char *uri, bool prefixed, const char *local, int line) {
    struct heard *h = ctx;
    str_addf(&h->text, "<%d{%s}%s%s", line, uri, prefixed ? ":" : "", local);
    return h->stop_at == NULL || strcmp(h->stop_at, local) != 0;
}

static void on_attribute(void *ctx, const char *uri, const char *local, const char *value,
                         size_t len) {
    struct heard *h = ctx;
    str_addf(&h->text, " {%s}%s=%.*s", uri, local, (int)len, value);
}

static void on_text(void *ctx, const char *text, size_t len) {
    struct heard *h = ctx;
    str_addn(&h->text, text, len);
}

static void on_end(void *ctx, int line) {
    struct heard *h = ctx;
    str_addf(&h->text, "/%d>", line);
}

static const struct sax_events events = {on_prefix, on_start, on_attribute, on_text, on_end};

static const char document[] = "<a xmlns='u' xmlns:p='v' x='1'>t<p:b p:y='&amp;2'/>\n<c>"
                               "<![CDATA[<]]></c></a>";
static const char as_heard[] = "[p=v]<1{u}a {}x=1t<1{v}:b {v}y=&2/1>\n<2{u}c</2>/2>";

/* Loads the module as it is installed, reads and lets it go. */
static enum sax_end read_text(const char *text, struct heard *h, struct sax_complaint *ret) {
    struct module m;
    struct err err = {0};
    if (!module_open(&m, "sax", "sax_read", "Forms", &err)) {
        print_error("%s\n", err.text);
        return SAX_FULL;
    }
    enum sax_end end = ((sax_reader)m.function)(text, strlen(text), &events, h, ret);
    module_close(&m);
    return end;
}

static void events_come_in_order(void **state) {
    (void)state;
    struct heard h CLEANUP(release) = {0};
    struct sax_complaint why;
    assert_int_equal(read_text(document, &h, &why), SAX_WELL);
    assert_string_equal(str_c(&h.text), as_heard);
}

static void an_event_ends_the_reading(void **state) {
    (void)state;
    struct heard h CLEANUP(release) = {.stop_at = "b"};
    struct sax_complaint why;
    assert_int_equal(read_text(document, &h, &why), SAX_STOPPED);
    assert_string_equal(str_c(&h.text), "[p=v]<1{u}a {}x=1t<1{v}:b");
}

static void it_says_where_it_ends(void **state) {
    (void)state;
    struct heard h CLEANUP(release) = {0};
    struct sax_complaint why;
    assert_int_equal(read_text("<!DOCTYPE a [\n<!ENTITY e 'x'>]><a/>", &h, &why), SAX_ENTITY);
    assert_int_equal(why.line, 2);
    assert_int_equal(read_text("<a>\n<b></a>", &h, &why), SAX_BROKEN);
    assert_int_equal(why.line, 2);
    assert_non_null(strstr(why.words, "in tag a"));
    assert_null(strchr(why.words, '\n'));
    assert_int_equal(read_text("", &h, &why), SAX_BROKEN);
}

static void *read_often(void *failures) {
    for (int i = 0; i < 20; i++) {
        struct heard h CLEANUP(release) = {0};
        struct sax_complaint why;
        *(int *)failures +=
            read_text(document, &h, &why) != SAX_WELL || strcmp(str_c(&h.text), as_heard) != 0;
    }
    return NULL;
}

static void threads_load_and_unload_it_as_they_like(void **state) {
    (void)state;
    enum { THREADS = 3 };
    pthread_t thread[THREADS];
    int failures[THREADS] = {0};
    for (int i = 0; i < THREADS; i++)
        assert_int_equal(pthread_create(&thread[i], NULL, read_often, &failures[i]), 0);
    for (int i = 0; i < THREADS; i++) {
        assert_int_equal(pthread_join(thread[i], NULL), 0);
        assert_int_equal(failures[i], 0);
    }
}

/* lib/turnout beside the folder of the tests */
static int find_modules(void **state) {
    (void)state;
    char exe[PATH_MAX] = "", dir[PATH_MAX];
    char *tests =
        readlink("/proc/self/exe", exe, sizeof exe - 1) > 0 ? strstr(exe, "/tests/unit/") : NULL;
    if (tests == NULL)
        return -1;
    *tests = '\0';
    path_join(dir, sizeof dir, exe, "lib/turnout");
    module_set_dir(dir);
    return 0;
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(events_come_in_order),
        cmocka_unit_test(an_event_ends_the_reading),
        cmocka_unit_test(it_says_where_it_ends),
        cmocka_unit_test(threads_load_and_unload_it_as_they_like),
    };
    return cmocka_run_group_tests(tests, find_modules, NULL);
}
