"""Write the files of all figures and numbered tables; keep files of citation and the changelog in step."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from landreform.paths import ROOT
from landreform.publish import cff, changelog, files
from landreform.publish.failures import told
from landreform.publish.publication import FIGURES
from landreform.publish.workplace import working


def main(arguments: list[str] | None = None) -> int:
    """Run from the command line; return 0 where all is written, 1 where something is incomplete."""
    parser = argparse.ArgumentParser(prog="python -m landreform.publish", description=__doc__)
    parser.add_argument("--out", type=Path, help="folder to write to, emptied first; default: _build/figures")
    options = parser.parse_args(arguments)
    try:
        with working(ROOT / "_build", "figures"):
            if options.out:
                files.write(options.out)
            else:
                changelog.write(ROOT)
                cff.write(ROOT)
                files.ensure(ROOT)
    except ValueError as error:  # an InputError is one too
        print(f"== figures: FAILED; {error}", file=sys.stderr)
        return 1
    folder = options.out or ROOT / "_build" / FIGURES
    count = sum(path.is_file() for path in folder.rglob("*"))
    print(f"== figures: {count} files in {folder}")
    return 0


if __name__ == "__main__":
    sys.exit(told("figures", main))
