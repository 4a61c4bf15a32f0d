#!/usr/bin/env bash
# Names that were kept long enough: a list of 2020 is due in 2021, the desk says so, one page deletes it, and
# its sealed bytes are in no file of the data folder any more, nor in the copies that were made before. The
# console does the same without a code, and first tells what it would do. Unless the settings say that somebody
# is asked, it goes by itself once the date is known. No count changes.
set -u
# shellcheck source=tests/e2e/setup.bash
. tests/e2e/setup.bash
# shellcheck source=tests/e2e/says.bash
. tests/e2e/says.bash
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export TZ=UTC
data=$work/data

play() { # NAME: the steps come from stdin
    cat >"$work/$1.touch"
    says 0 '' turnout run --data "$data" --headless --script "$work/$1.touch" --shots "$work/shots"
}
# The sealed bytes of all lists, in hex; and how many files of the folder hold one of them.
sealed() {
    python3 -c 'import sqlite3, sys
for row in sqlite3.connect(sys.argv[1] + "/kiosk.db").execute("SELECT hex(sealed) FROM roster"): print(row[0])' "$1"
}
holding() {
    python3 -c 'import pathlib, sys
wanted = [bytes.fromhex(line)[40:72] for line in open(sys.argv[2])]
files = [p for p in pathlib.Path(sys.argv[1]).rglob("*") if p.is_file()]
print(sum(any(w in p.read_bytes() for w in wanted) for p in files))' "$1" "$work/sealed"
}
counts() { # without the minute in which they were asked for
    turnout export "$work/all.csv" --data "$data" --report sessions >/dev/null || fail "no counts $1 it"
    grep -v '^Data of' "$work/all.csv" >"$work/$1.csv"
}

turnout import --data "$data" assets/demo/*.csv >/dev/null || exit 1
play setup <<STEPS
clock 2020-02-12T09:00
$setup_codes
tap "J9"
tap #open
tap #close
tap #close
STEPS
TURNOUT_CODE=204811 says 0 '31 new' turnout import --data "$data" assets/demo/rosters/j9.csv
mkdir -p "$data/backups"
says 0 '' turnout backup "$data/backups/before-1.db" --data "$data"
printf '[kiosk]\npurge = ask\n' >"$data/turnout.ini"
cp -r "$data" "$work/itself"
rm "$work/itself/turnout.ini"
cat >"$work/a_year_later" <<'STEPS'
clock 2021-03-03T09:00
tap #staff
type "204811"
key Enter
tap #yes
tap #sure
tap #all-dates
tap "Domestic abuse"
tap #open
tap #yes
STEPS
play next_year <"$work/a_year_later"
sealed "$data" >"$work/sealed"
[ "$(wc -l <"$work/sealed")" = 1 ] || fail 'there is no sealed list to look for'
[ "$(holding "$data")" -ge 2 ] || fail 'the search does not find what is there'
counts before

# --- the console tells, and deletes only what is due ---

says 2 'is not a date' turnout purge --data "$data" --until tomorrow
says 1 'choose a day that is over' turnout purge --data "$data" --until 2999-01-01
says 0 'from before 12/02/2020' turnout purge --data "$data" --until 2020-02-11
[ "$(holding "$data")" -ge 2 ] || fail 'a list went before its day'
cp -r "$data" "$work/console"
says 0 '31 of 1 session' turnout purge --data "$work/console" --until 2021-03-03 --dry-run
[ "$(holding "$work/console")" -ge 2 ] || fail '--dry-run deleted something'
says 0 'Every count stays' turnout purge --data "$work/console" --until 2021-03-03
[ "$(holding "$work/console")" = 0 ] || fail 'a file still holds the list after purge'
says 0 'Nothing was deleted' turnout purge --data "$work/console" --until 2021-03-03
says 0 '31 names from before 04/03/2021, by console' turnout status --data "$work/console"
says 0 '"what":"names"' turnout status --json --data "$work/console"
says 0 'whole' turnout verify --data "$work/console"

# --- by itself, where the settings do not say that somebody is asked ---

[ "$(holding "$work/itself")" -ge 2 ] || fail 'there is no list that could go by itself'
asked=$data data=$work/itself
play itself <"$work/a_year_later"
[ "$(holding "$work/itself")" -ge 2 ] || fail 'a list went on a date that nothing but this start speaks for'
play again <<'STEPS'
clock 2021-03-04T09:00
tap #staff
type "204811"
key Enter
tap #yes
tap #sure
STEPS
data=$asked
[ "$(holding "$work/itself")" = 0 ] || fail 'a file still holds the list that was to go by itself'
says 0 'by settings' turnout status --data "$work/itself"

# --- the coordinator, on the screen ---

play desk <<'STEPS'
clock 2021-03-04T09:00
tap #staff
type "730195"
key Enter
expect "Names of 1 session before 1 March 2020"
tap #purge
expect "Every count stays"
tap #delete
expect "It is deleted for ever"
back
expect-not "Names of 1 session"
STEPS
[ "$(holding "$data")" = 0 ] || fail 'a file still holds the list after the screen deleted it'
says 0 'by coordinator' turnout status --data "$data"
says 0 'whole' turnout verify --data "$data"
counts after
cmp -s "$work/before.csv" "$work/after.csv" || fail 'a deletion changed a count'
exit $failed
