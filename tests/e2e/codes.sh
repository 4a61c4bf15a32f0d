#!/usr/bin/env bash
# The names follow the codes. A list is imported, the staff code is changed on the screen, and both on the
# console: each time the list opens with the new code and with none of before. Then both are lost: on the
# console, after two answers, the names go and the counts stay.
set -u
# shellcheck source=tests/e2e/setup.bash
. tests/e2e/setup.bash
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export TZ=UTC
unset TURNOUT_CODE TURNOUT_STAFF_CODE TURNOUT_COORDINATOR_CODE
data=$work/data
script -qec true /dev/null >/dev/null 2>&1 || { echo 'there is no pseudo-terminal here'; exit 77; }

fail() {
    echo "$1"
    exit 1
}
play() {
    "$TURNOUT_BIN" run --data "$data" --headless --script "$1" >"$work/said" 2>&1 || fail "$(cat "$work/said")"
}
enter() { printf 'clock 2020-02-12T13:30\ntap #staff\ntype "%s"\nkey Enter\n' "$1"; }
opens_list() { # $1: code, $2: the way from the code to the session
    { enter "$1" && printf '%btap #list\ntap #search\ntype "rosal"\nexpect "Rosalind Kettle"\n' "$2"; } \
        >"$work/open.touch"
    play "$work/open.touch"
}
opens_list_to_staff() { opens_list "$1" 'tap #yes\n'; }
opens_list_to_coordinator() { opens_list "$1" 'tap #sessions\ntap "J9"\n'; }
opens_nothing() {
    { enter "$1" && printf 'expect "not right"\n'; } >"$work/shut.touch"
    play "$work/shut.touch"
}
count_is() {
    "$TURNOUT_BIN" verify --data "$data" | grep -q " $1 heads" || fail "there are not $1 heads any more"
}
# Waits for the question number $1.
asked() {
    for _ in $(seq 600); do
        [ "$(grep -o ': ' "$work/said" | wc -l)" -ge "$1" ] && return
        sleep 0.05
    done
}
# The program at a terminal, where the lines of $1 answer one question each.
console() {
    local answers=$1 n=0 line
    shift
    printf -v line '%q ' "$TURNOUT_BIN" "$@" --data "$data"
    : >"$work/said"
    while read -r answer; do
        asked $((++n))
        printf '%s\n' "$answer"
    done <<<"$answers" | script -qfec "$line" /dev/null >>"$work/said" 2>&1
}

"$TURNOUT_BIN" import --data "$data" assets/demo/*.csv >/dev/null || exit 1
cat >"$work/setup.touch" <<STEPS
clock 2020-02-12T09:00
$setup_codes
tap "J9"
tap #open
tap #plus1
STEPS
play "$work/setup.touch"
TURNOUT_CODE=204811 "$TURNOUT_BIN" import --data "$data" assets/demo/rosters/j9.csv >/dev/null || exit 1
opens_list_to_staff 204811
count_is 1

# --- one code, on the screen ---

cat >"$work/change.touch" <<'STEPS'
clock 2020-02-12T13:00
tap #staff
tap #help
tap #staff
type "730195"
tap #go
type "481516"
tap #go
type "481516"
tap #go
expect "The staff code is changed"
STEPS
play "$work/change.touch"
opens_nothing 204811
opens_list_to_staff 481516
opens_list_to_coordinator 730195

# --- both, on the console: from the environment, then typed ---

export TURNOUT_STAFF_CODE=662607 TURNOUT_COORDINATOR_CODE=314159
TURNOUT_CODE=204811 "$TURNOUT_BIN" codes --data "$data" >/dev/null 2>&1 && fail "an old code changed the codes"
(setsid "$TURNOUT_BIN" codes --data "$data" </dev/null >/dev/null 2>&1) && fail "no code changed the codes"
TURNOUT_CODE=481516 "$TURNOUT_BIN" codes --data "$data" >/dev/null || fail "the codes were not changed"
opens_nothing 730195
opens_list_to_staff 662607
opens_list_to_coordinator 314159
unset TURNOUT_STAFF_CODE TURNOUT_COORDINATOR_CODE
console $'662607\n112358\n112358\n271828\n271828' codes || fail "$(cat "$work/said")"
grep -q 112358 "$work/said" && fail "the terminal shows what was typed"
opens_nothing 662607
opens_list_to_staff 112358

# --- both are lost ---

(setsid "$TURNOUT_BIN" codes --reset --data "$data" </dev/null >/dev/null 2>&1) && fail "a reset without a terminal"
console $'yes\ndelete' codes --reset && fail "a reset with a wrong answer"
opens_list_to_coordinator 271828
console $'yes\nDELETE\n904527\n904527\n169399\n169399' codes --reset || fail "$(cat "$work/said")"
grep -q 'The names are deleted' "$work/said" || fail "$(cat "$work/said")"
opens_nothing 112358
opens_nothing 271828
{ enter 169399 && printf 'tap #sessions\ntap "J9"\ntap #list\nexpect-not "Rosalind"\nexpect-not "of 31"\n'; } >"$work/empty.touch"
play "$work/empty.touch"
count_is 1
