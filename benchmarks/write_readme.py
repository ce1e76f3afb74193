"""Measure everything and write README.md beside this file: ``python benchmarks/write_readme.py [--only PART …]``.

What the benchmarks print is put together, with the numbers marked as computed. Nothing here is a test; the tests
look only whether the page is whole.
"""

from __future__ import annotations

import argparse
import contextlib
import io
import os
import re
from pathlib import Path

from landreform.text import whole_files
from landreform.text.counted import step

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
environment (`benchmarks/bench_build.py`). Seconds are those of the clock; those of the processors (CPU s) depend less
on what else the machine does.
"""
MULTIVERSE = """
## The multiverse

All ways of pooling the claims, computed as arrays, next to a loop that computes the same quantities one by one.
Measured are `landreform.contested.vectorised.random_effects.fit_each` and
`landreform.contested.multiverse.run.run_multiverse`.
"""
MUTATIONS = """
## What a change makes anew

One thing of the book changed at a time, and what the next build made anew (`make mutations`). Stale is every file of
the outputs, the exhibits and the pages that is not, byte by byte, that of a book built from nothing of the same state.
"""
TABLES = """
## The tables

Loading and validating every table of the ledger, multiplied: `landreform.ledger.tables.load_all` and
`landreform.ledger.tables.check`. An exponent of one means that the cost grows in proportion.
"""

PDF = """
## The book as a PDF

The PDF made from the built pages, checks included (`benchmarks/bench_pdf.py`).
"""

WHAT_IF = """
## What if?

From a change of a setting to the frame that shows it, in a browser (`benchmarks/bench_what_if.py`): with the claims of
the book, and with pasted tables of a hundred and a thousand.
"""

PARTS = {
    "build": BUILD,
    "pdf": PDF,
    "mutations": MUTATIONS,
    "multiverse": MULTIVERSE,
    "tables": TABLES,
    "what-if": WHAT_IF,
}


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


def measured(part: str, quick: bool) -> str:
    """Run the benchmark of one part of the page and give what it prints; `quick` does less of everything."""
    import bench_build
    import bench_multiverse
    import bench_pdf
    import bench_tables
    import bench_what_if
    import mutations

    run, arguments, short = {
        "build": (bench_build.main, ["--tests", "--check", "--growth"], ["--rounds", "1"]),
        "pdf": (bench_pdf.main, [], ["--rounds", "1"]),
        "mutations": (mutations.main, [], ["a sentence"]),
        "multiverse": (bench_multiverse.main, [], ["--quick"]),
        "tables": (bench_tables.main, [], ["--factors", "1", "10"]),
        "what-if": (bench_what_if.main, [], ["--rounds", "3"]),
    }[part]
    return computed(printed(run, short if quick else arguments))


def parts(text: str) -> dict[str, str]:
    """Take the page apart: what is printed in each part; empty where the page lacks one.

    Examples
    --------
    >>> parts("# How fast\\n" + TABLES + "\\n<!-- printed -->\\nSeven.\\n<!-- end -->")["tables"]
    '<!-- printed -->\\nSeven.\\n<!-- end -->'
    """
    found = dict.fromkeys(PARTS, "")
    for name, head in PARTS.items():
        title = head.strip().splitlines()[0]
        if f"{title}\n" in text:
            section = re.split(r"^## ", text.partition(f"{title}\n")[2], maxsplit=1, flags=re.MULTILINE)[0]
            found[name] = "".join(section.partition(BEGIN)[1:]).strip()
    return found


def page(printed_parts: dict[str, str]) -> str:
    """Put the page together."""
    sections = [f"{head.strip()}\n\n{printed_parts[name].strip()}\n" for name, head in PARTS.items()]
    return "\n".join([HEAD, *sections])


def main() -> None:
    """Measure and write."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--quick", action="store_true", help="fewer rounds and smaller tables; not to be committed")
    parser.add_argument("--only", choices=PARTS, nargs="+", help="the other parts stay as they are")
    parser.add_argument("--to", type=Path, default=PAGE, help="default: %(default)s")
    options = parser.parse_args()
    known = parts(options.to.read_text(encoding="utf-8")) if options.to.exists() else dict.fromkeys(PARTS, "")
    chosen = options.only or [name for name in PARTS if name != "mutations"]
    for position, name in enumerate(chosen, start=1):
        step("bench", position, len(chosen), name)
        known[name] = measured(name, options.quick)
    whole_files.write(options.to, page(known))
    print(f"wrote {options.to}")


if __name__ == "__main__":
    main()
