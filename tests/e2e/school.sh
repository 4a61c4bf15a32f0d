#!/usr/bin/env bash
# The list before sending and the school's sheet, of the demo. The sheet must print on one page: asked of
# Chromium, where it is installed.
set -u
# shellcheck source=tests/e2e/says.bash
. tests/e2e/says.bash
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work" || exit 1
assets=$OLDPWD/assets/demo

says 0 '' turnout import --data k "$assets/plan.csv" "$assets/hertsmere-2019.csv"

# --- the list ---
says 0 'sessions written' turnout export list.csv --data k --report quality
for words in 'expected at another session of ""J9""' '27/03/2020 is a Friday' 'has no year' 'Its Update cell is empty' \
    '06/10/2019 here and 06/10/2018' 'Total: heads not recorded'; do
    grep -qF "$words" list.csv || fail "the list does not say: $words"
done
! grep -qF 'two records' list.csv || fail 'two sessions of the demo are taken for one'
says 0 'sessions written' turnout export all.html --data k
grep -q '<h1>Before sending</h1>' all.html || fail 'the book of all has no list'

# --- the sheet ---
turnout export sessions.csv --data k >/dev/null || fail 'no sessions'
id_of() { grep "$1" sessions.csv | head -1 | cut -d, -f1; }
fearless=$(id_of '^[0-9]*,1.5,2019-12-11,')
planned=$(id_of '^[0-9]*,1.1,2019-05-09,')
says 0 'a page to print' turnout export sheet.html --data k --report school --session "$fearless"
for words in '<h1>Bushey Academy</h1>' 'Wednesday 11 December 2019' 'Year 10' '120 students' 'Fearless worker' \
    'Next visit:' '0800 1111' OFFICIAL 'Numbers of people below 5 are not shown'; do
    grep -qF "$words" sheet.html || fail "the sheet does not say: $words"
done
says 2 'or school' turnout export x.html --data k --report nothing
! grep -qF 'A session at your school' all.html || fail 'the sheet is in the book of all'
says 1 'has not taken place' turnout export x.html --data k --report school --session "$planned"
says 1 'no session of that number' turnout export x.html --data k --report school --session 9999
says 2 'add --session' turnout export x.html --data k --report school
says 2 'the ending .html' turnout export x.csv --data k --report school --session "$fearless"
says 2 'no other option' turnout export x.html --data k --report school --session "$fearless" --from 2019-01-01
says 2 'is no session' turnout export x.html --data k --report school --session two
ls x.* >/dev/null 2>&1 && fail 'a refused sheet leaves a file'

# --- on paper ---
if command -v chromium >/dev/null && command -v pdfinfo >/dev/null; then
    timeout 60 chromium --headless --no-sandbox --disable-gpu --user-data-dir="$work/browser" --no-pdf-header-footer \
        --print-to-pdf="$work/sheet.pdf" "$work/sheet.html" >/dev/null 2>&1
    pages=$(pdfinfo sheet.pdf 2>/dev/null | sed -n 's/^Pages: *//p')
    [ "$pages" = 1 ] || fail "the sheet prints on ${pages:-no} pages"
fi
exit $failed
