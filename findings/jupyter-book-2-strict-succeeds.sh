#!/usr/bin/env bash
# jupyter-book 2.1.7 (installed below, with mystmd 1.11.0). `build --site --strict` on a page with an unknown role says so and ends with status 0.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check "jupyter-book==2.1.7"
mkdir "$folder/book" "$folder/theme"
cd "$folder/book"
printf 'jtex: v1\ntitle: None\nversion: 1.0.0\nbuild:\n  install: node -v\n  start: node -v\n' > ../theme/template.yml
printf 'version: 1\nproject:\n  toc:\n    - file: a.md\nsite:\n  template: ../theme\n' > myst.yml
printf '# A\n\n{nope}`a`\n' > a.md
status=0
../venv/bin/jupyter-book build --site --strict < /dev/null > log 2>&1 || status=$?
echo "$(grep -o 'unknown role: nope' log | head -1), status $status" > seen
cat seen
diff seen - <<'END' || { echo "jupyter-book behaves otherwise now"; exit 1; }
unknown role: nope, status 0
END
