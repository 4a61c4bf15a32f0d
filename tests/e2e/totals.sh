#!/usr/bin/env bash
# The totals of the day as a code: on each panel and in each theme another program reads off the real screen
# what stands beside it in words, and a small number is in neither.
set -u
# shellcheck source=tests/e2e/setup.bash
. tests/e2e/setup.bash
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export TZ=UTC
data=$work/data

fail() { echo "$*" && exit 1; }
play() { "$TURNOUT_BIN" run --data "$data" --headless --script "$1" --shots "$work/shots" "${@:2}" || exit 1; }

"$TURNOUT_BIN" import --data "$data" assets/demo/*.csv >/dev/null || exit 1
cat >"$work/day.touch" <<STEPS
$setup_steps
tap "Hertswood Academy"
tap #open
tap #class x8
tap #close
tap #close
tap "professionals"
tap #open
tap #plus1 x3
back
back
tap #lock
STEPS
play "$work/day.touch"

# At large text the words stand below the code.
cat >"$work/words.touch" <<'STEPS'
clock 2019-02-06T16:00
tap #staff
type "730195"
key Enter
tap #totals
expect "Today’s totals"
expect "Hertswood Academy: 1 session, 240 students"
expect "1 session, number not shown"
STEPS
play "$work/words.touch"
{ grep -v expect "$work/words.touch" && echo shot totals; } >"$work/totals.touch"
want='Turnout, 06/02/2019, OFFICIAL
Hertswood Academy: 1 session, 240 students
No place: 1 session, number not shown'

read -r -a themes <<<'light contrast-light contrast-dark'
sizes=('800x480 100' '480x800 100' '800x480 150' '1280x720 100')
for i in "${!sizes[@]}"; do
    read -r size scale <<<"${sizes[$i]}"
    printf '[kiosk]\ntheme = %s\n' "${themes[$((i % 3))]}" >"$data/turnout.ini"
    play "$work/totals.touch" --size "$size" --scale "$scale"
    command -v zbarimg >/dev/null || continue
    got=$(zbarimg --quiet --raw "$work/shots/totals.png" 2>/dev/null)
    [ "$got" = "$want" ] || fail "at $size and $scale % the code holds \"$got\""
done
