#!/usr/bin/env bash
# npm edtf 4.11.1 (installed below). The last day of a set that is given by its ends, [1952-09..1952-12] "one of", {…} "all of", is the last
# day of its FIRST end: max is 1952-09-30, so that December does not lie in it; a set that lists its members is right, and so is the span
# 1952-09/1952-12. A season is a quarter of the calendar year: spring (21) is January to March, winter (24) October to December.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
echo '{"private": true}' > package.json
npm install --silent --ignore-scripts --no-audit --no-fund "edtf@4.11.1"
cat > days.mjs <<'JS'
import edtf from 'edtf';
const day = (number) => new Date(Number(number)).toISOString().slice(0, 10);
for (const text of ['[1952-09..1952-12]', '{1952-09..1952-12}', '[1952-09,1952-12]', '1952-09/1952-12', '1956-21', '1956-24'])
  console.log(text, day(edtf(text).min), day(edtf(text).max));
JS
node days.mjs | tee seen
diff seen - <<'END' || { echo "edtf reads these otherwise now"; exit 1; }
[1952-09..1952-12] 1952-09-01 1952-09-30
{1952-09..1952-12} 1952-09-01 1952-09-30
[1952-09,1952-12] 1952-09-01 1952-12-31
1952-09/1952-12 1952-09-01 1952-12-31
1956-21 1956-01-01 1956-03-31
1956-24 1956-10-01 1956-12-31
END
