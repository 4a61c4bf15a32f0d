#!/usr/bin/env bash
# Holds the tree to src/layers: who may include whose headers, and which library stands behind which folder.
#
#   tests/lint/layers.sh [ROOT]
set -eu
cd "${1:-.}"

find src -mindepth 2 -name '*.[ch]' | sort | xargs awk '
    function bad(text) { printf "%s:%d: %s\n", FILENAME, FNR, text; wrong = 1 }

    # "X11/" in the list allows every header below that folder, "csv.h" only itself.
    function allowed(folder, header,    n, i, item) {
        n = split(libraries["*"] " " libraries[folder], item, " ")
        for (i = 1; i <= n; i++)
            if (item[i] == header || (item[i] ~ /\/$/ && index(header, item[i]) == 1)) return 1
        return 0
    }

    FILENAME == "src/layers" {
        if (/^#/ || /^$/) next
        if (!match($0, /^[a-z*]+:/)) { bad("not a line of the form NAME: FOLDERS | HEADERS"); next }
        name = substr($0, 1, RLENGTH - 1)
        rest = substr($0, RLENGTH + 1)
        bar = index(rest, "|")
        libraries[name] = bar ? substr(rest, bar + 1) : ""
        if (name in known) bad(name " stands here twice")
        known[name] = 1
        n = split(bar ? substr(rest, 1, bar - 1) : rest, folder, " ")
        for (i = 1; i <= n; i++) {
            # Only folders above may be named, so that there is never a circle.
            if (!(folder[i] in known)) bad(folder[i] " must stand above " name)
            may[name, folder[i]] = 1
        }
        next
    }

    FNR == 1 {
        split(FILENAME, part, "/")
        own = part[2]
        if (!(own in known)) bad("folder " own " is not in src/layers")
    }

    /^[ \t]*#[ \t]*include/ {
        if (match($0, /"[^"]*"/)) {
            header = substr($0, RSTART + 1, RLENGTH - 2)
            split(header, part, "/")
            if (header !~ /^[a-z0-9]+\/[a-z0-9_]+\.(h|def)$/)
                bad("write \"folder/name.h\", not \"" header "\"")
            else if (part[1] != own && !((own, part[1]) in may))
                bad(own " may not include " header " (src/layers)")
        } else if (match($0, /<[^>]*>/)) {
            header = substr($0, RSTART + 1, RLENGTH - 2)
            if (!allowed(own, header)) bad(own " may not include <" header "> (src/layers)")
        }
    }

    END { exit wrong }
' src/layers
