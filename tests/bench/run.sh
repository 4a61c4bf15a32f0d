#!/usr/bin/env bash
# Measures against the limits and prints one line each, in columns between tabs:
#
#   bench  NAME  VALUE  UNIT  TARGET  ok|short
#
# A time says nothing on a machine that others use too, so what is measured is a ratio to a floor that is
# timed in the same round, and of the rounds the median. To add a line, write a function that prints with
# `result` and name it at the end. Exit status 1: something fell short.
#
# TURNOUT_BIN is the program, TURNOUT_BENCH the folder of the programs beside this script, as built.
set -eu -o pipefail
cd "$(dirname "$0")/../.."
bin=${TURNOUT_BIN:-$PWD/build/bin/turnout}
programs=${TURNOUT_BENCH:-$PWD/build/tests/bench}
rounds=${TURNOUT_BENCH_ROUNDS:-9}
share=$(dirname "$bin")/../share/turnout
font=/usr/share/fonts/truetype/noto/NotoSans-Regular.ttf
work=$(mktemp -d)
server=
short=0

# shellcheck disable=SC2317 # the trap calls it
finish() {
    [ -z "$server" ] || kill "$server"
    rm -rf "$work"
}
trap finish EXIT

# result NAME VALUE UNIT TARGET, the target as <=1.25 or =0
result() {
    local verdict
    verdict=$(awk -v v="$2" -v t="$4" 'BEGIN {
        exact = t ~ /^=/; sub(/^<?=/, "", t)
        print v == "-" || (exact ? v + 0 != t + 0 : v + 0 > t + 0) ? "short" : "ok" }')
    [ "$verdict" = ok ] || short=1
    printf 'bench\t%s\t%s\t%s\t%s\t%s\n' "$1" "$2" "$3" "$4" "$verdict"
}

# field NAME: of a line of name=value
field() { sed -n "s/.*\<$1=\([^ ]*\).*/\1/p"; }
median() { sort -n | awk '{ v[NR] = $1 } END { print NR ? v[int((NR + 1) / 2)] : "-" }'; }
divide() { awk -v a="$1" -v b="$2" 'BEGIN { printf "%.3f\n", a / b }'; }

open_display() {
    mkfifo "$work/display"
    Xvfb -displayfd 3 -screen 0 800x480x24 -nolisten tcp 3>"$work/display" 2>/dev/null &
    server=$!
    read -r number <"$work/display"
    export DISPLAY=:$number
}

# A kiosk with the demo programme in it, and the two programs that are timed in turn.
prepare() {
    open_display
    mkdir "$work/data"
    "$bin" import --data "$work/data" assets/demo/*.csv >"$work/import.log" 2>&1 ||
        echo "run.sh: the demo was not imported; measuring an empty kiosk" >&2
    kiosk=("$bin" run --data "$work/data" --size 800x480)
    floor=("$programs/floor_sdl" "$font")
    "$programs/first_paint" 3 3 0 "${kiosk[@]}" >"$work/warm" 2>"$work/kiosk.log"
}

start() {
    local ratios="" floor_ms kiosk_ms
    for ((i = 0; i < rounds; i++)); do
        floor_ms=$("$programs/first_paint" 3 3 0 "${floor[@]}" first | field first_ms)
        kiosk_ms=$("$programs/first_paint" 3 3 0 "${kiosk[@]}" 2>>"$work/kiosk.log" | field first_ms)
        ratios+=$(divide "$kiosk_ms" "$floor_ms")$'\n'
    done
    result start_vs_sdl_floor "$(printf %s "$ratios" | median)" ratio '<=1.25'
}

still() {
    local line idle=10
    line=$("$programs/first_paint" 3 3 $idle "${kiosk[@]}" 2>>"$work/kiosk.log")
    result pss_mb "$(divide "$(field pss_kib <<<"$line")" 1024)" MB '<=24'
    result idle_wakeups_per_s "$(divide "$(field wakeups <<<"$line")" $idle)" /s =0
}

# The kiosk's first screen has its one large button here; the floor has one of twelve there.
tap() {
    local ratios="" floor_ms kiosk_ms
    for ((i = 0; i < rounds; i++)); do
        floor_ms=$("$programs/tap_paint" 80 115 40 "${floor[@]}" uidirty | field p50_ms)
        kiosk_ms=$("$programs/tap_paint" 60 400 40 "${kiosk[@]}" 2>>"$work/kiosk.log" | field p50_ms)
        ratios+=$(divide "$kiosk_ms" "$floor_ms")$'\n'
    done
    result tap_to_pixel_vs_floor "$(printf %s "$ratios" | median)" ratio '<=1.5'
}

redraw() {
    result redraw_vs_memcpy "$("$programs/redraw" "$share" | field ratio)" ratio '<=12'
}

# The best of nine of each keystroke, so a time may stand for itself here.
search() {
    result search_10k_p99_us "$("$programs/search" | sed -n '/names=10000 /p' | field p99_us)" us '<=30'
}

prepare
start
still
tap
redraw
search
exit $short
