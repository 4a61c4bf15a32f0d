#!/usr/bin/env bash
# A file has at most 600 lines and a function 60: what a reader can hold. (Columns: format.sh.)
#
#   tests/lint/sizes.sh [ROOT]
set -eu
cd "${1:-.}"

# The code is laid out by clang-format, so a function starts at the margin, its head ends in ") {" and
# its last line is "}" at the margin.
find src tests -name '*.[ch]' | sort | xargs -r awk '
    function bad(line, text) { printf "%s:%d: %s\n", FILENAME, line, text; wrong = 1 }

    FNR == 1 { start = body = 0 }
    FNR == 601 { bad(FNR, "file of more than 600 lines") }
    /^[a-zA-Z_]/ && !body { start = FNR }
    /\) \{$/ && start && !body { body = start }
    /^}/ {
        if (body && FNR - body + 1 > 60)
            bad(body, "function of " FNR - body + 1 " lines, 60 allowed")
        start = body = 0
    }

    END { exit wrong }
'
