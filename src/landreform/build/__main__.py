"""``python -m landreform.build``: build the book unless it is there already for this state."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from landreform.build.book import build, in_own_environment
from landreform.paths import ROOT


def main() -> int:
    """Run the build from the command line."""
    parser = argparse.ArgumentParser(prog="python -m landreform.build", description=__doc__)
    parser.add_argument("--root", type=Path, default=ROOT)
    return build(parser.parse_args().root.resolve())


if __name__ == "__main__":
    in_own_environment(["-m", "landreform.build", *sys.argv[1:]])
    sys.exit(main())
