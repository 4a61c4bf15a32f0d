#!/usr/bin/env bash
# A concern leaves one sealed envelope and no other trace. Words are typed on the real program; then every
# file of the data folder (database, WAL, vault, journal, backups) and what the program said are searched for
# them: while they are typed, after *Send*, *Hide this*, Escape, idling, and SIGKILL in the middle. Where a
# visitor has left, the process is stopped and all that it could write to is read through /proc/PID/mem, and
# its core, where gcore is installed. While the words stand on the screen the same is done with all memory that
# could be swapped out or come into a core dump: not even a piece of them may be there. Of the store nothing
# changes, byte for byte.
#
# Then two hundred go through the door, a third of them with a concern: there are two hundred envelopes of one
# size, and the coordinator's key finds exactly the concerns.
#
# Negative controls: while the words stand on the screen, the search finds them in locked memory.
set -u
# shellcheck source=tests/e2e/setup.bash
. tests/e2e/setup.bash
# shellcheck source=tests/e2e/memory.bash
. tests/e2e/memory.bash
work=$(mktemp -d)
pid=
trap '[ -z "$pid" ] || kill -9 "$pid" 2>/dev/null; rm -rf "$work"' EXIT
export TZ=UTC

# What must not be in memory, and what must not be in any file: the words, and how answers are stored.
printf 'zebrafish lane\nwolverine\n' >"$work/words"
printf 'zebrafish\nwolverine\ncuckooing\n<topic\n<words\nvisitors\n' >"$work/answers"

fail() { echo "$*" && exit 1; }
finds() { LC_ALL=C grep -aoFf "$@" | sort | uniq -c | head -n 5; }
none_in_files() { # $1: when
    local found files
    mapfile -t files < <(find "$work/data" -type f)
    found=$(finds "$work/answers" "${files[@]}" "$work/said" "$work/said.err")
    [ -z "$found" ] || fail "$1 a file holds: $found"
}
play() {
    "$TURNOUT_BIN" run --data "$work/data" --headless --script "$1" --shots "$work/shots" \
        >"$work/said" 2>"$work/said.err" || fail "$(tail -n 20 "$work/said.err")"
}

none_in_memory() { # $1: when
    [ -n "${memory-}" ] || return 0
    read_memory || fail "the memory cannot be read"
    found=$(finds "$work/words" "$work/memory")
    [ -z "$found" ] || fail "$1 the memory holds: $found"
}

# --- a kiosk at a stall whose coordinator can read envelopes ---

TURNOUT_PASSPHRASE='nine lives of a cat' "$TURNOUT_BIN" keygen "$work/key" >/dev/null || exit 1
printf '%s\ntap #lock\n' "$setup_steps" >"$work/setup.touch"
play "$work/setup.touch"
TURNOUT_CODE=730195 "$TURNOUT_BIN" import --data "$work/data" "$work/key.public.pem" >"$work/said" 2>&1 ||
    fail "$(cat "$work/said")"

cp -r "$work/data" "$work/many"

# The program that plays a script has its text in memory, so the words are typed letter by letter.
start='clock 2019-02-06T09:00'
answers='tap #say
tap #form:concern
wait 1s
tap "Continue"
wait 1s
tap "No"
wait 1s
tap #/data/topic:4
wait 1s
tap "Strangers come and go at a home"
wait 1s
tap "Continue"
wait 1s'
typed='zebrafish lane, wolverine'
words=$(for ((i = 0; i < ${#typed}; i++)); do printf 'type "%s"\n' "${typed:i:1}"; done)
for ((i = 0; i + 6 <= ${#typed}; i++)); do printf '%s\n' "${typed:i:6}"; done >"$work/pieces"
to_send="$answers
$words
wait 1s
tap \"Continue\"
wait 1s
tap \"Send\"
expect \"Thank you\""

# --- while it stands on the screen ---

standing() { # WHEN STEPS: only memory that is never swapped out or dumped holds the words
    if found_open "$work/data" "$start"$'\n'"$2" "$work/pieces"; then
        memory=yes
        [ ! -s "$work/found" ] || fail "$1 memory that may be swapped out or dumped holds: $(cat "$work/found")"
    fi
    none_in_files "$1"
    end
    none_in_files "$1 and SIGKILL"
}
standing "half typed" "$answers
$(head -n 12 <<<"$words")"
standing "while it is typed" "$answers
$words"
standing "on the check page" "$answers
$words
wait 1s
tap \"Continue\"
wait 1s"
"$TURNOUT_BIN" verify --data "$work/data" >/dev/null || fail "the store is not whole"

# Where the system locks no memory the kiosk says so once, and still keeps the words out of core dumps.
{
    printf '#!/bin/sh\nulimit -l 0\nexec '
    [ "$(id -u)" != 0 ] || printf 'setpriv --bounding-set -ipc_lock --inh-caps -ipc_lock '
    printf '"%s" "$@"\n' "$(realpath "$TURNOUT_BIN")"
} >"$work/without_locks" && chmod +x "$work/without_locks"
TURNOUT_BIN=$work/without_locks standing "without locks" "$answers
$words"
# A build with a sanitizer locks nothing and never fails to.
[ -z "${memory-}" ] || [ "$(grep -c 'LimitMEMLOCK' "$work/said.err")" = 1 ] || fail "without locks it says: $(cat "$work/said.err")"

# --- after every ending ---

after() { # WHEN STEPS WORDS-ON-SCREEN
    { printf '%s\n%s\n' "$start" "$2" && stand_still; } >"$work/after.touch"
    play_behind "$work/data" "$work/after.touch"
    stop_at "$3"
    none_in_files "$1"
    none_in_memory "$1"
    end
    none_in_files "$1 and SIGKILL"
}
after "after Send" "$to_send" "Thank you"
after "after Finish" "$to_send"$'\ntap "Finish"' "Have your say"
after "after Hide" "$answers
$words
tap #hide" "Have your say"
after "after Escape" "$answers
$words
key Escape x3" "Have your say"
after "after idling" "$answers
$words
wait 46s" "Have your say"
"$TURNOUT_BIN" verify --data "$work/data" >/dev/null || fail "the store is not whole"

# --- the store is the same, byte for byte ---

{
    printf '%s\nidle\nspeak\n' "$start" && yes 'shot still' | head -n 100
    printf '%s\ntap "Finish"\nidle\nspeak\n' "$to_send" && yes 'shot still' | head -n 1000
} >"$work/same.touch"
play_behind "$work/data" "$work/same.touch"
stop_at "Have your say"
mkdir "$work/before" && cp "$work/data"/kiosk.db* "$work/before/"
[ -s "$work/before/kiosk.db-wal" ] || fail "there is no WAL to look at"
cp "$work/data/envelopes.db" "$work/before/"
: >"$work/said"
kill -CONT "$pid"
stop_at "Have your say"
for file in kiosk.db kiosk.db-wal; do
    cmp "$work/before/$file" "$work/data/$file" || fail "a concern changed $file"
done
! cmp -s "$work/before/envelopes.db" "$work/data/envelopes.db" || fail "the concern is not in the vault"
[ "$(stat -c %s "$work/before/envelopes.db")" = "$(stat -c %s "$work/data/envelopes.db")" ] ||
    fail "a concern makes the vault larger"
end

# --- two hundred visitors, every third with a concern ---

{
    printf '%s\n' "$start"
    for i in $(seq 200); do
        if ((i % 3)); then
            printf 'tap #say\nwait 1s\ntap #hide\n'
        else
            printf '%s\ntype "number %d."\nwait 1s\ntap "Continue"\nwait 1s\ntap "Send"\ntap "Finish"\n' "$answers" "$i"
            printf 'number %d.\n' "$i" >>"$work/wanted"
        fi
    done
} >"$work/many.touch"
rm -rf "$work/data" && mv "$work/many" "$work/data"
play "$work/many.touch"
none_in_files "after two hundred"
! grep -qi 'concern\|envelope' "$work/said.err" || fail "it says: $(cat "$work/said.err")"
"$TURNOUT_BIN" verify --data "$work/data" >/dev/null || fail "the store is not whole"
"$TURNOUT_BIN" status --data "$work/data" >"$work/status"
! grep -qi 'concern\|envelope\|200\|66' "$work/status" || fail "the status tells: $(cat "$work/status")"
"$TURNOUT_BIN" export --data "$work/data" --report envelopes "$work/out" >"$work/said" 2>&1 ||
    fail "$(cat "$work/said")"
grep -q '^200 sealed envelopes' "$work/said" || fail "two hundred went through the door: $(cat "$work/said")"
sizes=$(find "$work/out" -name '*.enc' -printf '%s\n' | sort | uniq -c)
[[ $sizes =~ ^\ *200\ [0-9]+$ ]] || fail "the sizes are: $sizes"
sizes=$(find "$work/out" -name submission.xml -printf '%s\n' | sort | uniq -c)
[[ $sizes =~ ^\ *200\ [0-9]+$ ]] || fail "the sizes of what is beside them are: $sizes"
TURNOUT_PASSPHRASE='nine lives of a cat' "$TURNOUT_BIN" open "$work/key.private.pem" "$work/out" \
    --out "$work/opened.csv" >"$work/said" 2>&1 || fail "$(cat "$work/said")"
grep -o 'number [0-9]*\.' "$work/opened.csv" | sort -V | cmp - "$work/wanted" ||
    fail "other concerns came out than went in"
[ "$(grep -c cuckooing "$work/opened.csv")" = 66 ] || fail "not every concern is about what it was about"
grep -q '66 concerns.*134' "$work/said" || fail "$(cat "$work/said")"
echo 'typed, sent, hidden and killed: no word in any file, none left in memory; 200 envelopes, 66 concerns'
