"""Write the files of all figures and numbered tables; keep files of citation and the changelog in step."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from landreform.paths import ROOT
from landreform.publish import cff, changelog, files


def main(arguments: list[str] | None = None) -> int:
    """Run from the command line; return 0 where all is written, 1 where something is incomplete."""
    parser = argparse.ArgumentParser(prog="python -m landreform.publish", description=__doc__)
    parser.add_argument("--out", type=Path, help="folder to write to, emptied first; default: _build/figures")
    options = parser.parse_args(arguments)
    try:
        if options.out:
            files.write(options.out)
            folder = options.out
        else:
            changelog.write(ROOT)
            cff.write(ROOT)
            folder = files.ensure(ROOT)
    except ValueError as error:  # an InputError is one too
        print(f"== figures: {error}", file=sys.stderr)
        return 1
    count = sum(path.is_file() for path in folder.rglob("*"))
    print(f"== figures: {count} files in {folder}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
