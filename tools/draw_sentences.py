"""Draw sentences of the narrative at random, each with the rows that it carries, for a reader who checks them.

``python tools/draw_sentences.py --number 60 --seed 1`` prints sentences of the rendered book with everything that the
rows, and the entries of cited works, hold: does the row state that sentence's claim, no less? The same seed draws the
same sentences from the same book. ``--all`` prints every sentence, also those without a row.
"""

from __future__ import annotations

import argparse
import random
import re
import sys
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote

import pandas as pd

from landreform.build.lint import narrative, pages
from landreform.ledger import tables
from landreform.paths import ROOT

_ROW = re.compile(r"ledger/(\w+)\.html#(.+)")
_WORK = re.compile(r"#cite-(.+)")


@dataclass(frozen=True)
class Drawn:
    """A sentence with its page."""

    page: str
    sentence: narrative.Sentence


def every_sentence(book: pages.RenderedBook) -> list[Drawn]:
    """Give every sentence of the narrative of a rendered book, page by page."""
    chosen = [path for path in sorted(book.pages) if narrative.is_narrative(path, book.narrative)]
    return [Drawn(path, one) for path in chosen for one in book.pages[path].told]


def draw(sentences: list[Drawn], number: int, seed: int) -> list[Drawn]:
    """Draw sentences that lead somewhere, without repetition, in the order of the book.

    Raises
    ------
    ValueError
        If there are fewer.
    """
    leading = [one for one in sentences if one.sentence.addresses]
    if number > len(leading):
        raise ValueError(f"{number} sentences were asked for; only {len(leading)} lead to a row, a result or a work")
    return [leading[place] for place in sorted(random.Random(seed).sample(range(len(leading)), number))]


def contents(address: str, ledger: tables.Ledger) -> list[str]:
    """Say what stands where a sentence leads: cells of the row that are not empty, or of the work in the sources."""
    row, work = _ROW.search(address), _WORK.search(address)
    table, key = row.groups() if row else ("sources", work.group(1)) if work else ("", "")
    key = unquote(key)
    if table not in ledger:
        return [f"-> {address}"]
    frame = ledger[table]
    found = frame[frame[tables.resource(table)["schema"]["primaryKey"][0]] == key]
    if found.empty:
        return [f"-> {address}"]
    cells = found.iloc[0]
    said = [f"      {name}: {value}" for name, value in cells.items() if not (pd.isna(value) or value == "")]
    return [f"-> {table}/{key}", *said]


def report(drawn: list[Drawn], ledger: tables.Ledger) -> str:
    """Write sentences with what stands behind each."""
    lines = []
    for number, one in enumerate(drawn, 1):
        lines += ["", f"{number}. {one.page} [{one.sentence.kind}]", f"   {one.sentence.text}"]
        if one.sentence.fault:
            lines.append(f"   ! {one.sentence.fault}")
        for address in one.sentence.addresses:
            lines += [f"   {line}" for line in contents(address, ledger)]
    return "\n".join(lines).strip()


def main() -> int:
    """Print sentences of a rendered book; 1 where there are too few."""
    parser = argparse.ArgumentParser(prog="python tools/draw_sentences.py", description=__doc__.splitlines()[0])
    parser.add_argument("--number", type=int, default=60, help="how many sentences")
    parser.add_argument("--seed", type=int, default=1, help="which draw")
    parser.add_argument("--all", action="store_true", help="print every sentence instead")
    parser.add_argument("--html", type=Path, default=ROOT / "_build" / "html", help="the rendered book")
    options = parser.parse_args()
    try:
        sentences = every_sentence(pages.of_project(ROOT, options.html))
        drawn = sentences if options.all else draw(sentences, options.number, options.seed)
    except ValueError as error:
        print(error, file=sys.stderr)
        return 1
    print(report(drawn, tables.load_all()))
    return 0


if __name__ == "__main__":
    sys.exit(main())
