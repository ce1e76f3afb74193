"""Commands on copies of the rendered book: ``landreform verify``."""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Any

from landreform.cli.output import Commands, print_result
from landreform.publish import sums


def add_commands(commands: Commands) -> None:
    """Add ``landreform verify``."""
    verify = commands.add_parser(
        "verify",
        help="tell what was altered in a copy of the book",
        description="Check a copy of the rendered book, or of what is deposited with a release, against its sums, and "
        "name every file that was altered, is missing or was added.",
        epilog="Exit status: 0 every file is what the sums say, and there is no other; 1 something was altered, is "
        "missing or was added; 2 wrong usage, or a folder or sums that cannot be used.",
    )
    verify.add_argument("folder", metavar="FOLDER", type=Path, help="the copy, such as a folder on a stick")
    verify.add_argument(
        "--sums",
        metavar="FILE",
        type=Path,
        help="sums as sha256sum writes them; default: those of the release that the copy names, as far as this package "
        f"has them, else the file {sums.NAME} in the folder",
    )
    verify.add_argument("--json", action="store_true", help="print what was found as JSON")
    verify.set_defaults(run=_verify)


def _verify(options: argparse.Namespace) -> int:
    known = sums.sums_for(options.folder, options.sums)
    found = sums.changes(options.folder, known.hashes)
    left = sums.left_by_systems(options.folder)
    facts = {
        "folder": str(options.folder),
        "against": known.origin,
        "files": len(known.hashes),
        "changes": [asdict(change) for change in found],
        "passed_over": left,
    }
    print_result(facts, lambda _: _lines(facts, found), options.json)
    return 1 if found else 0


def _lines(facts: dict[str, Any], found: list[sums.Change]) -> Iterator[str]:
    yield from map(str, found)
    counted = Counter(change.what for change in found)
    told = ", ".join(f"{counted[what]:,} {what}" for what in ("altered", "missing", "added") if counted[what])
    yield f"{facts['folder']}: {told or 'unaltered'}; {facts['files']:,} files by {facts['against']}"
    if facts["passed_over"]:
        yield f"Passed over, as file managers leave them: {', '.join(facts['passed_over'])}"
