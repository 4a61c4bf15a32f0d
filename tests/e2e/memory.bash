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

# Steps that say where the kiosk is and keep it there for some seconds.
stand_still() {
    printf 'speak\n'
    for _ in $(seq 1000); do printf 'shot still\n'; done
}

# All that the process can write to, one mapping after the other. A build with a sanitizer maps terabytes
# of its own and keeps what was freed: there the memory says nothing, and it is not read.
read_memory() {
    local range mode from to all=0
    : >"$work/memory"
    while read -r range mode _; do
        [[ $mode == rw* ]] || continue
        from=$((16#${range%-*})) to=$((16#${range#*-}))
        ((to - from < 1 << 30 && (all += to - from) < 1 << 30)) || return 1
    done <"/proc/$pid/maps"
    while read -r range mode _; do
        [[ $mode == rw* ]] || continue
        from=$((16#${range%-*})) to=$((16#${range#*-}))
        dd if="/proc/$pid/mem" iflag=skip_bytes,count_bytes skip="$from" count="$((to - from))" \
            bs=1M >>"$work/memory" 2>/dev/null
    done <"/proc/$pid/maps"
    if command -v gcore >/dev/null; then
        gcore -o "$work/core" "$pid" >/dev/null 2>&1 && cat "$work/core.$pid" >>"$work/memory" || return 1
        rm -f "$work/core.$pid"
    fi
    [ -s "$work/memory" ]
}
