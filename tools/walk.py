"""Count the functions of the project that one claim passes on its way to a figure on a page, and to the figure's files.

``python tools/walk.py [SLUG]`` loads the ledger, draws the figure, writes it as SVG text, and then makes all its files;
for each of the two walks it prints how many named functions of the package were called, each counted once, and in how
many files.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from types import FrameType
from typing import Any

import landreform

PACKAGE = str(Path(landreform.__file__).parent)


def functions_called(task: Callable[[], object]) -> set[tuple[str, int, str]]:
    """Return file, line and name of every function of the package that a task calls."""
    seen: set[tuple[str, int, str]] = set()

    def note(frame: FrameType, event: str, argument: Any) -> None:
        code = frame.f_code
        if event == "call" and code.co_filename.startswith(PACKAGE) and not code.co_name.startswith("<"):
            seen.add((code.co_filename.removeprefix(PACKAGE), code.co_firstlineno, code.co_qualname))

    sys.setprofile(note)
    try:
        task()
    finally:
        sys.setprofile(None)
    return seen


def main() -> None:
    """Print the two counts."""
    from landreform import exhibits
    from landreform.exhibits.base import ShownFigure
    from landreform.publish import completeness, files

    slug = sys.argv[1] if len(sys.argv) > 1 else "fig-claims"

    def draw() -> None:
        shown = exhibits.show(slug)
        if isinstance(shown, ShownFigure):
            shown.svg()

    show = functions_called(draw)
    shown = completeness.complete(slug)
    write = functions_called(lambda: files.files_of(shown)) - show
    for name, seen in (("to the figure on the page", show), ("to its files, besides", write)):
        print(f"{name}: {len(seen)} functions in {len({file for file, _, _ in seen})} files")
        if "-v" in sys.argv:
            for file, line, function in sorted(seen):
                print(f"  {file}:{line} {function}")


if __name__ == "__main__":
    main()
