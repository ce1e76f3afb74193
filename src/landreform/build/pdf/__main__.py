"""``python -m landreform.build.pdf [CHAPTER]``: the book, or one page of it, as a PDF in ``_build/pdf``."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from landreform.build.pdf.make import make
from landreform.build.pdf.typeset import ToolsMissingError
from landreform.paths import ROOT
from landreform.publish.failures import reason, told
from landreform.publish.workplace import working


def main(arguments: list[str] | None = None) -> int:
    """Run from the command line."""
    parser = argparse.ArgumentParser(prog="python -m landreform.build.pdf", description=__doc__)
    parser.add_argument("chapter", nargs="?", help="one page, such as notebooks/waves or figures/fig-map/index")
    parser.add_argument("--root", type=Path, default=ROOT)
    options = parser.parse_args(arguments)
    root = options.root.resolve()
    try:
        with working(root / "_build", "pdf"):
            made = make(root, options.chapter or None)
    except (ToolsMissingError, FileNotFoundError, ValueError) as error:
        if reason(error):
            raise
        print(f"== pdf: FAILED; {error}", file=sys.stderr)
        return 2
    for fault in made.faults:
        print(f"== pdf: {fault}", file=sys.stderr)
    print(f"== pdf: {made.path} ({made.pages} pages, {made.size / 1e6:.1f} MB)")
    if made.faults:
        print("== pdf: FAILED; mend the faults named above and run it again", file=sys.stderr)
    return 1 if made.faults else 0


if __name__ == "__main__":
    sys.exit(told("pdf", main))
