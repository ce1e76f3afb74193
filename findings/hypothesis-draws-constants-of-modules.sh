#!/usr/bin/env bash
# hypothesis 6.170.15 (installed below). `derandomize=True` is said to give the same examples in every run. They are the same only
# as long as the project's own code is: numbers and strings that stand as literals in the local modules that are imported are
# drawn as examples, so that a literal changed in a module with which the test has nothing to do gives the test other examples.
# A property that has been green for months can fail after such a change, and is then wrong since it was written.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check "hypothesis==6.170.15"
cat > "$folder/examples.py" <<'PY'
import hashlib

import other
from hypothesis import given, settings
from hypothesis import strategies as st

seen = []


@settings(derandomize=True, database=None, max_examples=500)
@given(st.integers())
def note(number):
    seen.append(number)


note()
print(hashlib.sha256(repr(seen).encode()).hexdigest()[:12], other.CONSTANT in seen)
PY
cd "$folder"
for constant in 987654321 987654321 123456789; do
  echo "CONSTANT = $constant" > other.py
  "$folder/venv/bin/python" examples.py
done > seen
cat seen
mapfile -t lines < seen
if [ "${lines[0]}" != "${lines[1]}" ] || [ "${lines[1]}" = "${lines[2]}" ] || [ "$(grep -c True seen)" != 3 ]; then
  echo "hypothesis behaves otherwise now"
  exit 1
fi
