"""Say below each figure what its permanent name is, and which cell of which notebook draws it."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path

from landreform.build.pdf.article import Printed


def say(pages: Iterable[Printed], folder: Path) -> None:
    """Add a short line to the caption of every figure.

    Parameters
    ----------
    pages : iterable of Printed
        Changed in place: a caption with ``data-slug`` ends in an element of the class ``made-by``.
    folder : pathlib.Path
        With a folder for each figure, in which a file says what is known of it.

    Raises
    ------
    FileNotFoundError
        If nothing is known of a figure.
    """
    for page in pages:
        for caption in page.article.select("figcaption[data-slug]"):
            slug = str(caption["data-slug"])
            made = json.loads((folder / slug / f"{slug}.json").read_text(encoding="utf-8"))["made_by"]
            line = page.soup.new_tag("span", attrs={"class": "made-by"})
            line.string = f"{slug} · {made['notebook']}, cell {made['cell']['number']}"
            paragraphs = caption.find_all("p")
            (paragraphs[-1] if paragraphs else caption).append(line)
