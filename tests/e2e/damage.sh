#!/usr/bin/env bash
# A card that has lost pages: the database is set aside, what can be read is recovered, staff are told, and
# the kiosk goes on. Pages are overwritten with noise, one place after another; the copy that was made when
# the session was closed and the pages that are left must give back every head.
set -u
# shellcheck source=tests/e2e/setup.bash
. tests/e2e/setup.bash
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export TZ=UTC
RANDOM=7

play() { "$TURNOUT_BIN" run --data "$1" --headless --script "$2" --shots "$work/shots"; }

"$TURNOUT_BIN" import --data "$work/base" assets/demo/*.csv >/dev/null || exit 1
cat >"$work/count.touch" <<STEPS
$setup_steps
tap "Hertswood Academy"
tap #open
tap #class x8
tap #close
tap #close
STEPS
play "$work/base" "$work/count.touch" || exit 1
rm -f "$work"/base/kiosk.db-* # everything is in the file itself; the WAL would repair it unseen
cat >"$work/look.touch" <<'STEPS'
clock 2019-02-06T12:00
tap #staff
type "204811"
key Enter
tap #yes
expect "damaged"
expect "240"
STEPS

pages=$(($(stat -c %s "$work/base/kiosk.db") / 4096))
for page in 1 2 5 $((pages / 2)) $((pages - 1)); do
    rm -rf "$work/data" && cp -r "$work/base" "$work/data"
    head -c 4096 /dev/urandom |
        dd of="$work/data/kiosk.db" bs=4096 seek="$((page - 1))" conv=notrunc status=none
    printf 1 >"$work/data/kiosk.running" # as after a power cut: the next start looks closer
    play "$work/data" "$work/look.touch" >"$work/said" 2>&1 || {
        echo "page $page of $pages:" && cat "$work/said" && exit 1
    }
    ls "$work"/data/kiosk.damaged-*.db >/dev/null || { echo "page $page: nothing was set aside" && exit 1; }
    heads=$("$TURNOUT_BIN" status --json --data "$work/data" | sed -n 's/.*"heads":\([0-9]*\).*/\1/p')
    [ "$heads" = 240 ] || { echo "page $page: $heads heads are left of 240" && exit 1; }
    "$TURNOUT_BIN" verify --data "$work/data" >/dev/null || { echo "page $page: not whole" && exit 1; }
done

# The same after a good end, when nothing makes the next start look closer: page 1 cannot be missed.
rm -rf "$work/data" && cp -r "$work/base" "$work/data"
head -c 4096 /dev/urandom | dd of="$work/data/kiosk.db" bs=4096 seek=0 conv=notrunc status=none
play "$work/data" "$work/look.touch" || exit 1
