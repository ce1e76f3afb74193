#!/usr/bin/env bash
# cffconvert 2.0.0 (installed below). A body as author of a CITATION.cff, `name: …`, comes into BibTeX without the braces that hold a name together, so that
# BibTeX takes it for a person; and the version is in no field of the entry.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check "cffconvert==2.0.0" "pybtex==0.26.1"
cd "$folder"
cat > CITATION.cff <<'CFF'
cff-version: 1.2.0
title: A program
message: Please cite it.
authors:
  - name: World Bank
version: 1.2.3
date-released: "2026-01-02"
CFF
venv/bin/cffconvert --validate > /dev/null
venv/bin/cffconvert -f bibtex -o made.bib
venv/bin/python - > seen <<'PY'
from pybtex.database import parse_file

(entry,) = parse_file("made.bib").entries.values()
(author,) = entry.persons["author"]
print("first name", author.first_names, "last name", author.last_names, "version there:", "1.2.3" in str(dict(entry.fields)))
PY
cat seen
diff seen - <<'END' || { echo "cffconvert behaves otherwise now"; exit 1; }
first name ['World'] last name ['Bank'] version there: False
END
