#!/usr/bin/env bash
# What leaves the kiosk sealed, opened on the coordinator's machine. It is sealed here with the openssl
# command, step by step as the standard says, so that no line of ours is on both sides.
set -u
command -v openssl >/dev/null || { echo 'no openssl command'; exit 77; }
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export TURNOUT_PASSPHRASE='nine lives of a cat'
# shellcheck source=tests/e2e/says.bash
. tests/e2e/says.bash
cd "$work" || exit 1

hex() { od -An -v -tx1 "$@" | tr -d ' \n'; }
bytes() { # HEX
    local i all=$1 format=
    for ((i = 0; i < ${#all}; i += 2)); do format+=\\x${all:i:2}; done
    # shellcheck disable=SC2059 # the format is the bytes
    printf "$format"
}
wrap() { # PUBLIC.pem: standard input under RSA, as base64
    openssl pkeyutl -encrypt -pubin -inkey "$1" -pkeyopt rsa_padding_mode:oaep -pkeyopt rsa_oaep_md:sha256 \
        -pkeyopt rsa_mgf1_md:sha256 | base64 -w 0
}
md5() { openssl dgst -md5 -r "$@" | cut -c 1-32; }

# seal PUBLIC.pem DIR ID XML [MEDIA]...: a submission of the form `concern` in the new folder DIR
seal() {
    local public=$1 dir=$2 id=$3 xml=$4 key seed lines name file iv n=0 size pad media=
    shift 4
    mkdir -p "$dir/plain"
    printf '%s' "$xml" >"$dir/plain/submission.xml"
    key=$(openssl rand -hex 32)
    seed=$(md5 <({ printf '%s' "$id"; bytes "$key"; }))
    wrapped=$(bytes "$key" | wrap "$public")
    lines=$(printf 'concern\n2\n%s\n%s' "$wrapped" "$id")
    for name in "$@" submission.xml; do
        file=$dir/plain/$name
        [ "$name" = submission.xml ] || cp "$name" "$file"
        iv=$(printf '%02x' $(((0x${seed:n % 16 * 2:2} + 1) % 256)))
        seed=${seed:0:n % 16 * 2}$iv${seed:n % 16 * 2 + 2}
        n=$((n + 1))
        size=$(stat -c %s "$file")
        pad=$((16 - size % 16))
        { cat "$file"; for ((i = 0; i < pad; i++)); do bytes "$(printf %02x $pad)"; done; } |
            openssl enc -aes-256-cfb -K "$key" -iv "$seed" >"$dir/$name.enc"
        lines+=$(printf '\n%s::%s' "$name" "$(md5 "$file")")
        [ "$name" = submission.xml ] || media+="<media><file>$name.enc</file></media>"
    done
    rm -r "$dir/plain"
    cat >"$dir/submission.xml" <<EOF
<data id="concern" version="2" encrypted="yes" xmlns="http://opendatakit.org/submissions">
  <base64EncryptedKey>$wrapped</base64EncryptedKey>
  <n0:meta xmlns:n0="http://openrosa.org/xforms"><n0:instanceID>$id</n0:instanceID></n0:meta>
  $media
  <encryptedXmlFile>submission.xml.enc</encryptedXmlFile>
  <base64EncryptedElementSignature>$(bytes "$(md5 <(printf '%s\n' "$lines"))" | wrap "$public")</base64EncryptedElementSignature>
</data>
EOF
}

record() { # ID ANSWERS: padded, as the kiosk's are
    printf '%-2000s' "<?xml version=\"1.0\"?><data id=\"concern\" version=\"2\">$2<meta><instanceID>$1</instanceID></meta></data>"
}

# flip FILE AT: one bit of it
flip() {
    local at=$2 byte
    byte=$(hex -j "$at" -N 1 "$1")
    bytes "$(printf %02x $((0x$byte ^ 1)))" | dd of="$1" bs=1 seek="$at" conv=notrunc status=none
}

turnout keygen one >/dev/null || exit 1
turnout keygen two >/dev/null || exit 1

# --- three concerns, two empty envelopes, one for somebody else, one with a picture ---

id() { printf 'uuid:%08d-6494-477b-a30d-d8aae8867335' "$1"; }
in=stick/turnout-12/envelopes
seal one.public.pem $in/a "$(id 7)" "$(record "$(id 7)" '<topic>knife</topic><area>Borehamwood</area><words>=1+1, they said</words>')"
seal one.public.pem $in/b "$(id 3)" "$(record "$(id 3)" '<topic>nothing</topic>')"
seal one.public.pem $in/c "$(id 5)" "$(record "$(id 5)" '<topic>drugs</topic><words>At the
gate &amp; beside it</words>')"
seal one.public.pem $in/d "$(id 1)" "$(record "$(id 1)" '<topic>nothing</topic>')"
seal two.public.pem $in/e "$(id 2)" "$(record "$(id 2)" '<topic>hate</topic>')"
printf 'a small picture' >gate.jpg
seal one.public.pem $in/f "$(id 9)" "$(record "$(id 9)" '<topic>asb</topic><photo>gate.jpg</photo>')" gate.jpg
cp -r $in/a $in/again
mkdir plain
printf '<data id="register"/>' | tee plain/register.xml >stick/turnout-12/register.xml

says 0 '5 opened: 3 concerns, 2 empty; 1 is for another key; 1 is there twice; 1 media file is left out.' \
    turnout open one.private.pem stick --out one.csv
[ "$(stat -c %a one.csv)" = 600 ] || fail 'others can read the table'
want="form,topic,photo,area,words,meta/instanceID
concern,drugs,,,\"At the
gate & beside it\",$(id 5)
concern,knife,,Borehamwood,\"'=1+1, they said\",$(id 7)
concern,asb,gate.jpg,,,$(id 9)"
[ "$(tr -d '\r' <one.csv)" = "$want" ] || fail "another table: $(cat one.csv)"
turnout open one.private.pem stick 2>/dev/null | cmp -s - one.csv || fail 'what is printed is another table'
says 0 '1 opened: 1 concern, 0 empty; 6 are for another key.' turnout open two.private.pem stick --out two.csv
grep -q 'hate' two.csv || fail 'the second reader does not read'

# --- what is refused before anything is opened ---

says 1 'one.csv is there already' turnout open one.private.pem stick --out one.csv
says 1 'does not open with this passphrase' env TURNOUT_PASSPHRASE='nine lives of a dog' "$TURNOUT_BIN" open one.private.pem stick
says 1 'no private key' turnout open one.public.pem stick
says 1 'no sealed submission there' turnout open one.private.pem plain
says 1 'this is no sealed submission' turnout open one.private.pem plain/register.xml
says 1 'gone.xml is not there' turnout open one.private.pem plain/gone.xml --out gone.csv
[ ! -e gone.csv ] || fail 'an empty table was written'
says 2 'not complete' turnout open one.private.pem

# --- one bit, and the others still open ---

cp -r $in whole
damage() { # FILE AT TEXT
    local file=$1
    rm -rf hurt && cp -r whole hurt
    flip "hurt/$file" "$2"
    turnout open one.private.pem hurt >table 2>said && fail "$file is damaged and nobody hears of it"
    grep -qF -- "$3" said || fail "$file: not \"$3\" but: $(cat said)"
    grep -q "^concern,asb,.*$(id 9)" table || fail "$file is damaged and others do not open"
    ! grep -q "$(id 5)" table || fail "$file is damaged and shown: $(cat table)"
}
where() { grep -abo "$2" "$1" | head -n 1 | cut -d: -f1; } # FILE TEXT
key=$(($(where whole/c/submission.xml '<base64EncryptedKey>') + 50))
signature=$(($(where whole/c/submission.xml '<base64EncryptedElementSignature>') + 60))
damage c/submission.xml.enc 0 'hurt/c/submission.xml: it was changed after it was sealed'
damage c/submission.xml.enc 700 '; 1 was damaged.'
damage c/submission.xml.enc 2015 'submission.xml.enc is not as it was sealed'
damage c/submission.xml $key 'its key is not as it was sealed'
damage c/submission.xml $signature 'its signature is not as it was sealed'
damage c/submission.xml "$(where whole/c/submission.xml 'concern')" 'it was changed'
damage c/submission.xml "$(where whole/c/submission.xml '00000005')" 'damaged'
damage c/submission.xml "$(where whole/c/submission.xml 'yes')" 'no sealed submission'
damage c/submission.xml 1 'damaged'

rm -rf hurt && cp -r whole hurt && rm hurt/c/submission.xml.enc hurt/a/submission.xml
flip hurt/f/gate.jpg.enc 3
turnout open one.private.pem hurt >table 2>said && fail 'files are gone and nobody hears of it'
for text in '3 were damaged' 'submission.xml.enc is not beside it' 'hurt/f/submission.xml: it was changed' \
    'hurt/a/submission.xml.enc: submission.xml is not beside it'; do
    grep -qF "$text" said || fail "not \"$text\" but: $(cat said)"
done

# --- a manifest that names what lies elsewhere ---

mkdir away && cp whole/c/submission.xml.enc away/../outside.enc
sed 's/submission.xml.enc/..\/outside.enc/' whole/c/submission.xml >away/submission.xml
says 1 'no plain name' turnout open one.private.pem away/submission.xml

exit $failed
