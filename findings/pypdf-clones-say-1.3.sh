#!/usr/bin/env bash
# pypdf 7.1.0 (installed below). PdfWriter(clone_from=…) copies everything but the version: the header of the file written is %PDF-1.3, whatever the original
# says, also over transparency, which came with 1.4; unless it is given `keep_initial_header=True`, or `writer.pdf_header` is set.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check "pypdf==7.1.0" "fpdf2==2.8.4"
cd "$folder"
venv/bin/python - > seen <<'PY'
from pathlib import Path

from fpdf import FPDF
from pypdf import PdfReader, PdfWriter

page = FPDF()
page.add_page()
with page.local_context(fill_opacity=0.5):
    page.rect(10, 10, 50, 50, style="F")
Path("original.pdf").write_bytes(bytes(page.output()).replace(b"%PDF-1.3", b"%PDF-1.4", 1))  # as others write it
PdfWriter(clone_from="original.pdf").write("clone.pdf")
PdfWriter(clone_from="original.pdf", keep_initial_header=True).write("kept.pdf")
for name in ("original", "clone", "kept"):
    reader = PdfReader(f"{name}.pdf")
    states = reader.pages[0]["/Resources"]["/ExtGState"]
    print(name, reader.pdf_header, "opacity", *(float(state.get_object()["/ca"]) for state in states.values()))
PY
cat seen
diff seen - <<'END' || { echo "pypdf behaves otherwise now"; exit 1; }
original %PDF-1.4 opacity 0.5
clone %PDF-1.3 opacity 0.5
kept %PDF-1.4 opacity 0.5
END
