#!/usr/bin/env bash
# turnout form check: what it prints, where it finds the files beside a form, how it ends.
set -u
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

fail() {
    echo "$1"
    cat "$work/said"
    exit 1
}
# check STATUS WORDS FILE: ends so, and says so in its last line
check() {
    "$TURNOUT_BIN" form check "$3" >"$work/said" 2>&1
    local status=$?
    [ $status = "$1" ] || fail "$3: status $status instead of $1"
    tail -n 1 "$work/said" | grep -qF "$2" || fail "$3: the last line is not: $2"
}
says() { grep -qF "$1" "$work/said" || fail "nothing says: $1"; }

# form NAME MODEL BODY: a small form
form() {
    cat >"$work/$1.xml" <<END
<h:html xmlns="http://www.w3.org/2002/xforms" xmlns:h="http://www.w3.org/1999/xhtml">
<h:head><h:title>Small</h:title><model>
<itext><translation lang="English (en)"/><translation lang="Polski (pl)"/></itext>
<instance><data id="small" version="3"><a/><b/></data></instance>
$2
</model></h:head><h:body>
<group><input ref="/data/a"/></group>
$3
</h:body></h:html>
END
}

form good '' '<input ref="/data/b" appearance="sparkle"/>'
check 0 'This form runs here.' "$work/good.xml"
says 'Title         Small'
says 'Version       3'
says 'Questions     2'
says 'English (en), Polski (pl)'
says "good.xml:8: note: /data/b: the appearance \"sparkle\""
(cd "$work" && "$TURNOUT_BIN" form check good.xml >"$work/said" 2>&1) || fail 'not found beside itself'

form list '<instance id="l" src="jr://file-csv/l.csv"/>
<bind nodeset="/data/b" calculate="instance('\''l'\'')/root/item/name"/>' ''
check 1 'This form does not run here: line 5: the list "l" needs the file l.csv' "$work/list.xml"
printf 'name\nx\n' >"$work/l.csv"
check 0 'This form runs here.' "$work/list.xml"
mkdir "$work/list-media"
: >"$work/list-media/l.csv" # goes before the one beside the form, and is empty
check 1 'it is empty' "$work/list.xml"
printf 'name\nx\n' >"$work/list-media/l.csv"
rm "$work/l.csv"
check 0 'This form runs here.' "$work/list.xml"

form bad '<bind nodeset="/data/b" relevant="nothing("/>' '<input ref="/data/c"/>'
check 1 'This form does not run here: line 5: /data/b: relevant' "$work/bad.xml"
says 'bad.xml:8: error: /data/c: '
check 1 'none.xml is not there' "$work/none.xml"
check 1 'turnout: ' "$work"

"$TURNOUT_BIN" form look "$work/good.xml" >"$work/said" 2>&1
[ $? = 2 ] || fail 'wrong use is not status 2'
"$TURNOUT_BIN" form check >"$work/said" 2>&1
[ $? = 2 ] || fail 'a missing file is not status 2'
echo 'form check: as expected'
