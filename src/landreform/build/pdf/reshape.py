"""Set the lists of the book for paper: glossary, people, works, errata, figures, and the index with its pages."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable
from itertools import pairwise
from urllib.parse import unquote

from bs4 import NavigableString, Tag

from landreform.build.pdf import contents
from landreform.build.pdf.article import Printed, label
from landreform.build.pdf.authors import Author
from landreform.text.names import without_marks


def reshape(printed: Printed, labels: Collection[str]) -> None:
    """Reshape a page that is a list; leave every other as it is.

    Parameters
    ----------
    printed : Printed
        The page; changed in place.
    labels : collection of str
        Every place that is printed.

    Notes
    -----
    A list becomes a group of the class ``set-columns`` with items of the class ``set-item``; letters and headings have
    ``data-keep``, since they stand above the item that follows.
    """
    change = _PAGES.get(printed.page.name)
    if change is not None:
        change(printed, labels)


def _into_columns(printed: Printed, found: Iterable[Tag], look: str, count: int = 2) -> None:
    """Set elements in balanced columns, each an item that is not broken; headings and letters keep with the next."""
    elements = list(found)
    if not elements:
        return
    group = printed.soup.new_tag("div")
    group["class"], group["data-look"], group["data-count"] = "set-columns", look, str(count)
    elements[0].insert_before(group)
    for element in elements:
        item = printed.soup.new_tag("div")
        item["class"] = "set-item"
        element.wrap(item)
        if element.name in ("h2", "h3", "h4") or _is_letter(element):
            item["data-keep"] = "1"
        group.append(item.extract())


def _is_letter(element: Tag) -> bool:
    return any("letter" in str(name) for name in element.get_attribute_list("class"))


def _entries(printed: Printed, labels: Collection[str]) -> None:
    """Set entries in columns; rows of the ledger that name somebody are on the web."""
    article = printed.article
    for rows in article.select(".entry-rows"):
        rows.decompose()
    for entry in article.select("div.entry"):
        entry.name, entry["class"] = "dl", "entry"
    standing = [
        element
        for element in article.find_all(["h2", "p", "dl"])
        if _is_entry(element) or (element.find_parent(["dl", "ul"]) is None and element.find("dl") is None)
    ]
    places = [at for at, element in enumerate(standing) if _is_entry(element)]
    if not places:
        return
    first = places[0]
    while first > 0 and not (standing[first].name == "h2" or _is_letter(standing[first])):
        first -= 1
    found = standing[first : places[-1] + 1]
    _set_letters(article)
    _into_columns(printed, found, "entries")
    for lists in article.find_all("dl"):
        if not lists.find("dt"):
            lists.decompose()


def _is_entry(element: Tag) -> bool:
    return element.name == "dl" and "entry" in element.get_attribute_list("class")


def _set_letters(article: Tag) -> None:
    for letter in article.select("p.letter"):
        letter.name, letter["class"] = "div", "set-letter letter"


def _works(printed: Printed, labels: Collection[str]) -> None:
    _set_letters(printed.article)
    for address in printed.article.select(".citation a[href]"):
        target = str(address["href"])
        if target.startswith("http") and "." not in address.get_text().split("/")[0] and "doi" not in target:
            address.string = target  # the theme of the web leaves the name of the host out
        if "%" in address.get_text():  # letters, not their codes
            address.string = unquote(address.get_text())
    _into_columns(printed, printed.article.select("div.letter, div.citation"), "references")


def _errata(printed: Printed, labels: Collection[str]) -> None:
    for erratum in printed.article.select("li.erratum"):
        for term in erratum.find_all("dt"):
            if term.get_text(strip=True) == "To cite":
                description = term.find_next_sibling("dd")
                if description is not None:
                    description.decompose()
                term.decompose()
        _lines(printed, erratum)
        erratum.name = "div"
    for entries in printed.article.select("ol.errata"):
        entries.unwrap()
    _into_columns(printed, printed.article.select("div.erratum"), "errata")


def _lines(printed: Printed, erratum: Tag) -> None:
    """Write an erratum as paragraphs with their terms run in, and its gravity as a sentence of its own."""
    for gravity in erratum.select(".gravity"):
        before = gravity.previous_sibling
        if isinstance(before, NavigableString):
            before.replace_with(str(before).rstrip() + ". ")
        gravity.name = "em"
        text = gravity.get_text()
        gravity.string = text[:1].upper() + text[1:] + "."
    for term in erratum.find_all("dt"):
        description = term.find_next_sibling("dd")
        if description is None:
            continue
        term.name, description.name = "em", "p"
        term.append(":")
        for paragraph in description.find_all("p"):
            paragraph.unwrap()
        description.insert(0, " ")
        description.insert(0, term.extract())
    for terms in erratum.find_all("dl"):
        terms.unwrap()


def _figures(printed: Printed, labels: Collection[str]) -> None:
    """List figures and numbered tables with their pages in place of their small pictures, those of the appendix apart.

    What is no longer drawn stands among them by its name.
    """
    article = printed.article
    _set_apart_appended(printed)
    _list_retired(article)
    for element in article.select("img, .exhibit-files, .atlas-parts, .atlas-question"):
        element.decompose()
    for entry in article.select("ul.atlas-figures > li, ul.exhibit-list > li"):
        link = entry.find("a", href=True)
        target = str(link["href"])[1:] if link is not None and str(link["href"]).startswith("#") else ""
        title = entry.select_one(".atlas-title")
        parts = list(title.children) if title is not None else [link, " ", entry.find("strong")]
        line = printed.soup.new_tag("p", attrs={"class": "listed"})
        line.extend([part for part in parts if part is not None])
        for strong in line.find_all("strong"):
            strong.unwrap()
        for inner in line.find_all("a"):
            inner.unwrap()
        if target in labels:
            line.append("\u2002")
            line.append(printed.soup.new_tag("span", attrs={"class": "pages", "data-places": target}))
        entry.insert_before(line)
        entry.decompose()
    for lists in article.select("ul.atlas-figures, ul.exhibit-list"):
        lists.unwrap()
    listed = article.select("p.listed")
    if listed:
        first = listed[0].find_all_previous("h2")[0]
        found = [first, *first.find_all_next(["h2", "h3", "h4", "p"])]
        found = [element for element in found if element.find_parent("article") is article]
        last = max(at for at, element in enumerate(found) if "listed" in element.get_attribute_list("class"))
        _into_columns(printed, found[: last + 1], "figures")


def _set_apart_appended(printed: Printed) -> None:
    """Put a heading above the chapters of a part that print has in its appendix."""
    appended = {label(name) for name in contents.APPENDED}
    for part in printed.article.select("div.atlas section"):
        chapters = part.find_all("h4")
        inside = [one for one in chapters if any(str(link["href"])[1:] in appended for link in one.select("a[href]"))]
        if not inside:
            continue
        if len(inside) == len(chapters) and part.h3 is not None:
            part.h3.string = "Appendix"
        else:
            heading = printed.soup.new_tag("h3")
            heading.string = "Appendix"
            inside[0].insert_before(heading)


def _list_retired(article: Tag) -> None:
    """Make a line of the list of each figure that is no longer drawn."""
    for retired in article.select("section[aria-labelledby='atlas-retired'] ul"):
        for link in retired.find_all("a"):
            link.unwrap()
        for gone in retired.find_all("li"):
            gone.name, gone["class"] = "p", "listed"
        retired.unwrap()


def _what_if(printed: Printed, labels: Collection[str]) -> None:
    """Set the settings that are drawn in the page side by side."""
    _into_columns(printed, printed.article.select(".what-if-setting"), "settings")


_BAR = re.compile(r"(?:(?<=^)|(?<= \| ))([a-z_\u200b]+): ")


#: What print calls a version that is not published yet; see `contents.ON_EVERY_PAGE`.
_AHEAD = "the version after this book"


def _corrections(printed: Printed, labels: Collection[str]) -> None:
    """Set the names of fields apart from what they held, and say so where the list is ahead of the book."""
    if printed.article.find(string=re.compile(_AHEAD)) and printed.article.p is not None:
        printed.article.p.append(f" What {_AHEAD} corrects is in it already.")
    for cell in printed.article.select("td"):
        for text in cell.find_all(string=_BAR):
            parts = _BAR.split(str(text))
            pieces: list = [parts[0].replace(" | ", "; ")]
            for name, held in zip(parts[1::2], parts[2::2], strict=True):
                field = printed.soup.new_tag("em")
                words = name.replace("_", " ").replace("\u200b", "")
                field.string = f"{words}: "
                pieces += [field, held.replace(" | ", "; ")]
            text.replace_with(*pieces)


def _index(printed: Printed, labels: Collection[str]) -> None:
    """Give each entry the pages on which it stands, in place of the names of the pages of the web."""
    kept: set[str] = set()
    referring = []
    entries = "div.name-index > ul > li"
    own = f"{contents.slug(contents.INDEX)}--index-"
    for entry in printed.article.select(entries):
        for kind in entry.select(".index-kind"):
            kind.decompose()
        anchors = [str(anchor["data-place"]) for anchor in entry.select("span.anchor")]
        named = [label("named", name.removeprefix(own).replace("-", "--", 1)) for name in anchors]
        if ", see " in entry.get_text():
            referring.append(entry)
        elif targets := [name for name in named if name in labels]:
            kept.update(anchors)
            _pages_of(printed, entry, targets)
        else:  # named on no page that is printed
            entry.decompose()
    for entry in referring:
        if not kept.intersection(_targets(entry)):
            entry.decompose()
        else:
            _see(printed, entry)
    for entry in printed.article.select(entries):
        _into_line(entry)
    for lists in printed.article.select("div.name-index > ul"):
        lists.unwrap()
    found = printed.article.select("div.name-index > p.letter, div.name-index > p.entry")
    lines = _without_bare_letters(found)
    _set_letters(printed.article)
    _into_columns(printed, lines, "index", 3)


def add_authors(printed: Printed, authors: Iterable[Author]) -> None:
    """Add entries to the index before it is reshaped.

    Parameters
    ----------
    printed : Printed
        The page of the index; changed in place.
    authors : iterable of Author
        Each comes to stand under its letter, where the index sorts it.
    """
    index = printed.article.select_one("div.name-index")
    if index is None:
        return
    for author in authors:
        entry = printed.soup.new_tag("li")
        place = f"{contents.slug(contents.INDEX)}--index-authors-{author.row}"
        entry.append(printed.soup.new_tag("span", attrs={"class": "anchor", "data-place": place}))
        name = printed.soup.new_tag("span")
        name.string = author.inverted
        if author.lang:
            name["data-typst:text:lang"] = f'"{author.lang}"'
        entry.append(name)
        entries = _under_letter(printed, index, without_marks(author.inverted)[0].upper())
        key = _sorted_by(entry)
        following = next((one for one in entries.find_all("li", recursive=False) if _sorted_by(one) > key), None)
        entries.append(entry) if following is None else following.insert_before(entry)


def _under_letter(printed: Printed, index: Tag, letter: str) -> Tag:
    """Return the list below a letter, which is added where the index has none."""
    letters = index.find_all("p", class_="letter")
    for one in letters:
        if one.get_text(strip=True) == letter:
            return one.find_next_sibling("ul") or one
    head, entries = printed.soup.new_tag("p", attrs={"class": "letter"}), printed.soup.new_tag("ul")
    head.string = letter
    following = next((one for one in letters if not "A" <= one.get_text(strip=True) < letter), None)
    for element in (head, entries):
        index.append(element) if following is None else following.insert_before(element)
    return entries


def _sorted_by(entry: Tag) -> str:
    name = next((text for text in entry.stripped_strings), "")
    return re.sub(r"^(?:an?|the) ", "", without_marks(name).lower().lstrip("“\"'( "))


def _see(printed: Printed, entry: Tag) -> None:
    """Set the word *see* apart from the words on both sides of it."""
    for text in entry.find_all(string=re.compile(", see ")):
        before, _, after = str(text).partition(", see ")
        word = printed.soup.new_tag("em")
        word.string = "see"
        text.replace_with(f"{before}, ", word, f" {after}")


def _without_bare_letters(found: list[Tag]) -> list[Tag]:
    """Take out the letters below which no entry is left."""
    ends = [_is_letter(after) for _, after in pairwise(found)] + [True]
    bare = [_is_letter(one) and end for one, end in zip(found, ends, strict=True)] if found else []
    for letter, without in zip(found, bare, strict=True):
        if without:
            letter.decompose()
    return [element for element, without in zip(found, bare, strict=True) if not without]


def _into_line(entry: Tag) -> None:
    """Make a line of an entry, without the spaces that parts left which are not printed."""
    entry.name, entry["class"] = "p", "entry"
    for text in list(entry.find_all(string=True)):
        text.replace_with(re.sub(r"\s+", " ", str(text)))
    texts = [str(text) for text in entry.find_all(string=True)]
    following = [*texts[1:], ""]
    kept = [text.rstrip() if after.startswith(",") else text for text, after in zip(texts, following, strict=True)]
    kept[0] = kept[0].lstrip()
    for text, words in zip(list(entry.find_all(string=True)), kept, strict=True):
        text.replace_with(words)


def _targets(entry: Tag) -> list[str]:
    """Return the places to which an entry leads, each once."""
    addresses = [str(link["href"]) for link in entry.find_all("a", href=True)]
    return list(dict.fromkeys(address[1:] for address in addresses if address.startswith("#")))


def _pages_of(printed: Printed, entry: Tag, targets: list[str]) -> None:
    """Let an entry of the index end with the pages of these places."""
    for places in entry.find_all(["ul", "details", "p", "div"]):
        places.decompose()
    for link in entry.find_all("a"):
        link.unwrap()
    for text in reversed(list(entry.find_all(string=True))):
        if str(text).strip():
            text.replace_with(str(text).rstrip())
            break
        text.extract()
    # A comma would let the number in which a name ends pass for a page.
    entry.append(":\u2003" if re.search(r"[\d)]$", entry.get_text().rstrip()) else "\u2003")
    entry.append(printed.soup.new_tag("span", attrs={"class": "pages", "data-places": " ".join(targets)}))


_PAGES: dict[str, Callable[[Printed, Collection[str]], None]] = {
    "book/glossary": _entries,
    "book/people": _entries,
    "book/errata": _errata,
    "book/bibliography": _works,
    "book/what-if": _what_if,
    "book/corrections": _corrections,
    contents.ATLAS: _figures,
    contents.INDEX: _index,
}
