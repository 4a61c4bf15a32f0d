/* Modules come and go: here the reader of XML, as it is installed. */
#include <dlfcn.h>
#include <limits.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/file.h"
#include "base/module.h"

static char dir[PATH_MAX];

/* lib/turnout beside the folder of the tests */
static int find_modules(void **state) {
    (void)state;
    char exe[PATH_MAX] = "";
    ssize_t n = readlink("/proc/self/exe", exe, sizeof exe - 1);
    char *tests = n > 0 ? strstr(exe, "/tests/unit/") : NULL;
    if (tests == NULL)
        return -1;
    *tests = '\0';
    path_join(dir, sizeof dir, exe, "lib/turnout");
    return 0;
}

static bool in_memory(void) {
    char path[PATH_MAX];
    path_join(path, sizeof path, dir, "sax.so");
    void *handle = dlopen(path, RTLD_NOW | RTLD_NOLOAD);
    if (handle != NULL)
        dlclose(handle);
    return handle != NULL;
}

static void the_last_to_close_it_takes_it_away(void **state) {
    (void)state;
    struct module one, two;
    struct err err = {0};
    module_set_dir(dir);
    assert_false(in_memory());
    if (!module_open(&one, "sax", "sax_read", "Forms", &err))
        fail_msg("%s", err.text);
    assert_true(module_open(&two, "sax", "sax_read", "Forms", NULL));
    assert_true(one.function != NULL && one.function == two.function);
    module_close(&one);
    assert_true(in_memory());
    module_close(&one);
    assert_true(in_memory());
    module_close(&two);
    assert_false(in_memory());
    assert_null(two.handle);
}

static void what_is_missing_is_said(void **state) {
    (void)state;
    struct module m;
    struct err err = {0};
    module_set_dir("/nowhere");
    assert_false(module_open(&m, "sax", "sax_read", "Forms", &err));
    assert_int_equal(err.kind, ERR_MISSING);
    assert_string_equal(err.text,
                        "Forms need the file /nowhere/sax.so, which cannot be loaded: install it.");
    assert_null(m.handle);
    module_close(&m);
    module_set_dir(dir);
    assert_false(module_open(&m, "sax", "no_such_function", "Forms", &err));
    assert_int_equal(err.kind, ERR_DAMAGED);
    assert_non_null(strstr(err.text, "lib/turnout/sax.so is no module"));
    assert_false(in_memory());
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_last_to_close_it_takes_it_away),
        cmocka_unit_test(what_is_missing_is_said),
    };
    return cmocka_run_group_tests(tests, find_modules, NULL);
}
