#!/usr/bin/env bash
# Power cuts as far as a process can have them: the real program counts under a touch script, says after
# each tap what stands solid on its screen, and is killed with SIGKILL at a random moment. Then: every head
# that was shown solid is in the store, the store is whole, and the next start stands in the same session
# with the same number. 6 rounds, 200 with TURNOUT_LONG.
#
# A negative control first: the same check must notice when a mark is gone.
set -u
# shellcheck source=tests/e2e/setup.bash
. tests/e2e/setup.bash
rounds=${TURNOUT_KILL_ROUNDS:-$([ -n "${TURNOUT_LONG-}" ] && echo 200 || echo 6)}
RANDOM=${TURNOUT_SEED:-20190206}
work=$(mktemp -d)
pid=
trap '[ -z "$pid" ] || kill -9 "$pid" 2>/dev/null; rm -rf "$work"' EXIT
export TZ=UTC

play() { "$TURNOUT_BIN" run --data "$1" --headless --script "$2" --shots "$work/shots"; }
play_behind() { # not through play: the pid must be the program's
    "$TURNOUT_BIN" run --data "$1" --headless --script "$2" --shots "$work/shots" >"$work/said" 2>"$work/said.err" &
    pid=$!
}
heads() { "$TURNOUT_BIN" status --json --data "$1" | sed -n 's/.*"heads":\([0-9]*\).*/\1/p'; }

# What the chosen group's number was, solid, in the last complete speech.
solid() { sed -n 's/^Year 9, button, \([0-9]*\), chosen$/\1/p' "$1" | tail -n 1; }

prepare() {
    "$TURNOUT_BIN" import --data "$work/base" assets/demo/*.csv >/dev/null || return 1
    cat >"$work/prepare.touch" <<STEPS
$setup_steps
tap "Hertswood Academy"
tap #open
tap #class
STEPS
    {
        printf 'clock 2019-02-06T09:05\ntap #staff\ntype "204811"\nkey Enter\ntap #yes\nspeak\n'
        for _ in $(seq 300); do printf 'tap #plus1\nspeak\n'; done
    } >"$work/count.touch"
    printf 'clock 2019-02-06T09:30\ntap #staff\ntype "204811"\nkey Enter\ntap #yes\nspeak\n' >"$work/again.touch"
    play "$work/base" "$work/prepare.touch"
}

# One life that ends in the middle; prints what was solid when it ended.
live_and_die() {
    : >"$work/said"
    play_behind "$1" "$work/count.touch"
    for _ in $(seq 200); do # until it has counted something, then a random moment more
        [ -n "$(solid "$work/said")" ] && break
        sleep 0.02
    done
    sleep "0.$(printf '%03d' $((RANDOM % 400)))"
    kill -9 "$pid" 2>/dev/null
    wait "$pid" 2>/dev/null
    pid=
    solid "$work/said"
}

# Nothing that was solid is gone, and the program goes on where it was.
whole() {
    local data=$1 shown=$2 kept again
    "$TURNOUT_BIN" verify --data "$data" >"$work/verified" 2>&1 || { cat "$work/verified" && return 1; }
    kept=$(heads "$data")
    [ "${kept:-0}" -ge "$shown" ] || { echo "$shown heads were shown solid, $kept are kept" && return 1; }
    play "$data" "$work/again.touch" >"$work/again" 2>&1 || { cat "$work/again" && return 1; }
    again=$(solid "$work/again")
    [ "$again" = "$kept" ] || { echo "it went on at ${again:-nothing}, not at $kept" && return 1; }
}

prepare || exit 1
whole "$work/base" 31 >/dev/null 2>&1 && { echo 'the check does not notice a lost head' && exit 1; }

for round in $(seq "$rounds"); do
    rm -rf "$work/data" && cp -r "$work/base" "$work/data"
    shown=$(live_and_die "$work/data")
    [ -n "$shown" ] || { echo "round $round: nothing was ever shown" && cat "$work/said.err" && exit 1; }
    whole "$work/data" "$shown" || { echo "round $round failed" && exit 1; }
done
echo "$rounds rounds, 0 heads lost"
