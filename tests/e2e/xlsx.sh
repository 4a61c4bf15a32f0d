#!/usr/bin/env bash
# The workbook of the demo, read by others. By openpyxl: every cell of every sheet is what the CSV of the same
# report says, with its type; skipped where python3-openpyxl is not installed. By LibreOffice, where it is
# installed: the sums of the sheets are those of the CSV.
set -u
python=
for p in python3 /usr/bin/python3; do
    [ -n "$python" ] || ! "$p" -c 'import openpyxl' 2>/dev/null || python=$p
done
[ -n "$python" ] || { echo 'python3-openpyxl is not installed'; exit 77; }
data=$(mktemp -d)
trap 'rm -rf "$data"' EXIT
failed=0

fail() {
    echo "FAILED: $*"
    failed=1
}

turnout() { "$TURNOUT_BIN" "$@"; }

turnout import --data "$data/k" assets/demo/*.csv >/dev/null 2>&1 || fail 'the demo is not taken in'
turnout export "$data/out.xlsx" --data "$data/k" --marking 'OFFICIAL & <more>' >/dev/null || fail 'no workbook'
turnout export "$data/out.json" --data "$data/k" >/dev/null || fail 'no JSON'

"$python" - "$TURNOUT_BIN" "$data" <<'END' || fail 'the workbook is not what the CSV says'
import csv, datetime, json, openpyxl, subprocess, sys

program, data = sys.argv[1:]
book = openpyxl.load_workbook(data + "/out.xlsx")
reports = json.load(open(data + "/out.json", encoding="utf-8"))["reports"]
wrong = []


def as_csv(value):
    if value is None:
        return ""
    if isinstance(value, datetime.datetime):
        return value.date().isoformat()
    return str(value)


def bare(text):  # without the apostrophe that keeps a spreadsheet from computing a CSV's cell
    return text[1:] if text[:1] == "'" and text[1:2] in "=+-@\t\r\n" else text


def compare(report, sheet):
    out = data + "/" + report["name"] + ".csv"
    subprocess.run([program, "export", out, "--data", data + "/k", "--report", report["name"]],
                   check=True, stdout=subprocess.DEVNULL)
    rows = list(csv.reader(open(out, encoding="utf-8", newline="")))
    lines = 1 + len(report["records"]) + len(report["totals"])
    heads = [h.replace("_", " ").capitalize().replace("Rag", "RAG").replace(" rag", " RAG") for h in rows[0]]
    if [c.value for c in sheet[1]] != heads:
        wrong.append(f"{sheet.title}: the header is {[c.value for c in sheet[1]]}")
    if report["name"] == "plan" and f"$A$1:$G${lines}" not in str(sheet.print_area):
        wrong.append(f"{sheet.title}: {sheet.print_area} is printed")
    if sheet.max_row != lines:
        wrong.append(f"{sheet.title}: {sheet.max_row} lines, not {lines}")
    for n in range(2, lines + 1):
        for k, text in enumerate(rows[n - 1]):
            cell = sheet.cell(n, k + 1)
            if cell.data_type == "f" or as_csv(cell.value) != bare(text):
                wrong.append(f"{sheet.title} {cell.coordinate}: {cell.value!r}, not {text!r}")
    last = 1 + len(report["records"])
    if not sheet.auto_filter.ref.endswith(str(last)) or sheet.freeze_panes != "A2":
        wrong.append(f"{sheet.title}: filter {sheet.auto_filter.ref}, frozen at {sheet.freeze_panes}")
    for row in sheet.iter_rows(min_row=last + 1):
        wrong.extend(f"{c.coordinate} is not bold" for c in row if c.value is not None and not c.font.b)
    if "OFFICIAL && <more>" not in (sheet.oddHeader.center.text or ""):
        wrong.append(f"{sheet.title}: the head is {sheet.oddHeader.center.text}")


sheets = [s for s in book.sheetnames if s not in ("Charts", "About")]
if len(sheets) != len(reports):
    wrong.append(f"the sheets are {book.sheetnames}")
for report, name in zip(reports, sheets):
    compare(report, book[name])
dates = [c for c in book[sheets[0]]["C"][1:] if c.value is not None]
if not dates or not all(c.is_date and c.number_format == "dd/mm/yyyy" for c in dates):
    wrong.append("a date is none")
print("\n".join(wrong[:20]))
sys.exit(bool(wrong))
END

# soffice takes a sheet by its number and writes it as CSV, as it shows it.
office_reads() {
    local n=$1 report=$2
    mkdir -p "$data/office"
    timeout 100 soffice "-env:UserInstallation=file://$data/profile" --headless --convert-to \
        "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,$n" \
        --outdir "$data/office" "$data/out.xlsx" >/dev/null 2>&1 || fail 'LibreOffice does not open the workbook'
    "$python" - "$data"/office/*.csv "$data/$report.csv" <<'END' || fail "LibreOffice reads other numbers of $report"
import csv, sys

office, ours = (list(csv.reader(open(f, encoding="utf-8", newline=""))) for f in sys.argv[1:])
heads = [h.replace("_", " ").capitalize().replace("Rag", "RAG").replace(" rag", " RAG") for h in ours[0]]
numbers = [k for k, h in enumerate(ours[0]) if h in ("sessions", "attendances", "expected", "events", "delivered")]
if office[0] != heads:
    sys.exit(f"the header is {office[0]}")


def sums(rows):
    return [sum(int(r[k]) for r in rows[1:] if k < len(r) and r[k].isdigit()) for k in numbers]


whole = [r for r in ours if len(r) == len(ours[0])][: len(office)]
print(sums(office), sums(whole))
sys.exit(sums(office) != sums(whole) or not any(sums(office)))
END
    rm -rf "$data/office"
}

if command -v soffice >/dev/null; then
    office_reads 1 sessions
    office_reads 2 summary
fi

exit $failed
