# A kiosk that is stopped where it stands, and all that can be read in its memory. To be sourced by a
# script that has a folder $work, a variable pid and a function fail.
# shellcheck shell=bash disable=SC2154

play_behind() { # not through play: the pid must be the program's
    : >"$work/said" # what an earlier one has said is not waited for
    "$TURNOUT_BIN" run --data "$1" --headless --script "$2" --shots "$work/shots" \
        >"$work/said" 2>"$work/said.err" &
    pid=$!
}
# Waits until the program has said $1, then stops it where it stands.
stop_at() {
    for _ in $(seq 500); do
        grep -q "$1" "$work/said" && kill -STOP "$pid" && return 0
        kill -0 "$pid" 2>/dev/null || break
        sleep 0.02
    done
    fail "the kiosk never said $1: $(tail -n 3 "$work/said.err")"
}
end() {
    kill -9 "$pid" 2>/dev/null
    wait "$pid" 2>/dev/null
    pid=
}

# Steps that keep the kiosk where it is for some seconds; the second says before where that is.
stay() {
    for _ in $(seq 1000); do printf 'shot still\n'; done
}
stand_still() {
    printf 'speak\n'
    stay
}

# Waits until the program has taken the picture $1, then stops it where it stands.
stop_at_shot() {
    for _ in $(seq 500); do
        [ -e "$work/shots/$1.png" ] && kill -STOP "$pid" && return 0
        kill -0 "$pid" 2>/dev/null || break
        sleep 0.02
    done
    fail "the kiosk never came to $1: $(tail -n 3 "$work/said.err")"
}

# The mappings that the process can write to, as from-to. With the argument `open` only those that could be
# swapped out or come into a core dump: a system that locks no memory is held to the second alone.
mappings() {
    local kept='lo dd'
    grep -q 'LimitMEMLOCK' "$work/said.err" && kept='dd'
    awk -v open="${1-}" -v kept="$kept" '
        BEGIN { flags = split(kept, flag) }
        /^[0-9a-f]+-[0-9a-f]+ / { range = $1; mode = $2 }
        /^VmFlags:/ && mode ~ /^rw/ {
            closed = open != ""
            for (i = 1; i <= flags; i++) closed = closed && index($0, " " flag[i])
            if (!closed) print range
        }' "/proc/$pid/smaps"
}

# All that the process can write to, one mapping after the other; `open`: as above. A build with a sanitizer
# maps terabytes of its own and keeps what was freed: there the memory says nothing, and it is not read.
read_memory() {
    local range from to all=0
    mappings "${1-}" >"$work/mappings"
    while read -r range; do
        from=$((16#${range%-*})) to=$((16#${range#*-}))
        ((to - from < 1 << 30 && (all += to - from) < 1 << 30)) || return 1
    done <"$work/mappings"
    while read -r range; do
        from=$((16#${range%-*})) to=$((16#${range#*-}))
        dd if="/proc/$pid/mem" iflag=skip_bytes,count_bytes skip="$from" count="$((to - from))" \
            bs=1M 2>/dev/null
    done <"$work/mappings" >"$work/memory"
    if command -v gcore >/dev/null; then
        gcore -o "$work/core" "$pid" >/dev/null 2>&1 && cat "$work/core.$pid" >>"$work/memory" || return 1
        rm -f "$work/core.$pid"
    fi
    [ -s "$work/memory" ]
}

# Does the stack pointer of the main thread stand in one of the mappings that were read last?
stack_is_open() {
    local range at
    at=$(awk 'NF > 2 { print $(NF - 1) }' "/proc/$pid/syscall" 2>/dev/null)
    while read -r range; do
        ((16#${range%-*} <= at && at < 16#${range#*-})) && return 0
    done <"$work/mappings"
    return 1
}

# Plays the steps $2 in the folder $1, stops the kiosk where they have led, and leaves in $work/found what of
# the lines of the file $3 stands in memory that could be swapped out or come into a core dump; all of it stands
# in memory that could not. False: memory says nothing here.
found_open() {
    rm -rf "$work/shots"
    { printf '%s\nshot standing\n' "$2" && stay; } >"$work/standing.touch"
    play_behind "$1" "$work/standing.touch"
    stop_at_shot standing
    read_memory || return 1
    LC_ALL=C grep -aqFf "$3" "$work/memory" || fail "the search finds nothing where it stands on the screen"
    read_memory open || return 1
    stack_is_open && fail "the stack that it works on could be swapped out or come into a core dump"
    LC_ALL=C grep -aoFf "$3" "$work/memory" | sort | uniq -c | head -n 5 >"$work/found"
}
