"""Set pages of the book: HTML to Typst by Pandoc, Typst to a tagged PDF by Typst."""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from landreform.build.pdf import contents, placing
from landreform.build.pdf.article import Printed, label
from landreform.exhibits import draw
from landreform.text import whole_files
from landreform.text.counted import counted

HERE = Path(__file__).parent

#: The typeface of the figures, and one for Chinese titles; that of the text comes with Typst.
FONTS = (Path(draw.__file__).parent / "fonts", HERE / "fonts")

#: The standard that the compiler holds the file to; it refuses pictures without words and headings that skip a level.
STANDARD = "ua-1"


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
        text: str = pypandoc.convert_text(
            str(page.article), "typst", format="html", extra_args=options, verify_format=False
        )  # which would ask Pandoc twice a page what formats it knows
        return text.replace("#figure([#image(", "#drawing([#image(")

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
    parts = [_opening(imprint, level)]
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
        parts += [_before(page, part if front else page.page.part), f"#anchor(<{label(page.page.name)}>)", text]
        part = page.page.part
    return "\n\n".join(parts) + "\n"


def _opening(imprint: Imprint, level: int) -> str:
    year, month, day = map(int, imprint.date.split("-"))
    keywords = "".join(f"{_string(word)}, " for word in imprint.keywords)
    return (
        '#import "book.typ": *\n\n'
        f"#show: book.with(title: {_string(imprint.title)}, authors: {_string(imprint.authors)}, "
        f"version: {_string(imprint.version)}, date: datetime(year: {year}, month: {month}, day: {day}), "
        f"keywords: ({keywords}), chapter: {level})"
    )


def _before(page: Printed, part: str) -> str:
    """Write what stands before the text of a page: its part if it opens one, and where notes begin again."""
    opens = f"#part({_string(page.page.part)})" if page.page.part != part else "#pagebreak(weak: true)"
    small = str(page.page.appended).lower()
    return f"{opens}\n\n#counter(footnote).update(0)#small.update({small})"


def _string(text: str) -> str:
    """Write a text as a string of Typst, whose escapes are those of JSON for quotes, backslashes and line ends."""
    return json.dumps(text, ensure_ascii=False)


def lay(folder: Path, files: Iterable[Path], pictures: Mapping[str, str]) -> None:
    """Lay what documents need into a folder, which is emptied first.

    Parameters
    ----------
    folder : pathlib.Path
    files : iterable of pathlib.Path
        The figures, which documents name without a folder.
    pictures : mapping of str to str
        SVG of what pages draw themselves, by the name of its file.
    """
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    shutil.copy(HERE / "book.typ", folder)
    for file in files:
        shutil.copy(file, folder)
    for name, picture in pictures.items():
        (folder / name).write_text(picture, encoding="utf-8")


def compile_pdf(main: str, folder: Path) -> bytes:
    """Compile a document.

    Parameters
    ----------
    main : str
        From `document`.
    folder : pathlib.Path
        Filled by `lay`; the source stays there for whoever wants to look at it.

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
    (folder / "main.typ").write_text(main, encoding="utf-8")
    return _compiler(folder, "main.typ").compile(format="pdf", pdf_standards=[STANDARD])


def notes(folder: Path) -> list[dict[str, int]]:
    """Say for every note of the document in a folder on which page it stands, and on which its mark.

    Parameters
    ----------
    folder : pathlib.Path
        As `compile_pdf` left it.

    Returns
    -------
    list of dict
        Each with ``mark`` and ``entry``, pages, and ``number`` of the note.
    """
    return _noted(_compiler(folder, "main.typ"))


def _noted(compiler: Any) -> list[dict[str, int]]:
    found: list[dict[str, int]] = json.loads(compiler.query("<noted>", field="value"))
    return found


def pictures(folder: Path, points: float = 16) -> list[bytes]:
    """Draw every page of the document in a folder as a small PNG, to see how full it is.

    Parameters
    ----------
    folder : pathlib.Path
        As `compile_pdf` left it.
    points : float, optional
        Points of the picture to an inch.
    """
    return _drawn(_compiler(folder, "main.typ"), points)


def _drawn(compiler: Any, points: float) -> list[bytes]:
    drawn: list[bytes] = compiler.compile(format="png", ppi=points)
    return drawn if isinstance(drawn, list) else [drawn]


def placed(pages: Sequence[Printed], texts: Sequence[str], imprint: Imprint, folder: Path, level: int = 2) -> list[str]:
    """Settle where the figures of pages stand; what a page became is kept beside the folder for the next time.

    Parameters
    ----------
    pages : sequence of Printed
    texts : sequence of str
        From `to_typst`.
    imprint : Imprint
    folder : pathlib.Path
        Filled by `lay`.
    level : int, optional
        Of the headings of chapters.

    Returns
    -------
    list of str
        The texts, for `document`.
    """
    before = ["", *(page.page.part for page in pages)]
    settings = [
        _alone(page, part, imprint, folder, level)
        if (page.page.part or level == 1) and not page.page.name.startswith(contents.OF_FIGURES)
        else None
        for page, part in zip(pages, before, strict=False)
    ]
    kept_in = folder.parent / f"{folder.name}.settled.json"
    name = _way_of_setting(pages, imprint, level, folder)
    try:
        kept = json.loads(kept_in.read_text(encoding="utf-8"))
    except (FileNotFoundError, ValueError):
        kept = {}
    settled = placing.settle(texts, settings, kept.get(name))
    found = {name: dict(zip(texts, settled, strict=True))}
    whole_files.write(kept_in, json.dumps(found, ensure_ascii=False).encode("utf-8"))
    return settled


def _way_of_setting(pages: Sequence[Printed], imprint: Imprint, level: int, folder: Path) -> str:
    """Return what changes whenever the same text might be set otherwise: programs, typefaces, pictures, parts."""
    order = [(page.page.name, page.page.part, page.page.across) for page in pages]
    digest = hashlib.sha256(f"{_opening(imprint, level)} {_typst().__version__} {order}".encode())
    fonts = (font for place in FONTS for font in sorted(place.iterdir()))
    code = (HERE / name for name in ("book.typ", "placing.py", "fullness.py", "typeset.py"))
    for file in (*fonts, *code, *sorted(folder.glob("*.svg"))):
        digest.update(hashlib.sha256(file.read_bytes()).digest())
    return digest.hexdigest()


#: What documents say of themselves, see book.typ.
_ASKED = ("drawn", "noted", "tabled")


def _alone(page: Printed, part: str, imprint: Imprint, folder: Path, level: int) -> placing.Setting:
    """Return a function that sets a page as it stands in the book, without the others."""
    name = f"{page.page.slug}.typ"
    turned = "#set page(flipped: true)\n\n" if page.page.across else ""
    opening = f"{_opening(imprint, level)}\n\n{turned}{_before(page, part if level > 1 else page.page.part)}\n\n"

    def setting(text: str) -> placing.Looked:
        (folder / name).write_text(opening + text, encoding="utf-8")
        compiler = _compiler(folder, name, alone=True)
        drawn, noted, tabled = (json.loads(compiler.query(f"<{one}>", field="value")) for one in _ASKED)
        return placing.Looked(_drawn(compiler, 16), drawn, noted, tabled)

    return setting


def _typst() -> Any:
    try:
        import typst
    except ImportError:
        raise ToolsMissingError("Typst (typst)") from None
    return typst


def _compiler(folder: Path, name: str, alone: bool = False) -> Any:
    return _typst().Compiler(
        str(folder / name),
        root=str(folder),
        font_paths=[str(fonts) for fonts in FONTS],
        ignore_system_fonts=True,
        sys_inputs={"alone": "yes"} if alone else {},
    )
