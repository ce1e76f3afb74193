#!/usr/bin/env bash
# npm @retorquere/bibtex-parser 9.0.29 (installed below). A title in double braces, which is how BibTeX is told to leave its letters alone, loses its
# capitals in the sentence case that is the default: proper names and all. Braces around single words keep them.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
echo '{"private": true}' > package.json
npm install --silent --ignore-scripts --no-audit --no-fund "@retorquere/bibtex-parser@9.0.29"
cat > titles.mjs <<'JS'
import { parse } from '@retorquere/bibtex-parser';
for (const title of ['{The Land Reform in North Vietnam}', 'The Land Reform in {North} {Vietnam}'])
  console.log(`{${title}}`, '->', parse(`@book{key, title = {${title}}, langid = {english}}`).entries[0].fields.title);
JS
node titles.mjs | tee seen
diff seen - <<'END' || { echo "the parser behaves otherwise now"; exit 1; }
{{The Land Reform in North Vietnam}} -> The land reform in north vietnam
{The Land Reform in {North} {Vietnam}} -> The land reform in North Vietnam
END
