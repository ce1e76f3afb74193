"""Take from a page of the web what is printed, and write it so that a converter keeps it.

Left out is what only a screen can use: buttons, bars, code, blocks for reference managers. Folds are opened, drawings
become files, and every place to which something leads has an anchor of its own, since converters lose ids.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Collection
from dataclasses import dataclass, field

from bs4 import BeautifulSoup, SoupStrainer, Tag

from landreform.build.pdf import contents, drawn_in_page, tables_in_print, wording
from landreform.build.pdf.promised import promised
from landreform.build.pdf.spoken import spoken

#: What is not printed, by the reason why: names of elements, and classes, with the element where others have them.
DROPPED = {
    "works on a screen only": (
        "form", "script", "style", "button", "nav", ".on-screen", ".headerlink", ".drawing-links", ".exhibit-bar",
        ".exhibit-embed", ".exhibit-files", ".small-picture", ".toctree-wrapper", ".ledger-files",
    ),
    "is code": ("details.hide", "details.section-code", ".cell_input", "div.copyable"),
    "is said at the foot of the page": ("div.cards",),
    "is for the search": (".entry-plain",),
    "is drawn, but no picture of its own": ("svg",),
}  # fmt: skip

#: Width and height of the text of an upright page in points, and room for the caption of a drawing. Across, the margins
#: beside the text are as wide, so that it is 711 wide.
TEXT, ACROSS, CAPTION = (464.8, 724.0), (711.5, 478.0), 60.0

#: Room for what stands above the drawing on the page of a figure.
HEAD = 120.0

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
    """What of a page is printed, and what the page of the web promised.

    Attributes
    ----------
    page : Page
    soup : bs4.BeautifulSoup
        The document of the article, to make elements with.
    article : bs4.Tag
    promised : tuple of tuple of str
        From `landreform.build.pdf.promised.promised`.
    otherwise : list of str
        What of the page was to be worded for paper and is not there.
    labels : set of str
        Places on it.
    drawings : list of str
        Slugs of the figures that it shows.
    pictures : dict of str to str
        SVG of what it draws besides, by the name of the file.
    named : dict of str to set of str
        Words that name something, by the label of the places in which it is named.
    """

    page: contents.Page
    soup: BeautifulSoup
    article: Tag
    promised: tuple[tuple[str, str], ...] = ()
    otherwise: list[str] = field(default_factory=list)
    labels: set[str] = field(default_factory=set)
    drawings: list[str] = field(default_factory=list)
    pictures: dict[str, str] = field(default_factory=dict)
    named: dict[str, set[str]] = field(default_factory=dict)


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
    soup = BeautifulSoup(html, "lxml", parse_only=SoupStrainer("article"))
    article = soup.select_one("article.bd-article")
    if article is None:
        raise ValueError(f"{page.name}: the built page has no article; build the book anew.")
    printed = Printed(page, soup, article, promised(page.name, article))
    _drawings(printed)
    for element in left_out(page, article):
        element.decompose()
    printed.otherwise = wording.for_paper(page.name, article)
    _folds(soup, article)
    _anchors(printed)
    _links(printed, names)
    _languages(article)
    _formulas(soup, article)
    _swatches(article)
    tables_in_print.prepare(soup, article, (ACROSS if page.across else TEXT)[0], page.appended)
    return printed


def left_out(page: contents.Page, article: Tag) -> list[Tag]:
    """Find what of a page is not printed.

    Parameters
    ----------
    page : Page
    article : bs4.Tag

    Returns
    -------
    list of bs4.Tag
        By `DROPPED`, and the sections that `contents` names.

    Raises
    ------
    ValueError
        If the page has no such section.
    """
    found = [element for element in article.find_all(True) if _is_left_out(element)]
    for name in contents.ON_SCREEN.get(page.name, ()):
        section = article.find(id=name)
        if section is None:
            raise ValueError(f"{page.name}: there is no section {name!r} to be left out of the PDF.")
        found.append(section)
    return found


_RULES = frozenset(rule for rules in DROPPED.values() for rule in rules)


def _is_left_out(element: Tag) -> bool:
    """Whether a rule of `DROPPED` or one of the three that ask for more names an element."""
    if element.name in _RULES:
        return True
    classes = element.get("class") or ()
    if any(f".{name}" in _RULES or f"{element.name}.{name}" in _RULES for name in classes):
        return True
    if element.name == "details":  # of a citation
        return element.find("div", class_="copyable") is not None
    if element.name == "a":  # from a figure to what it shows
        below = element.find_parent(["figcaption", "caption"])
        return below is not None and "#finding-" in str(element.get("href", ""))
    return "label" in classes and "citation" in (element.parent.get("class") or ()) if element.parent else False


def _drawings(printed: Printed) -> None:
    """Let the file of a figure stand for its drawings in the page, wide and narrow, with the same alternative text."""
    for figure in printed.article.find_all("figure"):
        drawing = figure.select_one("svg.drawing.wide") or figure.select_one("svg.drawing")
        if drawing is None:
            continue
        slug = str(figure.get("id") or printed.page.name.split("/")[-2])  # a page of a figure alone is in its folder
        image = printed.soup.new_tag("img", src=f"{slug}.svg", alt=str(drawing.get("aria-label", "")))
        image["width"], image["height"] = (f"{side:.1f}pt" for side in _size(drawing, printed.page))
        for other in figure.find_all("svg"):
            if other is not drawing:
                other.decompose()
        drawing.replace_with(image)
        if figure.figcaption is not None:
            figure.figcaption["data-slug"] = slug
        for child in list(figure.children):
            if isinstance(child, Tag) and child.name not in ("img", "figcaption"):
                if image in child.descendants:
                    child.replace_with(image)
                else:
                    child.decompose()
        printed.drawings.append(slug)
    _pictures(printed)


def _pictures(printed: Printed) -> None:
    """Keep what a page draws itself, and the colours of its key."""
    marks = drawn_in_page.colours(printed.article)
    drawn = printed.article.find_all("svg")
    for picture in (one for one in drawn if one.get("role") == "img" and one.has_attr("viewbox")):
        name = f"{printed.page.slug}-{len(printed.pictures) + 1}.svg"
        printed.pictures[name] = drawn_in_page.standalone(picture, marks)
        image = printed.soup.new_tag("img", src=name, alt=str(picture.get("aria-label", "")))
        image["width"] = "100%"
        paragraph = printed.soup.new_tag("p")
        paragraph.append(image)
        picture.replace_with(paragraph)
    for patch in printed.article.find_all("svg"):
        mark = patch.find("circle", class_=True)
        if mark is not None and (colour := marks.get(" ".join(mark.get_attribute_list("class")))):
            patch.replace_with(printed.soup.new_tag("span", attrs={"class": "swatch", "data-colour": colour}))


def _size(drawing: Tag, page: contents.Page) -> tuple[float, float]:
    """Return width and height of a drawing in print, in points: as it was made, or less where the page is smaller."""
    *_, made, tall = map(float, str(drawing["viewbox"]).split())
    width, height = ACROSS if page.across else TEXT
    above = CAPTION + (HEAD if page.name.startswith(contents.OF_FIGURES) else 0)
    share = min(1, width / made, (height - above) / tall)
    return made * share, tall * share


def _folds(soup: BeautifulSoup, article: Tag) -> None:
    """Open every fold; the line that opens it is left out where a caption below says the same."""
    for fold in article.find_all("details"):
        summary, caption = fold.find("summary", recursive=False), fold.find("caption")
        if summary is not None:
            if caption is not None and _same(summary, caption):
                summary.decompose()
            else:
                for paragraph in summary.find_all("p"):
                    paragraph.unwrap()
                summary.wrap(soup.new_tag("p")).wrap(soup.new_tag("div", attrs={"class": "set-fold-title"}))
                summary.unwrap()
        fold.unwrap()


def _same(summary: Tag, caption: Tag) -> bool:
    """Whether the line of a fold says what its caption says; the number of a table stands in the caption alone."""
    number = caption.select_one(".caption-number")
    numbered = number.get_text() if number is not None else ""
    return _words(caption).removeprefix(" ".join(numbered.split())).strip(" .") == _words(summary).strip(" .")


def _words(element: Tag) -> str:
    return " ".join(element.get_text(" ").split())


def _swatches(article: Tag) -> None:
    """Keep the colours that a key of colours shows."""
    for patch in article.select(".colour-patch"):
        colour = re.search(r"--on-white:(#[0-9A-Fa-f]{6})", str(patch.get("style", "")))
        if colour is not None:
            patch.attrs = {"class": "swatch", "data-colour": colour[1]}


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
            if "name-link" not in classes:
                link["data-turn"] = "1"
            link["href"], link["data-on"] = f"#{label(name, anchor)}", label(name)
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
