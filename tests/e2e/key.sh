#!/usr/bin/env bash
# The coordinator's pair of keys, from keygen to the names of a register: what is made, what is refused,
# which passphrase opens what, and that heads are the same with and without.
set -u
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export TZ=UTC TURNOUT_PASSPHRASE='nine lives of a cat'
# shellcheck source=tests/e2e/says.bash
. tests/e2e/says.bash
# shellcheck source=tests/e2e/setup.bash
. tests/e2e/setup.bash
demo=$PWD/assets/demo
cd "$work" || exit 1

register() { # OUT CODE [OPTION]...: the register of the kiosk
    local out=$1
    TURNOUT_CODE=$2 turnout export --data k --report register "${@:3}" "$out"
}

# --- making ---

TURNOUT_PASSPHRASE=short says 1 '12 characters' turnout keygen one
[ ! -e one.private.pem ] || fail 'a weak passphrase made a key'
says 0 'Its fingerprint is' turnout keygen one
says 1 'never overwritten' turnout keygen one
[ "$(stat -c %a one.private.pem)" = 600 ] || fail 'others can read the private key'
grep -q 'BEGIN ENCRYPTED PRIVATE KEY' one.private.pem || fail 'the private key is not locked'
says 0 '' turnout keygen two
touch three.public.pem
says 1 'three.public.pem is there already' turnout keygen three
[ ! -e three.private.pem ] || fail 'half a pair was left'
says 1 'TURNOUT_PASSPHRASE' env -u TURNOUT_PASSPHRASE setsid "$TURNOUT_BIN" keygen four </dev/null

# --- importing ---

turnout import --data k "$demo"/*.csv >/dev/null || exit 1
says 1 'no codes yet' env TURNOUT_CODE=730195 "$TURNOUT_BIN" import --data k one.public.pem
says 1 'no codes yet' "$TURNOUT_BIN" import --data k one.public.pem </dev/null
printf '%s\ntap "J9"\ntap #open\n' "${setup_steps/2019-02-06/2020-02-12}" >setup.touch
turnout run --data k --headless --script setup.touch >said 2>&1 || fail "$(tail -n 3 said)"
export TURNOUT_CODE=204811
says 1 "needs the coordinator's code" turnout import --data k one.public.pem
export TURNOUT_CODE=730195
says 1 'must never come to a kiosk' turnout import --data k one.private.pem
head -n 4 one.public.pem >cut.public.pem
says 1 'no RSA key' turnout import --data k cut.public.pem
says 0 'A dry run' turnout import --data k --dry-run one.public.pem
says 0 'from now on sign-ins are sealed' turnout import --data k one.public.pem
says 0 'already' turnout import --data k one.public.pem
says 1 'Add --replace' turnout import --data k two.public.pem

# --- a second reader, of concerns alone ---

says 2 'add --second' turnout import --data k --withdraw two.public.pem
says 1 'has another one' turnout import --data k --second one.public.pem
says 1 "not this kiosk's second reader" turnout import --data k --second --withdraw two.public.pem
says 0 'to the second reader' turnout import --data k --second two.public.pem
says 0 'second reader' turnout import --data k --second two.public.pem
says 0 'to the coordinator alone' turnout import --data k --second --withdraw two.public.pem
says 0 'whole' turnout verify --data k

# --- two sign in under one key, a third under the other ---

sign_in() { # NAME
    printf 'tap #start\ntype "%s"\ntap #done\ntap #none\ntap #done\nexpect "Thank you"\ntap #next\n' "$1"
}
{
    printf 'clock 2020-02-12T13:30\ntap #staff\ntype "204811"\nkey Enter\ntap #yes\ntap #list\ntap #sheet\n'
    printf 'expect "only the coordinator can read it"\n'
    sign_in 'Wilhelmina Park'
    sign_in 'Ambrose Unseen'
    printf 'tap #staff\ntype "204811"\nkey Enter\ntap #list\nexpect "2 signed in"\n'
    printf 'expect "kept for the coordinator"\nexpect-not "Wilhelmina"\n'
} >sign.touch
turnout run --data k --headless --script sign.touch >said 2>&1 || fail "$(tail -n 3 said)"
says 0 'stays readable with the private key of' turnout import --data k --replace two.public.pem
{
    printf 'clock 2020-02-12T14:30\ntap #staff\ntype "204811"\nkey Enter\ntap #yes\ntap #list\ntap #sheet\n'
    sign_in 'Rosalind Late'
} >late.touch
turnout run --data k --headless --script late.touch >said 2>&1 || fail "$(tail -n 3 said)"
says 0 'whole' turnout verify --data k

# --- what leaves ---

says 2 '--key opens names' turnout export --data k out.csv --key one.private.pem
says 1 'does not open with this passphrase' env TURNOUT_PASSPHRASE='nine lives of a dog' \
    "$TURNOUT_BIN" export --data k out.csv --report register --names --key one.private.pem
says 1 'no private key' turnout export --data k out.csv --report register --names --key one.public.pem
[ ! -e out.csv ] || fail 'an export was written without the key that was asked for'

register heads.csv 204811 --small show >/dev/null || fail 'no register'
register code.csv 730195 --names >/dev/null || fail 'no register with names'
register one.csv 730195 --names --key one.private.pem >/dev/null || fail 'no register with the first key'
register two.csv 730195 --names --key two.private.pem >/dev/null || fail 'no register with the second key'
grep -q 'J9,signed in,3,' heads.csv || fail 'three signed in and are not three heads'
[ "$(grep -c 'J9,signed in,1,(sealed),' code.csv)" = 3 ] || fail 'the code alone shows more than sealed'
! grep -q 'Wilhelmina\|Ambrose\|Rosalind' heads.csv code.csv || fail 'a name left without the key'
grep -q 'J9,signed in,1,Wilhelmina Park,' one.csv || fail 'the first key does not open its own'
grep -q 'J9,signed in,1,Ambrose Unseen,' one.csv || fail 'the first key does not open its own'
! grep -q 'Rosalind' one.csv || fail 'the first key opens what the second sealed'
grep -q 'J9,signed in,1,Rosalind Late,' two.csv || fail 'the second key does not open its own'
! grep -q 'Wilhelmina' two.csv || fail 'the second key opens what the first sealed'

exit $failed
