#!/usr/bin/env bash
# Every shell script, whatever its name, as shellcheck likes it.
#
#   tests/lint/scripts.sh [ROOT]
set -eu
cd "${1:-.}"
find . \( -name .git -o -name 'build*' \) -prune -o -type f -print | sort |
    xargs grep -lIE --max-count=1 '^#!(/usr/bin/env bash|/bin/(ba)?sh)' | xargs -r shellcheck -x --exclude=SC2016,SC2317
