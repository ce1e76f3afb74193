"""Count the functions of the project that one claim passes on its way to a figure on a page, and to the figure's files.

``python tools/walk.py [SLUG]`` loads the ledger, draws the figure, writes it as SVG text, and then makes all its files.
For each of the two walks it prints how many functions are called, each counted once, and to how many of them the claim
is given: the row, a frame with it, something that holds such a frame, or a text with its name.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from types import FrameType
from typing import Any

import pandas as pd

import landreform

PACKAGE = str(Path(landreform.__file__).parent)

#: The claim that is followed.
CLAIM = "moise1983-executed"


def holds_claim(value: Any, depth: int = 3) -> bool:
    """Say whether a value is the claim, or holds it at most `depth` levels down."""
    if isinstance(value, str):
        return CLAIM in value
    if isinstance(value, bytes):
        return CLAIM.encode() in value
    if isinstance(value, pd.DataFrame):
        return any(holds_claim(value[name], 0) for name in value if name in ("estimate", "derives_from", "left_out"))
    if isinstance(value, pd.Series):
        return bool((value == CLAIM).any())
    if depth == 0:
        return False
    if isinstance(value, Mapping):
        return any(holds_claim(one, depth - 1) for one in value.values())
    if isinstance(value, list | tuple | set | frozenset):
        return any(holds_claim(one, depth - 1) for one in list(value)[:2000])
    return hasattr(value, "__dict__") and not callable(value) and holds_claim(vars(value), depth - 1)


def functions_passed(task: Callable[[], object]) -> dict[tuple[str, int, str], bool]:
    """Return every named function of the package that a task calls (file, line, name), and whether it has the claim."""
    seen: dict[tuple[str, int, str], bool] = {}

    def note(frame: FrameType, event: str, argument: Any) -> None:
        code = frame.f_code
        if event != "call" or not code.co_filename.startswith(PACKAGE) or code.co_name.startswith("<"):
            return
        entry = (code.co_filename.removeprefix(PACKAGE), code.co_firstlineno, code.co_qualname)
        if not seen.get(entry):
            seen[entry] = any(holds_claim(value) for value in list(frame.f_locals.values()))

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

    slug = next((word for word in sys.argv[1:] if not word.startswith("-")), "fig-claims")

    def draw() -> None:
        shown = exhibits.show(slug)
        if isinstance(shown, ShownFigure):
            shown.svg()

    exhibits.show(slug)  # so that what is called while modules are imported does not count
    show = functions_passed(draw)
    shown = completeness.complete(slug)
    write = {entry: has for entry, has in functions_passed(lambda: files.files_of(shown)).items() if entry not in show}
    for name, seen in (("to the figure on the page", show), ("to its files, besides", write)):
        print(f"{name}: {len(seen)} functions called; {sum(seen.values())} of them have the claim")
        if "-v" in sys.argv:
            for (file, line, function), has in sorted(seen.items()):
                print(f"  {file}:{line} {function}{' (has the claim)' if has else ''}")


if __name__ == "__main__":
    main()
