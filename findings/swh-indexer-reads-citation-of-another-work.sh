#!/usr/bin/env bash
# swh-indexer 4.12.1 (installed below), by which Software Heritage reads what a repository says of itself. Of a CITATION.cff with a body as its author it keeps
# a person without a name, and it takes the licence of the preferred citation for that of the software. A codemeta.json is kept whole.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check "swh-indexer==4.12.1"
cd "$folder"
cat > CITATION.cff <<'CFF'
cff-version: 1.2.0
title: A program
message: Please cite it.
authors:
  - name: World Bank
license: BSD-3-Clause
preferred-citation:
  type: book
  title: A book
  authors:
    - name: World Bank
  license: CC-BY-4.0
CFF
cat > codemeta.json <<'JSON'
{"@context": "https://w3id.org/codemeta/3.0", "@type": "SoftwareSourceCode", "name": "A program",
 "author": [{"@type": "Organization", "name": "World Bank"}], "license": "https://spdx.org/licenses/BSD-3-Clause"}
JSON
venv/bin/python - > seen <<'PY'
from pathlib import Path

from swh.indexer.metadata_mapping import get_mapping

for name, file in (("CffMapping", "CITATION.cff"), ("CodemetaMapping", "codemeta.json")):
    found = get_mapping(name)
    read = (found() if isinstance(found, type) else found).translate(Path(file).read_bytes())
    print(file, read["author"], read["license"])
PY
cat seen
diff seen - <<'END' || { echo "swh-indexer behaves otherwise now"; exit 1; }
CITATION.cff [{'type': 'Person'}] https://spdx.org/licenses/CC-BY-4.0
codemeta.json [{'type': 'Organization', 'name': 'World Bank'}] https://spdx.org/licenses/BSD-3-Clause
END
