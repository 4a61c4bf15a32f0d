#!/usr/bin/env bash
# English as it is spelt; words.txt beside this script holds the words that only look wrong.
#
#   tests/lint/spelling.sh [ROOT]
set -eu
words=$(dirname "$(realpath "$0")")/words.txt
cd "${1:-.}"
codespell --quiet-level=3 --ignore-words "$words" --skip './.git,./build*,*.po,*.mo,*.png,*.ttf,./LICENSE'
