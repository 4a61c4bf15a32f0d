#!/usr/bin/env bash
# Measures against the limits below and prints one line each, in columns between tabs:
#
#   bench  NAME  VALUE  UNIT  TARGET  ok|short
#
# A time says nothing on a machine that others use too, so what is timed is a ratio to a floor that is
# timed in the same round, and of the rounds mostly the median. A count of instructions or system calls is
# always the same, so it stands for what a time cannot show: that something has become a little slower.
#
# To add a line, give it a limit, write a function that prints with `result` and name it at the end.
# Exit status 1: something fell short.
#
# TURNOUT_BIN is the program, TURNOUT_BENCH the folder of the programs beside this script, as built.
# What is written lies beside those programs, because /tmp may be no disk.
# TURNOUT_ENGINE is a folder in which `npm install @getodk/xforms-engine jsdom` was run; without it the
# lines that measure against that engine are skipped.
set -eu -o pipefail
cd "$(dirname "$0")/../.."
bin=${TURNOUT_BIN:-$PWD/build/bin/turnout}
programs=${TURNOUT_BENCH:-$PWD/build/tests/bench}
rounds=${TURNOUT_BENCH_ROUNDS:-9}
share=$(dirname "$bin")/../share/turnout
long_form=${TURNOUT_SHARED:-../shared}/xforms/javarosa/whova_form.xml
font=/usr/share/fonts/truetype/noto/NotoSans-Regular.ttf
work=$(mktemp -d "$programs/work.XXXXXX")
server=
short=0

# The counts of instructions are what gcc 12 -O2 and Debian 12's libraries need on x86-64, plus 2 %.
# Who makes a screen richer on purpose writes the new count here, in the same commit.
limits='
start_vs_sdl_floor             <=1.25
pss_mb                         <=24
pss_roster_mb                  <=24
idle_wakeups_per_s             =0
tap_to_pixel_vs_floor          <=1.5
redraw_vs_memcpy               <=12
durable_tap_vs_fdatasync       <=1.35
checkin_to_solid_vs_fdatasync  <=1.4
fdatasync_per_tap              =1
csv_vs_read                    <=1.3
search_10k_p99_us              <=30
seal_us                        <=2000
hint_us                        <=100
roster_10k_open_ms             <=50
csv_peak_mb                    <=10
xlsx_vs_deflate                <=1.5
xlsx_peak_mb                   <=16
plan_100k_s                    <=2
form_load_vs_parse             <=3
answer_step_p99_ms             <=4
instance_new_ms                <=5
choices_100k_filter_ms         <=10
form_load_vs_engine            <=0.05
answer_vs_engine               <=0.05
shipped_form_open_ms           <=16
instr_first_frame              <=66260000
instr_tap_drawn                <=1190000
instr_mark_stored              <=39380
'

# shellcheck disable=SC2317 # the trap calls it
finish() {
    [ -z "$server" ] || kill "$server"
    rm -rf "$work"
}
trap finish EXIT

# result NAME VALUE UNIT
result() {
    local target verdict
    target=$(awk -v name="$1" '$1 == name { print $2 }' <<<"$limits")
    verdict=$(awk -v v="$2" -v t="$target" 'BEGIN {
        exact = t ~ /^=/; sub(/^<?=/, "", t)
        print v !~ /^[0-9.]+$/ || (exact ? v + 0 != t + 0 : v + 0 > t + 0) ? "short" : "ok" }')
    [ "$verdict" = ok ] || short=1
    printf 'bench\t%s\t%s\t%s\t%s\t%s\n' "$1" "$2" "$3" "$target" "$verdict"
}

# skip NAME UNIT: what it would be measured against is not here
skip() {
    printf 'bench\t%s\t-\t%s\t%s\tskipped\n' "$1" "$2" "$(awk -v name="$1" '$1 == name { print $2 }' <<<"$limits")"
}

# field NAME: of a line of name=value
field() { sed -n "s/.*\<$1=\([^ ]*\).*/\1/p"; }
median() { sort -n | awk '{ v[NR] = $1 } END { print NR ? v[int((NR + 1) / 2)] : "-" }'; }
best() { sort -n | head -n 1; }
divide() { awk -v a="$1" -v b="$2" 'BEGIN { printf "%.3f\n", a / b }'; }
# slope LONG SHORT STEPS: what one step more costs
slope() { awk -v l="$1" -v s="$2" -v n="$3" 'BEGIN { printf "%.10g\n", int((l - s) * 100 / n + 0.5) / 100 }'; }

open_display() {
    mkfifo "$work/display"
    exec 4<>"$work/display" # held open: a server whose reader has gone ends
    Xvfb -displayfd 3 -screen 0 800x480x24 -nolisten tcp 3>"$work/display" 2>/dev/null &
    server=$!
    read -r number <&4
    export DISPLAY=:$number
}

# ---- what is measured ----------------------------------------------------------------------------

# A programme of 1,000 sessions, five on every weekday from 2 January 2019.
programme() {
    awk 'BEGIN {
        print "code,date,date_text,venue,event_type,topic,audience,year_group,sessions," \
              "attendees,qualifier,deliverer,status"
        split("31 28 31 30 31 30 31 31 30 31 30 31", days, " ")
        month = 1
        day = 2 # a Wednesday
        for (i = 0; i < 1000; i++) {
            printf "1.%d,2019-%02d-%02d,,School %d,school_workshop,Knife crime,students,%d,1,%d,",
                i % 5 + 1, month, day, i, i % 5 + 7, 60 + i % 90
            print (month == 1 ? "exact,St Giles Trust,delivered" : "expected,St Giles Trust,planned")
            if (i % 5 < 4)
                continue
            day += i % 25 == 14 ? 3 : 1 # after a Friday comes a Monday
            if (day > days[month])
                day -= days[month++]
        }
    }'
}

# Staff open a session in it, with two groups to count.
open_session=$'clock 2019-02-06T09:00
tap #setup
type "204811"
tap #go
type "204811"
tap #go
type "730195"
tap #go
type "730195"
tap #go
tap #yes
tap "School 125"
tap #open
tap #add-band
tap "Staff"
tap #plus1
expect "All saved"'

# The way back to it.
back_to_count=$'clock 2019-02-06T10:00
tap #staff
type "204811"
tap #go
tap #yes
tap "School 125"'

# play STEPS [BEFORE...]: on a fresh copy of the open session, the program run by BEFORE
play() {
    rm -rf "$work/copy"
    cp -r "$work/open" "$work/copy"
    printf '%s\n' "$1" >"$work/play.touch"
    "${@:2}" "$bin" run --data "$work/copy" --headless --script "$work/play.touch"
}

prepare() {
    open_display
    programme >"$work/programme.csv"
    "$bin" import --data "$work/data" "$work/programme.csv" >/dev/null
    cp -r "$work/data" "$work/open"
    printf '%s\n' "$open_session" >"$work/open.touch"
    "$bin" run --data "$work/open" --headless --script "$work/open.touch"
    kiosk=("$bin" run --data "$work/data" --size 800x480)
    floor=("$programs/floor_sdl" "$font")
    "$programs/first_paint" 3 3 0 "${kiosk[@]}" >/dev/null # fills the caches
}

# ---- times ---------------------------------------------------------------------------------------

# Two threads start at once, so neighbours lengthen this more than they lengthen its floor: of both the
# best of the rounds counts, which is what the machine can do when it is left alone.
start() {
    local floor_ms="" kiosk_ms=""
    for ((i = 0; i < rounds; i++)); do
        floor_ms+=$("$programs/first_paint" 3 3 0 "${floor[@]}" first | field first_ms)$'\n'
        kiosk_ms+=$("$programs/first_paint" 3 3 0 "${kiosk[@]}" | field first_ms)$'\n'
    done
    result start_vs_sdl_floor "$(divide "$(printf %s "$kiosk_ms" | best)" "$(printf %s "$floor_ms" | best)")" ratio
}

still() {
    local line idle=10
    line=$("$programs/first_paint" 3 3 $idle "${kiosk[@]}")
    result pss_mb "$(divide "$(field pss_kib <<<"$line")" 1024)" MB
    result idle_wakeups_per_s "$(divide "$(field wakeups <<<"$line")" $idle)" /s
}

# The kiosk's first screen has "Larger text" here; the floor has one of twelve buttons there, about as large.
tap() {
    local ratios="" floor_ms kiosk_ms
    for ((i = 0; i < rounds; i++)); do
        floor_ms=$("$programs/tap_paint" 80 115 40 "${floor[@]}" uidirty | field p50_ms)
        kiosk_ms=$("$programs/tap_paint" 516 426 40 "${kiosk[@]}" | field p50_ms)
        ratios+=$(divide "$kiosk_ms" "$floor_ms")$'\n'
    done
    result tap_to_pixel_vs_floor "$(printf %s "$ratios" | median)" ratio
}

redraw() {
    result redraw_vs_memcpy "$("$programs/redraw" "$share" | field ratio)" ratio
}

# From the first tap on: what the first 500 taps cost must be as good as what all 2,000 cost.
durable() {
    local line ratios="" most=0 of
    for ((i = 0; i < rounds; i++)); do
        line=$("$programs/durable" "$work/durable-$i")
        ratios+=$line$'\n'
    done
    for of in first_ratio all_ratio; do
        line=$(printf %s "$ratios" | field $of | median)
        most=$(printf '%s\n' "$most" "$line" | sort -n | tail -1)
    done
    result durable_tap_vs_fdatasync "$most" ratio
}

# A list of 10,000 names: opening it, without scrypt, which is slow on purpose; checking somebody in,
# from the tap until the mark is known to be on the card, over an fdatasync that another thread is told
# to do; and the memory of a kiosk that shows it and has searched it. The script goes on looking for
# longer than the measurement takes.
roster() {
    local line
    line=$("$programs/roster" "$share" "$work/roster")
    result roster_10k_open_ms "$(field open_ms <<<"$line")" ms
    result checkin_to_solid_vs_fdatasync "$(field ratio <<<"$line")" ratio
    {
        printf '%s\n' "${back_to_count/School 125/J9 training}"
        printf 'tap #list\ntap #search\ntype "ka"\n'
        for ((i = 0; i < 60; i++)); do printf 'expect "of 10000 here"\n'; done
    } >"$work/roster.touch"
    line=$("$programs/first_paint" 3 3 8 "$bin" run --data "$work/roster" --size 800x480 \
        --script "$work/roster.touch")
    result pss_roster_mb "$(divide "$(field pss_kib <<<"$line")" 1024)" MB
}

csv() {
    local line
    line=$("$programs/csv" "$work/csv")
    result csv_vs_read "$(field ratio <<<"$line")" ratio
    result csv_peak_mb "$(divide "$(field peak_kib <<<"$line")" 1024)" MB
    rm -rf "$work/csv"
}

plan() {
    result plan_100k_s "$(divide "$("$programs/plan" "$work/plan" | field plan_ms)" 1000)" s
    rm -rf "$work/plan"
}

xlsx() {
    local line
    mkdir "$work/xlsx"
    line=$("$programs/xlsx" "$work/xlsx")
    result xlsx_vs_deflate "$(field ratio <<<"$line")" ratio
    result xlsx_peak_mb "$(divide "$(field peak_kib <<<"$line")" 1024)" MB
    rm -rf "$work/xlsx"
}

# The largest form that is to be had, of another project: where it is not, there is nothing to measure.
form_load() {
    if [ -f "$long_form" ]; then
        result form_load_vs_parse "$("$programs/forms" load "$long_form" | field ratio)" ratio
    else
        skip form_load_vs_parse ratio
    fi
}

# The best of five of each answer.
answer() {
    local measured
    if [ -f "$long_form" ]; then
        measured=$("$programs/answer" "$long_form")
        result answer_step_p99_ms "$(field p99_ms <<<"$measured")" ms
        result instance_new_ms "$(field new_ms <<<"$measured")" ms
    else
        skip answer_step_p99_ms ms
        skip instance_new_ms ms
    fi
}

# The same form on the engine of ODK Web Forms: loading it until it can be answered, and answering all
# of it.
engine() {
    local script=$PWD/tests/bench/engine.mjs form theirs loaded answered
    if [ ! -f "$long_form" ] || ! command -v node >/dev/null ||
        [ ! -d "${TURNOUT_ENGINE:-}/node_modules/@getodk/xforms-engine" ]; then
        skip form_load_vs_engine ratio
        skip answer_vs_engine ratio
        return
    fi
    form=$(realpath "$long_form")
    theirs=$(cd "$TURNOUT_ENGINE" && node "$script" "$form")
    loaded=$("$programs/forms" load "$form")
    answered=$("$programs/answer" "$form")
    result form_load_vs_engine "$(awk -v load="$(field load_ms <<<"$loaded")" \
        -v new="$(field new_ms <<<"$answered")" -v theirs="$(field load_ms <<<"$theirs")" \
        'BEGIN { printf "%.3f\n", (load + new) / theirs }')" ratio
    if [ "$(field answers <<<"$answered")" != "$(field answers <<<"$theirs")" ]; then
        echo "bench: the two engines have answered different questions" >&2
        short=1
        return
    fi
    result answer_vs_engine "$(divide "$(field all_ms <<<"$answered")" "$(field answers_ms <<<"$theirs")")" ratio
}

form_open() {
    result shipped_form_open_ms "$("$programs/form_open" "$share" "$work/forms" | field open_ms)" ms
}

choices() {
    result choices_100k_filter_ms "$("$programs/forms" filter | field filter_ms)" ms
}

# ---- counts --------------------------------------------------------------------------------------

# syncs TAPS: how often a run waits for the disk in which the +1 is tapped so often
syncs() {
    play "$back_to_count"$'\n'"tap #plus1 x$1" \
        strace -f -qq -o "$work/syncs" -e trace=fdatasync,fsync,sync_file_range,msync
    grep -c 'sync[a-z_]*(' "$work/syncs"
}

synced() {
    result fdatasync_per_tap "$(slope "$(syncs 60)" "$(syncs 10)" 50)" calls
}

# A log of its own, since the program talks too.
instructions() {
    valgrind --tool=callgrind --callgrind-out-file=/dev/null --log-file="$work/counted" "$@" >/dev/null
    sed -n 's/.*Collected : //p' "$work/counted"
}

# From main to the end of a run that shows one frame and goes; the store is opened and read, and the
# forms are not, since they are loaded when that frame stands.
first_frame() {
    result instr_first_frame "$(play '' instructions)" instructions
}

# group_taps PAIRS: taps on the two groups in turn, which change what is shown and store nothing
group_taps() {
    local steps=$back_to_count
    for ((i = 0; i < $1; i++)); do
        steps+=$'\ntap #band:y7\ntap #band:staff'
    done
    play "$steps" instructions
}

tap_drawn() {
    result instr_tap_drawn "$(slope "$(group_taps 100)" "$(group_taps 50)" 100)" instructions
}

# marks N: what saving so many marks takes, from the call of the store to its return
marks() {
    rm -rf "$work/marks"
    instructions --toggle-collect=store_mark "$programs/durable" "$work/marks" "$1"
}

mark_stored() {
    result instr_mark_stored "$(slope "$(marks 2000)" "$(marks 1000)" 1000)" instructions
}

# 1,000 envelopes for two readers: what the UI thread does at *Send*.
seal() {
    result seal_us "$("$programs/seal" | field p99_us)" us
}

hint() {
    result hint_us "$("$programs/hint" | field p50_us)" us
}

# The best of nine of each keystroke, so a time may stand for itself here.
search() {
    result search_10k_p99_us "$("$programs/search" | sed -n '/names=10000 /p' | field p99_us)" us
}

prepare
start
still
tap
redraw
search
seal
hint
durable
roster
csv
xlsx
plan
form_load
answer
choices
engine
form_open
synced
first_frame
tap_drawn
mark_stored
exit $short
