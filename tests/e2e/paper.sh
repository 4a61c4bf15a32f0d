#!/usr/bin/env bash
# The list of a session for paper, and the register with names on a stick: only for the coordinator, only where
# somebody asks for just this, well-formed, marked, and never on the kiosk's own card nor left in its memory.
set -u
# shellcheck source=tests/e2e/setup.bash
. tests/e2e/setup.bash
# shellcheck source=tests/e2e/says.bash
. tests/e2e/says.bash
# shellcheck source=tests/e2e/memory.bash
. tests/e2e/memory.bash
work=$(mktemp -d)
pid=
trap '[ -z "$pid" ] || kill -9 "$pid" 2>/dev/null; rm -rf "$work"' EXIT
export TZ=UTC
data=$work/data
stick=$work/usb/blue
list=assets/demo/rosters/j9.csv
name=$(sed -n '2s/^[^,]*,\([^,]*\),.*/\1/p' $list)

play() { "$TURNOUT_BIN" run --data "$data" --headless --script "$1" --shots "$work/shots" --usb "$work/usb"; }
none_on_card() { # WHEN
    ! grep -rqaF "$name" "$data" || fail "$1 a name is on the card"
}

turnout import --data "$data" assets/demo/*.csv >/dev/null || exit 1
printf 'clock 2020-02-12T09:00\n%s\ntap #lock\n' "$setup_codes" >"$work/setup.touch"
play "$work/setup.touch" >/dev/null || exit 1
TURNOUT_CODE=204811 turnout import --data "$data" "$list" >/dev/null || exit 1
turnout export "$work/sessions.csv" --data "$data" >/dev/null || exit 1
session=$(sed -n 's/^\([0-9]*\),.*2020-02-12,.*J9.*/\1/p' "$work/sessions.csv" | head -n 1)
[ -n "${session:+$name}" ] || fail 'the demo has no training with a list'

# --- the command ---

roster() { turnout export "$@" --report roster --data "$data"; }
export TURNOUT_CODE=730195
says 2 'add --session' roster "$work/list.html"
says 2 'the ending .html' roster "$work/list.csv" --session "$session"
says 2 'no other option' roster "$work/list.html" --session "$session" --names
says 1 'There is no session of that number' roster "$work/list.html" --session 99999
TURNOUT_CODE=204811 says 1 '' roster "$work/list.html" --session "$session"
[ ! -e "$work/list.html" ] || fail 'the staff code opened the names'
says 0 'print it, then delete it' roster "$work/list.html" --session "$session" --marking OFFICIAL
grep -qF "<td>$name</td>" "$work/list.html" || fail "$name is not on the list"
grep -q 'OFFICIAL-SENSITIVE' "$work/list.html" || fail 'the list is not marked'
[ "$(stat -c %a "$work/list.html")" = 600 ] || fail 'others may read the list'
python3 -c 'import sys, xml.dom.minidom as m; m.parse(sys.argv[1])' "$work/list.html" || fail 'the page is not well-formed'
says 1 '' roster "$work/list.html" --session "$session"
unset TURNOUT_CODE
says 0 '' turnout export "$work/all.html" --data "$data"
! grep -qF "$name" "$work/all.html" || fail 'all reports have a name in them'
none_on_card 'after the command'

# --- the stick ---

mkdir -p "$stick"
enter='clock 2020-02-12T13:30
tap #staff
type "730195"
key Enter'
cat >"$work/stick.touch" <<STEPS
$enter
tap #usb
tap #export
expect "Left out"
tap #names
tap "The register with names, too"
expect "Names leave the kiosk unencrypted"
tap #take
expect "Names are on the stick"
tap #done
tap #sessions
tap "J9"
tap #paper
expect "A list for paper"
tap #take
expect "Names are on the stick"
tap #done
back
back
tap #lock
idle
STEPS
{
    cat "$work/stick.touch"
    stand_still
} >"$work/still.touch"
printf '[kiosk]\nusb = %s\n' "$work/usb" >"$data/turnout.ini"
play_behind "$data" "$work/still.touch"
stop_at "Welcome"
if read_memory; then
    ! grep -qaF "$name" "$work/memory" || fail 'a name stays in memory after the kiosk has locked'
fi
end
none_on_card 'after the stick'
for folder in "$stick"/turnout-*; do
    (cd "$folder" && sha256sum --strict --quiet -c manifest.txt) || fail 'the manifest does not fit'
done
grep -qF "<td>$name</td>" "$stick"/turnout-*-2/list-2020-02-12.html || fail "$name is not on the stick's list"
[ "$(find "$stick"/turnout-*-2 -type f | wc -l)" = 2 ] || fail 'more than the list went with it'
says 0 'whole' turnout verify --data "$data"
exit $failed
