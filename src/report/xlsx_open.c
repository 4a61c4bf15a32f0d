/* Apart from book_xlsx.c because tests and fuzzers have the module linked into themselves: they
 * take tests/unit/report/xlsx_open.c instead. */
#include "report/xlsx_open.h"

bool xlsx_open(struct xlsx_module *ret, struct err *err) {
    ret->calls = NULL;
    if (!module_open(&ret->module, "xlsx", "xlsx_calls", "Workbooks", err))
        return false;
    ret->calls = ((xlsx_calls_fn)ret->module.function)();
    return true;
}

void xlsx_close(struct xlsx_module *m) {
    module_close(&m->module);
    m->calls = NULL;
}
