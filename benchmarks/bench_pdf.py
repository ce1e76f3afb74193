"""Measure how long the PDF takes when the book stands: ``python benchmarks/bench_pdf.py [--rounds N]``.

Made are the whole book and one chapter, each from the built pages; printed is the median of the rounds, with pages and
size, in Markdown. Nothing here is a test.
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

#: What is made, in words, and what is said to the command.
WORK = {"the whole book": [], "one chapter": ["notebooks/waves"]}


def main(arguments: list[str] | None = None) -> None:
    """Measure and print a table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rounds", type=int, default=3)
    options = parser.parse_args(arguments)
    load = os.getloadavg()[0]
    print(f"Median of {options.rounds} rounds; load at the start {load:.1f} on {os.cpu_count()} cores.\n")
    print("| work | s | CPU s | pages | MB |\n|---|---:|---:|---:|---:|")
    for work, more in WORK.items():
        rounds = [
            measured([sys.executable, "-m", "landreform.build.pdf", *more], ROOT, os.environ)
            for _ in range(options.rounds)
        ]
        made = re.search(r"\((\d+) pages, ([\d.]+) MB\)", rounds[-1].said)
        if any(took.status for took in rounds) or made is None:
            raise SystemExit(f"{work}: {rounds[-1].said}")
        wall, cpu = (statistics.median(part) for part in zip(*(took[:2] for took in rounds), strict=True))
        print(f"| {work} | {wall:.1f} | {cpu:.1f} | {made[1]} | {made[2]} |")


if __name__ == "__main__":
    main()
