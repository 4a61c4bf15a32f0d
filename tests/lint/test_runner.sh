#!/usr/bin/env bash
# tests/run must see what fails: a failed case, a crash, an empty program, a script, and count the rest.
set -u
run=$(dirname "$(realpath "$0")")/../run
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
wrong=0

# program NAME STATUS LINE...: a test program that prints these lines and ends with STATUS.
program() {
    local name=$1 status=$2
    shift 2
    { echo '#!/bin/sh' && printf 'echo "%s"\n' "$@" && echo "exit $status"; } >"$dir/$name"
    chmod +x "$dir/$name"
}

# expect STATUS LINE TEST...: tests/run must end like this.
expect() {
    local status=$1 line=$2 got said
    shift 2
    TURNOUT_OUT=$dir/out V='' "$run" "${@/#/$dir/}" >"$dir/said"
    got=$?
    said=$(tail -n 1 "$dir/said")
    if [ "$said" != "$line" ] || [ "$got" != "$status" ]; then
        echo "tests/run $*: '$said' ($got), expected '$line' ($status)"
        wrong=1
    fi
}

program good 0 '[  PASSED  ] 3 test(s).'
program bad 1 '[  PASSED  ] 2 test(s).' '[  FAILED  ] 1 test(s), listed below:'
program crash 139 '[ RUN      ] something'
program leak 1 '[  PASSED  ] 2 test(s).'
program empty 0 ''
program skips 0 '[  PASSED  ] 1 test(s).' '[  SKIPPED ] 2 test(s), listed below:'
program yes.sh 0 fine
program no.sh 1 oh
program not.sh 77 'needs a thing'

expect 0 '3 passed, 0 failed' good
expect 1 '2 passed, 1 failed' bad
expect 1 '3 passed, 1 failed' good crash
expect 1 '2 passed, 1 failed' leak
expect 1 '0 passed, 1 failed' empty
expect 0 '1 passed, 0 failed, 2 skipped' skips
expect 1 '1 passed, 1 failed, 1 skipped' yes.sh no.sh not.sh
expect 1 '0 passed, 0 failed'
exit $wrong
