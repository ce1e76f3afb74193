"""``python -m landreform.build``: build the book unless it is there already for this state."""

from __future__ import annotations

import sys
from pathlib import Path

from landreform.build.environment import in_own_environment, is_own


def main() -> int:
    """Run the build from the command line."""
    import argparse  # here and below, so that little is imported twice where the interpreter is started anew

    from landreform.paths import ROOT
    from landreform.publish.failures import told

    parser = argparse.ArgumentParser(prog="python -m landreform.build", description=__doc__)
    parser.add_argument("--root", type=Path, default=ROOT)
    root = parser.parse_args().root.resolve()
    return told("book", lambda: _built(root))


def _built(root: Path) -> int:
    from landreform.build import book

    if not is_own():
        # In whatever environment the question is asked, the answer is the same; to start anew takes as long as to look.
        if book.stands(root):
            return 0
        in_own_environment(["-m", "landreform.build", *sys.argv[1:]])
    return book.build(root)


if __name__ == "__main__":
    try:
        sys.exit(main())
    except KeyboardInterrupt:  # while it was still importing
        sys.exit("== book: FAILED; stopped; run it again and it goes on with what is there")
