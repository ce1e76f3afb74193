"""Every slug has a page of its own, at an address for ever, and one page lists them all."""

from __future__ import annotations

import math
import re
import shutil
from collections.abc import Iterator
from html import escape
from pathlib import Path

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective

from landreform.exhibits.register import Registered, register
from landreform.publish import files
from landreform.publish.publication import FIGURES, publication
from landreform.sphinx_ext import exhibit_html as html
from landreform.sphinx_ext.deferred import PageContext, deferred, writer

#: The page that lists all figures and tables.
LIST = "book/figures"

_TEMPLATE = "page.html"
_FILES = ("csv", "svg", "png", "pdf")


def chapter(said: dict) -> str:
    """Return the page of the book in which an exhibit stands."""
    return said["made_by"]["notebook"].removesuffix(".ipynb")


def collect_pages(app: Sphinx) -> Iterator[tuple[str, dict, str]]:
    """Put the files into the book and give Sphinx the landing page of every slug that was ever published."""
    target = Path(app.outdir) / FIGURES
    shutil.rmtree(target, ignore_errors=True)
    shutil.copytree(files.ROOT / "_build" / FIGURES, target)
    for entry in register():
        page = PageContext(app, f"{FIGURES}/{entry.slug}/index")
        body = _active(page, entry) if entry.active else _retired(page, entry)
        yield page.name, _context(entry.title, body), _TEMPLATE
    page = PageContext(app, f"{FIGURES}/index")
    lists = "".join(f"<h2>{name}s</h2>\n{exhibit_list(page, name.lower())}" for name in ("Figure", "Table"))
    yield page.name, _context("Figures and tables", f"<h1>Figures and tables</h1>\n{lists}"), _TEMPLATE


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


def _opening(page: PageContext, entry: Registered, said: dict | None) -> str:
    """Set the head of a landing page: title, number, place in the book, permanent name."""
    place = entry.kind.capitalize()
    if said and page.has(chapter(said)):
        docname = chapter(said)
        name = page.number(entry.slug, docname, entry.kind) or place
        title = escape(page.env.titles[docname].astext())
        place = f'<a href="{page.to(docname)}#{entry.slug}">{name} in the chapter “{title}”</a>'
    book = publication()
    address = book.url(f"{FIGURES}/{entry.slug}/")
    shown = f'<a href="{escape(address)}">{escape(address)}</a>' if address else f"{FIGURES}/{entry.slug}/"
    everything = f' · <a href="{page.to(LIST)}">all figures and tables</a>' if page.has(LIST) else ""
    return (
        f"<h1>{escape(entry.title)}</h1>\n"
        f'<p class="exhibit-place">{place}{everything}<br>\n'
        f"{escape(book.title)}, version {book.version}, {book.date}<br>\n"
        f"Permanent name <code>{entry.slug}</code>, since version {entry.since}; permanent address {shown}</p>"
    )


def _active(page: PageContext, entry: Registered) -> str:
    said = html.passport(entry.slug)
    licence = said["licence"]
    ledger = "".join(
        f'<li><a href="{page.to_file(table["file"])}" download>{table["file"]}</a>, '
        f"SHA-256 <code>{table['sha256']}</code></li>"
        for table in said["tables"]
    )
    return "\n".join(
        [
            '<article class="exhibit-page" data-computed>',
            _opening(page, entry, said),
            _exhibit(page, said),
            f'<p class="exhibit-files">{html.file_links("", said, _FILES)}</p>',
            "<section><h2>Cite</h2>",
            html.citation_block(page, said, "", all_styles=True),
            f'<p>Licence: <a href="{licence["address"]}" rel="license">{licence["name"]}</a>. For a number, cite the '
            "source that states it and say where it was read.</p></section>",
            f"<section><h2>In words</h2>\n<p>{escape(said['alt'])}</p>\n{html.words(said)}</section>",
            f"<section><h2>Sources</h2>\n{html.source_list(page, said)}</section>",
            f"<section><h2>Data</h2>\n{html.data_table(said)}",
            f"<p>Tables of the ledger that it uses:</p>\n<ul>{ledger}</ul></section>",
            f"<section><h2>How it was made</h2>\n{_making(page, said)}",
            html.file_table(said),
            "<p>Whether a file on your disk is the one of this version: <code>landreform figure verify FILE</code>. "
            "Pictures carry their origin within themselves.</p></section>",
            "</article>",
        ]
    )


def _exhibit(page: PageContext, said: dict) -> str:
    shown = html.picture(page, said, "")
    if said["kind"] == "table":
        return f'<div class="exhibit" role="region" aria-label="{escape(said["title"])}" tabindex="0">{shown}</div>'
    return f'<figure class="exhibit">{shown}<figcaption>{escape(said["caption"])}</figcaption></figure>'


def _making(page: PageContext, said: dict) -> str:
    made = said["made_by"]
    notebook = f"{escape(made['notebook'])}, cell {made['cell']['number']}"
    if page.has(chapter(said)):
        notebook = f'<a href="{page.to(chapter(said))}#{said["slug"]}">{notebook}</a>'
    versions = ", ".join(f"{name} {version}" for name, version in said["libraries"].items())
    return (
        f"<p>Function <code>{made['function']}</code> of <code>{made['module']}</code>, shown in {notebook}, with "
        f"{escape(versions)}.</p>"
    )


def _retired(page: PageContext, entry: Registered) -> str:
    text = (
        f"<p>No longer drawn since version {escape(entry.retired)}. {escape(entry.reason)} "
        "Earlier versions of the book hold it; what cites it stays right for the version cited.</p>"
    )
    if entry.replaced_by:
        follower = next(other for other in register() if other.slug == entry.replaced_by)
        text += f'\n<p>In its place: <a href="{html.home(page, follower.slug)}">{escape(follower.title)}</a></p>'
    return f'<article class="exhibit-page" data-computed>\n{_opening(page, entry, None)}\n{text}\n</article>'


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
    listed = sorted((entry for entry in register() if entry.kind == kind), key=lambda entry: _place(page, entry))
    rows = [_list_row(page, entry) for entry in listed]
    return f'<ul class="exhibit-list" data-computed>\n{"".join(rows)}</ul>'


def _place(page: PageContext, entry: Registered) -> tuple[float, ...]:
    """Return the number of an exhibit, part by part; what has none comes last, as it was registered."""
    docname = chapter(html.passport(entry.slug)) if entry.active else ""
    name = page.number(entry.slug, docname, entry.kind) if page.has(docname) else ""
    return tuple(float(part) for part in re.findall(r"\d+", name)) or (math.inf,)


def _list_row(page: PageContext, entry: Registered) -> str:
    link = html.home(page, entry.slug)
    if not entry.active:
        return f'<li class="retired"><p><a href="{link}">{escape(entry.title)}</a> (retired)</p></li>\n'
    said = html.passport(entry.slug)
    folder = link.rpartition("/")[0] + "/"
    thumbnail, number = "", ""
    if entry.kind == "figure":
        picture = f'<img src="{folder}{entry.slug}.svg" alt="{escape(said["alt"])}" loading="lazy">'
        thumbnail = f'<a class="thumbnail" href="{link}">{picture}</a>'
    docname = chapter(said)
    if page.has(docname):
        name = page.number(entry.slug, docname, entry.kind) or entry.kind.capitalize()
        number = f'<a href="{page.to(docname)}#{entry.slug}">{name}</a> '
    return (
        f"<li>{thumbnail}<div><p>{number}<strong>{escape(entry.title)}</strong><br>{escape(said['caption'])}</p>\n"
        f'<p class="exhibit-files">{html.file_links(folder, said, _FILES)} '
        f'<a class="exhibit-permalink" href="{link}">{entry.slug}</a></p></div></li>\n'
    )


def setup(app: Sphinx) -> None:
    """Connect to Sphinx."""
    app.add_directive("list-of-exhibits", ListOfExhibits)
    app.connect("html-collect-pages", collect_pages)
    app.add_css_file("exhibits.css")
    app.add_js_file("exhibits.js", loading_method="defer")
