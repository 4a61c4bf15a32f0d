/* Holding the module report/xlsx.h while a workbook is written. */
#pragma once

#include "base/module.h"

#include "report/xlsx.h"

struct xlsx_module {
    struct module module;
    const struct xlsx_calls *calls; /* NULL: not open */
};

/* ERR_MISSING, ERR_DAMAGED. Any thread. */
bool xlsx_open(struct xlsx_module *ret, struct err *err) MUST_USE;
void xlsx_close(struct xlsx_module *m);
