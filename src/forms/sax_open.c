/* Apart from xml.c because tests and fuzzers have the module linked into themselves: they take
 * tests/unit/forms/sax_open.c instead. */
#include "forms/sax_open.h"

bool sax_open(struct sax_module *ret, struct err *err) {
    if (!module_open(&ret->module, "sax", "sax_read", "Forms", err)) {
        ret->read = NULL;
        return false;
    }
    ret->read = (sax_reader)ret->module.function;
    return true;
}

void sax_close(struct sax_module *m) {
    module_close(&m->module);
    m->read = NULL;
}
