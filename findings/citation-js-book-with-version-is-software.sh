#!/usr/bin/env bash
# npm citation-js 0.7.22 (installed below). An entry @book of BibTeX that has a field `version`, which BibLaTeX knows, is read as a computer program:
# its type is `software`, and APA prints "[Computer software]" behind its title. Without the field it is a book; @incollection stays a chapter.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
echo '{"private": true}' > package.json
npm install --silent --ignore-scripts --no-audit --no-fund "citation-js@0.7.22"
cat > types.cjs <<'JS'
const Cite = require('citation-js');
const fields = 'author = {Doe, Jane}, title = {A book}, publisher = {A press}, year = {2026}';
for (const [type, more] of [['book', ''], ['book', ', version = {2}'], ['incollection', ', booktitle = {B}, version = {2}']]) {
  const cited = new Cite(`@${type}{key, ${fields}${more}}`);
  const printed = cited.format('bibliography', { template: 'apa' });
  console.log(`@${type}${more && ' with version'}: ${cited.data[0].type}${printed.includes('[Computer software]') ? ', [Computer software]' : ''}`);
}
JS
node types.cjs | tee seen
diff seen - <<'END' || { echo "citation-js behaves otherwise now"; exit 1; }
@book: book
@book with version: software, [Computer software]
@incollection with version: chapter
END
