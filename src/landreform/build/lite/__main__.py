"""``python -m landreform.build.lite``: make the copy of the book that runs in the browser."""

from __future__ import annotations

import sys

from landreform.build.lite.make import NotMade, make
from landreform.paths import ROOT


def main() -> int:
    """Make the copy and say how to open it; 1 where it cannot be made."""
    print("== lite: JupyterLite with notebooks and package, in a copy of the book (half a minute)", flush=True)
    try:
        folder = make(ROOT)
    except NotMade as error:
        print(f"== lite: FAILED: {error}", file=sys.stderr)
        return 1
    print(f"== lite: it needs a server; say python3 -m http.server -d {folder} and open http://localhost:8000")
    return 0


if __name__ == "__main__":
    sys.exit(main())
