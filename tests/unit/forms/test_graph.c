/* The order of recalculation: what is read comes before what reads it, and a circle is refused. */
#include "forms/graph.h"
#include "load.h"

static uint32_t rank(const struct form *f, const char *path) {
    return bind_at(f, path)->rank;
}

static uint32_t use(const struct form *f, const char *read, const char *reader) {
    size_t count;
    const struct graph_reader *r = graph_readers(f, bind_at(f, read), &count);
    for (size_t i = 0; i < count; i++)
        if (f->bind[r[i].rank] == bind_at(f, reader))
            return r[i].use;
    return 0;
}

static void what_is_read_comes_first(void **state) {
    (void)state;
    struct form *f = load(FORM(DATA("<c/><b/><a/>") "<bind nodeset=\"/data/c\" calculate=\"../b\"/>"
                                                    "<bind nodeset=\"/data/b\" relevant=\"../a\"/>",
                               ""));
    assert_true(rank(f, "/data/a") < rank(f, "/data/b"));
    assert_true(rank(f, "/data/b") < rank(f, "/data/c"));
    assert_int_equal(use(f, "/data/a", "/data/b"), USE_VALUE);
    assert_int_equal(use(f, "/data/a", "/data/c"), 0);
    for (size_t i = 0; i < f->binds; i++)
        assert_int_equal(f->bind[i]->rank, i);
    form_free(f);
}

static void checks_do_not_order(void **state) {
    (void)state;
    struct form *f =
        load(FORM(DATA("<a/><b/>") "<bind nodeset=\"/data/a\" constraint=\". &lt; /data/b\"/>"
                                   "<bind nodeset=\"/data/b\" calculate=\"/data/a\""
                                   " required=\"/data/a = 1\"/>",
                  "<input ref=\"/data/a\"/>"));
    assert_int_equal(use(f, "/data/a", "/data/a"), USE_CHECK);
    assert_int_equal(use(f, "/data/b", "/data/a"), USE_CHECK);
    assert_int_equal(use(f, "/data/a", "/data/b"), USE_VALUE | USE_CHECK);
    form_free(f);
}

static void a_group_comes_before_what_is_in_it(void **state) {
    (void)state;
    struct form *f = load(
        FORM(DATA("<g><x/></g><y/>") "<bind nodeset=\"/data/g\" relevant=\"/data/y = 1\"/>", ""));
    assert_true(rank(f, "/data/y") < rank(f, "/data/g"));
    assert_true(rank(f, "/data/g") < rank(f, "/data/g/x"));
    assert_int_equal(use(f, "/data/g", "/data/g/x"), 0);
    form_free(f);
}

static void who_reads_into_a_repeat_reads_the_repeat(void **state) {
    (void)state;
    struct form *f =
        load(FORM(DATA("<r><x/><n/></r><sum/><count/>") "<bind nodeset=\"/data/sum\" "
                                                        "calculate=\"sum(/data/r/x)\"/>"
                                                        "<bind nodeset=\"/data/count\" "
                                                        "calculate=\"count(/data/r)\"/>"
                                                        "<bind nodeset=\"/data/r/n\" "
                                                        "calculate=\"position(..)\"/>",
                  "<repeat nodeset=\"/data/r\"><input ref=\"/data/r/x\"/></repeat>"));
    assert_int_equal(use(f, "/data/r", "/data/sum"), USE_VALUE);
    assert_int_equal(use(f, "/data/r/x", "/data/sum"), USE_VALUE);
    assert_int_equal(use(f, "/data/r", "/data/count"), USE_VALUE);
    assert_int_equal(use(f, "/data/r/x", "/data/count"), 0);
    assert_int_equal(use(f, "/data/r", "/data/r/n"), USE_VALUE);
    form_free(f);
}

static void a_circle_is_named(void **state) {
    (void)state;
    refused(FORM(DATA("<a/><b/><c/>") "<bind nodeset=\"/data/a\" calculate=\"/data/b\"/>"
                                      "<bind nodeset=\"/data/b\" relevant=\"/data/c\"/>"
                                      "<bind nodeset=\"/data/c\" calculate=\"/data/a\"/>",
                 ""),
            "/data/a depends on /data/b, which depends on /data/c, which depends on /data/a");
    refused(FORM(DATA("<a/>") "<bind nodeset=\"/data/a\" calculate=\". + 1\"/>", ""),
            "/data/a depends on itself");
    refused(FORM(DATA("<g><a/></g>") "<bind nodeset=\"/data/g\" relevant=\"/data/g/a = 1\"/>", ""),
            "depends on");
    refused(FORM(DATA("<r><a/></r>") "<bind nodeset=\"/data/r/a\" calculate=\"../a + 1\"/>",
                 "<repeat nodeset=\"/data/r\"><input ref=\"/data/r/a\"/></repeat>"),
            "/data/r/a depends on itself");
}

static void a_running_total_is_no_circle(void **state) {
    (void)state;
    struct form *f =
        load(FORM(DATA("<r><x/><t/></r>") "<bind nodeset=\"/data/r/t\" calculate=\"../x +"
                                          " coalesce(../preceding-sibling::r[1]/t, 0)\"/>",
                  "<repeat nodeset=\"/data/r\"><input ref=\"/data/r/x\"/></repeat>"));
    form_free(f);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_read_comes_first),
        cmocka_unit_test(checks_do_not_order),
        cmocka_unit_test(a_group_comes_before_what_is_in_it),
        cmocka_unit_test(who_reads_into_a_repeat_reads_the_repeat),
        cmocka_unit_test(a_circle_is_named),
        cmocka_unit_test(a_running_total_is_no_circle),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
