#!/usr/bin/env bash
# English as it is spelt; words.txt beside this script holds the words that only look wrong. Of a form,
# only what it says in English is read; traces hold the words of other people's forms.
#
#   tests/lint/spelling.sh [ROOT]
set -eu
words=$(dirname "$(realpath "$0")")/words.txt
cd "${1:-.}"
spell() { codespell --quiet-level=3 --ignore-words "$words" "$@"; }

spell --skip './.git,./build*,*.po,*.mo,*.png,*.ttf,./LICENSE,./assets/forms/*.xml,./tests/forms/traces'
for form in assets/forms/*.xml; do
    [ ! -f "$form" ] || sed '/<translation lang="[^E]/,/<\/translation>/d' "$form" | spell - ||
        { echo "^ $form"; exit 1; }
done
