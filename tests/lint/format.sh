#!/usr/bin/env bash
# The C files are laid out as .clang-format says. Versions disagree about details: ours is 14 (Debian 12).
#
#   tests/lint/format.sh [ROOT]
set -eu
cd "${1:-.}"
if ! clang-format --version | grep -q 'version 14\.'; then
    echo "format: needs clang-format 14, found $(clang-format --version)" >&2
    exit 1
fi
find src tests -name '*.[ch]' | sort | xargs -r -n 20 -P "$(nproc)" clang-format --dry-run -Werror
