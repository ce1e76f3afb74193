"""Measure everything and write README.md beside this file: ``python benchmarks/write_readme.py [--quick] [--to FILE]``.

What the three benchmarks print is put together, with the numbers marked as computed. Nothing here is a test; the tests
look only whether the page is whole.
"""

from __future__ import annotations

import argparse
import contextlib
import io
import os
import re
from pathlib import Path

for _library in ("OMP", "OPENBLAS", "MKL"):  # one thread, and said so before numpy is imported
    os.environ.setdefault(f"{_library}_NUM_THREADS", "1")

PAGE = Path(__file__).with_name("README.md")

#: What stands between these was printed by a benchmark.
BEGIN, END = "<!-- printed -->", "<!-- end -->"

HEAD = """# How fast, and how the cost grows

`make bench` measures what this page shows and writes it; the machine is named below. Times depend on the machine and on
what else it does. No test of the project depends on a time.
"""
BUILD = """
## From a change to what is seen

The book built and changed, beside the state of the first release, in turns on the same machine and in the same
environment (`benchmarks/bench_build.py`; wall-clock time).
"""
MULTIVERSE = """
## The multiverse

All ways of pooling the claims, computed as arrays, next to a loop that computes the same quantities one by one.
Measured are `landreform.contested.vectorised.random_effects.fit_each` and
`landreform.contested.multiverse.run.run_multiverse`.
"""
TABLES = """
## The tables

Loading and validating every table of the ledger, multiplied: `landreform.ledger.tables.load_all` and
`landreform.ledger.tables.check`. An exponent of one means that the cost grows in proportion.
"""


def computed(markdown: str) -> str:
    """Mark what stands between headings as computed, and move headings two levels down.

    Parameters
    ----------
    markdown : str
        What a benchmark prints; its first heading is left out.

    Returns
    -------
    str

    Examples
    --------
    >>> print(computed("# Title\\n\\nTook 3 s.\\n\\n## Part\\n\\n| a |").strip())
    <!-- printed -->
    Took 3 s.
    <!-- end -->
    <BLANKLINE>
    ### Part
    <BLANKLINE>
    <!-- printed -->
    | a |
    <!-- end -->
    """
    parts = re.split(r"^(#+) (.+)$", markdown.strip(), flags=re.MULTILINE)
    # before the first heading, then in turn: signs, words, text
    found = [("", "", parts[0]), *zip(parts[1::3], parts[2::3], parts[3::3], strict=True)]
    lines = []
    for signs, words, text in found:
        if len(signs) > 1:
            lines.append(f"{'#' * (len(signs) + 1)} {words}\n")
        if text.strip():
            lines.append(f"{BEGIN}\n{text.strip()}\n{END}\n")
    return "\n".join(lines)


def printed(function, *arguments) -> str:
    """Run a function and give what it prints."""
    buffer = io.StringIO()
    with contextlib.redirect_stdout(buffer):
        function(*arguments)
    return buffer.getvalue()


def page(quick: bool = False) -> str:
    """Measure everything and give the page.

    Parameters
    ----------
    quick : bool
        Fewer rounds, and less of everything.
    """
    import bench_build
    import bench_multiverse
    import bench_tables

    build = printed(bench_build.main, ["--rounds", "1"] if quick else ["--tests", "--growth"])
    multiverse = printed(bench_multiverse.main, ["--quick"] if quick else [])
    tables = printed(bench_tables.main, ["--factors", "1", "10"] if quick else [])
    parts = [(BUILD, build), (MULTIVERSE, multiverse), (TABLES, tables)]
    return "\n".join([HEAD, *(text for head, found in parts for text in (head.strip() + "\n", computed(found)))])


def main() -> None:
    """Measure and write."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--quick", action="store_true", help="fewer rounds and smaller tables; not to be committed")
    parser.add_argument("--to", type=Path, default=PAGE, help="default: %(default)s")
    options = parser.parse_args()
    options.to.write_text(page(options.quick), encoding="utf-8")
    print(f"wrote {options.to}")


if __name__ == "__main__":
    main()
