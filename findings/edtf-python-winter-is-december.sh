#!/usr/bin/env bash
# edtf 5.0.2 (installed below). Spring, summer and autumn have three months each, winter (24) has one: it ends on 31 December. A span whose
# beginning is unknown, "/1957", has a first day all the same, ten years before its last; one that is open, "../1957", has none.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check "edtf==5.0.2"
"$folder/venv/bin/python" - > "$folder/seen" <<'PY'
import time

from edtf import parse_edtf

for text in ("1956-21", "1956-22", "1956-23", "1956-24", "/1957", "../1957"):
    found = parse_edtf(text)
    days = (found.lower_strict(), found.upper_strict())
    print(text, *(time.strftime("%Y-%m-%d", day) if isinstance(day, time.struct_time) else day for day in days))
PY
cat "$folder/seen"
diff "$folder/seen" - <<'END' || { echo "edtf reads these otherwise now"; exit 1; }
1956-21 1956-03-01 1956-05-31
1956-22 1956-06-01 1956-08-31
1956-23 1956-09-01 1956-11-30
1956-24 1956-12-01 1956-12-31
/1957 1947-12-31 1957-12-31
../1957 -inf 1957-12-31
END
