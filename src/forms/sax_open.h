/* Holding the module forms/sax.h while XML is read. Reading a document loads it, and unloads it
 * afterwards when nobody else holds it, which takes half a millisecond and gives back what it maps.
 * Who reads many documents in a row holds it meanwhile, and need not care whether that succeeds. */
#pragma once

#include "base/module.h"

#include "forms/sax.h"

struct sax_module {
    struct module module;
    sax_reader read; /* NULL: not open */
};

/* ERR_MISSING, ERR_DAMAGED. Any thread. */
bool sax_open(struct sax_module *ret, struct err *err);
void sax_close(struct sax_module *m);
