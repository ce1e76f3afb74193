#!/usr/bin/env bash
# Sphinx 7.4.7 with sphinx-external-toc 1.1.0 (installed below). `external_toc_exclude_missing`, which Jupyter Book sets for `only_build_toc_files`, leaves out
# pages that the table of contents does not list, except in a folder with a bracket anywhere in its path: there the pattern by which it looks for
# pages fits nothing, and every page is read and written, without a word.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check "sphinx==7.4.7" "sphinx-external-toc==1.1.0"
for name in "book" "book[v1]"; do
  site="$folder/$name"
  mkdir "$site"
  printf 'extensions = ["sphinx_external_toc"]\nexternal_toc_exclude_missing = True\n' > "$site/conf.py"
  printf 'root: index\n' > "$site/_toc.yml"
  printf 'Listed\n======\n' > "$site/index.rst"
  printf ':orphan:\n\nNot listed\n==========\n' > "$site/other.rst"
  "$folder/venv/bin/python" -m sphinx -q "$site" "$folder/out-$name"
  [ -e "$folder/out-$name/other.html" ] && echo "$name: other.html is there" || echo "$name: other.html is not there"
done | tee "$folder/seen"
diff "$folder/seen" - <<'END' || { echo "sphinx-external-toc behaves otherwise now"; exit 1; }
book: other.html is not there
book[v1]: other.html is there
END
