#!/usr/bin/env bash
# pybtex 0.26.1 (installed below). What a style of pybtex is made of (names, labels, order) and what turns its text into a
# format are plugins, and nothing that was found is remembered: each new style reads the entry points of every installed
# distribution three times, each `render_as("text")` twice, for `text` is an alias. Formatting a list of a hundred works with a
# style for each reads them five hundred times; with one style and one backend, three times. In an environment of some hundred distributions a reading
# takes milliseconds, so that the first way takes seconds.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check "pybtex==0.26.1"
cat > "$folder/count.py" <<'PY'
import pybtex.plugin
from pybtex.backends.plaintext import Backend
from pybtex.database import Entry, Person
from pybtex.style.formatting.plain import Style

readings = 0
read = pybtex.plugin.entry_points


def counted(**chosen):
    global readings
    readings += 1
    return read(**chosen)


pybtex.plugin.entry_points = counted
works = []
for number in range(100):
    work = Entry("misc", {"title": f"Work {number}", "year": "1956"}, {"author": [Person("Author, An")]})
    work.key = f"work{number}"
    works.append(work)

one_by_one = [Style().format_entry("", work).text.render_as("text") for work in works]
first, readings = readings, 0
style, backend = Style(), Backend()
together = [style.format_entry("", work).text.render(backend) for work in works]
print("a style for each work:", first, "readings; one style:", readings)
assert one_by_one == together
assert (first, readings) == (500, 3), (first, readings)
PY
"$folder/venv/bin/python" "$folder/count.py" || { echo "pybtex behaves otherwise now"; exit 1; }
