#!/usr/bin/env bash
# pip-audit 2.10.1 (installed below). A package about which no advisory can be had, since the index does not know it, is passed over:
# "No known vulnerabilities found", status 0. That is right for one's own package in a list of hundreds; behind a mirror that serves
# files and no advisories every package is such a one, and a list of which nothing was asked looks like a list that is sound.
# `--strict` stops at the first. tools/audit.py counts what was asked about.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check "pip-audit==2.10.1"
echo "a-package-that-no-index-has-of-this-name==1.0" > "$folder/requirements.txt"
options=(--requirement "$folder/requirements.txt" --no-deps --disable-pip --progress-spinner off)
"$folder/venv/bin/pip-audit" "${options[@]}" > "$folder/said" 2>&1 && status=0 || status=$?
cat "$folder/said"
if [ "$status" != 0 ] || ! grep -q "No known vulnerabilities found" "$folder/said" || ! grep -q "could not be audited" "$folder/said"; then
  echo "pip-audit behaves otherwise now"
  exit 1
fi
