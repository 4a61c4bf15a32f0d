#!/usr/bin/env bash
# No name on the card, and none in memory once staff have left. A training is worked with by list; then
# every file of the data folder (database, WAL, shm, backups, exports) is searched for each name,
# organisation's address and code of the list, after a good end and after SIGKILL in the middle. So are the
# folders of a day, a bin and a sign-in sheet, that with and without the coordinator's key. A kiosk that has
# just locked, or whose sheet waits for the next person, is stopped and all that it could write to is read
# through /proc/PID/mem, and its core, where gcore is installed.
#
# Negative controls: the search finds a name in the list itself, and in a kiosk whose list is open.
set -u
# shellcheck source=tests/e2e/setup.bash
. tests/e2e/setup.bash
# shellcheck source=tests/e2e/memory.bash
. tests/e2e/memory.bash
work=$(mktemp -d)
pid=
trap '[ -z "$pid" ] || kill -9 "$pid" 2>/dev/null; rm -rf "$work"' EXIT
export TZ=UTC
list=assets/demo/rosters/j9.csv

# What must not be found: one a line, 6 characters or more, so that none is found by chance.
# Small letters too: a list is searched by those.
{
    tail -n +2 "$list" | awk -F, '{ print $2; print $4; print $5 }' | grep -E '.{6}'
    printf 'Wilhelmina Park\nwilhelmina@council.example\nAmbrose\nambrose@refuge.example\nRosalind\nSomeone who left\n'
} >"$work/large"
sed 's/.*/\L&/' "$work/large" | sort -u "$work/large" - >"$work/words"

finds() { LC_ALL=C grep -aoFf "$work/words" "$@" | sort | uniq -c | head -n 5; }
fail() {
    echo "$1"
    exit 1
}
none_in_folder() { # $1: folder, $2: when
    mapfile -t files < <(find "$1" -type f)
    found=$(finds "${files[@]}")
    [ -z "$found" ] || fail "$2 a file holds: $found"
}

play() { "$TURNOUT_BIN" run --data "$1" --headless --script "$2" --shots "$work/shots" >"$work/said" 2>&1; }
none_in_memory() { # $1: when
    [ -n "${memory-}" ] || return 0
    read_memory || fail "the memory cannot be read"
    found=$(finds "$work/memory")
    [ -z "$found" ] || fail "$1 the memory holds: $found"
}

[ -n "$(finds "$list")" ] || fail "the search finds nothing in the list itself"

# --- a kiosk with a list, imported under a code that is in no argument ---

"$TURNOUT_BIN" import --data "$work/data" assets/demo/*.csv >/dev/null || exit 1
cat >"$work/setup.touch" <<STEPS
clock 2020-02-12T09:00
$setup_codes
tap "J9"
tap #open
STEPS
play "$work/data" "$work/setup.touch" || fail "$(cat "$work/said")"
TURNOUT_CODE=999999 "$TURNOUT_BIN" import --data "$work/data" "$list" >/dev/null 2>&1 &&
    fail "a wrong code imported a list"
(unset TURNOUT_CODE && setsid "$TURNOUT_BIN" import --data "$work/data" "$list" </dev/null >/dev/null 2>&1) &&
    fail "no code imported a list"
TURNOUT_CODE=204811 "$TURNOUT_BIN" import --data "$work/data" "$list" >"$work/said" 2>&1 ||
    fail "$(cat "$work/said")"
grep -q '31 people: 31 new' "$work/said" || fail "$(cat "$work/said")"
none_in_folder "$work/data" "after the import"

# --- working with it: a good end, then none ---

enter() {
    printf 'clock 2020-02-12T13:30\ntap #staff\ntype "204811"\nkey Enter\ntap #yes\ntap #list\n'
}
{
    enter
    printf 'tap #search\ntype "ros"\ntap "Check in"\ntap #done\ntap "Clear"\n'
    printf 'tap #walk-in\ntap #name\ntype "Wilhelmina Park"\ntap #done\nexpect "2 of 31 here"\nspeak\n'
} >"$work/work.touch"
play "$work/data" "$work/work.touch" || fail "$(cat "$work/said")"
none_in_folder "$work/data" "after a good end"

{
    enter
    printf 'tap #search\ntype "ros"\ntap "Check in"\n'
    stand_still
} >"$work/long.touch"
play_behind "$work/data" "$work/long.touch"
stop_at "of 31 here"
[ -s "$work/data/kiosk.db-wal" ] || fail "there is no WAL to look at"
none_in_folder "$work/data" "while the list is open"
if read_memory; then
    [ -n "$(finds "$work/memory")" ] || fail "the search finds nothing in a kiosk whose list is open"
    memory=yes
fi
end
none_in_folder "$work/data" "after SIGKILL"
"$TURNOUT_BIN" verify --data "$work/data" >/dev/null || fail "the store is not whole"

# --- locked ---

{
    enter
    printf 'tap #search\ntype "ros"\ntap #done\ntap "Clear"\nback\nback\nback\ntap #lock\nidle\n'
    stand_still
} >"$work/lock.touch"
play_behind "$work/data" "$work/lock.touch"
stop_at "Welcome"
none_in_memory "after the lock"
end

# --- a list that was imported on the screen: its file does not stay either ---

cp -r "$work/data" "$work/desk" && mkdir -p "$work/desk/incoming" && cp "$list" "$work/desk/incoming/"
{
    printf 'clock 2020-02-12T14:30\ntap #staff\ntype "730195"\nkey Enter\ntap #import\n'
    printf 'tap "j9.csv"\nexpect "31 rows"\ntap #import\nexpect "Imported"\ntap "Done"\ntap #lock\nidle\n'
    stand_still
} >"$work/desk.touch"
play_behind "$work/desk" "$work/desk.touch"
stop_at "Welcome"
none_in_folder "$work/desk" "after an import on the screen"
none_in_memory "after an import on the screen"
end

# --- whole days: a training, a bin, four sessions, a sheet ---

for script in training amnesty day signin; do
    mkdir -p "$work/$script/incoming" && cp assets/demo/*.csv "$work/$script/incoming/"
    while read -r file; do # as tests/ui/run does
        cp "$file" "$work/$script/incoming/"
    done < <(sed -n 's|^# incoming: |assets/demo/|p; s|^# beside: |tests/ui/|p' tests/ui/$script.touch)
    play "$work/$script" tests/ui/$script.touch || fail "$(tail -n 3 "$work/said")"
    none_in_folder "$work/$script" "after $script.touch"
done

# --- the sign-in sheet, sealed with the key of names and for the coordinator ---

# The program that plays a script has its text in memory, so each word is typed in two pieces.
type_in_two() { printf 'type "%s"\ntype "%s"\n' "${1:0:5}" "${1:5}"; }
sign_in() { # NAME EMAIL
    printf 'tap #start\n'
    type_in_two "$1"
    printf 'tap #done\ntap #none\n'
    type_in_two "$2"
    printf 'tap #done\nexpect "Thank you"\n'
}
sheet() {
    printf 'clock 2020-02-12T13:30\ntap #staff\ntype "204811"\nkey Enter\ntap #yes\ntap #list\ntap #sheet\n'
    sign_in 'Wilhelmina Park' wilhelmina@council.example
    printf 'tap #next\n'
    sign_in Ambrose ambrose@refuge.example
}
back_to_staff='tap #staff\ntype "204811"\nkey Enter\ntap #list\n'

for key in none coordinator; do
    cp -r "$work/data" "$work/$key"
    if [ $key = coordinator ]; then
        TURNOUT_PASSPHRASE='nine lives of a cat' "$TURNOUT_BIN" keygen "$work/key" >/dev/null || exit 1
        TURNOUT_CODE=730195 "$TURNOUT_BIN" import --data "$work/$key" "$work/key.public.pem" \
            >"$work/said" 2>&1 || fail "$(cat "$work/said")"
    fi
    {
        sheet
        stand_still
    } >"$work/sheet.touch"
    play_behind "$work/$key" "$work/sheet.touch"
    stop_at "Thank you"
    none_in_folder "$work/$key" "after a sign-in (key: $key)"
    none_in_memory "after a sign-in (key: $key)"
    end
    none_in_folder "$work/$key" "after SIGKILL with the sheet out (key: $key)"
    leaving=$(sheet && printf 'tap #next\ntap #start\n' && type_in_two 'Someone who left')
    if [ -n "${memory-}" ]; then
        printf 'Someone who left\n' >"$work/leaving"
        rm -rf "$work/open" && cp -r "$work/$key" "$work/open"
        found_open "$work/open" "$leaving" "$work/leaving" || fail "the memory cannot be read"
        [ ! -s "$work/found" ] || fail "a sheet leaves in memory that may be dumped: $(cat "$work/found")"
        end
    fi
    {
        printf '%s\n' "$leaving"
        printf '%bback\nback\nback\ntap #lock\nidle\n' "$back_to_staff"
        stand_still
    } >"$work/left.touch"
    play_behind "$work/$key" "$work/left.touch"
    stop_at "Welcome"
    none_in_memory "after the sheet and the lock (key: $key)"
    end
    none_in_folder "$work/$key" "after SIGKILL of a locked kiosk (key: $key)"
    "$TURNOUT_BIN" verify --data "$work/$key" >/dev/null || fail "the store is not whole (key: $key)"
    "$TURNOUT_BIN" export --data "$work/$key" --report register --small show "$work/$key.csv" >/dev/null || exit 1
    [ -z "$(finds "$work/$key.csv")" ] || fail "the register holds names (key: $key)"
    grep -q 'J9,signed in,4,' "$work/$key.csv" || fail "four signed in and are not four heads (key: $key)"
done
TURNOUT_CODE=730195 "$TURNOUT_BIN" export --data "$work/coordinator" --report register --names \
    "$work/code.csv" >/dev/null || exit 1
! grep -q 'wilhelmina@council' "$work/code.csv" || fail "the coordinator's code alone opened a sealed sign-in"

# --- what leaves: numbers for everybody, names for the coordinator's code alone ---

"$TURNOUT_BIN" export --data "$work/data" --report register --small show "$work/register.csv" >/dev/null || exit 1
[ -z "$(finds "$work/register.csv")" ] || fail "the register holds names"
grep -q 'J9,walk-in,' "$work/register.csv" || fail "the register has no walk-in"
TURNOUT_CODE=204811 "$TURNOUT_BIN" export --data "$work/data" --report register --names "$work/names.csv" \
    >/dev/null 2>&1 && fail "the staff code exported names"
TURNOUT_CODE=730195 "$TURNOUT_BIN" export --data "$work/data" --report register --names "$work/names.csv" \
    >/dev/null || exit 1
grep -q 'Wilhelmina Park' "$work/names.csv" || fail "the register with names has none"
