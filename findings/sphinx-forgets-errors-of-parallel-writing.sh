#!/usr/bin/env bash
# Sphinx 7.4.7 (installed below), `-j 3`. One of forty pages cannot be written, because a handler of `html-page-context`
# raises. Where Sphinx hears of it while it hands out the next pages, it ends the other processes, forgets the error and
# says "build succeeded" with status 0; pages of all processes are missing. With `-j 1` the same build fails and names
# the error. Seen: status 2 alone, status 0 side by side, and fewer pages than there are.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check "sphinx==7.4.7" "docutils==0.21.2"
mkdir "$folder/site"
cd "$folder/site"
printf 'import sys; sys.path.insert(0, ".")\nextensions = ["refusing"]\n' > conf.py
cat > refusing.py <<'PY'
import time


def refuse(app, pagename, *rest):
    if pagename == "page02":
        raise RuntimeError("page02 cannot be written")


def wait(app, doctree, docname):
    time.sleep(0.1)  # as a book does that has much to resolve on every page


def setup(app):
    app.connect("html-page-context", refuse)
    app.connect("doctree-resolved", wait)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
PY
printf 'Top\n===\n\n.. toctree::\n\n' > index.rst
for number in $(seq -w 0 39); do
  printf '   page%s\n' "$number" >> index.rst
  printf 'Page %s\n=======\n\nText.\n' "$number" > "page$number.rst"
done
status() {
  rm -rf out
  "$folder/venv/bin/python" -m sphinx -q -b html -j "$1" . out >"log$1" 2>&1 && echo 0 || echo $?
}
alone=$(status 1)
beside=$(status 3)
pages=$(find out -name 'page*.html' | wc -l)
echo "alone: status $alone; side by side: status $beside, $pages of 40 pages"
[ "$alone" = 2 ] && [ "$beside" = 0 ] && [ "$pages" -lt 40 ] || { echo "Sphinx behaves otherwise now"; exit 1; }
