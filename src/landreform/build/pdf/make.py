"""Make the PDF of the book, or of one page of it, from the built pages."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import pypdf

from landreform.build.pdf import authors, contents, data, made_by, named_places, notes, page_texts, references, typeset
from landreform.build.pdf.article import Printed, label, read
from landreform.build.pdf.check import astray, faults, half_empty, misled, too_long
from landreform.build.pdf.reshape import add_authors, reshape
from landreform.ledger import tables
from landreform.publish import citation, publication, styles
from landreform.publish.bibliography import bibliography
from landreform.text import whole_files
from landreform.text.counted import step

#: Reading, turning into Typst, setting, checking.
STEPS = 4


@dataclass(frozen=True)
class Made:
    """A PDF that was made: where it is, how many bytes and pages it has, and what it lacks of the book."""

    path: Path
    size: int
    pages: int
    faults: tuple[str, ...]


def make(root: Path, chapter: str | None = None) -> Made:
    """Make the PDF of the book, or of one page of it.

    Parameters
    ----------
    root : pathlib.Path
        Folder of the project, with the built book in ``_build/html`` and the figures in ``_build/figures``.
    chapter : str, optional
        Name of one page, such as ``notebooks/waves``; none for the whole book.

    Returns
    -------
    Made

    Raises
    ------
    FileNotFoundError
        If the book is not built.
    ValueError
        If there is no such page.
    ToolsMissingError
        If Pandoc or Typst is not there.
    """
    out = root / "_build"
    if not (out / "html" / "index.html").exists():
        raise FileNotFoundError("The book is not built: say make book.")
    step("pdf", 1, STEPS, "the built pages are read and reshaped")
    printed = _read(root, chapter)
    name = "land-reform" if chapter is None else contents.slug(chapter.removesuffix(".html").removesuffix("/index"))
    path = out / "pdf" / f"{name}.pdf"
    source = out / "pdf" / f".{name}"
    path.parent.mkdir(exist_ok=True)
    drawings = [out / "figures" / slug / f"{slug}.svg" for slug in _drawings(printed)]
    typeset.lay(source, drawings, _pictures(printed))
    whole_files.write(path, _set(printed, source))
    step("pdf", 4, STEPS, "the file is held against the pages")
    reader = pypdf.PdfReader(path)
    with ThreadPoolExecutor(1) as pool:  # others read the texts meanwhile
        reading = pool.submit(page_texts.texts_of, path)
        pictures = typeset.pictures(source) if chapter is None else []
        noted = typeset.notes(source)
        texts = reading.result()
    missing = [*faults(reader, printed, texts), *astray(noted)]
    missing += [
        f"{page.page.name}: {words!r} was to be worded for paper and is not there"
        for page in printed
        for words in page.otherwise
    ]
    if chapter is None:
        missing += [*misled(reader, printed, texts), *too_long(reader), *half_empty(reader, pictures)]
        data.write(root, out / "pdf")
    return Made(path, path.stat().st_size, len(reader.pages), tuple(missing))


def _set(printed: list[Printed], source: Path) -> bytes:
    """Set pages, the whole book if they are more than one."""
    said, whole = imprint(), len(printed) > 1
    level = 2 if whole else 1
    step("pdf", 2, STEPS, "the pages are turned into Typst")
    texts = typeset.to_typst(printed)
    step("pdf", 3, STEPS, "Typst sets them" + (", which takes most of the time" if whole else ""))
    texts = typeset.placed(printed, texts, said, source, level)
    return typeset.compile_pdf(typeset.document(printed, texts, said, whole, level), source)


def _pictures(printed: list[Printed]) -> dict[str, str]:
    return {name: picture for page in printed for name, picture in page.pictures.items()}


def _drawings(printed: list[Printed]) -> list[str]:
    return list(dict.fromkeys(slug for page in printed for slug in page.drawings))


def _read(root: Path, chapter: str | None) -> list[Printed]:
    """Read the pages that are printed, and settle what leads where among them."""
    html = root / "_build" / "html"
    chosen = contents.pages(root) if chapter is None else [contents.page_alone(root, chapter.removesuffix(".html"))]
    names = {page.name for page in chosen}
    printed: list[Printed] = []
    for page in chosen:
        path = html / f"{page.name}.html"
        if not path.exists():
            raise ValueError(f"There is no page {page.name!r} in the built book, such as notebooks/waves.")
        printed.append(read(page, path.read_text(encoding="utf-8"), names))
    labels = {name for one in printed for name in one.labels} | {label(name) for name in names}
    ledger = tables.load_all()
    said = notes.of_rows(ledger)
    known = {form for forms in named_places.forms(ledger).values() for form in forms}
    unlisted = authors.authors(ledger["sources"], bibliography(), known)
    named_places.mark(printed, ledger, unlisted)
    made_by.say(printed, root / "_build" / "figures")
    for one in printed:  # the index is the last, and leads to what is left of the others
        if one.page.name == contents.INDEX:
            add_authors(one, unlisted)
        reshape(one, labels | named_places.marked(printed) if one.page.name == contents.INDEX else labels)
    # A list that was reshaped may have lost places.
    labels = {label(name) for name in names} | {
        str(anchor["data-place"]) for one in printed for anchor in one.article.select("span.anchor")
    }
    titles = references.titles(printed)
    for one in printed:
        _settle(one, labels)
        references.with_pages(one, titles)
        notes.add_notes(one.soup, one.article, said)
    return printed


def _settle(page: Printed, labels: set[str]) -> None:
    """Let links to places that are not printed lead to their page, and take apart groups that only the web needs."""
    for link in page.article.find_all("a", href=True):
        address, on = str(link["href"]), str(link.attrs.pop("data-on", ""))
        if not address.startswith("#") or address[1:] in labels:
            continue
        if link.has_attr("data-turn") and on in labels and on != label(page.page.name):
            link["href"] = f"#{on}"
        else:
            link.unwrap()
    for group in page.article.find_all(["div", "section"]):
        if "set-" not in str(group.get("class", "")):
            group.unwrap()  # a drawing within a block of its own could not float


def imprint() -> typeset.Imprint:
    """Say what stands on the title page and behind it, all of it from where the project says it."""
    setting = publication.publication()
    return typeset.Imprint(
        title=setting.title,
        authors=setting.byline,
        version=setting.version,
        date=setting.date,
        address=setting.address,
        citation=styles.formatted(citation.csl(citation.book(setting)), html=False)[1],
        licence=setting.licence_name,
        keywords=tuple(setting.keywords),
    )
