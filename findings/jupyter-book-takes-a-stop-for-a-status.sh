#!/usr/bin/env bash
# Jupyter Book 1.0.4.post1 (installed below), called from a program. Where Sphinx is stopped from the keyboard it returns the
# exception, takes it for a status other than 0, and ends with `sys.exit` of it: whoever catches `SystemExit` finds an
# exception where the documentation of Python has a number, and whoever catches `KeyboardInterrupt` finds nothing.
# Seen: a SystemExit whose code is a KeyboardInterrupt.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check "jupyter-book==1.0.4.post1"
mkdir "$folder/book"
cd "$folder/book"
printf 'title: One page\nsphinx:\n  local_extensions:\n    stopping: .\n' > _config.yml
printf 'format: jb-book\nroot: index\n' > _toc.yml
printf '# A page\n' > index.md
cat > stopping.py <<'PY'
def stop(app):
    raise KeyboardInterrupt


def setup(app):
    app.connect("builder-inited", stop)
PY
cat > build.py <<'PY'
from jupyter_book.cli.main import main

try:
    main(["build", "."], standalone_mode=False)
except BaseException as error:
    print(type(error).__name__, "with", type(getattr(error, "code", None)).__name__)
PY
said=$("$folder/venv/bin/python" build.py 2>/dev/null | tail -1)
echo "$said"
[ "$said" = "SystemExit with KeyboardInterrupt" ] || { echo "Jupyter Book behaves otherwise now"; exit 1; }
