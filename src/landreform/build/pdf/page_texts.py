"""Read the text of every page of a PDF: ``python -m landreform.build.pdf.page_texts PDF PART PARTS``.

Reading takes as long as setting, and one page needs nothing of another: each process reads its part of the pages.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pypdf
from pypdf.generic import DecodedStreamObject, NameObject

#: What a page draws, point by point: a page of a figure is little else. Words are numbers of glyphs of two bytes, whose
#: first is written with a stroke, so that no word looks like this.
_DRAWN = re.compile(rb"(?:(?:-?[\d.]+ ){2}(?:[ml]|(?:-?[\d.]+ ){2,4}c)|(?<=\n)h)(?:\s+(?=[-\dhfQSn])|(?=\s))")

#: More processes than this do not read faster.
_MOST = 4


def texts_of(path: Path) -> list[str]:
    """Read the text of every page of a PDF, in as many processes as there are processors.

    Parameters
    ----------
    path : pathlib.Path

    Returns
    -------
    list of str
        One a page.

    Raises
    ------
    subprocess.CalledProcessError
        If the file cannot be read.
    """
    parts = min(os.cpu_count() or 1, _MOST)

    def read(part: int) -> list[str]:
        command = [sys.executable, "-m", "landreform.build.pdf.page_texts", str(path), str(part), str(parts)]
        said = subprocess.run(command, stdout=subprocess.PIPE, check=True).stdout
        found: list[str] = json.loads(said)
        return found

    with ThreadPoolExecutor(parts) as pool:  # each waits for a process of its own
        found = list(pool.map(read, range(parts)))
    texts = [""] * sum(map(len, found))
    for part, some in enumerate(found):
        texts[part::parts] = some
    return texts


def read_texts(pages: Iterable[pypdf.PageObject]) -> list[str]:
    """Read the text of pages; what only draws is taken out of them first.

    Parameters
    ----------
    pages : iterable of pypdf.PageObject
        Changed in place.

    Returns
    -------
    list of str
    """
    return [_text(page) for page in pages]


def _text(page: pypdf.PageObject) -> str:
    content = page.get_contents()
    if content is None:
        return ""
    words = DecodedStreamObject()
    words.set_data(_DRAWN.sub(b"", content.get_data()))
    page[NameObject("/Contents")] = words
    return page.extract_text()


def main() -> None:
    """Run from the command line."""
    path, part, parts = sys.argv[1:]
    pages = pypdf.PdfReader(path).pages
    sys.stdout.write(json.dumps(read_texts(pages[at] for at in range(int(part), len(pages), int(parts)))))


if __name__ == "__main__":
    main()
