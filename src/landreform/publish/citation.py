"""Write the citation of the book, a chapter, a figure, a table or the data in the formats of reference managers."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

from landreform.publish.publication import FIGURES, Author, Publication, publication

#: What the folder of the tables is called in a citation.
LEDGER_TITLE = "Ledger of the land reform in North Vietnam"

# Kind of work: entry of BibTeX, type of RIS, type of CSL in a file, type of CSL for the styles of the book. A figure is
# a chapter wherever a file goes into a reference manager: RIS and CSL have types for figures, which most importers know
# only without the book in which they stand (interop/README.md shows it, importer by importer).
_TYPES = {
    "book": ("book", "BOOK", "book", "book"),
    "chapter": ("incollection", "CHAP", "chapter", "chapter"),
    "figure": ("incollection", "CHAP", "chapter", "figure"),
    "table": ("incollection", "CHAP", "chapter", "figure"),
    "data": ("misc", "DATA", "dataset", "dataset"),
}
_MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()


@dataclass(frozen=True)
class Work:
    """Something that can be cited.

    Attributes
    ----------
    name : str
        Short name; a slug, the name of a notebook, or ``book`` or ``data``.
    kind : str
        book, chapter, figure, table or data.
    title : str
    path : str
        Where it stands, from the top of the book.
    book : Publication
        The book itself, or the one in which it stands.
    """

    name: str
    kind: str
    title: str
    path: str = ""
    book: Publication = field(default_factory=publication)

    @property
    def key(self) -> str:
        """Key in a bibliography; holds the version, because two versions are two works."""
        return f"landreform-{self.name}-{self.book.version}"

    @property
    def label(self) -> str:
        """What a citation calls it beside its title, such as Figure fig-claims."""
        return f"{self.kind.capitalize()} {self.name}" if self.kind in ("figure", "table") else ""

    @property
    def container(self) -> str:
        """Title of the book where this is a part of it."""
        return "" if self.kind == "book" else self.book.title


def book(setting: Publication | None = None) -> Work:
    """Return the book as something that can be cited."""
    setting = setting or publication()
    return Work("book", "book", setting.title, "", setting)


def data(setting: Publication | None = None) -> Work:
    """Return the tables of the ledger as something that can be cited."""
    return Work("data", "data", LEDGER_TITLE, "book/ledger/index.html", setting or publication())


def chapter(name: str, title: str, setting: Publication | None = None) -> Work:
    """Return a chapter; ``name`` is its page from the top of the book, without ending."""
    return Work(name.rpartition("/")[2], "chapter", title, f"{name}.html", setting or publication())


def part(slug: str, kind: str, title: str, setting: Publication | None = None) -> Work:
    """Return a figure or a table.

    Examples
    --------
    >>> part("fig-claims", "figure", "What has been claimed").label
    'Figure fig-claims'
    """
    return Work(slug, kind, title, f"{FIGURES}/{slug}/", setting or publication())


def csl(work: Work) -> dict[str, Any]:
    """Describe a work as CSL-JSON, the format of Zotero, pandoc and citation libraries.

    Parameters
    ----------
    work : Work

    Returns
    -------
    dict
        One item; without ``URL`` and ``DOI`` where the book has none.
    """
    item = {
        "id": work.key,
        "type": _TYPES[work.kind][3],
        "title": work.title,
        "author": [_csl_name(author) for author in work.book.authors],
        "issued": {"date-parts": [[int(part) for part in work.book.date.split("-")]]},
        "version": work.book.version,
        "language": "en",
    }
    doi = work.book.doi if work.kind == "book" else ""
    optional = {"container-title": work.container, "genre": work.label, "URL": work.book.url(work.path), "DOI": doi}
    return item | {name: text for name, text in optional.items() if text}


def csl_file(work: Work) -> dict[str, Any]:
    """Describe a work as CSL-JSON so that importers and styles lose least.

    Parameters
    ----------
    work : Work

    Returns
    -------
    dict
        As `csl`, but that a figure and a table are chapters of the book, with what they are in ``note``; and that the
        version is an edition, which every style prints, save that of data.
    """
    item = csl(work) | {"type": _TYPES[work.kind][2]}
    label = item.pop("genre", "")
    if work.kind != "data":
        item["edition"] = f"version {item.pop('version')}"
    return item | ({"note": label} if label else {})


def bibtex(work: Work) -> str:
    """Describe a work in BibTeX, understood by BibTeX and biber alike.

    The version stands in the note, which every style prints; as a field of its own only in what is part of the book,
    since importers take a book with such a field for a program.

    Examples
    --------
    >>> print(bibtex(part("fig-claims", "figure", "What has been claimed")).splitlines()[0][:30])
    @incollection{landreform-fig-c
    """
    year, month, _ = work.book.date.split("-")
    version = f"version {work.book.version}"
    fields = {
        "author": " and ".join(_bibtex_name(author) for author in work.book.authors),
        "title": "{" + _tex(work.title) + "}",
        "booktitle": "{" + _tex(work.container) + "}" if work.container else "",
        "year": year,
        "month": _MONTHS[int(month) - 1],
        "version": work.book.version if _TYPES[work.kind][0] == "incollection" else "",
        "note": f"{work.label}, {version}" if work.label else version.capitalize(),
        "doi": work.book.doi if work.kind == "book" else "",
        "url": work.book.url(work.path),
        "langid": "english",
    }
    if work.kind == "data":
        # BibTeX knows no data sets: what would be the title of a book stands in the note.
        fields |= {"booktitle": "", "note": f"Data of {{{_tex(work.container)}}}, {version}"}
    rows = [f"  {name} = " + (text if name == "month" else "{" + text + "}") for name, text in fields.items() if text]
    return f"@{_TYPES[work.kind][0]}{{{work.key},\n" + ",\n".join(rows) + "\n}\n"


def ris(work: Work) -> str:
    """Describe a work in RIS, the format of EndNote, Mendeley and library catalogues.

    Examples
    --------
    >>> ris(part("fig-claims", "figure", "What has been claimed")).splitlines()[0]
    'TY  - CHAP'
    """
    data = work.kind == "data"
    rows = [("TY", _TYPES[work.kind][1]), ("ID", work.key)]
    rows += [("AU", _ris_name(author)) for author in work.book.authors]
    rows += [
        ("TI", work.title),
        ("T2", work.container),
        # the edition of data is taken for a version, before which styles print the word themselves
        ("ET", work.book.version if data else f"version {work.book.version}"),
        ("PY", work.book.date[:4]),
        ("DA", work.book.date.replace("-", "/")),
        ("N1", f"Data of {work.container}" if data else work.label),
        ("DO", work.book.doi if work.kind == "book" else ""),
        ("UR", work.book.url(work.path)),
        ("LA", "en"),
    ]
    return "".join(f"{tag}  - {text}\n" for tag, text in rows if text) + "ER  - \n"


def _csl_name(author: Author) -> dict[str, str]:
    return {"family": author.family, "given": author.given} if author.is_person else {"literal": author.name}


def _bibtex_name(author: Author) -> str:
    return _tex(author.inverted) if author.is_person else "{" + _tex(author.name) + "}"


def _ris_name(author: Author) -> str:
    """Write a name; a comma behind that of an entity keeps importers from cutting it into a first name and a last."""
    return author.inverted if author.is_person else f"{author.name},"


def _tex(text: str) -> str:
    """Protect the letters that mean something to TeX."""
    return re.sub(r"([&%$#_{}])", r"\\\1", text)


_CSL_OF_BIBTEX = {
    "article": "article-journal",
    "book": "book",
    "incollection": "chapter",
    "mastersthesis": "thesis",
    "phdthesis": "thesis",
    "techreport": "report",
}
_CSL_FIELDS = {
    "title": "title",
    "booktitle": "container-title",
    "journal": "container-title",
    "publisher": "publisher",
    "school": "publisher",
    "institution": "publisher",
    "address": "publisher-place",
    "volume": "volume",
    "number": "issue",
    "pages": "page",
    "edition": "edition",
    "doi": "DOI",
    "url": "URL",
}


def from_bibliography(key: str) -> dict[str, Any]:
    """Describe a work of the book's bibliography as CSL-JSON.

    Parameters
    ----------
    key : str
        Key in ``book/references.bib``.

    Returns
    -------
    dict
        One item, with what a list of references needs.

    Examples
    --------
    >>> from_bibliography("moise1983")["publisher-place"]
    'Chapel Hill'
    """
    from landreform.publish.bibliography import bibliography  # here, so that citing the book needs no BibTeX

    entry = bibliography().entries[key]
    text = {name.lower(): _without_tex(value) for name, value in entry.fields.items()}
    item: dict[str, Any] = {"id": key, "type": _CSL_OF_BIBTEX.get(entry.type, "document"), "author": []}
    for person in entry.persons.get("author", []):
        family = _without_tex(" ".join(person.prelast_names + person.last_names))
        given = " ".join(person.first_names + person.middle_names)
        item["author"].append({"family": family, "given": given} if given else {"literal": family})
    item |= {csl_name: text[name] for name, csl_name in _CSL_FIELDS.items() if name in text}
    if text.get("year", "").isdigit():
        item["issued"] = {"date-parts": [[int(text["year"])]]}
    return item


def _without_tex(text: str) -> str:
    return re.sub(r"[{}\\]", "", text).replace("--", "–")
