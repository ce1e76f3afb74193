"""Ask a checker of PDF/UA about the PDF of the book: ``python tools/check_pdf.py [FILE]``.

The checker is outloud 0.2.1, which needs an environment of its own (``pip install outloud==0.2.1``); ``--outloud`` says
where it is. Its rule TAG-002 guesses from words whether an artifact is prose, and so takes the repeated head of a
table for text that nobody hears, though the standard asks that it be an artifact. In its place stands what can be
known: every artifact with text is marked as belonging to the page and not to the text (`stray_artifacts`).
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
from pathlib import Path

import pypdf

from landreform.build.pdf.check import stray_artifacts
from landreform.paths import ROOT

VERSION, REPLACED = "0.2.1", "TAG-002"


def main() -> int:
    """Print what the checker finds; the status is 1 if there is an error and 2 if the checker is not there."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("file", nargs="?", type=Path, default=ROOT / "_build/pdf/land-reform.pdf")
    parser.add_argument("--outloud", default="outloud", help="the command of the checker; default: %(default)s")
    options = parser.parse_args()
    try:
        said = subprocess.run([options.outloud, "--version"], capture_output=True, text=True, check=True).stdout
    except (FileNotFoundError, subprocess.CalledProcessError):
        said = ""
    if VERSION not in said:
        print(f"{options.outloud} is not outloud {VERSION}: install it into an environment of its own", file=sys.stderr)
        return 2
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder) / "report.json"
        subprocess.run([options.outloud, "--json", report, "--quiet", options.file], check=False, capture_output=True)
        findings = json.loads(report.read_text(encoding="utf-8"))["results"][0]["findings"]
    errors = [finding for finding in findings if finding["severity"] == "error"]
    heads = [finding for finding in errors if finding["rule"] == REPLACED]
    stray = stray_artifacts(pypdf.PdfReader(options.file), {finding["page"] for finding in heads})
    kept = [finding for finding in errors if finding["rule"] != REPLACED]
    for finding in kept:
        print(f"p. {finding.get('page')}: {finding['rule']}: {finding['message']}")
    for page in stray:
        print(f"p. {page}: text is marked as an artifact that is none of the page")
    warnings = sum(finding["severity"] == "warning" for finding in findings)
    print(
        f"outloud {VERSION}: {len(kept) + len(stray)} errors, {warnings} warnings; "
        f"{REPLACED} on {len(heads)} pages, {len(heads) - len(stray)} of them heads repeated as the standard asks"
    )
    return 1 if kept or stray else 0


if __name__ == "__main__":
    sys.exit(main())
