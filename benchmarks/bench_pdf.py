"""Measure how long the PDF takes when the book stands: ``python benchmarks/bench_pdf.py [--rounds N]``.

Made are the whole book and one chapter, each from the built pages: with nothing known of how a chapter was set before,
and with all of it known. Printed is the median of the rounds, with pages and size, in Markdown. Nothing here is a test.
"""

from __future__ import annotations

import argparse
import os
import re
import statistics
import sys
from pathlib import Path

from measured import measured

ROOT = Path(__file__).resolve().parents[1]

#: What is made, in words, what is said to the command, and whether what an earlier run has kept may be used.
WORK: dict[str, tuple[list[str], bool]] = {
    "the whole book": ([], False),
    "the whole book again": ([], True),
    "one chapter": (["notebooks/waves"], False),
}


def forget() -> None:
    """Remove what earlier runs have kept of how the chapters were settled."""
    for file in (ROOT / "_build" / "pdf").glob(".*.settled.json"):
        file.unlink()


def main(arguments: list[str] | None = None) -> None:
    """Measure and print a table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rounds", type=int, default=3)
    options = parser.parse_args(arguments)
    load = os.getloadavg()[0]
    print(f"Median of {options.rounds} rounds; load at the start {load:.1f} on {os.cpu_count()} cores.\n")
    print("| work | s | CPU s | pages | MB |\n|---|---:|---:|---:|---:|")
    for work, (more, kept) in WORK.items():
        rounds = []
        for _ in range(options.rounds):
            if not kept:
                forget()
            rounds.append(measured([sys.executable, "-m", "landreform.build.pdf", *more], ROOT, os.environ))
        made = re.search(r"\((\d+) pages, ([\d.]+) MB\)", rounds[-1].said)
        if any(took.status for took in rounds) or made is None:
            raise SystemExit(f"{work}: {rounds[-1].said}")
        wall, cpu = (statistics.median(part) for part in zip(*(took[:2] for took in rounds), strict=True))
        print(f"| {work} | {wall:.1f} | {cpu:.1f} | {made[1]} | {made[2]} |")


if __name__ == "__main__":
    main()
