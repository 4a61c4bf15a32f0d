# Commands whose end and words are looked at; what fails is said, and the script goes on. It ends with
# `exit $failed`. To be sourced.
# shellcheck shell=bash disable=SC2034

failed=0

fail() {
    echo "FAILED: $*"
    failed=1
}

# says STATUS TEXT COMMAND...: the command ends with STATUS and says TEXT.
says() {
    local want=$1 text=$2 said status
    shift 2
    said=$("$@" 2>&1)
    status=$?
    [ "$status" = "$want" ] || fail "$* ended with $status, not $want: $said"
    grep -qF -- "$text" <<<"$said" || fail "$* does not say \"$text\" but: $said"
    ! grep -q 'AddressSanitizer\|runtime error' <<<"$said" || fail "$*: $said"
}

turnout() { "$TURNOUT_BIN" "$@"; }
