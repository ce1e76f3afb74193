"""Set pages of the book: HTML to Typst by Pandoc, Typst to a tagged PDF by Typst."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from landreform.build.pdf.article import Printed, label
from landreform.exhibits import draw
from landreform.text.counted import counted

HERE = Path(__file__).parent

#: The typeface of the figures, and one for Chinese titles; that of the text comes with Typst.
FONTS = (Path(draw.__file__).parent / "fonts", HERE / "fonts")

#: The standard that the compiler holds the file to; it refuses pictures without words and headings that skip a level.
STANDARD = "ua-1"


#: What Typst says where it meets a fault of its own; see `floating`.
INTERNAL = "internal error: parent group"

_DRAWING, _LINK = "#drawing([", re.compile(r"#link\(<[^>]*>\)\[")


@dataclass(frozen=True)
class Imprint:
    """What stands on the title page and the page behind it."""

    title: str
    authors: str
    version: str
    date: str
    address: str
    citation: str
    licence: str
    keywords: tuple[str, ...]


class ToolsMissingError(RuntimeError):
    """Pandoc or Typst is not there."""

    def __init__(self, name: str):
        super().__init__(f"The PDF needs {name}, which is not in this environment: say make pdf, which installs it.")


def to_typst(pages: Sequence[Printed]) -> list[str]:
    """Turn pages into Typst.

    Parameters
    ----------
    pages : sequence of Printed

    Returns
    -------
    list of str
        The text of each; below a part headings are one level lower than on the web.

    Raises
    ------
    ToolsMissingError
        If Pandoc is not there.
    """
    try:
        import pypandoc
    except ImportError:
        raise ToolsMissingError("Pandoc (pypandoc_binary)") from None

    def convert(page: Printed) -> str:
        lower = 1 if page.page.part else 0  # below the heading of its part
        options = ["--lua-filter", str(HERE / "filter.lua"), f"--shift-heading-level-by={lower}", "--wrap=none"]
        text: str = pypandoc.convert_text(str(page.article), "typst", format="html", extra_args=options)
        # A rule cannot set whether a figure floats by what stands in it; and Pandoc centres every table.
        return text.replace("#figure([#image(", "#drawing([#image(").replace("align(center)[#table(", "[#table(")

    with ThreadPoolExecutor(2) as pool:  # each waits for a process of its own
        return list(counted(pool.map(convert, pages), len(pages), "pages turned into Typst"))


def document(
    pages: Sequence[Printed], texts: Iterable[str], imprint: Imprint, front: bool = True, level: int = 2
) -> str:
    """Put the whole document together.

    Parameters
    ----------
    pages : sequence of Printed
        In their order.
    texts : iterable of str
        Their Typst.
    imprint : Imprint
    front : bool, optional
        Whether title page, imprint and contents stand before them.
    level : int, optional
        Of the headings of chapters; those of parts are one above.

    Returns
    -------
    str
        The main file, for `compile_pdf`.
    """
    year, month, day = map(int, imprint.date.split("-"))
    date = f"year: {year}, month: {month}, day: {day}"
    keywords = "".join(f"{_string(word)}, " for word in imprint.keywords)
    parts = [
        '#import "book.typ": *',
        f"#show: book.with(title: {_string(imprint.title)}, authors: {_string(imprint.authors)}, "
        f"version: {_string(imprint.version)}, date: datetime({date}), keywords: ({keywords}), "
        f"chapter: {level})",
    ]
    if front:
        parts.append(
            f"#front(title: {_string(imprint.title)}, authors: {_string(imprint.authors)}, "
            f"version: {_string(imprint.version)}, date: {_string(imprint.date)}, address: {_string(imprint.address)}, "
            f"citation: {_string(imprint.citation)}, licence: {_string(imprint.licence)})"
        )
    part, across = "", False
    for page, text in zip(pages, texts, strict=True):
        if page.page.across != across:
            across = page.page.across
            parts.append(f"#set page(flipped: {str(across).lower()})")
        if front and page.page.part != part:
            part = page.page.part
            parts.append(f"#part({_string(part)})")
        else:
            parts.append("#pagebreak(weak: true)")
        text = f"#across[\n{text}\n]" if across else text
        parts += [f"#anchor(<{label(page.page.name)}>)", text]
    return "\n\n".join(parts) + "\n"


def _string(text: str) -> str:
    """Write a text as a string of Typst, whose escapes are those of JSON for quotes, backslashes and line ends."""
    return json.dumps(text, ensure_ascii=False)


def compile_pdf(main: str, drawings: Iterable[Path], folder: Path) -> bytes:
    """Compile a document.

    Parameters
    ----------
    main : str
        From `document`.
    drawings : iterable of pathlib.Path
        Files of the figures, which the document names without a folder.
    folder : pathlib.Path
        Where the source is laid, for whoever wants to look at it; emptied first.

    Returns
    -------
    bytes
        The PDF.

    Raises
    ------
    ToolsMissingError
        If Typst is not there.
    RuntimeError
        If Typst refuses the document, with what it says.
    """
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    (folder / "main.typ").write_text(main, encoding="utf-8")
    shutil.copy(HERE / "book.typ", folder)
    for drawing in drawings:
        shutil.copy(drawing, folder)
    return _compiler(folder, "main.typ").compile(format="pdf", pdf_standards=[STANDARD])


def floating(pages: Sequence[Printed], texts: Sequence[str], imprint: Imprint, folder: Path) -> list[str]:
    """Keep the head of a chapter's first table, or else its figures, at their place where the compiler fails.

    Typst 0.15.1 ends with "internal error: parent group" where a float comes to stand on a page on which a table goes
    on under its repeated head. Pages do not depend on what stands before a chapter, so that each is tried alone.

    Parameters
    ----------
    pages : sequence of Printed
    texts : sequence of str
        Their Typst, with floating figures.
    imprint : Imprint
    folder : pathlib.Path
        Where the drawings and the source of the whole lie.

    Returns
    -------
    list of str
        The texts, those of such chapters with a first table whose head stands once, or, where that is not enough,
        with figures that stand where they are named.
    """
    settled = []
    for page, text in zip(pages, texts, strict=True):
        if _DRAWING in text:
            once = text.replace("table.header(", "table.header(repeat: false, ", 1)
            ways = [text, once, text.replace(_DRAWING, "#drawing(float: false, [")]
            text = next((way for way in ways[:-1] if _can_be_set(page, way, imprint, folder)), ways[-1])
        settled.append(text)
    return settled


def _can_be_set(page: Printed, text: str, imprint: Imprint, folder: Path) -> bool:
    """Try a chapter alone, on the pages that it has within the book."""
    alone = f"= {page.page.part}\n#pagebreak()\n{_LINK.sub('#[', text)}"
    (folder / "chapter.typ").write_text(document([page], [alone], imprint, front=False), encoding="utf-8")
    try:
        _compiler(folder, "chapter.typ").compile(format="pdf", pdf_standards=[STANDARD])
    except RuntimeError as error:  # TypstError
        if INTERNAL not in str(error):
            raise
        return False
    finally:
        (folder / "chapter.typ").unlink()
    return True


def pictures(folder: Path, points: float = 16) -> list[bytes]:
    """Draw every page of the document in a folder as a small PNG, to see how full it is.

    Parameters
    ----------
    folder : pathlib.Path
        As `compile_pdf` left it.
    points : float, optional
        Points of the picture to an inch.
    """
    drawn: list[bytes] = _compiler(folder, "main.typ").compile(format="png", ppi=points)
    return drawn if isinstance(drawn, list) else [drawn]


def _compiler(folder: Path, name: str) -> Any:
    try:
        import typst
    except ImportError:
        raise ToolsMissingError("Typst (typst)") from None
    return typst.Compiler(
        str(folder / name), root=str(folder), font_paths=[str(fonts) for fonts in FONTS], ignore_system_fonts=True
    )
