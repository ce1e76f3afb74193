"""Disturb builds of a copy of the project and say what came of each: ``python tools/faults [--kills N] [NAME …]``.

Prints a table: the fault, and what came of it. Status 1 where anything was broken. It takes hours: each fault needs a
build from nothing or two. Names choose faults; ``--kills`` says how many builds are killed, in equal shares of each
kind.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from pathlib import Path

from cases import CASES, NotTried
from checkout import Broken, Checkout, copy, hashes, place
from kills import KINDS, kill

from landreform.paths import ROOT

KILLS = "kills"


def main(arguments: list[str] | None = None) -> int:
    """Run from the command line; return 1 where a disturbed build was neither right nor said what was wrong."""
    parser = argparse.ArgumentParser(prog="python tools/faults", description=__doc__)
    parser.add_argument("names", nargs="*", metavar="NAME", help=f"{KILLS}, or any of: {', '.join(CASES)}")
    parser.add_argument("--kills", type=int, default=50, help="builds that are killed (default: 50)")
    parser.add_argument("--seed", type=int, default=1, help="of the moments (default: 1)")
    parser.add_argument("--project", type=Path, default=ROOT, help="folder of another book, such as a small one")
    parser.add_argument("--lock", type=Path, help="a file whose lock is held during each build, where many share it")
    options = parser.parse_args(arguments)
    unknown = set(options.names) - {KILLS, *CASES}
    if unknown:
        parser.error(f"no fault is called {', '.join(sorted(unknown))}")
    names = options.names or [*CASES, KILLS]
    broken = 0
    print("| fault | what came of it |\n|---|---|", flush=True)
    with place() as folder:
        checkout = copy(options.project.resolve(), folder / "project", options.lock)
        first = checkout.run()
        if first.status:
            print(first.said, file=sys.stderr)
            return 1
        for position, name in enumerate(names, start=1):
            print(f"== faults, {position} of {len(names)}: {name}", file=sys.stderr, flush=True)
            for fault, found in _tried(checkout, name, hashes(checkout.out), options.kills, options.seed):
                broken += "BROKEN" in found
                print(f"| {fault} | {found} |", flush=True)
    return bool(broken)


def _tried(checkout: Checkout, name: str, expected: dict[str, str], kills: int, seed: int) -> Iterator[tuple[str, str]]:
    """Try a fault; yield its name, or what was killed, and what came of it. The good book stands afterwards."""
    if name == KILLS:
        for place_, kind in enumerate(KINDS):
            count = kills // len(KINDS) + (place_ < kills % len(KINDS))
            for found in kill(checkout, expected, kind, count, seed):
                yield f"killed {kind.name}", found
        return
    try:
        found = CASES[name](checkout, expected)
    except NotTried as reason:
        found = f"not tried: {reason}"
    except Broken as reason:
        found = f"BROKEN: {reason}"
    yield name, found.replace("|", "\\|")
    again = checkout.run()
    if again.status or hashes(checkout.out) != expected:
        checkout.clean()
        checkout.must_stand(checkout.run(), expected)


if __name__ == "__main__":
    sys.exit(main())
