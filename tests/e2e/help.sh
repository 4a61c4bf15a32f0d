#!/usr/bin/env bash
# A visitor asks for help at a workshop: the codes on the real screen are read by another program, in every
# theme. A number that nobody has checked is in no picture, and its code is not there. What was looked at in the
# list is tallied when the session is closed, not before, and what was shown at the end never is.
set -u
# shellcheck source=tests/e2e/setup.bash
. tests/e2e/setup.bash
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export TZ=UTC
data=$work/data

fail() { echo "$*" && exit 1; }
play() { "$TURNOUT_BIN" run --data "$data" --headless --script "$1" --shots "$work/shots" "${@:2}" || exit 1; }
tallies() { "$TURNOUT_BIN" export "$work/out.csv" --report tallies --data "$data" >/dev/null || exit 1; }

# What the code in a picture holds; nothing where there is none.
code_in() { zbarimg --quiet --raw "$work/shots/$1.png" 2>/dev/null; }
holds() {
    command -v zbarimg >/dev/null || return 0
    [ "$(code_in "$1")" = "$2" ] || fail "the code in $1 holds \"$(code_in "$1")\", not \"$2\""
}

"$TURNOUT_BIN" import --data "$data" assets/demo/*.csv >/dev/null || exit 1
mkdir -p "$data/help"
printf 'title: A line of our own\nweb: https://example.org/help\ntopics: other\ncheck-by: 2019-12-31\n' >"$data/help/own.md"
printf '%s\n' 'title: Childline' 'number: 0800 1111' 'topics: other' 'check-by: 2019-02-05' >"$data/help/childline.md"
: >"$data/help/nspcc.md"

# To the end of the help form, by one who says that it is about drugs.
visit='tap #say
wait 1s
tap #form:help
wait 1s
tap "Continue"
wait 1s
tap "No"
wait 1s
tap "Drugs"
wait 1s
tap "Continue"
wait 1s
tap "Send"
expect "Thank you"
expect "0800 555 111"'

# Back by the key; pressed three times at once it would hide all this.
back='wait 1s
key Escape
wait 1s'

{
    printf '%s\nexpect "help cards need a check"\ntap #cards\nexpect "help/childline.md"\n' "$setup_steps"
    printf 'expect "Nobody has checked it yet"\nback\ntap "Hertswood Academy"\ntap #open\nback\nback\ntap #lock\n'
    printf '%s\nshot end\ntap #more\nexpect-not "NSPCC"\ntap #card:crimestoppers\nshot number\n' "$visit"
    printf '%s\ntap #card:own\nshot address\n%s\ntap #card:crimestoppers\n%s\n' "$back" "$back" "$back"
    printf 'tap #card:childline\nexpect "Ask a person here for the number."\nexpect-not "0800 1111"\nshot stale\n'
    printf '%s\ntap #card:999\nshot emergency\ntap "Finish"\nexpect "Have your say"\n' "$back"
    printf '%s\ntap "Finish"\nexpect "Have your say"\n' "$visit"
} >"$work/visit.touch"
{
    cat "$work/visit.touch"
    printf 'tap #staff\ntype "204811"\nkey Enter\ntap #close\ntap #close\n'
} >"$work/closed.touch"

cp -r "$data" "$work/before"
play "$work/visit.touch"
holds end tel:0800555111
holds number tel:0800555111
holds address https://example.org/help
holds stale ''
holds emergency ''
tallies
! grep -q ',Help cards looked at,' "$work/out.csv" || fail 'a look is on the card before its session was closed'

for theme in contrast-light contrast-dark; do
    rm -rf "$data" && cp -r "$work/before" "$data"
    printf '[kiosk]\ntheme = %s\n' "$theme" >"$data/turnout.ini"
    play "$work/closed.touch" --size 480x800
    holds end tel:0800555111
    holds address https://example.org/help
    holds stale ''
done
tallies
looks() { grep -q ",Help cards looked at,$1,,,$2,,$2,,,not needed," "$work/out.csv" || fail "the report does not say that $1 was looked at $2 times: $(cat "$work/out.csv")"; }
looks crimestoppers 2
looks own 1
looks childline 1
looks 999 1
[ "$(grep -c ',Help cards looked at,' "$work/out.csv")" = 4 ] || fail 'something else was counted'
"$TURNOUT_BIN" verify --data "$data" >/dev/null || fail 'the store is not whole'
