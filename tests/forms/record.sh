#!/usr/bin/env bash
# Records a trace of every form in a folder, in the folder in which the other engine is installed:
#
#     record.sh FORMS
#
# A form that the other engine does not load leaves no trace, and of two alike the first counts.
set -eu -o pipefail
here=$(cd "$(dirname "$0")" && pwd)
forms=$(cd "$1" && pwd)
seen=$(mktemp)
mkdir -p "$here/traces"
while IFS= read -r form; do
    sum=$(md5sum <"$forms/$form")
    if grep -qF "$sum" "$seen"; then
        continue
    fi
    echo "$sum" >>"$seen"
    name=${form%.*}
    out=$here/traces/${name//\//-}.trace
    if ! timeout 120 node "$here/record.mjs" "$forms/$form" "$form" >"$out.part" 2>/dev/null; then
        rm "$out.part"
        echo "no trace: $form"
        continue
    fi
    mv "$out.part" "$out"
done < <(cd "$forms" && find . -name '*.x*ml' -printf '%P\n' | LC_ALL=C sort)
rm "$seen"
