#!/usr/bin/env bash
# undate 0.8.0 (installed below), "for working with uncertain, fuzzy or partially unknown dates". The marks of EDTF for uncertain (?), approximate (~)
# and both (%) are read without a fault and are gone: the date is equal to one without a mark, and is written without one.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check "undate==0.8.0"
"$folder/venv/bin/python" -W ignore - > "$folder/seen" <<'PY'
from undate import Undate

for mark in "?~%":
    found = Undate.parse("1954-06" + mark, "EDTF")
    print("1954-06" + mark, "is written", found.format("EDTF"), "and equal to 1954-06:", found == Undate.parse("1954-06", "EDTF"))
PY
cat "$folder/seen"
diff "$folder/seen" - <<'END' || { echo "undate behaves otherwise now"; exit 1; }
1954-06? is written 1954-06 and equal to 1954-06: True
1954-06~ is written 1954-06 and equal to 1954-06: True
1954-06% is written 1954-06 and equal to 1954-06: True
END
