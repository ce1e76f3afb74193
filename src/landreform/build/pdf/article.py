"""Take from a page of the web what is printed, and write it so that a converter keeps it.

Left out is what only a screen can use: buttons, bars, code, blocks for reference managers. Folds are opened, drawings
become files, and every place to which something leads has an anchor of its own, since converters lose ids.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Collection
from dataclasses import dataclass, field

from bs4 import BeautifulSoup, Tag

from landreform.build.pdf import contents, tables_in_print
from landreform.build.pdf.spoken import spoken

#: What is not printed. Of the bar of an exhibit only its words are kept by whoever reads the web.
DROPPED = (
    "svg, form, script, style, button, nav, details.hide, details.section-code, .cell_input, .headerlink, "
    ".exhibit-bar, "
    ".drawing-links, div.cards, .toctree-wrapper, .ledger-files, .small-picture, .citation > .label, "
    "details:has(div.copyable), div.copyable, .exhibit-embed, .exhibit-files"
)

#: Width and height of the text of an upright page in points, and room for the caption of a drawing.
TEXT, CAPTION = (464.0, 724.0), 60.0

_NOT_IN_LABEL = re.compile(r"[^A-Za-z0-9_-]")


def label(page: str, anchor: str = "") -> str:
    """Write the label of a place on a page.

    Parameters
    ----------
    page : str
        Name of the page.
    anchor : str, optional
        An id on it; none for the page itself.

    Examples
    --------
    >>> label("book/glossary", "dia-chu")
    'book-glossary--dia-chu'
    """
    return contents.slug(page) + ("--" + _NOT_IN_LABEL.sub("_", anchor) if anchor else "")


@dataclass
class Printed:
    """What of a page is printed: its article, the labels on it, and its drawings; and the page as the web has it."""

    page: contents.Page
    soup: BeautifulSoup
    article: Tag
    web: str
    labels: set[str] = field(default_factory=set)
    drawings: list[str] = field(default_factory=list)


def read(page: contents.Page, html: str, names: Collection[str]) -> Printed:
    """Read a page and keep of it what is printed.

    Parameters
    ----------
    page : Page
        Which page it is.
    html : str
        The page as the book has it.
    names : collection of str
        Every page that is printed: links to others are notes, or words.

    Returns
    -------
    Printed

    Raises
    ------
    ValueError
        If the page has no article.
    """
    soup = BeautifulSoup(html, "lxml")
    article = soup.select_one("article.bd-article")
    if article is None:
        raise ValueError(f"{page.name}: the built page has no article; build the book anew.")
    printed = Printed(page, soup, article, html)
    _drawings(printed)
    for element in article.select(DROPPED):
        element.decompose()
    _folds(soup, article)
    _anchors(printed)
    _links(printed, names)
    _languages(article)
    _formulas(soup, article)
    tables_in_print.prepare(soup, article)
    return printed


def _drawings(printed: Printed) -> None:
    """Let the file of a figure stand for its drawings in the page, wide and narrow, with the same alternative text."""
    for figure in printed.article.find_all("figure"):
        drawing = figure.select_one("svg.drawing.wide") or figure.select_one("svg.drawing")
        if drawing is None:
            continue
        slug = str(figure.get("id") or printed.page.name.split("/")[-2])  # a page of a figure alone is in its folder
        image = printed.soup.new_tag("img", src=f"{slug}.svg", alt=str(drawing.get("aria-label", "")))
        image["width"] = f"{_width(drawing, printed.page.across):.1f}pt"
        for other in figure.find_all("svg"):
            if other is not drawing:
                other.decompose()
        drawing.replace_with(image)
        for child in list(figure.children):
            if isinstance(child, Tag) and child.name not in ("img", "figcaption"):
                if image in child.descendants:
                    child.replace_with(image)
                else:
                    child.decompose()
        printed.drawings.append(slug)


def _width(drawing: Tag, across: bool) -> float:
    """Return how wide a drawing is printed, in points: as wide as it was made, or less where the page is smaller."""
    *_, made, tall = map(float, str(drawing["viewbox"]).split())
    width, height = (TEXT[1], TEXT[0]) if across else TEXT
    return made * min(1, width / made, (height - CAPTION) / tall)


def _folds(soup: BeautifulSoup, article: Tag) -> None:
    """Open every fold; the line that opens it is left out where a caption below says the same."""
    for fold in article.find_all("details"):
        summary, caption = fold.find("summary", recursive=False), fold.find("caption")
        if summary is not None:
            if caption is not None and summary.get_text(" ", strip=True) == caption.get_text(" ", strip=True):
                summary.decompose()
            else:
                summary.name = "p"
                summary.attrs = {"class": "fold-title"}
                for paragraph in summary.find_all("p"):
                    paragraph.unwrap()
        fold.unwrap()


def _anchors(printed: Printed) -> None:
    """Give every id of the page an anchor inside the element, and take the ids away."""
    page = printed.page.name
    for element in printed.article.find_all(id=True):
        name = label(page, str(element["id"]))
        del element["id"]
        if name in printed.labels:
            continue
        printed.labels.add(name)
        anchor = printed.soup.new_tag("span", attrs={"class": "anchor", "data-place": name})
        _first_line(element).insert(0, anchor)


def _first_line(element: Tag) -> Tag:
    """Return where in an element an anchor does not make a paragraph of its own."""
    if element.name in ("section", "div", "figure", "ul", "ol", "dl", "table", "tr", "thead", "tbody", "blockquote"):
        inner = element.find(["h1", "h2", "h3", "h4", "p", "td", "th", "dt", "dd", "li", "caption"])
        if isinstance(inner, Tag):
            return _first_line(inner) if inner.name == "li" and inner.find("p", recursive=False) else inner
    return element


def _links(printed: Printed, names: Collection[str]) -> None:
    """Turn links to what is printed into labels, links home into notes to come, and the others into words."""
    for link in printed.article.find_all("a"):
        address = str(link.get("href", ""))
        classes = str(link.get("class", ""))
        link.attrs = {key: value for key, value in link.attrs.items() if key == "lang"}
        if re.match(r"[a-z]+:", address):
            _outward(link, address)
            continue
        target, _, anchor = address.partition("#")
        here = printed.page.name
        name = posixpath.normpath(posixpath.join(posixpath.dirname(here), target)) if target else here
        name = name.removesuffix(".html")
        if name in names:
            link["href"] = f"#{label(name, anchor)}"
        else:
            link.name = "span"
            table = name.removeprefix(contents.BESIDE)
            if name.startswith(contents.BESIDE) and anchor and "ledger-number" in classes:
                link["data-note"] = f"{table}/{anchor}"


def _outward(link: Tag, address: str) -> None:
    """Keep an address that is printed in full as a link, and note any other at the foot."""
    link["href"] = address
    shown = link.get_text("", strip=True)
    if address.startswith("http") and shown.rstrip("/") not in (address.rstrip("/"), address.split("//")[-1]):
        link["data-address"] = address


def _formulas(soup: BeautifulSoup, article: Tag) -> None:
    """Give every formula its words."""
    for formula in article.find_all("math"):
        formula.wrap(soup.new_tag("span", attrs={"class": "formula", "data-spoken": spoken(formula)}))


def _languages(article: Tag) -> None:
    """Say the language of a passage as the converter keeps it."""
    for element in article.find_all(lang=True):
        language = str(element["lang"]).partition("-")[0]  # Typst takes the script apart from the language
        if language != "en":
            if element.name in ("span", "i", "em", "a"):
                element["data-typst:text:lang"] = f'"{language}"'
            else:
                inner = BeautifulSoup("<span></span>", "lxml").span
                assert inner is not None
                inner["data-typst:text:lang"] = f'"{language}"'
                inner.extend(list(element.contents))
                element.append(inner)
        del element["lang"]
