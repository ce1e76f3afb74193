#!/usr/bin/env bash
# Sphinx 7.4.7 (installed below). A handler of `env-updated`, which runs when all documents have been read, does not see the
# numbers of sections and figures: they are given in `env-get-updated`, which comes after it. On a first build the
# mapping is empty there; on later ones it holds the numbers of the build before. Whoever decides in `env-updated` which
# pages must be written again decides on old numbers. Seen: "env-updated {}" and then
# "env-get-updated {'': (1,)}".
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check "sphinx==7.4.7" "docutils==0.21.2"
mkdir "$folder/site"
cd "$folder/site"
cat > conf.py <<'PY'
extensions = ["events"]
import sys; sys.path.insert(0, ".")
PY
cat > events.py <<'PY'
def setup(app):
    def note(event):
        def handler(app, env):
            print("SEEN", event, dict(env.toc_secnumbers.get("one", {})))
            return []

        return handler

    for event in ("env-updated", "env-get-updated"):
        app.connect(event, note(event), priority=900)
PY
printf 'Top\n===\n\n.. toctree::\n   :numbered:\n\n   one\n' > index.rst
printf 'One\n===\n\nText.\n' > one.rst
seen=$("$folder/venv/bin/python" -m sphinx -b html . out 2>&1 | grep -o 'SEEN.*')
echo "$seen"
expected="SEEN env-updated {}
SEEN env-get-updated {'': (1,)}"
[ "$seen" = "$expected" ] || { echo "Sphinx behaves otherwise now"; exit 1; }
