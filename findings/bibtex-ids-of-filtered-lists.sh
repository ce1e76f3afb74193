#!/usr/bin/env bash
# Sphinx 7.4.7 with sphinxcontrib-bibtex 2.7.0 (installed below). With a `bibtex_cite_id` that names each work once
# ("cite-{key}"), two lists on one page, filtered so that no work is in both, warn of a "duplicate citation id" for
# both works, which ends a build with -W: ids are made for every work of the file at every list, before the filter is asked. The same lists on two
# pages pass. So one page can hold several lists by kind only with ids that are numbered.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check "sphinx==7.4.7" "sphinxcontrib-bibtex==2.7.0"
list() { printf '.. bibliography::\n   :filter: %s\n' "$1"; }
site() { # folder, title of the second page or nothing
  mkdir "$1"
  printf 'extensions = ["sphinxcontrib.bibtex"]\nbibtex_bibfiles = ["works.bib"]\nbibtex_cite_id = "cite-{key}"\n' > "$1/conf.py"
  printf '@misc{one, title={One}, author={A, B}, year={1953}}\n@misc{two, title={Two}, author={C, D}, year={1956}}\n' > "$1/works.bib"
}
site "$folder/same"
{ printf 'Works\n=====\n\n'; list '"one" in key'; echo; list '"two" in key'; } > "$folder/same/index.rst"
site "$folder/apart"
{ printf 'Works\n=====\n\n.. toctree::\n\n   other\n\n'; list '"one" in key'; } > "$folder/apart/index.rst"
{ printf 'Other works\n===========\n\n'; list '"two" in key'; } > "$folder/apart/other.rst"
"$folder/venv/bin/python" -m sphinx -q "$folder/same" "$folder/same/out" 2> "$folder/same.log" || true
"$folder/venv/bin/python" -m sphinx -q "$folder/apart" "$folder/apart/out" 2> "$folder/apart.log" || true
echo "on one page:"; sed 's/^/  /' "$folder/same.log"
echo "on two pages:"; sed 's/^/  /' "$folder/apart.log"
if [ "$(grep -c 'duplicate citation id' "$folder/same.log")" != 2 ] || [ -s "$folder/apart.log" ]; then
  echo "the libraries behave otherwise now"
  exit 1
fi
