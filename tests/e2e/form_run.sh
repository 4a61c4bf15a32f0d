#!/usr/bin/env bash
# turnout form run: a form is filled in by steps, prints what was asked for, and a step that cannot be
# done ends the run with its line.
set -u
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

cat >"$work/form.xml" <<'END'
<h:html xmlns="http://www.w3.org/2002/xforms" xmlns:h="http://www.w3.org/1999/xhtml"
  xmlns:jr="http://openrosa.org/javarosa"><h:head><h:title>Visit</h:title><model>
<itext><translation lang="English (en)"><text id="q"><value>How many?</value></text></translation>
<translation lang="Polski (pl)"><text id="q"><value>Ile?</value></text></translation></itext>
<instance><data id="visit"><n/><who/><day/><person jr:template=""><name/></person>
<meta><instanceID/></meta></data></instance>
<bind nodeset="/data/n" type="int" required="true()" constraint=". &lt; 9" jr:constraintMsg="Too many"/>
<bind nodeset="/data/day" type="date" calculate="today()"/>
<bind nodeset="/data/meta/instanceID" jr:preload="uid"/></model></h:head>
<h:body><input ref="/data/n"><label ref="jr:itext('q')"/></input>
<select1 ref="/data/who"><item><label>A "pupil"</label><value>p</value></item></select1>
<repeat nodeset="/data/person"><input ref="/data/person/name"/></repeat></h:body></h:html>
END

run() { "$TURNOUT_BIN" form run "$work/form.xml" - --now 2024-05-17T10:30 --seed 3 2>"$work/err" <<<"$1"; }
fail() {
    printf '%s\n' "$1"
    exit 1
}
expect() { # STEPS WANTED
    local got
    got=$(run "$1") || fail "failed: $1: $(cat "$work/err")"
    [ "$got" = "$2" ] || fail "$1 printed: $got, wanted: $2"
}
refuse() { # STEPS WORDS
    run "$1" >"$work/out" && fail "was done: $1"
    grep -qF "$2" "$work/err" || fail "$1: \"$(cat "$work/err")\" does not say \"$2\""
}

t=$'\t'
expect $'# a note\n\n set /data/n  12 \nshow /data/n\nlang pl\nshow /data/n' \
    "/data/n${t}value=\"12\" relevant=yes readonly=no required=yes valid=no label=\"How many?\"
/data/n${t}value=\"12\" relevant=yes readonly=no required=yes valid=no label=\"Ile?\""
expect $'choices /data/who' "p${t}A \"pupil\""
expect $'show /data/day' \
    "/data/day${t}value=\"2024-05-17\" relevant=yes readonly=yes required=no valid=yes label=\"\""
expect $'validate\nset /data/n 12\nvalidate\nset /data/n 3\nvalidate' \
    "/data/n${t}This question needs an answer.
/data/n${t}Too many
valid"
expect $'add /data/person\nset /data/person[1]/name say "hi"\nshow /data/person[1]/name\npages' \
    "/data/person[1]/name${t}value=\"say \\\"hi\\\"\" relevant=yes readonly=no required=no valid=yes label=\"\"
question${t}/data/n
question${t}/data/who
question${t}/data/person[1]/name
repeat${t}/data/person${t}1
end${t}/data"

got=$(run $'set /data/n 3\nset /data/who p\nset /data/who ""\nadd /data/person\nadd /data/person
set /data/person[2]/name B\nremove /data/person[1]\nsubmit') || fail "$(cat "$work/err")"
want='<data id="visit"><n>3</n><who/><day>2024-05-17</day><person><name>B</name></person><meta><instanceID>uuid:'
case $got in *"$want"*) ;; *) fail "the record is $got" ;; esac
[ "$got" = "$(run $'set /data/n 3\nadd /data/person\nset /data/person[1]/name B\nsubmit')" ] ||
    fail "the same seed makes another record"

refuse $'\nset /data/n abc' 'line 2: "abc" is not a whole number'
refuse $'set /data/who q' 'line 1: "q" is not among the choices.'
refuse $'submit' 'line 1: There is 1 fault in the answers.'
grep -q "needs an answer" "$work/out" || fail "a failed submit does not print the fault"
refuse $'set /data/nothing 1' 'is no field of this form'
refuse $'add /data/n' '/data has no repeat n.'
refuse $'add person' 'Write the path of the repeat'
refuse $'remove /data/n' 'no part that is repeated'
refuse $'lang de' 'no language "de"'
refuse $'choices /data/n' 'no question with choices'
refuse $'jump' 'There is no step "jump".'
"$TURNOUT_BIN" form run "$work/form.xml" "$work/none" 2>/dev/null && fail "steps that are not there were run"
"$TURNOUT_BIN" form run "$work/form.xml" - --now soon 2>/dev/null </dev/null
[ $? = 2 ] || fail "a wrong time is wrong use"
exit 0
