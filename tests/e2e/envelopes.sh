#!/usr/bin/env bash
# What visitors left sealed, from the door to the coordinator's machine: few stay, a crowd leaves as a
# folder that turnout open reads, for each of two readers; the folder tells no order, and the stick
# carries the same.
set -u
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export TZ=UTC TURNOUT_PASSPHRASE='nine lives of a cat'
# shellcheck source=tests/e2e/says.bash
. tests/e2e/says.bash
# shellcheck source=tests/e2e/setup.bash
. tests/e2e/setup.bash
demo=$PWD/assets/demo
cd "$work" || exit 1

journeys() { # DAY NUMBER: so many look behind the door and go again; a day without sessions
    {
        printf 'clock %sT10:00\n' "$1"
        for ((i = 0; i < $2; i++)); do printf 'tap "Have your say"\nback\nwait 2s\n'; done
        printf 'idle\n'
    } >door.touch
    turnout run --data k --headless --script door.touch >said 2>&1 || fail "$(tail -n 3 said)"
}

turnout keygen one >/dev/null && turnout keygen two >/dev/null || exit 1
turnout import --data k "$demo"/*.csv >/dev/null || exit 1
printf '%s\ntap #lock\n' "$setup_steps" >setup.touch
turnout run --data k --headless --script setup.touch >said 2>&1 || fail "$(tail -n 3 said)"
says 0 'No envelope leaves yet' turnout export --data k --report envelopes out
export TURNOUT_CODE=730195
turnout import --data k one.public.pem >/dev/null || exit 1
turnout import --data k --second two.public.pem >/dev/null || exit 1

# --- few stay ---

journeys 2019-02-09 4
says 0 'until there are at least 5' turnout export --data k --report envelopes out
[ ! -e out ] || fail 'a folder was made although nothing may leave'
journeys 2019-02-10 2

# --- a crowd leaves ---

says 2 'no other option' turnout export --data k --report envelopes --names out
says 0 '6 sealed envelopes' turnout export --data k --report envelopes out
[ ! -e out.part ] || fail 'half a folder lies about'
[ "$(find out -name submission.xml | wc -l)" = 12 ] || fail 'each of the two readers should have a copy'
[ "$(find out -printf '%TY-%Tm-%Td %TT\n' | sort -u | wc -l)" = 1 ] || fail 'the files have times'
[ "$(find out -name '*.enc' -printf '%s\n' | sort -u | wc -l)" = 1 ] || fail 'the files have sizes'
says 1 'there already' turnout export --data k --report envelopes out
for key in one two; do
    says 0 '6 opened: 0 concerns, 6 empty' turnout open $key.private.pem out --out $key.csv
done
journeys 2019-02-11 3
says 0 '6 sealed envelopes' turnout export --data k --report envelopes again
diff <(ls out) <(ls again) || fail 'two exports differ by a few visitors'
says 0 'whole' turnout verify --data k

# --- the stick ---

mkdir -p usb/.out/blue
{
    printf 'clock 2019-02-12T10:00\ntap #staff\ntype "730195"\nkey Enter\n'
    printf 'plug blue\ntap #usb\ntap #export\ntap #take\nexpect "Safe to remove"\n'
    printf 'expect "6 sealed envelopes"\nexpect "at least 5"\n'
} >stick.touch
turnout run --data k --headless --usb usb --script stick.touch >said 2>&1 || fail "$(tail -n 3 said)"
folder=$(echo usb/blue/turnout-*)
(cd "$folder" && sha256sum --strict --quiet -c manifest.txt) || fail 'the manifest does not fit'
diff <(ls out) <(ls "$folder/envelopes") || fail 'the stick carries others'
says 0 '6 opened: 0 concerns, 6 empty' turnout open one.private.pem "$folder"

# --- what the kiosk keeps tells nothing ---

says 0 '' turnout status --data k --json
turnout status --data k --json | grep -qi envelope && fail 'the status tells of envelopes'
for file in k/envelopes.db k/envelopes.db-journal; do
    [ "$(stat -c '%y %x' $file | grep -c '00:00:00.000000000.*00:00:00.000000000')" = 1 ] ||
        fail "$file tells a time: $(stat -c '%y %x' $file)"
done
cmp -s <(head -c "$(stat -c %s k/envelopes.db-journal)" /dev/zero) k/envelopes.db-journal ||
    fail 'the journal holds something'
! grep -qa 'nothing\|instanceID' k/envelopes.db || fail 'the vault can be read'

exit $failed
