#!/usr/bin/env bash
# The coordinator's way by subcommands: import the borough's plan and programme, argue about them, export
# the counts; then everything that people rename to .csv.
set -u
data=$(mktemp -d)
trap 'rm -rf "$data"' EXIT
# shellcheck source=tests/e2e/says.bash
. tests/e2e/says.bash

says 0 'plan.csv' turnout import --data "$data/k" assets/demo/*.csv
says 0 'already' turnout import --data "$data/k" assets/demo/*.csv
says 0 '' turnout verify --data "$data/k"
says 0 '"sessions":115' turnout status --json --data "$data/k"
says 0 '' turnout export "$data/out.csv" --data "$data/k" --report sessions
grep -q '^Total for action 1\.5,.*,11,600,exact,' "$data/out.csv" || fail 'action 1.5 is not 600 in 11 sessions'
grep -q '^Total for action 1\.10,.*,384,exact,' "$data/out.csv" || fail 'action 1.10 is not 384'
grep -q '"\?1\.1;1\.2"\?,2019-10-08' "$data/out.csv" || fail 'Mount Grace is not one session of two actions'
grep -q 'OFFICIAL' "$data/out.csv" || fail 'the export has no handling marking'

# The traps of the source, each with its line.
said=$(turnout import --dry-run --data "$data/other" assets/demo/*.csv 2>&1)
for trap in 'hertsmere-2019.csv:89: .*27 March 2020.*Friday' 'hertsmere-2019.csv:17: .*1\.1' \
    'hertsmere-2019.csv:15: .*year' 'hertsmere-2019.csv:93: .*Saturday' 'hertsmere-2019.csv:95: .*Sunday' \
    'hertsmere-2019.csv:.*Meryfield primary school' 'hertsmere-2019.csv:.*Queens' 'hertsmere-2019.csv:.*St Giles'; do
    grep -q "$trap" <<<"$said" || fail "the import does not name the trap $trap"
done
[ ! -e "$data/other/kiosk.db" ] || says 0 '"sessions":0' turnout status --json --data "$data/other"

# What a coordinator wrote stands in the plan, and what of it lapses is told.
printf 'action,date,text,due\n2.4,2019-12-09,Order extended,%s\n' "$(date -d '+3 days' +%F)" >"$data/updates.csv"
says 0 '1 updates: 1 new' turnout import --data "$data/k" "$data/updates.csv"
says 0 'One thing on your plan lapses in the next 28 days' turnout status --data "$data/k"
says 0 '"lapses":1' turnout status --json --data "$data/k"
says 0 '' turnout export "$data/plan.csv" --data "$data/k" --report plan
grep -q '^09/12/2019 Order extended; due ' "$data/plan.csv" || fail 'an update is not in its cell'
printf 'action,date,text\n2.4,soon,Text\n' >"$data/updates.csv"
says 1 'updates.csv:2: error: "soon"' turnout import --data "$data/k" "$data/updates.csv"

# Figures of others stand beside answers, with their source; what was wrong is taken back.
printf 'area,period,measure,value,source\nElstree,2018/19,Incidents,-13.7 %%,Police\n' >"$data/figures.csv"
says 0 '1 figures: 1 new' turnout import --data "$data/k" "$data/figures.csv"
says 0 '' turnout export "$data/asb.csv" --data "$data/k" --report asb
grep -q '^"police figures, not answers",,Incidents,Elstree,2018/19,.*13.7 %,Police' "$data/asb.csv" ||
    fail 'a figure is not beside the answers'
printf 'area,period,measure,value,source\nElstree,2018/19,Incidents,none,Police\n' >"$data/figures.csv"
says 0 'until now' turnout import --data "$data/k" "$data/figures.csv"
says 0 '' turnout export "$data/asb.csv" --data "$data/k" --report asb
! grep -q '^"police figures' "$data/asb.csv" || fail 'a figure that was taken back is still there'

# What is no programme gets one sentence and changes nothing.
bad=$data/bad
mkdir -p "$bad/folder.csv"
before=$(turnout status --json --data "$data/k")
: >"$bad/empty.csv"
printf '%%PDF-1.7\n%%\342\343\317\323\n' >"$bad/pdf.csv"
printf 'code,date,venue\n1.1,2019-01-01,caf\351\n' >"$bad/latin1.csv"
printf 'code,date,venue\n1.1,2019\0,x\n' >"$bad/nul.csv"
head -c 100000000 /dev/zero | tr '\0' 'x' >"$bad/line.csv"
printf 'name,phone\nA,1\n' >"$bad/columns.csv"
printf 'PK\003\004 workbook' >"$bad/workbook.csv"
sed 's/^1.4,2019-01-10/1.4,2019-13-10/' assets/demo/hertsmere-2019.csv >"$bad/date.csv"
cp assets/demo/plan.csv "$bad/locked.csv"
chmod 000 "$bad/locked.csv"
for file in empty pdf latin1 nul line columns workbook date folder missing; do
    said=$(turnout import --data "$data/k" "$bad/$file.csv" 2>&1)
    status=$?
    [ "$status" = 1 ] || fail "$file.csv ended with $status: $said"
    [ -n "$said" ] || fail "$file.csv was refused without a word"
done
[ "$(id -u)" = 0 ] || says 1 'permission' turnout import --data "$data/k" "$bad/locked.csv"
[ "$before" = "$(turnout status --json --data "$data/k")" ] || fail 'a refused file has changed something'
says 0 '' turnout verify --data "$data/k"

# A changed row updates its session; a formula stays text.
sed '9s/,240,exact,/,250,exact,/; 9s/First Aid/=cmd()/' assets/demo/hertsmere-2019.csv >"$data/changed.csv"
says 0 '' turnout import --data "$data/k" "$data/changed.csv"
says 0 '"sessions":115' turnout status --json --data "$data/k"
says 0 '' turnout export "$data/out.csv" --data "$data/k"
grep -q 'Hertswood.*,250,exact,' "$data/out.csv" || fail 'the changed row was not updated'
grep -q "'=cmd()" "$data/out.csv" || fail 'a formula left the kiosk as a formula'

# A stick's folder: its plan, its programme, its calendars and its lists of people, all of it or nothing.
stick=$data/stick
mkdir -p "$stick/rosters" "$stick/photos" "$data/nothing"
cp assets/demo/plan.csv assets/demo/hertsmere-2019.csv "$stick"
printf 'no table' >"$stick/photos/other.csv"
printf 'no table' >"$stick/.hidden.csv"
says 0 'A dry run' turnout import --data "$data/s" --dry-run "$stick"
says 0 '"sessions":0' turnout status --json --data "$data/s"
says 0 'hertsmere-2019.csv' turnout import --data "$data/s" "$stick"
says 0 '"sessions":115' turnout status --json --data "$data/s"
turnout export "$data/before.csv" --data "$data/s" >/dev/null
sed 's/First Aid/First aid course/' assets/demo/hertsmere-2019.csv >"$stick/hertsmere-2019.csv"
cp "$bad/date.csv" "$stick/later.csv"
says 1 'later.csv:' turnout import --data "$data/s" "$stick"
turnout export "$data/after.csv" --data "$data/s" >/dev/null
[ "$(grep -v '^Data of' "$data/before.csv")" = "$(grep -v '^Data of' "$data/after.csv")" ] ||
    fail 'a folder with a wrong file was imported in part'
rm "$stick/later.csv"
printf 'session,name\n2019-02-06,Ami Ross-Lane\n' >"$stick/rosters/list.csv"
says 0 'list.csv: left out, because names are sealed with codes' turnout import --data "$data/s" "$stick"
says 1 'There was nothing else' turnout import --data "$data/s" "$stick/rosters/list.csv"
rm -r "$stick/rosters"

# The demo as it lies there prepares a new kiosk.
says 0 'rosters/j9.csv: left out' turnout import --data "$data/d" assets/demo
says 0 '"sessions":115' turnout status --json --data "$data/d"

# Its forms come along, with the files beside them.
mkdir -p "$stick/forms"
sed 's/id="safety"/id="streets"/' assets/forms/safety.xml >"$stick/forms/streets.xml"
cp -r assets/forms/safety-media "$stick/forms/streets-media"
says 0 'streets.xml: form streets, version' turnout import --data "$data/s" "$stick"
[ -n "$(ls "$data/s/forms/streets-media")" ] || fail 'the files beside a form were left behind'
says 0 'already, or a newer one' turnout import --data "$data/s" "$stick"
says 1 'holds no .csv' turnout import --data "$data/s" "$data/nothing"

# One wrong file, wherever it lies, and neither a row nor a form nor a help card of the others comes in.
whole=$data/whole
mkdir -p "$whole/forms" "$whole/help"
cp -r assets/demo/. "$whole"
rm -r "$whole/rosters"
cp "$stick/forms/streets.xml" "$whole/forms"
cp -r "$stick/forms/streets-media" "$whole/forms"
sed 's/^title: .*/title: Our own number/' assets/help/101.md >"$whole/help/101.md"
printf 'title: No topic\n' >"$whole/help/bad.md"
says 1 'help/bad.md:1: error:' turnout import --data "$data/w" "$whole"
says 0 '"sessions":0' turnout status --json --data "$data/w"
for made in forms help import.next; do
    [ ! -e "$data/w/$made" ] || fail "a refused folder has left $made on the kiosk"
done
rm "$whole/help/bad.md"
dry=$(turnout import --dry-run --data "$data/w" "$whole") || fail 'a dry run of a good folder failed'
says 0 '"sessions":0' turnout status --json --data "$data/w"
done=$(turnout import --data "$data/w" "$whole") || fail 'a good folder was refused'
[ "$(grep -v '^A dry run' <<<"$dry")" = "$(grep -v '^Forms and' <<<"$done")" ] || fail 'the dry run said something else'
grep -q 'help/101.md: help card: Our own number' <<<"$done" || fail "no help card: $done"
says 0 '"sessions":115' turnout status --json --data "$data/w"
cmp -s "$whole/help/101.md" "$data/w/help/101.md" || fail 'the help card is another one'
[ -e "$data/w/forms/streets.xml" ] || fail "the kiosk has no form, but $(ls "$data/w")"
[ ! -e "$data/w/import.next" ] || fail 'files of an import wait for ever'
says 0 'whole' turnout verify --data "$data/w"

# Backup, and wrong use.
says 0 '' turnout backup --data "$data/k" "$data/copy.db"
[ -s "$data/copy.db" ] || fail 'there is no backup'
says 2 'import' turnout imprt
says 2 '' turnout export --data "$data/k"
says 2 'docx' turnout export "$data/out.docx" --data "$data/k"
says 2 'swap the two' turnout export "$data/none.csv" --data "$data/k" --from 2019-12-31 --until 2019-01-01
[ ! -e "$data/none.csv" ] || fail 'a period that ends before it begins has a report'
says 1 'there is no folder' turnout export "$data/none/out.csv" --data "$data/k"
exit $failed
