"""``python -m landreform.build``: build the book unless it is there already for this state."""

from __future__ import annotations

import sys

from landreform.build.environment import in_own_environment


def main() -> int:
    """Run the build from the command line."""
    import argparse  # here and below, so that nothing is imported twice where the interpreter is started anew
    from pathlib import Path

    from landreform.build.book import build
    from landreform.paths import ROOT
    from landreform.publish.failures import told

    parser = argparse.ArgumentParser(prog="python -m landreform.build", description=__doc__)
    parser.add_argument("--root", type=Path, default=ROOT)
    root = parser.parse_args().root.resolve()
    return told("book", lambda: build(root))


if __name__ == "__main__":
    try:
        in_own_environment(["-m", "landreform.build", *sys.argv[1:]])
        sys.exit(main())
    except KeyboardInterrupt:  # while it was still importing
        sys.exit("== book: FAILED; stopped; run it again and it goes on with what is there")
