#!/usr/bin/env bash
# What an export leaves on a stick, as somebody with another computer finds it: sha256sum agrees with the
# manifest, every file of the folder is in it, and nothing of an export that was broken off lies about. A
# stick that is full or can only be read gets one sentence (as root, who may mount a small one).
set -u
work=$(mktemp -d)
stick=$work/usb/.out/blue
mounted=
trap '[ -z "$mounted" ] || umount "$mounted"; rm -rf "$work"' EXIT
export TZ=UTC
failed=0

fail() {
    echo "FAILED: $*"
    failed=1
}

play() { # the steps come on the standard input
    cat "$work/enter" - >"$work/steps.touch"
    "$TURNOUT_BIN" run --data "$work/data" --headless --script "$work/steps.touch" --shots "$work/shots" \
        --usb "$work/usb"
}

exported() { "$TURNOUT_BIN" status --json --data "$work/data" | sed -n 's/.*"exported":\([0-9]*\).*/\1/p'; }

"$TURNOUT_BIN" import --data "$work/data" assets/demo/*.csv >/dev/null || exit 1
printf '[kiosk]\nname = Hall 2\n' >"$work/data/turnout.ini"
cat >"$work/enter" <<'STEPS'
clock 2019-02-06T09:00
tap #setup
type "204811"
tap #go
type "204811"
tap #go
type "730195"
tap #go
type "730195"
tap #go
tap #yes
tap #lock
STEPS
play </dev/null || exit 1
printf 'clock 2019-02-06T10:00\ntap #staff\ntype "730195"\nkey Enter\n' >"$work/enter"

mkdir -p "$stick/turnout-hall-2-2019-02-06.part" # from a time when it was pulled out
echo half >"$stick/turnout-hall-2-2019-02-06.part/sessions-2019-01-09.csv.part"
play <<'STEPS' || fail 'the export did not end well'
plug blue
tap #usb
tap #export
tap #form
tap #form:1
tap #take
expect "Safe to remove"
pull blue
STEPS
folder=$stick/turnout-hall-2-2019-02-06
(cd "$folder" && sha256sum --strict --quiet -c manifest.txt) || fail 'the manifest does not fit'
[ "$(find "$folder" -type f ! -name manifest.txt | wc -l)" = "$(wc -l <"$folder/manifest.txt")" ] ||
    fail 'the manifest does not name every file'
[ "$(ls "$stick")" = turnout-hall-2-2019-02-06 ] || fail "more lies on the stick: $(ls "$stick")"
cmp "$folder"/sessions-*.csv "$work"/data/exports/sessions-*.csv || fail 'the report is another one'
[ "$(exported)" = 115 ] || fail "$(exported) sessions are exported"

# The check can fail.
echo >>"$folder/sessions-2019-02-06.csv"
(cd "$folder" && sha256sum --strict --quiet -c manifest.txt) >/dev/null 2>&1 && fail 'a changed file passes'

# Full and read-only.
mounted=$work/usb/small
mkdir -p "$mounted"
if [ "$(id -u)" = 0 ] && mount -t tmpfs -o size=16k none "$mounted" 2>/dev/null; then
    play <<'STEPS' || fail 'a full stick'
tap #usb
tap #export
tap #take
expect "The stick is full"
expect-not "Safe"
STEPS
    [ -z "$(ls -A "$mounted")" ] || fail "a full stick is left with $(ls -A "$mounted")"
    mount -o remount,ro "$mounted"
    play <<'STEPS' || fail 'a write-protected stick'
tap #usb
expect "write-protected"
STEPS
else
    mounted=
    echo 'Not tried: a full and a read-only stick, which only root can mount.'
fi
[ "$(exported)" = 115 ] || fail 'an export that failed was counted'
"$TURNOUT_BIN" verify --data "$work/data" >/dev/null || fail 'the store is not whole'
exit $failed
