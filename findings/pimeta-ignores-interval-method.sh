#!/usr/bin/env bash
# pimeta 1.1.0 (installed below). metagen takes `method_random_ci`, as its original in R takes method.random.ci, and never looks at it: "HK", the method of
# Hartung and Knapp, gives the interval of "classic" to the last digit, and so does a word that means nothing. rma(test="knha") has the method.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check "pimeta==1.1.0"
"$folder/venv/bin/python" -W ignore - > "$folder/seen" <<'PY'
import numpy as np
import pimeta

y, v = np.array([1.0, 2.0, 4.0]), np.array([0.1, 0.2, 0.1])
for method in ("classic", "HK", "no such method"):
    found = pimeta.metagen(y, np.sqrt(v), method_random_ci=method)
    print(f"metagen {method}: {found.lower_random:.4f} to {found.upper_random:.4f}")
found = pimeta.rma(y, v, test="knha")
print(f"rma knha: {float(found.ci_lb[0]):.4f} to {float(found.ci_ub[0]):.4f}")
PY
cat "$folder/seen"
mapfile -t lines < "$folder/seen"
if [ "${lines[0]#*: }" != "${lines[1]#*: }" ] || [ "${lines[0]#*: }" != "${lines[2]#*: }" ] || [ "${lines[0]#*: }" = "${lines[3]#*: }" ]; then
  echo "pimeta behaves otherwise now"
  exit 1
fi
