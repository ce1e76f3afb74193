"""Every slug has a page of its own, at an address for ever, and one page lists them all."""

from __future__ import annotations

import json
import math
import re
import shutil
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

from docutils import nodes
from markupsafe import Markup
from sphinx.application import Sphinx
from sphinx.builders.html import StandaloneHTMLBuilder
from sphinx.util.docutils import SphinxDirective

from landreform.exhibits.register import Registered, register
from landreform.paths import ROOT
from landreform.publish.passport import sha256
from landreform.publish.publication import FIGURES, publication
from landreform.publish.retired import kept_files
from landreform.publish.styles import STYLES
from landreform.sphinx_ext import exhibit_html as html
from landreform.sphinx_ext import side_by_side
from landreform.sphinx_ext.deferred import PageContext, deferred, writer
from landreform.sphinx_ext.figure_drawings import drawing
from landreform.sphinx_ext.markup import download, link, render
from landreform.sphinx_ext.shared_parts import digest

#: The page that lists all figures and tables.
LIST = "book/figures"

_TEMPLATE = "page.html"
_FILES = ("csv", "svg", "png", "pdf")


#: Hashes of what the landing pages were last made from, by slug; it lies with what Sphinx has read, and goes with it.
MEMORY = "landing_pages.json"

#: Landing pages from which on it pays to write them in several processes.
MANY = 8


def collect_pages(app: Sphinx) -> Iterator[tuple[str, dict, str]]:
    """Put the files into the book and give Sphinx the landing page of every slug that was ever published.

    A page that was made from the same passport and stands in the same place is not made again.
    """
    target, memory = Path(app.outdir) / FIGURES, Path(app.doctreedir) / MEMORY
    _mirror(ROOT / "_build" / FIGURES, target)
    before = json.loads(memory.read_text(encoding="utf-8")) if memory.exists() else {}
    memory.unlink(missing_ok=True)
    now, left = dict[str, str](), list[Registered]()
    for entry in register():
        page = PageContext(app, f"{FIGURES}/{entry.slug}/index")
        passport = html.passport(entry.slug) if entry.active else None
        # The drawing has words of the ledger that no passport has: the names of works at its marks.
        drawn = drawing(page, entry.slug, "") if passport and entry.kind == "figure" else ""
        kept = sorted(kept_files([entry]).get(entry.slug, {}))
        shows = repr((entry, passport, drawn, kept, digest(app.env)))
        now[entry.slug] = sha256(shows.encode("utf-8"))
        if before.get(entry.slug) == now[entry.slug] and (target / entry.slug / "index.html").exists():
            continue
        left.append(entry)
    if len(left) >= MANY and side_by_side.is_possible() and isinstance(app.builder, StandaloneHTMLBuilder):
        side_by_side.each(partial(_write_landing_page, app, app.builder), left)
    else:
        yield from (_landing_page(app, entry) for entry in left)
    if now != before or not (target / "index.html").exists():
        page = PageContext(app, f"{FIGURES}/index")
        lists = "".join(f"<h2>{name}s</h2>\n{exhibit_list(page, name.lower())}" for name in ("Figure", "Table"))
        yield page.name, _context("Figures and tables", f"<h1>Figures and tables</h1>\n{lists}"), _TEMPLATE
    memory.write_text(json.dumps(now), encoding="utf-8")


def _landing_page(app: Sphinx, entry: Registered) -> tuple[str, dict, str]:
    """Return the landing page of a slug as Sphinx takes a page: name, context, template."""
    page = PageContext(app, f"{FIGURES}/{entry.slug}/index")
    body = _active(page, entry) if entry.active else _retired(page, entry)
    return page.name, _context(entry.title, body), _TEMPLATE


def _write_landing_page(app: Sphinx, builder: StandaloneHTMLBuilder, entry: Registered) -> None:
    builder.handle_page(*_landing_page(app, entry))


def _mirror(source: Path, target: Path) -> None:
    """Make a folder hold the files of another and, besides, only pages of folders that the other has."""
    files = {path.relative_to(source) for path in source.rglob("*") if path.is_file()}
    folders = {Path(), *(file.parent for file in files), *(Path(entry.slug) for entry in register())}
    for path in target.rglob("*"):
        inside = path.relative_to(target)
        if path.is_file() and inside not in files and not (path.name == "index.html" and inside.parent in folders):
            path.unlink()
    for file in files:
        if not (target / file).exists() or (target / file).read_bytes() != (source / file).read_bytes():
            (target / file).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(source / file, target / file)


def _context(title: str, body: str) -> dict:
    """Return what a template of the theme needs of a page that has no source."""
    return {
        "title": title,
        "pagetitle": title,
        "body": body,
        "parents": [],
        "meta": {},
        "toc": "",
        "display_toc": False,
    }


def _opening(page: PageContext, entry: Registered) -> dict[str, Any]:
    """Return what the head of a landing page says: title, number, place in the book, permanent name."""
    place: str = entry.kind.capitalize()
    if number := numbered(page, entry):
        docname = chapter(entry)
        title = page.env.titles[docname].astext()
        place = link(f"{page.to(docname)}#{entry.slug}", f"{number} in the chapter “{title}”")
    book = publication()
    address = book.url(f"{FIGURES}/{entry.slug}/")
    return {
        "entry": entry,
        "place": place,
        "all_exhibits": page.to(LIST) if page.has(LIST) else "",
        "book": book,
        "permanent": link(address, address) if address else f"{FIGURES}/{entry.slug}/",
    }


def _active(page: PageContext, entry: Registered) -> str:
    passport = html.passport(entry.slug)
    made_by = passport["made_by"]
    notebook = f"{made_by['notebook']}, cell {made_by['cell']['number']}"
    if page.has(chapter(entry)):
        file = download(page.to_file(made_by["notebook"]), "the notebook as a file")
        notebook = Markup("{} ({})").format(link(f"{page.to(chapter(entry))}#{entry.slug}", notebook), file)
    ledger = [(download(page.to_file(table["file"]), table["file"]), table["sha256"]) for table in passport["tables"]]
    return render(
        "landing_page.html",
        **_opening(page, entry),
        **html.parts(page, passport, "", styles_shown=len(STYLES)),
        headline=html.headline(page, entry.slug),
        shown=html.picture(page, passport),
        snippet=html.embed(passport) if entry.kind == "figure" else "",
        files=html.file_links("", passport, _FILES),
        columns=html.data_table(passport),
        ledger_tables=ledger,
        notebook=notebook,
        file_table=html.file_table(passport),
    )


def _retired(page: PageContext, entry: Registered) -> str:
    successors = [other for other in register() if other.slug == entry.replaced_by]
    links = [link(html.home(page, other.slug), other.title) for other in successors]
    # Under the names that they have beside the page.
    names = kept_files([entry]).get(entry.slug, {})
    return render(
        "landing_page.html",
        **_opening(page, entry),
        passport=None,
        successor=Markup().join(links),
        kept=[download(name, name) for name in names],
    )


class ListOfExhibits(SphinxDirective):
    """List all figures, or all tables."""

    required_arguments = 1

    def run(self) -> list[nodes.Node]:
        """Leave the place for the list of one kind: figure or table."""
        if self.arguments[0] not in ("figure", "table"):
            raise self.error("list-of-exhibits needs figure or table")
        return [deferred("list", self.arguments[0])]


@writer("list")
def exhibit_list(page: PageContext, kind: str) -> str:
    """Set the list of one kind in the order of the book: picture, number, title, caption, files, permanent link."""
    entries = sorted((entry for entry in register() if entry.kind == kind), key=lambda entry: position(page, entry))
    return render("exhibit_list.html", rows=[_list_row(page, entry) for entry in entries])


def chapter(entry: Registered) -> str:
    """Return the page of the book in which an exhibit stands; empty where it stands in none."""
    return html.passport(entry.slug)["made_by"]["notebook"].removesuffix(".ipynb") if entry.active else ""


def numbered(page: PageContext, entry: Registered) -> str:
    """Return what the book calls an exhibit, such as Fig. 2.1; its kind without a number, nothing without a page."""
    docname = chapter(entry)
    return (page.number(entry.slug, docname, entry.kind) or entry.kind.capitalize()) if page.has(docname) else ""


def position(page: PageContext, entry: Registered) -> tuple[float, ...]:
    """Return the number of an exhibit, part by part.

    After the chapters come the pages that have no number, whose exhibits have one of a single part; what has none comes
    last, as it was registered.
    """
    parts = [float(part) for part in re.findall(r"\d+", numbered(page, entry))]
    return (math.inf, *parts) if len(parts) == 1 else tuple(parts) or (math.inf, math.inf)


def _list_row(page: PageContext, entry: Registered) -> dict[str, Any]:
    home = html.home(page, entry.slug)
    if not entry.active:
        return {"page": home, "title": entry.title, "passport": None}
    passport = html.passport(entry.slug)
    folder = home.rpartition("/")[0] + "/"
    number = numbered(page, entry)
    return {
        "page": home,
        "passport": passport,
        "picture": html.small_picture(home, passport) if entry.kind == "figure" else "",
        "number": link(f"{page.to(chapter(entry))}#{entry.slug}", number) if number else "",
        "files": html.file_links(folder, passport, _FILES),
    }


def setup(app: Sphinx) -> None:
    """Connect to Sphinx."""
    app.add_directive("list-of-exhibits", ListOfExhibits)
    app.connect("html-collect-pages", collect_pages)
    app.add_css_file("exhibits.css")
    app.add_js_file("exhibits.js", loading_method="defer")
