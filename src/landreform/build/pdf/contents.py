"""Say which pages stand in the PDF, in which part, and where no page of the web is printed as it is."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import yaml

#: Pages with tables that are too wide for an upright page, printed across.
ACROSS = ("book/chronology", "book/corrections", "book/codebook")

#: Pages that no chapter needs to be read: together with those the appendix, in the order of the web, so that their
#: figures and tables, which no chapter numbers, follow one another.
APPENDED = (*ACROSS, "book/gaps", "book/coded-twice", "notebooks/dates-in-full", "notebooks/pools-appendix")

#: The tables of the ledger hold more than all other pages together; they are the data file beside the PDF.
BESIDE = "book/ledger/"

#: What is typed and shown in a terminal: code is not printed, these pages are little else, and with them the text would
#: pass its 160 pages. The page behind the title says so.
AT_THE_KEYBOARD = ("book/on-your-own-numbers", "book/python-interface")

#: Pages of single figures and tables, printed only alone.
OF_FIGURES = "figures/"

#: Its pictures are the figures of the chapters again; in print it is a list of them with their pages.
ATLAS = "book/figures"

#: Sections that say how to use a screen, by page.
ON_SCREEN = {
    "book/index": ("three-ways-in",),
    "book/what-happened/index": ("how-to-read-the-links",),
    "book/how-to-read": ("how-to-trace-a-number", "how-to-look-up-a-name-or-a-word", "how-to-search"),
}

#: What is worded for a screen, by page: the beginning of a paragraph that is left out, or words and what is printed
#: instead.
ON_PAPER: dict[str, tuple[tuple[str, str | None], ...]] = {
    "book/chronology": (("The files hold the same rows.", None),),
    "book/codebook": (("landreform check [FOLDER] validates the tables", None),),
    "book/corrections": (("An old address of a row still leads to it", None),),
    "book/figures": (
        (
            "and a page of its own at a permanent address: with its files, its data, its citation, its sources, and "
            "what it does not show. What is no longer drawn keeps its page.",
            "and is printed below it with the notebook and the cell that draw it. In the rendered book the page of "
            "that name leads from the figure to its data and to the code behind each number.",
        ),
        ("All figures and tables as a list", None),
    ),
    "book/errata": (("has a number and an address that stay", "has a number that stays"),),
    "book/glossary": ((", and leads to its row of the", "; in the rendered book it leads to its row of the"),),
    "book/how-to-cite": (("has a number and an address that stay", "has a number that stays"),),
    "book/how-to-read": (
        ("; the page of a figure leads there too", ""),
        ("and the page says from what", "and the text says from what"),
        ("have a page of their own", "have a chapter of their own"),
    ),
    "book/index-of-names": (
        (
            "For a document, the places are those whose text leads to its row, leads to a row that it states, or "
            "cites it.",
            "Behind a name stand the pages on which it is printed; authors of works in the ledger are among the names.",
        ),
    ),
    "book/people": (("at the end of this page", "behind the last entry"),),
    "book/what-if": (
        ("On this page the choices that", "On the web the choices that"),
        ("made are yours", "made are the reader’s; six settings of them are printed here"),
        ("Under Your own table the same questions", None),
    ),
    "notebooks/findings": (
        (
            "leads to the rows of the ledger and to the cell that computes it",
            "leads, in the rendered book, to the rows of the ledger and to the cell that computes it",
        ),
    ),
    "notebooks/dates-in-full": (("This page belongs to", "This appendix belongs to"),),
}

#: What is worded for a screen on more than one page: words, as a pattern, and what is printed instead.
ON_EVERY_PAGE = (
    (r"^The same choice in\s*$", "In the rendered book the reader can make the same choice in "),
    (r"(\btables?) beside it(?: and in the long description)?", r"\1 that belong to it"),
    (r"(?<=a work prints), and leads to its row", ""),
    (r"\btau2\b", "τ²"),
    (r"\bon\s+the\s+page(?=\s$)", "in"),
    (r"(\d+\.\d+\.\d+) \(unreleased\)", r"\1, the version after this book"),
)

#: A paragraph that has no full stop on a screen, where nothing follows the title at its end, by its beginning.
TO_BE_ENDED = "In the rendered book the reader can make the same choice in"

#: Paragraphs of the page of a figure that name files beside it, by their beginning.
ON_NO_PAGE = ("As files:",)

#: Columns by which a screen is filtered, or that follow from another; they are on the web and in its files.
COLUMNS_ON_SCREEN = {
    "book/chronology": ("theme", "phase"),
    "notebooks/what-has-been-claimed": ("years after 1956",),
}

#: Printed last, so that it may lead to everything before it.
INDEX = "book/index-of-names"


@dataclass(frozen=True)
class Page:
    """A page of the book: its name, its part (empty for the front page) and whether it is printed across."""

    name: str
    part: str
    across: bool = False

    @property
    def appended(self) -> bool:
        """Whether it stands in the appendix."""
        return self.name in APPENDED

    @property
    def slug(self) -> str:
        """Its name as the beginning of the labels on it."""
        return slug(self.name)


def slug(name: str) -> str:
    """Write the name of a page so that it can begin a label.

    Examples
    --------
    >>> slug("book/what-happened/index")
    'book-what-happened-index'
    """
    return name.replace("/", "-")


def page_alone(root: Path, name: str) -> Page:
    """Return a page of the book as it is printed without the others: in no part, and across if it is a table.

    Examples
    --------
    >>> from landreform.paths import ROOT
    >>> page_alone(ROOT, "book/ledger/waves").across, page_alone(ROOT, "notebooks/waves").across
    (True, False)
    """
    across = any(page.across for page in pages(root) if page.name == name)
    return Page(name, "", across or (name.startswith(BESIDE) and not name.endswith("/index")))


def pages(root: Path) -> list[Page]:
    """List the pages that are printed: front page, chapters, then the appendix, then the index.

    Parameters
    ----------
    root : pathlib.Path
        Folder with ``_toc.yml``.

    Returns
    -------
    list of Page

    Examples
    --------
    >>> from landreform.paths import ROOT
    >>> pages(ROOT)[0].name
    'book/index'
    """
    contents = yaml.safe_load((root / "_toc.yml").read_text(encoding="utf-8"))
    found = [
        Page(contents["root"], ""),
        *(
            Page(name, "Appendix" if name in APPENDED else part["caption"], name in ACROSS)
            for part in contents["parts"]
            for name in _names(part["chapters"])
            if not name.startswith(BESIDE) and name not in AT_THE_KEYBOARD
        ),
    ]
    return [
        *(page for page in found if not page.appended and page.name != INDEX),
        *(page for page in found if page.appended),
        *(Page(page.name, "Index") for page in found if page.name == INDEX),
    ]


def _names(chapters: list[dict]) -> list[str]:
    names = []
    for chapter in chapters:
        names += [chapter["file"], *_names(chapter.get("sections", []))]
    return names
