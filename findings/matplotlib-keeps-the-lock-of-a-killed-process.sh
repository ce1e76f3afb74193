#!/usr/bin/env bash
# matplotlib 3.11.2 (installed below). It holds a file while it writes its list of typefaces, and takes another's file for a
# lock for ever: a process killed at that moment leaves it, and every later process waits five seconds for it, says
# "Could not save font_manager cache", makes the list anew, and leaves the file where it is. Seen: the words, twice, and
# the file afterwards, with no list beside it.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check "matplotlib==3.11.2"
export MPLCONFIGDIR="$folder/settings"
load() { "$folder/venv/bin/python" -c "import matplotlib.font_manager" 2>&1; }
mkdir "$MPLCONFIGDIR"
load
list=$(ls "$MPLCONFIGDIR")
rm "$MPLCONFIGDIR/$list"
touch "$MPLCONFIGDIR/$list.matplotlib-lock"
for _ in 1 2; do
  load | grep "Could not save font_manager cache" || { echo "matplotlib behaves otherwise now"; exit 1; }
done
[ "$(ls "$MPLCONFIGDIR")" = "$list.matplotlib-lock" ] || { echo "matplotlib behaves otherwise now"; exit 1; }
