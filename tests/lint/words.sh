#!/usr/bin/env bash
# What must stand nowhere in the tree: notes to oneself, paths of one machine, calls that C has outlived,
# blanks at a line's end.
#
#   tests/lint/words.sh [ROOT]
set -eu
cd "${1:-.}"

wrong=0
search() {
    local why=$1 pattern=$2
    shift 2
    if grep -rnIE --exclude-dir=.git --exclude=.git --exclude-dir='build*' --exclude=words.sh "$pattern" "$@"; then
        echo "^ $why"
        wrong=1
    fi
}

search 'finish it or leave it out' '\b(TODO|FIXME|XXX|HACK)\b' .
search 'a path of one machine' '(^|[^[:alnum:]._])/(work|home/[a-z])/' .
search 'use snprintf, str_*, strtol, posix_spawn' \
    '\b(v?sprintf|strcpy|strncpy|strcat|strtok|gets|ato[ifl]|atoll|system|popen|alloca)\(' \
    --include='*.[ch]' .
search 'blanks at the end of the line' '[[:blank:]]+$' \
    --include='*.[ch]' --include='*.sh' --include='*.md' --include=Makefile --include='*.svg' .
exit $wrong
