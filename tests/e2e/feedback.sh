#!/usr/bin/env bash
# A class of 30 has its say on the real program, three of them by hammering on one spot, and one answer more
# than there are heads: the report must keep all and say which it does not count on. Then a form of
# somebody's own is imported, and the program is killed with SIGKILL while it is filled in: of a visitor's
# words nothing is in any file, and staff find theirs again.
set -u
# shellcheck source=tests/e2e/setup.bash
. tests/e2e/setup.bash
work=$(mktemp -d)
pid=
trap '[ -z "$pid" ] || kill -9 "$pid" 2>/dev/null; rm -rf "$work"' EXIT
export TZ=UTC
data=$work/data

fail() { echo "$*" && exit 1; }
play() { "$TURNOUT_BIN" run --data "$data" --headless --script "$1" --shots "$work/shots" || exit 1; }
report() { "$TURNOUT_BIN" export "$work/out.csv" --report feedback --small show --data "$data" >/dev/null || exit 1; }
says() { grep -qF -- "$1" "$work/out.csv" || fail "the report does not say $1: $(cat "$work/out.csv")"; }

# A filling: rating, before, now; what is tapped, and how long each page is looked at.
filling() {
    printf 'wait %s\ntap "%s"\nwait %s\ntap "%s"\nwait %s\ntap "%s"\nwait %s\n' "$1" "$2" "$1" "$3" "$1" "$4" "$1"
    printf 'tap "Send"\nexpect "Your answers are saved"\n'
}
next_person() { printf 'wait 1s\ntap #next\n'; }

the_class() {
    local ratings=("Very good" "Good" "OK") agree=("Strongly agree" "Agree" "Disagree")
    for i in $(seq 0 26); do
        filling 1s "${ratings[$((i % 3))]}" "${agree[$((i / 3 % 3))]}" "${agree[$((i / 9 % 3))]}"
        next_person
    done
    for _ in 1 2 3; do # the first of them could be anybody; who repeats it as fast is not
        filling 320ms "Very poor" "Strongly disagree" "Strongly disagree"
        next_person
    done
    filling 1s "Poor" "Agree" "Agree" # the class has 30 heads
}

"$TURNOUT_BIN" import --data "$data" assets/demo/*.csv >/dev/null || exit 1
{
    printf '%s\ntap "Hertswood Academy"\ntap #open\ntap #class\nback\ntap #feedback\ntap #say\n' "$setup_steps"
    the_class
    printf 'wait 5s\nexpect "Have your say"\nexpect-not "answer"\ntap #staff\ntype "204811"\nkey Enter\n'
    printf 'tap #forms\nexpect "31 answers"\n'
} >"$work/class.touch"
play "$work/class.touch"
report
# heads, answers, kept, mashed, over, response rate
says ',30,31,28,2,1,93,'
says 'very_good,Very good,9,9'
says 'very_poor,Very poor,3,1'
says ',poor,Poor,1,0'
says ',No answer,31,28'
"$TURNOUT_BIN" verify --data "$data" >/dev/null || fail 'the store is not whole'
"$TURNOUT_BIN" status --data "$data" | grep -q . || exit 1

# ---- a form of one's own ----
own() {
    cat <<XML
<h:html xmlns="http://www.w3.org/2002/xforms" xmlns:h="http://www.w3.org/1999/xhtml">
<h:head><h:title>Own words</h:title><model><instance><data id="own" version="$1"><words/><more/><at/>
<meta><instanceID/></meta></data></instance><bind nodeset="/data/words" type="string"/>
<bind nodeset="/data/more" type="string"/><bind nodeset="/data/at" type="dateTime" calculate="now()"/>
<bind nodeset="/data/meta/instanceID" type="string" readonly="true()" calculate="concat('uuid:', uuid())"/>
</model></h:head>
<h:body><input ref="/data/words"><label>Your words</label></input>
<input ref="/data/more"><label>And more</label></input></h:body></h:html>
XML
}
own 9 >"$work/own.xml"
"$TURNOUT_BIN" import --data "$data" --dry-run "$work/own.xml" >/dev/null || fail 'the form is refused'
[ ! -e "$data/forms/own.xml" ] || fail 'a dry run imports'
own 10 >"$work/own.xml"
"$TURNOUT_BIN" import --data "$data" "$work/own.xml" | grep -q 'form own, version 10' || fail 'it is not imported'
own 9 >"$work/own.xml"
"$TURNOUT_BIN" import --data "$data" "$work/own.xml" | grep -q 'already' || fail 'an older version is taken'
grep -q 'version="10"' "$data/forms/own.xml" || fail 'the newer version is gone'
own 11 | sed 's/calculate=.*concat/calculate="nothing(concat/' >"$work/own.xml"
"$TURNOUT_BIN" import --data "$data" "$work/own.xml" >/dev/null 2>&1 && fail 'a broken form is imported'

# Plays until the words are on the screen, and kills it there: it says more than a pipe holds, so it
# waits for its reader and cannot have ended.
die_at() {
    for _ in $(seq 1900); do echo speak; done >>"$work/die.touch"
    rm -f "$work/said"
    mkfifo "$work/said"
    "$TURNOUT_BIN" run --data "$data" --headless --script "$work/die.touch" --shots "$work/shots" \
        >"$work/said" 2>"$work/said.err" &
    pid=$!
    exec 3<"$work/said"
    grep -qFm1 "$1" <&3 || fail "$1 was never on the screen"
    kill -9 "$pid" 2>/dev/null || fail "it ended before it was killed: $(cat "$work/said.err")"
    exec 3<&-
    wait "$pid" 2>/dev/null
    pid=
}
come_in='clock 2019-02-06T11:00
tap #staff
type "204811"
key Enter
tap #yes
tap #forms
tap #form:own'

cat >"$work/die.touch" <<STEPS
$come_in
tap #say
wait 1s
type "zebrafish"
STEPS
die_at zebrafish
grep -rqF zebrafish "$data" && fail 'words of a visitor are in a file'
cat >"$work/send.touch" <<STEPS
$come_in
tap #say
wait 1s
type "zebrafish"
wait 1s
key Enter
wait 1s
key Enter
wait 1s
tap "Send"
expect "Your answers are saved"
STEPS
play "$work/send.touch"
grep -rqF zebrafish "$data" || fail 'the check does not see words that are in a file'
# Also a form that asks for the time learns the day only.
grep -rqaF '<at>2019-02-06T00:00:00' "$data" || fail 'the form does not know the day'
grep -rqaF '<at>2019-02-06T1' "$data" && fail 'an answer says when it was given'

printf '[own]\ntitle = Own words\nfor = staff\nside = staff\n' >"$data/forms/kiosk.ini"
cat >"$work/die.touch" <<STEPS
$come_in
type "wolverine"
key Enter
wait 1s
type "badger"
STEPS
die_at badger
cat >"$work/go-on.touch" <<STEPS
$(sed '$d' <<<"$come_in")
expect "Go on with: Own words"
tap #form:own
expect "badger"
tap #back
wait 1s
expect "wolverine"
key Enter
wait 1s
key Enter
wait 1s
tap "Save"
expect "Saved"
STEPS
play "$work/go-on.touch"

# What staff finished last may be looked at by the same form; what a visitor said, never.
own 12 | sed 's|</instance><bind|</instance><instance id="last" src="jr://instance/last-saved"/><bind|
s|</model>|<setvalue event="odk-instance-first-load" ref="/data/more" value="instance('"'last'"')/data/words"/></model>|' \
    >"$work/own.xml"
"$TURNOUT_BIN" import --data "$data" "$work/own.xml" >/dev/null || fail 'the form that looks back is refused'
cat >"$work/back.touch" <<STEPS
$come_in
type "otter"
key Enter
wait 1s
expect "wolverine"
STEPS
play "$work/back.touch"
rm "$data/forms/kiosk.ini"
cat >"$work/visitor.touch" <<STEPS
$come_in
tap #say
wait 1s
type "otter"
wait 1s
key Enter
wait 1s
expect "And more"
expect-not "wolverine"
expect-not "zebrafish"
STEPS
play "$work/visitor.touch"
echo 'a class of 30: 31 answers, 28 kept; killed twice: nothing of a visitor kept, nothing of staff lost'
