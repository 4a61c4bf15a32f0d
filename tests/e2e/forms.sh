#!/usr/bin/env bash
# The forms that come with the kiosk: each runs, is whole in every language it has, asks nobody for what a
# record must not hold, and gives the record that tests/forms/shipped says. TURNOUT_GOLDEN_UPDATE=1 writes
# what they give now.
set -u
forms=$(dirname "$(dirname "$TURNOUT_BIN")")/share/turnout/forms
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
failed=0

fail() {
    echo "FAILED: $*"
    failed=1
}

for form in "$forms"/*.xml; do
    said=$("$TURNOUT_BIN" form check "$form" 2>&1) || fail "$said"
    [[ $said == *'This form runs here.' && $said != *': note: '* ]] || fail "$form: $said"
    id=$(basename "$form" .xml)
    grep -q "<data id=\"$id\" version=\"" "$form" || fail "$id.xml has another id than its name"
    [ -d "tests/forms/shipped/$id" ] || fail "$id.xml is never filled in here"
done

for steps in tests/forms/shipped/*/*.steps; do
    id=$(basename "$(dirname "$steps")")
    if ! "$TURNOUT_BIN" form run "$forms/$id.xml" "$steps" --now 2019-02-06T10:00:00 --seed 1 >"$work/out" 2>&1; then
        fail "$steps: $(tail -n 1 "$work/out")"
        continue
    fi
    [ -z "${TURNOUT_GOLDEN_UPDATE:-}" ] || cp "$work/out" "${steps%.steps}.out"
    diff -u "${steps%.steps}.out" "$work/out" || fail "$steps"
done

# A list that is missing is found before anybody stands in front of the form.
cp "$forms/safety.xml" "$work"
said=$("$TURNOUT_BIN" form check "$work/safety.xml" 2>&1) && fail 'safety.xml runs without its list of areas'
[[ $said == *wards.csv* ]] || fail "safety.xml without its list: $said"

# Every language says everything: the same ids, none without words.
for form in "$forms"/*.xml; do
    awk '/<translation/ { n++ } /<text id=/ { split($0, id, "\""); print id[2], n }' "$form" >"$work/ids"
    languages=$(grep -c '<translation' "$form")
    wrong=$(cut -d' ' -f1 "$work/ids" | sort | uniq -c | awk -v n="$languages" '$1 != n { print $2 }')
    [ -z "$wrong" ] || fail "$form: not in every language: $wrong"
    ! grep -n '<value></value>\|<value/>' "$form" || fail "$form has empty words"
done

# Nobody is timed or located; a sign-in is not opened before something seals it, and a concern only as one.
! grep -n 'jr:preload="\(timestamp\|date\|property\)"\|setgeopoint\|recordaudio\|odk:audit' "$forms"/*.xml ||
    fail 'a form takes down when, where or on what it was filled in'
! grep -qx '\[signin\]' "$forms/kiosk.ini" || grep -q base64RsaPublicKey "$forms/signin.xml" ||
    fail 'kiosk.ini opens signin, and its records are sealed to nobody'
for id in concern help; do
    sed -n "/^\[$id\]/,/^$/p" "$forms/kiosk.ini" | grep -qx "way = $id" || fail "kiosk.ini keeps $id as a record"
done

# kiosk.ini names forms that there are, and fields that they have.
while IFS=' ' read -r id field; do
    [ -f "$forms/$id.xml" ] || fail "kiosk.ini names $id, which is not there"
    [ -z "$field" ] || grep -q "<$field/>" "$forms/$id.xml" || fail "kiosk.ini: $id.xml has no field $field"
done < <(awk '/^\[/ { id = substr($0, 2, length($0) - 2); print id }
    /^prefill/ { for (i = 3; i <= NF; i++) { split($i, p, ":"); print id, p[2] } }' "$forms/kiosk.ini")

# One list of areas, none of whose values could be a place's of the programme; and what is tallied here has
# its words in the register.
for id in asb concern; do
    cmp "$forms/safety-media/wards.csv" "$forms/$id-media/wards.csv" || fail "$id has other areas than safety"
done
! grep -q '^at_' "$forms/safety-media/wards.csv" || fail 'an area has a value of a place'
diff <(awk -F' = ' '/^\[/ { part = substr($0, 2, length($0) - 2) }
        /^item\./ { print part "," substr($1, 6) "," $2 }' "$forms/../tallies/tallies.ini") \
    <(tail -n +2 "$forms/register-media/tallies.csv" | tr -d '"') || fail 'tallies.csv is not tallies.ini'
exit $failed
