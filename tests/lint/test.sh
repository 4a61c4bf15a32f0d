#!/usr/bin/env bash
# A check that never fails checks nothing: each gets a good small tree first, then one planted fault.
# Checks whose tool is not installed are left out (`make lint` installs them all and runs this too).
set -eu
here=$(dirname "$(realpath "$0")")
tree=$(mktemp -d)
trap 'rm -rf "$tree"' EXIT
wrong=0

plant() {
    rm -rf "${tree:?}"/*
    mkdir -p "$tree/src/base" "$tree/src/ui" "$tree/tests"
    cp "$here/../../.clang-format" "$tree/"
    printf '*: | stddef.h\nbase:\nui: base\n' >"$tree/src/layers"
    printf '#pragma once\n\nint base(void);\n' >"$tree/src/base/base.h"
    printf '#include "base/base.h"\n\nint ui(void) {\n    return base();\n}\n' >"$tree/src/ui/ui.c"
}

# expect CHECK: the planted tree must make CHECK fail.
expect() {
    local check=$1 what=$2
    if "$here/$check.sh" "$tree" >/dev/null 2>&1; then
        echo "$check did not see: $what"
        wrong=1
    fi
}

clean() {
    plant
    "$here/$1.sh" "$tree" || { echo "$1 complains about a good tree"; wrong=1; }
}

clean layers
plant && echo '#include "ui/ui.h"' >>"$tree/src/base/base.h" && expect layers 'a folder above'
plant && echo '#include "base.h"' >>"$tree/src/ui/ui.c" && expect layers 'a header without its folder'
plant && echo '#include <SDL.h>' >>"$tree/src/ui/ui.c" && expect layers 'a foreign library'
plant && printf 'base: ui\nui: base\n' >"$tree/src/layers" && expect layers 'a circle of folders'
plant && mkdir "$tree/src/extra" && touch "$tree/src/extra/a.c" &&
    echo 'int a;' >"$tree/src/extra/a.c" && expect layers 'a folder that is not listed'

clean sizes
plant && seq -f '/* %g */' 601 >>"$tree/src/ui/ui.c" && expect sizes 'a long file'
plant && { echo 'int f(int a,' && echo '      int b) {' && seq -f '    g(%g);' 58 && echo '}'; } \
    >>"$tree/src/ui/ui.c" && expect sizes 'a long function'

clean words
plant && echo '/* TO''DO: later */' >>"$tree/src/ui/ui.c" && expect words 'a note to oneself'
plant && echo "cd /""work/x" >"$tree/tests/a.sh" && expect words 'a path of one machine'
plant && echo 'int f(char *s) { return ato''i(s); }' >>"$tree/src/ui/ui.c" && expect words 'atoi'
plant && echo 'int a; ' >>"$tree/src/ui/ui.c" && expect words 'a blank at the end'

clean headers
plant && printf '#pragma once\n\nsize_t n(void);\n' >"$tree/src/ui/n.h" &&
    expect headers 'a header that needs another'
plant && printf 'int n(void);\n' >"$tree/src/ui/n.h" && expect headers 'a header without a guard'

if command -v clang-format >/dev/null; then
    clean format
    plant && echo 'int  f( void );' >>"$tree/src/ui/ui.c" && expect format 'another layout'
fi
if command -v codespell >/dev/null; then
    clean spelling
    plant && echo '/* rec''ieve */' >>"$tree/src/ui/ui.c" && expect spelling 'a misspelt word'
fi
if command -v shellcheck >/dev/null; then
    plant && printf '#!/bin/sh\necho "$1"\n' >"$tree/tests/good.sh" && "$here/scripts.sh" "$tree"
    plant && printf '#!/bin/sh\nrm $1/*\n' >"$tree/tests/bad" && expect scripts 'an unquoted variable'
fi
exit $wrong
