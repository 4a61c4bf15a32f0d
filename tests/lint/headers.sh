#!/usr/bin/env bash
# Every header compiles alone, so it can be included anywhere and in any order.
#
#   [COMPILE='gcc ...'] tests/lint/headers.sh [ROOT]
set -eu
cd "${1:-.}"
read -ra compile <<<"${COMPILE:-gcc -std=c11 -D_GNU_SOURCE -Isrc -Wall -Wextra -Werror}"

find src -name '*.h' | sort | xargs -r -P "$(nproc)" -I{} bash -c '
    header=$1
    shift
    grep -q "^#pragma once$" "$header" || { echo "$header:1: no #pragma once"; exit 1; }
    "$@" -fsyntax-only -include "$header" -x c /dev/null
' headers {} "${compile[@]}"
