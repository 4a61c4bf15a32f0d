#!/usr/bin/env bash
# A form that brings a key of its own: what is filled in of it, by visitors and by staff, lies on the card
# sealed from the first moment, leaves as ODK tools lay it out, and opens with its private key; one pair is
# made by the openssl command, which also opens a record here without a line of ours. No file of the data
# folder ever holds a word: while it is typed, after SIGKILL in the middle, saved, thrown away. A version of
# the form without a key is refused for ever: by import, put there by hand, after another start, from a
# backup, after a salvage.
set -u
work=$(mktemp -d)
pid=
trap '[ -z "$pid" ] || kill -9 "$pid" 2>/dev/null; rm -rf "$work"' EXIT
export TZ=UTC TURNOUT_PASSPHRASE='nine lives of a cat'
# shellcheck source=tests/e2e/says.bash
. tests/e2e/says.bash
# shellcheck source=tests/e2e/setup.bash
. tests/e2e/setup.bash
# shellcheck source=tests/e2e/memory.bash
. tests/e2e/memory.bash
command -v openssl >/dev/null || { echo 'no openssl command'; exit 77; }
cd "$work" || exit 1
data=$work/k
start='clock 2019-02-06T09:00'

form() { # ID VERSION [KEY]: two questions, typed
    local key=
    [ -z "${3-}" ] || key="<submission base64RsaPublicKey=\"$3\"/>"
    cat <<XML
<h:html xmlns="http://www.w3.org/2002/xforms" xmlns:h="http://www.w3.org/1999/xhtml">
<h:head><h:title>Form $1</h:title><model><instance><data id="$1" version="$2"><words/><more/></data></instance>
$key
<bind nodeset="/data/words" type="string"/><bind nodeset="/data/more" type="string"/></model></h:head>
<h:body><input ref="/data/words"><label>Your words</label></input>
<input ref="/data/more"><label>And more</label></input></h:body></h:html>
XML
}
play() { # STEPS
    printf '%s\n' "$1" >"$work/steps.touch"
    turnout run --data "$data" --headless --script "$work/steps.touch" --shots "$work/shots" --usb "$work/usb" \
        >"$work/said" 2>"$work/said.err" || fail "$(tail -n 5 "$work/said.err")"
}
printf 'zebrafish\nwolverine\n' >words
printf 'zebrafish\nwolverine\n<words\n<more\n' >answers
bytes_of() { # HEX
    local i
    for ((i = 0; i < ${#1}; i += 2)); do printf '%b' "\\x${1:i:2}"; done
}
finds() { LC_ALL=C grep -aoFf "$@" | sort | uniq -c | head -n 5; }
none_in_files() { # WHEN
    local found files
    mapfile -t files < <(find "$data" -type f)
    # the forms themselves have these fields, and no answers
    found=$(finds words "${files[@]}"; finds answers "$data"/kiosk.db*)
    [ -z "$found" ] || fail "$1 a file holds: $found"
}
none_in_memory() { # WHEN
    [ -n "${memory-}" ] || return 0
    read_memory || fail "the memory cannot be read"
    local found
    found=$(finds words memory)
    [ -z "$found" ] || fail "$1 the memory holds: $found"
}

# --- keys: one of the openssl command, one of keygen ---

openssl genpkey -quiet -algorithm RSA -pkeyopt rsa_keygen_bits:2048 -aes256 -pass env:TURNOUT_PASSPHRASE \
    -out parents.pem 2>/dev/null || openssl genpkey -algorithm RSA -pkeyopt rsa_keygen_bits:2048 -aes256 \
    -pass env:TURNOUT_PASSPHRASE -out parents.pem 2>/dev/null || exit 1
parents=$(openssl pkey -in parents.pem -passin env:TURNOUT_PASSPHRASE -pubout -outform DER | base64 -w 0)
turnout keygen visit >/dev/null || exit 1
visit=$(grep -v '^-' visit.public.pem) # as it stands there, in lines
small=$(openssl genrsa 1024 2>/dev/null | openssl pkey -pubout -outform DER | base64 -w 0)
curve=$(openssl ecparam -genkey -name prime256v1 -noout | openssl pkey -pubout -outform DER | base64 -w 0)

# --- what is refused before anything is taken ---

printf '%s\ntap #lock\n' "$setup_steps" >setup.touch
turnout run --data "$data" --headless --script setup.touch >said 2>&1 || fail "$(tail -n 3 said)"
for bad in "not base64!:no base64" "$small:no RSA key of 2048" "$curve:no RSA key" "${parents%????}:base64RsaPublicKey"; do
    form bad 1 "${bad%:*}" >bad.xml
    says 1 "${bad##*:}" turnout form check bad.xml
    says 1 "${bad##*:}" turnout import --data "$data" bad.xml
done
form concern 99 "$parents" >concern.xml
says 1 'sealed to the readers of this kiosk' turnout import --data "$data" concern.xml
form signin 99 >signin.xml
says 1 'must be sealed' turnout import --data "$data" signin.xml

# --- what is taken ---

form parents 1 "$parents" >parents.xml
form visit 1 "$visit" >visit.xml
says 0 'sealed for the key' turnout form check visit.xml
says 0 'A dry run' turnout import --data "$data" --dry-run parents.xml
form parents 0 >plain.xml
says 0 'form parents, version 0' turnout import --data "$data" plain.xml # it was a dry run
says 0 'sealed for the key' turnout import --data "$data" parents.xml visit.xml
printf '[visit]\nfor = staff\nside = staff\ncheck_answers = yes\n' >"$data/forms/kiosk.ini"

# --- a visitor, and staff ---

come_in="$start
tap #staff
type \"730195\"
key Enter
tap #forms"
words='type "zebra"
type "fish, wolv"
type "erine"'
ask="$come_in
expect \"nobody can read it here\"
tap #form:parents
tap #say
wait 1s
$words"
fill="$come_in
expect \"no draft is kept\"
tap #form:visit
wait 1s
expect \"No draft is kept\"
$words"
send='wait 1s
key Enter
wait 1s
key Enter
wait 1s'

# STEPS WORDS-ON-SCREEN WHEN [gone]: stopped where the words show; gone: nothing of it is in memory, too
look_at() {
    { printf '%s\n' "$1" && stand_still; } >behind.touch
    play_behind "$data" behind.touch
    stop_at "$2"
    rm -f said.seen && mv said said.seen && : >said # what was typed was spoken, as asked
    none_in_files "$3"
    if [ "${4-}" = gone ]; then none_in_memory "$3"; else in_memory=$(read_memory && finds words memory | wc -l); fi
    end
    none_in_files "$3, and SIGKILL"
}
look_at "$ask" wolverine 'while a visitor types'
[ "$in_memory" != 2 ] || memory=yes # the search finds what is there
look_at "$fill" wolverine 'while staff type'
for steps in "$ask" "$fill"; do
    if [ -n "${memory-}" ] && found_open "$data" "$steps" words; then
        [ ! -s found ] || fail "memory that may be swapped out or dumped holds: $(cat found)"
    fi
    [ -z "$pid" ] || end
done
look_at "$ask
$send
tap \"Send\"
expect \"Your answers are saved\"
wait 5s" 'Have your say' 'after Send' gone
look_at "$fill
$send
tap \"Save\"
expect \"Saved\"
wait 1s
tap #done
expect-not \"Begun\"" 'For staff' 'after Save' gone
play "$fill
wait 1s
key Enter
wait 1s
back
wait 1s
back
expect \"Form visit\"
expect-not \"Begun\"" # left in the middle: there is no draft
none_in_files 'left in the middle'
says 0 'whole' turnout verify --data "$data"

# --- what leaves ---

says 2 'no other option' turnout export --data "$data" --report sealed --names out
says 0 '2 sealed submissions' turnout export --data "$data" --report sealed out
says 1 'there already' turnout export --data "$data" --report sealed out
[ "$(find out -type f | sed 's/.*\///' | sort | uniq -c | tr -s ' \n' ' ')" = ' 2 submission.xml 2 submission.xml.enc ' ] ||
    fail "the folder has $(find out)"
[ "$(find out -printf '%TT\n' | sort -u | wc -l)" = 1 ] || fail 'the files have times'
[ "$(find out -name '*.enc' -printf '%s\n' | sort -u)" = 1040 ] || fail 'the files tell how much was written'
says 0 '1 opened: 0 concerns, 0 empty, 1 of other forms; 1 is for another key.' turnout open parents.pem out --out parents.csv
says 0 '1 opened: 0 concerns, 0 empty, 1 of other forms; 1 is for another key.' turnout open visit.private.pem out --out visit.csv
grep -q '^parents,"*zebrafish, wolverine' parents.csv || fail "the visitor's record is $(cat parents.csv)"
grep -q '^visit,"*zebrafish, wolverine' visit.csv || fail "the staff's record is $(cat visit.csv)"

# the same without us: key under RSA, MD5 of id and key, first byte of it plus one, AES-256-CFB
folder=$(dirname "$(grep -l 'id="parents"' out/*/submission.xml)")
value() { grep -o "<$1>[^<]*" "$folder/submission.xml" | cut -d'>' -f2; }
key=$(value base64EncryptedKey | base64 -d | openssl pkeyutl -decrypt -inkey parents.pem -passin env:TURNOUT_PASSPHRASE \
    -pkeyopt rsa_padding_mode:oaep -pkeyopt rsa_oaep_md:sha256 -pkeyopt rsa_mgf1_md:sha256 | od -An -v -tx1 | tr -d ' \n')
seed=$({ value instanceID | tr -d '\n'; bytes_of "$key"; } | openssl dgst -md5 -r | cut -c 1-32)
iv=$(printf '%02x' $(((0x${seed:0:2} + 1) % 256)))${seed:2}
openssl enc -d -aes-256-cfb -K "$key" -iv "$iv" -in "$folder/submission.xml.enc" >record.xml
grep -q '<words>zebrafish, wolverine</words>.*instanceID>uuid:' record.xml || fail "openssl finds $(head -c 300 record.xml)"
[[ $(basename "$folder") == ????????-????-4???-????-???????????? ]] || fail 'the id of a visitor tells something'

turnout export --data "$data" --report feedback feedback.csv >/dev/null || fail 'no feedback report'
grep -q 'parents,Form parents,.*,Sealed,,' feedback.csv || fail "the report says $(cat feedback.csv)"
! grep -q 'Your words\|zebra' feedback.csv || fail 'the report tells answers'

mkdir -p usb/.out/blue
play "$start
tap #staff
type \"730195\"
key Enter
plug blue
tap #usb
tap #export
tap #take
expect \"Safe to remove\"
expect \"2 sealed records of forms are with them\""
on_stick=$(echo usb/blue/turnout-*)
(cd "$on_stick" && sha256sum --strict --quiet -c manifest.txt) || fail 'the manifest does not fit'
diff -r out "$on_stick/sealed" || fail 'the stick carries others'
[ ! -e "$data/exports/sealed" ] || fail 'a copy stays on the card'
says 0 '1 opened: 0 concerns, 0 empty, 1 of other forms; 1 is for another key.' turnout open parents.pem "$on_stick" --out stick.csv
cmp parents.csv stick.csv || fail 'the stick holds another record'

# --- never without a key again ---

refuses() { # WHEN
    form parents 9 >plain.xml
    says 1 'a version without a key is never taken' turnout import --data "$data" plain.xml
    cp plain.xml "$data/forms/by-hand.xml"
    play "$come_in
expect \"by-hand.xml cannot be used\"
expect \"a version without a key is never taken\""
    rm "$data/forms/by-hand.xml"
    [ $failed = 0 ] || echo "... $1"
}
refuses 'at first'
refuses 'after another start'
other=$(openssl genrsa 2048 2>/dev/null | openssl pkey -pubout -outform DER | base64 -w 0)
form parents 2 "$other" >parents.xml
says 0 'Its key has changed' turnout import --data "$data" parents.xml
says 0 'already' turnout import --data "$data" parents.xml
refuses 'with another key'
says 0 '' turnout backup --data "$data" copy.db
rm "$data"/kiosk.db* && cp copy.db "$data/kiosk.db"
refuses 'from a backup'
for page in 1 $(($(stat -c %s copy.db) / 8192)); do
    rm -f "$data"/kiosk.db* "$data"/backups/* && cp copy.db "$data/kiosk.db"
    [ "$page" != 1 ] || cp copy.db "$data/backups/a.db" # nothing can be read without it
    head -c 4096 /dev/zero | dd of="$data/kiosk.db" bs=4096 seek=$((page - 1)) conv=notrunc status=none
    printf 1 >"$data/kiosk.running"
    refuses "after page $page was lost"
    says 0 '2 sealed submissions' turnout export --data "$data" --report sealed "salvaged-$page"
    diff -r out "salvaged-$page" >/dev/null || fail 'a salvage changes what was sealed'
done
says 0 'whole' turnout verify --data "$data"
none_in_files 'at the end'
exit $failed
