"""Mark in print where people, institutions, terms, places and documents are named, so that the index has their pages.

On the web an entry of the index leads to a section. On paper a section has many pages: the mark stands at the very end
of the name, and its page is that of the entry.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

import pandas as pd
from bs4 import NavigableString, Tag

from landreform.build.pdf import contents
from landreform.build.pdf.article import Printed, label
from landreform.build.pdf.authors import Author
from landreform.ledger.named import named
from landreform.text.names import Finder

#: Pages that consist of entries or of references: there only an entry itself is where something is named.
REFERENCE = ("book/people", "book/glossary")

#: Lists of what stands elsewhere, in which no reader looks for a name.
LISTS = ("book/bibliography", "book/codebook", "book/corrections", contents.ATLAS, contents.INDEX)

#: A term in more chapters than this has only the page that says what it means.
FEW = 12

#: What is named again at the head of every page, is no text, or becomes something else.
_NOT_IN = ("h1", "h2", "h3", "h4", "code", "pre", "math", "thead", "script", "style", "svg")


def place(table: str, row: str) -> str:
    """Write the label of all places in which a row of a table is named.

    Examples
    --------
    >>> place("people", "nixon")
    'named--people--nixon'
    """
    return label("named", f"{table}--{row}")


def forms(ledger: Mapping[str, pd.DataFrame], authors: Iterable[Author] = ()) -> dict[str, tuple[str, ...]]:
    """Return the forms under which what has an entry in the index is named, by the label of its places."""
    found = {place(one.table, one.row): one.forms for one in named(ledger)}
    if "documents" in ledger:
        rows = ledger["documents"][["document", "title_en", "title_vi"]].itertuples(index=False)
        found |= {place("documents", row): tuple(filter(None, titles)) for row, *titles in rows}
    return found | {place("authors", author.row): author.forms for author in authors}


def mark(pages: Sequence[Printed], ledger: Mapping[str, pd.DataFrame], authors: Iterable[Author] = ()) -> None:
    """Mark every place of pages in which something is named; of a term, the first in each chapter.

    Parameters
    ----------
    pages : sequence of Printed
        Changed in place: an empty element of the class ``named`` stands behind each name, and ``named`` holds the words
        that were marked.
    ledger : mapping of str to DataFrame
        Every table.
    authors : iterable of Author, optional
        Whom no table has.
    """
    find = Finder(forms(ledger, authors))
    for page in pages:
        if page.page.name in REFERENCE:
            _entries(page)
        elif page.page.name not in LISTS:
            _text(page, find)
    _thin_out(pages)


def _entries(page: Printed) -> None:
    """Mark the entries of people, institutions and terms at their names."""
    tables = ("glossary",) if page.page.name == "book/glossary" else ("people", "institutions")
    own = label(page.page.name) + "--"
    for anchor in page.article.select("dt span.anchor, .entry span.anchor"):
        row = str(anchor["data-place"]).removeprefix(own)
        term = anchor.find_parent("dt") or anchor.parent
        if isinstance(term, Tag) and term.name == "dt":
            for table in tables:
                _mark(page, term, place(table, row), " ".join(term.get_text(" ").split()))


def _text(page: Printed, find: Finder[str]) -> None:
    seen: set[str] = set()
    for text in list(page.article.find_all(string=True)):
        if type(text) is not NavigableString or not text.strip() or text.find_parent(_NOT_IN) is not None:
            continue
        words, end = str(text), 0
        pieces: list[Tag | str] = []
        for mention in find.find(words):
            if mention.key in seen and mention.key.startswith("named--glossary"):
                continue
            seen.add(mention.key)
            pieces += [words[end : mention.end], _element(page, mention.key)]
            page.named.setdefault(mention.key, set()).add(words[mention.start : mention.end])
            end = mention.end
        if pieces:
            text.replace_with(*pieces, *([words[end:]] if words[end:] else []))


def _mark(page: Printed, element: Tag, name: str, words: str) -> None:
    element.append(_element(page, name))
    page.named.setdefault(name, set()).add(words)


def _element(page: Printed, name: str) -> Tag:
    return page.soup.new_tag("span", attrs={"class": "named", "data-place": name})


def _thin_out(pages: Sequence[Printed]) -> None:
    """Take away the marks of terms that are in every chapter, except at the entry that says what they mean."""
    chapters = Counter(name for page in pages for name in page.named if page.page.name not in REFERENCE)
    everywhere = {name for name, times in chapters.items() if times > FEW and name.startswith("named--glossary")}
    for page in pages:
        if page.page.name in REFERENCE:
            continue
        for element in page.article.select("span.named"):
            if element["data-place"] in everywhere:
                element.decompose()
        for name in everywhere:
            page.named.pop(name, None)


def marked(pages: Iterable[Printed]) -> set[str]:
    """Return the labels of what is named on pages, as they are printed."""
    return {str(mark["data-place"]) for page in pages for mark in page.article.select("span.named")}
