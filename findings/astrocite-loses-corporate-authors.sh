#!/usr/bin/env bash
# npm astrocite-ris and astrocite-bibtex 0.16.4 (installed below). A body as author is cut into a first and a last name, in BibTeX also within the braces
# that are there to prevent it; and one that is written in small letters, such as "pandas development team", is an author with an empty family name
# and nothing else. No fault is raised.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
echo '{"private": true}' > package.json
npm install --silent --ignore-scripts --no-audit --no-fund "astrocite-ris@0.16.4" "astrocite-bibtex@0.16.4"
cat > authors.cjs <<'JS'
const ris = require('astrocite-ris');
const bibtex = require('astrocite-bibtex');
for (const name of ['World Bank', 'pandas development team', 'Doe, Jane'])
  console.log('RIS', name, JSON.stringify(ris.parse(`TY  - BOOK\nAU  - ${name}\nTI  - A book\nER  - \n`)[0].author));
for (const name of ['{World Bank}', '{pandas development team}', 'Doe, Jane'])
  console.log('BibTeX', name, JSON.stringify(bibtex.parse(`@book{key, author = {${name}}, title = {A book}}`)[0].author));
JS
node authors.cjs | tee seen
diff seen - <<'END' || { echo "astrocite behaves otherwise now"; exit 1; }
RIS World Bank [{"family":"Bank","given":"World"}]
RIS pandas development team [{"family":""}]
RIS Doe, Jane [{"family":"Doe","given":"Jane"}]
BibTeX {World Bank} [{"family":"Bank","given":"World"}]
BibTeX {pandas development team} [{"family":""}]
BibTeX Doe, Jane [{"family":"Doe","given":"Jane"}]
END
